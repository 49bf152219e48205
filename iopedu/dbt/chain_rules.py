"""Questions about a learner's own chain: rules that are shown in full and that ask, never judge."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from iopedu.course.language import _
from iopedu.course.people_first import concerns
from iopedu.course.rules import RuleSet
from iopedu.course.wording import Wording, words_of
from iopedu.dbt.chain import CONSEQUENCES, REPAIR, Chain
from iopedu.dbt.link import Link
from iopedu.dbt.link_fit import fit_question

#: Words in quotation marks.
_SAID = re.compile(r"“[^“”]*”|\"[^\"]*\"")


def _feels(text: str) -> bool:
    """Whether a feeling is named, also one that was not there: no camera records either."""
    return bool(words_of("names_feeling").search(text.casefold()))


def _on_links(kind: str, asks: Callable[[Link], bool]) -> Callable[[Chain], Iterator[str]]:
    def places(chain: Chain) -> Iterator[str]:
        for at, link in enumerate(chain.links, 1):
            if kind in ("", link.kind) and asks(link):
                yield _("Link {number}, “{text}”", number=at, text=link.text)

    return places


def _in_facts(name: str, *fields: str) -> Callable[[Chain], Iterator[str]]:
    """Places that say what happened, or what was done, and hold a word of a list."""

    def places(chain: Chain) -> Iterator[str]:
        yield from (Chain.asks()[field].label for field in fields if Wording(name)(getattr(chain, field)))
        for kind in ("event", "action"):
            yield from _on_links(kind, lambda link: Wording(name)(link.text))(chain)

    return places


def _event_feels(chain: Chain) -> Iterator[str]:
    if _feels(chain.prompting):
        yield Chain.asks()["prompting"].label
    yield from _on_links("event", lambda link: _feels(link.text))(chain)


def _danger(chain: Chain) -> set[str]:
    """Kinds of danger that the behavior tells of.

    The reader of danger weighs words and can pass over a bare “I self-harmed”, so plain words count here whatever it
    says; where it goes by a label, such as “took it out on”, it reads the rest again.
    """
    said = f"{chain.behavior} {chain.how}"
    found, labels = concerns(said), " ".join(words_of("labels").findall(said.casefold()))
    if any(one.words.casefold() in labels for one in found):
        found = concerns(words_of("labels").sub(" ", said.casefold()))
    return {one.kind for one in found} | ({"self_harm"} if Wording("harm")(said) else set())


def _no_details(chain: Chain) -> bool:
    """Whether the behavior may be self-harm or an attempt: nobody asks how that was done."""
    return not {"suicide", "self_harm"}.isdisjoint(_danger(chain))


def _unseen(text: str, lists: str) -> bool:
    """Whether a text has neither words that somebody said nor one that a camera could record."""
    return not _SAID.search(text) and Wording(lacks=lists)(text)


def _reads(text: str) -> bool:
    return Wording("reads")(text) or _unseen(text, "seen seen_event")


def _interprets(chain: Chain) -> Iterator[str]:
    labels = {Chain.asks()["prompting"].label: _reads(chain.prompting)}
    labels[Chain.asks()["behavior"].label] = Wording("reads")(chain.behavior)
    yield from (label for label, found in labels.items() if found)
    yield from _on_links("event", lambda link: _reads(link.text))(chain)
    yield from _on_links("action", lambda link: Wording("reads")(link.text))(chain)


def _vague(chain: Chain) -> bool:
    return (Wording("labels")(chain.behavior) or _unseen(chain.behavior, "seen")) and not _no_details(chain)


def _short(chain: Chain) -> bool:
    return 0 < len(chain.behavior.split()) < 4 and not _no_details(chain)


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
    harm_as_help=lambda chain: chain.ending == "effective" and bool(_danger(chain)),
    short=_short,
    gap=_nothing_between,
    event_feels=_event_feels,
    thought_feels=_on_links("thought", lambda link: Wording("bare_feeling")(link.text)),
    long_feeling=_on_links("feeling", lambda link: len(link.text.split()) > 4),
    no_strength=_on_links("feeling", lambda link: link.strength is None),
    no_feeling=_no_feeling,
    no_skill=_no_skill,
    skill_fit=_on_links("", lambda link: bool(fit_question(link))),
    late_skill=_late_skill,
    vague=_vague,
    interprets=_interprets,
    judges=_in_facts("judges", "vulnerability", "prompting", "behavior", "how", *CONSEQUENCES, *REPAIR),
)


def chain_questions(chain: Chain) -> tuple[str, ...]:
    """Return the questions that the rules ask about a chain, each with its place.

    Examples
    --------
    >>> chain_questions(Chain(prompting="A letter came", behavior="I stayed in bed"))[0].partition("?")[0]
    'From the prompting event to the behavior: What came between'
    """
    return tuple(map(repr, CHAIN_RULES.asked(chain)))
