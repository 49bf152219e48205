"""Medication: the sum and its assumption, complete data, and talks that never advise a change."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu.course.deck import NOT_SURE
from iopedu.course.facts import fact, facts_on
from iopedu.course.files import read_json
from iopedu.progress.medication import CALL_FIRST, Steps, added_up, step_rates, talks
from tests.tools import ANY_JSON, in_data

#: People listed at each step in the reply to the reanalysis.
LISTED = (3671, 1439, 377, 109)
WATCHED = in_data("progress/monitoring.csv")
SHARE = st.integers(0, 100).map(lambda whole: whole / 100)


def test_the_published_sum_comes_back_when_nobody_leaves() -> None:
    by_hand = 1 - (1 - 0.368) * (1 - 0.306) * (1 - 0.137) * (1 - 0.130)
    assert added_up(step_rates(), (0, 0, 0))[-1] == pytest.approx(by_hand)
    assert round(100 * by_hand, 1) == 67.1 == float(fact("stard_exact").value)
    assert round(100 * by_hand) == float(fact("stard_sum").value)
    assert Steps(0, 0, 0).shares()[-1] == pytest.approx(by_hand)
    assert Steps(50, 0, 0).shares()[1] == pytest.approx(0.368 + (1 - 0.368) * 0.5 * 0.306)


def test_our_own_arithmetic_uses_the_people_listed() -> None:
    for step, people in enumerate(LISTED, 1):
        assert f"{people:,} at this step" in fact(f"stard_step{step}").population
    share = sum(rate * people for rate, people in zip(step_rates(), LISTED, strict=True)) / LISTED[0]
    assert round(100 * share, 1) == float(fact("stard_listed").value) and fact("stard_listed").mark == "R"
    assert sum((561, 297, 80, 3)) == int(fact("stard_reply").value)


@given(st.tuples(SHARE, SHARE, SHARE), st.tuples(SHARE, SHARE, SHARE))
def test_more_leaving_never_means_more_remission(one: tuple, two: tuple) -> None:
    few, many = tuple(map(min, one, two)), tuple(map(max, one, two))
    for less, more in zip(added_up(step_rates(), many), added_up(step_rates(), few), strict=True):
        assert less <= more + 1e-12


@given(st.tuples(SHARE, SHARE, SHARE))
def test_the_sum_never_falls_and_never_goes_below_the_first_step(leaving: tuple) -> None:
    shares = added_up(step_rates(), leaving)
    assert list(shares) == sorted(shares) and shares[0] == 0.368 and shares[-1] <= 0.671 + 1e-3
    if leaving[0] == 1:
        assert shares[-1] == pytest.approx(0.368)


def test_leaving_alone_does_not_bring_the_sum_to_the_reanalysis() -> None:
    assert 100 * added_up(step_rates(), (1, 1, 1))[-1] > float(fact("stard_again").value)


def test_unset_is_not_zero() -> None:
    assert Steps().shares() == () and Steps(0, None, 0).shares() == () and not Steps(0, 0).ready
    assert "For each step, set" in Steps().describe() and "67.1 after step 4" in Steps(0, 0, 0).describe()
    with pytest.raises(ValueError, match=r"Leave after step 2 is 101. Enter a whole number from 0 to 100"):
        Steps(0, 101, 0)


@given(st.none() | st.integers(0, 100), st.none() | st.integers(0, 100), st.none() | st.integers(0, 100))
def test_steps_come_back_as_they_were(one, two, three) -> None:
    steps = Steps(one, two, three)
    assert Steps.from_json(json.loads(json.dumps(steps.to_json()))) == steps


@pytest.mark.hostile
@given(
    ANY_JSON
    | st.fixed_dictionaries(
        {"version": st.just(1)},
        optional={name: st.integers(-5, 105) | ANY_JSON for name in ("after_1", "after_2", "after_3", "after_4")},
    )
)
def test_anything_is_read_or_refused_with_a_sentence(found: object) -> None:
    try:
        assert Steps.from_json(found).describe()
    except ValueError as problem:
        assert len(str(problem)) > 15


def test_the_talks_are_complete() -> None:
    deck = talks()
    assert len(deck.items) == len(in_data("progress/talks.json")["items"]) >= deck.enough == 8
    assert Counter(item.kind for item in deck.items) == {"decide": 4, "taking": 3, "stopping": 3, "team": 4}
    for item in deck.items:
        options = item.question.options
        assert options[-1].text == NOT_SURE and not options[-1].right
        assert all(len(option.why) >= 40 for option in options)
        assert len({option.text for option in options}) == len(options)
        assert 0 < sum(option.right for option in options) < len(options) - 1
    assert len({item.question.ask for item in deck.items}) == len(deck.items)
    places = Counter(item.right[0] for item in deck.items)
    assert max(places.values()) < len(deck.items) / 2 + 2 and len(places) == 3
    longest = sum(
        max(item.question.options, key=lambda option: len(option.text)).right
        for item in deck.items
        if len(item.right) == 1
    )
    assert longest < len(deck.items)


def test_no_medication_and_no_dose_is_named() -> None:
    texts = json.dumps(read_json("progress/talks.json"), ensure_ascii=False).casefold()
    texts += " ".join(f"{row['what']} {row['who']} {row['why']} {row['asks']}" for row in WATCHED).casefold()
    texts += " ".join(entry.says for entry in facts_on("progress")).casefold()
    assert not re.search(r"\b\w+(?:pram|oxetine|azepam|aline|faxine|idone|apine|triptyline)\b|\d ?mg\b|lithium", texts)


def test_what_is_watched_is_complete() -> None:
    assert len(WATCHED) == 8 and "prescriber first" in CALL_FIRST
    for row in WATCHED:
        assert all(row.values()) and row["asks"].startswith("“")
