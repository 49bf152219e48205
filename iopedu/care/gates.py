"""Six axes, three gates: what is rated, which levels of care the ratings allow, and which rule decides.

Our own teaching heuristic. Nothing is added up, and there are no cut-off scores: each gate takes the most
intensive level that any of its rules asks for. It contains nothing of LOCUS, CALOCUS or the ASAM Criteria.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from iopedu.care.levels import Level, level, levels
from iopedu.course.entries import Entries
from iopedu.course.facts import fill
from iopedu.course.files import options, read_json
from iopedu.course.language import Refusal, _
from iopedu.course.text import check_one_of

UNSURE = "u"
#: From the least to the most concern. "Not sure" has no place in this order: it never raises a level.
RATINGS = ("a", "b", "c", "d")


@cache
def material() -> Mapping[str, Any]:
    """Return the words and rules of the worksheet, as the data file has them."""
    return read_json("care/placement.json")


#: Stands on every screen, in every text that stands in for one, and on the hand-out.
TEACHING: str = material()["label"]


@dataclass(frozen=True)
class Axis:
    """One thing to rate, with an anchor in words for each rating.

    Parameters
    ----------
    id, name, ask, find_out : str
        Name in programs; name for readers; what is asked; how to find out when one is not sure.
    anchors : mapping of str to (str, str)
        For each rating a short name and a description, the least concern first.
    """

    id: str
    name: str
    ask: str
    find_out: str
    anchors: Mapping[str, tuple[str, str]]

    def word(self, rating: str) -> str:
        """Return the short name of a rating."""
        return _("Not sure") if rating == UNSURE else self.anchors[rating][0]


def _read(found: Mapping[str, Any]) -> Axis:
    return Axis(**found | {"anchors": {rating: tuple(pair) for rating, pair in found["anchors"].items()}})


#: The six axes.
axes = Entries("axis", lambda: map(_read, material()["axes"]))

# The gates -------------------------------------------------------------------------------------------

GATES = options("gates.gates")


@dataclass(frozen=True)
class Rule:
    """One rule of a gate: when all its axes have at least these ratings, the gate stands at this level.

    Parameters
    ----------
    id, says : str
    gate : {"floor", "hours", "ceiling"}
    when : mapping of str to str
        The least concern by axis. An empty one always holds.
    level : str
        Id of a level of care.
    """

    id: str
    gate: str
    when: Mapping[str, str]
    level: str
    says: str

    def holds(self, ratings: Mapping[str, str]) -> bool:
        """Whether every axis has at least its rating; "not sure" never has."""
        return all(ratings[axis] != UNSURE and ratings[axis] >= least for axis, least in self.when.items())

    def __repr__(self) -> str:
        found = {"level": level(self.level).label, "reason": self.says}
        return options("gates.says")[self.gate].format(**found)


@cache
def rules(gate: str) -> tuple[Rule, ...]:
    """Return the rules of one gate, the most intensive level first.

    Examples
    --------
    >>> rules("floor")[-1]
    Floor: no less than Community and peer support. Nothing in the ratings sets a minimum level.
    """
    check_one_of("gate", gate, GATES)
    found = (Rule(**entry) for entry in material()["rules"] if entry["gate"] == gate)
    return tuple(sorted(found, key=lambda rule: -intensity(rule.level)))


def hours_of(name: str) -> str:
    """Return in words how much time a level takes.

    Examples
    --------
    >>> hours_of("iop")
    'at least 9 hours a week'
    """
    return fill(material()["hours"].get(name, _("not known")))


def intensity(name: str) -> int:
    """Return the place of a level from the least (1) to the most intensive."""
    return len(levels()) + 1 - level(name).order


def between(least: str, most: str) -> tuple[str, ...]:
    """Return the ids of the levels from one to another, the most intensive first.

    Examples
    --------
    >>> between("outpatient", "php")
    ('php', 'iop', 'outpatient')
    """
    return tuple(entry.id for entry in levels() if intensity(least) <= intensity(entry.id) <= intensity(most))


@dataclass(frozen=True)
class Gated:
    """What the three gates say about six ratings.

    Parameters
    ----------
    floor, hours, ceiling : Rule
        Of each gate, the rule that asks for most.
    """

    floor: Rule
    hours: Rule
    ceiling: Rule

    @property
    def decided_by(self) -> Rule:
        """The rule that decides: safety before time."""
        return max(self.floor, self.hours, key=lambda rule: intensity(rule.level))

    @property
    def level(self) -> str:
        """The least intensive level that is safe and gives the time needed."""
        return self.decided_by.level

    @property
    def least(self) -> str:
        """The lower end of the range: one step less than suggested, but never below the floor."""
        lower = next((entry.id for entry in levels() if intensity(entry.id) == intensity(self.level) - 1), self.level)
        return max(self.floor.level, lower, key=intensity)

    @property
    def most(self) -> str:
        """The upper end of the range."""
        return self.ceiling.level

    @property
    def range(self) -> tuple[str, ...]:
        """The levels that can be defended, the most intensive first."""
        return between(self.least, self.most)


def gated(ratings: Mapping[str, str]) -> Gated:
    """Send six ratings through the gates.

    Parameters
    ----------
    ratings : mapping of str to str
        For each axis one of `RATINGS`, or `UNSURE`.

    Raises
    ------
    ValueError
        When an axis is missing or a rating is something else.

    Examples
    --------
    >>> gated(dict(zip(["safety", "function", "complexity", "home", "past", "part"], "bcbaca"))).level
    'iop'
    """
    names = [axis.id for axis in axes()]
    if sorted(ratings) != sorted(names):
        raise Refusal("Rate each of the six: {names}.", names=", ".join(names))
    for axis, rating in ratings.items():
        check_one_of(axis, rating, (*RATINGS, UNSURE))
    return Gated(*(next(rule for rule in rules(gate) if rule.holds(ratings)) for gate in GATES))


@dataclass(frozen=True)
class Change:
    """One factor that would change the suggestion.

    Parameters
    ----------
    axis : Axis
    now, then : str
        The rating as it is, and the nearest one that leads elsewhere.
    level : str
        Where it leads.
    raises : bool
        Whether that is a more intensive level.
    """

    axis: Axis
    now: str
    then: str
    level: str
    raises: bool

    @property
    def to(self) -> Level:
        """The level it leads to."""
        return level(self.level)

    def __repr__(self) -> str:
        found = {"now": self.axis.word(self.now), "then": self.axis.word(self.then), "level": self.to.label}
        return options("gates.change")["more" if self.raises else "less"].format(axis=self.axis.name, **found)


def changes(ratings: Mapping[str, str]) -> tuple[Change, ...]:
    """Return, for each axis and each direction, the nearest rating that changes the level; nothing else changes.

    Examples
    --------
    >>> changes(dict(zip(["safety", "function", "complexity", "home", "past", "part"], "abaaaa")))[0]
    Safety today and tonight: a change from “Safe” to “Safe while somebody is near” leads to Partial hospitalization \
(PHP), which is more intensive.
    """
    return tuple(change for axis in axes() for change in _changes_of(axis, ratings))


def _changes_of(axis: Axis, ratings: Mapping[str, str]) -> Iterator[Change]:
    now = ratings[axis.id]
    at = 0 if now == UNSURE else RATINGS.index(now)  # what is not known counts as no concern
    here = intensity(gated(ratings).level)
    for way in (RATINGS[at + 1 :], RATINGS[:at][::-1]):
        for then in way:
            there = gated({**ratings, axis.id: then}).level
            if intensity(there) != here:
                yield Change(axis, now, then, there, intensity(there) > here)
                break
