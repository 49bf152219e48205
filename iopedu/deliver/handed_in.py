"""What learners handed in: folders and zip files, read in memory and within limits, and whose each file is."""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import partial
from io import BytesIO
from itertools import islice
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from time import mktime
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile, ZipInfo

from iopedu.care.classroom import Submission, read_submission
from iopedu.course.document import MAX_BYTES
from iopedu.course.language import _, _n
from iopedu.course.text import printable
from iopedu.teaching.results import Results, read_results

#: So many files are looked at, so many bytes unpacked, and so many zip files opened inside of each other: a thousand
#: learners fit, and a zip file that was made to fill a computer does not.
MOST_FILES, MOST_UNPACKED, DEEPEST = 10_000, 1_000_000_000, 3
#: So many files are named for one reason.
_NAMED = 10
#: How Moodle and Canvas name what they hand out.
_MOODLE = re.compile(r"(?P<who>.+)_(?P<number>\d+)_assignsubmission_")
_CANVAS = re.compile(r"(?:.+?_)??(?P<number>\d{2,}|anon_[^\W_]+)_\d{2,}_")
#: What the course itself adds to a name, and a browser to the name of a second download.
_ADDED = re.compile(r"-(?:results|placements)(?:-\d{1,4})?(?=$| \()")
_AGAIN = re.compile(r"(?<=my-iopedu-work) \(\d+\)$")
_DAMAGED = (OSError, RuntimeError, EOFError, BadZipFile, zlib.error, LZMAError)


class Handed(NamedTuple):
    """One file: where it lay, when it was written, which kind it is, and what it says."""

    name: str
    at: float
    kind: bytes
    holds: Results | Submission

    @property
    def folder(self) -> str:
        """The folder or zip file that it lies in; empty for what lies in none."""
        return self.name.rpartition("/")[0]


class Reader:
    """Reads what was handed in, and remembers what it passed over and why.

    Parameters
    ----------
    page : str
        Name of the page that was made of it earlier.
    """

    def __init__(self, page: str) -> None:
        self._page = page
        self._seen, self._left = 0, MOST_UNPACKED
        self._why: dict[str, list[str]] = defaultdict(list)
        self._others: Counter[str] = Counter()

    @property
    def passed_over(self) -> tuple[str, ...]:
        """Sentences on what was not read. They name files, so they are for the screen of the teacher only."""
        said = []
        for why, names in self._why.items():
            said += [_("{file} was not read. {problem}", file=name, problem=why) for name in names[:_NAMED]]
            if len(names) > _NAMED:
                said.append(
                    _n("And {n} more for the same reason.", "And {n} more for the same reason.", len(names) - _NAMED)
                )
        if self._others:
            kinds = ", ".join(f"{printable(kind)} ({many})" for kind, many in sorted(self._others.items()))
            said.append(_("Skipped, because answers come in .json, .txt and .zip files: {kinds}.", kinds=kinds))
        return tuple(said)

    def read(self, place: Path) -> Iterator[Handed]:
        """Yield what can be read in a folder and all that is in it, or in a zip file; nothing is unpacked to a disk."""
        if place.is_file():
            yield from self._zip("", place, 0)
            return
        found = (file for file in place.rglob("*") if file.is_symlink() or file.is_file())
        shown = (file for file in found if file.name != self._page and not _hidden(str(file.relative_to(place))))
        for file in sorted(islice(shown, MOST_FILES + 1)):
            name = file.relative_to(place).as_posix()
            if file.is_symlink():
                self._pass(name, _("It is a link to another location."))
            elif file.suffix.lower() == ".zip":
                yield from self._zip(name, file, 0)
            else:
                about = file.stat()
                yield from self._file(name, about.st_size, about.st_mtime, file.read_bytes, 0)

    def _pass(self, name: str, why: str) -> None:
        self._why[why].append(printable(name))

    def _file(self, name: str, size: int, at: float, load: Callable[[], bytes], deep: int) -> Iterator[Handed]:
        ending = PurePosixPath(name).suffix.lower()
        self._seen += 1
        if self._seen > MOST_FILES:
            if self._seen == MOST_FILES + 1:
                self._pass(
                    name, _("There are more than {most} files; nothing after this point was read.", most=MOST_FILES)
                )
            return
        if ending not in (".json", ".txt", ".zip"):
            self._others[ending or PurePosixPath(name).name] += 1
            return
        try:
            if size > min(MAX_BYTES, self._left):
                raise ValueError(_("It is too large."))
            content = load()
            self._left -= len(content)
            if ending == ".zip":
                yield from self._zip(name, BytesIO(content), deep + 1)
                return
            kind = next((kind for kind in (b"placements", b"work") if b"iopedu-" + kind in content[:200]), b"results")
            yield Handed(name, at, kind, (read_submission if kind == b"placements" else read_results)(content))
        except _DAMAGED:
            self._pass(name, _("It is damaged or password-protected."))
        except ValueError as problem:
            self._pass(name, str(problem))

    def _zip(self, name: str, source: Path | BytesIO, deep: int) -> Iterator[Handed]:
        if deep >= DEEPEST:
            self._pass(name, _("It is nested too deeply, in a zip file inside a zip file."))
            return
        try:
            archive = ZipFile(source)
        except (*_DAMAGED, ValueError):
            self._pass(name or str(source), _("It is not a complete zip file."))
            return
        with archive:
            for inside in sorted(archive.infolist(), key=lambda inside: inside.filename):
                path = PurePosixPath(name, inside.filename.replace("\\", "/").lstrip("/"))
                if ".." in path.parts:
                    self._pass(str(path), _("Its name points outside the folder."))
                elif not inside.is_dir() and not _hidden(inside.filename) and self._seen <= MOST_FILES:
                    at = mktime((*inside.date_time, 0, 0, -1))
                    yield from self._file(str(path), inside.file_size, at, partial(_unpack, archive, inside), deep)


def _unpack(archive: ZipFile, inside: ZipInfo) -> bytes:
    with archive.open(inside) as file:  # the size in the list may be a lie
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise ValueError(_("It is too large."))
    return content


def _hidden(name: str) -> bool:
    return any((part[:1] == "." and part != "..") or part == "__MACOSX" for part in PurePosixPath(name).parts)


# Whose it is --------------------------------------------------------------------------------------------


def by_person(files: Sequence[Handed]) -> list[list[Handed]]:
    """Return the files of each person, the oldest first.

    Whose a file is says its name where an LMS gave it; else the number in it; else the folder in which it lies with no
    other of its kind; else its own name.
    """
    lms = [_named_by_lms(file.name) for file in files]
    ids: dict[tuple[str, str], set[str]] = defaultdict(set)
    for where, who, number in filter(None, lms):
        ids[where, who].add(number)
    namesakes = {who for (_where, who), found in ids.items() if len(found) > 1}
    kinds = Counter((file.folder, file.kind) for file in files)
    crowded = {folder for (folder, _kind), many in kinds.items() if many > 1}
    keys: list[Hashable] = []
    owners, labels = defaultdict(set), defaultdict(set)
    for file, named in zip(files, lms, strict=True):
        where, who, number = named or ("", "", "")
        if not named:
            keys.append(_by_place(file, file.folder in crowded))
        else:  # Moodle numbers a person anew for each assignment, so there the name says more than the number
            keys.append(("LMS", who) if who and who not in namesakes else ("LMS", where, number))
        if file.holds.label:
            labels[keys[-1]].add(file.holds.label)
            owners[file.holds.label] |= {keys[-1]} if named else set()
    found: dict[Hashable, list[Handed]] = defaultdict(list)
    for file, key, named in sorted(zip(files, keys, lms, strict=True), key=lambda each: (each[0].at, each[0].name)):
        label = file.holds.label or (min(labels[key]) if len(labels[key]) == 1 else "")
        if label and not named:
            key = min(owners[label]) if len(owners[label]) == 1 else ("number", label)
        found[key].append(file)
    return list(found.values())


def _named_by_lms(name: str) -> tuple[str, str, str] | None:
    """Return where a person's files lie, the name and the number, as far as the LMS says them."""
    parts = PurePosixPath(name).parts
    for at, part in enumerate(parts):
        if found := _MOODLE.match(part):
            return "/".join(parts[:at]), found["who"], found["number"]
        if found := _CANVAS.match(part):
            return "", "", found["number"]
    return None


def _by_place(file: Handed, crowded: bool) -> Hashable:
    if file.folder and not crowded:
        return file.folder
    stem = _ADDED.sub("", PurePosixPath(file.name).stem.removesuffix(".json"))
    own = file.folder and not file.folder.lower().endswith(".zip")
    return file.folder, _AGAIN.sub("", stem) if own else stem
