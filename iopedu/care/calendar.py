"""The sessions of a plan as a calendar file (iCalendar, RFC 5545) that any calendar program can open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo, available_timezones

from iopedu.care.plan import Plan
from iopedu.care.tracks import MADE_UP, Session
from iopedu.care.week import DAYS, SLOTS
from iopedu.course.files import options
from iopedu.course.language import Refusal, _
from iopedu.course.ratings import shown
from iopedu.course.text import printable

#: Time zones that are offered, beside that of the computer.
ZONES: Mapping[str, str] = options("calendar.zones")


def computer_zone(year: int) -> str:
    """Return the id of a time zone whose clock shows in each month of a year what this computer's clock shows."""
    months = [datetime(year, month, 15, 12) for month in range(1, 13)]
    offsets = [month.astimezone().utcoffset() for month in months]
    for names in (ZONES, ()):
        for name in names or sorted(available_timezones()):
            if [month.replace(tzinfo=ZoneInfo(name)).utcoffset() for month in months] == offsets:
                return name
    return "UTC"


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
    wrong = _("“First Monday” is {value}. Write the date as year-month-day, such as 2027-01-04.", value=shown(text))
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(wrong) from None
    if f"{day}" != text.strip() or not 1970 <= day.year <= 9000:
        raise ValueError(wrong)
    if day.weekday():
        monday = day - timedelta(days=day.weekday())
        found = {"day": day, "weekday": DAYS[day.weekday()], "monday": monday}
        raise Refusal("{day} is a {weekday}. The Monday of that week is {monday}.", **found)
    return day


def to_calendar(plan: Plan, monday: date, stamp: datetime, zone: str) -> str:
    """Return the sessions of the chosen track for all weeks of the program.

    Each session stays at its hour of the zone when the clocks change. The same plan gives the same identifiers: a
    calendar program that opens the file twice shows each session once. Another name gives others, so that the weeks
    of two people stand beside each other.

    Parameters
    ----------
    plan : Plan
        With a track and a name.
    monday : datetime.date
        First day of the program.
    stamp : datetime.datetime
        When the file is written; with a time zone.
    zone : str
        Id of the time zone in which the program meets, such as "America/New_York".

    Returns
    -------
    str
        With line ends as the standard asks for.

    Raises
    ------
    ValueError
        When no track is chosen, or nobody is named.

    Examples
    --------
    >>> plan, stamp = Plan(track="iop_day", name="Maya"), datetime(2026, 12, 1, tzinfo=UTC)
    >>> text = to_calendar(plan, date(2027, 1, 4), stamp, "America/New_York")
    >>> text.count("BEGIN:VEVENT"), "DTSTART;TZID=America/New_York:20270104T090000" in text
    (12, True)
    """
    from icalendar import Calendar, vText

    if plan.fit is None:
        raise Refusal("No track has been chosen yet. Choose a program track first.")
    # icalendar writes “\N” as a line break; a null byte, which no printable text has, stands between until the end.
    track, name = plan.fit.track, " ".join(printable(plan.name).split()).replace("\\N", "\\\0N")
    if not name:
        raise Refusal("Whose week is it? Write a name first, so two people’s sessions don’t get mixed up.")
    calendar, last = Calendar(), monday + timedelta(weeks=track.weeks)
    calendar.add("prodid", "-//iopedu//week plan//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(f"{track.name}: {name}"))
    for at, entry in enumerate(track.sessions):
        if entry.first <= track.weeks:
            event = _event(entry, monday, track.weeks, ZoneInfo(zone))
            event.add("uid", f"{uuid5(NAMESPACE_URL, f'iopedu:{name.casefold()}:{track.id}:{monday}:{at}')}")
            event.add("dtstamp", stamp.astimezone(UTC))
            event.add("summary", f"{entry.name} ({name})")
            event.add("location", _("By video") if track.remote else _("At the program"))
            event.add("description", f"{track.name}, {entry.how_often}. {MADE_UP}")
            calendar.add_component(event)
    calendar.add_missing_timezones(first_date=monday, last_date=last)
    return calendar.to_ical().decode("utf-8").replace("\0", "")


def _event(entry: Session, monday: date, weeks: int, zone: ZoneInfo):
    from icalendar import Event

    first = monday + timedelta(weeks=entry.first - 1, days=entry.day)
    times = sum(entry.comes_in(week) for week in range(1, weeks + 1))
    event = Event()
    event.add("dtstart", _at(first, entry.start, zone))
    event.add("dtend", _at(first, entry.end, zone))
    if times > 1:
        event.add("rrule", {"freq": "weekly", "interval": entry.every, "count": times})
    return event


def _at(day: date, slot: int, zone: ZoneInfo) -> datetime:
    hour = time(slot % SLOTS // 2, slot % 2 * 30, tzinfo=zone)
    return datetime.combine(day + timedelta(days=slot // SLOTS), hour)
