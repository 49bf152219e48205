"""The card: not answered is never 0, an urge is not an action, and a date is a date."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu.dbt.cases import example_card, week_to_read
from iopedu.dbt.dates import OnDay, day_name
from iopedu.dbt.diary import DiaryCard
from iopedu.dbt.diary_day import STATES, Average, Day, Target
from iopedu.dbt.routes import Response
from iopedu.dbt.skills import skills
from tests.tools import ANY_JSON

START = date(2026, 3, 16)
SUICIDE, HARM = "Thoughts of suicide", "Urge to self-harm"
HOURS = Target("Urge to withdraw", "hours")
STARTS = st.dates(date(1900, 1, 1), date(2199, 12, 20))
RATINGS = st.none() | st.integers(0, 5)


def card(*days: Day, **fields: object) -> DiaryCard:
    return DiaryCard(**{"start": START, "targets": (*DiaryCard().targets, HOURS), "days": days, **fields})


def answers(week: DiaryCard) -> dict[str, tuple[int]]:
    """Return the first option of each open question."""
    return {question.id: (0,) for question in week.questions()}


@st.composite
def days(draw, on: date) -> Day:
    acted = draw(st.dictionaries(st.sampled_from((HARM, HOURS.name)), st.booleans()))
    amounts = {HOURS.name: draw(st.integers(1, 1000) | st.floats(0.5, 24))} if acted.get(HOURS.name) else {}
    return Day(
        on,
        urges=draw(st.dictionaries(st.sampled_from((SUICIDE, HARM, HOURS.name)), RATINGS)),
        acted=acted,
        amounts=amounts,
        emotions=draw(st.dictionaries(st.sampled_from(DiaryCard().emotions), RATINGS)),
        effective=tuple(draw(st.lists(st.text(), max_size=2))),
        skills=draw(
            st.dictionaries(st.sampled_from([one.id for one in skills()]), st.sampled_from(list(STATES)), max_size=3)
        ),
        note=draw(st.text()),
        filled_on=draw(st.none() | st.integers(0, 30).map(lambda late: on + timedelta(days=late))),
    )


@st.composite
def cards(draw) -> DiaryCard:
    start = draw(STARTS)
    places = draw(st.sets(st.integers(0, 6)))
    found = tuple(draw(days(start + timedelta(days=at))) for at in places)
    made = card(*found, start=start, person=draw(st.text()))
    while made.waiting() and draw(st.booleans()):
        made = made.respond(answers(made))
    return made


# Averages ------------------------------------------------------------------------------------------------


def test_one_five_and_six_blanks() -> None:
    week = card(Day(START, urges={HARM: 5}))
    assert week.average(HARM).says == "5, from 1 of 7 days, highest 5"
    assert "0.7" not in week.describe() and week.average(HARM).mean == 5


def test_missing_days_are_named_once_there_is_a_day() -> None:
    assert card().summary() == "0 of 7 days filled in."
    assert "1 of 7 days filled in. Nothing on " in card(Day(START, urges={HARM: 1})).summary()


def test_a_zero_is_an_answer_and_a_blank_is_none() -> None:
    week = card(Day(START, urges={HARM: 0, SUICIDE: None}, note="calm"), Day(START + timedelta(1), urges={HARM: 4}))
    assert week.rating(HARM, START) == 0 and week.rating(SUICIDE, START) is None
    assert week.average(HARM).says == "2, from 2 of 7 days, highest 4"
    assert week.average(SUICIDE).says == "not rated, 0 of 7 days" and week.average(SUICIDE).mean is None
    with pytest.raises(ValueError, match=r"no row named 'Calm'"):
        week.average("Calm")


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ((0,), "0, from 1 of 7 days, highest 0"),
        ((1, 2), "1.5, from 2 of 7 days, highest 2"),
        ((5, 0, 0), "1.7, from 3 of 7 days, highest 5"),
        ((2, 2, 2, 2, 2, 2, 2), "2, from 7 of 7 days, highest 2"),
    ],
)
def test_mean_days_and_highest_stand_together(values: tuple[int, ...], says: str) -> None:
    assert Average("X", values).says == says and repr(Average("X", values)) == f"X: {says}"


@given(cards())
def test_averages_use_exactly_the_answered_days(week: DiaryCard) -> None:
    for name in week.rows:
        found = [{**day.urges, **day.emotions}[name] for day in week.days if name in {**day.urges, **day.emotions}]
        average = week.average(name)
        assert sorted(average.values) == sorted(found)
        if found:
            assert f"from {len(found)} of 7 days, highest {max(found)}" in average.says
            assert min(found) <= average.mean <= max(found)


# Urge and action -----------------------------------------------------------------------------------------


def test_an_action_without_an_urge_and_an_urge_without_an_action() -> None:
    acted = card(Day(START, acted={HARM: True}))
    assert acted.rating(HARM, START) is None and acted.day(START).acted == {HARM: True}
    assert "Urge to self-harm: acted on it" in acted.describe() and "Urge to self-harm 0" not in acted.describe()
    urged = card(Day(START, urges={HARM: 3}, acted={HARM: False}))
    assert "Urge to self-harm 3; Urge to self-harm: not acted on" in urged.describe()


def test_amounts_belong_to_actions_and_have_the_unit_of_their_target() -> None:
    day = Day(START, acted={HOURS.name: True}, amounts={HOURS.name: 5.5})
    assert "acted on it, 5.5" in day.describe() and card(day).days == (day,)
    assert "Urge to withdraw: acted on it, 5.5 hours" in card(day).describe()
    with pytest.raises(ValueError, match=r"Monday, March 16: Urge to withdraw: the amount is 2, but “Acted on it\?”"):
        Day(START, amounts={HOURS.name: 2})
    with pytest.raises(ValueError, match=r"not set to yes"):
        Day(START, acted={HOURS.name: False}, amounts={HOURS.name: 2})
    with pytest.raises(ValueError, match=r"amounts: the card has no place for 'Urge to self-harm'"):
        card(Day(START, acted={HARM: True}, amounts={HARM: 2}))
    with pytest.raises(ValueError, match=r"acted: the card has no place for 'Thoughts of suicide'"):
        card(Day(START, acted={SUICIDE: True}), targets=(Target(SUICIDE, acts=False),))
    with pytest.raises(ValueError, match=r"has a unit, so there has to be an action"):
        Target("Thoughts", "times", acts=False)


@pytest.mark.parametrize("amount", [0, -1, 1001, float("nan"), float("inf"), True, "2", 10**400])
def test_no_odd_amount_gets_in(amount: object) -> None:
    with pytest.raises(ValueError, match=r"Monday, March 16: Urge to withdraw: the amount is|digits"):
        Day(START, acted={HOURS.name: True}, amounts={HOURS.name: amount})


def test_amounts_are_written_without_needless_zeros() -> None:
    for value, says in ((3, "3"), (1.5, "1.5"), (2.25, "2.25"), (10.0, "10"), (0.1, "0.1")):
        assert f"acted on it, {says}." in Day(START, acted={"X": True}, amounts={"X": value}).describe()


@pytest.mark.parametrize("value", [6, -1, 2.5, True, "3", [1]])
@pytest.mark.parametrize("part", ["urges", "emotions"])
def test_a_rating_out_of_range_names_day_and_field(part: str, value: object) -> None:
    with pytest.raises(ValueError, match=r"Monday, March 16: Row is .* whole number from 0 to 5, or leave it blank"):
        Day(START, **{part: {"Row": value}})


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"acted": {"X": 1}}, "Monday, March 16: X is 1. It should be yes, no"),
        ({"skills": {"dance": "tried"}}, "Monday, March 16: skill is 'dance', which is not one of"),
        ({"skills": {"stop": "used"}}, "Monday, March 16: stop is 'used', which is not one of: thought, tried, helped"),
        ({"skills": {"stop": ""}}, "Monday, March 16: stop is '', which is not one of"),
        ({"skills": {"stop": True}}, "Monday, March 16: stop is True, which is not one of"),
        ({"skills": ("stop",)}, "Monday, March 16: skills should contain one answer for each name"),
        ({"note": 5}, "Monday, March 16: Note is 5"),
        ({"effective": "one"}, "Monday, March 16: Actions that helped is 'one'; it should be a list"),
        ({"urges": [1]}, "Monday, March 16: urges should contain one answer for each name"),
        ({"emotions": {1: 1}}, "emotions should contain one answer"),
        (
            {"filled_on": date(2026, 3, 15)},
            "cannot be filled in before it begins. This one was filled in on Sunday, March 15",
        ),
        ({"filled_on": datetime(2026, 3, 16, 9)}, "Filled in on is .* without a time of day"),
        ({"on": datetime(2026, 3, 16)}, "Day is .* without a time of day"),
        ({"on": "2026-03-16"}, "Day is '2026-03-16'"),
    ],
)
def test_what_cannot_be_is_refused_in_words(fields: dict, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        Day(**{"on": START, **fields})


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"emotions": ("Sadness", "sadness")}, "“sadness” is already on the card"),
        ({"emotions": ("Urge to self-harm",)}, "“Urge to self-harm” is already on the card"),
        ({"emotions": (" ",)}, "Emotion has no name yet"),
        ({"emotions": ("x" * 41,)}, "up to 40 characters on one line"),
        ({"emotions": ("a\nb",)}, "on one line"),
        ({"emotions": tuple(f"E{at}" for at in range(13))}, "up to 8 urges and 12 emotions"),
        ({"targets": tuple(Target(f"T{at}") for at in range(9))}, "up to 8 urges"),
        ({"targets": ("x",)}, "Urges contains something that does not belong there"),
        ({"days": (Day(START + timedelta(7), note="x"),)}, "Monday, March 23 is not in the week that begins on Monday"),
        ({"days": (Day(START - timedelta(1), note="x"),)}, "Sunday, March 15 is not in the week"),
        ({"days": (Day(START, note="x"), Day(START, note="y"))}, "Monday, March 16 is on the card twice"),
        ({"days": (Day(START, urges={"Urge to sing": 1}),)}, "urges: the card has no place for 'Urge to sing'"),
        ({"start": None, "days": (Day(START, note="x"),)}, "Choose the first day of the week"),
        ({"start": datetime(2026, 3, 16)}, "without a time of day"),
        ({"start": date(9999, 12, 30)}, "before the year 10000"),
        ({"person": 3}, "Whose card is 3"),
    ],
)
def test_a_card_that_cannot_be_is_refused_in_words(fields: dict, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        week = card(**fields)
        assert week.dates


# In and out ----------------------------------------------------------------------------------------------


@given(cards())
def test_a_card_comes_back_as_it_was(week: DiaryCard) -> None:
    again = DiaryCard.from_json(json.loads(json.dumps(week.to_json())))
    assert again == week and again.describe() == week.describe() and "\n" not in repr(week)
    assert len(week.describe().split("\n")) >= 10


def test_bars_are_as_long_as_the_numbers_beside_them() -> None:
    from iopedu.show.dbt import diary as shown
    from iopedu.show.style import CSS

    card = example_card()
    drawn = re.findall(r'<span>(\d+)</span><div style="width:([\d.]+)rem', shown._modules(card))
    assert [int(times) for times, _long in drawn] == [
        0,
        2,
        1,
        1,
    ]  # not counted: opposite action, on the day it was only thought of
    assert all(float(long) == pytest.approx(7 * int(times)) for times, long in drawn)  # two uses are the most: 14
    assert "> div { height: 14px; border-radius: 2px; max-width: 100%; }" in CSS


def test_what_somebody_wrote_on_a_card_is_known_and_the_rows_of_the_course_are_not_among_it() -> None:
    note = Day(START, effective=("I called a friend",), note="It was loud")
    week = card(note, targets=(*DiaryCard().targets, HOURS), emotions=("Joy", "Envy"), person="Jo")
    assert [text for _place, text in week.texts()] == [
        *("Jo", "Urge to withdraw", "Envy", "hours"),
        *("I called a friend", "It was loud"),
    ]
    assert not DiaryCard().texts() and week.texts()[-1][0] == "Monday, March 16"


@given(cards())
def test_skills_by_module_hold_every_use(week: DiaryCard) -> None:
    found = week.skills_by_module()
    assert list(found) == ["mindfulness", "distress_tolerance", "emotion_regulation", "interpersonal"]
    assert sum(map(len, found.values())) == sum(len(day.skills) for day in week.days)


@pytest.mark.hostile
@given(st.data())
def test_damaged_cards_are_refused_in_words(data: st.DataObject) -> None:
    saved = example_card().respond(answers(example_card())).to_json()
    place: object = saved
    for _ in range(data.draw(st.integers(1, 4))):
        keys = list(place) if isinstance(place, dict) else list(range(len(place))) if isinstance(place, list) else []
        if not keys:
            break
        key = data.draw(st.sampled_from(keys))
        inner = place[key]
        if not isinstance(inner, dict | list) or data.draw(st.booleans()):
            place[key] = data.draw(ANY_JSON)
            break
        place = inner
    try:
        again = DiaryCard.from_json(saved)
    except ValueError as problem:
        assert re.search(r"\w+.*\.$", str(problem), re.DOTALL), problem
    else:
        assert DiaryCard.from_json(json.loads(json.dumps(again.to_json()))) == again


@pytest.mark.hostile
@given(ANY_JSON)
def test_anything_else_is_no_card(found: object) -> None:
    for kind in (DiaryCard, Day, Target, Response):
        with pytest.raises(ValueError, match=r"\w+.*\."):
            kind.from_json(found)
        with pytest.raises(ValueError, match=r"\w+.*\."):
            kind.from_json({"version": 1, "more": found})
    if found is not None and not isinstance(found, str):
        with pytest.raises(ValueError, match=r"saved date looks like"):
            OnDay(label="Day").from_json(found)


def test_a_day_that_is_asked_for_is_not_left_out() -> None:
    assert OnDay(label="Day", optional=True).checked(None) is None
    for found in (None, datetime(2026, 3, 16, 9), "2026-03-16"):
        with pytest.raises(ValueError, match=r"It should be a date, without a time of day"):
            OnDay(label="Day").checked(found)


@pytest.mark.parametrize("version", [0, 2, True, 1.0, "1", None])
def test_only_version_one_is_read(version: object) -> None:
    with pytest.raises(ValueError, match=r"not a saved diary card in the version 1 format"):
        DiaryCard.from_json({**example_card().to_json(), "version": version})


# The fictional weeks ---------------------------------------------------------------------------------------


def test_mayas_week_is_the_one_of_her_story() -> None:
    week = example_card()
    withdraw = [week.rating("Urge to withdraw", on) for on in week.dates]
    assert withdraw == [3, 2, 5, 3, 2, None, 1]
    acted = [week.day(on).acted.get("Urge to withdraw") for on in week.dates]
    assert acted == [False, False, True, False, False, None, False]
    assert week.day(date(2026, 3, 21)).empty and week.day(date(2026, 3, 22)).days_late == 1
    assert {week.rating("Urge to self-harm", day.on) for day in week.days} == {0}
    assert {week.rating("Thoughts of suicide", day.on) for day in week.days} == {0, 1}
    thursday, friday = (dict(week.day(date(2026, 3, at)).skills) for at in (19, 20))
    assert thursday == {"opposite_action": "helped"} and friday == {"dear_man": "tried", "self_soothe": "helped"}
    assert dict(week.day(date(2026, 3, 18)).skills) == {"opposite_action": "thought"}
    group = {day.on.day: day.acted["Urge to stay away from group"] for day in week.days if len(day.acted) == 4}
    assert group == {16: False, 18: True, 20: False}  # the days on which there is group
    assert day_name(week.start) == "Monday, March 16"
    assert [str(one) for one in week.opened()] == [
        "Wednesday, March 18: Urge to stay away from group 4, acted on it",
        "Wednesday, March 18: Urge to withdraw 5, acted on it",
    ]


def test_aishas_week_is_the_one_of_her_story() -> None:
    week = week_to_read()
    assert [week.rating("Thoughts of suicide", on) for on in week.dates] == [2, 1, 2, 4, 3, 1, 1]
    assert [week.rating("Urge to self-harm", on) for on in week.dates] == [1, 0, 1, 4, 2, 0, None]
    assert [day.acted for day in week.days] == [{"Thoughts of suicide": False, "Urge to self-harm": False}] * 7
    assert [str(one) for one in week.opened()] == [
        "Thursday, April 2: Thoughts of suicide 4",
        "Thursday, April 2: Urge to self-harm 4",
    ]
    assert [day.days_late for day in week.days] == [0, 0, 0, 0, 1, 0, 0] and not week.days[5].emotions
