"""Hints on a learner's own record: rules that are shown in full, each put as a question, never a verdict."""

from __future__ import annotations

import re
from functools import cache

from iopedu.cbt.record import ThoughtRecord
from iopedu.course.files import read_rows
from iopedu.course.language import _
from iopedu.course.rules import Asked, AskingRule, RuleSet


@cache
def feeling_words() -> frozenset[str]:
    """Return the words that a rule takes for feelings, from ``data/cbt/feelings.csv``."""
    return frozenset(row["word"] for row in read_rows("cbt/feelings.csv"))


_FEELING = re.compile(
    r"(?:i\s+(?:am|was|feel|felt|get|got)\s+|i['’]m\s+|feeling\s+)?"
    r"(?:(?:so|very|really|just|a bit|too|quite)\s+)*([a-z]+)(?:\s*(?:,|and)\s*(?:so\s+|very\s+)?([a-z]+))*[.!]*"
)
_ABSOLUTE = re.compile(
    r"(?<!not )(?<!n't )(?<!n’t )\b(?:always|never|everyone|everybody|nobody|no one|everything|nothing|completely)\b"
)
_ROSY = re.compile(
    r"\b(?:everything|all) (?:will|is going to) be (?:fine|great|perfect|wonderful|all right|alright|okay|ok)\b"
    r"|\bi am (?:perfect|the best|amazing)\b|\bi will definitely\b|\bno problem at all\b"
)
_OPINION = re.compile(r"\b(?:i just know|i feel like|i feel that|everyone knows|it is obvious|obviously|must think)\b")


def _is_only_a_feeling(text: str) -> bool:
    found = _FEELING.fullmatch(text.strip().lower())
    return bool(found) and all(word in feeling_words() for word in found.groups() if word)


def _is_a_question(text: str) -> bool:
    return text.strip().endswith("?")


def _is_a_sentence(text: str) -> bool:
    return len(text.split()) > 3


HINT_RULES: RuleSet[str] = RuleSet(
    "thought_record",
    AskingRule(
        "feeling_as_thought",
        "thoughts",
        _("The thought consists of a feeling word only, such as “I am sad”."),
        _(
            "This reads like a feeling. Which thought came with it: what did it say about you, "
            "others or what comes next?"
        ),
        _is_only_a_feeling,
    ),
    AskingRule(
        "question_as_thought",
        "thoughts",
        _("The thought ends with a question mark."),
        _("A question can hide a thought. If you answered it with your worst guess, what would it say?"),
        _is_a_question,
    ),
    AskingRule(
        "thought_as_emotion",
        "emotions",
        _("The name of an emotion has more than three words."),
        _("This is long for an emotion. Could it be a thought, and which single word names the feeling?"),
        _is_a_sentence,
    ),
    AskingRule(
        "opinion_as_evidence",
        "evidence_for",
        _(
            "The evidence says “I just know”, “I feel like”, “I feel that”, “everyone knows”, "
            "“obviously” or “must think”."
        ),
        _("Would a camera have recorded this? What did you see or hear?"),
        lambda text: bool(_OPINION.search(text.lower())),
    ),
    AskingRule(
        "absolute_balanced",
        "balanced",
        _(
            "The balanced thought says always, never, everyone, nobody, everything, nothing or "
            "completely, without “not”."
        ),
        _("There is a very strong word in it. Does the evidence carry it, or would a smaller word be truer?"),
        lambda text: bool(_ABSOLUTE.search(text.lower())),
    ),
    AskingRule(
        "rosy_balanced",
        "balanced",
        _("The balanced thought promises that all will be fine, or that one is perfect."),
        _("Do you believe this on a bad day too? What would a fair witness say, with both sides in it?"),
        lambda text: bool(_ROSY.search(text.lower())),
    ),
)
EVIDENCE_RULES: RuleSet[ThoughtRecord] = RuleSet(
    "evidence",
    AskingRule(
        "one_sided",
        "evidence_against",
        _("Only one of the two sides of the evidence is filled in."),
        _("One side is still empty. What would someone who likes you put there?"),
        lambda record: bool(record.evidence_for.strip()) != bool(record.evidence_against.strip()),
    ),
)


def hints(record: ThoughtRecord) -> tuple[Asked, ...]:
    """Return the questions that the rules ask about a record, in the order of its parts.

    Examples
    --------
    >>> from iopedu.cbt.record import Thought
    >>> hints(ThoughtRecord(thoughts=(Thought("I feel sad"),)))[0].rule.id
    'feeling_as_thought'
    """
    places = [("thoughts", _("Thought “{text}”", text=thought.text), thought.text) for thought in record.thoughts]
    places += [("emotions", _("Emotion “{name}”", name=emotion.name), emotion.name) for emotion in record.emotions]
    places += [("evidence_for", _("Evidence for the hot thought"), record.evidence_for)]
    places += [("evidence_for", _("Evidence against it"), record.evidence_against)]
    places += [("balanced", _("Balanced thought"), record.balanced)]
    found = (asked for part, place, text in places for asked in HINT_RULES.asked(text, part, place))
    return (*found, *EVIDENCE_RULES.asked(record, place=_("Evidence")))
