"""Program tracks: what a week in a program is made of, and one day of it. All are fictional; the facts are real."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from iopedu.care.levels import level
from iopedu.care.week import DAYS, DAYS_IN_DATA, SLOTS, clock, days_in_words, hours_in_words, read_clock, time_in_words
from iopedu.course.entries import Entries
from iopedu.course.facts import Fact, fact
from iopedu.course.files import options, read_json, read_rows
from iopedu.course.language import _
from iopedu.course.text import check_one_of

MADE_UP = _(
    "Fictional, but typical in format: its limits come from the facts listed with it, and no real program has "
    "exactly these hours."
)
BREAK = "break"
#: The kinds of a session, and what each is called.
SESSIONS: Mapping[str, str] = options("tracks.sessions")
_EVERY = {0: _("once"), 1: _("every week"), 2: _("every other week"), 4: _("every four weeks")}
EVERY_WEEK = _EVERY[1]


@dataclass(frozen=True)
class Session:
    """One part of a program.

    Parameters
    ----------
    day, start, end : int
        0 is Monday; half hours since midnight.
    kind : str
        Key of `SESSIONS`.
    name : str
        What it is called in the schedule.
    every : {0, 1, 2, 4}
        It comes every so many weeks; 0 is once.
    first : int
        The first week in which it comes.

    Raises
    ------
    ValueError
        When a field holds something that is not allowed.
    """

    day: int
    start: int
    end: int
    kind: str
    name: str
    every: int = 1
    first: int = 1

    def __post_init__(self) -> None:
        check_one_of("kind of session", self.kind, SESSIONS)
        if not (0 <= self.day < len(DAYS) and 0 <= self.start < self.end <= SLOTS):
            raise ValueError(f"{self.name}: a session lies within one day, and it ends after it begins.")
        if self.every not in _EVERY or self.first < 1:
            raise ValueError(f"{self.name}: it comes once, or every 1, 2 or 4 weeks, from a week that is 1 or later.")

    @property
    def slots(self) -> int:
        """Number of half hours."""
        return self.end - self.start

    @property
    def how_often(self) -> str:
        """Such as "every other week"; for a session that comes once, the week."""
        return _("once, in week {week}", week=self.first) if self.every == 0 else _EVERY[self.every]

    def comes_in(self, week: int) -> bool:
        """Whether the session takes place in a week; 1 is the first."""
        past = week - self.first
        return past == 0 or (past > 0 and self.every > 0 and past % self.every == 0)

    def __repr__(self) -> str:
        return f"{self.name}, {time_in_words(self.day, self.start, self.end)}, {self.how_often}"


@dataclass(frozen=True)
class Track:
    """A fictional schedule of a program.

    Parameters
    ----------
    id, name : str
    level : str
        Id of a level of care.
    remote : bool
        Whether it takes place by video, so that nobody travels.
    weeks : int
        How long it lasts.
    facts : tuple of Fact
        What bounds it.
    sessions : tuple of Session
        In the order of the week.

    Raises
    ------
    ValueError
        When two sessions overlap.
    """

    id: str
    name: str
    level: str
    remote: bool
    weeks: int
    facts: tuple[Fact, ...]
    sessions: tuple[Session, ...]

    def __post_init__(self) -> None:
        level(self.level)
        ordered = tuple(sorted(self.sessions, key=lambda entry: (entry.day, entry.start)))
        for one, other in itertools.pairwise(ordered):
            if one.day == other.day and other.start < one.end:
                raise ValueError(f"{self.name}: {one} and {other} overlap.")
        object.__setattr__(self, "sessions", ordered)

    def slots(self, week: int | None = None, *kinds: str) -> int:
        """Return half hours of care without breaks.

        Parameters
        ----------
        week : int, optional
            A week of the program; without it, what comes in every week.
        *kinds : str
            Keys of `SESSIONS`; without any, all of them.
        """
        return sum(
            entry.slots
            for entry in self.sessions
            if entry.kind != BREAK
            and (not kinds or entry.kind in kinds)
            and (entry.every == 1 and entry.first == 1 if week is None else entry.comes_in(week))
        )

    @property
    def fullest(self) -> int:
        """Half hours of care in the week that has the most."""
        return max(self.slots(week) for week in range(1, self.weeks + 1))

    @property
    def hours(self) -> str:
        """Weekly hours in words, without breaks."""
        usual, most = self.slots(), self.fullest
        if usual == most:
            return hours_in_words(usual)
        return _("{fewest} to {hours}", fewest=f"{usual / 2:g}", hours=hours_in_words(most))

    def visits(self, travel: int) -> tuple[tuple[int, int, int], ...]:
        """Return day, start and end of each stay at the program.

        Somebody stays there when the gap to the next session is too short for going home and coming back.
        """
        found: list[tuple[int, int, int]] = []
        for entry in self.sessions:
            if found and found[-1][0] == entry.day and entry.start - found[-1][2] < max(1, 2 * travel):
                found[-1] = (entry.day, found[-1][1], entry.end)
            else:
                found.append((entry.day, entry.start, entry.end))
        return tuple(found)

    def timetable(self) -> tuple[str, ...]:
        """Return one line for each session, weekly where nothing else is said; days at one time share it."""
        days: dict[tuple, list[int]] = {}
        for entry in self.sessions:
            key = (entry.start, entry.end, entry.name, entry.how_often)
            days.setdefault(key, []).append(entry.day)
        return tuple(_line(*key, found) for key, found in days.items())


def _line(start: int, end: int, name: str, how_often: str, days: list[int]) -> str:
    found = {"name": name, "days": days_in_words(days), "start": clock(start), "end": clock(end)}
    if how_often == EVERY_WEEK:
        return _("{name}: {days} {start} to {end}", **found)
    return _("{name}: {days} {start} to {end}, {how_often}", how_often=how_often, **found)


def _track(found: dict) -> Track:
    sessions = tuple(
        Session(
            DAYS_IN_DATA.index(day),
            *(read_clock(part[end], end) for end in ("from", "to")),
            **{name: part[name] for name in ("kind", "name", "every", "first") if name in part},
        )
        for part in found["sessions"]
        for day in part["days"]
    )
    facts = tuple(map(fact, found["facts"]))
    return Track(found["id"], found["name"], found["level"], found["remote"], found["weeks"], facts, sessions)


#: The fictional tracks, the most hours first.
tracks = Entries("track", lambda: map(_track, read_json("care/tracks.json")["tracks"]))
track = tracks.get


#: Parts of the day that are not the program.
OUTSIDE = ("outside", "travel")


@dataclass(frozen=True)
class Part:
    """One part of a day.

    Parameters
    ----------
    start, end : int
        Half hours since midnight.
    name, what, why : str
        What it is called, what happens, and what it is for.
    kind : str
        A kind of session, or one of `OUTSIDE`.
    """

    start: int
    end: int
    name: str
    kind: str
    what: str
    why: str


@cache
def program_day() -> tuple[Part, ...]:
    """Return Maya's Wednesday, which is fictional.

    Examples
    --------
    >>> [part.name for part in program_day() if part.kind == "group"]
    ['CBT group', 'Process group']
    """
    return tuple(
        Part(*(read_clock(row.pop(end), end) for end in ("from", "to")), row.pop("part"), **row)
        for row in read_rows("care/program_day.csv")
    )
