"""A folder with a copy of the course, filled and renewed without touching a learner's changes; how editions differ."""

from __future__ import annotations

import hashlib
import json
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from difflib import SequenceMatcher
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from filelock import FileLock, Timeout

from iopedu.course import storage
from iopedu.course.campus import campus
from iopedu.course.document import StorageProblem
from iopedu.course.files import options, shipped
from iopedu.course.language import _, _n
from iopedu.course.text import listed
from iopedu.deliver.copies import KINDS, contents

_HEADING = re.compile(r"^#{1,2} +(.+?) *$", re.MULTILINE)


def cells(content: bytes) -> str | None:
    """Return the hashes of a notebook's sources, cell by cell, with a blank between.

    Outputs, counts, metadata, ids and the layout of the JSON are the work of programs. So is the empty cell that
    JupyterLab adds after the last one: cells without a text are passed over.

    Returns
    -------
    str or None
        Nothing where it cannot be read as a notebook.

    Examples
    --------
    >>> cells(b'{"cells": [{"cell_type": "code", "source": "1 + 1", "outputs": []}]}')
    '321d3f61a518'
    >>> cells(b"my notes") is None
    True
    """
    try:
        return " ".join(map(_hash, _filled(content)))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def difference(before: str, content: bytes) -> str:
    """Say how many cells are other in a notebook than in an earlier edition of it, and in which parts.

    Parameters
    ----------
    before : str
        `cells` of the earlier edition.
    content : bytes
        The notebook as it is now.
    """
    now = _filled(content)
    changed, where = 0, []
    for kind, start, end, first, last in SequenceMatcher(
        None, before.split(), list(map(_hash, now)), False
    ).get_opcodes():
        if kind != "equal":
            changed += max(end - start, last - first)
            where += range(first, max(last, first + 1))
    parts = _parts(now)
    named = dict.fromkeys(parts[min(at, len(parts) - 1)] for at in where if parts)
    return _n(
        "{n} of {many} cells has changed, in {parts}",
        "{n} of {many} cells have changed, in {parts}",
        changed,
        many=len(now),
        parts=listed((f"“{part}”" for part in named), _("and")),
    )


def _filled(content: bytes) -> list[dict[str, Any]]:
    return [cell for cell in json.loads(content)["cells"] if _source(cell).strip() or cell.get("attachments")]


def _source(cell: dict[str, Any]) -> str:
    return "\n".join("".join(cell["source"]).splitlines())


def _hash(cell: dict[str, Any]) -> str:
    held = [cell["cell_type"], _source(cell).rstrip(), cell.get("attachments") or {}]
    return hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()[:12]


def _parts(found: Iterable[dict[str, Any]]) -> list[str]:
    """Return for each cell the heading that it stands under."""
    parts = [""]
    for cell in found:
        heading = _HEADING.search(_source(cell)) if cell["cell_type"] == "markdown" else None
        parts.append(heading[1] if heading else parts[-1])
    return parts[1:]


#: What was written, file by file.
RECORD = ".iopedu-copied.json"
LOCK = ".iopedu-copied.lock"
#: Seconds to wait for another program that copies to the same folder.
PATIENCE = 30
#: Notebooks hold nothing of a learner: the system's own rule decides who may read them.
_MODE = 0o666
_WHERE, _NAMES, _BESIDE = (options(f"folder.{name}") for name in ("where", "kinds", "beside"))
NEW, RENEWED = "new", "renewed"


class Written(NamedTuple):
    """What the course wrote to a file.

    Parameters
    ----------
    file : str
        The checksum of all of it.
    cells : str or None
        The hashes of its cells; earlier versions of the course did not note them.
    """

    file: str
    cells: str | None

    @classmethod
    def of(cls, content: bytes) -> Written:
        """Describe what is, or will be, in a file."""
        return cls(hashlib.sha256(content).hexdigest(), cells(content))

    @classmethod
    def read(cls, entry: Any) -> Written | None:
        """Read an entry of the record, also one of an earlier version: the checksum alone."""
        held = entry if isinstance(entry, dict) else {"file": entry}
        found = cls(held.get("file"), held.get("cells"))
        return found if isinstance(found.file, str) and isinstance(found.cells, str | None) else None

    def same(self, other: Written | None) -> bool:
        """Whether nobody changed anything from one to the other."""
        if other is None:
            return False
        return self.file == other.file or (self.cells is not None and self.cells == other.cells)


def copy(folder: Path, kind: str = "") -> list[str]:
    """Copy the notebooks to a folder and return what was done, in sentences.

    A notebook that was only run is replaced by its newer edition. One that a learner changed is never touched: the
    newer edition is put beside it, once, with what is new in it. Each file is there whole or not at all, also when the
    computer stops in the middle.

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
    StorageProblem
        When a file cannot be written, or another program copies to this folder and does not end.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        there_is = kind_of(folder)
        kind = kind or there_is or "course"
        if there_is not in ("", kind):
            told = {"folder": folder, "found": _NAMES[there_is], "wanted": _NAMES[kind]}
            raise ValueError(
                _("{folder} contains the {found} copy. Choose a different folder for the {wanted} copy.", **told)
            )
        copied = {
            name: written for name, entry in _read_record(folder / RECORD).items() if (written := Written.read(entry))
        }
        files = contents(kind, shipped("notebooks"))
        outcomes = {name: _bring(folder / name, content, copied) for name, content in files.items()}
        gone = [name for name in copied.keys() - files.keys() if _take_out(folder / name, copied)]
        entries = {name: written._asdict() for name, written in copied.items()}
        storage.write(folder / RECORD, json.dumps({**entries, "copy": kind}, indent=1), _MODE)
    said = [_WHERE[kind].format(folder=folder.resolve())]
    new = list(outcomes.values()).count(NEW)
    if new:
        many = _n("Copied {n} file.", "Copied {n} files.", new)
        said += [many if kind == "instructor" else _n("Copied {n} notebook.", "Copied {n} notebooks.", new)]
    renewed = [name for name, outcome in outcomes.items() if outcome == RENEWED]
    said += [_("Updated: {notebooks}.", notebooks=", ".join(renewed))] if renewed else []
    if gone:
        says = _("Removed (not part of this course): {notebooks}.", notebooks=", ".join(sorted(gone)))
        said.append(says)
    return said + [outcome for outcome in outcomes.values() if outcome not in ("", NEW, RENEWED)]


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder for one copying at a time, and tidy up what a killed one left."""
    _there(folder / LOCK)
    lock = FileLock(folder / LOCK, timeout=PATIENCE)
    try:
        lock.acquire()
    except Timeout:
        busy = _("Another program is copying the course to {folder} and has not finished. Try again in a moment.")
        raise StorageProblem(busy.format(folder=folder)) from None
    try:
        for name in [RECORD, *(file.name for file in shipped("notebooks").iterdir())]:
            for left_over in folder.glob(f".{Path(name).stem}*-*.tmp"):
                left_over.unlink(missing_ok=True)
        yield
    finally:
        lock.release()


def _bring(target: Path, content: bytes, copied: dict[str, Written]) -> str:
    """Bring one file up to date, note what was written, and return what was done or what to say."""
    edition, was = Written.of(content), copied.get(target.name)
    try:
        there = _there(target)
        if there is None:
            outcome = NEW
        elif there.same(was):
            outcome = RENEWED if was.file != edition.file else ""
        elif there.same(edition) or edition.same(was):
            outcome = ""
        else:
            return _bring_beside(target, content, copied)
    except _NoFileError as problem:
        return str(problem)
    if outcome:
        _write(target, content)
    copied[target.name] = edition
    return outcome


def _take_out(target: Path, copied: dict[str, Written]) -> bool:
    """Remove a notebook that is not taught any more, where nobody changed it, and return whether it is gone."""
    ours = target.name in {file.name for file in shipped("notebooks").iterdir()}
    with suppress(_NoFileError):
        if ours and campus() is not None and (there := _there(target)) and there.same(copied[target.name]):
            target.unlink()
            del copied[target.name]
            return True
    return False


def _bring_beside(target: Path, content: bytes, copied: dict[str, Written]) -> str:
    """Put an edition beside what a learner changed, and return the sentence on it; nothing when it was there."""
    edition, was = Written.of(content), copied.get(target.name)
    for number in count(1):
        name = f"{target.stem} (new edition{f' {number}' if number > 1 else ''}){target.suffix}"
        beside, noted = target.with_name(name), copied.get(name)
        if edition.same(noted):
            return ""
        there = _there(beside)
        if there is None or there.same(noted) or there.same(edition):
            break
    _write(beside, content)
    copied[name] = edition
    known = was is not None and was.cells is not None and edition.cells is not None
    change = difference(was.cells, content) if known else ""
    return _BESIDE["changed" if known else "unknown"].format(notebook=target.name, beside=name, change=change)


class _NoFileError(StorageProblem):
    """Something else than a file has the name of one; the message says so."""


def _there(target: Path) -> Written | None:
    """Return what is in a file, or nothing where there is none; no link is followed."""
    try:
        ordinary = stat.S_ISREG(target.lstat().st_mode)
    except FileNotFoundError:
        return None
    if ordinary:
        return Written.of(target.read_bytes())
    says = _(
        "{name} was not copied: a link, a folder or something else already has that name. Rename it to get the file."
    )
    raise _NoFileError(says.format(name=target.name))


def _write(target: Path, content: bytes) -> None:
    """Write a file of ours, and sign it: then JupyterLab shows its stored tables and figures before it is run."""
    storage.write(target, content.decode(), _MODE)
    if target.suffix != ".ipynb" or find_spec("nbformat") is None:
        return
    import nbformat
    from nbformat.sign import NotebookNotary

    notary = NotebookNotary()
    notary.sign(nbformat.reads(content.decode(), as_version=4))
    notary.store.close()


def _read_record(record: Path) -> dict[str, Any]:
    """Return the record; an empty one where it is lost or damaged."""
    try:
        if _there(record) is None:
            return {}
        found = json.loads(record.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def kind_of(folder: Path) -> str:
    """Return which copy a folder holds: as its record says, or as its notebooks say when the record was not handed on.

    Returns
    -------
    str
        One of `KINDS`, or nothing where the folder holds none of our notebooks.
    """
    record = _read_record(folder / RECORD)
    if record.get("copy") in list(KINDS):
        return record["copy"]
    there = [folder / file.name for file in shipped("notebooks").iterdir()]
    there = [file for file in there if file.is_file() and not file.is_symlink()]
    return "student" if any(map(_is_for_students, there)) else "course" if there or record else ""


def _is_for_students(file: Path) -> bool:
    try:
        return json.loads(file.read_bytes())["metadata"]["iopedu"]["copy"] == "student"
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return False
