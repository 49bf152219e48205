"""Every deck of the course by the place in which it is practiced."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from iopedu.course.deck import Deck

#: The number of the notebook, the subject, and what returns the deck; a subject is loaded when a deck of it is wanted.
_DECKS = (
    ("05", "cbt", "thoughts"),
    ("05", "cbt", "recall_styles"),
    ("07", "dbt", "skill_cards"),
    ("07", "dbt", "recall_skills"),
    ("08", "dbt", "weak_strong"),
    ("08", "dbt", "recall_skills"),
    ("10", "care", "group_moments"),
    ("11", "progress", "talks"),
    ("12", "progress", "step_down"),
)


@cache
def decks(number: str | None = None) -> Mapping[str, Deck]:
    """Return the decks by number of the notebook and key, such as ``05/practice``.

    Parameters
    ----------
    number : str, optional
        Only the decks of this notebook.

    Examples
    --------
    >>> len(decks()["05/practice"].items)
    75
    """
    found = {}
    for place, subject, name in _DECKS:
        if number in (None, place):
            make = getattr(import_module(f"iopedu.{subject}"), name)
            deck = make(place) if name == "recall_skills" else make()
            found[f"{place}/{deck.key}"] = deck
    return found
