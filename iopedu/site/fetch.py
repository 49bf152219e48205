"""Get what a runnable copy is made of: with the clients of the registries, pinned, and compared with checksums."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from platformdirs import user_cache_path

from iopedu.course.language import _

#: The version that the kernel of JupyterLite was made for.
PYODIDE = "314.0.6"
_PYODIDE_SHA512 = "BKDTJyIqFxC4BExLqeRS3f5xvXZIjOt8C3zGLN/Cc7tFxSwvKVhVkchQQ2AGLOtR4YrVOIFxbV8poyDOOmWwxQ=="
#: What a browser gets of it.
CORE = ("pyodide.asm.mjs", "pyodide.asm.wasm")
_PYODIDE_FILES = (*CORE, "pyodide.mjs", "python_stdlib.zip", "pyodide-lock.json")
_PYTHON = "3.14"


class BuildProblem(ValueError):
    """The site cannot be built; the message says what is wrong."""


def cache() -> Path:
    """Return the folder in which downloads stay for the next time."""
    return user_cache_path("iopedu", appauthor=False) / "site"


def clone() -> Path:
    """Return the folder of the project, from which the wheel is built.

    Raises
    ------
    BuildProblem
        When iopedu was installed without its project.
    """
    folder = Path(str(files("iopedu"))).parent
    if not (folder / "pyproject.toml").is_file():
        raise BuildProblem(
            _("A site has to be built from a clone of the project, and {folder} is not one.", folder=folder)
        )
    return folder


def run(command: Sequence[str | Path], doing: str, folder: Path | None = None) -> None:
    """Run a program; raise `BuildProblem` with its last lines when it fails."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        last = "\n".join(done.stdout.strip().splitlines()[-12:])
        raise BuildProblem(_("{doing} failed:\n{last}", doing=doing, last=last))


def pyodide(store: Path) -> Path:
    """Return the folder with Python for the browser, fetched when it is not there yet.

    Raises
    ------
    BuildProblem
        When npm is missing or what came is not what was pinned.
    """
    folder = store / f"pyodide-{PYODIDE}"
    if folder.is_dir():
        return folder
    npm = _program("npm")
    store.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=store) as scratch:
        run([npm, "pack", f"pyodide@{PYODIDE}", "--pack-destination", scratch], _("Fetching Pyodide"))
        (archive,) = Path(scratch).glob("*.tgz")
        unpack(archive, Path(scratch) / "new")
        (Path(scratch) / "new").rename(folder)
    return folder


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise BuildProblem(_("A part of Node.js is missing: {name}. Install Node.js first.", name=name))
    return found


def unpack(archive: Path, folder: Path, sha512: str = _PYODIDE_SHA512) -> None:
    """Take what a browser needs out of Pyodide's archive, after comparing its checksum."""
    found = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if found != sha512:
        raise BuildProblem(
            _("{file} is not the pinned file: its checksum is sha512-{found}.", file=archive.name, found=found)
        )
    folder.mkdir()
    with tarfile.open(archive) as packed:
        for name in _PYODIDE_FILES:
            (folder / name).write_bytes(packed.extractfile(f"package/{name}").read())


def wheels(store: Path) -> list[Path]:
    """Return the shipped wheels other than our own, fetched when they are not there yet.

    Raises
    ------
    BuildProblem
        When a wheel cannot be had or has another checksum.
    """
    lists = [files("iopedu.site") / name for name in ("wheels.txt", "sources.txt")]
    state = hashlib.sha256(b"".join(entry.read_bytes() for entry in lists)).hexdigest()[:12]
    folder = store / f"wheels-{state}"
    if not folder.is_dir():
        store.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=store) as scratch:
            new = Path(scratch) / "new"
            pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input"]
            common = ["--no-deps", "--require-hashes", "-r"]
            only = ["--only-binary=:all:", "--implementation=py", "--abi=none", "--platform=any"]
            fetch = [*pip, "download", "-d", new, *only, f"--python-version={_PYTHON}", *common, str(lists[0])]
            run(fetch, _("Fetching packages"))
            run([*pip, "wheel", "-w", new, *common, str(lists[1])], _("Building packages from source"))
            new.rename(folder)
    return _complete(folder, lists[0].read_text(encoding="utf-8"), lists[1].read_text(encoding="utf-8"))


def _complete(folder: Path, listed: str, built: str) -> list[Path]:
    found = sorted(folder.glob("*.whl"))
    there = {hashlib.sha256(path.read_bytes()).hexdigest() for path in found}
    wanted = re.findall(r"^(\S+)==\S+ --hash=sha256:(\w+)", listed, re.MULTILINE)
    names = {path.name.split("-")[0] for path in found}
    missing = [name for name, digest in wanted if digest not in there]
    missing += [name for name in re.findall(r"^(\w+)==", built, re.MULTILINE) if name not in names]
    if missing:
        raise BuildProblem(
            _("{folder} is incomplete: {names}. Remove it and try again.", folder=folder, names=", ".join(missing))
        )
    return found


def iopedu_wheel(folder: Path) -> Path:
    """Build the wheel of this project into a folder and return it."""
    code = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    run([sys.executable, "-c", code, folder.resolve()], _("Building iopedu"), clone())
    (wheel,) = folder.glob("iopedu-*.whl")
    return wheel


def make_image(core: Path, wheels: Sequence[Path], scratch: Path, folder: Path) -> None:
    """Write the Python that browsers start from into a folder, as ``image.mjs`` makes it.

    Parameters
    ----------
    core : Path
        What `pyodide` returned.
    wheels : sequence of Path
        All packages.
    scratch : Path
        For files in between.
    folder : Path
        Must be there.

    Raises
    ------
    BuildProblem
        When Node.js is missing, or a package that is needed cannot be imported.
    """
    archives, packages = scratch / "archives", scratch / "packages"
    archives.mkdir()
    packages.mkdir()
    for path in wheels:
        shutil.copy(path, archives)
    parts = [core, archives, packages, folder]
    script = str(files("iopedu.site") / "image.mjs")
    run([_program("node"), script, *(part.resolve() for part in parts)], _("Importing packages"))
    for path in folder.iterdir():
        path.chmod(0o644)  # Python in Node.js lets everybody write to what it makes
