"""Practice: items that explain everything, a memory of what was missed, and agreement that is honest."""

from __future__ import annotations

import copy
import json
from collections import Counter
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu.cbt.items import KINDS, example_practice, thoughts
from iopedu.cbt.styles import NONE, styles
from iopedu.course.agreement import Agreement
from iopedu.course.deck import NOT_SURE, Item
from iopedu.course.practice import Practice
from iopedu.show.practice import agreement, confusion, confusion_table

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
DECK = thoughts()
LEAST = {"sort": 16, "name": 24, "fact": 10, "balance": 12}


def wrong(entry: Item) -> tuple[int, ...]:
    return (next(at for at, option in enumerate(entry.question.options) if not option.right),)


def after(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


# The items -------------------------------------------------------------------------------------------


def test_there_are_enough_items_of_each_kind() -> None:
    many = Counter(entry.kind for entry in DECK.items)
    assert len(DECK.items) >= 64 and set(many) == set(KINDS)
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
    names = {entry.name for entry in styles()}
    for entry in DECK.items:
        texts = [option.text for option in entry.question.options[:-1]]
        if entry.kind == "sort":
            assert texts == ["Event", "Thought", "Feeling"]
        elif entry.kind == "fact":
            assert texts == ["Fact", "Opinion"]
        elif entry.kind == "name":
            assert NONE in texts and set(texts) <= names | {NONE} and len(texts) == 4
            assert (NONE in {entry.question.options[at].text for at in entry.right}) == (not entry.styles)
        else:
            assert sorted(entry.traps.values()) == ["harsh", "over-positive"] and len(entry.styles) == 1
            assert not set(entry.traps) & set(entry.right) and len(entry.right) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_no_position_is_right_most_of_the_time(kind: str) -> None:
    at = Counter(place for entry in DECK.of(kind) for place in entry.right)
    assert len(at) >= (2 if kind == "fact" else 3)
    assert max(at.values()) <= 0.55 * sum(at.values())


def test_kinds_are_mixed_from_the_start() -> None:
    assert {entry.kind for entry in DECK.items[:8]} == set(KINDS)
    assert {entry.id for entry in DECK.items} == {entry.id for kind in KINDS for entry in DECK.of(kind)}
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
    assert said[0].startswith("Noted: “Not sure” An honest answer") and "If a friend had done this" in said[0]
    assert said[1].startswith("Right is: “Disqualifying") and said[2].startswith("Right is: “Mind reading")
    assert DECK.item("sort_lonely").feedback((0,))[0].startswith("Not quite: “Event”")


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


def test_kappa_is_that_of_a_hand_worked_table() -> None:
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: observed 0.7, by chance 0.5, so (0.7 - 0.5) / (1 - 0.5).
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    found = Agreement.of("fact", pairs)
    assert (found.items, found.same) == (50, 35) and found.kappa == pytest.approx(0.4)
    assert found.describe() == "35 of 50 first answers agree with the key, kappa 0.40."


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=10, max_size=40))
def test_kappa_is_one_only_in_full_agreement_and_never_above(pairs: list) -> None:
    try:
        found = Agreement.of("sort", pairs)
    except ValueError as problem:
        assert "one and the same answer" in str(problem)
        assert any(len({pair[side] for pair in pairs}) == 1 for side in (0, 1))
    else:
        assert -1 <= found.kappa <= 1 + 1e-12
        assert (found.kappa > 1 - 1e-9) == all(one == other for one, other in pairs)


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        ([], "0 first answers so far"),
        ([("a", "a"), ("b", "b")] * 4 + [("a", "b")], "9 first answers so far. Kappa is worked out from 10 on"),
        ([("a", "a")] * 5 + [("a", "b")] * 5, "The key has one and the same answer for 10 items"),
        ([("a", "a")] * 5 + [("b", "a")] * 5, "You gave one and the same answer for 10 items"),
    ],
)
def test_too_little_for_kappa_is_said(pairs: list, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Agreement.of("sort", pairs)


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


# Shown -----------------------------------------------------------------------------------------------


def test_the_heat_map_has_its_numbers_its_sentence_and_its_table() -> None:
    record = example_practice()
    chart = confusion(record, "sort")
    assert chart.says == (
        "12 of 16 first answers agree with the key. Most often mixed up: “Feeling” was given where the key says "
        "“Thought”, 3 times."
    )
    texts = sorted(int(text.get_text()) for text in chart.figure.axes[0].texts)
    assert texts == sorted([4, 5, 3, 3, 1, 0, 0, 0, 0]) and sum(texts) == 16
    assert "Thought (3 times), Event (1 time)" in repr(chart.table) or "Feeling (3 times)" in repr(chart.table)
    assert 'role="img"' in chart.svg() and "Answer given" in chart.svg()


def test_without_answers_it_says_so() -> None:
    assert (
        "no answers yet" in confusion(Practice(DECK), "name").says
        and "No answers yet" in confusion(Practice(DECK), "name").svg()
    )
    assert "No answers yet" in repr(confusion_table(Practice(DECK), "fact"))
    assert "0 first answers so far" in repr(agreement(Practice(DECK)))


def test_full_agreement_is_said_plainly() -> None:
    record = Practice(DECK)
    for entry in DECK.of("fact"):
        record = record.answer(entry.id, entry.right, NOON)
    assert confusion(record, "fact").says == f"All {len(DECK.of('fact'))} first answers agree with the key."
    assert record.agreement("fact").kappa == pytest.approx(1)
