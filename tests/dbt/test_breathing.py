"""The schedule of breathing and of the short practices, without waiting for a second."""

from __future__ import annotations

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu.dbt.breathing import DIZZY, Rhythm, guided_practices, schedule

BOUNDS = {
    "breathe_in": ("Breathe in, seconds", 2, 10),
    "hold_in": ("Hold, seconds", 0, 5),
    "breathe_out": ("Breathe out, seconds", 2, 12),
    "hold_out": ("Wait, seconds", 0, 5),
    "breaths": ("Breaths", 1, 30),
}
RHYTHMS = st.builds(Rhythm, **{name: st.integers(least, most) for name, (_, least, most) in BOUNDS.items()})


@given(RHYTHMS)
def test_steps_follow_each_other_without_a_gap(rhythm: Rhythm) -> None:
    steps = rhythm.steps
    assert steps[0].at == 0 and steps[-1].at + steps[-1].seconds == rhythm.seconds
    for one, other in itertools.pairwise(steps):
        assert one.at + one.seconds == other.at and one.says != other.says
        assert one.after == other.before and other.cycle - one.cycle in (0, 1)
    assert sum(step.seconds for step in steps) == rhythm.seconds == rhythm.breaths * (rhythm.seconds // rhythm.breaths)
    assert [step.says for step in steps].count("Breathe in") == rhythm.breaths == steps[-1].cycle
    assert all(step.seconds > 0 for step in steps)
    assert Rhythm.from_json(json.loads(json.dumps(rhythm.to_json()))) == rhythm


@given(RHYTHMS, st.floats(-5, 2000, allow_nan=False))
def test_exactly_one_step_runs_at_any_time_inside(rhythm: Rhythm, seconds: float) -> None:
    running = [step for step in rhythm.steps if step.at <= seconds < step.at + step.seconds]
    assert len(running) == (1 if 0 <= seconds < rhythm.seconds else 0)


def test_the_words_and_sizes_of_a_breath_with_pauses() -> None:
    steps = Rhythm(4, 1, 6, 2, 1).steps
    assert [(s.at, s.seconds, s.says, s.before, s.after) for s in steps] == [
        (0, 4, "Breathe in", 0, 1),
        (4, 1, "Hold", 1, 1),
        (5, 6, "Breathe out", 1, 0),
        (11, 2, "Wait", 0, 0),
    ]
    assert repr(Rhythm(4, 1, 6, 2, 1)) == "Rhythm: 4 seconds in, 1 hold, 6 out, 2 wait; 1 breath, 13 seconds in all"
    assert schedule([(3, "A", 0, 0)], 2)[1].cycle == 2 and schedule([]) == ()


@pytest.mark.parametrize("name", BOUNDS)
def test_bounds_are_said(name: str) -> None:
    label, least, most = BOUNDS[name]
    for wrong in (least - 1, most + 1, 4.5, True, None, "4"):
        with pytest.raises(ValueError, match=rf"{label} is .*\. Enter a whole number from {least} to {most}\."):
            Rhythm(**{name: wrong})
    assert getattr(Rhythm(**{name: least}), name) == least and getattr(Rhythm(**{name: most}), name) == most


def test_a_short_out_breath_is_a_suggestion_and_not_an_error() -> None:
    assert "shorter than the in-breath" in Rhythm(6, 0, 4).notes()[0]
    assert Rhythm(6, 0, 6).notes() == () == Rhythm(4, 2, 6, 3).notes()
    assert Rhythm(4, 3, 6, 3).notes() == ("These are long pauses. Breathing is often easier without any.",)
    assert "Keep it comfortable" in Rhythm(6, 0, 4).describe()


@pytest.mark.parametrize("typed", ["", "four", "4.5", "-4", "²", "1000"])
def test_what_was_typed_is_named(typed: str) -> None:
    with pytest.raises(ValueError, match=r"Breathe in, seconds is .*[^e]\. Enter a whole number from 2 to 10\."):
        Rhythm.asks()["breathe_in"].read(typed)


def test_the_note_says_when_to_stop() -> None:
    for word in ("dizzy", "Stop right away", "heart", "clinician"):
        assert word in DIZZY


def test_three_short_practices_in_own_words() -> None:
    assert len(guided_practices()) == 3 == len({entry.id for entry in guided_practices()})
    words = [step.says for entry in guided_practices() for step in entry.steps]
    assert len(set(words)) == len(words) and all(20 <= len(text) <= 110 for text in words)
    for entry in guided_practices():
        assert 60 <= entry.seconds <= 180, f"data/dbt/guided.csv: {entry.id} should last one to three minutes"
        assert entry.skill.module == "mindfulness" and all(step.seconds >= 10 for step in entry.steps)
        assert entry.steps[-1].at + entry.steps[-1].seconds == entry.seconds
    assert guided_practices["pause_for_wise_mind"].seconds == 120
    with pytest.raises(ValueError, match="not one of: feet_and_sounds"):
        guided_practices["nap"]
    assert {(step.before, step.after) for entry in guided_practices() for step in entry.steps} == {(0, 0)}


@pytest.mark.hostile
@given(st.none() | st.integers() | st.text() | st.lists(st.integers()) | st.dictionaries(st.text(), st.integers()))
def test_damaged_rhythms_are_refused_in_words(found: object) -> None:
    for damaged in (found, {"version": 1, "breaths": found}, {"version": 1, "pace": found}):
        try:
            Rhythm.from_json(damaged)
        except ValueError as problem:
            assert str(problem).endswith(".") and len(str(problem)) > 10
