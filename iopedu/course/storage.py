"""The one file in which a learner's answers are kept: read with suspicion, written whole or not at all."""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Callable, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import Any

with warnings.catch_warnings():  # it warns where a system has no locks; there (in a browser) nobody else writes either
    warnings.simplefilter("ignore", UserWarning)
    from filelock import FileLock, Timeout

from iopedu.course.language import _

__all__ = ["VERSION", "Answer", "DamagedFile", "Document", "NewerFile", "Section", "StorageProblem", "parse", "read"]

FORMAT = "iopedu-work"
VERSION = 1
MAX_BYTES = 20_000_000

#: For each older version, the function that turns such a document into one of the next version.
MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}


class StorageProblem(Exception):
    """Something about the file went wrong; the message is written for a learner."""


class DamagedFile(StorageProblem):
    """The file is not a whole workbook."""


class NewerFile(StorageProblem):
    """The file was written by a newer iopedu."""


@dataclass(frozen=True)
class Answer:
    """What a learner entered in one place.

    Parameters
    ----------
    question : str
        What was asked, so that an export can be read by itself.
    value : JSON value
        What the form needs to show the answer again.
    words : str
        The answer as a person would read it.
    done : bool
        Whether nothing is missing; only such answers count as progress.
    """

    question: str
    value: Any
    words: str
    done: bool = True


@dataclass(frozen=True)
class Section:
    """The answers of one notebook; ``revision`` counts how often they were saved."""

    revision: int = 0
    saved: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)


@dataclass(frozen=True)
class Document:
    """All sections of the file by the notebook's number."""

    sections: Mapping[str, Section] = field(default_factory=dict)

    def dumps(self) -> str:
        """Return the document as JSON text in ASCII, so that every character survives every editor."""
        sections = {
            number: {
                "revision": section.revision,
                "saved": section.saved,
                "answers": {key: vars(answer) for key, answer in section.answers.items()},
            }
            for number, section in self.sections.items()
        }
        return json.dumps({"format": FORMAT, "version": VERSION, "sections": sections}, indent=1, allow_nan=False)


def parse(content: bytes | str) -> Document:
    """Read a document from the bytes of a file.

    Raises
    ------
    DamagedFile
        When it is not a whole workbook; the message names the place.
    NewerFile
        When a newer iopedu wrote it.

    Examples
    --------
    >>> parse(Document().dumps())
    Document(sections={})
    """
    if len(content) > MAX_BYTES:
        raise DamagedFile(
            _(
                "it holds {found} bytes, more than the {most} that a workbook may have",
                found=f"{len(content):,}",
                most=f"{MAX_BYTES:,}",
            )
        )
    try:
        found = json.loads(content, parse_constant=_refuse_constant)
    except RecursionError:
        raise DamagedFile(_("it is nested too deeply")) from None
    except UnicodeDecodeError as problem:
        raise DamagedFile(_("it is not text from byte {byte} on", byte=problem.start)) from None
    except json.JSONDecodeError as problem:
        raise DamagedFile(_("it breaks off or is garbled at line {line}", line=problem.lineno)) from None
    except ValueError as problem:
        raise DamagedFile(str(problem)) from None
    _expect(isinstance(found, dict) and found.get("format") == FORMAT, _("the start"), f"“format”: “{FORMAT}”")
    version = found.get("version")
    _expect(type(version) is int and version >= 1, "version", _("a whole number from 1 on"))
    if version > VERSION:
        raise NewerFile(
            _(
                "it was written by a newer iopedu (file version {version}, this iopedu reads up to {most})",
                version=version,
                most=VERSION,
            )
        )
    for older in range(version, VERSION):
        found = MIGRATIONS[older](found)
    return Document({number: _section(number, entry) for number, entry in _object(found, "sections").items()})


def _refuse_constant(name: str) -> None:
    raise ValueError(_("it holds {name}, which is not a JSON number", name=name))


def _expect(condition: bool, place: str, expected: str) -> None:
    if not condition:
        raise DamagedFile(_("{place} should hold {expected}", place=place, expected=expected))


def _object(parent: dict[str, Any], name: str, place: str = "") -> dict[str, Any]:
    _expect(isinstance(parent.get(name), dict), place or name, _("named entries in {braces}", braces="{ }"))
    return parent[name]


def _section(number: str, entry: Any) -> Section:
    place = _("section {number}", number=repr(number))
    _expect(isinstance(entry, dict), place, _("named entries in {braces}", braces="{ }"))
    _expect(type(entry.get("revision")) is int and entry["revision"] >= 0, f"{place}, revision", _("a whole number"))
    _expect(isinstance(entry.get("saved"), str), f"{place}, saved", _("a text"))
    answers = {}
    for key, answer in _object(entry, "answers", f"{place}, answers").items():
        whole = isinstance(answer, dict) and "value" in answer
        whole = whole and isinstance(answer.get("question"), str) and isinstance(answer.get("words"), str)
        whole = whole and isinstance(answer.get("done"), bool)
        where = _("{section}, answer {key}", section=place, key=repr(key))
        _expect(whole, where, _("a question, a value, words, and whether it is done"))
        answers[key] = Answer(answer["question"], answer["value"], answer["words"], answer["done"])
    return Section(entry["revision"], entry["saved"], answers)


def read(path: Path) -> Document:
    """Read the file, or return an empty document when there is none.

    Raises
    ------
    StorageProblem
        When it cannot be read; `DamagedFile` and `NewerFile` say more.
    """
    try:
        return parse(path.read_bytes())
    except FileNotFoundError:
        return Document()
    except OSError as problem:
        raise StorageProblem(
            _("The file {file} cannot be read: {problem}.", file=path.name, problem=problem.strerror)
        ) from None


@contextmanager
def alone(path: Path):
    """Hold the file for one reader and writer at a time, across notebooks."""
    try:
        with FileLock(path.with_name(f".{path.stem}.lock"), timeout=5, mode=0o600):
            yield
    except Timeout:
        raise StorageProblem(_("Another notebook is saving just now. Try again in a moment.")) from None
    except OSError as problem:
        raise StorageProblem(_("The folder cannot be written to: {problem}.", problem=problem.strerror)) from None


def write(path: Path, text: str, mode: int = 0o600) -> None:
    """Write a file that only its owner may read: the old one or the new one is there at any moment, whole.

    Parameters
    ----------
    path : Path
        The file.
    text : str
        All that it will hold.
    mode : int
        Who may read it, for a file that holds nothing of a learner.

    Raises
    ------
    StorageProblem
        When it cannot be written; what was there before stays.
    """
    for left_over in path.parent.glob(f".{path.stem}-*.tmp"):  # of a process that was killed
        left_over.unlink(missing_ok=True)
    try:
        name = path.with_name(f".{path.stem}-{token_hex(6)}.tmp")
        handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)  # unlike chmod it keeps to the umask
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            name.replace(path)
        except BaseException:
            name.unlink(missing_ok=True)
            raise
    except OSError as problem:
        says = _("The file {file} cannot be written: {problem}.", file=path.name, problem=problem.strerror)
        raise StorageProblem(says) from None
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    # Makes the new name itself survive a power cut; Windows opens no folders.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def set_aside(path: Path) -> Path:
    """Rename a damaged file so that nothing in it is lost, and return its new name."""
    number = 1
    while (aside := path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")).exists():
        number += 1
    try:
        path.rename(aside)
    except OSError as problem:
        says = _("The file {file} cannot be set aside: {problem}.", file=path.name, problem=problem.strerror)
        raise StorageProblem(says) from None
    return aside
