"""A plan: nothing is invented, nothing is lost, and the rules ask where they say they do."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu.course.people import person
from iopedu.course.text import says_something
from iopedu.progress.plan import (
    CHAPTERS,
    NEEDS,
    PARTS,
    PLAN_RULES,
    SOON,
    Contact,
    Coping,
    TransitionPlan,
    example_plan,
    hidden_sign,
    plan_questions,
)
from tests.tools import any_json, in_data

LISTS = ("early", "late", "places", "reasons", "work")
WORDS = ("surroundings", "lapse", "step_up", "level", "hand_over", "medication", "peers")
LINES = st.text(min_size=1).filter(lambda text: any(c.isalnum() for c in text) and "\n" not in text)
MANY = st.lists(LINES, max_size=8).map(tuple)
CONTACTS = st.lists(st.builds(Contact, LINES, st.text()), max_size=4).map(tuple)
COPING = st.lists(st.builds(Coping, LINES, st.sampled_from(("", *NEEDS))), max_size=4).map(tuple)
PLANS = st.builds(
    TransitionPlan,
    person=st.text(),
    coping=COPING,
    helpers=CONTACTS,
    professionals=CONTACTS,
    first_appointment=st.none() | st.integers(0, 365),
    **dict.fromkeys(LISTS, MANY),
    **dict.fromkeys(WORDS, st.text()),
)


def asked(plan: TransitionPlan) -> list[str]:
    return [found.rule.id for found in plan_questions(plan)]


def full(**changes: object) -> TransitionPlan:
    return TransitionPlan.from_json({**example_plan().to_json(), **changes})


def test_every_part_has_a_name_and_belongs_to_one_chapter() -> None:
    parts = [part for chapter in CHAPTERS.values() for part in chapter]
    assert sorted(parts) == sorted(PARTS) and len(set(parts)) == len(parts)
    assert len(set(PARTS.values())) == len(PARTS)


def test_a_blank_plan_is_missing_everything_and_is_asked_nothing() -> None:
    blank = TransitionPlan()
    assert blank.missing == tuple(PARTS.values()) and not blank.started and not blank.ready
    assert plan_questions(blank) == () and blank.describe() == "Nothing is in the plan yet."
    for whose, says in (("Maya ", "Plan for Maya"), (" ", "Plan for a fictional person")):
        assert TransitionPlan(person=whose, early=("Sleep",)).describe().startswith(f"{says}\n")
    assert repr(blank) == "Relapse prevention plan: 0 of 16 parts filled in"


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_is_emptied_is_named(part: str) -> None:
    empty = [] if isinstance(getattr(example_plan(), part), tuple) else None if part == "first_appointment" else "  "
    plan = full(**{part: empty})
    assert plan.missing == (PARTS[part],) and not plan.ready and plan.says(part) == ()
    assert f"Still empty: {PARTS[part]}." in plan.describe()


@given(PLANS)
def test_a_plan_comes_back_as_it_was(plan: TransitionPlan) -> None:
    assert TransitionPlan.from_json(json.loads(json.dumps(plan.to_json()))) == plan
    assert "\n" not in repr(plan)
    assert plan.ready == (not plan.missing) and plan.started == any(plan.says(part) for part in PARTS)
    for part, name in PARTS.items():
        said = "".join(plan.says(part))
        assert name in plan.missing or any(character.isalnum() for character in said)
        assert said or name in plan.missing
        assert "; ".join(plan.says(part)) in plan.describe()


@given(PLANS)
def test_only_the_rules_that_are_shown_ask(plan: TransitionPlan) -> None:
    for found in plan_questions(plan):
        assert found.rule in PLAN_RULES and "?" in found.rule.question and found.rule.why in repr(found)
    assert ("late_appointment" in asked(plan)) == (
        plan.started and (plan.first_appointment is None or plan.first_appointment > SOON)
    )
    assert ("no_step_up" in asked(plan)) == (plan.started and not plan.step_up.strip())
    people = [c for c in (*plan.helpers, *plan.professionals) if says_something(c.name) and not c.reach.strip()]
    assert asked(plan).count("no_reach") == sum(not re.search(r"\d\d\d", c.name) for c in people)


def test_the_day_of_discharge_is_a_date_and_not_nothing() -> None:
    plan = full(first_appointment=0)
    assert plan.ready and "late_appointment" not in asked(plan)
    assert plan.says("first_appointment") == ("on the day of discharge",)
    assert full(first_appointment=1).says("first_appointment") == ("1 day",)
    assert full(first_appointment=12).says("first_appointment") == ("12 days",)


@pytest.mark.parametrize(("days", "asks"), [(0, False), (SOON, False), (SOON + 1, True), (365, True), (None, True)])
def test_an_appointment_later_than_a_week_is_asked_about(days: int | None, asks: bool) -> None:
    assert ("late_appointment" in asked(full(first_appointment=days))) is asks


def test_people_are_asked_for_by_what_is_there() -> None:
    pros = [{"name": "Counselor", "reach": "office"}]
    assert asked(full(helpers=[], professionals=[])) == ["nobody"]
    assert asked(full(helpers=[], professionals=pros)) == ["only_professionals"]
    assert asked(full(professionals=[])) == []
    assert asked(full(helpers=[{"name": "A sister"}])) == ["no_reach"]
    assert "“A sister”" in repr(plan_questions(full(helpers=[{"name": "A sister", "reach": " "}]))[0])


@pytest.mark.parametrize("name", ["nobody", "Nobody.", "none", "No one yet", "n/a", "N.A.", "There’s no one"])
def test_nobody_is_no_name(name: str) -> None:
    none, pros = [{"name": name}], [{"name": "Counselor", "reach": "office"}]
    assert asked(full(helpers=none, professionals=none)) == ["nobody"]
    assert asked(full(helpers=none, professionals=pros)) == ["only_professionals"]
    assert full(helpers=none).missing == ("People to ask for help",)
    assert full(helpers=none).helpers == (Contact(name),), "what was typed stays"
    assert asked(full(helpers=[{"name": name}, {"name": "Luis", "reach": "at home"}])) == []


@pytest.mark.parametrize("name", ["988", "911", "988 Suicide & Crisis Lifeline, call or text 988"])
def test_a_number_in_the_name_says_how_to_reach_them(name: str) -> None:
    assert asked(full(professionals=[{"name": name}])) == [] and repr(Contact(name)) == name
    assert asked(full(professionals=[{"name": "Suite 12"}])) == ["no_reach"]
    assert repr(Contact("Noone Clinic")) == "Noone Clinic: no contact information given"


@pytest.mark.parametrize(
    ("needs", "asks"),
    [
        (["money", "other people"], True),
        (["money and other people"], True),
        (["money", "nothing"], False),
        (["money", ""], False),
        ([""], False),
        ([], False),
    ],
)
def test_coping_is_asked_about_only_when_all_of_it_costs(needs: list[str], asks: bool) -> None:
    plan = full(coping=[{"what": f"Thing {at}", "needs": need} for at, need in enumerate(needs)])
    assert ("costly_coping" in asked(plan)) is asks


@pytest.mark.parametrize(
    "sign",
    [
        "Feels worse",
        "Low mood",
        "FEELING down",
        "Depressed again",
        "I am not well, just sad",
        "She felt it coming",
        "Overwhelmed by everything",
        "Struggling",
        "More anxious than before",
        "Hopeless",
        "A bad time",
        "Stressed at work",
        "Unwell",
        "Quotation marks “” and a bad week",
    ],
)
def test_a_state_is_asked_about(sign: str) -> None:
    assert hidden_sign(sign)
    assert asked(full(early=[sign])) == asked(full(late=[sign])) == ["hidden_sign"]
    assert f"“{sign}”" in repr(plan_questions(full(early=[sign]))[0])


@pytest.mark.parametrize(
    "sign",
    [
        "Sleeps past noon",
        "Does not answer messages for a day",
        "Skips breakfast and medication",
        "“I will never get this right”",
        'Says "I feel like a burden"',
        "Thinks “I feel nothing”",
        "Leaves the phone in the car",
        "Cancels the cards on Friday",
        "Drives past the pool without stopping",
        "Wears the same shirt for three days",
        "Speaks in a low voice",
        "Sleeps badly, four hours at most",
        "Does not open letters",
        "Turns down every invitation",
        "Shouts at the radio",
        "Misses group without calling",
        "Stops cooking",
        "The saddle gathers dust",
        "Buys beer on the way home",
        "Lies awake at three",
        "Stays in the bathroom for an hour",
    ],
)
def test_ordinary_signs_are_left_alone(sign: str) -> None:
    assert not hidden_sign(sign) and asked(full(early=[sign])) == []


def test_the_rule_on_signs_lists_every_word_it_reads() -> None:
    when = next(iter(PLAN_RULES)).when
    read = [row["words"] for row in in_data("word_lists.csv") if row["list"] == "hidden_sign"]
    assert len(read) == 15 and all(word in when and hidden_sign(f"So {word} today") for word in read)


def test_rules_are_complete_and_each_can_ask() -> None:
    assert all(rule.part in PARTS.values() and rule.why for rule in PLAN_RULES)
    late = next(rule for rule in PLAN_RULES if rule.id == "late_appointment")
    assert f"later than {SOON} days" in late.when and f"within {SOON} days" in late.question
    assert "within 7 days is a quality target" in next(r.why for r in PLAN_RULES if r.id == "late_appointment")
    started = TransitionPlan(person="", early=("Feels worse",), coping=(Coping("Swim", "money"),))
    found = set(asked(started)) | set(asked(full(helpers=[], first_appointment=8, professionals=[{"name": "C"}])))
    assert found == {rule.id for rule in PLAN_RULES}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"first_appointment": 366}, r"First appointment, days after discharge is 366. Enter a whole number from 0 to"),
        ({"first_appointment": -1}, r"is -1. Enter a whole number"),
        ({"first_appointment": True}, r"is True. Enter a whole number"),
        ({"first_appointment": 5.0}, r"is 5.0. Enter a whole number"),
        ({"early": ("...",)}, r"Early warning signs has a blank entry. Write a few words, or leave it out"),
        ({"early": ("a\nb",)}, r"Early warning signs has an entry that runs over two lines"),
        ({"late": (5,)}, r"Late warning signs is 5; it should be text"),
        ({"late": "abc"}, r"Late warning signs is 'abc'; it should be a list"),
        ({"work": tuple("abcdefghi")}, r"Back to work or school, step by step: 9 entries. The limit is 8:"),
        ({"coping": (Coping("a"),) * 5}, r"What helps when you’re alone: 5 entries. The limit is 4:"),
        ({"helpers": ("Luis",)}, r"People to ask for help contains something that does not belong there"),
        ({"surroundings": None}, r"Safer surroundings is None; it should be text"),
        ({"person": 3}, r"Fictional person is 3; it should be text"),
    ],
)
def test_what_cannot_be_is_refused_in_words(fields: dict, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        TransitionPlan(**fields)


def test_the_ends_of_each_list_are_allowed() -> None:
    plan = TransitionPlan(work=tuple("abcdefgh"), coping=(Coping("a"),) * 4, first_appointment=365)
    assert len(plan.work) == 8 and len(plan.coping) == 4


def test_a_contact_and_a_coping_say_what_is_wrong() -> None:
    with pytest.raises(ValueError, match=r"The name is empty. Say who it is"):
        Contact(" ", "by phone")
    with pytest.raises(ValueError, match=r"The name is '\.'\. Say who it is"):
        Contact(".", "by phone")
    with pytest.raises(ValueError, match=r"What it needs is 'time', which is not one of: nothing, money"):
        Coping("Walk", "time")
    with pytest.raises(ValueError, match=r"How to reach is 5"):
        Contact("Luis", 5)


@pytest.mark.hostile
@given(any_json(allow_nan=False), st.sampled_from(["person", *PARTS]), any_json(allow_nan=False))
def test_damaged_plans_are_refused_in_words(found: object, part: str, value: object) -> None:
    for damaged in (found, {"version": 1, part: value}, {**example_plan().to_json(), part: value}):
        try:
            plan = TransitionPlan.from_json(damaged)
        except ValueError as problem:
            assert str(problem).endswith((".", "?")) and len(str(problem)) > 15
        else:
            assert TransitionPlan.from_json(plan.to_json()) == plan


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        ({"version": 2}, "not a saved plan in the version 1 format"),
        ({"version": 1, "mood": ""}, "A saved plan has no field named 'mood'"),
        ({"version": 1, "helpers": "Luis"}, "People to ask for help should contain a list"),
        ({"version": 1, "helpers": [{"reach": "x"}]}, "People to ask for help 1: The name is empty"),
        (
            {"version": 1, "helpers": [{"name": "x", "age": 3}]},
            "People to ask for help 1: A saved contact has no field named 'age'",
        ),
        ({"version": 1, "coping": ["walk"]}, "What helps when you’re alone 1: This is not a saved thing that helps"),
    ],
)
def test_a_damaged_plan_names_the_place(found: dict, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        TransitionPlan.from_json(found)


def test_every_text_of_a_plan_is_found_with_its_place() -> None:
    plan, saved = example_plan(), example_plan().to_json()
    typed = [saved[name] for name in ("person", *WORDS)] + [text for name in LISTS for text in saved[name]]
    typed += [one["what"] for one in saved["coping"]]
    typed += [one[name] for part in ("helpers", "professionals") for one in saved[part] for name in ("name", "reach")]
    assert sorted(text for _place, text in plan.texts()) == sorted(filter(None, typed))
    assert ("People to ask for help 1, Name", plan.helpers[0].name) in plan.texts()


def test_an_answer_in_signs_alone_is_missing_and_still_told() -> None:
    plan = TransitionPlan(peers="🙂", early=("Sleeps past noon",))
    assert "Peer group" in plan.missing and "Peer group: 🙂" in plan.describe() and plan.says("peers") == ("🙂",)


def test_mayas_plan_is_complete_and_is_the_one_of_the_story() -> None:
    plan = example_plan()
    assert plan.ready and plan_questions(plan) == () and plan.person == person("maya").name
    assert plan.first_appointment == 5 and plan.peers == "Thursday evenings" and plan.medication == "Monthly"
    assert "CBT and DBT" in plan.level and "week 7: two mornings" in plan.work[0]
    signs = " ".join((*plan.early, *plan.late))
    for sign in ("past noon", "answer messages", "breakfast", "medication", "“I will never get this right”"):
        assert sign in signs
    assert any(contact.name == "Luis" for contact in plan.helpers)
