"""What the skills hold: enough lines, ratings with reasons, people kept apart, and nothing that a guesser could use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from iopedu.course.outline import notebooks
from iopedu.rehearsal import Line, Reply, Skill, facts_of, skill, skills

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
