"""What the pathway model returns of what went in, and how it stands to data that did not go in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import filter

from iopedu.care.cohort import follow
from iopedu.care.pathway import Scenario, parameters
from iopedu.course.entries import read_entries
from iopedu.course.numbers import read_number

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


@dataclass(frozen=True)
class Checked:
    """A figure, and what the model makes of it."""

    check: Check
    model: float

    @property
    def ok(self) -> bool:
        """Whether the model comes close enough."""
        return abs(self.check.value - self.model) <= self.check.within


def checks(changed: Mapping[str, float] | None = None) -> tuple[Checked, ...]:
    """Run the model in the situations of the figures, and compare.

    Parameters
    ----------
    changed : mapping of str to float, optional
        Numbers to use instead of those of the table.

    Examples
    --------
    >>> [each.check.id for each in checks() if not each.ok]
    ['php']
    >>> [each.check.id for each in checks(NULL) if not each.ok]
    ['treated', 'course', 'php']
    """
    return tuple(_run(check, changed or {}) for check in read_entries(Check, "care/pathway_checks.csv"))


def _run(check: Check, changed: Mapping[str, float]) -> Checked:
    pairs = (pair.split(":") for pair in check.changed)
    here = {name: read_number(value) for pattern, value in pairs for name in filter(parameters(), pattern)}
    course = follow(Scenario(check.start, check.weeks, {**changed, **here}), therapy=check.therapy)
    return Checked(check, course.measures[check.measure] / 100)
