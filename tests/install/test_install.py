"""What a person gets from the built files: the wheel works alone, and the source archive tests itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from tests import test_house

pytestmark = pytest.mark.skipif(not os.environ.get("IOPEDU_INSTALL"), reason="slow; set IOPEDU_INSTALL=1")

BIN = "Scripts" if sys.platform == "win32" else "bin"
CLEAN = {key: value for key, value in os.environ.items() if not key.startswith(("IOPEDU_", "VIRTUAL_ENV", "PYTHON"))}

#: Tests of the project that read its files. Running all notebooks once more without a connection takes a minute.
OF_THE_TREE = (
    *(f"tests/test_{name}.py" for name in ("data", "house", "cli", "crisis_lines", "front_end")),
    *(
        "iopedu/course",
        "notebooks/00_start_here.ipynb",
        f"--deselect=tests/test_house.py::{test_house.test_a_notebook_opens_no_connection_and_runs_in_spanish.__name__}",
    ),
)


def run(*command: object, **options: object) -> str:
    """Run a command and return what it printed."""
    done = subprocess.run(
        list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **options
    )
    assert done.returncode == 0, done.stdout[-5000:]
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """Build wheel and source archive from the files of the project."""
    folder = tmp_path_factory.mktemp("dist")
    uv = shutil.which("uv")
    assert uv, "uv is needed to build"
    run(uv, "build", "--out-dir", folder, cwd=root, env=CLEAN)
    return folder


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory, built: Path, root: Path) -> Path:
    """Install the wheel with the exact versions of constraints.txt, and return its folder of commands."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder)
    (wheel,) = built.glob("*.whl")
    commands = folder / BIN
    into = ("--python", commands / "python", "-c", root / "constraints.txt")
    run("uv", "pip", "install", "-q", *into, f"{wheel}[lab]", cwd=folder, env=CLEAN)
    return commands


def test_the_wheel_holds_notebooks_data_and_licenses(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "iopedu/_shipped/notebooks/00_start_here.ipynb",
        "iopedu/_shipped/data/datapackage.json",
        "iopedu/_shipped/CHANGELOG.md",
        "iopedu/forms/static/companion.js",
        "iopedu/forms/static/nearby.js",
        "iopedu/front_end/static/show.css",
        "iopedu/deliver/jupyter/voila/templates/iopedu-slides/static/dist/reveal.css",
    ):
        assert wanted in names
    assert sum("licenses/" in name for name in names) == 3
    assert not any(name.startswith("tests/") for name in names)


def test_the_installed_wheel_copies_and_checks_the_course(installed: Path, tmp_path: Path, root: Path) -> None:
    environment = {**CLEAN, "JUPYTER_DATA_DIR": str(tmp_path / "jupyter")}
    said = run(installed / "iopedu", "copy", tmp_path / "course", cwd=tmp_path, env=environment)
    assert f"Copied {len(list((root / 'notebooks').glob('*.ipynb')))} notebooks." in said
    said = run(installed / "iopedu", "check", tmp_path / "course", cwd=tmp_path, env=environment)
    assert "Everything is here" in said
    code = "from iopedu import course, show; print(len(course.facts()), show.hours_per_week().svg()[:4])"
    assert run(installed / "python", "-c", code, cwd=tmp_path, env=environment).split()[1] == "<svg"


def test_news_are_switched_off_in_the_installed_lab(installed: Path) -> None:
    assert (installed.parent / "share/jupyter/lab/settings/overrides.d/iopedu.json").is_file()


@pytest.fixture(scope="module")
def unpacked(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack the source archive and return the folder that is in it."""
    folder = tmp_path_factory.mktemp("archive")
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as files:
        files.extractall(folder, filter="data")
    (inside,) = folder.iterdir()
    return inside


def test_the_source_archive_holds_each_file_of_the_project_and_nothing_else(unpacked: Path, root: Path) -> None:
    listed = run("git", "-c", "core.quotePath=false", "ls-files", "-co", "--exclude-standard", cwd=root).splitlines()
    project = {name for name in listed if (root / name).is_file()}
    archive = {file.relative_to(unpacked).as_posix() for file in unpacked.rglob("*") if file.is_file()}
    assert archive == project | {"PKG-INFO"}
    assert not [name for name in project if (unpacked / name).read_bytes() != (root / name).read_bytes()]


def test_the_unpacked_source_archive_works_and_tests_itself(unpacked: Path, tmp_path: Path) -> None:
    """Where each file is the same, a test can fail only by where it stands: in another folder and without git.

    So these run again: what installs from it, and what reads the tree: data, notebooks, licenses, first pages, loaders.
    """
    environment = {**CLEAN, "UV_PROJECT_ENVIRONMENT": str(tmp_path / "venv"), "IOPEDU_HYPOTHESIS": "brief"}
    uv = shutil.which("uv")
    assert "iopedu " in run(uv, "run", "iopedu", "--version", cwd=unpacked, env=environment)
    assert "Everything is here" in run(uv, "run", "iopedu", "check", cwd=unpacked, env=environment)
    said = run(uv, "run", "--extra", "test", "pytest", "-q", "-x", "-n0", *OF_THE_TREE, cwd=unpacked, env=environment)
    assert " passed" in said and " failed" not in said


def test_binder_would_install_after_the_files_are_there(root: Path, tmp_path: Path) -> None:
    """Render the Dockerfile that Binder would use; nothing is built."""
    uv = shutil.which("uv")
    environment = {**CLEAN, "UV_TOOL_DIR": str(tmp_path / "tools")}
    copy = tmp_path / "copy"
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns(".git", ".venv", "my-iopedu", "__pycache__"))
    command = [uv, "tool", "run", "--from", "jupyter-repo2docker", "jupyter-repo2docker", "--no-build", "--debug", "."]
    text = run(*command, cwd=copy, env=environment)
    assert text.index("COPY --chown") < text.rindex("env update")
    assert text.rindex("src/ ${REPO_DIR}") < text.rindex("env update")
