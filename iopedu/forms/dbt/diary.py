"""A diary card to fill in day by day, a week to read, and the questions that an act or a high rating opens."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from html import escape
from typing import Any

import ipywidgets as widgets

from iopedu.course.language import _
from iopedu.course.quiz import Question
from iopedu.course.text import in_html
from iopedu.course.waiting import Denial
from iopedu.course.workbook import Workbook
from iopedu.dbt.cases import week_to_read
from iopedu.dbt.dates import day_name, read_date
from iopedu.dbt.diary import DiaryCard
from iopedu.dbt.diary_day import KIND_NAMES, Day, Opened, Target
from iopedu.dbt.routes import PRINCIPLE
from iopedu.forms.base import Form
from iopedu.forms.dbt.diary_day import DayFields
from iopedu.forms.described import Typed
from iopedu.forms.options import Options
from iopedu.forms.parts import FILL, button, dropdown, group, line, row, words
from iopedu.show.dbt.diary import responses_view, week_view


class WhatWouldYouDo(widgets.VBox):
    """Whom to involve, what to ask: the route of each act and each high rating, in the order of the week.

    Before the answer there is no way to close it. What is taken back and comes again asks again.

    Parameters
    ----------
    respond : callable
        Takes the chosen positions by question, at least one for each.
    waits : callable, optional
        Says whether something else on the form calls for people first.
    """

    def __init__(
        self, respond: Callable[[Mapping[str, tuple[int, ...]]], None], waits: Callable[[], bool] = lambda: False
    ) -> None:
        self.respond, self.waits = respond, waits
        self.waiting: tuple[Opened, ...] = ()
        self.questions: tuple[Question, ...] = ()
        self.answers: dict[str, tuple[int, ...]] = {}
        self.at = 0
        self.head, self.said = words("", "iop-status"), words("", "iop-status")
        self.place, self.options = words("", "iop-place"), Options()
        self.check = button(_("Check my answer"), self._check, primary=True)
        self.next = button(_("Next question"), self._next)
        self.close_it = button(_("Close this"), self._close)
        self.asks = widgets.VBox([self.head, self.place, self.options])
        super().__init__([self.asks, row(self.check, self.next, self.close_it), self.said])
        self.put(DiaryCard())

    def put(self, card: DiaryCard) -> None:
        """Ask about what comes first on the card and has no answer."""
        waiting, before = card.waiting(), self.waiting
        self.waiting = waiting
        if waiting:
            found, beside = in_html("; ".join(map(repr, waiting))), in_html(card.beside(waiting[0]))
            what, stay = _("What would you do?"), _("These questions stay open until you answer all of them.")
            self.head.value = f"<p><strong>{what}</strong> {found}. {beside}</p><p>{escape(PRINCIPLE)} {stay}</p>"
        if waiting and waiting != before:
            self.at, self.answers, self.questions = 0, {}, card.questions()
            self._ask()
        if not card.responses and not waiting:
            self.said.value = ""
        self._offer()

    def _ask(self) -> None:
        self.place.value = _("Question {number} of {many}", number=self.at + 1, many=len(self.questions))
        self.options.put(self.questions[self.at])
        self.said.value = ""

    def _offer(self) -> None:
        """Show the buttons that fit: there is none to close it before the answer."""
        question = self.options.question
        checked = question is not None and question.id in self.answers
        shown = {
            self.asks: bool(self.waiting),
            self.check: bool(self.waiting),
            self.next: bool(self.waiting) and checked,
            self.close_it: not self.waiting and bool(self.said.value),
        }
        for widget, is_shown in shown.items():
            widget.layout.display = "" if is_shown else "none"

    def _check(self) -> None:
        question, chosen = self.options.question, self.options.chosen
        if not chosen:
            self._say(_("You haven’t chosen anything yet. Choose an answer first."))
            return
        self.answers[question.id] = chosen
        said = question.feedback(chosen)
        if len(self.answers) == len(self.questions):
            about = "; ".join(map(repr, self.waiting))
            self.respond(self.answers)
            done = _("{found}: your answers are recorded, and there is nothing else to answer.", found=about)
            if self.waiting:
                done = _("{found}: your answers are recorded. The next questions are above.", found=about)
            said = (question.ask, *said, *([] if self.waits() else [done]))
        self._say(*said)
        self._offer()

    def _next(self) -> None:
        if self.at + 1 < len(self.questions):
            self.at += 1
            self._ask()
        self._offer()

    def _say(self, *lines: str) -> None:
        self.said.value = f'<div class="iop-said">{"".join(f"<p>{in_html(line)}</p>" for line in lines)}</div>'

    def _close(self) -> None:
        self.said.value = ""
        self._offer()


NOTE = _(
    "You can leave any box blank. Blank means not answered; 0 is an answer. Nothing is copied from one day to another."
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
        self.at = 0
        self.person = line(_("Whose card"), _("A fictional person"))
        self.start = line(_("First day of the week"), _("Example: March 16, 2026"))
        self.pick = widgets.Dropdown(description=_("Day to fill in"))
        self.before = button(_("Day before"), lambda: self._step(-1))
        self.after = button(_("Day after"), lambda: self._step(1))
        self.day = DayFields(self._changed)
        self.closed = words(f"<p>{_('You can fill in the days once you choose the first day of the week.')}</p>")
        self.view = widgets.HTML()
        self.high = WhatWouldYouDo(self._respond, lambda: self.first.waits)
        self.opened = widgets.VBox([row(self.pick, self.before, self.after), self.day, self._own_rows()])
        body = [words(escape(NOTE)), row(self.person, self.start), self.closed, self.opened]
        super().__init__(self.titled(keep), record or DiaryCard(), body, keep=keep, after=[self.high, self.view])
        self.observe_controls([self.person, self.start], self._changed)
        self.observe_controls([self.pick], self._turn)

    def _own_rows(self) -> widgets.Widget:
        self.urge, self.unit = line(_("Another urge")), line(_("Unit, if you count it"), _("Example: hours"))
        self.kind = dropdown(_("Kind of urge"), KIND_NAMES, _("Not set"))
        self.emotion, self.row = line(_("Another emotion")), widgets.Dropdown(description=_("Row to change"))
        self.recount = button(_("Change it to the kind above"), self._recount)
        self.add_urge = button(_("Add this urge"), self._add_urge)
        self.add_emotion = button(_("Add this emotion"), self._add_emotion)
        self.remove = button(_("Remove it"), self._remove)
        return group(
            _("Rows on this card"),
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
            right = _("Fix this or clear the box before you go to another day.")
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

    def _add_urge(self) -> None:
        name, unit = self.urge.value.strip(), self.unit.value.strip()

        def made() -> DiaryCard:
            card, more = self.made(), Target(name, unit)
            return replace(card, targets=(*card.targets, replace(more, kind=self._kind(name))))

        if self.try_record(made, _("“{row}” is now a row on the card.", row=name)):
            self.urge.value = self.unit.value = self.kind.value = ""

    def _kind(self, name: str) -> str:
        if not self.kind.value:
            raise ValueError(
                _("First choose the kind for “{row}.” It determines which questions you get after an act.", row=name)
            )
        return self.kind.value

    def _recount(self) -> None:
        name = self.row.value or ""
        if name in self.record.emotions:
            self.say(_("“{row}” is an emotion; only an urge has a kind.", row=name), warn=True)
            return
        said = _("The kind for “{row}” has been changed.", row=name)
        self.try_record(lambda: self.made().of_kind(name, self._kind(name)), said)

    def _add_emotion(self) -> None:
        name = self.emotion.value.strip()

        def made() -> DiaryCard:
            card = self.made()
            return replace(card, emotions=(*card.emotions, name))

        if self.try_record(made, _("“{row}” is now a row on the card.", row=name)):
            self.emotion.value = ""

    def _remove(self) -> None:
        name = self.row.value or ""
        self.try_record(lambda: self.made().without(name), _("“{row}” is no longer on the card.", row=name))

    def _respond(self, answers: Mapping[str, tuple[int, ...]]) -> None:
        self._shown = self.record.respond(answers)  # a box that cannot be read yet stays as it is
        self.record = self._shown
        self._changed()

    # Words ------------------------------------------------------------------------------------------

    def twin(self, record: DiaryCard) -> str:
        if record.start is not None:
            return _view(record)
        rows = ", ".join(map(escape, record.rows))
        return f"<p>{escape(NOTE)}</p><p>{_('Rows: {rows}.', rows=rows)}</p><p>{FILL}</p>"

    def twin_text(self, record: DiaryCard) -> str:
        return record.describe() if record.start is not None else f"{record.describe()} {NOTE} {FILL}"


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
        note = words(f"<p>{_('This card is read-only; its boxes cannot be changed.')}</p>")
        super().__init__(self.named("title"), week_to_read(), [note], keep=keep, after=[self.high, self.view])

    def _show(self) -> None:
        self.high.put(self.record)
        self.view.value = _view(self.record)

    def _respond(self, answers: Mapping[str, tuple[int, ...]]) -> None:
        self.record = self.record.respond(answers)

    def from_json(self, found: Any) -> DiaryCard:
        card = super().from_json(found)
        if (card.start, card.person) != (self._blank.start, self._blank.person):
            raise ValueError(_("This is the card for a different week."))
        return replace(self._blank, responses=card.responses)  # an earlier edition kept the week in other words

    def is_done(self) -> bool:
        return not self.record.waiting()

    def twin(self, record: DiaryCard) -> str:
        return f"{_view(record)}<p>{FILL}</p>"

    def twin_text(self, record: DiaryCard) -> str:
        return f"{record.describe()}\n{FILL}"
