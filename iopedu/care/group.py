"""Group therapy: therapeutic factors, a made-up group, and moments of it to practice on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from iopedu.course.deck import Deck, Item, read_deck, read_question
from iopedu.course.entries import Entries
from iopedu.course.files import options, read_json
from iopedu.course.language import _
from iopedu.course.people import person
from iopedu.course.sources import check_told

#: The answers to the question whether a sentence makes a group agreement.
ANSWERS: Mapping[str, str] = options("group.answers")


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


#: The people of the two made-up groups.
group_members = Entries.of("member", Member, "group/members.csv")


@dataclass(frozen=True)
class Week:
    """Hours of a usual week in the program of one made-up person.

    Parameters
    ----------
    person : str
    group, individual : float
        Hours a week; what happens every other week counts half.
    also : str
        What is not drawn as hours of every week.
    """

    person: str
    group: float
    individual: float
    also: str

    @property
    def name(self) -> str:
        """First name of the person."""
        return person(self.person).name.split()[0]

    @property
    def share(self) -> float:
        """Part of these hours that is spent in group."""
        return self.group / (self.group + self.individual)


#: The usual weeks of the three made-up people.
weeks = Entries.of("week", Week, "group/weeks.csv", "person")


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
    >>> len(group_moments().items), group_moments().items[0].kind
    (60, 'factor')
    """
    return read_deck("group_moments", map(_read, read_json("group/moments.json")["items"]))


@cache
def example_moment() -> Deck:
    """Return the moment of a worked example; it is not among those to practice.

    Examples
    --------
    >>> example_moment().items[0].id in group_moments()
    False
    """
    found = tuple(map(_read, read_json("group/moments.json")["worked"]))
    return replace(group_moments(), kinds={"factor": group_moments().kinds["factor"]}, items=found, counted=())


def _read(entry: dict[str, Any]) -> GroupMoment:
    found = entry["options"]
    shown = tuple(option["factor"] for option in found if "factor" in option and option["right"])
    trap = next((at for at, option in enumerate(found) if option.get("trap")), None)
    return GroupMoment(entry["kind"], read_question("group_moments", entry, _text), shown, trap)


def _text(option: dict[str, Any]) -> str:
    if "factor" in option:
        return factor(option["factor"]).name
    return ANSWERS[option["answer"]] if "answer" in option else option["text"]
