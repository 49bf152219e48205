"""Group therapy: therapeutic factors, a fictional group, moments of it to practice on, and what a group agrees on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, ClassVar

from iopedu.course.deck import Deck, Item, read_deck, read_question
from iopedu.course.entries import Entries
from iopedu.course.fields import Words
from iopedu.course.files import options, read_json
from iopedu.course.language import _, _n
from iopedu.course.people import person
from iopedu.course.ratings import in_plain_words
from iopedu.course.record import Record, named, record, words
from iopedu.course.rules import RuleSet
from iopedu.course.sources import check_told
from iopedu.course.text import says_something
from iopedu.course.wording import Wording

#: The answers to the question whether a sentence makes a group agreement.
ANSWERS: Mapping[str, str] = options("group.answers")


@dataclass(frozen=True)
class Factor:
    """One way in which a group can help, in words written for this course.

    Parameters
    ----------
    id, name : str
    meaning, example, leader : str
        What it is; a moment in a fictional group; how a leader can make room for it.
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


#: The therapeutic factors in the order in which they are taught.
factors = Entries.of("factor", Factor, "group/factors.csv")


factor = factors.get


@dataclass(frozen=True)
class Week:
    """Hours of a usual week in the program of one fictional person.

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


#: The usual weeks of the three fictional people.
weeks = Entries.of("week", Week, "group/weeks.csv", "person")


@dataclass(frozen=True, repr=False)
class GroupMoment(Item):
    """A moment of a fictional group.

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


# Agreements ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Area:
    """Something that a group may want to agree on."""

    id: str
    name: str
    ask: str
    hint: str


#: The areas in the order in which a group may talk about them.
areas = Entries.of("area", Area, "group/areas.csv")

_NO_HELP = Wording(lacks="help")

AGREEMENT_RULES: RuleSet[str] = RuleSet(
    "group_agreements",
    no_crisis=lambda text: not in_plain_words(text) or _NO_HELP(text),
    no_privacy=lambda text: not in_plain_words(text),
)


def _asked() -> Mapping[str, Words]:
    return {area.id: Words(label=area.name, ask=area.ask, hint=area.hint, lines=3) for area in areas()}


@record
class GroupAgreements(Record):
    """What a fictional group agreed on.

    Parameters
    ----------
    group : str
        Which group it is for.
    agreed : mapping of str to str
        Words by the id of the area; an area without words is left out.

    Raises
    ------
    ValueError
        With a sentence for the learner.

    Examples
    --------
    >>> GroupAgreements("Evening group", {"part": "Be nice."}).notes()[1]
    'Taking part: Could two people read this in different ways? What would you see or hear if people \
were sticking to it?'
    """

    WHAT: ClassVar[str] = _("set of agreements")

    group: str = words(_("Which group"), hint=_("For example: the evening group"), lines=1)
    agreed: Mapping[str, str] = named(_("Agreements"), _asked)

    ENOUGH: ClassVar[int] = 4

    @property
    def written(self) -> int:
        """How many areas have words."""
        return sum(map(says_something, self.agreed.values()))

    @property
    def ready(self) -> bool:
        """Whether at least four areas have words."""
        return self.written >= self.ENOUGH

    def notes(self) -> tuple[str, ...]:
        """Return the questions that the rules ask, area by area; none before something is written."""
        if not self.written:
            return ()
        return tuple(
            repr(asked)
            for area in areas()
            for asked in AGREEMENT_RULES.asked(self.agreed.get(area.id, ""), area.id, area.name)[:1]
        )

    def summary(self) -> str:
        """Say how many areas have words, and how many questions are open."""
        return _n(
            "{written} of {areas} areas filled in, {n} question to discuss",
            "{written} of {areas} areas filled in, {n} questions to discuss",
            len(self.notes()),
            written=self.written,
            areas=len(areas()),
        )

    def describe(self) -> str:
        """Return the agreements and the questions about them, one below the other."""
        if not self.agreed:
            return _("No agreements yet.")
        lines = [f"{area.name}: {self.agreed[area.id]}" for area in areas() if area.id in self.agreed]
        head = _("Agreements for an unnamed group. {summary}.", summary=self.summary())
        if group := self.group.strip():
            head = _("Agreements for {group}. {summary}.", group=group, summary=self.summary())
        return "\n".join([head, *lines, *(_("To discuss: {note}", note=note) for note in self.notes())])

    def __repr__(self) -> str:
        return _("Group agreements: {summary}", summary=self.summary())


def example_agreements() -> GroupAgreements:
    """Return what the fictional day group agreed on.

    Examples
    --------
    >>> example_agreements()
    Group agreements: 7 of 8 areas filled in, 0 questions to discuss
    """
    return GroupAgreements.from_json(read_json("group/example_agreements.json"))
