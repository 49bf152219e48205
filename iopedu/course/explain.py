"""Explain something in your own words, then compare with what a good answer mentions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from iopedu.course.facts import fill
from iopedu.course.files import read_json
from iopedu.course.language import _, _n
from iopedu.course.ratings import check_saved, check_text


@dataclass(frozen=True)
class Explanation:
    """A question for a free answer, and the points of a good one.

    Parameters
    ----------
    title, ask : str
    points : tuple of str
        What a good answer mentions. Show them only after an attempt.
    text : str
        The learner's own words; empty before the attempt.
    found : tuple of int
        Positions of the points that the learner found in their own text.
    """

    title: str
    ask: str
    points: tuple[str, ...]
    text: str = ""
    found: tuple[int, ...] = ()

    #: An attempt has at least this many words; fewer cannot explain anything.
    LEAST_WORDS = 5

    @property
    def attempted(self) -> bool:
        """Whether there is something to compare with."""
        return bool(self.text)

    def attempt(self, text: str) -> Explanation:
        """Return the explanation with the learner's words.

        Raises
        ------
        ValueError
            When there are too few words.
        """
        if len(text.split()) < self.LEAST_WORDS:
            raise ValueError(
                _("Write at least {least} words first. A rough sentence is enough.", least=self.LEAST_WORDS)
            )
        return replace(self, text=text)

    def compare(self, found: tuple[int, ...]) -> Explanation:
        """Return the explanation with the points that the learner marked as mentioned."""
        if not set(found) <= set(range(len(self.points))):
            raise ValueError(
                _n(
                    "There is {n} point; {found} goes beyond it.",
                    "There are {n} points; {found} goes beyond them.",
                    len(self.points),
                    found=found,
                )
            )
        return replace(self, found=tuple(sorted(set(found))))

    def describe(self) -> str:
        """Return the question, the learner's words and how many points they mention."""
        if not self.attempted:
            return _("{question} (no answer yet)", question=self.ask)
        mentions = _n(
            "Mentions {found} of {n} point.", "Mentions {found} of {n} points.", len(self.points), found=len(self.found)
        )
        return f"{self.ask}\n{self.text}\n{mentions}"

    def to_json(self) -> dict[str, Any]:
        """Return the learner's part as JSON values."""
        return {"version": 1, "text": self.text, "found": list(self.found)}

    def with_answer(self, answer: Any) -> Explanation:
        """Return the explanation with what `to_json` wrote.

        Raises
        ------
        ValueError
            When it is something else.
        """
        saved = check_saved(answer, _("explanation"), ("text", "found"))
        text, found = saved.get("text"), saved.get("found")
        check_text("text", text)
        if not isinstance(found, list) or not all(type(at) is int for at in found):
            raise ValueError(_("found should hold a list of whole numbers."))
        return replace(self, text=text).compare(tuple(found))


@cache
def explanations(number: str) -> Mapping[str, Explanation]:
    """Return the explain tasks of one notebook by name.

    Examples
    --------
    >>> sorted(explanations("01"))
    ['bridge', 'floor']
    """
    found = read_json(f"exercises/{number}.json").get("explain", {})
    return {
        name: Explanation(entry["title"], fill(entry["ask"]), tuple(map(fill, entry["points"])))
        for name, entry in found.items()
    }
