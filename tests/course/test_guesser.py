"""Whoever knows only length, place and tone of the options guesses hardly better than by chance.

A strategy is judged over every question with one right answer, as a page shows it: over all of them together by at most
five points above chance, and in one file, which holds few of them, by no more than luck would give.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from math import sqrt

import pytest

from iopedu.course.before_after import before_after, parallel_forms
from iopedu.course.deck import NOT_SURE
from iopedu.course.outline import notebooks
from iopedu.course.quiz import Option, Question, questions
from iopedu.teaching.decks import decks

#: Words that promise too much; wrong answers should not be the only ones with them.
ABSOLUTE = re.compile(
    r"\b(always|never|all|every|everybody|everyone|nobody|nothing|none|only|must|proven|completely)\b", re.IGNORECASE
)
#: Reasons: a wrong answer that explains itself is known by that.
REASON = re.compile(r"\b(since|because|so that)\b", re.IGNORECASE)

#: What a guesser looks at, and the options among which the guess is then left to chance.
Strategy = Callable[[Sequence[str]], Iterable[int]]


def by_length(rank: int) -> Strategy:
    """The shortest (0), the longest (-1)."""
    return lambda texts: [at for at, text in enumerate(texts) if len(text) == sorted(map(len, texts))[rank]]


def between(texts: Sequence[str]) -> Iterable[int]:
    ends = set(by_length(0)(texts)) | set(by_length(-1)(texts))
    return [at for at in range(len(texts)) if at not in ends]


def without(words: re.Pattern[str]) -> Strategy:
    return lambda texts: [at for at, text in enumerate(texts) if not words.search(text)]


def longest_without_absolutes(texts: Sequence[str]) -> Iterable[int]:
    calm = without(ABSOLUTE)(texts) or range(len(texts))
    most = max(len(texts[at]) for at in calm)
    return [at for at in calm if len(texts[at]) == most]


STRATEGIES: dict[str, Strategy] = {
    "the longest": by_length(-1),
    "the shortest": by_length(0),
    "neither the longest nor the shortest": between,
    "the first": lambda _texts: [0],
    "the second": lambda _texts: [1],
    "the third": lambda texts: [min(2, len(texts) - 1)],
    "the last": lambda texts: [len(texts) - 1],
    "none with an absolute": without(ABSOLUTE),
    "none with a reason": without(REASON),
    "the longest without an absolute": longest_without_absolutes,
}


def shown(question: Question) -> list[Option]:
    """The options of a question from the top of the page to its end, without “Not sure” and its like."""
    options = [question.options[at] for at in question.shown]
    return [option for option in options if option.text not in (NOT_SURE, "I don’t know yet")]


def single(asked: Iterable[Question]) -> list[list[Option]]:
    return [shown(question) for question in asked if not question.several]


SETS = {
    **{
        entry.number: single(question for quiz in questions(entry.number).values() for question in quiz.questions)
        for entry in notebooks()
    },
    "before and after": single(before_after().questions),
    **{f"people never met, {letter}": single(quiz.questions) for letter, quiz in parallel_forms().items()},
    "name": single(item.question for item in decks()["05/practice"].of("name")),
    "balance": single(item.question for item in decks()["05/practice"].of("balance")),
    "talks": single(item.question for item in decks()["11/talks"].items),
    "weaker or stronger": single(item.question for item in decks()["08/weak_strong"].of("letter")),
    "emotion and facts": single(item.question for item in decks()["08/weak_strong"].of("fit")),
}


def hits(strategy: Strategy, asked: list[list[Option]]) -> float:
    """How many a guesser gets right on average who chooses by chance among those that the strategy leaves."""
    found = 0.0
    for options in asked:
        left = list(strategy([option.text for option in options])) or list(range(len(options)))
        found += sum(options[at].right for at in left) / len(left)
    return found


def by_chance(asked: list[list[Option]]) -> tuple[float, float]:
    """How many are right by chance, and the standard deviation of that."""
    shares = [1 / len(options) for options in asked]
    return sum(shares), sqrt(sum(share * (1 - share) for share in shares))


@pytest.mark.parametrize("name", STRATEGIES)
def test_over_all_questions_no_guesser_gains_more_than_five_points(name: str) -> None:
    asked = [options for one in SETS.values() for options in one]
    chance, _deviation = by_chance(asked)
    assert len(asked) >= 230 and hits(STRATEGIES[name], asked) <= chance + 0.05 * len(asked)


@pytest.mark.parametrize("place", SETS)
def test_in_no_file_does_a_guesser_do_better_than_luck(place: str) -> None:
    asked = SETS[place]
    chance, deviation = by_chance(asked)
    found = {name: round(hits(strategy, asked), 1) for name, strategy in STRATEGIES.items()}
    assert {name: many for name, many in found.items() if many > chance + 1.65 * deviation} == {}


def test_with_four_options_each_place_is_right_in_its_turn() -> None:
    asked = [options for one in SETS.values() for options in one if len(options) == 4]
    places = [[option.right for option in options].index(True) for options in asked]
    assert all(0.15 <= places.count(place) / len(places) <= 0.35 for place in range(4))


def test_the_guesser_is_found_where_there_is_something_to_find() -> None:
    right, wrong = Option("It holds in some people, and here is for whom.", True, "w"), Option("Always.", False, "w")
    asked = [[right, wrong, Option("Never.", False, "w")]] * 12
    chance, deviation = by_chance(asked)
    assert chance == pytest.approx(4) and deviation == pytest.approx(1.633, abs=0.001)
    seen = {name for name, strategy in STRATEGIES.items() if hits(strategy, asked) > chance + 1.65 * deviation}
    assert seen == {"the longest", "the first", "none with an absolute", "the longest without an absolute"}
