"""The schedule of paced breathing and of short guided practices: which words stand when, without any clock."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import ClassVar

from iopedu.course.entries import Entries
from iopedu.course.files import options, read_rows
from iopedu.course.language import _, _n
from iopedu.course.record import Record, number, record
from iopedu.dbt.skills import Skill, skill

#: Always visible beside the pacer.
DIZZY = options("cautions")["breathing"]
_NOTES, _PARTS = options("breathing.notes"), options("breathing.parts")
_WORDS = {"breathe_in": _("Breathe in"), "hold_in": _("Hold"), "breathe_out": _("Breathe out"), "hold_out": _("Wait")}
_SIZES = {"breathe_in": (0.0, 1.0), "hold_in": (1.0, 1.0), "breathe_out": (1.0, 0.0), "hold_out": (0.0, 0.0)}


@dataclass(frozen=True)
class Step:
    """One part of a schedule.

    Parameters
    ----------
    at, seconds : int
        When it begins and how long it lasts.
    says : str
        What is shown and read out, once.
    cycle : int
        Number of the breath it belongs to, from 1.
    before, after : float
        Size of the circle at its begin and end, from 0 to 1.
    """

    at: int
    seconds: int
    says: str
    cycle: int
    before: float
    after: float


def schedule(parts: Iterable[tuple[int, str, float, float]], cycles: int = 1) -> tuple[Step, ...]:
    """Return the steps of some parts, one after the other, as often as there are cycles.

    Parameters
    ----------
    parts : iterable of (int, str, float, float)
        Seconds, words, and the size of the circle at the begin and at the end. A part of 0 seconds is left out.
    cycles : int
        How often.

    Examples
    --------
    >>> [(step.at, step.says) for step in schedule([(4, "In", 0, 1), (0, "Hold", 1, 1), (6, "Out", 1, 0)], 2)]
    [(0, 'In'), (4, 'Out'), (10, 'In'), (14, 'Out')]
    """
    found = [part for part in parts if part[0] > 0]
    steps, at = [], 0
    for cycle, (seconds, *rest) in itertools.product(range(1, cycles + 1), found):
        says, before, after = rest
        steps.append(Step(at, seconds, says, cycle, before, after))
        at += seconds
    return tuple(steps)


@record
class Rhythm(Record):
    """How long each part of a breath lasts, and how many breaths there are.

    Parameters
    ----------
    breathe_in, hold_in, breathe_out, hold_out : int
        Seconds; the two pauses may be 0.
    breaths : int

    Raises
    ------
    ValueError
        With a sentence for the learner when a number is out of bounds.

    Examples
    --------
    >>> Rhythm()
    Rhythm: 4 seconds in, 6 out; 6 breaths, 60 seconds in all
    """

    WHAT: ClassVar[str] = _("rhythm")

    breathe_in: int = number(_("Breathe in, seconds"), 2, 10, default=4)
    hold_in: int = number(_("Hold, seconds"), 0, 5, default=0)
    breathe_out: int = number(_("Breathe out, seconds"), 2, 12, default=6)
    hold_out: int = number(_("Wait, seconds"), 0, 5, default=0)
    breaths: int = number(_("Breaths"), 1, 30, default=6)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The schedule."""
        return schedule(((getattr(self, name), says, *_SIZES[name]) for name, says in _WORDS.items()), self.breaths)

    @property
    def seconds(self) -> int:
        """Length of the whole schedule."""
        return self.breaths * (self.breathe_in + self.hold_in + self.breathe_out + self.hold_out)

    def notes(self) -> tuple[str, ...]:
        """Return suggestions; none of them has to be followed."""
        applies = {"short": self.breathe_out < self.breathe_in, "pauses": self.hold_in + self.hold_out >= 6}
        return tuple(_NOTES[name] for name, found in applies.items() if found)

    def describe(self) -> str:
        """Return the rhythm and its suggestions in words."""
        return " ".join([f"{self!r}.", *self.notes()])

    def __repr__(self) -> str:
        parts = (said.format(seconds=getattr(self, name)) for name, said in _PARTS.items() if getattr(self, name))
        return _n(
            "Rhythm: {parts}; {n} breath, {seconds} seconds in all",
            "Rhythm: {parts}; {n} breaths, {seconds} seconds in all",
            self.breaths,
            parts=", ".join(parts),
            seconds=self.seconds,
        )


@dataclass(frozen=True)
class GuidedPractice:
    """A short practice of mindfulness, in our own words.

    Parameters
    ----------
    id, title : str
    skill : Skill
        Which skill it practices.
    steps : tuple of Step
    """

    id: str
    title: str
    skill: Skill
    steps: tuple[Step, ...]

    @property
    def seconds(self) -> int:
        """Its length."""
        return sum(step.seconds for step in self.steps)

    def describe(self) -> str:
        """Return the practice with its words, one below the other."""
        return "\n".join([f"{self!r}.", *(f"– {step.says}" for step in self.steps)])

    def __repr__(self) -> str:
        found = {"seconds": self.seconds, "skill": self.skill.name.lower()}
        return _("{title} ({seconds} seconds, {skill})", title=self.title, **found)


def _read() -> Iterator[GuidedPractice]:
    rows = read_rows("dbt/guided.csv")
    for (id, title, name), found in itertools.groupby(rows, itemgetter("practice", "title", "skill")):
        yield GuidedPractice(id, title, skill(name), schedule((int(r["seconds"]), r["says"], 0, 0) for r in found))


#: The short practices.
guided_practices = Entries("practice", _read)
