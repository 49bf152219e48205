"""The pathway model: sourced or flagged numbers, rules that hold, chance that agrees with two other ways to run it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iopedu.care.cohort import MEASURES, Result, expected, simulate, swings
from iopedu.care.pathway import CAPACITY, HEALTH, PLACES, STARTS, Scenario, parameters
from iopedu.care.pathway_checks import checks
from iopedu.care.transitions import State, Transitions, weekly
from tests.care.pathway_simpy import Model

CHANGES = st.dictionaries(
    st.sampled_from([name for name in parameters() if not name.startswith(("leave_", "weeks_", "course"))]),
    st.floats(0, 1),
    max_size=6,
)
SCENARIOS = st.builds(
    Scenario, start=st.sampled_from(list(STARTS)), people=st.integers(1, 400), weeks=st.integers(1, 30), changed=CHANGES
)


def table(scenario: Scenario) -> Transitions:
    return Transitions(scenario, {name: np.array([float(scenario.value(name))]) for name in parameters()})


def share(scenario: Scenario, measure: str) -> float:
    return float(expected(scenario).measures[measure][0])


# The table -------------------------------------------------------------------------------------------


@given(SCENARIOS)
@settings(max_examples=25)
def test_moves_are_chances(scenario: Scenario) -> None:
    made = table(scenario)
    assert (made.chance >= -1e-12).all()
    assert np.allclose(made.chance.sum(axis=2), 1)


def test_when_more_than_everybody_asks_nobody_stays_and_no_chance_is_below_zero() -> None:
    made = table(Scenario(changed={"seek_outpatient": 0.9, "seek_iop": 0.4}))
    assert (made.chance >= 0).all() and np.allclose(made.chance.sum(axis=2), 1)
    ways = list(made._ways(State("home", 0, "unwell", 0), "unwell"))
    shares = {place: sum(float(share[0]) for to, _, share in ways if to.endswith(place)) for place in PLACES}
    assert shares["outpatient"] == pytest.approx(0.9) and shares["iop"] == pytest.approx(0.1) and shares["home"] == 0


def test_a_week_adds_up_to_the_share_of_its_source() -> None:
    for part, weeks in ((0.29, 52.18), (0.15, 4), (0.0, 3), (1.0, 3)):
        assert 1 - (1 - weekly(part, weeks)) ** weeks == pytest.approx(part)


def test_attended_hours_raise_the_chance_to_respond_and_none_is_no_therapy() -> None:
    made = table(Scenario())
    rates = [float(made.response(hours)[0]) for hours in (0, 0.25, 0.5, 1, 2, 9, 20, 40)]
    assert rates == sorted(rates) and len(set(rates)) == len(rates)
    assert rates[0] == pytest.approx(1 - 0.81 ** (1 / 12)) and rates[3] == pytest.approx(1 - 0.58 ** (1 / 12))
    flat = table(Scenario(changed={"dose_gain": 0}))
    assert flat.response(9)[0] == flat.response(1)[0] == made.response(1)[0]
    sure = table(Scenario(changed={"response_treated": 1, "course_weeks": 1}))
    assert sure.response(168)[0] == 0.95, "nobody is sure to respond"


def test_aftercare_spares_its_share_of_the_relapses_in_those_who_get_it() -> None:
    changed = {"relapse_year": 0.5, "aftercare_share": 0.4, "aftercare_rr": 0.75}
    well = State("home", 0, "responded", 0)
    without, with_it = (
        float(table(Scenario(changed=changed | {"aftercare_share": part}))._health(well)["unwell"][0])
        for part in (0, 0.4)
    )
    # Of 100 relapses 40 belong to people with aftercare, and a quarter of those does not come.
    assert with_it == pytest.approx(0.9 * without) and 1 - (1 - without) ** (365.25 / 7) == pytest.approx(0.5, abs=1e-3)


@pytest.mark.parametrize("place", CAPACITY)
def test_people_leave_a_program_as_declared(place: str) -> None:
    made = table(Scenario())
    stay = np.cumprod([1 - float(made.dropout(place, week)[0]) for week in range(made.length[place])])
    assert 1 - stay[-1] == pytest.approx(parameters()[f"dropout_{place}"].value)
    if made.length[place] > 2:
        assert 1 - stay[1] == pytest.approx(0.7 * parameters()[f"dropout_{place}"].value)


# What is to be expected ------------------------------------------------------------------------------


def dense(scenario: Scenario) -> tuple[np.ndarray, Transitions]:
    """The closed form: the table as a square matrix."""
    made = table(scenario)
    matrix = np.zeros((len(made.states), len(made.states)))
    for at in range(len(made.states)):
        np.add.at(matrix[at], made.to[at], made.chance[0, at])
    return matrix, made


@given(SCENARIOS)
@settings(max_examples=10)
def test_the_expectation_is_the_power_of_the_matrix(scenario: Scenario) -> None:
    matrix, made = dense(scenario)
    end = made.begin() @ np.linalg.matrix_power(matrix, scenario.weeks) * scenario.people
    found = expected(scenario)
    for at, _ in enumerate(PLACES):
        assert found.places[0, -1, at] == pytest.approx(end[made.place == at].sum(), abs=1e-6 * scenario.people)
    for at, _ in enumerate(HEALTH):
        assert found.health[0, -1, at] == pytest.approx(end[made.health == at].sum(), abs=1e-6 * scenario.people)


def test_without_attendance_a_program_is_the_same_as_no_therapy() -> None:
    nothing = {"attendance": 0.0}
    for changed in ({"hours_iop": 3}, {"hours_iop": 15}, {"dose_gain": 0.3}, {"response_treated": 0.42}):
        one, other = (share(Scenario("iop_begins", changed=nothing | more), "responded") for more in ({}, changed))
        assert one == pytest.approx(other)


@pytest.mark.parametrize("name", ["hours_iop", "weeks_iop", "attendance"])
def test_more_hours_weeks_and_attendance_mean_more_responses_in_the_program(name: str) -> None:
    low, high = {"hours_iop": (3, 15), "weeks_iop": (2, 10), "attendance": (0.4, 0.9)}[name]
    calm = {"dropout_iop": 0.0, "up_iop": 0.0, "admit_iop": 0.0, "admit_other": 0.0, "down_iop": 0.0}
    few, many = (share(Scenario("iop_begins", weeks=10, changed=calm | {name: v}), "responded") for v in (low, high))
    assert many > few + 1


def test_some_get_worse_and_not_all() -> None:
    for start in STARTS:
        assert 0 < share(Scenario(start, weeks=12), "worse") < 50


def test_the_start_decides_how_many_are_worse_and_change_is_not_fixed_by_it() -> None:
    first = {start: expected(Scenario(start, weeks=1)).health[0, 0, 1] for start in STARTS}
    assert first == {start: 1000 * entry.worse for start, entry in STARTS.items()} and len(set(first.values())) >= 4
    matrix, made = dense(Scenario("iop_begins", weeks=12))
    score = np.array([{"responded": 0, "unwell": 1, "worse": 2}[state.health] for state in made.states])
    begin = made.begin()
    end = np.linalg.matrix_power(matrix, 12)
    pairs = [
        (score[a], score[b] - score[a], begin[a] * end[a, b]) for a in np.flatnonzero(begin) for b in range(len(end))
    ]
    base, change, weight = map(np.array, zip(*pairs, strict=True))
    center = [x - np.average(x, weights=weight) for x in (base, change)]
    r = np.average(center[0] * center[1], weights=weight) / math.sqrt(
        np.average(center[0] ** 2, weights=weight) * np.average(center[1] ** 2, weights=weight)
    )
    assert 0.05 < abs(r) < 0.95


def test_the_model_gives_back_its_sources_and_a_null_effect_fails() -> None:
    assert all(check.ok for check in checks())
    null = {check.name: check.ok for check in checks({"response_treated": 0.19, "dose_gain": 0.0})}
    assert null.pop("Response with therapy minus response without") is False and all(null.values())
    assert not all(check.ok for check in checks({"readmit": 0.4}))


# Chance ----------------------------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_and_nobody_is_lost() -> None:
    scenario = Scenario("hospital", people=777, weeks=20, places={"iop": 30})
    one, again, other = (simulate(scenario, runs=3, seed=seed, vary=True) for seed in (5, 5, 6))
    assert (one.places == again.places).all() and (one.places != other.places).any()
    assert (one.runs, simulate(scenario).runs) == (3, 1)
    for found in (one.places, one.health):
        assert (found >= 0).all() and (found.sum(axis=2) == 777).all() and (found == found.astype(int)).all()


@pytest.mark.parametrize("start", STARTS)
def test_chance_agrees_with_what_is_expected(start: str) -> None:
    scenario = Scenario(start, people=4000, weeks=26)
    drawn, sure = simulate(scenario, runs=60, seed=2), expected(scenario)
    for name in MEASURES:
        error = drawn.measures[name].std() / math.sqrt(drawn.runs) + 1e-9
        assert abs(drawn.measures[name].mean() - sure.measures[name][0]) < 5 * error, name


@pytest.mark.parametrize("places", [{}, {"iop": 40}, {"outpatient": 100, "iop": 25, "php": 3}], ids=str)
def test_it_agrees_with_a_model_written_person_by_person(places: dict[str, int]) -> None:
    scenario = Scenario("stalled", people=500, weeks=30, places=places)
    drawn = simulate(scenario, runs=200, seed=4)
    one_by_one = [Model(scenario, seed).run() for seed in range(12)]
    for name in one_by_one[0]:
        mine, theirs = drawn.measures[name], np.array([found[name] for found in one_by_one])
        error = math.sqrt(mine.var() / len(mine) + mine.var() / len(theirs))
        assert abs(mine.mean() - theirs.mean()) < 4.5 * error + 1e-9, name


def test_places_are_never_overfull_and_fewer_places_mean_more_waiting() -> None:
    waits = []
    for room in (10, 40, 160):
        found = simulate(Scenario(people=600, weeks=40, places={"iop": room}), runs=5)
        assert found.places[:, :, list(PLACES).index("iop")].max() <= room
        waits.append(found.interval("waiting_weeks")[1])
    assert waits == sorted(waits, reverse=True) and waits[0] > waits[2] + 3


def test_uncertain_numbers_widen_the_interval_and_changed_ones_stay() -> None:
    scenario = Scenario(people=2000)
    sure, unsure = (simulate(scenario, runs=80, vary=vary).interval("responded") for vary in (False, True))
    assert unsure[2] - unsure[0] > 2 * (sure[2] - sure[0])
    fixed = Scenario(people=2000, changed={name: entry.value for name, entry in parameters().items()})
    low, _, high = simulate(fixed, runs=80, vary=True).interval("responded")
    assert high - low < 1.5 * (sure[2] - sure[0])


def test_progress_is_told_week_by_week() -> None:
    told = []
    simulate(Scenario(weeks=7), progress=lambda done, all_of_them: told.append((done, all_of_them)))
    assert told == [(week, 7) for week in range(1, 8)]


def test_a_result_says_its_runs_and_intervals() -> None:
    found = simulate(Scenario(), runs=20)
    assert "20 runs" in found.describe() and all(name in found.describe() for name in MEASURES.values())
    low, middle, high = found.band("iop")
    assert (low <= middle).all() and (middle <= high).all() and len(low) == 53
    for call in (lambda: found.interval("cost"), lambda: found.band("spa"), lambda: simulate(Scenario(), runs=0)):
        with pytest.raises(ValueError, match=r"\.$"):
            call()
    with pytest.raises(ValueError, match="room for everybody"):
        expected(Scenario(places={"iop": 3}))


def test_the_interval_holds_95_of_100_runs_and_the_middle_one() -> None:
    runs = np.arange(1001.0)
    in_place = np.zeros((1001, 2, len(PLACES)))
    in_place[:, 1, list(PLACES).index("iop")] = runs
    found = Result(Scenario(), in_place, np.zeros((1001, 2, 3)), {"lost": runs})
    assert found.interval("lost") == (25, 500, 975)
    assert found.band("iop").tolist() == [[0, 25], [0, 500], [0, 975]]


def test_a_simulation_runs_up_to_ten_thousand_times() -> None:
    tiny = Scenario(people=1, weeks=1)
    assert [simulate(tiny, runs=many).runs for many in (1, 10_000)] == [1, 10_000]
    for many in (0, 10_001, 2.0, True):
        with pytest.raises(ValueError, match=r"Runs is .* from 1 to 10,000"):
            simulate(tiny, runs=many)


def test_states_are_what_they_seem() -> None:
    made = table(Scenario())
    assert len(set(made.states)) == len(made.states) and isinstance(made.states[0], State)
    assert isinstance(simulate(Scenario()), Result)


def test_swings_are_those_of_the_number_alone_and_the_widest_stands_first() -> None:
    scenario = Scenario("iop_begins", weeks=20, changed={"attendance": 0.7})
    found = swings(scenario, "responded")
    widths = [abs(high - low) for _, low, high in found]
    assert widths == sorted(widths, reverse=True) and widths[0] > 1
    assert "attendance" not in {name for name, _, _ in found} and "hours_iop" not in {name for name, _, _ in found}
    name, low, high = next(swing for swing in found if swing[0] == "response_treated")
    for value, end in ((0.39, low), (0.45, high)):
        alone = Scenario("iop_begins", weeks=20, changed={"attendance": 0.7, name: value})
        assert share(alone, "responded") == pytest.approx(end)
    for scenario, measure in ((Scenario(places={"iop": 2}), "responded"), (Scenario(), "cost")):
        with pytest.raises(ValueError, match=r"\.$"):
            swings(scenario, measure)
