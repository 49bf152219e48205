"""Relapse in numbers: rates over time, and trials row by row. Nothing is pooled here."""

from __future__ import annotations

import math
from dataclasses import dataclass

from iopedu.course.entries import Entries
from iopedu.course.facts import Fact


@dataclass(frozen=True)
class Trial:
    """One trial: how many relapsed in each of two groups.

    Parameters
    ----------
    study : str
    against : {"usual", "active"}
        What kind of control it is.
    control : str
        The same in words.
    relapsed, n, relapsed_control, n_control : int
    note, source : str

    Raises
    ------
    ValueError
        When a group is empty, or nobody or everybody relapsed in it, so that no interval can be worked out.
    """

    study: str
    against: str
    control: str
    relapsed: int
    n: int
    relapsed_control: int
    n_control: int
    note: str
    source: str

    def __post_init__(self) -> None:
        if not (0 < self.relapsed < self.n and 0 < self.relapsed_control < self.n_control):
            raise ValueError(f"{self.study}: the counts do not allow an interval.")

    @property
    def risk_ratio(self) -> float:
        """Risk with treatment divided by risk in the control group: below 1 means fewer relapses.

        Examples
        --------
        >>> Trial("A", "usual", "usual care", 10, 40, 20, 40, "", "").risk_ratio
        0.5
        """
        return (self.relapsed / self.n) / (self.relapsed_control / self.n_control)

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the risk ratio, worked out on the logarithmic scale."""
        spread = math.sqrt(1 / self.relapsed - 1 / self.n + 1 / self.relapsed_control - 1 / self.n_control)
        center = math.log(self.risk_ratio)
        return math.exp(center - 1.96 * spread), math.exp(center + 1.96 * spread)


#: The trials of mindfulness-based cognitive therapy (MBCT) that counted relapses of depression.
mbct_trials = Entries.of("trial", Trial, "progress/mbct_relapse.csv", "study")


@dataclass(frozen=True)
class Rate:
    """The share of people with another episode after so many years."""

    fact: Fact
    years: int
    people: str


#: Published rates of another episode of depression.
relapse_rates = Entries.of("rate", Rate, "progress/relapse_rates.csv", "fact")
