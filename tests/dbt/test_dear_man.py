"""DEAR MAN: each weak sentence gets its question, strong and ordinary ones get none, and the rules are shown."""

from __future__ import annotations

import csv
import json
from collections import Counter
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu import show
from iopedu.course.deck import NOT_SURE
from iopedu.course.wording import Wording, written_out
from iopedu.dbt.dear_man import GOALS, LETTERS, WORD_RULES, DearMan, example_request
from iopedu.dbt.decks import sentence_pairs, weak_strong
from iopedu.show.dbt.interpersonal import letter_view, request_view
from tests.tools import in_data

DATA = Path(__file__).parents[2] / "data/dbt"
with (DATA / "dear_man_ordinary.csv").open(encoding="utf-8", newline="") as _file:
    ORDINARY = list(csv.DictReader(_file))


def asked(letter: str, text: str) -> list[str]:
    return [asked.rule.id for asked in WORD_RULES.asked(text, letter)]


@pytest.mark.parametrize("pair", sentence_pairs(), ids=lambda pair: pair.id)
def test_the_weak_sentence_gets_its_question_and_the_strong_one_none(pair) -> None:
    assert pair.rule in asked(pair.letter, pair.weak) if pair.rule else asked(pair.letter, pair.weak) == []
    assert asked(pair.letter, pair.strong) == []


@pytest.mark.parametrize("row", ORDINARY, ids=lambda row: row["text"][:40])
def test_ordinary_sentences_get_no_question(row: dict[str, str]) -> None:
    assert asked(row["letter"], row["text"]) == []


def test_there_are_enough_sentences_and_every_rule_is_shown_at_work() -> None:
    letters = Counter(pair.letter for pair in sentence_pairs())
    assert set(letters) == set(LETTERS) and min(letters.values()) >= 5
    assert len(ORDINARY) >= 30 and {row["letter"] for row in ORDINARY} == set(LETTERS)
    assert {pair.rule for pair in sentence_pairs()} == {rule.id for rule in WORD_RULES} | {""}
    texts = [text for pair in sentence_pairs() for text in (pair.weak, pair.strong)]
    texts += [row["text"] for row in ORDINARY]
    assert len(set(texts)) == len(texts)
    assert all(min(len(pair.why_weak), len(pair.why_strong)) >= 40 for pair in sentence_pairs())


def test_questions_are_questions() -> None:
    assert {rule.part for rule in WORD_RULES} == set(LETTERS)
    for rule in WORD_RULES:
        for word in ("wrong", "bad", "score", "correct"):
            assert word not in rule.question.casefold()


@pytest.mark.parametrize(
    ("letter", "text", "found"),
    [
        ("facts", "", []),
        ("facts", " ... ", []),
        ("feeling", "", []),
        ("facts", "You are not always late", []),
        ("facts", "It wasn't unfair", []),
        ("facts", "YOU ARE ALWAYS LATE", ["absolute"]),
        ("facts", "You don’t care", ["mind_reading"]),
        ("facts", "u dont care", ["mind_reading"]),
        ("facts", "The unfairness of it", []),
        ("facts", "Whenever I call, nevertheless", []),
        ("facts", "You said, “You never call.”", []),
        ("facts", "You told me that I never call.", []),
        ("facts", "I have never asked you for this.", []),
        ("facts", "You have never asked me.", ["absolute"]),
        ("request", "I am asking you: could you call?", []),
        ("request", "Could you call and can you also write?", ["two_requests"]),
        ("benefit", "If not, I will quit.", ["threat"]),
        ("benefit", "If not for you, I would not be here. Thank you.", []),
        ("confident", "I don't whisper, and I look at her.", []),
        ("offer", "Nothing", ["no_offer"]),
    ],
)
def test_the_rules_read_words_and_not_meaning(letter: str, text: str, found: list[str]) -> None:
    assert asked(letter, text)[:1] == found


@given(st.text(), st.sampled_from(list(LETTERS)))
def test_the_rules_read_any_text(text: str, letter: str) -> None:
    assert all(asked.rule.part == letter for asked in WORD_RULES.asked(text, letter))


def test_what_no_rule_reads_is_compared_openly_and_judged_by_the_learner() -> None:
    for letter in ("feeling", "request", "mindful"):
        (pair, *_more) = [pair for pair in sentence_pairs() if pair.letter == letter and not pair.rule]
        seen = letter_view(letter, pair.strong)
        assert "<details" not in seen and "Which of these two is yours closer to?" in seen
        assert all(told in seen for told in (pair.weak, pair.why_weak, pair.strong, pair.why_strong))
    assert "closer to?" not in letter_view("mindful", "I hit back.") and "Would that get you any closer" in letter_view(
        "mindful", "I hit back."
    )
    assert "<details" in letter_view("offer", "Tuesday, or instead Thursday after five.")


def test_a_rule_that_cannot_be_is_refused() -> None:
    for lists in ({"has": "judging nonsense"}, {"lacks": "nonsense"}):
        with pytest.raises(ValueError, match="List of words is 'nonsense', which is not one of"):
            Wording(**lists)("You never call.")


def test_the_rules_are_shown_with_how_often_they_are_right() -> None:
    table = repr(show.request_rules())
    for rule in WORD_RULES:
        assert rule.when in table and rule.question in table
    for row in in_data("rule_figures.csv"):
        if row["form"] == "dear_man":
            assert f"{row['right']} of {row['asked']}" in table
            assert f"{100 * int(row['right']) / int(row['weak']):.0f} of every 100 weak sentences" in table


def test_a_word_list_stands_as_it_is_read_and_no_word_twice() -> None:
    rows = [(row["list"], row["words"]) for row in in_data("word_lists.csv")]
    assert len(set(rows)) == len(rows) and all(words == words.strip() != "" for _, words in rows)
    for words in ("I’m", "I'm", "im"):
        assert written_out(f"{words} sad") == "i am sad"
    assert written_out("It can't be, she won't, we're off") == "it can not be, she will not, we are off"


# The record ------------------------------------------------------------------------------------------


def test_what_is_said_reads_as_one_text() -> None:
    request = DearMan(facts="It rained ", feeling="I am sad!", benefit="We both stay dry", mindful="I breathe")
    assert request.assembled() == "It rained. I am sad! We both stay dry."
    assert dict(request.plan()) == {"Mindful": "I breathe", "Appear confident": "", "Negotiate": ""}
    assert "I breathe" in request.describe() and "I breathe" not in request.assembled()
    assert DearMan().assembled() == "" and DearMan().describe() == "Nothing in this request yet."
    dots = DearMan(**dict.fromkeys(LETTERS, " . "))
    for page in (request_view(dots), request_view(dots, whole=True)):
        assert "raise no questions" not in page  # nothing is said yet about which they could raise one
    assert "raise no questions" in request_view(DearMan(facts="You came at ten past nine."))


def test_that_somebody_never_hurt_me_is_not_asked_about() -> None:
    asked = {
        text: [one.rule.id for one in WORD_RULES.asked(text, "facts")]
        for text in (
            "My husband will scream at me. He never hit me.",
            "He has never hurt anybody.",
            "She never threatens me.",
            "He never listens to me.",
            "You never hit the ball.",
            "He never calls, and he hits me every time I ask.",
        )
    }
    assert list(asked.values()) == [[], [], [], ["absolute"], ["absolute"], ["absolute"]]


def test_the_order_of_the_goals_changes_the_manner() -> None:
    told = set()
    for ranks in permutations((1, 2, 3)):
        request = DearMan(**dict(zip(GOALS, ranks, strict=True)))
        names = sorted(GOALS, key=dict(zip(GOALS, ranks, strict=True)).get)
        assert [goal.name for goal in request.order] == [GOALS[name].name for name in names]
        first, second, last = request.manner()
        assert GOALS[names[0]].first in first and GOALS[names[1]].name in second
        assert GOALS[names[2]].last in last
        told.add(request.manner())
    assert len(told) == 6
    assert DearMan(objective=1, relationship=2).manner() == () and DearMan().order == ()
    assert {"GIVE", "FAST", "DEAR MAN"} == {goal.first.rsplit(" leads", 1)[0] for goal in GOALS.values()}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"objective": 4}, "Rank of “What I’m asking for” is 4. Enter a whole number from 1 to 3, or leave it blank."),
        ({"objective": 0}, "is 0"),
        ({"relationship": True}, "is True"),
        ({"self_respect": "1"}, "is '1'"),
        ({"objective": 2, "self_respect": 2}, "“What I’m asking for” and “My self-respect” both have rank 2"),
        ({"facts": None}, "Describe is None; it should be text."),
    ],
)
def test_what_cannot_be_is_refused_in_words(fields: dict, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        DearMan(**fields)


def test_what_is_missing_is_named() -> None:
    request = example_request()
    assert request.ready and request.missing == () and request.asked() == ()
    saved = request.to_json()
    assert DearMan.from_json({**saved, "offer": " "}).missing == ("Negotiate",)
    assert DearMan.from_json({**saved, "relationship": None}).missing == ("Rank of “The relationship”",)
    assert not DearMan.from_json({**saved, "relationship": None}).ready
    assert "two mornings a week" in request.request and "Nothing in this" not in request.describe()


@given(st.builds(DearMan, to=st.text(), facts=st.text(), offer=st.text(), objective=st.none() | st.integers(1, 3)))
def test_a_request_comes_back_as_it_was(request_: DearMan) -> None:
    assert DearMan.from_json(json.loads(json.dumps(request_.to_json()))) == request_
    assert "\n" not in repr(request_)


@pytest.mark.hostile
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_damaged_requests_are_accepted_or_refused_in_words(found: object) -> None:
    for saved in (found, {"version": 1, "facts": found}, {"version": 1, "objective": found}, {"version": found}):
        try:
            DearMan.from_json(saved)
        except ValueError as problem:
            assert str(problem).strip().endswith(".")


def test_give_and_fast_spell_their_words() -> None:
    for word in ("GIVE", "FAST"):
        rows = [row for row in in_data("dbt/manners.csv") if row["word"] == word]
        assert "".join(row["letter"] for row in rows) == word
        assert all(row["name"].startswith(row["letter"]) and row["example"] and row["meaning"] for row in rows)
    assert len(show.give_and_fast().rows) == len(in_data("dbt/manners.csv")) and len(show.priorities().rows) == 3
    assert "That I still think well of myself" in repr(show.priorities())


# The deck --------------------------------------------------------------------------------------------


def test_the_deck_explains_every_option_and_hides_no_pattern() -> None:
    deck = weak_strong()
    letter, fit = deck.of("letter"), deck.of("fit")
    assert len(letter) == len(sentence_pairs()) and len(fit) >= 10 and deck.key == "weak_strong"
    for item in deck.items:
        options = item.question.options
        assert len(item.right) == 1 and all(len(option.why) >= 40 for option in options)
        assert options[-1].text == NOT_SURE and not options[-1].right
        assert len({option.why for option in options}) == len(options)
    places = Counter(item.right[0] for item in letter)
    assert abs(places[0] - places[1]) <= 1
    assert set(Counter(item.right[0] for item in fit)) == {0, 1, 2, 3}
    longer = sum(max(item.question.options[:2], key=lambda o: len(o.text)).right for item in letter)
    assert longer < len(letter), "the longer sentence is not always the stronger one"
    assert {item.kind for item in deck.items[:8]} == {"letter", "fit"}


def test_the_deck_counts_agreement_for_facts_only() -> None:
    assert weak_strong().counted == ("fit",)
    asks = {item.question.ask for item in weak_strong().items}
    assert "Which sentence is stronger for Describe? Daniel to his dispatcher:" in asks
    assert any(ask.startswith("Does the emotion fit the facts? Fear 90.") for ask in asks)
