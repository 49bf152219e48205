"""Agreement corrected for chance, against tables worked out by hand."""

from __future__ import annotations

import pytest

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


def test_a_label_that_nobody_used_changes_nothing_and_the_order_does() -> None:
    assert kappa(PAIRS, (*ORDER, "top")) == pytest.approx(76 / 124)
    assert kappa(PAIRS, ("mid", "low", "high")) < 0.5


def test_a_near_miss_counts_less_than_a_far_one() -> None:
    same = [("low", "low"), ("mid", "mid"), ("high", "high")] * 4
    near, far = (kappa([*same, ("low", other)], ORDER) for other in ("mid", "high"))
    assert 1 > near > far and kappa(same, ORDER) == pytest.approx(1)


def test_agreement_says_whether_it_is_weighted() -> None:
    assert repr(Agreement.of("x", PAIRS)) == "8 of 12 first answers agree with the key, kappa 0.49"
    weighted = Agreement.of("x", PAIRS, ORDER)
    assert weighted.describe() == "8 of 12 first answers agree with the key, weighted kappa 0.61."
    assert weighted.weighted and not Agreement.of("x", PAIRS).weighted


def test_few_answers_or_one_label_are_refused_also_with_weights() -> None:
    with pytest.raises(ValueError, match="9 first answers so far"):
        Agreement.of("x", PAIRS[:9], ORDER)
    with pytest.raises(ValueError, match="You gave one and the same answer for 12 items"):
        Agreement.of("x", [(one, "mid") for one, _ in PAIRS], ORDER)
    with pytest.raises(ValueError, match="The key has one and the same answer"):
        Agreement.of("x", [("mid", other) for _, other in PAIRS], ORDER)
