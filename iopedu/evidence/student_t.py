"""Student's t, for whole degrees of freedom: how wide an interval is when the spread itself was estimated."""

from __future__ import annotations

import math
from functools import cache

from iopedu.evidence.crossing import crossing


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
