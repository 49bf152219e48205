"""Studies together: the figures of the literature, the other way to compute them, and degenerate input."""

from __future__ import annotations

import math
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.stats import chi2, t
from statsmodels.regression.linear_model import WLS
from statsmodels.stats.meta_analysis import combine_effects

from iopedu.evidence.datasets import dataset, datasets
from iopedu.evidence.effects import Counts, Effect
from iopedu.evidence.explore import Exploration
from iopedu.evidence.pooling import METHODS, leave_one_out, pool
from iopedu.evidence.quantiles import chi_square_below, chi_square_ends, share_within, t_reach
from iopedu.evidence.small_studies import egger
from iopedu.evidence.workbench import Opened

#: data set, rows, study left out, method, mean, ends: as printed in the literature notes of this course
PRINTED = [
    ("dbt_severity", "", "", "dl", -0.378, -0.607, -0.149),
    ("dbt_severity", "", "", "hk", -0.378, -0.643, -0.113),
    ("dbt_severity", "against:usual care", "", "dl", -0.348, -0.583, -0.113),
    ("dbt_severity", "group:scale of the disorder", "", "dl", -0.492, -0.762, -0.223),
    ("dbt_attempts", "", "", "dl", 0.486, 0.336, 0.703),
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
    severity = pool(dataset("dbt_severity").effects, "dl")
    assert severity.k == 10 and round(severity.tau2, 3) == 0.046 and round(severity.i2, 2) == 0.35
    assert tuple(round(end, 1) for end in severity.prediction) == (-0.9, 0.2)
    assert severity.prediction == pytest.approx((-0.94, 0.185), abs=0.005)
    assert round(pool(dataset("cbt_inpatients").effects, "dl").i2, 2) == 0.62
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


@settings(max_examples=60)
@given(effects)
def test_it_agrees_with_statsmodels(pairs) -> None:
    found = [study(value, se) for value, se in pairs]
    values, variances = np.array([e.value for e in found]), np.array([e.se for e in found]) ** 2
    with np.errstate(all="ignore"):  # theirs lets the variance become negative
        theirs = combine_effects(values, variances, method_re="dl")
        ends = theirs.conf_int()
    fixed, dl = (pool(found, method) for method in ("fixed", "dl"))
    assert (fixed.low, fixed.high) == pytest.approx(ends[0], abs=1e-6)
    assert fixed.value == pytest.approx(theirs.mean_effect_fe) and fixed.q == pytest.approx(theirs.q, abs=1e-8)
    assert fixed.weights == pytest.approx(theirs.weights_rel_fe)
    if theirs.tau2 > 0:
        assert dl.tau2 == pytest.approx(theirs.tau2) and dl.i2 == pytest.approx(max(0, theirs.i2), abs=1e-9)
        assert dl.value == pytest.approx(theirs.mean_effect_re) and (dl.low, dl.high) == pytest.approx(
            ends[1], abs=1e-6
        )
        assert dl.weights == pytest.approx(theirs.weights_rel_re)
        reach = t.ppf(0.975, max(1, len(found) - 2)) * math.sqrt(theirs.tau2 + theirs.sd_eff_w_re**2)
        expected = (theirs.mean_effect_re - reach, theirs.mean_effect_re + reach) if len(found) > 2 else None
        assert dl.prediction == (expected and pytest.approx(expected, abs=1e-6))
    else:
        assert (dl.tau2, dl.value, dl.low) == (0, fixed.value, fixed.low)
    assert f"I² {100 * dl.i2:.0f} percent" in dl.describe()


@settings(max_examples=60)
@given(effects)
def test_hartung_and_knapps_interval_is_that_of_a_weighted_mean_and_never_narrower_than_the_usual_one(pairs) -> None:
    found = [study(value, se) for value, se in pairs]
    usual, ours = pool(found, "reml"), pool(found, "hk")
    values, variances = np.array([e.value for e in found]), np.array([e.se**2 for e in found]) + usual.tau2
    with np.errstate(invalid="ignore", divide="ignore"):
        low, high = WLS(values, np.ones(len(found)), weights=1 / variances).fit().conf_int()[0]
    assert (ours.value, ours.tau2) == (usual.value, usual.tau2)
    assert ours.low == pytest.approx(min(low, usual.low), abs=1e-6)
    assert ours.high == pytest.approx(max(high, usual.high), abs=1e-6)


@settings(max_examples=60)
@given(effects)
def test_the_interval_of_the_variance_is_where_the_spread_becomes_too_small_or_too_large_for_chance(pairs) -> None:
    values, variances = (np.array(numbers) for numbers in zip(*pairs, strict=True))
    variances, df = variances**2, len(pairs) - 1

    def spread(tau2: float) -> float:
        weights = 1 / (variances + tau2)
        return (weights * (values - np.average(values, weights=weights)) ** 2).sum()

    pooled = pool([study(value, se) for value, se in pairs])
    for end, limit in zip(pooled.tau2_ends, chi2.ppf((0.975, 0.025), df), strict=True):
        expected = 0 if spread(0) <= limit else brentq(lambda tau2, limit=limit: spread(tau2) - limit, 0, 1e6)
        assert end == pytest.approx(expected)
    typical = df * (1 / variances).sum() / ((1 / variances).sum() ** 2 - (1 / variances**2).sum())
    assert pooled.i2 == pytest.approx(pooled.tau2 / (pooled.tau2 + typical), abs=1e-9)
    assert pooled.i2_ends == pytest.approx([end / (end + typical) for end in pooled.tau2_ends], abs=1e-9)


def test_reml_with_hartung_and_knapp_is_what_one_gets_without_asking() -> None:
    pairs = [(-0.9, 0.2), (-0.2, 0.15), (-0.5, 0.25), (0.1, 0.2), (-0.7, 0.3)]
    found = pool([study(value, se) for value, se in pairs])
    assert (found.method, round(found.value, 3), round(found.low, 3), round(found.high, 3)) == (
        "hk",
        -0.419,
        -0.921,
        0.082,
    )
    for other in (Exploration(), Opened()):
        assert other.method == "hk"


def test_studies_that_agree_by_luck_do_not_give_certainty() -> None:
    same = pool([study(-0.5, 0.2, name) for name in "ABCD"])
    assert (round(same.low, 3), round(same.high, 3)) == (-0.696, -0.304)
    assert "These studies differ less than we would expect from chance alone." in same.describe()
    two = pool(dataset("mbct_relapse").part("against:medication"))
    assert [round(two.published(end), 2) for end in (two.low, two.high)] == [0.62, 1.0]
    assert "Two studies tell you next to nothing" in two.describe()
    apart = pool([study(-1.5), study(0.1), study(1.2)])
    assert "Two studies" not in apart.describe()
    for said in (two.describe(), apart.describe()):
        assert not any(words in said for words in ("less than chance", "chance alone", "differ less"))


def test_a_common_effect_has_no_variance_and_the_others_say_theirs_with_an_interval() -> None:
    found = dataset("dbt_severity").effects
    assert "tau²" not in pool(found, "fixed").describe() and "I² 35 percent" in pool(found, "fixed").describe()
    assert pool(found, "fixed").tau2 == 0
    assert "tau² 0.046 (95 percent interval 0.000 to 0.398), I² 35 percent (0 to 82)" in pool(found).describe()


def test_an_interval_that_does_not_hold_the_estimate_is_not_told_with_it() -> None:
    apart = pool([study(-0.05, 0.05), study(1.02, 0.29), study(-0.1, 0.06)], "dl")
    assert not apart.tau2_ends[0] <= apart.tau2 <= apart.tau2_ends[1]
    assert "tau² 0.0" in apart.describe() and "95 percent interval" not in apart.describe()


@pytest.mark.parametrize("entry", [entry for entry in datasets() if entry.pooled], ids=lambda entry: entry.id)
def test_paule_and_mandel_agree_with_statsmodels_on_every_data_set(entry) -> None:
    values, errors = (np.array([getattr(e, name) for e in entry.effects]) for name in ("value", "se"))
    theirs, ours = combine_effects(values, errors**2, method_re="iterated"), pool(entry.effects, "pm")
    assert ours.tau2 == pytest.approx(theirs.tau2, abs=1e-4) and ours.q == pytest.approx(theirs.q)
    assert (ours.low, ours.high) == pytest.approx(theirs.conf_int()[1], abs=1e-4)


@settings(max_examples=40)
@given(effects)
def test_with_paule_and_mandels_variance_the_spread_is_what_chance_makes_it(pairs) -> None:
    found = [study(value, se) for value, se in pairs]
    pooled = pool(found, "pm")
    weights = [1 / (e.se**2 + pooled.tau2) for e in found]
    q = sum(w * (e.value - pooled.value) ** 2 for w, e in zip(weights, found, strict=True))
    assert q == pytest.approx(len(found) - 1) if pooled.tau2 else q <= len(found) - 1


@settings(max_examples=40)
@given(effects)
def test_no_variance_makes_what_was_found_more_likely_than_that_of_restricted_maximum_likelihood(pairs) -> None:
    found = [study(value, se) for value, se in pairs]
    pooled = pool(found, "reml")

    def likelihood(tau2: float) -> float:
        variances = np.array([e.se**2 + tau2 for e in found])
        values, weights = np.array([e.value for e in found]), 1 / variances
        rest = values - np.average(values, weights=weights)
        return -0.5 * (np.log(variances).sum() + np.log(weights.sum()) + (weights * rest**2).sum())

    best = likelihood(pooled.tau2)
    assert all(likelihood(pooled.tau2 * by) <= best + 1e-9 for by in (0.9, 0.99, 1.01, 1.1))
    assert pooled.tau2 or likelihood(1e-4) <= best + 1e-9


#: Trials of the BCG vaccine (Colditz 1994): ill and well with it, ill and well without.
BCG = """4 119 11 128, 6 300 29 274, 3 228 11 209, 62 13536 248 12619, 33 5036 47 5761, 180 1361 372 1079,
8 2537 10 619, 505 87886 499 87892, 29 7470 45 7232, 17 1699 65 1600,
186 50448 141 27197, 5 2493 3 2338, 27 16886 29 17825"""


@pytest.mark.parametrize(
    ("method", "printed"),
    [
        ("fixed", (-0.4303, -0.5097, -0.3509)),
        ("dl", (-0.7141, -1.0644, -0.3638)),
        ("reml", (-0.7145, -1.0669, -0.3622)),
        ("hk", (-0.7145, -1.1084, -0.3206)),
    ],
)
def test_the_numbers_that_metafor_prints_for_the_bcg_vaccine_come_out(method: str, printed: tuple) -> None:
    rows = [tuple(map(int, row.split())) for row in BCG.split(",")]
    found = [Effect.from_counts(str(at), Counts(a, a + b, c, c + d), "lower") for at, (a, b, c, d) in enumerate(rows)]
    pooled = pool(found, method)
    assert (pooled.value, pooled.low, pooled.high) == pytest.approx(printed, abs=5e-5)
    assert round(pooled.q, 4) == 152.233
    if method in ("reml", "hk"):
        assert (round(pooled.tau2, 4), round(pooled.i2, 4)) == (0.3132, 0.9222)


def test_the_interval_that_metafor_prints_for_the_variance_of_odds_ratios_comes_out() -> None:
    rows = [tuple(map(int, row.split())) for row in BCG.split(",")]
    found = [study(math.log(a * d / (b * c)), math.sqrt(1 / a + 1 / b + 1 / c + 1 / d)) for a, b, c, d in rows]
    assert pool(found).tau2_ends == pytest.approx((0.1302, 1.1812), abs=1e-4)


@given(st.lists(st.tuples(st.floats(-100, 100), st.floats(1e-6, 100)), min_size=2, max_size=9))
@example([(0.0, 1e-6), (0.0, 100.0), (1.0, 100.0)])
def test_whatever_an_effect_may_be_the_result_is_a_number(pairs) -> None:
    found = [study(value, se) for value, se in pairs]
    for method in METHODS:
        pooled = pool(found, method)
        numbers = (pooled.value, pooled.low, pooled.high, pooled.tau2, pooled.i2, pooled.q, *(pooled.prediction or ()))
        assert all(map(math.isfinite, numbers)) and pooled.tau2 >= 0 and 0 <= pooled.i2 <= 1
        assert pooled.low <= pooled.value <= pooled.high and sum(pooled.weights) == pytest.approx(1)


@pytest.mark.parametrize("df", [1, 2, 3, 4, 9, 10, 57, 200, 899])
def test_students_t_is_that_of_scipy(df: int) -> None:
    assert t_reach(df) == pytest.approx(t.ppf(0.975, df), rel=1e-9)
    for value in (0, 0.1, 1, 2.5, 40):
        assert share_within(value, df) == pytest.approx(1 - 2 * t.sf(value, df), abs=1e-12)


@pytest.mark.parametrize("df", [1, 2, 3, 10, 57, 480])
def test_chi_square_is_that_of_scipy(df: int) -> None:
    assert chi_square_ends(df) == pytest.approx(chi2.ppf([0.025, 0.975], df), rel=1e-9)
    for value in (0, 0.01, df / 2, df, 3 * df):
        assert chi_square_below(value, df) == pytest.approx(chi2.cdf(value, df), abs=1e-12)


def test_pooling_and_egger_load_no_library_of_numbers(root: Path) -> None:
    code = (
        "import sys; from iopedu.evidence import dataset, egger, pool; found = dataset('dbt_severity').effects; "
        "pool(found, 'hk'); egger(found); print({'numpy', 'scipy', 'pandas', 'statsmodels'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


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
        ([study(0.1), Effect("B", "rr", 0.1, 0.2, "lower")], "dl", "different effect measures"),
        ([study(0.1), Effect("B", "g", 0.1, 0.2, "higher")], "dl", "lower is better"),
        ([study(0.1), study(0.2)], "ml", "method is 'ml'"),
    ],
)
def test_what_cannot_be_pooled_is_refused(found, method, words) -> None:
    with pytest.raises(ValueError, match=words):
        pool(found, method)


#: What a pooled interval may say of the sides, and what must be true of it then.
MEANS = {
    "favors the treatment": lambda low, high, better: {"lower": high < 0, "higher": low > 0, "": False}[better],
    "favors the control group": lambda low, high, better: {"lower": low > 0, "higher": high < 0, "": False}[better],
    "so the direction is uncertain": lambda low, high, _better: low <= 0 <= high,
    "We can’t say yet which side that favors": lambda low, high, better: better == "" and not low <= 0 <= high,
}


@settings(max_examples=200)
@given(
    st.lists(st.tuples(st.floats(-1, 1), st.floats(0.02, 0.5)), min_size=2, max_size=5),
    st.floats(-1.2, 1.2),
    st.sampled_from(["g", "rr"]),
    st.sampled_from(["lower", "higher", ""]),
    st.sampled_from(list(METHODS)),
)
@example([(0.0, 0.1), (0.0, 0.1)], 0.1411, "rr", "higher", "fixed")
@example([(0.0, 0.1), (0.0, 0.1)], -0.1411, "g", "lower", "fixed")
def test_each_concluding_sentence_is_true_of_shifted_mirrored_and_degenerate_studies(
    pairs, by, measure, better, method
) -> None:
    for turn in (1, -1):
        found = pool([Effect("A", measure, turn * (value + by), se, better) for value, se in pairs], method)
        said = found.conclusion
        for words, true in MEANS.items():
            assert (words in said) == true(found.low, found.high, better), (words, said, found.low, found.high)
        zero = "0" if measure == "g" else "1"
        printed = [f"{found.published(end) + 0:.2f}".replace("-0.00", "0.00") for end in (found.low, found.high)]
        touches = [end == f"{zero}.00" and "uncertain" not in said for end in printed]
        assert touches == [f"It begins just above {zero}." in said, f"It ends just below {zero}." in said]


@pytest.mark.parametrize(
    ("low", "high", "measure", "said"),
    [
        (-0.5, -0.004, "g", "It ends just below 0."),
        (0.004, 0.5, "g", "It begins just above 0."),
        (math.log(1.003), math.log(1.63), "rr", "It begins just above 1."),
        (math.log(0.62), math.log(0.9995), "rr", "It ends just below 1."),
        (-0.5, -0.006, "g", ""),
        (-0.5, 0.004, "g", ""),
    ],
)
def test_an_end_that_is_printed_like_no_difference_is_explained(
    low: float, high: float, measure: str, said: str
) -> None:
    found = pool([Effect(name, measure, 0.1, 0.1, "lower") for name in "AB"])
    conclusion = replace(found, low=low, high=high).conclusion
    assert conclusion.endswith(said) and ("just" in conclusion) == bool(said)


def test_on_psychiatric_wards_the_conclusion_hangs_on_the_method_as_the_notebook_says() -> None:
    wards = dataset("cbt_inpatients").part("group:psychiatric ward")
    found = {method: pool(wards, method).direction for method in METHODS}
    assert found == {"fixed": "treatment", "dl": "treatment", "pm": "open", "reml": "treatment", "hk": "open"}


def test_leaving_one_of_three_leaves_two_and_one_of_two_leaves_nothing_to_pool() -> None:
    three = [Effect(name, "g", 0.1, 0.2, "lower") for name in "ABC"]
    assert {name: [e.study for e in left.effects] for name, left in leave_one_out(three).items()} == {
        "A": ["B", "C"],
        "B": ["A", "C"],
        "C": ["A", "B"],
    }
    assert leave_one_out(three[:2]) == {}


def test_leaving_out() -> None:
    entry = dataset("cbt_inpatients")
    without = leave_one_out(entry.effects, "dl")
    assert len(without) == 12 and without["Miller 1989"].k == 11
    assert without["Miller 1989"].value == pytest.approx(-0.418, abs=0.001)
    assert leave_one_out([study(0.1), study(0.2)]) == {}


def ratio(value: float, se: float, name: str = "A") -> Effect:
    return Effect(name, "rr", value, se, "lower")


def test_egger_is_refused_with_few_studies_and_finds_a_planted_slope() -> None:
    with pytest.raises(ValueError, match=r"needs at least 10 studies \(for differences, .*\)\. There are 9 here"):
        egger(dataset("mbct_relapse").effects)
    with pytest.raises(ValueError, match="the same standard error"):
        egger([ratio(at / 10, 0.2, str(at)) for at in range(12)])
    errors = [0.05 * at for at in range(1, 13)]
    found = egger([ratio(-0.2 - 1.5 * se + 0.01 * (-1) ** at, se) for at, se in enumerate(errors)])
    assert found.slope == pytest.approx(-1.5, abs=0.1) and found.high < 0 and found.p < 0.01 and found.k == 12
    assert found.low < found.slope < found.high and (found.low + found.high) / 2 == pytest.approx(found.slope)
    assert "does not tell us why" in found.describe() and "includes 0" not in found.describe()
    nothing = egger([ratio(0.0, se) for se in errors])
    assert (nothing.slope, nothing.low, nothing.high, nothing.p) == (0, 0, 0, 1)
    assert "includes 0" in nothing.describe() and "does not tell us why" not in nothing.describe()


def test_differences_are_judged_by_their_numbers_of_people() -> None:
    """One true effect of 0.8 in every study: its own error makes small studies look different, their size does not."""
    rng = np.random.default_rng(13)
    found = []
    for n in np.repeat([8, 12, 20, 40, 80], 40):
        g = rng.normal(0.8, math.sqrt(2 / n + 0.8**2 / (4 * n)))
        error, many = math.sqrt(2 / n + g**2 / (4 * n)), int(n)
        found.append(Effect("A", "g", float(g), error, "higher", n=many, n_control=many))
    errors, values = np.array([e.se for e in found]), np.array([e.value for e in found])
    biased = WLS(values, np.column_stack([errors, np.ones(len(found))]), weights=1 / errors**2).fit()
    ours = egger(found)
    assert ours.sizes and abs(ours.slope) < abs(biased.params[0]) and "sample sizes alone" in ours.describe()
    assert egger([*found, study(0.1, 0.3)]).k == len(found)  # a study without them is left out
    with pytest.raises(ValueError, match="There are 9 here"):
        egger([*found[:9], study(0.1, 0.3), study(0.2, 0.4)])


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.floats(-2, 2), st.floats(0.05, 1)), min_size=10, max_size=20, unique_by=lambda p: p[1]),
    st.booleans(),
)
def test_egger_agrees_with_statsmodels(pairs, sizes: bool) -> None:
    values, errors = map(np.array, zip(*pairs, strict=True))
    assume(np.ptp(1 / errors) > 0.1)
    people = [{"n": 5 + 3 * at, "n_control": 7 + 2 * at} for at in range(len(pairs))]
    predictor = np.array([math.sqrt(1 / one["n"] + 1 / one["n_control"]) for one in people]) if sizes else errors
    theirs = WLS(values, np.column_stack([predictor, np.ones(len(pairs))]), weights=1 / errors**2).fit()
    measure = "g" if sizes else "rr"
    found = egger([Effect("A", measure, *pair, "lower", **many) for pair, many in zip(pairs, people, strict=True)])
    low, high = theirs.conf_int()[0]
    assert (found.slope, found.low, found.high) == pytest.approx((theirs.params[0], low, high), rel=1e-6, abs=1e-6)
    if theirs.bse[0] > 1e-6:
        assert found.p == pytest.approx(theirs.pvalues[0], rel=1e-6, abs=1e-6)
