"""One link of a chain analysis, and the skill that could stand in its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from iopedu.course.language import _
from iopedu.course.ratings import check_rating, check_saved, check_text, in_plain_words
from iopedu.course.text import allowed, printable
from iopedu.dbt.skills import skill

KINDS: Mapping[str, str] = {
    "thought": _("Thought"),
    "feeling": _("Feeling"),
    "body": _("Body"),
    "urge": _("Urge"),
    "action": _("Action"),
    "event": _("Event"),
}

_NAMES = {
    "text": _("Words"),
    "kind": _("Type"),
    "skill": _("Skill"),
    "instead": _("What to do instead"),
}


@dataclass(frozen=True)
class Link:
    """One link of the chain, and the skill that could stand in its place.

    Parameters
    ----------
    text : str
        What was thought, felt, wanted, done, or what happened.
    kind : str
        Key of `KINDS`; empty while it is not chosen.
    strength : int or None
        For a feeling, from 0 to 100; None means not rated.
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

    text: str
    kind: str = ""
    strength: int | None = None
    skill: str = ""
    instead: str = ""

    def __post_init__(self) -> None:
        for field, name in _NAMES.items():
            check_text(name, getattr(self, field))
        if not in_plain_words(self.text):
            raise ValueError(_("The words of the link are empty. Write in a few words what it was."))
        if self.kind and self.kind not in KINDS:
            raise ValueError(allowed(_("Type"), self.kind, list(KINDS)))
        check_rating(_("Strength"), self.strength, 100)
        if self.strength is not None and self.kind != "feeling":
            found = {"strength": self.strength, "kind": KINDS.get(self.kind, _("not chosen")).lower()}
            raise ValueError(
                _("Strength is {strength}, and the type is {kind}. Only a feeling has a strength here.", **found)
            )
        if self.skill:
            skill(self.skill)

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
    def said(self) -> str:
        """The link in its own words, with its strength."""
        return self.text if self.strength is None else f"{self.text} ({self.strength})"

    def to_json(self) -> dict[str, Any]:
        """Return the link as JSON values."""
        return {"version": 1, **asdict(self)}

    @classmethod
    def from_json(cls, found: Any) -> Link:
        """Read a link that `to_json` wrote; raises ValueError when it is something else."""
        return cls(**{"text": "", **check_saved(found, _("link"), cls.__dataclass_fields__)})

    def __repr__(self) -> str:
        return printable(f"{self.label}: {self.said}")
