"""Flash cards: every option explained, no doubled text, all modules, no giveaway."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest

from iopedu.course.deck import NOT_SURE, Item
from iopedu.course.practice import Practice
from iopedu.dbt.decks import skill_cards
from iopedu.dbt.skills import MODULES, skills

DECK = skill_cards()
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
NAMES = {entry.name: entry.module for entry in skills()}


@pytest.mark.parametrize("entry", DECK.items, ids=lambda entry: entry.id)
def test_every_option_is_explained_in_its_own_words(entry: Item) -> None:
    *options, unsure = entry.question.options
    assert len(options) == 3 and len(entry.right) == 1 and unsure.text == NOT_SURE and not unsure.right
    assert all(len(option.why) >= 40 for option in entry.question.options)
    assert len({option.text for option in options}) == 3
    if entry.kind == "purpose":
        assert entry.question.ask.startswith("What ") and not {option.text for option in options} & set(NAMES)
    else:
        assert {option.text for option in options} <= set(NAMES)


def test_no_explanation_and_no_scene_stands_twice() -> None:
    whys = Counter(option.why for entry in DECK.items for option in entry.question.options[:-1])
    assert max(whys.values()) == 1
    assert len({entry.question.ask for entry in DECK.items}) == len(DECK.items) >= 40


def test_all_modules_are_practiced() -> None:
    right = [entry.question.options[entry.right[0]].text for entry in DECK.items if entry.kind != "purpose"]
    assert set(map(NAMES.get, right)) == set(MODULES) and len(set(right)) >= 22
    assert set(DECK.kinds) == {entry.kind for entry in DECK.items[:6]}


@pytest.mark.parametrize("kind", DECK.kinds)
def test_neither_place_nor_length_gives_the_answer_away(kind: str) -> None:
    places = Counter(entry.right[0] for entry in DECK.of(kind))
    assert len(places) == 3 and max(places.values()) <= 0.45 * sum(places.values())
    if kind == "purpose":
        longest = [
            max(range(3), key=lambda at, e=e: len(e.question.options[at].text)) in e.right for e in DECK.of(kind)
        ]
        assert sum(longest) <= len(longest) / 2


def test_twelve_cards_are_enough_and_a_missed_one_comes_back() -> None:
    record = Practice(DECK)
    for entry in DECK.items[:11]:
        record = record.answer(entry.id, entry.right, NOON)
    assert not record.ready
    last = DECK.items[11]
    record = record.answer(last.id, (3,), NOON)
    assert record.ready and not record.was_right(last.id)
    for entry in DECK.items[12:15]:
        assert record.next_item().id != last.id, "first come three others"
        record = record.answer(entry.id, entry.right, NOON)
    assert record.next_item().id == last.id
