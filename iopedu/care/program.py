"""What happens inside a program: one day, part by part, and the people who do the work."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from iopedu.care.tracks import SESSIONS
from iopedu.care.week import read_clock
from iopedu.course.entries import Entries
from iopedu.course.facts import MARKS, Fact
from iopedu.course.files import read_rows
from iopedu.course.text import allowed

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

    def __post_init__(self) -> None:
        kinds = [*SESSIONS, *OUTSIDE]
        if self.kind not in kinds:
            raise ValueError(allowed("kind of part", self.kind, kinds))


@dataclass(frozen=True)
class Role:
    """Somebody in or around the care team.

    Parameters
    ----------
    id, name, does : str
    license : str
        Which license or supervision it takes.
    ask : str
        A sentence with which somebody might turn to this person.
    mark : str
        How the description was checked; see `iopedu.course.facts.MARKS`.
    facts : tuple of Fact
        What is known about the role.
    """

    id: str
    name: str
    does: str
    license: str
    ask: str
    mark: str
    facts: tuple[Fact, ...]

    def __post_init__(self) -> None:
        if self.mark not in MARKS:
            raise ValueError(allowed("mark", self.mark, list(MARKS)))

    def __repr__(self) -> str:
        return f"{self.name}: {self.does}"


@cache
def program_day() -> tuple[Part, ...]:
    """Return Maya's Wednesday, which is made up.

    Examples
    --------
    >>> [part.name for part in program_day() if part.kind == "group"]
    ['CBT group', 'Process group']
    """
    return tuple(
        Part(*(read_clock(row.pop(end), end) for end in ("from", "to")), row.pop("part"), **row)
        for row in read_rows("care/program_day.csv")
    )


#: The people of a care team, in our own words, with the facts that are known.
care_team = Entries.of("role", Role, "care/team.csv")
