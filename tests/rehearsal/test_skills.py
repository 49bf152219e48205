"""What the skills hold: enough lines, ratings with reasons, people kept apart, and nothing that a guesser could use."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest

from iopedu.course.outline import notebooks
from iopedu.rehearsal import Line, Reply, Skill, facts_of, skill, skills
from iopedu.rehearsal.skills import skill_of
from iopedu.show.rehearsal.say import look_for

ALL = skills()
by_skill = pytest.mark.parametrize("of", ALL, ids=[of.id for of in ALL])


def _total(reply: Reply) -> int:
    return sum(reply.ratings.values())


def _best(line: Line) -> set[int]:
    top = max(map(_total, line.replies))
    return {at for at, reply in enumerate(line.replies) if _total(reply) == top}


def test_there_are_enough_skills_each_in_a_notebook_of_the_course() -> None:
    assert len(ALL) >= 12
    assert {of.notebook for of in ALL} <= {entry.number for entry in notebooks()}
    files = {file.stem for file in Path(__file__).parents[2].joinpath("data/rehearsal/say").glob("*.json")}
    assert {of.id for of in ALL} == files, "each file of a skill has its row in data/rehearsal/moves.csv"
    ids = [line.id for of in ALL for line in of.lines]
    assert len(ids) == len(set(ids))


@by_skill
def test_criteria_have_anchors_and_examples_for_each_rating(of: Skill) -> None:
    assert 3 <= len(of.criteria) <= 4 and len({one.id for one in of.criteria}) == len(of.criteria)
    for one in of.criteria:
        assert [anchor[:3] for anchor in one.anchors] == ["0: ", "1: ", "2: "]
        assert len(set(one.examples)) == 3 == len(one.examples)
        given = Counter(reply.ratings[one.id] for line in of.lines for reply in line.replies)
        assert all(given[rating] >= 4 for rating in (0, 1, 2)), (one.id, given)


@by_skill
def test_lines_rise_in_difficulty_and_have_three_replies_with_a_reason_for_each_rating(of: Skill) -> None:
    assert len(of.lines) >= 8 and {line.difficulty for line in of.lines} == {1, 2, 3, 4}
    names = [one.id for one in of.criteria]
    for line in of.lines:
        assert len({reply.text for reply in line.replies}) == 3 == len(line.replies)
        for reply in line.replies:
            assert list(reply.ratings) == names == list(reply.reasons), line.id
            assert set(reply.ratings.values()) <= {0, 1, 2} and all(len(why) > 8 for why in reply.reasons.values())
        assert len({tuple(reply.ratings.values()) for reply in line.replies}) == 3, f"{line.id}: two rated alike"


@by_skill
def test_people_kept_for_later_are_in_no_other_line(of: Skill) -> None:
    kept = [line.person for line in of.lines if line.unseen]
    assert 2 <= len(kept) <= 3 and len(set(kept)) == len(kept)
    assert not set(kept) & {line.person for line in of.lines if not line.unseen}
    others = [text for line in of.lines if not line.unseen for text in (line.before, line.line)]
    assert not [name for name in kept for text in others if name in text]
    assert sum(not line.unseen and line.difficulty == 1 for line in of.lines) >= 2, "twice an easy line"


def _words(reply: Reply) -> int:
    return len(reply.text.split())


def _letters(reply: Reply) -> int:
    return len(reply.text)


def _by(size: Callable[[Reply], int], place: int) -> Callable[[Line], int]:
    """A guesser who takes the shortest, the middle or the longest reply."""
    return lambda line: sorted(range(3), key=lambda at: size(line.replies[at]))[place]


GUESSERS: dict[str, Callable[[Line], int]] = {
    **{f"place {place}": lambda _line, place=place: place for place in range(3)},
    **{f"words {place}": _by(_words, place) for place in range(3)},
    **{f"letters {place}": _by(_letters, place) for place in range(3)},
}


@pytest.mark.parametrize("guess", GUESSERS.values(), ids=GUESSERS)
def test_who_guesses_by_place_or_length_finds_the_best_reply_no_more_often_than_by_chance(guess: Callable) -> None:
    lines = [line for of in ALL for line in of.lines]
    hits = sum(guess(line) in _best(line) for line in lines) / len(lines)
    chance = sum(len(_best(line)) for line in lines) / 3 / len(lines)
    assert hits <= chance + 0.05, f"{hits:.2f} of {len(lines)} lines, by chance {chance:.2f}"


def test_asking_about_suicide_by_the_key_is_a_question_in_the_words() -> None:
    """The facts and the key read the same words: whoever is rated 2 for a plain question asks one."""
    of = skill("ask_suicide")
    rated = [reply for line in of.lines for reply in line.replies if reply.ratings[of.criteria[0].id] == 2]
    assert rated and all("No question." not in facts_of(reply.text) for reply in rated)


#: Every line with a danger in it, and which of its replies, from 1, go to the danger: they ask about it, if only
#: half plainly, or do something about it today. The others pass over it, talk it down, or let it wait.
GOES = {
    "ask_suicide_1": {1, 3}, "ask_suicide_2": {1, 3, 2}, "ask_suicide_3": {2, 3}, "ask_suicide_4": {1, 3},
    "ask_suicide_5": {1, 2, 3}, "ask_suicide_6": {1, 2}, "ask_suicide_7": {2, 3}, "ask_suicide_8": {1, 2},
    "ask_suicide_9": {1, 2, 3},
    "bring_in_people_1": {2, 3}, "bring_in_people_2": {1, 2, 3}, "bring_in_people_3": {1, 2, 3},
    "bring_in_people_4": {2, 3}, "bring_in_people_5": {1, 3}, "bring_in_people_6": {1, 2, 3},
    "bring_in_people_7": {1, 2, 3}, "bring_in_people_8": {1, 2, 3}, "bring_in_people_9": {1, 2, 3},
    "chain_link_7": {1}, "emotion_behind_thought_8": {2}, "group_frame_8": {2, 3}, "missed_homework_8": {1, 3},
    "open_agenda_7": {1, 2}, "route_medication_8": {2, 3}, "say_no_7": {2}, "say_no_8": {3},
    "socratic_question_7": {2}, "validate_8": {2},
}  # fmt: skip
#: The replies of these lines that ask in plain words.
PLAINLY = re.compile(r"(?i)[^.!?]*\b(?:suicide|kill(?:ing)? yourself|end(?:ing)? your life)\b[^.!?]*\?")


def _in_order(line: Line) -> list[int]:
    """The numbers of the replies, from 1, as they are shown."""
    shown = re.findall(r"<li>“([^<]*)”<details>", look_for(line))
    return [[escape(reply.text) for reply in line.replies].index(text) + 1 for text in shown]


@by_skill
def test_replies_are_shown_from_better_to_worse(of: Skill) -> None:
    for line in of.lines:
        totals = [_total(line.replies[at - 1]) for at in _in_order(line)]
        assert len(totals) == 3 and totals == sorted(totals, reverse=True), line.id


def test_no_reply_that_leaves_a_danger_out_stands_above_one_that_goes_to_it() -> None:
    lines = {line.id: line for of in ALL for line in of.lines}
    asked = {line.id for line in lines.values() if any(PLAINLY.search(reply.text) for reply in line.replies)}
    assert asked <= GOES.keys(), "a line where we ask about suicide is one with a danger"
    for name, goes in GOES.items():
        line, order = lines[name], _in_order(lines[name])
        assert set(order[: len(goes)]) == goes, (name, order)
        full = [at for at, reply in enumerate(line.replies, 1) if set(reply.ratings.values()) == {2}]
        assert set(full) <= goes, f"{name}: who meets every criterion has gone to the danger"
        plain = [at for at, reply in enumerate(line.replies, 1) if PLAINLY.search(reply.text)]
        assert set(plain) <= goes, name
    for name in GOES.keys() - {one for one in GOES if one.startswith(("ask_suicide", "bring_in_people"))}:
        tops = " ".join(one.anchors[2] for one in skill_of(name).criteria).lower()
        assert re.search("danger|suicide", tops), f"{name}: what is looked for says so"


def test_what_we_call_a_specific_feeling_is_not_what_somebody_did() -> None:
    did = re.compile(r"(?i)“(?:a )?(?:betray|dropped|ignored|abandon|reject|attack|unwanted|dismissed|judged|used\b)")
    for name, criterion in (("emotion_behind_thought", "emotion"), ("reflect_feeling", "feeling_word")):
        for line in skill(name).lines:
            for reply in line.replies:
                assert reply.ratings[criterion] < 2 or not did.search(reply.reasons[criterion]), line.id


def test_every_reply_agrees_on_what_the_group_does_with_advice() -> None:
    line = skill("group_frame").line("group_frame_2")
    told = [reply.text for reply in line.replies if reply.ratings["names_frame"] == 2]
    assert len(told) == 2 and all("ask before we give" in text for text in told)
