"""The pathway model once more, person by person with simpy, written from its rules and not from its table."""

from __future__ import annotations

import math
import random
from collections import Counter

import simpy

from iopedu.care.pathway import CAPACITY, STARTS, Scenario

UP = {"outpatient": "iop", "iop": "php"}
DOWN = {"php": "iop", "iop": "outpatient"}


def per_week(share: float, weeks: float) -> float:
    return 1 - (1 - share) ** (1 / weeks)


class Person:
    """Somebody who goes through care, one week after the other."""

    def __init__(self, model: Model, place: str, health: str) -> None:
        self.model, self.place, self.health = model, place, health
        self.week = self.recent = 0
        model.env.process(self.live())

    def chance(self, share: float) -> bool:
        return self.model.dice.random() < share

    def live(self):
        while True:
            yield self.model.env.timeout(1)
            self.change_health()
            self.change_place()
            self.model.count(self)

    def change_health(self) -> None:
        value = self.model.scenario.value
        hours = value(f"hours_{self.place}") * value("attendance") if self.place in self.model.programs else 0
        if self.health == "responded":
            relapse = per_week(value("relapse_year"), 365.25 / 7)
            relapse *= 1 - value("aftercare_share") * (1 - value("aftercare_rr"))
            self.health = "unwell" if self.chance(relapse) else "responded"
        elif self.health == "worse":
            self.health = "unwell" if self.chance(value("worse_ends")) else "worse"
        else:
            none, one = (per_week(value(f"response_{k}"), value("course_weeks")) for k in ("untreated", "treated"))
            gain = one - none
            better = none + (gain * hours if hours < 1 else gain * (1 + value("dose_gain") * math.log2(hours)))
            worse = per_week(value("worse_treated"), value("course_weeks"))
            worse *= 1 + (value("worse_untreated") - 1) * (1 - min(hours, 1))
            roll = self.model.dice.random()
            self.health = "responded" if roll < better else "worse" if roll < better + worse else "unwell"

    def change_place(self) -> None:
        value, was_recent = self.model.scenario.value, self.recent
        if self.place == "inpatient":
            roll = self.model.dice.random()
            self.recent = 4
            for place in CAPACITY:
                if roll < value(f"leave_{place}"):
                    return self.enter(place)
                roll -= value(f"leave_{place}")
            return self.go("home")
        self.recent = max(self.recent - 1, 0)
        if was_recent:
            admitted = per_week(value("readmit"), 4)
        elif self.health == "responded":
            admitted = 0
        else:
            name = self.place if self.place in ("php", "iop") else "other"
            admitted = per_week(value(f"admit_{name}"), 30 / 7)
        if self.chance(admitted):
            self.recent = 0
            self.model.admissions += 1
            return self.go("inpatient")
        return self.move_on()

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
        full = place in self.model.scenario.places
        now = not full and self.chance(1 / (1 + self.model.scenario.value(f"wait_{place}")))
        self.go(place if now else f"waiting_{place}")

    def go(self, place: str) -> None:
        self.place, self.week = place, 0


class Model:
    """Everybody, and the list of those who wait for a place."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self.scenario, self.env, self.dice = scenario, simpy.Environment(), random.Random(seed)
        self.programs = ("outpatient", "iop", "php", "inpatient")
        self.admissions, self.unwell_weeks, self.places = 0, 0, Counter()
        start = STARTS[scenario.start]
        self.people = [
            Person(self, start.place, "worse" if self.dice.random() < start.worse else "unwell")
            for _ in range(scenario.people)
        ]
        self.env.process(self.give_places())

    def leaves(self, place: str, week: int) -> float:
        length, whole = int(self.scenario.value(f"weeks_{place}")), self.scenario.value(f"dropout_{place}")
        if length <= 2:
            return per_week(whole, length)
        first = whole * self.scenario.value("dropout_early")
        return per_week(first, 2) if week < 2 else per_week((whole - first) / (1 - first), length - 2)

    def count(self, person: Person) -> None:
        self.unwell_weeks += person.health != "responded"

    def give_places(self):
        while True:
            yield self.env.timeout(1)
            for place, room in self.scenario.places.items():
                queue = [one for one in self.people if one.place == f"waiting_{place}"]
                self.dice.shuffle(queue)
                free = room - sum(one.place == place for one in self.people)
                for one in queue[: max(free, 0)]:
                    one.go(place)

    def run(self) -> dict[str, float]:
        """Return the measures that `iopedu.care.cohort` also has."""
        self.env.run(self.scenario.weeks + 0.5)
        n, last = self.scenario.people, Counter(one.place for one in self.people)
        return {
            "responded": 100 * sum(one.health == "responded" for one in self.people) / n,
            "worse": 100 * sum(one.health == "worse" for one in self.people) / n,
            "lost": 100 * last["lost"] / n,
            "in_care": 100 * sum(last[place] for place in self.programs) / n,
            "unwell_weeks": self.unwell_weeks / n,
            "admissions": 100 * self.admissions / n,
        }
