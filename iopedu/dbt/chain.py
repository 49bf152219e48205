"""A chain analysis: link by link from what made a person vulnerable to what came of it, with room for skills."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from iopedu.course.language import _, _n
from iopedu.course.ratings import in_plain_words
from iopedu.course.record import Record, choice, record, rows, words
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


@record
class Chain(Record):
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

    WHAT: ClassVar[str] = _("chain")
    #: The fields that hold words.
    WORDS: ClassVar[tuple[str, ...]] = ("about", "vulnerability", "prompting", "behavior", *CONSEQUENCES)

    about: str = words(_("Whose chain, and when"), lines=1, optional=True)
    vulnerability: str = words(_("Vulnerability factors"), hint=_("One thing in each line"))
    prompting: str = words(_("Prompting event"), lines=1)
    links: tuple[Link, ...] = rows(_("Links"), _("Link"), Link, most=14)
    behavior: str = words(_("Behavior at the end"), lines=1)
    ending: str = choice(_("Kind of behavior"), ENDINGS)
    soon_me: str = words(CONSEQUENCES["soon_me"], lines=1)
    soon_others: str = words(CONSEQUENCES["soon_others"], lines=1)
    later_me: str = words(CONSEQUENCES["later_me"], lines=1)
    later_others: str = words(CONSEQUENCES["later_others"], lines=1)

    @property
    def factors(self) -> tuple[str, ...]:
        """The vulnerability factors one by one."""
        return tuple(line.strip() for line in self.vulnerability.splitlines() if line.strip())

    @property
    def slots(self) -> tuple[int, ...]:
        """Places of the links, from 1, for which a skill is chosen."""
        return tuple(at for at, link in enumerate(self.links, 1) if link.skill)

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the parts that are still empty."""
        types = (_("Type of link {number}", number=at) for at, link in enumerate(self.links, 1) if not link.kind)
        return (*super().missing, *types, *(() if self.slots else (_("A skill for one of the links"),)))

    def _has(self, field: str) -> bool:
        return in_plain_words(getattr(self, field))

    def story(self) -> str:
        """Return the chain as sentences, in the order in which it happened; empty parts are left out."""
        parts = [_("Before it: {factors}", factors=_end("; ".join(self.factors)))] if self.factors else []
        if self._has("prompting"):
            parts.append(_("It began with this: {event}", event=_end(self.prompting)))
        parts += [_THEN[link.kind].format(link=_end(link.told)) for link in self.links]
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
        asks = self.asks()
        texts = ((field, getattr(self, field).strip() or "…") for field in self.WORDS)
        words = {field: f"{asks[field].label}: {text}" for field, text in texts}
        lines = [words["about"], f"{asks['vulnerability'].label}: {'; '.join(self.factors) or '…'}", words["prompting"]]
        for at, link in enumerate(self.links, 1):
            lines += [f"{at}. {link!r}"]
            lines += [f"   {_('Skill here: {skill}', skill=link.skill_says)}"] if link.skill_says else []
        lines += [f"{ENDINGS.get(self.ending, asks['behavior'].label)}: {self.behavior.strip() or '…'}"]
        return "\n".join([*lines, *(words[field] for field in CONSEQUENCES)])

    def describe(self) -> str:
        """Return the chain as a list and as a story."""
        if self.blank:
            return _("No chain yet.")
        return f"{self.listing()}\n\n{_('As a story:')}\n{self.story() or _('nothing to tell yet')}"

    def __repr__(self) -> str:
        return _n(
            "Chain: {links}, {skills} placed, {n} part still empty",
            "Chain: {links}, {skills} placed, {n} parts still empty",
            len(self.missing),
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
