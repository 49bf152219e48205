"""Forms whose record holds a list: rows to add, move and remove."""

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from iopedu.course.language import _
from iopedu.course.record import Record as Entry
from iopedu.course.text import within
from iopedu.course.workbook import Workbook
from iopedu.forms.base import Record
from iopedu.forms.described import Described, Fields, asked, controls, entered, write_all
from iopedu.forms.parts import button, close, group, in_columns, row


def _is_empty(fields: Fields) -> bool:
    return all(field.value == "" for field in fields.values())


class DescribedRows(Described[Record]):
    """A form whose record holds a list of records, a row for each, and some fields above it.

    Parameters
    ----------
    keep : Workbook, optional
        Where the record is kept.
    record : Record, optional
        For a worked example: what it shows.
    """

    #: The field that holds the list.
    ENTRIES = ""
    FIRST = 3
    #: How the short fields of a row stand side by side.
    beside = staticmethod(in_columns)

    def __init__(self, keep: Workbook | None = None, record: Record | None = None) -> None:
        asks = self.RECORD.asks()
        self.of = asks[self.ENTRIES]
        if self.FIELDS is None:
            self.FIELDS = tuple(name for name in asks if name != self.ENTRIES)
        self.rows: list[Fields] = []
        self._boxes: list[widgets.VBox] = []
        self.list = widgets.VBox()
        self.pick = widgets.Dropdown(description=_("{row} to change", row=self.of.row))
        self.add = button(_("Add a {row}", row=self.of.row.lower()), self._add)
        self.up = button(_("Move it up"), lambda: self._move(-1))
        self.down = button(_("Move it down"), lambda: self._move(1))
        self.remove = button(_("Remove it"), self._remove)
        super().__init__(keep, record)

    def laid(self) -> list[widgets.Widget]:
        moves = row(self.add, self.pick, self.up, self.down, self.remove)
        return [*self.body(), self.list, moves, *self.below()]

    def below(self) -> list[widgets.Widget]:
        """Return what stands below the rows."""
        return []

    def new_row(self) -> Fields:
        """Return the controls of one empty row."""
        return controls(self.of.of)

    def read_row(self, fields: Fields) -> Entry:
        """Return what one row says; raises ValueError with a sentence."""
        return entered(self.of.of, fields)

    def asks_for(self) -> list[str]:
        asks = self.RECORD.asks()
        return [*asked(asks[name] for name in self.FIELDS), *asked(self.of.of.asks().values())]

    # Rows -------------------------------------------------------------------------------------------

    def values(self) -> dict[str, Any]:
        found = []
        for at, fields in enumerate(self.rows, 1):
            if not _is_empty(fields):
                with within(f"{self.of.row} {at}"):
                    found.append(self.read_row(fields))
        return {**super().values(), self.ENTRIES: tuple(found)}

    def _is_typed(self) -> bool:
        return bool(self.rows) and super()._is_typed()

    def fill(self) -> None:
        super().fill()
        entries = getattr(self.record, self.ENTRIES)
        while self.rows:
            self._take(0)
        for at in range(max(len(entries), self.FIRST if self.keep is not None else 0, 1)):
            self._append(entries[at] if at < len(entries) else None)
        self._number()

    def _append(self, entry: Any = None) -> None:
        fields = self.new_row()
        if entry is not None:
            write_all(self.of.of, fields, entry)
        self.observe_controls(fields.values(), self._changed)
        self.rows.append(fields)
        # What is written in words gets a line of its own; the rest stands side by side.
        first, *between, last = fields.values()
        self._boxes.append(group(self.of.row, first, self.beside(*between), last, look="stack"))

    def _take(self, at: int) -> None:
        self.rows.pop(at)
        close(self._boxes.pop(at))

    def _number(self, chosen: int = 0) -> None:
        """Name the rows by their place, and choose one of them."""
        names = [f"{self.of.row} {at}" for at in range(1, len(self.rows) + 1)]
        for name, box in zip(names, self._boxes, strict=True):
            box.children[0].value = name
        self.list.children = tuple(self._boxes)
        self.pick.options = [(name, at) for at, name in enumerate(names)]
        self.pick.value = min(chosen, len(names) - 1) if names else None

    def _add(self, write: Callable[[Fields], None] | None = None) -> None:
        empty = [at for at, fields in enumerate(self.rows) if write is not None and _is_empty(fields)]
        if len(self.rows) >= self.of.most and not empty:
            self.say(
                _("There are {most} rows already, which is the maximum. Change or remove one.", most=self.of.most),
                warn=True,
            )
            return
        if not empty:
            self._append()
        at = empty[0] if empty else len(self.rows) - 1
        if write is not None:
            with self.quietly():
                write(self.rows[at])
        self._number(at)
        now = {"row": self.of.row, "number": at + 1}
        self._tell(lambda record: _("{row} {number} has been added. {record}.", **now, record=record))

    def _move(self, step: int) -> None:
        at = self.pick.value
        to = -1 if at is None else at + step
        if not 0 <= to < len(self.rows):
            self.say(_("It can’t move that way: it is already first or last."), warn=True)
            return
        for kept in (self.rows, self._boxes):
            kept.insert(to, kept.pop(at))
        self._number(to)
        now = {"row": self.of.row, "number": at + 1, "same": self.of.row.lower(), "place": to + 1}
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
        now = {"row": self.of.row, "number": at + 1}
        said = _("{row} {number} was removed; the rows below it moved up.", **now)
        self._tell(lambda record: f"{said} {record}.")
