"""The test of transfer: two forms that ask the same of their takers, about people who are nowhere else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from itertools import product
from math import comb
from pathlib import Path

import pytest

from iopedu.course.before_after import FORMS, ROUNDS, Rounds, pair_name, parallel_forms, transfer
from iopedu.course.outline import notebook
from iopedu.course.quiz import Question
from iopedu.show.care.cohort import class_tables, class_transfer, rounds_table
from iopedu.teaching.results import ClassResults, Results, read_results

ROOT = Path(__file__).parents[2]
A, B = (parallel_forms()[letter].questions for letter in FORMS)
PAIRS = list(zip(A, B, strict=True))


def right(asked: Question) -> int:
    return next(at for at, option in enumerate(asked.options) if option.right)


def played(first: str, before: Sequence[bool], after: Sequence[bool]) -> Rounds:
    """Return both rounds, answered rightly or with “I don’t know yet”."""
    found = transfer(first)
    for round, given in zip(ROUNDS, (before, after), strict=True):
        found = found.begin() if round == "after" else found
        for entry, is_right in zip(A, given, strict=True):
            found = found.answer(entry.id, right(found.question(entry.id)) if is_right else 3)
    return found


# The two forms -------------------------------------------------------------------------------------------------------


def test_items_come_in_pairs_on_one_decision_with_about_as_many_words() -> None:
    assert [a.id for a in A] == [b.id for b in B] and len(A) == 12
    kinds = ["02"] * 3 + ["08", "06", "09"] + ["09"] * 2 + ["04"] * 2 + ["11", "13"]
    assert [a.id[:2] for a in A] == kinds and all(notebook(kind) for kind in kinds)
    for a, b in PAIRS:
        words = [len(" ".join([one.ask, *(option.text for option in one.options[:3])]).split()) for one in (a, b)]
        assert 0.85 <= words[1] / words[0] <= 1.15, (a.id, words)
        # As many facts: the sentences of the case, and the numbers in it.
        assert len(re.findall(r"[.?!:]", a.ask)) == len(re.findall(r"[.?!:]", b.ask)), a.id
        numbers = [len(re.findall(r"\d+", one.ask)) for one in (a, b)]
        assert numbers[0] == numbers[1], a.id
        assert len(pair_name(a.id)) > 8 and not a.several and not b.several


def test_nobody_in_them_stands_elsewhere_in_the_course_and_nobody_stands_in_both() -> None:
    rows = (ROOT / "data/names.csv").read_text(encoding="utf-8").splitlines()
    names = [row.split(",")[0] for row in rows if row.endswith(",exercises/transfer.json")]
    assert len(names) == 24
    texts = [" ".join(f"{one.ask} {[option.text for option in one.options]}" for one in form) for form in (A, B)]
    for name in names:
        assert [bool(re.search(rf"\b{name}\b", text)) for text in texts].count(True) == 1, name
    others = [path for path in (ROOT / "data").rglob("*") if path.suffix in {".json", ".csv"}]
    others = [path for path in others if path.name not in {"transfer.json", "names.csv"}]
    others += [*(ROOT / "notebooks").glob("*.ipynb"), *(ROOT / "notebooks").glob("*.md")]
    rest = "\n".join(path.read_text(encoding="utf-8") for path in others)
    found = set(names) & set(re.findall(r"\w+", rest))
    assert all(name.isalpha() for name in names) and found <= {"Kent"}, "Kent is also where a study was done"


def cue(pattern: str) -> Callable[[Sequence[str]], list[int]]:
    """A rule of thumb: an option with such a word."""
    return lambda texts: [at for at, text in enumerate(texts) if re.search(pattern, text)]


def ranked(rank: int) -> Callable[[Sequence[str]], list[int]]:
    """An option of this rank by its length."""
    return lambda texts: [at for at, text in enumerate(texts) if len(text) == sorted(map(len, texts))[rank]]


#: What is left after a look at the options; among these, or all three where none is left, chance decides.
READERS: dict[str, Callable[[Sequence[str]], list[int]]] = {
    "careless: the first": lambda _texts: [0],
    "guesser by position: the second": lambda _texts: [1],
    "guesser by position: the third": lambda _texts: [2],
    "guesser by length: the longest": ranked(-1),
    "guesser by length: the shortest": ranked(0),
    "rule of thumb: more care is safer": cue("ward|doctor|supervisor|[Pp]romise"),
    "rule of thumb: be kind": cue("kind|sounds|help|safe|sure|bet"),
    "rule of thumb: plan the next skill": cue("[Ss]kill|homework|plan|would you do|take for you"),
    "rule of thumb: ask": cue(r"[Aa]sk|\?"),
}


def score(form: Sequence[Question], look: Callable[[Sequence[str]], list[int]]) -> float:
    """How many such a reader gets right on average."""
    found = 0.0
    for one in form:
        left = look([option.text for option in one.options[:3]]) or [0, 1, 2]
        found += (right(one) in left) / len(left)
    return found


@pytest.mark.parametrize("name", READERS)
def test_a_made_up_reader_gets_the_same_on_both_forms_within_one(name: str) -> None:
    scores = [score(form, READERS[name]) for form in (A, B)]
    assert abs(scores[0] - scores[1]) <= 1 and max(scores) <= 6, scores


def test_each_place_and_each_rank_of_length_is_right_as_often_in_both() -> None:
    for form in (A, B):
        places = [right(one) for one in form]
        ranks = [sorted(len(option.text) for option in one.options[:3]) for one in form]
        rank = [ranks[at].index(len(one.options[right(one)].text)) for at, one in enumerate(form)]
        assert [places.count(at) for at in range(3)] == [rank.count(at) for at in range(3)] == [4, 4, 4]
    assert all(right(a) != right(b) for a, b in PAIRS), "who remembers a place remembers nothing"


def test_every_option_is_explained() -> None:
    for one in (*A, *B):
        assert all(len(option.why) >= 40 for option in one.options), one.id
        assert one.options[-1].text == "I don’t know yet" and len(one.options) == 4


@pytest.mark.parametrize("id, must, need", [("02_withdrawal", "right", "doctor"), ("02_danger_now", "right", "help")])
def test_where_life_is_at_stake_the_key_brings_in_people(id: str, must: str, need: str) -> None:
    for form in (A, B):
        one = next(one for one in form if one.id == id)
        assert need in one.options[right(one)].text, must
        assert "tomorrow" not in one.options[right(one)].text


# The course of both rounds -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("first, second", [FORMS, FORMS[::-1]])
def test_the_second_round_asks_the_other_form(first: str, second: str) -> None:
    found = played(first, [True] * 12, [False] * 12)
    assert [found.form(round) for round in ROUNDS] == [first, second]
    for round, letter in zip(ROUNDS, (first, second), strict=True):
        own = {entry.id: entry for entry in parallel_forms()[letter].questions}
        assert {found.question(name, round) for name in own} == set(own.values())
        assert {found.asked(name, round).ask for name in own} == {entry.ask for entry in own.values()}
    assert found.counts() == {"both": 0, "gained": 0, "lost": 12, "neither": 0}, "the sign stays"
    assert played(first, [False] * 12, [True] * 12).counts()["gained"] == 12


def test_the_table_shows_both_people_and_says_how_far_it_goes() -> None:
    found = played("B", [False] * 12, [True] * 12)
    text = repr(rounds_table(found))
    for a, b in PAIRS:
        assert text.index(b.ask) < text.index(a.ask), "the form that came first stands first"
        assert all(option.why in text for one in (a, b) for option in one.options if option.right)
    assert "one of the two forms is harder" in text and "up to five" in text and "neither you nor the course" in text


def test_chance_alone_moves_twelve_answers_by_five_and_hardly_by_more() -> None:
    ways = [comb(12, many) / 2**12 for many in range(13)]
    beyond = {
        step: sum(ways[a] * ways[b] for a, b in product(range(13), repeat=2) if abs(a - b) >= step) for step in (5, 6)
    }
    assert beyond[5] > 0.05 > beyond[6]


@pytest.mark.parametrize("first", FORMS)
def test_what_was_saved_keeps_the_coin_whatever_a_new_page_drew(first: str) -> None:
    found = played(first, [True] * 12, [False] * 12)
    for drawn in FORMS:
        assert transfer(drawn).with_answers(json.loads(json.dumps(found.to_json()))) == found
    for damaged in ({**found.to_json(), "first": "C"}, {**found.to_json(), "first": 3}, {**found.to_json(), "x": 1}):
        with pytest.raises(ValueError, match=r"\.$"):
            transfer("A").with_answers(damaged)
    with pytest.raises(ValueError, match="first"):
        Rounds(parallel_forms()["A"]).with_answers(found.to_json())


# The class -----------------------------------------------------------------------------------------------------------


def handed(first: str, before: int, after: int, label: str) -> Results:
    rounds = played(first, [at < before for at in range(12)], [at < after for at in range(12)])
    chosen = {
        f"transfer/{round}/{rounds.form(round)}": {name: (at,) for name, at in getattr(rounds, round).items()}
        for round in ROUNDS
    }
    return read_results(Results(chosen, label).export().encode())


def test_the_class_sees_both_orders_and_no_order_of_fewer_than_five() -> None:
    many = [handed("A", 4, 8, f"{at}") for at in range(5)] + [handed("B", 6, 7 + at % 2, f"1{at}") for at in range(4)]
    rows = dict(class_transfer(ClassResults(tuple(many))).rows)
    assert list(rows["A before, B after"]) == ["5", "4.0", "8.0"]
    assert list(rows["B before, A after"]) == ["fewer than 5", "not shown", "not shown"]
    rows = dict(class_transfer(ClassResults((*many, handed("B", 1, 12, "19")))).rows)
    assert list(rows["B before, A after"]) == ["5", "5.0", "8.4"]
    table = class_transfer(ClassResults(tuple(many)))
    assert "not an outcome study" in table.note and "because of the form, and because of who" in table.note
    assert not any("Twelve people" in table.caption for _much, table in class_tables(ClassResults(tuple(many))))


def test_who_took_one_round_only_is_in_no_mean() -> None:
    half = Results({"transfer/before/A": {entry.id: (0,) for entry in A}}, "1")
    assert ClassResults((half, handed("A", 3, 5, "2"))).transfer == {"A": ((3, 5),), "B": ()}
