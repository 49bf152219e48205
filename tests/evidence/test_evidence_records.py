"""Data sets, patients, people, readings and explorations: complete, typed, and hard to break."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import nullcontext
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu import show
from iopedu.course.facts import fact
from iopedu.course.fields import Number
from iopedu.course.sources import source
from iopedu.evidence.datasets import _row, dataset, datasets
from iopedu.evidence.effects import Counts, Effect, Study
from iopedu.evidence.explore import Exploration
from iopedu.evidence.extraction import Extraction, readings
from iopedu.evidence.in_people import InPeople
from iopedu.evidence.patients import beat_the_blues, two_arms, weight_changes
from iopedu.evidence.pooling import pool
from tests.tools import in_data

EFFECT = Number(label="Effect", low=-3, high=3, whole=False)
COUNT = Extraction.asks()["found"].asks["article"].asks[0]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 9999) | st.floats(allow_nan=True) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=12), inner, max_size=5),
    max_leaves=20,
)


# Data ----------------------------------------------------------------------------------------------------------


def test_every_data_set_is_complete() -> None:
    assert len({entry.id for entry in datasets()}) == len(datasets()) == len(in_data("evidence/datasets.csv"))
    assert sum(len(entry.rows) for entry in datasets()) == len(in_data("evidence/studies.csv"))
    for entry in datasets():
        studies = [row.study for row in entry.rows]
        assert len(set(studies)) == len(studies) > 2
        assert entry.caution and entry.license and entry.group_name and all(map(source, entry.sources))
        assert all(row.against and row.group and row.source for row in entry.rows)
        if entry.pooled:
            assert entry.lesson and entry.leave_out_in in entry.parts
            assert entry.leave_out in [effect.study for effect in entry.part(entry.leave_out_in)]
        else:
            assert len(entry.why_not) > 80
    assert {row["id"] for row in in_data("evidence/datasets.csv") if row["field"] == "substance_use"} == {"su_settings"}


def test_rows_that_share_a_control_group_say_so_and_unusable_rows_stay_rows() -> None:
    shared = [row for row in dataset("safety_attempts").rows if "Bryan" in row.study]
    assert len(shared) == 2 and all("shares its control group" in row.note for row in shared)
    assert [isinstance(row, Effect) for row in dataset("su_settings").rows] == [True, True, False, False, False]
    assert not dataset("mh_settings").effects and dataset("mh_settings").rows[0].study == "Smits 2019 and 2020"
    with pytest.raises(ValueError, match="data set is 'x'"):
        dataset("x")


GOOD = {"dataset": "x", "study": "A 2001", "against": "usual care", "group": "adults", "note": "", "source": "s"}
EMPTY = dict.fromkeys(("events", "total", "events_control", "total_control", "effect", "se", "n", "n_control"), "")
ABOUT = dataset("dbt_severity")


def study(**columns: str) -> Study:
    return _row(GOOD | EMPTY | columns, ABOUT)


def test_a_study_is_read_from_counts_or_from_an_effect_or_stays_words() -> None:
    counted = study(events="1", total="10", events_control="5", total_control="20", n="99")
    assert counted.counts == Counts(1, 10, 5, 20) and (counted.n, counted.n_control) == (10, 20)
    assert counted.measure == "rr"  # counts are a risk, whatever else the data set holds
    printed = study(effect="-0.5", se="0.2", n="30")
    assert (printed.value, printed.se, printed.n, printed.n_control) == (-0.5, 0.2, 30, None)
    assert (printed.measure, printed.against, printed.group, printed.sources) == ("g", "usual care", "adults", ("s",))
    in_words = study(n="30", n_control="31")
    assert in_words == Study("A 2001", n=30, n_control=31, against="usual care", group="adults", source="s")


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"effect": "large", "se": "0.2"}, "large"),
        ({"effect": "-0.5", "se": ""}, "convert"),
        ({"effect": "nan", "se": "0.2"}, "A 2001: the effect is nan"),
        ({"effect": "101", "se": "0.2"}, "A 2001: the effect is 101"),
        ({"effect": "-0.5", "se": "0"}, "A 2001: the standard error is 0"),
        ({"effect": "-0.5", "se": "-0.2"}, "A 2001: the standard error is -0.2"),
        ({"events": "11", "total": "10", "events_control": "5", "total_control": "20"}, "11 of 10 is not possible"),
        ({"events": "1.5", "total": "10", "events_control": "5", "total_control": "20"}, "1.5"),
        ({"events": "1", "total": "10", "events_control": "", "total_control": "20"}, "invalid literal"),
        ({"n": "thirty"}, "thirty"),
    ],
)
def test_a_study_with_a_wrong_number_is_never_taken_as_something_else(columns: dict, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        study(**columns)


def test_a_data_set_refuses_what_it_does_not_know_and_studies_that_stand_twice() -> None:
    pooled = dataset("mbct_relapse")
    with pytest.raises(ValueError, match=f"mbct_relapse: {pooled.rows[0].study} stands twice"):
        replace(pooled, rows=(*pooled.rows, pooled.rows[0]))
    for wrong in ({"measure": "g"}, {"better": "higher"}):
        with pytest.raises(ValueError, match="mbct_relapse: its studies have another"):
            replace(pooled, **wrong)


def test_every_number_of_a_study_is_in_the_range_of_a_study() -> None:
    for row in (row for entry in datasets() for row in entry.effects):
        ends = [row.published(end) for end in row.interval]
        assert ends[0] < row.published(row.value) < ends[1] and 0.02 < row.se < 2.5
        assert all(many is None or 2 < many < 5000 for many in (row.n, row.n_control))
        assert abs(row.value) < 3.5 and all(map(source, row.sources))


def test_the_sides_are_named_by_what_is_better() -> None:
    assert dataset("dbt_attempts").sides == ("in favor of DBT", "in favor of the control group")
    assert dataset("cbt_primary_care").sides[1].startswith("in favor of CBT")


def test_facts_on_pooled_results_are_what_the_rows_give() -> None:
    for name, key in (("cbt_primary_care", "primary_care"), ("dbt_attempts", "attempts"), ("dbt_severity", "severity")):
        found, published = pool(dataset(name).effects), fact(f"ev_{key}")
        values = [found.published(value) for value in (found.value, found.low, found.high)]
        assert values == pytest.approx([float(published.value), float(published.low), float(published.high)], abs=0.001)
    severity, spread = pool(dataset("dbt_severity").effects), fact("ev_severity_spread")
    assert [f"{end:.2f}" for end in severity.prediction] == [
        fact("ev_severity_next").low,
        fact("ev_severity_next").high,
    ]
    shares = [f"{100 * share:.0f}" for share in (severity.i2, *severity.i2_ends)]
    assert shares == [spread.value, spread.low, spread.high]


def test_programs_and_responses() -> None:
    for row in in_data("evidence/programs.csv")[:2]:
        change = (float(row["before"]) - float(row["after"])) / float(row["before_sd"])
        assert round(change, 2) == float(row["change"])
    assert all(source(row["source"]) for row in in_data("evidence/programs.csv"))
    assert len(show.program_results().rows) == len(in_data("evidence/programs.csv"))
    assert len(show.response_rates().rows) == len(in_data("evidence/response.csv"))
    for row in in_data("evidence/response.csv"):
        for name in ("therapy", "control", "rr"):
            assert float(row[f"{name}_low"]) < float(row[name]) < float(row[f"{name}_high"])
        assert float(row["control_high"]) < 1


def test_patients_are_as_many_as_in_the_package_and_the_missing_stay_missing() -> None:
    people = beat_the_blues()
    assert len(people) == 100 and sum(not person.stayed for person in people) == 48
    assert sum(score is None for person in people for score in person.scores) == 120
    assert sum(person.group == "program" for person in people) == 52
    assert all(person.scores[0] is not None for person in people)
    assert len(in_data("evidence/anorexia.csv")) == 72
    assert [n for n, _mean, _sd in weight_changes().values()] == [
        26,
        29,
        17,
    ]


def test_three_ways_to_deal_with_the_missing() -> None:
    found = {way: two_arms(way) for way in ("completers", "last", "first")}
    assert [(arm.halved, arm.n) for arm in found["completers"]] == [(19, 27), (12, 25)]
    assert [(arm.halved, arm.n) for arm in found["first"]] == [(19, 52), (12, 48)]
    assert [(arm.halved, arm.n) for arm in found["last"]] == [(25, 52), (16, 48)]
    assert [round(arm.mean, 1) for arm in found["last"]] == [13.6, 16.7]


# Exploration ---------------------------------------------------------------------------------------------------


def test_nothing_is_left_out_before_a_prediction() -> None:
    with pytest.raises(ValueError, match="Predict first"):
        Exploration("dbt_attempts", out="Linehan 2006")
    with pytest.raises(ValueError, match="Predict first"):
        Exploration("dbt_attempts", out="Linehan 2006", guesses={"dbt_severity": "turns"})
    assert Exploration("dbt_attempts", out="Linehan 2006", guesses={"dbt_attempts": "turns"}).result().k == 6


def test_a_data_set_is_pooled_whole_or_says_why_not() -> None:
    pooled = dataset("mbct_relapse")
    with pytest.raises(ValueError, match="a row without numbers cannot be pooled"):
        replace(pooled, rows=(*pooled.rows[1:], Study("In words")))
    with pytest.raises(ValueError, match="either pooled, or it says why not"):
        replace(pooled, why_not="It differs.")


def test_groups_to_choose_have_two_rows_or_more_and_never_all() -> None:
    for entry in datasets():
        for by in ("against", "group"):
            sizes = Counter(getattr(effect, by) for effect in entry.effects)
            offered = {name for name, many in sizes.items() if 2 <= many < len(entry.effects)}
            assert {part.partition(":")[2] for part in entry.parts if part.startswith(f"{by}:")} == offered


def test_a_view_comes_back_as_it_was_and_a_field_that_is_not_there_is_as_at_first() -> None:
    view = Exploration("dbt_severity").predict("stays")
    saved = json.loads(json.dumps(view.to_json()))
    assert Exploration.from_json(saved) == view
    less = {name: {key: value for key, value in saved.items() if key != name} for name in saved}
    for name, first in (("method", "hk"), ("out", "")):
        assert Exploration.from_json(less[name]) == replace(view, **{name: first})
    for name, said in (("version", "version 1"), ("dataset", "Rows is"), ("rows", ""), ("guesses", "Predict first")):
        with pytest.raises(ValueError, match=said) if said else nullcontext():
            Exploration.from_json(less[name])


def test_two_of_six_conclusions_turn() -> None:
    turned = [entry.id for entry in datasets() if entry.pooled and Exploration(entry.id).answer() == "turns"]
    assert turned == ["dbt_severity", "mbct_relapse"]


def test_a_prediction_opens_the_view_that_answers_it() -> None:
    first = Exploration("dbt_severity", "fixed")
    assert "without McMain 2017" in first.question and "usual care" in first.question and not first.predicted
    seen = first.predict("stays")
    assert (seen.method, seen.rows, seen.out) == ("hk", "against:usual care", "McMain 2017")
    assert (
        seen.verdict() == "You predicted: the conclusion stays the same. It changes."
        and seen.of.lesson in seen.describe()
    )
    assert seen.all_rows().k == 6 and seen.result().k == 5 and "With McMain 2017: -0.33" in seen.describe()
    other = seen.look("mbct_relapse")
    assert other.guesses == {"dbt_severity": "stays"} and not other.out and not other.ready
    assert not other.predict("turns").ready and other.predict("turns").look("cbt_inpatients").predict("stays").ready


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"dataset": "su_settings"}, "Data set is 'su_settings'"),
        ({"dataset": []}, r"Data set is \[\]"),
        ({"method": "ml"}, "Method is"),
        ({"rows": "against:nobody"}, "Rows is"),
        ({"guesses": {"dbt_attempts": "perhaps"}}, "is 'perhaps', which is not one of: stays, turns"),
        ({"guesses": {"x": "stays"}}, "Predictions is 'x'"),
        ({"guesses": {"cbt_primary_care": "stays"}, "out": "Nobody 1999"}, "Leave out is"),
        (
            {
                "dataset": "mbct_relapse",
                "rows": "against:medication",
                "out": "Kuyken 2008",
                "guesses": {"mbct_relapse": "turns"},
            },
            "With only two rows, none",
        ),
    ],
)
def test_an_impossible_view_is_refused(fields: dict, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Exploration(**fields)


# In people -----------------------------------------------------------------------------------------------------


def test_an_effect_in_people() -> None:
    found = InPeople("d", 0.5, 20.0)
    assert round(found.treated, 1) == 36.6
    assert {name: round(share) for name, share in found.shares.items()} == {"overlap": 80, "above": 69, "pairs": 64}
    assert round(found.needed, 2) == 6.01 and found.needed_text() == "one more for every 7 treated"
    bad = InPeople("rr_bad", 0.73, 60.0)
    assert bad.helped == pytest.approx(16.2) and bad.needed_text() == "one fewer for every 7 treated"
    assert InPeople("rr_bad", 1.5, 20.0).needed_text() == "one worse off for every 10 treated"
    assert InPeople("rr_good", 0.5, 20.0).needed_text() == "one worse off for every 10 treated"
    assert InPeople("rr_good", 2.0, 10.0).needed_text() == "one more for every 10 treated"
    assert InPeople("rr_good", 0.98, 25.0).needed_text() == "one worse off for every 200 treated"
    # A harm is rounded down, so that it never looks rarer than it is: 100 / 11.01 is 9.08, and 100 / 16.2 is 6.17.
    assert InPeople("rr_bad", 1.5505, 20.0).needed_text() == "one worse off for every 9 treated"
    assert InPeople("rr_bad", 1.27, 60.0).needed_text() == "one worse off for every 6 treated"
    assert InPeople("rr_bad", 0.73, 60.0).needed_text() == "one fewer for every 7 treated"
    assert InPeople("rr_bad", 4.9, 20.0).needed_text() == "one worse off for every 1 treated"
    assert InPeople("d", 0.0, 30.0).needed is None and InPeople("d", 0.0, 30.0).needed_text() == "no difference"
    assert not InPeople("rr_good", 2.0, 10.0).shares and not InPeople("d", 0.5).ready


def test_groups_that_overlap_belong_to_a_mean_difference_that_is_known() -> None:
    assert InPeople("d", 0.0, 30.0).shares == {"overlap": 100, "above": 50, "pairs": 50}
    assert len(InPeople("d", 0.5).shares) == 3  # a base rate is not needed
    for unknown in (InPeople("d"), InPeople("rr_good", 0.5, 30.0), InPeople("rr_bad", 0.5, 30.0)):
        assert unknown.shares == {}
    with_it, without = InPeople("d", 0.5, 30.0).describe(), InPeople("rr_good", 0.5, 30.0).describe()
    assert "overlap by 80 percent" in with_it and "overlap" not in without


@pytest.mark.parametrize(("kind", "low", "high"), [("d", -3, 3), ("rr_good", 0.01, 20), ("rr_bad", 0.01, 20)])
def test_each_kind_has_its_range(kind: str, low: float, high: float) -> None:
    assert [InPeople(kind, effect).effect for effect in (low, high)] == [low, high]
    for beyond in (low - 0.01, high + 0.01):
        with pytest.raises(ValueError, match=f"from {low:g} to {high:g}"):
            InPeople(kind, beyond)


def test_a_difference_of_nearly_nothing_needs_nobody() -> None:
    assert round(InPeople("rr_good", 1.002, 50.0).needed) == 1000  # 0.1 more of 100
    assert InPeople("rr_good", 1.0008, 50.0).needed is None  # 0.04 more of 100


@given(st.floats(-3, 3), st.floats(1, 99))
def test_people_stay_between_none_and_all(effect: float, base: float) -> None:
    found = InPeople("d", effect, base)
    assert 0 <= found.treated <= 100 and 0 < found.shares["overlap"] <= 100
    assert found.shares["pairs"] == pytest.approx(100 - InPeople("d", -effect, base).shares["pairs"])
    assert InPeople.from_json(json.loads(json.dumps(found.to_json()))) == found


def test_more_than_a_hundred_of_a_hundred_is_refused() -> None:
    with pytest.raises(ValueError, match="more than 100 of 100 people"):
        InPeople("rr_good", 3.0, 40.0)
    assert InPeople("rr_good", 2.5, 40.0).treated == 100
    for fields, words in (
        ({"effect": 4.0}, "from -3 to 3"),
        ({"base": 100.0}, "from 1 to 99"),
        ({"kind": "or"}, "Kind of effect is 'or'"),
    ):
        with pytest.raises(ValueError, match=words):
            InPeople(**fields)


@pytest.mark.parametrize("text", ["many", "1/2", "5", "nan", "1e3", "1.000", "٤", "--1", "0.1.2", "<b>1</b>"])
def test_what_is_no_number_in_the_range_is_named(text: str) -> None:
    with pytest.raises(ValueError, match=r"Effect is .* from -3 to 3"):
        EFFECT.read(text)
    assert [EFFECT.read(typed) for typed in ("−0,5", " .5 ", "0,125", "2.")] == [-0.5, 0.5, 0.125, 2.0]
    assert str(EFFECT.read("-0")) == "0" and EFFECT.read(" ") is None


def test_the_ends_of_a_range_are_in_it() -> None:
    assert [EFFECT.read(text) for text in ("-3", "3")] == [-3, 3]
    for text in ("-3.01", "3.01"):
        with pytest.raises(ValueError, match="from -3 to 3"):
            EFFECT.read(text)
    with pytest.raises(ValueError, match="more than 100 of 100 people"):
        InPeople("rr_good", 2.01, 50.0)


# Extraction ----------------------------------------------------------------------------------------------------


def test_each_reading_is_found_in_its_text() -> None:
    right = {reading.id: tuple(vars(reading.counts).values()) for reading in readings()}
    done = Extraction(right)
    assert done.ready and len(done.right) == 3 and all(map(source, (k for r in readings() for k in r.sources)))
    for reading in readings():
        assert done.feedback(reading).endswith(reading.close)
    assert "risk ratio 0.45 (0.27 to 0.77)" in done.describe() and "says nothing about the ratio" in done.describe()


def test_feedback_names_the_boxes_and_exchanged_groups() -> None:
    article = readings()[0]
    assert Extraction().feedback(article) == ""
    near = Extraction({"article": (12, 52, 22, 49)})
    assert "The source has different counts" in near.feedback(article) and not near.right and len(near.done) == 1
    assert near.feedback(article).endswith("Look again at: Control: people with the event.")
    assert "groups are switched" in Extraction({"article": (23, 49, 12, 52)}).feedback(article)
    assert Extraction({"article": (12, None, 23, 49)}).feedback(article) == ""
    with pytest.raises(ValueError, match=r"Reading 1.*60 of 52 is not possible"):
        Extraction({"article": (60, 52, 23, 49)})
    with pytest.raises(ValueError, match="Reading is 'x'"):
        Extraction({"x": (1, 2, 3, 4)})


@pytest.mark.parametrize("text", ["twelve", "12.5", "-1", "99999", "1.000"])
def test_a_count_is_a_whole_number(text: str) -> None:
    with pytest.raises(ValueError, match=r"With DBT: people with the event is .* whole number from 0 to 9999"):
        COUNT.read(text)


def test_counts_are_saved_as_lists_from_0_to_9999() -> None:
    assert Extraction({"article": (0, 9999, 0, 9999)}).done
    for wrong in (-1, 10_000):
        with pytest.raises(ValueError, match=f"is {wrong}. Enter a whole number"):
            Extraction({"article": (wrong, None, None, None)})
    for counts in ((1, 2, 3), (1, 2, 3, 4, 5), "1234", None):
        with pytest.raises(ValueError, match="one answer for each of With DBT"):
            Extraction({"article": counts})
    assert Extraction({"article": [1, 2, 3, 4]}).found == {"article": (1, 2, 3, 4)}
    for found in ("1234", {"article": "1234"}, {"article": [1, 2, 3, 4], "database": None}):
        with pytest.raises(ValueError, match=r"there should be one answer for each|takes one answer for each"):
            Extraction.from_json({"version": 1, "found": found})


# Hostile ---------------------------------------------------------------------------------------------------------


@pytest.mark.hostile
@pytest.mark.parametrize("kind", [Exploration, Extraction, InPeople])
@given(found=JSON)
def test_any_json_is_accepted_or_refused_with_a_sentence(kind, found) -> None:
    _is_read_or_refused(kind, found)


@pytest.mark.hostile
@given(
    kind=st.sampled_from([Exploration, Extraction, InPeople]),
    names=st.lists(
        st.tuples(
            st.sampled_from(["dataset", "method", "rows", "out", "guesses", "found", "kind", "effect", "base"]), JSON
        ),
        max_size=5,
    ),
)
def test_damaged_records_are_accepted_or_refused_with_a_sentence(kind, names) -> None:
    saved = kind().to_json()
    for name, value in names:
        if name in saved:
            saved[name] = value
    _is_read_or_refused(kind, saved)


def _is_read_or_refused(kind, found) -> None:
    try:
        record = kind.from_json(found)
    except ValueError as problem:
        assert str(problem).strip().endswith((".", "}"))
    else:
        assert kind.from_json(json.loads(json.dumps(record.to_json()))) == record and record.describe()
