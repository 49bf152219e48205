"""The house: rooms that stay apart, light imports, no sockets, no strays, and a README that is true."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import distributions
from itertools import chain
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from iopedu import course
from iopedu.course.files import shipped
from tests.refresh.__main__ import ALWAYS, ASKED
from tests.refresh.readme import counts
from tests.tools import python

HEAVY = ("numpy", "matplotlib", "ipywidgets", "pandas", "anywidget", "IPython", "pybtex")


def tracked(root: Path) -> list[Path]:
    """Return the files that belong to the project."""
    done = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=root, capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        return [root / name for name in done.stdout.split("\n") if name and (root / name).is_file()]
    folders = ("iopedu", "data", "notebooks", "tests")  # unpacked without git
    found = [file for folder in folders for file in (root / folder).rglob("*") if "__pycache__" not in file.parts]
    return [file for file in [*found, *root.glob("*")] if file.is_file() and file.suffix != ".lock"]


def test_rooms_know_only_the_rooms_below_them(root: Path) -> None:
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command, "--no-cache"], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_figures_are_values_and_never_the_global_state_of_pyplot(root: Path) -> None:
    for file in (root / "iopedu").rglob("*.py"):
        assert not re.search(r"pyplot|import pylab|matplotlib\.use", file.read_text(encoding="utf-8")), file


def test_style(root: Path) -> None:
    for check in (["check"], ["format", "--check"]):
        command = [sys.executable, "-m", "ruff", *check, "--no-cache", "iopedu", "tests"]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_importing_iopedu_pulls_in_nothing_heavy() -> None:
    loaded = python(f"import sys, iopedu; print(*(name for name in {HEAVY} if name in sys.modules))").split()
    assert not loaded


def test_subjects_work_without_any_screen() -> None:
    heavy = ("numpy", "matplotlib", "ipywidgets", "IPython", "anywidget", "pandas")
    code = "import sys; from iopedu import care; care.levels(); care.known('iop', 'hours')"
    assert not python(f"{code}; print(*(n for n in {heavy} if n in sys.modules))").split()


def test_no_module_loads_what_is_slow_before_it_is_used() -> None:
    code = "import sys, pkgutil, importlib, iopedu; found = pkgutil.walk_packages(iopedu.__path__, 'iopedu.')\n"
    code += "for name in [one.name for one in found if not one.name.startswith(('iopedu.site', 'iopedu.__main__'))]:"
    code += " importlib.import_module(name)\n"
    code += "print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = set(python(code).split())
    assert "ipywidgets" in loaded  # every form was loaded
    assert not loaded & {"numpy", "matplotlib", "pybtex", "icalendar", "polib", "pooch", "jupyterlab", "nbconvert"}


WATCH = """
import sys
def watch(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.bind", "urllib.Request"):
        address = args[1] if event in ("socket.connect", "socket.bind") else args[0]
        host = address[0] if isinstance(address, tuple) else address
        if isinstance(host, (str, bytes)) and str(host) not in ("127.0.0.1", "::1", "localhost"):
            with open({log!r}, "a") as file:
                file.write(f"{{event}} {{address}}\\n")
            raise OSError("no network in this test")
sys.addaudithook(watch)
"""


def watched(folder: Path) -> Path:
    """Have every Python that is started with this folder in its path write down what it reaches for; return where."""
    log = folder / "sockets.log"
    (folder / "sitecustomize.py").write_text(WATCH.format(log=str(log)))
    return log


#: As a kernel does it: what stands last in a cell is shown, so that its figure is drawn.
EVERY_CELL = """
import json, sys
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
with open(sys.argv[1], encoding="utf-8") as book:
    cells = json.load(book)["cells"]
for cell in cells:
    if cell["cell_type"] == "code":
        shell.run_cell("".join(cell["source"])).raise_error()
"""


def test_the_watch_sees_a_connection(tmp_path: Path) -> None:
    log = watched(tmp_path)
    reach = "import socket\ntry: socket.create_connection(('192.0.2.1', 9))\nexcept OSError as problem: print(problem)"
    assert "no network" in python(reach, PYTHONPATH=str(tmp_path)) and log.read_text().startswith("socket.")


@pytest.mark.parametrize("name", [entry.file for entry in course.notebooks()])
def test_a_notebook_opens_no_connection_and_runs_in_spanish(tmp_path: Path, root: Path, name: str) -> None:
    log = watched(tmp_path)
    environment = {"PYTHONPATH": str(tmp_path), "IOPEDU_LANGUAGE": "es", "IPYTHONDIR": str(tmp_path)}
    python(EVERY_CELL, str(root / "notebooks" / name), folder=tmp_path, **environment)
    assert not log.exists(), log.read_text()
    assert not list(tmp_path.glob("*my-iopedu-work*"))


def test_every_public_name_says_what_it_is(root: Path) -> None:
    for file in (root / "iopedu").rglob("*.py"):
        module = ast.parse(file.read_text(encoding="utf-8"))
        assert ast.get_docstring(module), file
        for node in module.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                assert ast.get_docstring(node), f"{file.name}: {node.name}"


def test_files_and_functions_stay_small(root: Path) -> None:
    for file in [*(root / "iopedu").rglob("*.py"), *(root / "iopedu").rglob("*.js")]:
        text = file.read_text(encoding="utf-8")
        # The part of JupyterLab is one file, since nothing bundles it.
        most = 400 if file.suffix == ".py" else 500 if file.name == "remoteEntry.js" else 220
        assert len(text.splitlines()) <= most, file
        if file.suffix == ".py":
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.FunctionDef):
                    assert node.end_lineno - node.lineno < 60, f"{file.name}: {node.name}"


def test_nothing_stray_is_committed(root: Path) -> None:
    for file in tracked(root):
        assert file.suffix not in {".pdf", ".pyc", ".docx", ".pem", ".env"} and file.name not in {
            ".DS_Store",
            "uv.lock",
        }, file
        if file.suffix in {".png"}:
            continue
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"(?i)(api[_-]?key|secret|password)\s*[=:]\s*['\"][^'\"]{8,}", text), file
        assert (
            not re.search(r"-----BEGIN|set-cookie:|/root/|/home/\w+/|C:\\Users", text)
            or file.name == Path(__file__).name
        ), file


def test_git_shows_a_change_as_lines_that_can_be_read(root: Path) -> None:
    for file in tracked(root):
        if b"\0" not in (content := file.read_bytes()):
            longest = max(map(len, content.decode().split("\n")))
            assert longest <= 5000, f"{file.relative_to(root)} has a line of {longest} characters."


def test_uv_pip_and_conda_install_the_same_versions_from_one_list_without_an_address(root: Path) -> None:
    versions = (root / "constraints.txt").read_text(encoding="utf-8")
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    renew = "run: uv run python -m tests.refresh versions"
    assert project["tool"]["uv"]["constraint-dependencies"] == versions.splitlines(), renew
    assert "://" not in versions
    declared = [*project["project"]["dependencies"], *chain(*project["project"]["optional-dependencies"].values())]
    pinned = {Requirement(line).name for line in versions.splitlines()}
    assert {canonicalize_name(Requirement(line).name) for line in declared} - {"iopedu"} <= pinned, renew


def test_what_is_installed_here_is_what_a_learner_gets(root: Path) -> None:
    wanted: dict[str, set[str]] = {}
    for line in map(Requirement, (root / "constraints.txt").read_text(encoding="utf-8").splitlines()):
        if line.marker is None or line.marker.evaluate():
            wanted.setdefault(line.name, set()).add(str(line.specifier).removeprefix("=="))
    found = {canonicalize_name(one.metadata["Name"]): one.version for one in distributions()}
    assert {name: version for name, version in found.items() if version not in wanted.get(name, {version})} == {}


def test_the_conda_file_adds_only_python_and_pip(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found = yaml.safe_load((root / "environment.yml").read_text(encoding="utf-8"))
    python_line, pip_line, pip_packages = found["dependencies"]
    assert found["channels"] == ["conda-forge"] and pip_line == "pip"
    minor = re.fullmatch(r"python=3\.(\d+)", python_line)[1]
    assert int(minor) >= int(project["requires-python"].removeprefix(">=3."))
    versions, local = pip_packages["pip"]
    assert versions == "-c constraints.txt"
    extras = re.fullmatch(r"-e \.\[([a-z,]+)\]", local)[1].split(",")
    assert set(extras) <= set(project["optional-dependencies"])
    assert '"' not in (root / "environment.yml").read_text(encoding="utf-8")


def test_github_runs_the_tests_on_the_oldest_and_newest_python_and_everything_once(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = re.findall(r"Python :: (3\.\d+)", "\n".join(project["classifiers"]))
    found = yaml.safe_load((root / ".github/workflows/check.yml").read_text(encoding="utf-8"))
    assert {"push", "pull_request"} <= set(found[True])  # YAML 1.1 takes the word "on" for a yes
    tests, everything = found["jobs"]["tests"], found["jobs"]["everything"]
    assert tests["strategy"]["matrix"]["python"] == [named[0], named[-1]]
    assert tests["steps"][-1]["run"] == "python -m pytest" and everything["steps"][-1]["run"] == "bash .ci/run"
    assert (root / ".ci/run").is_file()


def test_the_readme_counts_what_is_there(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    assert counts() in " ".join(readme.split()), "run: uv run python -m tests.refresh readme"


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_commands_and_links_of_the_first_pages_exist(root: Path, name: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    usage = python("from iopedu.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass")
    used = set(re.findall(r"(?:uv run|-m|--extra \w+) iopedu ([a-z]+)", text))
    assert all(re.search(rf"^\s+{command}\b", usage, re.MULTILINE) for command in used), used
    made = set(re.findall(r"tests\.refresh ([a-z-]+)", text))
    assert made <= {*ALWAYS, *ASKED} and used | made
    for link in re.findall(r"\]\((?!https?:)([^)#]*)", text):
        assert (root / link).exists(), link
    for path in re.findall(r"`((?:iopedu|data|tests|notebooks)/[\w./]+)`", text):
        assert (root / path).exists() or "NN" in path or path.endswith(".po"), path


def test_every_room_is_on_the_list_for_builders(root: Path) -> None:
    text = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rooms = {file.parent.name for file in (root / "iopedu").glob("*/__init__.py")}
    assert not {room for room in rooms if f"`iopedu/{room}/`" not in text}, "add a room to the table of CONTRIBUTING.md"


def test_the_course_is_found_in_a_clone() -> None:
    assert shipped("notebooks").joinpath("00_start_here.ipynb").is_file()


def test_loading_the_rooms_of_a_notebook_reads_no_facts() -> None:
    code = "from iopedu import care, cbt, dbt, forms, progress, show; from iopedu.course.facts import facts"
    assert python(f"{code}; print(facts.cache_info().misses)").strip() == "0"
