"""Screening in whole people: groups add up, shares move the right way, published figures come back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu.course.facts import fact
from iopedu.progress.screening import PEOPLE, Screened, Screening, setting, settings
from tests.tools import ANY_JSON

SHARE = st.integers(0, 1000).map(lambda whole: whole / 1000)


def test_the_settings_are_those_of_the_facts() -> None:
    people = {entry.id: entry.screened(0.2) for entry in settings()}
    found = {name: (one.sensitivity, one.specificity) for name, one in people.items()}
    assert found == {
        "gad7_clinics": (0.89, 0.82),
        "gad7_php": (0.83, 0.46),
        "phq9_clinics": (0.88, 0.88),
        "phq9_pooled": (0.88, 0.85),
        "phq9_nz": (0.74, 0.91),
        "phq8_clinic": (0.583, 0.831),
    }
    for entry in settings():
        assert entry.sensitivity.mark == entry.specificity.mark == "V"
    with pytest.raises(ValueError, match="setting is 'spa'"):
        setting("spa")


def test_the_two_settings_at_20_in_100() -> None:
    first, second = (people for _, people in Screening(prevalence=20).sides)
    assert (first.true_positive, first.false_negative, first.false_positive, first.true_negative) == (178, 22, 144, 656)
    assert (second.true_positive, second.false_negative) == (166, 34)
    assert (second.false_positive, second.true_negative) == (432, 368)
    assert round(first.ppv, 3) == 0.553 and round(second.ppv, 3) == 0.278 and round(second.npv, 3) == 0.915


def test_the_published_predictive_values_come_back() -> None:
    people = Screened(0.583, 0.831, 0.249)
    assert round(100 * people.ppv, 1) == float(fact("phq8_ppv").value)
    assert round(100 * people.npv, 1) == float(fact("phq8_ppv").low)


@given(SHARE, SHARE, SHARE)
def test_groups_add_up_and_shares_are_shares(sens: float, spec: float, prev: float) -> None:
    people = Screened(sens, spec, prev)
    groups = (people.true_positive, people.false_negative, people.false_positive, people.true_negative)
    assert sum(groups) == PEOPLE and all(group >= 0 for group in groups)
    assert people.true_positive + people.false_negative == people.affected
    for share in (people.ppv, people.npv):
        assert share is None or 0 <= share <= 1
    for share, words in ((people.ppv, "have it"), (people.npv, "do not have it")):
        assert share is None or f"so {round(100 * share)} in 100 of them {words}." in people.describe()
    assert f"Of 1,000 people, {people.affected} have" in people.describe()
    assert f"{groups[0] + groups[2]} are in the range: {groups[0]} with the condition" in people.describe()


@given(SHARE, SHARE, st.integers(0, 99))
def test_a_rarer_condition_means_more_false_alarms_among_those_in_the_range(
    sens: float, spec: float, prev: int
) -> None:
    low, high = Screened(sens, spec, prev / 100), Screened(sens, spec, (prev + 1) / 100)
    if low.ppv is not None and high.ppv is not None:
        assert low.ppv <= high.ppv + 1e-12
    if low.npv is not None and high.npv is not None:
        assert low.npv >= high.npv - 1e-12


@given(SHARE, SHARE, SHARE, SHARE)
def test_a_sharper_test_is_never_worse(sens: float, one: float, two: float, prev: float) -> None:
    dull, sharp = Screened(sens, min(one, two), prev), Screened(sens, max(one, two), prev)
    if dull.ppv is not None and sharp.ppv is not None:
        assert dull.ppv <= sharp.ppv + 1e-12


def test_edges() -> None:
    nobody = Screened(0.9, 1, 0)
    assert nobody.ppv is None and nobody.npv == 1 and "so" not in nobody.describe().split("below")[0]
    assert Screened(0.9, 0.9, 1).ppv == 1 and Screened(0.9, 0.9, 1).npv == 0
    assert Screened(1, 0.5, 1).npv is None


def test_half_of_those_in_the_range_have_it_from_the_prevalence_that_the_answer_names() -> None:
    below, enough = (Screening(prevalence=value).sides[1][1] for value in (39, 40))
    assert (below.true_positive, below.true_positive + below.false_positive) == (324, 653) and 2 * 324 < 653
    assert f"{100 * below.ppv:.0f}" == "50" and enough.ppv >= 0.5


def test_without_a_prevalence_nothing_is_worked_out() -> None:
    choice = Screening()
    assert choice.prevalence is None and not choice.ready and all(people is None for _, people in choice.sides)
    assert "Set the prevalence" in choice.describe() and "not set" in repr(choice)
    assert Screening(prevalence=0).ready
    with pytest.raises(ValueError, match=r"Prevalence is 101. Enter a whole number from 0 to 100"):
        Screening(prevalence=101)


@given(st.sampled_from(settings()), st.sampled_from(settings()), st.none() | st.integers(0, 100))
def test_a_choice_comes_back_as_it_was(first, second, prevalence: int | None) -> None:
    choice = Screening(first.id, second.id, prevalence)
    assert Screening.from_json(json.loads(json.dumps(choice.to_json()))) == choice


@pytest.mark.hostile
@given(
    ANY_JSON
    | st.fixed_dictionaries(
        {"version": st.just(1)},
        optional={
            "first": st.just("gad7_php") | ANY_JSON,
            "second": st.just("phq9_nz") | ANY_JSON,
            "prevalence": st.integers(-5, 105) | ANY_JSON,
            "x": ANY_JSON,
        },
    )
)
def test_anything_is_read_or_refused_with_a_sentence(found: object) -> None:
    try:
        assert Screening.from_json(found).to_json()["version"] == 1
    except ValueError as problem:
        assert len(str(problem)) > 15
