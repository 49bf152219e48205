"""Predict, run, compare, decide: a log of what somebody expected of the pathway model, and what it said."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from iopedu.care.cohort import MEASURES, Result, simulate
from iopedu.care.pathway import Scenario
from iopedu.course.fields import Ask
from iopedu.course.language import _
from iopedu.course.record import Record, asking, choice, number, one, record, rows, words
from iopedu.course.text import counted

#: Enough runs for an interval that does not tremble, and a wait that nobody minds.
RUNS = 200


@dataclass(frozen=True, kw_only=True)
class _Found(Ask):
    """Low end, middle and high end of every measure; None before the run."""

    def checked(self, value: Any) -> Any:
        whole = isinstance(value, Mapping) and set(value) == set(MEASURES)
        if value is not None and not (whole and all(map(_is_interval, value.values()))):
            raise ValueError(_("{part} should hold low end, middle and high end of each measure.", part=self.label))
        return value and {name: tuple(interval) for name, interval in value.items()}

    def to_json(self, value: Any) -> Any:
        return value and {name: list(interval) for name, interval in value.items()}


@record
class Trial(Record):
    """One prediction, and what came out.

    Parameters
    ----------
    scenario : Scenario
    measure : str
        Key of `iopedu.care.cohort.MEASURES`: what was predicted.
    predicted : float
        0 to 1,000, in the unit of the measure.
    seed : int
        With it, the run can be repeated.
    found : mapping of str to tuple of float
        Low end, middle and high end of every measure; empty before the run.
    decision : str
        What follows, in the learner's words.

    Raises
    ------
    ValueError
        With a sentence for the learner.
    """

    WHAT: ClassVar[str] = _("trial")

    scenario: Scenario = one(_("Scenario"), Scenario)
    measure: str = choice(_("What is predicted"), MEASURES)
    predicted: float | None = number(_("Your prediction"), 0, 1000, whole=False)
    seed: int = number(_("Seed"), 0, 2**31 - 1, default=1)
    found: Mapping[str, tuple[float, float, float]] | None = asking(_Found(label=_("What was found")))
    decision: str = words(_("Decision"))

    @classmethod
    def read(cls, found: Any) -> dict[str, Any]:
        saved = super().read(found)
        if "scenario" not in saved:  # what was found would be taken for what another scenario gives
            raise ValueError(_("A saved trial without its scenario cannot be read."))
        return saved

    def check(self) -> None:
        if not self.measure or self.predicted is None:
            raise ValueError(_("A trial needs what is predicted, and a prediction."))

    @property
    def interval(self) -> tuple[float, float, float] | None:
        """Low end, middle and high end of what was predicted; None before the run."""
        return None if self.found is None else self.found[self.measure]

    def compared(self) -> str:
        """Say where the prediction lies, in words that neither praise nor blame."""
        if self.interval is None:
            return _("Not run yet.")
        low, middle, high = self.interval
        said = _(
            "{measure}: {predicted} predicted, {middle} found ({low} to {high}).",
            measure=MEASURES[self.measure],
            predicted=f"{self.predicted:g}",
            middle=f"{middle:.1f}",
            low=f"{low:.1f}",
            high=f"{high:.1f}",
        )
        if self.predicted < low:
            where = _("The prediction lies below the interval. What in the model makes it more?")
        elif self.predicted > high:
            where = _("The prediction lies above the interval. What in the model makes it less?")
        else:
            where = _("The prediction lies in the interval. For the reason that you had in mind?")
        return f"{said} {where}"

    def describe(self) -> str:
        """Return scenario, comparison and decision."""
        parts = [f"{self.scenario.describe()}.", self.compared()]
        return " ".join([*parts, *([_("Decision: {decision}", decision=self.decision)] if self.decision else [])])


@record
class PathwayLog(Record):
    """Trials in the order in which they were made.

    Examples
    --------
    >>> log = PathwayLog().predict(Scenario("iop_begins", people=200, weeks=8), "responded", 50)
    >>> log.with_result(log.run(runs=20)).trials[0].interval[1] < 50
    True
    """

    WHAT: ClassVar[str] = _("log")
    MOST: ClassVar[int] = 12

    trials: tuple[Trial, ...] = rows(_("Trials"), _("Trial"), Trial, most=MOST)

    def predict(self, scenario: Scenario, measure: str, predicted: float) -> PathwayLog:
        """Return the log with a prediction that waits for its run; one that was not run yet is replaced."""
        done = tuple(trial for trial in self.trials if trial.found is not None)
        if len(done) >= self.MOST:
            raise ValueError(
                _(
                    "The log holds {most} runs, which is the most. Save or print it, and begin a new one.",
                    most=self.MOST,
                )
            )
        return PathwayLog((*done, Trial(scenario, measure, predicted, seed=len(done) + 1)))

    @property
    def waiting(self) -> bool:
        """Whether there is a prediction that was not run yet."""
        return bool(self.trials) and self.trials[-1].found is None

    def run(self, runs: int = RUNS, progress: Callable[[int, int], None] | None = None) -> Result:
        """Return what the last scenario leads to; the numbers of the model are drawn from their uncertainty.

        Raises
        ------
        ValueError
            When there is no prediction.
        """
        if not self.trials:
            raise ValueError(_("Predict first, then run. A guess is enough, and it does not count."))
        last = self.trials[-1]
        return simulate(last.scenario, runs, seed=last.seed, vary=True, progress=progress)

    def with_result(self, result: Result) -> PathwayLog:
        """Return the log with what the last run found."""
        found = {name: tuple(round(value, 4) for value in result.interval(name)) for name in MEASURES}
        return PathwayLog((*self.trials[:-1], replace(self.trials[-1], found=found)))

    def decide(self, text: str) -> PathwayLog:
        """Return the log with a decision on the last run; raises ValueError when there is none."""
        if not self.trials or self.waiting:
            raise ValueError(_("Run a scenario first. A decision answers what came out."))
        return PathwayLog((*self.trials[:-1], replace(self.trials[-1], decision=text)))

    @property
    def ready(self) -> bool:
        """Whether two scenarios were run, and something was decided."""
        done = [trial for trial in self.trials if trial.found is not None]
        return len(done) >= 2 and any(trial.decision.strip() for trial in done)

    def describe(self) -> str:
        """Return every trial, one below the other."""
        return "\n".join(f"{at}. {trial.describe()}" for at, trial in enumerate(self.trials, 1)) or _(
            "No scenario yet."
        )

    def __repr__(self) -> str:
        return f"PathwayLog: {counted(len(self.trials), 'scenario')}"


def _is_interval(found: Any) -> bool:
    numbers = isinstance(found, list | tuple) and len(found) == 3
    return numbers and all(type(x) in (int, float) and math.isfinite(x) for x in found) and list(found) == sorted(found)
