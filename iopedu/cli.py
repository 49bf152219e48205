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
from iopedu.deliver.copies import contents, kind_of

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
        if name == "copy":
            _copy_options(command)
    _class_command(commands)
    options, more = parser.parse_known_args(argv)
    if more and options.command != "lab":
        parser.error(f"unknown: {' '.join(more)}")
    folder = Path(options.folder)
    if options.command == "check":
        return check(folder if folder.is_dir() else Path())
    if options.command == "class":
        return class_view(folder, options.out)
    # Loading this checker of international web addresses takes a second, and nothing in the course has such addresses.
    sys.modules.setdefault("rfc3987_syntax", None)
    try:
        for line in copy(folder, options.kind) if options.command == "copy" else copy(folder):
            print(line)
    except OSError as problem:
        print(f"The course could not be copied to {folder}: {problem.strerror}.", file=sys.stderr)
        return 1
    except ValueError as problem:
        print(problem, file=sys.stderr)
        return 1
    return lab(folder, more) if options.command == "lab" else 0


def _copy_options(command: argparse.ArgumentParser) -> None:
    kinds = command.add_mutually_exclusive_group()
    for kind, text in (
        ("student", "without worked answers, to hand out to a class"),
        ("instructor", "with the teaching guide and a page of all answers"),
    ):
        kinds.add_argument(f"--{kind}", dest="kind", action="store_const", const=kind, default="", help=text)


def _class_command(commands: argparse._SubParsersAction) -> None:
    text = "show what a class answered, question by question and without names"
    command = commands.add_parser("class", help=text, description=text)
    command.add_argument("folder", help="where the files are that your learners handed on")
    command.add_argument("--out", type=Path, help="the page to write (default: class-view.html in that folder)")


def class_view(folder: Path, out: Path | None = None) -> int:
    """Write the class view of a folder and say what was read."""
    from iopedu.deliver.class_view import write_class_view

    try:
        _, said = write_class_view(folder, out)
    except ValueError as problem:
        print(problem, file=sys.stderr)
        return 1
    except OSError as problem:
        print(f"The page could not be written: {problem.strerror}.", file=sys.stderr)
        return 1
    print(*said, sep="\n")
    return 0


def check(folder: Path) -> int:
    """Print what was found; return 1 when something is missing."""
    found = checks(folder)
    for line in found:
        print(line)
    missing = sum(not line.ok for line in found)
    print("Everything is here. Start with: iopedu lab" if not missing else f"Missing: {missing}. See the lines above.")
    return 1 if missing else 0


def copy(folder: Path, kind: str = "") -> list[str]:
    """Copy the notebooks to a folder and return what was done, in sentences.

    A notebook that a learner changed is never touched. One that was copied before, was not changed since,
    and has a newer edition is replaced.

    Parameters
    ----------
    folder : Path
        Made when it does not exist.
    kind : {"", "course", "student", "instructor"}
        Which copy; by default the one that is there, else the course.

    Raises
    ------
    ValueError
        When the folder holds another kind of copy.
    """
    folder.mkdir(parents=True, exist_ok=True)
    record = folder / RECORD
    copied = _read_record(record)
    there_is = kind_of(folder, copied, [file.name for file in shipped("notebooks").iterdir()])
    kind = kind or there_is or "course"
    if there_is not in ("", kind):
        raise ValueError(f"{folder} holds the {there_is} copy. Choose another folder for the {kind} copy.")
    new, renewed, kept = [], [], []
    for name, content in contents(kind, shipped("notebooks")).items():
        target = folder / name
        edition = hashlib.sha256(content).hexdigest()
        there = hashlib.sha256(target.read_bytes()).hexdigest() if target.exists() else None
        if there == edition:
            pass
        elif there is None or there == copied.get(name):
            target.write_bytes(content)
            _trust(target)
            (new if there is None else renewed).append(name)
        else:
            kept += [name] if edition != copied.get(name) else []
            continue
        copied[name] = edition
    record.write_text(json.dumps(copied | {"copy": kind}, indent=1), encoding="utf-8")
    what = "" if kind == "course" else f" ({kind} copy)"
    said = [f"The course is in {folder.resolve()}{what}"]
    said += [f"Copied {len(new)} {'notebooks' if kind != 'instructor' else 'files'}."] if new else []
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
    if notebook.suffix != ".ipynb" or find_spec("nbformat") is None:
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
