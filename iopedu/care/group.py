"""Group therapy: therapeutic factors, a made-up group, and moments of it to practice on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from iopedu.course.deck import NOT_SURE, Deck, Item, mixed
from iopedu.course.entries import Entries
from iopedu.course.files import options, read_json, read_rows
from iopedu.course.language import _
from iopedu.course.people import person
from iopedu.course.quiz import Option, Question
from iopedu.course.sources import check_told

KINDS: Mapping[str, str] = options("group.kinds")

#: The answers to the question whether a sentence makes a group agreement.
ANSWERS: Mapping[str, str] = options("group.answers")

_ASK = options("group.ask")

_HINTS = options("group.hints")


@dataclass(frozen=True)
class Factor:
    """One way in which a group can help, in words written for this course.

    Parameters
    ----------
    id, name : str
    meaning, example, leader : str
        What it is; a moment in a made-up group; how a leader can make room for it.
    sources : tuple of str
        Where the name was read: keys of `iopedu.course.sources`.

    Raises
    ------
    ValueError
        When a field is empty.
    """

    id: str
    name: str
    meaning: str
    example: str
    leader: str
    sources: tuple[str, ...]

    def __post_init__(self) -> None:
        check_told("Therapeutic factor", self)

    def describe(self) -> str:
        """Return the factor in words: what it is, an example, and what a leader can do."""
        example = _("For example: {example}", example=self.example)
        return f"{self.name}. {self.meaning}\n{example}\n{_('As the leader: {leader}', leader=self.leader)}"

    def __repr__(self) -> str:
        return f"{self.name}: {self.meaning}"


#: The therapeutic factors in the order in which they are taught.
factors = Entries.of("factor", Factor, "group/factors.csv")


factor = factors.get


@dataclass(frozen=True)
class Member:
    """A made-up member or leader of a made-up group."""

    id: str
    name: str
    group: str
    about: str

    def __repr__(self) -> str:
        return f"{self.name} ({self.group} group): {self.about}"


#: The people of the two made-up groups.
group_members = Entries.of("member", Member, "group/members.csv")


@dataclass(frozen=True)
class Week:
    """Hours of a usual week in the program of one made-up person.

    Parameters
    ----------
    name : str
    group, individual : float
        Hours a week; what happens every other week counts half.
    also : str
        What is not drawn as hours of every week.
    """

    name: str
    group: float
    individual: float
    also: str

    @property
    def share(self) -> float:
        """Part of these hours that is spent in group."""
        return self.group / (self.group + self.individual)

    def __repr__(self) -> str:
        return f"{self.name}: {self.group:g} hours in group, {self.individual:g} individual; {self.also}"


@cache
def weeks() -> tuple[Week, ...]:
    """Return the usual weeks of the three made-up people.

    Examples
    --------
    >>> weeks()[1]
    Daniel: 9 hours in group, 0.5 individual; the individual hour is every other week; medication visit once a month
    """
    return tuple(
        Week(person(row["person"]).name.split()[0], float(row["group"]), float(row["individual"]), row["also"])
        for row in read_rows("group/weeks.csv")
    )


@dataclass(frozen=True, repr=False)
class GroupMoment(Item):
    """A moment of a made-up group.

    Parameters
    ----------
    factors : tuple of str
        Therapeutic factors that it shows; empty for the other kinds.
    trap : int or None
        For the leader's next sentence: the option that means well and does not help.
    """

    factors: tuple[str, ...] = field(default=())
    trap: int | None = None


@cache
def group_moments() -> Deck:
    """Return the moments of group to practice on, the three kinds mixed evenly.

    Examples
    --------
    >>> group_moments(), group_moments().items[0].kind
    (Moments in group: 60 items, 'factor')
    """
    return Deck(
        "group_moments",
        _("Moments in group"),
        _("Name the factor, find the next sentence, judge an agreement: moments of made-up groups."),
        KINDS,
        mixed(map(_read, read_json("group/moments.json")["items"])),
        counted=("factor", "agreement"),
        enough=16,
        category="factors",
    )


@cache
def example_moment() -> Deck:
    """Return the moment of a worked example; it is not among those to practice.

    Examples
    --------
    >>> example_moment().items[0].id in group_moments()
    False
    """
    found = tuple(map(_read, read_json("group/moments.json")["worked"]))
    return Deck("group_moments", group_moments().title, group_moments().ask, {"factor": KINDS["factor"]}, found)


def _read(entry: dict[str, Any]) -> GroupMoment:
    kind, found = entry["kind"], entry["options"]
    options = [Option(_text(option), option["right"], option["why"]) for option in found]
    question = Question(
        entry["id"], _ASK[kind].format(moment=entry["text"]), (*options, Option(NOT_SURE, False, _HINTS[kind]))
    )
    shown = tuple(option["factor"] for option in found if "factor" in option and option["right"])
    trap = next((at for at, option in enumerate(found) if option.get("trap")), None)
    return GroupMoment(kind, question, shown, trap)


def _text(option: dict[str, Any]) -> str:
    if "factor" in option:
        return factor(option["factor"]).name
    return ANSWERS[option["answer"]] if "answer" in option else option["text"]
