"""What a placement worksheet asks: six axes with an anchor in words for each rating, and its words as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from iopedu.course.entries import Entries
from iopedu.course.files import read_json
from iopedu.course.language import _

UNSURE = "u"
#: From the least to the most concern. "Not sure" has no place in this order: it never raises a level.
RATINGS = ("a", "b", "c", "d")


@cache
def material() -> Mapping[str, Any]:
    """Return the words and rules of the worksheet, as the data file has them."""
    return read_json("care/placement.json")


#: Stands on every screen, in every text that stands in for one, and on the hand-out.
TEACHING: str = material()["label"]


@dataclass(frozen=True)
class Axis:
    """One thing to rate, with an anchor in words for each rating.

    Parameters
    ----------
    id, name, ask, find_out : str
        Name in programs; name for readers; what is asked; how to find out when one is not sure.
    anchors : mapping of str to (str, str)
        For each rating a short name and a description, the least concern first.
    """

    id: str
    name: str
    ask: str
    find_out: str
    anchors: Mapping[str, tuple[str, str]]

    def word(self, rating: str) -> str:
        """Return the short name of a rating."""
        return _("Not sure") if rating == UNSURE else self.anchors[rating][0]


def _read(found: Mapping[str, Any]) -> Axis:
    return Axis(**found | {"anchors": {rating: tuple(pair) for rating, pair in found["anchors"].items()}})


#: The six axes.
axes = Entries("axis", lambda: map(_read, material()["axes"]))
