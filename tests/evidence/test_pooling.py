"""Studies together: the figures of the literature, the other way to compute them, and degenerate input."""

from __future__ import annotations

import math
from dataclasses import replace
from statistics import NormalDist, fmean, linear_regression

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import t

from iopedu.evidence import METHODS, Counts, Effect, dataset, datasets, egger, leave_one_out, pool, subgroups

#: data set, rows, study left out, method, mean, ends: as printed in the literature notes of this course
PRINTED = [
    ("dbt_severity", "", "", "dl", -0.378, -0.607, -0.149),
    ("dbt_severity", "", "", "hk", -0.378, -0.643, -0.113),
    ("dbt_severity", "against:usual care", "", "dl", -0.348, -0.583, -0.113),
    ("dbt_severity", "group:scale of the disorder", "", "dl", -0.492, -0.762, -0.223),
    ("dbt_attempts", "", "", "dl", 0.486, 0.336, 0.703),
    ("dbt_attempts", "", "", "hk", 0.486, 0.391, 0.605),
    ("dbt_attempts", "", "Lynch 2020", "dl", 0.472, 0.321, 0.693),
    ("cbt_inpatients", "", "", "dl", -0.551, -0.839, -0.264),
    ("cbt_inpatients", "group:psychiatric ward", "", "dl", -0.424, -0.771, -0.078),
    ("cbt_primary_care", "", "", "dl", 1.306, 1.057, 1.614),
    ("mbct_relapse", "group:usual care or none", "", "dl", 0.732, 0.594, 0.901),
    ("mbct_relapse", "group:an active treatment", "", "dl", 0.820, 0.657, 1.023),
]


def study(value: float, se: float = 0.2, name: str = "A") -> Effect:
    return Effect(name, "g", value, se, "lower")


@pytest.mark.parametrize(("name", "rows", "out", "method", "mean", "low", "high"), PRINTED)
def test_the_printed_figures_come_out(name, rows, out, method, mean, low, high) -> None:
    found = pool(dataset(name).part(rows, out), method)
    values = [found.published(value) for value in (found.value, found.low, found.high)]
    # The rows of two data sets were printed with two decimals, and pooled with more.
    assert values == pytest.approx([mean, low, high], abs=0.0025)


def test_more_of_what_is_printed() -> None:
    severity = pool(dataset("dbt_severity").effects)
    assert severity.k == 10 and round(severity.tau2, 3) == 0.046 and round(severity.i2, 2) == 0.35
    assert tuple(round(end, 1) for end in severity.prediction) == (-0.9, 0.2)
    assert severity.prediction == pytest.approx((-0.94, 0.185), abs=0.005)
    assert round(pool(dataset("cbt_inpatients").effects).i2, 2) == 0.62
    primary = pool(dataset("cbt_primary_care").effects)
    assert (primary.tau2, primary.i2, round(primary.q, 2)) == (0, 0, 0.99)
    others = dataset("dbt_attempts").part(out="Linehan 2006")
    again = pool([*others, Effect.from_counts("Linehan 2006", Counts(12, 52, 23, 49), "lower")])
    assert [round(again.published(v), 3) for v in (again.value, again.low, again.high)] == [0.506, 0.345, 0.742]


@pytest.mark.parametrize("entry", [entry for entry in datasets() if entry.pooled], ids=lambda entry: entry.id)
def test_a_negative_variance_is_cut_at_zero_and_never_gives_no_interval(entry) -> None:
    for method in METHODS:
        found = pool(entry.effects, method)
        assert all(math.isfinite(v) for v in (found.value, found.low, found.high, found.tau2, found.i2, *found.weights))
        assert found.tau2 >= 0 and 0 <= found.i2 < 1 and math.isclose(sum(found.weights), 1)
        assert found.low < found.value < found.high
        if found.q < found.k - 1:
            fixed = pool(entry.effects, "fixed")
            assert found.tau2 == 0 and math.isclose(found.value, fixed.value, abs_tol=1e-9)


effects = st.lists(st.tuples(st.floats(-2, 2), st.floats(0.05, 1)), min_size=2, max_size=9)


@settings(max_examples=40)
@given(effects)
def test_it_agrees_with_the_formulas_written_out(pairs) -> None:
    found = [study(value, se) for value, se in pairs]
    weights = [1 / e.se**2 for e in found]
    mean = sum(w * e.value for w, e in zip(weights, found, strict=True)) / sum(weights)
    q = sum(w * (e.value - mean) ** 2 for w, e in zip(weights, found, strict=True))
    tau2 = max(0, (q - len(found) + 1) / (sum(weights) - sum(w * w for w in weights) / sum(weights)))
    again = [1 / (e.se**2 + tau2) for e in found]
    random = sum(w * e.value for w, e in zip(again, found, strict=True)) / sum(again)
    reach = NormalDist().inv_cdf(0.975) / math.sqrt(sum(again))
    pooled = pool(found)
    assert (pooled.value, pooled.low, pooled.high) == pytest.approx((random, random - reach, random + reach), abs=1e-6)
    assert pooled.tau2 == pytest.approx(tau2, abs=1e-9) and pooled.q == pytest.approx(q, abs=1e-6)
    assert pool(found, "fixed").value == pytest.approx(mean, abs=1e-9)
    for method, parts in (("fixed", weights), ("dl", again)):
        assert pool(found, method).weights == pytest.approx([w / sum(parts) for w in parts], abs=1e-6)
    assert f"I² {100 * pooled.i2:.0f} percent" in pooled.describe()
    knapp = sum(w * (e.value - random) ** 2 for w, e in zip(again, found, strict=True))
    hk = pool(found, "hk")
    assert hk.value == pytest.approx(random, abs=1e-9)
    wide = t.ppf(0.975, len(found) - 1) * math.sqrt(knapp / (len(found) - 1) / sum(again))
    assert hk.high - hk.value == pytest.approx(wide, rel=1e-6, abs=1e-6)


@settings(max_examples=25)
@given(effects)
def test_order_does_not_matter_and_turning_the_sign_turns_the_mean(pairs) -> None:
    found = [study(value, se) for value, se in pairs]
    there, back = pool(found), pool(found[::-1])
    turned = pool([study(-value, se) for value, se in pairs])
    assert there.value == pytest.approx(back.value, abs=1e-9) and there.value == pytest.approx(-turned.value, abs=1e-9)
    assert there.low == pytest.approx(-turned.high, abs=1e-9)


def test_two_studies_have_no_prediction_interval_and_three_have_one() -> None:
    two, three = [study(-0.5), study(-0.4)], [study(-0.5), study(-0.4), study(0.3)]
    assert pool(two).prediction is None and "needs at least three" in pool(two).describe()
    low, high = pool(three).prediction
    assert low < pool(three).low and high > pool(three).high
    assert pool(three, "fixed").prediction is None and "leaves differences" in pool(three, "fixed").describe()


@pytest.mark.parametrize(
    ("found", "method", "words"),
    [
        ([], "dl", "One study alone"),
        ([study(0.1)], "dl", "One study alone"),
        ([study(0.1), Effect("B", "rr", 0.1, 0.2, "lower")], "dl", "different measures"),
        ([study(0.1), Effect("B", "g", 0.1, 0.2, "higher")], "dl", "lower is better"),
        ([study(0.1), study(0.2)], "reml", "method is 'reml'"),
    ],
)
def test_what_cannot_be_pooled_is_refused(found, method, words) -> None:
    with pytest.raises(ValueError, match=words):
        pool(found, method)


@pytest.mark.parametrize(
    ("value", "better", "direction"),
    [(-1, "lower", "treatment"), (1, "lower", "control"), (1, "higher", "treatment"), (-1, "higher", "control")],
)
def test_the_conclusion_follows_the_better_side(value: float, better: str, direction: str) -> None:
    found = pool([Effect(name, "g", value, 0.1, better) for name in "AB"])
    assert found.direction == direction and pool([study(0.0), study(0.1)]).direction == "open"
    assert "includes 0" in pool([study(0.0), study(0.1)]).conclusion
    for ends in ((0.0, 1.0), (-1.0, 0.0)):
        assert replace(found, low=ends[0], high=ends[1]).direction == "open"


def test_a_narrow_hartung_knapp_interval_is_not_left_without_a_warning() -> None:
    attempts, inpatients = (pool(dataset(name).effects, "hk") for name in ("dbt_attempts", "cbt_inpatients"))
    assert "not take that as more certainty" in attempts.describe()
    assert "not take that" not in inpatients.describe()
    # Two studies: the limit of q is 1. These have 0.72 and 1.28.
    close, apart = (pool([study(0.0), study(distance)], "hk") for distance in (0.24, 0.32))
    assert (close.q, apart.q) == (pytest.approx(0.72), pytest.approx(1.28))
    assert "not take that" in close.describe() and "not take that" not in apart.describe()


def test_leaving_one_of_three_leaves_two_and_one_of_two_leaves_nothing_to_pool() -> None:
    three = [Effect(name, "g", 0.1, 0.2, "lower") for name in "ABC"]
    assert {name: [e.study for e in left.effects] for name, left in leave_one_out(three).items()} == {
        "A": ["B", "C"],
        "B": ["A", "C"],
        "C": ["A", "B"],
    }
    assert leave_one_out(three[:2]) == {}


def test_leaving_out_and_grouping() -> None:
    entry = dataset("cbt_inpatients")
    without = leave_one_out(entry.effects)
    assert len(without) == 12 and without["Miller 1989"].k == 11
    assert without["Miller 1989"].value == pytest.approx(-0.418, abs=0.001)
    groups = subgroups(dataset("mbct_relapse").effects)
    assert {name: found.k for name, found in groups.items()} == {"usual care or none": 6, "medication": 2}
    assert set(subgroups(entry.effects, "group")) == {"psychiatric ward", "nursing home"}
    assert leave_one_out([study(0.1), study(0.2)]) == {}
    with pytest.raises(ValueError, match="by is"):
        subgroups(entry.effects, "note")


def test_egger_is_refused_with_few_studies_and_finds_a_planted_slope() -> None:
    with pytest.raises(ValueError, match="needs at least 10 studies; there are 9"):
        egger(dataset("mbct_relapse").effects)
    with pytest.raises(ValueError, match="same error"):
        egger([study(at / 10, 0.2, str(at)) for at in range(12)])
    errors = [0.05 * at for at in range(1, 13)]
    planted = [study(-0.2 - 1.5 * se + 0.01 * (-1) ** at, se) for at, se in enumerate(errors)]
    found = egger(planted)
    assert found.intercept == pytest.approx(-1.5, abs=0.1) and found.high < 0 and found.p < 0.01 and found.k == 12
    assert found.low < found.intercept < found.high and (found.low + found.high) / 2 == pytest.approx(found.intercept)
    assert "does not say why" in found.describe()
    assert egger(dataset("dbt_severity").effects).k == 10
    nothing = egger([study(0.0, se) for se in errors])
    assert (nothing.intercept, nothing.low, nothing.high, nothing.p) == (0, 0, 0, 1)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.floats(-2, 2), st.floats(0.05, 1)), min_size=10, max_size=20, unique_by=lambda p: p[1]))
def test_egger_agrees_with_the_line_through_effects_in_units_of_their_error(pairs) -> None:
    precision, ratio = [1 / se for _value, se in pairs], [value / se for value, se in pairs]
    assume(max(precision) - min(precision) > 0.1)
    slope, intercept = linear_regression(precision, ratio)
    rest = sum((y - intercept - slope * x) ** 2 for x, y in zip(precision, ratio, strict=True))
    k, middle = len(pairs), fmean(precision)
    error = math.sqrt(rest / (k - 2) * (1 / k + middle**2 / sum((x - middle) ** 2 for x in precision)))
    found = egger([study(value, se, str(at)) for at, (value, se) in enumerate(pairs)])
    reach = t.ppf(0.975, k - 2) * error
    ours = (found.intercept, found.low, found.high)
    assert ours == pytest.approx((intercept, intercept - reach, intercept + reach), rel=1e-6, abs=1e-6)
    if error > 1e-6:
        assert found.p == pytest.approx(2 * t.sf(abs(intercept) / error, k - 2), rel=1e-6, abs=1e-6)
