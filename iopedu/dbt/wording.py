"""Rules that read the words of a request: shown in full, put as questions, never a verdict.

The rules and the words that they look for are data, in ``data/dbt/dear_man_rules.csv`` and
``data/dbt/dear_man_words.csv``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from iopedu.course.files import read_rows
from iopedu.course.language import _
from iopedu.course.ratings import in_plain_words
from iopedu.course.text import allowed

#: How a rule reads a text, in words for a learner.
TESTS = {
    "has": _("has one of these words"),
    "lacks": _("has none of these words"),
    "two": _("has such words in more than one sentence or half of a sentence"),
}
#: "and", "also" and the end of a sentence part one request from the next.
_CLAUSES = re.compile(r"[.!?;\n]|\band\b|\balso\b")


@dataclass(frozen=True)
class WordRule:
    """One rule.

    Parameters
    ----------
    id, letter : str
        ``letter`` is the part of DEAR MAN that it reads.
    test : str
        Key of `TESTS`.
    words : str
        Name of the list of words that it looks for.
    when, question : str
        What it looks for, in words a learner can check; what it asks.
    """

    id: str
    letter: str
    test: str
    words: str
    when: str
    question: str

    def __post_init__(self) -> None:
        if self.test not in TESTS:
            raise ValueError(f"Rule {self.id}: {allowed('test', self.test, list(TESTS))}")
        word_list(self.words)

    def applies(self, text: str) -> bool:
        """Whether to ask about this text. Nothing is asked about an empty one."""
        if not in_plain_words(text):
            return False
        plain, pattern = text.casefold().replace("’", "'"), _pattern(self.words)
        if self.test == "two":
            return sum(bool(pattern.search(clause)) for clause in _CLAUSES.split(plain)) > 1
        return bool(pattern.search(plain)) == (self.test == "has")


@dataclass(frozen=True)
class Hint:
    """A question about one part of a text."""

    rule: WordRule
    place: str

    def __repr__(self) -> str:
        return f"{self.place}: {self.rule.question}"


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in read_rows("dbt/dear_man_words.csv"):
        found[row["list"]] = (*found.get(row["list"], ()), row["words"])
    return found


def word_list(name: str) -> tuple[str, ...]:
    """Return the words and groups of words of one list.

    Raises
    ------
    ValueError
        When there is no such list.

    Examples
    --------
    >>> word_list("absolute")[:2]
    ('always', 'never')
    """
    if name not in _lists():
        raise ValueError(allowed("List of words", name, sorted(_lists())))
    return _lists()[name]


@cache
def _pattern(name: str) -> re.Pattern[str]:
    # "not always" and "not unfair" say the opposite of what the rule looks for.
    words = "|".join(re.escape(words) for words in word_list(name))
    return re.compile(rf"(?<!\bnot )(?<!n't )(?<!\w)(?:{words})(?!\w)")


@cache
def word_rules(letter: str | None = None) -> tuple[WordRule, ...]:
    """Return the rules; with a letter, only those that read this part.

    Examples
    --------
    >>> [rule.id for rule in word_rules("facts")]
    ['judging', 'absolute', 'mind_reading']
    """
    rules = (WordRule(**row) for row in read_rows("dbt/dear_man_rules.csv"))
    return tuple(rule for rule in rules if letter in (None, rule.letter))


def hints_on(letter: str, text: str, place: str = "") -> tuple[Hint, ...]:
    """Return the questions that the rules of one letter ask about a text.

    Parameters
    ----------
    letter : str
        The part of a request, such as "facts".
    text : str
        What is read.
    place : str, optional
        How to name the text; by default the letter.

    Examples
    --------
    >>> hints_on("facts", "You are always late")
    (Facts: Is it really so each time? Which day, and how often?,)
    """
    return tuple(Hint(rule, place or letter.capitalize()) for rule in word_rules(letter) if rule.applies(text))
