"""What a learner entered in a notebook: in memory by default, in a file only on Save."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from iopedu.course import storage
from iopedu.course.export import EXPORTS
from iopedu.course.language import _, _n
from iopedu.course.outline import notebook
from iopedu.course.storage import Answer, Document, Section, StorageProblem
from iopedu.course.text import allowed, counted

__all__ = ["FILE", "Workbook", "open_workbook"]

FILE = "my-iopedu-work.json"
TO_PRINT = _(
    "To print it, right-click it in the list of files, choose “Open in New Browser Tab”, and print from there."
)


class Workbook:
    """The answers of one notebook.

    Every method that touches the file returns one sentence for the learner, and raises
    `iopedu.course.storage.StorageProblem` with one when it could not do its work.

    Parameters
    ----------
    number : str
        The notebook's two digits.
    folder : path
        Where the file is; by default beside the notebook.

    Examples
    --------
    >>> work = Workbook("01")
    >>> work.put("why", "Why is a floor not a typical value?", "It is a minimum.", "It is a minimum.")
    >>> work
    Workbook of notebook 01: 1 answer in memory
    """

    def __init__(self, number: str, folder: str | Path = ".") -> None:
        self.notebook = notebook(number)
        self.path = Path(folder) / FILE
        self._answers: dict[str, Answer] = {}
        self._revision = 0
        self._loaded: Mapping[str, Answer] = {}
        self._listeners: dict[str, Callable[[], None]] = {}
        self._when_unsaved: Callable[[], None] = lambda: None

    @property
    def answers(self) -> Mapping[str, Answer]:
        """The answers in memory by key; change them with `put` and `drop`."""
        return MappingProxyType(self._answers)

    @property
    def unsaved(self) -> bool:
        """Whether memory holds something that was neither saved nor loaded."""
        return any(self._loaded.get(key) != answer for key, answer in self._answers.items())

    def put(self, key: str, question: str, value: Any, words: str, done: bool = True) -> None:
        """Keep an answer in memory; see `iopedu.course.storage.Answer` for the parts.

        Raises
        ------
        TypeError
            When ``value`` cannot be written as JSON.
        """
        json.dumps(value, allow_nan=False)
        was_saved = not self.unsaved
        self._answers[key] = Answer(question, value, words, done)
        if was_saved and self.unsaved:
            self._when_unsaved()

    def drop(self, key: str) -> None:
        """Forget one answer, if there is one."""
        self._answers.pop(key, None)

    def when_unsaved(self, tell: Callable[[], None]) -> None:
        """Call ``tell`` each time when something is entered after all was saved; one listener."""
        self._when_unsaved = tell

    def listen(self, key: str, refresh: Callable[[], None]) -> None:
        """Call ``refresh`` when the answers come from somewhere else; one listener for each key."""
        self._listeners[key] = refresh

    def tell(self, key: str) -> None:
        """Call those who listen to a part of one answer, under names that begin with its key and a slash."""
        for name, refresh in tuple(self._listeners.items()):
            if name.startswith(f"{key}/"):
                refresh()

    def _tell(self) -> None:
        for refresh in tuple(self._listeners.values()):
            refresh()

    def save(self) -> str:
        """Write the answers to the file.

        Raises
        ------
        StorageProblem
            Also when the same notebook was saved from another window meanwhile: nothing is overwritten.
        """
        with storage.alone(self.path):
            document, note = self._read_or_set_aside()
            theirs = document.sections.get(self.notebook.number, Section())
            if theirs.revision != self._revision:
                raise StorageProblem(
                    _(
                        "Not saved. {file} already holds answers to this notebook that are not loaded here, "
                        "saved {when}. Press Load first: it keeps what you entered here, "
                        "and adds what is saved. Then press Save again.",
                        file=self.path.name,
                        when=theirs.saved or _("earlier"),
                    )
                )
            now = datetime.now().isoformat(" ", "minutes")
            mine = Section(self._revision + 1, now, dict(self._answers))
            storage.write(self.path, Document({**document.sections, self.notebook.number: mine}).dumps())
        self._revision, self._loaded = mine.revision, mine.answers
        many = len(mine.answers)
        return note + _n("Saved {n} answer to {file}.", "Saved {n} answers to {file}.", many, file=self.path.name)

    def load(self, content: bytes | None = None) -> str:
        """Bring in saved answers. Where this session has an answer of its own, that one stays.

        Parameters
        ----------
        content : bytes, optional
            A workbook file from elsewhere; by default the file beside the notebook is read.
        """
        if content is None:
            document, note = self._read_or_set_aside()
        else:
            try:
                document, note = storage.parse(content), ""
            except StorageProblem as problem:
                says = _("This file was not loaded: {problem}. Nothing here has changed.", problem=problem)
                raise StorageProblem(says) from None
        theirs = document.sections.get(self.notebook.number)
        if theirs is None:
            return note + _("There are no saved answers to this notebook.")
        kept = sum(self._answers[key] != theirs.answers[key] for key in self._answers.keys() & theirs.answers.keys())
        added = len(theirs.answers.keys() - self._answers.keys())
        self._answers = {**theirs.answers, **self._answers}
        if content is None:
            self._revision, self._loaded = theirs.revision, theirs.answers
        self._tell()
        stays = _n(
            "{n} answer that you gave here since then stayed as you gave it.",
            "{n} answers that you gave here since then stayed as you gave it.",
            kept,
        )
        return note + _n("Loaded {n} answer.", "Loaded {n} answers.", added) + (f" {stays}" if kept else "")

    def erase(self) -> str:
        """Forget the answers of this notebook in memory; the file stays as it is."""
        self._answers, self._revision, self._loaded = {}, 0, {}
        self._tell()
        return _("Erased here. The saved file, if there is one, is unchanged.")

    def erase_everything(self) -> str:
        """Forget the answers and delete every file that iopedu wrote for this learner in this folder."""
        with storage.alone(self.path):
            stem = self.path.stem
            own = [self.path, *(self.path.with_suffix(suffix) for suffix, _render in EXPORTS.values())]
            # What was written from answers begins like their file; a learner's own files do not end like this.
            left = [f"{stem}-*{suffix}" for suffix in (".json", ".ics", ".html")]
            left += [f"{stem}.damaged-*.json", f".{stem}-*.tmp"]
            own += [file for pattern in left for file in self.path.parent.glob(pattern)]
            own = [file for file in own if file.exists()]
            try:
                for file in own:
                    file.unlink(missing_ok=True)
            except OSError as problem:
                says = _("{file} cannot be deleted: {problem}.", file=file.name, problem=problem.strerror)
                raise StorageProblem(says) from None
        self.erase()
        return _n(
            "Erased here, and {n} file deleted. Other open notebooks still hold theirs in memory.",
            "Erased here, and {n} files deleted. Other open notebooks still hold theirs in memory.",
            len(own),
        )

    def export(self, kind: str) -> str:
        """Write all answers, those of this notebook as they are now, in a form to read, print or count.

        Parameters
        ----------
        kind : {"Markdown", "CSV", "Printable page"}
            Which form.
        """
        if kind not in EXPORTS:
            raise StorageProblem(allowed(_("The kind of export"), kind, list(EXPORTS)))
        suffix, render = EXPORTS[kind]
        path = self.path.with_suffix(suffix)
        with storage.alone(self.path):
            storage.write(path, render(self.everything()))
        return _written(path)

    def write_beside(self, name: str, text: str) -> str:
        """Write a file beside the notebook, for a learner to print, open elsewhere or hand on.

        A name that begins like the workbook's own file marks answers of the learner: `erase_everything`
        deletes such a file too.
        """
        path = self.path.with_name(name)
        with storage.alone(self.path):
            storage.write(path, text)
        return _written(path)

    def everything(self) -> Document:
        """Return all answers: the saved ones, and those of this notebook as they are in memory.

        Raises
        ------
        StorageProblem
            When the file cannot be read.
        """
        try:
            sections = dict(storage.read(self.path).sections)
        except storage.DamagedFile:
            sections = {}
        mine = replace(sections.get(self.notebook.number, Section()), answers=dict(self._answers))
        return Document(dict(sorted({**sections, self.notebook.number: mine}.items())))

    def _read_or_set_aside(self) -> tuple[Document, str]:
        try:
            return storage.read(self.path), ""
        except storage.DamagedFile as problem:
            aside = storage.set_aside(self.path)
            self._revision = 0
            note = _(
                "The saved file was damaged ({problem}). It is kept as {aside}, and a new one takes its place.",
                problem=problem,
                aside=aside.name,
            )
            return Document(), f"{note} "
        except storage.NewerFile as problem:
            file = self.path.name
            says = _("{file} was left as it is: {problem}. Please update iopedu.", file=file, problem=problem)
            raise StorageProblem(says) from None

    def __repr__(self) -> str:
        return f"Workbook of notebook {self.notebook.number}: {counted(len(self._answers), 'answer')} in memory"


def _written(path: Path) -> str:
    said = _("Written to {file}, beside this notebook.", file=path.name)
    return f"{said} {TO_PRINT}" if path.suffix == ".html" else said


_open: dict[tuple[str, Path], Workbook] = {}


def open_workbook(number: str, folder: str | Path = ".") -> Workbook:
    """Return the workbook of a notebook: the same one each time in one kernel.

    Running all cells again therefore changes nothing that a learner entered.
    """
    key = (number, Path(folder).absolute())
    if key not in _open:
        _open[key] = Workbook(number, folder)
    return _open[key]
