"""A program laid over a week: what collides, what is kept, and what would fit instead."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from iopedu.care.tracks import EVERY_WEEK, Session, Track, tracks
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
from iopedu.course.language import _, _n

TRAVEL_TO = _("travel to or from the program")
#: How a half hour of the program is marked; a capital letter is a conflict with what is fixed.
MARKS: Mapping[str, str] = {
    ".": "",
    "p": _("program"),
    "t": TRAVEL_TO,
    "P": _("program, conflict"),
    "T": _("travel to or from the program, conflict"),
}


@dataclass(frozen=True)
class Conflict:
    """A program hour, or the way to it, at a time that is already promised."""

    day: int
    start: int
    end: int
    kind: str
    cause: str
    how_often: str = EVERY_WEEK

    @property
    def within_day(self) -> str:
        """The conflict in words, for a line that names the day already."""
        found = {"start": clock(self.start), "end": clock(self.end), "cause": self.cause, "kind": KINDS[self.kind].name}
        if self.how_often == EVERY_WEEK:
            return _("{start} to {end}: {cause} against {kind}", **found)
        return _("{start} to {end}: {cause} ({how_often}) against {kind}", how_often=self.how_often, **found)

    def __repr__(self) -> str:
        return _("{day} {conflict}", day=DAYS[self.day], conflict=self.within_day)


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
        return _(
            "{kind} {kept} of {hours} ({percent} %)",
            kind=KINDS[self.kind].name,
            kept=f"{self.kept / 2:g}",
            hours=hours_in_words(self.of),
            percent=self.percent,
        )


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
            cause, often = (part.name, part.how_often) if part else (TRAVEL_TO, EVERY_WEEK)
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
        found = self._collides()
        if not self.sleep_lost:
            return found
        return _("{found}; it takes {hours} of sleep", found=found, hours=hours_in_words(self.sleep_lost))

    def _collides(self) -> str:
        if not self.conflicts:
            return _("no conflict")
        moves = self.to_move()
        return _n(
            "{hours} in conflict; only one commitment would have to move: {moves}",
            "{hours} in conflict; {n} commitments would have to move: {moves}",
            len(moves),
            hours=hours_in_words(self.colliding),
            moves="; ".join(map(repr, moves)),
        )

    def __repr__(self) -> str:
        said = f"{self.track.name}: {self.verdict()}"
        return _("{track}; kept: {kept}", track=said, kept=", ".join(map(repr, self.kept))) if self.kept else said


def fits(week: Week, travel: int) -> tuple[Fit, ...]:
    """Return every track over one week: the fewest hours in conflict first, then the least sleep lost."""
    found = [Fit(week, entry, travel) for entry in tracks()]
    return tuple(sorted(found, key=lambda fit: (fit.colliding, fit.sleep_lost)))
