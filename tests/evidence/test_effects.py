"""Effects of single studies: published figures, one sign, zero cells, and refusals that are sentences."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu.evidence.effects import Counts, Effect, interval_text, number_text


def ratio(*counts: int) -> Effect:
    return Effect.from_counts("A", Counts(*counts), "lower")


@pytest.mark.parametrize(
    ("counts", "printed"),
    [
        ((12, 52, 23, 49), (0.49, 0.28, 0.88)),
        ((12, 32, 26, 42), (0.61, 0.37, 1.01)),
        ((11, 32, 19, 42), (0.76, 0.42, 1.36)),
        ((10, 31, 2, 25), (4.03, 0.97, 16.75)),
        ((45, 61, 17, 59), (2.56, 1.67, 3.93)),
    ],
)
def test_risk_ratios_are_those_that_are_printed(counts: tuple[int, ...], printed: tuple[float, ...]) -> None:
    effect = ratio(*counts)
    found = (math.exp(value) for value in (effect.value, *effect.interval))
    assert tuple(round(value, 2) for value in found) == printed


def test_a_zero_cell_gets_half_a_person_in_both_groups_of_this_study() -> None:
    effect = ratio(1, 14, 0, 6)
    assert effect.counts.corrected and math.isclose(effect.value, math.log((1.5 / 15) / (0.5 / 7)))
    assert math.isclose(effect.se**2, 1 / 1.5 - 1 / 15 + 1 / 0.5 - 1 / 7)
    assert effect.counts.corrected and f"{effect.counts}" == "1 of 14 versus 0 of 6"
    assert not ratio(1, 14, 1, 6).counts.corrected
    assert not ratio(14, 14, 1, 6).counts.corrected


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((0, 52, 0, 49), "Nobody had the event in either group"),
        ((5, 5, 9, 9), "Everybody had the event"),
        ((0, 0, 1, 9), "There are no people in the treatment group"),
        ((1, 9, 0, 0), "There are no people in the control group"),
        ((7, 5, 1, 9), "For the treatment group, 7 of 5 is not possible"),
        ((1, 9, 10, 9), "For the control group, 10 of 9 is not possible"),
        ((-1, 5, 1, 9), "whole numbers, 0 or more"),
        ((True, 5, 1, 9), "whole numbers, 0 or more"),
        ((1.5, 5, 1, 9), "whole numbers, 0 or more"),
        ((1, 10**9, 1, 9), "whole numbers, 0 or more"),
    ],
)
def test_counts_that_say_nothing_or_cannot_be_are_refused(counts: tuple, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        ratio(*counts)


@pytest.mark.parametrize("se", [0, 0.0, 1e-9, -0.2])
def test_a_study_without_an_error_would_outweigh_all_others(se: float) -> None:
    with pytest.raises(ValueError, match="standard error is"):
        Effect("A", "g", 0.1, se, "lower")


@pytest.mark.parametrize(("value", "se"), [(math.nan, 0.1), (0.1, math.inf), (None, 0.1), ("0.1", 0.1), (500, 0.1)])
def test_what_is_missing_or_no_number_is_refused(value: object, se: object) -> None:
    with pytest.raises(ValueError, match="it should be a number"):
        Effect("A", "g", value, se, "lower")


def test_measure_and_direction_are_named() -> None:
    with pytest.raises(ValueError, match="measure is 'or'"):
        Effect("A", "or", 0.1, 0.1, "lower")
    with pytest.raises(ValueError, match="better is 'left'"):
        Effect("A", "g", 0.1, 0.1, "left")


@given(st.floats(-5, 5), st.floats(0.01, 3))
def test_the_effect_is_in_the_middle_of_its_interval(value: float, se: float) -> None:
    effect = Effect("A", "g", value, se, "lower")
    low, high = effect.interval
    assert low < value < high and math.isclose(high - value, value - low, abs_tol=1e-9)
    assert math.isclose((high - low) / se, 3.919928, rel_tol=1e-6)


@given(*[st.integers(0, 60)] * 4)
def test_exchanging_the_groups_turns_the_ratio(a: int, more: int, c: int, rest: int) -> None:
    counts = (a, a + more, c, c + rest)
    turned = (c, c + rest, a, a + more)
    try:
        there, back = ratio(*counts), ratio(*turned)
    except ValueError as problem:
        assert str(problem).endswith(".")
        return
    assert math.isclose(there.value, -back.value, abs_tol=1e-9) and math.isclose(there.se, back.se)


def test_numbers_are_written_for_a_reader() -> None:
    assert interval_text(-0.004, 123.4) == "(0.00 to 123)" and number_text(9.994) == "9.99"
    assert number_text(-10.26) == "-10.3"
    assert [number_text(value) for value in (10, -10, 100, -100)] == ["10.0", "-10.0", "100", "-100"]
