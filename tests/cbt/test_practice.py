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


def test_a_missed_item_comes_back_before_new_ones_and_a_known_one_later() -> None:
    first, second, third = DECK.of("sort")[:3]
    record = Practice(DECK).answer(first.id, wrong(first), NOON).answer(second.id, second.right, NOON)
    assert record.next_item(NOON, "sort") == third and not record.due(NOON)
    assert record.next_item(after(1), "sort") == first and record.due(after(1)) == (first,)
    assert record.due(after(10)) == (first, second)
    record = record.answer(first.id, first.right, after(1))
    assert record.next_item(after(60), "sort") == third, "a due item that was right waits until the new ones are done"
    assert record.was_right(first.id) and record.last(third.id) is None


def test_right_answers_move_an_item_further_and_further_away() -> None:
    record, now, pauses = Practice(DECK), NOON, []
    for _ in range(4):
        record = record.answer("sort_lonely", (2,), now)
        due = datetime.fromisoformat(record.cards["sort_lonely"]["due"])
        pauses.append(due - now)
        now = due
    assert pauses == sorted(pauses) and pauses[0] < timedelta(hours=1) and pauses[-1] > timedelta(days=2)
    later = record.answer("sort_lonely", (0,), now)
    assert datetime.fromisoformat(later.cards["sort_lonely"]["due"]) - now < timedelta(hours=1)


def test_when_all_is_answered_and_nothing_is_due_there_is_nothing_to_do() -> None:
    record = Practice(DECK)
    while (entry := record.next_item(NOON, "fact")) is not None:
        record = record.answer(entry.id, entry.right, NOON)
    assert len(record.answers) == len(DECK.of("fact")) and record.next_item(NOON) is not None
    assert record.waiting(NOON, "fact") == "Nothing is due now. The next item comes back in about 10 minutes."
    assert record.next_item(after(10), "fact").kind == "fact"
    for entry in DECK.of("fact"):
        record = record.answer(entry.id, entry.right, after(10))
    assert "days." in record.waiting(after(10), "fact")


@pytest.mark.parametrize(
    ("minutes", "says"),
    [
        (-5, "1 minute"),
        (0.4, "1 minute"),
        (2, "2 minutes"),
        (89, "89 minutes"),
        (90, "2 hours"),
        (36 * 60, "36 hours"),
        (37 * 60, "2 days"),
        (72 * 60, "3 days"),
    ],
)
def test_the_way_to_the_next_item_is_told_in_minutes_hours_or_days(minutes: float, says: str) -> None:
    found = Practice(DECK).answer("sort_lonely", (2,), NOON).answer("sort_quiet", (2,), NOON).to_json()
    found["cards"]["sort_lonely"]["due"] = after(minutes).isoformat()
    found["cards"]["sort_quiet"]["due"] = after(10**5).isoformat()
    said = Practice(DECK).with_answers(found).waiting(NOON, "sort")
    assert said == f"Nothing is due now. The next item comes back in about {says}."


def test_counts_and_words() -> None:
    first, second = DECK.of("name")[:2]
    record = Practice(DECK).answer(first.id, first.right, NOON).answer(second.id, wrong(second), NOON)
    assert (record.right(), record.right("name"), record.right("sort")) == (1, 1, 0)
    assert (
        record.progress(NOON) == f"2 of {len(DECK.items)} items answered, 1 right at the last try, none due again yet."
    )
    assert "1 due again." in record.progress(after(2), "name")
    assert f"2 of {len(DECK.of('name'))} answered, 1 right at the last try: Name the style" in record.describe()
    assert repr(Practice(DECK)) == f"Practice: 0 of {len(DECK.items)} items answered"


def test_done_means_twenty_different_items() -> None:
    record = Practice(DECK)
    for entry in DECK.items[:19]:
        record = record.answer(entry.id, entry.right, NOON)
    record = record.answer(DECK.items[0].id, DECK.items[0].right, after(20))
    assert not record.done and len(record.answers) == 20
    assert record.answer(DECK.items[19].id, DECK.items[19].right, NOON).done


@pytest.mark.parametrize(
    ("name", "chosen", "now", "words"),
    [
        ("sort_lonely", (), NOON, "Nothing is chosen yet"),
        ("sort_lonely", (4,), NOON, "4 options; \\[4\\] is not among them"),
        ("sort_nothing", (0,), NOON, "no practice item 'sort_nothing'"),
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
    assert again.next_item(later) == record.next_item(later)
    assert again.answer("sort_quiet", (0,), later) == record.answer("sort_quiet", (0,), later)


@given(ANSWERS)
def test_what_is_next_is_due_or_new(answers: list) -> None:
    record, now = played(answers), after(60 * 24 * 20)
    entry = record.next_item(now)
    assert entry is not None
    missed = [due for due in record.due(now) if not record.was_right(due.id)]
    assert entry == missed[0] if missed else entry.id not in record.cards


DAMAGE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)
PLACES = [(), ("version",), ("answers",), ("answers", 0), ("cards",), ("cards", "sort_lonely")]
PLACES += [("answers", 0, name) for name in ("item", "chosen", "at")]
PLACES += [
    ("cards", "sort_lonely", name) for name in ("state", "step", "stability", "difficulty", "due", "last_review")
]


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
        assert record.next_item(after(5)) is not None and record.describe()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"version": 2}, "version 1"),
        ({"answers": {}}, "answers should hold a list"),
        ({"cards": []}, "cards should hold one card"),
        ({"cards": {}}, "one card for each item that was answered"),
        ({"answers": [7]}, "an item, what was chosen and a time"),
        ({"answers": [{"item": "sort_lonely", "chosen": [True], "at": NOON.isoformat()}]}, "whole numbers"),
        ({"answers": [{"item": "sort_lonely", "chosen": [2], "at": "2026-01-05"}]}, "a time with its zone"),
        ({"cards": {"sort_lonely": {"due": "soon"}}}, "card of 'sort_lonely' is damaged"),
    ],
)
def test_each_damage_has_its_own_words(change: dict, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Practice(DECK).with_answers(Practice(DECK).answer("sort_lonely", (2,), NOON).to_json() | change)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("stability", float("nan")),
        ("stability", -1.0),
        ("difficulty", -3.0),
        ("difficulty", float("inf")),
        ("due", "2026-01-05T12:00:00"),
        ("state", 9),
    ],
)
def test_a_card_that_cannot_be_scheduled_is_refused(field: str, value: object) -> None:
    found = Practice(DECK).answer("sort_lonely", (2,), NOON).to_json()
    found["cards"]["sort_lonely"][field] = value
    with pytest.raises(ValueError, match="card of 'sort_lonely' is damaged"):
        Practice(DECK).with_answers(found)


def test_an_item_that_is_gone_is_passed_over() -> None:
    found = Practice(DECK).answer("sort_lonely", (2,), NOON).to_json()
    found["answers"].append({"item": "gone", "chosen": [9], "at": "?"})
    found["cards"]["gone"] = {}
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
    assert "any answer among them counts" in table
