"""What the facts about levels add up to: hours in a week, stays, follow-up, discharges, disagreements."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from iopedu.care.levels import Level, known, levels
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


@cache
def follow_up() -> tuple[FollowUp, ...]:
    """Return the published shares of discharges with a visit, United States."""
    return tuple(
        FollowUp(row["payer"], int(row["days"]), int(row["year"]), row["percent"], row["source"])
        for row in read_rows("care/follow_up.csv")
    )


@dataclass(frozen=True)
class Discharges:
    """How substance use treatment ended in one kind of service; shares in percent of discharges."""

    service: str
    n: int
    completed: float
    transferred: float
    dropped_out: float
    terminated: float
    other: float
    source: str


@cache
def discharges_2004() -> tuple[Discharges, ...]:
    """Return how discharges from substance use treatment ended, all ages, 28 US states, 2004."""
    return tuple(
        Discharges(
            row["service"].replace("_", " ").capitalize(),
            int(row["n"]),
            *(float(row[name]) for name in ("completed", "transferred", "dropped_out", "terminated", "other")),
            row["source"],
        )
        for row in read_rows("care/teds_2004.csv")
    )


@dataclass(frozen=True)
class Disagreement:
    """Two published statements that do not agree, and why that is."""

    topic: str
    one: str
    one_sources: tuple[str, ...]
    other: str
    other_sources: tuple[str, ...]
    why: str
    lesson: str


@cache
def disagreements() -> tuple[Disagreement, ...]:
    """Return the places where sources disagree."""
    return tuple(
        Disagreement(
            row["topic"],
            row["one_value"],
            row["one_sources"],
            row["other_value"],
            row["other_sources"],
            row["why"],
            row["lesson"],
        )
        for row in read_rows("care/disagreements.csv", lists=("one_sources", "other_sources"))
    )


def sources() -> tuple[str, ...]:
    """Return the keys of all sources on levels of care.

    Examples
    --------
    >>> "medicare_iop" in sources()
    True
    """
    names = {level.id for level in levels()}
    keys = [key for fact in facts_on("care") if fact.about in names for key in fact.sources]
    keys += [row.source for row in (*follow_up(), *discharges_2004())]
    keys += [key for row in disagreements() for key in (*row.one_sources, *row.other_sources)]
    return tuple(dict.fromkeys(keys))
