"""Show a notebook as slides whose forms work: Voila with our own template, on this computer only."""

import json
import os
import signal
import sys
import tempfile
import webbrowser
from collections.abc import Sequence
from html import escape
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import Any

from iopedu.course.export import page
from iopedu.course.files import options, shipped
from iopedu.course.language import _
from iopedu.course.outline import Notebook
from iopedu.deliver.copies import contents
from iopedu.deliver.folder import cells, difference, kind_of

_SAYS = options("present.says")
#: Holds Voila's template ``iopedu-slides``; Reveal's style sheet lies in it, so that nothing is fetched.
TEMPLATES = Path(__file__).parent / "jupyter"

#: Made for JupyterLab; in Voila they find nothing that they need, and fail.
NOT_FOR_SLIDES = ("@jupyterlite/pyodide-kernel-extension", "iopedu")

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


def present(entry: Notebook, folder: Path, more: Sequence[str] = (), changed: bool = False) -> int:
    """Open a notebook of the course as slides, and stay until Ctrl+C.

    The slides are what is installed and nothing else: a notebook runs by itself here, so one that somebody changed
    is shown only when that is asked for, and says so on its first slide.

    Parameters
    ----------
    entry : Notebook
        Which one.
    folder : Path
        Where answers are saved, and where a copy of the course may be. No module is loaded from there.
    more : sequence of str
        Options of Voila, such as ``--no-browser``.
    changed : bool
        Whether to show the copy in the folder with what was changed in it.

    Returns
    -------
    int
        The exit code.
    """
    folder = folder.resolve()
    problem = _missing(folder / entry.file if changed else None)
    if problem:
        print(problem, file=sys.stderr)
        return 1
    content, note = _chosen(entry, folder, changed)
    print(*filter(None, [note]), _SAYS["slides"].format(title=entry.title), sep="\n")
    folder.mkdir(parents=True, exist_ok=True)
    paths = [str(TEMPLATES), *filter(None, [os.environ.get("JUPYTER_PATH")])]
    os.environ["JUPYTER_PATH"] = os.pathsep.join(paths)
    os.environ["PYTHONSAFEPATH"] = "1"  # for the kernel: no iopedu.py beside the answers takes the course's place
    signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(1))
    with tempfile.TemporaryDirectory(prefix="iopedu-slides-") as own:
        (Path(own) / entry.file).write_text(_with_notes(content, entry), encoding="utf-8")
        _serve(Path(own) / entry.file, folder, more)
    return 0


def _serve(notebook: Path, folder: Path, more: Sequence[str]) -> None:
    """Start Voila on a notebook whose kernel works in another folder."""
    from jupyter_core.paths import jupyter_config_path
    from tornado.ioloop import IOLoop
    from traitlets import default
    from voila.app import Voila

    class Slides(Voila):
        """Voila for this computer only; the browser gets the token with the first page."""

        @default("config_file_paths")
        def _own_config(self) -> list[str]:
            return jupyter_config_path()  # and not where it was started: a voila.py there would run

        def init_settings(self) -> dict[str, Any]:
            settings = super().init_settings()
            self.kernel_manager.cwd_for_path = lambda *_path, **_more: str(folder)
            self.voila_configuration.prelaunch_hook = _let_it_end_its_kernel
            IOLoop.current().asyncio_loop.add_signal_handler = _keep_ours
            return settings | {"allow_remote_access": False}  # a page that takes this computer for its own is refused

        def launch_browser(self) -> None:
            door = _leading_to(self.display_url, notebook.parent)
            Thread(target=webbrowser.open, args=[door.as_uri()], daemon=True).start()

    Slides.launch_instance(
        [
            str(notebook),
            "--Voila.ip=127.0.0.1",
            "--token",
            "--template=iopedu-slides",
            "--VoilaConfiguration.allow_template_override=NO",
            # Voila would serve pictures of the folder without asking for the token.
            "--VoilaConfiguration.file_allowlist=",
            *(f"--VoilaConfiguration.extension_denylist={name}" for name in NOT_FOR_SLIDES),
            *more,
        ],
        tornado_settings={"headers": {"Content-Security-Policy": POLICY}},
    )


def _let_it_end_its_kernel(page: Any, **_more: object) -> None:
    # Reading it sets the cookie without which a page that is left, or loaded again, may not stop its kernel.
    _token = page.xsrf_token


def _keep_ours(*_signal: object) -> None:
    # What runs a notebook for Voila would take the signals, and leave none when it is done: a terminated program
    # would go without tidying up. It goes on when a loop takes no handlers.
    raise RuntimeError


def _chosen(entry: Notebook, folder: Path, changed: bool) -> tuple[bytes, str]:
    """Return the notebook to show, and what to say about the copy in the folder when it is another."""
    kind = "student" if kind_of(folder) == "student" else "course"
    ours = contents(kind, shipped("notebooks"))[entry.file]
    copy = folder / entry.file
    theirs = copy.read_bytes() if copy.is_file() else ours
    held = cells(theirs)
    if held == cells(ours):
        return ours, ""
    if not changed:
        return ours, _SAYS["changed"].format(file=entry.file)
    if held is None:
        raise ValueError(_("{file} cannot be read as a notebook.", file=entry.file))
    note = _("This copy differs from the original course: {change}.", change=difference(cells(ours) or "", theirs))
    return _marked(theirs, note), note


def _with_notes(content: bytes, entry: Notebook) -> str:
    """Add the teaching guide as a page of its own; the slides open it in a second window, and show nothing of it."""
    import mistune

    guide = mistune.create_markdown(plugins=["table"])(notes(entry))
    notebook = json.loads(content)
    notebook["metadata"]["iopedu_notes"] = page(_("Notes for {title}", title=entry.title), guide)
    return json.dumps(notebook)


def _marked(content: bytes, note: str) -> bytes:
    """Put a note on top of the first slide."""
    notebook = json.loads(content)
    for cell in notebook["cells"][:1]:
        cell.setdefault("metadata", {})["slideshow"] = {"slide_type": "-"}
    top = {"cell_type": "markdown", "metadata": {"slideshow": {"slide_type": "slide"}}, "source": f"**{note}**"}
    notebook["cells"].insert(0, top | ({"id": "changed"} if notebook.get("nbformat_minor", 0) >= 5 else {}))
    return json.dumps(notebook).encode()


def _missing(copy: Path | None) -> str:
    """Return what stands in the way, as a sentence, or an empty text."""
    if find_spec("voila") is None:
        return _SAYS["no voila"]
    if copy and not copy.is_file():
        return _("{name} is not in {folder}.", name=copy.name, folder=str(copy.parent))
    return ""


def _leading_to(address: str, folder: Path) -> Path:
    """Write a page that leads to an address: a token in a command line could be read by others here."""
    door = folder / "open.html"
    door.touch(mode=0o600)
    door.write_text(f'<!doctype html><meta http-equiv="refresh" content="0; url={escape(address)}">', encoding="utf-8")
    return door
