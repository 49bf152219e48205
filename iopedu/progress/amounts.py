"""Hours and minutes that can be noted beside a habit."""

from __future__ import annotations

import re
from collections.abc import Mapping

from iopedu.course.language import _
from iopedu.course.ratings import shown

HOURS, MINUTES = _("hours"), _("minutes")
#: What can be noted beside yes and no. Food is not counted: counting can do harm.
UNITS: Mapping[str, str] = {"sleep": HOURS, "exercise": MINUTES, "nutrition": "", "mindfulness": MINUTES}
TOPS: Mapping[str, int] = {HOURS: 24, MINUTES: 600}


def read_amount(text: str, field: str, unit: str) -> float | None:
    """Return what was typed as hours or minutes, in halves; None for nothing.

    Raises
    ------
    ValueError
        With a sentence that names the field, what was typed and what is allowed.

    Examples
    --------
    >>> [read_amount(typed, "Hours on Monday", "hours") for typed in ("7.5", "7,5", "")]
    [7.5, 7.5, None]
    """
    typed = text.strip()
    if not typed:
        return None
    number = typed.replace(",", ".")
    if not re.fullmatch(r"[0-9]{1,3}(?:\.[05])?", number) or float(number) > TOPS[unit]:
        raise ValueError(_not_an_amount(field, typed, unit))
    return float(number)


def check_amount(field: str, value: object, unit: str) -> None:
    """Refuse what is no number of hours or minutes in halves."""
    if type(value) not in (int, float) or not 0 <= value <= TOPS[unit] or value * 2 % 1:
        raise ValueError(_not_an_amount(field, value, unit))


def _not_an_amount(field: str, value: object, unit: str) -> str:
    return _(
        "{field} is {value}. Write {unit} from 0 to {most}, halves are fine, or leave it empty.",
        field=field,
        value=shown(value),
        unit=unit,
        most=TOPS[unit],
    )
