"""The schedule of paced breathing and of short guided practices: which words stand when, without any clock."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from iopedu.course.files import read_rows
from iopedu.course.language import _, _n
from iopedu.course.ratings import check_saved, shown
from iopedu.course.text import by_id
from iopedu.dbt.skills import Skill, skill

#: Always visible beside the pacer.
DIZZY = _(
    "Stop at once if you feel dizzy, short of air or more anxious, and breathe as you like. With a lung or heart "
    "illness, ask a clinician first. You may do it with open eyes, and you may do less."
)
BOUNDS: Mapping[str, tuple[str, int, int]] = {
    "breathe_in": (_("Breathe in, seconds"), 2, 10),
    "hold_in": (_("Hold, seconds"), 0, 5),
    "breathe_out": (_("Breathe out, seconds"), 2, 12),
    "hold_out": (_("Wait, seconds"), 0, 5),
    "breaths": (_("Breaths"), 1, 30),
}
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


@dataclass(frozen=True)
class Rhythm:
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

    breathe_in: int = 4
    hold_in: int = 0
    breathe_out: int = 6
    hold_out: int = 0
    breaths: int = 6

    def __post_init__(self) -> None:
        for name, (label, least, most) in BOUNDS.items():
            value = getattr(self, name)
            if type(value) is not int or not least <= value <= most:
                found = {"part": label, "value": shown(value), "least": least, "most": most}
                raise ValueError(
                    _("{part}: {value} is not allowed. Use a whole number from {least} to {most}.", **found)
                )

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
        found = []
        if self.breathe_out < self.breathe_in:
            found.append(
                _(
                    "The out-breath is shorter than the in-breath. For calming, an out-breath of the same length or "
                    "longer is the usual advice. Keep what is comfortable."
                )
            )
        if self.hold_in + self.hold_out >= 6:
            found.append(_("These are long pauses. Without any pause it is often easier."))
        return tuple(found)

    def describe(self) -> str:
        """Return the rhythm and its suggestions in words."""
        return " ".join([f"{self!r}.", *self.notes()])

    def to_json(self) -> dict[str, Any]:
        """Return the rhythm as JSON values."""
        return {"version": 1, **asdict(self)}

    @classmethod
    def from_json(cls, found: Any) -> Rhythm:
        """Read a rhythm that `to_json` wrote; raises ValueError when it is something else."""
        return cls(**check_saved(found, _("rhythm"), cls.__dataclass_fields__))

    def __repr__(self) -> str:
        parts = [_("{seconds} seconds in", seconds=self.breathe_in)]
        parts += [_("{seconds} hold", seconds=self.hold_in)] if self.hold_in else []
        parts += [_("{seconds} out", seconds=self.breathe_out)]
        parts += [_("{seconds} wait", seconds=self.hold_out)] if self.hold_out else []
        return _n(
            "Rhythm: {parts}; {n} breath, {seconds} seconds in all",
            "Rhythm: {parts}; {n} breaths, {seconds} seconds in all",
            self.breaths,
            parts=", ".join(parts),
            seconds=self.seconds,
        )


def read_rhythm(typed: Mapping[str, str]) -> Rhythm:
    """Return the rhythm that was typed, one text for each part.

    Raises
    ------
    ValueError
        With a sentence that names the part, what was typed and what is allowed.

    Examples
    --------
    >>> read_rhythm({"breathe_in": "5", "hold_in": "0", "breathe_out": " 7 ", "hold_out": "0", "breaths": "10"})
    Rhythm: 5 seconds in, 7 out; 10 breaths, 120 seconds in all
    """
    found = {}
    for name, text in typed.items():
        label, least, most = BOUNDS[name]
        if not re.fullmatch(r"\d{1,3}", text.strip(), re.ASCII):
            given = {"part": label, "value": shown(text), "least": least, "most": most}
            raise ValueError(
                _("{part}: {value} is not a number. Write a whole number from {least} to {most}.", **given)
            )
        found[name] = int(text)
    return Rhythm(**found)


@dataclass(frozen=True)
class GuidedPractice:
    """A short practice of mindfulness, in our own words.

    Parameters
    ----------
    id, title : str
    skill : Skill
        Which skill it practices.
    steps : tuple of Step

    Raises
    ------
    ValueError
        When it is shorter than one minute or longer than three.
    """

    id: str
    title: str
    skill: Skill
    steps: tuple[Step, ...]

    def __post_init__(self) -> None:
        if not 60 <= self.seconds <= 180:
            raise ValueError(f"{self.title}: {self.seconds} seconds is not between one and three minutes.")

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


@cache
def guided_practices() -> tuple[GuidedPractice, ...]:
    """Return the short practices.

    Examples
    --------
    >>> guided_practices()[0]
    Feet and sounds (95 seconds, observe)
    """
    found = itertools.groupby(
        read_rows("dbt/guided.csv"), key=lambda row: (row["practice"], row["title"], row["skill"])
    )
    return tuple(
        GuidedPractice(id, title, skill(name), schedule((int(row["seconds"]), row["says"], 0, 0) for row in rows))
        for (id, title, name), rows in found
    )


def guided_practice(name: str) -> GuidedPractice:
    """Return one short practice by its id.

    Raises
    ------
    ValueError
        When there is no such practice.
    """
    return by_id("practice", name, guided_practices())
