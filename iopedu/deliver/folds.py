"""What is folded away in the notebooks: worked answers, hints, what happened next, what a prediction taught."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

#: What a learner needs to go on, in an exercise or after a prediction, begins with these words.
_NEEDED = ("Stuck?", "What happened", "What it means")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"<(/?)details\b[^>]*>", re.IGNORECASE)
_SUMMARY = re.compile(r"\s*<summary\b[^>]*>(.*?)</summary\s*>", re.DOTALL | re.IGNORECASE)


class Fold(NamedTuple):
    """A fold: where it begins and ends in the text, what is seen of it, and what is folded away."""

    start: int
    end: int
    summary: str
    body: str


def folds(text: str) -> Iterator[Fold]:
    """Yield the outer folds of a text, however their tags are written; one that is never closed goes to the end.

    Examples
    --------
    >>> [fold[2:] for fold in folds("a <details open>\\n<summary>Answer</summary>b</details> c")]
    [('Answer', 'b')]
    """
    plain = _COMMENT.sub(lambda comment: " " * len(comment[0]), text)
    depth, begun = 0, None
    tags = [*_TAG.finditer(plain)]
    for tag in tags:
        depth = max(0, depth + (-1 if tag[1] else 1))
        if depth == 1 and not tag[1]:
            begun = tag
        elif depth == 0 and begun:
            yield _fold(text, begun, tag.start(), tag.end())
            begun = None
    if begun:
        yield _fold(text, begun, len(text), len(text))


def _fold(text: str, begun: re.Match[str], stop: int, end: int) -> Fold:
    seen = _SUMMARY.match(text, begun.end())
    summary = " ".join(seen[1].split()) if seen else ""
    return Fold(begun.start(), end, summary, text[seen.end() if seen else begun.end() : stop])


def gives_an_answer(summary: str) -> bool:
    """Whether what is folded away under these words is a worked answer; it is unless it is needed to go on.

    Examples
    --------
    >>> gives_an_answer("One possible answer"), gives_an_answer("Stuck? Three questions that help")
    (True, False)
    """
    return not summary.startswith(_NEEDED)
