"""Predictions first: the log keeps what was expected, what came out, and what was decided."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu.care.cohort import MEASURES, expected, swings
from iopedu.care.pathway import Scenario, parameters
from iopedu.care.pathway_log import PathwayLog, Trial
from iopedu.course.quiz import questions
from iopedu.show.care.pathway import pathway_compared, pathway_limits, pathway_log, pathway_places, pathway_swings
from tests.tools import ANY_JSON

SMALL = Scenario("iop_begins", people=100, weeks=6)
FOUND = dict.fromkeys(MEASURES, (1.0, 2.0, 3.0))


def test_what_was_found_is_never_shown_for_another_scenario() -> None:
    saved = Trial(SMALL, "lost", 2, found=FOUND).to_json()
    assert Trial.from_json(saved).scenario == SMALL
    del saved["scenario"]
    with pytest.raises(ValueError, match="without its scenario"):
        Trial.from_json(saved)


@pytest.mark.parametrize(
    ("predicted", "words"),
    [(0, "below the"), (1, "in the interval"), (3, "in the"), (3.1, "above the interval")],
)
def test_a_prediction_is_compared_without_praise_or_blame(predicted: float, words: str) -> None:
    said = Trial(SMALL, "lost", predicted, found=FOUND).compared()
    assert words in said and f"{predicted:g} predicted, 2.0 found (1.0 to 3.0)" in said
    assert not any(word in said.lower() for word in ("well done", "wrong", "good", "sorry", "failed"))


def test_the_last_prediction_is_the_one_that_runs() -> None:
    more = Scenario("hospital", people=50, weeks=3)
    log = PathwayLog().predict(SMALL, "lost", 1).with_result(PathwayLog().predict(SMALL, "lost", 1).run(2))
    assert log.predict(more, "worse", 2).run(3).scenario == more and log.run(3).scenario == SMALL


def test_a_trial_goes_to_its_limits_and_no_further() -> None:
    for predicted, seed in ((0, 0), (1000, 2**31 - 1)):
        trial = Trial(SMALL, "lost", predicted, seed)
        assert (trial.predicted, trial.seed) == (predicted, seed) and trial.compared() == "Not run yet."
    for change, words in (
        ({"predicted": -1}, "Your prediction is -1"),
        ({"predicted": 1001}, "Your prediction is 1001"),
        ({"predicted": True}, "Your prediction is True"),
        ({"seed": -1}, "Seed is -1"),
        ({"seed": 2**31}, "Seed is 2147483648"),
        ({"seed": True}, "Seed is True"),
    ):
        with pytest.raises(ValueError, match=words):
            Trial(**{"scenario": SMALL, "measure": "lost", "predicted": 1} | change)


def ran(log: PathwayLog) -> PathwayLog:
    return log.with_result(log.run(5))


def test_nothing_runs_without_a_prediction_and_a_new_one_replaces_one_that_was_not_run() -> None:
    with pytest.raises(ValueError, match="Predict first"):
        PathwayLog().run(5)
    log = PathwayLog().predict(SMALL, "lost", 10).predict(SMALL, "worse", 4)
    assert len(log.trials) == 1 and log.trials[0].measure == "worse" and log.waiting
    done = ran(log)
    assert not done.waiting and done.trials[0].found["worse"] == ran(log).trials[0].found["worse"]
    assert len(done.predict(SMALL, "lost", 1).trials) == 2


def test_a_decision_answers_a_run_and_two_runs_with_a_decision_are_enough() -> None:
    with pytest.raises(ValueError, match="Run a scenario first"):
        PathwayLog().decide("More places")
    log = ran(PathwayLog().predict(SMALL, "lost", 10)).decide("Ask who left")
    assert not log.ready and "Decision: Ask who left" in log.describe()
    assert ran(log.predict(SMALL, "lost", 12)).ready


def test_the_log_has_an_end() -> None:
    log = PathwayLog(tuple(Trial(SMALL, "lost", 1, found=FOUND) for _ in range(PathwayLog.MOST)))
    with pytest.raises(ValueError, match="which is the most"):
        log.predict(SMALL, "lost", 1)


@given(
    st.lists(
        st.builds(
            Trial,
            scenario=st.just(SMALL),
            measure=st.sampled_from(list(MEASURES)),
            predicted=st.floats(0, 1000),
            seed=st.integers(0, 99),
            found=st.none() | st.just(FOUND),
            decision=st.text(max_size=20),
        ),
        max_size=4,
    )
)
def test_saved_and_read_again_it_is_the_same(trials: list[Trial]) -> None:
    log = PathwayLog(tuple(trials))
    assert PathwayLog.from_json(json.loads(json.dumps(log.to_json(), allow_nan=False))) == log


@pytest.mark.hostile
@given(
    st.sampled_from([None, "version", "trials", *(f"trials.{name}" for name in Trial.__dataclass_fields__)]), ANY_JSON
)
def test_a_damaged_log_is_refused_in_words(place: str | None, junk: object) -> None:
    found: object = PathwayLog((Trial(SMALL, "lost", 1, found=FOUND),)).to_json()
    if place is None:
        found = junk
    elif place.startswith("trials."):
        found["trials"][0][place.removeprefix("trials.")] = junk
    else:
        found[place] = junk
    try:
        log = PathwayLog.from_json(found)
    except ValueError as problem:
        assert str(problem).endswith(".") and len(str(problem)) > 15
    else:
        assert log.describe() and repr(pathway_log(log))


# Shown -----------------------------------------------------------------------------------------------


def test_the_figures_say_what_they_draw() -> None:
    result = PathwayLog().predict(SMALL, "lost", 10).run(20)
    chart = pathway_places(result)
    (axes,) = chart.painting.figure().axes
    assert [line.get_label() for line in axes.lines][1] == "IOP" and len(axes.collections) == 5
    assert list(axes.lines[1].get_ydata()) == list(result.band("iop")[1])
    assert f"{result.band('iop')[1].max():.0f} are in the IOP" in chart.says
    tornado = pathway_swings(SMALL)
    found = swings(SMALL, "responded")[:12]
    bars = tornado.painting.figure().axes[0].patches
    assert [round(bar.get_x() + bar.get_width(), 6) for bar in bars] == [round(high, 6) for _, _, high in found]
    assert [bool(bar.get_hatch()) for bar in bars] == [parameters()[name].assumed for name, _, _ in found]


def test_what_the_questions_say_of_the_model_is_what_it_gives() -> None:
    one, other = Scenario("iop_begins"), Scenario("iop_begins", changed={"attendance": 0.4})
    more, less = (expected(scenario).interval("responded")[1] for scenario in (one, other))
    (question,) = questions("14")["predict_attendance"].questions
    assert f"{less:.0f} instead of {more:.0f} percent" in question.options[1].why
    assert parameters()[swings(Scenario("stalled"), "responded")[0][0]].assumed
    assert "A: First day in an IOP" in pathway_compared(one, other).note and len(pathway_limits().rows) >= 8
