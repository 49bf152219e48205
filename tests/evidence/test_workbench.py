"""A downloaded database as it is looked at: its rows, its signs, one effect for each study, and what is said."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu.course.facts import fact
from iopedu.evidence.effects import Effect
from iopedu.evidence.pooling import pool
from iopedu.evidence.workbench import Opened, composite

#: Rows of a real database: see the README beside it.
SAMPLE = Path(__file__).parents[1] / "samples" / "metapsy" / "depression-cbt-other.csv"
FAVOR = ("in favor of the", "interval favors the", "above 0 favors the", "above 1 favors the")

#: Means at start and end of three studies: scores fall further with the treatment, and a plus sign favors it.
START = "study;condition_arm1;condition_arm2;baseline_m_arm1;baseline_m_arm2;mean_arm1;mean_arm2;.g;.g_se"
SIGNED = f"""{START}
A 2001;cbt;wl;24;25;8;16;0,9;0,25
B 2003;cbt;cau;24;23;10;14;0,6;0,25
C 2005;bat;wl;20;21;9;13;0,5;0,25
"""
#: The same without the start.
UNSIGNED = SIGNED.replace("baseline_m", "x")
FIRST = """study;condition_arm1;condition_arm2;comparison;time;.g;.g_se
A 2001;cbt;ipt;psy vs psy;fu1;0,1;0,2
A 2001;cbt;cau;psy vs ctr;post;-0,8;0,2
B 2003;cbt;cau;psy vs ctr;post;-0,6;0,2
"""


def opened(text: str, **more) -> Opened:
    found = Opened.of("my.csv", text.encode())
    return replace(found, **more) if more else found


def mirrored(text: str) -> str:
    """Return a file with the other sign convention."""
    header, *rows = text.splitlines()
    at = header.split(";").index(".g")
    turned = []
    for row in rows:
        cells = row.split(";")
        cells[at] = cells[at][1:] if cells[at].startswith("-") else f"-{cells[at]}"
        turned.append(";".join(cells))
    return "\n".join([header, *turned]) + "\n"


# The signs -------------------------------------------------------------------------------------------------------


def test_the_side_is_the_same_in_files_of_both_conventions() -> None:
    for text, better, value in ((SIGNED, "higher", 0.67), (mirrored(SIGNED), "lower", -0.67)):
        found = opened(text)
        assert found.better == better and round(found.result().value, 2) == value
        assert found.result().conclusion == "The whole interval favors the treatment."
        favored = "treatment" if better == "higher" else "control group"
        assert f"A value above 0 favors the {favored}. Of the 3 rows that could show this, 3 do." in found.side_said()


def test_a_worse_treatment_is_not_turned_into_a_better_one() -> None:
    worse = f"{START}\nA;cbt;wl;24;25;16;8;-0,9;0,2\nB;cbt;wl;24;25;14;10;-0,8;0,2\nC;cbt;wl;24;25;13;9;-0,7;0,2\n"
    for text in (worse, mirrored(worse)):
        assert opened(text).result().conclusion == "The whole interval favors the control group."


def test_no_side_is_named_until_somebody_says_it() -> None:
    for text in (UNSIGNED, mirrored(UNSIGNED)):
        found = opened(text)
        assert found.better == "" and not any(words in found.describe() for words in FAVOR)
        for words in ("favors: none of these rows tells us", "We can’t say yet which side that favors"):
            assert words in found.describe()
        assert found.about.sides == ("lower", "higher (which side is better isn’t settled)")
    assert (
        "In 3 of 3 rows with means, a value above 0 means that the treated group has the lower mean."
        in opened(UNSIGNED).side_said()
    )
    assert (
        "In 3 of 3 rows with means, a value above 0 means that the treated group has the higher mean."
        in opened(mirrored(UNSIGNED)).side_said()
    )
    said = opened(UNSIGNED, side="higher")
    assert said.result().direction == "treatment" and said.about.sides[1] == "in favor of the treatment"
    assert "You said that a value above 0 favors the treatment." in said.side_said()
    assert "opposite" not in said.side_said() and opened(UNSIGNED, side="lower").result().direction == "control"


def test_an_answer_that_the_file_contradicts_is_taken_and_the_contradiction_is_said() -> None:
    found = opened(SIGNED, side="lower")
    assert (
        found.result().direction == "control"
        and "But of the 3 rows that could show this, 3 show the opposite." in found.side_said()
    )
    assert "opposite" not in opened(SIGNED, side="higher").side_said()


def many(agree: int, against: int) -> str:
    """Return so many rows with one and with the other sign convention."""
    rows = [f"S{at};cbt;wl;24;25;8;16;{'0,9' if at < agree else '-0,9'};0,25" for at in range(agree + against)]
    return "\n".join([START, *rows])


@pytest.mark.parametrize(
    ("agree", "against", "better"),
    [(3, 0, "higher"), (2, 0, ""), (9, 1, "higher"), (8, 1, ""), (1, 9, "lower"), (0, 3, "lower"), (5, 5, "")],
)
def test_a_side_needs_three_rows_and_nine_of_ten(agree: int, against: int, better: str) -> None:
    found = opened(many(agree, against))
    assert found.better == better
    if better:
        assert f"f the {agree + against} rows that could show this, {max(agree, against)} " in found.side_said()
    else:
        assert f"{agree} rows point to the treatment, and {against} to the control group" in found.side_said()


def test_kinds_of_outcomes_with_different_signs_are_not_mixed_under_one_side() -> None:
    """As in the database on borderline personality disorder: means raw, counts turned."""
    header = f"{START};outcome_domain;event_arm1;event_arm2;totaln_arm1;totaln_arm2\n"
    means = "".join(f"S{at};dbt;TAU;24;25;8;16;-0,9;0,25;BPD severity;NA;NA;NA;NA\n" for at in range(4))
    counts = "".join(f"S{at};dbt;TAU;NA;NA;NA;NA;0,7;0,4;suicidal behaviour;6;11;20;20\n" for at in range(4))
    both = opened(header + means + counts)
    assert both.better == "" and "Different kinds of rows may be mixed" in both.side_said()
    for domain, better in (("BPD severity", "lower"), ("suicidal behaviour", "higher")):
        assert replace(both, chosen={"domain": domain}).result().direction == "treatment"
        assert replace(both, chosen={"domain": domain}).better == better
    ratios = replace(both, measure="rr")
    assert ratios.better == "lower" and ratios.result().direction == "treatment" and ratios.result().k == 4


# The rows --------------------------------------------------------------------------------------------------------


def test_control_comparisons_at_the_end_of_treatment_come_first_in_every_order() -> None:
    header, *rows = FIRST.splitlines()
    for order in (rows, rows[::-1], [rows[1], rows[0], rows[2]]):
        found = opened("\n".join([header, *order]))
        assert found.chosen == {"comparison": "psy vs ctr", "time": "post"}
        assert round(found.result().value, 6) == -0.7 and found.result().k == 2
    said = found.rows_said()
    assert "2 rows from 2 studies (What is compared: therapy versus a control group (psy vs ctr)" in said
    assert "Time: end of treatment (post))" in said
    everything = replace(found, chosen={})
    assert everything.rows_said().startswith("Used: 3 rows from 2 studies (all rows). Several rows from one study")


def test_choices_cross_and_list_only_what_is_there() -> None:
    found = opened(SIGNED)
    assert found.options("treatment") == {
        "": "All (3 studies)",
        "bat": "behavioral activation (bat) (1 study)",
        "cbt": "CBT (2 studies)",
    }
    cbt = replace(found, chosen={"treatment": "cbt"})
    assert cbt.options("control") == {
        "": "All (2 studies)",
        "cau": "usual care (cau) (1 study)",
        "wl": "waiting list (wl) (1 study)",
    }
    crossed = replace(found, chosen={"treatment": "cbt", "control": "wl"})
    assert [effect.study for effect in crossed.effects] == ["A 2001"]
    assert "A 2001: standardized mean difference g 0.90 (0.41 to 1.39). One study alone" in crossed.describe()
    nobody = replace(found, chosen={"treatment": "bat", "control": "cau"})
    assert nobody.effects == () and nobody.options("control")["cau"] == "usual care (cau) (0 studies)"
    assert "0 rows from 0 studies" in nobody.describe()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"method": "ml"}, "method is 'ml'"),
        ({"side": "left"}, "side is 'left'"),
        ({"measure": "or"}, "measure is 'or'"),
        ({"rho": 1.5}, "Correlation within a study is 1.5. Enter a number from 0 to 1."),
        ({"chosen": {"control": "nobody"}}, "control is 'nobody'"),
        ({"chosen": {"weather": "wl"}}, "chosen is 'weather'"),
    ],
)
def test_an_impossible_view_is_refused(fields: dict, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        opened(SIGNED, **fields)


# Several rows of one study ---------------------------------------------------------------------------------------

errors = st.lists(st.tuples(st.floats(-2, 2), st.floats(0.05, 1)), min_size=1, max_size=6)


@given(errors, st.floats(0, 1))
def test_several_rows_become_their_mean_with_the_error_of_rows_that_correlate(pairs, rho: float) -> None:
    values, ses = map(np.array, zip(*pairs, strict=True))
    shared = np.full((len(pairs), len(pairs)), rho)
    np.fill_diagonal(shared, 1)
    mean, se = composite(list(values), list(ses), rho)
    assert mean == pytest.approx(values.mean())
    assert se**2 == pytest.approx((np.outer(ses, ses) * shared).sum() / len(pairs) ** 2)
    assert min(ses) / math.sqrt(len(pairs)) - 1e-9 <= se <= max(ses) + 1e-9


def test_a_closer_correlation_gives_a_larger_error_and_the_number_is_said() -> None:
    text = "study;.g;.g_se\nA;-0,2;0,2\nA;-0,8;0,3\nB;-0,5;0,2\n"
    ses = [opened(text, rho=rho).effects[0].se for rho in (0, 0.6, 1)]
    assert ses == pytest.approx([math.sqrt(0.13) / 2, math.sqrt(0.13 + 1.2 * 0.06) / 2, 0.25])
    for rho in (0.6, 0.3):
        assert f"correlation of {rho}." in opened(text, rho=rho).rows_said()
    one = opened("study;.g;.g_se\nA;-0,2;0,2\nB;-0,5;0,2\n")
    assert "correlation" not in one.rows_said() and one.effects[0].se == 0.2
    assert one.result() == pool([Effect("A", "g", -0.2, 0.2, ""), Effect("B", "g", -0.5, 0.2, "")])


def test_the_order_of_rows_does_not_matter() -> None:
    header, *rows = SAMPLE.read_text(encoding="utf-8").splitlines()
    there, back = (opened("\n".join([header, *some])).result() for some in (rows, rows[::-1]))
    assert there.value == pytest.approx(back.value) and there.low == pytest.approx(back.low)


# A real database -------------------------------------------------------------------------------------------------


def test_a_real_database_gives_the_number_that_the_course_teaches_in_both_conventions() -> None:
    text, taught = SAMPLE.read_text(encoding="utf-8"), fact("ev_cbt_other")
    found = opened(text)
    ends = (found.result().value, found.result().low, found.result().high)
    assert [f"{end:.2f}" for end in ends] == [taught.value, taught.low, taught.high]
    assert found.result().k == 36 and "36 trials" in taught.population
    assert (
        found.result().direction == "treatment" and "Of the 50 rows that could show this, 49 do." in found.side_said()
    )
    turned = opened(mirrored(text))
    assert turned.result().direction == "treatment" and turned.result().value == pytest.approx(-ends[0])


def test_a_file_with_one_measure_opens_in_it() -> None:
    found = opened("study;disorder;therapy;logrr;se.logrr\nA 2001;Depression;CBT;0,7;0,2\nB 2003;Panic;CBT;0,4;0,3\n")
    assert [round(effect.published(effect.value), 2) for effect in found.effects] == [2.01, 1.49]
    assert found.options("disorder").keys() == {"", "Depression", "Panic"}
    assert found.better == "" and not any(words in found.describe() for words in FAVOR)
    header = "study;condition_arm1;condition_arm2;.g;.g_se;event_arm1;event_arm2;totaln_arm1;totaln_arm2\n"
    counted = opened(f"{header}A 2001;dbt;cau;NA;NA;3;8;40;41\n")
    assert (counted.measure, round(math.exp(counted.effects[0].value), 2)) == ("rr", 0.38)
    with pytest.raises(ValueError, match="No row in this file has an effect"):
        opened("study;.g;.g_se\nA;NA;NA\n")
    with pytest.raises(ValueError, match="no column named study"):
        opened("name,age\nA,3\n")
    with pytest.raises(ValueError, match=r"column \.g: 'often' is not a number"):  # and not passed over for the ratios
        opened("study;.g;.g_se;.log_rr;.log_rr_se\nA;often;0,2;0,1;0,2\n")
