"""The copy that runs: Python for the browser in Node, and JupyterLite in Chromium on a plain server of files."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import CHROMIUM, browser_missing
from tests.site.conftest import SLOW

pytestmark = [SLOW]
browser = pytest.mark.skipif(bool(browser_missing()), reason=browser_missing() or "there is a browser")

CODE = """
import sys
assert sys.platform == "emscripten"
from iopedu import care, cbt, course, dbt, forms, progress, show
work = course.open_workbook("04")
form = forms.ThoughtRecordForm(keep=work)
form.record = cbt.example_records()[0]
said = work.save()
again = course.open_workbook("04")
again.load()
chart = show.hours_per_week()
assert "Left out here: the figures. This copy of the course in the browser" in chart._repr_html_()
assert all(check.ok for check in __import__("iopedu.course.environment").course.environment.checks())
"|".join([again.answers["record"].words.splitlines()[0], said, str(len(course.facts())), str(len(course.sources()))])
"""


def test_the_lock_of_the_site_names_what_is_there_and_nothing_else(site_folder: Path) -> None:
    from iopedu.site import lock

    folder = site_folder / "run/static/pyodide"
    found = json.loads((folder / lock.NAME).read_text(encoding="utf-8"))
    lock.check(found, folder)
    assert {entry["file_name"] for entry in found["packages"].values()} == {p.name for p in folder.glob("*.whl")}


def test_every_notebook_is_there_to_run_as_it_is_stored(site_folder: Path, root: Path) -> None:
    there = {path.name: path.read_bytes() for path in (site_folder / "run/files").glob("*.ipynb")}
    assert there == {path.name: path.read_bytes() for path in (root / "notebooks").glob("*.ipynb")}


def test_a_thought_record_in_python_for_the_browser(site_folder: Path, tmp_path: Path) -> None:
    from iopedu import cbt, course

    node = shutil.which("node")
    assert node, "Node.js is needed"
    (tmp_path / "code.py").write_text(CODE, encoding="utf-8")
    command = [node, Path(__file__).with_name("smoke.mjs"), site_folder / "run/static/pyodide", tmp_path / "code.py"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    words, said, facts, sources = done.stdout.strip().splitlines()[-1].split("|")
    assert words == cbt.example_records()[0].describe().splitlines()[0] and said.startswith("Saved 1 answer to ")
    assert (int(facts), int(sources)) == (len(course.facts()), len(course.sources()))


class Page:
    """A page of the site, with what it asked others for."""

    def __init__(self, chromium, served: str, **options: object) -> None:
        self.served = served
        self.context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        self.page = self.context.new_page()
        self.outside: list[str] = []
        self.context.on("request", self._note)

    def _note(self, request) -> None:
        if not request.url.startswith((self.served, "data:", "blob:")):
            self.outside.append(request.url)

    def until(self, script: str, seconds: int = 120) -> None:
        """Wait until JavaScript answers with true; it may wait for something itself."""
        end = time.monotonic() + seconds
        while not self.page.evaluate(script):
            assert time.monotonic() < end, f"not within {seconds} seconds: {script}"
            self.page.wait_for_timeout(100)

    def open(self, notebook: str) -> None:
        """Open a notebook in the copy that runs, and wait for its Python."""
        self.page.goto(f"{self.served}/run/lab/index.html?path={notebook}")
        self.ready()

    def ready(self) -> None:
        self.page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=90_000)
        self.until(
            """async () => {
                const panel = window.jupyterapp?.shell.currentWidget;
                if (!panel?.context) return false;
                await panel.context.ready; await panel.sessionContext.ready;
                const kernel = panel.sessionContext.session?.kernel;
                if (!kernel) return false;
                await kernel.info; return kernel.status === "idle";
            }"""
        )

    def run_all(self) -> list[dict]:
        """Run all cells and return the outputs that no learner should see."""
        self.page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
        self.until(
            """() => {
                const panel = window.jupyterapp.shell.currentWidget, cells = panel.content.model.cells;
                const code = [...Array(cells.length).keys()].map(i => cells.get(i)).filter(c => c.type === "code");
                return code.every(cell => cell.executionCount !== null && cell.executionState === "idle")
                    && panel.sessionContext.session.kernel.status === "idle";
            }""",
            240,
        )
        return self.page.evaluate(
            """() => {
                const cells = window.jupyterapp.shell.currentWidget.content.model.cells;
                const all = [...Array(cells.length).keys()].flatMap(i => cells.get(i).toJSON().outputs ?? []);
                return all.filter(output => output.output_type === "error" || output.output_type === "stream");
            }"""
        )

    def form(self, name: str):
        """Return a live form by its accessible name."""
        form = self.page.get_by_role("group", name=name, exact=True).and_(self.page.locator(".iop-form")).first
        form.wait_for(timeout=60_000)
        form.scroll_into_view_if_needed()
        return form


@pytest.fixture(scope="module")
def chromium() -> Iterator:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking", "--disable-sync"]
        )
        yield started
        started.close()


@pytest.fixture
def page(chromium, served: str) -> Iterator[Page]:
    opened = Page(chromium, served)
    yield opened
    opened.context.close()


@browser
@pytest.mark.parametrize("number", ["01", "04", "09", "13", "14"])
def test_all_cells_run_without_an_error_and_without_asking_anybody(number: str, page: Page, capsys) -> None:
    from iopedu.course import notebook

    start = time.monotonic()
    page.open(notebook(number).file)
    ready = time.monotonic()
    wrong = page.run_all()
    end = time.monotonic()
    with capsys.disabled():
        print(f"\n{number}: Python ready after {ready - start:.1f} s, all cells run after {end - start:.1f} s")
    assert wrong == [] and page.outside == []


@browser
def test_answers_come_back_after_the_window_was_closed(page: Page) -> None:
    page.open("04_work_through_a_thought_record.ipynb")
    assert page.run_all() == []
    page.form("Thought record").get_by_label("Situation", exact=True).fill("Saturday at seven. Ben cancels.")
    work = page.form("Your work")
    work.get_by_role("button", name="Save", exact=True).click()
    work.get_by_role("status").get_by_text("Saved 1 answer").wait_for(timeout=30_000)
    page.page.close()
    page.page = page.context.new_page()
    page.open("04_work_through_a_thought_record.ipynb")
    assert page.run_all() == []
    situation = page.form("Thought record").get_by_label("Situation", exact=True)
    if not situation.input_value():
        page.form("Your work").get_by_role("button", name="Load", exact=True).click()
        page.page.wait_for_timeout(2000)
    assert situation.input_value() == "Saturday at seven. Ben cancels." and page.outside == []


def names(site_folder: Path) -> list[str]:
    return sorted(path.stem for path in site_folder.glob("*.html"))


@browser
@pytest.mark.parametrize("width, colors", [(1280, "light"), (390, "light"), (1280, "dark")])
def test_pages_are_accessible_fit_and_ask_nobody(
    chromium, served: str, site_folder: Path, width: int, colors: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = Page(chromium, served, viewport={"width": width, "height": 844}, color_scheme=colors)
    for name in names(site_folder):
        page.page.goto(f"{served}/{name}.html")
        if (width, colors) == (1280, "light") or name[:2] in ("in", "01", "07"):  # it takes seconds on a long page
            found = Axe().run(page.page).response["violations"]
            assert [f"{rule['id']}: {rule['nodes'][0]['html'][:200]}" for rule in found] == [], name
        assert page.page.evaluate("document.documentElement.scrollWidth") <= width, name
    assert page.outside == []
    page.context.close()


@browser
@pytest.mark.parametrize("address", ["{served}", "file://{folder}"])
def test_breathing_is_alive_on_its_page(chromium, served: str, site_folder: Path, address: str) -> None:
    page = Page(chromium, served)
    base = address.format(served=served, folder=site_folder)
    page.served = base
    page.page.goto(f"{base}/07_practice_mindfulness_and_distress_tolerance.html")
    pacer = page.page.get_by_role("group", name="Breathing pacer")
    pacer.get_by_role("button", name="Start").press("Enter")
    pacer.get_by_text("Breathe in", exact=True).wait_for()
    pacer.get_by_text("Breathe out", exact=True).wait_for(timeout=10_000)
    pacer.get_by_role("button", name="Stop").press("Enter")
    pacer.get_by_text("Stopped.").wait_for()
    from_folder = address.startswith("file")
    assert page.page.get_by_role("link", name="Run this notebook").is_visible() != from_folder
    assert page.page.get_by_text("this folder has to be served").is_visible() == from_folder
    assert page.outside == []
    page.context.close()


@browser
def test_the_search_finds_a_notebook(page: Page) -> None:
    page.page.goto(f"{page.served}/search.html?q=alliance")
    page.page.locator("#search-results a", has_text="Learn together").first.wait_for(timeout=30_000)
    page.page.goto(f"{page.served}/04_work_through_a_thought_record.html")
    page.page.get_by_role("link", name="Run this notebook").click()
    page.page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=90_000)
    assert page.outside == []
