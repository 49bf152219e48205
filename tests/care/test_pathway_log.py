"""Predictions first: the log keeps what was expected of two arrangements, what came out, and what was decided."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu.care.cohort import ARMS, MEASURES, Comparison, compare
from iopedu.care.pathway import Scenario, parameters
from iopedu.care.pathway_log import VERDICTS, PathwayLog, Trial
from tests.tools import ANY_JSON

A, B = Scenario("iop_begins", weeks=6), Scenario("stays", weeks=6)
LOG = PathwayLog(A, B)


def found(low: float, middle: float, high: float) -> dict:
    return {measure: dict.fromkeys(ARMS, (low, middle, high)) for measure in MEASURES}


FOUND = found(1.0, 2.0, 3.0)


@pytest.fixture(scope="module")
def result() -> Comparison:
    return compare(A, B, runs=5)


def test_what_was_found_is_never_shown_for_another_arrangement() -> None:
    saved = Trial(A, B, "lost", 2, found=FOUND).to_json()
    assert Trial.from_json(saved).a == A
    for arm in ("a", "b"):
        with pytest.raises(ValueError, match="without its scenario"):
            Trial.from_json({name: value for name, value in saved.items() if name != arm})


@pytest.mark.parametrize(
    ("predicted", "words"),
    [(0, "below the"), (1, "in the interval"), (3, "in the"), (3.1, "above the interval"), (-2, "below the")],
)
def test_a_prediction_is_compared_without_praise_or_blame(predicted: float, words: str) -> None:
    said = Trial(A, B, "lost", predicted, found=FOUND).compared()
    assert words in said and f"{predicted:g} predicted, 2.0 (95 percent of the runs: 1.0 to 3.0) found" in said
    assert not any(word in said.lower() for word in ("well done", "wrong", "good", "sorry", "failed"))


VERDICT = [
    ((0.1, 1, 2), "a", "one side of 0"),
    ((-2, -1, -0.1), "b", "one side of 0"),
    ((-1, 0.3, 2), "open", "includes 0"),
    ((0, 1, 2), "open", "includes 0"),
    ((-2, -1, 0), "open", "includes 0"),
    ((0, 0, 0), "open", "exactly 0"),
    ((-0.6, -0.1, -0.0029), "open", "includes 0"),
    ((-0.4, -0.2, 0.0239), "open", "includes 0"),
    ((0.06, 1, 2), "a", "one side of 0"),
]


@pytest.mark.parametrize(("ends", "right", "words"), VERDICT, ids=str)
def test_a_verdict_is_judged_by_the_interval_of_the_difference(ends: tuple, right: str, words: str) -> None:
    for verdict in VERDICTS:
        said = Trial(A, B, "lost", 2, found=found(*ends), verdict=verdict).judged()
        assert words in said and ("That matches what the runs say." in said) == (verdict == right)
        assert ("That isn’t what the runs say." in said) == (verdict != right)
        assert ("access, preference and cost" in said) == (words == "includes 0")


@pytest.mark.parametrize(("ends", "right", "words"), VERDICT, ids=str)
def test_a_and_b_in_turn_turn_the_verdict_around(ends: tuple, right: str, words: str) -> None:
    low, middle, high = ends
    turned = Trial(A, B, "lost", 2, found=found(-high, -middle, -low))
    assert turned.right == {"a": "b", "b": "a", "open": "open"}[right]


def test_a_prediction_at_the_end_that_is_shown_is_inside() -> None:
    said = Trial(A, B, "lost", 0, found=found(-0.6, -0.1, -0.0029)).compared()
    assert "(95 percent of the runs: -0.6 to 0.0) found. The prediction is within the interval." in said


def test_the_verdict_is_about_the_measure_that_was_predicted() -> None:
    two = FOUND | {"worse": dict.fromkeys(ARMS, (-3.0, -2.0, -1.0))}
    assert (Trial(A, B, "lost", 2, found=two).right, Trial(A, B, "worse", 2, found=two).right) == ("a", "b")
    arms = FOUND | {"lost": FOUND["lost"] | {"difference": (-1.0, 0.0, 1.0)}}
    assert Trial(A, B, "lost", 2, found=arms).right == "open"
    assert Trial(A, B, "lost", 2).right == "" and Trial(A, B, "lost", 2, verdict="a").judged() == ""


def test_a_trial_goes_to_its_limits_and_no_further() -> None:
    for predicted, seed in ((-1000, 0), (1000, 2**31 - 1)):
        trial = Trial(A, B, "lost", predicted, seed)
        assert (trial.predicted, trial.seed) == (predicted, seed) and trial.compared() == "Not run yet."
    for change, words in (
        ({"predicted": -1001}, "your prediction is -1001"),
        ({"predicted": 1001}, "your prediction is 1001"),
        ({"predicted": True}, "your prediction is True"),
        ({"predicted": None}, "needs a measure to predict"),
        ({"seed": -1}, "Seed is -1"),
        ({"seed": 2**31}, "Seed is 2147483648"),
        ({"b": replace(B, weeks=7)}, "different lengths of time"),
        ({"b": Scenario("new", weeks=6)}, "different people"),
        ({"found": {}}, "needs a low end, a middle and a high end for each"),
        ({"found": FOUND | {"lost": {"a": (1, 2, 3)}}}, "needs a low end, a middle and a high end for each"),
        ({"found": found(3, 2, 1)}, "needs a low end, a middle and a high end for each"),
    ):
        with pytest.raises(ValueError, match=words):
            Trial(**{"a": A, "b": B, "measure": "lost", "predicted": 1} | change)


def test_nothing_is_found_without_a_prediction_and_a_new_one_replaces_one_that_was_not_run(result: Comparison) -> None:
    with pytest.raises(ValueError, match="Predict first"):
        LOG.with_result(result)
    log = LOG.predict("lost", 10).predict("worse", 4)
    assert len(log.trials) == 1 and log.trials[0].measure == "worse" and log.waiting
    done = log.with_result(result)
    assert not done.waiting and done.trials[0].difference == pytest.approx(result.interval("worse"), abs=1e-4)
    assert done.trials[0].found["lost"]["none"] == pytest.approx(result.interval("lost", "none"), abs=1e-4)
    assert len(done.predict("lost", 1).trials) == 2
    with pytest.raises(ValueError, match="Predict first"):
        replace(LOG, a=replace(A, changed={"attendance": 0.1})).predict("lost", 1).with_result(result)


def test_a_decision_answers_a_run_and_two_runs_with_a_decision_are_enough(result: Comparison) -> None:
    with pytest.raises(ValueError, match="Run the model first"):
        LOG.decide("a", "More places")
    log = LOG.predict("lost", 10).with_result(result)
    with pytest.raises(ValueError, match="First choose what the runs say"):
        log.decide("", "Ask who left")
    log = log.decide("open", "Ask who left")
    assert not log.ready and "Decision: Ask who left" in log.describe()
    again = log.predict("lost", 12).with_result(result)
    assert not replace(again, trials=(log.decide("open", "x .").trials[0], again.trials[1])).ready
    assert again.ready and not replace(again, trials=(again.trials[1],) * 2).ready


def test_the_log_has_an_end() -> None:
    log = PathwayLog(A, B, tuple(Trial(A, B, "lost", 1, found=FOUND) for _ in range(PathwayLog.MOST)))
    with pytest.raises(ValueError, match=f"The log is full: it already has {PathwayLog.MOST} runs. .* the last"):
        log.predict("lost", 1)


@given(
    st.lists(
        st.builds(
            Trial,
            a=st.just(A),
            b=st.just(B),
            measure=st.sampled_from(list(MEASURES)),
            predicted=st.floats(-1000, 1000),
            seed=st.integers(0, 99),
            found=st.none() | st.just(FOUND),
            verdict=st.sampled_from(["", *VERDICTS]),
            decision=st.text(max_size=20),
        ),
        max_size=4,
    )
)
def test_saved_and_read_again_it_is_the_same(trials: list[Trial]) -> None:
    log = PathwayLog(A, B, tuple(trials))
    assert PathwayLog.from_json(json.loads(json.dumps(log.to_json(), allow_nan=False))) == log


@pytest.mark.hostile
@given(
    st.sampled_from([None, "version", "a", "trials", *(f"trials.{name}" for name in Trial.__dataclass_fields__)]),
    ANY_JSON,
)
def test_a_damaged_log_is_refused_in_words(place: str | None, junk: object) -> None:
    saved: object = PathwayLog(A, B, (Trial(A, B, "lost", 1, found=FOUND),)).to_json()
    if place is None:
        saved = junk
    elif place.startswith("trials."):
        saved["trials"][0][place.removeprefix("trials.")] = junk
    else:
        saved[place] = junk
    try:
        log = PathwayLog.from_json(saved)
    except ValueError as problem:
        assert str(problem).endswith(".") and len(str(problem)) > 15
    else:
        assert log.describe()


def test_a_scenario_names_what_is_changed_as_the_table_does() -> None:
    assert parameters()["attendance"].name in Scenario(changed={"attendance": 0.5}).describe()
