"""Days of a week as dates: no clock, so that neither a change of the clocks nor of the year can move one."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from iopedu.course.fields import Ask
from iopedu.course.files import options
from iopedu.course.language import Refusal, _
from iopedu.course.ratings import shown
from iopedu.course.text import DAYS as WEEKDAYS

MONTHS = tuple(options("dates.months").values())
WEEK = 7

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
#: Months as they are called in English, which is understood in every language.
_ENGLISH = tuple(options("dates.months"))
_MONTH = rf"(?P<month>[a-z]{{3,{max(map(len, (*MONTHS, *_ENGLISH)))}}})\.?"
_WORDS = (
    re.compile(rf"{_MONTH}\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})", re.ASCII),
    re.compile(rf"(?P<day>\d{{1,2}})\s+(?:de\s+)?{_MONTH}\s+(?:de\s+)?(?P<year>\d{{4}})", re.ASCII),
)
_FIGURES = re.compile(r"(?P<one>\d{1,2})(?P<mark>[./-])\s?(?P<two>\d{1,2})(?P=mark)\s?(?P<year>\d{4})", re.ASCII)
_HOW = _("Write it like March 16, 2026 or 2026-03-16.")


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
    if (date.max - start).days < WEEK - 1:
        found = {"day": start}
        raise Refusal(
            "“First day” is {day}. Choose an earlier one: the week has to end before the year 10000.", **found
        )
    return tuple(start + timedelta(days=at) for at in range(WEEK))


@dataclass(frozen=True, kw_only=True)
class OnDay(Ask):
    """A date without a time of day; None while it is not said, where it is optional."""

    def checked(self, value: Any) -> date | None:
        if type(value) is not date and not (value is None and self.optional):
            found = {"field": self.label, "value": shown(value)}
            raise Refusal("{field} is {value}. It should be a date, without a time of day.", **found)
        return value

    def to_json(self, value: date | None) -> str | None:
        return value and value.isoformat()

    def from_json(self, found: Any) -> date | None:
        if found is None:
            return None
        if isinstance(found, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", found, re.ASCII):
            with suppress(ValueError):
                return date.fromisoformat(found)
        raise Refusal("{field} is {value}. A saved date looks like 2026-03-16.", field=self.label, value=shown(found))


def day_name(day: date) -> str:
    """Return a date as a person would say it.

    Examples
    --------
    >>> day_name(date(2028, 2, 29))
    'Tuesday, February 29'
    """
    names = {"weekday": WEEKDAYS[day.weekday()], "month": MONTHS[day.month - 1]}
    return _("{weekday}, {month} {day}", day=day.day, **names)


def day_of_month(day: date) -> str:
    """Return the month in three letters and the day.

    Examples
    --------
    >>> day_of_month(date(2026, 12, 31))
    'Dec 31'
    """
    return _("{month} {day}", month=MONTHS[day.month - 1][:3], day=day.day)


def read_date(text: str, field: str) -> date | None:
    """Return what a learner typed as a date, or None for nothing.

    Raises
    ------
    ValueError
        With a sentence that names the field, what was typed and how to write it.

    Examples
    --------
    >>> read_date("mar 1, 2028", "First day"), read_date("1 March 2028", "First day"), read_date(" ", "First day")
    (datetime.date(2028, 3, 1), datetime.date(2028, 3, 1), None)
    >>> read_date("4.5.2026", "First day"), read_date("5/16/2026", "First day")
    (datetime.date(2026, 5, 4), datetime.date(2026, 5, 16))
    >>> read_date("4/5/2026", "First day")
    Traceback (most recent call last):
    ...
    ValueError: First day is '4/5/2026'. Is it Sunday, April 5 or Monday, May 4? Write the month as a word.
    """
    typed = " ".join(text.split())
    if not typed:
        return None
    if found := _ISO.fullmatch(typed):
        parts = tuple(map(int, found.groups()))
    elif found := next(filter(None, (words.fullmatch(typed.lower()) for words in _WORDS)), None):
        names = [name.lower() for name in (*MONTHS, *_ENGLISH)]
        months = [at % 12 + 1 for at, name in enumerate(names) if name.startswith(found["month"])]
        parts = (int(found["year"]), months[0] if months else 0, int(found["day"]))
    elif found := _FIGURES.fullmatch(typed):
        parts = _in_figures(field, typed, **found.groupdict())
    else:
        raise Refusal("{field} is {value}. {how}", field=field, value=shown(typed), how=_HOW)
    try:
        return date(*parts)
    except ValueError:
        problem = {"field": field, "value": shown(typed), "how": _HOW}
        raise Refusal("{field} is {value}, but there is no such day. {how}", **problem) from None


def _in_figures(field: str, typed: str, one: str, mark: str, two: str, year: str) -> tuple[int, int, int]:
    """Return year, month and day: with dots the day is first everywhere; else it is asked for where both can be."""
    first, second = int(one), int(two)
    if second > 12:
        return int(year), first, second
    if mark == "." or first > 12 or first == second or not (first and second and int(year)):
        return int(year), second, first
    either = {
        "month_first": day_name(date(int(year), first, second)),
        "day_first": day_name(date(int(year), second, first)),
    }
    question = _("Is it {month_first} or {day_first}? Write the month as a word.", **either)
    raise ValueError(f"{_('{field} is {value}.', field=field, value=shown(typed))} {question}")
