"""The walk through the facts: total, deterministic, never a guess, people first, and honest ratings."""

from __future__ import annotations

import csv
import itertools
import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu import show
from iopedu.dbt.check_the_facts import (
    ANSWERS,
    NEVER_TOWARD,
    QUESTIONS,
    RULES,
    WAYS,
    CheckTheFacts,
    OppositeAction,
    ProblemSolving,
    decide,
    deciding_rule,
    example_check_the_facts,
    what_would_change,
)
from iopedu.dbt.emotions import emotion_guides
from tests.tools import ANY_JSON

ALL = [
    dict(zip(QUESTIONS, answers, strict=True))
    for answers in itertools.product(*(q.answers for q in QUESTIONS.values()))
]
#: (fits, helps): where it leads when there is no danger and thinking is possible.
KEY = {
    ("yes", "yes"): "solve",
    ("yes", "no"): "both",
    ("partly", "yes"): "solve",
    ("partly", "no"): "both",
    ("no", "yes"): "observe",
    ("no", "no"): "opposite",
}


def expected(answers: dict[str, str]) -> str:
    if answers["danger"] != "no":
        return "people"
    if answers["clear"] != "yes":
        return "tolerate"
    return KEY.get((answers["fits"], answers["helps"]), "gather")


@pytest.mark.parametrize(
    ("fields", "lines"),
    [
        ({"event": "It rang"}, ["What happened: It rang"]),
        ({"strength": 0}, ["Emotion: The emotion, 0"]),
        ({"emotion": "shame"}, ["Emotion: Shame, not rated"]),
        ({"interpretation": "I", "other": "O"}, ["What I made of it: I", "What else could be true: O"]),
        ({"threat": "T"}, ["What I am afraid of, or what seems lost: T"]),
        ({"likelihood": 0}, ["What I am afraid of, or what seems lost: not said (likelihood: 0 out of 100)"]),
        ({"threat": "T", "likelihood": 9}, ["What I am afraid of, or what seems lost: T (likelihood: 9 out of 100)"]),
    ],
)
def test_a_walk_in_words_tells_what_is_there_and_what_is_open(fields: dict, lines: list[str]) -> None:
    assert CheckTheFacts().describe() == "Nothing in this walk yet."
    *said, leads = CheckTheFacts(**fields).describe().split("\n")
    assert said == lines and leads.startswith("The walk is not finished. Not answered: ")


def test_every_combination_leads_to_exactly_one_way() -> None:
    assert len(ALL) == 108
    for answers in ALL:
        way = decide(answers)
        assert way.id == expected(answers), answers
        assert way == WAYS[deciding_rule(answers).way] == decide(dict(answers))
    assert {decide(answers).id for answers in ALL} == set(WAYS)


def test_not_sure_never_leads_to_acting() -> None:
    for answers in ALL:
        if "not_sure" in answers.values():
            assert decide(answers).id in ("people", "tolerate", "gather"), answers


def test_danger_stands_before_everything_else() -> None:
    for danger in ("yes", "not_sure"):
        assert decide({"danger": danger}).id == "people"
        assert all(decide(answers).id == "people" for answers in ALL if answers["danger"] == danger)
        walk = CheckTheFacts(emotion="fear", danger=danger, clear="yes", fits="no", helps="no")
        assert walk.plans == () and walk.what_would_change() == () and walk.ready
    assert decide({"danger": "no", "clear": "no"}).id == "tolerate"


@given(st.fixed_dictionaries({name: st.sampled_from(("", *asked.answers)) for name, asked in QUESTIONS.items()}))
def test_while_an_answer_that_matters_is_missing_the_walk_is_open(answers: dict[str, str]) -> None:
    found = decide(answers)
    choices = [(answers[name],) if answers[name] else asked.answers for name, asked in QUESTIONS.items()]
    possible = {expected(dict(zip(QUESTIONS, full, strict=True))) for full in itertools.product(*choices)}
    if found is not None:
        assert possible == {found.id}, "an answer that is missing could still change it"
    walk = CheckTheFacts(**answers)
    assert walk.way == found and ("The walk is not finished" in walk.leads()) == (found is None)
    assert bool(walk.reason()) == (found is not None)


def test_what_would_change_is_true_and_complete() -> None:
    for answers in ALL:
        said = what_would_change(answers)
        text = " ".join(said)
        for name, asked in QUESTIONS.items():
            for option in asked.answers:
                other = decide({**answers, name: option})
                line = [entry for entry in said if entry.startswith(f"If “{asked.short}” ") and other.title in entry]
                if other != decide(answers):
                    assert line and ANSWERS[option] in line[0].split(": ")[0]
                elif option != answers[name]:
                    assert not any(entry.endswith(f": {other.title}.") for entry in said)
        assert decide(answers).title not in [entry.split(": ", 1)[1][:-1] for entry in said]
        assert text == " ".join(dict.fromkeys(said))
    assert what_would_change({}) == ()


def test_the_reason_names_the_answers_that_decided() -> None:
    walk = CheckTheFacts(danger="no", clear="yes", fits="not_sure")
    assert walk.way.id == "gather" and "“Fits the facts” is not sure" in walk.reason()
    walk = CheckTheFacts(danger="no", clear="yes", fits="partly", helps="no")
    assert "“Fits the facts” is yes or partly and “Acting helps” is no" in walk.reason()
    assert len({rule.reason for rule in RULES}) == len(RULES)


def test_the_rules_are_shown_in_full() -> None:
    table = show.facts_rules()
    assert (
        len(table.rows) == 6
        and "can be combined in 108 ways, and each combination belongs to one row of this table" in table.note
    )
    for answers in ALL:
        if answers["danger"] != "no":
            at = 0
        elif answers["clear"] != "yes":
            at = 1
        else:
            at = 2 + QUESTIONS["fits"].answers.index(answers["fits"])
        cell = table.rows[at][1][QUESTIONS["helps"].answers.index(answers["helps"])]
        assert cell == decide(answers).title
    for rule in RULES:
        assert f"{rule.says}: {WAYS[rule.way].title}." in table.note
    assert [header for header, _ in show.facts_ways().rows] == [way.title for way in WAYS.values()]


@pytest.mark.parametrize(
    ("before", "after"), [(80, 45), (60, 60), (0, 0), (0, 100), (100, 0), (None, None), (80, None)]
)
def test_the_same_emotion_is_compared_and_the_sign_stays(before: int | None, after: int | None) -> None:
    walk = CheckTheFacts(emotion="shame", strength=before, after=after)
    if after is None:
        assert walk.change is None
    else:
        assert walk.change.points == after - before and walk.change.what == "Shame"
        assert ("Unchanged. That is information, too: what would you want to look at next?" in walk.describe()) == (
            before == after
        )


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"after": 5}, "The same emotion afterward is 5, but the first rating is not set"),
        ({"strength": 101}, "Strength of the emotion is 101. Enter a whole number from 0 to 100, or leave it blank."),
        ({"strength": True}, "Strength of the emotion is True"),
        ({"likelihood": -1}, "How likely that seems is -1"),
        ({"emotion": "joy"}, "Emotion is 'joy', which is not one of: fear, anger"),
        ({"emotion": None}, "Emotion is None"),
        ({"danger": "partly"}, "Danger is 'partly', which is not one of: yes, no, not_sure"),
        ({"fits": "maybe"}, "Fits the facts is 'maybe'"),
        ({"helps": 1}, "Acting helps is 1"),
        ({"event": 5}, "What happened is 5; it should be text"),
        ({"opposite": {}}, "Opposite action contains something that does not belong there"),
        ({"solving": OppositeAction()}, "Problem solving contains something that does not belong there"),
    ],
)
def test_what_cannot_be_is_refused_in_words(fields: dict, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        CheckTheFacts(**fields)


def test_plans_show_only_where_the_way_leads_and_nothing_is_lost() -> None:
    plan = OppositeAction("Hide", "Show it", "Head up", "Even", "“Here it is.”")
    steps = ProblemSolving("The form", "It is due", "Send it", "Call; write", "Call", "I, today")
    walk = {"emotion": "shame", "strength": 80, "danger": "no", "clear": "yes", "opposite": plan, "solving": steps}
    ways = {("no", "no"): (plan,), ("yes", "yes"): (steps,), ("partly", "no"): (plan, steps), ("no", "yes"): ()}
    for (fits, helps), plans in ways.items():
        found = CheckTheFacts(fits=fits, helps=helps, **walk)
        assert found.plans == plans and (found.opposite, found.solving) == (plan, steps)
        said = found.describe()
        assert ("Show it" in said) == (plan in plans) and ("It is due" in said) == (steps in plans)
        assert (NEVER_TOWARD in said) == (plan in plans)
    assert plan.ready and not steps.ready


def test_what_is_missing_is_named() -> None:
    assert not CheckTheFacts().ready and "Emotion" in CheckTheFacts().missing and "Danger" in CheckTheFacts().missing
    walk = example_check_the_facts()
    assert walk.missing == () and walk.ready
    half = CheckTheFacts.from_json({**walk.to_json(), "opposite": OppositeAction(urge="Hide").to_json()})
    assert half.missing == ("The opposite", "Posture and face", "Voice", "Words to say") and not half.ready
    zero = CheckTheFacts.from_json({**walk.to_json(), "strength": 0, "after": 0})
    assert zero.ready and zero.change.points == 0
    solving = {**walk.to_json(), "fits": "yes", "helps": "yes"}
    solving["solving"] = ProblemSolving("One", "two", "three", "four", "five", "six").to_json()
    assert CheckTheFacts.from_json(solving).ready, "the result comes after it is done"


def test_judging_words_in_the_event_get_a_question() -> None:
    assert [hint.rule.id for hint in CheckTheFacts(event="He was rude on purpose").asked()] == [
        "mind_reading",
        "judging",
    ]
    assert not CheckTheFacts(event="He looked at me and walked on").asked()
    assert repr(CheckTheFacts(event="She is always late").asked()[0]).startswith("What happened: ")


def test_mayas_walk_agrees_with_her_story() -> None:
    walk = example_check_the_facts()
    assert (walk.emotion, walk.strength, walk.way.id) == ("shame", 80, "opposite")
    assert (
        "8:40 a.m." in walk.event
        and "I’ll never get this right" in walk.interpretation
        and "Thursday" in walk.opposite.opposite
    )
    assert not walk.asked() and walk.change.points == -35


WALKS = st.builds(
    CheckTheFacts,
    event=st.text(),
    emotion=st.sampled_from(["", *(guide.id for guide in emotion_guides())]),
    strength=st.integers(0, 100),
    other=st.text(),
    likelihood=st.none() | st.integers(0, 100),
    after=st.none() | st.integers(0, 100),
    opposite=st.builds(OppositeAction, urge=st.text()),
    solving=st.builds(ProblemSolving, ideas=st.text()),
    **{name: st.sampled_from(("", *asked.answers)) for name, asked in QUESTIONS.items()},
)


@given(WALKS)
def test_a_walk_comes_back_as_it_was(walk: CheckTheFacts) -> None:
    assert CheckTheFacts.from_json(json.loads(json.dumps(walk.to_json()))) == walk
    assert "\n" not in repr(walk) and isinstance(walk.describe(), str)


@pytest.mark.hostile
@given(
    ANY_JSON, st.sampled_from(("event", "emotion", "strength", "danger", "fits", "opposite", "solving", "after", "x"))
)
def test_damaged_walks_are_accepted_or_refused_in_words(found: object, name: str) -> None:
    for saved in (found, {"version": 1, name: found}, {**example_check_the_facts().to_json(), name: found}):
        try:
            CheckTheFacts.from_json(saved)
        except ValueError as problem:
            assert str(problem).strip().endswith((".", "?")) and "Traceback" not in str(problem)
    for kind in (OppositeAction, ProblemSolving):
        try:
            kind.from_json(found)
        except ValueError as problem:
            assert str(problem)


def test_emotions_are_complete_and_different(root: Path) -> None:
    with (root / "data/dbt/emotions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 9 and all(all(row.values()) for row in rows)
    assert Counter(name for row in rows for name in (row["id"], row["urge"], row["opposite"])).most_common(1)[0][1] == 1
    assert {"fear", "anger", "sadness", "shame", "guilt", "jealousy", "envy", "disgust"} <= {row["id"] for row in rows}
    assert "threatens or hurts" in emotion_guides["fear"].not_when
    with pytest.raises(ValueError, match="Emotion is 'joy', which is not one of"):
        emotion_guides["joy"]
    table = show.emotion_table()
    assert NEVER_TOWARD in table.note and "our own words" in table.note and len(table.rows) == len(rows)
