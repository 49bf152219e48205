"""ABC PLEASE: what is not answered is not a no."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu.dbt.abc_please import CARE, DAYS, AbcPlease, example_abc
from iopedu.show.dbt.regulate import abc_table, abc_view

WEEK = st.tuples(*[st.sampled_from((True, False, None))] * 7)
PLANS = st.builds(AbcPlease, pleasant=st.text(), plan=st.text(), **dict.fromkeys(CARE, WEEK))


@given(PLANS)
def test_only_answered_days_count(plan: AbcPlease) -> None:
    for name in CARE:
        given_ = [answer for answer in getattr(plan, name) if answer is not None]
        said = plan.summary(name)
        if given_:
            assert f"yes on {given_.count(True)} of {len(given_)} answered day" in said
            assert (f"{7 - len(given_)} day" in said) == (len(given_) < 7)
        else:
            assert said.endswith("not answered on any day.")
        assert "%" not in said
    days = [any(getattr(plan, name)[at] is not None for name in CARE) for at in range(7)]
    assert plan.answered_days == sum(days)


@given(PLANS)
def test_the_week_is_drawn_as_it_was_answered(plan: AbcPlease) -> None:
    papers = [ElementTree.fromstring(found) for found in re.findall(r"<svg.*?</svg>", abc_view(plan), re.DOTALL)]
    assert len(papers) == 2, "one for a wide page and one for a telephone"
    for svg in papers:
        check_week(svg, plan)
    table = abc_table(plan)
    assert [cells[0] for _, cells in table.rows] == [plan.summary(name).split(": ", 1)[1] for name in CARE]
    assert f"{plan.answered_days} of 7 days have an answer" in table.note


def check_week(svg: ElementTree.Element, plan: AbcPlease) -> None:
    """Check that each box of a picture is on its paper and looks as the day was answered."""
    across, down = map(float, svg.get("viewBox").split()[2:])
    ends = [
        [float(box.get(a)) + float(box.get(b)) for box in svg.iter("rect")]
        for a, b in (("x", "width"), ("y", "height"))
    ]
    assert max(ends[0]) <= across and max(ends[1]) <= down
    boxes = [box.get("stroke-dasharray") for box in svg.iter("rect")]
    texts = [text.text for text in svg.iter("text")]
    assert texts[:7] == [day[:3] for day in DAYS] and len(boxes) == 35
    for down, (name, label) in enumerate(CARE.items()):
        shown = [{True: "yes", False: "no", None: "–"}[answer] for answer in getattr(plan, name)]
        assert texts[7 + 8 * down : 15 + 8 * down] == [label, *shown]
        assert [bool(dash) for dash in boxes[7 * down : 7 * down + 7]] == [a is None for a in getattr(plan, name)]
        assert f"{label}: {', '.join(shown).replace('–', 'not answered')}" in svg.get("aria-label")


@given(PLANS, st.integers(1, 7), st.sampled_from(list(CARE)), st.sampled_from((True, False, None)))
def test_answering_one_day_leaves_the_others(plan: AbcPlease, day: int, name: str, answer: bool | None) -> None:
    after = plan.answer(day, **{name: answer})
    assert after.on(day)[name] is answer
    for other in range(1, 8):
        for entry in CARE:
            if (other, entry) != (day, name):
                assert after.on(other)[entry] is plan.on(other)[entry]
    assert all(getattr(after, name) == getattr(plan, name) for name in AbcPlease.PLANNED)


@given(PLANS)
def test_a_plan_comes_back_as_it_was(plan: AbcPlease) -> None:
    assert AbcPlease.from_json(json.loads(json.dumps(plan.to_json()))) == plan
    assert "\n" not in repr(plan)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"sleep": (True,)}, "Sleep is .* It takes one answer for each of Monday, .* and Sunday"),
        ({"sleep": 5}, "Sleep is 5"),
        ({"sleep": "yyyyyyy"}, "Sleep is 'yyyyyyy'"),
        (
            {"eating": (None, 0, None, None, None, None, None)},
            "Eating on Tuesday is 0. It should be yes, no, or not answered",
        ),
        ({"exercise": (None,) * 6 + ("yes",)}, "Exercise on Sunday is 'yes'"),
        ({"mastery": None}, "should be text"),
    ],
)
def test_what_cannot_be_is_refused_in_words(fields: dict, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        AbcPlease(**fields)


@pytest.mark.hostile
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_damaged_plans_are_accepted_or_refused_in_words(found: object) -> None:
    for saved in (
        found,
        {"version": 1, "sleep": found},
        {"version": 1, "plan": found},
        {"version": 1, "sleep": [found] * 7},
    ):
        try:
            AbcPlease.from_json(saved)
        except ValueError as problem:
            assert str(problem).strip().endswith(".")


def test_mayas_week_is_what_the_notebook_says_and_blames_nobody() -> None:
    plan = example_abc()
    assert plan.ready and plan.summary("sleep") == "Sleep: yes on 3 of 6 answered days; 1 day not answered."
    said = plan.describe().casefold()
    for word in ("good", "bad", "fail", "only", "should", "%", "score"):
        assert word not in said, word
    words_only = AbcPlease(**dict.fromkeys(AbcPlease.PLANNED, "x"))
    assert not words_only.ready and words_only.answer(3, sleep=False).ready
    assert AbcPlease().describe() == "There is nothing in this ABC PLEASE plan yet."
    assert {*AbcPlease.PLANNED, *CARE} == set(AbcPlease.asks())
