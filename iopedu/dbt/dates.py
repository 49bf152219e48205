"""Days of a week as dates: no clock, so that neither a change of the clocks nor of the year can move one."""

from __future__ import annotations

import re
from datetime import date, timedelta

from iopedu.course.ratings import shown

__all__ = ["MONTHS", "WEEK", "WEEKDAYS", "check_date", "day_name", "day_of_month", "read_date", "read_iso", "week_of"]

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEK = 7

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_WORDS = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})", re.ASCII)
_HOW = "Write it like March 16, 2026 or 2026-03-16."


def week_of(start: date) -> tuple[date, ...]:
    """Return seven days in a row.

    Raises
    ------
    ValueError
        When the week would end after the last date that there is.

    Examples
    --------
    >>> [day_of_month(day) for day in week_of(date(2026, 3, 30))][:3]
    ['Mar 30', 'Mar 31', 'Apr 1']
    """
    check_date("First day", start)
    if (date.max - start).days < WEEK - 1:
        raise ValueError(f"First day is {start}. Choose an earlier one: the week has to end before the year 10000.")
    return tuple(start + timedelta(days=at) for at in range(WEEK))


def check_date(field: str, value: object) -> None:
    """Refuse what is not a plain date; a moment with a clock time is none."""
    if type(value) is not date:
        raise ValueError(f"{field} is {shown(value)}. It should be a date, without a time of day.")


def day_name(day: date) -> str:
    """Return a date as a person would say it.

    Examples
    --------
    >>> day_name(date(2028, 2, 29))
    'Tuesday, February 29'
    """
    return f"{WEEKDAYS[day.weekday()]}, {MONTHS[day.month - 1]} {day.day}"


def day_of_month(day: date) -> str:
    """Return the month in three letters and the day.

    Examples
    --------
    >>> day_of_month(date(2026, 12, 31))
    'Dec 31'
    """
    return f"{MONTHS[day.month - 1][:3]} {day.day}"


def read_date(text: str, field: str) -> date | None:
    """Return what a learner typed as a date, or None for nothing.

    Raises
    ------
    ValueError
        With a sentence that names the field, what was typed and how to write it.

    Examples
    --------
    >>> read_date("mar 1, 2028", "First day"), read_date(" ", "First day")
    (datetime.date(2028, 3, 1), None)
    """
    typed = " ".join(text.split())
    if not typed:
        return None
    if found := _ISO.fullmatch(typed):
        parts = tuple(map(int, found.groups()))
    elif found := _WORDS.fullmatch(typed.lower()):
        months = [at for at, month in enumerate(MONTHS, 1) if month.lower().startswith(found[1])]
        parts = (int(found[3]), months[0] if months else 0, int(found[2]))
    else:
        raise ValueError(f"{field} is {shown(typed)}. {_HOW}")
    try:
        return date(*parts)
    except ValueError:
        raise ValueError(f"{field} is {shown(typed)}, and there is no such day. {_HOW}") from None


def read_iso(value: object, field: str) -> date:
    """Return a date that was saved as text; raises ValueError with a sentence when it is something else."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError(f"{field} is {shown(value)}. A saved date looks like 2026-03-16.")
