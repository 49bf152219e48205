"""A week with a track tried on it, and the weeks of the three made-up people."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from typing import ClassVar

from iopedu.care.schedule_fit import Fit, fits
from iopedu.care.tracks import track, tracks
from iopedu.care.week import DAYS_IN_DATA, Week, hours_in_words, read_clock
from iopedu.course.files import read_json
from iopedu.course.language import _
from iopedu.course.people import person
from iopedu.course.record import Record, choice, number, one, record, words
from iopedu.course.text import listed

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
        if not fit.on_the_way:
            return _(
                "{track} has {hours} of sessions a week. Of the 168 hours, {remaining} remain outside the program.",
                **found,
            )
        return _(
            "{track} has {hours} of sessions a week and {way} on the way. "
            "Of the 168 hours, {remaining} remain outside the program.",
            way=hours_in_words(fit.on_the_way),
            **found,
        )

    def alternatives(self) -> str:
        """Return in a sentence which tracks fit, and where only one commitment stands in the way."""
        found = fits(self.week, self.travel)
        free = [fit.track.name for fit in found if not fit.conflicts]
        near = [fit for fit in found if fit.conflicts and len(fit.to_move()) == 1]
        said = [_("No track fits. Nearest: {nearest}.", nearest=repr(found[0]))]
        if free:
            said = [_("Without a conflict: {tracks}.", tracks=listed(free))]
        said += [
            _("{track} would need one move: {move}.", track=fit.track.name, move=repr(fit.to_move()[0])) for fit in near
        ]
        return " ".join(said)

    def describe(self) -> str:
        """Return the plan in words, day by day, with the conflicts and the alternatives."""
        parts = [_("Week of {person}.", person=self.name)] if self.name.strip() else []
        parts += [self.summary(), *(f"{entry!r}." for entry in self.week.blocks())]
        parts += [_("Conflict: {conflict}.", conflict=repr(entry)) for entry in self.fit.conflicts] if self.fit else []
        return "\n".join([*parts, *([] if self.week.blank else [self.alternatives()])])

    def __repr__(self) -> str:
        found = {"hours": self.week.describe(), "track": self.fit.track.name if self.fit else ""}
        if not self.fit:
            return _("Plan: {hours}; no track chosen", **found)
        if not self.fit.conflicts:
            return _("Plan: {hours}; {track}: no conflict", **found)
        colliding = hours_in_words(self.fit.colliding)
        return _("Plan: {hours}; {track}: {colliding} in conflict", colliding=colliding, **found)


@cache
def example_weeks() -> Mapping[str, Week]:
    """Return the made-up weeks of the three people by id.

    Examples
    --------
    >>> example_weeks()["daniel"].describe()
    'work 40, travel 5, sleep 53.5, free or other 69.5 hours'
    """
    return {name: _week(blocks) for name, blocks in read_json("care/example_weeks.json")["weeks"].items()}


#: The track that each of the three chose.
_CHOSEN = {"maya": "iop_day", "daniel": "iop_evening", "aisha": "iop_afternoon"}


def example_plan(name: str = "daniel") -> Plan:
    """Return the week of one of the three made-up people with the track that they chose.

    Examples
    --------
    >>> example_plan()
    Plan: work 40, travel 5, sleep 53.5, free or other 69.5 hours; IOP evening: no conflict
    """
    return Plan(example_weeks()[name], _CHOSEN[name], name=person(name).name.split()[0])


def _week(blocks: list[dict]) -> Week:
    week = Week()
    for part in blocks:
        days = [DAYS_IN_DATA.index(day) for day in part["days"]]
        week = week.put(days, read_clock(part["from"], "from"), read_clock(part["to"], "to"), part["kind"])
    return week
