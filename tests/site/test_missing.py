"""Where packages with compiled parts are missing: every notebook still says everything, in sentences and numbers."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell

from iopedu import course, show
from iopedu.course import environment
from iopedu.show import chart
from iopedu.show.missing import explain_missing
from tests.found import course_shown

#: Runs every code cell of the notebooks without these packages, and prints the cells that ask for one.
RUN = """
import sys, json, ast
for name in ("matplotlib", "numpy", "statsmodels", "scipy", "pandas", "yaml"): sys.modules[name] = None
asked = {}
for path in sys.argv[1:]:
    names = {}
    for cell in json.load(open(path, encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code": continue
        tree = ast.parse("".join(cell["source"]))
        last = ast.Expression(tree.body.pop().value)
        try:
            exec(compile(tree, path, "exec"), names)
            shown = eval(compile(last, path, "eval"), names)
            if hasattr(shown, "_repr_html_"): shown._repr_html_()
        except ModuleNotFoundError as problem:
            asked.setdefault(path, []).append(problem.name)
print(json.dumps(asked))
"""


def test_every_cell_runs_without_compiled_packages(root: Path, tmp_path: Path) -> None:
    paths = [str(root / "notebooks" / entry.file) for entry in course.notebooks()]
    command = [sys.executable, "-c", RUN, *paths]
    environment_ = {"PYTHONPATH": str(root), "PATH": ""}
    done = subprocess.run(command, cwd=tmp_path, env=environment_, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert json.loads(done.stdout) == {}


@pytest.fixture
def lacking(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("matplotlib", "matplotlib.figure"):
        monkeypatch.setitem(sys.modules, name, None)


def test_a_figure_without_its_library_is_its_sentence_and_its_numbers(lacking: None) -> None:
    chart = show.hours_per_week()
    html = chart._repr_html_()
    assert chart.painting.figure() is None and chart.svg() == ""
    assert "<svg" not in html and "<details" not in html.split("<table")[0]
    assert "Left out here: the figures. The package matplotlib is missing." in html
    assert chart.says.split(".")[0] in html and chart.table.caption in html


def test_a_copy_in_the_browser_has_every_figure_that_no_answer_changes(
    afresh: None, lacking: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lite = pytest.importorskip("iopedu.site.lite", reason="the extra “site” is not installed")
    (tmp_path / "painted.json").write_text(json.dumps(lite.painted()), encoding="utf-8")
    monkeypatch.setattr(chart, "shipped", lambda name: tmp_path / name)
    made = [figure for make in course_shown().values() if isinstance(figure := make(), show.Chart)]
    assert len(made) >= 15
    for figure in made:
        html = figure._repr_html_()
        name = re.search(r'<svg[^>]*aria-label="([^"]*)"', html)
        assert name and unescape(name[1]) == f"{figure.title}. {figure.says}" and "Left out here" not in html
    assert "Left out here" in replace(made[0], says="Other numbers.")._repr_html_()


def test_a_figure_says_the_same_in_text_with_and_without_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    with_library = repr(show.hours_per_week())
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert repr(show.hours_per_week()) == with_library


def test_the_sentence_in_a_browser_leads_to_the_installed_course() -> None:
    said = environment.without("matplotlib", browser=True)
    assert said == (
        "Left out here: the figures. The browser copy of the course does not include matplotlib; the installed "
        "course does."
    )


def test_a_browser_is_complete_without_what_it_cannot_have(monkeypatch: pytest.MonkeyPatch) -> None:
    def version(name: str) -> str:
        if name in ("matplotlib", "jupyterlab"):
            raise environment.PackageNotFoundError(name)
        return "1"

    monkeypatch.setattr(environment, "version", version)
    assert {check.name for check in environment.checks() if not check.ok} == {"matplotlib", "jupyterlab"}
    monkeypatch.setattr(environment, "BROWSER", True)
    assert all(check.ok for check in environment.checks())


@pytest.fixture
def shell() -> InteractiveShell:
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance(colors="nocolor")
    explain_missing(shell)
    yield shell
    InteractiveShell.clear_instance()


def test_a_cell_that_asks_for_what_is_left_out_gets_a_sentence(shell: InteractiveShell, capsys) -> None:
    shown = []
    shell.display_pub.publish = lambda data, **_: shown.append(data)
    shell.run_cell("raise ModuleNotFoundError(name='matplotlib.figure')")
    (data,) = shown
    assert "Left out here: the figures." in data["text/html"]
    assert "Left out here: the figures." in data["text/plain"]
    assert "Traceback" not in capsys.readouterr().out


def test_another_missing_module_still_gets_its_traceback(shell: InteractiveShell, capsys) -> None:
    shell.run_cell("raise ModuleNotFoundError(\"No module named 'mine'\", name='mine')")
    assert "No module named 'mine'" in capsys.readouterr().out
