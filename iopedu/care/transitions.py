"""The rules of the pathway model: from each state, where people are a week later, and how likely."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import accumulate

from iopedu.care.pathway import CAPACITY, PEOPLE, PLACES, Scenario, starts

#: Thirty days after leaving a hospital, in whole weeks.
RECENT = 4
#: Weeks in 30 days, in a month of the sources, and in a year.
MONTH, YEAR = 30 / 7, 365.25 / 7
_ENDS = {"outpatient": None, "iop": "outpatient", "php": "iop"}
_UP = {"outpatient": "iop", "iop": "php"}
#: What is 0 for people who get no therapy; a hospital is still there for them.
_CARE = ("attendance", "seek_outpatient", "seek_iop", "return", "aftercare_share", *(f"leave_{p}" for p in CAPACITY))

#: People who are unwell, worse, and have responded, each by slot.
Crowd = tuple[list[float], list[float], list[float]]
#: Where people go from one slot: slot, and the shares of those who are unwell, worse, and have responded.
Ways = list[tuple[int, float, float, float]]


def weekly(share: float, weeks: float) -> float:
    """Return the chance of one week that adds up to a share over several weeks, when every week is alike.

    Examples
    --------
    >>> round(1 - (1 - weekly(0.29, YEAR)) ** YEAR, 6)
    0.29
    """
    return 1 - (1 - share) ** (1 / weeks)


class Transitions:
    """The rules with one set of numbers.

    Parameters
    ----------
    scenario : Scenario
    values : mapping of str to float
        All numbers by the id of the parameter.
    therapy : bool
        Whether there is any care besides the hospital.

    Attributes
    ----------
    slots : list of (str, int)
        Each place with each week in it. At home, week 0 stands for everybody but those who go back to the hospital
        within 30 days: they stand in weeks 1 to 4.
    """

    def __init__(self, scenario: Scenario, values: Mapping[str, float], therapy: bool = True) -> None:
        self.values = values if therapy else {**values, **dict.fromkeys(_CARE, 0.0)}
        self.length = {place: int(self.values[f"weeks_{place}"]) for place in _ENDS}
        weeks = {"home": RECENT + 1, **self.length}
        self.slots = [(place, week) for place in PLACES for week in range(weeks.get(place, 1))]
        self.index = {slot: at for at, slot in enumerate(self.slots)}
        ends = [0, *accumulate(weeks.get(place, 1) for place in PLACES)]
        self.spans = {place: slice(*ends[at : at + 2]) for at, place in enumerate(PLACES)}
        start = starts()[scenario.start]
        self._start = start.place if therapy or start.place == "inpatient" else "home"
        self._worse = self.values[start.worse]
        self._rates()
        self._rules = [self._rule(place, week) for place, week in self.slots]

    # How people are ---------------------------------------------------------------------------------

    def _rates(self) -> None:
        v = self.values
        self.untreated, self.treated = (
            weekly(v[name], v["course_weeks"]) for name in ("response_untreated", "response_treated")
        )
        self.relapse = weekly(v["relapse_year"], YEAR) * (1 - v["aftercare_share"] * (1 - v["aftercare_rr"]))

    def response(self, hours: float) -> float:
        """Return the chance to respond within a week in which so many hours were attended.

        Up to the hours of the trials it grows in a straight line from no therapy to what they found; beyond, each
        doubling adds the same share of that difference.
        """
        dose = hours / self.values["dose_hours"]
        gain = dose if dose < 1 else 1 + self.values["dose_gain"] * math.log2(dose)
        return min(max(self.untreated + (self.treated - self.untreated) * gain, 0), 1)

    def health(self, place: str) -> tuple[float, float]:
        """Return the chances to respond and to get worse within a week, for somebody unwell in a place."""
        hours = self.values.get(f"hours_{place}", 0) * self.values["attendance"]
        better = self.response(hours)
        without = max(1 - hours / self.values["dose_hours"], 0)
        worse = weekly(self.values["worse_treated"], self.values["course_weeks"])
        return better, min(worse * (1 + (self.values["worse_untreated"] - 1) * without), 1 - better)

    # Where people go --------------------------------------------------------------------------------

    def _rule(self, place: str, week: int) -> tuple[float, float, Ways]:
        """Return the chances to respond and to get worse in one slot, and the ways from it."""
        going: dict[int, list[float]] = {}
        for at, health in enumerate(("unwell", "worse", "responded")):
            admitted = self.admission(place, week, health)
            for slot, share in ((("inpatient", 0), admitted), *self._ways(place, week, health)):
                part = share if slot == ("inpatient", 0) else (1 - admitted) * share
                going.setdefault(self.index[slot], [0.0, 0.0, 0.0])[at] += part
        return *self.health(place), [(slot, *shares) for slot, shares in going.items() if any(shares)]

    def admission(self, place: str, week: int, health: str) -> float:
        """Return the chance to be admitted to a hospital within a week."""
        if place == "home" and week:
            return 1 / (RECENT + 1 - week)
        if place == "inpatient" or health == "responded":
            return 0.0
        return weekly(self.values[f"admit_{place}" if place in ("php", "iop") else "admit_other"], MONTH)

    def _enter(self, place: str, share: float) -> Iterator[tuple[tuple[str, int], float]]:
        """Yield where a referral leads: at once into the place, or onto its waiting list."""
        now = 1 / (1 + self.values[f"wait_{place}"])
        yield (place, 0), share * now
        yield (f"waiting_{place}", 0), share * (1 - now)

    def _ways(self, place: str, week: int, health: str) -> Iterator[tuple[tuple[str, int], float]]:
        if place in _ENDS:
            yield from self._from_program(place, week, health)
        elif place.startswith("waiting_"):
            leaves = self.values["wait_leaves"]
            yield ("home", 0), leaves
            yield from self._enter(place.removeprefix("waiting_"), 1 - leaves)
        elif place == "inpatient":
            yield from self._from_hospital()
        elif week:  # back in a hospital within 30 days
            yield (place, min(week + 1, RECENT)), 1.0
        else:
            stays, seek = 1.0, {"home": ("seek_outpatient", "seek_iop"), "lost": ("return",)}[place]
            for name in seek if health != "responded" else ():
                share = min(self.values[name], stays)
                stays -= share
                yield from self._enter("iop" if name == "seek_iop" else "outpatient", share)
            yield (place, 0), stays

    def _from_hospital(self) -> Iterator[tuple[tuple[str, int], float]]:
        leaves = 1 / self.values["weeks_inpatient"]
        # With those of the others who are admitted from home, so many are back that it is the share of the source.
        others = 1 - self.values["admit_other"]
        back = max(1 - (1 - self.values["readmit"]) / others, 0) if others else 1.0
        yield ("inpatient", 0), 1 - leaves
        yield ("home", 1), leaves * back
        home = leaves = leaves * (1 - back)
        whole = max(sum(self.values[f"leave_{place}"] for place in CAPACITY), 1)  # drawn shares can go beyond 1
        for place in CAPACITY:
            share = leaves * self.values[f"leave_{place}"] / whole
            home -= share
            yield from self._enter(place, share)
        yield ("home", 0), max(home, 0)

    def dropout(self, place: str, week: int) -> float:
        """Return the chance to leave a program early in one of its weeks, for somebody who is still there."""
        whole, length = self.values[f"dropout_{place}"], self.length[place]
        early = min(int(self.values["early_weeks"]), length)
        first = whole if length == early else whole * self.values["dropout_early"]
        if week < early:
            return weekly(first, early)
        return weekly((whole - first) / (1 - first), length - early) if first < 1 else 1.0

    def _from_program(self, place: str, week: int, health: str) -> Iterator[tuple[tuple[str, int], float]]:
        left = self.dropout(place, week)
        yield ("lost", 0), left
        stays = 1 - left
        if health == "worse" and place in _UP:
            up = stays * self.values[f"up_{place}"]
            yield from self._enter(_UP[place], up)
            stays -= up
        if week + 1 < self.length[place]:
            yield (place, week + 1), stays
            return
        on = _ENDS[place]
        down = stays * self.values[f"down_{place}"] if on else 0.0
        if on:
            yield from self._enter(on, down)
        yield ("home", 0), stays - down

    # Week by week -----------------------------------------------------------------------------------

    def nobody(self) -> Crowd:
        """Return empty places."""
        return tuple([0.0] * len(self.slots) for _health in range(3))

    def arrive(self, crowd: Crowd, share: float) -> None:
        """Let a share of all people come to where they begin, and fill the free places with those who are ready."""
        at = self.spans[self._start].start
        crowd[0][at] += share * (1 - self._worse)
        crowd[1][at] += share * self._worse
        for place in CAPACITY:
            self._fill(crowd, place, self.values[f"places_{place}"] / PEOPLE)

    def _fill(self, crowd: Crowd, place: str, room: float) -> None:
        """Send back to the waiting list the share of those who begin in a place that goes beyond its room."""
        if room >= 1:
            return
        begins, end, waiting = self.spans[place].start, self.spans[place].stop, self.spans[f"waiting_{place}"].start
        new = sum(people[begins] for people in crowd)
        free = max(room - sum(sum(people[begins + 1 : end]) for people in crowd), 0)
        if new > free:
            for people in crowd:
                back = people[begins] * (1 - free / new)
                people[begins] -= back
                people[waiting] += back

    def step(self, crowd: Crowd) -> Crowd:
        """Return where everybody is a week later, before anybody new comes."""
        after = unwell, worse, well = self.nobody()
        ends, relapse = self.values["worse_ends"], self.relapse
        for (better, falls, ways), u, w, b in zip(self._rules, *crowd, strict=True):
            if u or w or b:
                ill, low = u * (1 - better - falls) + w * ends + b * relapse, w * (1 - ends) + u * falls
                fine = u * better + b * (1 - relapse)
                for to, of_unwell, of_worse, of_well in ways:
                    unwell[to] += ill * of_unwell
                    worse[to] += low * of_worse
                    well[to] += fine * of_well
        return after
