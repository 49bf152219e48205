"""Run the pathway model: two arrangements and no therapy side by side, each time with the same drawn numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import filter
from random import Random
from statistics import median, quantiles

from iopedu.care.pathway import PLACES, Scenario, parameters, starts
from iopedu.care.transitions import Transitions
from iopedu.course.entries import read_entries
from iopedu.course.files import options
from iopedu.course.language import Refusal, _
from iopedu.course.numbers import read_number
from iopedu.course.text import check_one_of

#: What is counted, and how it is said.
MEASURES: Mapping[str, str] = options("cohort.measures")
#: What is compared: arrangement A, arrangement B, the people of A without therapy, and differences.
ARMS: Mapping[str, str] = options("cohort.arms")
#: Enough runs for an interval that does not tremble, and a wait that nobody minds.
RUNS = 200
_MOST = 10_000

Interval = tuple[float, float, float]


def interval(found: Sequence[float]) -> Interval:
    """Return low end, middle and high end: the 2.5th, 50th and 97.5th percentile.

    Examples
    --------
    >>> interval(range(1001))
    (25.0, 500, 975.0)
    """
    if len(found) < 2:
        return found[0], found[0], found[0]
    ends = quantiles(found, n=40, method="inclusive")
    return ends[0], median(found), ends[-1]


def rounded(value: float) -> float:
    """Return a value with one decimal, and no zero below zero.

    Examples
    --------
    >>> rounded(-0.04)
    0.0
    """
    return round(value, 1) + 0.0


@dataclass(frozen=True)
class Course:
    """What is to be expected with one set of numbers.

    Parameters
    ----------
    places : tuple of mapping of str to float
        Share of all people in each of `iopedu.care.pathway.PLACES`, week by week; the first week is the start.
    responded : tuple of float
        Share of all people who have responded, week by week.
    measures : mapping of str to float
        By the names of `MEASURES`.
    """

    places: tuple[Mapping[str, float], ...]
    responded: tuple[float, ...]
    measures: Mapping[str, float]


def follow(scenario: Scenario, values: Mapping[str, float] | None = None, therapy: bool = True) -> Course:
    """Return what is to be expected, without luck: the rules applied to shares of people.

    Parameters
    ----------
    scenario : Scenario
        For whom, for how long, and with which numbers changed.
    values : mapping of str to float, optional
        The numbers of this run, by default those of the table; what the scenario changes stays as it says.
    therapy : bool
        Without it the same people stay at home, and only the hospital is there for them.

    Examples
    --------
    >>> round(follow(Scenario(), therapy=False).measures["responded"])
    49
    """
    numbers = {name: entry.value for name, entry in parameters().items()} if values is None else values
    rules = Transitions(scenario, {**numbers, **scenario.changed}, therapy)
    coming, leaves = int(rules.values["arrival_weeks"]), 1 / rules.values["weeks_inpatient"]
    crowd, places, health, admitted, hospital = rules.nobody(), [], [], 0.0, rules.index["inpatient", 0]
    for week in range(scenario.weeks + 1):
        if week:
            crowd = rules.step(crowd)
            admitted += sum(people[hospital] for people in crowd) - places[-1]["inpatient"] * (1 - leaves)
        rules.arrive(crowd, 1 / coming if week < coming else 0.0)
        slots = [sum(people) for people in zip(*crowd, strict=True)]
        places.append({place: sum(slots[span]) for place, span in rules.spans.items()})
        health.append([sum(people) for people in crowd])
    return Course(tuple(places), tuple(well for _u, _w, well in health), _measures(rules, places, health, admitted))


def _measures(
    rules: Transitions, places: Sequence[Mapping[str, float]], health: Sequence[Sequence[float]], admitted: float
) -> Mapping[str, float]:
    weeks_in = {name: sum(week[name] for week in places[:-1]) for name in PLACES}
    hours = {name: rules.values.get(f"hours_{name}", 0) for name in PLACES}
    waiting = [name for name in PLACES if name.startswith("waiting_")]
    out = {"home", "lost", *waiting}
    return {
        "responded": 100 * health[-1][2],
        "worse": 100 * health[-1][1],
        "in_care": 100 * sum(share for name, share in places[-1].items() if name not in out),
        "lost": 100 * places[-1]["lost"],
        # Whoever comes later has not been unwell for a week yet when they come.
        "unwell_weeks": sum(unwell + worse for unwell, worse, _well in health[1:]) - sum(health[-1]) + sum(health[0]),
        "waiting_weeks": sum(weeks_in[name] for name in waiting),
        "iop_weeks": weeks_in["iop"],
        "care_hours": rules.values["attendance"] * sum(hours[name] * weeks_in[name] for name in PLACES),
        "admissions": 100 * admitted,
    }


@dataclass(frozen=True)
class Comparison:
    """Arrangements A and B, and the people of A without therapy, on the same draws.

    Parameters
    ----------
    a, b : Scenario
    runs : tuple of (Course, Course, Course)
        In each run A, B and no therapy have the same numbers, but for those that A or B changes.
    """

    a: Scenario
    b: Scenario
    runs: tuple[tuple[Course, Course, Course], ...]

    def interval(self, measure: str, arm: str = "difference") -> Interval:
        """Return the middle of one measure and the ends of the middle 95 percent of the runs, for a key of `ARMS`."""
        check_one_of(_("measure"), measure, MEASURES)
        check_one_of(_("arrangement"), arm, ARMS)
        found = [tuple(course.measures[measure] for course in run) for run in self.runs]
        of = {"a": (1, 0, 0), "b": (0, 1, 0), "none": (0, 0, 1), "gain": (1, 0, -1), "difference": (1, -1, 0)}[arm]
        return interval([sum(times * value for times, value in zip(of, run, strict=True)) for run in found])

    def band(self, arm: int) -> list[Interval]:
        """Return the percent of people who have responded, for each week, in A (0), B (1) or without therapy (2)."""
        weeks = zip(*(run[arm].responded for run in self.runs), strict=True)
        return [interval([100 * share for share in week]) for week in weeks]


def check_pair(a: Scenario, b: Scenario) -> None:
    """Raise ValueError with a sentence when A and B are not about the same people and the same time."""
    if a.weeks != b.weeks:
        raise ValueError(_("A and B are followed for different lengths of time, so they can’t be compared."))
    first, second = starts()[a.start].worse, starts()[b.start].worse
    if first != second or a.value(first) != b.value(first):
        raise Refusal("A and B begin with different people, so the difference says nothing about the arrangements.")


def paired(a: Scenario, b: Scenario, runs: int = RUNS, seed: int = 1) -> Iterator[tuple[Course, Course, Course]]:
    """Yield A, B and no therapy for one set of drawn numbers after the other; see `compare`."""
    if type(runs) is not int or not 1 <= runs <= _MOST:
        raise ValueError(_("“Runs” is {value}. Enter a whole number from 1 to 10,000.", value=repr(runs)))
    dice = Random(seed)
    for _run in range(runs):
        drawn = {name: entry.sample(dice) for name, entry in parameters().items()}
        first = follow(a, drawn)
        yield first, (first if a == b else follow(b, drawn)), follow(a, drawn, therapy=False)


def compare(a: Scenario, b: Scenario, runs: int = RUNS, seed: int = 1) -> Comparison:
    """Run two arrangements and no therapy, each time with the same drawn numbers.

    Parameters
    ----------
    a, b : Scenario
        About the same people, for the same time.
    runs : int
        1 to 10,000.
    seed : int
        The same seed gives the same result.

    Raises
    ------
    ValueError
        When the two cannot be compared, or ``runs`` is out of bounds.

    Examples
    --------
    >>> compare(Scenario(), Scenario(), runs=3).interval("responded")
    (0.0, 0.0, 0.0)
    """
    check_pair(a, b)
    return Comparison(a, b, tuple(paired(a, b, runs, seed)))


def swings(a: Scenario, b: Scenario, measure: str) -> tuple[tuple[str, float, float], ...]:
    """Return what each number alone makes of the difference A minus B when it goes to the ends of its interval.

    Returns
    -------
    tuple of (str, float, float)
        Id of the number, and the difference at its low and at its high end; the widest swing first. A number that
        both A and B change is not in it.

    Raises
    ------
    ValueError
        When there is no such measure, or the two cannot be compared.
    """
    check_pair(a, b)
    check_one_of("measure", measure, MEASURES)
    table, found = {name: entry.value for name, entry in parameters().items()}, []
    for name, entry in parameters().items():
        if entry.low < entry.high and not (name in a.changed and name in b.changed):
            ends = ({**table, name: end} for end in (entry.low, entry.high))
            found.append((name, *(follow(a, v).measures[measure] - follow(b, v).measures[measure] for v in ends)))
    return tuple(sorted(found, key=lambda swing: (-abs(swing[2] - swing[1]), swing[0])))


# What comes back of what went in, and how the model stands to data that did not go in --------------

#: Numbers for a model in which therapy does nothing.
NULL: Mapping[str, float] = {"response_treated": 0.19, "dose_gain": 0}


@dataclass(frozen=True)
class Check:
    """One figure to compare the model with.

    Parameters
    ----------
    id, name, note : str
    kind : {"returned", "closed", "outside"}
        Whether it went in and has to come back, follows by hand from what went in, or did not go in.
    value : float
        The figure.
    within : float
        How far apart the two may be.
    measure, start, weeks, therapy : str, str, int, bool
        What is run, and which of its measures is looked at.
    changed : tuple of str
        Numbers that are changed in it, such as ``admit_*:0``.
    sources : tuple of str
        Where a figure from outside was read.
    model : float
        What the model makes of it, once it has run.
    """

    id: str
    kind: str
    name: str
    value: float
    within: float
    measure: str
    start: str
    weeks: int
    therapy: bool
    changed: tuple[str, ...]
    sources: tuple[str, ...]
    note: str
    model: float = math.nan

    @property
    def ok(self) -> bool:
        """Whether the model comes close enough."""
        return abs(self.value - self.model) <= self.within


def checks(changed: Mapping[str, float] | None = None) -> tuple[Check, ...]:
    """Run the model in the situations of the figures, and compare.

    Parameters
    ----------
    changed : mapping of str to float, optional
        Numbers to use instead of those of the table.

    Examples
    --------
    >>> [each.id for each in checks() if not each.ok]
    ['php']
    >>> [each.id for each in checks(NULL) if not each.ok]
    ['treated', 'course', 'php']
    """
    return tuple(_run(check, changed or {}) for check in read_entries(Check, "care/pathway_checks.csv"))


def _run(check: Check, changed: Mapping[str, float]) -> Check:
    pairs = (pair.split(":") for pair in check.changed)
    here = {name: read_number(value) for pattern, value in pairs for name in filter(parameters(), pattern)}
    course = follow(Scenario(check.start, check.weeks, {**changed, **here}), therapy=check.therapy)
    return replace(check, model=course.measures[check.measure] / 100)
