"""Hours and minutes that can be noted beside a habit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from iopedu.course.fields import Number
from iopedu.course.language import _

HOURS, MINUTES = _("hours"), _("minutes")
#: What can be noted beside yes and no. Food is not counted: counting can do harm.
UNITS: Mapping[str, str] = {"sleep": HOURS, "exercise": MINUTES, "nutrition": "", "mindfulness": MINUTES}
TOPS: Mapping[str, int] = {HOURS: 24, MINUTES: 600}


class Amount(Number):
    """Hours or minutes in halves.

    Examples
    --------
    >>> [amount("Hours on Monday", "hours").read(typed) for typed in ("7.5", "7,5", "")]
    [7.5, 7.5, None]
    """

    def fits(self, value: Any) -> bool:
        return super().fits(value) and value * 2 % 1 == 0

    def rule(self) -> str:
        told = {"unit": self.unit, "most": self.high}
        return _("Write {unit} from 0 to {most}, halves are fine, or leave it empty.", **told)


def amount(label: str, unit: str) -> Amount:
    """Return a number of hours or minutes as a field of a record."""
    return Amount(label=label, unit=unit, high=TOPS[unit], whole=False)
