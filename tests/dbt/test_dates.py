"""A date is a date: weeks of seven days, written and read in words, filled in late, moved with all that is in them."""

from __future__ import annotations

import calendar
import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given

from iopedu.dbt.dates import day_name, day_of_month, read_date, week_of
from iopedu.dbt.diary import DiaryCard
from iopedu.dbt.diary_day import Day
from tests.dbt.test_diary import START, STARTS, card, cards


@given(STARTS)
def test_a_week_is_seven_days_in_a_row_with_the_right_names(start: date) -> None:
    found = week_of(start)
    assert len(found) == 7 and found[0] == start
    assert [(b - a).days for a, b in itertools.pairwise(found)] == [1] * 6
    for day in found:
        year, month, number_of_day = map(int, day.isoformat().split("-"))
        weekday = calendar.day_name[calendar.weekday(year, month, number_of_day)]
        assert day_name(day) == f"{weekday}, {calendar.month_name[month]} {number_of_day}"
        assert day_of_month(day) == f"{calendar.month_abbr[month]} {number_of_day}"


@pytest.mark.parametrize(
    ("start", "last"),
    [
        (date(2026, 3, 2), "Sunday, March 8"),  # clocks go forward in the United States
        (date(2026, 3, 23), "Sunday, March 29"),  # and in Europe
        (date(2026, 10, 26), "Sunday, November 1"),  # clocks go back
        (date(2026, 12, 28), "Sunday, January 3"),
        (date(2028, 2, 24), "Wednesday, March 1"),
        (date(2100, 2, 24), "Tuesday, March 2"),
    ],
)
def test_weeks_across_a_change_of_clock_month_or_year(start: date, last: str) -> None:
    assert day_name(week_of(start)[-1]) == last and len(set(week_of(start))) == 7


@given(STARTS)
def test_a_date_is_read_as_it_was_written(day: date) -> None:
    month = calendar.month_name[day.month]
    for text in (day.isoformat(), f"{month} {day.day}, {day.year}", f"{day.day} {month} {day.year}"):
        assert read_date(text, "First day") == day
        assert read_date(f"  {text.lower()} ", "First day") == day


@pytest.mark.parametrize(
    "text",
    [
        "2/30/2026",
        "31.4.2026",
        "0/5/2026",
        "13.13.2026",
        "4/5/0000",
        "4.5/2026",
        "4.5.26",
        "2026-02-30",
        "Smarch 3, 2026",
        "ma 3, 2026",
        "2026",
        "²026-03-16",
    ],
)
def test_a_date_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"First day is .*Write it like March 16, 2026 or 2026-03-16"):
        read_date(text, "First day")


@pytest.mark.parametrize(
    ("text", "month", "day"),
    [
        ("4.5.2026", 5, 4),
        ("04.05.2026", 5, 4),
        ("4. 5. 2026", 5, 4),
        ("16.3.2026", 3, 16),
        ("3.16.2026", 3, 16),
        ("16/3/2026", 3, 16),
        ("3/16/2026", 3, 16),
        ("16-03-2026", 3, 16),
        ("5/5/2026", 5, 5),
    ],
)
def test_a_date_in_figures_is_read_where_it_can_be_one_day_only(text: str, month: int, day: int) -> None:
    assert read_date(text, "First day") == date(2026, month, day)


@pytest.mark.parametrize("text", ["4/5/2026", "04/05/2026", "4-5-2026"])
def test_a_date_that_can_be_two_days_is_asked_about(text: str) -> None:
    with pytest.raises(ValueError, match=r"Is it Sunday, April 5 or Monday, May 4\? Write the month as a word\.$"):
        read_date(text, "First day")


def test_an_earlier_day_can_be_filled_in_late_and_is_marked() -> None:
    late, same, unsaid = (Day(START, note="x", filled_on=on) for on in (START + timedelta(2), START, None))
    assert [day.days_late for day in (late, same, unsaid)] == [2, 0, 0]
    assert late.describe().startswith("Monday, March 16 (filled in 2 days late):")
    assert "Filled in late: Monday, March 16 (2 days late)." in card(late).summary()
    assert "late" not in card(same).summary() + card(unsaid).summary()


@given(cards(), STARTS)
def test_another_first_day_moves_everything_and_loses_nothing(week: DiaryCard, start: date) -> None:
    moved = week.starting(start)
    by = start - week.start
    assert [day.on for day in moved.days] == [day.on + by for day in week.days]
    assert [day.days_late for day in moved.days] == [day.days_late for day in week.days]
    assert moved.averages() == week.averages() and moved.starting(week.start) == week
    assert len(moved.waiting()) == len(week.waiting())


def test_a_week_cannot_be_moved_off_the_calendar() -> None:
    late = card(Day(START, note="x", filled_on=date(2026, 12, 31)))
    with pytest.raises(ValueError, match=r"“First day” is 9999-12-20"):
        late.starting(date(9999, 12, 20))
    with pytest.raises(ValueError, match=r"Choose the first day"):
        late.starting(None)


def test_the_last_week_ends_on_the_last_date() -> None:
    assert week_of(date(9999, 12, 25))[-1] == date.max
    for start in (date(9999, 12, 26), date.max):
        with pytest.raises(ValueError, match="before the year 10000"):
            week_of(start)
