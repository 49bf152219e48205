"""Agreements of a group, in its own words, and the questions that rules ask about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from iopedu.course.entries import Entries
from iopedu.course.fields import Words
from iopedu.course.files import read_json
from iopedu.course.language import _, _n
from iopedu.course.ratings import in_plain_words
from iopedu.course.record import Record, named, record, words
from iopedu.course.rules import RuleSet
from iopedu.course.text import says_something
from iopedu.course.wording import Wording


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
    """What a made-up group agreed on.

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
    'Taking part: Could two people read this in different ways? What would one see or hear when it is kept?'
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
            "{written} of {areas} areas in words, {n} question to talk over",
            "{written} of {areas} areas in words, {n} questions to talk over",
            len(self.notes()),
            written=self.written,
            areas=len(areas()),
        )

    def describe(self) -> str:
        """Return the agreements and the questions about them, one below the other."""
        if not self.agreed:
            return _("No agreements yet.")
        lines = [f"{area.name}: {self.agreed[area.id]}" for area in areas() if area.id in self.agreed]
        head = _("Agreements of a group without a name. {summary}.", summary=self.summary())
        if group := self.group.strip():
            head = _("Agreements of {group}. {summary}.", group=group, summary=self.summary())
        return "\n".join([head, *lines, *(_("To talk over. {note}", note=note) for note in self.notes())])

    def __repr__(self) -> str:
        return _("Group agreements: {summary}", summary=self.summary())


def example_agreements() -> GroupAgreements:
    """Return what the made-up day group agreed on.

    Examples
    --------
    >>> example_agreements()
    Group agreements: 7 of 8 areas in words, 0 questions to talk over
    """
    return GroupAgreements.from_json(read_json("group/example_agreements.json"))
