"""A week of small habits: yes, no or unanswered for each day, a sentence that plans the next one, and questions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

from iopedu.course.fields import Ask, Number, YesNo
from iopedu.course.files import options, read_json
from iopedu.course.language import Refusal, _, _n
from iopedu.course.record import Record, asking, choice, each, one, record, rows, words
from iopedu.course.rules import Asked, RuleSet
from iopedu.course.text import DAYS, allowed
from iopedu.course.wording import words_of

HOURS, MINUTES = _("hours"), _("minutes")
#: What can be noted beside yes and no. Food is not counted: counting can do harm.
UNITS: Mapping[str, str] = {"sleep": HOURS, "exercise": MINUTES, "nutrition": "", "mindfulness": MINUTES}
TOPS: Mapping[str, int] = {HOURS: 24, MINUTES: 600}


class Amount(Number):
    """Hours or minutes in halves.

    Examples
    --------
    >>> [amount("Hours on Monday", "hours").read(typed) for typed in ("7.5", "7,5", "")]
    [7.5, 7.5, None]
    """

    def fits(self, value: Any) -> bool:
        return super().fits(value) and value * 2 % 1 == 0

    def rule(self) -> str:
        told = {"unit": self.unit, "most": self.high}
        return _("Enter {unit} from 0 to {most} (halves are fine), or leave it blank.", **told)


def amount(label: str, unit: str) -> Amount:
    """Return a number of hours or minutes as a field of a record."""
    return Amount(label=label, unit=unit, high=TOPS[unit], whole=False)


DIRECTIONS: Mapping[str, str] = options("habits.directions")


def noted_on(direction: str, day: str) -> Amount:
    """Return what is asked where hours or minutes are noted beside a habit."""
    unit = UNITS[direction]
    return amount(_("{habit}, {unit} on {day}", habit=DIRECTIONS[direction], unit=unit, day=day), unit)


@record
class Habit(Record):
    """One habit over seven days.

    Parameters
    ----------
    direction : str
        Key of `DIRECTIONS`.
    counts : str
        What counts as a yes, in words.
    days : tuple of (bool or None)
        Monday to Sunday: True is yes, False is no, None is unanswered.
    amounts : tuple of (float or None)
        Hours or minutes where they were noted; see `UNITS`.

    Raises
    ------
    ValueError
        With a sentence for the learner.

    Examples
    --------
    >>> Habit("sleep", "Up by seven", (True, True, False, True, None, False, None)).summary()
    'Sleep: yes on 3 of 5 answered days, 2 unanswered.'
    """

    WHAT: ClassVar[str] = _("habit")

    direction: str = choice(_("Habit"), DIRECTIONS)
    counts: str = words(_("What counts as a yes"), hint=_("in descriptive words only"), lines=1)
    days: tuple[bool | None, ...] = each(_("Answer"), YesNo(label=""), DAYS)
    amounts: tuple[float | None, ...] = each(_("Amount"), Ask(label=""), DAYS, optional=True)

    def check(self) -> None:
        if not self.direction:
            raise ValueError(allowed(_("Habit"), self.direction, list(DIRECTIONS)))
        found = {"habit": self.name, "unit": self.unit}
        for day, answer, noted in zip(DAYS, self.days, self.amounts, strict=True):
            if noted is None:
                continue
            if not self.unit:
                raise Refusal(
                    "{habit} takes only yes or no. Food is not counted here, because counting can do harm.", **found
                )
            noted_on(self.direction, day).checked(noted)
            if answer is None:
                found = {"day": day, **found}
                raise Refusal("{habit}: you entered {unit} for {day}, but no answer. Choose yes or no first.", **found)

    @property
    def name(self) -> str:
        """The direction as a reader knows it."""
        return DIRECTIONS[self.direction]

    @property
    def unit(self) -> str:
        """Hours, minutes, or nothing."""
        return UNITS[self.direction]

    @property
    def answered(self) -> int:
        """Number of days with a yes or a no."""
        return sum(answer is not None for answer in self.days)

    @property
    def blank(self) -> bool:
        """Whether nothing at all is entered."""
        return not self.counts.strip() and not self.answered

    def summary(self) -> str:
        """Return how many answered days were a yes, in words that neither praise nor blame."""
        if not self.answered:
            return _("{habit}: no days have been filled in yet.", habit=self.name)
        left = len(DAYS) - self.answered
        said = _n(
            "{habit}: yes on {yes} of {n} answered day, {left} unanswered.",
            "{habit}: yes on {yes} of {n} answered days, {left} unanswered.",
            self.answered,
            habit=self.name,
            yes=self.days.count(True),
            left=left or _("none"),
        )
        return " ".join([said, *self._noted()])

    def _noted(self) -> tuple[str, ...]:
        noted = [amount for amount in self.amounts if amount is not None]
        if not noted:
            return ()
        low, high = f"{min(noted):g}", f"{max(noted):g}"
        amounts = low if low == high else _("{low} to {high}", low=low, high=high)
        told = {"unit": self.unit.capitalize(), "amounts": amounts}
        return (_n("{unit} noted on {n} day: {amounts}.", "{unit} noted on {n} days: {amounts}.", len(noted), **told),)


_REPEATED = re.compile(r"^\W*(?:after|I will|I[’']ll)(?=\s|$)", re.IGNORECASE)


@record
class Intention(Record):
    """After something that happens anyway, a small thing for a few minutes; each box may repeat the words before it.

    Examples
    --------
    >>> Intention("I put the cup in the sink", "stand at the open window", 3).sentence
    'After I put the cup in the sink, I will stand at the open window for 3 minutes.'
    """

    WHAT: ClassVar[str] = _("planner sentence")

    cue: str = words(_("After"), hint=_("something that happens anyway, such as: I get off the bus"), lines=1)
    action: str = words(_("I will"), hint=_("one small thing"), lines=1)
    minutes: float | None = asking(amount(_("For how many minutes"), MINUTES))

    @property
    def started(self) -> bool:
        """Whether anything is filled in."""
        return any(self.said())

    @property
    def sentence(self) -> str:
        """The plan as one sentence; what is not filled in stands as dots."""
        said = {"cue": _REPEATED.sub("", self.cue), "action": _REPEATED.sub("", self.action)}
        said = {name: text.strip(" .,") or "…" for name, text in said.items()}
        if self.minutes is None:
            return _("After {cue}, I will {action} for ….", **said)
        if self.minutes % 1:
            return _("After {cue}, I will {action} for {minutes} minutes.", minutes=f"{self.minutes:g}", **said)
        return _n(
            "After {cue}, I will {action} for {n} minute.",
            "After {cue}, I will {action} for {n} minutes.",
            int(self.minutes),
            **said,
        )


@record
class HabitWeek(Record):
    """A week of habits of a fictional person, and a sentence that plans the next step.

    Parameters
    ----------
    habits : tuple of Habit
        At most one for each direction.
    intention : Intention

    Examples
    --------
    >>> HabitWeek((Habit("sleep", "Up by seven", (True, False, None, None, None, None, None)),))
    Habit week: 1 habit, 2 of 7 days answered; no planner sentence yet
    """

    WHAT: ClassVar[str] = _("week of habits")

    habits: tuple[Habit, ...] = rows(_("Habits"), _("Habit"), Habit)
    intention: Intention = one(_("Planner sentence"), Intention)

    def check(self) -> None:
        names = [entry.direction for entry in self.habits]
        if len(set(names)) < len(names):
            raise Refusal("A week can include each kind of habit only once.")
        ordered = sorted(self.habits, key=lambda entry: list(DIRECTIONS).index(entry.direction))
        object.__setattr__(self, "habits", tuple(ordered))

    def habit(self, direction: str) -> Habit:
        """Return the habit of one direction, blank when there is none."""
        return next((entry for entry in self.habits if entry.direction == direction), Habit(direction))

    @property
    def ready(self) -> bool:
        """Whether a day is answered and the planner sentence is complete."""
        return self.intention.ready and any(entry.answered for entry in self.habits)

    def summary(self) -> str:
        """Return the summaries of all habits."""
        return " ".join(entry.summary() for entry in self.habits) or _("No habits have been entered yet.")

    def describe(self) -> str:
        """Return every habit with its days, and the planner sentence."""
        lines = []
        for entry in self.habits:
            counts = [_("Counts as a yes: {words}.", words=entry.counts.strip())] if entry.counts else []
            lines.append(" ".join([entry.summary(), *counts]))
        lines += [_("Planned: {sentence}", sentence=self.intention.sentence)] if self.intention.started else []
        return "\n".join(lines) or _("No habits have been entered yet.")

    def __repr__(self) -> str:
        found = {"answered": sum(entry.answered for entry in self.habits), "days": len(DAYS) * len(self.habits)}
        return _n(
            "Habit week: {n} habit, {answered} of {days} days answered; {planned}",
            "Habit week: {n} habits, {answered} of {days} days answered; {planned}",
            len(self.habits),
            planned=_("with a planner sentence") if self.intention.ready else _("no planner sentence yet"),
            **found,
        )


def example_habits() -> HabitWeek:
    """Return a week of Maya's, which is fictional.

    Examples
    --------
    >>> example_habits().habit("sleep").summary()
    'Sleep: yes on 3 of 5 answered days, 2 unanswered. Hours noted on 5 days: 5.5 to 8.'
    """
    return HabitWeek.from_json(read_json("progress/examples_12.json")["maya_habits"])


#: Minutes up to which a first step is not asked about. The number is ours.
SMALL = 15

_PLANNER = _("Planner sentence")


def _has(words: str, text: str) -> bool:
    return bool(words_of(words).search(text.casefold()))


def _too_big(week: HabitWeek) -> Iterator[str]:
    plan = week.intention
    if (plan.minutes or 0) > SMALL or re.search(r"\band then\b", plan.action, re.IGNORECASE):
        yield _PLANNER


def _no_cue(week: HabitWeek) -> Iterator[str]:
    plan = week.intention
    if plan.started and (not plan.cue.strip() or _has("habit_vague", plan.cue)):
        yield _PLANNER


def _says(words: str) -> Callable[[HabitWeek], Iterator[str]]:
    def places(week: HabitWeek) -> Iterator[str]:
        if _has(words, f"{week.intention.cue} {week.intention.action}"):
            yield _PLANNER
        for entry in week.habits:
            if _has(words, entry.counts):
                yield _("{habit}, what counts as a yes", habit=entry.name)

    return places


HABIT_RULES: RuleSet[HabitWeek] = RuleSet(
    "habits",
    too_big=_too_big,
    no_cue=_no_cue,
    counting=_says("habit_counting"),
    judging=_says("habit_judging"),
)


def habit_questions(week: HabitWeek) -> tuple[Asked, ...]:
    """Return the questions that the rules ask about a week.

    Examples
    --------
    >>> from iopedu.progress.habits import Intention
    >>> week = HabitWeek(intention=Intention("later", "run and then stretch", 10))
    >>> [asked.rule.id for asked in habit_questions(week)]
    ['too_big', 'no_cue']
    """
    return HABIT_RULES.asked(week)
