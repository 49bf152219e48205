"""Predict, run, compare, decide: a log of what somebody expected of two arrangements, and what the model said."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from iopedu.care.cohort import ARMS, MEASURES, Comparison, Interval, check_pair, rounded
from iopedu.care.pathway import Scenario
from iopedu.course.fields import Ask
from iopedu.course.files import options
from iopedu.course.language import _
from iopedu.course.record import Record, asking, choice, number, record, rows, words
from iopedu.course.record import one as inside
from iopedu.course.text import real_words

#: What somebody can decide on: A is higher, B is higher, or the model cannot tell.
VERDICTS: Mapping[str, str] = options("pathway.verdicts")
_SAYS: Mapping[str, str] = options("pathway.says")


def interval_text(found: Interval) -> str:
    """Return an interval in words.

    Examples
    --------
    >>> interval_text((-1.42, 0.3, 2.18))
    '0.3 (95 percent of the runs: -1.4 to 2.2)'
    """
    low, middle, high = (f"{rounded(value):.1f}" for value in found)
    return _("{middle} (95 percent of the runs: {low} to {high})", low=low, middle=middle, high=high)


@dataclass(frozen=True, kw_only=True)
class _Found(Ask):
    """Low end, middle and high end of every measure in every arm; None before the run."""

    def checked(self, value: Any) -> Any:
        if value is None:
            return None
        whole = isinstance(value, Mapping) and set(value) == set(MEASURES)
        arms = value.values() if whole and all(isinstance(one, Mapping) for one in value.values()) else [{}]
        if not all(set(one) == set(ARMS) and all(map(_is_interval, one.values())) for one in arms):
            raise ValueError(_("{part} needs a low end, a middle and a high end for each measure.", part=self.label))
        return {measure: {arm: tuple(found) for arm, found in arms.items()} for measure, arms in value.items()}

    def to_json(self, value: Any) -> Any:
        return value and {measure: {arm: list(found) for arm, found in arms.items()} for measure, arms in value.items()}


@record
class Trial(Record):
    """One prediction, what came out, and what was decided.

    Parameters
    ----------
    a, b : Scenario
    measure : str
        Key of `iopedu.care.cohort.MEASURES`: what was predicted.
    predicted : float
        The difference, A minus B, in the unit of the measure.
    seed : int
        With it, the run can be repeated.
    found : mapping of str to mapping of str to tuple of float
        Low end, middle and high end by measure and by key of `iopedu.care.cohort.ARMS`; None before the run.
    verdict : str
        Key of `VERDICTS`.
    decision : str
        What follows, in the learner's words.

    Raises
    ------
    ValueError
        With a sentence for the learner.
    """

    WHAT: ClassVar[str] = _("trial")

    a: Scenario = inside(_("Arrangement A"), Scenario)
    b: Scenario = inside(_("Arrangement B"), Scenario)
    measure: str = choice(_("What is predicted"), MEASURES)
    predicted: float | None = number(_("A minus B: your prediction"), -1000, 1000, whole=False)
    seed: int = number(_("Seed"), 0, 2**31 - 1, default=1)
    found: Mapping[str, Mapping[str, Interval]] | None = asking(_Found(label=_("What was found")))
    verdict: str = choice(_("What do the runs say?"), VERDICTS)
    decision: str = words(_("Decision"))

    @classmethod
    def read(cls, found: Any) -> dict[str, Any]:
        saved = super().read(found)
        if not {"a", "b"} <= set(saved):  # what was found would be taken for what other arrangements give
            raise ValueError(_("A saved trial without its scenario cannot be read."))
        return saved

    def check(self) -> None:
        check_pair(self.a, self.b)
        if not self.measure or self.predicted is None:
            raise ValueError(_("A trial needs a measure to predict, and a prediction."))

    @property
    def difference(self) -> Interval | None:
        """Low end, middle and high end of A minus B; None before the run."""
        return None if self.found is None else self.found[self.measure]["difference"]

    @property
    def right(self) -> str:
        """Key of `VERDICTS` that the runs bear out, or nothing before the run."""
        if self.difference is None:
            return ""
        low, _middle, high = map(rounded, self.difference)  # as it is shown
        return "a" if low > 0 else "b" if high < 0 else "open"

    def compared(self) -> str:
        """Say where the prediction lies, in words that neither praise nor blame."""
        if self.difference is None:
            return _("Not run yet.")
        low, _middle, high = map(rounded, self.difference)
        told = {"predicted": f"{self.predicted:g}", "found": interval_text(self.difference)}
        said = _("{measure}, A minus B: {predicted} predicted, {found} found.", measure=MEASURES[self.measure], **told)
        where = "below" if self.predicted < low else "above" if self.predicted > high else "inside"
        return f"{said} {_SAYS[where]}"

    def judged(self) -> str:
        """Say whether the runs bear out the verdict, and why; nothing without a verdict."""
        if not self.verdict or self.difference is None:
            return ""
        why = _SAYS["same"] if not any(self.difference) else _SAYS["open" if self.right == "open" else "apart"]
        said = _SAYS["right" if self.verdict == self.right else "wrong"]
        return f"{VERDICTS[self.verdict]}: {said} {why}"

    def describe(self) -> str:
        """Return both arrangements, comparison, verdict and decision."""
        parts = [_("A: {scenario}.", scenario=self.a.describe()), _("B: {scenario}.", scenario=self.b.describe())]
        decision = [_("Decision: {decision}", decision=self.decision)] if self.decision else []
        return " ".join(filter(None, [*parts, self.compared(), self.judged(), *decision]))


@record
class PathwayLog(Record):
    """The two arrangements that are set up, and trials in the order in which they were made.

    Examples
    --------
    >>> log = PathwayLog().predict("responded", 5)
    >>> log.waiting, log.ready
    (True, False)
    """

    WHAT: ClassVar[str] = _("log")
    MOST: ClassVar[int] = 12

    a: Scenario = inside(_("Arrangement A"), Scenario)
    b: Scenario = inside(_("Arrangement B"), Scenario)
    trials: tuple[Trial, ...] = rows(_("Trials"), _("Trial"), Trial, most=MOST)

    def check(self) -> None:
        check_pair(self.a, self.b)

    @property
    def done(self) -> tuple[Trial, ...]:
        """The trials that were run."""
        return tuple(trial for trial in self.trials if trial.found is not None)

    def predict(self, measure: str, predicted: float) -> PathwayLog:
        """Return the log with a prediction that waits for its run; one that was not run yet is replaced."""
        if len(self.done) >= self.MOST:
            raise ValueError(_SAYS["full"].format(most=self.MOST))
        trial = Trial(self.a, self.b, measure, predicted, seed=len(self.done) + 1)
        return replace(self, trials=(*self.done, trial))

    @property
    def waiting(self) -> bool:
        """Whether there is a prediction that was not run yet."""
        return bool(self.trials) and self.trials[-1].found is None

    def with_result(self, result: Comparison) -> PathwayLog:
        """Return the log with what the last run found; raises ValueError when it is about something else."""
        if not self.waiting or (self.trials[-1].a, self.trials[-1].b) != (result.a, result.b):
            raise ValueError(_("Predict first, then run. A guess is enough, and it isn’t scored."))
        found = {
            measure: {arm: tuple(round(value, 4) for value in result.interval(measure, arm)) for arm in ARMS}
            for measure in MEASURES
        }
        return self._last(found=found)

    def decide(self, verdict: str, text: str) -> PathwayLog:
        """Return the log with a decision on the last run; raises ValueError when there is none."""
        if not self.done or self.waiting:
            raise ValueError(_("Run the model first. Your decision should respond to what it shows."))
        if not verdict:
            raise ValueError(_("First choose what the runs say: A is higher, B is higher, or the model can’t tell."))
        return self._last(verdict=verdict, decision=text)

    def _last(self, **change: Any) -> PathwayLog:
        return replace(self, trials=(*self.trials[:-1], replace(self.trials[-1], **change)))

    @property
    def ready(self) -> bool:
        """Whether two pairs were run, and something was decided in at least three words."""
        return len(self.done) >= 2 and any(trial.verdict and real_words(trial.decision) >= 3 for trial in self.done)

    def describe(self) -> str:
        """Return every trial, one below the other."""
        return "\n".join(f"{at}. {trial.describe()}" for at, trial in enumerate(self.trials, 1)) or _("No run yet.")


def _is_interval(found: Any) -> bool:
    numbers = isinstance(found, list | tuple) and len(found) == 3
    return numbers and all(type(x) in (int, float) and math.isfinite(x) for x in found) and list(found) == sorted(found)
