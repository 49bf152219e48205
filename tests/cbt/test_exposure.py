"""Steps in order with their gaps as questions; experiments in which the prediction comes first."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu import course
from iopedu.cbt.experiment import Experiment, example_experiment
from iopedu.cbt.exposure import LADDER_RULES, PRECONDITION, Hierarchy, Step, example_hierarchy
from tests.tools import ANY_JSON

RATINGS = st.none() | st.integers(0, 100)
WORDY = st.text(min_size=1).filter(lambda text: any(c.isalnum() for c in text))
STEPS = st.lists(
    st.builds(Step, WORDY, st.text(), RATINGS, st.text(), RATINGS, st.text(), RATINGS, st.text(), st.text()),
    max_size=12,
).map(tuple)
#: The questions that a ladder of bare steps always gets; they have their own samples.
ALWAYS = {"nothing_feared", "nothing_left_out", "not_again"}


def ladder(*expected: int | None) -> Hierarchy:
    return Hierarchy("Goal", tuple(Step(f"Step {at}", expected=value) for at, value in enumerate(expected)))


def asked(found: Hierarchy) -> list[str]:
    """Return what is asked about the ratings of bare steps."""
    return [repr(one) for one in LADDER_RULES.asked(found) if one.rule.id not in ALWAYS]


@given(STEPS)
def test_steps_stand_in_order_and_ties_keep_theirs(steps: tuple[Step, ...]) -> None:
    found = Hierarchy("Goal", steps).steps
    rated = [step.expected for step in found if step.expected is not None]
    assert rated == sorted(rated) and all(step.expected is None for step in found[len(rated) :])
    for value in {step.expected for step in steps}:
        assert [s for s in found if s.expected == value] == [s for s in steps if s.expected == value]


def test_a_step_without_a_rating_is_not_a_step_of_zero() -> None:
    found = ladder(None, 50, 0)
    assert [step.expected for step in found.steps] == [0, 50, None]
    assert asked(found)[-1] == "Step 3: The expected distress hasn’t been rated yet. Which number fits?"


@pytest.mark.parametrize(
    ("expected", "starts"),
    [
        ((10, 40, 70, 100), []),
        ((10, 41), ["From “Step 0” (10) to “Step 1” (41) is a gap of 31 points: Could there be a step in between?"]),
        ((39,), []),
        ((40,), ["No step has an expected distress below 40. What would be a smaller first step?"]),
        (
            (40, 90),
            ["No step has an expected distress below 40", "From “Step 0” (40) to “Step 1” (90) is a gap of 50 points"],
        ),
        (
            (0, None, 100),
            [
                "From “Step 0” (0) to “Step 2” (100) is a gap of 100 points",
                "Step 3: The expected distress hasn’t been rated yet",
            ],
        ),
        ((None,), ["Step 1: The expected distress hasn’t been rated yet"]),
        ((), []),
    ],
)
def test_gaps_and_high_starts_are_asked_about(expected: tuple, starts: list[str]) -> None:
    notes = asked(ladder(*expected))
    assert len(notes) == len(starts) and all(note.startswith(start) for note, start in zip(notes, starts, strict=True))
    assert all(note.endswith("?") for note in notes)


def test_a_hierarchy_in_words_names_what_is_set_and_what_is_not() -> None:
    assert Hierarchy().describe() == f"No steps yet. {PRECONDITION}"
    assert Hierarchy("See friends").describe().startswith("Goal: See friends\n")
    assert Hierarchy("", (Step("Walk", expected=10),)).describe().startswith("Goal: not set\n1. Walk")


def test_the_precondition_is_always_said() -> None:
    assert all(word in PRECONDITION for word in ("safe", "legal", "agreed on with a clinician"))
    for found in (Hierarchy(), ladder(10), example_hierarchy()):
        assert PRECONDITION in found.describe()


@pytest.mark.parametrize("nothing", ["", "   ", "...", "\n–\t", "?!"])
def test_a_step_that_mentions_nothing_is_refused(nothing: str) -> None:
    with pytest.raises(ValueError, match=r"The situation is blank. Say what the person does, and where"):
        Step(nothing, expected=10)


@pytest.mark.parametrize("value", [-1, 101, 5.0, True, "50"])
def test_distress_goes_from_0_to_100(value: object) -> None:
    with pytest.raises(ValueError, match=r"Expected distress is .* from 0 to 100"):
        Step("Walk", expected=value)
    with pytest.raises(ValueError, match=r"Actual distress is .* from 0 to 100"):
        Step("Walk", actual=value)


def test_distress_is_compared_only_where_both_are_rated() -> None:
    rated = {"A": (10, 0), "B": (20, 30), "C": (40, None), "D": (None, 5), "E": (0, 0)}
    found = Hierarchy("G", tuple(Step(name, expected=one, actual=two) for name, (one, two) in rated.items()))
    assert [pair.change for pair in found.pairs()] == [0, -10, 10]
    assert (
        "3 pairs from 5 steps used; 1 higher than predicted, 1 as predicted, 1 lower than predicted" in found.summary()
    )
    assert "nothing to compare yet" in ladder(10).summary()


def test_a_step_in_words_tells_each_rating_that_is_set() -> None:
    assert Step("Walk").describe() == "Walk: distress not set expected."
    assert Step("Walk", expected=0).describe() == "Walk: distress 0 expected."
    assert Step("Walk", actual=0).describe() == "Walk: distress not set expected, 0 actual."
    both = Step("Walk", expected=30, actual=20)
    said = "Walk: distress 30 expected, 20 actual, 10 lower than predicted."
    assert both.describe() == said
    whole = replace(
        both, feared="I fall.", likely=0, without="Cane", again="Twice", happened="Rain", learned="It passes"
    )
    assert whole.describe() == (
        f"{said} What the person fears will happen: I fall. How likely it seems: 0. Left out or faded: Cane. "
        "How often and where else: Twice. What happened: Rain. What was learned: It passes."
    )


def test_distress_and_belief_go_to_their_ends() -> None:
    for end in (0, 100):
        assert Step("Walk", expected=end, actual=end).pair.change == 0
        assert Experiment("B", end, "P", result="R", after=end).change == 0


def test_a_hierarchy_takes_twelve_steps_and_is_ready_with_four() -> None:
    assert len(ladder(*range(12)).steps) == 12
    with pytest.raises(ValueError, match=r"Steps: 13 entries. The limit is 12:"):
        ladder(*range(13))
    assert ladder(0, 10, 20, 30).ready and not ladder(0, 10, 20).ready and not ladder(0, 10, 20, 30, None).ready
    assert not replace(ladder(0, 10, 20, 30), goal=" ").ready


@given(st.text(), STEPS)
def test_a_hierarchy_comes_back_as_it_was(goal: str, steps: tuple[Step, ...]) -> None:
    found = Hierarchy(goal, steps)
    assert Hierarchy.from_json(json.loads(json.dumps(found.to_json()))) == found


@pytest.mark.hostile
@given(ANY_JSON)
def test_damaged_records_are_refused_in_words(found: object) -> None:
    for read in (Hierarchy.from_json, Step.from_json, Experiment.from_json):
        with pytest.raises(ValueError, match=r"\w+.*\."):
            read(found)
    for damaged in ({"version": 1, "goal": "x", "steps": [found]}, {"version": 1, "goal": found, "steps": "x"}):
        with pytest.raises(ValueError, match=r"\w+.*\."):
            Hierarchy.from_json(damaged)
    with pytest.raises(ValueError, match=r"has no field named 'mood'"):
        Experiment.from_json({"version": 1, "mood": found})
    if not isinstance(found, str):
        with pytest.raises(ValueError, match=r"Belief is .*; it should be text"):
            Experiment.from_json({"version": 1, "belief": found})


def test_what_an_earlier_edition_saved_still_opens_and_says_what_is_never_a_step() -> None:
    steps = [
        {"version": 1, "situation": "Drink a beer, then go in", "expected": 20, "actual": None, "learned": ""},
        {"version": 1, "situation": "Wait outside", "expected": 10, "actual": 15, "learned": "It passes"},
    ]
    found = Hierarchy.from_json({"version": 1, "goal": "Go in", "steps": steps})
    assert [step.learned for step in found.steps] == ["It passes", ""] and not found.steps[0].refused
    assert found.asked()[0].startswith("“Drink a beer, then go in”: Alcohol and drugs are never part of a step")


def test_what_is_feared_is_asked_about_like_a_prediction() -> None:
    found = Hierarchy("G", (Step("Go in", "They will think less of me", 80, expected=20),))
    assert any(note.startswith("“They will think less of me”: Only they know that") for note in found.asked())
    seen = Hierarchy("G", (Step("Go in", "They will turn away", 80, expected=20),))
    assert not any("They will turn away" in note for note in seen.asked())


# Experiments -----------------------------------------------------------------------------------------


def test_the_result_waits_for_a_prediction() -> None:
    for nothing in ("", "  ", "..."):
        with pytest.raises(ValueError, match=r"but there is no prediction yet. Write the prediction first"):
            Experiment(prediction=nothing, result="She answered")
    assert Experiment(prediction="Nobody answers", result="She answered").stage == "result"


@pytest.mark.parametrize(
    ("field", "value", "name"),
    [("after", 0, "Belief after"), ("learning", "Much", "What this says"), ("next", "Again", "What comes next")],
)
def test_what_follows_from_a_result_waits_for_it(field: str, value: object, name: str) -> None:
    plan = Experiment(prediction="Nobody answers")
    assert plan.stage == "plan"
    with pytest.raises(ValueError, match=f"“{name}” is filled in, but “What happened”"):
        replace(plan, **{field: value})
    assert getattr(replace(plan, result="She answered", **{field: value}), field) == value


def test_a_prediction_is_asked_about_once_it_is_there_and_the_day_may_stand_in_the_test() -> None:
    assert Experiment("She may hate me").asked() == ()
    (asked,) = Experiment(prediction="She will say no").asked()
    assert asked.startswith("Prediction: By when")
    assert Experiment(prediction="She will say no", test="I call her on Tuesday").asked() == ()
    (never,) = Experiment(test="Take a Xanax and call her").asked()
    assert never.startswith("Taking medicine to get through it is never part of a step")


@given(RATINGS, RATINGS)
def test_the_belief_changes_only_between_two_ratings(before: int | None, after: int | None) -> None:
    test = Experiment("B", before, "P", result="R", after=after)
    if before is None or after is None:
        assert test.change is None and "no change to report yet" in test.summary()
    else:
        assert test.change == after - before
        moved = "unchanged" if after == before else f"{abs(after - before)} {'higher' if after > before else 'lower'}"
        assert f"{before} before, {after} after, {moved}." in test.summary()
    assert Experiment.from_json(json.loads(json.dumps(test.to_json()))) == test


@pytest.mark.parametrize(("after", "moved"), [(41, "1 higher"), (40, "unchanged"), (39, "1 lower")])
def test_one_point_is_a_change(after: int, moved: str) -> None:
    assert f"40 before, {after} after, {moved}." in Experiment("B", 40, "P", result="R", after=after).summary()


def test_an_experiment_in_words_tells_the_belief_once_it_is_rated() -> None:
    assert Experiment().describe() == "No experiments yet."
    assert Experiment("B").describe() == "Belief: B"
    for rated in (Experiment("B", 40), Experiment("B", prediction="P", result="R", after=40)):
        assert rated.describe().endswith("\n" + rated.summary())


def test_what_is_missing_depends_on_the_stage() -> None:
    assert Experiment().missing == ("Belief", "Belief before", "Prediction", "Test", "What to watch for")
    plan = Experiment("B", 0, "P", "T", "W")
    assert plan.missing == () and not plan.ready
    done = replace(plan, result="R")
    assert done.missing == ("Belief after", "What this says", "What comes next") and not done.ready
    assert replace(done, after=0, learning="L", next="N").ready


@pytest.mark.parametrize("value", [-1, 101, True, 50.0, "50"])
def test_beliefs_go_from_0_to_100(value: object) -> None:
    with pytest.raises(ValueError, match=r"Belief before is .* from 0 to 100"):
        Experiment(before=value)
    with pytest.raises(ValueError, match=r"Belief after is .* from 0 to 100"):
        Experiment(prediction="P", result="R", after=value)


# The fictional people ----------------------------------------------------------------------------------


def test_the_examples_keep_to_their_own_rules() -> None:
    aisha, maya = example_hierarchy(), example_experiment()
    assert aisha.ready and not aisha.asked() and maya.ready and not maya.asked()
    assert {pair.change > 0 for pair in aisha.pairs()} == {True, False}
    assert maya.change == -25
    # Her team has not agreed to the steps in the lab yet, so none of them is done.
    assert [step.actual for step in aisha.steps if "in the lab" in step.situation] == [None, None]
    assert "lab" in aisha.goal and "chemistry" in course.people()[2].story
    assert "Luis" in maya.test and "Luis" in course.people()[0].story


def test_the_wording_is_neutral() -> None:
    for said in (example_hierarchy().describe(), example_experiment().summary(), Experiment("B", 10, "P").summary()):
        assert not any(word in said.casefold() for word in ("well done", "great", "fail", "unfortunately", "success"))
