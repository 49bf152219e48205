"""Python as it is when everything that a page needs is imported, made by Python for the browser while a site is built.

``image.mjs`` runs this file in Node.js, twice. First `unpack` compiles the packages: byte code serves one version of
Python only. Then `load` imports them, and a copy of that Python's memory is what each learner's browser starts with.
"""

from __future__ import annotations

import gc
import importlib
import linecache
import os
import shutil
import sys
import warnings
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from py_compile import PycInvalidationMode, PyCompileError
from py_compile import compile as to_byte_code
from types import ModuleType
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

#: What no page uses: the command line, other colors, other Pythons, and what serves the classic notebook.
IDLE = ("anywidget/labextension/", "anywidget/nbextension/", "dateutil/zoneinfo/dateutil-zoneinfo", "future/backports/")
IDLE += ("future/moves/", "future/tests/", "iopedu/cli", "iopedu/deliver/", "iopedu/site/", "libfuturize/")
IDLE += ("libpasteurize/", "past/", "pygments/formatters/", "pygments/lexers/")
USED = ("pygments/formatters/_", "pygments/formatters/html", "pygments/formatters/terminal")
USED += ("pygments/lexers/_", "pygments/lexers/python")
#: Completes what somebody types; the program of a page is out of sight.
ABSENT = ("jedi", "parso")


async def _nothing(*_: Any) -> None:
    """Every package is there, so that none is to be found from the code of a cell."""


#: What stands for modules that are asked for and not used: the kernel would fetch packages with `piplite`, and IPython
#: brings what it needs for terminals.
STAND_INS = {
    "pyodide_js": {"loadPackagesFromImports": _nothing},
    "piplite": {},
    "piplite.piplite": {},
    "IPython.terminal.embed": {"embed": None},
}
#: The kernel, and what the cells of the notebooks begin with.
FIRST = ("pyodide_kernel", "ipywidgets", "anywidget", "iopedu.forms", "iopedu.show", "iopedu.care", "iopedu.cbt")
FIRST += ("iopedu.course", "iopedu.dbt", "iopedu.evidence", "iopedu.progress", "iopedu.rehearsal")


def unpack(archives: Path, folder: Path) -> None:
    """Unpack wheels, with byte code in place of sources."""
    for archive in sorted(archives.glob("*.whl")):
        with ZipFile(archive) as wheel:
            wheel.extractall(folder, filter(_is_used, wheel.namelist()))
    warnings.simplefilter("ignore")
    for file in folder.rglob("*.py"):
        name = str(file.relative_to(folder))
        unchecked = PycInvalidationMode.UNCHECKED_HASH
        with suppress(PyCompileError):  # written for another version of Python
            to_byte_code(str(file), f"{file}c", name, doraise=True, invalidation_mode=unchecked)
            file.unlink()
    for file in (folder / "iopedu" / "_shipped" / "notebooks").glob("*.ipynb"):
        file.write_bytes(b"")  # they are counted there, and read from the page's own drive


def _is_used(name: str) -> bool:
    first, *folders = name.split("/")[:-1] or [""]
    if first.endswith(".dist-info"):
        return name.endswith(("METADATA", "entry_points.txt"))
    is_idle = "tests" in folders or first.endswith(".data") or name.startswith(IDLE)
    return name.startswith(USED) or not is_idle


def load(packages: Path, site: Path) -> None:
    """Import what a page needs, and keep of the files what may be read or imported later."""
    shutil.copytree(packages, site, dirs_exist_ok=True)
    importlib.invalidate_caches()
    os.chdir(Path.home())
    for name in ABSENT:
        sys.modules[name] = None
    for name, values in STAND_INS.items():
        module = sys.modules[name] = ModuleType(name)
        vars(module).update(values)
        parent, _, child = name.rpartition(".")
        if parent in STAND_INS:
            setattr(sys.modules[parent], child, module)
    with redirect_stdout(sys.stdout), redirect_stderr(sys.stderr):  # so that problems are told
        for name in FIRST:
            importlib.import_module(name)
    del sys.modules["pyodide_js"]  # now comes the real one
    standard = Path(importlib.import_module("os").__file__).parent
    files = [Path(file) for module in sys.modules.values() if (file := getattr(module, "__file__", None))]
    for file in files:
        if file.is_relative_to(site):
            file.unlink(missing_ok=True)
    _leave_out(standard, {str(file.relative_to(standard)) for file in files if file.is_relative_to(standard)})
    importlib.invalidate_caches()
    linecache.clearcache()
    gc.collect()
    kernel = sys.modules["pyodide_kernel"]
    sys.stdout, sys.stderr = kernel.stdout_stream, kernel.stderr_stream


def _leave_out(archive: Path, names: set[str]) -> None:
    """Write an archive again without some of its files."""
    with ZipFile(archive) as old:
        rest = {name: old.read(name) for name in old.namelist() if name not in names}
    with ZipFile(archive, "w", ZIP_DEFLATED) as new:
        for name, content in rest.items():
            new.writestr(name, content)
