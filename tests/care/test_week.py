"""A week in half hours, tracks laid over it, what collides, what is kept, and the calendar file."""

from __future__ import annotations

import itertools
import re
import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from iopedu.care.calendar import ZONES, computer_zone, read_monday, to_calendar
from iopedu.care.plan import MARKS, Fit, Kept, Plan, example_plan, example_weeks, fits
from iopedu.care.tracks import OUTSIDE, SESSIONS, Session, Track, program_day, track, tracks
from iopedu.care.week import (
    DAYS,
    FIXED,
    FREE,
    KINDS,
    SLOTS,
    Week,
    clock,
    days_in_words,
    hours_in_words,
    read_clock,
    read_span,
)
from iopedu.course import fact
from iopedu.course.files import read_json, read_rows
from iopedu.course.text import printable
from tests.tools import ANY_JSON

STAMP = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
ZONE = "America/New_York"
LETTERS = st.sampled_from(list(KINDS))
WEEKS = st.lists(st.text(st.sampled_from(list(KINDS)), min_size=SLOTS, max_size=SLOTS), min_size=7, max_size=7).map(
    lambda days: Week(tuple(days))
)
#: Weeks as people have them: some blocks, most of it free.
BLOCKS = st.tuples(st.sets(st.integers(0, 6), min_size=1), st.integers(0, 47), st.integers(0, 48), LETTERS)


def painted(blocks: list) -> Week:
    week = Week()
    for days, start, end, kind in blocks:
        if start % SLOTS != end % SLOTS or (start, end) == (0, SLOTS):
            week = week.put(days, start, end, kind)
    return week


REAL = st.lists(BLOCKS, max_size=6).map(painted)


# Times ------------------------------------------------------------------------------------------------


@given(st.integers(0, SLOTS))
def test_every_time_is_read_back(slot: int) -> None:
    assert read_clock(clock(slot), "From") == slot % SLOTS


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("9", 18),
        ("09:30", 19),
        (" 17:00 ", 34),
        ("24:00", 48),
        ("12 pm", 24),
        ("12:30 am", 1),
        ("5:30 PM", 35),
        ("1 p.m.", 26),
        ("8:30a", 17),
        ("noon", 24),
        (" Midnight ", 0),
    ],
)
def test_times_as_people_write_them(text: str, slot: int) -> None:
    assert read_clock(text, "From") == slot


@pytest.mark.parametrize(
    "text", ["", "8:15", "24:30", "25", "-1", "13 pm", "0 am", "nine", "9.30", "9:00:00", "٩", "1e1", "<b>"]
)
def test_other_times_are_refused_with_the_name_of_the_box(text: str) -> None:
    with pytest.raises(ValueError, match=r"^From is .*Write a time on the hour or half hour, such as 8:30 a.m."):
        read_clock(text, "From")


@pytest.mark.parametrize(
    ("start", "end", "slots"),
    [
        ("9", "5", (18, 34)),
        ("8:00", "3:00", (16, 30)),
        ("9", "12", (18, 24)),
        ("1", "5", (2, 10)),
        ("1 pm", "5", (26, 34)),
        ("13:00", "2", (26, 28)),
        ("11 pm", "7", (46, 14)),
        ("22:00", "6:00", (44, 12)),
        ("10 pm", "12", (44, 48)),
        ("11 pm", "12:30", (46, 1)),
        ("9", "5 am", (18, 10)),
        ("20", "0:30", (40, 1)),
        ("6 pm", "midnight", (36, 0)),
        ("9", "9", (18, 18)),
    ],
)
def test_an_end_without_am_or_pm_is_the_next_such_time(start: str, end: str, slots: tuple[int, int]) -> None:
    assert read_span(start, end) == slots


def test_words_for_days_and_hours() -> None:
    assert days_in_words((5, 6)) == "Saturday and Sunday" and days_in_words([3]) == "Thursday"
    assert days_in_words(range(7)) == "Monday to Sunday" and days_in_words((0, 1, 3)) == "Monday, Tuesday and Thursday"
    assert days_in_words((1, 1, 0)) == "Monday and Tuesday"
    assert [hours_in_words(slots) for slots in (0, 1, 2, 3, 4)] == [
        "0 hours",
        "0.5 hours",
        "1 hour",
        "1.5 hours",
        "2 hours",
    ]


# The week ---------------------------------------------------------------------------------------------


@given(WEEKS)
def test_hours_always_add_up_to_168(week: Week) -> None:
    assert sum(week.slots(kind) for kind in KINDS) == 336
    for kind in set(KINDS) - {FREE}:
        assert sum(block.slots for block in week.blocks() if block.kind == kind) == week.slots(kind)
    assert Week.from_json(week.to_json()) == week
    fixed = {block for block in week.blocks() if block.kind in FIXED}
    assert sum(len(entry.days) for entry in week.commitments()) == len(fixed)
    assert all(entry.kind in FIXED for entry in week.commitments())


@given(REAL, st.sets(st.integers(0, 6), min_size=1), st.integers(0, 47), st.integers(1, 48), LETTERS)
def test_a_block_changes_its_half_hours_and_no_other(week: Week, days: set, start: int, end: int, kind: str) -> None:
    if start >= end:
        return
    after = week.put(days, start, end, kind)
    for day, slot in itertools.product(range(7), range(SLOTS)):
        inside = day in days and start <= slot < end
        assert after.days[day][slot] == (kind if inside else week.days[day][slot])


def test_sleep_goes_on_into_the_next_day_and_from_sunday_to_monday() -> None:
    week = Week().put((6,), 44, 12, "z")
    assert week.days[6] == "f" * 44 + "zzzz" and week.days[0] == "z" * 12 + "f" * 36 and week.slots("z") == 16
    assert Week().put((2,), 0, 48, "w").days[2] == "w" * 48
    assert Week().blank and not week.blank


@pytest.mark.parametrize(
    ("values", "says"),
    [
        (((), 1, 2, "w"), "at least one day"),
        (((7,), 1, 2, "w"), "at least one day"),
        (((True,), 1, 2, "w"), "at least one day"),
        (((0,), 5, 5, "w"), "begins and ends at 2:30"),
        (((0,), 48, 0, "w"), "begins and ends"),
        (((0,), 1, 49, "w"), "half hours in a day run from 0 to 48"),
        (((0,), 1.5, 4, "w"), "half hours in a day run from 0 to 48"),
        (((0,), 1, 2, "x"), "Kind is 'x'"),
    ],
)
def test_a_block_that_cannot_be_is_refused(values: tuple, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Week().put(*values)


@pytest.mark.parametrize("days", [(), ("f" * 48,) * 6, ("f" * 47,) * 7, ("f" * 48,) * 6 + ("x" * 48,), (1,) * 7])
def test_a_week_of_another_shape_is_refused(days: tuple) -> None:
    with pytest.raises(ValueError, match=r"7 days with 48|half hour of the week"):
        Week(days)


@pytest.mark.hostile
@given(ANY_JSON | st.fixed_dictionaries({"version": st.just(1), "days": ANY_JSON}))
def test_a_saved_week_is_read_or_refused_in_words(found: object) -> None:
    try:
        assert isinstance(Week.from_json(found), Week)
    except ValueError as problem:
        assert len(str(problem)) > 20


PLAN_FIELDS = {
    "version": st.sampled_from([1, 2, "1", None]),
    "week": ANY_JSON | WEEKS.map(Week.to_json),
    "track": ANY_JSON | st.sampled_from(["", "iop_day"]),
    "travel": ANY_JSON | st.integers(-1, 6),
    "name": ANY_JSON,
}


@pytest.mark.hostile
@given(ANY_JSON | st.fixed_dictionaries({}, optional=PLAN_FIELDS))
def test_a_saved_plan_is_read_or_refused_in_words(found: object) -> None:
    try:
        plan = Plan.from_json(found)
    except ValueError as problem:
        assert len(str(problem)) > 15
    else:
        assert Plan.from_json(plan.to_json()) == plan and plan.describe()


# Tracks -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", tracks(), ids=lambda entry: entry.id)
def test_hours_of_each_track_lie_where_its_level_has_them(entry: Track) -> None:
    floor = {"iop": float(fact("iop_hours_min_medicare").value), "php": float(fact("php_hours_min_medicare").value)}
    for week in range(1, entry.weeks + 1):
        hours = entry.slots(week) / 2
        assert hours == sum(entry.slots(week, kind) for kind in SESSIONS) / 2
        if entry.level == "iop":
            assert floor["iop"] <= hours < floor["php"] and hours <= float(fact("iop_hours_band").high)
        elif entry.level == "php":
            assert hours >= floor["php"]
        else:
            assert 1 <= hours <= 2
    assert entry.slots() <= entry.fullest == max(entry.slots(week) for week in range(1, entry.weeks + 1))
    assert entry.facts and all(known.about == entry.level for known in entry.facts)
    for one, other in itertools.combinations(entry.sessions, 2):
        assert one.day != other.day or one.end <= other.start or other.end <= one.start


def test_only_a_program_with_weekly_visits_is_cited_for_weekly_visits() -> None:
    weekly = fact("iop_psychiatric_contact_ucla")
    citing = [entry for entry in tracks() if weekly in entry.facts]
    assert not [s for entry in citing for s in entry.sessions if s.kind == "medication" and s.every != 1]


def test_there_are_six_tracks_with_names_of_their_own() -> None:
    assert [entry.id for entry in tracks()] == [
        "php_day", "iop_day", "iop_afternoon", "iop_evening", "iop_remote", "outpatient_weekly",
    ]  # fmt: skip
    assert len({entry.name for entry in tracks()}) == len(tracks())
    assert [entry.id for entry in tracks() if entry.remote] == ["iop_remote"]
    assert "fictional" in read_json("care/tracks.json")["note"].lower()
    with pytest.raises(ValueError, match=r"'spa'.*iop_day"):
        track("spa")


def test_the_timetables_of_the_three_people() -> None:
    day, evening, afternoon = track("iop_day"), track("iop_evening"), track("iop_afternoon")
    assert day.visits(0)[0] == (0, 18, 24) and {e.day for e in day.sessions if e.kind != "individual"} == {0, 2, 4}
    assert day.slots(None, "skills", "group") == 18 and day.weeks == 6
    assert [repr(e) for e in day.sessions if e.kind in ("individual", "medication", "family")] == [
        "Individual session, Tuesday 1:00 p.m. to 2:00 p.m., every week",
        "Medication visit, Wednesday 12:30 p.m. to 1:00 p.m., every other week",
        "Family session, Friday 12:00 p.m. to 1:00 p.m., once, in week 4",
    ]
    assert {e.day for e in evening.sessions if e.every == 1} == {0, 1, 3} and evening.weeks == 8
    assert (evening.visits(0)[0], evening.slots()) == ((0, 35, 41), 18)
    assert "Individual session: Wednesday 5:00 p.m. to 6:00 p.m., every other week" in evening.timetable()
    assert {e.day for e in afternoon.sessions if e.kind == "skills"} == {0, 1, 3} and afternoon.weeks == 6
    assert "Individual session: Friday 10:00 a.m. to 11:00 a.m." in afternoon.timetable()
    assert track("php_day").visits(1) == tuple((day, 18, 30) for day in range(5)) and track("php_day").weeks == 2


def test_when_a_session_comes() -> None:
    def weeks(every: int, first: int) -> list[int]:
        entry = Session(0, 18, 20, "skills", "Skills", every, first)
        return [week for week in range(1, 10) if entry.comes_in(week)]

    assert weeks(1, 1) == list(range(1, 10)) and weeks(1, 3) == list(range(3, 10))
    assert weeks(2, 2) == [2, 4, 6, 8] and weeks(4, 2) == [2, 6] and weeks(0, 4) == [4]


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ((0, 18, 18, "skills", "A"), "within one day"),
        ((7, 18, 20, "skills", "A"), "within one day"),
        ((0, 18, 49, "skills", "A"), "within one day"),
        ((0, 18, 20, "spa", "A"), "'spa'"),
        ((0, 18, 20, "skills", "A", 3), "every 1, 2 or 4"),
        ((0, 18, 20, "skills", "A", 1, 0), "week that is 1"),
    ],
)
def test_a_session_that_cannot_be_is_refused(values: tuple, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Session(*values)


def test_sessions_that_overlap_are_refused() -> None:
    one, other = Session(0, 18, 20, "skills", "A"), Session(0, 19, 21, "group", "B")
    with pytest.raises(ValueError, match="overlap"):
        Track("x", "X", "iop", False, 6, (), (one, other))
    assert Track("x", "X", "iop", False, 6, (), (other, Session(0, 17, 19, "skills", "A"))).visits(0) == ((0, 17, 21),)


def test_somebody_stays_where_going_home_is_not_worth_it() -> None:
    gap = Track("x", "X", "iop", False, 6, (), (Session(0, 18, 20, "skills", "A"), Session(0, 22, 24, "group", "B")))
    assert gap.visits(0) == gap.visits(1) == ((0, 18, 20), (0, 22, 24)) and gap.visits(2) == ((0, 18, 24),)
    assert Fit(Week(), gap, 2).on_the_way == 4 and len(Fit(Week(), gap, 2).taken) == 10


# A track over a week ----------------------------------------------------------------------------------


@given(REAL, st.sampled_from(tracks()), st.integers(0, 4))
def test_what_collides_and_what_is_kept_add_up(week: Week, entry: Track, travel: int) -> None:
    fit = Fit(week, entry, travel)
    assert fit.remaining + len(fit.taken) == 336
    fixed = [kept for kept in fit.kept if kept.kind in FIXED]
    assert sum(kept.of - kept.kept for kept in fixed) == fit.colliding == sum(mark.isupper() for mark in fit.marks())
    assert (fit.colliding == 0) == (fit.to_move() == ()) == (fit.conflicts == ())
    assert all(0 <= kept.kept <= kept.of and (kept.percent == 100) == (kept.kept == kept.of) for kept in fit.kept)
    assert len(fit.marks()) == 336 and set(fit.marks()) <= set(MARKS)
    assert fit.on_the_way == (0 if entry.remote else sum(part is None for part in fit.taken.values()))
    for conflict in fit.conflicts:
        for slot in range(conflict.start, conflict.end):
            assert week.days[conflict.day][slot] == conflict.kind and (conflict.day, slot) in fit.taken
    assert repr(fit).startswith(entry.name)


@given(REAL, st.sampled_from(tracks()), st.integers(0, 3))
def test_moving_what_is_named_makes_room(week: Week, entry: Track, travel: int) -> None:
    fit = Fit(week, entry, travel)
    for commitment in fit.to_move():
        week = week.put(commitment.days, commitment.start, commitment.end, FREE)
    assert Fit(week, entry, travel).conflicts == ()
    assert Fit(week, entry, travel + 1).colliding >= 0 == Fit(Week(), entry, travel).colliding


@given(REAL, st.integers(0, 4))
def test_tracks_are_ordered_by_what_they_cost(week: Week, travel: int) -> None:
    found = fits(week, travel)
    assert {fit.track for fit in found} == set(tracks())
    costs = [(fit.colliding, fit.sleep_lost) for fit in found]
    assert costs == sorted(costs)
    said = Plan(week, travel=travel).alternatives()
    for fit in found:
        if not fit.conflicts:
            assert fit.track.name in said.split("Without a conflict: ")[1].split(".")[0]
        elif len(fit.to_move()) == 1:
            assert f"For {fit.track.name}, one commitment would have to move" in said
        else:
            assert f"For {fit.track.name}, " not in said


def test_travel_is_added_before_and_after_and_never_by_video() -> None:
    day = Fit(Week(), track("iop_day"), 1)
    assert day.taken[0, 17] is None and day.taken[0, 24] is None and (0, 16) not in day.taken
    assert day.taken[2, 24].name == "Medication visit"  # waiting for it
    assert day.on_the_way == 8 and Fit(Week(), track("iop_day"), 0).on_the_way == 0
    assert Fit(Week(), track("iop_remote"), 4).on_the_way == 0
    late = Track("x", "X", "iop", False, 6, (), (Session(0, 0, 2, "skills", "A"), Session(0, 46, 48, "group", "B")))
    assert set(Fit(Week(), late, 4).taken) == {(0, slot) for slot in [*range(6), *range(42, 48)]}


def test_who_has_no_way_goes_home_in_a_gap_of_half_an_hour() -> None:
    sessions = (Session(0, 18, 20, "skills", "A"), Session(0, 20, 22, "skills", "B"), Session(0, 23, 24, "group", "C"))
    at_home = Track("x", "X", "iop", False, 6, (), sessions)
    assert at_home.visits(0) == ((0, 18, 22), (0, 23, 24)) and at_home.visits(1) == ((0, 18, 24),)


def test_daniel_keeps_his_shift_in_the_evening_and_not_by_day() -> None:
    week = example_weeks()["daniel"]
    evening = Fit(week, track("iop_evening"), 1)
    assert evening.verdict() == "no conflict; it costs 1.5 hours of sleep" and evening.remaining == 307
    assert [kept.percent for kept in evening.kept if kept.kind == "w"] == [100]
    day = Fit(week, track("iop_day"), 1)
    assert day.colliding == 30 and {entry.kind for entry in day.conflicts} == {"w", "t"}
    assert repr(day.conflicts[0]) == "Monday 8:30 a.m. to 9:00 a.m.: travel to or from the program overlaps with work"
    assert "Wednesday 12:00 p.m. to 1:00 p.m.: Medication visit (every other week) overlaps with work" in map(
        repr, day.conflicts
    )
    afternoon = Fit(week, track("iop_afternoon"), 1)
    assert [len(entry.days) for entry in afternoon.to_move()] == [4, 3]
    assert example_plan() == Plan(week, "iop_evening", name="Daniel")
    iop = {fit.track.id for fit in fits(week, 1) if fit.track.level == "iop" and not fit.conflicts}
    assert iop == {"iop_evening"}


def test_maya_and_aisha_have_a_track_that_fits() -> None:
    def without(name: str) -> set[str]:
        return {f.track.id for f in fits(example_weeks()[name], 1) if not f.conflicts and f.track.level == "iop"}

    assert without("maya") == {"iop_day", "iop_remote"}
    assert without("aisha") == {"iop_afternoon", "iop_evening"}
    outpatient = Fit(example_weeks()["maya"], track("outpatient_weekly"), 1)
    assert outpatient.verdict().endswith(
        "only one commitment would have to move: care for others 2:30 p.m. to 6:00 p.m., Thursday"
    )
    assert {block.kind for block in example_weeks()["maya"].blocks()} == {"c", "z"}  # on sick leave


def test_percent_is_whole_and_full_only_when_nothing_is_lost() -> None:
    week = Week().put(range(7), 0, 48, "w")
    assert (Kept("w", 335, 336).percent, Kept("w", 336, 336).percent) == (99, 100)
    (kept,) = Fit(week, track("outpatient_weekly"), 0).kept
    assert (kept.kept, kept.of, kept.percent) == (333, 336, 99) and repr(kept) == "work 166.5 of 168 hours (99%)"


def test_a_plan_says_what_it_comes_to() -> None:
    assert "Choose a track" in Plan().summary() and not Plan().ready and Plan().fit is None
    assert not Plan(track="iop_day").ready and example_plan().ready
    said = example_plan().describe()
    assert said.startswith("Daniel’s week.") and "153.5 are left outside the program" in said
    # Maya: 9 hours of groups, 1 alone, half an hour for medication and half an hour of waiting before it, 1 hour with
    # the family, 4 on the way; the 10 to 11 hours of any one week would leave 153.
    maya = example_plan("maya").summary()
    assert "10 to 11 hours of sessions a week and 4 hours of travel" in maya and 168 - 9 - 1 - 0.5 - 0.5 - 1 - 4 == 152
    assert "152 are left outside the program. That is for a week in which every session meets" in maya
    assert "even the occasional ones, and it counts breaks as program time." in maya
    assert "Without a conflict: Weekly outpatient and IOP evening." in said and "Conflict:" not in said
    full = Plan(Week().put(range(7), 0, 48, "c"), "iop_day")
    assert "No track fits. Nearest: Weekly outpatient" in full.alternatives() and "Conflict: Monday" in full.describe()
    assert "IOP day: " in repr(full) and "in conflict" in repr(full)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"week": "x"}, "Week contains something that does not belong there"),
        ({"track": "spa"}, "'spa'"),
        ({"track": 3}, "Track is 3"),
        ({"travel": 5}, "Travel"),
        ({"travel": True}, "Travel"),
        ({"travel": -1}, "Travel"),
        ({"name": 3}, "Whose week it is is 3"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(values: dict, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Plan(**values)


# The calendar file ------------------------------------------------------------------------------------


def events(text: str) -> list:
    from icalendar import Calendar

    return list(Calendar.from_ical(text).walk("VEVENT"))


def days_of(event) -> list[datetime]:  # hours of its time zone, as RFC 5545 asks
    """Return every start of one event, worked out from the rule as a calendar program does."""
    from dateutil.rrule import rrulestr

    start = event["DTSTART"].dt
    rule = event.get("RRULE")
    return list(rrulestr(rule.to_ical().decode(), dtstart=start)) if rule else [start]


@pytest.mark.parametrize("entry", tracks(), ids=lambda entry: entry.id)
def test_a_calendar_read_back_has_every_session_of_every_week(entry: Track) -> None:
    monday = date(2027, 3, 1)  # clocks change in these weeks
    text = to_calendar(Plan(track=entry.id, name="Maya"), monday, STAMP, ZONE)
    found = sorted((start.replace(tzinfo=None), event["SUMMARY"]) for event in events(text) for start in days_of(event))
    wanted = sorted(
        (
            datetime(monday.year, monday.month, monday.day)
            + timedelta(weeks=week - 1, days=part.day, minutes=30 * part.start),
            f"{part.name} (Maya)",
        )
        for week in range(1, entry.weeks + 1)
        for part in entry.sessions
        if part.comes_in(week)
    )
    assert found == wanted
    for event in events(text):
        assert event["DTSTART"].params["TZID"] == ZONE and event["DTEND"].dt > event["DTSTART"].dt
        assert event["DTSTAMP"].dt == STAMP
    minutes = sum((e["DTEND"].dt - e["DTSTART"].dt).seconds // 60 * len(days_of(e)) for e in events(text))
    breaks = sum(30 * part.slots * entry.weeks for part in entry.sessions if part.kind == "break")
    assert minutes - breaks == sum(30 * entry.slots(week) for week in range(1, entry.weeks + 1))


def test_the_same_plan_gives_the_same_file() -> None:
    one, again = (to_calendar(example_plan(), date(2027, 1, 4), STAMP, ZONE) for _ in range(2))
    assert one == again
    ids = [event["UID"] for event in events(one)]
    assert len(set(ids)) == len(ids) == len(example_plan().fit.track.sessions)
    assert all("fictional" in event["DESCRIPTION"].lower() for event in events(one))
    assert {
        event["LOCATION"]
        for event in events(to_calendar(Plan(track="iop_remote", name="Maya"), date(2027, 1, 4), STAMP, ZONE))
    } == {"By video"}


def test_two_people_and_two_starts_have_events_of_their_own() -> None:
    def ids(name: str, monday: date = date(2027, 1, 4), zone: str = ZONE) -> list[str]:
        return [event["UID"] for event in events(to_calendar(Plan(track="iop_day", name=name), monday, STAMP, zone))]

    assert ids("Maya") == ids("Maya") == ids(" maya ") == ids("Maya", zone="UTC")
    assert not set(ids("Maya")) & {*ids("Luis"), *ids("Maya", date(2027, 1, 11))}


def unfolded(text: str) -> list[str]:
    """Return the content lines of a calendar, as RFC 5545 folds them (3.1)."""
    assert text.endswith("\r\n") and not re.search(r"\r(?!\n)|(?<!\r)\n", text)
    assert all(len(line.encode("utf-8")) <= 75 for line in text.split("\r\n"))
    return text.replace("\r\n ", "").replace("\r\n\t", "").split("\r\n")[:-1]


def unescaped(value: str) -> str:
    """Return a TEXT value without its escapes (3.3.11); a bare separator is none."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value)
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


@given(st.text(max_size=200))
@example("The \\N line")
def test_a_learners_words_stay_one_line_of_text(name: str) -> None:
    from icalendar import Calendar

    plan = Plan(track="outpatient_weekly", name=name)
    one_line = " ".join(printable(name).split())
    if not one_line:
        with pytest.raises(ValueError, match="Write a name first"):
            to_calendar(plan, date(2027, 1, 4), STAMP, ZONE)
        return
    text = to_calendar(plan, date(2027, 1, 4), STAMP, ZONE)
    lines = unfolded(text)
    assert lines.count("BEGIN:VEVENT") == len(events(text)) == 2
    said = [unescaped(line.removeprefix("SUMMARY:")) for line in lines if line.startswith("SUMMARY:")]
    assert said == [event["SUMMARY"] for event in events(text)] and all(one.endswith(f"({one_line})") for one in said)
    assert not any("ATTACH" in event or "URL" in event for event in events(text))
    assert "X-WR-CALNAME" in Calendar.from_ical(text)


@pytest.mark.parametrize("zone", [*ZONES, "Africa/Casablanca", "Australia/Lord_Howe"])
def test_every_hour_is_that_of_the_zone_on_both_sides_of_a_change_of_the_clocks(zone: str) -> None:
    monday = date(2027, 3, 1)
    lines = unfolded(to_calendar(Plan(track="iop_day", name="Maya"), monday, STAMP, zone))
    starts = [line for line in lines if line.startswith(("DTSTART;", "DTEND;")) or line.endswith("Z")]
    if zone == "UTC":
        assert "BEGIN:VTIMEZONE" not in lines and all(line.endswith("Z") for line in starts)
        return
    assert lines.count("BEGIN:VTIMEZONE") == lines.count(f"TZID:{zone}") == 1
    assert sum(f";TZID={zone}:2027" in line for line in starts) == 2 * lines.count("BEGIN:VEVENT")
    # The changes that stand in the file are all it needs: the zone is worked out from them, without a list of zones.
    table = lines[lines.index("BEGIN:VTIMEZONE") : lines.index("END:VTIMEZONE")]
    changes = []
    for at, line in enumerate(table):
        if line in ("BEGIN:STANDARD", "BEGIN:DAYLIGHT"):
            part = table[at : table.index(line.replace("BEGIN", "END"), at)]
            (offset,) = [each.partition(":")[2] for each in part if each.startswith("TZOFFSETTO:")]
            for each in part:
                if each.startswith(("DTSTART:", "RDATE:")):
                    changes += [(day, offset) for day in each.partition(":")[2].split(",")]
    for day in (monday + timedelta(days=each) for each in range(0, 56)):
        nine = f"{day:%Y%m%d}T090000"
        offset = max((when, offset) for when, offset in changes if when <= nine)[1]
        wanted = datetime(day.year, day.month, day.day, 9, tzinfo=ZoneInfo(zone))
        assert f"{wanted:%z}" == offset, (day, changes)


def test_the_computers_zone_is_found_by_its_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    if not hasattr(time, "tzset"):
        pytest.skip("this system cannot change its time zone for a test")
    try:
        for zone, found in (("America/Denver", "America/Denver"), ("Europe/Paris", "Europe/Madrid"), ("UTC", "UTC")):
            monkeypatch.setenv("TZ", zone)
            time.tzset()
            assert computer_zone(2027) == found
        monkeypatch.setenv("TZ", "Asia/Kathmandu")
        time.tzset()
        assert computer_zone(2027) in ("Asia/Kathmandu", "Asia/Katmandu")
    finally:
        monkeypatch.undo()
        time.tzset()


def test_hostile_words_add_no_event_and_no_property() -> None:
    name = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nURL:http://x\n;,\\ \x00"
    found = events(to_calendar(Plan(track="outpatient_weekly", name=name), date(2027, 1, 4), STAMP, ZONE))
    assert len(found) == 2 and not any("URL" in event for event in found)
    assert found[0]["SUMMARY"] == "Individual session (x END:VEVENT BEGIN:VEVENT URL:http://x ;,\\ \ufffd)"


def test_a_calendar_needs_a_track_and_a_monday() -> None:
    with pytest.raises(ValueError, match="No track has been chosen"):
        to_calendar(Plan(name="Maya"), date(2027, 1, 4), STAMP, ZONE)
    with pytest.raises(ValueError, match=r"2027-01-06 is a Wednesday. The Monday of that week is 2027-01-04"):
        read_monday("2027-01-06")


@pytest.mark.parametrize(
    "text", ["", "tomorrow", "2027-13-01", "01/04/2027", "0001-01-01", "9999-12-31", "20270104", "２０２７-01-04"]
)
def test_other_dates_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"“First Monday” is .*year-month-day"):
        read_monday(text)


# What happens in a program ----------------------------------------------------------------------------


def test_the_day_is_in_order_and_matches_the_day_track() -> None:
    parts = program_day()
    assert all(one.end <= other.start for one, other in itertools.pairwise(parts))
    assert all(part.name and len(part.what) > 30 and len(part.why) > 30 for part in parts)
    inside = [(p.start, p.end, p.name) for p in parts if p.kind not in (*OUTSIDE, "break")]
    wednesday = [(e.start, e.end, e.name) for e in track("iop_day").sessions if e.day == DAYS.index("Wednesday")]
    assert inside == wednesday
    assert {part.kind for part in parts} <= {*SESSIONS, *OUTSIDE}


def test_every_role_is_complete() -> None:
    team = read_rows("care/team.csv")
    assert len({role["id"] for role in team}) == len(team) == 11
    assert all(len(role["does"]) > 50 and role["ask"].startswith("“") and role["ask"].endswith("”") for role in team)
    assert sum(bool(role["facts"]) for role in team) == 9
    assert all(len(role["license"]) >= 20 for role in team)
    filled = ("name", "does", "license", "ask", "mark")
    assert all(row[name] for row in team for name in filled)
