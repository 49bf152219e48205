"""A week of small habits: yes, no or unanswered for each day, and a sentence that plans the next one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from iopedu.course.files import read_json
from iopedu.course.language import _, _n
from iopedu.course.ratings import check_saved, check_text, in_plain_words, shown
from iopedu.course.text import allowed, printable
from iopedu.progress.amounts import MINUTES, UNITS, check_amount

DAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
DIRECTIONS: Mapping[str, str] = {
    "sleep": _("Sleep"),
    "exercise": _("Exercise"),
    "nutrition": _("Nutrition"),
    "mindfulness": _("Mindfulness"),
}
NONE_SET: tuple[None, ...] = (None,) * len(DAYS)


@dataclass(frozen=True)
class Habit:
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
    >>> Habit("sleep", "Up by half past seven", (True, True, False, True, None, False, None)).summary()
    'Sleep: yes on 3 of 5 answered days, 2 unanswered.'
    """

    direction: str
    counts: str = ""
    days: tuple[bool | None, ...] = NONE_SET
    amounts: tuple[float | None, ...] = NONE_SET

    def __post_init__(self) -> None:
        if not isinstance(self.direction, str) or self.direction not in DIRECTIONS:
            raise ValueError(allowed(_("Habit"), self.direction, list(DIRECTIONS)))
        check_text(_("{habit}, what counts as a yes", habit=self.name), self.counts)
        for name in ("days", "amounts"):
            found = getattr(self, name)
            if not isinstance(found, tuple | list) or len(found) != len(DAYS):
                places = {"habit": self.name, "field": name, "days": len(DAYS)}
                raise ValueError(_("{habit}: {field} should hold {days} places, one for each day.", **places))
            object.__setattr__(self, name, tuple(found))
        for day, answer, amount in zip(DAYS, self.days, self.amounts, strict=True):
            self._check_day(day, answer, amount)

    def _check_day(self, day: str, answer: object, amount: object) -> None:
        found = {"habit": self.name, "unit": self.unit, "day": day}
        if answer is not None and type(answer) is not bool:
            raise ValueError(
                _("{habit} on {day} is {value}. It is yes, no, or unanswered.", value=shown(answer), **found)
            )
        if amount is None:
            return
        if not self.unit:
            raise ValueError(
                _("{habit} takes yes or no only. Food is not counted here, since counting can do harm.", **found)
            )
        check_amount(_("{habit}, {unit} on {day}", **found), amount, self.unit)
        if answer is None:
            raise ValueError(_("{habit}: there are {unit} for {day}, but no answer. Choose yes or no first.", **found))

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
            return _("{habit}: no day is answered yet.", habit=self.name)
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
        said = _n(
            "{unit} noted on {n} day: {amounts}.",
            "{unit} noted on {n} days: {amounts}.",
            len(noted),
            unit=self.unit.capitalize(),
            amounts=low if low == high else _("{low} to {high}", low=low, high=high),
        )
        return (said,)

    def __repr__(self) -> str:
        return self.summary()


@dataclass(frozen=True)
class Intention:
    """After something that happens anyway, a small thing for a few minutes.

    Examples
    --------
    >>> Intention("I put the cup in the sink", "stand at the open window", 3)
    After I put the cup in the sink, I will stand at the open window for 3 minutes.
    """

    cue: str = ""
    action: str = ""
    minutes: float | None = None

    def __post_init__(self) -> None:
        check_text(_("After"), self.cue)
        check_text(_("I will"), self.action)
        if self.minutes is not None:
            check_amount(_("For how many minutes"), self.minutes, MINUTES)

    @property
    def started(self) -> bool:
        """Whether anything is filled in."""
        return bool(self.cue.strip() or self.action.strip() or self.minutes is not None)

    @property
    def ready(self) -> bool:
        """Whether the sentence is complete."""
        return in_plain_words(self.cue) and in_plain_words(self.action) and self.minutes is not None

    @property
    def sentence(self) -> str:
        """The plan as one sentence; what is not filled in stands as dots."""
        said = {"cue": self.cue.strip() or "…", "action": self.action.strip() or "…"}
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

    def __repr__(self) -> str:
        return printable(self.sentence)


@dataclass(frozen=True)
class HabitWeek:
    """A week of habits of a made-up person, and a sentence that plans the next step.

    Parameters
    ----------
    habits : tuple of Habit
        At most one for each direction.
    intention : Intention

    Examples
    --------
    >>> HabitWeek((Habit("sleep", "Up by half past seven", (True, False, None, None, None, None, None)),))
    Habit week: 1 habit, 2 of 7 days answered; no planner sentence yet
    """

    habits: tuple[Habit, ...] = ()
    intention: Intention = Intention()

    def __post_init__(self) -> None:
        entries = tuple(self.habits)
        if not all(isinstance(entry, Habit) for entry in entries) or not isinstance(self.intention, Intention):
            raise ValueError(_("A week holds habits and one planner sentence, and nothing else."))
        names = [entry.direction for entry in entries]
        if len(set(names)) < len(names):
            raise ValueError(_("A week holds each kind of habit once."))
        object.__setattr__(self, "habits", tuple(sorted(entries, key=lambda e: list(DIRECTIONS).index(e.direction))))

    def habit(self, direction: str) -> Habit:
        """Return the habit of one direction, blank when there is none."""
        return next((entry for entry in self.habits if entry.direction == direction), Habit(direction))

    @property
    def ready(self) -> bool:
        """Whether a day is answered and the planner sentence is complete."""
        return self.intention.ready and any(entry.answered for entry in self.habits)

    def summary(self) -> str:
        """Return the summaries of all habits."""
        return " ".join(entry.summary() for entry in self.habits) or _("No habit is entered yet.")

    def describe(self) -> str:
        """Return every habit with its days, and the planner sentence."""
        lines = []
        for entry in self.habits:
            counts = [_("Counts as a yes: {words}.", words=entry.counts.strip())] if entry.counts else []
            lines.append(" ".join([entry.summary(), *counts]))
        lines += [_("Planned: {sentence}", sentence=self.intention.sentence)] if self.intention.started else []
        return "\n".join(lines) or _("No habit is entered yet.")

    def to_json(self) -> dict[str, Any]:
        """Return the week as JSON values."""
        habits = [{**asdict(entry), "days": list(entry.days), "amounts": list(entry.amounts)} for entry in self.habits]
        return {"version": 1, "habits": habits, "intention": asdict(self.intention)}

    @classmethod
    def from_json(cls, found: Any) -> HabitWeek:
        """Read a week that `to_json` wrote; raises ValueError when it is something else."""
        saved = check_saved(found, _("week of habits"), ("habits", "intention"))
        entries = saved.get("habits", [])
        if not isinstance(entries, list):
            raise ValueError(_("habits should hold a list."))
        habits = [_read(Habit, {"direction": ""} | entry if isinstance(entry, dict) else entry) for entry in entries]
        return cls(tuple(habits), _read(Intention, saved.get("intention", {})))

    def __repr__(self) -> str:
        found = {"answered": sum(entry.answered for entry in self.habits), "days": len(DAYS) * len(self.habits)}
        return _n(
            "Habit week: {n} habit, {answered} of {days} days answered; {planned}",
            "Habit week: {n} habits, {answered} of {days} days answered; {planned}",
            len(self.habits),
            planned=_("with a planner sentence") if self.intention.ready else _("no planner sentence yet"),
            **found,
        )


def _read(kind: type, entry: Any) -> Any:
    names = [field.name for field in fields(kind)]
    if not isinstance(entry, dict) or not set(entry) <= set(names):
        found = {"value": shown(entry), "fields": ", ".join(names)}
        raise ValueError(_("A saved week holds {value}; this place takes: {fields}.", **found))
    return kind(**entry)


def example_habits() -> HabitWeek:
    """Return a week of Maya's, which is made up.

    Examples
    --------
    >>> example_habits().habit("sleep").summary()
    'Sleep: yes on 3 of 5 answered days, 2 unanswered. Hours noted on 5 days: 5.5 to 8.'
    """
    return HabitWeek.from_json(read_json("progress/examples_12.json")["maya_habits"])
