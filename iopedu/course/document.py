"""What the answers' file holds: its parts, its versions, and how it is read with suspicion."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from iopedu.course.files import options
from iopedu.course.language import Refusal, _

_SAYS = options("document.says")
FORMAT = "iopedu-work"
VERSION = 2
MAX_BYTES = 20_000_000
#: How many earlier states of one answer stay in the file.
EARLIER = 8


def _from_1(found: dict[str, Any]) -> dict[str, Any]:
    """Version 1 counted how often a notebook was saved, and kept no time of an answer and no earlier states."""
    for section in _objects(found.get("sections")):
        section.pop("revision", None)
        for answer in _objects(section.get("answers")):
            answer.setdefault("changed", section.get("saved"))
    return {**found, "version": 2}


#: For each older version, the function that turns such a document into one of the next version.
MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {1: _from_1}


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
    changed : str
        When it was entered, as ISO time; it does not make two answers differ.
    """

    question: str
    value: Any
    words: str
    done: bool = True
    changed: str = field(default="", compare=False)


@dataclass(frozen=True)
class Earlier:
    """A state of an answer that another one took the place of; ``because`` says why, in words."""

    key: str
    answer: Answer
    because: str


@dataclass(frozen=True)
class Section:
    """What is kept of one notebook.

    Parameters
    ----------
    saved : str
        When it was written last.
    answers : mapping of str to Answer
    earlier : tuple of Earlier
        From the oldest to the youngest, at most `EARLIER` of one answer.
    typed : mapping of str to mapping of str to str
        What stood in a form's boxes and was not yet taken by a button, by the form and by the box.
    unread : mapping of str to JSON value
        Entries that could not be read; they are carried along as they were.
    """

    saved: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    earlier: tuple[Earlier, ...] = ()
    typed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    unread: Mapping[str, Any] = field(default_factory=dict)

    def values(self) -> dict[str, Any]:
        """Return the section as JSON values."""
        return {
            "saved": self.saved,
            "answers": {key: vars(answer) for key, answer in self.answers.items()},
            "earlier": [{"key": one.key, "because": one.because, **vars(one.answer)} for one in self.earlier],
            "typed": {key: dict(boxes) for key, boxes in self.typed.items()},
            "unread": dict(self.unread),
        }


@dataclass(frozen=True)
class Document:
    """The whole file.

    Parameters
    ----------
    sections : mapping of str to Section
        By the notebook's number.
    keep : bool
        Whether answers are to be kept on this computer.
    files : tuple of str
        Names of the files that were written from answers, so that they can be erased too.
    more : mapping of str to JSON value
        What somebody else put into the file; it is carried along.
    """

    sections: Mapping[str, Section] = field(default_factory=dict)
    keep: bool = True
    files: tuple[str, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)

    def dumps(self) -> str:
        """Return the document as JSON text in ASCII, so that every character survives every editor.

        Raises
        ------
        StorageProblem
            When it would be larger than what `parse` reads: it is refused before it takes a good file's place.
        """
        sections = {number: section.values() for number, section in self.sections.items()}
        own = {"format": FORMAT, "version": VERSION, "keep": self.keep, "files": list(self.files), "sections": sections}
        text = json.dumps({**self.more, **own}, indent=1, allow_nan=False)
        if len(text) > MAX_BYTES:
            raise StorageProblem(_too_large("too much", text))
        return text


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
    Document(sections={}, keep=True, files=(), more={})
    """
    if len(content) > MAX_BYTES:
        raise DamagedFile(_too_large("too large", content))
    try:
        found = json.loads(content, parse_constant=_refuse_constant)
    except RecursionError:
        raise DamagedFile(_("it is nested too deeply")) from None
    except UnicodeDecodeError as problem:
        raise DamagedFile(_("from byte {byte} on, it isn’t text", byte=problem.start)) from None
    except json.JSONDecodeError as problem:
        raise DamagedFile(_("it is cut off or garbled at line {line}", line=problem.lineno)) from None
    except ValueError as problem:
        raise DamagedFile(str(problem)) from None
    _expect(isinstance(found, dict) and found.get("format") == FORMAT, _("the start"), f"“format”: “{FORMAT}”")
    version = found.get("version")
    _expect(type(version) is int and version >= 1, "version", _("a whole number of 1 or more"))
    if version > VERSION:
        raise NewerFile(_SAYS["newer"].format(version=version, most=VERSION))
    for older in range(version, VERSION):
        found = MIGRATIONS[older](found)
    _expect(isinstance(found.get("sections"), dict), "sections", _("named entries in {braces}", braces="{ }"))
    files = found.get("files")
    files = tuple(name for name in files if isinstance(name, str)) if isinstance(files, list) else ()
    more = {name: value for name, value in found.items() if name not in _OWN}
    sections = {number: _section(entry) for number, entry in found["sections"].items()}
    return Document(sections, found.get("keep") is not False, files, more)


def _too_large(says: str, content: bytes | str) -> str:
    return _SAYS[says].format(found=f"{len(content):,}", most=f"{MAX_BYTES:,}")


def _refuse_constant(name: str) -> None:
    raise Refusal("it contains {name}, which is not a JSON number", name=name)


def _expect(condition: bool, place: str, expected: str) -> None:
    if not condition:
        raise DamagedFile(_("{place} should contain {expected}", place=place, expected=expected))


_OWN = ("format", "version", "keep", "files", "sections")


def _objects(found: Any) -> list[dict[str, Any]]:
    """Return the entries of an object that are objects themselves."""
    return [entry for entry in found.values() if isinstance(entry, dict)] if isinstance(found, dict) else []


def _section(found: Any) -> Section:
    """Read one section; what cannot be read in it is set aside within it, and the rest counts."""
    if not isinstance(found, dict):
        return Section(unread={"": found})
    unread = dict(found["unread"]) if isinstance(found.get("unread"), dict) else {}
    unread |= {name: value for name, value in found.items() if name not in Section.__dataclass_fields__}
    answers, earlier, typed = {}, [], {}
    for key, entry in _entries(found, "answers", dict, unread):
        answer = _answer(entry)
        if answer is None:
            unread[key] = entry
        else:
            answers[key] = answer
    for key, boxes in _entries(found, "typed", dict, unread):
        if isinstance(boxes, dict):
            typed[key] = {name: text for name, text in boxes.items() if isinstance(text, str)}
    for _at, entry in _entries(found, "earlier", list, unread):
        answer, key = _answer(entry), entry.get("key") if isinstance(entry, dict) else None
        if answer is not None and isinstance(key, str):
            earlier.append(Earlier(key, answer, str(entry.get("because", ""))))
    saved = found.get("saved")
    return Section(saved if isinstance(saved, str) else "", answers, tuple(earlier), typed, unread)


def _entries(found: dict[str, Any], name: str, kind: type, unread: dict[str, Any]) -> Iterable[tuple[Any, Any]]:
    entries = found.get(name, kind())
    if not isinstance(entries, kind):
        unread[name] = entries
        return ()
    return entries.items() if kind is dict else enumerate(entries)


def _answer(found: Any) -> Answer | None:
    kinds = {"question": str, "words": str, "done": bool}
    if not isinstance(found, dict) or "value" not in found:
        return None
    if not all(isinstance(found.get(name), kind) for name, kind in kinds.items()):
        return None
    changed = found.get("changed", "")
    changed = changed if isinstance(changed, str) else ""
    return Answer(found["question"], found["value"], found["words"], found["done"], changed)
