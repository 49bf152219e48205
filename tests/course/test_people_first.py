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
    ("suicide", "I want to kill myself.", "I do not want to kill myself."),
    ("suicide", "My brother wants to end his life.", "My brother wants to end his lease."),
    ("suicide", "I am thinking about suicide every day.", "The essay is about suicide prevention."),
    ("suicide", "I wish I were dead.", "My phone is dead."),
    ("suicide", "i wanna die", "id die for a taco"),
    ("suicide", "She told me she wants to die.", "She denies that she wants to die."),
    ("suicide", "I have a plan to kill myself on Friday.", "I have a plan to see my sister on Friday."),
    ("suicide", "They would be better off without me.", "The soup would be better without salt."),
    ("suicide", "Client endorses active suicidal ideation with intent.", "Client denies suicidal ideation and intent."),
    ("suicide", "I wrote a goodbye note to my children.", "I wrote a thank-you note to my children."),
    ("suicide", "im so tired of living", "im so tired of this traffic"),
    ("suicide", "I have decide to finish my life.", "I have decide to finish my course."),
    ("suicide", "suicidle again, dont tell mom", "not suicidal, just tired"),
    ("suicide", "If she leaves me I will kill myself.", "If I ever think of suicide, I call 988 and my sister."),
    ("suicide", "I tried to end my life last night.", "I tried to end the meeting on time."),
    ("self_harm", "I cut myself last night.", "I cut the bread last night."),
    ("self_harm", "Going to hurt myself tonight.", "I am not going to hurt myself tonight."),
    ("self_harm", "My sister burns herself when she is sad.", "My sister burns the toast when she is late."),
    ("self_harm", "I have fresh cuts on my arm.", "No cuts, no burns, no bruises."),
    ("self_harm", "Coping skill: cutting until it is quiet.", "Coping skill: cutting paper stars for the window."),
    ("self_harm", "The urge to cut is strong tonight.", "Instead of cutting, I held ice and called Tess."),
    ("self_harm", "Client engages in self-injury daily.", "Client has not engaged in self-injury."),
    ("violence", "I am going to stab him.", "I am not going to stab anybody, I want my deposit back."),
    ("violence", "If he talks to her again I will break his jaw.", "If the bus is late again I take a taxi."),
    ("violence", "He said he will shoot up the school.", "He shot a photo of the school."),
    ("violence", "I slapped my daughter across the face.", "My daughter slapped a sticker on my face."),
    ("violence", "I want to kill my boss.", "My boss will kill me if I am late, lol."),
    ("violence", "Client voiced homicidal ideation toward a coworker.", "Client denies homicidal ideation."),
    ("being_harmed", "My husband hits me.", "My husband never hits me."),
    ("being_harmed", "He choked me last week.", "He choked on a peanut last week."),
    ("being_harmed", "My uncle touches me at night.", "My uncle calls me at night."),
    (
        "being_harmed",
        "My boyfriend locks me in and takes my phone.",
        "My boyfriend locks the bikes and takes out the trash.",
    ),
    ("being_harmed", "He said he would kill me if I leave.", "Dad will kill me over the phone bill, haha."),
    ("medicine", "I stopped taking my medication on my own.", "I take my medication as the doctor wrote."),
    ("medicine", "Doubled my pills because I felt bad.", "My doctor doubled my pills on Monday."),
    ("medicine", "We swap meds after group.", "We swap recipes after group."),
    ("medicine", "Quit my lithium cold turkey.", "Before I quit my lithium I will ask my psychiatrist."),
    ("medicine", "I borrow my roommate's Xanax for exams.", "I borrow my roommate's notes for exams."),
    ("purging", "I make myself throw up after dinner.", "The shrimp made me sick, stomach bug for all of us."),
    ("purging", "Took laxatives after the big meal.", "The nurse said the colonoscopy prep works fast."),
    ("purging", "I purge after every meal.", "I have not purged since last year."),
    ("starving", "I have not eaten since Sunday and I feel powerful.", "I had a late lunch since the bus was slow."),
    ("starving", "I don't deserve food.", "Everybody deserves lunch, mine was soup."),
    ("starving", "She is skipping all meals to be thin.", "Not skipping meals anymore, three a day."),
    ("starving", "No food until I lose the weight.", "I'm starving, who wants noodles after group?"),
    ("exercise", "I run until I pass out.", "I ran two easy miles with my niece."),
    (
        "exercise",
        "Running on a stress fracture because I deserve the pain.",
        "My doctor said rest, so I rest my ankle.",
    ),
    ("exercise", "Squats until I vomit as punishment for dinner.", "A slow jog with Corinne, then pancakes."),
    ("driving", "I close my eyes on the highway when I am angry.", "I closed my eyes on the couch when I was tired."),
    ("driving", "Drove home drunk with the kids.", "I never drive after wine; my daughter picks me up."),
    ("driving", "Speeding with my headlights off to feel something.", "Got a ticket for parking, paid it."),
    ("substance", "Plan: drink vodka to calm down before group.", "Plan: drink tea before group."),
    ("substance", "I relapsed yesterday and will use again tonight.", "Instead of drinking, I called my sponsor."),
    ("substance", "Calling my dealer after session.", "Blocked my dealer and told my sponsor."),
    ("substance", "Crisis kit: candle, music, flask of whiskey.", "Crisis kit: candle, music, peppermint tea."),
    ("secret", "Please don't tell my therapist that I used.", "Please don't tell Marcus about the surprise party."),
    ("secret", "We agree that a suicide plan stays between us.", "We don't keep secrets about safety; we tell staff."),
    ("secret", "I lied on my diary card so they won't step me up.", "I told my counselor the truth on my diary card."),
    ("means", "I bought a gun and hid it.", "My dad gave his guns to the sheriff."),
    ("means", "Saving my pills in a sock for later.", "My wife keeps my pills in a lockbox."),
    ("means", "I kept a razor blade in case I need it.", "Bought a razor and shaving cream."),
    ("means", "I know where the key to the gun is.", "I know where the key to the bike is."),
]


def test_there_is_a_pair_for_every_kind() -> None:
    assert len(PAIRS) >= 60 and {kind for kind, *_ in PAIRS} == set(KINDS)


@pytest.mark.parametrize(("kind", "danger"), [(kind, danger) for kind, danger, _ in PAIRS])
def test_danger_is_found(kind: str, danger: str) -> None:
    assert kind in {one.kind for one in concerns(danger)}


@pytest.mark.parametrize("alike", [alike for *_, alike in PAIRS])
def test_what_only_looks_like_danger_is_left_alone(alike: str) -> None:
    assert concerns(alike) == ()


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
    assert sum(lengths) == len(text) and max(lengths) <= 400


@pytest.mark.parametrize("text", ["a" * 1_000_000, "word " * 200_000, "\0" * 1_000_000, "\n" * 1_000_000, "<" * 10**6])
def test_a_million_letters_are_cut_once_and_nowhere_into_crumbs(text: str) -> None:
    cuts = list(people_first._stretches(text))
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


def test_the_weights_are_of_what_the_reader_sees_and_no_heavier_than_a_picture() -> None:
    weights = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    assert weights.keys() == {"danger", *KINDS} and WEIGHTS.stat().st_size < 500_000
    read = [Stretch(row["text"]) for rows in hands().values() for row in rows]
    seen = {name for one in read for name in (*one.beginnings, *one.signs)} | {""}
    assert weights["danger"].keys() <= seen, "run: uv run python -m tests.refresh people-first"


def test_every_rule_names_a_kind_or_a_context_that_is_known() -> None:
    contexts = {"teaching", "story", "past", "protective", "ordinary", "grief", "limit", "idiom"}
    assert {rule.kind for rules in people_first._index().values() for rule in rules} == {*KINDS, *contexts}
