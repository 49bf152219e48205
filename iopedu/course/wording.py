"""Read the words of a text by lists of words, which are data, in ``data/word_lists.csv``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from iopedu.course.files import read_rows
from iopedu.course.ratings import in_plain_words
from iopedu.course.text import allowed

#: How any word is shortened; single words stand in ``data/written_out.csv``.
_SHORTENED = [
    (re.compile(r"\b(do|does|did|is|was|are|were|would|could|should|has|have)n'?t\b", re.IGNORECASE), r"\1 not"),
    (
        re.compile(r"'(ll|re|ve|d|m)\b"),
        lambda found: {"ll": " will", "re": " are", "ve": " have"}.get(found[1], " would"),
    ),
    (re.compile(r"\b(it|that|he|she|there|what|who|how|here)'?s\b(?= \w)", re.IGNORECASE), r"\1 is"),
    (re.compile(r"\bits (?=the|just|all|not|a|gonna|going|good|ok)"), "it is "),
]
#: What somebody said is told as it was said, and the writer does not say it.
_QUOTED = re.compile(
    r"\b(?:said|wrote|texted|shouted|yelled|told \w+|called \w+|heard)\b"
    r"(?:[^.;“\"]{0,20}[“\"][^”\"]*[”\"]|(?: \w+)?(?: that\b|,)[^.;]*)"
)
#: Characters that are read: more than anybody says in one breath, and quick enough to follow somebody who types.
_READ = 2000
_NOT = re.compile(
    r"\b(?:not|no|without|never|nor|instead of|rather than|leave out|avoid|stop)\b(?:(?!\band\b|\bbut\b)[^.,;:!?])*$"
)


@cache
def _written_out() -> list[tuple[re.Pattern[str], Any]]:
    """How people shorten words, each as it is written out: one list then reads "don't", "dont" and "do not"."""
    words = ((re.compile(rf"(?<!\w)(?:{row['short']})(?!\w)"), row["whole"]) for row in read_rows("written_out.csv"))
    return [*words, *_SHORTENED]


def written_out(text: str) -> str:
    """Return a text in lower case with what is shortened written out.

    Examples
    --------
    >>> written_out("I’m sorry, u don’t care")
    'i am sorry, you do not care'
    """
    text = text.replace("’", "'")
    for pattern, whole in _written_out():
        text = pattern.sub(whole, text)
    return text.casefold()


@dataclass(frozen=True)
class Wording:
    """What a rule looks for in a text.

    Parameters
    ----------
    has : str
        Names of lists, one of whose words makes it ask, unless it stands after a "not" or in what somebody said.
    lacks : str, optional
        Names of lists, none of whose words may stand there if it is to ask.

    Examples
    --------
    >>> Wording("absolute")("You never call"), Wording("absolute")("You said, “You never call”")
    (True, False)
    """

    has: str = ""
    lacks: str = ""

    def __call__(self, text: str) -> bool:
        """Whether to ask about this text. Nothing is asked about an empty one.

        Raises
        ------
        ValueError
            When a list is not there.
        """
        plain = written_out(text[:_READ])
        if not in_plain_words(text) or any(words_of(name).search(plain) for name in self.lacks.split()):
            return False
        told = _QUOTED.sub("…", plain)
        words = [found for name in self.has.split() for found in words_of(name).finditer(told)]
        return not self.has or any(not _NOT.search(told[: found.start()]) for found in words)


def words_of(name: str) -> re.Pattern[str]:
    """Return what finds the words of a list; raises ValueError when it is not there."""
    if name not in _lists():
        raise ValueError(allowed("List of words", name, sorted(_lists())))
    return _lists()[name]


@cache
def _lists() -> dict[str, re.Pattern[str]]:
    words: dict[str, list[str]] = {}
    for row in read_rows("word_lists.csv"):
        words.setdefault(row["list"], []).append(row["words"])
    joined = {name: f"(?:{'|'.join(found)})" for name, found in words.items()}
    return {name: re.compile(rf"(?<!\w){_filled(pattern, joined)}(?!\w)") for name, pattern in joined.items()}


def _filled(pattern: str, lists: dict[str, str]) -> str:
    """Put a list where its name stands in braces, also inside such a list."""
    while named := re.search(r"\{([a-z_]+)\}", pattern):
        pattern = pattern.replace(named[0], lists[named[1]])
    return pattern
