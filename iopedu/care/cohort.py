"""Run the pathway model: what is to be expected, and what chance makes of it in people who are followed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from iopedu.care.pathway import HEALTH, PLACES, Parameter, Scenario, parameters
from iopedu.care.transitions import Transitions
from iopedu.course.files import options
from iopedu.course.language import _, _n
from iopedu.course.text import allowed

if TYPE_CHECKING:
    import numpy as np

#: What is counted, and how it is said.
MEASURES: Mapping[str, str] = options("cohort.measures")

#: Numbers that `swings` moves in one table: as fast as all at once, with a third of the memory.
_TOGETHER = 10


@dataclass(frozen=True)
class Result:
    """What a scenario led to.

    Parameters
    ----------
    scenario : Scenario
    places : numpy.ndarray, shape (runs, weeks + 1, places)
        People in each of `iopedu.care.pathway.PLACES`; the first week is the start.
    health : numpy.ndarray, shape (runs, weeks + 1, 3)
        People by `iopedu.care.pathway.HEALTH`.
    measures : mapping of str to numpy.ndarray, shape (runs,)
        By the names of `MEASURES`.
    """

    scenario: Scenario
    places: np.ndarray
    health: np.ndarray
    measures: Mapping[str, np.ndarray]

    @property
    def runs(self) -> int:
        """How often the scenario was run."""
        return len(self.places)

    def interval(self, measure: str) -> tuple[float, float, float]:
        """Return low end, middle and high end of one measure: the 2.5th, 50th and 97.5th percentile of the runs.

        Raises
        ------
        ValueError
            When there is no such measure.
        """
        import numpy as np

        if measure not in MEASURES:
            raise ValueError(allowed("measure", measure, list(MEASURES)))
        low, middle, high = np.percentile(self.measures[measure], [2.5, 50, 97.5])
        return float(low), float(middle), float(high)

    def band(self, place: str) -> np.ndarray:
        """Return low end, middle and high end of the people in one place for each week, shape (3, weeks + 1)."""
        import numpy as np

        if place not in PLACES:
            raise ValueError(allowed("place", place, list(PLACES)))
        return np.percentile(self.places[:, :, list(PLACES).index(place)], [2.5, 50, 97.5], axis=0)

    def describe(self) -> str:
        """Return each measure with its interval, one below the other."""
        lines = [_n("{scenario}; {n} run", "{scenario}; {n} runs", self.runs, scenario=self.scenario.describe())]
        for measure, name in MEASURES.items():
            low, middle, high = self.interval(measure)
            found = {"middle": f"{middle:.1f}", "low": f"{low:.1f}", "high": f"{high:.1f}"}
            lines.append(_("{measure}: {middle} ({low} to {high})", measure=name, **found))
        return "\n".join(lines)

    def __repr__(self) -> str:
        _low, middle, _high = self.interval("responded")
        return f"Result of {self.runs} runs: {middle:.0f} percent have responded after {self.scenario.weeks} weeks"


def expected(scenario: Scenario) -> Result:
    """Return what is to be expected without chance: the same table, applied to shares of people.

    Places that are full are not in it, since who waits then depends on who else is there.

    Raises
    ------
    ValueError
        When the scenario limits places.

    Examples
    --------
    >>> round(expected(Scenario("stalled", changed={"attendance": 0})).interval("responded")[1])
    49
    """
    if scenario.places:
        raise ValueError(
            _("What is to be expected can be worked out only with room for everybody. Simulate it instead.")
        )
    table = Transitions(scenario, _values(scenario, 1))
    return _follow(table, table.begin()[None, :] * scenario.people, _spread)


def swings(scenario: Scenario, measure: str) -> tuple[tuple[str, float, float], ...]:
    """Return what each number of the model does alone when it goes to the ends of its interval.

    Parameters
    ----------
    scenario : Scenario
        With room for everybody; numbers that it changes stay as they are.
    measure : str
        Key of `MEASURES`.

    Returns
    -------
    tuple of (str, float, float)
        Id of the number, and the measure at its low and at its high end; the widest swing first.

    Raises
    ------
    ValueError
        When there is no such measure, or the scenario limits places.
    """
    if scenario.places:
        raise ValueError(_("Swings can be worked out only with room for everybody."))
    if measure not in MEASURES:
        raise ValueError(allowed("measure", measure, list(MEASURES)))
    moved = [entry for entry in parameters().values() if entry.low < entry.high and entry.id not in scenario.changed]
    swung = [
        swing for at in range(0, len(moved), _TOGETHER) for swing in _swing(scenario, measure, moved[at:][:_TOGETHER])
    ]
    return tuple(sorted(swung, key=lambda swing: (-abs(swing[2] - swing[1]), swing[0])))


def _swing(scenario: Scenario, measure: str, moved: Sequence[Parameter]) -> list[tuple[str, float, float]]:
    values = _values(scenario, 2 * len(moved))
    for at, entry in enumerate(moved):
        values[entry.id][2 * at], values[entry.id][2 * at + 1] = entry.low, entry.high
    table = Transitions(scenario, values)
    found = _follow(table, table.begin()[None, :].repeat(table.runs, 0) * scenario.people, _spread).measures[measure]
    return [(entry.id, float(found[2 * at]), float(found[2 * at + 1])) for at, entry in enumerate(moved)]


def simulate(
    scenario: Scenario,
    runs: int = 1,
    seed: int = 1,
    vary: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Result:
    """Follow people through care and return what happened in each run.

    People in the same state are alike for the model. So it draws how many of them make each move, and not one
    person after the other; what comes out has the same distribution.

    Parameters
    ----------
    scenario : Scenario
        For whom, for how long, and with which numbers.
    runs : int
        1 to 10,000.
    seed : int
        The same seed gives the same result.
    vary : bool
        Whether each run also draws its own numbers from their uncertainty; numbers that the scenario changes
        stay as they are.
    progress : callable, optional
        Called after each week with weeks done and weeks in all.

    Raises
    ------
    ValueError
        When ``runs`` is out of bounds.

    Examples
    --------
    >>> simulate(Scenario(people=500), seed=3).places[0, -1].sum()
    np.float64(500.0)
    """
    import numpy as np

    if type(runs) is not int or not 1 <= runs <= 10_000:
        raise ValueError(_("Runs is {value}. Write a whole number from 1 to 10,000.", value=repr(runs)))
    rng = np.random.default_rng(seed)
    table = Transitions(scenario, _values(scenario, runs, rng if vary else None))
    start = rng.multinomial(scenario.people, table.begin(), size=runs)

    def move(people: np.ndarray, chance: np.ndarray) -> np.ndarray:
        return rng.multinomial(people, chance)

    return _follow(table, start, move, rng, progress)


def _values(scenario: Scenario, runs: int, rng: np.random.Generator | None = None) -> dict[str, np.ndarray]:
    import numpy as np

    found = {}
    for name, parameter in parameters().items():
        drawn = rng is not None and name not in scenario.changed
        found[name] = parameter.sample(rng, runs) if drawn else np.full(runs, float(scenario.value(name)))
    whole = sum(found[f"leave_{place}"] for place in ("outpatient", "iop", "php"))
    for place in ("outpatient", "iop", "php"):
        found[f"leave_{place}"] = found[f"leave_{place}"] / np.maximum(whole, 1)
    return found


def _spread(people: np.ndarray, chance: np.ndarray) -> np.ndarray:
    return people[..., None] * chance


def _follow(
    table: Transitions,
    people: np.ndarray,
    move: Callable[[np.ndarray, np.ndarray], np.ndarray],
    rng: np.random.Generator | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Result:
    import numpy as np

    weeks, runs = table.scenario.weeks, table.runs
    chance = table.chance if (table.chance != table.chance[0]).any() else table.chance[:1]
    target = table.to.ravel()
    into_hospital = (table.place[table.to] == list(PLACES).index("inpatient")) & (
        table.place[:, None] != list(PLACES).index("inpatient")
    )
    counted = [table.count(people)]
    admissions = np.zeros(runs)
    for week in range(1, weeks + 1):
        moved = move(people, chance)
        admissions += moved[:, into_hospital].sum(axis=1)
        people = np.zeros_like(people)
        for run in range(runs):
            people[run] = np.bincount(target, moved[run].ravel(), len(table.states)).astype(people.dtype)
        if rng is not None and table.scenario.places:
            people = _admit(table, people, rng)
        counted.append(table.count(people))
        if progress is not None:
            progress(week, weeks)
    places, health = (np.stack(found, axis=1) for found in zip(*counted, strict=True))
    return _result(table, places, health, admissions)


def _admit(table: Transitions, people: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Give free places to people who wait; which of them is up to chance."""
    import numpy as np

    for place, room in table.scenario.places.items():
        inside, waiting = (table.place == list(PLACES).index(name) for name in (place, f"waiting_{place}"))
        begins = [at for at in np.flatnonzero(inside) if table.states[at].week == 0]
        queue = list(np.flatnonzero(waiting))
        for run in range(len(people)):
            free = max(room - int(people[run, inside].sum()), 0)
            there = people[run, queue].astype(np.int64)
            taken = rng.multivariate_hypergeometric(there, min(free, int(there.sum())))
            people[run, queue] -= taken
            people[run, begins] += taken
    return people


def _result(table: Transitions, in_place: np.ndarray, by_health: np.ndarray, admissions: np.ndarray) -> Result:
    n, attended = table.scenario.people, table.values["attendance"]
    weeks_in = {name: in_place[:, :-1, at].sum(axis=1) / n for at, name in enumerate(PLACES)}
    care = [name for name in PLACES if f"hours_{name}" in table.values]
    measures: dict[str, Any] = {
        "responded": 100 * by_health[:, -1, list(HEALTH).index("responded")] / n,
        "worse": 100 * by_health[:, -1, list(HEALTH).index("worse")] / n,
        "in_care": 100 * sum(in_place[:, -1, list(PLACES).index(name)] for name in care) / n,
        "lost": 100 * in_place[:, -1, list(PLACES).index("lost")] / n,
        "unwell_weeks": (n - by_health[:, 1:, list(HEALTH).index("responded")]).sum(axis=1) / n,
        "waiting_weeks": sum(weeks for name, weeks in weeks_in.items() if name.startswith("waiting_")),
        "iop_weeks": weeks_in["iop"],
        "care_hours": attended * sum(table.values[f"hours_{name}"] * weeks_in[name] for name in care),
        "admissions": 100 * admissions / n,
    }
    return Result(table.scenario, in_place, by_health, measures)
