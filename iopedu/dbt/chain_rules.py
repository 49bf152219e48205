"""Questions about a learner's own chain: rules that are shown in full and that ask, never judge."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from iopedu.course.files import read_rows
from iopedu.course.language import _
from iopedu.course.people_first import concerns
from iopedu.course.rules import AskingRule, RuleSet
from iopedu.dbt.chain import CONSEQUENCES, REPAIR, Chain
from iopedu.dbt.link import Link
from iopedu.dbt.link_fit import fit_question


@cache
def _feelings() -> frozenset[str]:
    return frozenset(row["word"] for row in read_rows("dbt/feelings.csv"))


#: Words in quotation marks.
_SAID = re.compile(r"“[^“”]*”|\"[^\"]*\"")


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+(?:['’][a-z]+)*", text.lower())


def _feels(text: str) -> bool:
    return any(word in _feelings() for word in _words(text))


def _only_feels(text: str) -> bool:
    small = {"i", "am", "was", "feel", "felt", "so", "very", "and", "a", "bit", "really", "i'm", "i’m"}
    rest = [word for word in _words(text) if word not in small]
    return bool(rest) and all(word in _feelings() for word in rest)


@cache
def _listed(name: str) -> re.Pattern[str]:
    rows = (re.escape(row["words"]) for row in read_rows("dbt/chain_words.csv") if row["list"] == name)
    words = "|".join(rows).replace(r"\*", r"\w*")  # "stupid*" is also "stupidly"
    return re.compile(rf"(?<!\bnot )(?<!n't )(?<!\w)(?:{words})(?!\w)")


def _has(name: str, text: str) -> bool:
    """Whether a text has a word of a list; what somebody said, in quotation marks, is a fact and is left out."""
    return bool(_listed(name).search(_SAID.sub(" ", text.casefold().replace("’", "'"))))


def _few(name: str) -> str:
    """Some words of a list, for a reader."""
    words = [row["words"] for row in read_rows("dbt/chain_words.csv") if row["list"] == name]
    return ", ".join(word.rstrip("*") for word in words[:: max(1, len(words) // 9)] if not word.endswith("*"))


def _on_links(kind: str, asks: Callable[[Link], bool]) -> Callable[[Chain], Iterator[str]]:
    def places(chain: Chain) -> Iterator[str]:
        for at, link in enumerate(chain.links, 1):
            if kind in ("", link.kind) and asks(link):
                yield _("Link {number}, “{text}”", number=at, text=link.text)

    return places


def _in_facts(name: str, *fields: str) -> Callable[[Chain], Iterator[str]]:
    """Places that say what happened, or what was done, and hold a word of a list."""

    def places(chain: Chain) -> Iterator[str]:
        yield from (Chain.asks()[field].label for field in fields if _has(name, getattr(chain, field)))
        for kind in ("event", "action"):
            yield from _on_links(kind, lambda link: _has(name, link.text))(chain)

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
    found, labels = concerns(said), " ".join(_listed("vague").findall(said.casefold()))
    if any(one.words.casefold() in labels for one in found):
        found = concerns(_listed("vague").sub(" ", said.casefold()))
    return {one.kind for one in found} | ({"self_harm"} if _has("harm", said) else set())


def _no_details(chain: Chain) -> bool:
    """Whether the behavior may be self-harm or an attempt: nobody asks how that was done."""
    return not {"suicide", "self_harm"}.isdisjoint(_danger(chain))


def _unseen(text: str, *lists: str) -> bool:
    """Whether a text has neither words that somebody said nor one that a camera could record."""
    return bool(text.strip()) and not _SAID.search(text) and not any(_has(name, text) for name in lists)


def _reads(text: str) -> bool:
    return _has("reads", text) or _unseen(text, "seen", "seen_event")


def _interprets(chain: Chain) -> Iterator[str]:
    labels = {Chain.asks()["prompting"].label: _reads(chain.prompting)}
    labels[Chain.asks()["behavior"].label] = _has("reads", chain.behavior)
    yield from (label for label, found in labels.items() if found)
    yield from _on_links("event", lambda link: _reads(link.text))(chain)
    yield from _on_links("action", lambda link: _has("reads", link.text))(chain)


def _vague(chain: Chain) -> bool:
    return (_has("vague", chain.behavior) or _unseen(chain.behavior, "seen")) and not _no_details(chain)


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


def _read_rules() -> Iterator[AskingRule[Chain]]:
    """Rules whose words stand in a data file."""
    yield AskingRule(
        "vague",
        _("What was done"),
        _(
            "No word says what a camera could see or hear, such as: {seen}. Or the words are a label for many things, "
            "such as: {words}.",
            seen=_few("seen"),
            words=_few("vague"),
        ),
        _("Could an actor play this? What would the camera show: which words, which movement, where, how long?"),
        _vague,
        _("A label hides which behavior it was, and a chain needs one behavior on one day."),
    )
    yield AskingRule(
        "interprets",
        _("Prompting event, event, action, behavior"),
        _(
            "No word of an event says what a camera could see or hear, such as: {seen}. Or the words say what somebody "
            "meant, or sum up, such as: {words}.",
            seen=_few("seen_event"),
            words=_few("reads"),
        ),
        _("Could a camera have recorded this? What was seen and heard, and which thought was added to it?"),
        _interprets,
        _("As an event it can’t be checked. As a thought it can, and a skill fits there."),
    )
    yield AskingRule(
        "judges",
        _("Facts, behavior, repair"),
        _("The words judge, such as: {words}.", words=_few("judges")),
        _("What would a camera have shown? Say what was done, and leave the judging word out."),
        _in_facts("judges", "vulnerability", "prompting", "behavior", "how", *CONSEQUENCES, *REPAIR),
        _("Judging words bring shame and hide what was done. With less shame, people remember more."),
    )


CHAIN_RULES: RuleSet[Chain] = RuleSet(
    "chain",
    AskingRule(
        "harm_as_help",
        _("Kind of behavior"),
        _("It is called effective, and its words tell of danger."),
        _(
            "Was this effective? If somebody was hurt, it is a problem behavior, described without blame and without "
            "details, and people come first. If somebody asked for help, it may stay. Which one is it?"
        ),
        lambda chain: chain.ending == "effective" and bool(_danger(chain)),
        _("Calling it effective would praise it, and would keep it from being worked on."),
    ),
    AskingRule(
        "short",
        _("What was done"),
        _("It has fewer than four words."),
        _("Is this enough for an actor to play it? Say what was done and, if somebody spoke, which words."),
        _short,
        _("If an actor couldn’t play it, two people picture two things, and no skill can be matched to it."),
    ),
    AskingRule(
        "gap",
        _("Links"),
        _("There are a prompting event and a behavior, and no link between them."),
        _("What came between? Look for a thought, a feeling, something in the body, an urge."),
        _nothing_between,
        _("Each link is a place for a skill. With none in between there is only the end to change."),
    ),
    AskingRule(
        "event_feels",
        _("Event"),
        _("The prompting event or a link of the type event holds a feeling word, such as “ashamed” or “angry”."),
        _("Would a camera have recorded this? What happened, and what was felt about it?"),
        _event_feels,
        _("Facts are checked or changed, feelings are named or acted against: each calls for another skill."),
    ),
    AskingRule(
        "thought_feels",
        _("Thought"),
        _("A link of the type thought consists of feeling words only."),
        _("This reads like a feeling. Which thought came with it?"),
        _on_links("thought", lambda link: _only_feels(link.text)),
        _("A feeling can’t be true or false. The thought beside it can, and may be where it turned."),
    ),
    AskingRule(
        "long_feeling",
        _("Feeling"),
        _("A link of the type feeling has more than four words."),
        _("This is long for a feeling. Could a thought be in it, and which word names the feeling?"),
        _on_links("feeling", lambda link: len(link.text.split()) > 4),
        _("“I feel that…” is mostly a thought. One word with a strength can be compared from day to day."),
    ),
    AskingRule(
        "no_strength",
        _("Feeling"),
        _("A link of the type feeling has no strength."),
        _("How strong was it, from 0 to 100?"),
        _on_links("feeling", lambda link: link.strength is None),
        _("The strength shows where the chain became hard to leave."),
    ),
    AskingRule(
        "no_feeling",
        _("Links"),
        _("There are two links or more, and none of them is a feeling."),
        _("What was felt on the way, and at which link did it begin?"),
        _no_feeling,
        _("An urge seldom comes without a feeling, and the feeling decides which skill fits."),
    ),
    AskingRule(
        "no_skill",
        _("Skills"),
        _("There are links, and none of them has a skill."),
        _("At which link could something else have stood? Begin with the earliest one that seems possible."),
        _no_skill,
        _("A chain without a solution only tells again how bad it was."),
    ),
    AskingRule(
        "skill_fit",
        _("Skills"),
        _("A skill is not for this type of link, or not for this level of arousal."),
        _("Does this skill fit here? The reason, and what else fits, stand at the link."),
        _on_links("", lambda link: bool(fit_question(link))),
        _("A skill that doesn’t fit fails, and then it looks as if skills failed."),
    ),
    AskingRule(
        "late_skill",
        _("Skills"),
        _("The first skill stands in the second half of the chain."),
        _("Could a skill fit earlier, while less has to be borne?"),
        _late_skill,
        _("Arousal is mostly lower at the beginning, so an early skill has less to carry."),
    ),
    read=_read_rules,
)


def chain_questions(chain: Chain) -> tuple[str, ...]:
    """Return the questions that the rules ask about a chain, each with its place.

    Examples
    --------
    >>> chain_questions(Chain(prompting="A letter came", behavior="I stayed in bed"))[0].partition("?")[0]
    'From the prompting event to the behavior: What came between'
    """
    return tuple(map(repr, CHAIN_RULES.asked(chain)))
