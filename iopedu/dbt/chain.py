"""A chain analysis: link by link from what made a person vulnerable to what came of it, with room for skills."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from iopedu.course.language import _, _n
from iopedu.course.ratings import check_saved, check_text, in_plain_words
from iopedu.course.text import allowed
from iopedu.dbt.link import Link

#: A chain can lead to a behavior that helped, too: knowing how that went is worth as much.
ENDINGS: Mapping[str, str] = {"problem": _("Problem behavior"), "effective": _("Effective behavior")}

CONSEQUENCES: Mapping[str, str] = {
    "soon_me": _("Soon after, for me"),
    "soon_others": _("Soon after, for others"),
    "later_me": _("Later, for me"),
    "later_others": _("Later, for others"),
}

_THEN = {
    "thought": _("Then came the thought: {link}"),
    "feeling": _("Then came the feeling: {link}"),
    "body": _("Then, in the body: {link}"),
    "urge": _("Then came the urge: {link}"),
    "action": _("Then came the action: {link}"),
    "event": _("Then this happened: {link}"),
    "": _("Then: {link}"),
}
_ENDED = {
    "": _("In the end: {behavior}"),
    "problem": _("In the end, the problem behavior: {behavior}"),
    "effective": _("In the end, the effective behavior: {behavior}"),
}


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
        "about": _("Whose chain, and when"),
        "vulnerability": _("Vulnerability factors"),
        "prompting": _("Prompting event"),
        "behavior": _("Behavior at the end"),
        **CONSEQUENCES,
    }
    MOST = 14

    def __post_init__(self) -> None:
        for field, name in self.WORDS.items():
            check_text(name, getattr(self, field))
        check_text(_("Kind of behavior"), self.ending)
        if self.ending and self.ending not in ENDINGS:
            raise ValueError(allowed(_("Kind of behavior"), self.ending, list(ENDINGS)))
        links = tuple(self.links)
        if not all(isinstance(link, Link) for link in links):
            raise ValueError(_("A chain holds links and nothing else."))
        if len(links) > self.MOST:
            found = {"links": len(links), "most": self.MOST}
            raise ValueError(_("There are {links} links. A chain takes at most {most}: remove one first.", **found))
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
        empty += [] if self.links else [_("Links")]
        empty += [_("Type of link {number}", number=at) for at, link in enumerate(self.links, 1) if not link.kind]
        empty += [] if self._has("behavior") else [self.WORDS["behavior"]]
        empty += [] if self.ending else [_("Kind of behavior")]
        empty += [name for field, name in CONSEQUENCES.items() if not self._has(field)]
        return tuple(empty + ([] if self.slots else [_("A skill for one of the links")]))

    def _has(self, field: str) -> bool:
        return in_plain_words(getattr(self, field))

    @property
    def ready(self) -> bool:
        """Whether no part is empty."""
        return not self.missing()

    def story(self) -> str:
        """Return the chain as sentences, in the order in which it happened; empty parts are left out."""
        parts = [_("Before it: {factors}", factors=_end("; ".join(self.factors)))] if self.factors else []
        if self._has("prompting"):
            parts.append(_("It began with this: {event}", event=_end(self.prompting)))
        parts += [_THEN[link.kind].format(link=_end(link.said)) for link in self.links]
        if self._has("behavior"):
            parts.append(_ENDED[self.ending].format(behavior=_end(self.behavior)))
        parts += [f"{name}: {_end(getattr(self, field))}" for field, name in CONSEQUENCES.items() if self._has(field)]
        parts += [
            _("At “{link}”, something else could stand: {skill}", link=_bare(link.text), skill=_end(link.skill_says))
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
            lines += [f"{at}. {link!r}"]
            lines += [f"   {_('Skill here: {skill}', skill=link.skill_says)}"] if link.skill_says else []
        lines += [f"{ENDINGS.get(self.ending, self.WORDS['behavior'])}: {words['behavior']}"]
        return "\n".join([*lines, *(f"{name}: {words[field]}" for field, name in CONSEQUENCES.items())])

    def describe(self) -> str:
        """Return the chain as a list and as a story."""
        if self == Chain():
            return _("No chain yet.")
        return f"{self.listing()}\n\n{_('As a story:')}\n{self.story() or _('nothing to tell yet')}"

    def to_json(self) -> dict[str, Any]:
        """Return the chain as JSON values."""
        return {"version": 1, **vars(self), "links": [link.to_json() for link in self.links]}

    @classmethod
    def from_json(cls, found: Any) -> Chain:
        """Read a chain that `to_json` wrote; raises ValueError when it is something else."""
        saved = check_saved(found, _("chain"), cls.__dataclass_fields__)
        if not isinstance(saved.get("links", []), list):
            raise ValueError(_("links should hold a list."))
        return cls(**{**saved, "links": tuple(map(Link.from_json, saved.get("links", [])))})

    def __repr__(self) -> str:
        return _n(
            "Chain: {links}, {skills} placed, {n} part still empty",
            "Chain: {links}, {skills} placed, {n} parts still empty",
            len(self.missing()),
            links=_n("{n} link", "{n} links", len(self.links)),
            skills=_n("{n} skill", "{n} skills", len(self.slots)),
        )


def _bare(text: str) -> str:
    """Return a text without the quotation marks around it: a thought is often written in them."""
    found = re.fullmatch(r"\s*(?:“([^“”]+)”|\"([^\"]+)\")\s*", text)
    return (found[1] or found[2]) if found else text


def _end(text: str) -> str:
    """Return a text that ends like a sentence."""
    text = " ".join(text.split())
    return text if text.endswith((".", "!", "?", "…", ".”", "!”", "?”")) else f"{text}."
