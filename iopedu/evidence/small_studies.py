"""Whether small studies find something else than large ones."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, linear_regression

from iopedu.course.language import _
from iopedu.evidence.effects import Effect, interval_text, number_text
from iopedu.evidence.student_t import share_within, t_reach

#: With fewer studies the regression finds next to nothing.
LEAST = 10


@dataclass(frozen=True)
class Egger:
    """Egger's regression: whether small studies find something else than large ones.

    Parameters
    ----------
    intercept, low, high, p : float
    k : int
    """

    intercept: float
    low: float
    high: float
    p: float
    k: int

    def describe(self) -> str:
        """Return the result, and what it cannot say."""
        return _(
            "{this} An intercept away from 0 means that small studies differ from large ones. It does not say why: "
            "unpublished studies are one reason among several.",
            this=f"{self!r}.",
        )

    def __repr__(self) -> str:
        return _(
            "Egger’s intercept {value} {interval}, {k} studies",
            value=number_text(self.intercept),
            interval=interval_text(self.low, self.high),
            k=self.k,
        )


def egger(effects: Sequence[Effect]) -> Egger:
    """Return Egger's regression of the effect divided by its error on one divided by the error.

    Raises
    ------
    ValueError
        With fewer than ten studies, or when all have the same error.
    """
    found = tuple(effects)
    if len(found) < LEAST:
        raise ValueError(
            _(
                "Egger’s regression needs at least {least} studies; there are {k}. With fewer it finds little.",
                least=LEAST,
                k=len(found),
            )
        )
    if len({round(effect.se, 9) for effect in found}) == 1:
        raise ValueError(_("All studies have the same error, so there are no small and large ones to compare."))
    precision = [1 / effect.se for effect in found]
    ratio = [effect.value / effect.se for effect in found]
    slope, intercept = linear_regression(precision, ratio)
    rest = math.fsum((y - intercept - slope * x) ** 2 for x, y in zip(precision, ratio, strict=True))
    middle, df = fmean(precision), len(found) - 2
    spread = math.fsum((x - middle) ** 2 for x in precision)
    error = math.sqrt(rest / df * (1 / len(found) + middle**2 / spread))
    reach = t_reach(df) * error
    # Where all studies lie on one line, the error is 0.
    p = 1 - share_within(abs(intercept) / error, df) if error else float(intercept == 0)
    return Egger(intercept, intercept - reach, intercept + reach, p, len(found))
