"""The fictional weeks and chains of notebook 09, and a learner’s chain beside the model.

The model answer stays closed until there is an attempt. Which links are the same is chosen by the learner.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from iopedu.course.files import options, read_json
from iopedu.course.language import Refusal, _
from iopedu.course.text import listed, quoted
from iopedu.dbt.chain import CONSEQUENCES, Chain
from iopedu.dbt.diary import DiaryCard

_SAYS = options("cases.says")


def example_card() -> DiaryCard:
    """Return Maya's third week, which is fictional.

    Examples
    --------
    >>> example_card().average("Urge to withdraw")
    Urge to withdraw: 2.7, from 6 of 7 days, highest 5
    """
    return DiaryCard.from_json(read_json("dbt/diary_cards.json")["maya"])


def week_to_read() -> DiaryCard:
    """Return Aisha's second week in the program, which is fictional; it has gaps.

    Examples
    --------
    >>> week_to_read().average("Urge to self-harm")
    Urge to self-harm: 1.3, from 6 of 7 days, highest 4
    """
    return DiaryCard.from_json(read_json("dbt/diary_cards.json")["aisha"])


def example_chain() -> Chain:
    """Return Maya's Wednesday, which is fictional.

    Examples
    --------
    >>> len(example_chain().links), example_chain().lacking
    (5, ())
    """
    return Chain.from_json(read_json("dbt/diary_cards.json")["maya_chain"])


@dataclass(frozen=True)
class ModelAnswer:
    """One way to complete the task: a reading of the week, and a chain."""

    reading: tuple[str, ...]
    chain: Chain


@dataclass(frozen=True)
class ChainTask:
    """A fictional moment to turn into a chain.

    Parameters
    ----------
    title, story : str
        What is known about the moment.
    answer : str
        Name of the model answer in the data.
    """

    title: str
    story: str
    answer: str

    #: An attempt has at least this many links, and this many words in all its parts.
    LEAST_LINKS, LEAST_WORDS = 3, 20

    def lacks(self, attempt: Chain) -> tuple[str, ...]:
        """Return what an attempt still needs before the model answer opens."""
        words = " ".join(text for _place, text in attempt.texts())
        typed = [link for link in attempt.links if link.kind]
        lacking = {
            _("the prompting event"): not attempt.prompting.strip(),
            _("{links} links with a type", links=self.LEAST_LINKS): len(typed) < self.LEAST_LINKS,
            _("the behavior at the end"): not attempt.behavior.strip(),
            _("one consequence"): not any(getattr(attempt, part).strip() for part in CONSEQUENCES),
            _("a skill for one link"): not attempt.slots,
            _("{words} words in all", words=self.LEAST_WORDS): len(words.split()) < self.LEAST_WORDS,
        }
        return tuple(name for name, is_lacking in lacking.items() if is_lacking)

    def model(self, attempt: Chain) -> ModelAnswer:
        """Return the model answer to somebody who has made an attempt.

        Raises
        ------
        ValueError
            When the attempt is too short; the message says what is missing.
        """
        lacking = self.lacks(attempt)
        if lacking:
            raise Refusal(
                "The model answer opens after you make an attempt. Still missing from yours: {parts}.",
                parts=listed(lacking),
            )
        found = read_json("dbt/model_answers.json")[self.answer]
        return ModelAnswer(tuple(found["reading"]), Chain.from_json(found["chain"]))


def chain_task() -> ChainTask:
    """Return the task: Aisha's Thursday.

    Examples
    --------
    >>> chain_task().lacks(Chain())[0]
    'the prompting event'
    """
    return ChainTask(**read_json("dbt/diary_cards.json")["aisha_thursday"])


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
    In both: 2 of the 3 links in the model.
    Missing from yours: 3. Urge: To hide. Would Aisha recognize herself in your version?
    A different order: in the model “I failed” comes before “Shame”; in yours, after it. What came first?
    A different type: in the model, the type of “I failed” is thought; in yours, it is event. Could a \
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
        said = [_SAYS["both"].format(n=len(self.pairs), all=len(links))]
        if self.absent:
            said.append(_SAYS["missing"].format(links="; ".join(f"{at}. {links[at - 1]!r}" for at in self.absent)))
        if self.own:
            said.append(_SAYS["only"].format(links=listed(quoted(own[at - 1].text) for at in self.own)))
        for one, two in self.crossed:
            said.append(_SAYS["order"].format(first=quoted(links[one - 1].text), second=quoted(links[two - 1].text)))
        for at in self.retyped:
            kinds = {"model": links[at - 1].label.lower(), "mine": own[self.pairs[at] - 1].label.lower()}
            said.append(_SAYS["type"].format(link=quoted(links[at - 1].text), **kinds))
        return tuple(said)
