"""What was found on sleep, exercise, nutrition, mindfulness and peers, each with what it was compared with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from iopedu.course.facts import Fact, fact
from iopedu.course.files import read_rows
from iopedu.course.text import allowed

#: Which side of zero is the better one.
SIGNS = ("below", "above")


@dataclass(frozen=True)
class Effect:
    """One standardized effect.

    Parameters
    ----------
    fact : Fact
        The number with its people, year and source.
    habit, what, against : str
        The direction it belongs to; the treatment; what it was compared with.
    better : {"below", "above"}
        Which side of zero means better.
    interval : str
        What the two ends mean, or "not seen".
    """

    fact: Fact
    habit: str
    what: str
    against: str
    better: str
    interval: str

    def __post_init__(self) -> None:
        if self.better not in SIGNS:
            raise ValueError(f"{self.fact.id}: {allowed('better', self.better, SIGNS)}")
        if (self.interval == "not seen") == bool(self.fact.low):
            raise ValueError(f"{self.fact.id}: the interval is {self.interval!r}, which does not fit the fact.")


@cache
def habit_effects(better: str | None = None) -> tuple[Effect, ...]:
    """Return the standardized effects; with a sign, only those in which this side of zero is the better one.

    Examples
    --------
    >>> [effect.against for effect in habit_effects("above")][:2]
    ['no treatment', 'minimal treatment']
    """
    if better is not None and better not in SIGNS:
        raise ValueError(allowed("better", better, SIGNS))
    return tuple(
        Effect(fact(row["fact"]), row["habit"], row["what"], row["against"], row["better"], row["interval"])
        for row in read_rows("progress/habit_effects.csv")
        if better in (None, row["better"])
    )
