"""The figures of the pathway model draw what the runs say, and the questions say what the model says now."""

from __future__ import annotations

import re

import pytest

from iopedu.care.cohort import MEASURES, Comparison, compare, follow, swings
from iopedu.care.pathway import HEALTH, PLACES, Scenario, parameters
from iopedu.care.pathway_log import PathwayLog
from iopedu.course.quiz import questions
from iopedu.show.care.pathway import (
    pathway_checks,
    pathway_compared,
    pathway_limits,
    pathway_log,
    pathway_numbers,
    pathway_states,
    pathway_swings,
    pathway_weeks,
)

A, B = Scenario("stalled"), Scenario("stays")


@pytest.fixture(scope="module")
def result() -> Comparison:
    return compare(A, B, runs=40)


def heights(drawn: str, color: str) -> list[float]:
    """Return the percents of a middle line, read back from what is drawn."""
    line = next(
        found for found in re.findall(r'<path d="(M[^"]+)" fill="none" stroke="([^"]+)"', drawn) if found[1] == color
    )
    return [100 * (1 - (float(point.split()[1]) - 70) / 190) for point in line[0][1:].split("L")]


def test_the_lines_are_the_middles_and_the_sentence_says_their_ends(result: Comparison) -> None:
    picture = pathway_weeks(result)
    colors = list(dict.fromkeys(re.findall(r'fill="(#\w+)" fill-opacity="0.13"', picture.wide.drawn)))
    assert len(colors) == 3
    for arm, color in enumerate(colors):
        middles = [middle for _low, middle, _high in result.band(arm)]
        assert heights(picture.wide.drawn, color) == pytest.approx(middles, abs=0.06)
        assert f"{middles[-1]:.0f} percent" in picture.says
    assert "95 percent" in picture.says and "Week 52" in repr(picture.table)


def test_the_table_sets_the_differences_beside_their_parts(result: Comparison) -> None:
    table = pathway_compared(result)
    assert [row[0] for row in table.rows] == list(MEASURES.values())
    low, middle, high = result.interval("waiting_weeks")
    assert f"{middle:.1f} ({low:.1f} to {high:.1f})" in dict(table.rows)[MEASURES["waiting_weeks"]][-1]
    assert A.describe() in table.note and "95 percent of 40 paired runs" in table.note


def test_bars_go_from_end_to_end_and_both_ends_are_marked() -> None:
    found, picture = swings(A, B, "responded")[:12], pathway_swings(A, B)
    drawn = picture.wide.drawn
    for name, low, high in found:
        for at, value in ((parameters()[name].low, low), (parameters()[name].high, high)):
            assert f">{at:g}: {round(value, 1) + 0.0:+.1f}</text>" in drawn
    bars = re.findall(r'<rect x="([\d.]+)" y="\d+" width="([\d.]+)" height="14" fill="([^"]+)"', drawn)
    widths = [float(width) for _x, width, _fill in bars]
    span = [abs(high - low) for _, low, high in found]
    assert [width / widths[0] for width in widths] == pytest.approx([one / span[0] for one in span], abs=0.01)
    assert [fill == "none" for _x, _width, fill in bars] == [parameters()[name].assumed for name, _, _ in found]
    turned = {name for name, low, high in found if round(min(low, high), 1) < 0 < round(max(low, high), 1)}
    assert turned and all(
        parameters()[name].name in picture.says.split("These change which one is higher: ")[1] for name in turned
    )
    assert "None of them flips" in pathway_swings(A, B, "care_hours").says
    assert "from 0.0 to 0.0" in pathway_swings(A, A).says and "-0.0" not in pathway_swings(A, A).says


def test_a_sign_is_flipped_only_where_the_table_shows_it() -> None:
    # The table: +1.9 and +0.0 for who leaves the IOP early, -0.3 and +1.2 for what one program does.
    says = pathway_swings(Scenario("stalled"), Scenario("stays")).says
    assert " These change which one is higher: Respond to therapy over one course, in one program. " in says


def test_the_states_that_light_up_are_those_that_a_change_acts_on() -> None:
    still, changed = pathway_states(), pathway_states(["dropout_iop", "wait_php"])
    assert "(changed)" not in still.wide.drawn and "Nothing has been changed" in still.says
    assert changed.wide.drawn.count("(changed)") == changed.narrow.drawn.count("(changed)") == 3
    assert changed.says == f"What you changed affects: {PLACES['waiting_php']}, {PLACES['iop']}, {PLACES['lost']}."
    for entry in parameters().values():
        assert pathway_states([entry.id]).wide.drawn.count("(changed)") == len(entry.at)
    assert all(name in repr(still.table) for name in (*PLACES.values(), *HEALTH.values()))


def test_tables_say_tolerances_kinds_and_assumptions(result: Comparison) -> None:
    found = repr(pathway_checks())
    for words in ("may differ by 0.05", "Against data the model never saw", "Recovers what went in", "closed form"):
        assert words in found
    assert found.count("too far apart") == 4  # a PHP, also without effect, and twice the effect that is lacking
    assert "0.42 (0.148 to 0.75) share" in repr(pathway_numbers("health"))
    units = repr(pathway_numbers())
    assert "1 weeks" not in units and "1 hours a week" not in units and "1 hour a week" in units
    assert (
        "10 of 15 numbers are assumptions: our own guesses or settings, without a source."
        in pathway_numbers("health").note
    )
    assert len(pathway_limits().rows) >= 10 and "assumptions" in pathway_numbers().note
    log = PathwayLog(A, B).predict("responded", 1).with_result(result).decide("a", "<b>Ask</b>")
    assert "That isn’t what the runs say" in repr(pathway_log(log)) and "&lt;b&gt;Ask" in pathway_log(log).html()


# Questions -------------------------------------------------------------------------------------------


def test_what_the_first_prediction_says_is_what_the_model_gives() -> None:
    more, less = (Scenario("iop_begins", changed={"attendance": part}) for part in (0.8, 0.4))
    low, middle, high = compare(more, less, runs=100).interval("responded")
    (question,) = questions("14")["predict_attendance"].questions
    right = next(option for option in question.options if option.right)
    assert (
        f"{middle:.1f} percentage points (95 percent of the runs: {low:.1f} to {high:.1f})".replace("-", "−")
        in right.why
    )
    assert low < 0 < high and "few more" in right.text


def test_what_the_second_prediction_says_is_what_the_model_gives() -> None:
    first, *_ = swings(A, B, "responded")
    (question,) = questions("14")["predict_swing"].questions
    options = {option.right: option for option in question.options}
    assert parameters()[first[0]].assumed and parameters()[first[0]].name == "IOP: leave before the end"
    assert "leave the IOP" in options[True].text
    table = {name: entry.value for name, entry in parameters().items()}
    ends = [
        follow(A, table | {"response_treated": end}).measures["responded"]
        for end in (parameters()["response_treated"].low, parameters()["response_treated"].high)
    ]
    effect = next(option for option in question.options if option.text.startswith("The effect"))
    assert f"from {ends[0]:.0f} to {ends[1]:.0f} percent" in effect.why and not effect.right
    alone = {
        name: abs(
            follow(A, table | {name: entry.high}).measures["responded"]
            - follow(A, table | {name: entry.low}).measures["responded"]
        )
        for name, entry in parameters().items()
    }
    assert max(alone, key=alone.get) == "response_treated"


def test_what_the_quiz_says_is_what_the_model_gives() -> None:
    asked = {one.id: one for one in questions("14")["quiz"].questions}
    found = compare(A, B)
    low, middle, high = found.interval("responded")
    assert found.interval("responded", "gain")[0] < 0 < found.interval("waiting_weeks")[0]  # as the notebook says
    assert f"{middle:.1f} (95 percent of the runs: {low:.1f} to {high:.1f})".replace("-", "−") in asked["interval"].ask
    assert low < 0 < high
    room = compare(Scenario("stalled", changed={"places_iop": 50}), A, runs=40)
    assert room.interval("waiting_weeks")[0] > 0 > room.interval("care_hours")[2]
    right = next(option for option in asked["capacity"].options if option.right)
    assert "wait longer" in right.text and "fewer hours" in right.text
    lost = compare(A, B, runs=100).interval("lost", "a")[1]
    assert 18 < lost < 23 and "about a fifth" in asked["left"].ask
