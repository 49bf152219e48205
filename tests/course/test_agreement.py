"""Agreement corrected for chance, against tables worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa

from iopedu.course.agreement import Agreement, kappa

ORDER = ("low", "mid", "high")
#: Rows: the key; columns: the answers. Both sides have 5, 4 and 3 of the three labels.
TABLE = ((4, 1, 0), (1, 2, 1), (0, 1, 2))
PAIRS = [
    (one, other)
    for one, row in zip(ORDER, TABLE, strict=True)
    for other, times in zip(ORDER, row, strict=True)
    for _ in range(times)
]


def test_kappa_of_a_table_worked_out_by_hand() -> None:
    # 8 of 12 the same; by chance (25 + 16 + 9) of 144: (96 - 50) / (144 - 50)
    assert kappa(PAIRS) == pytest.approx(46 / 94)


def test_weighted_kappa_of_a_table_worked_out_by_hand() -> None:
    # 4 steps in 12 pairs; by chance (20 + 30 + 20 + 12 + 30 + 12) of 144 steps: 1 - (4/12) / (124/144)
    assert kappa(PAIRS, ORDER) == pytest.approx(76 / 124)


@given(st.lists(st.tuples(st.sampled_from(ORDER), st.sampled_from(ORDER)), min_size=2, max_size=40))
def test_kappa_is_that_of_statsmodels(pairs: list[tuple[str, str]]) -> None:
    assume(all(len({pair[side] for pair in pairs}) > 1 for side in (0, 1)))
    table = [[pairs.count((one, other)) for other in ORDER] for one in ORDER]
    assert kappa(pairs) == pytest.approx(cohens_kappa(table, return_results=False), abs=1e-9)
    assert kappa(pairs, ORDER) == pytest.approx(cohens_kappa(table, return_results=False, wt="linear"), abs=1e-9)


def test_a_label_that_nobody_used_changes_nothing_and_the_order_does() -> None:
    assert kappa(PAIRS, (*ORDER, "top")) == pytest.approx(76 / 124)
    assert kappa(PAIRS, ("mid", "low", "high")) < 0.5


def test_a_near_miss_counts_less_than_a_far_one() -> None:
    same = [("low", "low"), ("mid", "mid"), ("high", "high")] * 4
    near, far = (kappa([*same, ("low", other)], ORDER) for other in ("mid", "high"))
    assert 1 > near > far and kappa(same, ORDER) == pytest.approx(1)


def test_agreement_says_whether_it_is_weighted() -> None:
    assert Agreement.of("x", PAIRS).describe() == "8 of 12 first answers agree with the key, kappa 0.49."
    weighted = Agreement.of("x", PAIRS, ORDER)
    assert weighted.describe() == "8 of 12 first answers agree with the key, weighted kappa 0.61."
    assert weighted.weighted and not Agreement.of("x", PAIRS).weighted


def test_few_answers_or_one_label_are_refused_also_with_weights() -> None:
    with pytest.raises(ValueError, match="9 answers so far"):
        Agreement.of("x", PAIRS[:9], ORDER)
    with pytest.raises(ValueError, match="You gave the same answer every time"):
        Agreement.of("x", [(one, "mid") for one, _ in PAIRS], ORDER)
    with pytest.raises(ValueError, match="The key has the same answer"):
        Agreement.of("x", [("mid", other) for _, other in PAIRS], ORDER)


def test_kappa_is_that_of_a_hand_worked_table() -> None:
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: observed 0.7, by chance 0.5, so (0.7 - 0.5) / (1 - 0.5).
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    found = Agreement.of("fact", pairs)
    assert (found.items, found.same) == (50, 35) and found.kappa == pytest.approx(0.4)
    assert found.describe() == "35 of 50 first answers agree with the key, kappa 0.40."


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=10, max_size=40))
def test_kappa_is_one_only_in_full_agreement_and_never_above(pairs: list) -> None:
    try:
        found = Agreement.of("sort", pairs)
    except ValueError as problem:
        assert "the same answer" in str(problem)
        assert any(len({pair[side] for pair in pairs}) == 1 for side in (0, 1))
    else:
        assert -1 <= found.kappa <= 1 + 1e-12
        assert (found.kappa > 1 - 1e-9) == all(one == other for one, other in pairs)


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        ([], "0 answers so far"),
        ([("a", "a"), ("b", "b")] * 4 + [("a", "b")], "9 answers so far. Kappa is calculated once there are 10"),
        ([("a", "a")] * 5 + [("a", "b")] * 5, "The key has the same answer every time"),
        ([("a", "a")] * 5 + [("b", "a")] * 5, "You gave the same answer every time"),
    ],
)
def test_too_little_for_kappa_is_said(pairs: list, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Agreement.of("sort", pairs)
