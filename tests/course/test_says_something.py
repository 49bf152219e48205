"""Is this an answer? One reader for reasons, people to ask and every other box for words."""

from __future__ import annotations

import pytest

from iopedu.care.group import GroupAgreements
from iopedu.course.conference import conference
from iopedu.course.text import real_words, says_something
from iopedu.dbt.crisis_kit import CrisisKit
from iopedu.progress.plan import Contact, TransitionPlan

ANSWERS = [
    "Ng", "Bo", "Xu", "Mrs. Ng", "J. Li", "Dr. Krk", "Cwm", "Yes", "no", "Mom",
    "mi abuela", "Łukasz", "Ömür", "نعم", "妈妈",
    "Бабушка", "Ελένη", "988",
    "J", "Call 112", "555-0134", "at 7:30", "I", "A.", "Hmm, not yet", "Aaron", "Lloyd", "N.N.",
]  # fmt: skip
NOTHING = [
    "", " ", "...", "?!", "5: 5", "5", "3, 4", "aaa bbb ccc ddd eee", "asdf asdf asdf", "asdfgh", "qwert", "xxx",
    "bla bla bla", "sdfghjkl", "hhhh", "kkk kkk", "zzz.", "qqq: www", "b c d",
]  # fmt: skip


@pytest.mark.parametrize("text", ANSWERS)
def test_names_short_answers_and_other_languages_are_answers(text: str) -> None:
    assert says_something(text)


@pytest.mark.parametrize("text", NOTHING)
def test_keys_that_were_only_pressed_are_none(text: str) -> None:
    assert not says_something(text)


def test_people_to_ask_have_names() -> None:
    plan = TransitionPlan(helpers=(Contact("5", "5"),), early=("aaa bbb", "xxx"), lapse="asdf asdf asdf")
    whole = TransitionPlan(helpers=(Contact("Ng", "555-0134"),), early=("Sleeps past noon",), lapse="Call Ng")
    assert {*plan.missing} - {*whole.missing} == {plan.asks()[name].label for name in ("helpers", "early", "lapse")}
    assert plan.helpers == (Contact("5", "5"),) and TransitionPlan.from_json(plan.to_json()) == plan  # nothing is lost
    assert "who the person tells" in CrisisKit(tells="5: 5").missing
    assert GroupAgreements("Evening", {"time": "xxx xxx"}).written == 0


def test_a_reason_is_made_of_words() -> None:
    with pytest.raises(ValueError, match="at least 5 words"):
        conference("conference_maya").decide("level", "iop", "aaa bbb ccc ddd eee")
    assert real_words("one Two two three") == 3 and real_words("aaa bbb ccc ddd eee fff") == 0
