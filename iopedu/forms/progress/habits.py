"""Track a few habits for a week, and plan the next one in a sentence."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from iopedu.course.facts import fact
from iopedu.course.language import _
from iopedu.course.workbook import Workbook
from iopedu.forms.parts import group, words
from iopedu.forms.rows import Fields, Typed, in_pairs, line
from iopedu.progress.amounts import MINUTES, UNITS, read_amount
from iopedu.progress.habit_rules import habit_questions
from iopedu.progress.habits import DAYS, DIRECTIONS, Habit, HabitWeek, Intention
from iopedu.show.progress.habits import habit_view, habit_week

_CAUTIONS = {"exercise": ("habit_food", "habit_body"), "nutrition": ("habit_food",)}
_RUN = _("Run this notebook to plan a habit in a sentence and to track a week.")
_ANSWERS = [(_("Not answered"), ""), (_("Yes"), True), (_("No"), False)]


class HabitTracker(Typed[HabitWeek]):
    """A planner sentence, and yes, no or unanswered for each habit and day; the week follows as a table.

    Parameters
    ----------
    keep : Workbook, optional
        Where the week is kept.
    record : HabitWeek, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = HabitTracker()
    >>> form.days["sleep"][0].value = True
    >>> form.record.habit("sleep").summary()
    'Sleep: yes on 1 of 1 answered day, 6 unanswered.'
    """

    KEY = "habits"

    def __init__(self, keep: Workbook | None = None, record: HabitWeek | None = None) -> None:
        self.fields: Fields = {
            "cue": line(_("After I"), _("something that happens anyway")),
            "action": line(_("I will"), _("one small thing")),
            "minutes": line(_("For how many minutes")),
        }
        self.counts = {name: line(_("What counts as a yes"), _("in words that only describe")) for name in DIRECTIONS}
        self.days = {
            name: [widgets.Dropdown(options=_ANSWERS, description=f"{title}, {day}") for day in DAYS]
            for name, title in DIRECTIONS.items()
        }
        self.amounts = {
            name: [line(_("{unit} on {day}", unit=unit.capitalize(), day=day)) for day in DAYS] if unit else []
            for name, unit in UNITS.items()
        }
        self.pick = widgets.Dropdown(options=[(t, n) for n, t in DIRECTIONS.items()], description=_("Habit to fill in"))
        self.page, self.view = widgets.VBox(), widgets.HTML()
        self.pages = {name: self._page(name) for name in DIRECTIONS}
        plan = group(
            _("1. Plan it in a sentence: “After I … I will … for … minutes”"), *self.fields.values(), look="stack"
        )
        week = group(_("2. Track a week"), self.pick, self.page, look="stack")
        title = _("Habit tracker") if keep is not None else _("Habit tracker: a worked example")
        super().__init__(title, record or HabitWeek(), [plan, week], keep=keep, after=[self.view])
        typed = [*self.fields.values(), *self.counts.values()]
        typed += [field for rows in (*self.days.values(), *self.amounts.values()) for field in rows]
        self.observe_controls(typed, self._changed)
        self.pick.observe(lambda _change: self._turn(), "value")
        self._turn()

    def _page(self, name: str) -> tuple[widgets.Widget, ...]:
        cautions = [words(escape(f"{fact(entry).says}.")) for entry in _CAUTIONS.get(name, ())]
        amounts = self.amounts[name] or [None] * len(DAYS)
        rows = [in_pairs(*filter(None, pair)) for pair in zip(self.days[name], amounts, strict=True)]
        return (*cautions, self.counts[name], *rows)

    def _turn(self) -> None:
        self.page.children = self.pages[self.pick.value]

    def made(self) -> HabitWeek:
        habits = [self._read(name) for name in DIRECTIONS]
        intention = Intention(
            self.fields["cue"].value,
            self.fields["action"].value,
            read_amount(self.fields["minutes"].value, _("For how many minutes"), MINUTES),
        )
        return HabitWeek(tuple(habit for habit in habits if not habit.blank), intention)

    def _read(self, name: str) -> Habit:
        title, unit = DIRECTIONS[name], UNITS[name]
        days = tuple(None if field.value == "" else field.value for field in self.days[name])
        amounts = tuple(
            read_amount(field.value, _("{habit}, {unit} on {day}", habit=title, unit=unit, day=day), unit)
            for day, field in zip(DAYS, self.amounts[name], strict=False)
        )
        return Habit(name, self.counts[name].value, days, amounts or (None,) * len(DAYS))

    def _show(self) -> None:
        if not self._is_typed():
            self._fill()
        self._shown = self.record
        self.view.value = habit_view(self.record)

    def _fill(self) -> None:
        self.say()
        plan = self.record.intention
        self.fields["cue"].value, self.fields["action"].value = plan.cue, plan.action
        self.fields["minutes"].value = _typed(plan.minutes)
        for name in DIRECTIONS:
            habit = self.record.habit(name)
            self.counts[name].value = habit.counts
            for field, answer in zip(self.days[name], habit.days, strict=True):
                field.value = "" if answer is None else answer
            for field, amount in zip(self.amounts[name], habit.amounts, strict=False):
                field.value = _typed(amount)

    def question(self) -> str:
        return _("Which small habit is planned, and what was answered on which day?")

    def twin(self, record: HabitWeek) -> str:
        if record.habits or record.intention.started:
            return habit_view(record)
        names = escape(", ".join(DIRECTIONS.values()))
        return f"<p>{names}.</p><p>{_RUN}</p>"

    def twin_text(self, record: HabitWeek) -> str:
        if record.habits or record.intention.started:
            questions = [repr(asked) for asked in habit_questions(record)]
            return "\n".join([record.intention.sentence, repr(habit_week(record)), *questions])
        return f"{record.describe()} {_RUN}"


def _typed(amount: float | None) -> str:
    return "" if amount is None else f"{amount:g}"
