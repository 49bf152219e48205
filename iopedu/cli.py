"""The ``iopedu`` command: open the course, copy it, or check the computer."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from iopedu import __version__
from iopedu.course.environment import checks
from iopedu.course.files import shipped
from iopedu.course.language import _

FOLDER = "my-iopedu"
START = "00_start_here.ipynb"
RECORD = ".iopedu-copied.json"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(
        prog="iopedu", description=_("A course on Intensive Outpatient Programs, in notebooks.")
    )
    parser.add_argument("--version", action="version", version=f"iopedu {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, text in (
        ("lab", _("copy the course (your edits stay) and open it in JupyterLab; other options go to JupyterLab")),
        ("copy", _("only copy the course; your edits stay")),
        ("check", _("say in plain words what is missing on this computer")),
    ):
        command = commands.add_parser(name, help=text, description=text)
        where = _("where the course goes (default: {folder})", folder=FOLDER)
        command.add_argument("folder", nargs="?", default=FOLDER, help=where)
    options, more = parser.parse_known_args(argv)
    if more and options.command != "lab":
        parser.error(_("unknown: {options}", options=" ".join(more)))
    folder = Path(options.folder)
    if options.command == "check":
        return check(folder if folder.is_dir() else Path())
    # Loading this checker of international web addresses takes a second, and nothing in the course has such addresses.
    sys.modules.setdefault("rfc3987_syntax", None)
    try:
        for line in copy(folder):
            print(line)
    except OSError as problem:
        says = _("The course could not be copied to {folder}: {problem}.", folder=folder, problem=problem.strerror)
        print(says, file=sys.stderr)
        return 1
    return lab(folder, more) if options.command == "lab" else 0


def check(folder: Path) -> int:
    """Print what was found; return 1 when something is missing."""
    found = checks(folder)
    for line in found:
        print(line)
    missing = sum(not line.ok for line in found)
    if missing:
        print(_("Missing: {missing}. See the lines above.", missing=missing))
        return 1
    print(_("Everything is here. Start with: iopedu lab"))
    return 0


def copy(folder: Path) -> list[str]:
    """Copy the notebooks to a folder and return what was done, in sentences.

    A notebook that a learner changed is never touched. One that was copied before, was not changed since,
    and has a newer edition is replaced.

    Parameters
    ----------
    folder : Path
        Made when it does not exist.
    """
    folder.mkdir(parents=True, exist_ok=True)
    record = folder / RECORD
    copied = _read_record(record)
    new, renewed, kept = [], [], []
    for source in sorted(shipped("notebooks").iterdir(), key=lambda file: file.name):
        if not source.name.endswith(".ipynb"):
            continue
        content, target = source.read_bytes(), folder / source.name
        edition = hashlib.sha256(content).hexdigest()
        there = hashlib.sha256(target.read_bytes()).hexdigest() if target.exists() else None
        if there == edition:
            pass
        elif there is None or there == copied.get(source.name):
            target.write_bytes(content)
            _trust(target)
            (new if there is None else renewed).append(source.name)
        else:
            kept += [source.name] if edition != copied.get(source.name) else []
            continue
        copied[source.name] = edition
    record.write_text(json.dumps(copied, indent=1), encoding="utf-8")
    said = [_("The course is in {folder}", folder=folder.resolve())]
    said += [_("Copied {many} notebooks.", many=len(new))] if new else []
    said += [_("Renewed: {notebooks}.", notebooks=", ".join(renewed))] if renewed else []
    said += [
        _("Kept with your changes: {notebook}. To get the new edition, rename yours first.", notebook=name)
        for name in kept
    ]
    return said


def _read_record(record: Path) -> dict[str, str]:
    try:
        found = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _trust(notebook: Path) -> None:
    """Sign our own notebook, so that JupyterLab shows its stored tables and figures before it is run."""
    if find_spec("nbformat") is None:
        return
    import nbformat
    from nbformat.sign import NotebookNotary

    notary = NotebookNotary()
    notary.sign(nbformat.read(notebook, as_version=4))
    notary.store.close()


def lab(folder: Path, more: Sequence[str] = ()) -> int:
    """Open JupyterLab on the start notebook, reachable from this computer only."""
    if find_spec("jupyterlab") is None:
        print(_("JupyterLab is missing. Run: iopedu check"), file=sys.stderr)
        return 1
    from jupyterlab.labapp import LabApp

    # In this process: what signing the notebooks has loaded is loaded once, and Ctrl+C reaches JupyterLab directly.
    LabApp.launch_instance(
        [
            f"--ServerApp.root_dir={folder.resolve()}",
            f"--LabApp.default_url=/lab/tree/{START}",
            "--ServerApp.ip=127.0.0.1",
            *more,
        ]
    )
    return 0
