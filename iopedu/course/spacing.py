"""When an item comes back: a thin use of the library fsrs, which is loaded only here and only when needed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from iopedu.course.language import _
from iopedu.course.text import printable

if TYPE_CHECKING:
    from fsrs import Scheduler


@cache
def _scheduler() -> Scheduler:
    from fsrs import Scheduler

    # Without chance in it, the same answers at the same times always give the same cards.
    return Scheduler(enable_fuzzing=False)


def new_card(number: int, now: datetime) -> dict[str, Any]:
    """Return the card of an item that was not answered before."""
    from fsrs import Card

    return Card(card_id=number, due=now).to_dict()


def reviewed(card: Mapping[str, Any], right: bool, now: datetime) -> dict[str, Any]:
    """Return the card after an answer.

    Parameters
    ----------
    card : mapping
        As `new_card` or this function returned it.
    right : bool
        A right answer is rated "good", any other "again".
    now : datetime
        In UTC.

    Examples
    --------
    >>> noon = datetime(2026, 1, 5, 12, tzinfo=UTC)
    >>> reviewed(new_card(1, noon), False, noon)["due"]
    '2026-01-05T12:01:00+00:00'
    """
    from fsrs import Card, Rating

    rating = Rating.Good if right else Rating.Again
    done, _log = _scheduler().review_card(Card.from_dict(dict(card)), rating, now)
    return done.to_dict()


def checked(name: str, card: Any) -> dict[str, Any]:
    """Return a saved card when the scheduler can go on with it.

    Raises
    ------
    ValueError
        When it cannot.
    """
    from fsrs import Card

    try:
        read = Card.from_dict(card)
        whole = all(math.isfinite(value) for value in (read.stability, read.difficulty))
        times = (read.due, read.last_review)
        whole = whole and all(not time.utcoffset() and time.tzinfo is not None for time in times)
        for right in (True, False):
            reviewed(card, right, read.last_review.astimezone(UTC) + timedelta(days=1))
    except (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError):
        whole = False
    if not whole:
        name = printable(repr(name))
        raise ValueError(_("The card of {name} is damaged: it does not say when the item comes back.", name=name))
    return read.to_dict()
