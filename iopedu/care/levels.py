"""Levels of care, what is known about each, and how to compare them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from iopedu.course.entries import Entries, read_entries
from iopedu.course.facts import FIELDS, Fact, facts
from iopedu.course.files import options, read_rows
from iopedu.course.language import Refusal, _
from iopedu.course.record import Record, choice, picked, record
from iopedu.course.text import listed


@dataclass(frozen=True)
class Level:
    """One level of care.

    Parameters
    ----------
    id, name, abbreviation, also_called, in_short : str
    order : int
        1 is the most intensive.
    overnight : {"yes", "no", "short stay"}
    """

    id: str
    order: int
    name: str
    abbreviation: str
    also_called: str
    in_short: str
    overnight: str

    @property
    def label(self) -> str:
        """The name with its abbreviation."""
        return f"{self.name} ({self.abbreviation})" if self.abbreviation else self.name


@dataclass(frozen=True)
class Aspect:
    """One thing in which levels differ, the question that it answers, and the view of a comparison where it stands."""

    id: str
    title: str
    question: str
    view: str


ASPECTS: Mapping[str, Aspect] = {aspect.id: aspect for aspect in read_entries(Aspect, "care/aspects.csv")}

#: What each view of a comparison is called, by what is saved.
VIEW_NAMES: Mapping[str, str] = options("levels.view_names")
#: The aspects that stand in each view.
VIEWS: Mapping[str, tuple[str, ...]] = {
    view: tuple(one.id for one in ASPECTS.values() if view in (one.view, "Everything")) for view in VIEW_NAMES
}
#: From which field a comparison takes its facts.
FIELD_NAMES: Mapping[str, str] = options("levels.field_names")


#: The levels of care, the most intensive first.
levels = Entries("level", lambda: (Level(order=at, **row) for at, row in enumerate(read_rows("care/levels.csv"), 1)))


level = levels.get


def known(level: str, aspect: str, field: str = "both") -> tuple[Fact, ...]:
    """Return what is known about one aspect of one level.

    Parameters
    ----------
    level : str
        Id of a level.
    aspect : str
        Key of `ASPECTS`.
    field : {"mental_health", "substance_use", "both"}
        With one field, facts of the other one are left out; facts of both fields always stay.

    Returns
    -------
    tuple of Fact
        Principles first, then what holds for both fields, then mental health, then substance use. Empty
        when nothing is recorded: show that as "not known".

    Examples
    --------
    >>> known("iop", "hours")[0].says
    'At least 9 hours of services a week'
    """
    wanted = (
        fact
        for fact in facts().values()
        if (fact.about, fact.aspect) == (level, aspect) and (field == "both" or fact.field in (field, "both"))
    )
    fields = ("both", "mental_health", "substance_use")
    return tuple(sorted(wanted, key=lambda fact: (fact.mark != "P", fields.index(fact.field))))


@record
class Comparison(Record):
    """Two to four levels, side by side, in one view.

    Parameters
    ----------
    levels : tuple of str
        Ids of two to four different levels; they are put in order, the most intensive first.
    view : str
        Key of `VIEWS`.
    field : {"mental_health", "substance_use", "both"}
        Which facts to show. With "both", the two are shown apart in every cell.

    Raises
    ------
    ValueError
        With a sentence for the learner.

    Examples
    --------
    >>> Comparison(("iop", "php"))
    Partial hospitalization and Intensive outpatient program: Time and place (both fields)
    """

    WHAT: ClassVar[str] = _("comparison")

    levels: tuple[str, ...] = picked(_("Levels"), levels.named("label"), default=("php", "iop"))
    view: str = choice(_("Compare"), VIEW_NAMES, default="Time and place")
    field: str = choice(_("Facts from"), FIELD_NAMES, default="both")

    def check(self) -> None:
        many = len(self.levels)
        if many < 2:
            raise Refusal("Choose at least two levels to compare.")
        if many > 4:
            raise Refusal("You have chosen {many} levels. Only four fit side by side: remove one first.", many=many)

    def rows(self) -> tuple[tuple[Aspect, tuple[tuple[Fact, ...], ...]], ...]:
        """Return, for each aspect of the view, what is known about each level in turn."""
        return tuple(
            (ASPECTS[name], tuple(known(chosen, name, self.field) for chosen in self.levels))
            for name in VIEWS[self.view]
        )

    def describe(self) -> str:
        """Return the comparison in words: which levels, which view, which field."""
        names = listed(level(name).name for name in self.levels)
        view, field = VIEW_NAMES[self.view], FIELDS[self.field]
        return _("{levels}: {view} ({field})", levels=names, view=view, field=field)

    def __repr__(self) -> str:
        return self.describe()
