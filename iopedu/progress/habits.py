"""A week of small habits: yes, no or unanswered for each day, and a sentence that plans the next one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from iopedu.course.files import read_json
from iopedu.course.ratings import check_saved, check_text, in_plain_words, shown
from iopedu.course.text import allowed, counted, printable

__all__ = [
    "DAYS",
    "DIRECTIONS",
    "UNITS",
    "Habit",
    "HabitWeek",
    "Intention",
    "example_habits",
    "read_amount",
]

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DIRECTIONS: Mapping[str, str] = {
    "sleep": "Sleep",
    "exercise": "Exercise",
    "nutrition": "Nutrition",
    "mindfulness": "Mindfulness",
}
#: What can be noted beside yes and no. Food is not counted: counting can do harm.
UNITS: Mapping[str, str] = {"sleep": "hours", "exercise": "minutes", "nutrition": "", "mindfulness": "minutes"}
TOPS: Mapping[str, int] = {"hours": 24, "minutes": 600}

NONE_SET: tuple[None, ...] = (None,) * len(DAYS)


def read_amount(text: str, field: str, unit: str) -> float | None:
    """Return what was typed as hours or minutes, in halves; None for nothing.

    Raises
    ------
    ValueError
        With a sentence that names the field, what was typed and what is allowed.

    Examples
    --------
    >>> read_amount("7.5", "Hours on Monday", "hours"), read_amount("", "Hours on Monday", "hours")
    (7.5, None)
    """
    typed = text.strip()
    if not typed:
        return None
    if not re.fullmatch(r"[0-9]{1,3}(?:\.[05])?", typed) or float(typed) > TOPS[unit]:
        raise ValueError(_not_an_amount(field, typed, unit))
    return float(typed)


def _check_amount(field: str, value: object, unit: str) -> None:
    if type(value) not in (int, float) or not 0 <= value <= TOPS[unit] or value * 2 % 1:
        raise ValueError(_not_an_amount(field, value, unit))


def _not_an_amount(field: str, value: object, unit: str) -> str:
    return f"{field} is {shown(value)}. Write {unit} from 0 to {TOPS[unit]}, halves are fine, or leave it empty."


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
            raise ValueError(allowed("Habit", self.direction, list(DIRECTIONS)))
        check_text(f"{self.name}, what counts as a yes", self.counts)
        for name in ("days", "amounts"):
            found = getattr(self, name)
            if not isinstance(found, tuple | list) or len(found) != len(DAYS):
                raise ValueError(f"{self.name}: {name} should hold {len(DAYS)} places, one for each day.")
            object.__setattr__(self, name, tuple(found))
        for day, answer, amount in zip(DAYS, self.days, self.amounts, strict=True):
            self._check_day(day, answer, amount)

    def _check_day(self, day: str, answer: object, amount: object) -> None:
        if answer is not None and type(answer) is not bool:
            raise ValueError(f"{self.name} on {day} is {shown(answer)}. It is yes, no, or unanswered.")
        if amount is None:
            return
        if not self.unit:
            raise ValueError(f"{self.name} takes yes or no only. Food is not counted here, since counting can do harm.")
        _check_amount(f"{self.name}, {self.unit} on {day}", amount, self.unit)
        if answer is None:
            raise ValueError(f"{self.name}: there are {self.unit} for {day}, but no answer. Choose yes or no first.")

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
            return f"{self.name}: no day is answered yet."
        left = len(DAYS) - self.answered
        days = counted(self.answered, "answered day")
        parts = [f"{self.name}: yes on {self.days.count(True)} of {days}, {left or 'none'} unanswered."]
        noted = [amount for amount in self.amounts if amount is not None]
        if noted:
            low, high = min(noted), max(noted)
            span = f"{low:g}" if low == high else f"{low:g} to {high:g}"
            parts.append(f"{self.unit.capitalize()} noted on {counted(len(noted), 'day')}: {span}.")
        return " ".join(parts)

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
        check_text("After", self.cue)
        check_text("I will", self.action)
        if self.minutes is not None:
            _check_amount("For how many minutes", self.minutes, "minutes")

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
        size = "…" if self.minutes is None else f"{self.minutes:g} minute{'' if self.minutes == 1 else 's'}"
        return f"After {self.cue.strip() or '…'}, I will {self.action.strip() or '…'} for {size}."

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
    HabitWeek: 1 habit, 2 of 7 days answered; no planner sentence yet
    """

    habits: tuple[Habit, ...] = ()
    intention: Intention = Intention()

    def __post_init__(self) -> None:
        entries = tuple(self.habits)
        if not all(isinstance(entry, Habit) for entry in entries) or not isinstance(self.intention, Intention):
            raise ValueError("A week holds habits and one planner sentence, and nothing else.")
        names = [entry.direction for entry in entries]
        if len(set(names)) < len(names):
            raise ValueError("A week holds each kind of habit once.")
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
        return " ".join(entry.summary() for entry in self.habits) or "No habit is entered yet."

    def describe(self) -> str:
        """Return every habit with its days, and the planner sentence."""
        lines = []
        for entry in self.habits:
            lines.append(f"{entry.summary()}{f' Counts as a yes: {entry.counts.strip()}.' if entry.counts else ''}")
        lines += [f"Planned: {self.intention.sentence}"] if self.intention.started else []
        return "\n".join(lines) or "No habit is entered yet."

    def to_json(self) -> dict[str, Any]:
        """Return the week as JSON values."""
        habits = [{**asdict(entry), "days": list(entry.days), "amounts": list(entry.amounts)} for entry in self.habits]
        return {"version": 1, "habits": habits, "intention": asdict(self.intention)}

    @classmethod
    def from_json(cls, found: Any) -> HabitWeek:
        """Read a week that `to_json` wrote; raises ValueError when it is something else."""
        saved = check_saved(found, "week of habits", ("habits", "intention"))
        entries = saved.get("habits", [])
        if not isinstance(entries, list):
            raise ValueError("habits should hold a list.")
        habits = [_read(Habit, {"direction": ""} | entry if isinstance(entry, dict) else entry) for entry in entries]
        return cls(tuple(habits), _read(Intention, saved.get("intention", {})))

    def __repr__(self) -> str:
        planned = "with a planner sentence" if self.intention.ready else "no planner sentence yet"
        answered, all_days = sum(entry.answered for entry in self.habits), len(DAYS) * len(self.habits)
        return f"HabitWeek: {counted(len(self.habits), 'habit')}, {answered} of {all_days} days answered; {planned}"


def _read(kind: type, entry: Any) -> Any:
    names = [field.name for field in fields(kind)]
    if not isinstance(entry, dict) or not set(entry) <= set(names):
        raise ValueError(f"A saved week holds {shown(entry)}; this place takes: {', '.join(names)}.")
    return kind(**entry)


def example_habits() -> HabitWeek:
    """Return a week of Maya's, which is made up.

    Examples
    --------
    >>> example_habits().habit("sleep").summary()
    'Sleep: yes on 3 of 5 answered days, 2 unanswered. Hours noted on 5 days: 5.5 to 8.'
    """
    return HabitWeek.from_json(read_json("progress/examples_12.json")["maya_habits"])
