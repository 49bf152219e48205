"""Say in plain words whether this computer has what the course needs."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from iopedu.course.files import options, shipped
from iopedu.course.language import _

#: What each package is for, in words for a learner.
PACKAGES = options("environment.packages")
_SAYS = options("environment.says")
PYTHON_LEAST = (3, 11)

#: Whether this Python runs in a browser. There JupyterLab is no package, and what has compiled parts may be left out.
BROWSER = sys.platform == "emscripten"
_MAY_LACK = ("matplotlib", "jupyterlab")


@dataclass(frozen=True)
class Check:
    """One thing that was looked at.

    Parameters
    ----------
    name : str
    ok : bool
    says : str
        What was found; when it is not in order, what to do.
    """

    name: str
    ok: bool
    says: str

    def __repr__(self) -> str:
        word = _("ok") if self.ok else _("MISSING")
        return f"{word:<7}  {self.name}: {self.says}"


def checks(folder: str | Path = ".") -> tuple[Check, ...]:
    """Look at Python, the packages, the course files and the folder.

    Parameters
    ----------
    folder : path
        Where answers would be saved.

    Examples
    --------
    >>> all(check.ok for check in checks() if check.name == "Python")
    True
    """
    return (_python(), *_packages(), _course(), _folder(Path(folder)))


def without(package: str, browser: bool = BROWSER) -> str:
    """Return what a learner is told where a package is missing without which the rest goes on.

    Examples
    --------
    >>> without("matplotlib")  # doctest: +ELLIPSIS
    'Left out here: the figures. The package matplotlib is missing. “... iopedu check” tells you how to get it.'
    """
    says = _SAYS["left out in the browser" if browser else "left out"]
    return says.format(purpose=PACKAGES.get(package, package), package=package, command=typed("check"))


def typed(words: str) -> str:
    """Return a command of the course as it is typed here: with ``uv run`` before it where uv has started this.

    Examples
    --------
    >>> typed("lab").endswith("iopedu lab")
    True
    """
    start = "uv run" if "UV_RUN_RECURSION_DEPTH" in os.environ else "python -m"
    return f"{start} iopedu {words}"


def _python() -> Check:
    found = ".".join(map(str, sys.version_info[:3]))
    least = ".".join(map(str, PYTHON_LEAST))
    if sys.version_info >= PYTHON_LEAST:
        return Check("Python", True, found)
    return Check("Python", False, _SAYS["too old"].format(found=found, least=least))


def _packages() -> Iterator[Check]:
    for name, purpose in PACKAGES.items():
        try:
            yield Check(name, True, _("{version}, for {purpose}", version=version(name), purpose=purpose))
        except PackageNotFoundError:
            if BROWSER and name in _MAY_LACK:
                continue
            install = 'python -m pip install "iopedu[lab]"'
            says = _("needed for {purpose}. Install it with: {install}", purpose=purpose, install=install)
            yield Check(name, False, says)


def _course() -> Check:
    count = sum(file.name.endswith(".ipynb") for file in shipped("notebooks").iterdir())
    data = shipped("data").joinpath("references.bib").is_file()
    if count and data:
        return Check(_("Course files"), True, _("{count} notebooks and their data", count=count))
    return Check(_("Course files"), False, _("notebooks or data are missing. Install iopedu again."))


def _folder(folder: Path) -> Check:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return Check(_("Saving"), True, _("answers can be saved in this folder"))
    except OSError as problem:
        says = _("this folder cannot be written to ({problem}). Copy the course elsewhere.", problem=problem.strerror)
        return Check(_("Saving"), False, says)
