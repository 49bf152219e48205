"""P5, V1: two arrangements and no therapy on the same draws, beside the same model person by person (simpy)."""

from __future__ import annotations

from collections.abc import Iterator

from iopedu.care.cohort import RUNS, compare, follow, swings
from iopedu.care.pathway import Scenario
from tests.benchmark.table import Measure, seconds, summary
from tests.care.pathway_simpy import Model

A, B = Scenario("stalled"), Scenario("stays")


def measures() -> Iterator[Measure]:
    """Yield how long the paired runs of the laboratory take, and how one run stands to simpy with 1,000 people."""
    follow(A)  # the table of numbers is read once
    yield summary(
        f"iopedu: {RUNS} paired runs, A, B and no therapy", [seconds(lambda: compare(A, B)) for _ in range(5)], "s"
    )
    yield summary(
        "iopedu: the tornado of the difference", [seconds(lambda: swings(A, B, "lost")) for _ in range(5)], "s"
    )
    simpy = summary("simpy: 1,000 people x 52 weeks, once", [seconds(Model(A, seed).run) for seed in range(5)], "s")
    yield simpy
    yield summary("iopedu: 52 weeks, once", [seconds(lambda: follow(A)) for _ in range(25)], "s", than=simpy)
    base = summary("iopedu: 104 weeks, once", [seconds(lambda: follow(Scenario(weeks=104))) for _ in range(25)], "s")
    yield base
    yield summary(
        "iopedu: 208 weeks, once", [seconds(lambda: follow(Scenario(weeks=208))) for _ in range(25)], "s", than=base
    )
