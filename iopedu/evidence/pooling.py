"""Several studies together: a mean, how far it can be trusted, and how different the studies are.

The mathematics is that of statsmodels, which is loaded when something is pooled for the first time. Restricted
maximum likelihood (REML) is not in statsmodels, and so it is not offered here.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from iopedu.course.language import _, _n
from iopedu.course.text import allowed
from iopedu.evidence.effects import MEASURES, Effect, interval_text, number_text

__all__ = ["METHODS", "Pooled", "leave_one_out", "pool", "subgroups"]

#: Ways to pool, each with its name and what it assumes.
METHODS = {
    "fixed": (_("Fixed effect"), _("All studies measure one and the same effect; they differ by chance only.")),
    "dl": (
        _("Random effects (DerSimonian and Laird)"),
        _("Each study has an effect of its own; the mean of these effects is estimated."),
    ),
    "pm": (
        _("Random effects (Paule and Mandel)"),
        _("As before, with another way to estimate how far the effects lie apart."),
    ),
    "hk": (
        _("Random effects with Hartung and Knapp’s interval"),
        _("The same mean; the interval also counts that few studies tell little about how they differ."),
    ),
}


@dataclass(frozen=True)
class Pooled:
    """The mean of several studies, on the working scale, with what belongs to it.

    Parameters
    ----------
    method : {"fixed", "dl", "pm", "hk"}
    effects : tuple of Effect
    value, low, high : float
        Mean and its 95 % interval on the working scale.
    tau2, i2, q : float
        Variance between the studies; share of the spread that is more than chance, from 0 to 1; Cochran's Q.
    weights : tuple of float
        Share of each study in the mean; together 1.
    prediction : tuple of float, optional
        Where the effect of one new study may lie; None with a fixed effect or with fewer than three studies.
    """

    method: str
    effects: tuple[Effect, ...]
    value: float
    low: float
    high: float
    tau2: float
    i2: float
    q: float
    weights: tuple[float, ...]
    prediction: tuple[float, float] | None

    @property
    def k(self) -> int:
        """Number of rows that were pooled."""
        return len(self.effects)

    @property
    def measure(self) -> str:
        """The measure of the effects."""
        return self.effects[0].measure

    def published(self, value: float) -> float:
        """Return a value of the working scale as it is published."""
        return self.effects[0].published(value)

    @property
    def direction(self) -> str:
        """What the interval allows to conclude: "treatment", "control" or "open"."""
        if self.low <= 0 <= self.high:
            return "open"
        below = self.high < 0
        return "treatment" if below == (self.effects[0].better == "lower") else "control"

    @property
    def conclusion(self) -> str:
        """The same as a sentence."""
        zero = f"{MEASURES[self.measure][1]:g}"
        return {
            "open": _("The interval includes {zero}: the direction is open.", zero=zero),
            "treatment": _("The whole interval is in favor of the treatment."),
            "control": _("The whole interval is in favor of the control group."),
        }[self.direction]

    def numbers(self) -> str:
        """Return the mean with its interval, as published."""
        ends = interval_text(self.published(self.low), self.published(self.high))
        return f"{number_text(self.published(self.value))} {ends}"

    def describe(self) -> str:
        """Return the result in words, with what is not in its interval."""
        lines = [f"{self!r}.", self.conclusion]
        if self.method == "fixed":
            lines.append(_("A fixed effect leaves differences between the studies out of the interval."))
        elif self.prediction:
            ends = interval_text(*map(self.published, self.prediction))
            lines.append(_("A new study may find anything in the prediction interval {ends}.", ends=ends))
        else:
            lines.append(_("A prediction interval needs at least three studies."))
        lines.append(
            _(
                "Differences beyond chance: I² {i2} percent, tau² {tau2}.",
                i2=f"{100 * self.i2:.0f}",
                tau2=f"{self.tau2:.3f}",
            )
        )
        if self.method == "hk" and self.q < self.k - 1:
            lines.append(
                _(
                    "The studies differ less than chance would let them. Then this interval can be narrower than the "
                    "usual one; do not take that as more certainty."
                )
            )
        return " ".join(lines)

    def __repr__(self) -> str:
        return _n(
            "{n} row. {method}: {measure} {numbers}",
            "{n} rows. {method}: {measure} {numbers}",
            self.k,
            method=METHODS[self.method][0],
            measure=MEASURES[self.measure][0],
            numbers=self.numbers(),
        )


def pool(effects: Sequence[Effect], method: str = "dl") -> Pooled:
    """Return several studies together.

    Parameters
    ----------
    effects : sequence of Effect
        At least two, of one measure and with one direction that is better.
    method : {"fixed", "dl", "pm", "hk"}
        See `METHODS`.

    Raises
    ------
    ValueError
        With a sentence, when they cannot be pooled.

    Notes
    -----
    statsmodels 0.14 and 0.15 let the variance between studies become negative with DerSimonian and Laird's method,
    and then have no interval. Here it is cut at 0, as the method says, and I² as well.

    Examples
    --------
    >>> two = [Effect("A", "g", -0.6, 0.2, "lower"), Effect("B", "g", -0.2, 0.2, "lower")]
    >>> pool(two, "fixed")
    2 rows. Fixed effect: standardized mean difference g -0.40 (-0.68 to -0.12)
    """
    found = tuple(effects)
    if method not in METHODS:
        raise ValueError(allowed("method", method, list(METHODS)))
    if len(found) < 2:
        raise ValueError(_("One study alone cannot be pooled: there is nothing to compare it with."))
    if len({effect.measure for effect in found}) > 1:
        raise ValueError(_("These studies have different measures. Only effects of one measure can be pooled."))
    if len({effect.better for effect in found}) > 1:
        raise ValueError(
            _("In some of these studies lower is better and in others higher, so their mean would mean nothing.")
        )
    return _pooled(found, method)


@cache
def _pooled(effects: tuple[Effect, ...], method: str) -> Pooled:
    import numpy as np  # these take longer to load than the rest of the course
    from scipy.stats import t
    from statsmodels.stats.meta_analysis import combine_effects

    values = np.array([effect.value for effect in effects])
    variances = np.array([effect.se for effect in effects]) ** 2
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # the square root of a negative variance, mended below
        found = combine_effects(values, variances, method_re="iterated" if method == "pm" else "dl")
        if found.tau2 < 0:
            found = combine_effects(values, variances, method_re="iterated")
    # In statsmodels' order: fixed effect, random effects, the fixed one again, Hartung and Knapp's.
    low, high = map(float, found.conf_int(use_t=method == "hk")[{"fixed": 0, "hk": 3}.get(method, 1)])
    tau2 = max(0.0, float(found.tau2))
    mean = float(found.mean_effect_fe if method == "fixed" else found.mean_effect_re)
    prediction = None
    if method != "fixed" and len(effects) >= 3:
        reach = float(t.ppf(0.975, len(effects) - 2)) * math.sqrt(tau2 + float(found.sd_eff_w_re) ** 2)
        prediction = (mean - reach, mean + reach)
    q = float(found.q)
    return Pooled(
        method,
        effects,
        mean,
        low,
        high,
        tau2,
        max(0.0, 1 - (len(effects) - 1) / q) if q > 0 else 0.0,
        q,
        tuple(map(float, found.weights_rel_fe if method == "fixed" else found.weights_rel_re)),
        prediction,
    )


def leave_one_out(effects: Sequence[Effect], method: str = "dl") -> dict[str, Pooled]:
    """Return what is left of the mean without each study in turn, by the study that was left out."""
    return {
        left.study: pool([effect for effect in effects if effect is not left], method)
        for left in effects
        if len(effects) > 2
    }


def subgroups(effects: Sequence[Effect], by: str = "against", method: str = "dl") -> dict[str, Pooled]:
    """Return the mean of each group of studies that has at least two.

    Parameters
    ----------
    effects : sequence of Effect
        The studies.
    by : {"against", "group"}
        Kind of control, or the other way to group them.
    method : str
        See `METHODS`.
    """
    if by not in ("against", "group"):
        raise ValueError(allowed("by", by, ("against", "group")))
    names = dict.fromkeys(getattr(effect, by) for effect in effects)
    parts = {name: [effect for effect in effects if getattr(effect, by) == name] for name in names}
    return {name: pool(part, method) for name, part in parts.items() if len(part) > 1}
