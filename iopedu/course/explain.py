"""Explain something in your own words, then compare with what a good answer mentions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any, ClassVar

from iopedu.course.facts import fill
from iopedu.course.fields import Number
from iopedu.course.files import read_json
from iopedu.course.language import _
from iopedu.course.record import Record, answers, record, words
from iopedu.course.text import check_words


@record
class Explanation(Record):
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

    WHAT: ClassVar[str] = _("explanation")
    #: An attempt has at least this many words; fewer cannot explain anything.
    LEAST_WORDS: ClassVar[int] = 5

    title: str = ""
    ask: str = ""
    points: tuple[str, ...] = ()
    text: str = words(_("In your own words"), hint=_("A rough sentence is enough."))
    found: tuple[int, ...] = answers(_("Points found"), Number(label=_("Point"), high=99, default=0))

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
        few = _("Write at least {least} different words first. A rough sentence is enough.")
        check_words(text, self.LEAST_WORDS, few)
        return replace(self, text=text, found=self.found if text == self.text else ())

    def compare(self, found: tuple[int, ...]) -> Explanation:
        """Return the explanation with the points that the learner marked as mentioned."""
        if not set(found) <= set(range(len(self.points))):
            raise ValueError(_("The list has {n} points; {found} isn’t on it.", n=len(self.points), found=found))
        return replace(self, found=tuple(sorted(set(found))))

    def describe(self) -> str:
        """Return the question, the learner's words and how many points they checked."""
        if not self.attempted:
            return _("{question} (no answer yet)", question=self.ask)
        checked = _("Points the learner checked: {found} of {n}.", found=len(self.found), n=len(self.points))
        return f"{self.ask}\n{self.text}\n{checked}"

    def with_answers(self, answer: Any) -> Explanation:
        """Return the explanation with what `to_json` wrote; raises ValueError when it is something else."""
        saved = replace(self, **self.read(answer))
        return saved.compare(saved.found)


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
