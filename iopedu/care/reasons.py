"""The facts of a story, and a reader that asks about a reason which seems to turn one around.

It reads words and misses much, so it asks and never judges.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from iopedu.course.campus import own
from iopedu.course.entries import read_entries
from iopedu.course.files import options
from iopedu.course.language import _

#: What a fact can speak for.
SPEAKS: Mapping[str, str] = options("reasons.speaks")
_CLAUSE = re.compile(r"[.,;:!?()]+|\b(?:but|and|so|because|although|though|while|when)\b")
#: What turns an opposite around again, when it stands before it: a “no”, a past, something feared.
_TURNS = re.compile(
    r"\b(?:not|no|nobody|no one|never|without|until|should|were|before|once|earlier|was|had|used|fear\w*|avoid\w*|"
    r"prevent\w*|lest|risk of|being|than|instead of)\b|n't\b"
)
#: What makes a whole clause a thought about what could be.
_COULD = re.compile(r"\b(?:if|unless|would|could|might|may|in case)\b|'d\b")


@dataclass(frozen=True)
class Fact:
    """One fact of a story.

    Parameters
    ----------
    vignette, about : str
        Whose it is; the axis, "medical", or "aside" for what decides nothing.
    speaks : str
        A key of `SPEAKS`.
    says : str
        The fact.
    opposite : str
        Beginnings of words that say the opposite, with ``|`` between them.
    """

    vignette: str
    about: str
    speaks: str
    says: str
    opposite: str

    def turned_in(self, text: str) -> str:
        """Return the words with which a text says the opposite, or nothing."""
        if not self.opposite:
            return ""
        for clause in _CLAUSE.split(_plain(text)):
            found = _beginning(self.opposite).search(clause)
            if found and not _COULD.search(clause) and not _TURNS.search(clause[: found.start()]):
                return found[0]
        return ""


@cache
def facts_of(vignette: str) -> Mapping[str, Fact]:
    """Return the facts of one story by what they are about.

    Examples
    --------
    >>> facts_of("maya")["home"].says
    'Luis is a steady help, also at night'
    """
    ours = (fact for fact in read_entries(Fact, "care/vignette_facts.csv") if fact.vignette == vignette)
    mine = own("case_facts", lambda row: Fact(row["case"], row["about"], row["speaks"], row["says"], ""), case=vignette)
    return {fact.about: fact for fact in (*ours, *mine)}


def asks(vignette: str, reason: str) -> tuple[str, ...]:
    """Return what to ask about a reason that seems to turn a fact of the story around; often nothing.

    Examples
    --------
    >>> asks("maya", "She has no support at home.")
    ('Your reason says “no support”. The story says: “Luis is a steady help, also at night”. Which is it?',)
    >>> asks("maya", "She isn't alone at night."), asks("maya", "If Luis left, she would have no support.")
    ((), ())
    """
    turned = ((fact.turned_in(reason), fact) for fact in facts_of(vignette).values())
    ask = _("Your reason says “{words}”. The story says: “{fact}”. Which is it?")
    return tuple(ask.format(words=words, fact=fact.says) for words, fact in turned if words)[:1]


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())


@cache
def _beginning(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words.split('|')))})\w*")
