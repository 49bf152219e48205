"""How firmly: total, monotone, unsure never raises, danger first."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu import show
from iopedu.dbt.firmness import (
    ANSWERS,
    CONSIDERATIONS,
    LEVELS,
    MODES,
    PEOPLE_FIRST,
    READINESS,
    REASONS,
    SAFETY,
    Firmness,
    example_firmness,
    level_for,
)

NAMES = tuple(CONSIDERATIONS)
COMPLETE = st.builds(
    Firmness,
    mode=st.sampled_from(list(MODES)),
    danger=st.just("no"),
    **{name: st.sampled_from(list(ANSWERS)) for name in NAMES},
)


def test_every_combination_has_a_level_and_a_yes_never_lowers_it() -> None:
    seen = set()
    for answers in itertools.product(ANSWERS, repeat=len(NAMES)):
        given_ = dict(zip(NAMES, answers, strict=True))
        level = Firmness(danger="no", **given_).level
        reasons = sum(given_[name] == "yes" for name in REASONS)
        ready = sum(given_[name] == "yes" for name in READINESS)
        assert level == level_for(reasons, ready)
        seen.add(level)
    assert seen == set(range(6)) and len(LEVELS["ask"]) == len(LEVELS["refuse"]) == 6
    for reasons, ready in itertools.product(range(len(REASONS) + 1), range(len(READINESS) + 1)):
        if reasons < len(REASONS):
            assert level_for(reasons + 1, ready) > level_for(reasons, ready)
        if ready < len(READINESS):
            assert level_for(reasons, ready + 1) >= level_for(reasons, ready)
    assert (level_for(0, 0), level_for(0, 1), level_for(0, 2), level_for(3, 4)) == (0, 0, 1, 5)


@given(COMPLETE, st.sampled_from(NAMES))
def test_unsure_is_never_firmer_than_no_and_yes_never_less(found: Firmness, name: str) -> None:
    levels = {answer: replace(found, **{name: answer}).level for answer in ANSWERS}
    assert levels["unsure"] == levels["no"] <= levels["yes"]
    assert replace(found, mode="ask").level == replace(found, mode="refuse").level


@given(COMPLETE)
def test_what_would_change_it_is_true(found: Firmness) -> None:
    for name in NAMES:
        says = [line for line in found.what_would_change() if f"A yes to “{CONSIDERATIONS[name].short}”" in line]
        more = replace(found, **{name: "yes"}).level
        assert bool(says) == (more > found.level)
        assert not says or says == [f"A yes to “{CONSIDERATIONS[name].short}” would make it level {more}."]
    unsure = [CONSIDERATIONS[name].short.lower() for name, answer in found.answers.items() if answer == "unsure"]
    first = " ".join(found.what_would_change()[:1])
    assert ("Unsure, so not counted" in first) == bool(unsure) and all(word in first for word in unsure)


@given(COMPLETE, st.sampled_from(("yes", "unsure")))
def test_danger_leads_to_people_and_names_no_level(found: Firmness, danger: str) -> None:
    risky = replace(found, danger=danger)
    assert risky.level is None and risky.people_first and risky.advice() == PEOPLE_FIRST
    assert risky.what_would_change() == () and risky.ready and "Level" not in risky.describe()
    assert f"\nDanger: {ANSWERS[danger]}\n" in risky.describe()
    assert "Danger:" not in replace(found, danger="").describe()


@given(COMPLETE, st.sampled_from((*NAMES, "danger")))
def test_what_is_not_answered_leaves_it_open(found: Firmness, name: str) -> None:
    half = replace(found, what="A day off", **{name: ""})
    label = "Danger" if name == "danger" else CONSIDERATIONS[name].short
    assert half.level is None and half.missing == (label,) and half.advice() == f"No level yet. Not answered: {label}."
    assert not half.ready and replace(found, what="A day off").ready and not replace(found, what=" ").ready


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"mode": "beg"}, "Mode is 'beg', which is not one of: ask, refuse"),
        ({"mode": []}, "Mode is"),
        ({"timing": "partly"}, "Timing is 'partly', which is not one of: yes, no, unsure"),
        ({"danger": "not_sure"}, "Danger is 'not_sure'"),
        ({"right": []}, "Right is"),
        ({"what": 3}, "should be text"),
    ],
)
def test_what_cannot_be_is_refused_in_words(fields: dict, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        Firmness(**fields)


def test_the_rule_is_shown_in_full() -> None:
    for mode in MODES:
        table = show.firmness_rule(mode)
        for reasons, (_, cells) in enumerate(table.rows):
            for ready, cell in enumerate(cells):
                level = level_for(reasons, ready)
                assert cell == f"{level}: {LEVELS[mode][level]}"
        assert (
            SAFETY in table.note
            and "unsure” never makes the answer firmer" in table.note
            and "our own words" in table.note
        )


@given(COMPLETE)
def test_nobody_who_says_no_is_told_to_say_yes(found: Firmness) -> None:
    no = replace(found, mode="refuse")
    assert no.advice().endswith(" A no about your own body needs no reasons.")
    assert "own body" not in replace(found, mode="ask").advice()
    assert not re.search(r"\byes\b|talked into", " ".join(LEVELS["refuse"]))


def test_the_worked_examples_are_what_the_notebook_says() -> None:
    maya = example_firmness()
    assert (maya.level, maya.right, replace(maya, right="yes").level) == (4, "unsure", 5)
    assert maya.advice().startswith(f"Level 4 of 5: {LEVELS[maya.mode][4]}")
    daniel = Firmness(
        danger="no", right="unsure", stake="yes", long_term="yes", power="yes", bond="yes", timing="no", homework="yes"
    )
    assert daniel.level == 3 and replace(daniel, right="yes").level == replace(daniel, timing="yes").level == 4
    assert replace(daniel, right="yes", timing="yes").level == 5
    assert len(daniel.what_would_change()) == 3


@given(COMPLETE, st.text())
def test_it_comes_back_as_it_was(found: Firmness, what: str) -> None:
    found = replace(found, what=what)
    assert Firmness.from_json(json.loads(json.dumps(found.to_json()))) == found
    assert "\n" not in repr(found) and Firmness().describe() == "Nothing considered yet."


@pytest.mark.hostile
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_damaged_files_are_accepted_or_refused_in_words(found: object) -> None:
    for saved in (found, {"version": 1, "mode": found}, {"version": 1, "right": found}, {"version": 1, "what": found}):
        try:
            Firmness.from_json(saved)
        except ValueError as problem:
            assert str(problem).strip().endswith(".")
