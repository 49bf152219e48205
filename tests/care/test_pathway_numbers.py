"""The numbers of the pathway model and its scenarios: sourced or flagged, within their limits, kept as they are."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu.care.cohort import expected
from iopedu.care.pathway import CAPACITY, STARTS, Scenario, parameters
from tests.care.test_pathway import SCENARIOS
from tests.tools import ANY_JSON

# Numbers ---------------------------------------------------------------------------------------------


def test_every_number_has_a_source_or_the_flag_and_says_what_it_is() -> None:
    for entry in parameters().values():
        assert entry.assumed != bool(entry.sources) and len(entry.note) >= 10 and entry.unit, entry.id
        low, high = entry.limits
        assert low <= entry.value <= high, entry.id
    assert 10 < sum(entry.assumed for entry in parameters().values()) < len(parameters())


@pytest.mark.parametrize("name", parameters())
def test_draws_follow_the_interval_that_is_stated(name: str) -> None:
    entry = parameters()[name]
    drawn = entry.sample(np.random.default_rng(1), 4000)
    low, high = entry.limits
    assert drawn.shape == (4000,) and ((low <= drawn) & (drawn <= high)).all()
    if entry.draw == "fixed":
        assert (drawn == entry.value).all()
    elif entry.draw == "uniform":
        assert entry.low <= drawn.min() and drawn.max() <= entry.high and np.ptp(drawn) > 0.9 * (entry.high - entry.low)
    elif entry.draw.startswith("beta"):
        assert drawn.mean() == pytest.approx(entry.value, abs=0.01)
    else:
        inside = ((entry.low <= drawn) & (drawn <= entry.high)).mean()
        assert 0.9 < inside < 0.98 and np.median(drawn) == pytest.approx(entry.value, rel=0.03)


def test_every_number_of_the_table_moves_something() -> None:
    def world(changed: dict[str, float]) -> dict[str, float]:
        found = expected(Scenario("hospital", weeks=30, changed={"aftercare_share": 0.5} | changed))
        return {name: float(values[0]) for name, values in found.measures.items()}

    unmoved, as_it_is = [], world({})
    for name, entry in parameters().items():
        wider = name.startswith(("weeks_", "course", "hours", "wait_outpatient", "wait_iop", "wait_php"))
        other = entry.value + 1 if wider else 0.5 * entry.value or 0.4
        unmoved += [name] if world({name: other}) == as_it_is else []
    assert unmoved == []


@pytest.mark.parametrize(
    ("name", "limits"),
    [
        ("attendance", (0, 1)),
        ("weeks_iop", (1, 52)),
        ("course_weeks", (1, 104)),
        ("wait_iop", (0, 52)),
        ("hours_iop", (0, 168)),
        ("worse_untreated", (0, 10)),
    ],
)
def test_a_number_goes_to_its_limits_and_no_further(name: str, limits: tuple[float, float]) -> None:
    assert parameters()[name].limits == limits
    for end, beyond in zip(limits, (limits[0] - 1, limits[1] + 1), strict=True):
        assert Scenario(changed={name: end}).value(name) == end
        with pytest.raises(ValueError, match=f"Write a number from {limits[0]} to {limits[1]}"):
            Scenario(changed={name: beyond})


def test_people_weeks_and_places_go_to_their_limits_and_no_further() -> None:
    for many, weeks in ((1, 1), (10_000_000, 260)):
        found = Scenario(people=many, weeks=weeks, places={"iop": many})
        assert (found.people, found.weeks, found.places["iop"]) == (many, weeks, many)
    assert Scenario(places={"iop": 0}).places["iop"] == 0
    for change, words in (
        ({"people": 10_000_001}, "people is 10000001. Write a whole number from 1 to 10,000,000"),
        ({"weeks": 261}, "weeks is 261. Write a whole number from 1 to 260"),
        ({"weeks": 0}, "weeks is 0"),
        ({"people": 10, "places": {"iop": 11}}, "Places in IOP: 11. Write a whole number up to 10"),
    ):
        with pytest.raises(ValueError, match=words):
            Scenario(**change)


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
            "start": ANY_JSON | st.sampled_from(list(STARTS)),
            "people": ANY_JSON,
            "weeks": ANY_JSON,
            "changed": ANY_JSON | st.dictionaries(st.sampled_from(list(parameters())), ANY_JSON, max_size=2),
            "places": ANY_JSON | st.dictionaries(st.sampled_from(CAPACITY), ANY_JSON, max_size=2),
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
        ({"people": 0}, "people is 0. Write a whole number from 1"),
        ({"weeks": 2.5}, "weeks is 2.5"),
        (
            {"changed": {"attendance": 1.2}},
            "Share of the planned hours that is attended is 1.2. Write a number from 0 to 1",
        ),
        ({"changed": {"mood": 1}}, "Numbers of the model is 'mood', which is not one of: response_treated"),
        ({"changed": {"weeks_iop": 2.5}}, "Write whole weeks"),
        ({"changed": {"leave_php": 0.9}}, "go beyond 1"),
        ({"places": {"home": 3}}, "Places is 'home', which is not one of: outpatient, iop, php"),
        ({"places": {"iop": -1}}, "Places in IOP is -1. Write a whole number from 0"),
    ],
)
def test_what_cannot_be_is_refused_in_words(change: dict, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Scenario(**change)
