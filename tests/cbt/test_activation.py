"""Activities: unset is not 0, only like is compared with like, and the words stay neutral."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu import course
from iopedu.cbt.activation import DAYS, TIMES, Activity, ActivityPlan, activity_ideas, example_week
from iopedu.course.fields import Number
from iopedu.course.ratings import Pair

RATINGS = st.none() | st.integers(0, 10)


@st.composite
def activities(draw) -> Activity:
    done = draw(st.sampled_from((True, False, None)))
    return Activity(
        name=draw(st.text(min_size=1).filter(lambda text: any(c.isalnum() for c in text))),
        day=draw(st.none() | st.integers(1, 7)),
        time=draw(st.sampled_from(("", *TIMES))),
        expected_pleasure=draw(RATINGS),
        expected_mastery=draw(RATINGS),
        actual_pleasure=draw(RATINGS) if done else None,
        actual_mastery=draw(RATINGS) if done else None,
        done=done,
        reason=draw(st.text()) if done is False else "",
    )


PLANS = st.lists(activities(), max_size=ActivityPlan.MOST).map(lambda found: ActivityPlan(tuple(found)))


@pytest.mark.parametrize(
    ("expected", "actual", "change", "verdict"),
    [
        (0, 0, 0, "as predicted"),
        (0, 10, 10, "10 higher than predicted"),
        (10, 0, -10, "10 lower than predicted"),
        (3, 0, -3, "3 lower than predicted"),
        (4, 5, 1, "1 higher than predicted"),
    ],
)
def test_a_pair_keeps_its_sign(expected: int, actual: int, change: int, verdict: str) -> None:
    pair = Activity("Walk", expected_pleasure=expected, actual_pleasure=actual, done=True).pair("pleasure")
    assert pair == Pair("Walk", "pleasure", expected, actual)
    assert (pair.change, pair.verdict) == (change, verdict)


@pytest.mark.parametrize(("expected", "actual"), [(None, 5), (5, None), (None, 0), (0, None), (None, None)])
def test_without_two_ratings_there_is_no_pair(expected: int | None, actual: int | None) -> None:
    entry = Activity("Walk", expected_pleasure=expected, actual_pleasure=actual, done=True)
    assert entry.pair("pleasure") is None and entry.pair("mastery") is None
    assert "nothing to compare yet" in ActivityPlan((entry,)).compare("pleasure")


def test_pleasure_is_never_compared_with_mastery() -> None:
    entry = Activity("Walk", expected_pleasure=2, actual_mastery=9, done=True)
    assert entry.pair("pleasure") is None and entry.pair("mastery") is None
    with pytest.raises(ValueError, match=r"scale is 'joy', which is not one of: pleasure, mastery"):
        entry.pair("joy")


@given(PLANS)
def test_the_comparison_uses_exactly_the_complete_pairs(plan: ActivityPlan) -> None:
    for scale in ("pleasure", "mastery"):
        both = [
            (getattr(entry, f"expected_{scale}"), getattr(entry, f"actual_{scale}"))
            for entry in plan.activities
            if getattr(entry, f"expected_{scale}") is not None and getattr(entry, f"actual_{scale}") is not None
        ]
        assert [(pair.expected, pair.actual) for pair in plan.pairs(scale)] == both
        said = plan.compare(scale)
        if both:
            assert f"{len(both)} pair" in said
            assert f"{sum(a > e for e, a in both)} higher than predicted" in said
            assert f"{sum(a == e for e, a in both)} as predicted" in said
            assert f"{sum(a < e for e, a in both)} lower than predicted" in said
            total = sum(a - e for e, a in both)
            sign = said.split("mean change ")[1][0]
            assert sign == ("+" if total > 0 else "-" if total < 0 else "0")


@given(PLANS)
def test_a_plan_comes_back_as_it_was(plan: ActivityPlan) -> None:
    assert ActivityPlan.from_json(json.loads(json.dumps(plan.to_json()))) == plan
    assert "\n" not in repr(ActivityPlan(plan.activities[:1]))


def test_an_activity_in_words_tells_each_rating_that_is_set() -> None:
    assert Activity("Walk").describe() == "Walk."
    assert Activity("Walk", expected_pleasure=2).describe() == "Walk. Pleasure: 2 expected."
    assert Activity("Walk", done=True, actual_mastery=0).describe() == "Walk. Mastery: 0 actual."
    both = Activity("Walk", expected_pleasure=2, actual_pleasure=5, done=True)
    assert "Pleasure: 2 expected, 5 actual, " in both.describe()


def test_the_words_neither_praise_nor_blame() -> None:
    said = example_week().describe().casefold()
    for word in ("great", "well done", "good", "bad", "fail", "sorry", "unfortunately", "only", "!", "success"):
        assert word not in said, word
    assert "not done, which is useful information for the next plan: call a coworker from the depot (the shift" in said


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": " ... "}, "The activity is blank"),
        ({"name": 5}, "Activity is 5; it should be text."),
        ({"day": 0}, "Day is 0. Enter a whole number from 1 to 7, or leave it blank."),
        ({"day": 8}, "Day is 8"),
        ({"day": True}, "Day is True"),
        ({"time": "noonish"}, "Time of day is 'noonish', which is not one of: early morning"),
        ({"expected_pleasure": 11}, "Expected pleasure is 11. Enter a whole number from 0 to 10, or leave it blank."),
        ({"expected_mastery": -1}, "Expected mastery is -1"),
        ({"expected_mastery": True}, "Expected mastery is True"),
        ({"expected_mastery": 5.0}, "Expected mastery is 5.0"),
        ({"actual_pleasure": 5}, "Actual pleasure is 5, but “Done\\?” is not set to yes"),
        ({"actual_mastery": 0, "done": False}, "Actual mastery is 0, but"),
        ({"reason": "late", "done": True}, "“Done\\?” is not set to no"),
        ({"done": 1}, "Done is 1"),
        ({"done": 0.0}, "Done is 0.0"),
    ],
)
def test_what_cannot_be_is_refused_in_words(fields: dict, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        Activity(**{"name": "Walk", **fields})


def test_the_ends_of_each_scale_are_allowed() -> None:
    entry = Activity("Walk", 1, [*TIMES][-1], 0, 10, True, 10, 0)
    assert entry.when == "Monday late evening" and Activity("Walk", 7).when == DAYS[6] and Activity("Walk").when == ""


def test_a_plan_takes_fourteen_and_no_more() -> None:
    fourteen = tuple(Activity(f"Walk {at}") for at in range(14))
    assert len(ActivityPlan(fourteen).activities) == 14
    with pytest.raises(ValueError, match=r"Activities: 15 entries. The limit is 14:"):
        ActivityPlan((*fourteen, Activity("One more")))
    with pytest.raises(ValueError, match=r"Activities contains something that does not belong"):
        ActivityPlan(("Walk",))


def test_a_plan_is_ready_with_three_expected_ratings() -> None:
    rated = [Activity("A", expected_pleasure=0), Activity("B", expected_mastery=0), Activity("C", expected_pleasure=1)]
    assert ActivityPlan(tuple(rated)).ready
    assert not ActivityPlan((*rated[:2], Activity("C"), Activity("D"))).ready
    assert ActivityPlan().summary() == "No activities yet."


@pytest.mark.hostile
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x)) | st.just({}))
def test_damaged_plans_are_refused_in_words(found: object) -> None:
    with pytest.raises(ValueError, match=r"\w+.*\."):
        ActivityPlan.from_json(found)
    with pytest.raises(ValueError, match=r"\w+.*\."):
        ActivityPlan.from_json({"version": 1, "activities": [found]})
    with pytest.raises(ValueError, match=r"\w+.*\."):
        Activity.from_json({"version": 1, "name": "Walk", "mood": found})


@given(st.text())
def test_a_typed_rating_is_read_or_refused(typed: str) -> None:
    try:
        value = Number(label="Expected pleasure", high=10).read(typed)
    except ValueError as problem:
        assert str(problem).startswith("Expected pleasure is ") and "from 0 to 10" in str(problem)
    else:
        assert (value is None) == (not typed.strip()) and value in {None, *range(11)}


@pytest.mark.parametrize("typed", ["-1", "11", "7.5", "seven", "1_0", "1.000", "5 of 10", "9" * 5000, "²"])
def test_no_odd_number_gets_in(typed: str) -> None:
    with pytest.raises(ValueError, match=r"Actual mastery is .* Enter a whole number from 0 to 10, or leave it blank"):
        Number(label="Actual mastery", high=10).read(typed)


def test_daniels_week_is_what_the_prediction_says() -> None:
    plan = example_week()
    changes = [pair.change for pair in plan.pairs("pleasure")]
    assert Counter((change > 0) - (change < 0) for change in changes) == {1: 4, 0: 2, -1: 2}
    assert (max(changes), min(changes)) == (4, -3)
    # 5 points over the 8 pairs, and 9 over the 7: the activities without a pair do not dilute the mean.
    assert (sum(changes), len(changes)) == (5, 8) and plan.compare("pleasure").endswith("mean change +0.6.")
    assert plan.compare("mastery").endswith("mean change +1.3.")
    swim = next(entry for entry in plan.activities if "Swim" in entry.name)
    assert (swim.actual_pleasure, swim.done) == (0, True)
    right = next(option for option in course.questions("06")["predict_mood"].questions[0].options if option.right)
    assert "Four were higher, two were as predicted and two were lower" in right.why
    # The bus leaves early on workdays, so nothing is planned before the shift.
    assert not any(entry.day <= 5 and "morning" in entry.time for entry in plan.activities)


def test_every_text_of_a_plan_is_found_with_its_place() -> None:
    plan = example_week()
    typed = [text for entry in plan.activities for text in (entry.name, entry.reason) if text]
    assert [text for _place, text in plan.texts()] == typed and len(typed) > len(plan.activities)
    assert plan.texts()[0][0] == "Row 1, Activity"


def test_one_day_of_a_plan() -> None:
    friday = example_week().on(5)
    assert [entry.name[:5] for entry in friday.activities] == ["Play ", "Watch"]
    assert not ActivityPlan().on(1).activities


def test_ideas_are_many_varied_and_different(root: Path) -> None:
    with (root / "data/cbt/activities.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == ["id", "name", "area", "effort"]
    ideas = activity_ideas()
    assert len(ideas) >= 30 and len({idea.id for idea in ideas}) == len({idea.name for idea in ideas}) == len(ideas)
    assert len({idea.area for idea in ideas}) >= 8 and {idea.effort for idea in ideas} == {"low", "medium", "high"}
    assert not any("drink" in idea.name or "wine" in idea.name or "beer" in idea.name for idea in ideas)
