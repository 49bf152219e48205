"""Scores over the weeks: only what is known counts, and the rule that is shown is the rule that is used."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu.course.people import people
from iopedu.progress.change import rule, rules
from iopedu.progress.series import TRACK_RULE, Point, Reading, Series, series
from tests.tools import ANY_JSON


def test_the_story_is_kept() -> None:
    def told(name: str, of: str) -> list[int]:
        return [point.total for point in series(name, of).points]

    assert told("maya", "phq9") == [19, 18, 17, 14, 13, 10, 9]
    assert told("maya", "gad7") == [15, 14, 13, 11, 10, 8, 7]
    assert told("daniel", "phq9") == [14, 10, 8] and told("daniel", "gad7") == [8, 7, 5]
    assert told("aisha", "phq9") == [24, 21, 16, 11]
    assert [point.item_9 for point in series("maya", "phq9").points] == [1, 1, 0, 0, 0, 0, 0]
    assert [point.item_9 for point in series("aisha", "phq9").points] == [2, 2, 2, 1]
    assert [series(one.id, "phq9").planned for one in people()] == [6, 8, 8]
    with pytest.raises(ValueError, match="no scores for 'aisha' on the 'gad7'"):
        series("aisha", "gad7")


@pytest.mark.parametrize(
    ("name", "by", "week", "state"),
    [
        ("maya", "nhs_phq9", 0, "Too early to tell"),
        ("maya", "nhs_phq9", 2, "Too early to tell"),
        ("maya", "nhs_phq9", 3, "Talk about it"),
        ("maya", "nhs_phq9", 4, "On track"),
        ("maya", "nhs_gad7", 3, "On track"),
        ("maya", "bischoff_gad7", 3, "Talk about it"),
        ("daniel", "nhs_phq9", 4, "Talk about it"),
        ("daniel", "nhs_phq9", 8, "On track"),
        ("daniel", "nhs_gad7", 8, "Talk about it"),
        ("aisha", "nhs_phq9", 2, "Too early to tell"),
        ("aisha", "nhs_phq9", 5, "On track"),
    ],
)
def test_where_the_people_stand(name: str, by: str, week: int, state: str) -> None:
    assert series(name, rule(by).measure).track(week, rule(by)).state == state


@st.composite
def courses(draw) -> Series:
    weeks = sorted(draw(st.sets(st.integers(0, 12), min_size=2)))
    return Series("maya", "gad7", tuple(Point(w, f"week {w}", draw(st.integers(0, 21))) for w in weeks))


@given(courses(), st.sampled_from(rules("gad7")))
def test_the_state_is_what_the_printed_rule_says(course: Series, by) -> None:
    states = {line.split(":")[0] for line in TRACK_RULE}
    start = course.points[0].total
    for point in course.points:
        track = course.track(point.week, by)
        assert track.state in states
        if point.total - start >= by.points:
            assert track.state == "Off track"
        elif start - point.total >= by.points:
            assert track.state == "On track"
        else:
            assert track.state == ("Too early to tell" if point.week < course.planned / 2 else "Talk about it")


@given(courses(), st.sampled_from(rules("gad7")), st.data())
def test_a_later_score_changes_nothing_about_an_earlier_week(course: Series, by, data) -> None:
    *first, last = course.points
    other = Series("maya", "gad7", (*first, Point(last.week, last.label, data.draw(st.integers(0, 21)))))
    assert course.track(first[-1].week, by) == other.track(first[-1].week, by)
    assert course.known(first[-1].week) == tuple(first)


def test_item_9_is_asked_about_on_any_track() -> None:
    aisha = series("aisha", "phq9")
    assert aisha.track(8, rule("nhs_phq9")).state == "On track"
    assert aisha.item_9_says(8) == "Item 9 is 1: ask about it in person today, whether the person is on track or not."
    assert series("maya", "phq9").item_9_says(2) == "" and series("maya", "gad7").item_9_says(0) == ""


def test_bad_series_are_refused() -> None:
    with pytest.raises(ValueError, match="two scores or more"):
        Series("maya", "gad7", (Point(0, "start", 3),))
    with pytest.raises(ValueError, match="weeks that go up"):
        Series("maya", "gad7", (Point(1, "a", 3), Point(1, "b", 3)))
    with pytest.raises(ValueError, match="item 9 belongs to the PHQ-9"):
        Series("maya", "gad7", (Point(0, "a", 3, 0), Point(1, "b", 3, 0)))
    with pytest.raises(ValueError, match="goes from 0 to 21"):
        Series("maya", "gad7", (Point(0, "a", 22), Point(1, "b", 3)))
    with pytest.raises(ValueError, match="before the first score"):
        series("maya", "gad7").track(-1, rule("nhs_gad7"))


def test_a_reading_shows_only_what_is_known() -> None:
    said = Reading("maya", "nhs_phq9", 1).describe()
    assert "week 1 18" in said and "17" not in said and "Item 9 is 1" in said
    for fields, sentence in (
        (("luis", "nhs_phq9", 0), "Person is 'luis'"),
        (("maya", "mine", 0), "Rule is 'mine'"),
        (("daniel", "nhs_phq9", 1), "Daniel has no score on the PHQ-9 for week 1"),
        (("aisha", "nhs_gad7", 0), "no scores for 'aisha'"),
    ):
        with pytest.raises(ValueError, match=sentence):
            Reading(*fields)
    assert [entry.id for entry in Reading.rules_for("aisha")] == ["nhs_phq9"]


@given(st.sampled_from([(one.id, by.id) for one in people() for by in Reading.rules_for(one.id)]), st.data())
def test_a_reading_comes_back_as_it_was(pair: tuple[str, str], data) -> None:
    reading = Reading(*pair, data.draw(st.sampled_from(Reading(*pair).weeks)))
    assert Reading.from_json(json.loads(json.dumps(reading.to_json()))) == reading


@pytest.mark.hostile
@given(
    ANY_JSON
    | st.fixed_dictionaries(
        {"version": st.just(1)},
        optional={
            "person": st.just("daniel") | ANY_JSON,
            "rule": st.just("nhs_gad7") | ANY_JSON,
            "week": st.integers(-1, 9) | ANY_JSON,
            "x": ANY_JSON,
        },
    )
)
def test_anything_is_read_or_refused_with_a_sentence(found: object) -> None:
    try:
        assert Reading.from_json(found).describe()
    except ValueError as problem:
        assert len(str(problem)) > 15
