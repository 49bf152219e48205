"""The ``iopedu`` command: open the course, copy it, check the computer, present, hand out, look at a class."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from iopedu import __date__, __version__
from iopedu.course.campus import FOLDER as FOLDER_OF
from iopedu.course.document import StorageProblem
from iopedu.course.environment import checks, typed
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
    for add in (_add_lab, _add_copy, _add_check, _add_present, _add_handout, _add_class, _add_export, _add_database):
        add(commands)
    _add_site(commands)
    _add_campus(commands)
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
        raise ValueError(_("{notebook} is left out in this course.", notebook=repr(entry)))


def _command(
    commands: Any, name: str, run: Callable[[argparse.Namespace], int | None], text: str
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text)
    command.set_defaults(run=run)
    return command


def _add_folder(command: argparse.ArgumentParser) -> None:
    text = _("where the course goes (default: {folder})", folder=FOLDER)
    command.add_argument("folder", nargs="?", type=Path, default=Path(FOLDER), help=text)


def _add_lab(commands: Any) -> None:
    text = _("copy the course (your edits stay) and open it in JupyterLab; other options go to JupyterLab")
    command = _command(commands, "lab", _lab, text)
    _may_be_a_campus(command)
    _add_folder(command)
    _add_language(command)


def _may_be_a_campus(command: argparse.ArgumentParser) -> None:
    text = _(
        "teach it as this folder says (see: iopedu campus --help); or name it in the variable {name}", name=FOLDER_OF
    )
    command.add_argument("--campus", type=Path, metavar="FOLDER", help=text)


def _add_campus(commands: Any) -> None:
    text = _("make the course your own: begin a folder with an example, or say what is wrong in one")
    command = _command(commands, "campus", _campus, text)
    command.add_argument("what", choices=["new", "check"], help=_("begin a folder, or look at one"))
    command.add_argument("own", type=Path, metavar="FOLDER", help=_("the folder"))


def _campus(options: argparse.Namespace) -> int:
    from iopedu.deliver.campus import new, report

    good, said = (True, new(options.own)) if options.what == "new" else report(options.own)
    print(*said, sep="\n")
    return 0 if good else 1


def _add_language(command: argparse.ArgumentParser) -> None:
    text = _("language of forms, tables and figures (default: {language})", language=language())
    command.add_argument("--language", choices=languages(), default=language(), help=text)


def _lab(options: argparse.Namespace) -> int:
    os.environ["IOPEDU_LANGUAGE"] = options.language  # for the kernels, which load the course anew
    _copied(options.folder)
    return lab(options.folder, options.more)


def _copied(folder: Path, *kind: str) -> None:
    # Loading this checker of international web addresses takes a second, and nothing in the course has such addresses.
    sys.modules.setdefault("rfc3987_syntax", None)
    print(*copy(folder, *kind), sep="\n")


def _add_copy(commands: Any) -> None:
    command = _command(commands, "copy", _copy, _("only copy the course; your edits stay"))
    _may_be_a_campus(command)
    _add_folder(command)
    kinds = command.add_mutually_exclusive_group()
    for kind, text in (
        ("student", _("without worked answers, to hand out to a class")),
        ("instructor", _("with the teaching guide and a page of all answers")),
    ):
        kinds.add_argument(f"--{kind}", dest="kind", action="store_const", const=kind, default="", help=text)


def _copy(options: argparse.Namespace) -> None:
    _copied(options.folder, options.kind)


def _add_check(commands: Any) -> None:
    _add_folder(_command(commands, "check", _look, _("say in plain words what is missing on this computer")))


def _add_present(commands: Any) -> None:
    text = _("show a notebook as slides with live forms; other options go to Voila")
    command = _command(commands, "present", _present, text)
    _may_be_a_campus(command)
    command.add_argument("notebook", type=_number, metavar="NN", help=_("the notebook's number, such as 04"))
    where = _("where answers are saved, and where your copy of the course is (default: {folder})", folder=FOLDER)
    command.add_argument("--folder", type=Path, default=Path(FOLDER), help=where)
    command.add_argument("--changed", action="store_true", help=_("show your copy, with what was changed in it"))
    _add_language(command)
    command.add_argument("--notes", action="store_true", help=_("only print what the teaching guide says about it"))


def _present(options: argparse.Namespace) -> int:
    if options.notes:
        print(present.notes(options.notebook))
        return 0
    os.environ["IOPEDU_LANGUAGE"] = options.language
    return present.present(options.notebook, options.folder, options.more, options.changed)


def _add_handout(commands: Any) -> None:
    text = _("write a notebook as one page to read and print, without anything beside it")
    command = _command(commands, "handout", _handout, text)
    _may_be_a_campus(command)
    command.add_argument("notebook", type=_number, metavar="NN", help=_("the notebook's number, such as 04"))
    what = command.add_mutually_exclusive_group()
    what.add_argument("--saved", type=Path, metavar="FILE", help=_("write what is saved in this file for the notebook"))
    what.add_argument("--one-page", action="store_true", help=_("write only the one-page hand-out"))
    command.add_argument("--out", type=Path, metavar="FILE", help=_("where to (default: a name from the notebook's)"))
    command.add_argument("--force", action="store_true", help=_("replace the file if it is there"))


def _handout(options: argparse.Namespace) -> None:
    handout.run(options.notebook, options.saved, options.one_page, options.out, options.force)


def _add_class(commands: Any) -> None:
    text = _("show what a class answered, question by question and without names")
    command = _command(commands, "class", _class, text)
    _may_be_a_campus(command)
    command.add_argument("folder", type=Path, help=_("the folder or zip file with what your learners handed on"))
    command.add_argument("--out", type=Path, help=_("the page to write (default: class-view.html in that folder)"))


def _class(options: argparse.Namespace) -> None:
    from iopedu.deliver.class_view import write_class_view

    _page, said = write_class_view(options.folder, options.out)
    print(*said, sep="\n")


def _add_export(commands: Any) -> None:
    text = _("write all questions for an LMS (moodle, qti), or links to the pages of the course (links)")
    command = _command(commands, "export", _export, text)
    _may_be_a_campus(command)
    command.add_argument("kind", choices=["moodle", "qti", "links"])
    command.add_argument("--site", metavar="ADDRESS", default="", help=_("for links: where the pages are published"))
    command.add_argument("--out", type=Path, metavar="FILE", help=_("where to (default: a name in this folder)"))
    command.add_argument("--force", action="store_true", help=_("replace the file if it is there"))


def _export(options: argparse.Namespace) -> int:
    from iopedu.deliver.question_bank import export

    print(export(options.kind, options.site, options.out, options.force))
    return 0


def _add_database(commands: Any) -> None:
    text = _("fetch an open database of studies from the internet, for the database explorer in notebook 13")
    command = _command(commands, "database", _database, text)
    names = ", ".join(DATABASES)
    command.add_argument("name", help=_("which one: {names}", names=names))
    _add_folder(command)


def _database(options: argparse.Namespace) -> None:
    for table in fetch(options.name, options.folder):
        print(origin(table))
    print(_("Data: Metapsy, ODC-By 1.0, {address}. Name them when you use them.", address=DATABASES[options.name]))


def _add_site(commands: Any) -> None:
    text = _("write the whole course as web pages that can be read and run without installing")
    command = _command(commands, "site", _site, text)
    _may_be_a_campus(command)
    where = _("where the pages go (default: {folder})", folder="site")
    command.add_argument("folder", nargs="?", type=Path, default=Path("site"), help=where)


def _site(options: argparse.Namespace) -> int:
    try:
        from iopedu.site import build
    except ModuleNotFoundError as problem:
        hint = _("{package} is missing. The pages need: uv run --extra site iopedu site", package=problem.name)
        print(hint, file=sys.stderr)
        return 1
    build(options.folder)
    return 0


def _number(text: str) -> Notebook:
    """Read the number of a notebook."""
    try:
        return notebook(f"0{text}" if len(text) == 1 else text)
    except ValueError as problem:
        raise argparse.ArgumentTypeError(str(problem)) from None


def _look(options: argparse.Namespace) -> int:
    """Print what was found; return 1 when something is missing."""
    found = checks(options.folder if options.folder.is_dir() else Path())
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
