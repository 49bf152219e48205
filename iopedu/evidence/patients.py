"""Single people in two old trials: who got better, and who is missing from the answer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from statistics import fmean, stdev

from iopedu.course.files import options, read_rows

#: When the depression score was taken: before, and after so many months.
MONTHS = (0, 2, 4, 6, 8)

#: Three ways to deal with people whose last score is missing.
WAYS = options("patients.ways")


@dataclass(frozen=True)
class Patient:
    """One person of the Beat the Blues extract.

    Parameters
    ----------
    group : {"program", "usual care"}
    scores : tuple of int or None
        Depression score (BDI-II) at `MONTHS`; None where it is missing.
    """

    group: str
    scores: tuple[int | None, ...]

    @property
    def stayed(self) -> bool:
        """Whether the last score is there."""
        return self.scores[-1] is not None

    def final(self, way: str) -> int | None:
        """Return the score at the end, with one of the `WAYS` to deal with a missing one."""
        if self.stayed:
            return self.scores[-1]
        known = [score for score in self.scores if score is not None]
        return {"completers": None, "last": known[-1], "first": known[0]}[way]


@dataclass(frozen=True)
class Arm:
    """One group of the Beat the Blues extract, with one way to deal with missing scores.

    Parameters
    ----------
    group : str
    n : int
        People in the answer.
    mean : float
        Mean score at the end.
    halved : int
        People in the answer whose score fell by half or more.
    """

    group: str
    n: int
    mean: float
    halved: int

    @property
    def share(self) -> float:
        """Share of the people in the answer whose score fell by half or more."""
        return self.halved / self.n


@cache
def beat_the_blues() -> tuple[Patient, ...]:
    """Return the 100 people of the extract.

    Examples
    --------
    >>> beat_the_blues()[0].scores
    (29, 2, 2, None, None)
    """
    return tuple(
        Patient(
            row["group"],
            tuple(int(row[f"month_{month}"]) if row[f"month_{month}"] else None for month in MONTHS),
        )
        for row in read_rows("evidence/btheb.csv")
    )


def two_arms(way: str) -> tuple[Arm, Arm]:
    """Return the program and usual care at the end, with one way to deal with missing scores.

    Examples
    --------
    >>> [(arm.group, arm.halved, arm.n, round(arm.mean, 1)) for arm in two_arms("completers")]
    [('program', 19, 27, 8.9), ('usual care', 12, 25, 13.6)]
    """
    return tuple(_arm(group, way) for group in ("program", "usual care"))


def _arm(group: str, way: str) -> Arm:
    own = [(person.scores[0], person.final(way)) for person in beat_the_blues() if person.group == group]
    ends = [(start, end) for start, end in own if end is not None]
    halved = sum(2 * end <= start for start, end in ends)
    return Arm(group, len(ends), fmean(end for _start, end in ends), halved)


def weight_changes() -> dict[str, tuple[int, float, float]]:
    """Return people, mean change in pounds and its spread, for each group of the anorexia trial.

    Examples
    --------
    >>> {group: round(mean, 2) for group, (_n, mean, _sd) in weight_changes().items()}
    {'control': -0.45, 'CBT': 3.01, 'family therapy': 7.26}
    """
    found: dict[str, list[float]] = {}
    for row in read_rows("evidence/anorexia.csv"):
        found.setdefault(row["group"], []).append(float(row["after"]) - float(row["before"]))
    return {group: (len(changes), fmean(changes), stdev(changes)) for group, changes in found.items()}
