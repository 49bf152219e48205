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

from iopedu.course.files import options
from iopedu.course.language import Refusal, _, _n
from iopedu.course.text import check_one_of
from iopedu.evidence.effects import MEASURES, Effect, Z, interval_text, number_text
from iopedu.evidence.quantiles import chi_square_ends, crossing, t_reach

#: Ways to pool, and what each of them assumes.
METHODS = options("pooling.methods")
ASSUMES = options("pooling.assumes")
#: What belongs beside a mean, by what it is about.
NOTES = options("pooling.notes")


@dataclass(frozen=True)
class Pooled:
    """The mean of several studies, on the working scale, with what belongs to it.

    Parameters
    ----------
    method : {"hk", "reml", "dl", "pm", "fixed"}
    effects : tuple of Effect
    value, low, high : float
        Mean and its 95 % interval on the working scale.
    tau2 : float
        Variance of the true effects of the studies; 0 with a common effect.
    tau2_ends : tuple of float
        Its 95 % interval by the Q-profile.
    i2 : float
        Share of the spread that is more than chance, from 0 to 1, as it follows from tau².
    i2_ends : tuple of float
    q : float
        Cochran's Q.
    weights : tuple of float
        Share of each study in the mean; together 1.
    prediction : tuple of float, optional
        Where the true effect of a new study lies, 95 %; None with a common effect or with fewer than three studies.
    """

    method: str
    effects: tuple[Effect, ...]
    value: float
    low: float
    high: float
    tau2: float
    tau2_ends: tuple[float, float]
    i2: float
    i2_ends: tuple[float, float]
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
        """What the interval allows to conclude: "treatment", "control" or "open"; "above" or "below" without sides."""
        if self.low <= 0 <= self.high:
            return "open"
        side = "below" if self.high < 0 else "above"
        better = {"lower": "below", "higher": "above"}.get(self.effects[0].better)
        return side if better is None else "treatment" if side == better else "control"

    @property
    def conclusion(self) -> str:
        """The same as a sentence."""
        nothing = MEASURES[self.measure][1]
        zero = f"{nothing:g}"
        said = options("pooling.conclusions")[self.direction].format(zero=zero)
        near = number_text(self.published(min(self.low, self.high, key=abs)))
        if self.direction == "open" or near != number_text(nothing):
            return said
        if self.low > 0:
            return _("{conclusion} It begins just above {zero}.", conclusion=said, zero=zero)
        return _("{conclusion} It ends just below {zero}.", conclusion=said, zero=zero)

    def numbers(self) -> str:
        """Return the mean with its interval, as published."""
        ends = interval_text(self.published(self.low), self.published(self.high))
        return f"{number_text(self.published(self.value))} {ends}"

    def describe(self) -> str:
        """Return the result in words, with what is not in its interval."""
        lines = [f"{self!r}.", self.conclusion, self._new_study(), self._spread()]
        if self.method == "hk" and self.k == 2:
            lines.append(NOTES["two"])
        elif self.method == "hk" and not self.tau2 and self.q < self.k - 1:
            lines.append(NOTES["alike"])
        return " ".join(lines)

    def _new_study(self) -> str:
        if not self.prediction:
            return NOTES["common" if self.method == "fixed" else "few"]
        ends = interval_text(*map(self.published, self.prediction))
        return NOTES["new_study"].format(ends=ends, df=self.k - 2)

    def _spread(self) -> str:
        low, high = self.tau2_ends
        known = low <= self.tau2 <= high and high  # else the Q-profile belongs to another estimate, or holds nothing
        note = NOTES["i2" if self.method == "fixed" else "spread" if known else "tau2"]
        tau2 = {name: f"{value:.3f}" for name, value in (("tau2", self.tau2), ("low", low), ("high", high))}
        shares = zip(("i2", "low2", "high2"), (self.i2, *self.i2_ends), strict=True)
        return note.format(**tau2, **{name: f"{100 * share:.0f}" for name, share in shares})

    def __repr__(self) -> str:
        return _n(
            "{n} row. {method}: {measure} {numbers}",
            "{n} rows. {method}: {measure} {numbers}",
            self.k,
            method=METHODS[self.method],
            measure=MEASURES[self.measure][0],
            numbers=self.numbers(),
        )


def pool(effects: Sequence[Effect], method: str = "hk") -> Pooled:
    """Return several studies together.

    Parameters
    ----------
    effects : sequence of Effect
        At least two, of one measure and with one direction that is better.
    method : {"hk", "reml", "dl", "pm", "fixed"}
        See `METHODS`.

    Raises
    ------
    ValueError
        With a sentence, when they cannot be pooled.

    Examples
    --------
    >>> two = [Effect("A", "g", -0.6, 0.2, "lower"), Effect("B", "g", -0.2, 0.2, "lower")]
    >>> pool(two, "fixed")
    2 rows. Common effect (fixed effect): standardized mean difference g -0.40 (-0.68 to -0.12)
    """
    found = tuple(effects)
    check_one_of("method", method, METHODS)
    if len(found) < 2:
        raise Refusal("One study alone cannot be pooled: there is nothing to combine it with.")
    if len({effect.measure for effect in found}) > 1:
        raise Refusal("These studies use different effect measures. Only effects on the same measure can be pooled.")
    if len({effect.better for effect in found}) > 1:
        raise Refusal(
            "In some of these studies lower is better, and in others higher is better, so their mean would be "
            "meaningless."
        )
    return _pooled(found, method)


@cache
def _pooled(effects: tuple[Effect, ...], method: str) -> Pooled:
    exact, df = _weighed(effects, 0.0), len(effects) - 1
    tau2 = _VARIANCE.get(method, _restricted_likelihood)(effects)
    used = _weighed(effects, tau2)
    error, reach = used.error, Z * used.error
    if method == "hk":  # with the usual floor: studies that happen to agree do not make the interval narrower
        found = error * math.sqrt(used.q / df)
        error, reach = max(error, found), max(reach, t_reach(df) * found)
    prediction = None
    if method != "fixed" and df >= 2:
        wide = t_reach(df - 1) * math.sqrt(tau2 + error**2)
        prediction = (used.mean - wide, used.mean + wide)
    ends = tuple(crossing(lambda at, q=q: _weighed(effects, at).q - q) for q in chi_square_ends(df)[::-1])
    # A common effect has no variance between the studies; its I² is that of Q.
    spread = _dersimonian_laird(effects) if method == "fixed" else tau2
    return Pooled(
        method,
        effects,
        value=used.mean,
        low=used.mean - reach,
        high=used.mean + reach,
        tau2=tau2,
        tau2_ends=ends,
        i2=_share(spread, exact, df),
        i2_ends=tuple(_share(end, exact, df) for end in ends),
        q=exact.q,
        weights=used.shares,
        prediction=prediction,
    )


def _share(tau2: float, exact: _Weighed, df: int) -> float:
    """Return I²: the variance between the studies beside the variance within a typical one."""
    return tau2 / (tau2 + df / exact.apart)


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


#: How the variance between the studies is estimated, where it is not by restricted maximum likelihood.
_VARIANCE = {"fixed": lambda _effects: 0.0, "dl": _dersimonian_laird, "pm": _paule_mandel}


def leave_one_out(effects: Sequence[Effect], method: str = "hk") -> dict[str, Pooled]:
    """Return what is left of the mean without each study in turn, by the study that was left out."""
    return {
        left.study: pool([effect for effect in effects if effect is not left], method)
        for left in effects
        if len(effects) > 2
    }
