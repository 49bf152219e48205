"""The items to practice with thoughts: each explained, mixed and fair; what was answered is drawn as it was."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime

import pytest

from iopedu.cbt.items import example_practice, thoughts
from iopedu.cbt.styles import style_name, styles
from iopedu.course.deck import NOT_SURE, Item
from iopedu.course.files import read_json
from iopedu.course.practice import Practice
from iopedu.show.course.practice import agreement, confusion, confusion_table

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
DECK = thoughts()
LEAST = {"sort": 16, "name": 24, "fact": 10, "balance": 12}


# The items -------------------------------------------------------------------------------------------


def test_there_are_enough_items_of_each_kind() -> None:
    many = Counter(entry.kind for entry in DECK.items)
    assert len(DECK.items) >= 64 and set(many) == set(DECK.kinds)
    assert all(many[kind] >= least for kind, least in LEAST.items())


@pytest.mark.parametrize("entry", DECK.items, ids=lambda entry: entry.id)
def test_every_option_is_explained_in_its_own_words(entry: Item) -> None:
    options = entry.question.options
    assert all(len(option.why) >= 40 for option in options)
    assert len({option.why for option in options}) == len(options) == len({option.text for option in options})
    assert options[-1].text == NOT_SURE and not options[-1].right and sum(o.text == NOT_SURE for o in options) == 1
    assert 0 < len(entry.right) < len(options) - 1
    assert entry.question.several == (len(entry.right) > 1)


def test_no_explanation_and_no_scene_stands_twice() -> None:
    whys = Counter(option.why for entry in DECK.items for option in entry.question.options if option.text != NOT_SURE)
    assert [why for why, times in whys.items() if times > 1] == []
    scenes = Counter(entry.question.ask.casefold() for entry in DECK.items)
    assert max(scenes.values()) == 1 and len({entry.id for entry in DECK.items}) == len(DECK.items)


def test_the_options_of_each_kind() -> None:
    names, none = {entry.name for entry in styles()}, style_name("none")
    for entry in DECK.items:
        texts = [option.text for option in entry.question.options[:-1]]
        if entry.kind == "sort":
            assert texts == ["Event", "Thought", "Feeling"]
        elif entry.kind == "fact":
            assert texts == ["Statement of fact", "Opinion"], "one that is wrong is one, too"
        elif entry.kind == "name":
            assert none in texts and set(texts) <= names | {none} and len(texts) == 4
            assert none not in {entry.question.options[at].text for at in entry.right} or len(entry.right) == 1
        else:
            assert len(entry.right) == 1


def test_beside_a_balanced_thought_stand_a_harsh_one_and_an_over_positive_one() -> None:
    for entry in read_json("cbt/practice.json")["items"]:
        if entry["kind"] == "balance":
            options = [(option.get("trap"), option["right"]) for option in entry["options"]]
            assert sorted(options, key=str) == [("harsh", False), ("over-positive", False), (None, True)]


@pytest.mark.parametrize("kind", DECK.kinds)
def test_no_position_is_right_most_of_the_time(kind: str) -> None:
    at = Counter(place for entry in DECK.of(kind) for place in entry.right)
    assert len(at) >= (2 if kind == "fact" else 3)
    assert max(at.values()) <= 0.55 * sum(at.values())


def test_kinds_are_mixed_from_the_start() -> None:
    assert {entry.kind for entry in DECK.items[:8]} == set(DECK.kinds)
    assert {entry.id for entry in DECK.items} == {entry.id for kind in DECK.kinds for entry in DECK.of(kind)}
    with pytest.raises(ValueError, match="kind is 'quiz', which is not one of: sort, name"):
        DECK.of("quiz")


def test_feedback_explains_what_was_chosen_and_what_was_left_out() -> None:
    several = DECK.item("name_maya_dinner")
    options = several.question.options
    assert several.right == (2, 3)
    assert several.feedback((2,)) == (
        f"Yes: “{options[2].text}” {options[2].why}",
        f"Also right: “{options[3].text}” {options[3].why}",
    )
    said = several.feedback((4,))
    assert said[0].startswith("Noted: “Not sure” That’s an honest answer") and "If a friend had done this" in said[0]
    assert said[1].startswith("The right answer: “Disqualifying") and said[2].startswith(
        "The right answer: “Mind reading"
    )
    assert DECK.item("sort_lonely").feedback((0,))[0].startswith("Not quite: “Event”")


# Shown -----------------------------------------------------------------------------------------------


def test_the_heat_map_has_its_numbers_its_sentence_and_its_table() -> None:
    record = example_practice()
    chart = confusion(record, "sort")
    assert chart.says == (
        "12 of 16 first answers agree with the key. Most often mixed up: “Feeling” where the key says "
        "“Thought,” 3 times."
    )
    texts = sorted(map(int, re.findall(r"middle\">(\d+)</text>", chart.wide.drawn)))
    assert texts == sorted([4, 5, 3, 3, 1, 0, 0, 0, 0]) and sum(texts) == 16
    assert "Thought (3 times), Event (1 time)" in repr(chart.table) or "Feeling (3 times)" in repr(chart.table)
    assert 'role="img"' in chart.html() and "Columns: the answer given" in chart.wide.drawn


def test_without_answers_it_says_so() -> None:
    assert (
        "no answers yet" in confusion(Practice(DECK), "name").says
        and "No answers yet" in confusion(Practice(DECK), "name").wide.drawn
    )
    assert "No answers yet" in repr(confusion_table(Practice(DECK), "fact"))
    assert "0 answers so far" in repr(agreement(Practice(DECK)))


def test_full_agreement_is_said_plainly() -> None:
    record = Practice(DECK)
    for entry in DECK.of("fact"):
        record = record.answer(entry.id, entry.right, NOON)
    assert confusion(record, "fact").says == f"All {len(DECK.of('fact'))} first answers agree with the key."
    assert record.agreement("fact").kappa == pytest.approx(1)
