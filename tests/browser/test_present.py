"""A teacher in front of a class: slides with live forms, which fit the screen and ask no other computer."""

from __future__ import annotations

import re
import shutil
import stat
from collections.abc import Iterator

import nbformat
import pytest

from iopedu.course import notebook, notebooks
from tests.refresh.slides import LEAD, NOTEBOOKS, at_this_size, go_to, measured, served
from tests.tools import focus

pytest.importorskip("voila", reason="the extra “present” is not installed")
HOSTILE = '<img src=x onerror="window.bad=1">'


@pytest.fixture(scope="module", params=[entry.number for entry in notebooks()])
def shown(request, chromium, tmp_path_factory) -> Iterator[tuple]:
    """Slides of a notebook: number, address, page, what it asked outside, errors, slides measured, folder."""
    folder = tmp_path_factory.mktemp("teacher")
    with served(request.param, folder) as address:
        page = chromium.new_page(viewport={"width": 1280, "height": 720})
        outside, errors = [], []
        page.on("request", lambda request: outside.append(request.url))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.goto(address, timeout=90_000)
        slides = measured(page)
        yield request.param, address, page, outside, errors, slides, folder
        page.close()
    shutil.rmtree(folder, ignore_errors=True)


def test_every_slide_fits_the_screen_or_is_one_form(shown) -> None:
    number, _address, page, _outside, _errors, slides, _folder = shown
    cells = nbformat.read(NOTEBOOKS / notebook(number).file, as_version=4).cells
    assert [at for slide in slides for at, _height in slide["cells"]] == list(range(len(cells)))
    page.set_viewport_size({"width": 1920, "height": 1080})
    larger = at_this_size(page)
    page.set_viewport_size({"width": 1280, "height": 720})
    assert [slide["hash"] for slide in larger] == [slide["hash"] for slide in slides]
    wrong = []
    for slide in slides + larger:
        prose = [height for at, height in slide["cells"] if cells[at].cell_type == "markdown"]
        form = len(slide["cells"]) == len(prose) + 1 and "forms." in cells[slide["cells"][-1][0]].source
        if slide["width"] > 1280 or (slide["height"] > slide["room"] and not (form and sum(prose) <= LEAD)):
            wrong.append(f"{slide['hash']} {slide['text'][:60]!r}: {slide['height']} of {slide['room']} px")
    renew = f"break it anew: uv run --extra browser python -m tests.refresh slides {number}; a figure may need its own"
    assert not wrong, "\n".join([*wrong, renew])


def test_the_class_sees_neither_code_nor_notes(shown) -> None:
    number, _address, _page, _outside, errors, slides, _folder = shown
    text = "\n".join(slide["text"] for slide in slides)
    assert notebook(number).title in text and "Key points" in text
    assert not re.search(r"forms\.\w+\(|show\.\w+\(|open_workbook", text)
    guide = (NOTEBOOKS / "TEACHING.md").read_text(encoding="utf-8")
    said = re.findall(r'^"(.{40})', guide, re.MULTILINE)
    assert len(said) > 10 and not any(part in text for part in said)
    assert not errors


def test_nobody_else_is_asked_and_nobody_gets_in_without_the_token(shown, chromium) -> None:
    _number, address, _page, outside, _errors, _slides, _folder = shown
    assert address.startswith("http://127.0.0.1:") and len(outside) > 20
    assert not [url for url in outside if not url.startswith(("http://127.0.0.1", "data:", "blob:"))]
    context = chromium.new_context()
    page = context.new_page()
    answer = page.goto(address.split("?")[0])
    assert "/login" in page.url and "iop-form" not in page.content()
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self' data: blob:;" in policy and "*;" not in policy.replace("ws://127.0.0.1:*", "")
    assert page.request.get(address.split("?")[0] + "voila/files/my-iopedu-work.json").status == 403
    context.close()


#: A page that is busy while the forms load comes back late to what it wanted to look at again soon.
BUSY = """{
    const soon = window.setTimeout;
    window.setTimeout = (what, wait, ...more) => soon(what, wait === 100 ? 2500 : wait, ...more);
}"""


@pytest.mark.parametrize("shown", ["02"], indirect=True)
def test_a_slow_computer_shows_the_forms_and_a_page_loaded_again_leaves_no_kernel(shown, chromium) -> None:
    context = chromium.new_context()
    page = context.new_page()
    errors = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.add_init_script(BUSY)
    for _visit in range(2):  # a kernel that the page may not stop is an error of the second visit
        page.goto(shown[1], timeout=90_000)
        page.locator("[data-iop-ready]").last.wait_for(state="attached", timeout=60_000)
    assert errors == []
    context.close()


@pytest.mark.parametrize("shown", ["01"], indirect=True)
def test_a_long_table_is_turned_like_a_page_and_back(shown) -> None:
    page = shown[2]
    slide = page.locator("section.present:not(.stack)")
    rows = slide.locator("tbody tr")
    longest = {}
    for number in range(1, 40):
        go_to(page, f"#/{number}")
        longest.setdefault(rows.count(), page.url[page.url.index("#") :])
    go_to(page, at := longest[max(longest)])
    seen, first, turns, many = [], None, 0, rows.count()
    while page.url.endswith(at):
        part = [row.inner_text() for row in rows.all() if row.is_visible()]
        first = first or part
        seen += part
        assert slide.evaluate("slide => slide.scrollHeight <= slide.clientHeight")
        page.keyboard.press("PageDown")
        turns += 1
    assert turns > 3 and len(seen) == len(set(seen)) == many, "each row is shown once"
    for _turn in range(turns):
        page.keyboard.press("PageUp")
    assert page.url.endswith(at) and [row.inner_text() for row in rows.all() if row.is_visible()] == first


@pytest.mark.parametrize("shown", ["04"], indirect=True)
def test_keys_turn_after_a_press_and_the_teacher_has_notes_and_a_pdf(shown) -> None:
    page = shown[2]
    go_to(page, "#/")
    while not page.locator("section.present:not(.stack) button").count():
        page.keyboard.press("PageDown")
    at = page.url
    page.locator("section.present:not(.stack) button").first.click()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("before => location.href !== before", arg=at)
    with page.expect_popup() as opened:
        page.keyboard.press("s")
    notes = opened.value.locator("body")
    notes.get_by_role("heading", name="Say first").wait_for()
    assert "Minutes" in notes.inner_text()
    made = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", made)) >= page.locator("section:not(.stack)").count() > 15
    opened.value.close()


def test_type_is_read_from_the_back_row(shown) -> None:
    _number, _address, page, _outside, _errors, _slides, _folder = shown
    sizes = page.evaluate(
        """() => [".jp-MarkdownOutput p", ".iop-dense .jp-MarkdownOutput p", ".iop :is(p, td, small)",
             ".iop-form label"].map(css => [...document.querySelectorAll(`.slides ${css}`)]
                .filter(element => css.startsWith(".iop-dense") || !element.closest(".iop-dense"))
                .map(element => parseFloat(getComputedStyle(element).fontSize)))
            .map(found => Math.min(40, ...found))"""
    )
    # Of a screen of 720: prose, long prose, tables with their small print, forms.
    assert sizes[0] >= 28 and sizes[1] >= 23 and sizes[2] >= 19 and sizes[3] >= 21, sizes


def test_the_class_reads_first_that_a_copy_was_changed(chromium, tmp_path) -> None:
    copy = tmp_path / "course" / notebook("00").file
    copy.parent.mkdir()
    book = nbformat.read(NOTEBOOKS / copy.name, as_version=4)
    book.cells[0].source = "# A title of my own\n\nFor a class."
    nbformat.write(book, copy)
    with served("00", tmp_path, "--changed") as address:
        page = chromium.new_page(viewport={"width": 1280, "height": 720})
        page.goto(address, timeout=90_000)
        page.locator(".reveal.ready").wait_for(timeout=90_000)
        note = page.locator(".slides strong", has_text="This copy differs from the original course: 1 of")
        title = page.get_by_role("heading", name="A title of my own")
        title.wait_for()
        note.wait_for()
        assert note.bounding_box()["y"] < title.bounding_box()["y"]
        page.close()


@pytest.mark.parametrize("shown", ["01"], indirect=True)
def test_a_form_is_live_and_keeps_its_keys(shown) -> None:
    _number, _address, page, _outside, _errors, _slides, folder = shown
    go_to(page, "#/3")
    form = page.get_by_role("group", name="Predict the hours", exact=True)
    focus(form.get_by_role("radio").first)
    for key in ("Space", "ArrowDown", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
    focus(form.get_by_role("button", name="Check my answer"))
    page.keyboard.press("Space")
    form.get_by_text("How much of a week does each level take?").first.wait_for()
    assert page.url.endswith("#/3")
    # Page Down first reads this slide, which has grown, to its end; then it turns.
    page.evaluate("() => document.activeElement.blur()")
    assert page.locator("body.iop-more").count() == 1
    place = page.locator("section.present > section.present").or_(page.locator(".slides > section.present:not(.stack)"))
    page.keyboard.press("PageDown")
    assert page.url.endswith("#/3") and place.evaluate("slide => slide.scrollTop") > 0
    for _turn in range(4):
        if page.url.endswith("#/3"):
            page.keyboard.press("PageDown")
    assert page.url.endswith("#/3/1")
    page.get_by_role("group", name="Explain it to Maya", exact=True).or_(
        page.get_by_text("What it means.")
    ).first.wait_for()
    page.keyboard.press("ArrowRight")
    assert re.search("#/4(/[0-9]+)?$", page.url)  # where it was read before, there it opens
    kept = folder / "course" / "my-iopedu-work.json"
    page.wait_for_timeout(2500)  # longer than it takes until an answer is kept
    assert not kept.exists() or stat.S_IMODE(kept.stat().st_mode) == 0o600, "what is entered on a slide is kept too"
