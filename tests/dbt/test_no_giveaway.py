"""Whoever knows nothing and only looks at how long a text is must not be right more often than chance has it."""

from __future__ import annotations

from collections import Counter

import pytest

from iopedu import care, dbt
from iopedu.course.deck import NOT_SURE
from iopedu.course.quiz import questions
from iopedu.dbt.stop_walk import scenes
from tests.tools import in_data


def _ranks(options: list[list[tuple[int, bool]]]) -> Counter[str]:
    """Count how often the right one of some options is the longest, the shortest, or in between."""
    found: Counter[str] = Counter()
    for lengths in options:
        (right,) = [length for length, is_right in lengths if is_right]
        others = [length for length, is_right in lengths if not is_right]
        found["longest" if right > max(others) else "shortest" if right < min(others) else "between"] += 1
    return found


def _of(asked) -> list[list[tuple[int, bool]]]:
    return [
        [(len(o.text), o.right) for o in q.options if o.text != NOT_SURE]
        for q in asked
        if sum(o.right for o in q.options) == 1
    ]


CASES = {
    "quiz 07": _of(q for quiz in questions("07").values() for q in quiz.questions),
    "quiz 08": _of(q for quiz in questions("08").values() for q in quiz.questions),
    "quiz 10": _of(q for quiz in questions("10").values() for q in quiz.questions),
    "cards on purpose": _of(entry.question for entry in dbt.skill_cards().of("purpose")),
    "leader": _of(entry.question for entry in care.group_moments().of("next")),
    "STOP": [
        [(len(choice.text), choice.keeps) for choice in station.choices]
        for scene in scenes()
        for station in scene.stations
    ],
}


@pytest.mark.parametrize("name", CASES)
def test_no_length_is_right_most_of_the_time(name: str) -> None:
    ranks, many = _ranks(CASES[name]), len(CASES[name])
    assert many >= 8 and ranks["longest"] <= many / 2 and ranks["shortest"] <= many / 2, ranks
    # With three options, one of three is in between; with four, two are.
    middle = sum(1 - 2 / len(options) for options in CASES[name])
    assert ranks["between"] <= middle + many / 3, (ranks, middle)


def test_the_stronger_sentence_is_as_often_the_shorter_one() -> None:
    pairs = in_data("dbt/dear_man_pairs.csv")
    longer = sum(len(row["strong"]) > len(row["weak"]) for row in pairs)
    assert 0.4 * len(pairs) <= longer <= 0.6 * len(pairs)
    gaps = [len(row["strong"]) - len(row["weak"]) for row in pairs]
    assert max(map(abs, gaps)) <= 12 and abs(sum(gaps)) / len(pairs) <= 2, "one of the two is padded"
