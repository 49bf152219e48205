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

FOLDER = "my-iopedu"
START = "00_start_here.ipynb"
RECORD = ".iopedu-copied.json"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(
        prog="iopedu", description="A course on Intensive Outpatient Programs, in notebooks."
    )
    parser.add_argument("--version", action="version", version=f"iopedu {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, text in (
        ("lab", "copy the course (your edits stay) and open it in JupyterLab; other options go to JupyterLab"),
        ("copy", "only copy the course; your edits stay"),
        ("check", "say in plain words what is missing on this computer"),
    ):
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument("folder", nargs="?", default=FOLDER, help=f"where the course goes (default: {FOLDER})")
    text = "write the whole course as web pages that can be read and run without installing"
    command = commands.add_parser("site", help=text, description=text)
    command.add_argument("folder", nargs="?", default="site", help="where the pages go (default: site)")
    command.add_argument("--cdn", action="store_true", help="let the browser fetch packages with compiled parts")
    options, more = parser.parse_known_args(argv)
    if more and options.command != "lab":
        parser.error(f"unknown: {' '.join(more)}")
    folder = Path(options.folder)
    if options.command == "site":
        return site(folder, options.cdn)
    if options.command == "check":
        return check(folder if folder.is_dir() else Path())
    # Loading this checker of international web addresses takes a second, and nothing in the course has such addresses.
    sys.modules.setdefault("rfc3987_syntax", None)
    try:
        for line in copy(folder):
            print(line)
    except OSError as problem:
        print(f"The course could not be copied to {folder}: {problem.strerror}.", file=sys.stderr)
        return 1
    return lab(folder, more) if options.command == "lab" else 0


def site(folder: Path, cdn: bool) -> int:
    """Write the course as web pages; return 1 and say why when that does not work."""
    try:
        from iopedu.site import BuildProblem, WrongLock, build
    except ModuleNotFoundError as problem:
        print(f"{problem.name} is missing. The pages need: uv run --extra site iopedu site", file=sys.stderr)
        return 1
    try:
        build(folder, cdn)
    except (BuildProblem, WrongLock) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def check(folder: Path) -> int:
    """Print what was found; return 1 when something is missing."""
    found = checks(folder)
    for line in found:
        print(line)
    missing = sum(not line.ok for line in found)
    print("Everything is here. Start with: iopedu lab" if not missing else f"Missing: {missing}. See the lines above.")
    return 1 if missing else 0


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
    said = [f"The course is in {folder.resolve()}"]
    said += [f"Copied {len(new)} notebooks."] if new else []
    said += [f"Renewed: {', '.join(renewed)}."] if renewed else []
    said += [f"Kept with your changes: {name}. To get the new edition, rename yours first." for name in kept]
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
        print("JupyterLab is missing. Run: iopedu check", file=sys.stderr)
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
