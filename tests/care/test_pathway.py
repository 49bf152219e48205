"""The pathway model: rules that hold, and agreement with three other ways to the same numbers."""

from __future__ import annotations

import math
import statistics
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from iopedu.care.cohort import (
    ARMS,
    MEASURES,
    NULL,
    Comparison,
    Course,
    checks,
    compare,
    follow,
    interval,
    paired,
    swings,
)
from iopedu.care.pathway import CAPACITY, HEALTH, PLACES, Scenario, parameters, starts
from iopedu.care.transitions import YEAR, Transitions, weekly
from tests.care.pathway_simpy import Model

TABLE = {name: entry.value for name, entry in parameters().items()}
SHARES = [name for name, entry in parameters().items() if entry.most == 1 and not name.startswith("leave_")]
CHANGES = st.dictionaries(st.sampled_from(SHARES), st.floats(0, 1), max_size=6)
ROOM = st.fixed_dictionaries({}, optional={f"places_{place}": st.integers(0, 1000) for place in CAPACITY})
SCENARIOS = st.builds(
    lambda start, weeks, changed, room, coming: Scenario(
        start, weeks, {**changed, **room, "arrival_weeks": min(coming, weeks)}
    ),
    st.sampled_from(list(starts())),
    st.integers(1, 40),
    CHANGES,
    ROOM,
    st.integers(1, 30),
)
TINY = 1e-9


def rules(scenario: Scenario) -> Transitions:
    return Transitions(scenario, TABLE | scenario.changed)


def share(scenario: Scenario, measure: str, therapy: bool = True) -> float:
    return follow(scenario, therapy=therapy).measures[measure]


def at(slot: int, health: int, made: Transitions) -> tuple[list[float], ...]:
    crowd = made.nobody()
    crowd[health][slot] = 1.0
    return crowd


# The rules -------------------------------------------------------------------------------------------


@given(SCENARIOS)
@settings(max_examples=25)
def test_nobody_is_lost_and_no_share_is_below_zero(scenario: Scenario) -> None:
    made = rules(scenario)
    for slot in range(len(made.slots)):
        for health in range(3):
            after = made.step(at(slot, health, made))
            assert min(map(min, after)) >= 0
            assert sum(map(sum, after)) == pytest.approx(1)


@given(SCENARIOS)
@settings(max_examples=40)
def test_places_are_never_overfull_and_everybody_is_somewhere(scenario: Scenario) -> None:
    found, coming = follow(scenario), int(scenario.value("arrival_weeks"))
    for week, places in enumerate(found.places):
        assert sum(places.values()) == pytest.approx(min(week + 1, coming) / coming)
        for place in CAPACITY:
            assert -TINY <= places[place] <= scenario.value(f"places_{place}") / 1000 + TINY
    assert all(0 <= value <= 1 + TINY for value in found.responded)


@given(SCENARIOS, st.sampled_from(CAPACITY), st.integers(0, 1000))
@settings(max_examples=40)
def test_more_places_never_lengthen_the_queue(scenario: Scenario, place: str, room: int) -> None:
    """Nobody comes back, so that the queue is only that of those who ask once."""
    once = {"readmit": 0, "return": 0, "seek_outpatient": 0, "seek_iop": 0, "up_iop": 0, "up_outpatient": 0}
    once |= {name: 0 for name in TABLE if name.startswith("admit_")}
    alone = {f"places_{other}": 1000 for other in CAPACITY if other != place}
    few, many = sorted((room, scenario.value(f"places_{place}")))
    queues = []
    for places in (few, many):
        changed = scenario.changed | once | alone | {f"places_{place}": int(places)}
        weeks = follow(replace(scenario, changed=changed)).places
        queues.append([week[f"waiting_{place}"] for week in weeks])
    assert all(longer >= shorter - TINY for longer, shorter in zip(*queues, strict=True))


def test_fewer_places_mean_more_waiting_and_on_the_first_day_too() -> None:
    waits = [share(Scenario(changed={"places_iop": room}), "waiting_weeks") for room in (10, 40, 160, 1000)]
    assert waits == sorted(waits, reverse=True) and waits[0] > waits[3] + 3
    first = follow(Scenario("iop_begins", changed={"places_iop": 50})).places[0]
    assert (first["iop"], first["waiting_iop"]) == pytest.approx((0.05, 0.95))


def test_when_more_than_everybody_asks_nobody_stays() -> None:
    made = rules(Scenario(changed={"seek_outpatient": 0.9, "seek_iop": 0.4, "admit_other": 0}))
    ways = list(made._ways("home", 0, "unwell"))
    shares = {place: sum(part for (to, _week), part in ways if to.endswith(place)) for place in PLACES}
    assert shares["outpatient"] == pytest.approx(0.9) and shares["iop"] == pytest.approx(0.1)
    assert ways[-1] == (("home", 0), pytest.approx(0))


def test_a_week_adds_up_to_the_share_of_its_source() -> None:
    for part, weeks in ((0.29, 52.18), (0.15, 4), (0.0, 3), (1.0, 3)):
        assert 1 - (1 - weekly(part, weeks)) ** weeks == pytest.approx(part)


def test_attended_hours_raise_the_chance_to_respond_and_none_is_no_therapy() -> None:
    made = rules(Scenario())
    rates = [made.response(hours) for hours in (0, 0.25, 0.5, 1, 2, 9, 20, 40)]
    assert rates == sorted(rates) and len(set(rates)) == len(rates)
    assert rates[0] == pytest.approx(1 - 0.81 ** (1 / 12)) and rates[3] == pytest.approx(1 - 0.58 ** (1 / 12))
    assert rates[4] - rates[3] == pytest.approx(0.1 * (rates[3] - rates[0]))
    flat = rules(Scenario(changed={"dose_gain": 0}))
    assert flat.response(9) == flat.response(1) == made.response(1)
    more = rules(Scenario(changed={"dose_hours": 2}))
    assert more.response(2) == pytest.approx(made.response(1)) and more.response(1) < made.response(1)
    sure = rules(Scenario(changed={"response_treated": 1, "course_weeks": 1}))
    assert sure.response(168) == 1
    harm = rules(Scenario(changed={"response_treated": 0.0, "dose_gain": 0.3}))
    assert harm.response(168) == 0


def test_aftercare_spares_its_share_of_the_relapses_in_those_who_get_it() -> None:
    changed = {"relapse_year": 0.5, "aftercare_share": 0.4, "aftercare_rr": 0.75}
    without, with_it = (rules(Scenario(changed=changed | {"aftercare_share": part})).relapse for part in (0, 0.4))
    # Of 100 relapses 40 belong to people with aftercare, and a quarter of those does not come.
    assert with_it == pytest.approx(0.9 * without) and 1 - (1 - without) ** YEAR == pytest.approx(0.5)


@pytest.mark.parametrize("place", CAPACITY)
@pytest.mark.parametrize("early", [1, 2, 9])
def test_people_leave_a_program_as_declared(place: str, early: int) -> None:
    made = rules(Scenario(changed={"early_weeks": early}))
    stay = np.cumprod([1 - made.dropout(place, week) for week in range(made.length[place])])
    assert 1 - stay[-1] == pytest.approx(TABLE[f"dropout_{place}"])
    if made.length[place] > early:
        assert 1 - stay[early - 1] == pytest.approx(0.7 * TABLE[f"dropout_{place}"])


@pytest.mark.parametrize("mean", [1, 1.1, 2.5])
def test_a_hospital_stay_lasts_its_mean(mean: float) -> None:
    calm = {name: 0 for name in TABLE if name.startswith(("admit_", "readmit"))}
    weeks = follow(Scenario("hospital", 200, {"weeks_inpatient": mean, **calm})).places
    assert sum(week["inpatient"] for week in weeks) == pytest.approx(mean)


def test_care_while_waiting_counts() -> None:
    changed = {"wait_iop": 30, "wait_leaves": 0, "hours_waiting_iop": 0}
    none, one = (share(Scenario(weeks=12, changed=changed | {"hours_waiting_iop": h}), "responded") for h in (0, 1))
    assert one > none + 5
    hours = share(Scenario(weeks=1, changed={"hours_waiting_iop": 1, "attendance": 0.5}), "care_hours")
    assert hours == pytest.approx(0.5)


# What is to be expected ------------------------------------------------------------------------------

#: What the earlier version, with numpy and five layers after a hospital stay, gave where nobody is admitted.
EARLIER = {
    ("stalled", ()): (61.559634, 3.201513, 12.285514, 25.446015, 30.311461, 6.679878, 5.319338, 46.862824),
    ("stalled", (("attendance", 0.4), ("wait_iop", 8.0))): (
        *(57.016814, 3.652758, 13.608618, 23.276142, 32.781837, 11.347936, 4.506933, 20.007831),
    ),
    ("new", ()): (61.055506, 3.238176, 12.978523, 19.535273, 31.067964, 6.746550, 0.666213, 16.539679),
    ("new", (("attendance", 0.4), ("wait_iop", 8.0))): (
        *(55.931949, 3.746952, 14.059679, 19.477579, 33.518870, 7.538644, 0.571332, 7.944111),
    ),
}


@pytest.mark.parametrize("key", EARLIER, ids=str)
def test_it_gives_the_numbers_of_the_version_with_numpy_where_the_rules_are_the_same(key: tuple) -> None:
    start, changed = key
    same = {name: 0 for name in TABLE if name.startswith(("admit_", "hours_waiting"))}
    found = follow(Scenario(start, changed={**same, **dict(changed)})).measures
    assert list(found.values())[:-1] == pytest.approx(EARLIER[key], abs=1e-5)


@given(SCENARIOS)
@settings(max_examples=10)
def test_the_expectation_is_the_power_of_the_matrix(scenario: Scenario) -> None:
    scenario = replace(scenario, changed={k: v for k, v in scenario.changed.items() if k[:3] not in ("pla", "arr")})
    made = rules(scenario)
    size = len(made.slots)
    rows = [np.concatenate(made.step(at(slot, health, made))) for health in range(3) for slot in range(size)]
    begin = made.nobody()
    made.arrive(begin, 1)
    end = np.concatenate(begin) @ np.linalg.matrix_power(np.array(rows), scenario.weeks)
    found = follow(scenario)
    for place in PLACES:
        here = [slot for slot, (name, _week) in enumerate(made.slots) if name == place]
        assert found.places[-1][place] == pytest.approx(end.reshape(3, size)[:, here].sum(), abs=1e-9)
    assert found.responded[-1] == pytest.approx(end.reshape(3, size)[list(HEALTH).index("responded")].sum(), abs=1e-9)


@pytest.mark.parametrize("treated", [0.3, 0.42, 0.8])
def test_an_absorbing_chain_has_its_closed_form(treated: float) -> None:
    """Weekly therapy without end, nobody worse, nobody leaves: weeks not well are a geometric series."""
    calm = {name: 0 for name in TABLE if name.startswith(("admit_", "dropout_", "up_", "begin_", "relapse", "worse_t"))}
    changed = {**calm, "weeks_outpatient": 52, "attendance": 1, "response_treated": treated}
    found = follow(Scenario("stays", 52, changed)).measures
    stay = (1 - treated) ** (1 / 12)
    assert found["responded"] == pytest.approx(100 * (1 - stay**52))
    assert found["unwell_weeks"] == pytest.approx(stay * (1 - stay**52) / (1 - stay))


def test_a_mean_wait_has_its_closed_form() -> None:
    calm = {name: 0 for name in TABLE if name.startswith(("admit_", "seek", "wait_leaves", "return"))}
    changed = {**calm, "wait_outpatient": 5, "dropout_outpatient": 0, "up_outpatient": 0}
    assert share(Scenario("new", 250, changed), "waiting_weeks") == pytest.approx(5 + 1)  # the first week is one too


def test_without_attendance_a_program_is_the_same_as_no_therapy() -> None:
    for changed in ({}, {"hours_iop": 3}, {"dose_gain": 0.3}, {"response_treated": 0.6}):
        scenario = Scenario("iop_begins", changed={"attendance": 0.0} | changed)
        for name in ("responded", "worse", "unwell_weeks"):
            assert share(scenario, name) == pytest.approx(share(scenario, name, therapy=False))


@given(SCENARIOS, st.floats(0.2, 0.9))
@settings(max_examples=30)
def test_no_therapy_never_beats_therapy_with_a_positive_effect(scenario: Scenario, effect: float) -> None:
    """Getting worse and being spared a relapse are left alone: the effect is the one on response."""
    changed = scenario.changed | {"response_untreated": effect / 2, "response_treated": effect, "worse_untreated": 1}
    better = replace(scenario, changed=changed)
    assert share(better, "responded") >= share(better, "responded", therapy=False) - TINY
    worse = replace(scenario, changed=changed | {"response_untreated": effect, "response_treated": effect / 2})
    assume(worse.changed.get("aftercare_share", 0) == 0)
    assert share(worse, "responded") <= share(worse, "responded", therapy=False) + TINY


@pytest.mark.parametrize("name", ["hours_iop", "weeks_iop", "attendance"])
def test_more_hours_weeks_and_attendance_mean_more_responses_in_the_program(name: str) -> None:
    low, high = {"hours_iop": (3, 15), "weeks_iop": (2, 10), "attendance": (0.4, 0.9)}[name]
    calm = {"dropout_iop": 0.0, "up_iop": 0.0, "admit_iop": 0.0, "admit_other": 0.0, "down_iop": 0.0}
    few, many = (share(Scenario("iop_begins", weeks=10, changed=calm | {name: v}), "responded") for v in (low, high))
    assert many > few + 1


def test_some_get_worse_and_not_all() -> None:
    for start in starts():
        assert 0 < share(Scenario(start, weeks=12), "worse") < 50


def test_it_returns_what_went_in_and_stands_to_other_data_as_it_is_said() -> None:
    kinds = {each.id: (each.kind, each.ok) for each in checks()}
    assert {name for name, (_kind, ok) in kinds.items() if not ok} == {"php"}
    assert sum(kind == "outside" for kind, _ok in kinds.values()) >= 5
    for each in checks():
        assert bool(each.sources) == (each.kind == "outside")
    assert not next(each for each in checks({"readmit": 0.4}) if each.id == "readmit").ok
    assert not next(each for each in checks({"relapse_year": 0.9}) if each.id == "untreated_52").ok


def test_a_null_effect_fails_where_the_effect_is_checked_and_gives_no_difference() -> None:
    assert {each.id for each in checks(NULL) if not each.ok} == {"treated", "course", "php"}
    null = NULL | {"worse_untreated": 1}
    found = [share(Scenario("iop_begins", changed=null), "responded", therapy) for therapy in (True, False)]
    assert found[0] == pytest.approx(found[1])


# Two arrangements ------------------------------------------------------------------------------------

IOP, WEEKLY = Scenario("stalled"), Scenario("stays")


def test_the_same_arrangement_twice_differs_by_exactly_nothing() -> None:
    one = Scenario("stalled", changed={"attendance": 0.5})
    again = Scenario.from_json(one.to_json())
    found = compare(one, again, runs=5)
    assert {found.interval(measure) for measure in MEASURES} == {(0.0, 0.0, 0.0)}
    copied = [follow(one, values) for values in (TABLE, dict(TABLE))]
    assert copied[0] == copied[1]


def test_a_and_b_in_turn_flip_the_sign() -> None:
    one, other = compare(IOP, WEEKLY, runs=9), compare(WEEKLY, IOP, runs=9)
    for measure in MEASURES:
        low, middle, high = one.interval(measure)
        assert other.interval(measure) == pytest.approx((-high, -middle, -low))
    assert one.interval("responded", "a") == other.interval("responded", "b")


def test_common_draws_tell_what_separate_draws_hide() -> None:
    fewer = Scenario("stalled", changed={"places_iop": 50})
    found = compare(fewer, IOP, runs=80)
    low, _middle, high = found.interval("waiting_weeks")
    (a_low, _a, _), (_, _b, b_high) = found.interval("responded", "a"), found.interval("responded", "b")
    assert low > 0 and high > low and a_low < b_high
    apart = statistics.pstdev(run[0].measures["responded"] for run in found.runs)
    together = statistics.pstdev(run[0].measures["responded"] - run[1].measures["responded"] for run in found.runs)
    assert together < apart / 3


def test_the_same_seed_gives_the_same_and_another_one_something_else() -> None:
    one, again, other = (list(paired(IOP, WEEKLY, 3, seed)) for seed in (5, 5, 6))
    assert one == again != other and len(one) == 3


def test_what_is_changed_is_not_drawn_and_the_rest_is() -> None:
    every = {name: entry.value for name, entry in parameters().items()}
    every = {name: int(value) if float(value).is_integer() else value for name, value in every.items()}
    fixed = Scenario("stalled", changed=every)
    low, _middle, high = compare(fixed, fixed, runs=4).interval("responded", "a")
    assert low == high == pytest.approx(share(Scenario(), "responded"))
    low, _middle, high = compare(IOP, IOP, runs=60).interval("responded", "a")
    assert high - low > 20


def test_the_effect_is_drawn_from_what_one_program_may_show() -> None:
    low, high = (share(Scenario(changed={"response_treated": end}), "responded") for end in (0.148, 0.75))
    mean = [share(Scenario(changed={"response_treated": end}), "responded") for end in (0.391, 0.449)]
    assert high - low > 25 > 4 * (mean[1] - mean[0]) - 10
    assert (parameters()["response_treated"].low, parameters()["response_treated"].high) == (0.148, 0.75)


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        (IOP, Scenario("stays", weeks=26), "different lengths of time"),
        (IOP, Scenario("hospital"), "different people"),
        (IOP, Scenario("stays", changed={"begin_stalled": 0.3}), "different people"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_words(a: Scenario, b: Scenario, words: str) -> None:
    for call in (lambda: compare(a, b, runs=2), lambda: swings(a, b, "responded")):
        with pytest.raises(ValueError, match=words):
            call()


def test_drawn_shares_that_go_beyond_everybody_lose_nobody() -> None:
    beyond = TABLE | {"leave_php": 0.6, "leave_iop": 0.5, "leave_outpatient": 0.4}
    for places in follow(Scenario("hospital"), beyond).places:
        assert sum(places.values()) == pytest.approx(1) and min(places.values()) >= 0


def test_runs_measures_and_arms_are_checked() -> None:
    for many in (0, 10_001, 2.0, True):
        with pytest.raises(ValueError, match=r"“Runs” is .* from 1 to 10,000"):
            compare(IOP, IOP, runs=many)
    found = compare(Scenario(weeks=1), Scenario(weeks=1), runs=1)
    for call in (lambda: found.interval("cost"), lambda: found.interval("lost", "c"), lambda: swings(IOP, IOP, "cost")):
        with pytest.raises(ValueError, match=r"\.$"):
            call()
    assert len(found.runs) == 1


def test_the_interval_holds_95_of_100_runs_and_the_middle_one() -> None:
    assert interval([float(value) for value in range(1001)]) == (25, 500, 975)
    assert interval([7.0]) == (7, 7, 7)
    runs = tuple(
        tuple(Course((), (), dict.fromkeys(MEASURES, value)) for value in (3.0 * at, 2.0 * at, 0.5 * at))
        for at in range(1001)
    )
    found = Comparison(IOP, IOP, runs)
    middles = {arm: found.interval("lost", arm)[1] for arm in ARMS}
    assert middles == {"a": 1500, "b": 1000, "none": 250, "gain": 1250, "difference": 500}
    assert found.interval("lost") == (25, 500, 975)


def test_swings_are_those_of_the_number_alone_and_the_widest_stands_first() -> None:
    a, b = (Scenario(one.start, 20, {"attendance": 0.7}) for one in (IOP, WEEKLY))
    found = swings(a, b, "responded")
    widths = [abs(high - low) for _, low, high in found]
    assert widths == sorted(widths, reverse=True) and widths[0] > 0.5
    names = {name for name, _, _ in found}
    assert "attendance" not in names and "hours_iop" not in names
    name, low, high = next(swing for swing in found if swing[0] == "response_treated")
    for value, end in ((0.148, low), (0.75, high)):
        one, other = (replace(s, changed=s.changed | {name: value}) for s in (a, b))
        assert share(one, "responded") - share(other, "responded") == pytest.approx(end)
    assert all(low == high == 0 for _name, low, high in swings(a, a, "lost"))


# Person by person ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "changed"),
    [
        ("stalled", {}),
        ("hospital", {"weeks_inpatient": 2.5, "readmit": 0.5, "leave_php": 0.4, "arrival_weeks": 6}),
        ("stalled", {"places_outpatient": 150, "places_iop": 60, "places_php": 10, "wait_iop": 1}),
        ("day_program", {"dose_hours": 4, "hours_waiting_outpatient": 3, "early_weeks": 1, "aftercare_share": 0.8}),
    ],
    ids=str,
)
def test_it_agrees_with_a_model_written_person_by_person(start: str, changed: dict[str, float]) -> None:
    scenario = Scenario(start, 30, changed)
    sure, one_by_one = follow(scenario).measures, [Model(scenario, seed).run() for seed in range(12)]
    for name in one_by_one[0]:
        theirs = [found[name] for found in one_by_one]
        error = statistics.stdev(theirs) / math.sqrt(len(theirs))
        assert abs(sure[name] - statistics.mean(theirs)) < 4.5 * error + 0.05, name


def test_it_needs_nothing_but_python() -> None:
    code = (
        "import sys; sys.modules.update(dict.fromkeys(('numpy', 'matplotlib', 'scipy', 'pandas')))\n"
        "from iopedu.care.cohort import compare; from iopedu.care.pathway import Scenario\n"
        "from iopedu.show.care.pathway import pathway_weeks, pathway_states, pathway_swings\n"
        "print(pathway_weeks(compare(Scenario(), Scenario('stays'), 3)).html().count('<svg'))"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "2"
