"""Show a notebook as slides whose forms work: Voila with our own template, on this computer only."""

from __future__ import annotations

import os
import sys
import tempfile
import webbrowser
from collections.abc import Sequence
from html import escape
from importlib.util import find_spec
from pathlib import Path

from iopedu.course.files import shipped
from iopedu.course.language import _
from iopedu.course.outline import Notebook

__all__ = ["notes", "present"]

#: Holds Voila's template ``iopedu-slides``; Reveal's style sheet lies in it, so that nothing is fetched.
TEMPLATES = Path(__file__).parent / "jupyter"

#: Comes with the extra “site” for JupyterLab; in Voila it finds nothing that it needs, and fails.
NOT_FOR_SLIDES = "@jupyterlite/pyodide-kernel-extension"

#: The browser itself refuses what would come from, or go to, another computer.
POLICY = (
    "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; connect-src 'self' ws://127.0.0.1:* blob: data:; frame-ancestors 'none'"
)


def notes(entry: Notebook) -> str:
    """Return what the teaching guide says about a notebook: for the person in front, never on a slide.

    Examples
    --------
    >>> from iopedu.course.outline import notebook
    >>> "### Say first" in notes(notebook("04"))
    True
    """
    guide = shipped("notebooks").joinpath("TEACHING.md").read_text(encoding="utf-8")
    title = f"## {entry.number} {entry.title}"
    section = guide.split(f"\n{title}\n")[1].split("\n## ")[0]
    return f"{title}\n{section.rstrip()}\n"


def present(entry: Notebook, folder: Path, more: Sequence[str] = ()) -> int:
    """Open the notebook that is in the folder as slides, and stay until Ctrl+C.

    Parameters
    ----------
    entry : Notebook
        Which one.
    folder : Path
        Where the course was copied to. The slides show the copy, with what was changed in it.
    more : sequence of str
        Options of Voila, such as ``--no-browser``.

    Returns
    -------
    int
        The exit code.
    """
    notebook = folder.resolve() / entry.file
    problem = _missing(notebook)
    if problem:
        print(problem, file=sys.stderr)
        return 1
    from voila.app import Voila

    class Slides(Voila):
        """Voila, but the browser gets the token with the first page."""

        def launch_browser(self) -> None:
            self.door = _leading_to(self.display_url)
            webbrowser.open(self.door.as_uri())

        def stop(self) -> None:
            super().stop()
            if hasattr(self, "door"):
                self.door.unlink(missing_ok=True)

    paths = [str(TEMPLATES), *filter(None, [os.environ.get("JUPYTER_PATH")])]
    os.environ["JUPYTER_PATH"] = os.pathsep.join(paths)
    print(_("Slides of {title}. Page Down reads on, the arrows turn. Ctrl+C here ends them.", title=entry.title))
    Slides.launch_instance(
        [
            str(notebook),
            "--Voila.ip=127.0.0.1",
            "--token",
            "--template=iopedu-slides",
            "--VoilaConfiguration.allow_template_override=NO",
            # Voila would serve pictures of the folder without asking for the token.
            "--VoilaConfiguration.file_allowlist=",
            f"--VoilaConfiguration.extension_denylist={NOT_FOR_SLIDES}",
            *more,
        ],
        tornado_settings={"headers": {"Content-Security-Policy": POLICY}},
    )
    return 0


def _missing(notebook: Path) -> str:
    """Return what stands in the way, as a sentence, or an empty text."""
    if find_spec("voila") is None:
        return _(
            'Slides need Voila, which is not installed. Install it with: python -m pip install "iopedu[present]". '
            "In a clone with uv: uv run --extra present iopedu present. Without it, JupyterLab can show a notebook "
            "large: menu View, Presentation Mode."
        )
    if not notebook.is_file():
        return _("{name} is not in {folder}.", name=notebook.name, folder=str(notebook.parent))
    return ""


def _leading_to(address: str) -> Path:
    """Write a page that leads to an address: a token in a command line could be read by others here."""
    handle, name = tempfile.mkstemp(prefix="iopedu-slides-", suffix=".html")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f'<!doctype html><meta http-equiv="refresh" content="0; url={escape(address)}">')
    return Path(name)
