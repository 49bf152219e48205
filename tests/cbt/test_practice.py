"""Practice: items that explain everything, a memory of what was missed, and agreement that is honest."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu.cbt.items import example_practice, thoughts
from iopedu.course.deck import NOT_SURE, Item
from iopedu.course.practice import Practice
from iopedu.show.course.practice import agreement

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
DECK = thoughts()
LEAST = {"sort": 16, "name": 24, "fact": 10, "balance": 12}


def wrong(entry: Item) -> tuple[int, ...]:
    return (next(at for at, option in enumerate(entry.question.options) if not option.right),)


def after(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


# Answering -------------------------------------------------------------------------------------------


def test_a_missed_item_comes_back_after_three_others_and_a_known_one_not() -> None:
    first, *others = DECK.of("sort")
    record = Practice(DECK).answer(first.id, wrong(first), NOON)
    for entry in others[:3]:
        assert record.next_item("sort") == entry
        record = record.answer(entry.id, entry.right, NOON)
    assert record.next_item("sort") == first
    record = record.answer(first.id, first.right, NOON)
    assert record.next_item("sort") == others[3] and record.was_right(first.id)
    assert record.last(others[3].id) is None


def test_the_one_missed_first_comes_back_first_and_a_clock_does_not_matter() -> None:
    one, two, *others = DECK.of("sort")
    record = Practice(DECK).answer(two.id, wrong(two), after(9)).answer(one.id, wrong(one), NOON)
    for entry in others[:3]:
        record = record.answer(entry.id, entry.right, after(-60))
    assert record.next_item("sort") == two


def test_when_all_is_right_there_is_nothing_to_do_and_a_missed_last_one_is_asked_again() -> None:
    record = Practice(DECK)
    while (entry := record.next_item("fact")) is not None:
        record = record.answer(entry.id, entry.right, NOON)
    assert len(record.answers) == len(DECK.of("fact")) and record.next_item() is not None
    last = DECK.of("fact")[0]
    assert record.answer(last.id, wrong(last), NOON).next_item("fact") == last


def test_counts_and_words() -> None:
    first, second = DECK.of("name")[:2]
    record = Practice(DECK).answer(first.id, first.right, NOON).answer(second.id, wrong(second), NOON)
    assert (record.right(), record.right("name"), record.right("sort")) == (1, 1, 0)
    assert record.progress() == f"2 of {len(DECK.items)} items answered, 1 right on the most recent try."
    assert record.progress("sort") == f"0 of {len(DECK.of('sort'))} items answered, 0 right on the most recent try."
    assert f"2 of {len(DECK.of('name'))} answered, 1 right on the most recent try: Name the style" in record.describe()
    assert Practice(DECK).describe() == f"Practice: 0 of {len(DECK.items)} items answered."


def test_done_means_twenty_different_items() -> None:
    record = Practice(DECK)
    for entry in DECK.items[:19]:
        record = record.answer(entry.id, entry.right, NOON)
    record = record.answer(DECK.items[0].id, DECK.items[0].right, after(20))
    assert not record.ready and len(record.answers) == 20
    assert record.answer(DECK.items[19].id, DECK.items[19].right, NOON).ready


@pytest.mark.parametrize(
    ("name", "chosen", "now", "words"),
    [
        ("sort_lonely", (), NOON, "You haven’t chosen anything yet"),
        ("sort_lonely", (4,), NOON, "4 options; \\[4\\] is not among them"),
        ("sort_nothing", (0,), NOON, "no practice item named 'sort_nothing'"),
        ("sort_lonely", (0,), NOON.replace(tzinfo=None), "in UTC"),
        ("sort_lonely", (0,), NOON.astimezone(timezone(timedelta(hours=2))), "in UTC"),
        ("sort_lonely", (0,), "noon", "in UTC"),
    ],
)
def test_what_cannot_be_is_refused_in_words(name: str, chosen: tuple, now: object, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Practice(DECK).answer(name, chosen, now)


def test_a_record_never_changes() -> None:
    one = Practice(DECK).answer("sort_lonely", (0,), NOON)
    before = copy.deepcopy(one.to_json())
    one.answer("sort_lonely", (2,), after(5)).answer("sort_quiet", (0,), after(6))
    assert one.to_json() == before


# Keeping ---------------------------------------------------------------------------------------------

ANSWERS = st.lists(
    st.tuples(st.sampled_from([entry.id for entry in DECK.items]), st.integers(0, 4), st.integers(0, 60 * 24 * 40)),
    max_size=12,
)


def played(answers: list[tuple[str, int, int]]) -> Practice:
    record = Practice(DECK)
    for name, at, minutes in answers:
        record = record.answer(name, (min(at, len(DECK.item(name).question.options) - 1),), after(minutes))
    return record


@given(ANSWERS)
def test_saved_and_read_again_it_is_the_same_and_goes_on_the_same(answers: list) -> None:
    record = played(answers)
    again = Practice(DECK).with_answers(json.loads(json.dumps(record.to_json(), allow_nan=False)))
    assert again == record
    later = after(60 * 24 * 50)
    assert again.next_item() == record.next_item()
    assert again.answer("sort_quiet", (0,), later) == record.answer("sort_quiet", (0,), later)


@given(ANSWERS)
def test_what_is_next_was_missed_or_is_new(answers: list) -> None:
    record = played(answers)
    entry = record.next_item()
    assert entry is not None and not record.was_right(entry.id)
    asked = [one.item for one in record.answers]
    rested = [
        one for one in DECK.items if one.id in asked[:-3] and one.id not in asked[-3:] and not record.was_right(one.id)
    ]
    assert (entry in rested) if rested else entry.id not in asked


DAMAGE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)
PLACES = [(), ("version",), ("answers",), ("answers", 0)]
PLACES += [("answers", 0, name) for name in ("item", "chosen", "at")]


@pytest.mark.hostile
@given(st.sampled_from(PLACES), DAMAGE)
def test_a_damaged_record_is_refused_in_words_or_still_works(place: tuple, damage: object) -> None:
    found: object = Practice(DECK).answer("sort_lonely", (2,), NOON).to_json()
    if not place:
        found = damage
    else:
        spot = found
        for step in place[:-1]:
            spot = spot[step]
        spot[place[-1]] = damage
    try:
        record = Practice(DECK).with_answers(found)
    except ValueError as problem:
        assert str(problem).endswith(".") and len(str(problem)) > 20
    else:
        record.answer("sort_lonely", (0,), after(60 * 24))
        assert record.next_item() is not None and record.describe()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"version": 2}, "version 1"),
        ({"answers": {}}, "answers should contain a list"),
        ({"answers": [7]}, "an item, what was chosen and a time"),
        ({"answers": [{"item": "sort_lonely", "chosen": [True], "at": NOON.isoformat()}]}, "whole numbers"),
        ({"answers": [{"item": "sort_lonely", "chosen": [2], "at": "2026-01-05"}]}, "a time with its zone"),
    ],
)
def test_each_damage_has_its_own_words(change: dict, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Practice(DECK).with_answers(Practice(DECK).answer("sort_lonely", (2,), NOON).to_json() | change)


def test_an_item_that_is_gone_is_passed_over() -> None:
    found = Practice(DECK).answer("sort_lonely", (2,), NOON).to_json()
    found["answers"].append({"item": "gone", "chosen": [9], "at": "?"})
    found["cards"] = {"sort_lonely": {"due": "soon"}}  # what earlier editions wrote beside the answers
    assert Practice(DECK).with_answers(found) == Practice(DECK).answer("sort_lonely", (2,), NOON)


# Agreement -------------------------------------------------------------------------------------------


def test_only_first_answers_count() -> None:
    record = Practice(DECK).answer("sort_lonely", (0,), NOON).answer("sort_lonely", (2,), after(2))
    assert record.pairs("sort") == (("Feeling", "Event"),)
    assert [entry.chosen for entry in record.first_answers()] == [(0,)]
    assert record.right("sort") == 1


def test_with_several_right_an_answer_among_them_agrees() -> None:
    entry = DECK.item("name_maya_dinner")
    names = [option.text for option in entry.question.options]
    assert entry.pair((3,)) == (names[3], names[3])
    assert entry.pair((2, 3)) == (names[2], names[2])
    assert entry.pair((0, 3)) == (names[2], names[0]), "a wrong one beside a right one is no agreement"
    assert entry.pair((4,)) == (names[2], NOT_SURE)
    assert entry.pair((0, 1)) == (names[2], names[0]), "of two wrong ones the first one is counted"
    assert not Practice(DECK).answer(entry.id, (3,), NOON).was_right(entry.id), (
        "the item itself is right only with all of them"
    )


def test_the_example_mixes_up_thought_and_feeling() -> None:
    record = example_practice()
    assert record.confusion("sort")["Thought", "Feeling"] == 3
    assert record.agreement("sort").same == sum(
        times for (one, other), times in record.confusion("sort").items() if one == other
    )
    table = repr(agreement(record))
    for kind in ("sort", "fact", "name"):
        assert record.agreement(kind).describe() in table
    assert "choosing any of them counts as agreement" in table
