"""Track a few habits for a week, and plan the next one in a sentence."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets as widgets

from iopedu.course.facts import fact
from iopedu.course.fields import Ask
from iopedu.course.language import _
from iopedu.forms.described import Control, Described, asked, control, read, write
from iopedu.forms.parts import group, words
from iopedu.forms.rows import in_pairs, line
from iopedu.progress.amounts import UNITS
from iopedu.progress.habit_rules import habit_questions
from iopedu.progress.habits import DAYS, DIRECTIONS, Habit, HabitWeek, Intention, noted_on
from iopedu.show.progress.habits import habit_view, habit_week

_CAUTIONS = {"exercise": ("habit_food", "habit_body"), "nutrition": ("habit_food",)}


class HabitTracker(Described[HabitWeek]):
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
    >>> form.fields["habits"]["sleep"]["days"]["Monday"].value = True
    >>> form.record.habit("sleep").summary()
    'Sleep: yes on 1 of 1 answered day, 6 unanswered.'
    """

    KEY = "habits"
    RECORD = HabitWeek
    TITLE = _("Habit tracker")
    ASK = _("Which small habit is planned, and what was answered on which day?")

    def control(self, name: str, ask: Ask) -> Control:
        if name == "habits":
            return {direction: self._habit(direction) for direction in DIRECTIONS}
        plan = super().control(name, ask)
        plan["minutes"].description = _("For how many minutes")
        return plan

    @staticmethod
    def _habit(direction: str) -> dict[str, Control]:
        asks, title, unit = Habit.asks(), DIRECTIONS[direction], UNITS[direction].capitalize()
        days = control(asks["days"])
        for day, box in days.items():
            box.description = f"{title}, {day}"
        amounts = {day: line(_("{unit} on {day}", unit=unit, day=day)) for day in DAYS if unit}
        return {"counts": control(asks["counts"]), "days": days, "amounts": amounts}

    def body(self) -> list[widgets.Widget]:
        self.pick = widgets.Dropdown(options=[(t, n) for n, t in DIRECTIONS.items()], description=_("Habit to fill in"))
        self.page = widgets.VBox()
        self.pages = {name: self._page(name, **boxes) for name, boxes in self.fields["habits"].items()}
        self.pick.observe(lambda _change: self._turn(), "value")
        self._turn()
        plan = self.fields["intention"].values()
        return [
            group(_("1. Plan it in a sentence: “After I … I will … for … minutes”"), *plan, look="stack"),
            group(_("2. Track a week"), self.pick, self.page, look="stack"),
        ]

    @staticmethod
    def _page(name: str, counts: Control, days: Control, amounts: Control) -> tuple[widgets.Widget, ...]:
        cautions = [words(escape(f"{fact(entry).says}.")) for entry in _CAUTIONS.get(name, ())]
        rows = [in_pairs(box, *([amounts[day]] if amounts else [])) for day, box in days.items()]
        return (*cautions, counts, *rows)

    def _turn(self) -> None:
        self.page.children = self.pages[self.pick.value]

    def values(self) -> dict[str, Any]:
        habits = (self._read(name, **boxes) for name, boxes in self.fields["habits"].items())
        intention = read(HabitWeek.asks()["intention"], self.fields["intention"])
        return {"habits": tuple(habit for habit in habits if not habit.blank), "intention": intention}

    @staticmethod
    def _read(name: str, counts: Control, days: Control, amounts: Control) -> Habit:
        noted = {day: noted_on(name, day).read(box.value) for day, box in amounts.items()}
        return Habit(name, counts.value, read(Habit.asks()["days"], days), tuple(map(noted.get, DAYS)))

    def fill(self) -> None:
        write(HabitWeek.asks()["intention"], self.fields["intention"], self.record.intention)
        for name, boxes in self.fields["habits"].items():
            habit = self.record.habit(name)
            write(Habit.asks()["counts"], boxes["counts"], habit.counts)
            write(Habit.asks()["days"], boxes["days"], habit.days)
            for day, box in boxes["amounts"].items():
                write(noted_on(name, day), box, habit.amounts[DAYS.index(day)])

    def draw(self, record: HabitWeek) -> str:
        return habit_view(record)

    def asks_for(self) -> list[str]:
        return [*asked(Intention.asks().values()), *DIRECTIONS.values()]

    def twin_text(self, record: HabitWeek) -> str:
        if record.blank:
            return super().twin_text(record)
        questions = [repr(question) for question in habit_questions(record)]
        return "\n".join([record.intention.sentence, repr(habit_week(record)), *questions])
