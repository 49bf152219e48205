"""The pages in Chromium: readable for everybody, on any screen, alive where they can be, and without asking anybody."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import browser_missing
from tests.site.conftest import SLOW, Page
from tests.tools import violations

pytestmark = [SLOW]
browser = pytest.mark.skipif(bool(browser_missing()), reason=browser_missing() or "there is a browser")


def names(pages_folder: Path) -> list[str]:
    return sorted(path.stem for path in pages_folder.glob("*.html"))


#: Collects what the content policy of a page has refused.
WATCH = """self.refused = [];
document.addEventListener("securitypolicyviolation", (e) => refused.push(`${e.effectiveDirective} ${e.blockedURI}`));"""


@browser
@pytest.mark.parametrize("width, colors", [(1280, "light"), (390, "light"), (1280, "dark")])
def test_pages_are_accessible_fit_and_ask_nobody(
    chromium, served_pages: str, pages_folder: Path, width: int, colors: str
) -> None:
    page = Page(chromium, served_pages, viewport={"width": width, "height": 844}, color_scheme=colors)
    page.page.add_init_script(WATCH)
    some = [name for name in names(pages_folder) if name[:2] in ("in", "01", "07")]
    for name in names(pages_folder) if colors == "light" else some:  # of another color, they are as wide and as high
        page.page.goto(f"{served_pages}/{name}.html")
        assert page.page.evaluate("refused") == [], name
        if (width, colors) == (1280, "light") or name in some:  # it takes seconds on a long page
            assert violations(page.page) == [], name
        wide, high = page.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
        assert wide <= width, name
        if width == 1280 and name[:2].isdigit():  # before a section is opened, ten screens long at most
            assert high <= 9000, (name, high)
    assert page.outside == []
    page.context.close()


@browser
@pytest.mark.parametrize("address", ["{served_pages}", "file://{folder}"])
def test_breathing_is_alive_on_its_page(chromium, served_pages: str, pages_folder: Path, address: str) -> None:
    page = Page(chromium, served_pages)
    page.page.add_init_script(WATCH)
    base = address.format(served_pages=served_pages, folder=pages_folder)
    page.served = base
    page.page.goto(f"{base}/07_practice_mindfulness_and_distress_tolerance.html")
    pacer = page.page.get_by_role("group", name="Breathing pacer")
    assert not pacer.is_visible()
    page.page.get_by_role("button", name="Open all sections").click()
    page.page.get_by_text("All of these are true for me").click()
    pacer.get_by_role("button", name="Start").press("Enter")
    pacer.get_by_text("Breathe in", exact=True).wait_for()
    pacer.get_by_text("Breathe out", exact=True).wait_for(timeout=10_000)
    pacer.get_by_role("button", name="Stop").press("Enter")
    pacer.get_by_text("Stopped.").wait_for()
    assert page.page.evaluate("refused") == []
    from_folder = address.startswith("file")
    assert page.page.get_by_role("link", name="Run this notebook").first.is_visible() != from_folder
    assert page.page.get_by_text("start a local web server in this folder").is_visible() == from_folder
    assert page.outside == []
    page.context.close()


@browser
@pytest.mark.parametrize("address", ["{served_pages}", "file://{folder}"])
def test_a_page_cannot_be_made_to_ask_anybody_else(
    chromium, served_pages: str, pages_folder: Path, address: str
) -> None:
    page = Page(chromium, served_pages)
    page.page.add_init_script(WATCH)
    page.page.goto(f"{address.format(served_pages=served_pages, folder=pages_folder)}/index.html")
    asks = """other => {
        fetch(other).catch(() => {});
        for (const tag of ["img", "script", "iframe"])
            document.body.append(Object.assign(document.createElement(tag), {src: other}));
        const form = Object.assign(document.createElement("form"), {action: other});
        document.body.append(form);
        form.submit();
        return new Promise((done) => {
            const ends = Date.now() + 10000;
            const look = () => (refused.length > 4 || Date.now() > ends ? done(refused) : setTimeout(look, 50));
            look();
        });
    }"""
    told = {line.split()[0] for line in page.page.evaluate(asks, "http://localhost:9/")}
    assert told == {"connect-src", "img-src", "script-src-elem", "frame-src", "form-action"}
    page.context.close()


@browser
def test_a_search_result_quotes_the_page_and_not_its_menus(chromium, served_pages: str) -> None:
    page = Page(chromium, served_pages, viewport={"width": 390, "height": 844})
    page.page.goto(f"{served_pages}/search.html?q=alliance")
    first = page.page.locator("#search-results li", has_text="Learn together").first
    quoted = first.locator("p.context").inner_text(timeout=30_000)
    assert "alliance" in quoted.lower() and "Light" not in quoted and "Contents" not in quoted
    assert first.bounding_box()["x"] < 40
    page.page.goto(f"{served_pages}/01_compare_levels_of_care.html")
    title, bar = (page.page.locator(name).first.bounding_box() for name in ("article h1", ".bd-header-article"))
    assert title["y"] >= bar["y"] + bar["height"] + 12
    page.context.close()
