"""Ratings and texts that records share: typed, checked, compared, and read back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from iopedu.course.files import options
from iopedu.course.language import Refusal, _
from iopedu.course.text import printable


def check_text(field: str, value: object) -> None:
    """Refuse a field that should hold words and holds something else."""
    if not isinstance(value, str):
        raise Refusal("{field} is {value}; it should be text.", field=field, value=shown(value))


def check_saved(found: Any, what: str, fields: Iterable[str]) -> dict[str, Any]:
    """Return saved JSON values without their version; refuse anything else, and fields that nobody knows."""
    if not isinstance(found, dict) or type(found.get("version")) is not int or found["version"] != 1:
        raise Refusal("This is not a saved {what} in the version 1 format.", what=what)
    names = set(fields)
    for name in found:
        if name not in names and name != "version":
            raise Refusal("A saved {what} has no field named {field}.", what=what, field=shown(name))
    return {name: value for name, value in found.items() if name != "version"}


def in_plain_words(text: str) -> bool:
    """Whether a text has at least one letter or digit."""
    return any(character.isalnum() for character in text)


def shown(value: object) -> str:
    """Return any value as a short, harmless text for a sentence."""
    text = printable(repr(value)) if str(value).strip() else _("empty")
    return text if len(text) <= 40 else f"{text[:37]}..."


def moved(words: str, points: float, **values: Any) -> str:
    """Return what a list of ``data/options.csv`` says of a change: higher, lower, or the same.

    Examples
    --------
    >>> moved("ratings.pair", -20), moved("ratings.pair", 0)
    ('20 lower than predicted', 'as predicted')
    """
    way = "same" if points == 0 else "higher" if points > 0 else "lower"
    return options(words)[way].format(points=abs(points), **values)


@dataclass(frozen=True)
class Change:
    """Two ratings of the same thing.

    Parameters
    ----------
    what : str
        What was rated.
    before, after : int
        0 to 100.
    """

    what: str
    before: int
    after: int

    @property
    def points(self) -> int:
        """The later rating minus the earlier one: the sign stays."""
        return self.after - self.before

    def describe(self) -> str:
        """Say what changed, in words that neither praise nor blame.

        Examples
        --------
        >>> Change("Sad", 70, 70).describe()
        'Sad: 70, then 70. Unchanged. That is information, too: what would you want to look at next?'
        """
        return moved("ratings.change", self.points, **vars(self))


@dataclass(frozen=True)
class Pair:
    """Two ratings of the same thing: what was expected, and how it was.

    Examples
    --------
    >>> Pair("Walk", "pleasure", 2, 5).verdict
    '3 higher than predicted'
    """

    what: str
    scale: str
    expected: int
    actual: int

    @property
    def change(self) -> int:
        """Actual minus expected, with its sign."""
        return self.actual - self.expected

    @property
    def verdict(self) -> str:
        """How the two compare, in words that neither praise nor blame."""
        return moved("ratings.pair", self.change)


def count_pairs(pairs: Sequence[Pair]) -> str:
    """Return how many pairs came out higher, the same and lower.

    Examples
    --------
    >>> count_pairs([Pair("Walk", "pleasure", 2, 5), Pair("Read", "pleasure", 0, 0)])
    '1 higher than predicted, 1 as predicted, 0 lower than predicted'
    """
    signs = Counter((pair.change > 0) - (pair.change < 0) for pair in pairs)
    return options("ratings.says")["pairs"].format(higher=signs[1], same=signs[0], lower=signs[-1])
