"""A second reader, who saw neither ratings nor reasons, rates the replies as the key does: anchors can be shared.

The replies were read anew on November 30, 2026, after many had been reworded. Three readers shared the skills, saw
the anchors and the replies only, and had written none of them. They are language models: even a kappa of 1 finds no
more than that no anchor was read in two ways by these. Trainees and supervisors may agree less; nobody has measured it.
Least clear was missed_homework, picks_up, where a reply says loosely what the person said.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from statsmodels.stats.inter_rater import cohens_kappa

from tests.tools import in_data

SAMPLES = Path(__file__).parents[1] / "samples"
#: Below this, what stands at 0, 1 and 2 has to be said again, or the key is wrong.
ENOUGH = 0.7
Place = tuple[str, int, str]
READ: dict[str, dict[Place, int]] = defaultdict(dict)
for path in sorted(SAMPLES.glob("say_second_reader_*.csv")):
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            READ[row["skill"]][row["line"], int(row["reply"]), row["criterion"]] = int(row["rating"])


def key(skill: str) -> dict[Place, int]:
    """The authors' ratings by line, reply (counted from 1) and criterion."""
    return {
        (line["id"], at, criterion): rating
        for line in in_data(f"rehearsal/say/{skill}.json")["lines"]
        for at, reply in enumerate(line["replies"], 1)
        for criterion, rating in reply["ratings"].items()
    }


def weighted(pairs: list[tuple[int, int]]) -> float:
    """Kappa with quadratic weights: one step apart costs a quarter of two steps."""
    table = [[pairs.count((one, other)) for other in range(3)] for one in range(3)]
    return cohens_kappa(table, return_results=False, wt="quadratic")


def agreements(skill: str, seen: Callable[[int], int] = int) -> dict[str, tuple[float, float]]:
    """Kappa and the share of same ratings, by criterion."""
    right, found = key(skill), defaultdict(list)
    for place, rating in READ[skill].items():
        found[place[2]].append((right[place], seen(rating)))
    return {name: (weighted(pairs), sum(a == b for a, b in pairs) / len(pairs)) for name, pairs in found.items()}


def test_each_skill_has_a_second_reader() -> None:
    assert READ.keys() == {path.stem for path in (SAMPLES.parents[1] / "data/rehearsal/say").glob("*.json")}


@pytest.mark.parametrize("skill", sorted(READ))
def test_the_second_reader_rates_as_the_key_does(skill: str) -> None:
    assert READ[skill].keys() == key(skill).keys(), "rate each reply by each criterion, once"
    found = agreements(skill)
    print(*(f"{skill}, {name}: kappa {kappa:.2f}, same {same:.0%}" for name, (kappa, same) in found.items()), sep="\n")
    low = {name: round(kappa, 2) for name, (kappa, _same) in found.items() if not kappa >= ENOUGH}
    assert not low, f"say in other words what one sees at 0, 1 and 2, or mend the key, and have it read again: {low}"


@pytest.mark.parametrize("skill", sorted(READ))
def test_a_reader_who_sees_it_the_other_way_round_or_all_alike_does_not_pass(skill: str) -> None:
    assert all(kappa < 0 for kappa, _same in agreements(skill, lambda rating: 2 - rating).values())
    assert all(kappa < ENOUGH for kappa, _same in agreements(skill, lambda rating: min(rating, 1)).values())
