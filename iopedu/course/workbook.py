"""What a learner entered in a notebook: in memory, and kept by itself in one file beside the notebook."""

from __future__ import annotations

import asyncio
import atexit
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from iopedu.course import storage
from iopedu.course.document import DamagedFile, Document, NewerFile, Section, StorageProblem, parse
from iopedu.course.export import EXPORTS
from iopedu.course.files import options
from iopedu.course.language import _, _n
from iopedu.course.memory import Answers, moment, now
from iopedu.course.outline import notebook

_SAYS = options("workbook.says")
FILE = "my-iopedu-work.json"
#: Seconds from a change to the file, and from a failed try to the next one.
SOON, AGAIN = 0.5, 5.0


class Workbook(Answers):
    """The answers of one notebook.

    Every method that touches the file returns one sentence for the learner, and raises
    `iopedu.course.document.StorageProblem` with one when it could not do its work.

    Parameters
    ----------
    number : str
        The notebook's two digits.
    folder : path
        Where the file is; by default beside the notebook.
    by_itself : bool
        Whether the file is read now, and what is entered is written without being asked for.

    Attributes
    ----------
    aside : list of Path
        Damaged files that were set aside in this folder.

    Examples
    --------
    >>> work = Workbook("01")
    >>> work.put("why", "Why is a floor not a typical value?", "It is a minimum.", "It is a minimum.")
    >>> work.answers["why"].words
    'It is a minimum.'
    """

    def __init__(self, number: str, folder: str | Path = ".", by_itself: bool = False) -> None:
        super().__init__()
        self.notebook = notebook(number)
        self.path = Path(folder) / FILE
        self.by_itself, self.keeping, self.problem = by_itself, True, ""
        self._base = Section()
        self._seen: Any = None
        self._timer: asyncio.TimerHandle | None = None
        self.told = False
        self.aside = self._set_aside()
        if by_itself:
            self.look()

    @property
    def unsaved(self) -> bool:
        """Whether memory holds something that is not in the file."""
        return replace(self._mine, saved=self._base.saved) != self._base

    @property
    def kept_at(self) -> str:
        """Hour and minute at which the file was written for this notebook, or nothing."""
        when = moment(self._mine.saved)
        return "" if when is None else f"{when.astimezone():%H:%M}"

    def changed(self) -> None:
        """Write in a moment what is new."""
        if self.by_itself and self.keeping:
            self._soon(SOON)

    # The file -----------------------------------------------------------------------------------------

    def _soon(self, seconds: float) -> None:
        """Write in a moment, or at once where nothing runs that could wait (a script)."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self.keep_now()
            return
        if self._timer is None:
            self._timer = loop.call_later(seconds, self.keep_now)

    def keep_now(self) -> None:
        """Write what is not in the file yet; what stands in the way is told in `problem`, and tried again."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if not (self.by_itself and self.keeping and self.unsaved):
            return
        try:
            self.save()
        except StorageProblem as problem:
            self.problem = str(problem)
            with suppress(RuntimeError):
                self._timer = asyncio.get_running_loop().call_later(AGAIN, self.keep_now)
        self._tell_watchers()

    def save(self) -> str:
        """Write the answers to the file, joined with what another window wrote there.

        Item by item, what only one side changed is taken from that side; where both changed the same item, the newer
        one shows and the other state stays in `earlier`. Nothing is written when the file says that nothing is to be
        kept here.
        """
        with storage.alone(self.path):
            document, note = self._read_or_set_aside()
            self._take(document)
            if not self.keeping:
                return note + self.state()
            self._mine = replace(self._mine, saved=now())
            self._write(document, self._mine)
        self.problem = note.strip()
        many = len(self._mine.answers)
        return note + _n("Saved {n} answer in {file}.", "Saved {n} answers in {file}.", many, file=self.path.name)

    def _write(self, document: Document, section: Section | None) -> None:
        """Write a document with this section in it, or without one; memory and file agree afterwards."""
        sections = {number: each for number, each in document.sections.items() if number != self.notebook.number}
        if section is not None:
            sections[self.notebook.number] = section
        self._put_down(replace(document, sections=dict(sorted(sections.items()))))
        self._base, self._seen = section or Section(), _stamp(self.path)

    def _put_down(self, document: Document) -> None:
        # A link (into a folder that is synchronized, say) stays a link.
        storage.write(self.path.resolve(), document.dumps())

    def look(self) -> None:
        """Take in what another window wrote since the last look; what stands in the way is told in `problem`."""
        stamp = _stamp(self.path)
        if stamp == self._seen:
            return
        try:
            self._take(storage.read(self.path))
            self._seen, self.problem = stamp, ""
        except NewerFile as problem:
            self.problem = self._newer(problem)
        except DamagedFile as problem:
            self.problem = _("The saved file is damaged ({problem}). It will be set aside.", problem=problem)
        except StorageProblem as problem:
            self.problem = str(problem)
        if self.by_itself and self.keeping and self.unsaved:
            self._soon(SOON)
        self._tell_watchers()

    def _newer(self, problem: StorageProblem) -> str:
        file = self.path.name
        return _("{file} was left as it is: {problem}. Please update iopedu.", file=file, problem=problem)

    def _take(self, document: Document) -> None:
        """Join what the file holds into memory."""
        self.keeping = document.keep
        theirs = document.sections.get(self.notebook.number, Section())
        # A file that is gone was not emptied by anybody: what is in memory stays, and is written anew.
        base = self._base if self.path.exists() else Section()
        before = self._mine.answers
        self._mine = self._joined(base, theirs)
        self._base = theirs
        self._tell_joined(before)

    def keep_here(self, keep: bool) -> str:
        """Turn keeping on or off for all notebooks of this folder; what was kept so far stays until it is erased."""
        with storage.alone(self.path):
            document, _note = self._read_or_set_aside()
            self._take(document)
            self.keeping = keep
            held = document.sections.get(self.notebook.number)
            if keep:
                self._mine = replace(self._mine, saved=now())
            self._write(replace(document, keep=keep), self._mine if keep else held)
        self.problem = ""
        self._tell_watchers()
        return self.state()

    def state(self) -> str:
        """Say where the answers are, in one sentence."""
        if self.problem:
            return _SAYS["problem"].format(problem=self.problem)
        if not self.keeping:
            return _SAYS["not kept"]
        if not self._mine.answers and not self._mine.typed:
            return _("Nothing entered here yet.")
        if self.unsaved or not self.kept_at:
            return _("Not saved yet.")
        return _("Saved on this computer at {time}.", time=self.kept_at)

    def load(self, content: bytes) -> str:
        """Join the answers to this notebook from a file from elsewhere, item by item.

        Where both have something different, the newer one shows and the other one stays in `earlier`.

        Parameters
        ----------
        content : bytes
            A workbook file.
        """
        try:
            document = parse(content)
        except StorageProblem as problem:
            says = _("This file could not be read: {problem}. Nothing here has changed.", problem=problem)
            raise StorageProblem(says) from None
        theirs = document.sections.get(self.notebook.number)
        if theirs is None or not theirs.answers:
            return _("That file has no answers for this notebook.")
        before, gave_way = self._mine, len(self._mine.earlier)
        self._mine = replace(self._joined(None, theirs), saved=before.saved, unread=before.unread)
        changed = self._tell_joined(before.answers)
        self._changed()
        said = _n("{n} answer added from the file.", "{n} answers added from the file.", len(changed))
        more = _("Where both had an answer, the newer one is shown; the other is among the earlier versions.")
        return f"{said} {more}" if len(self._mine.earlier) > gave_way else said

    # Erasing ------------------------------------------------------------------------------------------

    def erase(self) -> str:
        """Forget the answers of this notebook with their earlier versions, here and in the file."""
        with storage.alone(self.path):
            if self.path.exists():
                document, _note = self._read_or_set_aside()
                self._write(document, None)
        self._forget()
        return _("The answers for this notebook have been erased, here and in the file.")

    def own_files(self) -> list[Path]:
        """Return the files that iopedu wrote for this learner in this folder, besides the one with the answers.

        What other learners handed on may lie in the same folder: only names that are in the file count, and those
        that earlier versions gave to copies of all answers.
        """
        stem, folder = self.path.stem, self.path.parent
        names = {f"{stem}{suffix}" for suffix, _render in EXPORTS.values()} | {f"{stem}-plan.html"}
        with suppress(StorageProblem):
            names |= {name for name in storage.read(self.path).files if name.startswith(stem)}
        found = {folder / name for name in names if Path(name).name == name}
        numbered = (file for file in folder.glob(f"{stem}-[0-9][0-9]*") if file.suffix in (".html", ".md", ".csv"))
        found |= {*folder.glob(f"{stem}-case-*.html"), *folder.glob(f"{stem}-*.ics"), *numbered, *self._set_aside()}
        return sorted(file for file in found if file.is_file() and file != self.path)

    def erase_everything(self) -> str:
        """Forget all answers of all notebooks, and delete the `own_files`.

        The file itself stays, empty: it tells other open notebooks not to write their answers again.
        """
        own = self.own_files()
        with storage.alone(self.path):
            try:
                for file in own:
                    file.unlink(missing_ok=True)
            except OSError as problem:
                says = _("{file} cannot be deleted: {problem}.", file=file.name, problem=problem.strerror)
                raise StorageProblem(says) from None
            self._write(Document(keep=self.keeping), None)
        self.aside = []
        self._forget()
        return _n(
            "All answers were erased, and {n} file was deleted. {file} is still there, but it is empty.",
            "All answers were erased, and {n} files were deleted. {file} is still there, but it is empty.",
            len(own),
            file=self.path.name,
        )

    def _forget(self) -> None:
        keys, self._mine = self._mine.answers, Section()
        self.problem = ""
        self._changed(*keys)

    # Copies to read, print, or hand on ----------------------------------------------------------------

    def write_beside(self, name: str, text: str) -> str:
        """Write a file beside the notebook, for a learner to print, open elsewhere or hand on.

        A name that begins like the workbook's own file marks answers of the learner: `erase_everything`
        deletes such a file too.
        """
        path = self.path.with_name(name)
        with storage.alone(self.path):
            storage.write(path, text)
            if name.startswith(self.path.stem):
                document, _note = self._read_or_set_aside()
                if name not in document.files:
                    self._put_down(replace(document, files=(*document.files, name)))
        return _("Saved in {file}, in the same folder as this notebook.", file=path.name)

    def everything(self, key: str | None = None) -> Document:
        """Return all answers: the kept ones, and those of this notebook as they are in memory; or one of these.

        Raises
        ------
        StorageProblem
            When the file cannot be read.
        """
        if key is not None:
            return Document({self.notebook.number: Section(answers={key: self._mine.answers[key]})})
        try:
            sections = dict(storage.read(self.path).sections)
        except DamagedFile:
            sections = {}
        return Document(dict(sorted({**sections, self.notebook.number: self._mine}.items())))

    def _set_aside(self) -> list[Path]:
        """Look for the damaged files that were set aside in this folder."""
        return sorted(self.path.parent.glob(f"{self.path.stem}.damaged-*.json"))

    def _read_or_set_aside(self) -> tuple[Document, str]:
        try:
            return storage.read(self.path), ""
        except DamagedFile as problem:
            aside = storage.set_aside(self.path)
            self.aside = self._set_aside()
            note = _SAYS["aside"].format(problem=problem, aside=aside.name)
            return Document(keep=self.keeping), f"{note} "
        except NewerFile as problem:
            raise StorageProblem(self._newer(problem)) from None


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


_open: dict[tuple[str, Path], Workbook] = {}


def open_workbook(number: str, folder: str | Path = ".") -> Workbook:
    """Return the workbook of a notebook, which keeps itself: the same one each time in one kernel.

    Running all cells again therefore changes nothing that a learner entered.
    """
    key = (number, Path(folder).absolute())
    if key not in _open:
        _open[key] = Workbook(number, folder, by_itself=True)
        atexit.register(_open[key].keep_now)
    return _open[key]


def opened() -> tuple[Workbook, ...]:
    """Return the workbooks that were opened in this kernel."""
    return tuple(_open.values())
