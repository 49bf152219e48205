"""The runnable copy: JupyterLite with Python, iopedu and the notebooks, and nothing that is fetched from elsewhere."""

from __future__ import annotations

import json
import re
import shutil
import sys
import zipfile
from pathlib import Path
from typing import Any

from iopedu.course.campus import campus
from iopedu.course.files import PAINTED, shipped
from iopedu.course.language import _
from iopedu.course.outline import notebooks
from iopedu.course.taught import as_taught
from iopedu.site import fetch, lock

#: Where Pyodide's own project publishes the compiled packages that belong to this version; used with ``--cdn`` only.
CDN = f"https://cdn.jsdelivr.net/pyodide/v{fetch.PYODIDE}/full/"

_KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
_KERNEL_EXTENSION = "@jupyterlite/pyodide-kernel-extension"
_EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", _KERNEL_EXTENSION, "anywidget", "iopedu")
#: Wheels that the kernel's extension brings. The kernel would look for them in an index and install them one by one.
_KERNEL_WHEELS = ("ipykernel", "piplite", "pyodide_kernel")
#: What the kernel asks for when it starts: loaded together while Python starts, and not looked up one by one.
_FIRST = ["comm", "ipykernel", "ipython", "jedi", "micropip", "piplite", "pyodide-kernel"]


_PAINTED = re.compile(r'<figure data-painted="(\w+)">.*?(<svg.*?</svg>)', re.DOTALL)


def build(folder: Path, scratch: Path, store: Path, cdn: bool = False) -> dict[str, Any]:
    """Write the runnable copy into a folder and return its lock.

    Parameters
    ----------
    folder : Path
        Is made.
    scratch, store : Path
        For files in between; for downloads that stay.
    cdn : bool
        Whether compiled packages are to come from `CDN`.

    Raises
    ------
    BuildProblem, WrongLock
        When something is missing; the message says what.
    """
    source = scratch / "lite"
    python = source / "static" / "pyodide"
    python.mkdir(parents=True)
    core = fetch.pyodide(store)
    ours = fetch.iopedu_wheel(_made(scratch / "wheel"))
    with zipfile.ZipFile(ours, "a") as wheel:
        wheel.writestr(f"iopedu/_shipped/{PAINTED}", json.dumps(painted()))
        taught = campus()
        for name, content in taught.as_text().items() if taught else ():
            wheel.writestr(f"iopedu/_shipped/data/campus/taught/{name}", content)
    official = json.loads((core / lock.NAME).read_text(encoding="utf-8"))
    for path in core.iterdir():
        shutil.copy(path, python)
    (python / "pyodide.mjs").rename(python / "pyodide.core.mjs")
    shutil.copy(Path(__file__).with_name("early.mjs"), python / "pyodide.mjs")
    fetch.make_ready(core, [core / fetch.STDLIB, *fetch.wheels(store), *_kernel_wheels(), ours], scratch, python)
    address = CDN if cdn else ""
    _write(python / lock.NAME, lock.make(official, sorted(python.glob("*.whl")), address))
    _contents(source)
    _write(source / "jupyter-lite.json", _app(cdn))
    command = [sys.executable, "-m", "jupyterlite_core", "build", "--lite-dir", source, "--output-dir", folder]
    fetch.run(command, _("Building JupyterLite"), source)
    shipped_lock = folder / "static" / "pyodide" / lock.NAME
    found = json.loads(shipped_lock.read_text(encoding="utf-8"))
    lock.check(found, shipped_lock.parent, address)
    return found


def _app(cdn: bool) -> dict[str, Any]:
    # The course is in every notebook. From afar it brings large packages, which would keep the kernel from starting.
    first = _FIRST if cdn else [*_FIRST, lock.ROOT]
    # A package that is not in the lock is not there; without this the kernel would ask a registry.
    kernel = {"disablePyPIFallback": True, "loadPyodideOptions": {"packages": first}}
    config = {"appName": "iopedu", "litePluginSettings": {_KERNEL: kernel}}
    return {"jupyter-lite-schema-version": 0, "jupyter-config-data": config}


def _contents(source: Path) -> None:
    for entry in notebooks():
        _write(_made(source / "files") / entry.file, _trusted(as_taught(entry)))
    settings = Path(__file__).parent.parent / "lab_settings.json"
    shutil.copy(settings, source / "overrides.json")
    options = {
        "contents": ["files"],
        "apps": ["lab"],
        "no_sourcemaps": True,
        # Whatever else is installed on this computer stays out of the site.
        "ignore_sys_prefix": ["federated_extensions"],
        "federated_extensions": [str(_extension(name)) for name in _EXTENSIONS],
    }
    _write(source / "jupyter_lite_config.json", {"LiteBuildConfig": options})


def painted() -> dict[str, str]:
    """Return the figures in the stored pages, by their keys: a browser has no matplotlib that could paint them."""
    outputs = (
        "".join(output.get("data", {}).get("text/html", ""))
        for entry in notebooks()
        for cell in json.loads(shipped("notebooks").joinpath(entry.file).read_text(encoding="utf-8"))["cells"]
        for output in cell.get("outputs", ())
    )
    return {key: svg for html in outputs for key, svg in _PAINTED.findall(html)}


def _trusted(notebook: dict[str, Any]) -> dict[str, Any]:
    """Mark a notebook of ours as trusted, where no computer signs it: only such a notebook runs by itself."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["metadata"]["trusted"] = True
    return notebook


def _extension(name: str) -> Path:
    folder = Path(sys.prefix) / "share" / "jupyter" / "labextensions" / name
    if not folder.is_dir():
        raise fetch.BuildProblem(_("JupyterLab's part of {name} is not installed.", name=name))
    return folder


def _kernel_wheels() -> list[Path]:
    folder = _extension(_KERNEL_EXTENSION) / "static" / "pypi"
    found = {path.name.partition("-")[0]: path for path in folder.glob("*.whl")}
    missing = [name for name in _KERNEL_WHEELS if name not in found]
    if missing:
        raise fetch.BuildProblem(_("{folder} lacks {names}.", folder=folder, names=", ".join(missing)))
    return [found[name] for name in _KERNEL_WHEELS]


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _write(path: Path, values: Any) -> None:
    path.write_text(json.dumps(values, indent=1), encoding="utf-8")
