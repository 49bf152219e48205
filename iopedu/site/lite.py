"""The runnable copy: JupyterLite with Python, iopedu and the notebooks, and nothing that is fetched from elsewhere."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sys
import zipfile
from html import escape
from pathlib import Path
from typing import Any

from iopedu.course.campus import campus
from iopedu.course.files import PAINTED, shipped
from iopedu.course.language import _
from iopedu.course.outline import notebooks
from iopedu.course.taught import as_taught
from iopedu.site import fetch

#: JupyterLite's own service worker, through which Python reaches the store of the browser.
WORKER = "service-worker.lite.js"
_KERNEL_EXTENSION = "@jupyterlite/pyodide-kernel-extension"
_EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", _KERNEL_EXTENSION, "anywidget", "iopedu")
#: Wheels that the kernel's extension brings.
_KERNEL_WHEELS = ("ipykernel", "pyodide_kernel")
_STATIC = Path(__file__).parent / "static"


_PAINTED = re.compile(r'<figure data-painted="(\w+)">.*?(<svg.*?</svg>)', re.DOTALL)


def build(folder: Path, scratch: Path, store: Path) -> None:
    """Write the runnable copy into a folder.

    Parameters
    ----------
    folder : Path
        Is made.
    scratch, store : Path
        For files in between; for downloads that stay.

    Raises
    ------
    BuildProblem
        When something is missing; the message says what.
    """
    source, python = scratch / "lite", _made(scratch / "python")
    core = fetch.pyodide(store)
    ours = fetch.iopedu_wheel(_made(scratch / "wheel"))
    with zipfile.ZipFile(ours, "a") as wheel:
        wheel.writestr(f"iopedu/_shipped/{PAINTED}", json.dumps(painted()))
        taught = campus()
        for name, content in taught.as_text().items() if taught else ():
            wheel.writestr(f"iopedu/_shipped/data/campus/taught/{name}", content)
    fetch.make_image(core, [*fetch.wheels(store), *_kernel_wheels(), ours], scratch, python)
    for name in fetch.CORE:
        shutil.copy(core / name, python)
    shutil.copy(core / "pyodide.mjs", python / "pyodide.core.mjs")
    shutil.copy(_STATIC / "python.mjs", python / "pyodide.mjs")
    (worker,) = (_extension(_KERNEL_EXTENSION) / "static").glob("comlink.worker.*.js")
    begin = f'import "../../extensions/{_KERNEL_EXTENSION}/static/{worker.name}";\nimport "./pyodide.mjs";\n'
    (python / "worker.mjs").write_text(begin, encoding="utf-8")
    # What is never changed under its name can be kept by browsers without asking again.
    place = f"static/python-{_digest(python)}"
    _contents(_made(source))
    # In it nothing is fetched from a registry: a package that is not there is not there. And the parts of JupyterLab
    # that a page of the course does not use are switched off.
    app = (Path(__file__).parent / "jupyter-lite.json").read_text(encoding="utf-8")
    (source / "jupyter-lite.json").write_text(app.replace("PYTHON", place), encoding="utf-8")
    command = [sys.executable, "-m", "jupyterlite_core", "build", "--lite-dir", source, "--output-dir", folder]
    fetch.run(command, _("Building JupyterLite"), source)
    shutil.copytree(python, folder / place)
    _finish(folder, place)


def _finish(folder: Path, place: str) -> None:
    """Add our part of the page, and what keeps it for the next time."""
    early = (_STATIC / "early.js").read_text(encoding="utf-8").replace("PYTHON", place)
    look, back = (_STATIC / "copy.css").read_text(encoding="utf-8"), escape(_("Back to reading"))
    ours = f'<script defer src="../copy.js" data-python="{place}" data-back="{back}"></script><style>{look}</style>'
    page = folder / "lab" / "index.html"
    text = page.read_text(encoding="utf-8").replace("</script>", f"</script><script>{early}</script>{ours}", 1)
    page.write_text(text.replace("<title>JupyterLite</title>", "<title>iopedu</title>"), encoding="utf-8")
    shutil.copy(_STATIC / "copy.js", folder)
    worker = folder / "service-worker.js"
    worker.rename(folder / WORKER)
    worker.write_text(f'importScripts("../offline.js", "{WORKER}");\n', encoding="utf-8")


def _digest(folder: Path) -> str:
    together = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        together.update(path.read_bytes())
    return together.hexdigest()[:12]


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
    """Mark a notebook of ours as trusted, where no computer signs it: only such a notebook runs by itself.

    No server joins the lines of what cells show either.
    """
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["metadata"]["trusted"] = True
        for output in cell.get("outputs", ()):
            shown = output.get("data", {})
            shown |= {kind: "".join(lines) for kind, lines in shown.items() if isinstance(lines, list)}
    return notebook


def _extension(name: str) -> Path:
    folder = Path(sys.prefix) / "share" / "jupyter" / "labextensions" / name
    if not folder.is_dir():
        raise fetch.BuildProblem(_("The JupyterLab part of {name} is not installed.", name=name))
    return folder


def _kernel_wheels() -> list[Path]:
    folder = _extension(_KERNEL_EXTENSION) / "static" / "pypi"
    found = {path.name.partition("-")[0]: path for path in folder.glob("*.whl")}
    missing = [name for name in _KERNEL_WHEELS if name not in found]
    if missing:
        raise fetch.BuildProblem(_("{folder} is missing {names}.", folder=folder, names=", ".join(missing)))
    return [found[name] for name in _KERNEL_WHEELS]


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _write(path: Path, values: Any) -> None:
    path.write_text(json.dumps(values, indent=1), encoding="utf-8")
