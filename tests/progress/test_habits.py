"""A week of habits: unanswered stays unanswered, nothing is judged, food is not counted."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu.progress.habits import (
    DAYS,
    DIRECTIONS,
    HABIT_RULES,
    SMALL,
    TOPS,
    UNITS,
    Habit,
    HabitWeek,
    Intention,
    amount,
    example_habits,
    habit_questions,
)
from tests.tools import ANY_JSON, in_data

ANSWERS = st.sampled_from((True, False, None))
N = (None,) * 7
READ = {
    name: [row["words"] for row in in_data("word_lists.csv") if row["list"] == f"habit_{name}"]
    for name in ("vague", "counting", "judging")
}


@st.composite
def habits(draw, direction: str) -> Habit:
    days = tuple(draw(st.lists(ANSWERS, min_size=7, max_size=7)))
    unit = UNITS[direction]
    halves = st.none() | st.integers(0, TOPS[unit] * 2).map(lambda half: half / 2) if unit else st.none()
    amounts = tuple(None if answer is None else draw(halves) for answer in days)
    return Habit(direction, draw(st.text()), days, amounts)


INTENTIONS = st.builds(Intention, st.text(), st.text(), st.none() | st.integers(0, 600))
WEEKS = st.builds(
    lambda chosen, intention: HabitWeek(tuple(filter(None, chosen)), intention),
    st.tuples(*(st.none() | habits(name) for name in DIRECTIONS)),
    INTENTIONS,
)


def asked(**plan: object) -> list[str]:
    return [found.rule.id for found in habit_questions(HabitWeek(intention=Intention(**plan)))]


@given(st.sampled_from(list(DIRECTIONS)).flatmap(habits))
def test_the_summary_counts_answered_days_only(habit: Habit) -> None:
    yes, no, left = (habit.days.count(answer) for answer in (True, False, None))
    assert habit.answered == yes + no
    if habit.answered:
        said = f"yes on {yes} of {yes + no} answered day{'s' * (yes + no != 1)}, {left or 'none'} unanswered."
        assert said in habit.summary()
    else:
        assert habit.summary() == f"{habit.name}: no days have been filled in yet."
    noted = [amount for amount in habit.amounts if amount is not None]
    assert ("noted on" in habit.summary()) == bool(noted)


def test_three_of_five_answered_days() -> None:
    habit = Habit("sleep", "", (True, True, False, True, None, False, None), (7, None, 5.5, 8, None, None, None))
    assert habit.summary() == ("Sleep: yes on 3 of 5 answered days, 2 unanswered. Hours noted on 3 days: 5.5 to 8.")
    assert Habit("sleep", days=(False,) * 7).summary() == "Sleep: yes on 0 of 7 answered days, none unanswered."
    one = Habit("mindfulness", days=(False, *N[1:]), amounts=(0, *N[1:]))
    assert one.summary().endswith("Minutes noted on 1 day: 0.")


@given(WEEKS)
def test_a_week_comes_back_as_it_was(week: HabitWeek) -> None:
    assert HabitWeek.from_json(json.loads(json.dumps(week.to_json()))) == week
    assert "\n" not in repr(week)


@given(WEEKS)
def test_the_words_neither_praise_nor_blame(week: HabitWeek) -> None:
    plain = HabitWeek(tuple(Habit(h.direction, "", h.days, h.amounts) for h in week.habits))
    said = f"{plain.describe()} {plain.summary()}".casefold()
    for word in ("great", "well done", "good", "bad", "fail", "only", "!", "success", "streak", "missed", "goal"):
        assert word not in said, word


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"direction": "steps"}, r"Habit is 'steps', which is not one of: sleep, exercise, nutrition, mindfulness"),
        ({"direction": ["sleep"]}, r"which is not one of"),
        ({"days": (True,) * 6}, r"Answer is .* It takes one answer for each of Monday"),
        ({"days": "yes"}, r"Answer is .* It takes one answer for each of Monday"),
        ({"amounts": None}, r"Amount is None. It takes one answer for each of Monday"),
        ({"days": (1, *N[1:])}, r"Answer on Monday is 1. It should be yes, no, or not answered"),
        ({"days": (*N[1:], "yes")}, r"Answer on Sunday is 'yes'"),
        ({"days": (True, *N[1:]), "amounts": (25, *N[1:])}, r"Sleep, hours on Monday is 25. Enter hours from 0 to 24"),
        ({"days": (True, *N[1:]), "amounts": (-0.5, *N[1:])}, r"is -0.5. Enter hours from 0 to 24"),
        ({"days": (True, *N[1:]), "amounts": (7.25, *N[1:])}, r"is 7.25"),
        ({"days": (True, *N[1:]), "amounts": (True, *N[1:])}, r"is True"),
        ({"days": (True, *N[1:]), "amounts": (float("nan"), *N[1:])}, r"is nan"),
        ({"amounts": (7, *N[1:])}, r"you entered hours for Monday, but no answer. Choose yes or no first"),
        ({"counts": 5}, r"What counts as a yes is 5; it should be text"),
    ],
)
def test_what_cannot_be_is_refused_in_words(fields: dict, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        Habit(**{"direction": "sleep", **fields})


def test_food_is_not_counted() -> None:
    with pytest.raises(ValueError, match=r"Nutrition takes only yes or no. Food is not counted"):
        Habit("nutrition", "Breakfast", (True, *N[1:]), (300, *N[1:]))
    assert UNITS["nutrition"] == ""


def test_an_amount_may_stand_beside_a_no() -> None:
    assert Habit("sleep", "", (False, *N[1:]), (5, *N[1:])).answered == 1


def test_each_direction_stands_once_and_in_order() -> None:
    week = HabitWeek((Habit("mindfulness"), Habit("sleep")))
    assert [habit.direction for habit in week.habits] == ["sleep", "mindfulness"]
    with pytest.raises(ValueError, match=r"each kind of habit only once"):
        HabitWeek((Habit("sleep"), Habit("sleep")))
    with pytest.raises(ValueError, match=r"Habits contains something that does not belong"):
        HabitWeek(("sleep",))
    with pytest.raises(ValueError, match=r"Planner sentence contains something that does not belong"):
        HabitWeek((), "soon")


@pytest.mark.parametrize(
    ("typed", "value"), [("", None), (" ", None), ("0", 0), ("7.5", 7.5), ("7.0", 7), ("7,5", 7.5), (" 24 ", 24)]
)
def test_an_amount_is_read(typed: str, value: float | None) -> None:
    assert amount("Hours", "hours").read(typed) == value


@pytest.mark.parametrize("typed", ["-1", "24.5", "25", "7,25", "1,000", "7.25", "seven", "1e1", "²", "9" * 5000, "nan"])
def test_no_odd_amount_gets_in(typed: str) -> None:
    with pytest.raises(
        ValueError, match=r"Hours is .* Enter hours from 0 to 24 \(halves are fine\), or leave it blank"
    ):
        amount("Hours", "hours").read(typed)


def test_the_sentence_shows_what_is_open() -> None:
    assert Intention().sentence == "After …, I will … for …."
    assert Intention("I rise", "stretch", 1).sentence == "After I rise, I will stretch for 1 minute."
    assert Intention("I rise", "stretch", 2.5).sentence.endswith("for 2.5 minutes.")
    assert Intention("I rise", "stretch", 0).ready and not Intention("I rise", "stretch").ready
    assert not Intention("...", "stretch", 5).ready and not Intention().started and Intention(minutes=0).started


@pytest.mark.parametrize(
    ("cue", "action", "sentence"),
    [
        ("After my shift", "I will walk.", "After my shift, I will walk for 5 minutes."),
        ("after I get home,", "I’ll stretch", "After I get home, I will stretch for 5 minutes."),
        ("afternoon tea is over", "illustrate a card", "After afternoon tea is over, I will illustrate a card for 5"),
        ("After", " I will ", "After …, I will … for 5 minutes."),
    ],
)
def test_what_stands_before_the_boxes_is_said_once(cue: str, action: str, sentence: str) -> None:
    assert Intention(cue, action, 5).sentence.startswith(sentence) and Intention(cue).cue == cue
    assert Intention.asks()["cue"].label == "After" and Intention.asks()["cue"].hint.endswith(": I get off the bus")


def test_a_week_is_ready_with_a_sentence_and_an_answer() -> None:
    plan, sleep = Intention("I rise", "stretch", 5), Habit("sleep", "Up", (False, *N[1:]))
    assert HabitWeek((sleep,), plan).ready
    assert not HabitWeek((sleep,)).ready and not HabitWeek((Habit("sleep", "Up"),), plan).ready


@pytest.mark.parametrize(("minutes", "asks"), [(SMALL, False), (SMALL + 1, True), (0, False), (None, False)])
def test_a_big_step_is_asked_about(minutes: int | None, asks: bool) -> None:
    assert ("too_big" in asked(cue="I rise", action="walk", minutes=minutes)) is asks


def test_two_things_at_once_are_asked_about() -> None:
    assert asked(cue="I rise", action="walk and then swim", minutes=5) == ["too_big"]
    assert asked(cue="I rise", action="eat bread and butter", minutes=5) == []


@pytest.mark.parametrize("cue", ["", *READ["vague"], "Sometime on Monday", "LATER in the evening"])
def test_a_cue_that_nobody_can_notice_is_asked_about(cue: str) -> None:
    assert asked(cue=cue, action="walk", minutes=5) == ["no_cue"]


@pytest.mark.parametrize(
    "text",
    [
        "I put the cup in the sink",
        "I have waved at the school gate",
        "the radio says six",
        "I hang up my uniform",
        "I brush my teeth",
        "the kettle switches off",
        "lunch",
        "I close the lab book",
        "we have eaten",
        "the dog is fed",
        "prayer",
        "the bus stops at the depot",
        "I take my medication",
        "the alarm rings",
        "my grandmother pours the tea",
        "I park the car",
        "I come home",
        "I sit down on the bus",
        "I lock the door",
        "breakfast",
        "I feed the fish",
    ],
)
def test_ordinary_cues_and_actions_are_left_alone(text: str) -> None:
    assert asked(cue=text, action=f"stand at the window after {text}", minutes=5) == []


@pytest.mark.parametrize("word", READ["counting"])
def test_counting_asks_for_the_team(word: str) -> None:
    assert asked(cue="lunch", action=f"write down the {word}", minutes=5) == ["counting"]
    found = habit_questions(HabitWeek((Habit("nutrition", f"Less {word.upper()}"),)))
    assert [f.place for f in found] == ["Nutrition, what counts as a yes"] and "eating disorder" in repr(found[0])


@pytest.mark.parametrize(
    "counts", ["Eats under 1000 cal", "Lose 5 lbs", "Eats nothing until six", "Skips lunch", "Weighs in at 60 kg"]
)
def test_less_food_asks_for_the_team(counts: str) -> None:
    found = habit_questions(HabitWeek((Habit("nutrition", counts),)))
    assert [f.rule.id for f in found] == ["counting"] and "Who on the team" in repr(found[0])


@pytest.mark.parametrize("word", READ["judging"])
def test_judging_words_are_asked_about(word: str) -> None:
    assert asked(cue="lunch", action=f"be {word}", minutes=5) == ["judging"]


def test_rules_list_every_word_they_read() -> None:
    rules = {rule.id: rule for rule in HABIT_RULES}
    for name, found in (("no_cue", "vague"), ("counting", "counting"), ("judging", "judging")):
        assert len(READ[found]) >= 8 and all(word in rules[name].when.casefold() for word in READ[found])
    assert f"more than {SMALL} minutes" in rules["too_big"].when
    assert all(rule.why for rule in HABIT_RULES)
    assert habit_questions(HabitWeek()) == ()


@pytest.mark.hostile
@given(ANY_JSON, ANY_JSON)
def test_damaged_weeks_are_refused_in_words(found: object, other: object) -> None:
    tries = [found, {"version": 1, "habits": found, "intention": other}, {"version": 1, "habits": [found]}]
    tries += [{"version": 1, "habits": [{"direction": "sleep", "days": found, "amounts": other}]}]
    tries += [
        {"version": 1, "intention": {"cue": found, "action": other}},
        {"version": 1, "intention": {"minutes": found}},
    ]
    for damaged in tries:
        try:
            week = HabitWeek.from_json(damaged)
        except ValueError as problem:
            assert str(problem).endswith(".") and len(str(problem)) > 15
        else:
            assert HabitWeek.from_json(week.to_json()) == week


def test_every_text_of_a_week_is_found_with_its_place() -> None:
    week = example_habits()
    typed = [habit.counts for habit in week.habits] + [week.intention.cue, week.intention.action]
    assert [text for _place, text in week.texts()] == typed and "" not in typed
    assert week.texts()[0][0] == "Habit 1, What counts as a yes"


def test_mayas_week_keeps_its_open_days_open() -> None:
    week = example_habits()
    assert week.ready and [habit.direction for habit in week.habits] == list(DIRECTIONS)
    assert week.habit("sleep").summary().startswith("Sleep: yes on 3 of 5 answered days, 2 unanswered.")
    friday = DAYS.index("Friday")
    assert week.habit("sleep").days[friday] is None and not habit_questions(week)
    assert week.habit("exercise").counts == "A walk around the block", "she can answer it on a Sunday, too"
    assert len({habit.answered for habit in week.habits}) > 1
