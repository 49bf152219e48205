"""Forms in which something is typed: what cannot be read yet stays in its box; and lists of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import ipywidgets as widgets

from iopedu.course.language import _
from iopedu.course.text import within
from iopedu.course.waiting import people_come_first
from iopedu.forms.base import STAYS, Form, Record
from iopedu.forms.parts import button, close, group, row

Fields = dict[str, widgets.Widget]
#: A dropdown whose value is None shows nothing, so "" stands for what is not chosen.
UNSET = _("Not set")


def line(description: str, hint: str = "") -> widgets.Text:
    """Return a box for one line of text, which may stay empty."""
    made = widgets.Text(description=description, placeholder=hint, continuous_update=False)
    made.add_class("iop-wrap")  # a long name stands above its box where there is no room beside it
    return made


def brief(description: str) -> widgets.Textarea:
    """Return a box for a line or two, which may stay empty."""
    made = widgets.Textarea(description=description, rows=2, continuous_update=False)
    made.add_class("iop-brief")
    return made


def in_columns(*fields: widgets.Widget) -> widgets.Box:
    """Return short controls side by side, as many as fit."""
    box = widgets.Box(fields)
    box.add_class("iop-columns")
    return box


def in_pairs(*fields: widgets.Widget) -> widgets.Box:
    """Return controls two by two, or one below the other where there is no room."""
    box = widgets.Box(fields)
    box.add_class("iop-halves")
    return box


def _is_empty(fields: Fields) -> bool:
    return all(field.value == "" for field in fields.values())


class Typed(Form[Record]):
    """A form whose boxes hold what was typed, also when it cannot be read yet.

    The record is what the boxes say as soon as all of them can be read; until then it stays as it was,
    and so do the boxes.
    """

    _shown: Any = None

    def made(self) -> Record:
        """Return what the boxes say; raises ValueError with a sentence when one of them cannot be read."""
        raise NotImplementedError

    def _changed(self) -> None:
        def said(record: str) -> str:
            kept = self.keep is not None
            return _("Kept: {record}.", record=record) if kept else _("Now showing: {record}.", record=record)

        self._tell(said)

    def _tell(self, said: Callable[[str], str]) -> None:
        """Take what the boxes say, and say so; ``said`` makes the sentence from the record in short."""

        def made() -> Record:
            try:
                return self.made()
            except ValueError as problem:
                raise ValueError(f"{problem} {STAYS}") from None

        if self.try_record(made):
            with people_come_first(self.first.waits):
                self.say(said(repr(self.record)))

    def _is_typed(self) -> bool:
        """Whether the boxes may stay: they say the record, or are being put right while it stays."""
        try:
            self.check_boxes()
            return self.made() == self.record
        except ValueError:
            return self.keep is not None and self.key in self.keep.answers and self.record == self._shown

    def _keep(self) -> None:
        if self.keep is None:
            return
        if self.record == self._blank:
            self.keep.drop(self.key)
        else:
            self.keep.put(self.key, self.question(), self.to_json(), self.describe(), self.record.ready)


class Rows(Typed[Record]):
    """A form whose record is a list: rows to add, move and remove."""

    FIRST = 3
    MOST = 14
    ROW = _("Row")
    #: How the short fields of a row stand side by side.
    beside = staticmethod(in_columns)

    def __init__(
        self,
        title: str,
        record: Record,
        above: Iterable[widgets.Widget],
        below: Iterable[widgets.Widget] = (),
        after: Iterable[widgets.Widget] = (),
        **options: Any,
    ) -> None:
        self.rows: list[Fields] = []
        self._boxes: list[widgets.VBox] = []
        self.list = widgets.VBox()
        self.view = widgets.HTML()
        self.pick = widgets.Dropdown(description=_("{row} to change", row=self.ROW))
        self.add = button(_("Add a {row}", row=self.ROW.lower()), self._add)
        self.up = button(_("Move it up"), lambda: self._move(-1))
        self.down = button(_("Move it down"), lambda: self._move(1))
        self.remove = button(_("Remove it"), self._remove)
        body = [*above, self.list, row(self.add, self.pick, self.up, self.down, self.remove), *below]
        super().__init__(title, record, body, after=[self.view, *after], **options)

    # What each form fills in ------------------------------------------------------------------------

    def new_row(self) -> Fields:
        """Return the controls of one empty row."""
        raise NotImplementedError

    def read_row(self, fields: Fields) -> Any:
        """Return what one row says; raises ValueError with a sentence."""
        raise NotImplementedError

    def entries(self) -> tuple[Any, ...]:
        """Return the parts of the record, one for each row."""
        raise NotImplementedError

    def gathered(self, entries: tuple[Any, ...]) -> Record:
        """Return the record that holds these entries."""
        raise NotImplementedError

    def draw(self, record: Record) -> str:
        """Return the record as a picture and in words, as HTML."""
        raise NotImplementedError

    def write_row(self, fields: Fields, entry: Any) -> None:
        """Write one entry to its row."""
        for name, field in fields.items():
            value = getattr(entry, name)
            known = "" if value is None else value
            field.value = known if isinstance(field, widgets.Dropdown) else str(known)

    # Rows -------------------------------------------------------------------------------------------

    def made(self) -> Record:
        found = []
        for at, fields in enumerate(self.rows, 1):
            if not _is_empty(fields):
                with within(f"{self.ROW} {at}"):
                    found.append(self.read_row(fields))
        return self.gathered(tuple(found))

    def _show(self) -> None:
        if not self.rows or not self._is_typed():
            self._fill()
        self._shown = self.record
        self.view.value = self.draw(self.record)

    def _fill(self) -> None:
        self.say()
        entries = self.entries()
        while self.rows:
            self._take(0)
        for at in range(max(len(entries), self.FIRST if self.keep is not None else 0, 1)):
            self._append(entries[at] if at < len(entries) else None)
        self._number()

    def _append(self, entry: Any = None) -> None:
        fields = self.new_row()
        if entry is not None:
            self.write_row(fields, entry)
        self.observe_controls(fields.values(), self._changed)
        self.rows.append(fields)
        # What is written in words gets a line of its own; the rest stands side by side.
        first, *between, last = fields.values()
        self._boxes.append(group(self.ROW, first, self.beside(*between), last, look="stack"))

    def _take(self, at: int) -> None:
        self.rows.pop(at)
        close(self._boxes.pop(at))

    def _number(self, chosen: int = 0) -> None:
        """Name the rows by their place, and choose one of them."""
        names = [f"{self.ROW} {at}" for at in range(1, len(self.rows) + 1)]
        for name, box in zip(names, self._boxes, strict=True):
            box.children[0].value = name
        self.list.children = tuple(self._boxes)
        self.pick.options = [(name, at) for at, name in enumerate(names)]
        self.pick.value = min(chosen, len(names) - 1) if names else None

    def _add(self, write: Callable[[Fields], None] | None = None) -> None:
        empty = [at for at, fields in enumerate(self.rows) if write is not None and _is_empty(fields)]
        if len(self.rows) >= self.MOST and not empty:
            self.say(
                _("There are {most} rows already, which is the most. Change or remove one.", most=self.MOST), warn=True
            )
            return
        if not empty:
            self._append()
        at = empty[0] if empty else len(self.rows) - 1
        if write is not None:
            with self.quietly():
                write(self.rows[at])
        self._number(at)
        now = {"row": self.ROW, "number": at + 1}
        self._tell(lambda record: _("{row} {number} is new. {record}.", **now, record=record))

    def _move(self, step: int) -> None:
        at = self.pick.value
        to = -1 if at is None else at + step
        if not 0 <= to < len(self.rows):
            self.say(_("There is no place in that direction: it is the first or the last one."), warn=True)
            return
        for kept in (self.rows, self._boxes):
            kept.insert(to, kept.pop(at))
        self._number(to)
        now = {"row": self.ROW, "number": at + 1, "same": self.ROW.lower(), "place": to + 1}
        self._tell(lambda record: _("{row} {number} is now {same} {place}. {record}.", **now, record=record))

    def _remove(self) -> None:
        at = self.pick.value
        if at is None:
            self.say(_("There is no row to remove."), warn=True)
            return
        self._take(at)
        if not self.rows:
            self._append()
        self._number(at)
        now = {"row": self.ROW, "number": at + 1}
        said = _("{row} {number} is removed; what was below it moved up.", **now)
        self._tell(lambda record: f"{said} {record}.")
