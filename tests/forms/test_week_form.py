"""The week planner, driven as the page drives it: strokes, typed blocks, templates, undo, the calendar file."""

from __future__ import annotations

import html
import re
from pathlib import Path

import ipywidgets as widgets
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iopedu import care, forms, show
from iopedu.care.plan import Plan, example_weeks
from iopedu.care.week import FREE, Week
from iopedu.course.workbook import Workbook
from iopedu.forms.care.week import WeekGrid
from iopedu.forms.parts import FILL, Companion
from iopedu.show.care.program import alternatives_table, hours_table, week_picture, week_table, week_view
from iopedu.show.course.handouts import handout
from tests.tools import said, tree


@pytest.fixture
def work(tmp_path: Path) -> Workbook:
    return Workbook("03", tmp_path)


def words(markup: str) -> str:
    return html.unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", markup))


def stroke(form: forms.WeekPlanner, days: tuple[int, int], hours: tuple[int, int], kind: str) -> None:
    """Report a stroke as the page does."""
    form.grid.stroke = {"days": list(days), "hours": list(hours), "kind": kind, "n": form.grid.stroke["n"] + 1}


@pytest.mark.parametrize("keep", [True, False])
def test_every_control_has_a_name(work: Workbook, keep: bool) -> None:
    form = forms.WeekPlanner("week_maya", work) if keep else forms.WeekPlanner(record=care.example_plan())
    labeled = (widgets.Text, widgets.Dropdown, widgets.Button)
    for widget in tree(form):
        if isinstance(widget, labeled):
            assert widget.description.strip(), widget
        elif isinstance(widget, WeekGrid):
            assert widget.label.startswith(form.title)
        else:
            assert isinstance(widget, widgets.Box | widgets.HTML | Companion), widget
    assert sum(isinstance(widget, Companion) for widget in tree(form)) == 1


def test_a_stroke_paints_whole_hours_and_is_answered(work: Workbook) -> None:
    form = forms.WeekPlanner("week_maya", work)
    assert form.title == "Week planner for Maya" and form.template.value == "maya" and not work.answers
    stroke(form, (0, 4), (5, 12), "w")
    assert form.record.week == Week().put(range(5), 10, 26, "w")
    assert form.grid.slots == "".join(form.record.week.days) and form.grid.seen == form.grid.stroke["n"] == 1
    assert "Monday to Friday: work. Work 40, free or other 128 hours" in said(form)
    assert work.answers["week_maya"].value == form.record.to_json() and not work.answers["week_maya"].done
    form.track.value = "iop_day"
    assert form.record.track == "iop_day" and work.answers["week_maya"].done
    assert set(form.grid.marks) == set(".pPtT") and "13.5 hours in conflict" in words(form.view.value)
    assert "Monday 8:30 a.m. to 9:00 a.m.: travel to or from the program overlaps with work" in words(form.view.value)
    form.travel.value = 0
    assert set(form.grid.marks) == set(".pP") and "T" not in form.grid.marks
    stroke(form, (0, 6), (0, 23), "f")
    assert form.record.week.blank and set(form.grid.marks) == set(".p") and form.grid.seen == 2


@pytest.mark.parametrize(
    "damage",
    [
        {"days": [0, 9]},
        {"days": [3]},
        {"days": None},
        {"hours": [22, 24]},
        {"hours": ["a", 3]},
        {"kind": "x"},
        {"kind": 3},
    ],
)
def test_a_stroke_that_cannot_be_changes_nothing_and_is_answered(work: Workbook, damage: dict) -> None:
    form = forms.WeekPlanner("week_maya", work)
    form.grid.stroke = {"days": [0, 0], "hours": [9, 9], "kind": "w", "n": 7, **damage}
    assert form.record == Plan() and not work.answers and form.grid.seen == 7
    assert "iop-warn" in form.status.value and len(said(form)) > 20
    form.grid.stroke = {"n": 8}
    assert form.record == Plan() and form.grid.seen == 8


def test_typing_a_block_to_the_half_hour(work: Workbook) -> None:
    form = forms.WeekPlanner("week_maya", work)
    form.day.value, form.start.value, form.end.value, form.kind.value = tuple(range(5)), "8:00", "8:30", "c"
    form.set.click()
    assert form.record.week == Week().put(range(5), 16, 17, "c") and form.start.value == "8:00"
    assert "Monday to Friday, 8:00 a.m. to 8:30 a.m.: care for others." in said(form)
    form.day.value, form.start.value, form.end.value, form.kind.value = (6,), "10 pm", "6 am", "z"
    form.set.click()
    assert form.record.week.slots("z") == 16 and form.record.week.days[0].startswith("z" * 12)
    assert "Sunday, 10:00 p.m. to 6:00 a.m. the next day: sleep." in said(form)
    before = form.record
    for start, end, says in (
        ("8:15", "9:00", "From is '8:15'"),
        ("9:00", "<b>", "To is '<b>'"),
        ("9", "9:00", "The block begins and ends at 9:00 a.m.: enter a different end time."),
        ("", "9:00", "From is empty. Write a time"),
    ):
        form.start.value, form.end.value = start, end
        form.set.click()
        assert says in said(form) and form.record == before and form.start.value == start
        assert "<b>" not in form.status.value and "iop-warn" in form.status.value


def test_working_hours_are_read_as_people_mean_them_and_said_as_they_were_read(work: Workbook) -> None:
    form = forms.WeekPlanner("week_maya", work)
    form.day.value, form.start.value, form.end.value, form.kind.value = tuple(range(5)), "9", "5", "w"
    form.set.click()
    assert "Monday to Friday, 9:00 a.m. to 5:00 p.m.: work. Work 40," in said(form)
    assert all(day == "f" * 18 + "w" * 16 + "f" * 14 for day in form.record.week.days[:5])


def test_undo_takes_back_step_by_step_and_only_what_changed(work: Workbook) -> None:
    form = forms.WeekPlanner("week_maya", work)
    assert form.undo.disabled
    form.undo.click()
    assert form.record == Plan()
    stroke(form, (0, 0), (9, 9), "w")
    stroke(form, (0, 0), (9, 9), "w")
    first = form.record.week
    stroke(form, (1, 1), (9, 9), "s")
    form.track.value = "iop_evening"
    form.clear.click()
    assert form.record.week.blank and form.record.track == "iop_evening"
    form.undo.click()
    form.undo.click()
    assert form.record.week == first and form.record.track == "iop_evening" and "Undone" in said(form)
    form.undo.click()
    assert form.record.week.blank and form.undo.disabled
    for hour in range(24):
        for day in range(3):
            stroke(form, (day, day), (hour, hour), "w")
    for _ in range(60):
        form.undo.click()
    assert form.record.week.slots("w") == 2 * (72 - form.MOST_STEPS) and form.undo.disabled


def test_a_template_replaces_only_what_may_be_replaced(work: Workbook) -> None:
    form = forms.WeekPlanner("week_aisha", work)
    assert form.sure.layout.display == "none" and form.template.value == "aisha"
    form.take.click()
    assert form.record.week == example_weeks()["aisha"] and form.sure.layout.display == "none"
    form.template.value = "maya"
    form.take.click()
    assert form.record.week == example_weeks()["aisha"] and form.sure.layout.display == ""
    form.leave.click()
    assert form.record.week == example_weeks()["aisha"] and form.sure.layout.display == "none"
    form.take.click()
    form.replace.click()
    assert form.record.week == example_weeks()["maya"] and form.sure.layout.display == "none"
    assert "Maya’s week (fictional)." in said(form)
    form.undo.click()
    assert form.record.week == example_weeks()["aisha"]


def test_the_calendar_file_stands_beside_the_notebook_and_is_erased_with_the_rest(
    work: Workbook, tmp_path: Path
) -> None:
    from icalendar import Calendar

    form, panel = forms.WeekPlanner("week_maya", work), forms.YourWork(work)
    form.write.click()
    assert "“First Monday” is empty. Write the date" in said(form)
    form.monday.value = "2027-01-04"
    form.write.click()
    assert "No track has been chosen" in said(form) and not list(tmp_path.glob("*.ics"))
    form.track.value = "iop_day"
    form.write.click()
    assert "Whose week is it? Write a name first" in said(form) and not list(tmp_path.glob("*.ics"))
    form.whose.value, form.zone.value = "Maya <b> & Luis; x", "America/Denver"
    form.write.click()
    assert said(form) == "Saved in my-iopedu-work-week_maya.ics, in the same folder as this notebook."
    (file,) = tmp_path.glob("*.ics")
    found = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert len(found) == 12 and "(Maya <b> & Luis; x)" in found[0]["SUMMARY"]
    assert found[0]["DTSTART"].params["TZID"] == "America/Denver"
    form.monday.value = "2027-01-05"
    form.write.click()
    assert "The Monday of that week is 2027-01-04" in said(form)
    panel.erase.click()
    panel.erase_all.click()
    assert not list(tmp_path.glob("*.ics")) and form.record == Plan()


def test_a_kept_form_is_restored_and_its_twin_stays_blank(work: Workbook) -> None:
    form = forms.WeekPlanner("week_maya", work)
    blank = form._repr_mimebundle_()
    assert FILL in blank["text/plain"]
    form.record = Plan(example_weeks()["maya"], "iop_day", 2, "secret name")
    again = forms.WeekPlanner("week_maya", work)
    assert again.record == form.record and again.grid.slots == form.grid.slots and again.grid.marks == form.grid.marks
    assert (again.track.value, again.travel.value, again.whose.value) == ("iop_day", 2, "secret name")
    twin = again._repr_mimebundle_()
    assert (twin["text/plain"], twin["text/html"]) == (blank["text/plain"], blank["text/html"])
    assert "secret" not in str(twin)
    work.erase()
    assert again.record == Plan() and again.undo.disabled and again.grid.slots == FREE * 336
    assert "week_maya" not in work.answers
    assert forms.WeekPlanner("week_aisha", work).record == Plan()


def test_what_was_erased_does_not_come_back_by_undo(work: Workbook) -> None:
    form = forms.WeekPlanner("week_maya", work)
    stroke(form, (0, 0), (9, 9), "w")
    stroke(form, (1, 1), (9, 9), "w")
    work.erase()
    assert form.undo.disabled
    form.undo.click()
    assert form.record == Plan() and not work.answers


@given(found=st.none() | st.integers() | st.text() | st.lists(st.integers()) | st.dictionaries(st.text(), st.none()))
@settings(max_examples=20)
def test_damaged_answers_never_break_the_form(tmp_path: Path, found: object) -> None:
    work = Workbook("03", tmp_path)
    work.put("week_maya", "q", found, "w")
    form = forms.WeekPlanner("week_maya", work)
    assert form.record == Plan() and "could not be shown" in said(form)
    assert work.answers["week_maya"].value == found


def test_an_example_shows_everything_and_keeps_nothing(work: Workbook) -> None:
    example, mine = forms.WeekPlanner(record=care.example_plan()), forms.WeekPlanner("week_maya", work)
    assert "worked example" in example.title and mine.record == Plan() and not work.answers
    for name in example_weeks():
        assert forms.WeekPlanner(record=care.example_plan(name)).template.value == name
        assert forms.WeekPlanner(f"week_{name}", work).template.value == name
    assert example.write not in list(tree(example))
    bundle = example._repr_mimebundle_()
    assert "<svg" in bundle["text/html"] and "Monday 5:00 a.m. to 1:00 p.m., work." in bundle["text/plain"]
    example.track.value = "iop_day"
    assert "15 hours in conflict" in words(example.view.value) and "Now showing" in said(example)


@given(st.text(max_size=60))
def test_learner_text_is_inert_in_every_view(name: str) -> None:
    plan = Plan(example_weeks()["maya"], "iop_evening", name=name)
    allowed = {
        "style",
        "div",
        "p",
        "strong",
        "ul",
        "li",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "small",
    }
    allowed |= {"details", "summary", "ol", "a", "bdi", "br", "em", "svg", "rect", "text"}
    assert set(re.findall(r"<(\w+)", week_view(plan) + week_picture(plan))) <= allowed


def test_control_characters_in_a_name_are_shown_and_do_nothing() -> None:
    plan = Plan(example_weeks()["maya"], "iop_day", name="a\x1b[31mb\x00")
    form = forms.WeekPlanner(record=plan)
    for text in (repr(week_table(plan)), week_view(plan), repr(form), form._repr_mimebundle_()["text/plain"]):
        assert "\x1b" not in text and "\x00" not in text


# Tables and pictures ----------------------------------------------------------------------------------


def test_the_tables_say_what_the_plan_says() -> None:
    plan = care.example_plan()
    hours = dict(hours_table(plan).rows)
    assert hours["Work"] == ["40", "40 (100%)"] and hours["Sleep"] == ["53.5", "52 (97%)"]
    assert hours["Free or other"] == ["69.5", "56.5"] and "School or study" not in hours
    assert sum(float(cells[0]) for cells in hours.values()) == 168
    (monday, *_) = week_table(plan).rows
    assert "5:00 a.m. to 1:00 p.m. work" in monday[1][0] and "5:30 p.m. to 6:00 p.m. Check-in" in monday[1][1]
    assert monday[1][2] == "none"
    assert "1 hour of travel" in monday[1][1]
    assert week_table(Plan()).columns == ["Day", "In the week"]
    collides = week_table(Plan(plan.week, "iop_day")).rows[0][1][2]
    assert collides.startswith(
        "8:30 a.m. to 9:00 a.m.: travel to or from the program overlaps with work; "
        "9:00 a.m. to 10:00 a.m.: Skills group overlaps with work; "
    )
    table = alternatives_table(plan.week, 1)
    assert [row[0] for row in table.rows][:2] == [
        "Weekly outpatient",
        "IOP evening",
    ] and "the team decides" in table.note


def test_the_picture_has_a_mark_for_every_half_hour_of_the_program() -> None:
    fitting, colliding = care.example_plan(), Plan(example_weeks()["daniel"], "iop_day")
    assert (
        len(re.findall(">P</text>", week_picture(fitting))) == 21
        and len(re.findall(">›</text>", week_picture(fitting))) == 8
    )
    assert "!</text>" not in week_picture(fitting)
    assert len(re.findall(">!</text>", week_picture(colliding))) == 30
    assert 'role="img"' in week_picture(fitting) and "No conflict" in week_picture(fitting)


def test_charts_and_tables_of_the_program() -> None:
    hours = show.program_hours()
    assert [row[1] for row in hours.table.rows][3] == ["9", "0", "9 to 10.5 hours"]
    assert "All 4 IOP tracks have 9 hours or more" in hours.says and "floor: 20" in hours.svg()
    day = show.program_day()
    assert "3.5 hours of this day, from 9:00 a.m. to 1:00 p.m." in day.says and len(day.table.rows) == 10
    team = show.program_team()
    roles = {row[0] for row in team.rows}
    assert len(roles) == 11 and {"Psychologist", "Counselor: mental health, family, or addiction"} < roles
    assert repr(team).count("License and supervision") == 11 and "Nothing we could check" in repr(team)
    assert "Not known: a national ratio of group to individual time" in repr(show.program_mix())
    assert {"zimmerman2021", "bulkes2022", "gliske2022", "medicare_iop"} <= set(show.program_sources())
    page = handout("03")
    assert page.count("<td></td>") == 7 * 18 and "Questions before the first day" in page
