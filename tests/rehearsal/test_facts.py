"""Facts of a reply, from sentences written by hand: what a rule says has to be true of every one of them."""

from __future__ import annotations

import re

import pytest

from iopedu.rehearsal import facts_of
from iopedu.rehearsal.facts import kind_of, questions_of

OPEN = [
    "What happened then?", "How did that feel?", "And what did you do?", "So how was the weekend for you?",
    "When she left, what went through your mind?", "What’s the hardest part?", "But what would help?",
    "Okay, what do you make of that?", "How are things at home?",
]  # fmt: skip
CLOSED = [
    "Did you sleep?", "Are you thinking about killing yourself?", "So, have you told her?", "Is that right?",
    "Don’t you want to?", "Do you want to tell her?", "When he shouts, do you leave?", "Can you stay until four?",
    "Would that help?", "Isn't that a lot?", "Monday is fine, isn't it?",
    "Did you tell her?", "Could he come along?",
]  # fmt: skip
#: Neither, or not to be told from the words: nothing is said about their kind.
NEITHER = [
    "Could you tell me more?", "Would you say a bit about that?", "Can you walk me through it?", "You left?", "Right?",
    "What if you called her?", "How about a walk?", "What about Tuesday?", "How long has that been so?",
    "How many hours did you sleep?", "Did you stay, or did you leave?", "Who was there?", "When did it start?",
    "Why didn't you call?", "Where were you?", "How come?", "What time was it?",
    "How do you want it: alone or with me?",
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "question"),
    [*(("open", q) for q in OPEN), *(("closed", q) for q in CLOSED), *(("", q) for q in NEITHER)],
)
def test_the_kind_of_a_question_is_told_only_where_the_words_tell_it(kind: str, question: str) -> None:
    assert kind_of(question) == kind


@pytest.mark.parametrize(
    ("reply", "count"),
    [
        ("That sounds hard.", 0),
        ("That sounds hard. What happened?", 1),
        ("What?! Really? No.", 2),
        ("What??", 1),
        ("You asked her “Do you still love me?” and she laughed.", 0),
        ('She said "Why now?" That hurt.', 0),
        ("???", 0),
        ("How are you? And how is Leo?", 2),
        ("", 0),
    ],
)
def test_questions_are_counted_without_those_that_somebody_else_asked(reply: str, count: int) -> None:
    assert len(questions_of(reply)) == count


@pytest.mark.parametrize(
    ("reply", "there", "not_there"),
    [
        ("But you tried.", "The reply begins with “but”.", "open question"),
        ("Butter is fine.", "3 words.", "begins with"),
        ("You tried, but it was hard.", "The reply ends without a question mark.", "begins with"),
        ("Why did you do that?", "The reply begins with “why”.", "closed question"),
        ("That is why I ask.", "5 words.", "begins with"),
        ("Well, you should call.", "“you should”", "open question"),
        ("You shouldn’t have to carry that alone.", "7 words.", "“you should”"),
        ("Should you call her?", "1 closed question.", "“you should”"),
        ("You need to rest, and you have to eat.", "“you need to” and “you have to”", "question mark.”"),
        ("At least you came.", "The reply begins with “at least”.", "closed"),
        ("Don’t worry.", "“don't worry”", "begins with"),
        ("I'd like to hear it.", "5 words.", "the words"),
        ("A well-kept promise.", "3 words.", "begins with"),
        ("Are you thinking about suicide?", "“suicide”", "ends without"),
        ("“Is it me?” That’s what you ask yourself.", "The reply ends without a question mark.", "closed"),
        ("You said, “Is it me?”", "No question.", "open question"),
        ("What in “keep us posted” tells you they’re glad?", "1 open question.", "different kind"),
        ("What does “nothing” mean to you?", "1 open question.", "different kind"),
        ("Do you mean “better off” dead?", "1 closed question.", "different kind"),
        ("Did he say “no”?", "1 closed question.", "No question."),
        ("When you say “better off,” are you thinking of ending your life?", "1 closed question.", "different kind"),
        ("She asked “Why?” What did you say?", "1 open question.", "2 "),
        ("¿Qué pasó?", "1 question of a different kind.", "open"),
        ("", "0 words.", "begins"),
    ],
)
def test_each_fact_is_there_when_it_is_true_and_only_then(reply: str, there: str, not_there: str) -> None:
    told = " ".join(facts_of(reply))
    assert there in told and not_there not in told, told


def test_a_reply_taken_over_is_told_and_one_of_the_own_is_not() -> None:
    read = ["You sound worn out. What was the hardest part of the week?", "Many people feel like that."]
    same = "The reply matches one you have read here almost word for word."
    assert same in facts_of("You sound worn out, what was the hardest part of the week", read)
    assert same in facts_of(read[1].upper(), read)
    assert same not in facts_of("You sound lonely. What was it like on Sunday?", read)
    assert same not in facts_of(read[0])


def test_no_fact_is_a_verdict() -> None:
    texts = [*OPEN, *CLOSED, *NEITHER, "But you should.", "No."]
    told = " ".join(fact for text in texts for fact in facts_of(text))
    assert not re.search(r"(?i)\b(good|bad|well|wrong|right|better|great|poor|avoid|try|should not)\b[^”]*\.", told)
