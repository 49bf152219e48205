"""When something comes back: a thin use of the library fsrs, which is loaded only here and only when needed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

_DAY_ONE = datetime(2026, 1, 1, tzinfo=UTC)


@cache
def interval(reviews: tuple[tuple[int, str], ...]) -> int:
    """Return after how many days something comes back; what is missed is repeated on the same day elsewhere.

    Parameters
    ----------
    reviews : tuple of (int, str)
        For each answer the days since the one before, and how it went: "Again" (wrong), "Hard" or "Good".

    Examples
    --------
    >>> interval(((0, "Good"),)), interval(((0, "Again"),)), interval(((0, "Good"), (2, "Good")))
    (2, 1, 11)
    """
    from fsrs import Card, Rating, Scheduler

    # Without chance in it, the same answers on the same days always lead to the same day.
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card, now = Card(card_id=1, due=_DAY_ONE), _DAY_ONE
    for days, rating in reviews:
        now += timedelta(days=days)
        card, _log = scheduler.review_card(card, Rating[rating], now)
    return (card.due - now).days
