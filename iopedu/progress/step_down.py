"""Ready to step down? Fictional people to decide about, with feedback for every option."""

from __future__ import annotations

from functools import cache

from iopedu.course.deck import Deck, Item, read_deck, read_question
from iopedu.course.files import read_json


@cache
def step_down() -> Deck:
    """Return the people to decide about, the three kinds mixed evenly.

    Examples
    --------
    >>> len(step_down().items)
    16
    """
    found = read_json("progress/step_down.json")
    return read_deck("step_down", (Item(entry["kind"], read_question("step_down", entry)) for entry in found))
