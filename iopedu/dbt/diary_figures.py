"""What is read off a diary card: averages that name their days, and what asks for people, in its order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iopedu.course.files import options
from iopedu.course.language import _
from iopedu.course.text import printable
from iopedu.dbt.dates import WEEK, day_name

#: Urges and emotions share one scale, so that a 4 means the same in every row of the card.
TOP = 5
#: Ratings from here on open the questions of their kind.
HIGH = 4
#: Kinds of targets in the order in which they are read, each with its part of the hierarchy.
KINDS = {"suicide": "life", "self_harm": "life", "therapy": "therapy", "substance": "quality", "other": "quality"}
TIERS = options("diary_figures.tiers")
_WHY = options("diary_figures.why")


@dataclass(frozen=True)
class Average:
    """What the ratings of a week come to: the mean of the days that have one, their number, and the highest.

    Examples
    --------
    >>> Average("Urge to withdraw", (5,))
    Urge to withdraw: 5, from 1 of 7 days, highest 5
    """

    name: str
    values: tuple[int, ...]

    @property
    def mean(self) -> float | None:
        """The mean of the days used; None when there are none."""
        return sum(self.values) / len(self.values) if self.values else None

    @property
    def says(self) -> str:
        """Mean, days used and highest value; never one without the others."""
        if not self.values:
            return _("not rated, 0 of {days} days", days=WEEK)
        mean = f"{self.mean:.1f}".removesuffix(".0")
        found = {"mean": mean, "used": len(self.values), "days": WEEK, "highest": max(self.values)}
        return _("{mean}, from {used} of {days} days, highest {highest}", **found)

    def __repr__(self) -> str:
        return f"{printable(self.name)}: {self.says}"


@dataclass(frozen=True)
class Opened:
    """What opens the questions of its kind on one day: an act, whatever the urge was, or a rating of 4 or 5.

    Examples
    --------
    >>> Opened(date(2026, 3, 18), "Urge to self-harm", "self_harm", 2, acted=True)
    Wednesday, March 18: Urge to self-harm 2, acted on it
    """

    on: date
    target: str
    kind: str
    rating: int | None = None
    acted: bool = False

    @property
    def place(self) -> tuple[int, bool, int, int, date]:
        """Its place: life, therapy, quality of life; in each an act before a rating, and the higher rating first."""
        rated = -1 if self.rating is None else self.rating
        return tuple(TIERS).index(KINDS[self.kind]), not self.acted, tuple(KINDS).index(self.kind), -rated, self.on

    @property
    def why(self) -> str:
        """Why it comes where it comes, when it is the first."""
        why = _WHY[KINDS[self.kind]]
        return _("{why} An act comes before a rating, whatever the urge was.", why=why) if self.acted else why

    def __repr__(self) -> str:
        found = {"day": day_name(self.on), "urge": printable(self.target), "rating": self.rating}
        if not self.acted:
            return _("{day}: {urge} {rating}", **found)
        if self.rating is None:
            return _("{day}: {urge} not rated, acted on it", **found)
        return _("{day}: {urge} {rating}, acted on it", **found)
