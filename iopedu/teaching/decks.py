"""Every deck of the course by the place in which it is practiced."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from iopedu import care, cbt, dbt, progress
from iopedu.course.deck import Deck


@cache
def decks(number: str | None = None) -> Mapping[str, Deck]:
    """Return the decks by number of the notebook and key, such as ``05/practice``.

    Parameters
    ----------
    number : str, optional
        Only the decks of this notebook.

    Examples
    --------
    >>> decks()["05/practice"]
    Practice with thoughts: 75 items
    """
    found = {
        "05": cbt.thoughts(),
        "07": dbt.skill_cards(),
        "08": dbt.weak_strong(),
        "10": care.group_moments(),
        "11": progress.talks(),
        "12": progress.step_down(),
    }
    return {f"{place}/{deck.key}": deck for place, deck in found.items() if number in (None, place)}
