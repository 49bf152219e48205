"""Questions about a learner's own chain: rules that are shown in full and that ask, never judge."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from iopedu.course.files import read_rows
from iopedu.course.language import _
from iopedu.course.rules import AskingRule, RuleSet
from iopedu.dbt.chain import Chain
from iopedu.dbt.link import Link


@cache
def _feelings() -> frozenset[str]:
    return frozenset(row["word"] for row in read_rows("dbt/feelings.csv"))


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+(?:['’][a-z]+)*", text.lower())


def _feels(text: str) -> bool:
    return any(word in _feelings() for word in _words(text))


def _only_feels(text: str) -> bool:
    small = {"i", "am", "was", "feel", "felt", "so", "very", "and", "a", "bit", "really", "i'm", "i’m"}
    rest = [word for word in _words(text) if word not in small]
    return bool(rest) and all(word in _feelings() for word in rest)


_JUDGES = {"stupid", "stupidly", "lazy", "selfish", "dramatic", "manipulative", "ridiculous", "pathetic", "crazy"}


def _judges(text: str) -> bool:
    return any(word in _JUDGES for word in _words(text))


def _on_links(kind: str, asks: Callable[[Link], bool]) -> Callable[[Chain], Iterator[str]]:
    def places(chain: Chain) -> Iterator[str]:
        for at, link in enumerate(chain.links, 1):
            if kind in ("", link.kind) and asks(link):
                yield _("Link {number}, “{text}”", number=at, text=link.text)

    return places


def _judging_parts(chain: Chain) -> Iterator[str]:
    parts = {_("Prompting event"): chain.prompting, _("Behavior at the end"): chain.behavior}
    yield from (name for name, text in parts.items() if _judges(text))
    yield from _on_links("event", lambda link: _judges(link.text))(chain)
    yield from _on_links("action", lambda link: _judges(link.text))(chain)


def _nothing_between(chain: Chain) -> Iterator[str]:
    if chain.prompting.strip() and chain.behavior.strip() and not chain.links:
        yield _("From the prompting event to the behavior")


def _no_feeling(chain: Chain) -> Iterator[str]:
    if len(chain.links) >= 2 and all(link.kind not in ("", "feeling") for link in chain.links):
        yield _("The whole chain")


def _no_skill(chain: Chain) -> Iterator[str]:
    if chain.links and not chain.slots:
        yield _("The whole chain")


def _late_skill(chain: Chain) -> Iterator[str]:
    if chain.slots and len(chain.links) >= 3 and chain.slots[0] > len(chain.links) / 2:
        yield _("Link {number} is the first with a skill", number=chain.slots[0])


CHAIN_RULES: RuleSet[Chain] = RuleSet(
    "chain",
    AskingRule(
        "gap",
        _("Links"),
        _("There are a prompting event and a behavior, and no link between them."),
        _("What came between? Look for a thought, a feeling, something in the body, an urge."),
        _nothing_between,
    ),
    AskingRule(
        "event_feels",
        _("Event"),
        _("A link of the type event holds a feeling word, such as “ashamed” or “angry”."),
        _("Would a camera have recorded this? What happened, and what was felt about it?"),
        _on_links("event", lambda link: _feels(link.text)),
    ),
    AskingRule(
        "thought_feels",
        _("Thought"),
        _("A link of the type thought consists of feeling words only."),
        _("This reads like a feeling. Which thought came with it?"),
        _on_links("thought", lambda link: _only_feels(link.text)),
    ),
    AskingRule(
        "long_feeling",
        _("Feeling"),
        _("A link of the type feeling has more than four words."),
        _("This is long for a feeling. Could a thought be in it, and which word names the feeling?"),
        _on_links("feeling", lambda link: len(link.text.split()) > 4),
    ),
    AskingRule(
        "no_strength",
        _("Feeling"),
        _("A link of the type feeling has no strength."),
        _("How strong was it, from 0 to 100?"),
        _on_links("feeling", lambda link: link.strength is None),
    ),
    AskingRule(
        "judges",
        _("Event, action, behavior"),
        _("The words judge: stupid, lazy, selfish, dramatic, manipulative, ridiculous, pathetic, crazy."),
        _("What would a camera have shown? Say what was done, and leave the judging word out."),
        _judging_parts,
    ),
    AskingRule(
        "no_feeling",
        _("Links"),
        _("There are two links or more, and none of them is a feeling."),
        _("What was felt on the way, and at which link did it begin?"),
        _no_feeling,
    ),
    AskingRule(
        "no_skill",
        _("Skills"),
        _("There are links, and none of them has a skill."),
        _("At which link could something else have stood? Begin with the earliest one that seems possible."),
        _no_skill,
    ),
    AskingRule(
        "late_skill",
        _("Skills"),
        _("The first skill stands in the second half of the chain."),
        _("Could a skill fit earlier, while less has to be borne?"),
        _late_skill,
    ),
)


def chain_questions(chain: Chain) -> tuple[str, ...]:
    """Return the questions that the rules ask about a chain, each with its place.

    Examples
    --------
    >>> chain_questions(Chain(prompting="A letter came", behavior="Stayed in bed"))[0]
    'From the prompting event to the behavior: What came between? Look for a thought, a feeling, something in the \
body, an urge.'
    """
    return tuple(map(repr, CHAIN_RULES.asked(chain)))
