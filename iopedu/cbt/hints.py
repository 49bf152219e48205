"""Hints on a learner's own record: rules that are shown in full, each put as a question, never a verdict."""

from __future__ import annotations

from iopedu.cbt.record import FIELDS, ThoughtRecord
from iopedu.course.language import _
from iopedu.course.ratings import in_plain_words
from iopedu.course.rules import Asked, AskingRule, RuleSet
from iopedu.course.wording import Wording

_MOMENT = Wording("moment")


def _names_no_moment(text: str) -> bool:
    return in_plain_words(text) and len(text.split()) <= 3 and not _MOMENT(text)


HINT_RULES: RuleSet[str] = RuleSet(
    "thought_record",
    AskingRule(
        "opinion_as_event",
        "situation",
        _("It judges, reads a mind, says always or never, or says what the event means."),
        _("Would a camera have recorded this? What was said or done, where and when?"),
        Wording("mind_reading judging absolute opinion"),
    ),
    AskingRule(
        "feeling_as_event",
        "situation",
        _("It names a feeling, such as “I felt terrible all day”."),
        _("This is a feeling. What had happened just before it came?"),
        Wording("feels_it"),
    ),
    AskingRule(
        "no_moment",
        "situation",
        _("It has three words or fewer, and none for a time or a thing that happened."),
        _("Which moment do you mean? Where and when was it, and who was there?"),
        _names_no_moment,
    ),
    AskingRule(
        "feeling_as_thought",
        "thoughts",
        _("The thought consists of feeling words only, such as “I am sad”."),
        _(
            "This reads like a feeling. Which thought came with it: what did it say about you, "
            "others or what comes next?"
        ),
        Wording("only_feels"),
    ),
    AskingRule(
        "question_as_thought",
        "thoughts",
        _("The thought is a question."),
        _("A question can hide a thought. If you answered it with your worst guess, what would it say?"),
        Wording("question"),
    ),
    AskingRule(
        "event_as_thought",
        "thoughts",
        _("The thought says only what somebody did, such as “He hung up”."),
        _("This reads like something that happened. What did it mean to you at that moment?"),
        Wording("happened"),
    ),
    AskingRule(
        "thought_as_emotion",
        "emotions",
        _("The name of an emotion has more than three words."),
        _("This is long for an emotion. Could it be a thought, and which single word names the feeling?"),
        lambda text: len(text.split()) > 3,
    ),
    AskingRule(
        "opinion_as_evidence",
        "evidence_for",
        _("The evidence judges, reads a mind, says always or never, or rests on a feeling."),
        _("Would a camera have recorded this? What did you see or hear?"),
        Wording("opinion mind_reading judging absolute feels_it veiled"),
    ),
    AskingRule(
        "rosy_balanced",
        "balanced",
        _("The balanced thought promises that all will be fine, or that one is perfect."),
        _("Do you believe this on a bad day too? What would a fair witness say, with both sides in it?"),
        Wording("rosy"),
    ),
    AskingRule(
        "scolding_balanced",
        "balanced",
        _("The balanced thought scolds: I should not, stop being, get over it."),
        _("Would you say this to a friend? What would a fair witness say, with both sides in it?"),
        Wording("scolds"),
    ),
    AskingRule(
        "same_balanced",
        "balanced",
        _("The balanced thought says again that one is worthless, or that nothing will help."),
        _("This sounds like the hot thought. What from the evidence against it could stand in here too?"),
        Wording("same_again"),
    ),
    AskingRule(
        "avoiding_step",
        "next_step",
        _("The step is to drink, to hide, to cancel, or not to do something."),
        _("What would this do tomorrow? What is a small step toward it, and not away from it?"),
        Wording("avoids"),
    ),
    AskingRule(
        "others_step",
        "next_step",
        _("The step says what somebody else should do."),
        _("This is a step for somebody else. What could the person do without waiting for it?"),
        Wording("others_step"),
    ),
    AskingRule(
        "vague_step",
        "next_step",
        _("The step is a wish: be more positive, try harder, take better care of myself."),
        _("What exactly, and when? How would somebody else see that it was done?"),
        Wording("vague_step"),
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
