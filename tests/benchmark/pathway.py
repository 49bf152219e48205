"""P5: the pathway simulator beside the same model person by person (simpy), and beside synthmind's trajectories."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

from iopedu.care.cohort import simulate
from iopedu.care.pathway import Scenario
from tests.benchmark.table import Measure, seconds, summary
from tests.care.pathway_simpy import Model

ALONE = """
import json, resource, sys
from time import perf_counter
from iopedu.care.cohort import simulate
from iopedu.care.pathway import Scenario
simulate(Scenario(people=1000))
start = perf_counter()
simulate(Scenario(people=1_000_000, weeks=52))
took = perf_counter() - start
print(json.dumps([took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""
PEOPLE, WEEKS = 2_000, 52


def measures() -> Iterator[Measure]:
    """Yield throughput in weeks of one person a second, and how cost grows."""
    found = [json.loads(subprocess.check_output([sys.executable, "-c", ALONE])) for _ in range(5)]
    times = [took for took, _memory in found]
    yield summary("iopedu: 1,000,000 people x 52 weeks", times, "s")
    yield Measure("iopedu: memory of that process", max(memory for _took, memory in found), "MB")
    ours = 1_000_000 * WEEKS / sorted(times)[2]
    simpy = Measure(
        "simpy, same model",
        PEOPLE * WEEKS / seconds(Model(Scenario(people=PEOPLE, weeks=WEEKS), 1).run),
        "person-weeks/s",
    )
    yield simpy
    yield Measure("iopedu", ours, "person-weeks/s", than=simpy)
    other = Measure("synthmind, its own trajectories", _synthmind(), "person-weeks/s")
    yield other
    yield Measure("iopedu", ours, "person-weeks/s", than=other, note="another model: no levels of care there")
    yield from _growth()


def _growth() -> Iterator[Measure]:
    base = Measure("iopedu: 52 weeks", _median(Scenario(people=100_000, weeks=52)), "s")
    yield base
    yield Measure("iopedu: 104 weeks", _median(Scenario(people=100_000, weeks=104)), "s", than=base)
    yield Measure("iopedu: ten times the people", _median(Scenario(people=1_000_000, weeks=52)), "s", than=base)


def _median(scenario: Scenario) -> float:
    return sorted(seconds(lambda: simulate(scenario)) for _ in range(7))[3]


def _synthmind(patients: int = 400, weeks: int = 12) -> float:
    """Return person-weeks a second of weekly CBT for depression in synthmind."""
    from synthmind.generators.distribution import DistributionGenerator
    from synthmind.interventions.presets import cbt_intervention
    from synthmind.simulation.base import Simulator

    people = DistributionGenerator(seed=1).sample(patients, seed=1)
    simulator, plan = Simulator(sampling_weeks=1, seed=1), cbt_intervention()
    took = seconds(lambda: [simulator.run(person, plan, weeks) for person in people])
    return patients * weeks / took
