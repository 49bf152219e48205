"""Scores over the weeks of a program, read as they come in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import ClassVar, NamedTuple

from iopedu.course.files import options, read_rows
from iopedu.course.language import Refusal, _
from iopedu.course.people import people, person
from iopedu.course.ratings import moved, shown
from iopedu.course.record import Record, choice, number, record
from iopedu.progress.change import CATEGORY_NAMES, Rule, rule, rules
from iopedu.progress.measures import measure

#: The rule of `Series.track`, for a reader.
TRACK_RULE = tuple(options("series.track_rule").values())


@dataclass(frozen=True)
class Point:
    """One score of a fictional person.

    Parameters
    ----------
    week : int
        Weeks since the first score.
    label : str
    total : int
    item_9 : int or None
        The ninth item of the PHQ-9; None for the GAD-7, which has none.
    """

    week: int
    label: str
    total: int
    item_9: int | None = None

    @property
    def when(self) -> str:
        """The week, with its label where that says more.

        Examples
        --------
        >>> Point(0, "start", 19).when, Point(1, "week 1", 18).when
        ('week 0 (start)', 'week 1')
        """
        week = _("week {number}", number=self.week)
        same = self.label == f"week {self.week}"
        return week if same else _("{week} ({label})", week=week, label=self.label)


class Track(NamedTuple):
    """Where a person stands by `TRACK_RULE`, and why."""

    state: str
    why: str


@dataclass(frozen=True)
class Series:
    """The scores of one person on one measure, in the order of the weeks.

    Raises
    ------
    ValueError
        When a score cannot be, or the weeks do not go up.
    """

    person: str
    measure: str
    points: tuple[Point, ...]

    def __post_init__(self) -> None:
        of = measure(self.measure)
        if len(self.points) < 2 or any(a.week >= b.week for a, b in zip(self.points, self.points[1:], strict=False)):
            raise ValueError("A series needs two scores or more, and weeks that go up.")
        for point in self.points:
            of.band(point.total)
            if (point.item_9 is not None) != bool(of.safety_item):
                raise ValueError(f"{point.label}: item 9 belongs to the PHQ-9 and to nothing else.")

    @property
    def name(self) -> str:
        """First name of the person."""
        return person(self.person).name.split()[0]

    @property
    def planned(self) -> int:
        """Weeks that are planned: the last one of the story."""
        return self.points[-1].week

    def known(self, week: int) -> tuple[Point, ...]:
        """Return the scores that are known at the end of a week."""
        return tuple(point for point in self.points if point.week <= week)

    def category(self, week: int, by: Rule) -> str:
        """Return the category of the change from the start up to a week."""
        return by.of(self.points[0].total, self._last(week).total)

    def _last(self, week: int) -> Point:
        known = self.known(week)
        if not known:
            raise Refusal("Week {week} comes before the first score.", week=shown(week))
        return known[-1]

    def track(self, week: int, by: Rule) -> Track:
        """Return where the person stands by `TRACK_RULE`, knowing only what is known at the end of a week.

        This is a rule of thumb made for teaching. It is not a published one and predicts nothing.

        Examples
        --------
        >>> ": ".join(series("maya", "phq9").track(3, rule("nhs_phq9")))
        'Talk about it: 5 lower than at the start (fewer than 6 points), and at least half of the planned \
time has passed.'
        """
        last = self._last(week)
        change = last.total - self.points[0].total
        found = {"moved": moved("series.moved", change), "points": by.points}
        if abs(change) >= by.points:
            state = _("Off track") if change > 0 else _("On track")
            return Track(state, _("{moved} ({points} points or more).", **found))
        if 2 * last.week < self.planned:
            why = _("{moved} (fewer than {points} points), and less than half of the planned time has passed.", **found)
            return Track(_("Too early to tell"), why)
        why = _("{moved} (fewer than {points} points), and at least half of the planned time has passed.", **found)
        return Track(_("Talk about it"), why)

    def item_9_says(self, week: int) -> str:
        """Return what item 9 asks for at the end of a week, whatever the total; empty when it asks for nothing."""
        value = self._last(week).item_9
        return (
            _("Item 9 is {value}: ask about it in person today, whether the person is on track or not.", value=value)
            if value
            else ""
        )


@cache
def _all() -> dict[tuple[str, str], Series]:
    found: dict[tuple[str, str], list[Point]] = {}
    for row in read_rows("progress/series.csv"):
        item_9 = int(row["item_9"]) if row["item_9"] else None
        point = Point(int(row["week"]), row["label"], int(row["total"]), item_9)
        found.setdefault((row["person"], row["measure"]), []).append(point)
    return {key: Series(*key, tuple(points)) for key, points in found.items()}


def series(name: str, of: str) -> Series:
    """Return the scores of one fictional person on one measure.

    Raises
    ------
    ValueError
        When there are none.

    Examples
    --------
    >>> [point.total for point in series("daniel", "phq9").points]
    [14, 10, 8]
    """
    if (name, of) not in _all():
        raise Refusal("There are no scores for {person} on the {measure}.", person=shown(name), measure=shown(of))
    return _all()[name, of]


@record
class Reading(Record):
    """Whose scores are read, by which rule, and through which week.

    Parameters
    ----------
    person, rule : str
        Ids; the rule also tells the measure.
    week : int
        A later score is not shown.

    Raises
    ------
    ValueError
        With a sentence for the learner.

    Examples
    --------
    >>> Reading("daniel", "nhs_phq9", 4)
    Daniel, PHQ-9, NHS rule, known through week 4: Talk about it
    """

    WHAT: ClassVar[str] = _("reading")

    person: str = choice(_("Person"), lambda: {entry.id: entry.name.split()[0] for entry in people()}, default="maya")
    rule: str = choice(_("Rule"), rules.named(), default="nhs_phq9")
    week: int = number(_("Week"), 0, 99, default=0)

    def check(self) -> None:
        if self.week not in self.weeks:
            found = {"person": self.series.name, "measure": measure(self.by.measure).name}
            raise Refusal("{person} has no score on the {measure} for week {week}.", week=shown(self.week), **found)

    @property
    def by(self) -> Rule:
        """The rule."""
        return rule(self.rule)

    @property
    def series(self) -> Series:
        """The scores."""
        return series(self.person, self.by.measure)

    @property
    def weeks(self) -> tuple[int, ...]:
        """Weeks with a score."""
        return tuple(point.week for point in self.series.points)

    def describe(self) -> str:
        """Return every known score, where the person stands, and what item 9 asks for."""
        known = "; ".join(f"{point.label} {point.total}" for point in self.series.known(self.week))
        lines = [
            f"{self.series.name}, {measure(self.by.measure).name}, {self.by.name}: {known}.",
            _("Change so far: {category}.", category=CATEGORY_NAMES[self.series.category(self.week, self.by)]),
            ": ".join(self.series.track(self.week, self.by)),
            self.series.item_9_says(self.week),
        ]
        return "\n".join(filter(None, lines))

    @staticmethod
    def rules_for(name: str) -> tuple[Rule, ...]:
        """Return the rules for which a person has scores."""
        return tuple(entry for entry in rules() if (name, entry.measure) in _all())

    def __repr__(self) -> str:
        named = {"person": self.series.name, "measure": measure(self.by.measure).name, "rule": self.by.name}
        state = self.series.track(self.week, self.by).state
        return _(
            "{person}, {measure}, {rule}, known through week {week}: {state}", week=self.week, state=state, **named
        )
