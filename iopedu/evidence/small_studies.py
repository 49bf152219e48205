"""Whether small studies find something else than large ones."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from iopedu.course.files import options
from iopedu.course.language import Refusal, _
from iopedu.evidence.effects import Effect, interval_text, number_text
from iopedu.evidence.quantiles import share_within, t_reach

#: With fewer studies the regression finds next to nothing.
LEAST = 10


@dataclass(frozen=True)
class Egger:
    """Egger's regression: whether small studies find something else than large ones.

    Parameters
    ----------
    slope, low, high, p : float
        By how much the effect grows with the error, its 95 % interval, and how likely chance alone makes it so steep.
    k : int
    sizes : bool
        Whether the error is that of the numbers of people alone.
    """

    slope: float
    low: float
    high: float
    p: float
    k: int
    sizes: bool

    def describe(self) -> str:
        """Return the result, and what it cannot say."""
        values = {"value": number_text(self.slope), "interval": interval_text(self.low, self.high)}
        said = _("Egger’s regression, {k} studies: slope {value} {interval}", k=self.k, **values)
        notes = options("small_studies.notes")
        found = notes["open" if self.low <= 0 <= self.high else "differs"]
        return " ".join([f"{said}.", found, *([notes["sizes"]] if self.sizes else [])])


def egger(effects: Sequence[Effect]) -> Egger:
    """Return the regression of the effect on its error, weighed by one over the variance.

    For standardized differences the error is replaced by the square root of 1/n + 1/n of the two groups, and studies
    without these numbers are left out.

    Raises
    ------
    ValueError
        With fewer than ten studies, or when all have the same error.
    """
    found = tuple(effects)
    sizes = any(effect.measure == "g" for effect in found)
    if sizes:
        found = tuple(effect for effect in found if effect.n and effect.n_control)
    if len(found) < LEAST:
        raise Refusal(
            "Egger’s regression needs at least {least} studies (for differences, with the number of people in both "
            "groups). There are {k} here. With fewer, it detects little.",
            least=LEAST,
            k=len(found),
        )
    errors = [math.sqrt(1 / e.n + 1 / e.n_control) if sizes else e.se for e in found]
    if len({round(error, 9) for error in errors}) == 1:
        raise Refusal("All studies have the same standard error, so there are no small and large ones to compare.")
    weights = [1 / effect.se**2 for effect in found]
    total, df = math.fsum(weights), len(found) - 2
    middle, mean = (
        math.fsum(w * x for w, x in zip(weights, numbers, strict=True)) / total
        for numbers in (errors, [effect.value for effect in found])
    )
    rows = [(w, x - middle, effect.value - mean) for w, x, effect in zip(weights, errors, found, strict=True)]
    spread = math.fsum(w * x**2 for w, x, _y in rows)
    slope = math.fsum(w * x * y for w, x, y in rows) / spread
    rest = math.fsum(w * (y - slope * x) ** 2 for w, x, y in rows)
    error = math.sqrt(rest / df / spread)
    reach = t_reach(df) * error
    # Where all studies lie on one line, the error is 0.
    p = 1 - share_within(abs(slope) / error, df) if error else float(slope == 0)
    return Egger(slope, slope - reach, slope + reach, p, len(found), sizes)
