"""Hints on a learner's own record: rules that are shown in full, each put as a question, never a verdict."""

from __future__ import annotations

from iopedu.cbt.record import FIELDS, ThoughtRecord
from iopedu.course.language import _
from iopedu.course.ratings import in_plain_words
from iopedu.course.rules import Asked, RuleSet
from iopedu.course.wording import Wording

_MOMENT = Wording("moment")


def _names_no_moment(text: str) -> bool:
    return in_plain_words(text) and len(text.split()) <= 3 and not _MOMENT(text)


HINT_RULES: RuleSet[str] = RuleSet(
    "thought_record",
    no_moment=_names_no_moment,
    thought_as_emotion=lambda text: len(text.split()) > 3,
)
EVIDENCE_RULES: RuleSet[ThoughtRecord] = RuleSet(
    "evidence",
    one_sided=lambda record: bool(record.evidence_for.strip()) != bool(record.evidence_against.strip()),
)


def hints(record: ThoughtRecord) -> tuple[Asked, ...]:
    """Return what the rules ask about a record, in the order of its parts and one question for each text.

    Examples
    --------
    >>> from iopedu.cbt.record import Thought
    >>> hints(ThoughtRecord(thoughts=(Thought("I feel sad"),)))[0].rule.id
    'feeling_as_thought'
    """
    places = [("situation", FIELDS["situation"], record.situation)]
    places += [("thoughts", _("Thought “{text}”", text=thought.text), thought.text) for thought in record.thoughts]
    places += [("emotions", _("Emotion “{name}”", name=emotion.name), emotion.name) for emotion in record.emotions]
    places += [("evidence_for", _("Evidence for the hot thought"), record.evidence_for)]
    places += [("evidence_for", _("Evidence against it"), record.evidence_against)]
    places += [(part, FIELDS[part], getattr(record, part)) for part in ("balanced", "next_step")]
    found = (asked for part, place, text in places for asked in HINT_RULES.asked(text, part, place)[:1])
    return (*found, *EVIDENCE_RULES.asked(record, place=_("Evidence")))
