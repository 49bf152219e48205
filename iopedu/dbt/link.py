"""One link of a chain analysis, and the skill that could stand in its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from iopedu.course.files import options
from iopedu.course.language import _
from iopedu.course.ratings import in_plain_words
from iopedu.course.record import Record, choice, number, record, words
from iopedu.course.text import printable
from iopedu.dbt.skills import MODULES, skill, skills

KINDS: Mapping[str, str] = options("link.kinds")

#: What decides between a skill for the body and one that needs thinking.
AROUSAL: Mapping[str, str] = options("link.arousal")


def _skills() -> Mapping[str, str]:
    return {one.id: f"{one.name} ({MODULES[one.module].lower()})" for one in skills()}


@record
class Link(Record):
    """One link of the chain, and the skill that could stand in its place.

    Parameters
    ----------
    text : str
        What was thought, felt, wanted, done, or what happened.
    kind : str
        Key of `KINDS`; empty while it is not chosen.
    strength : int or None
        For a feeling, from 0 to 100; None means not rated.
    arousal : str
        Key of `AROUSAL`; empty while it is not chosen. It decides which skill fits.
    skill : str
        Id of a skill that could fit here, or empty.
    instead : str
        What the person would do with it.

    Raises
    ------
    ValueError
        With a sentence for the learner.

    Examples
    --------
    >>> Link("Shame", "feeling", 80)
    Feeling: Shame (80)
    """

    WHAT: ClassVar[str] = _("link")

    text: str = words(_("What it was"), hint=_("In a few words"), lines=1)
    kind: str = choice(_("Type"), KINDS)
    strength: int | None = number(_("Strength of a feeling"))
    arousal: str = choice(_("Arousal here"), AROUSAL, optional=True)
    skill: str = choice(_("Skill that could fit"), _skills, unset=_("No skill yet"))
    instead: str = words(_("What to do with it"), lines=1)

    def check(self) -> None:
        if not in_plain_words(self.text):
            raise ValueError(_("The words of the link are empty. Write in a few words what it was."))
        if self.strength is not None and self.kind != "feeling":
            found = {"strength": self.strength, "kind": KINDS.get(self.kind, _("not chosen")).lower()}
            raise ValueError(
                _("Strength is {strength}, and the type is {kind}. Only a feeling has a strength here.", **found)
            )

    @property
    def label(self) -> str:
        """Type of the link, as a word."""
        return KINDS.get(self.kind, _("Type not chosen"))

    @property
    def skill_says(self) -> str:
        """Skill, its module and what to do instead; empty when no skill is chosen and nothing is written."""
        if not self.skill:
            return self.instead.strip()
        return f"{skill(self.skill)!r}{f': {self.instead}' if self.instead.strip() else ''}"

    @property
    def told(self) -> str:
        """The link in its own words, with its strength."""
        return self.text if self.strength is None else f"{self.text} ({self.strength})"

    @property
    def notes(self) -> tuple[str, ...]:
        """What stands below the link: how high arousal was, and the skill."""
        arousal = _("Arousal here: {level}", level=AROUSAL[self.arousal]) if self.arousal else ""
        skill = _("Skill here: {skill}", skill=self.skill_says) if self.skill_says else ""
        return tuple(filter(None, (arousal, skill)))

    def __repr__(self) -> str:
        return printable(f"{self.label}: {self.told}")
