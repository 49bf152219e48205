"""The three fictional people say the same in every notebook, form and case: levels, days, scores, dates, ages."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest

from iopedu import care, cbt, dbt, progress
from iopedu.care.plan import Plan, example_weeks
from iopedu.care.vignettes import vignette
from iopedu.course.cases import Case, case, cases
from iopedu.course.facts import fact
from iopedu.course.people import people, person
from iopedu.dbt.cases import chain_task, week_to_read
from iopedu.progress.change import rule
from iopedu.progress.series import series
from iopedu.show.course.case_conference import case_wednesday

DATA = Path(__file__).parent.parent / "data"
NAMES = [one.id for one in people()]
TRACKS = {"maya": "iop_day", "daniel": "iop_evening", "aisha": "iop_afternoon"}
MONDAY, WEDNESDAY, THURSDAY, FRIDAY = 0, 2, 3, 4


def told(of: Case) -> str:
    """Everything that a case tells."""
    parts = [text for entry in of.stations for text in (*entry.known, entry.ask, *entry.next, entry.after)]
    parts += [text for entry in of.stations for o in entry.options for text in (o.text, o.why, o.condition)]
    return "\n".join(parts)


def known(name: str, station: str) -> str:
    return "\n".join(case(f"conference_{name}").station(station).known)


def after(name: str, station: str) -> str:
    return case(f"conference_{name}").station(station).after


def totals(name: str, of: str, upto: int | None = None) -> list[int]:
    points = series(name, of).points
    return [point.total for point in points if upto is None or point.week <= upto]


def program_days(name: str) -> set[int]:
    """Days of the week with a group."""
    sessions = care.track(TRACKS[name]).sessions
    return {entry.day for entry in sessions if entry.kind in ("group", "skills") and entry.every == 1}


# Who they are -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_names_and_ages_agree(name: str) -> None:
    one = person(name)
    assert vignette(name).name == f"{one.name}, {one.age}"
    first = known(name, "level")
    assert one.name in first and f"is {one.age}" in first
    texts = "\n".join(file.read_text(encoding="utf-8") for file in DATA.rglob("*") if file.suffix in (".json", ".csv"))
    short = one.name.split()[0]
    assert {int(age) for age in re.findall(rf"\b{short}(?: \w+)?, (\d\d)\b", texts)} <= {one.age}
    assert set(re.findall(rf"\b{short} ([A-Z]\w+), \d\d", texts)) <= {one.name.split()[1]}


@pytest.mark.parametrize("name", NAMES)
def test_the_level_lies_in_the_range_and_the_conference_agrees(name: str) -> None:
    found = vignette(name).first
    assert person(name).level in found.range and found.level == person(name).level
    levels = {"php_call": "php", "php_home": "php"}
    for option in case(f"conference_{name}").station("level").options:
        level = levels.get(option.id, option.id)
        if level in {entry.id for entry in care.levels()}:
            assert (level in found.range) == (option.verdict != "outside"), (name, option.id)
    assert care.example_worksheet().chosen == "iop" and "Maya" in vignette("maya").first.text


def test_the_step_down_of_the_vignettes_and_of_the_conference_agree() -> None:
    step = vignette("aisha").after[1]
    for option in case("conference_aisha").station("php_end").options:
        if option.id in {entry.id for entry in care.levels()}:
            assert (option.id in step.range) == (option.verdict != "outside"), option.id
    assert vignette("maya").after[1].level == "outpatient"


# The week -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_the_track_of_the_week_fits_and_is_the_one_in_the_conference(name: str) -> None:
    plan = care.example_plan(name)
    assert plan.track == TRACKS[name] and plan.name == person(name).name.split()[0] and not plan.fit.conflicts
    track = care.track(TRACKS[name])
    groups = [entry for entry in track.sessions if entry.kind in ("group", "skills", "check_in")]
    assert sum(entry.slots for entry in groups) == 18  # nine hours
    assert len(program_days(name)) == 3


def test_the_conference_offers_the_tracks_as_they_are() -> None:
    week = known("maya", "week")
    for days, hours in (
        ("Monday, Wednesday, Friday", "9:00 a.m. to 12:00 p.m."),
        ("Monday, Tuesday, Thursday", "1:00 to 4:00 p.m."),
        ("Monday, Tuesday, Thursday", "5:30 to 8:30 p.m."),
    ):
        assert f"{days}, {hours}" in week
    found = {track: min((s.start, s.day) for s in care.track(track).sessions)[0] for track in TRACKS.values()}
    assert found["iop_day"] == 18 and "an individual session on Tuesday at 1:00 p.m." in week
    week_maya = example_weeks()["maya"]
    conflicts = {track: Plan(week_maya, track).fit.conflicts for track in ("iop_remote", "iop_afternoon")}
    assert not conflicts["iop_remote"] and conflicts["iop_afternoon"]
    text = after("maya", "week")
    visit = next(entry for entry in care.track("iop_day").sessions if entry.kind == "medication")
    family = next(entry for entry in care.track("iop_day").sessions if entry.kind == "family")
    weeks = [week for week in range(1, 7) if visit.comes_in(week)]
    assert weeks == [1, 3, 5] and "in weeks 1, 3 and 5" in text and visit.day == WEDNESDAY and visit.start == 25
    assert family.first == 4 and "week 4" in text and family.day == FRIDAY
    assert "same day" in after("maya", "request")  # the manager calls back on Friday, as the family session is


def test_program_days_of_card_and_chain_are_those_of_the_track() -> None:
    card, chain = dbt.example_card(), dbt.example_chain()
    assert card.start.weekday() == MONDAY and program_days("maya") == {MONDAY, WEDNESDAY, FRIDAY}
    missed = [day for day in card.days if "missed group" in day.note]
    assert [day.on.weekday() for day in missed] == [WEDNESDAY] and WEDNESDAY in program_days("maya")
    assert missed[0].urges["Urge to withdraw"] == 5 and missed[0].acted["Urge to withdraw"] is True
    assert (
        chain.about == "Maya, Wednesday of week 3" and chain.prompting.startswith("8:40") and "8:40" in missed[0].note
    )
    assert "missed group" in chain.behavior
    assert dbt.example_check_the_facts().event.startswith("Wednesday, 8:40")
    shame = [link.strength for link in chain.links if link.text == "Shame"]
    assert shame == [dbt.example_check_the_facts().strength] == [80]
    groups = [day.on.weekday() for day in card.days if "group" in " ".join(day.effective)]
    assert set(groups) <= program_days("maya") and groups == [MONDAY, FRIDAY]
    aisha = week_to_read()
    assert program_days("aisha") == {0, 1, THURSDAY}
    assert "No group today" in next(day for day in aisha.days if day.on.weekday() == WEDNESDAY).note
    individual = next(entry for entry in care.track("iop_afternoon").sessions if entry.kind == "individual")
    assert individual.day == FRIDAY and individual.start == 20
    # Her second week is two weeks of PHP and one week of the IOP after she left the hospital.
    assert aisha.person == "Aisha, week 2 of the program" and aisha.start.weekday() == MONDAY
    assert (aisha.start - card.start) % timedelta(days=7) == timedelta(0)


def test_the_conference_knows_the_card_as_it_is() -> None:
    card, text = dbt.example_card(), known("maya", "wednesday")
    urges = [card.rating("Urge to withdraw", card.start + timedelta(days=at)) for at in range(3)]
    thoughts = [card.rating("Thoughts of suicide", card.start + timedelta(days=at)) for at in range(3)]
    assert urges == [3, 2, 5] and "3, 2 and 5 from Monday to Wednesday" in text
    assert thoughts == [0, 0, 1] and "0, 0, and 1 on Wednesday" in text
    assert {day.urges["Urge to self-harm"] for day in card.days} == {0} and "Urge to self-harm: 0" in text
    assert "At 2:30 p.m. she got up" in text
    assert any("Got up at 2:30 p.m." in line for day in card.days for line in day.effective)
    aisha, text = week_to_read(), known("aisha", "card")
    for name in ("Thoughts of suicide", "Urge to self-harm"):
        ratings = [aisha.rating(name, day) for day in aisha.dates]
        said = ", ".join(str(rating) for rating in ratings if rating is not None)
        assert f"{name}" in text and said in text, (name, said)
    assert aisha.rating("Urge to self-harm", aisha.dates[6]) is None and "left blank on Sunday" in text
    assert [day.on.weekday() for day in aisha.days if day.days_late] == [FRIDAY]
    assert sum(bool(day.skills) for day in aisha.days) == 5 and "five of seven days" in text
    call = known("aisha", "thursday")
    assert (
        "4:40 p.m." in call
        and "4:40 p.m." in chain_task().story
        and "Thoughts of suicide 4, urge to self-harm 4" in call
    )


def test_five_papers_about_one_wednesday_agree() -> None:
    rows = {title: repr(cells) for title, cells in case_wednesday().rows}
    assert "Wednesday 9:00 a.m. to 10:00 a.m." in rows["Schedule"] and "Medication visit" in rows["Schedule"]
    assert "Thoughts of suicide 1" in rows["Diary card"] and "8:40" in rows["Chain"]
    assert "Shame was 80, then 45." in rows["Check the facts"] and "week 3: 14, item 9: 0" in rows["PHQ-9"]


# Scores -------------------------------------------------------------------------------------------------


def test_scores_are_the_same_in_sheets_series_and_conference() -> None:
    for name, of, week in (("maya", "phq9", 0), ("aisha", "phq9", 5)):
        sheet = progress.example_sheet(name)
        point = series(name, of).known(week)[-1]
        assert (sum(sheet.answers), sheet.answers[8]) == (point.total, point.item_9), name
    daniel = progress.example_sheet("daniel")
    assert sum(value or 0 for value in daniel.answers) + 1 == totals("daniel", "gad7")[0]
    change = progress.example_change()
    gad = totals("maya", "gad7")
    assert (change.before, change.after) == (gad[0], gad[-1])
    told = re.search(r"first four scores: ([\d, ]+)\.", (DATA / "group/moments.json").read_text(encoding="utf-8"))
    assert [int(each) for each in told[1].split(",")] == totals("maya", "phq9")[:4]


@pytest.mark.parametrize(("name", "station", "upto"), [
    ("maya", "level", 0), ("maya", "halfway", 3), ("maya", "discharge", 6),
    ("daniel", "level", 0), ("daniel", "lapse", 4), ("daniel", "discharge", 8),
    ("aisha", "level", 0), ("aisha", "php_end", 2), ("aisha", "lab", 5), ("aisha", "discharge", 8),
])  # fmt: skip
def test_a_station_knows_the_scores_up_to_its_week(name: str, station: str, upto: int) -> None:
    text = known(name, station)
    for of, label in (("phq9", "PHQ-9"), ("gad7", "GAD-7")):
        said = [
            int(each)
            for each in re.findall(rf"{label}[^.;0-9]*?: ((?:\d+, )*\d+)\b", text)
            for each in each.split(", ")
        ]
        said += [int(each) for each in re.findall(rf"{label} in week \d: (\d+)", text)]
        scores = totals(name, of, upto) if (name, of) != ("aisha", "gad7") else []
        assert set(said) <= set(scores), (of, said)
        assert not scores or said or (of == "gad7" and upto not in (0, 3, 6, 8)), (of, text)
        assert not said or scores[-1] in said


def test_the_numbers_of_the_week_of_medication_agree() -> None:
    point = series("maya", "phq9").known(1)[-1]
    assert f"PHQ-9 in week 1: {point.total}, with a {point.item_9} on item 9 again." in known("maya", "medication")
    assert [p.week for p in series("maya", "phq9").points if p.item_9] == [0, 1]
    assert "item 9 is 0 from week 2 on" in after("maya", "medication")
    assert f"In week 4 the PHQ-9 was {totals('maya', 'phq9', 4)[-1]}." in after("maya", "halfway")
    item_9 = [str(p.item_9) for p in series("aisha", "phq9").points]
    assert f"Item 9: {', '.join(item_9)}." in known("aisha", "discharge")


def test_what_the_conference_says_of_change_is_what_the_rules_say() -> None:
    phq9, gad7 = rule("nhs_phq9"), rule("nhs_gad7")
    maya = series("maya", "phq9"), series("maya", "gad7")
    assert maya[0].category(3, phq9) == "unchanged" and maya[1].category(3, gad7) == "improved"
    assert maya[0].category(6, phq9) == maya[1].category(6, gad7) == "recovered"
    daniel = series("daniel", "phq9"), series("daniel", "gad7")
    assert daniel[0].category(8, phq9) == "recovered" and daniel[1].category(8, gad7) == "unchanged"
    assert series("aisha", "phq9").category(8, phq9) == "improved"
    assert (phq9.points, gad7.points) == (int(fact("change_nhs_phq9").value), int(fact("change_nhs_gad7").value))


# Work, plan and afterward -------------------------------------------------------------------------------


def test_days_attended_are_counted_from_the_track() -> None:
    track = care.track("iop_day")
    planned = len(program_days("maya")) * track.weeks
    deck = next(item for item in progress.step_down().items if item.id == "maya_week_6")
    assert planned == 18
    for text in (known("maya", "discharge"), deck.question.ask):
        assert f"{planned - 2} of {planned} program days" in text
    assert "8 of 9 program days" in known("maya", "halfway") and "on Friday of week 5" in known("maya", "discharge")
    assert care.track("iop_evening").weeks == 8 and care.track("iop_afternoon").weeks == 6


def test_the_request_the_experiment_and_the_plan_agree_about_work() -> None:
    request, test, plan = dbt.example_request(), cbt.example_experiment(), progress.example_plan()
    text, outcome = known("maya", "request"), after("maya", "request")
    assert "two mornings a week" in request.request and "two mornings a week" in text and "two mornings" in test.test
    # Monday of week 4: three weeks of leave at referral, one of waiting, three in the program.
    assert "sick leave for seven weeks" in request.facts
    assert "runs two more weeks after this one" in request.facts and "two more weeks to go after this one" in text
    assert "starting in three weeks" in request.request and plan.work[0].startswith("From week 7")
    assert test.belief in text and test.prediction.split("“")[0] in text and str(test.before) in text
    assert f"Belief: {test.before}, then {test.after}." in outcome and "On Friday the manager called back" in outcome
    assert "Friday" in test.next and "starting in week 7" in outcome
    record = cbt.example_records()[0]
    first = record.hot
    text = known("maya", "record")
    assert f"hot thought {first.before}, then {first.after}" in text and record.balanced in text
    other = next(thought for thought in record.thoughts if not thought.hot)
    assert f"“{other.text}”: {other.before}, then {other.after}" in text


def test_the_plan_and_the_conference_agree_about_the_step_down() -> None:
    plan, text, end = progress.example_plan(), known("maya", "discharge"), after("maya", "discharge")
    assert plan.first_appointment == 5 <= 7 and "five days after discharge" in text and "set for five days later" in end
    deck = {item.id: item.question.ask for item in progress.step_down().items}
    assert "in five days" in deck["maya_week_6"] and "in four days" in deck["daniel_week_8"]
    assert "four days after his last evening" in known("daniel", "discharge")
    assert "three days" in known("aisha", "discharge") and "three days later" in after("aisha", "discharge")
    assert plan.medication == "Monthly" and "monthly medication visits" in end
    assert plan.peers == "Thursday evenings" and "peer group on Thursday evenings" in end
    assert "with Maya on the line" in end and "Maya is on the call" in plan.hand_over
    signs = known("maya", "follow_up")
    assert "hasn’t answered messages" in signs and "skipped breakfast" in signs
    assert any("messages" in sign for sign in plan.early) and any("breakfast" in sign for sign in plan.early)
    assert any("past noon" in sign for sign in plan.late) and "Sleeping past noon" in signs
    assert any(helper.name == "Luis" for helper in plan.helpers)


def test_daniels_two_evenings_are_the_same_everywhere() -> None:
    notebook = json.loads((DATA.parent / "notebooks/09_keep_a_diary_card_and_analyze_a_chain.ipynb").read_text("utf-8"))
    prose = "\n".join("".join(cell["source"]) for cell in notebook["cells"])
    assert "*Wednesday:* “Urge was a 4. I had four drinks." in prose and "“I had two drinks." in prose
    assert "I told the group about Wednesday" in prose
    deck = {item.id: item.question.ask for item in progress.step_down().items}
    assert "I drank on Wednesday and again on Friday" in deck["shame_after"]
    assert "two evenings in week 5. The day after the first one he tells his group" in deck["daniel_two_evenings"]
    text = known("daniel", "lapse")
    assert "I had four drinks" in text and "4 on Wednesday" in text and "2 on Monday" in text
    assert "On Friday he had two drinks; on Saturday he called the coworker" in after("daniel", "lapse")
    assert not re.search(r"I drank on (Saturday|Sunday)|on the third day", " ".join(deck.values()))


def test_the_planned_evenings_are_those_of_the_activity_week() -> None:
    found = {entry.name: entry for entry in cbt.example_week().activities}
    text = known("daniel", "evenings")
    cards, swim = found["Play cards at the community center"], found["Swim at the city pool"]
    door = found["Fix the squeaky kitchen door"]
    assert f"pleasure {cards.expected_pleasure}, then {cards.actual_pleasure}" in text
    assert f"The swim went worse: {swim.expected_pleasure}, then {swim.actual_pleasure}." in text
    assert f"mastery than expected: {door.expected_mastery}, then {door.actual_mastery}." in text
    assert found["Call a coworker from the depot"].reason in text and len(found) == 10
    ladder = cbt.example_hierarchy()
    harder = next(step for step in ladder.steps if step.actual is not None and step.actual > step.expected)
    assert f"({harder.expected} predicted, {harder.actual} actual)" in known("aisha", "lab") and len(ladder.steps) == 8
    assert sum(step.actual is not None for step in ladder.steps) == 3


@pytest.mark.parametrize("key", cases())
def test_nobody_has_another_name_or_another_job_in_a_case(key: str) -> None:
    text = told(case(key))
    others = {"maya": ("Daniel", "Aisha"), "daniel": ("Maya", "Aisha", "Luis"), "aisha": ("Maya", "Daniel", "Luis")}
    assert not any(name in text for name in others[case(key).person])
    if key == "conference_daniel":
        assert "5:00 a.m. to 1:00 p.m." in text and "up at 4:00 a.m." in text and "asleep by 8:30 p.m." in text
    if key == "conference_maya":
        assert "8:15 a.m." in text and "at 3:00 p.m." in text and "at 6:00 p.m." in text


def test_daniels_planned_hours_do_not_fall_on_his_program() -> None:
    """The evening track takes three evenings; what he plans for them could not have happened."""
    taken = {entry.day for entry in care.track("iop_evening").sessions if entry.kind in ("group", "skills")}
    planned = [(entry.day - 1, entry.time) for entry in cbt.example_week().activities]
    assert taken == {MONDAY, 1, THURSDAY} and (MONDAY, "afternoon") in planned
    assert not [when for when in planned if when[0] in taken and when[1] in ("evening", "late evening")]
    assert sum(time in ("evening", "late evening") for _day, time in planned) == 6  # most of the ten


def test_whether_a_program_answers_at_night_is_said_to_differ_wherever_it_is_said(root: Path) -> None:
    """A learner may repeat it to somebody in need: neither “always” nor “never” would be true of every program."""
    nights = next(
        item for item in json.loads((root / "data/exercises/03.json").read_text())["questions"]["quiz"]["items"]
        if item["id"] == "nights"
    )  # fmt: skip
    right = next(option for option in nights["options"] if option["right"])
    talk = (root / "data/progress/talks.json").read_text()
    busy = talk[talk.index('"prescriber_busy"') :][:1500]
    said = [
        f"{right['text']} {right['why']}",
        busy,
        fact("iop_medical_cover_no_night").says,
        (root / "data/care/program_day.csv").read_text().splitlines()[-1],
        " ".join((root / "notebooks/TEACHING.md").read_text().split()).split("No IOP staff are on site")[1][:300],
    ]
    for text in said:
        assert "differ" in text or "Some programs" in text, text
        assert "no medical cover" not in text and "Every program has somebody" not in text
    assert all("crisis line" in said[at] for at in (0, 1, 4)) and "emergency number" in busy
