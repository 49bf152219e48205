"""Several studies together: a mean, how far it can be trusted, and how different the studies are.

statsmodels pools, too, and the tests hold these lines to it. It is not used here, because it takes 60 MB of the memory
of every learner, cannot be shipped with the site that runs in the browser, and has no restricted maximum likelihood.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from iopedu.course.language import _, _n
from iopedu.course.text import allowed
from iopedu.evidence.crossing import crossing
from iopedu.evidence.effects import MEASURES, Effect, Z, interval_text, number_text
from iopedu.evidence.student_t import t_reach

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
    "reml": (
        _("Random effects (restricted maximum likelihood)"),
        _("As before, with a third way: the distance that makes what was found most likely."),
    ),
    "hk": (
        _("Random effects with Hartung and Knapp’s interval"),
        _(
            "The mean is that of DerSimonian and Laird; the interval also counts that few studies tell little about "
            "how they differ."
        ),
    ),
}


@dataclass(frozen=True)
class Pooled:
    """The mean of several studies, on the working scale, with what belongs to it.

    Parameters
    ----------
    method : {"fixed", "dl", "pm", "reml", "hk"}
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
        nothing = MEASURES[self.measure][1]
        near = number_text(self.published(min(self.low, self.high, key=abs)))
        said = {
            "open": _("The interval includes {zero}: the direction is open.", zero=f"{nothing:g}"),
            "treatment": _("The whole interval is in favor of the treatment."),
            "control": _("The whole interval is in favor of the control group."),
        }[self.direction]
        if self.direction != "open" and near == number_text(nothing):
            return _("{conclusion} It ends just before {zero}.", conclusion=said, zero=f"{nothing:g}")
        return said

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
    method : {"fixed", "dl", "pm", "reml", "hk"}
        See `METHODS`.

    Raises
    ------
    ValueError
        With a sentence, when they cannot be pooled.

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
    exact, df = _weighed(effects, 0.0), len(effects) - 1
    tau2 = _VARIANCE.get(method, _dersimonian_laird)(effects)
    used = exact if method == "fixed" else _weighed(effects, tau2)
    reach = Z * used.error
    if method == "hk":
        reach = t_reach(df) * used.error * math.sqrt(used.q / df)
    prediction = None
    if method != "fixed" and df >= 2:
        wide = t_reach(df - 1) * math.sqrt(tau2 + used.error**2)
        prediction = (used.mean - wide, used.mean + wide)
    return Pooled(
        method,
        effects,
        value=used.mean,
        low=used.mean - reach,
        high=used.mean + reach,
        tau2=tau2,
        i2=max(0.0, 1 - df / exact.q) if exact.q > 0 else 0.0,
        q=exact.q,
        weights=used.shares,
        prediction=prediction,
    )


@dataclass(frozen=True)
class _Weighed:
    """Studies weighed by one over their variance: the mean, its standard error, and Cochran's Q around it."""

    weights: tuple[float, ...]
    mean: float
    error: float
    q: float

    @property
    def shares(self) -> tuple[float, ...]:
        total = math.fsum(self.weights)
        return tuple(weight / total for weight in self.weights)

    @property
    def apart(self) -> float:
        """Sum of the weights less the sum of their squares over it, so written that one huge weight leaves a number."""
        pairs = math.fsum(w * before for w, before in zip(self.weights[1:], accumulate(self.weights), strict=False))
        return 2 * pairs / math.fsum(self.weights)


def _weighed(effects: Sequence[Effect], tau2: float) -> _Weighed:
    weights = tuple(1 / (effect.se**2 + tau2) for effect in effects)
    total = math.fsum(weights)
    mean = math.fsum(w * effect.value for w, effect in zip(weights, effects, strict=True)) / total
    q = math.fsum(w * (effect.value - mean) ** 2 for w, effect in zip(weights, effects, strict=True))
    return _Weighed(weights, mean, 1 / math.sqrt(total), q)


def _dersimonian_laird(effects: Sequence[Effect]) -> float:
    exact = _weighed(effects, 0.0)
    return max(0.0, (exact.q - (len(effects) - 1)) / exact.apart)


def _paule_mandel(effects: Sequence[Effect]) -> float:
    """Return the variance with which Q becomes what chance alone would make it."""
    return crossing(lambda tau2: _weighed(effects, tau2).q - (len(effects) - 1))


def _restricted_likelihood(effects: Sequence[Effect]) -> float:
    """Return the variance at which the restricted likelihood is greatest: there its slope becomes 0."""

    def slope(tau2: float) -> float:
        used = _weighed(effects, tau2)
        spread = math.fsum((w * (e.value - used.mean)) ** 2 for w, e in zip(used.weights, effects, strict=True))
        return spread - used.apart

    return crossing(slope)


#: How the variance between the studies is estimated, where it is not DerSimonian and Laird's way.
_VARIANCE = {"pm": _paule_mandel, "reml": _restricted_likelihood}


def leave_one_out(effects: Sequence[Effect], method: str = "dl") -> dict[str, Pooled]:
    """Return what is left of the mean without each study in turn, by the study that was left out."""
    return {
        left.study: pool([effect for effect in effects if effect is not left], method)
        for left in effects
        if len(effects) > 2
    }
