"""Reliable change: the published values, the direction of every input, and the edges."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu.course.facts import fact
from iopedu.progress.change import (
    CATEGORIES,
    category,
    cutoffs,
    error_of_difference,
    error_of_measurement,
    points_needed,
    reliable_change_index,
    rule,
    rules,
    whole_points,
)
from iopedu.progress.measures import measures
from iopedu.progress.reliable import ReliableChange, example_change
from iopedu.progress.series import series
from tests.tools import ANY_JSON

SD = st.floats(0.1, 30)
R = st.floats(0, 1)
SCORE = st.integers(0, 21)


@pytest.mark.parametrize(
    ("sd", "r", "points"),
    [
        (5, 0.737, 7.1),
        (5, 0.84, 5.5),
        (5, 0.89, 4.6),
        (5, 0.92, 3.9),
        (6, 0.737, 8.5),
        (6, 0.84, 6.7),
        (6, 0.89, 5.5),
        (6, 0.92, 4.7),
        (7, 0.737, 9.95),
        (7, 0.84, 7.8),
        (7, 0.89, 6.4),
        (7, 0.92, 5.5),
        (5.59, 0.87, 5.59),
        (5.59, 0.83, 6.4),
        (5.59, 0.92, 4.4),
    ],
)
def test_known_values(sd: float, r: float, points: float) -> None:
    assert points_needed(sd, r) == pytest.approx(points, abs=0.051 if points != 5.59 else 0.005)


def test_both_scores_have_an_error() -> None:
    assert error_of_measurement(10, 0.75) == pytest.approx(5)
    assert error_of_difference(10, 0.75) == pytest.approx(5 * math.sqrt(2))
    assert points_needed(10, 0.75) == pytest.approx(1.96 * 5 * math.sqrt(2))
    assert reliable_change_index(20, 10, 10, 0.75) == pytest.approx(-10 / (5 * math.sqrt(2)))


def test_one_scale_gives_four_or_six() -> None:
    assert whole_points(5.59, 0.87) == 6 == float(fact("change_bischoff").low)
    assert whole_points(4.5, 0.90) == whole_points(5.59, 0.94) == 4 == float(fact("change_nhs_gad7").value)
    assert whole_points(4.5, 0.95) == 3 and whole_points(4.5, 0.94) == 4


@given(SD, SD, R)
def test_more_spread_asks_for_more(one: float, two: float, r: float) -> None:
    assert points_needed(min(one, two), r) <= points_needed(max(one, two), r)


@given(SD, R, R)
def test_more_reliability_asks_for_less(sd: float, one: float, two: float) -> None:
    assert points_needed(sd, min(one, two)) >= points_needed(sd, max(one, two))


@given(SCORE, SCORE, SD, R)
def test_the_index_keeps_the_sign_and_agrees_with_the_points(before: int, after: int, sd: float, r: float) -> None:
    index = reliable_change_index(before, after, sd, r)
    assert (index > 0) - (index < 0) == (after > before) - (after < before)
    assert (abs(index) > 1.96) == (abs(after - before) > points_needed(sd, r)) or abs(abs(index) - 1.96) < 1e-9
    assert reliable_change_index(after, before, sd, r) == -index


@given(SD, R)
def test_whole_points_are_the_smallest_that_exceed(sd: float, r: float) -> None:
    whole = whole_points(sd, r)
    assert whole > points_needed(sd, r) >= whole - 1 and whole >= 1


def test_without_any_error_every_change_counts() -> None:
    assert points_needed(5, 1) == 0 and whole_points(5, 1) == 1
    assert reliable_change_index(5, 4, 5, 1) == -math.inf and reliable_change_index(4, 5, 5, 1) == math.inf
    assert reliable_change_index(5, 5, 5, 1) == 0
    change = ReliableChange(5, 1, 8, 7)
    assert change.category == "recovered" and "infinite" in dict(change.steps())["Reliable change index"]


@pytest.mark.parametrize("sd", [0, -1, True, "5", math.nan, math.inf, 10**400])
def test_a_bad_spread_is_refused(sd: object) -> None:
    with pytest.raises(ValueError, match=r"The standard deviation is .* It must be a number above 0"):
        ReliableChange(sd, 0.8)


@pytest.mark.parametrize("r", [-0.01, 1.01, True, "0.8", math.nan])
def test_a_bad_reliability_is_refused(r: object) -> None:
    with pytest.raises(ValueError, match=r"Reliability r is .* from 0 to 1"):
        ReliableChange(5, r)


@pytest.mark.parametrize(
    ("before", "after", "points", "clinical", "word"),
    [
        (19, 9, 6, 10, "recovered"),
        (19, 10, 6, 10, "improved"),
        (15, 9, 6, 10, "recovered"),
        (14, 9, 6, 10, "unchanged"),
        (9, 3, 6, 10, "improved"),
        (9, 15, 6, 10, "deteriorated"),
        (9, 14, 6, 10, "unchanged"),
        (10, 4, 6, 10, "recovered"),
        (10, 10, 1, 10, "unchanged"),
        (8, 5, 4, 8, "unchanged"),
        (15, 7, 4, 8, "recovered"),
        (15, 8, 4, 8, "improved"),
    ],
)
def test_categories(before: int, after: int, points: int, clinical: int, word: str) -> None:
    assert category(before, after, points, clinical) == word


@given(SCORE, SCORE, st.integers(1, 21), st.integers(1, 21))
def test_the_category_follows_the_direction(before: int, after: int, points: int, clinical: int) -> None:
    word = category(before, after, points, clinical)
    assert word in CATEGORIES
    if word == "deteriorated":
        assert after - before >= points
    elif word == "unchanged":
        assert abs(after - before) < points
    else:
        assert before - after >= points and (word == "recovered") == (after < clinical <= before)


def test_borders() -> None:
    found = cutoffs((10.57, 5.59), (4.14, 5.59))
    assert found["c"] == pytest.approx((10.57 + 4.14) / 2) and math.ceil(found["c"]) == 8
    assert found["a"] == pytest.approx(10.57 - 11.18) and found["b"] == pytest.approx(4.14 + 11.18)
    assert cutoffs((20, 4), (10, 1))["c"] == pytest.approx((4 * 10 + 1 * 20) / 5)


@given(st.floats(10, 20), SD, st.floats(0, 9), SD)
def test_c_lies_between_the_means(high: float, wide: float, low: float, narrow: float) -> None:
    assert low - 1e-9 <= cutoffs((high, wide), (low, narrow))["c"] <= high + 1e-9


def test_rules_are_those_of_the_facts() -> None:
    assert {entry.id: (entry.points, entry.clinical) for entry in rules()} == {
        "nhs_phq9": (6, 10),
        "nhs_gad7": (4, 8),
        "bischoff_gad7": (6, 8),
    }
    for entry in rules():
        points, clinical = map(fact, entry.facts)
        assert str(entry.points) in (points.value, points.low) and str(entry.clinical) == clinical.low
    assert {entry.measure for entry in rules()} == {of.id for of in measures()}
    assert [entry.id for entry in rules("gad7")] == ["nhs_gad7", "bischoff_gad7"]
    with pytest.raises(ValueError, match="rule is 'mine'"):
        rule("mine")


@pytest.mark.parametrize(
    ("person", "of", "by", "word"),
    [
        ("maya", "phq9", "nhs_phq9", "recovered"),
        ("maya", "gad7", "nhs_gad7", "recovered"),
        ("daniel", "phq9", "nhs_phq9", "recovered"),
        ("daniel", "gad7", "nhs_gad7", "unchanged"),
        ("daniel", "gad7", "bischoff_gad7", "unchanged"),
        ("aisha", "phq9", "nhs_phq9", "improved"),
    ],
)
def test_the_three_people_in_the_end(person: str, of: str, by: str, word: str) -> None:
    found = series(person, of)
    assert found.category(found.planned, rule(by)) == word


def test_the_example_is_mayas() -> None:
    change = example_change()
    assert (change.needed, change.category) == (6, "recovered")
    points = series("maya", "gad7").points
    assert (change.before, change.after) == (points[0].total, points[-1].total)
    assert "−2.81" in dict(change.steps())["Reliable change index"]


def test_nothing_is_said_before_it_is_set() -> None:
    assert ReliableChange().describe() == "Set the standard deviation and the reliability first."
    assert ReliableChange(5).steps() == () and ReliableChange(5).needed is None
    perfect = ReliableChange(5, 1)
    assert "With SD 5 and r 1, a change of 1 point or more is reliable." in perfect.describe()
    assert repr(perfect) == "SD 5, r 1: 1 point needed"
    assert repr(ReliableChange(5, 1, 8, 7)).startswith("SD 5, r 1: 1 point needed; 8 to 7: ")
    half = ReliableChange(5, 0.8, 10)
    assert half.category is None and "Set both scores, before and after" in half.describe()
    same = ReliableChange(5, 0.8, 0, 0)
    assert same.category == "unchanged" and "the same score" in same.describe()
    for before, after, word in ((0, 21, "21 higher"), (21, 0, "21 lower")):
        assert f"From {before} to {after} is {word}: " in ReliableChange(5, 0.8, before, after).describe()


@pytest.mark.parametrize("value", [-1, 22, 3.5, True, "7", math.nan])
def test_bad_scores_are_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"GAD-7 before is .*Enter a whole number from 0 to 21, or leave it blank"):
        ReliableChange(5, 0.8, value, 3)


@given(st.none() | SD, st.none() | R, st.none() | SCORE, st.none() | SCORE)
def test_values_come_back_as_they_were(sd, r, before, after) -> None:
    change = ReliableChange(sd, r, before, after)
    assert ReliableChange.from_json(json.loads(json.dumps(change.to_json()))) == change
    assert change.describe() and repr(change)


@pytest.mark.hostile
@given(
    ANY_JSON
    | st.fixed_dictionaries(
        {"version": st.just(1)},
        optional={
            "sd": st.floats() | ANY_JSON,
            "r": st.floats() | ANY_JSON,
            "before": st.integers() | ANY_JSON,
            "after": st.integers() | ANY_JSON,
            "x": ANY_JSON,
        },
    )
)
def test_anything_is_read_or_refused_with_a_sentence(found: object) -> None:
    try:
        change = ReliableChange.from_json(found)
        assert change.describe() and change.to_json()["version"] == 1
    except ValueError as problem:
        assert len(str(problem)) > 15


def test_the_border_depends_on_a_spread_that_nobody_has_read() -> None:
    from iopedu.show.progress.measures import change_borders

    clinical, community = 10.57, 4.14
    for spread, border in ((5.59, "7.4"), (3.5, "6.6")):
        assert f"{(5.59 * community + spread * clinical) / (5.59 + spread):.1f}" == border
        assert border in repr(change_borders())
