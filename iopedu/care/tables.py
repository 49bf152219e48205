"""What the facts about levels add up to: hours in a week, stays, follow-up, discharges, disagreements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from iopedu.care.levels import Level, known, levels
from iopedu.course.entries import Entries
from iopedu.course.facts import Fact, facts_on
from iopedu.course.files import read_rows

HOURS_IN_A_WEEK = 7 * 24
_DAYS_IN = {"hours": 1 / 24, "days": 1, "weeks": 7, "months": 365.25 / 12}


@dataclass(frozen=True)
class WeeklyHours:
    """How many of the 168 hours of a week a level takes.

    Parameters
    ----------
    level : Level
    floor, below : Fact or None
        The least that a rule asks for; the number of hours that the level stays at or under.
    examples : tuple of Fact
        Schedules of named programs.
    """

    level: Level
    floor: Fact | None
    below: Fact | None
    examples: tuple[Fact, ...]

    @property
    def round_the_clock(self) -> bool:
        """Whether people live there, so that all hours of the week are spent in care."""
        return self.level.overnight == "yes"


def weekly_hours(field: str = "mental_health") -> tuple[WeeklyHours, ...]:
    """Return floor, limit and examples of weekly hours for each level.

    Examples
    --------
    >>> iop = weekly_hours()[4]
    >>> iop.floor.value, [fact.value for fact in iop.examples]
    ('9', ['13', '12', '14'])
    """
    found = []
    for level in levels():
        weekly = [fact for fact in known(level.id, "hours", field) if fact.unit == "hours/week"]
        rules = [fact for fact in weekly if fact.kind == "rule"]
        found.append(
            WeeklyHours(
                level,
                floor=next((fact for fact in rules if fact.value), None),
                below=next((fact for fact in rules if fact.high), None),
                examples=tuple(fact for fact in weekly if fact.kind == "example"),
            )
        )
    return tuple(found)


@dataclass(frozen=True)
class Stay:
    """One published length of stay, in days."""

    level: Level
    fact: Fact
    days: tuple[float, ...]


def stays() -> tuple[Stay, ...]:
    """Return every published length of stay in days; a month counts 30.4 days.

    They are labeled examples. None of them is "the" stay of a level. Attended days and business days are
    left out, since they say nothing about how long a course of care lasts.

    Examples
    --------
    >>> min(stays(), key=lambda stay: stay.days[0]).level.id
    'crisis'
    """
    return tuple(
        Stay(
            level, fact, tuple(float(text) * _DAYS_IN[fact.unit] for text in (fact.value, fact.low, fact.high) if text)
        )
        for level in levels()
        for fact in known(level.id, "stay")
        if fact.unit in _DAYS_IN
    )


@dataclass(frozen=True)
class FollowUp:
    """Share of psychiatric discharges that were followed by a mental health visit.

    Parameters
    ----------
    payer : str
    days : {7, 30}
        Days after discharge.
    year : int
    percent : str
        As published.
    source : str
        Key of `iopedu.course.sources`.
    """

    payer: str
    days: int
    year: int
    percent: str
    source: str


#: The published shares of discharges with a visit, United States.
follow_up = Entries.of("visit", FollowUp, "care/follow_up.csv", "payer")


def discharges_2004() -> list[dict[str, str]]:
    """Return how substance use treatment ended in each kind of service: 28 US states, percent of ``n`` discharges."""
    return read_rows("care/teds_2004.csv")


def disagreements() -> list[dict[str, Any]]:
    """Return each two published statements that do not agree, and why that is."""
    return read_rows("care/disagreements.csv", lists=("one_sources", "other_sources"))


def sources() -> tuple[str, ...]:
    """Return the keys of all sources on levels of care.

    Examples
    --------
    >>> "medicare_iop" in sources()
    True
    """
    names = {level.id for level in levels()}
    keys = [key for fact in facts_on("care") if fact.about in names for key in fact.sources]
    keys += [row.source for row in follow_up()] + [row["source"] for row in discharges_2004()]
    keys += [key for row in disagreements() for key in (*row["one_sources"], *row["other_sources"])]
    return tuple(dict.fromkeys(keys))
