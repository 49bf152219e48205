"""One scale, one change: how many points count as reliable, and what follows from that."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar

from iopedu.course.fields import Number
from iopedu.course.language import Refusal, _, _n
from iopedu.course.ratings import moved, shown
from iopedu.course.record import Record, asking, number, record
from iopedu.progress import change


@dataclass(frozen=True, kw_only=True)
class _Deviation(Number):
    """Any number above 0; its slider runs over a part of them."""

    def checked(self, value: Any) -> float | None:
        if value is not None and (type(value) not in (int, float) or not 0 < value < 1e9):
            raise Refusal("The standard deviation is {value}. It must be a number above 0.", value=shown(value))
        return value


@record
class ReliableChange(Record):
    """A change on the GAD-7, judged with a standard deviation and a reliability that the learner sets.

    Parameters
    ----------
    sd, r : float or None
        Standard deviation of the scores before treatment, and reliability; None until they are set.
    before, after : int or None
        Scores from 0 to 21.

    Raises
    ------
    ValueError
        With a sentence for the learner.

    Examples
    --------
    >>> ReliableChange(5.59, 0.87, 15, 7)
    SD 5.59, r 0.87: 6 points needed; 15 to 7: recovered
    >>> ReliableChange(4.5, 0.9)
    SD 4.5, r 0.9: 4 points needed
    """

    WHAT: ClassVar[str] = _("reliable change")
    #: Range of the GAD-7, and the score from which the NHS rule counts a case.
    TOP, CLINICAL = 21, 8

    sd: float | None = asking(_Deviation(label=_("Standard deviation (SD)"), low=1, high=10, whole=False, slider=0.01))
    r: float | None = number(_("Reliability r"), 0, 1, whole=False, slider=0.01)
    before: int | None = number(_("GAD-7 before"), 0, TOP, slider=1)
    after: int | None = number(_("GAD-7 after"), 0, TOP, slider=1)

    @property
    def scaled(self) -> bool:
        """Whether standard deviation and reliability are set."""
        return self.sd is not None and self.r is not None

    @property
    def needed(self) -> int | None:
        """Whole points that count as reliable."""
        return change.whole_points(self.sd, self.r) if self.scaled else None

    @property
    def category(self) -> str | None:
        """One of the four categories, when everything is set."""
        return change.category(self.before, self.after, self.needed, self.CLINICAL) if self.ready else None

    def steps(self) -> tuple[tuple[str, str], ...]:
        """Return the arithmetic, one named step after the other."""
        if not self.scaled:
            return ()
        numbers = (change.error_of_measurement, change.error_of_difference, change.points_needed)
        one, two, points = (number(self.sd, self.r) for number in numbers)
        found = [
            (_("Error in one score"), f"{self.sd:g} × √(1 − {self.r:g}) = {one:.2f}"),
            (_("Error in the difference between two scores"), _("√2 × that = {value}", value=f"{two:.2f}")),
            (_("A reliable change exceeds"), _("1.96 × that = {value} points", value=f"{points:.2f}")),
        ]
        if self.ready:
            index = change.reliable_change_index(self.before, self.after, self.sd, self.r)
            said = (
                _("infinite: without any error, every change counts")
                if math.isinf(index)
                else f"{index:.2f}".replace("-", "−")
            )
            found.append((_("Reliable change index"), f"({self.after:g} − {self.before:g}) / {two:.2f} = {said}"))
        return tuple(found)

    def describe(self) -> str:
        """Return what follows, in words that neither praise nor blame."""
        if not self.scaled:
            return _("Set the standard deviation and the reliability first.")
        said = _n(
            "With SD {sd:g} and r {r:g}, a change of {n} point or more is reliable.",
            "With SD {sd:g} and r {r:g}, a change of {n} points or more is reliable.",
            self.needed,
            **vars(self),
        )
        return f"{said} {self._moved() if self.ready else _('Set both scores, before and after.')}"

    def _moved(self) -> str:
        found = {"before": self.before, "after": self.after, "category": change.CATEGORY_NAMES[self.category]}
        return moved("reliable.moved", int(self.after - self.before), **found)

    def __repr__(self) -> str:
        if not self.scaled:
            return _("Reliable change: standard deviation or reliability not set")
        said = _n(
            "SD {sd:g}, r {r:g}: {n} point needed", "SD {sd:g}, r {r:g}: {n} points needed", self.needed, **vars(self)
        )
        if not self.ready:
            return said
        found = {"before": self.before, "after": self.after, "category": change.CATEGORY_NAMES[self.category]}
        return _("{needed}; {before} to {after}: {category}", needed=said, **found)


def example_change() -> ReliableChange:
    """Return Maya's change on the GAD-7 with the values behind the derivation of 2020.

    The standard deviation is the one that the published 5.59 points and the published reliability imply.
    """
    return ReliableChange(5.59, 0.87, 15, 7)
