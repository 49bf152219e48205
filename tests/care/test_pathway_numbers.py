"""The numbers of the pathway model and its scenarios: sourced or flagged, within their limits, kept as they are."""

from __future__ import annotations

import ast
import json
import statistics
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import iopedu
from iopedu.care.cohort import follow
from iopedu.care.pathway import HEALTH, PLACES, Scenario, parameters, starts
from iopedu.course.files import options, read_rows
from tests.care.test_pathway import SCENARIOS
from tests.tools import ANY_JSON

# Numbers ---------------------------------------------------------------------------------------------


def test_every_number_has_a_source_or_the_flag_and_says_what_it_is() -> None:
    for entry in parameters().values():
        assert entry.assumed != bool(entry.sources) and len(entry.note) >= 7 and entry.unit, entry.id
        assert entry.at and set(entry.at) <= {*PLACES, *HEALTH}, entry.id
        assert entry.part in options("pathway.parts")
    assert 10 < sum(entry.assumed for entry in parameters().values()) < len(parameters())


@pytest.mark.parametrize(
    "change",
    [{"sources": ()}, {"low": 0.5}, {"high": 0.4}, {"least": 0.2}, {"sources": ("nobody2020",)}],
)
def test_a_number_that_cannot_be_is_refused(change: dict) -> None:
    with pytest.raises((ValueError, KeyError)):
        replace(parameters()["response_treated"], **change)


def test_the_states_that_are_drawn_are_those_of_the_model() -> None:
    rows = read_rows("care/pathway_states.csv")
    assert {row["id"] for row in rows} == {*PLACES, *HEALTH}
    assert {target for row in rows for target in row["to"].split(";")} <= {row["id"] for row in rows}
    assert len({(row["column"], row["row"]) for row in rows}) == len(rows)


@pytest.mark.parametrize("name", parameters())
def test_draws_follow_the_interval_that_is_stated(name: str) -> None:
    entry, dice = parameters()[name], Random(1)
    drawn = [entry.sample(dice) for _ in range(4000)]
    assert entry.least <= min(drawn) and max(drawn) <= entry.most
    if entry.draw == "fixed":
        assert set(drawn) == {entry.value} and entry.low == entry.high
    elif entry.draw == "uniform":
        assert entry.low <= min(drawn) and max(drawn) <= entry.high
        assert max(drawn) - min(drawn) > 0.9 * (entry.high - entry.low)
    elif entry.draw.startswith("beta"):
        assert statistics.mean(drawn) == pytest.approx(entry.value, abs=0.01)
    else:
        inside = sum(entry.low <= one <= entry.high for one in drawn) / len(drawn)
        assert 0.93 < inside < 0.97 and statistics.median(drawn) == pytest.approx(entry.value, rel=0.05)


def test_every_number_of_the_table_moves_something() -> None:
    def world(start: str, changed: dict[str, float]) -> dict[str, float]:
        base = {"aftercare_share": 0.5, "places_php": 2, "places_iop": 20, "places_outpatient": 100}
        return dict(follow(Scenario(start, weeks=30, changed=base | changed)).measures)

    unmoved = []
    for name, entry in parameters().items():
        other = entry.value + 1 if entry.value + 1 <= entry.most else 0.5 * entry.value
        other = int(other) if entry.unit in ("week", "weeks", "places") else other
        start = next((one.id for one in starts().values() if one.worse == name), "hospital")
        start = "stalled" if name == "hours_waiting_iop" else start
        unmoved += [name] if world(start, {name: other}) == world(start, {}) else []
    assert unmoved == []


def test_no_constant_of_the_model_stands_in_its_code() -> None:
    """What is left is counting: 0, 1, weeks of a month and a year, percent, and the ends of an interval."""
    known = {0, 1, 2, 100, 1000, 10_000, 30, 7, 365.25, 4, 1.96, 0.19, 40, 260, 52, 1e-9, -1, 200, 3}
    for name in ("pathway", "transitions", "cohort"):
        tree = ast.parse((Path(iopedu.__file__).parent / "care" / f"{name}.py").read_text(encoding="utf-8"))
        found = {
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and type(node.value) in (int, float)
        }
        assert found <= known, (name, found - known)


@pytest.mark.parametrize(
    ("name", "limits"),
    [
        ("attendance", (0, 1)),
        ("weeks_iop", (1, 52)),
        ("wait_iop", (0, 52)),
        ("hours_iop", (0, 168)),
        ("places_iop", (0, 1000)),
    ],
)
def test_a_number_goes_to_its_limits_and_no_further(name: str, limits: tuple[float, float]) -> None:
    assert (parameters()[name].least, parameters()[name].most) == limits
    for end, beyond in zip(limits, (limits[0] - 1, limits[1] + 1), strict=True):
        assert Scenario(changed={name: end}).value(name) == end
        with pytest.raises(ValueError, match=f"from {limits[0]} to {limits[1]}"):
            Scenario(changed={name: beyond})


# Scenarios -------------------------------------------------------------------------------------------


@given(SCENARIOS)
def test_saved_and_read_again_it_is_the_same(scenario: Scenario) -> None:
    assert Scenario.from_json(json.loads(json.dumps(scenario.to_json()))) == scenario


@pytest.mark.hostile
@given(
    ANY_JSON
    | st.fixed_dictionaries(
        {"version": st.just(1)},
        optional={
            "start": ANY_JSON | st.sampled_from(list(starts())),
            "weeks": ANY_JSON,
            "changed": ANY_JSON | st.dictionaries(st.sampled_from(list(parameters())), ANY_JSON, max_size=2),
        },
    )
)
def test_a_damaged_scenario_is_refused_in_words(found: object) -> None:
    try:
        made = Scenario.from_json(found)
    except ValueError as problem:
        assert str(problem).endswith(".") and len(str(problem)) > 15
    else:
        assert made.describe()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"start": "moon"}, "Who is 'moon', which is not one of: stalled"),
        ({"weeks": 2.5}, "weeks is 2.5"),
        ({"weeks": 0}, "weeks is 0"),
        ({"weeks": 261}, "weeks is 261. Enter a whole number from 1 to 260"),
        ({"changed": {"attendance": 1.2}}, "hours attended is 1.2. Enter a number from 0 to 1"),
        ({"changed": {"mood": 1}}, "Numbers in the model is 'mood', which is not one of: response_treated"),
        ({"changed": {"weeks_iop": 2.5}}, "IOP: weeks is 2.5. Enter a whole number"),
        ({"changed": {"leave_php": 0.9}}, "add up to more than 1"),
        ({"weeks": 4, "changed": {"arrival_weeks": 5}}, "still be arriving"),
        ({"changed": {"places_iop": -1}}, "people followed is -1. Enter a whole number from 0"),
    ],
)
def test_what_cannot_be_is_refused_in_words(change: dict, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Scenario(**change)
