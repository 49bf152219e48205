"""The copy that runs: Python for the browser in Node, and JupyterLite in Chromium on a plain server of files."""

from __future__ import annotations

import json
import shutil
import stat
import subprocess
import time
import zipfile
from pathlib import Path

import pytest

from tests.conftest import browser_missing
from tests.site.conftest import SLOW, Page

pytestmark = [SLOW]
#: How byte code of Python 3.14 begins.
PYTHON_314 = b"+\x0e\r\n"
browser = pytest.mark.skipif(bool(browser_missing()), reason=browser_missing() or "there is a browser")

CODE = """
import sys
assert sys.platform == "emscripten"
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


def test_the_lock_of_the_site_names_what_is_there_and_nothing_else(site_folder: Path) -> None:
    from iopedu.site import lock

    folder = site_folder / "run/static/pyodide"
    found = json.loads((folder / lock.NAME).read_text(encoding="utf-8"))
    lock.check(found, folder)
    assert {entry["file_name"] for entry in found["packages"].values()} == {p.name for p in folder.glob("*.whl")}
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o644}


def test_what_python_loads_first_is_byte_code(site_folder: Path) -> None:
    folder = site_folder / "run/static/pyodide"
    for name, module in (("python_stdlib.zip", "argparse.pyc"), ("ipython-*.whl", "IPython/core/magic.pyc")):
        (path,) = folder.glob(name)
        with zipfile.ZipFile(path) as archive:
            assert module in archive.namelist() and f"{module[:-1]}" not in archive.namelist()
            assert archive.read(module)[:4] == PYTHON_314


def test_every_notebook_is_there_to_run_as_it_is_stored_and_trusted(site_folder: Path, root: Path) -> None:
    for path in (root / "notebooks").glob("*.ipynb"):
        there = json.loads((site_folder / "run/files" / path.name).read_text(encoding="utf-8"))
        code = [cell for cell in there["cells"] if cell["cell_type"] == "code"]
        assert code and all(cell["metadata"].pop("trusted") is True for cell in code)
        assert there == json.loads(path.read_text(encoding="utf-8"))


def test_a_thought_record_in_python_for_the_browser(site_folder: Path, tmp_path: Path) -> None:
    from iopedu import cbt, course

    node = shutil.which("node")
    assert node, "Node.js is needed"
    (tmp_path / "code.py").write_text(CODE, encoding="utf-8")
    command = [node, Path(__file__).with_name("smoke.mjs"), site_folder / "run/static/pyodide", tmp_path / "code.py"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    words, said, facts, sources = done.stdout.strip().splitlines()[-1].split("|")
    assert words == cbt.example_records()[0].describe().splitlines()[0] and said.startswith("Kept 1 answer in ")
    assert (int(facts), int(sources)) == (len(course.facts()), len(course.sources()))


@browser
@pytest.mark.parametrize("number", ["01", "04", "09", "13"])
def test_all_cells_run_without_an_error_and_without_asking_anybody(number: str, page: Page, record_property) -> None:
    from iopedu.course import notebook

    start = time.monotonic()
    page.open(notebook(number).file)
    ready = time.monotonic()
    wrong = page.run_all()
    end = time.monotonic()
    took = f"in the browser, {number}: ready after {ready - start:.1f} s, all cells run after {end - start:.1f} s"
    record_property("measured", took)
    assert wrong == [] and page.outside == []


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
    page.form("Thought record").get_by_label("Situation", exact=True).fill("Saturday at seven. Ben cancels.")
    page.form("Your work").get_by_text("Kept on this computer at").wait_for(timeout=30_000)
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


@browser
def test_without_the_public_server_the_course_says_what_is_left_out(
    site_folder: Path, tmp_path: Path, chromium
) -> None:
    from iopedu.site import fetch, lite, lock
    from tests.site.conftest import serving

    folder = tmp_path / "site"
    shutil.copytree(site_folder, folder)
    python = folder / "run/static/pyodide"
    official = json.loads((fetch.pyodide(fetch.cache()) / lock.NAME).read_text(encoding="utf-8"))
    made = lock.make(official, sorted(python.glob("*.whl")), lite.CDN)
    (python / lock.NAME).write_text(json.dumps(made), encoding="utf-8")
    with serving(folder) as address:
        page = Page(chromium, address)
        page.context.route(f"{lite.CDN}**", lambda route: route.abort())
        page.open("03_plan_a_week_in_an_iop.ipynb")  # a figure stands there open, and not behind a prediction
        assert page.run_all() == []
        assert page.outside and all(each.startswith(lite.CDN) for each in page.outside)
        # What the cells show now; what would be saved is the notebook as it was.
        shown = page.page.evaluate("""() => JSON.stringify(
            [...window.jupyterapp.shell.currentWidget.content.model.cells].map(cell => cell.outputs?.toJSON() ?? "")
        )""")
        assert "<svg" in shown and "Left out here" not in shown
        page.context.close()
