"""Rules that read the words of a request: shown in full, put as questions, never a verdict.

The rules and the words that they look for are data, in ``data/dbt/dear_man_rules.csv`` and
``data/dbt/dear_man_words.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from iopedu.course.files import read_rows
from iopedu.course.language import _
from iopedu.course.ratings import in_plain_words
from iopedu.course.rules import AskingRule, RuleSet
from iopedu.course.text import allowed

#: How a rule reads a text, in words for a learner.
TESTS = {
    "has": _("has one of these words"),
    "lacks": _("has none of these words"),
    "several": _("has more than one of these words"),
    "two": _("has such words in more than one sentence or half of a sentence"),
}
#: "and", "also" and the end of a sentence part one request from the next.
_CLAUSES = re.compile(r"[.!?;\n]|\band\b|\balso\b")


@dataclass(frozen=True)
class WordTest:
    """What a rule looks for in a text.

    Parameters
    ----------
    test : str
        Key of `TESTS`.
    words : str
        Name of the list of words that it looks for.
    """

    test: str
    words: str

    def __post_init__(self) -> None:
        if self.test not in TESTS:
            raise ValueError(allowed("test", self.test, list(TESTS)))
        word_list(self.words)

    def __call__(self, text: str) -> bool:
        """Whether to ask about this text. Nothing is asked about an empty one."""
        if not in_plain_words(text):
            return False
        plain, pattern = text.casefold().replace("’", "'"), _pattern(self.words)
        if self.test == "two":
            return sum(bool(pattern.search(clause)) for clause in _CLAUSES.split(plain)) > 1
        if self.test == "several":
            return len(set(pattern.findall(plain))) > 1
        return bool(pattern.search(plain)) == (self.test == "has")


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


def _read() -> Iterator[AskingRule[str]]:
    for row in read_rows("dbt/dear_man_rules.csv"):
        test = WordTest(row.pop("test"), row.pop("words"))
        yield AskingRule(part=row.pop("letter"), applies=test, **row)


#: The rules by the letter of DEAR MAN that they read.
WORD_RULES: RuleSet[str] = RuleSet("dear_man", read=_read)
