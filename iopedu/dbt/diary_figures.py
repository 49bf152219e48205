"""What is read off a diary card: averages that name their days, and ratings that ask for people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iopedu.course.language import _
from iopedu.course.text import printable
from iopedu.dbt.dates import WEEK, day_name


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
class High:
    """A rating of 4 or 5 for an urge or a thought of suicide."""

    on: date
    target: str
    rating: int

    def __repr__(self) -> str:
        return f"{day_name(self.on)}: {printable(self.target)} {self.rating}"
