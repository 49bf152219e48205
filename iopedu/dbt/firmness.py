"""How firmly to ask, or to say no: a teaching heuristic in our own words, with its rule shown in full."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from iopedu.course.entries import read_entries
from iopedu.course.files import options, read_json, read_rows
from iopedu.course.language import _, _n
from iopedu.course.record import Record, choice, record, words
from iopedu.course.text import listed, printable

ANSWERS: Mapping[str, str] = {"yes": _("yes"), "no": _("no"), "unsure": _("unsure")}
MODES: Mapping[str, str] = {"ask": _("Asking for something"), "refuse": _("Saying no")}
SAFETY = _("Could asking or saying no put somebody in danger, for example with a person who threatens or hurts people?")
PEOPLE_FIRST = options("cautions")["firmness"]


@dataclass(frozen=True)
class Consideration:
    """One thing to consider: as a reason to be firm, or as readiness; asked in two ways."""

    id: str
    short: str
    side: str
    ask: str
    refuse: str


CONSIDERATIONS: Mapping[str, Consideration] = {
    one.id: one for one in read_entries(Consideration, "dbt/considerations.csv")
}
REASONS = tuple(name for name, entry in CONSIDERATIONS.items() if entry.side == "reason")
READINESS = tuple(name for name, entry in CONSIDERATIONS.items() if entry.side == "readiness")

#: From the least firm to the firmest: how to ask, how to say no.
LEVELS: Mapping[str, tuple[str, ...]] = {
    mode: tuple(row[mode] for row in read_rows("dbt/firmness.csv")) for mode in MODES
}


def level_for(reasons: int, readiness: int) -> int:
    """Return the level of firmness, 0 to 5: each reason counts one step, and every two signs of readiness one more.

    Parameters
    ----------
    reasons : int
        How many of the three reasons are answered with yes.
    readiness : int
        How many of the four signs of readiness are answered with yes.

    Examples
    --------
    >>> level_for(0, 0), level_for(3, 1), level_for(3, 4)
    (0, 3, 5)
    """
    return reasons + readiness // 2


def _weighed(name: str) -> Any:
    entry = CONSIDERATIONS[name]
    return choice(entry.short, ANSWERS, ask=entry.ask, unset=_("Not answered"))


@record
class Firmness(Record):
    """One request or refusal, considered.

    Parameters
    ----------
    what : str
        What is asked for or refused, and of whom.
    mode : str
        Key of `MODES`.
    danger, right, stake, long_term, power, bond, timing, homework : str
        "yes", "no", "unsure", or empty while not answered. Unsure never makes it firmer.

    Raises
    ------
    ValueError
        When an answer is something else.

    Examples
    --------
    >>> Firmness(danger="unsure").advice()[:13]
    'Safety first.'
    """

    WHAT: ClassVar[str] = _("consideration")

    what: str = words(_("What is being asked for or refused, and who it involves"), lines=1)
    mode: str = choice(_("Mode"), MODES, ask=" / ".join(MODES.values()), default="ask")
    danger: str = choice(_("Danger"), ANSWERS, ask=SAFETY, unset=_("Not answered"), denies="no")
    right: str = _weighed("right")
    stake: str = _weighed("stake")
    long_term: str = _weighed("long_term")
    power: str = _weighed("power")
    bond: str = _weighed("bond")
    timing: str = _weighed("timing")
    homework: str = _weighed("homework")

    @property
    def answers(self) -> dict[str, str]:
        """The answers by consideration; empty while one is not given."""
        return {name: getattr(self, name) for name in CONSIDERATIONS}

    @property
    def people_first(self) -> bool:
        """Whether danger is possible, so that no level is named."""
        return self.danger in ("yes", "unsure")

    @property
    def counts(self) -> tuple[int, int]:
        """How many reasons and how many signs of readiness are answered with yes."""
        given = self.answers
        return sum(given[name] == "yes" for name in REASONS), sum(given[name] == "yes" for name in READINESS)

    @property
    def level(self) -> int | None:
        """Level from 0 to 5; None with possible danger, and while an answer is missing."""
        if self.danger != "no" or not all(self.answers.values()):
            return None
        return level_for(*self.counts)

    @property
    def lacking(self) -> tuple[str, ...]:
        """What is not answered yet, by name; nothing with possible danger."""
        return () if self.people_first else super().lacking

    def advice(self) -> str:
        """Return the level in words and how it came about, or what stands before it."""
        if self.people_first:
            return PEOPLE_FIRST
        if self.level is None:
            left = [label for label in self.lacking if label != self.asks()["what"].label]
            return _("No level yet. Not answered: {names}.", names=listed(left))
        levels, (reasons, readiness) = LEVELS[self.mode], self.counts
        ready = _n(
            "{n} of {total} signs of readiness", "{n} of {total} signs of readiness", readiness, total=len(READINESS)
        )
        said = _(
            "Level {level} of {highest}: {advice}. It is based on {reasons} and {signs}.",
            level=self.level,
            highest=len(levels) - 1,
            advice=levels[self.level],
            reasons=_n("{n} of {total} reasons", "{n} of {total} reasons", reasons, total=len(REASONS)),
            signs=ready,
        )
        return f"{said} {_('A no about your own body needs no reasons.')}" if self.mode == "refuse" else said

    def what_would_change(self) -> tuple[str, ...]:
        """Return what is unsure and how to settle it, and which single yes would make it firmer."""
        if self.level is None:
            return ()
        unsure = [CONSIDERATIONS[name].short.lower() for name, answer in self.answers.items() if answer == "unsure"]
        found = [_("Unsure, so not counted: {names}. Find out first.", names=listed(unsure))] if unsure else []
        for name, answer in self.answers.items():
            reasons, readiness = self.counts
            more = level_for(reasons + (name in REASONS), readiness + (name in READINESS))
            if answer != "yes" and more > self.level:
                short = CONSIDERATIONS[name].short
                found.append(_("A yes to “{name}” would make it level {level}.", name=short, level=more))
        return tuple(found)

    def describe(self) -> str:
        """Return every answer and where they lead, one below the other."""
        if self == type(self)(mode=self.mode):
            return _("Nothing considered yet.")
        said = [f"{MODES[self.mode]}: {self.what or _('not said')}"]
        said += [f"{label}: {answer}" for label, answer in self.said("danger", *CONSIDERATIONS)]
        return "\n".join([*said, self.advice(), *self.what_would_change()])

    def __repr__(self) -> str:
        level = _("no level yet") if self.level is None else _("level {level}", level=self.level)
        found = {
            "mode": MODES[self.mode],
            "answered": sum(map(bool, self.answers.values())),
            "total": len(CONSIDERATIONS),
            "level": _("people first") if self.people_first else level,
        }
        return printable(_("{mode}: {answered} of {total} considerations answered, {level}", **found))


def example_firmness() -> Firmness:
    """Return how firmly Maya asks her office manager, which is fictional.

    Examples
    --------
    >>> example_firmness()
    Asking for something: 7 of 7 considerations answered, level 4
    """
    return Firmness.from_json(read_json("dbt/examples_08.json")["maya_firmness"])
