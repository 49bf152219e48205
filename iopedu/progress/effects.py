"""What was found on sleep, exercise, nutrition, mindfulness and peers, each with what it was compared with."""

from __future__ import annotations

from dataclasses import dataclass

from iopedu.course.entries import Entries
from iopedu.course.facts import Fact


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
        if (self.interval == "not seen") == bool(self.fact.low):
            raise ValueError(f"{self.fact.id}: the interval is {self.interval!r}, which does not fit the fact.")


#: The standardized effects; in a group of them the same side of zero is the better one.
habit_effects = Entries.of("effect", Effect, "progress/habit_effects.csv", "fact", "better")
