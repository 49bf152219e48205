"""A diary card to fill in day by day, and a week to read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from html import escape
from typing import Any

import ipywidgets as widgets

from iopedu.course.language import _
from iopedu.course.text import in_html
from iopedu.course.waiting import Denial
from iopedu.course.workbook import Workbook
from iopedu.dbt.cases import week_to_read
from iopedu.dbt.dates import day_name, read_date
from iopedu.dbt.diary import DiaryCard
from iopedu.dbt.diary_day import KIND_NAMES, Day, Target
from iopedu.forms.base import Form
from iopedu.forms.dbt.diary_day import DayFields
from iopedu.forms.dbt.routes import WhatWouldYouDo
from iopedu.forms.parts import FILL, button, group, row, words
from iopedu.forms.rows import Typed, line
from iopedu.show.dbt.diary import DiaryWeek, responses_view, week_view

NOTE = _(
    "Every box may stay empty. Empty means not answered; 0 is an answer. Nothing is copied from one day to another."
)


def _view(card: DiaryCard) -> str:
    return responses_view(card) + week_view(card)


class DiaryCardForm(Typed[DiaryCard]):
    """Choose a day, fill its boxes, and the week below follows.

    Parameters
    ----------
    keep : Workbook, optional
        Where the card is kept.
    record : DiaryCard, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = DiaryCardForm()
    >>> form.start.value = "March 16, 2026"
    >>> form.day.ratings["Sadness"].value = "0"
    >>> form.record.average("Sadness")
    Sadness: 0, from 1 of 7 days, highest 0
    """

    KEY = "diary"

    def __init__(self, keep: Workbook | None = None, record: DiaryCard | None = None) -> None:
        title = _("Diary card") if keep is not None else _("Diary card: a worked example")
        self.at = 0
        self.person = line(_("Whose card"), _("A made-up person"))
        self.start = line(_("First day of the week"), _("Such as March 16, 2026"))
        self.pick = widgets.Dropdown(description=_("Day to fill in"))
        self.before = button(_("Day before"), lambda: self._step(-1))
        self.after = button(_("Day after"), lambda: self._step(1))
        self.day = DayFields(self._changed)
        self.closed = words(f"<p>{_('The days open as soon as the first day of the week is chosen.')}</p>")
        self.view = widgets.HTML()
        self.high = WhatWouldYouDo(self._respond, lambda: self.first.waits)
        self.opened = widgets.VBox([row(self.pick, self.before, self.after), self.day, self._own_rows()])
        body = [words(escape(NOTE)), row(self.person, self.start), self.closed, self.opened]
        super().__init__(title, record or DiaryCard(), body, keep=keep, after=[self.high, self.view])
        self.observe_controls([self.person, self.start], self._changed)
        self.observe_controls([self.pick], self._turn)

    def _own_rows(self) -> widgets.Widget:
        self.urge, self.unit = line(_("Another urge")), line(_("Unit, if it is counted"), _("Such as hours"))
        kinds = [(name, kind) for kind, name in KIND_NAMES.items()]
        self.kind = widgets.Dropdown(options=[(_("Not set"), ""), *kinds], description=_("Kind of this urge"))
        self.emotion, self.row = line(_("Another emotion")), widgets.Dropdown(description=_("Row to change"))
        self.recount = button(_("Give it the kind above"), self._recount)
        self.add_urge = button(_("Add this urge"), self._add_urge)
        self.add_emotion = button(_("Add this emotion"), self._add_emotion)
        self.remove = button(_("Remove it"), self._remove)
        return group(
            _("Rows of this card"),
            row(self.urge, self.unit, self.kind, self.add_urge),
            row(self.emotion, self.add_emotion),
            row(self.row, self.remove, self.recount),
            look="stack",
        )

    # From the boxes to the card ---------------------------------------------------------------------

    def made(self) -> DiaryCard:
        start = read_date(self.start.value, _("First day of the week"))
        card = replace(self.record, person=self.person.value).starting(start)
        return card.put(self.day.read(card.dates[self.at])) if card.dates else card

    def _step(self, by: int) -> None:
        self.pick.value = self.at + by

    def _turn(self) -> None:
        """Go to the day that was chosen, unless a box of this day cannot be read."""
        to = self.pick.value
        try:
            self.check_boxes()
            self.made()
        except ValueError as problem:
            with self.quietly():
                self.pick.value = self.at
            right = _("Put this right, or empty the box, before you go to another day.")
            self.say(f"{problem} {right}", warn=True)
            return
        self.at = to
        self.say()
        with self.quietly():
            self.day.write(self.record.day(self.record.dates[to]))
            self._name_days()

    def denials(self) -> tuple[Denial, ...]:
        """What the card denies is also asked about the boxes of the day that is on show."""
        boxes = (self.day.effective.description, self.day.note.description)
        card = self.record
        shown = day_name(card.dates[self.at]) if card.dates else ""
        return tuple(
            one._replace(places=(*one.places, *boxes)) if shown in one.places else one for one in card.denials()
        )

    # From the card to the boxes ---------------------------------------------------------------------

    def _show(self) -> None:
        card = self.record
        rows = self.day.card.rows
        stays = self._is_typed() and rows == card.rows
        self.day.build(card)
        if not stays:
            self.person.value = card.person
            self.start.value = "" if card.start is None else card.start.isoformat()
            self.at = self.at if card.dates else 0
            self.day.write(card.day(card.dates[self.at]) if card.dates else Day(date.min))
            self.say()
        self._shown = card
        self.closed.layout.display = "none" if card.dates else ""
        self.opened.layout.display = "" if card.dates else "none"
        self._name_days()
        self.high.put(card)
        self.view.value = _view(card)

    def where(self) -> str:
        return str(self.at)

    def go_to(self, place: str) -> None:
        if place in [str(at) for _name, at in self.pick.options]:
            self.pick.value = int(place)

    def _name_days(self) -> None:
        card = self.record
        filled = {day.on for day in card.days}
        names = [_("{day} (filled in)", day=day_name(on)) if on in filled else day_name(on) for on in card.dates]
        options = [(name, at) for at, name in enumerate(names)]
        if tuple(options) != self.pick.options:
            self.pick.options = options
            self.pick.value = self.at if options else None
        if card.dates:
            self.day.title.value = in_html(card.day(card.dates[self.at]).name)
        self.before.disabled, self.after.disabled = self.at == 0, self.at >= len(options) - 1
        if tuple(self.row.options) != card.rows:
            self.row.options = card.rows

    # Rows and answers -------------------------------------------------------------------------------

    def _try(self, make: Callable[[], DiaryCard], said: str) -> bool:
        done = self.try_record(make)
        if done:
            self.say(said)
        return done

    def _add_urge(self) -> None:
        name, unit = self.urge.value.strip(), self.unit.value.strip()

        def made() -> DiaryCard:
            card, more = self.made(), Target(name, unit, kind=self._kind(name))
            return replace(card, targets=(*card.targets, more))

        if self._try(made, _("“{row}” is a row of the card now.", row=name)):
            self.urge.value = self.unit.value = self.kind.value = ""

    def _kind(self, name: str) -> str:
        if not self.kind.value:
            raise ValueError(_("Choose the kind of “{row}” first: it says which questions an act opens.", row=name))
        return self.kind.value

    def _recount(self) -> None:
        name = self.row.value or ""
        if name in self.record.emotions:
            self.say(_("“{row}” is an emotion; only an urge has a kind.", row=name), warn=True)
            return
        said = _("“{row}” has another kind now.", row=name)
        self._try(lambda: self.made().of_kind(name, self._kind(name)), said)

    def _add_emotion(self) -> None:
        name = self.emotion.value.strip()

        def made() -> DiaryCard:
            card = self.made()
            return replace(card, emotions=(*card.emotions, name))

        if self._try(made, _("“{row}” is a row of the card now.", row=name)):
            self.emotion.value = ""

    def _remove(self) -> None:
        name = self.row.value or ""
        self._try(lambda: self.made().without(name), _("“{row}” is no longer on the card.", row=name))

    def _respond(self, answers: Mapping[str, tuple[int, ...]]) -> None:
        self._shown = self.record.respond(answers)  # a box that cannot be read yet stays as it is
        self.record = self._shown
        self._changed()

    # Words ------------------------------------------------------------------------------------------

    def question(self) -> str:
        return _("What does the diary card of this week say?")

    def twin(self, record: DiaryCard) -> str:
        if record.start is not None:
            return _view(record)
        rows = ", ".join(map(escape, record.rows))
        return f"<p>{escape(NOTE)}</p><p>{_('Rows: {rows}.', rows=rows)}</p><p>{FILL}</p>"

    def twin_text(self, record: DiaryCard) -> str:
        if record.start is not None:
            return repr(DiaryWeek(record))
        return f"{record.describe()} {NOTE} {FILL}"


class WeekToRead(Form[DiaryCard]):
    """Aisha’s week, to read; what comes first in it asks what to do, and what is chosen is kept.

    Parameters
    ----------
    keep : Workbook
        Where the answers are kept.
    """

    KEY = "week_to_read"

    def __init__(self, keep: Workbook | None = None) -> None:
        self.view = widgets.HTML()
        self.high = WhatWouldYouDo(self._respond)
        note = words(f"<p>{_('This card is for reading; its boxes cannot be changed.')}</p>")
        super().__init__(_("Aisha’s week"), week_to_read(), [note], keep=keep, after=[self.high, self.view])

    def _show(self) -> None:
        self.high.put(self.record)
        self.view.value = _view(self.record)

    def _respond(self, answers: Mapping[str, tuple[int, ...]]) -> None:
        self.record = self.record.respond(answers)

    def question(self) -> str:
        return _("What would you do about what comes first in Aisha’s week?")

    def from_json(self, found: Any) -> DiaryCard:
        card = super().from_json(found)
        if (card.start, card.person) != (self._blank.start, self._blank.person):
            raise ValueError(_("This is the card of another week."))
        return replace(self._blank, responses=card.responses)  # an earlier edition kept the week in other words

    def _keep(self) -> None:
        if self.keep is not None:
            self.keep.put(self.key, self.question(), self.to_json(), self.describe(), not self.record.waiting())

    def twin(self, record: DiaryCard) -> str:
        return f"{_view(record)}<p>{FILL}</p>"

    def twin_text(self, record: DiaryCard) -> str:
        return f"{DiaryWeek(record)!r}\n{FILL}"
