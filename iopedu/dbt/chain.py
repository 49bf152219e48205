"""A chain analysis: link by link from what made a person vulnerable to what came of it, with room for skills."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from iopedu.course.ratings import check_rating, check_saved, check_text, in_plain_words
from iopedu.course.text import allowed, counted, printable
from iopedu.dbt.skills import skill

__all__ = ["CONSEQUENCES", "ENDINGS", "KINDS", "Chain", "Link"]

KINDS: Mapping[str, str] = {
    "thought": "Thought",
    "feeling": "Feeling",
    "body": "Body",
    "urge": "Urge",
    "action": "Action",
    "event": "Event",
}

#: A chain can lead to a behavior that helped, too: knowing how that went is worth as much.
ENDINGS: Mapping[str, str] = {"problem": "Problem behavior", "effective": "Effective behavior"}

CONSEQUENCES: Mapping[str, str] = {
    "soon_me": "Soon after, for me",
    "soon_others": "Soon after, for others",
    "later_me": "Later, for me",
    "later_others": "Later, for others",
}

_THEN = {
    "thought": "Then came the thought:",
    "feeling": "Then came the feeling:",
    "body": "Then, in the body:",
    "urge": "Then came the urge:",
    "action": "Then came the action:",
    "event": "Then this happened:",
    "": "Then:",
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
        for field, name in {"text": "Words", "kind": "Type", "skill": "Skill", "instead": "What to do instead"}.items():
            check_text(name, getattr(self, field))
        if not in_plain_words(self.text):
            raise ValueError("The words of the link are empty. Write in a few words what it was.")
        if self.kind and self.kind not in KINDS:
            raise ValueError(allowed("Type", self.kind, list(KINDS)))
        check_rating("Strength", self.strength, 100)
        if self.strength is not None and self.kind != "feeling":
            kind = KINDS.get(self.kind, "not chosen").lower()
            raise ValueError(
                f"Strength is {self.strength}, and the type is {kind}. Only a feeling has a strength here."
            )
        if self.skill:
            skill(self.skill)

    @property
    def label(self) -> str:
        """Type of the link, as a word."""
        return KINDS.get(self.kind, "Type not chosen")

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
        return cls(**{"text": "", **check_saved(found, "link", cls.__dataclass_fields__)})

    def __repr__(self) -> str:
        return printable(f"{self.label}: {self.said}")


@dataclass(frozen=True)
class Chain:
    """What led to a behavior, link by link and in this order, and what followed.

    Parameters
    ----------
    about : str
        Whose chain, and of which moment.
    vulnerability : str
        What made the person easier to upset that day; one thing in each line.
    prompting : str
        The event that set it off.
    links : tuple of Link
        Up to 14, in their order.
    behavior : str
        What the person did in the end.
    ending : str
        Key of `ENDINGS`; empty while it is not chosen.
    soon_me, soon_others, later_me, later_others : str
        What followed, for the person and for others.

    Examples
    --------
    >>> chain = Chain(prompting="A letter came", links=(Link("Shame", "feeling", 80),), behavior="Stayed in bed")
    >>> print(chain.story())
    It began with this: A letter came.
    Then came the feeling: Shame (80).
    In the end: Stayed in bed.
    """

    about: str = ""
    vulnerability: str = ""
    prompting: str = ""
    links: tuple[Link, ...] = ()
    behavior: str = ""
    ending: str = ""
    soon_me: str = ""
    soon_others: str = ""
    later_me: str = ""
    later_others: str = ""

    #: Parts with words, with their names for a reader.
    WORDS = {  # noqa: RUF012
        "about": "Whose chain, and when",
        "vulnerability": "Vulnerability factors",
        "prompting": "Prompting event",
        "behavior": "Behavior at the end",
        **CONSEQUENCES,
    }
    MOST = 14

    def __post_init__(self) -> None:
        for field, name in self.WORDS.items():
            check_text(name, getattr(self, field))
        check_text("Kind of behavior", self.ending)
        if self.ending and self.ending not in ENDINGS:
            raise ValueError(allowed("Kind of behavior", self.ending, list(ENDINGS)))
        links = tuple(self.links)
        if not all(isinstance(link, Link) for link in links):
            raise ValueError("A chain holds links and nothing else.")
        if len(links) > self.MOST:
            raise ValueError(f"There are {len(links)} links. A chain takes at most {self.MOST}: remove one first.")
        object.__setattr__(self, "links", links)

    @property
    def factors(self) -> tuple[str, ...]:
        """The vulnerability factors one by one."""
        return tuple(line.strip() for line in self.vulnerability.splitlines() if line.strip())

    @property
    def slots(self) -> tuple[int, ...]:
        """Places of the links, from 1, for which a skill is chosen."""
        return tuple(at for at, link in enumerate(self.links, 1) if link.skill)

    def missing(self) -> tuple[str, ...]:
        """Return the names of the parts that are still empty."""
        empty = [self.WORDS[field] for field in ("vulnerability", "prompting") if not self._has(field)]
        empty += [] if self.links else ["Links"]
        empty += [f"Type of link {at}" for at, link in enumerate(self.links, 1) if not link.kind]
        empty += [] if self._has("behavior") else [self.WORDS["behavior"]]
        empty += [] if self.ending else ["Kind of behavior"]
        empty += [name for field, name in CONSEQUENCES.items() if not self._has(field)]
        return tuple(empty + ([] if self.slots else ["A skill for one of the links"]))

    def _has(self, field: str) -> bool:
        return in_plain_words(getattr(self, field))

    @property
    def ready(self) -> bool:
        """Whether no part is empty."""
        return not self.missing()

    def story(self) -> str:
        """Return the chain as sentences, in the order in which it happened; empty parts are left out."""
        parts = [f"Before it: {_end('; '.join(self.factors))}"] if self.factors else []
        parts += [f"It began with this: {_end(self.prompting)}"] if self._has("prompting") else []
        parts += [f"{_THEN[link.kind]} {_end(link.said)}" for link in self.links]
        if self._has("behavior"):
            kind = {"": "In the end:"} | {key: f"In the end, the {name.lower()}:" for key, name in ENDINGS.items()}
            parts.append(f"{kind[self.ending]} {_end(self.behavior)}")
        parts += [f"{name}: {_end(getattr(self, field))}" for field, name in CONSEQUENCES.items() if self._has(field)]
        parts += [
            f"At “{link.text}”, something else could stand: {_end(link.skill_says)}"
            for link in self.links
            if link.skill_says
        ]
        return "\n".join(parts)

    def listing(self) -> str:
        """Return the chain as a list of its parts; what is empty is named."""
        words = {field: getattr(self, field).strip() or "…" for field in self.WORDS}
        lines = [f"{self.WORDS['about']}: {words['about']}"]
        lines += [f"{self.WORDS['vulnerability']}: {'; '.join(self.factors) or '…'}"]
        lines += [f"{self.WORDS['prompting']}: {words['prompting']}"]
        for at, link in enumerate(self.links, 1):
            lines += [f"{at}. {link!r}", *([f"   Skill here: {link.skill_says}"] if link.skill_says else [])]
        lines += [f"{ENDINGS.get(self.ending, self.WORDS['behavior'])}: {words['behavior']}"]
        return "\n".join([*lines, *(f"{name}: {words[field]}" for field, name in CONSEQUENCES.items())])

    def describe(self) -> str:
        """Return the chain as a list and as a story."""
        if self == Chain():
            return "No chain yet."
        return f"{self.listing()}\n\nAs a story:\n{self.story() or 'nothing to tell yet'}"

    def to_json(self) -> dict[str, Any]:
        """Return the chain as JSON values."""
        return {"version": 1, **vars(self), "links": [link.to_json() for link in self.links]}

    @classmethod
    def from_json(cls, found: Any) -> Chain:
        """Read a chain that `to_json` wrote; raises ValueError when it is something else."""
        saved = check_saved(found, "chain", cls.__dataclass_fields__)
        if not isinstance(saved.get("links", []), list):
            raise ValueError("links should hold a list.")
        return cls(**{**saved, "links": tuple(map(Link.from_json, saved.get("links", [])))})

    def __repr__(self) -> str:
        links, slots = counted(len(self.links), "link"), counted(len(self.slots), "skill")
        return f"Chain: {links}, {slots} placed, {counted(len(self.missing()), 'part')} still empty"


def _end(text: str) -> str:
    """Return a text that ends like a sentence."""
    text = " ".join(text.split())
    return text if text.endswith((".", "!", "?", "…", ".”", "!”", "?”")) else f"{text}."
