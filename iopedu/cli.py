"""The ``iopedu`` command: open the course, copy it, check the computer, present, hand out, look at a class."""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from iopedu import __date__, __version__
from iopedu.course.campus import FOLDER as FOLDER_OF
from iopedu.course.document import StorageProblem
from iopedu.course.environment import checks, typed
from iopedu.course.files import read_rows
from iopedu.course.language import _, language, languages
from iopedu.course.outline import Notebook, notebook, notebooks
from iopedu.deliver import handout, present
from iopedu.deliver.database import fetch, origin
from iopedu.deliver.folder import copy
from iopedu.evidence.metapsy import DATABASES

FOLDER = "my-iopedu"
START = "00_start_here.ipynb"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(
        prog="iopedu", description=_("A course on Intensive Outpatient Programs, in notebooks.")
    )
    parser.add_argument("--version", action="version", version=f"iopedu {__version__}, {__date__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    texts = {(row["command"], row["argument"]): row["says"] for row in read_rows("commands.csv")}
    for name, (run, takes) in _COMMANDS.items():
        _add_arguments(_command(commands, name, run, texts[name, ""]), name, takes, texts)
    options, more = parser.parse_known_args(argv)
    if more and options.command not in ("lab", "present"):
        parser.error(_("unknown: {options}", options=" ".join(more)))
    options.more = more
    try:
        _as_a_campus(options)
        return options.run(options) or 0
    except (ValueError, StorageProblem) as problem:
        print(problem, file=sys.stderr)
    except OSError as problem:
        told = {"file": problem.filename, "problem": problem.strerror}
        if options.command in ("handout", "class", "export", "site"):
            print(_("The page could not be written: {file}: {problem}.", **told), file=sys.stderr)
        else:
            print(_("The course could not be copied: {file}: {problem}.", **told), file=sys.stderr)
    return 1


def _as_a_campus(options: argparse.Namespace) -> None:
    """Take the campus that the command names, where nothing in it has to be put right first."""
    if getattr(options, "campus", None):
        from iopedu.deliver.campus import report

        good, said = report(options.campus)
        if not good:
            raise ValueError("\n".join(said))
    entry = getattr(options, "notebook", None)
    if entry is not None and entry.number not in notebooks.ids:
        raise ValueError(_("{notebook} is left out of this course.", notebook=repr(entry)))


def _command(
    commands: Any, name: str, run: Callable[[argparse.Namespace], int | None], text: str
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text)
    command.set_defaults(run=run)
    return command


def _add_arguments(
    command: argparse.ArgumentParser, name: str, takes: Mapping[str, Any], texts: Mapping[tuple[str, str], str]
) -> None:
    one_of = command.add_mutually_exclusive_group() if _ONE_OF & takes.keys() else command
    for argument, how in takes.items():
        says = texts.get((name, argument)) or texts.get(("", argument), "")
        told = {"default": how.get("default"), "name": FOLDER_OF, "names": ", ".join(DATABASES)}
        (one_of if argument in _ONE_OF else command).add_argument(argument, help=says.format(**told) or None, **how)


def _campus(given: argparse.Namespace) -> int:
    from iopedu.deliver.campus import new, report

    good, said = (True, new(given.own)) if given.what == "new" else report(given.own)
    print(*said, sep="\n")
    return 0 if good else 1


def _lab(given: argparse.Namespace) -> int:
    os.environ["IOPEDU_LANGUAGE"] = given.language  # for the kernels, which load the course anew
    _copied(given.folder)
    return lab(given.folder, given.more)


def _copied(folder: Path, *kind: str) -> None:
    # Loading this checker of international web addresses takes a second, and nothing in the course has such addresses.
    sys.modules.setdefault("rfc3987_syntax", None)
    print(*copy(folder, *kind), sep="\n")


def _present(given: argparse.Namespace) -> int:
    if given.notes:
        print(present.notes(given.notebook))
        return 0
    os.environ["IOPEDU_LANGUAGE"] = given.language
    return present.present(given.notebook, given.folder, given.more, given.changed)


def _class(given: argparse.Namespace) -> None:
    from iopedu.deliver.class_view import write_class_view

    _page, said = write_class_view(given.folder, given.out)
    print(*said, sep="\n")


def _export(given: argparse.Namespace) -> None:
    from iopedu.deliver.question_bank import export

    print(export(given.kind, given.site, given.out, given.force))


def _database(given: argparse.Namespace) -> None:
    for table in fetch(given.name, given.folder):
        print(origin(table))
    print(_("Data: Metapsy, ODC-By 1.0, {address}. Credit them when you use the data.", address=DATABASES[given.name]))


def _site(given: argparse.Namespace) -> int:
    try:
        from iopedu.site import build
    except ModuleNotFoundError as problem:
        hint = _("{package} is missing. To build the pages, run: uv run --extra site iopedu site", package=problem.name)
        print(hint, file=sys.stderr)
        return 1
    build(given.folder)
    return 0


def _number(text: str) -> Notebook:
    """Read the number of a notebook."""
    try:
        return notebook(f"0{text}" if len(text) == 1 else text)
    except ValueError as problem:
        raise argparse.ArgumentTypeError(str(problem)) from None


def _look(given: argparse.Namespace) -> int:
    """Print what was found; return 1 when something is missing."""
    found = checks(given.folder if given.folder.is_dir() else Path())
    for line in found:
        print(line)
    missing = sum(not line.ok for line in found)
    if missing:
        print(_("Missing: {missing}. See the lines above.", missing=missing))
        return 1
    print(_("Everything is here. Start with: {command}", command=typed("lab")))
    return 0


def lab(folder: Path, more: Sequence[str] = ()) -> int:
    """Open JupyterLab on the start notebook, reachable from this computer only."""
    if find_spec("jupyterlab") is None:
        print(_("JupyterLab is missing. Run: {command}", command=typed("check")), file=sys.stderr)
        return 1
    from jupyterlab.labapp import LabApp

    # Whether JupyterLab should be built anew is a question for developers that keeps the start page waiting.
    page = {"buildAvailable": False, "buildCheck": False, "iopeduLanguage": os.environ.get("IOPEDU_LANGUAGE", "")}
    settings = {"page_config_data": page}
    # In this process: what signing the notebooks has loaded is loaded once, and Ctrl+C reaches JupyterLab directly.
    LabApp.launch_instance(
        [
            f"--ServerApp.root_dir={folder.resolve()}",
            f"--LabApp.default_url=/lab/tree/{START}",
            "--ServerApp.ip=127.0.0.1",
            f"--ServerApp.tornado_settings={settings}",
            *more,
        ]
    )
    return 0


_YES = {"action": "store_true"}
_FILE = {"type": Path, "metavar": "FILE"}
_OUT = {"--out": _FILE, "--force": _YES}
_COURSE = {"folder": {"nargs": "?", "type": Path, "default": Path(FOLDER)}}
_LANGUAGE = {"--language": {"choices": languages(), "default": language()}}
_NOTEBOOK = {"notebook": {"type": _number, "metavar": "NN"}}
_AS_TAUGHT = {"--campus": {"type": Path, "metavar": "FOLDER"}}
_KINDS = {
    f"--{kind}": {"dest": "kind", "action": "store_const", "const": kind, "default": ""}
    for kind in ("student", "instructor")
}
#: Each command with what it does and what it takes; ``data/commands.csv`` says what that means.
_COMMANDS: Mapping[str, tuple[Callable[[argparse.Namespace], int | None], Mapping[str, Any]]] = {
    "lab": (_lab, _AS_TAUGHT | _COURSE | _LANGUAGE),
    "copy": (lambda given: _copied(given.folder, given.kind), _AS_TAUGHT | _COURSE | _KINDS),
    "check": (_look, _COURSE),
    "present": (
        _present,
        _AS_TAUGHT
        | _NOTEBOOK
        | {"--folder": {"type": Path, "default": Path(FOLDER)}, "--changed": _YES, **_LANGUAGE, "--notes": _YES},
    ),
    "handout": (
        lambda given: handout.run(given.notebook, given.saved, given.one_page, given.out, given.force),
        _AS_TAUGHT | _NOTEBOOK | {"--saved": _FILE, "--one-page": _YES} | _OUT,
    ),
    "class": (_class, _AS_TAUGHT | {"folder": {"type": Path}, "--out": {"type": Path}}),
    "export": (
        _export,
        _AS_TAUGHT
        | {"kind": {"choices": ["moodle", "qti", "links"]}, "--site": {"metavar": "ADDRESS", "default": ""}}
        | _OUT,
    ),
    "database": (_database, {"name": {}} | _COURSE),
    "site": (_site, _AS_TAUGHT | {"folder": {"nargs": "?", "type": Path, "default": Path("site")}}),
    "campus": (_campus, {"what": {"choices": ["new", "check"]}, "own": {"type": Path, "metavar": "FOLDER"}}),
}
#: Of these a command takes one at most.
_ONE_OF = {*_KINDS, "--saved", "--one-page"}
