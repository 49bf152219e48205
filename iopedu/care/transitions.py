"""The rules of the pathway model as one table: from each state, where people can be a week later, and how likely."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

from iopedu.care.pathway import CAPACITY, HEALTH, PLACES, STARTS, Scenario

if TYPE_CHECKING:
    import numpy as np

#: Thirty days after leaving a hospital, in whole weeks.
RECENT = 4
#: Weeks in 30 days, in a month of the sources, and in a year.
MONTH, YEAR = 30 / 7, 365.25 / 7
_ENDS = {"outpatient": None, "iop": "outpatient", "php": "iop"}
_UP = {"outpatient": "iop", "iop": "php"}


@dataclass(frozen=True)
class State:
    """Where somebody is, in which week there, how they are, and for how many weeks a hospital stay is still recent."""

    place: str
    week: int
    health: str
    recent: int


def weekly(share: np.ndarray | float, weeks: np.ndarray | float) -> np.ndarray | float:
    """Return the chance of one week that adds up to a share over several weeks, when every week is alike.

    Examples
    --------
    >>> round(1 - (1 - weekly(0.29, YEAR)) ** YEAR, 6)
    0.29
    """
    return 1 - (1 - share) ** (1 / weeks)


class Transitions:
    """The table for one scenario, for one or for many sets of numbers at once.

    Parameters
    ----------
    scenario : Scenario
    values : mapping of str to numpy.ndarray, shape (runs,)
        The numbers of each run by the id of the parameter.

    Attributes
    ----------
    states : tuple of State
    to : numpy.ndarray of int, shape (states, moves)
        Where each move leads.
    chance : numpy.ndarray, shape (runs, states, moves)
        How likely each move is; the moves of one state add up to 1.
    """

    def __init__(self, scenario: Scenario, values: Mapping[str, np.ndarray]) -> None:
        self.scenario, self.values = scenario, values
        self.runs = len(values["attendance"])
        self.length = {place: int(scenario.value(f"weeks_{place}")) for place in _ENDS}
        slots = [(place, week) for place in PLACES for week in range(self.length.get(place, 1))]
        self.states = tuple(
            State(place, week, health, recent)
            for (place, week), health, recent in product(slots, HEALTH, range(RECENT + 1))
        )
        self.index = {state: at for at, state in enumerate(self.states)}
        self._fill()

    def _fill(self) -> None:
        import numpy as np

        rows = [self._row(state) for state in self.states]
        most = max(map(len, rows))
        self.to = np.zeros((len(rows), most), dtype=np.int64)
        self.chance = np.zeros((self.runs, len(rows), most))
        for at, row in enumerate(rows):
            for move, (target, chance) in enumerate(row.items()):
                self.to[at, move] = target
                self.chance[:, at, move] = chance
        self.place = np.array([list(PLACES).index(state.place) for state in self.states])
        self.health = np.array([list(HEALTH).index(state.health) for state in self.states])

    def _row(self, state: State) -> dict[int, np.ndarray]:
        row: dict[int, np.ndarray] = {}
        for health, chance in self._health(state).items():
            for place, week, recent, share in self._moves(state, health):
                target = self.index[State(place, week, health, recent)]
                row[target] = row.get(target, 0) + chance * share
        return row

    # How people are ---------------------------------------------------------------------------------

    @cached_property
    def _rates(self) -> Mapping[str, np.ndarray]:
        v = self.values
        relapse = weekly(v["relapse_year"], YEAR)
        return {
            "treated": weekly(v["response_treated"], v["course_weeks"]),
            "untreated": weekly(v["response_untreated"], v["course_weeks"]),
            "worse": weekly(v["worse_treated"], v["course_weeks"]),
            "relapse": relapse * (1 - v["aftercare_share"] * (1 - v["aftercare_rr"])),
        }

    def response(self, hours: np.ndarray | float) -> np.ndarray:
        """Return the chance to respond within a week in which so many hours were attended.

        Up to one hour it grows in a straight line from no therapy to weekly therapy; beyond, each doubling
        adds the same share of that difference.
        """
        import numpy as np

        hours = np.asarray(hours, dtype=float)
        more = 1 + self.values["dose_gain"] * np.log2(np.maximum(hours, 1))
        gain = (self._rates["treated"] - self._rates["untreated"]) * np.where(hours < 1, hours, more)
        return np.clip(self._rates["untreated"] + gain, 0, 0.95)

    def _health(self, state: State) -> dict[str, np.ndarray]:
        import numpy as np

        name = f"hours_{state.place}"
        hours = self.values[name] * self.values["attendance"] if name in self.values else np.zeros(self.runs)
        if state.health == "responded":
            return {"unwell": self._rates["relapse"], "responded": 1 - self._rates["relapse"]}
        if state.health == "worse":
            ends = self.values["worse_ends"]
            return {"unwell": ends, "worse": 1 - ends}
        untreated = 1 + (self.values["worse_untreated"] - 1) * (1 - np.minimum(hours, 1))
        better = self.response(hours)
        worse = np.minimum(self._rates["worse"] * untreated, 1 - better)
        return {"responded": better, "worse": worse, "unwell": 1 - better - worse}

    # Where people go --------------------------------------------------------------------------------

    def _moves(self, state: State, health: str) -> Iterator[tuple[str, int, int, np.ndarray]]:
        recent = max(state.recent - 1, 0)
        if state.place == "inpatient":
            yield from self._leave_hospital()
            return
        admitted = self._admission(state, health)
        yield "inpatient", 0, 0, admitted
        for place, week, share in self._ways(state, health):
            yield place, week, recent, (1 - admitted) * share

    def _admission(self, state: State, health: str) -> np.ndarray:
        import numpy as np

        if state.recent:
            return weekly(self.values["readmit"], RECENT)
        if health == "responded":
            return np.zeros(self.runs)
        name = f"admit_{state.place}" if state.place in ("php", "iop") else "admit_other"
        return weekly(self.values[name], MONTH)

    def _leave_hospital(self) -> Iterator[tuple[str, int, int, np.ndarray]]:
        import numpy as np

        stay_home = 1
        for place in CAPACITY:
            share = self.values[f"leave_{place}"]
            stay_home = stay_home - share
            for where, week, part in self._enter(place):
                yield where, week, RECENT, share * part
        yield "home", 0, RECENT, np.maximum(stay_home, 0)

    def _enter(self, place: str) -> Iterator[tuple[str, int, np.ndarray | float]]:
        """Yield where a referral leads: at once into the place, or onto its waiting list."""
        now = 0.0 if place in self.scenario.places else 1 / (1 + self.values[f"wait_{place}"])
        yield place, 0, now
        yield f"waiting_{place}", 0, 1 - now

    def _ways(self, state: State, health: str) -> Iterator[tuple[str, int, np.ndarray | float]]:
        import numpy as np

        ill = health != "responded"
        if state.place.startswith("waiting_"):
            yield from self._from_waiting(state.place)
        elif state.place in _ENDS:
            yield from self._from_program(state, health)
        else:
            asks = {"home": ("seek_outpatient", "seek_iop"), "lost": ("return",)}[state.place] if ill else ()
            stays = np.ones(self.runs)
            for name in asks:
                share = np.minimum(self.values[name], stays)
                stays = stays - share
                for place, week, part in self._enter("iop" if name == "seek_iop" else "outpatient"):
                    yield place, week, share * part
            yield state.place, 0, stays

    def _from_waiting(self, waiting: str) -> Iterator[tuple[str, int, np.ndarray | float]]:
        place, leaves = waiting.removeprefix("waiting_"), self.values["wait_leaves"]
        yield "home", 0, leaves
        for where, week, part in self._enter(place):
            yield where, week, (1 - leaves) * part

    def dropout(self, place: str, week: int) -> np.ndarray:
        """Return the chance to leave a program early in one of its weeks, for somebody who is still there."""
        whole, length = self.values[f"dropout_{place}"], self.length[place]
        early = min(2, length)
        first = whole if length <= early else whole * self.values["dropout_early"]
        if week < early:
            return weekly(first, early)
        return weekly(1 - (1 - whole) / (1 - first), length - early)

    def _from_program(self, state: State, health: str) -> Iterator[tuple[str, int, np.ndarray | float]]:
        left = self.dropout(state.place, state.week)
        yield "lost", 0, left
        stays = 1 - left
        if health == "worse" and state.place in _UP:
            up = self.values[f"up_{state.place}"]
            for place, week, part in self._enter(_UP[state.place]):
                yield place, week, stays * up * part
            stays = stays * (1 - up)
        if state.week + 1 < self.length[state.place]:
            yield state.place, state.week + 1, stays
            return
        on = _ENDS[state.place]
        down = self.values[f"down_{state.place}"] if on else 0.0
        if on:
            for place, week, part in self._enter(on):
                yield place, week, stays * down * part
        yield "home", 0, stays * (1 - down)

    def begin(self) -> np.ndarray:
        """Return the shares of people in each state at the start, shape (states,)."""
        import numpy as np

        start = STARTS[self.scenario.start]
        found = np.zeros(len(self.states))
        for health, share in (("worse", start.worse), ("unwell", 1 - start.worse)):
            found[self.index[State(start.place, 0, health, 0)]] = share
        return found

    def count(self, people: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return people of shape (runs, states) by place and by health, shapes (runs, places) and (runs, 3)."""
        import numpy as np

        # The states stand in the order of places, then of health. Sums, as a product of matrices takes 60 MB at once.
        first = np.searchsorted(self.place, range(len(PLACES)))
        by_health = people.reshape(len(people), -1, len(HEALTH), RECENT + 1).sum(axis=(1, 3))
        return np.add.reduceat(people, first, axis=1).astype(float), by_health.astype(float)
