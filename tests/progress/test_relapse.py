"""Relapse in numbers: rows as they are, ratios that can be worked out again, and no field mixed with another."""

from __future__ import annotations

import csv
import math
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu import course, show
from iopedu.care.tables import follow_up
from iopedu.course.facts import fact, facts_on, sources_on
from iopedu.progress.effects import Effect, habit_effects
from iopedu.progress.plan import PARTS, PLAN_RULES
from iopedu.progress.relapse import Trial, mbct_trials, relapse_rates
from iopedu.show.table import Table
from tests.tools import in_data

MINE = ("relapse", "continuation", "mbct", "substance_relapse", "readmission", "safety_planning", "step_down")
MINE += ("follow_up", "exercise", "nutrition", "sleep", "mindfulness", "peers", "habits")


def trial(a: int, n: int, c: int, m: int) -> Trial:
    return Trial("T", "usual", "usual care", a, n, c, m, "", "")


@given(st.integers(1, 99), st.integers(1, 99), st.integers(1, 99), st.integers(1, 99))
def test_a_risk_ratio_lies_inside_its_interval_and_turns_around(a: int, b: int, c: int, d: int) -> None:
    one, other = trial(a, a + b, c, c + d), trial(c, c + d, a, a + b)
    low, high = one.interval
    assert low < one.risk_ratio < high
    assert math.isclose(one.risk_ratio * other.risk_ratio, 1)
    assert math.isclose(low * other.interval[1], 1, rel_tol=1e-9)
    assert math.isclose(low * high, one.risk_ratio**2, rel_tol=1e-9)


def test_a_known_interval() -> None:
    # The textbook formula by hand: 10 of 100 against 20 of 100.
    low, high = trial(10, 100, 20, 100).interval
    assert (round(low, 3), round(high, 3)) == (0.247, 1.014)


@pytest.mark.parametrize("counts", [(0, 10, 5, 10), (10, 10, 5, 10), (5, 10, 0, 10), (5, 10, 10, 10), (5, 10, 5, 0)])
def test_counts_without_an_interval_are_refused(counts: tuple) -> None:
    with pytest.raises(ValueError, match=r"T: the counts do not allow an interval"):
        trial(*counts)


@pytest.mark.parametrize(("against", "name", "trials"), [("usual", "mbct_usual", 6), ("active", "mbct_active", 3)])
def test_the_pooled_facts_come_from_the_rows(against: str, name: str, trials: int) -> None:
    import numpy as np
    from statsmodels.stats.meta_analysis import combine_effects

    rows = [row for row in mbct_trials() if row.against == against]
    assert len(rows) == trials
    spread = [(math.log(high) - math.log(low)) / 3.92 for low, high in (row.interval for row in rows)]
    ratios = np.array([math.log(row.risk_ratio) for row in rows])
    found = combine_effects(ratios, np.array(spread) ** 2)
    assert found.q < trials - 1  # the variance between trials is 0, so the fixed mean is the random one
    published = fact(name)
    # The wider of the usual interval and that of Hartung and Knapp: what the evidence workbench shows for these rows.
    usual, knapp = found.conf_int()[0], found.conf_int(use_t=True)[2]
    low, high = math.exp(min(usual[0], knapp[0])), math.exp(max(usual[1], knapp[1]))
    assert math.exp(found.mean_effect_fe) == pytest.approx(float(published.value), abs=0.002)
    assert (low, high) == pytest.approx((float(published.low), float(published.high)), abs=0.004)
    people = sum(row.n + row.n_control for row in rows)
    assert f"n = {people}" in published.population


def test_shares_of_the_open_file_are_those_of_its_rows() -> None:
    rows = {row.study: row for row in mbct_trials()}
    for name, study in (("mbct_prevent_rows", "Kuyken 2015 (PREVENT)"), ("mbct_shallcross_rows", "Shallcross 2015")):
        shares = {round(100 * rows[study].relapsed / rows[study].n)}
        shares.add(round(100 * rows[study].relapsed_control / rows[study].n_control))
        assert shares == {int(fact(name).low), int(fact(name).high)} and rows[study].note


def test_the_diet_trial_can_be_worked_out_again() -> None:
    low, high = (row := trial(10, 31, 2, 25)).interval
    published = fact("nutrition_smiles_remission")
    assert (row.risk_ratio, low, high) == pytest.approx(
        (float(published.value), float(published.low), float(published.high)), abs=0.01
    )


def test_rates_keep_their_people_and_rise_with_time() -> None:
    rates = relapse_rates()
    assert [(rate.years, float(rate.fact.value)) for rate in rates] == [
        (1, 29),
        (2, 54),
        (5, 60),
        (10, 67),
        (15, 85),
        (15, 35),
    ]
    for one, other in pairwise(rates):
        assert one.people != other.people or float(one.fact.value) < float(other.fact.value)


def test_rows_of_safety_trials_are_whole() -> None:
    rows = in_data("progress/safety_trials.csv")
    assert len(rows) == len(show.safety_trials().rows)
    assert all(int(row["attempts"]) <= int(row["n"]) for row in rows)
    assert all(int(row["attempts_control"]) <= int(row["n_control"]) for row in rows)
    shared = [row for row in rows if row["study"].startswith("Bryan")]
    assert len(shared) == 2 and len({(row["attempts_control"], row["n_control"]) for row in shared}) == 1
    assert all("share one control group" in row["note"] for row in shared)


def test_effects_stand_on_the_side_that_is_called_better() -> None:
    assert len(habit_effects()) == len(in_data("progress/habit_effects.csv"))
    assert len(habit_effects()) == len(habit_effects("below")) + len(habit_effects("above"))
    for effect in habit_effects():
        value = float(effect.fact.value)
        assert value < 0 if effect.better == "below" else value > -0.01
        assert effect.what and effect.against
    ladder = [effect for effect in habit_effects("above") if effect.fact.sources == ("goldberg2018",)]
    values = [float(effect.fact.value) for effect in ladder]
    assert values == sorted(values, reverse=True) and len(values) == 5 and values[-1] == -0.004
    with pytest.raises(ValueError, match=r"better is 'left', which is not one of: below, above"):
        habit_effects("left")


def test_an_interval_that_was_not_seen_is_not_drawn_and_one_that_was_is() -> None:
    with pytest.raises(ValueError, match=r"does not fit the fact"):
        Effect(fact("nutrition_smiles"), "nutrition", "x", "y", "below", "interval")
    with pytest.raises(ValueError, match=r"does not fit the fact"):
        Effect(fact("exercise_any"), "exercise", "x", "y", "below", "not seen")
    umbrella = next(effect for effect in habit_effects() if effect.fact.id == "exercise_umbrella")
    assert "middle half" in umbrella.interval and "not a confidence interval" in umbrella.fact.text


def test_facts_name_their_people_and_never_come_from_memory() -> None:
    found = facts_on("progress", *MINE)
    assert len(found) >= 60
    for entry in found:
        assert entry.about == "progress" and entry.mark in "VSRPU"
        if entry.mark in "VSR":
            assert entry.population and entry.year, entry.id
    substance = facts_on("progress", "substance_relapse")
    assert {entry.field for entry in substance} <= {"substance_use", "both"}
    others = [entry for entry in found if entry.aspect != "substance_relapse"]
    assert {entry.field for entry in others} == {"mental_health"}
    assert {"vittengl2007", "hardeveld2010", "cuijpers2013"} <= set(sources_on("progress"))


def test_follow_up_facts_are_those_of_the_table() -> None:
    table = {(row.payer, row.days, row.year): row.percent for row in follow_up()}
    for year in (2012, 2022):
        assert fact(f"follow_up_7day_hmo_{year}").value == table["Commercial HMO", 7, year]


@pytest.mark.parametrize("name", ["mbct_relapse", "safety_trials", "relapse_rates", "habit_effects"])
def test_tables_have_unique_rows_without_gaps(root: Path, name: str) -> None:
    with (root / f"data/progress/{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    keys = [next(iter(row.values())) for row in rows]
    assert len(set(keys)) == len(keys) == len(rows) > 5
    for row in rows:
        assert all(value for column, value in row.items() if column not in ("note", "weeks")), row


# What is seen ----------------------------------------------------------------------------------------

CHARTS = {
    "over time": show.relapse_over_time,
    "mbct": show.mbct_relapse,
    "follow-up": show.follow_up_years,
    "below": lambda: show.habit_effects("below"),
    "above": lambda: show.habit_effects("above"),
}


@pytest.mark.parametrize("name", CHARTS)
def test_a_figure_has_a_sentence_a_table_and_axes(name: str) -> None:
    chart = CHARTS[name]()
    (axes,) = chart.painting.figure().axes
    assert axes.get_xlabel() and all(label.get_text() for label in axes.get_yticklabels())
    assert chart.says.endswith(".") and len(chart.table.rows) >= 5 and "{fact" not in repr(chart)
    assert chart._repr_html_() == CHARTS[name]()._repr_html_()
    for header, cells in chart.table.rows:
        assert any(not isinstance(cell, str) and any(line.sources for line in cell) for cell in cells), header


def points(chart, marker: str) -> list[tuple[float, float]]:
    return [
        (float(x), float(y))
        for line in chart.painting.figure().axes[0].lines
        if line.get_marker() == marker
        for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)
    ]


def test_what_is_drawn_is_what_the_data_say() -> None:
    over_time = show.relapse_over_time()
    drawn = {point for marker in "os^" for point in points(over_time, marker)}
    assert drawn == {(rate.years, float(rate.fact.value)) for rate in relapse_rates()}
    mbct = show.mbct_relapse()
    assert sorted(x for x, _ in points(mbct, "o")) == sorted(row.risk_ratio for row in mbct_trials())
    assert sorted(x for x, _ in points(mbct, "D")) == [0.73, 0.732, 0.82]
    spans = [tuple(line.get_xdata()) for line in mbct.painting.figure().axes[0].lines if len(line.get_xdata()) == 2]
    assert all(row.interval in spans for row in mbct_trials())
    for better in ("below", "above"):
        found = points(show.habit_effects(better), "o") + points(show.habit_effects(better), "D")
        found += points(show.habit_effects(better), "s")
        assert sorted(x for x, _ in found) == sorted(float(e.fact.value) for e in habit_effects(better))
    years = [x for x, _ in points(show.follow_up_years(), "o")]
    assert sorted(years) == sorted(float(row.percent) for row in follow_up())


def test_only_an_interval_that_was_seen_is_a_line() -> None:
    for better in ("below", "above"):
        axes = show.habit_effects(better).painting.figure().axes[0]
        spans = [line for line in axes.lines if len(set(map(float, line.get_xdata()))) == 2]
        seen = [effect for effect in habit_effects(better) if effect.fact.low]
        assert len(spans) == len(seen)
        dotted = [line for line in spans if line.get_linestyle() == ":"]
        assert len(dotted) == sum(effect.interval.startswith("middle") for effect in seen)


def test_tables_say_the_designs_and_the_gaps() -> None:
    designs = repr(show.safety_planning())
    assert (
        "not randomized" in designs
        and "in sequence" in designs
        and "no significant effect found on thoughts" in designs
    )
    evidence = repr(show.relapse_evidence())
    assert (
        "no significant difference in relapse" in evidence
        and "44 percent" in evidence
        and "21 and 27 percent" in evidence
    )
    assert "subgroup" in evidence and "substance" not in evidence.casefold()
    steps = show.safety_steps()
    assert len(steps.rows) == 6 and steps.sources == ("stanley2018",) and "from a secondary source" in steps.note
    assert "Sleeps past noon" in repr(steps) and "Skips breakfast" in repr(steps)
    criteria = repr(show.step_criteria())
    assert "Goals are met" in criteria and "Too early" in criteria and "coverage ends" in criteria
    week = show.habit_week(course_week())
    assert "● Yes, 7 h" in repr(week) and "Friday: open" in repr(week) and "neither a yes nor a no" in week.note
    after = repr(show.after_discharge())
    assert "15.0 percent" in after and "9.0 percent" in after and "Not known" in after


def course_week():
    from iopedu.progress.habits import example_habits

    return example_habits()


def test_sources_are_gathered_from_everything_that_is_shown() -> None:
    found = show.staying_well_sources()
    shown = [show.relapse_evidence(), show.safety_trials(), show.habit_evidence(), show.step_criteria()]
    shown += [chart().table for chart in CHARTS.values()]
    assert all(isinstance(table, Table) and set(table.sources) <= set(found) for table in shown)
    assert {"grant2017", "hendershot2011"} <= set(found) and len(set(found)) == len(found)


def test_the_predictions_tell_what_the_data_say() -> None:
    quizzes = course.questions("12")
    right = {
        name: next(o for o in quizzes[name].questions[0].options if o.right) for name in quizzes if "predict" in name
    }
    assert fact("relapse_ct_2y").value in right["predict_two_years"].why
    assert fact("mbct_active").value in right["predict_comparator"].why
    assert right["predict_years"].text == "Lower, about 48 percent"
    assert 47.5 <= float(fact("follow_up_7day_hmo_2022").value) < 48.5
    longest = [max(q.options, key=lambda o: len(o.text)).right for q in quizzes["quiz"].questions]
    first = [q.options[0].right for q in quizzes["quiz"].questions]
    assert len(quizzes["quiz"].questions) == 10 and 0 < sum(first) < 8 and sum(longest) <= 6
    assert not re.search(r"\{fact", str(quizzes))


def test_the_handout_is_a_blank_plan_with_the_questions() -> None:
    page = show.handout("12")
    assert all(name in page for name in PARTS.values()) and all(rule.question in page for rule in PLAN_RULES)
    assert "Maya" not in page and page.count("<td") >= len(PARTS)
