"""The people to decide about: enough of them, every option explained, several answers where that is fair."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu.course.deck import NOT_SURE
from iopedu.course.explain import explanations
from iopedu.course.practice import Practice
from iopedu.progress.step_down import step_down
from iopedu.show.course.practice import agreement
from tests.tools import in_data

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
#: A driver is never the only judge of his own fitness, and neither is a trainee.
DRIVING = ("drives next", "fit to drive isn’t up to him alone, or to you")


def test_there_are_enough_of_each_kind() -> None:
    deck = step_down()
    kinds = Counter(item.kind for item in deck.items)
    assert set(kinds) == set(deck.kinds) and kinds["ready"] >= 6 and kinds["lapse"] >= 4 and kinds["next"] >= 4
    assert len(deck.items) == len({item.question.ask for item in deck.items})
    assert len(deck.items) == len(in_data("progress/step_down.json"))
    assert deck.items[0].kind != deck.items[1].kind


@pytest.mark.parametrize("item", step_down().items, ids=lambda item: item.id)
def test_every_option_is_explained(item) -> None:
    options = item.question.options
    assert options[-1].text == NOT_SURE and not options[-1].right and len(options) == 4
    assert all(len(option.why) >= 40 for option in options) and len({option.why for option in options}) == 4
    assert not any(mark in option.why for option in options for mark in ("{", "!"))


def test_categories_are_counted_and_eight_answers_are_enough() -> None:
    deck = step_down()
    record = Practice(deck)
    assert deck.counted == ("ready", "lapse") and deck.key == "step_down"
    for at, item in enumerate(deck.items[:8]):
        assert record.ready is False and len(record.answers) == at
        record = record.answer(item.id, item.right, NOON)
    assert record.ready and record.right() == 8


def test_categories_are_the_same_in_every_item() -> None:
    for kind, names in (("ready", ["Step down", "Stay", "Step up"]), ("lapse", ["Warning sign", "Lapse", "Relapse"])):
        for item in step_down().of(kind):
            assert [option.text for option in item.question.options[:3]] == names
        assert {item.question.options[at].text for item in step_down().of(kind) for at in item.right} == set(names)


def test_one_person_has_two_defensible_answers() -> None:
    both = [item.id for item in step_down().items if item.question.several]
    assert both == ["tomas_job", "daniel_week_8"]
    assert "The goals on his list are met." in step_down().item("daniel_week_8").question.ask, "both answers rest on it"
    tomas = step_down().item("tomas_job")
    assert tomas.question.is_right((0, 1)) and not tomas.question.is_right((0,))
    assert tomas.pair((1,))[0] == tomas.pair((1,))[1]


def test_what_to_do_next_is_not_always_at_the_same_place() -> None:
    assert len({item.right for item in step_down().of("next")}) == 3


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("maya_week_6", "Step down"),
        ("lena_good_week", "Stay"),
        ("omar_ten_weeks", "Step down"),
        ("ruth_missed_days", "Step up"),
        ("grace_score", "Stay"),
        ("daniel_two_evenings", "Lapse"),
        ("maya_messages", "Warning sign"),
        ("hana_weeks", "Relapse"),
    ],
)
def test_the_key_is_the_one_that_was_agreed_on(name: str, answer: str) -> None:
    item = step_down().item(name)
    assert [item.question.options[at].text for at in item.right] == [answer]


def test_rising_risk_leads_to_people() -> None:
    for name in ("ruth_missed_days", "hana_weeks"):
        why = next(option.why for option in step_down().item(name).question.options if option.right)
        assert "safety plan" in why and "team" in why and "people" in why


def test_shame_after_drinking_is_met_with_a_plain_question() -> None:
    for name, asks in (("shame_after", ("thoughts of suicide", *DRIVING)), ("step_up_shame", ("of suicide",))):
        why = next(option.why for option in step_down().item(name).question.options if option.right)
        assert "in plain words" in why and all(words in why for words in asks)
    points = explanations("12")["lapse"].points
    assert all(words in points[0] for words in ("suicide", "who is with him", "supervisor", *DRIVING))


def test_kinds_too_small_for_kappa_say_so_at_once() -> None:
    record = Practice(step_down())
    for item in step_down().items:
        record = record.answer(item.id, item.right, NOON)
    says = [cells[0] for _kind, cells in agreement(record).rows]
    assert [text.split(",")[0] for text in says] == ["This set has 7 items", "This set has 4 items"]
    assert not any("so far" in text for text in says)


@given(st.integers(0, 15), st.integers(0, 3))
def test_an_answer_is_kept_and_read_again(at: int, chosen: int) -> None:
    deck = step_down()
    record = Practice(deck).answer(deck.items[at].id, [chosen], NOON)
    assert Practice(deck).with_answers(record.to_json()) == record
    assert record.deck.items[at].feedback([chosen])[0].startswith(("Yes", "Noted", "Not quite"))
