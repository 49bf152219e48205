"""Where a function that falls meets 0."""

from __future__ import annotations

from collections.abc import Callable


def crossing(falling: Callable[[float], float]) -> float:
    """Return the number from 0 on at which a function falls to 0; 0 where it is not above 0 from the beginning.

    Examples
    --------
    >>> round(crossing(lambda x: 9 - x**2), 9), crossing(lambda x: -1 - x)
    (3.0, 0.0)
    """
    low, high = 0.0, 1.0
    if falling(low) <= 0:
        return 0.0
    while falling(high) > 0:
        high *= 2
    while high - low > 1e-12 * high:
        middle = (low + high) / 2
        low, high = (middle, high) if falling(middle) > 0 else (low, middle)
    return high
