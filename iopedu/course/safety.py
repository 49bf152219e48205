"""The care note that opens every notebook, and the crisis lines in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from html import escape
from typing import Any

from iopedu.course.campus import campus, own
from iopedu.course.files import options, read_rows
from iopedu.course.language import _
from iopedu.course.text import allowed

CARE_NOTE, EMERGENCY, _CHOOSE = options("safety.says").values()
DIRECTORY = "findahelpline.com"
MAX_AGE_DAYS = 180


_NUMBER = re.compile(r"\+?\d(?:[ -]?\d){2,}")
#: Belongs to nobody.
_NOBODY = re.compile(r"555[ -]?01\d\d")
_TEXT = re.compile(rf"\btext (?:([A-Z]+) to )?({_NUMBER.pattern})")


def _link(scheme: str, number: str, shown: str, word: str | None = None) -> str:
    body = f"?body={word}" if word else ""
    return f'<a href="{scheme}:{re.sub(r"[ -]", "", number)}{body}">{shown}</a>'


@dataclass(frozen=True)
class CrisisLine:
    """A service to call or write to.

    Parameters
    ----------
    country, service, call, write, hours : str
        ``call`` is a telephone number, ``write`` a text or chat option; either may be empty.
    checked_on : datetime.date
        The day on which the entry was last compared with a stored copy of its source; nobody called.
    compared, compared_year : str
        What kind of page that was, and of which year; no year where the page shows none.
    note : str
        What has changed at the service, or empty.
    mark : {"V", "S", "C"}
        Seen on a page of the service or a government, reported by another page, or the campus's own.
    sources : tuple of str
        Keys of `iopedu.course.sources`.
    """

    country: str
    service: str
    call: str
    write: str
    hours: str
    checked_on: date
    compared: str
    compared_year: str
    note: str
    mark: str
    sources: tuple[str, ...]

    def __repr__(self) -> str:
        ways = [_("call {number}", number=self.call) if self.call else "", self.write]
        return f"{self.service}: {'; '.join(filter(None, ways))}{f' ({self.hours})' if self.hours else ''}"

    @property
    def html(self) -> str:
        """The line as HTML, in which a touch on a number calls it or writes to it."""
        shown = {name: escape(getattr(self, name)) for name in ("service", "hours")}
        call = _NUMBER.sub(lambda found: _link("tel", found[0], found[0]), escape(self.call))
        write = _TEXT.sub(lambda found: _link("sms", found[2], found[0], found[1]), escape(self.write))
        return repr(replace(self, **shown, call=call, write=write))

    @property
    def says(self) -> str:
        """Who checked it, with what and when."""
        found = {"date": self.checked_on, "what": self.compared, "year": self.compared_year or _("undated")}
        if self.mark == "C":
            return _("checked by {campus} on {date}: {what}", campus=getattr(campus(), "name", ""), **found)
        return _("checked on {date} against {what}, {year}; nobody has called the number", **found)


@cache
def _lines() -> tuple[CrisisLine, ...]:
    rows = read_rows("crisis_lines.csv", lists=("sources",))
    ours = tuple(CrisisLine(**(row | {"checked_on": _checked_on(at, row)})) for at, row in enumerate(rows, start=1))
    return ours + own("crisis_lines", _own)  # a line of office hours never stands before one that always answers


def _own(row: Mapping[str, Any]) -> CrisisLine:
    if not (row["call"] or row["write"]):
        raise ValueError(_("A crisis line needs a number to call, or another way to reach it."))
    if "EXAMPLE" in row["service"] or _NOBODY.search(row["call"] + row["write"]):
        raise ValueError(_("This is the sample line, and nobody answers it. Write your own line, or delete the row."))
    if row["checked_on"] > date.today():
        raise ValueError(_("{day} is in the future.", day=row["checked_on"]))
    hours = "; ".join(filter(None, (row["hours"], row["note"])))  # so that it stands beside the number everywhere
    return CrisisLine(**(row | {"hours": hours, "note": ""}), compared_year="", mark="C", sources=())


def _checked_on(at: int, row: dict[str, str]) -> date:
    try:
        return date.fromisoformat(row["checked_on"])
    except ValueError:
        where = f"data/crisis_lines.csv, row {at} ({row['service']})"
        raise ValueError(f"{where}: checked_on is {row['checked_on']!r}, not a day such as 2026-11-29.") from None


def countries() -> tuple[str, ...]:
    """Return the countries with at least one line, in the order of the file.

    Examples
    --------
    >>> countries()[0]
    'United States'
    """
    return tuple(dict.fromkeys(line.country for line in _lines()))


def own_countries() -> tuple[str, ...]:
    """Return the countries of the campus's own lines."""
    return tuple(dict.fromkeys(line.country for line in _lines() if line.mark == "C"))


def crisis_lines(country: str | None = None) -> tuple[CrisisLine, ...]:
    """Return the crisis lines of one country, or all of them.

    Raises
    ------
    ValueError
        When the list has no such country; the message names the directory to use instead.

    Examples
    --------
    >>> crisis_lines("France")[0].country
    'France'
    """
    if country is None:
        return _lines()
    if country not in countries():
        elsewhere = _("For other countries, see {directory}.", directory=DIRECTORY)
        raise ValueError(f"{allowed(_('country'), country, countries())} {elsewhere}")
    return tuple(line for line in _lines() if line.country == country)


def is_old(today: date | None = None) -> bool:
    """Whether any line was last checked more than `MAX_AGE_DAYS` days ago.

    Examples
    --------
    >>> is_old(date(2100, 1, 1))
    True
    """
    today = today or date.today()
    return any((today - line.checked_on).days > MAX_AGE_DAYS for line in _lines())


@dataclass(frozen=True)
class Help:
    """Where to find help in one country.

    Parameters
    ----------
    country : str
        One of `countries`, or empty while none is chosen.

    Raises
    ------
    ValueError
        When the list has no such country.
    """

    country: str = ""

    def __post_init__(self) -> None:
        if self.country:
            crisis_lines(self.country)

    @property
    def lines(self) -> tuple[CrisisLine, ...]:
        """The lines of the country; empty while none is chosen."""
        return crisis_lines(self.country) if self.country else ()

    def checked(self) -> str:
        """Return in words how well the lines of the country were checked."""
        days = [line.checked_on for line in self.lines if line.mark != "C"]
        said = [f"{line.service}: {line.says}." for line in self.lines if line.mark == "C"]
        if days:
            ours = _(
                "Checked against saved web pages, the oldest check on {day}. Nobody has called the numbers.",
                day=min(days),
            )
            said.insert(0, ours)
        return " ".join(said)

    def describe(self) -> str:
        """Return in words whom to call or write to.

        Examples
        --------
        >>> Help().describe()
        'Choose a country to see its crisis lines. For other countries, see findahelpline.com.'
        """
        if not self.country:
            return _CHOOSE.format(directory=DIRECTORY)
        lines = ". ".join(map(repr, self.lines))
        return f"{_('{country}: {lines}.', country=self.country, lines=lines)} {self.checked()}"
