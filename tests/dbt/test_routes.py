"""Acts before ratings, each kind with its own route, in the order life, therapy, quality of life.

``pytest tests/dbt/test_routes.py -k table -s`` prints what opens for every act and every urge of every kind.
"""

from __future__ import annotations

import itertools
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from iopedu.care.red_flags import red_flags
from iopedu.dbt.cases import example_card, week_to_read
from iopedu.dbt.diary import DiaryCard
from iopedu.dbt.diary_day import Day, Target
from iopedu.dbt.routes import Response, route
from tests.dbt.test_diary import HARM, HOURS, START, SUICIDE, answers, card

ACTS = {"not answered": None, "no": False, "yes": True}
URGES = (None, 0, 1, 2, 3, 4, 5)
#: What opens, written by hand: nothing (.), the route because of the rating (r), because of the act (A).
TABLE = """
urge          -  0  1  2  3  4  5
not answered  .  .  .  .  .  r  r
no            .  .  .  .  .  r  r
yes           A  A  A  A  A  A  A
"""
#: The order, written by hand. Within a line the higher rating comes first.
ORDER = [
    ("suicide", "A"),
    ("self_harm", "A"),
    ("suicide", "r"),
    ("self_harm", "r"),
    ("therapy", "A"),
    ("therapy", "r"),
    ("substance", "A"),
    ("other", "A"),
    ("substance", "r"),
    ("other", "r"),
]
QUESTIONS = {
    "suicide": ["whom", "ask", "alone"],
    "self_harm": ["whom", "ask_self_harm", "alone"],
    "therapy": ["whom_therapy", "ask_therapy"],
    "substance": ["whom_substance", "ask_substance"],
    "other": ["whom_other", "ask_other"],
}
SAMPLE = Path(__file__).parent.parent / "samples/diary-with-ticks.json"


def expected() -> dict[tuple[str, int | None], str]:
    """What opens by act and urge, read from the table above."""
    lines = {line[:12].strip(): line[12:].split() for line in TABLE.strip().splitlines()[1:]}
    return {(act, urge): mark for act, marks in lines.items() for urge, mark in zip(URGES, marks, strict=True)}


def one_day(**rows: tuple[str, int | None]) -> DiaryCard:
    """Return a card of one day with a row of each kind that is named, with its act and its urge."""
    day = Day(
        START, {kind: urge for kind, (_act, urge) in rows.items()}, {k: ACTS[act] for k, (act, _u) in rows.items()}
    )
    return DiaryCard(START, tuple(Target(kind, kind=kind) for kind in rows), days=(day,))


@pytest.mark.parametrize("kind", QUESTIONS)
def test_table_of_what_opens_for_every_act_and_every_urge(kind: str) -> None:
    found = {}
    for place in expected():
        week = one_day(**{kind: place})
        opened = week.opened()
        found[place] = "." if not opened else "A" if opened[0].acted else "r"
        assert [one.id for one in week.questions()] == (QUESTIONS[kind] if opened else [])
        assert bool(week.waiting()) == bool(opened)
    print(f"\n{kind:12}", *(f"{'-' if urge is None else urge:>2}" for urge in URGES))
    for act in ACTS:
        print(f"{act:12}", *(f"{found[act, urge]:>2}" for urge in URGES))
    print(f"asks: {', '.join(QUESTIONS[kind])}")
    assert found == expected()


@pytest.mark.parametrize(("one", "two"), itertools.combinations(QUESTIONS, 2))
def test_two_kinds_on_one_day_come_in_their_order_whatever_act_and_urge(one: str, two: str) -> None:
    table = expected()
    for first, second in itertools.product(table, table):
        rows = {two: second, one: first}  # the order of the rows says nothing
        open_ones = [(kind, table[place]) for kind, place in rows.items() if table[place] != "."]
        found = [(found.kind, "A" if found.acted else "r") for found in one_day(**rows).opened()]
        assert found == sorted(open_ones, key=ORDER.index), rows


def test_all_kinds_at_once_are_read_and_asked_in_the_whole_order() -> None:
    rows = dict.fromkeys(reversed(QUESTIONS), ("yes", 0)) | {"other": ("no", 5), "suicide": ("no", 4)}
    week = one_day(**rows)
    asked = []
    while week.waiting():
        asked.append((week.waiting()[0].kind, [one.id for one in week.questions()]))
        week = week.respond(answers(week))
    assert asked == [
        ("self_harm", ["whom", "ask_self_harm", "alone"]),
        ("suicide", ["ask"]),  # the same people are not asked for twice on one day
        ("therapy", ["whom_therapy", "ask_therapy"]),
        ("substance", ["whom_substance", "ask_substance"]),
        ("other", ["whom_other", "ask_other"]),
    ]
    assert {one.kind: set(one.answers) for one in week.responses} == {k: set(ids) for k, ids in QUESTIONS.items()}


def test_an_act_with_a_low_urge_opens_its_route_and_says_what_else_the_day_holds() -> None:
    week = card(Day(START, {HARM: 2, SUICIDE: 3}, {HARM: True}))
    assert [str(one) for one in week.waiting()] == ["Monday, March 16: Urge to self-harm 2, acted on it"]
    assert week.beside(week.waiting()[0]) == "On the same day: Thoughts of suicide 3."
    drink = DiaryCard(
        START, (*DiaryCard().targets, Target("Drink", kind="substance")), days=(Day(START, {"Drink": 4}),)
    )
    assert [one.id for one in drink.questions()] == QUESTIONS["substance"]
    beside = "On the same day: Thoughts of suicide not answered; Urge to self-harm not answered."
    assert drink.beside(drink.waiting()[0]) == beside


def test_emotions_do_not_open_the_questions() -> None:
    assert not card(Day(START, emotions={"Joy": 5, "Sadness": 5})).waiting()


def test_the_moment_for_the_chain_is_the_first_in_the_order_with_its_reason() -> None:
    targets = (*DiaryCard().targets, Target("Missed group", kind="therapy"), Target("Drink", kind="substance"))
    days = [
        Day(START, {"Drink": 5}, {"Drink": True}),
        Day(START + timedelta(1), {}, {"Missed group": True}),
        Day(START + timedelta(2), {HARM: 1}, {HARM: True}),
    ]
    says = [DiaryCard(START, targets, days=tuple(days[:many])).reading()[-1] for many in (1, 2, 3)]
    assert says == [
        "For the chain analysis: Monday, March 16: Drink 5, acted on it. The card shows no life-threatening or "
        "therapy-interfering act, and no rating of 4 or 5 for thoughts of suicide or for urges to do either; "
        "ask first about any lower ratings of these; quality of life comes third. An act comes before a rating, "
        "whatever the urge was.",
        "For the chain analysis: Tuesday, March 17: Missed group not rated, acted on it. The card shows no "
        "life-threatening act, and no rating of 4 or 5 for thoughts of suicide or urges to self-harm; "
        "ask first about any lower ratings of these; therapy-interfering behavior comes next. "
        "An act comes before a rating, whatever the urge was.",
        "For the chain analysis: Wednesday, March 18: Urge to self-harm 1, acted on it. "
        "Life-threatening behavior comes first. An act comes before a rating, whatever the urge was.",
    ]
    read = DiaryCard(START, targets, days=tuple(days)).reading()[0]
    parts = ("Life-threatening", "Urge to self-harm 1", "Therapy", "Missed group", "Quality of life", "Drink 5")
    assert sorted(parts, key=read.index) == list(parts)


def test_what_is_not_answered_about_danger_to_life_is_asked_before_anything_is_chosen() -> None:
    full = {"urges": {SUICIDE: 0, HARM: 0}, "acted": {SUICIDE: False, HARM: False}}
    assert not any("Not answered" in line for line in card(Day(START, **full)).reading())
    lines = card(Day(START, **full), Day(START + timedelta(1), {SUICIDE: 0}, {SUICIDE: False, HARM: False})).reading()
    ask = "Not answered, so ask before you decide what comes first: Urge to self-harm (Tuesday)."
    nothing = "Life-threatening behavior: no act, and no rating of 4 or 5."
    assert lines[1:] == (ask,) and nothing in lines[0] and card().reading() == ()


@pytest.mark.parametrize("rating", [1, 2, 3])
def test_a_lower_rating_of_danger_to_life_is_read_too(rating: int) -> None:
    no = {"acted": {SUICIDE: False, HARM: False}}
    zero = Day(START + timedelta(1), {SUICIDE: 0, HARM: 0}, **no)
    (order, below) = card(Day(START, {SUICIDE: rating, HARM: 0}, **no), zero).reading()
    assert below == f"Below 4, but not 0, so ask about this, too: Thoughts of suicide (Monday {rating})."
    assert "nothing known" not in order
    days = [Day(START, {SUICIDE: rating, HARM: 4}, **no), Day(START + timedelta(1), {SUICIDE: 1, HARM: rating}, **no)]
    acted = Day(START + timedelta(2), {SUICIDE: 0, HARM: 2}, {SUICIDE: False, HARM: True})  # an act is read above
    week = card(*days, acted)
    assert week.reading()[1] == (
        f"Below 4, but not 0, so ask about this, too: Thoughts of suicide (Monday {rating} and Tuesday 1); "
        f"Urge to self-harm (Tuesday {rating})."
    )
    assert week.reading()[1] in week.describe()


def test_the_worked_cards_tell_the_lower_ratings_of_danger_to_life() -> None:
    assert example_card().reading()[1] == (
        "Below 4, but not 0, so ask about this, too: Thoughts of suicide (Wednesday 1)."
    )
    assert week_to_read().reading()[1] == (
        "Below 4, but not 0, so ask about this, too: Thoughts of suicide (Monday 2, Tuesday 1, Wednesday 2, Friday 3, "
        "Saturday 1 and Sunday 1); Urge to self-harm (Monday 1, Wednesday 1 and Friday 2)."
    )


def test_an_attempt_is_called_an_attempt_and_medical_care_is_asked_about() -> None:
    week = card(Day(START, {SUICIDE: 2}, {SUICIDE: True}), Day(START + timedelta(1), {}, {SUICIDE: True, HARM: True}))
    assert [str(one) for one in week.opened()] == [
        "Monday, March 16: Thoughts of suicide 2, a suicide attempt",
        "Tuesday, March 17: Thoughts of suicide not rated, a suicide attempt",
        "Tuesday, March 17: Urge to self-harm not rated, acted on it",
    ]
    assert "Thoughts of suicide: a suicide attempt; Urge to self-harm: acted on it" in week.describe()
    asked = next(one for one in week.questions() if one.id == "ask")
    # It is asked after a rating, too: whoever does so has not given half an answer.
    (hurt,) = (one for one in asked.options if "Are you hurt" in one.text)
    assert hurt.right and "doctor" in hurt.text and "after an attempt" not in hurt.text.casefold()
    assert "only a rating, too" in hurt.why and "emergency number" in hurt.why


def test_what_is_right_about_a_drink_is_right_whatever_else_the_card_says() -> None:
    (asked,) = (one for one in route("substance").questions if one.id == "ask_substance")
    right = [one.text for one in asked.options if one.right]
    assert not any("blank" in text for text in right)
    for words in ("thoughts of suicide", "drive"):
        assert any(words in text for text in right), words


def test_an_answer_holds_until_the_day_is_changed_and_comes_back() -> None:
    week = card(Day(START, urges={SUICIDE: 4, HARM: 4}))
    assert [one.target for one in week.waiting()] == [SUICIDE]
    week = week.respond(answers(week))
    assert [one.target for one in week.waiting()] == [HARM]
    week = week.respond(answers(week))
    assert not week.waiting() and len(week.responses) == 2
    week = week.put(Day(START, urges={SUICIDE: 3, HARM: 4}))
    assert not week.waiting() and [one.past for one in week.responses] == [True, False]
    week = week.put(Day(START, urges={SUICIDE: 4, HARM: 4}))
    assert [one.target for one in week.waiting()] == [SUICIDE]
    week = week.respond(answers(week)).put(Day(START, urges={SUICIDE: 4, HARM: 4}, acted={HARM: True}))
    assert [(one.rating, one.acted) for one in week.waiting()] == [(4, True)] and len(week.responses) == 3
    assert "Thoughts of suicide 4, for an earlier version of the card. What you would do:" in week.describe()
    assert DiaryCard.from_json(week.to_json()).waiting() == week.waiting()


def test_an_urge_that_gets_another_kind_is_asked_about_again() -> None:
    week = card(Day(START, urges={HOURS.name: 5}))
    week = week.respond(answers(week))
    assert not week.waiting()
    week = week.of_kind(HOURS.name, "therapy")
    assert [one.id for one in week.questions()] == QUESTIONS["therapy"] and week.responses[0].past


def test_of_two_of_the_same_kind_the_first_day_is_asked_about_first() -> None:
    week = card(Day(START + timedelta(3), urges={HARM: 4}), Day(START + timedelta(1), urges={HARM: 4}))
    assert [one.on.day for one in week.waiting()] == [17]
    week = week.respond(answers(week))
    assert [one.on.day for one in week.waiting()] == [19] and len(week.questions()) == 3
    week = week.respond(answers(week))
    with pytest.raises(ValueError, match=r"No acts or high ratings are waiting"):
        week.respond({})


@pytest.mark.parametrize("wrong", [{}, {"whom": (0,)}, {"ask_self_harm": ()}, {"ask_self_harm": (99,)}, {"x": (0,)}])
def test_every_question_needs_an_answer(wrong: dict) -> None:
    week = card(Day(START, urges={HARM: 4}))
    good = answers(week) if len(wrong) == 1 and "whom" not in wrong else {}
    with pytest.raises(ValueError, match=r"answer all 3 questions|You haven’t chosen anything yet|not among them"):
        week.respond({**good, **wrong})


@pytest.mark.parametrize("kind", QUESTIONS)
def test_the_questions_lead_to_people(kind: str) -> None:
    questions = route(kind).questions
    options = [option for question in questions for option in question.options]
    assert all(len(option.why) >= 40 for option in options) and len({option.text for option in options}) == len(options)
    for question in questions:
        assert {option.right for option in question.options} == {True, False}
    rights = " ".join(option.text for option in questions[0].options if option.right)
    assert "The person" in rights and "team" in rights
    assert all(not option.right for option in questions[0].options if option.text.startswith("Nobody"))
    words = " ".join(o.text + o.why for question in questions for o in question.options if o.right).lower()
    needed = {
        "suicide": ("safety plan", "consent", "crisis line", "emergency number", "0.570"),
        "self_harm": ("doctor", "want to die", "thoughts of suicide", "safety plan", "consent", "emergency number"),
        "therapy": ("call", "group leader", "safe"),
        "substance": ("withdrawal", "physician", "emergency number", "prescribes", "thoughts of suicide"),
        "other": ("danger",),
    }
    assert all(word in words for word in needed[kind])


@pytest.mark.parametrize("found", [None, [], {"whom": 0}, {"whom": ["0"]}, {"whom": [True]}, {"whom": [0.0]}])
def test_saved_answers_that_are_no_lists_of_places_are_refused(found: object) -> None:
    first = dict.fromkeys(QUESTIONS["suicide"], (0,))
    saved = Response(START, SUICIDE, 4, first).to_json()
    assert Response.from_json(saved) == Response(START, SUICIDE, 4, first)
    with pytest.raises(ValueError, match=r"one answer for each name|should be a list|Enter a whole number"):
        Response.from_json({**saved, "answers": {**saved["answers"], **found} if found else found})


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"rating": 3}, "Only an act, or a rating of 4 or 5, opens"),
        ({"rating": None}, "Only an act, or a rating of 4 or 5, opens"),
        ({"rating": 6}, "whole number from 0 to 5"),
        ({"rating": 4.0}, "whole number from 0 to 5"),
        ({"kind": "mood"}, "Kind is 'mood', which is not one of: suicide, self_harm"),
        ({"kind": []}, "Kind is"),
        ({"acted": 1}, "It should be yes, no, or not answered"),
        ({"past": "no"}, "It should be yes, no, or not answered"),
    ],
)
def test_only_what_opens_a_route_is_answered(fields: dict, says: str) -> None:
    first = dict.fromkeys(QUESTIONS["suicide"], (0,))
    with pytest.raises(ValueError, match=says):
        Response(**{"on": START, "target": HARM, "rating": 4, "answers": first, **fields})


def test_a_card_with_ticks_from_an_earlier_edition_is_read_and_says_no_more_than_it_did() -> None:
    saved = json.loads(SAMPLE.read_text(encoding="utf-8"))
    week = DiaryCard.from_json(saved)
    assert [target.kind for target in week.targets] == ["suicide", "self_harm", "other"]
    wednesday = date(2026, 5, 6)
    assert dict(week.day(wednesday).skills) == {
        "stop": "tried",
        "tipp": "tried",
    }  # used then; whether it helped: unknown
    assert [dict(day.skills) for day in week.days] == [dict.fromkeys(day["skills"], "tried") for day in saved["days"]]
    assert [dict(day.urges) for day in week.days] == [day["urges"] for day in saved["days"]]
    assert [one.past for one in week.responses] == [False, True, True]  # the two others were asked about suicide
    assert [one.id for one in week.questions()] == ["ask_self_harm"]
    assert DiaryCard.from_json(json.loads(json.dumps(week.to_json()))) == week


def test_after_stopping_alcohol_the_route_calls_whom_the_red_flags_call() -> None:
    severe, early = red_flags.get("withdrawal_severe"), red_flags.get("withdrawal")
    assert (severe.route, early.route) == ("emergency", "medical")
    told = next(o for o in route("substance").questions[0].options if "drank every day" in o.text)
    today, now = told.text.split(". ")
    assert told.right and "physician today" in today and "emergency number" not in today
    assert "emergency number" in now and "hysician" not in now
    for sign in ("confusion", "hallucinations", "seizure"):
        assert sign in severe.name.casefold() and sign in now and sign not in today
