"""A program laid over a week: what collides, what is kept, and what would fit instead."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from iopedu.care.tracks import Session, Track, tracks
from iopedu.care.week import (
    DAYS,
    FREE,
    KINDS,
    SLEEP,
    SLOTS,
    Commitment,
    Week,
    clock,
    hours_in_words,
)
from iopedu.course.text import counted

__all__ = ["MARKS", "TRAVEL_TO", "Conflict", "Fit", "Kept", "fits"]

TRAVEL_TO = "travel to or from the program"
#: How a half hour of the program is marked; a capital letter is a conflict with what is fixed.
MARKS: Mapping[str, str] = {
    ".": "",
    "p": "program",
    "t": TRAVEL_TO,
    "P": "program, conflict",
    "T": f"{TRAVEL_TO}, conflict",
}


@dataclass(frozen=True)
class Conflict:
    """A program hour, or the way to it, at a time that is already promised."""

    day: int
    start: int
    end: int
    kind: str
    cause: str
    how_often: str = "every week"

    def __repr__(self) -> str:
        often = "" if self.how_often == "every week" else f" ({self.how_often})"
        when = f"{DAYS[self.day]} {clock(self.start)} to {clock(self.end)}"
        return f"{when}: {self.cause}{often} against {KINDS[self.kind].name}"


@dataclass(frozen=True)
class Kept:
    """How much of one kind stays, in half hours."""

    kind: str
    kept: int
    of: int

    @property
    def percent(self) -> int:
        """Whole percent; 100 only when nothing is lost."""
        return 100 * self.kept // self.of

    def __repr__(self) -> str:
        return f"{KINDS[self.kind].name} {self.kept / 2:g} of {hours_in_words(self.of)} ({self.percent} %)"


@dataclass(frozen=True)
class Fit:
    """One track laid over one week, with every session counted, also one that comes once in the program.

    Parameters
    ----------
    week : Week
    track : Track
    travel : int
        Half hours on the way, each way; a track by video has none.

    Examples
    --------
    >>> from iopedu.care.tracks import track
    >>> Fit(Week().put(range(5), 10, 26, "w").put(range(7), 41, 8, "z"), track("iop_evening"), 1)
    IOP evening: no conflict; it takes 1.5 hours of sleep; kept: work 40 of 40 hours (100 %), sleep 51 of 52.5 hours \
(97 %)
    """

    week: Week
    track: Track
    travel: int

    @cached_property
    def taken(self) -> Mapping[tuple[int, int], Session | None]:
        """Day and half hour of everything that the program takes; None stands for the way there and back."""
        travel = 0 if self.track.remote else self.travel
        found: dict[tuple[int, int], Session | None] = {}
        for day, start, end in self.track.visits(travel):
            for slot in range(max(0, start - travel), min(SLOTS, end + travel)):
                found[day, slot] = None
        for entry in self.track.sessions:
            found |= {(entry.day, slot): entry for slot in range(entry.start, entry.end)}
        for day, start, end in self.track.visits(travel):
            for slot in range(start, end):  # waiting between two sessions is time in the program, too
                if found[day, slot] is None:
                    found[day, slot] = next(e for e in self.track.sessions if e.day == day and e.start > slot)
        return found

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What collides with something fixed, in the order of the week."""
        hit = sorted(at for at in self.taken if KINDS[self.week.days[at[0]][at[1]]].fixed)
        found: list[Conflict] = []
        for day, slot in hit:
            part, kind = self.taken[day, slot], self.week.days[day][slot]
            cause, often = (part.name, part.how_often) if part else (TRAVEL_TO, "every week")
            last = found[-1] if found else None
            if last and (last.day, last.end, last.kind, last.cause) == (day, slot, kind, cause):
                found[-1] = Conflict(day, last.start, slot + 1, kind, cause, often)
            else:
                found.append(Conflict(day, slot, slot + 1, kind, cause, often))
        return tuple(found)

    @property
    def colliding(self) -> int:
        """Half hours in conflict."""
        return sum(conflict.end - conflict.start for conflict in self.conflicts)

    @cached_property
    def kept(self) -> tuple[Kept, ...]:
        """What stays of every kind that the week holds, sleep too."""
        lost = [self.week.days[day][slot] for day, slot in self.taken]
        return tuple(
            Kept(letter, total - lost.count(letter), total)
            for letter in KINDS
            if letter != FREE and (total := self.week.slots(letter))
        )

    @property
    def sleep_lost(self) -> int:
        """Half hours of sleep that the program takes."""
        return sum(entry.of - entry.kept for entry in self.kept if entry.kind == SLEEP)

    @property
    def on_the_way(self) -> int:
        """Half hours of travel."""
        return sum(part is None for part in self.taken.values())

    @property
    def remaining(self) -> int:
        """Half hours of the week that are neither program nor travel to it."""
        return len(DAYS) * SLOTS - len(self.taken)

    def to_move(self) -> tuple[Commitment, ...]:
        """Return the commitments that would have to move for the track to fit, each with the days on which it would."""
        hit = {(conflict.day, slot) for conflict in self.conflicts for slot in range(conflict.start, conflict.end)}
        found = []
        for entry in self.week.commitments():
            days = [day for day in entry.days if any((day, slot) in hit for slot in range(entry.start, entry.end))]
            found += [replace(entry, days=tuple(days))] if days else []
        return tuple(found)

    def marks(self) -> str:
        """Return the letters of `MARKS` for all 336 half hours, Monday first."""
        return "".join(self._mark(day, slot) for day, slot in itertools.product(range(len(DAYS)), range(SLOTS)))

    def _mark(self, day: int, slot: int) -> str:
        if (day, slot) not in self.taken:
            return "."
        mark = "t" if self.taken[day, slot] is None else "p"
        return mark.upper() if KINDS[self.week.days[day][slot]].fixed else mark

    def verdict(self) -> str:
        """Return whether the track fits, and what would have to move."""
        short = f"; it takes {hours_in_words(self.sleep_lost)} of sleep" if self.sleep_lost else ""
        if not self.conflicts:
            return f"no conflict{short}"
        moves = self.to_move()
        what = f"only one commitment would have to move: {moves[0]!r}"
        if len(moves) > 1:
            what = f"{counted(len(moves), 'commitment')} would have to move: {'; '.join(map(repr, moves))}"
        return f"{hours_in_words(self.colliding)} in conflict; {what}{short}"

    def __repr__(self) -> str:
        kept = f"; kept: {', '.join(map(repr, self.kept))}" if self.kept else ""
        return f"{self.track.name}: {self.verdict()}{kept}"


def fits(week: Week, travel: int) -> tuple[Fit, ...]:
    """Return every track over one week: the fewest hours in conflict first, then the least sleep lost."""
    found = [Fit(week, entry, travel) for entry in tracks()]
    return tuple(sorted(found, key=lambda fit: (fit.colliding, fit.sleep_lost)))
