"""Plan activities, and compare what was expected with how it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import ipywidgets as widgets

from iopedu.cbt.activation import DAYS, TIMES, Activity, ActivityPlan, activity_ideas
from iopedu.cbt.ratings import read_rating
from iopedu.course.workbook import Workbook
from iopedu.forms.base import Form, Record, button, group, row, words
from iopedu.show.cbt_action import activity_table, activity_view

__all__ = ["ActivityPlanner", "Rows", "Typed"]

Fields = dict[str, widgets.Widget]
#: A dropdown whose value is None shows nothing, so "" stands for what is not chosen.
UNSET = "Not set"
STAYS = "What you typed stays in its box; it counts once this is put right."


def line(description: str, hint: str = "") -> widgets.Text:
    """Return a box for one line of text, which may stay empty."""
    return widgets.Text(description=description, placeholder=hint, continuous_update=False)


def in_columns(*fields: widgets.Widget) -> widgets.Box:
    """Return short controls side by side, as many as fit."""
    box = widgets.Box(fields)
    box.add_class("iop-columns")
    return box


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
        self._tell(f"{'Kept' if self.keep is not None else 'Now showing'}: ")

    def _tell(self, what: str) -> None:
        """Take what the boxes say, and say so."""

        def made() -> Record:
            try:
                return self.made()
            except ValueError as problem:
                raise ValueError(f"{problem} {STAYS}") from None

        if self.try_record(made):
            self.say(f"{what}{self.record!r}.")

    def _is_typed(self) -> bool:
        """Whether the boxes may stay: they say the record, or are being put right while it stays."""
        try:
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
    ROW = "Row"

    def __init__(self, title: str, record: Record, above: Iterable[widgets.Widget], **options: Any) -> None:
        self.rows: list[Fields] = []
        self._boxes: list[widgets.VBox] = []
        self.list = widgets.VBox()
        self.view = widgets.HTML()
        self.pick = widgets.Dropdown(description=f"{self.ROW} to change")
        self.add = button(f"Add a {self.ROW.lower()}", self._add)
        self.up = button("Move it up", lambda: self._move(-1))
        self.down = button("Move it down", lambda: self._move(1))
        self.remove = button("Remove it", self._remove)
        body = [*above, self.list, row(self.add, self.pick, self.up, self.down, self.remove)]
        super().__init__(title, record, body, after=[self.view], **options)

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
            if any(field.value != "" for field in fields.values()):
                try:
                    found.append(self.read_row(fields))
                except ValueError as problem:
                    raise ValueError(f"{self.ROW} {at}: {problem}") from None
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
        self._boxes.append(group(self.ROW, first, in_columns(*between), last, look="stack"))

    def _take(self, at: int) -> None:
        for field in self.rows.pop(at).values():
            field.close()
        self._boxes.pop(at).close()

    def _number(self, chosen: int = 0) -> None:
        """Name the rows by their place, and choose one of them."""
        names = [f"{self.ROW} {at}" for at in range(1, len(self.rows) + 1)]
        for name, box in zip(names, self._boxes, strict=True):
            box.children[0].value = name
        self.list.children = tuple(self._boxes)
        self.pick.options = [(name, at) for at, name in enumerate(names)]
        self.pick.value = min(chosen, len(names) - 1) if names else None

    def _add(self, write: Callable[[Fields], None] | None = None) -> None:
        if len(self.rows) >= self.MOST:
            self.say(f"There are {self.MOST} rows already, which is the most. Change or remove one.", warn=True)
            return
        self._append()
        if write is not None:
            with self.quietly():
                write(self.rows[-1])
        self._number(len(self.rows) - 1)
        self._tell(f"{self.ROW} {len(self.rows)} is new. ")

    def _move(self, step: int) -> None:
        at = self.pick.value
        to = -1 if at is None else at + step
        if not 0 <= to < len(self.rows):
            self.say("There is no place in that direction: it is the first or the last one.", warn=True)
            return
        for kept in (self.rows, self._boxes):
            kept.insert(to, kept.pop(at))
        self._number(to)
        self._tell(f"{self.ROW} {at + 1} is now {self.ROW.lower()} {to + 1}. ")

    def _remove(self) -> None:
        at = self.pick.value
        if at is None:
            self.say("There is no row to remove.", warn=True)
            return
        self._take(at)
        if not self.rows:
            self._append()
        self._number(at)
        self._tell(f"{self.ROW} {at + 1} is removed; what was below it moved up. ")


class ActivityPlanner(Rows[ActivityPlan]):
    """Activities with expected and actual pleasure and mastery; bars and words follow.

    Parameters
    ----------
    keep : Workbook, optional
        Where the plan is kept.
    record : ActivityPlan, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = ActivityPlanner()
    >>> form.rows[0]["name"].value = "Walk once around the block"
    >>> form.record
    ActivityPlan: 1 activity, 0 done, 0 not done, 1 open; 0 pairs of ratings to compare
    """

    MOST = ActivityPlan.MOST
    RATINGS: dict[str, str] = {  # noqa: RUF012
        f"{when}_{scale}": f"{when.capitalize()} {scale}"
        for when in ("expected", "actual")
        for scale in ("pleasure", "mastery")
    }

    def __init__(self, keep: Workbook | None = None, record: ActivityPlan | None = None) -> None:
        title = "Activity planner" if keep is not None else "Activity planner: a worked example"
        ideas = [(f"{idea.area}: {idea.name} ({idea.effort} effort)", idea.name) for idea in activity_ideas()]
        self.idea = widgets.Dropdown(options=ideas, description="An idea")
        self.take = button("Add this idea as a row", self._idea)
        note = words("Every rating may stay empty: empty means not rated, and 0 is a rating.")
        super().__init__(
            title, record or ActivityPlan(), [note, row(self.idea, self.take)], keep=keep, key="activities"
        )

    def _idea(self) -> None:
        def write(fields: Fields) -> None:
            fields["name"].value = self.idea.value

        self._add(write)

    def new_row(self) -> Fields:
        def rating(name: str) -> widgets.Text:
            return line(f"{self.RATINGS[name]}, 0 to 10")

        days = [(UNSET, ""), *((day, at) for at, day in enumerate(DAYS, 1))]
        return {
            "name": line("Activity", "What to do, in a few words"),
            "day": widgets.Dropdown(options=days, description="Day"),
            "time": widgets.Dropdown(options=[(UNSET, ""), *((t, t) for t in TIMES)], description="Time of day"),
            "expected_pleasure": rating("expected_pleasure"),
            "expected_mastery": rating("expected_mastery"),
            "done": widgets.Dropdown(options=[("Open", ""), ("Yes", True), ("No", False)], description="Done?"),
            "actual_pleasure": rating("actual_pleasure"),
            "actual_mastery": rating("actual_mastery"),
            "reason": line("If not, what got in the way"),
        }

    def read_row(self, fields: Fields) -> Activity:
        typed = {name: field.value for name, field in fields.items()}
        ratings = {name: read_rating(typed[name], label, 10) for name, label in self.RATINGS.items()}
        chosen = {name: None if typed[name] == "" else typed[name] for name in ("day", "done")}
        return Activity(**{**typed, **chosen, **ratings})

    def entries(self) -> tuple[Activity, ...]:
        return self.record.activities

    def gathered(self, entries: tuple[Activity, ...]) -> ActivityPlan:
        return ActivityPlan(entries)

    def draw(self, record: ActivityPlan) -> str:
        return activity_view(record)

    def question(self) -> str:
        return "Which activities were planned, what was expected of them, and how were they?"

    def twin(self, record: ActivityPlan) -> str:
        if record.activities:
            return activity_view(record)
        labels = ", ".join(field.description for field in self.new_row().values())
        return f"<p>{labels}.</p><p>Run this notebook to plan up to {self.MOST} activities and compare.</p>"

    def twin_text(self, record: ActivityPlan) -> str:
        if record.activities:
            return f"{activity_table(record)!r}"
        return f"{record.describe()} Run this notebook to plan up to {self.MOST} activities and compare."
