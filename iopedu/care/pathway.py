"""A model of people on their way through levels of care: its parameters, each with source or flag, and a scenario."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from iopedu.course.entries import read_entries
from iopedu.course.facts import MARKS
from iopedu.course.fields import Number
from iopedu.course.files import options
from iopedu.course.language import _
from iopedu.course.ratings import shown
from iopedu.course.record import Record, choice, named, number, record
from iopedu.course.sources import source
from iopedu.course.text import allowed

if TYPE_CHECKING:
    import numpy as np

#: Where people can be. Nobody dies in this model, and suicide is not a state of it.
PLACES: Mapping[str, str] = options("pathway.places")
HEALTH: Mapping[str, str] = {"unwell": _("Unwell"), "worse": _("Worse than at the start"), "responded": _("Responded")}
#: Places that can be full.
CAPACITY = ("outpatient", "iop", "php")
_MOST_PEOPLE = 10_000_000
ASSUMPTION = "A"


@dataclass(frozen=True)
class Parameter:
    """One number of the model.

    Parameters
    ----------
    id, name, unit, note : str
    part : str
        What it belongs to: health, program, leaving, worse, hospital or access.
    value : float
        What is used unless something else is chosen.
    low, high : float
        For a number with a source, its 95 percent interval; for an assumption, what it could well be.
    draw : str
        How its uncertainty is drawn: "fixed", "uniform", "logit" or "log" (normal on that scale), or "beta:A:B".
    sources : tuple of str
        Keys of `iopedu.course.sources`; empty for an assumption.
    mark : {"V", "S", "R", "A"}
        As for facts; A is an assumption: a number that nobody could show us.

    Raises
    ------
    ValueError
        When a number has neither a source nor the flag, or its interval cannot be.
    """

    id: str
    part: str
    name: str
    value: float
    low: float
    high: float
    unit: str
    draw: str
    sources: tuple[str, ...]
    mark: str
    note: str

    def __post_init__(self) -> None:
        if self.mark not in (*MARKS, ASSUMPTION):
            raise ValueError(f"Parameter {self.id}: {allowed('mark', self.mark, [*MARKS, ASSUMPTION])}")
        if bool(self.sources) == self.assumed:
            raise ValueError(f"Parameter {self.id}: it needs a source or the flag of an assumption, and not both.")
        if not self.low <= self.value <= self.high:
            raise ValueError(f"Parameter {self.id}: {self.value} is not between {self.low} and {self.high}.")
        for key in self.sources:
            source(key)

    @property
    def assumed(self) -> bool:
        """Whether nobody could show us this number."""
        return self.mark == ASSUMPTION

    @property
    def limits(self) -> tuple[float, float]:
        """What the number can be at all."""
        if self.unit.startswith("share"):
            return 0, 1
        if self.unit == "weeks" and self.id.startswith("weeks_"):
            return 1, 52
        if self.id == "course_weeks":
            return 1, 104
        return (0, 52) if self.unit == "weeks" else (0, 168) if self.unit == "hours a week" else (0, 10)

    def sample(self, rng: np.random.Generator, runs: int) -> np.ndarray:
        """Return ``runs`` values drawn from the uncertainty of the number."""
        import numpy as np

        if self.draw == "fixed":
            return np.full(runs, self.value)
        if self.draw == "uniform":
            return rng.uniform(self.low, self.high, runs)
        if self.draw.startswith("beta:"):
            return rng.beta(*map(float, self.draw.split(":")[1:]), runs)
        if self.draw == "log":
            middle, low, high = (math.log(x) for x in (self.value, self.low, self.high))
            return np.exp(rng.normal(middle, (high - low) / (2 * 1.96), runs))
        middle, low, high = (math.log(x / (1 - x)) for x in (self.value, self.low, self.high))
        return 1 / (1 + np.exp(-rng.normal(middle, (high - low) / (2 * 1.96), runs)))

    def __repr__(self) -> str:
        return f"{self.name}: {self.value:g} {self.unit}{' (assumption)' if self.assumed else ''}"


@cache
def parameters() -> Mapping[str, Parameter]:
    """Return every number of the model by its id.

    Examples
    --------
    >>> parameters()["hours_iop"]
    IOP: hours a week: 9 hours a week
    """
    return {entry.id: entry for entry in read_entries(Parameter, "care/pathway.csv")}


@dataclass(frozen=True)
class Start:
    """Who is followed: where they begin, and how many of them are already worse than usual (made-up shares)."""

    name: str
    place: str
    worse: float


STARTS: Mapping[str, Start] = {
    "stalled": Start(_("Weekly therapy has stalled; referred to an IOP"), "waiting_iop", 0.1),
    "hospital": Start(_("In a hospital, about to leave"), "inpatient", 0.3),
    "new": Start(_("Asking for help for the first time"), "waiting_outpatient", 0.05),
    "day_program": Start(_("First day in a PHP"), "php", 0.2),
    "iop_begins": Start(_("First day in an IOP"), "iop", 0.1),
}


def _numbers() -> Mapping[str, Number]:
    asks = {}
    for name, entry in parameters().items():
        low, high = entry.limits
        asks[name] = Number(label=entry.name, low=low, high=high, whole=False, default=entry.value)
    return asks


def _places() -> Mapping[str, Number]:
    return {name: Number(label=_("Places in {place}", place=PLACES[name]), high=_MOST_PEOPLE) for name in CAPACITY}


@record
class Scenario(Record):
    """What is run: for whom, for how long, with which numbers changed and how many places.

    Parameters
    ----------
    start : str
        Key of `STARTS`.
    people : int
        1 to 10 million.
    weeks : int
        1 to 260.
    changed : mapping of str to float
        Values by the id of a parameter, where they are not those of the table.
    places : mapping of str to int
        Capacity of `CAPACITY` places; a place that is not named has room for everybody, and waiting there
        follows the mean wait of the table instead of the number of places.

    Raises
    ------
    ValueError
        With a sentence for the learner.

    Examples
    --------
    >>> Scenario("stalled", changed={"attendance": 0.5})
    Scenario: Weekly therapy has stalled; referred to an IOP; 1,000 people, 52 weeks; attendance 0.5
    """

    WHAT: ClassVar[str] = _("scenario")

    start: str = choice(_("Who"), {name: start.name for name, start in STARTS.items()}, default="stalled")
    people: int = number(_("How many people"), 1, _MOST_PEOPLE, default=1000)
    weeks: int = number(_("For how many weeks"), 1, 260, default=52)
    changed: Mapping[str, float] = named(_("Numbers of the model"), _numbers)
    places: Mapping[str, int] = named(_("Places"), _places)

    def check(self) -> None:
        for name, value in self.changed.items():
            if name.startswith("weeks_") and value != int(value):
                found = {"name": parameters()[name].name, "value": shown(value)}
                raise ValueError(_("{name} is {value}. Write whole weeks.", **found))
        for name, room in self.places.items():
            if room > self.people:
                found = {"place": PLACES[name], "value": shown(room), "most": f"{self.people:,}"}
                raise ValueError(_("Places in {place}: {value}. Write a whole number up to {most}.", **found))
        if sum(self.value(f"leave_{place}") for place in CAPACITY) > 1 + 1e-9:
            raise ValueError(_("The shares that leave the hospital for a PHP, an IOP and weekly therapy go beyond 1."))

    def value(self, name: str) -> float:
        """Return the number that is used for one parameter."""
        return self.changed.get(name, parameters()[name].value)

    def describe(self) -> str:
        """Return in words what is run."""
        parts = [
            STARTS[self.start].name,
            _("{people} people, {weeks} weeks", people=f"{self.people:,}", weeks=self.weeks),
        ]
        parts += [f"{name} {value:g}" for name, value in self.changed.items()]
        parts += [
            _("{room} places in {place}", room=f"{room:,}", place=PLACES[name]) for name, room in self.places.items()
        ]
        return "; ".join(parts)

    def __repr__(self) -> str:
        return f"Scenario: {self.describe()}"
