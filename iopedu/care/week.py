"""A week of 168 hours, counted in half hours: what is fixed in it, and what is free.

Half hours are as fine as the schedules of programs need, and as coarse as a week can be read at a glance.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from iopedu.course.fields import Ask
from iopedu.course.files import options
from iopedu.course.language import Refusal, _, _n
from iopedu.course.ratings import shown
from iopedu.course.record import Record, answers, record
from iopedu.course.text import DAYS, allowed, check_one_of, listed

#: The days as data files name them.
DAYS_IN_DATA = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
#: Half hours of a day.
SLOTS = 48
FREE, SLEEP = "f", "z"

_TIME = re.compile(r"(\d{1,2})(?::(00|30))?\s*(?:([ap])(?:\.?m\.?)?)?", re.IGNORECASE)
_NAMED = {_("noon"): "12 pm", _("midnight"): "12 am"}


#: What an hour is for, by its letter.
KINDS: Mapping[str, str] = options("week.kinds")
#: The kinds on which somebody else counts, so that a program in the same hour is a conflict.
FIXED = "wsct"


def clock(slot: int) -> str:
    """Return the time at which a half hour begins.

    Examples
    --------
    >>> clock(0), clock(24), clock(35), clock(48)
    ('12:00 a.m.', '12:00 p.m.', '5:30 p.m.', '12:00 a.m.')
    """
    hour = slot // 2 % 24
    time = f"{hour % 12 or 12}:{'30' if slot % 2 else '00'}"
    return _("{time} a.m.", time=time) if hour < 12 else _("{time} p.m.", time=time)


def full_hour(hour: int) -> str:
    """Return a full hour in few letters, for an axis.

    Examples
    --------
    >>> full_hour(0), full_hour(17)
    ('12 a.m.', '5 p.m.')
    """
    return clock(2 * hour).replace(":00", "")


def read_clock(text: str, field: str) -> int:
    """Return what a learner typed as a time, in half hours since midnight.

    Parameters
    ----------
    text : str
        Such as "17:30", "9", "5:30 pm" or "noon".
    field : str
        Name of the box, for the sentence.

    Raises
    ------
    ValueError
        With a sentence that says what is allowed.

    Examples
    --------
    >>> read_clock("17:30", "From"), read_clock("5:30 pm", "From"), read_clock("12 am", "To")
    (35, 35, 0)
    """
    found = _TIME.fullmatch(_NAMED.get(text.strip().lower(), text.strip())) if text.isascii() else None
    hour = int(found[1]) if found else 99
    if found and found[3]:
        hour = hour % 12 + 12 * (found[3].lower() == "p") if 1 <= hour <= 12 else 99
    slot = 2 * hour + (found is not None and found[2] == "30")
    if slot > SLOTS:
        found = {"field": field, "value": shown(text)}
        raise Refusal("{field} is {value}. Write a time on the hour or half hour, such as 8:30 a.m. or 20:30.", **found)
    return slot


def read_span(start: str, end: str) -> tuple[int, int]:
    """Return two times that a learner typed; an end without a.m. or p.m. is the next such time after the start.

    Examples
    --------
    >>> read_span("9", "5"), read_span("10 pm", "6"), read_span("9", "5 am")
    ((18, 34), (44, 12), (18, 10))
    """
    first, last = read_clock(start, _("From")), read_clock(end, _("To"))
    if 2 <= last < min(first, 26) and end.strip()[-1].isdigit():
        last += SLOTS // 2 if last + SLOTS // 2 > first else 0
        last -= SLOTS if last > SLOTS else 0
    return first, last


def hours_in_words(slots: int) -> str:
    """Return a number of half hours as hours.

    Examples
    --------
    >>> hours_in_words(2), hours_in_words(21)
    ('1 hour', '10.5 hours')
    """
    if slots % 2:
        return _("{hours} hours", hours=f"{slots / 2:g}")
    return _n("{n} hour", "{n} hours", slots // 2)


def days_in_words(days: Iterable[int]) -> str:
    """Return days as a person would say them; 0 is Monday.

    Examples
    --------
    >>> days_in_words((0, 1, 2, 3, 4)), days_in_words((4, 0, 2))
    ('Monday to Friday', 'Monday, Wednesday and Friday')
    """
    chosen = sorted(set(days))
    if len(chosen) > 2 and chosen[-1] - chosen[0] == len(chosen) - 1:
        return _("{first} to {last}", first=DAYS[chosen[0]], last=DAYS[chosen[-1]])
    return listed(DAYS[day] for day in chosen)


def time_in_words(day: int, start: int, end: int) -> str:
    """Return day and time of something that takes place within one day.

    Examples
    --------
    >>> time_in_words(2, 18, 24)
    'Wednesday 9:00 a.m. to 12:00 p.m.'
    """
    return _("{day} {start} to {end}", day=DAYS[day], start=clock(start), end=clock(end))


@dataclass(frozen=True)
class Block:
    """Neighboring half hours of one day that are for the same thing."""

    day: int
    start: int
    end: int
    kind: str

    @property
    def slots(self) -> int:
        """Number of half hours."""
        return self.end - self.start

    def __repr__(self) -> str:
        return f"{time_in_words(self.day, self.start, self.end)}, {KINDS[self.kind]}"


@dataclass(frozen=True)
class Commitment:
    """Blocks of one kind at the same time of the day, on one day or several."""

    kind: str
    start: int
    end: int
    days: tuple[int, ...]

    def __repr__(self) -> str:
        when = {"start": clock(self.start), "end": clock(self.end), "days": days_in_words(self.days)}
        return _("{kind} {start} to {end}, {days}", kind=KINDS[self.kind], **when)


@record
class Week(Record):
    """A week; each day is a text of 48 letters, one for each half hour.

    Parameters
    ----------
    days : tuple of str
        Monday first; the letters are those of `KINDS`.

    Raises
    ------
    ValueError
        With a sentence for the learner.

    Examples
    --------
    >>> Week().put(range(5), 10, 26, "w").put(range(7), 44, 10, "z").describe()
    'work 40, sleep 49, free or other 79 hours'
    """

    WHAT: ClassVar[str] = _("week")

    days: tuple[str, ...] = answers(_("Days"), Ask(label=_("Day")), default=(FREE * SLOTS,) * len(DAYS))

    def check(self) -> None:
        if len(self.days) != len(DAYS) or not all(isinstance(day, str) and len(day) == SLOTS for day in self.days):
            raise Refusal("A week has {days} days with {slots} half hours each.", days=len(DAYS), slots=SLOTS)
        for letter in sorted(set("".join(self.days)) - set(KINDS)):
            raise ValueError(allowed(_("A half hour of the week"), letter, list(KINDS)))

    def put(self, days: Iterable[int], start: int, end: int, kind: str) -> Week:
        """Return the week with a block on one day or several.

        Parameters
        ----------
        days : iterable of int
            0 is Monday.
        start, end : int
            Half hours since midnight. A block that ends at or before its start goes on into the next day;
            after Sunday comes Monday.
        kind : str
            A letter of `KINDS`.

        Raises
        ------
        ValueError
            With a sentence for the learner.
        """
        chosen = tuple(days)
        if not chosen or not all(type(day) is int and 0 <= day < len(DAYS) for day in chosen):
            raise Refusal("Choose at least one day from Monday to Sunday.")
        if not all(type(slot) is int and 0 <= slot <= SLOTS for slot in (start, end)):
            given = {"start": shown(start), "end": shown(end)}
            raise Refusal("The half hours in a day run from 0 to {slots}, not {start} to {end}.", slots=SLOTS, **given)
        if start % SLOTS == end % SLOTS and (start, end) != (0, SLOTS):
            raise Refusal("The block begins and ends at {time}: enter a different end time.", time=clock(start))
        check_one_of(_("Kind"), kind, KINDS)
        rows = [list(day) for day in self.days]
        for day, slot in itertools.product(chosen, range(start, end if end > start else end + SLOTS)):
            rows[(day + slot // SLOTS) % len(DAYS)][slot % SLOTS] = kind
        return Week(tuple("".join(row) for row in rows))

    @classmethod
    def of(cls, blocks: Iterable[Mapping[str, Any]]) -> Week:
        """Return the week with the blocks that a data file names."""
        week = cls()
        for part in blocks:
            days = map(DAYS_IN_DATA.index, part["days"])
            week = week.put(days, read_clock(part["from"], "from"), read_clock(part["to"], "to"), part["kind"])
        return week

    def slots(self, kind: str) -> int:
        """Return how many half hours of the week are of one kind."""
        return sum(day.count(kind) for day in self.days)

    def blocks(self) -> tuple[Block, ...]:
        """Return everything but free time, day by day."""
        found = []
        for day, letters in enumerate(self.days):
            start = 0
            for kind, run in itertools.groupby(letters):
                end = start + len(tuple(run))
                found += [Block(day, start, end, kind)] if kind != FREE else []
                start = end
        return tuple(found)

    def commitments(self) -> tuple[Commitment, ...]:
        """Return the fixed blocks; those at the same time on several days count as one commitment."""
        days: dict[tuple[str, int, int], list[int]] = {}
        for block in self.blocks():
            if block.kind in FIXED:
                days.setdefault((block.kind, block.start, block.end), []).append(block.day)
        return tuple(Commitment(*key, tuple(found)) for key, found in days.items())

    def describe(self) -> str:
        """Return the hours by kind; together they are always 168."""
        parts = [f"{name} {self.slots(kind) / 2:g}" for kind, name in KINDS.items() if self.slots(kind)]
        return _("{parts} hours", parts=", ".join(parts))
