"""Student's t and chi-square, for whole degrees of freedom: how wide an interval is when a spread was estimated."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache


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


def share_within(t: float, df: int) -> float:
    """Return which share of Student's distribution lies between -t and t.

    Parameters
    ----------
    t : float
        From 0 on.
    df : int
        Degrees of freedom, from 1 on.

    Notes
    -----
    The finite sums of Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4.

    Examples
    --------
    >>> round(share_within(2.228, 10), 3)
    0.95
    """
    angle = math.atan2(t, math.sqrt(df))
    cosine = math.cos(angle)
    term, total = (cosine if df % 2 else 1.0), 0.0
    for at in range(2 + df % 2, df + 1, 2):
        total += term
        term *= cosine**2 * (at - 1) / at
    share = math.sin(angle) * total
    return (share + angle) * 2 / math.pi if df % 2 else share


@cache
def t_reach(df: int) -> float:
    """Return the t between which and its negative 95 % of the distribution lies.

    Examples
    --------
    >>> [round(t_reach(df), 3) for df in (1, 2, 9)]
    [12.706, 4.303, 2.262]
    """
    return crossing(lambda t: 0.95 - share_within(t, df))


def chi_square_below(x: float, df: int) -> float:
    """Return which share of the chi-square distribution lies below x.

    Notes
    -----
    The series of the incomplete gamma function, Abramowitz and Stegun, 6.5.29; all its terms are positive.

    Examples
    --------
    >>> round(chi_square_below(18.307, 10), 3)
    0.95
    """
    if x <= 0:
        return 0.0
    half, at = x / 2, df / 2
    term = total = 1.0
    while term > 1e-17 * total:
        at += 1
        term *= half / at
        total += term
    return min(1.0, math.exp(df / 2 * math.log(half) - half - math.lgamma(df / 2 + 1)) * total)


@cache
def chi_square_ends(df: int) -> tuple[float, float]:
    """Return the values between which the middle 95 % of the distribution lies.

    Examples
    --------
    >>> [round(end, 3) for end in chi_square_ends(9)]
    [2.7, 19.023]
    """
    low, high = (crossing(lambda x, share=share: share - chi_square_below(x, df)) for share in (0.025, 0.975))
    return low, high
