"""For the time after: a plan against relapse and for the step to the next level, and habits for a week."""

from html import escape
from typing import Any

import ipywidgets as widgets

from iopedu.course.facts import fact
from iopedu.course.fields import Ask, Words
from iopedu.course.language import _
from iopedu.course.lists import Lines, Rows
from iopedu.course.text import listed
from iopedu.course.workbook import Workbook
from iopedu.forms.described import Control, Described, asked, control, read, single, write
from iopedu.forms.parts import area, button, dropdown, group, in_pairs, line, row, words
from iopedu.progress.habits import DAYS, DIRECTIONS, UNITS, Habit, HabitWeek, Intention, habit_questions, noted_on
from iopedu.progress.plan import CHAPTERS, TransitionPlan, plan_questions
from iopedu.show.progress.habits import habit_view, habit_week
from iopedu.show.progress.plan import plan_page, plan_view

_PAIRS = {
    "coping": (_("What helps, {at}"), _("What it needs, {at}")),
    "helpers": (_("Person, {at}"), _("How to reach them, {at}")),
    "professionals": (_("Office or line, {at}"), _("How and when to reach them, {at}")),
}


class TransitionPlanForm(Described[TransitionPlan]):
    """Three parts of one plan; the plan as it stands and the rules' questions follow below.

    Parameters
    ----------
    keep : Workbook, optional
        Where the plan is kept.
    record : TransitionPlan, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = TransitionPlanForm()
    >>> form.fields["early"].value = "Sleeps past noon"
    >>> form.record
    Relapse prevention plan: 1 of 16 parts filled in
    """

    KEY = "plan"
    RECORD = TransitionPlan
    draw = staticmethod(plan_view)

    def __init__(self, keep: Workbook | None = None, record: TransitionPlan | None = None) -> None:
        super().__init__(keep, record)
        self.write = button(_("Write it as a page to print"), self._write)
        if keep is not None:
            self.buttons.children += (self.write,)
        self._go(0)

    # Controls ---------------------------------------------------------------------------------------

    def text_boxes(self) -> list[widgets.Widget]:
        return [box for box in single(self.fields.values()) if not isinstance(box, widgets.Dropdown)]

    def control(self, name: str, ask: Ask) -> Control:
        if name in _PAIRS:
            made = super().control(name, ask)
            for at, pair in made.items():
                for label, box in zip(_PAIRS[name], pair.values(), strict=True):
                    box.description = label.format(at=at)
            return made
        if isinstance(ask, Lines | Words) and ask.lines > 1:
            return area(ask.ask, lines=ask.lines)
        return line(ask.label)

    def body(self) -> list[widgets.Widget]:
        self.at = 0
        self.pages = [tuple(map(self._part, parts)) for parts in CHAPTERS.values()]
        self.place, self.page = words("", "iop-legend"), widgets.VBox()
        self.back = button(_("Back"), lambda: self._go(-1))
        self.next = button(_("Next part"), lambda: self._go(1), primary=True)
        self.lacking = button(_("What is missing?"), self._missing)
        self.ask = button(_("Ask me questions about it"), self._ask)
        self.buttons = row(self.back, self.next, self.lacking, self.ask)
        return [self.fields["person"], self.place, self.page, self.buttons]

    def _part(self, part: str) -> widgets.Widget:
        ask, made = TransitionPlan.asks()[part], self.fields[part]
        if isinstance(ask, Rows):
            pairs = (in_pairs(*pair.values()) for pair in made.values())
            return group(ask.label, words(escape(ask.ask)), *pairs, look="stack")
        return group(ask.label, made, look="stack")

    def _go(self, steps: int) -> None:
        self.at = min(max(self.at + steps, 0), len(self.pages) - 1)
        told = {"at": self.at + 1, "many": len(self.pages), "chapter": list(CHAPTERS)[self.at]}
        self.place.value = _("Part {at} of {many}: {chapter}", **told)
        self.page.children = self.pages[self.at]
        self.back.disabled, self.next.disabled = self.at == 0, self.at == len(self.pages) - 1

    # What the buttons do -----------------------------------------------------------------------------

    def _missing(self) -> None:
        empty = _("Still empty: {fields}.", fields=listed(self.record.missing))
        self.say(empty if self.record.missing else self.whole(_("No parts are empty.")))

    def _ask(self) -> None:
        found = [repr(asked) for asked in plan_questions(self.record)]
        none = _("The rules raise no questions about it. That does not make it right or wrong: read it again yourself.")
        self.say(*(found or [self.whole(none) if self.record.started else _("Nothing is in the plan yet.")]))

    def _write(self) -> None:
        if not self.record.started:
            self.say(_("Nothing is in the plan yet."), warn=True)
            return
        self.hand_over(f"{self.keep.path.stem}-plan.html", plan_page(self.record))

    def twin_text(self, record: TransitionPlan) -> str:
        return "\n".join([super().twin_text(record), *(repr(asked) for asked in plan_questions(record))])


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
    draw = staticmethod(habit_view)

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
        self.pick = dropdown(_("Habit to fill in"), DIRECTIONS)
        self.page = widgets.VBox()
        self.pages = {name: self._page(name, **boxes) for name, boxes in self.fields["habits"].items()}
        self.pick.observe(lambda _change: self._turn(), "value")
        self._turn()
        plan = self.fields["intention"].values()
        return [
            group(_("1. Plan it in a sentence: “After …, I will … for … minutes”"), *plan, look="stack"),
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

    def asks_for(self) -> list[str]:
        return [*asked(Intention.asks().values()), *DIRECTIONS.values()]

    def told_in_text(self, record: HabitWeek) -> str:
        questions = [repr(question) for question in habit_questions(record)]
        return "\n".join([record.intention.sentence, repr(habit_week(record)), *questions])
