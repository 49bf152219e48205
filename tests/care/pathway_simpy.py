"""The pathway model once more, person by person with simpy, written from its rules and not from its table."""

from __future__ import annotations

import math
import random
from collections import Counter

import simpy

from iopedu.care.pathway import CAPACITY, Scenario, starts

UP = {"outpatient": "iop", "iop": "php"}
DOWN = {"php": "iop", "iop": "outpatient"}


def per_week(share: float, weeks: float) -> float:
    return 1 - (1 - share) ** (1 / weeks)


class Person:
    """Somebody who goes through care, one week after the other."""

    def __init__(self, model: Model, comes: int, place: str, health: str) -> None:
        self.model, self.health, self.place, self.week = model, health, "", 0
        self.ready = ""
        model.env.process(self.live(comes, place))

    def chance(self, share: float) -> bool:
        return self.model.dice.random() < share

    def live(self, comes: int, place: str):
        yield self.model.env.timeout(comes)
        self.go(place)
        while True:
            yield self.model.env.timeout(1)
            self.change_health()
            self.change_place()
            self.model.unwell_weeks += self.health != "responded"

    def change_health(self) -> None:
        value = self.model.scenario.value
        hours = 0
        if self.place not in ("home", "lost"):
            hours = value(f"hours_{self.place}") * value("attendance")
        if self.health == "responded":
            relapse = per_week(value("relapse_year"), 365.25 / 7)
            relapse *= 1 - value("aftercare_share") * (1 - value("aftercare_rr"))
            self.health = "unwell" if self.chance(relapse) else "responded"
        elif self.health == "worse":
            self.health = "unwell" if self.chance(value("worse_ends")) else "worse"
        else:
            none, one = (per_week(value(f"response_{k}"), value("course_weeks")) for k in ("untreated", "treated"))
            gain, dose = one - none, hours / value("dose_hours")
            better = none + (gain * dose if dose < 1 else gain * (1 + value("dose_gain") * math.log2(dose)))
            worse = per_week(value("worse_treated"), value("course_weeks"))
            worse *= 1 + (value("worse_untreated") - 1) * (1 - min(dose, 1))
            roll = self.model.dice.random()
            self.health = "responded" if roll < better else "worse" if roll < better + worse else "unwell"

    def change_place(self) -> None:
        value = self.model.scenario.value
        if self.place == "inpatient":
            return self.leave_hospital()
        if self.place == "home" and self.week:  # one of those who are back within 30 days
            return self.admit() if self.chance(1 / (5 - self.week)) else self.go("home", self.week + 1)
        name = self.place if self.place in ("php", "iop") else "other"
        if self.health != "responded" and self.chance(per_week(value(f"admit_{name}"), 30 / 7)):
            return self.admit()
        return self.move_on()

    def admit(self) -> None:
        self.model.admissions += 1
        self.go("inpatient")

    def leave_hospital(self) -> None:
        value = self.model.scenario.value
        if not self.chance(1 / value("weeks_inpatient")):
            return None
        if self.chance(1 - (1 - value("readmit")) / (1 - value("admit_other"))):
            return self.go("home", 1)
        roll = self.model.dice.random()
        for place in CAPACITY:
            if roll < value(f"leave_{place}"):
                return self.enter(place)
            roll -= value(f"leave_{place}")
        return self.go("home")

    def move_on(self) -> None:
        value = self.model.scenario.value
        if self.place.startswith("waiting_"):
            return self.go("home") if self.chance(value("wait_leaves")) else self.enter(self.place[8:])
        if self.place in ("home", "lost"):
            if self.health != "responded":
                roll = self.model.dice.random()
                if self.place == "lost":
                    return self.enter("outpatient") if roll < value("return") else None
                if roll < value("seek_outpatient"):
                    return self.enter("outpatient")
                if roll < value("seek_outpatient") + value("seek_iop"):
                    return self.enter("iop")
            return None
        if self.chance(self.model.leaves(self.place, self.week)):
            return self.go("lost")
        if self.health == "worse" and self.place in UP and self.chance(value(f"up_{self.place}")):
            return self.enter(UP[self.place])
        if self.week + 1 < value(f"weeks_{self.place}"):
            self.week += 1
            return None
        on = DOWN.get(self.place)
        return self.enter(on) if on and self.chance(value(f"down_{self.place}")) else self.go("home")

    def enter(self, place: str) -> None:
        self.go(place if self.chance(1 / (1 + self.model.scenario.value(f"wait_{place}"))) else f"waiting_{place}")

    def go(self, place: str, week: int = 0) -> None:
        self.place, self.week = place, week
        self.ready = place if place in CAPACITY else ""


class Model:
    """Everybody, and those who are ready to begin but find no place."""

    def __init__(self, scenario: Scenario, seed: int, people: int = 1000) -> None:
        self.scenario, self.env, self.dice = scenario, simpy.Environment(), random.Random(seed)
        self.admissions = self.unwell_weeks = 0
        self.most = dict.fromkeys(CAPACITY, 0)
        start, coming = starts()[scenario.start], int(scenario.value("arrival_weeks"))
        self.people = [
            Person(
                self,
                at % coming,
                start.place,
                "worse" if self.dice.random() < scenario.value(start.worse) else "unwell",
            )
            for at in range(people)
        ]
        self.env.process(self.give_places())

    def leaves(self, place: str, week: int) -> float:
        length, whole = int(self.scenario.value(f"weeks_{place}")), self.scenario.value(f"dropout_{place}")
        early = min(length, self.scenario.value("early_weeks"))
        if length == early:
            return per_week(whole, length)
        first = whole * self.scenario.value("dropout_early")
        return per_week(first, early) if week < early else per_week((whole - first) / (1 - first), length - early)

    def give_places(self):
        yield self.env.timeout(0.5)
        while True:
            for place in CAPACITY:
                room = self.scenario.value(f"places_{place}") * len(self.people) / 1000
                new = [one for one in self.people if one.ready == place]
                self.dice.shuffle(new)
                inside = sum(one.place == place and not one.ready for one in self.people)
                for at, one in enumerate(new):
                    one.ready = ""
                    if room < len(self.people) and at >= room - inside:
                        one.go(f"waiting_{place}")
                self.most[place] = max(self.most[place], sum(one.place == place for one in self.people))
            yield self.env.timeout(1)

    def run(self) -> dict[str, float]:
        """Return the measures that `iopedu.care.cohort` also has."""
        self.env.run(self.scenario.weeks + 0.75)
        n, last = len(self.people), Counter(one.place for one in self.people)
        return {
            "responded": 100 * sum(one.health == "responded" for one in self.people) / n,
            "worse": 100 * sum(one.health == "worse" for one in self.people) / n,
            "lost": 100 * last["lost"] / n,
            "in_care": 100 * sum(last[place] for place in (*CAPACITY, "inpatient")) / n,
            "unwell_weeks": self.unwell_weeks / n,
            "admissions": 100 * self.admissions / n,
        }
