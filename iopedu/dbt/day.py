"""One day of a diary card. What is not answered is not in it: it is never 0, and never “no”."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from iopedu.course.ratings import check_rating, check_saved, check_text, in_plain_words, shown
from iopedu.course.text import counted, printable
from iopedu.dbt.dates import check_date, day_name, read_iso
from iopedu.dbt.skills import skill

__all__ = ["LONGEST", "TOP", "Day", "Target", "check_name", "number", "read_amount"]

#: Urges and emotions share one scale, so that a 4 means the same in every row of the card.
TOP = 5
LONGEST = 40


def check_name(what: str, name: object) -> None:
    """Refuse a name of a row that cannot stand at its head."""
    check_text(what, name)
    if not in_plain_words(name):
        raise ValueError(f"{what} has no name yet. Write one in a few words.")
    if len(name) > LONGEST or printable(name) != name or "\n" in name or name != name.strip():
        raise ValueError(f"{what} is {shown(name)}. Write a name of up to {LONGEST} letters on one line.")


def number(amount: float) -> str:
    """Return an amount without needless zeros.

    Examples
    --------
    >>> number(2.0), number(5.5)
    ('2', '5.5')
    """
    return f"{amount:.2f}".rstrip("0").rstrip(".")


def read_amount(text: str, field: str) -> float | None:
    """Return what a learner typed as an amount, or None for nothing.

    Raises
    ------
    ValueError
        With a sentence that names the field, what was typed and what is allowed.

    Examples
    --------
    >>> read_amount("5.5", "How much"), read_amount("", "How much")
    (5.5, None)
    """
    typed = text.strip()
    if not typed:
        return None
    if not re.fullmatch(r"\d{1,4}([.,]\d{1,2})?", typed, re.ASCII):
        raise ValueError(f"{field} is {shown(typed)}. Write a number such as 2 or 1.5, or leave it empty.")
    return float(typed.replace(",", "."))


@dataclass(frozen=True)
class Target:
    """Something that a card follows: an urge, rated from 0 to 5, and apart from it whether it was acted on.

    Parameters
    ----------
    name : str
    unit : str
        Unit of the amount, such as "hours"; empty when no amount is asked for.
    acts : bool
        Whether there is an action to ask about; with a thought there is none.

    Raises
    ------
    ValueError
        With a sentence for the learner.
    """

    name: str
    unit: str = ""
    acts: bool = True

    def __post_init__(self) -> None:
        check_name("Urge", self.name)
        if self.unit:
            check_name(f"Unit of “{self.name}”", self.unit)
        if type(self.acts) is not bool or (self.unit and not self.acts):
            raise ValueError(f"“{self.name}” has a unit, so there has to be an action to ask about.")

    def to_json(self) -> dict[str, Any]:
        """Return the target as JSON values."""
        return {"version": 1, **vars(self)}

    @classmethod
    def from_json(cls, found: Any) -> Target:
        """Read a target that `to_json` wrote; raises ValueError when it is something else."""
        saved = {"name": "", **check_saved(found, "urge", cls.__dataclass_fields__)}
        check_text("Unit", saved.get("unit", ""))
        return cls(**saved)

    def __repr__(self) -> str:
        return f"{self.name}{f' (in {self.unit})' if self.unit else ''}"


@dataclass(frozen=True)
class Day:
    """One day: urges and actions apart from each other, emotions, what was done well, skills, a note.

    Parameters
    ----------
    on : datetime.date
    urges, emotions : mapping of str to int
        Ratings from 0 to 5 by name. What is not answered is left out; a 0 is an answer.
    acted : mapping of str to bool
        Whether somebody acted on an urge, whatever its rating.
    amounts : mapping of str to float
        How much, in the unit of the target.
    effective : tuple of str
        What was done that helped.
    skills : tuple of str
        Ids of `iopedu.dbt.skills`.
    note : str
    filled_on : datetime.date or None
        When the day was filled in; None when nobody said.

    Raises
    ------
    ValueError
        With a sentence that names the day and the field.

    Examples
    --------
    >>> Day(date(2026, 3, 18), urges={"Urge to withdraw": 9})
    Traceback (most recent call last):
    ...
    ValueError: Wednesday, March 18: Urge to withdraw is 9. Write a whole number from 0 to 5, or leave it empty.
    """

    on: date
    urges: Mapping[str, int] = field(default_factory=dict)
    acted: Mapping[str, bool] = field(default_factory=dict)
    amounts: Mapping[str, float] = field(default_factory=dict)
    emotions: Mapping[str, int] = field(default_factory=dict)
    effective: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    note: str = ""
    filled_on: date | None = None

    #: Parts that hold one answer for each name.
    ANSWERS = ("urges", "acted", "amounts", "emotions")

    def __post_init__(self) -> None:
        check_date("Day", self.on)
        for part in self.ANSWERS:
            answers = getattr(self, part)
            if not isinstance(answers, Mapping) or not all(isinstance(name, str) for name in answers):
                raise ValueError(f"{self.name}: {part} should hold one answer for each name.")
            kept = {name: value for name, value in answers.items() if value is not None}
            object.__setattr__(self, part, MappingProxyType(kept))
        for name, value in (*self.urges.items(), *self.emotions.items()):
            check_rating(f"{self.name}: {printable(name)}", value, TOP)
        self._check_actions()
        self._check_rest()

    def _check_actions(self) -> None:
        for name, value in self.acted.items():
            if type(value) is not bool:
                raise ValueError(f"{self.name}: {printable(name)}: “Acted on it?” is {shown(value)}. It is yes or no.")
        for name, value in self.amounts.items():
            where = f"{self.name}: {printable(name)}: the amount is {shown(value)}"
            if type(value) not in (int, float) or not 0 < value <= 1000:
                raise ValueError(f"{where}. Write a number above 0, up to 1000, or leave it empty.")
            if self.acted.get(name) is not True:
                raise ValueError(f"{where}, but “Acted on it?” is not set to yes. Set it to yes first.")

    def _check_rest(self) -> None:
        check_text(f"{self.name}: Note", self.note)
        for part in ("effective", "skills"):
            texts = getattr(self, part)
            if isinstance(texts, str) or not all(isinstance(text, str) for text in texts):
                raise ValueError(f"{self.name}: {part} should hold a list of texts.")
            object.__setattr__(self, part, tuple(dict.fromkeys(text for text in texts if text.strip())))
        for name in self.skills:
            try:
                skill(name)
            except ValueError as problem:
                raise ValueError(f"{self.name}: {problem}") from None
        if self.filled_on is not None:
            check_date(f"{self.name}: Filled in on", self.filled_on)
            if self.filled_on < self.on:
                raise ValueError(f"{self.name}: it cannot be filled in before it began, on {day_name(self.filled_on)}.")

    @property
    def name(self) -> str:
        """The day in words."""
        return day_name(self.on)

    @property
    def empty(self) -> bool:
        """Whether nothing is answered."""
        parts = (*self.ANSWERS, "effective", "skills")
        return not any(getattr(self, part) for part in parts) and not self.note.strip()

    @property
    def days_late(self) -> int:
        """How many days later it was filled in; 0 when it was on the day, or when nobody said."""
        return (self.filled_on - self.on).days if self.filled_on else 0

    def describe(self) -> str:
        """Return everything that is answered, in one line."""
        late = f" (filled in {counted(self.days_late, 'day')} late)" if self.days_late else ""
        parts = [f"{name} {value}" for name, value in self.urges.items()]
        for name, value in self.acted.items():
            how_much = f", {number(self.amounts[name])}" if name in self.amounts else ""
            parts.append(f"{name}: {f'acted on it{how_much}' if value else 'not acted on'}")
        parts += [f"{name} {value}" for name, value in self.emotions.items()]
        parts += [f"skill: {skill(name).name}" for name in self.skills]
        parts += [f"effective: {text.rstrip('.')}" for text in self.effective]
        parts += [f"note: {self.note.rstrip('.')}"] if self.note.strip() else []
        return f"{self.name}{late}: {'; '.join(parts) or 'nothing filled in'}."

    def to_json(self) -> dict[str, Any]:
        """Return the day as JSON values."""
        answers = {part: dict(getattr(self, part)) for part in self.ANSWERS}
        late = None if self.filled_on is None else self.filled_on.isoformat()
        lists = {"effective": list(self.effective), "skills": list(self.skills)}
        return {"version": 1, "on": self.on.isoformat(), **answers, **lists, "note": self.note, "filled_on": late}

    @classmethod
    def from_json(cls, found: Any) -> Day:
        """Read a day that `to_json` wrote; raises ValueError when it is something else."""
        saved = check_saved(found, "day", cls.__dataclass_fields__)
        saved["on"] = read_iso(saved.get("on"), "Day")
        for part in ("effective", "skills"):
            if not isinstance(saved.get(part, []), list):
                raise ValueError(f"{day_name(saved['on'])}: {part} should hold a list.")
        if saved.get("filled_on") is not None:
            saved["filled_on"] = read_iso(saved["filled_on"], f"{day_name(saved['on'])}: Filled in on")
        return cls(**saved)

    def __repr__(self) -> str:
        return printable(self.describe())
