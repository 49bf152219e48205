"""Levels of care: what is known, who is compared, and what must never be mixed."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu.care.levels import ASPECTS, VIEWS, Comparison, known, level, levels
from iopedu.care.tables import stays, weekly_hours
from iopedu.course.facts import FIELDS
from iopedu.course.files import read_rows

IDS = [entry.id for entry in levels()]
#: Aspects of facts about placement, which belong to no level.
PLACEMENT = ("agreement", "matching", "rights", "variance", "driving")
REQUIRED = [name for name in ASPECTS if name not in ("follow_up", "regulation")]


def test_levels_stand_in_order_and_count_from_the_most_intensive() -> None:
    first = ["inpatient", "crisis", "residential", "php", "iop", "outpatient", "community"]
    assert [name for name in IDS if name in first] == first
    assert [entry.order for entry in levels()] == list(range(1, len(IDS) + 1))


@pytest.mark.parametrize("name", IDS)
def test_a_level_says_something_about_every_aspect_or_nothing_yet(name: str) -> None:
    missing = [aspect for aspect in REQUIRED if not known(name, aspect)]
    assert not missing or len(missing) == len(REQUIRED), f"data/care/facts.csv: {name} needs a fact on each of these"


def test_every_fact_belongs_to_a_level_or_to_placement_and_to_an_aspect() -> None:
    for row in read_rows("care/facts.csv"):
        assert row["about"] in (*IDS, "placement"), row["id"]
        aspects = ASPECTS if row["about"] in IDS else PLACEMENT
        assert row["aspect"] in aspects, row["id"]
    assert set(itertools.chain(*VIEWS.values())) == set(ASPECTS)


@given(st.lists(st.sampled_from(IDS)), st.sampled_from(list(VIEWS)), st.sampled_from(list(FIELDS)))
def test_a_comparison_takes_two_to_four_levels_and_puts_them_in_order(names: list[str], view: str, field: str) -> None:
    different = set(names)
    if not 2 <= len(different) <= 4:
        with pytest.raises(ValueError, match=r"at least two|Only four fit"):
            Comparison(tuple(names), view, field)
        return
    found = Comparison(tuple(names), view, field)
    assert list(found.levels) == [name for name in IDS if name in different]
    assert Comparison.from_json(found.to_json()) == found
    for aspect, cells in found.rows():
        assert aspect.id in VIEWS[view] and len(cells) == len(found.levels)
        for name, cell in zip(found.levels, cells, strict=True):
            assert all(fact.about == name and fact.aspect == aspect.id for fact in cell)
            assert all(field == "both" or fact.field in (field, "both") for fact in cell)


def test_mental_health_and_substance_use_stand_apart_in_a_cell() -> None:
    for name, aspect in itertools.product(IDS, ASPECTS):
        order = [["both", "mental_health", "substance_use"].index(fact.field) for fact in known(name, aspect)]
        assert order == sorted(order)


@pytest.mark.parametrize(
    ("choice", "says"),
    [
        ({"levels": ("iop",)}, "at least two"),
        ({"levels": tuple(IDS[:5])}, "You have chosen 5 levels. Only four fit"),
        ({"levels": ("iop", "spa")}, "'spa'.*inpatient, crisis"),
        ({"levels": ("iop", "php"), "view": "Prices"}, "'Prices'.*Time and place"),
        ({"levels": ("iop", "php"), "field": "dental"}, "'dental'.*mental_health"),
    ],
)
def test_what_cannot_be_compared_is_said_in_words(choice: dict, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Comparison(**choice)


@given(st.recursive(st.none() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)))
def test_a_saved_comparison_that_is_none_is_refused_in_words(found: object) -> None:
    with pytest.raises(ValueError, match="saved comparison"):
        Comparison.from_json(found)


@pytest.mark.parametrize("levels", [None, "iop", [1, 2], ["iop", "spa"], [["iop"], ["php"]]])
def test_damaged_levels_are_refused(levels: object) -> None:
    with pytest.raises(ValueError, match=r"Levels should contain|not one of"):
        Comparison.from_json({"version": 1, "levels": levels, "view": "Rules", "field": "both"})


def test_weekly_hours_of_php_and_iop() -> None:
    weeks = {week.level.id: week for week in weekly_hours()}
    assert (weeks["iop"].floor.value, weeks["php"].floor.value) == ("9", "20")
    assert float(weeks["iop"].below.high) < float(weeks["php"].floor.value)
    assert weeks["inpatient"].round_the_clock and weeks["residential"].round_the_clock
    assert not any(weeks[name].round_the_clock for name in ("crisis", "php", "iop", "outpatient", "community"))
    assert all(fact.field != "substance_use" for week in weeks.values() for fact in week.examples)


def test_stays_are_counted_in_days() -> None:
    found = {stay.fact.id: stay.days for stay in stays()}
    assert found["iop_stay_cleveland"] == (28, 42)
    assert found["crisis_stay_max_23h"] == pytest.approx((23 / 24,))
    assert found["php_stay_old_trials"] == pytest.approx((66.96,), abs=0.01)
    assert "iop_stay_attended_days" not in found and "php_stay_mclean_bhp" not in found


def test_unknown_levels_are_refused() -> None:
    with pytest.raises(ValueError, match="not one of: inpatient"):
        level("IOP")


def test_no_page_counts_the_levels_by_hand(root: Path) -> None:
    pages = [root / "README.md", root / "data" / "course.csv", *(root / "notebooks").glob("[0T][012E]*")]
    said = re.compile(r"\b(?:five|six|seven|eight|nine|ten) levels\b", re.IGNORECASE)
    found = [str(page.relative_to(root)) for page in pages if said.search(page.read_text(encoding="utf-8"))]
    assert not found, f"{found}: write “the levels”; tests.refresh counts them in the README"
