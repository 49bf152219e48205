"""The copy that runs: Python for the browser in Node, and JupyterLite in Chromium on a plain server of files."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from iopedu.course import notebooks
from iopedu.course.outline import Notebook
from tests.conftest import browser_missing
from tests.site.conftest import SLOW, Page, serving
from tests.site.test_image import start
from tests.tools import until

pytestmark = [SLOW]
browser = pytest.mark.skipif(bool(browser_missing()), reason=browser_missing() or "there is a browser")

CODE = """
import sys
assert sys.platform == "emscripten"
import pyodide_kernel
kernel = pyodide_kernel.kernel_instance
kernel._parent_header, kernel.interpreter.send_comm = {}, lambda *_: None  # there is no page
from iopedu import care, cbt, course, dbt, evidence, forms, progress, show
from iopedu.course.agreement import kappa
work = course.open_workbook("04")
form = forms.ThoughtRecordForm(keep=work)
form.record = cbt.example_records()[0]
said = work.save()
again = course.Workbook("04")
again.look()
chart = show.hours_per_week()
assert "<svg" in chart._repr_html_() and "Left out here" not in chart._repr_html_()
assert all(check.ok for check in __import__("iopedu.course.environment").course.environment.checks())
studies = evidence.dataset("dbt_severity").effects
assert evidence.pool(studies, "hk").k == len(studies) == evidence.egger(studies).k
assert kappa([("low", "low"), ("mid", "low"), ("mid", "mid")], ["low", "mid"]) > 0
assert not {"numpy", "scipy", "statsmodels"} & set(sys.modules)
"|".join([again.answers["record"].words.splitlines()[0], said, str(len(course.facts())), str(len(course.sources()))])
"""


#: Whether the heading stands at the top of the page.
AT_TOP = """() => {
    const all = [...document.querySelectorAll(".jp-Notebook :is(h2, h3)")];
    const found = all.find(node => node.textContent.startsWith("What studies say"));
    const y = found?.getBoundingClientRect().top;
    return y > 0 && y < 200;
}"""
#: The width of the page, and what is too small to be hit with a thumb: links in a sentence may be.
TOO_SMALL = """() => {
    const controls = [...document.querySelectorAll(".iop-form :is(button, select, textarea, input)")];
    const isSmall = ({ width, height }) => width > 1 && height > 1 && (width < 24 || height < 24);
    const small = controls.filter(node => node.checkVisibility() && isSmall(node.getBoundingClientRect()));
    const page = document.querySelector(".jp-Notebook");
    const wide = Math.max(document.documentElement.scrollWidth, page.scrollWidth);
    return { wide, small: small.filter(node => !node.closest("label")).map(node => node.outerHTML.slice(0, 120)) };
}"""
#: Whether everything is kept that another visit needs.
KEPT = """async () => {
    const names = (await (await caches.open("iopedu")).keys()).map(({ url }) => url);
    return ["image.gz", "pyodide.asm.wasm", "15_hold_a_case_conference.ipynb"].every(
        end => names.some(name => name.endsWith(end)));
}"""


def test_every_notebook_is_there_to_run_as_it_is_stored_and_trusted(site_folder: Path, root: Path) -> None:
    for path in (root / "notebooks").glob("*.ipynb"):
        text = (site_folder / "run/files" / path.name).read_text(encoding="utf-8")
        code = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
        assert code and all(cell["metadata"]["trusted"] is True for cell in code)
        assert nbformat.reads(text, 4) == nbformat.read(path, 4)
        shown = [lines for cell in code for each in cell["outputs"] for lines in each["data"].values()]
        assert all(isinstance(lines, str) for lines in shown), "no server joins them there"


def test_a_thought_record_in_python_for_the_browser(site_folder: Path, tmp_path: Path) -> None:
    from iopedu import cbt, course

    words, said, facts, sources = start(site_folder, CODE, tmp_path).split("|")
    assert words == cbt.example_records()[0].describe().splitlines()[0] and said.startswith("Saved 1 answer in ")
    assert (int(facts), int(sources)) == (len(course.facts()), len(course.sources()))


@pytest.fixture(scope="module")
def visitor(chromium, served: str) -> Iterator[Page]:
    """Somebody who opens one notebook after another."""
    page = Page(chromium, served)
    yield page
    page.context.close()


@browser
@pytest.mark.parametrize("entry", notebooks(), ids=lambda entry: entry.number)
def test_every_notebook_runs_without_an_error_and_without_asking_anybody(
    visitor: Page, record_property, entry: Notebook
) -> None:
    begin = time.monotonic()
    (visitor.open if visitor.page.url == "about:blank" else visitor.turn_to)(entry.file)
    wrong = visitor.run_all()
    record_property("measured", f"in the browser, {entry.number}: all cells run after {time.monotonic() - begin:.1f} s")
    assert wrong == [] and visitor.outside == []
    assert visitor.page.locator(".iop-form[data-iop-ready]").count() > 1, "its forms are alive"
    # What the cells show now; what would be saved is the notebook as it was.
    shown = visitor.page.evaluate("""() => JSON.stringify(
        [...window.jupyterapp.shell.currentWidget.content.model.cells].map(cell => cell.outputs?.toJSON() ?? "")
    )""")
    assert "Left out here" not in shown


@browser
@pytest.mark.parametrize("width", [1280, 390])
def test_a_page_comes_alive_where_its_reader_is_and_leads_back(chromium, served: str, width: int) -> None:
    page = Page(chromium, served, viewport={"width": width, "height": 844}, has_touch=width < 400)
    page.page.goto(f"{served}/04_work_through_a_thought_record.html")
    heading = page.page.get_by_role("heading", name="What studies say")
    heading.evaluate("node => node.scrollIntoView()")
    page.page.locator("a.iopedu-float").click()
    page.ready()
    until(page.page, "() => window.jupyterapp.shell.currentWidget.node.dataset.iopPage === 'ready'", 240)
    alive = page.page.locator(".jp-Notebook").get_by_role("heading", name="What studies say")
    until(page.page, AT_TOP, 30)
    assert alive.bounding_box()["y"] < 200
    for name in ("Menu Bar", "File Browser Section"):
        assert not page.page.get_by_role("navigation", name=name).is_visible()
    assert page.page.get_by_role("menubar").count() == 0
    found = page.page.evaluate(TOO_SMALL)
    assert found["wide"] <= width and (width > 400 or found["small"] == []), "for a thumb"
    page.page.get_by_role("link", name="Back to reading").click()
    heading.wait_for()
    until(page.page, AT_TOP.replace(".jp-Notebook", "article"), 30)
    assert page.outside == []
    page.context.close()


@browser
def test_what_was_open_once_opens_without_a_net(chromium, site_folder: Path) -> None:
    with serving(site_folder) as address:
        page = Page(chromium, address)
        page.open("04_work_through_a_thought_record.ipynb")
        assert page.run_all() == []
        until(page.page, KEPT, 120)
    page.page.close()
    page.page = page.context.new_page()
    page.page.goto(f"{address}/run/lab/index.html?path=05_name_thinking_styles.ipynb")
    page.page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=90_000)
    page.page.locator(".iop-form[data-iop-ready]").first.wait_for(timeout=240_000)
    page.context.close()


@browser
def test_python_seldom_asks_the_page_for_files_while_both_start(page: Page) -> None:
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.open("04_work_through_a_thought_record.ipynb")
    assert page.run_all() == []
    # Each import that looked beside the notebook would ask once or twice: about a hundred of them.
    assert sum("/api/drive" in address for address in asked) < 50


@browser
def test_answers_come_back_after_the_window_was_closed(page: Page) -> None:
    page.open("04_work_through_a_thought_record.ipynb")
    assert page.run_all() == []
    page.page.get_by_role("button", name="Open all sections").click()
    page.form("Thought record").get_by_label("Situation", exact=True).fill("Saturday at seven. Ben cancels.")
    page.form("Your work").get_by_text("Saved on this computer at").wait_for(timeout=30_000)
    page.page.wait_for_timeout(2000)
    page.page.close()
    page.page = page.context.new_page()
    page.open("04_work_through_a_thought_record.ipynb")
    assert page.run_all() == []
    situation = page.form("Thought record").get_by_label("Situation", exact=True)
    assert situation.input_value() == "Saturday at seven. Ben cancels." and page.outside == []


@browser
def test_the_search_finds_a_notebook(page: Page) -> None:
    page.page.goto(f"{page.served}/search.html?q=alliance")
    page.page.locator("#search-results a", has_text="Learn together").first.wait_for(timeout=30_000)
    page.page.goto(f"{page.served}/04_work_through_a_thought_record.html")
    page.page.get_by_role("link", name="Run this notebook").click()
    page.page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=90_000)
    assert page.outside == []
