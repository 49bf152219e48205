"""Rows of a printed table: one thing measured, beside what it is compared with."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True)
class Measure:
    """One line: what was measured, and the ratio to what it is compared with."""

    name: str
    value: float
    unit: str
    worst: float | None = None
    than: Measure | None = None
    note: str = ""

    def __str__(self) -> str:
        worst = f"p95 {self.worst:,.4g}" if self.worst is not None else ""
        ratio = f"{self.value / self.than.value:.3g} x {self.than.name}" if self.than and self.than.value else ""
        return f"  {self.name:<52}{self.value:>12,.4g} {self.unit:<16}{worst:<12}{ratio:<44}{self.note}".rstrip()


def summary(name: str, times: Sequence[float], unit: str, than: Measure | None = None, note: str = "") -> Measure:
    """Return the median and the 95th percentile of repeated measures."""
    ordered = sorted(times)
    return Measure(name, statistics.median(ordered), unit, ordered[int(0.95 * (len(ordered) - 1))], than, note)


def seconds(work: Callable[[], object]) -> float:
    """Return how long one call takes."""
    start = perf_counter()
    work()
    return perf_counter() - start
