"""Scores: no total before its time, every band, and a step that cannot be passed by."""

from __future__ import annotations

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu.course.facts import fact
from iopedu.course.files import read_json, read_rows
from iopedu.progress.measures import CHOICES, measure, measures
from iopedu.progress.series import series
from iopedu.progress.sheet import Sheet, example_sheet, what_now
from tests.tools import ANY_JSON

ANSWER = st.none() | st.integers(0, 3)


@st.composite
def sheets(draw) -> Sheet:
    of = draw(st.sampled_from(measures()))
    sheet = Sheet(of.id, tuple(draw(st.lists(ANSWER, min_size=len(of.items), max_size=len(of.items)))))
    if sheet.raised and draw(st.booleans()):
        return sheet.respond(draw(st.sets(st.integers(0, len(what_now().options) - 1), min_size=1)))
    return sheet


def test_the_two_measures_are_complete() -> None:
    assert [(of.id, len(of.items), of.top, of.safety_item) for of in measures()] == [
        ("phq9", 9, 27, 9),
        ("gad7", 7, 21, 0),
    ]
    for of in measures():
        assert len(set(of.items)) == len(of.items) and all(len(item) > 10 for item in of.items)
        assert "Spitzer" in of.attribution and "without copyright restriction" in of.attribution
        assert [row["number"] for row in read_rows(f"progress/{of.id}.csv")] == [
            str(number) for number in range(1, len(of.items) + 1)
        ]
    assert "better off dead" in measure("phq9").items[8]
    assert "without copyright restriction" in fact("phq_release").says


@pytest.mark.parametrize("of", measures(), ids=lambda of: of.id)
def test_bands_cover_every_score_once(of) -> None:
    names = [of.band(total).name for total in range(of.top + 1)]
    assert len(set(names)) == len(of.bands)
    for total in range(of.top + 1):
        assert sum(band.low <= total <= band.high for band in of.bands) == 1
    starts = [total for total in range(1, of.top + 1) if names[total] != names[total - 1]]
    assert starts == ([5, 10, 15, 20] if of.id == "phq9" else [5, 10, 15])


@pytest.mark.parametrize("total", [-1, 28, 5.0, True, None])
def test_there_is_no_band_for_what_is_no_score(total: object) -> None:
    with pytest.raises(ValueError, match=r"The PHQ-9 goes from 0 to 27"):
        measure("phq9").band(total)


def test_every_answer_of_the_gad_7_adds_up() -> None:
    for answers in itertools.product(range(4), repeat=7):
        sheet = Sheet("gad7", answers)
        assert sheet.total == sum(answers) and sheet.ready and not sheet.raised
        assert sheet.band.low <= sheet.total <= sheet.band.high


@given(sheets())
def test_a_total_waits_for_every_answer_and_for_the_step(sheet: Sheet) -> None:
    complete = None not in sheet.answers
    raised = sheet.measure == "phq9" and (sheet.answers[8] or 0) > 0
    assert sheet.raised == raised and sheet.open_step == (raised and not sheet.response)
    if complete and not sheet.open_step:
        assert sheet.total == sum(sheet.answers) and sheet.band == sheet.of.band(sheet.total) and sheet.ready
        assert f"{sheet.total} of {sheet.of.top}" in sheet.summary()
    else:
        assert sheet.total is None and sheet.band is None and not sheet.ready
        assert f" of {sheet.of.top}" not in sheet.describe()
    assert sheet.unanswered == tuple(n for n, value in enumerate(sheet.answers, 1) if value is None)


@given(sheets())
def test_a_sheet_comes_back_as_it_was(sheet: Sheet) -> None:
    assert Sheet.from_json(json.loads(json.dumps(sheet.to_json()))) == sheet
    assert "\n" not in repr(sheet)


@given(sheets(), st.data())
def test_more_of_a_symptom_never_means_a_lower_score(sheet: Sheet, data) -> None:
    low = tuple(value or 0 for value in sheet.answers)
    high = tuple(data.draw(st.integers(value, 3)) for value in low)
    totals = []
    for answers in (low, high):
        filled = Sheet(sheet.measure, answers)
        totals.append((filled.respond([0]) if filled.raised else filled).total)
    assert totals[0] <= totals[1]


def test_what_now_comes_before_the_total_and_stays_after_it() -> None:
    sheet = Sheet("phq9", (0,) * 8 + (1,))
    assert sheet.open_step and sheet.total is None and "total comes after that" in sheet.summary()
    assert repr(sheet) == "PHQ-9: no total yet, “What now?” isn’t answered" and sheet.feedback() == ()
    done = sheet.respond([2, 2])
    assert done.total == 1 and "does not depend on the total" in done.summary() and done.response == (2,)
    assert done.feedback()[1].startswith("Not quite") or done.feedback()[0].startswith("Also right")
    assert sum(line.startswith("Also right") for line in done.feedback()) == 4
    with pytest.raises(ValueError, match="You haven’t chosen anything yet"):
        sheet.respond([])
    with pytest.raises(ValueError, match="It opens only when it is"):
        Sheet("phq9", (0,) * 9, (0,))
    with pytest.raises(ValueError, match="It opens only when it is"):
        Sheet("gad7", (3,) * 7, (0,))


def test_the_step_goes_when_item_9_goes_and_stays_when_another_item_changes() -> None:
    sheet = example_sheet("maya")
    other = sheet.answer((0, *sheet.answers[1:]))
    assert other.response == sheet.response and other.total == 17
    assert sheet.answer((*sheet.answers[:8], 0)).response == ()
    again = sheet.answer((*sheet.answers[:8], 0)).answer((*sheet.answers[:8], 2))
    assert again.open_step


def test_an_empty_item_9_is_asked_about() -> None:
    sheet = Sheet("phq9", (1,) * 8 + (None,))
    assert "an empty box does not mean no" in sheet.summary() and "item 9 is not answered" in sheet.summary()
    assert "items 1, 2 and 9 are not" in Sheet("phq9", (None, None, *(0,) * 6, None)).summary()
    assert "does not mean no" not in Sheet("gad7", (1,) * 6 + (None,)).summary()
    assert Sheet().summary() == "Nothing has been answered yet."


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"measure": "bdi"}, "Measure is 'bdi', which is not one of: phq9, gad7"),
        ({"answers": (1, 2)}, "There are 2 answers. The PHQ-9 has 9 items."),
        ({"answers": (*(0,) * 8, 4)}, "Item 9 is 4. Enter a whole number from 0 to 3, or leave it blank."),
        ({"answers": (True, *(0,) * 8)}, "Item 1 is True"),
        ({"answers": (1.0, *(0,) * 8)}, "Item 1 is 1.0"),
        ({"answers": ("1", *(0,) * 8)}, "Item 1 is '1'"),
        ({"answers": (*(0,) * 8, 1), "response": (99,)}, "7 options"),
    ],
)
def test_errors_are_sentences(fields: dict, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence.replace("?", "\\?")):
        Sheet(**fields)


def test_the_step_names_people_a_plan_a_direct_question_and_a_line() -> None:
    right = " ".join(option.text for option in what_now().options if option.right)
    for word in ("directly", "clinician in charge", "safety plan", "crisis line"):
        assert word in right
    assert sum(option.right for option in what_now().options) == 4
    assert all(len(option.why) >= 40 for option in what_now().options)


def test_the_examples_agree_with_the_series() -> None:
    assert example_sheet("maya").total == series("maya", "phq9").points[0].total
    assert example_sheet("maya").answers[8] == series("maya", "phq9").points[0].item_9
    aisha = example_sheet("aisha")
    assert aisha.open_step and sum(aisha.answers) == series("aisha", "phq9").points[2].total
    assert aisha.answers[8] == series("aisha", "phq9").points[2].item_9
    daniel = example_sheet("daniel")
    assert daniel.unanswered == (4,) and daniel.missing == ("Item 4",) and daniel.total is None
    filled = daniel.answer(1 if value is None else value for value in daniel.answers)
    assert filled.total == series("daniel", "gad7").points[0].total
    with pytest.raises(ValueError, match="which is not one of: maya, daniel, aisha"):
        example_sheet("luis")
    assert set(read_json("progress/examples_11.json")) == {"maya", "daniel", "aisha"} and len(CHOICES) == 4


@pytest.mark.hostile
@given(
    ANY_JSON
    | st.fixed_dictionaries(
        {"version": st.just(1)},
        optional={
            "measure": st.sampled_from(["phq9", "gad7"]) | ANY_JSON,
            "answers": st.lists(ANSWER | ANY_JSON, max_size=10) | ANY_JSON,
            "response": st.lists(st.integers(-2, 9)) | ANY_JSON,
            "extra": ANY_JSON,
        },
    )
)
def test_anything_is_read_or_refused_with_a_sentence(found: object) -> None:
    try:
        assert Sheet.from_json(found).to_json()["version"] == 1
    except ValueError as problem:
        assert len(str(problem)) > 15


@pytest.mark.parametrize(
    ("answers", "filled"),
    [
        ((2, 2, 2, 2, 2, 1, None, None, 0), 14.1),  # 11 of seven answers, times nine
        ((1, 1, 1, 1, 1, 1, 1, None, 0), 7.9),
        ((3, 3, 3, 3, 3, 3, 3, None, 0), 23.6),
        ((2, 2, 2, 2, 2, None, None, None, 0), None),  # three gaps are too many
        ((2, 2, 2, 2, 2, 1, 1, 1, None), None),  # nothing stands in for item 9
        ((2, 2, 2, 2, 2, 1, None, 1, None), None),
        ((2, 2, 2, 2, 2, 1, 1, 1, 0), None),  # nothing is missing
    ],
)
def test_what_may_stand_in_for_a_gap_is_said_and_is_no_total(answers: tuple, filled: float | None) -> None:
    sheet = Sheet("phq9", answers)
    assert sheet.filled_in == filled
    said = sheet.summary()
    assert ("NHS Data Dictionary" in said) == (filled is not None)
    if filled is not None:
        assert f"{filled:g}" in said and said.startswith("No total") and sheet.total is None and sheet.band is None
    if answers[8] is None:
        assert "item 9 in person" in said


def test_no_rule_fills_a_gap_of_the_gad7() -> None:
    sheet = Sheet("gad7", (1, 1, 1, 1, 1, 1, None))
    assert sheet.filled_in is None and "NHS" not in sheet.summary() and sheet.total is None
