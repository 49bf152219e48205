"""Whether a change is larger than chance in measurement, and whether it crossed a border."""

from __future__ import annotations

import math
from dataclasses import dataclass

from iopedu.course.entries import Entries
from iopedu.course.files import options
from iopedu.progress.measures import measure

#: Beyond so many standard errors of the difference a change is called reliable; 95 of 100 chance changes are smaller.
Z = 1.96

CATEGORIES = options("change.categories")
#: What each of `CATEGORIES` is called.
CATEGORY_NAMES = options("change.category_names")


def error_of_measurement(sd: float, r: float) -> float:
    """Return the standard error of measurement: ``sd * sqrt(1 - r)``.

    Parameters
    ----------
    sd : float
        Standard deviation of the scores before treatment, above 0.
    r : float
        Reliability, from 0 to 1.

    Examples
    --------
    >>> round(error_of_measurement(5, 0.84), 3)
    2.0
    """
    return sd * math.sqrt(1 - r)


def error_of_difference(sd: float, r: float) -> float:
    """Return the standard error of the difference of two scores: ``sqrt(2) * sd * sqrt(1 - r)``.

    Both scores carry an error, hence the square root of 2, which a first version of the method left out.
    """
    return math.sqrt(2) * error_of_measurement(sd, r)


def points_needed(sd: float, r: float) -> float:
    """Return how many points a change has to exceed to be reliable.

    Examples
    --------
    >>> round(points_needed(5.59, 0.87), 2), round(points_needed(5.59, 0.92), 1)
    (5.59, 4.4)

    References
    ----------
    jacobson1991, bischoff2020
    """
    return Z * error_of_difference(sd, r)


def whole_points(sd: float, r: float) -> int:
    """Return the smallest change in whole points that is reliable.

    Examples
    --------
    >>> whole_points(5.59, 0.87), whole_points(4.5, 0.9), whole_points(5, 1)
    (6, 4, 1)
    """
    return math.floor(points_needed(sd, r)) + 1


def reliable_change_index(before: float, after: float, sd: float, r: float) -> float:
    """Return the change in standard errors of the difference; below zero means a fall.

    With a reliability of 1 there is no error, so that any change is infinitely many of them.

    Examples
    --------
    >>> round(reliable_change_index(15, 7, 5.59, 0.87), 2)
    -2.81
    """
    change, error = after - before, error_of_difference(sd, r)
    if error:
        return change / error
    return math.copysign(math.inf, change) if change else 0.0


def cutoffs(clinical: tuple[float, float], normal: tuple[float, float]) -> dict[str, float]:
    """Return the three usual borders between two groups on a scale where higher means more symptoms.

    Parameters
    ----------
    clinical, normal : tuple of float
        Mean and standard deviation of people with the problem and of people without it.

    Returns
    -------
    dict
        ``a``: two standard deviations below the clinical mean. ``b``: two above the normal mean. ``c``: between
        the means, nearer to the group that spreads less.

    Examples
    --------
    >>> {name: round(value, 2) for name, value in cutoffs((10.57, 5.59), (4.14, 5.59)).items()}
    {'a': -0.61, 'b': 15.32, 'c': 7.35}
    """
    (high, wide), (low, narrow) = clinical, normal
    return {"a": high - 2 * wide, "b": low + 2 * narrow, "c": (wide * low + narrow * high) / (wide + narrow)}


def category(before: int, after: int, points: int, clinical: int) -> str:
    """Return which of `CATEGORIES` a change belongs to.

    Parameters
    ----------
    before, after : int
        Scores.
    points : int
        A change of so many points or more is reliable.
    clinical : int
        Scores from here on are in the clinical range.

    Examples
    --------
    >>> category(19, 9, 6, 10), category(24, 11, 6, 10), category(8, 5, 4, 8)
    ('recovered', 'improved', 'unchanged')
    """
    change = after - before
    if abs(change) < points:
        return "unchanged"
    if change > 0:
        return "deteriorated"
    return "recovered" if before >= clinical > after else "improved"


@dataclass(frozen=True)
class Rule:
    """A published rule for one measure.

    Parameters
    ----------
    id, measure, name : str
    points, clinical : int
        Points that count as reliable; where the clinical range begins.
    facts : tuple of str
        Where the two numbers stand.
    """

    id: str
    measure: str
    name: str
    points: int
    clinical: int
    facts: tuple[str, ...]

    def __post_init__(self) -> None:
        top = measure(self.measure).top
        for value in (self.points, self.clinical):
            if not 0 < value <= top:
                raise ValueError(f"Rule {self.id}: {value} is not a score from 1 to {top}.")

    def of(self, before: int, after: int) -> str:
        """Return the category of a change by this rule."""
        return category(before, after, self.points, self.clinical)


#: The published rules; a group of them is for one measure.
rules = Entries.of("rule", Rule, "progress/rules.csv", group="measure")


rule = rules.get
