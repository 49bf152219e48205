"""A model of people on their way through levels of care: its numbers, each with source or flag, and a scenario."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import ClassVar

from iopedu.course.entries import read_entries
from iopedu.course.fields import Number
from iopedu.course.files import options
from iopedu.course.language import _
from iopedu.course.record import Record, choice, named, number, record
from iopedu.course.sources import source

#: Where people can be. Nobody dies in this model, and suicide is not a state of it.
PLACES: Mapping[str, str] = options("pathway.places")
HEALTH: Mapping[str, str] = options("pathway.health")
#: Places that can be full.
CAPACITY = ("outpatient", "iop", "php")
#: So many people are followed; places are counted for as many.
PEOPLE = 1000
ASSUMPTION = "A"


def _odds(share: float) -> float:
    return math.log(share / (1 - share))


def _share(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


#: Scales on which an uncertainty is normal: the way there, and the way back.
_SCALES: Mapping[str, tuple[Callable[[float], float], Callable[[float], float]]] = {
    "log": (math.log, math.exp),
    "logit": (_odds, _share),
}


@dataclass(frozen=True)
class Parameter:
    """One number of the model.

    Parameters
    ----------
    id, part, name, unit, note : str
        `part` is a key of ``pathway.parts`` in ``data/options.csv``.
    value : float
        What is used unless something else is chosen.
    low, high : float
        For a number with a source, its 95 percent interval, and for an effect the 95 percent prediction interval;
        for an assumption, what it could well be.
    least, most : float
        What it can be at all.
    draw : str
        How its uncertainty is drawn: "fixed", "uniform", "logit" or "log" (normal on that scale), or "beta:A:B".
    sources : tuple of str
        Keys of `iopedu.course.sources`; empty for an assumption.
    mark : {"V", "S", "R", "A"}
        As for facts; A is an assumption: a number that nobody could show us.
    at : tuple of str
        The states that it acts on, by the keys of `PLACES` and `HEALTH`.

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
    least: float
    most: float
    unit: str
    draw: str
    sources: tuple[str, ...]
    mark: str
    at: tuple[str, ...]
    note: str

    def __post_init__(self) -> None:
        if bool(self.sources) == self.assumed:
            raise ValueError(f"Parameter {self.id}: it needs a source or the flag of an assumption, and not both.")
        if not self.least <= self.low <= self.value <= self.high <= self.most:
            raise ValueError(f"Parameter {self.id}: {self.value} is not between {self.low} and {self.high}.")
        for key in self.sources:
            source(key)

    @property
    def assumed(self) -> bool:
        """Whether nobody could show us this number."""
        return self.mark == ASSUMPTION

    def sample(self, dice: Random) -> float:
        """Return a value drawn from the uncertainty of the number."""
        if self.draw == "fixed":
            return self.value
        if self.draw == "uniform":
            return dice.uniform(self.low, self.high)
        if self.draw.startswith("beta:"):
            return dice.betavariate(*map(float, self.draw.split(":")[1:]))
        there, back = _SCALES[self.draw]
        return back(dice.gauss(there(self.value), (there(self.high) - there(self.low)) / (2 * 1.96)))


@cache
def parameters() -> Mapping[str, Parameter]:
    """Return every number of the model by its id.

    Examples
    --------
    >>> parameters()["hours_iop"].value
    9.0
    """
    return {entry.id: entry for entry in read_entries(Parameter, "care/pathway.csv")}


@dataclass(frozen=True)
class Start:
    """Who is followed: where they begin, and which number says how many of them are already worse than usual."""

    id: str
    name: str
    place: str
    worse: str


@cache
def starts() -> Mapping[str, Start]:
    """Return who can be followed, by id."""
    return {entry.id: entry for entry in read_entries(Start, "care/pathway_starts.csv")}


def _who() -> Mapping[str, str]:
    return {name: start.name for name, start in starts().items()}


@cache
def _numbers() -> Mapping[str, Number]:
    asks = {}
    for name, entry in parameters().items():
        whole = entry.draw == "fixed" and entry.unit in ("week", "weeks", "places")
        limits = {"low": entry.least, "high": entry.most, "whole": whole}
        asks[name] = Number(label=entry.name, default=int(entry.value) if whole else entry.value, **limits)
    return asks


@record
class Scenario(Record):
    """An arrangement of care: for whom, for how long, and with which numbers changed.

    Parameters
    ----------
    start : str
        Key of `starts`.
    weeks : int
        1 to 260.
    changed : mapping of str to float
        Values by the id of a parameter, where they are not those of the table.

    Raises
    ------
    ValueError
        With a sentence for the learner.

    Examples
    --------
    >>> Scenario("stalled", changed={"attendance": 0.5}).describe()
    'Weekly therapy has stalled; referred to an IOP; 52 weeks; Share of planned hours attended 0.5'
    """

    WHAT: ClassVar[str] = _("scenario")

    start: str = choice(_("Who"), _who, default="stalled")
    weeks: int = number(_("For how many weeks"), 1, 260, default=52)
    changed: Mapping[str, float] = named(_("Numbers in the model"), _numbers)

    def check(self) -> None:
        if sum(self.value(f"leave_{place}") for place in CAPACITY) > 1 + 1e-9:
            raise ValueError(options("pathway.says")["hospital"])
        if self.value("arrival_weeks") > self.weeks:
            raise ValueError(_("People would still be arriving when the time is up. Follow them for longer."))

    def value(self, name: str) -> float:
        """Return the number that is used for one parameter."""
        return self.changed.get(name, parameters()[name].value)

    def describe(self) -> str:
        """Return in words what is run."""
        parts = [starts()[self.start].name, _("{weeks} weeks", weeks=self.weeks)]
        return "; ".join([*parts, *(f"{parameters()[name].name} {value:g}" for name, value in self.changed.items())])
