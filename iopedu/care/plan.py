"""A week with a program laid over it: what collides, what is kept, what would fit instead, and three people's weeks."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import ClassVar

from iopedu.care.tracks import EVERY_WEEK, Session, Track, track, tracks
from iopedu.care.week import DAYS, FIXED, FREE, KINDS, SLEEP, SLOTS, Commitment, Week, clock, hours_in_words
from iopedu.course.files import options, read_json
from iopedu.course.language import _, _n
from iopedu.course.people import person
from iopedu.course.record import Record, choice, number, one, record, words
from iopedu.course.text import listed

#: How a half hour of the program is marked; a capital letter is a conflict with what is fixed.
MARKS: Mapping[str, str] = {".": "", **options("plan.marks")}
TRAVEL_TO = MARKS["t"]


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
        found = {"start": clock(self.start), "end": clock(self.end), "cause": self.cause, "kind": KINDS[self.kind]}
        if self.how_often == EVERY_WEEK:
            return _("{start} to {end}: {cause} overlaps with {kind}", **found)
        return _("{start} to {end}: {cause} ({how_often}) overlaps with {kind}", how_often=self.how_often, **found)

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
        found = {"kept": f"{self.kept / 2:g}", "hours": hours_in_words(self.of), "percent": self.percent}
        return _("{kind} {kept} of {hours} ({percent}%)", kind=KINDS[self.kind], **found)


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
    >>> Fit(Week().put(range(5), 10, 26, "w").put(range(7), 41, 8, "z"), track("iop_evening"), 1)
    IOP evening: no conflict; it costs 1.5 hours of sleep; kept: work 40 of 40 hours (100%), sleep 51 of 52.5 hours \
(97%)
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
        hit = sorted(at for at in self.taken if self.week.days[at[0]][at[1]] in FIXED)
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
        return mark.upper() if self.week.days[day][slot] in FIXED else mark

    def verdict(self) -> str:
        """Return whether the track fits, and what would have to move."""
        found = self._collides()
        if not self.sleep_lost:
            return found
        return _("{found}; it costs {hours} of sleep", found=found, hours=hours_in_words(self.sleep_lost))

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


# The plan --------------------------------------------------------------------------------------------

#: Half hours of travel each way that a plan takes at most.
MOST_TRAVEL = 4


@record
class Plan(Record):
    """A week, and the track that is tried on it.

    Parameters
    ----------
    week : Week
    track : str
        Id of a track, or empty.
    travel : int
        Half hours on the way, each way: 0 to 4.
    name : str
        Whose week it is, in the learner's words; it stands in the calendar file.

    Raises
    ------
    ValueError
        With a sentence for the learner.

    Examples
    --------
    >>> Plan(Week().put(range(5), 10, 26, "w"), "iop_day")
    Plan: work 40, free or other 128 hours; IOP day: 13.5 hours in conflict
    """

    WHAT: ClassVar[str] = _("week plan")

    week: Week = one(_("Week"), Week)
    track: str = choice(_("Track"), tracks.named())
    travel: int = number(_("Travel each way, in half hours"), 0, MOST_TRAVEL, default=1)
    name: str = words(_("Whose week it is"), lines=1)

    @property
    def ready(self) -> bool:
        """Whether something is painted and a track is chosen."""
        return not self.week.blank and self.track != ""

    @cached_property
    def fit(self) -> Fit | None:
        """The chosen track over the week; None while no track is chosen."""
        return Fit(self.week, track(self.track), self.travel) if self.track else None

    def summary(self) -> str:
        """Return in sentences what the program takes, what collides, and what is kept."""
        painted = _("The week has 168 hours: {hours}.", hours=self.week.describe())
        if self.fit is None:
            return _("{painted} Choose a track to see whether it fits.", painted=painted)
        verdict = self.fit.verdict()
        said = [painted, self._takes(self.fit), f"{verdict[0].upper()}{verdict[1:]}."]
        said += [_("Kept: {kept}.", kept=listed(map(repr, self.fit.kept)))] if self.fit.kept else []
        return " ".join(said)

    @staticmethod
    def _takes(fit: Fit) -> str:
        found = {"track": fit.track.name, "hours": fit.track.hours, "remaining": f"{fit.remaining / 2:g}"}
        says = options("plan.takes")["travel" if fit.on_the_way else "video"]
        return says.format(way=hours_in_words(fit.on_the_way), **found)

    def alternatives(self) -> str:
        """Return in a sentence which tracks fit, and where only one commitment stands in the way."""
        found = fits(self.week, self.travel)
        free = [fit.track.name for fit in found if not fit.conflicts]
        near = [fit for fit in found if fit.conflicts and len(fit.to_move()) == 1]
        said = [_("No track fits. Nearest: {nearest}.", nearest=repr(found[0]))]
        if free:
            said = [_("Without a conflict: {tracks}.", tracks=listed(free))]
        moves = [{"track": fit.track.name, "move": repr(fit.to_move()[0])} for fit in near]
        said += [_("For {track}, one commitment would have to move: {move}.", **found) for found in moves]
        return " ".join(said)

    def describe(self) -> str:
        """Return the plan in words, day by day, with the conflicts and the alternatives."""
        parts = [_("{person}’s week.", person=self.name)] if self.name.strip() else []
        parts += [self.summary(), *(f"{entry!r}." for entry in self.week.blocks())]
        parts += [_("Conflict: {conflict}.", conflict=repr(entry)) for entry in self.fit.conflicts] if self.fit else []
        return "\n".join([*parts, *([] if self.week.blank else [self.alternatives()])])

    def __repr__(self) -> str:
        hours, fit = self.week.describe(), self.fit
        if not fit:
            return _("Plan: {hours}; no track chosen", hours=hours)
        found = {"hours": hours, "track": fit.track.name, "colliding": hours_in_words(fit.colliding)}
        if not fit.conflicts:
            return _("Plan: {hours}; {track}: no conflict", **found)
        return _("Plan: {hours}; {track}: {colliding} in conflict", **found)


@cache
def example_weeks() -> Mapping[str, Week]:
    """Return the fictional weeks of the three people by id.

    Examples
    --------
    >>> example_weeks()["daniel"].describe()
    'work 40, travel 5, sleep 53.5, free or other 69.5 hours'
    """
    return {name: Week.of(blocks) for name, blocks in read_json("care/example_weeks.json")["weeks"].items()}


#: The track that each of the three chose.
_CHOSEN = {"maya": "iop_day", "daniel": "iop_evening", "aisha": "iop_afternoon"}


def example_plan(name: str = "daniel") -> Plan:
    """Return the week of one of the three fictional people with the track that they chose.

    Examples
    --------
    >>> example_plan()
    Plan: work 40, travel 5, sleep 53.5, free or other 69.5 hours; IOP evening: no conflict
    """
    return Plan(example_weeks()[name], _CHOSEN[name], name=person(name).name.split()[0])
