"""Hours, weekdays, weeks and lengths of time of the three people are those of one calendar, wherever they are named."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta

import pytest

from iopedu import care
from tests.story_clock import DAYS, NAMES, ROOT, Said, texts, times, told
from tests.tools import in_data

CALENDAR = in_data("story.csv")
EVENTS = [row for row in CALENDAR if row["kind"] == "event"]
#: What cannot be decided from words, with the reason.
REVIEWED = {
    ("11_measure_progress_and_manage_medication.ipynb", "4 week"): "how far apart a study asked the same people twice",
}
TRACKS = {"maya": "iop_day", "daniel": "iop_evening", "aisha": "iop_afternoon"}


def event(person: str, what: str) -> date:
    return next(date.fromisoformat(row["value"]) for row in EVENTS if row["person"] == person and what in row["what"])


START = {name: event(name, "track begins") for name in NAMES}


def rows_for(person: str, place: str, said: Said) -> list[int]:
    """The rows of the calendar that say the same; none when the text says something else."""
    values = {said.value}
    if said.kind == "clock" and said.spoken:
        hour, minute = said.value.split(":")
        values.add(f"{int(hour) + 12}:{minute}")
        if re.search(r"in the (evening|afternoon)|evenings?\b", said.sentence):
            values.discard(said.value)
        if re.search(r"in the morning|awake", said.sentence) and "evening" not in said.sentence:
            values = {said.value}
    if said.kind == "date":
        week = (date.fromisoformat(said.value) - START[person]).days // 7 + 1
        said = Said("week", str(week), frozenset(), False, said.sentence)
        values = {said.value}
    words = (said.sentence if said.kind == "week" else f"{said.sentence} {place}").lower()
    mine = [(at, row) for at, row in enumerate(CALENDAR) if (row["person"], row["kind"]) == (person, said.kind)]
    named = [
        (at, row) for at, row in mine if any(word.lower() in words for word in filter(None, row["words"].split(";")))
    ]
    # A week may be named for anything; what happened in one week only is told of no other.
    mine = named or mine if said.kind == "week" else named + [one for one in mine if not one[1]["words"]]
    return [
        at
        for at, row in mine
        if row["value"] in values and (not said.days or not row["days"] or said.days <= set(row["days"].split(";")))
    ]


def test_each_time_that_is_told_of_one_of_them_is_in_the_calendar() -> None:
    found, used = [], Counter()
    for person, place, said in told():
        rows = rows_for(person, place, said)
        used.update(rows)
        if not rows and (place.split("/")[0], said.value) not in REVIEWED:
            found.append(f"{place}: {NAMES[person]}, {said.kind} {said.value} {sorted(said.days)}: “{said.sentence}”")
    told_otherwise = "Mend the text, or, when it is right, add a row or a word of it to data/story.csv:\n"
    assert not found, told_otherwise + "\n".join(found)
    idle = [row for at, row in enumerate(CALENDAR) if row["kind"] != "event" and not used[at]]
    assert not idle, f"no text says this anymore, take it out of data/story.csv: {idle}"


@pytest.mark.parametrize(("person", "place", "text"), [
    ("daniel", "cbt/practice.json", "My shift ends at three, so I can take the group that starts at five."),
    ("daniel", "cbt/examples_06.json", "Lay out the uniform and be in bed by nine"),
    ("daniel", "dbt/cards.json", "On Wednesday Daniel drank after nine dry days."),
    ("daniel", "x", "Daniel’s group on Wednesday 17:30 is full."),
    ("daniel", "x", "He drives from 6:00 to 14:00."),
    ("daniel", "x", "Daniel drank on two evenings in week 6."),
    ("daniel", "x", "His week begins on May 11, 2026."),
    ("maya", "cbt/example_records.json", "She has kept my place for four weeks."),
    ("maya", "x", "She has been on sick leave for six weeks."),
    ("maya", "x", "Thursday of week 4, she misses group."),
    ("maya", "x", "She takes her son to school at 7:45."),
    ("maya", "x", "Her hour alone is on Thursday at one, as always."),
    ("maya", "x", "She goes back to work from week 8."),
    ("aisha", "x", "Group ended at five."),
    ("aisha", "x", "Her hour alone is on Thursday at 10:00."),
    ("aisha", "x", "The message from the lab came in week 3, on Thursday."),
    ("aisha", "x", "After three weeks of PHP she steps down."),
])  # fmt: skip
def test_a_text_that_tells_it_otherwise_is_noticed(person: str, place: str, text: str) -> None:
    said = list(times(text))
    assert said and not all(rows_for(person, place, one) for one in said)


def test_the_calendar_says_of_the_week_what_week_and_track_say() -> None:
    """Shift, sleep, school and sessions stand in their own files, which the planner draws."""

    def has(person: str, clock: str, day: str) -> bool:
        return any(
            (row["person"], row["kind"], row["value"]) == (person, "clock", clock)
            and (not row["days"] or day in row["days"].split(";"))
            for row in CALENDAR
        )

    for person, track in TRACKS.items():
        sessions = [one for one in care.track(track).sessions if one.kind in ("group", "skills", "check_in")]
        for day in {one.day for one in sessions}:
            begins = min(one.start for one in sessions if one.day == day)
            ends = max(one.start + one.slots for one in sessions if one.day == day)
            for slot in (begins, ends):
                assert has(person, f"{slot // 2}:{slot % 2 * 30:02}", DAYS[day]), (person, day, slot)
        alone = next(one for one in care.track(track).sessions if one.kind == "individual")
        assert has(person, f"{alone.start // 2}:{alone.start % 2 * 30:02}", DAYS[alone.day]), person
    for person, kind, end, days in (("daniel", "w", "from", DAYS[:5]), ("daniel", "w", "to", DAYS[:5])):
        row = next(row for row in in_data("care/example_weeks.json")["weeks"][person] if row["kind"] == kind)
        assert all(has(person, row[end], day) for day in days)
    nights = [row for row in in_data("care/example_weeks.json")["weeks"]["daniel"] if row["kind"] == "z"]
    assert has("daniel", nights[0]["from"], "Wednesday") and has("daniel", nights[0]["to"], "Thursday")
    day = in_data("care/program_day.csv")
    assert "8:15 a.m." in day[0]["what"] and "at 3:00 p.m." in day[-2]["what"] and has("maya", day[0]["from"], "Monday")


def test_events_fall_on_their_weekday_and_week_and_the_lengths_between_them_are_those_that_are_told() -> None:
    for row in EVENTS:
        on = date.fromisoformat(row["value"])
        week = (on - START[row["person"]]).days // 7 + 1
        assert DAYS[on.weekday()] == row["days"] and row["words"] == (f"week {week}" if week > 0 else ""), row
    weeks = {row["person"]: care.track(TRACKS[row["person"]]).weeks for row in EVENTS}
    for person, start in START.items():
        assert timedelta(0) <= start + timedelta(weeks=weeks[person]) - event(person, "Last") <= timedelta(4), person
    leave = event("maya", "Sick leave")
    assert event("maya", "Referral") - leave == timedelta(weeks=3)
    assert (START["maya"] + timedelta(weeks=1) - leave).days // 7 == 5  # the record of week 2
    assert (event("maya", "The call") - leave).days // 7 == 7
    assert event("maya", "She begins working two mornings") == START["maya"] + timedelta(weeks=6)
    for person, what, days in (
        ("maya", "First appointment", 5),
        ("daniel", "First counseling session", 4),
        ("aisha", "First visit", 3),
    ):
        assert event(person, what) - event(person, "Last") == timedelta(days), person
    assert (event("daniel", "Four drinks") - event("daniel", "First day without")).days // 7 == 3
    assert START["aisha"] - event("aisha", "PHP begins") == timedelta(weeks=2)


def test_the_teaching_guide_shows_the_calendar() -> None:
    guide = (ROOT / "notebooks/TEACHING.md").read_text(encoding="utf-8")
    for row in EVENTS:
        on = date.fromisoformat(row["value"])
        line = f"| {NAMES[row['person']]} | {row['words'] or 'before'} | {DAYS[on.weekday()]}, {on:%B} {on.day} |"
        assert f"{line} {row['what']} |" in guide, line


def test_no_name_is_given_to_two_people() -> None:
    registry = {row["name"]: row for row in in_data("names.csv")}
    for place, text in texts():
        for name in re.findall(r"\b[A-Z]\w+\b", text) if " " in text else ():
            files = registry.get(name, {}).get("files", "")
            assert not files or place.startswith(tuple(files.split(";"))), (
                f"{place}: {name} is {registry[name]['who']}; take another name, or add the file in data/names.csv"
            )


def test_everybody_in_a_deck_has_a_name_in_the_list() -> None:
    known = {row["name"] for row in in_data("names.csv")} | set(NAMES.values())
    words = {word for _place, text in texts() if " " in text for word in re.findall(r"\b[a-z]+\b", text)}
    decks = {"cbt/practice.json": "text", "dbt/emotion_fit.json": "text", "progress/step_down.json": "text"}
    seen = 0
    for place, text in texts():
        file = next((deck for deck in decks if place.startswith(deck)), "")
        if not file or not place.endswith(f"/{decks[file]}") or "/options/" in place:
            continue
        first = re.match(r"(?:[A-Z]\w+ \d+\. )?([A-Z][a-z]+)\b", text)
        if first and first[1].lower() not in words:
            seen += 1
            assert first[1] in known, f"{place}: who is {first[1]}? Add a row to data/names.csv"
    assert seen > 40
