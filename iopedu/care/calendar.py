"""The sessions of a plan as a calendar file (iCalendar, RFC 5545) that any calendar program can open."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from iopedu.care.plan import Plan
from iopedu.care.tracks import MADE_UP, Session
from iopedu.care.week import DAYS, SLOTS
from iopedu.course.language import _
from iopedu.course.ratings import shown
from iopedu.course.text import printable


def read_monday(text: str) -> date:
    """Return the Monday that a learner typed as the first day of the program.

    Raises
    ------
    ValueError
        With a sentence that says what is allowed, or which Monday is nearest.

    Examples
    --------
    >>> read_monday("2027-01-04")
    datetime.date(2027, 1, 4)
    """
    wrong = _("First Monday is {value}. Write the date as year-month-day, such as 2027-01-04.", value=shown(text))
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text.strip(), re.ASCII):
        raise ValueError(wrong)
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(wrong) from None
    if not 1970 <= day.year <= 9000:
        raise ValueError(wrong)
    if day.weekday():
        monday = day - timedelta(days=day.weekday())
        found = {"day": day, "weekday": DAYS[day.weekday()], "monday": monday}
        raise ValueError(_("{day} is a {weekday}. The Monday of that week is {monday}.", **found))
    return day


def to_calendar(plan: Plan, monday: date, stamp: datetime) -> str:
    """Return the sessions of the chosen track for all weeks of the program.

    Times are those on the wall ("floating"), so that a change of the clocks moves nothing. The same plan
    gives the same identifiers: a calendar program that opens the file twice shows each session once.

    Parameters
    ----------
    plan : Plan
        With a track.
    monday : datetime.date
        First day of the program.
    stamp : datetime.datetime
        When the file is written; with a time zone.

    Returns
    -------
    str
        With line ends as the standard asks for.

    Raises
    ------
    ValueError
        When no track is chosen.

    Examples
    --------
    >>> from datetime import UTC
    >>> text = to_calendar(Plan(track="iop_day"), date(2027, 1, 4), datetime(2026, 12, 1, tzinfo=UTC))
    >>> text.count("BEGIN:VEVENT"), "DTSTART:20270104T090000" in text
    (12, True)
    """
    from icalendar import Calendar, vText

    if plan.fit is None:
        raise ValueError(_("No track is chosen yet. Choose a program track first."))
    track, name = plan.fit.track, " ".join(printable(plan.name).split())
    calendar = Calendar()
    calendar.add("prodid", "-//iopedu//week plan//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(f"{track.name}{f': {name}' if name else ''}"))
    for at, entry in enumerate(track.sessions):
        if entry.first <= track.weeks:
            event = _event(entry, monday, track.weeks)
            event.add("uid", f"{track.id}-{monday:%Y%m%d}-{at:02d}@iopedu")
            event.add("dtstamp", stamp)
            event.add("summary", f"{entry.name}{f' ({name})' if name else ''}")
            event.add("location", _("By video") if track.remote else _("At the program"))
            event.add("description", f"{track.name}, {entry.how_often}. {MADE_UP}")
            calendar.add_component(event)
    return calendar.to_ical().decode("utf-8")


def _event(entry: Session, monday: date, weeks: int):
    from icalendar import Event

    first = monday + timedelta(weeks=entry.first - 1, days=entry.day)
    times = sum(entry.comes_in(week) for week in range(1, weeks + 1))
    event = Event()
    event.add("dtstart", _at(first, entry.start))
    event.add("dtend", _at(first, entry.end))
    if times > 1:
        event.add("rrule", {"freq": "weekly", "interval": entry.every, "count": times})
    return event


def _at(day: date, slot: int) -> datetime:
    return datetime.combine(day + timedelta(days=slot // SLOTS), time(slot % SLOTS // 2, slot % 2 * 30))
