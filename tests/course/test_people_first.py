"""What free text is read for: danger is found, its look-alikes are left alone, and nothing else happens."""

from __future__ import annotations

import json
import re
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from iopedu.course import people_first
from iopedu.course.people_first import Stretch, concerns
from tests.refresh.people_first import WEIGHTS, hands

DATA = Path(__file__).parents[2] / "data/course"
KINDS = json.loads((DATA / "danger_kinds.json").read_text(encoding="utf-8"))
#: Sentences of hands whom neither the rules nor the weights have seen.
UNSEEN = hands("unseen")
FOUND = {hand: [concerns(row["text"]) for row in rows] for hand, rows in UNSEEN.items()}
#: Danger, and what looks like it: said back, long past, about something else, or by and about somebody else.
PAIRS = [
    (one["kinds"], one["text"], other["text"])
    for one, other in zip(hands()["pairs"][::2], hands()["pairs"][1::2], strict=True)
]


def test_there_is_a_pair_for_every_kind() -> None:
    assert len(PAIRS) >= 60 and {kind for kind, *_ in PAIRS} == set(KINDS)


@pytest.mark.parametrize(("kind", "danger"), [(kind, danger) for kind, danger, _ in PAIRS])
def test_danger_is_found(kind: str, danger: str) -> None:
    assert kind in {one.kind for one in concerns(danger)}


@pytest.mark.parametrize("alike", [alike for *_, alike in PAIRS])
def test_what_only_looks_like_danger_is_left_alone(alike: str) -> None:
    assert concerns(alike) == ()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("I do not want to live anymore.", {"suicide"}),
        ("I cannot go on like this anymore.", {"suicide"}),
        ("He sees no point in going on.", {"suicide"}),
        ("My patient says nobody would miss him.", {"suicide"}),
        ("She might kill herself at home, so the PHP has to start now.", {"suicide"}),
        ("She may end her life if we discharge her now.", {"suicide"}),
        ("My patient told me she will kill herself tonight.", {"suicide"}),
        ("He says he wants to kill himself.", {"suicide"}),
        ("They cannot promise to stay safe tonight, but it may settle.", {"suicide"}),
        ("He has thoughts of suicide.", {"suicide"}),
        ("Without PHP she will harm herself.", {"self_harm"}),
        ("She has urges to hurt herself but uses her plan.", {"self_harm"}),
        ("I am not safe at home, my partner is dangerous when he drinks.", {"being_harmed"}),
        ("I am not safe with my boyfriend.", {"being_harmed"}),
        ("I am hit at home by my husband.", {"being_harmed"}),
        ("I was hit by my boyfriend last night.", {"being_harmed"}),
        ("My husband hits me at home and I am scared.", {"being_harmed"}),
        ("My wife hit me on Saturday.", {"being_harmed"}),
        ("Last night I relapsed, so I am too tired to write this.", {"substance"}),
        ("He drank last night.", {"substance"}),
        ("He had four beers by eight last night and drove the bus at five.", {"driving", "substance"}),
        ("He trembles in the morning and drives the bus anyway.", {"driving"}),
    ],
)
def test_the_kinds_are_those_that_the_words_are_about(text: str, kinds: set[str]) -> None:
    assert {one.kind for one in concerns(text)} == kinds


@pytest.mark.parametrize(
    "text",
    [
        "Her last night on the ward is Friday, then the PHP starts on Monday.",
        "My last night in the hospital is Friday.",
        "Last night I finally slept well.",
        "I drank water last night.",
        "Everyone was nice to me in the hospital.",
        "She might end her lease if we find her a room.",
        "I do not want to live in that building anymore; the elevator is always broken.",
        "I was beaten by my husband at chess, again.",
        "The hours kill my sleep but not my spirit.",
        "He canceled twice this month.",
        "It’s warm, and nobody sees me.",
        "I hurt my ankle on the stairs.",
    ],
)
def test_a_night_that_was_only_the_last_and_other_plain_days_are_left_alone(text: str) -> None:
    assert concerns(text) == ()


def test_who_else_is_to_be_hurt_stays_beside_the_person() -> None:
    kinds = {one.kind for one in concerns("He threatened to kill himself and his kids.")}
    assert {"suicide", "violence"} <= kinds


def test_written_out_is_read_like_contracted() -> None:
    out = "I am ill. He does not, I have, she is not: they cannot."
    short = Stretch("I’m ill. He doesn't, I’ve, she isn't: they can’t.")
    read = Stretch(out)
    assert read.words == short.words == ["im", "ill", "he", "doesnt", "i", "have", "she", "is", "not", "they", "cant"]
    assert [out[slice(*place)] for place in read.places] == (
        ["I am", "ill", "He", "does not", "I", "have", "she", "is", "not", "they", "cannot"]
    )
    shorter = re.compile(r"\b(do|does|did|could|would|should|have|has|had|is|are|was|were)n['’]t\b")
    contracted = [row["text"] for hand in UNSEEN for row in UNSEEN[hand] if shorter.search(row["text"])]
    assert len(contracted) >= 40
    for text in contracted:
        assert Stretch(text).score == Stretch(shorter.sub(r"\1 not", text)).score, text


@pytest.mark.parametrize("hand", ["p", "q"])
def test_danger_and_its_look_alike_are_told_apart_and_called_by_their_names(hand: str) -> None:
    rows = hands()[hand]
    found = [{one.kind for one in concerns(row["text"])} for row in rows]
    right = [bool(kinds) == (row["danger"] == "1") for row, kinds in zip(rows, found, strict=True)]
    named = [kinds <= set(row["kinds"].split(";")) for row, kinds in zip(rows, found, strict=True) if kinds]
    assert sum(right) >= 0.95 * len(rows) and sum(named) >= 0.85 * len(named)


@pytest.mark.parametrize("hand", UNSEEN)
def test_danger_is_found_and_calm_is_left_alone_in_what_unseen_hands_wrote(hand: str) -> None:
    asked: dict[str, list[bool]] = {"0": [], "1": []}
    for row, found in zip(UNSEEN[hand], FOUND[hand], strict=True):
        asked[row["danger"]].append(bool(found))
    recall, false = (sum(asked[danger]) / len(asked[danger]) for danger in "10")
    print(f"{hand}: {recall:.3f} of {len(asked['1'])} found, {false:.3f} of {len(asked['0'])} false alarms")
    assert min(map(len, asked.values())) >= 150 and recall >= 0.85 and false <= 0.05


@pytest.mark.parametrize("kind", KINDS)
def test_most_danger_of_each_kind_is_noticed(kind: str) -> None:
    told = [bool(found) for hand in UNSEEN for row, found in zip(UNSEEN[hand], FOUND[hand], strict=True)
            if kind in row["kinds"].split(";")]  # fmt: skip
    assert len(told) >= 10 and sum(told) / len(told) >= 0.6, (kind, sum(told), len(told))


def test_the_words_of_a_concern_are_words_of_the_text_and_each_kind_comes_once() -> None:
    for hand, rows in UNSEEN.items():
        for row, found in zip(rows, FOUND[hand], strict=True):
            assert all(one.words and one.words in row["text"] for one in found)
            assert len({one.kind for one in found}) == len(found)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_says_whom_to_bring_in_what_to_ask_and_what_nobody_does_alone(kind: str) -> None:
    one = people_first.Concern(kind, "words")
    assert one.name and one.bring_in.endswith(".") and one.not_alone.startswith("Nobody")
    assert 2 <= len(one.questions) <= 3 and all(question.endswith("?") for question in one.questions)


@pytest.mark.parametrize(
    "text", ["", " \n\t", "\0\0\0", "....", "<b></b>", "👍🏽", "\ud800", "1 2 3", "ضع", "'''", "if " * 300, "(" * 5000]
)
def test_text_without_words_of_danger_is_nothing(text: str) -> None:
    assert concerns(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "<p>I want to kill <b>myself</b></p>",
        "I want to\0kill myself.",
        "I WANT TO KILL MYSELF",
        "i wanttt to killll myself",
        "I want to k1ll myself",
        "I want to k\u200bill myself",
        "I want to\nkill\nmyself",
        "“I want to kill myself,” she said.",
    ],
)
def test_markup_spelling_and_invisible_letters_hide_nothing(text: str) -> None:
    assert "suicide" in {one.kind for one in concerns(text)}


def test_one_sentence_is_found_in_a_long_text_that_is_read_in_short_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    lengths = []

    class Counted(Stretch):
        def __init__(self, text: str) -> None:
            lengths.append(len(text))
            super().__init__(text)

    monkeypatch.setattr(people_first, "Stretch", Counted)
    calm = "We walked to the lake and had soup. "
    text = calm * 300 + "I want to kill myself. " + calm * 300
    assert [one.words for one in concerns(text)] == ["want to kill myself"]
    assert sum(lengths) == 2 * len(text) and max(lengths) <= 400  # with its neighbors, and alone


@pytest.mark.parametrize("text", ["a" * 1_000_000, "word " * 200_000, "\0" * 1_000_000, "\n" * 1_000_000, "<" * 10**6])
def test_a_million_letters_are_cut_once_and_nowhere_into_crumbs(text: str) -> None:
    cuts = list(people_first._stretches(text, 400))
    assert cuts[0][0] == 0 and cuts[-1][1] == len(text)
    assert all(end == start for (_, end), (start, _) in pairwise(cuts))
    assert len(cuts) <= 2 * len(text) / 400 + 1


def test_no_rule_can_run_away() -> None:
    for rule in {rule for rules in people_first._index().values() for rule in rules}:
        assert not re.search(r"[*+]", rule.text) and len(re.findall(r"\.{2,}", rule.text)) <= 4, rule.text
        rule.regex  # noqa: B018 - it can be read


def test_reading_opens_nothing_and_gives_the_same_each_time() -> None:
    concerns("I want to die.")  # the files are read once
    opened = []
    watching = True
    sys.addaudithook(
        lambda event, _: opened.append(event) if watching and event.startswith(("open", "socket")) else None
    )
    texts = [row["text"] for row in UNSEEN["n"]]
    assert [concerns(text) for text in texts] == FOUND["n"] == [concerns(text) for text in reversed(texts)][::-1]
    watching = False
    assert not opened


def test_the_weights_are_no_heavier_than_a_picture() -> None:
    weights = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    assert weights.keys() == {"danger", *KINDS} and WEIGHTS.stat().st_size < 500_000
    assert all(-20 < weight < 20 for kind in weights.values() for weight in kind.values())


def test_every_rule_names_a_kind_or_a_context_that_is_known() -> None:
    contexts = {"teaching", "story", "past", "protective", "ordinary", "grief", "limit", "idiom"}
    assert {rule.kind for rules in people_first._index().values() for rule in rules} == {*KINDS, *contexts}
