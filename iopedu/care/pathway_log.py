"""Predict, run, compare, decide: a log of what somebody expected of the pathway model, and what it said."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from iopedu.care.cohort import MEASURES, Result, simulate
from iopedu.care.pathway import Scenario
from iopedu.course.language import _
from iopedu.course.ratings import check_saved, check_text, shown
from iopedu.course.text import allowed, counted

#: Enough runs for an interval that does not tremble, and a wait that nobody minds.
RUNS = 200


@dataclass(frozen=True)
class Trial:
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

    scenario: Scenario
    measure: str
    predicted: float
    seed: int = 1
    found: Mapping[str, tuple[float, float, float]] | None = None
    decision: str = ""

    def __post_init__(self) -> None:
        if self.measure not in MEASURES:
            raise ValueError(allowed(_("What is predicted"), str(self.measure), list(MEASURES)))
        number = isinstance(self.predicted, int | float) and not isinstance(self.predicted, bool)
        if not number or not math.isfinite(self.predicted) or not 0 <= self.predicted <= 1000:
            said = shown(self.predicted)
            raise ValueError(_("Your prediction is {value}. Write a number from 0 to 1,000.", value=said))
        if type(self.seed) is not int or not 0 <= self.seed < 2**31:
            raise ValueError(_("seed is {value}. It should be a whole number.", value=shown(self.seed)))
        check_text(_("Decision"), self.decision)

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

    def to_json(self) -> dict[str, Any]:
        """Return the trial as JSON values."""
        found = None if self.found is None else {name: list(interval) for name, interval in self.found.items()}
        return {"version": 1, **asdict(self), "scenario": self.scenario.to_json(), "found": found}

    @classmethod
    def from_json(cls, found: Any) -> Trial:
        """Read a trial that `to_json` wrote; raises ValueError when it is something else."""
        saved = check_saved(found, _("trial"), cls.__dataclass_fields__)
        measured = saved.get("found")
        if measured is not None:
            whole = isinstance(measured, dict) and set(measured) == set(MEASURES)
            if not whole or not all(map(_is_interval, measured.values())):
                raise ValueError(_("found should hold low end, middle and high end of each measure."))
            measured = {name: tuple(interval) for name, interval in measured.items()}
        check_text("measure", saved.get("measure"))
        scenario = Scenario.from_json(saved.get("scenario"))
        return cls(**{"predicted": None, **saved, "scenario": scenario, "found": measured})

    def describe(self) -> str:
        """Return scenario, comparison and decision."""
        parts = [f"{self.scenario.describe()}.", self.compared()]
        return " ".join([*parts, *([_("Decision: {decision}", decision=self.decision)] if self.decision else [])])


@dataclass(frozen=True)
class PathwayLog:
    """Trials in the order in which they were made.

    Examples
    --------
    >>> log = PathwayLog().predict(Scenario("iop_begins", people=200, weeks=8), "responded", 50)
    >>> log.with_result(log.run(runs=20)).trials[0].interval[1] < 50
    True
    """

    trials: tuple[Trial, ...] = ()

    MOST = 12

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

    def to_json(self) -> dict[str, Any]:
        """Return the log as JSON values."""
        return {"version": 1, "trials": [trial.to_json() for trial in self.trials]}

    @classmethod
    def from_json(cls, found: Any) -> PathwayLog:
        """Read a log that `to_json` wrote; raises ValueError when it is something else."""
        trials = check_saved(found, _("log"), ("trials",)).get("trials")
        if not isinstance(trials, list) or len(trials) > cls.MOST:
            raise ValueError(_("trials should hold a list of at most {most}.", most=cls.MOST))
        return cls(tuple(map(Trial.from_json, trials)))

    def __repr__(self) -> str:
        return f"PathwayLog: {counted(len(self.trials), 'scenario')}"


def _is_interval(found: Any) -> bool:
    numbers = isinstance(found, list) and len(found) == 3
    return numbers and all(type(x) in (int, float) and math.isfinite(x) for x in found) and found == sorted(found)
