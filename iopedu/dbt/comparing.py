"""A learner’s chain beside a model: which links are the same is chosen by the learner, and nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from iopedu.course.language import _
from iopedu.course.text import listed, quoted
from iopedu.dbt.chain import Chain


@dataclass(frozen=True)
class Comparison:
    """Two chains, and which of their links belong together.

    Parameters
    ----------
    mine, model : Chain
    pairs : mapping of int to int
        Place of a link in mine by the place of its counterpart in the model, both from 1.

    Raises
    ------
    ValueError
        When a chain has no link at a place.

    Examples
    --------
    >>> from iopedu.dbt.link import Link
    >>> model = Chain(links=(Link("I failed", "thought"), Link("Shame", "feeling"), Link("To hide", "urge")))
    >>> mine = Chain(links=(Link("Ashamed", "feeling"), Link("I have failed", "event")))
    >>> for line in Comparison(mine, model, {1: 2, 2: 1}).lines(): print(line)
    In both: 2 of the 3 links of the model.
    Missing in yours: 3. Urge: To hide. Would Aisha find herself in it?
    Another order: in the model “I failed” comes before “Shame”; in yours after it. What came first?
    Another type: the model calls “I failed” a link of the type thought, yours of the type event. Could a \
camera have recorded it?
    """

    mine: Chain
    model: Chain
    pairs: Mapping[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        places = ((self.model, self.pairs), (self.mine, self.pairs.values()))
        if not all(1 <= at <= len(chain.links) for chain, found in places for at in found):
            raise ValueError(f"There is no link at one of these places: {dict(self.pairs)}.")

    @property
    def absent(self) -> tuple[int, ...]:
        """Places of the links of the model that mine has not."""
        return tuple(at for at in range(1, len(self.model.links) + 1) if at not in self.pairs)

    @property
    def own(self) -> tuple[int, ...]:
        """Places of my links that the model has not."""
        return tuple(at for at in range(1, len(self.mine.links) + 1) if at not in self.pairs.values())

    @property
    def crossed(self) -> tuple[tuple[int, int], ...]:
        """Neighbors among the model's matched links that stand the other way round in mine."""
        return tuple(two for two in pairwise(sorted(self.pairs)) if self.pairs[two[0]] > self.pairs[two[1]])

    @property
    def retyped(self) -> tuple[int, ...]:
        """Places in the model of links to which mine gives another type."""
        return tuple(
            at
            for at, its in sorted(self.pairs.items())
            if self.mine.links[its - 1].kind not in ("", self.model.links[at - 1].kind)
        )

    def parts(self) -> tuple[tuple[str, str, str], ...]:
        """Return name, mine and the model's words of each part that is no link."""
        found = []
        for name, ask in Chain.asks().items():
            both = (getattr(chain, name) for chain in (self.mine, self.model))
            mine, model = ("" if ask.is_blank(one) else "; ".join(ask.says(one).splitlines()) for one in both)
            if (mine or model) and name not in ("about", "links"):
                found.append((ask.label, mine, model))
        return tuple(found)

    def lines(self) -> tuple[str, ...]:
        """Return what is in both, what is missing, what only mine has, and where order and type differ."""
        links, own = self.model.links, self.mine.links
        said = [_("In both: {n} of the {all} links of the model.", n=len(self.pairs), all=len(links))]
        if self.absent:
            absent = "; ".join(f"{at}. {links[at - 1]!r}" for at in self.absent)
            said.append(_("Missing in yours: {links}. Would Aisha find herself in it?", links=absent))
        if self.own:
            mine = listed(quoted(own[at - 1].text) for at in self.own)
            said.append(_("Only in yours: {links}. Did she say it, or did you add it?", links=mine))
        for one, two in self.crossed:
            told = {"first": quoted(links[one - 1].text), "second": quoted(links[two - 1].text)}
            said.append(
                _(
                    "Another order: in the model {first} comes before {second}; in yours after it. What came first?",
                    **told,
                )
            )
        for at in self.retyped:
            kinds = {"model": links[at - 1].label.lower(), "mine": own[self.pairs[at] - 1].label.lower()}
            said.append(
                _(
                    "Another type: the model calls {link} a link of the type {model}, yours of the type {mine}. "
                    "Could a camera have recorded it?",
                    link=quoted(links[at - 1].text),
                    **kinds,
                )
            )
        return tuple(said)
