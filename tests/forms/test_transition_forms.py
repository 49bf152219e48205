"""Plan and habit tracker, driven by typing and clicking."""

from __future__ import annotations

from pathlib import Path

import ipywidgets as widgets
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iopedu import forms, progress
from iopedu.course.workbook import Workbook
from iopedu.forms.parts import Companion
from iopedu.progress.habits import DAYS, DIRECTIONS, UNITS, Habit, HabitWeek, Intention
from iopedu.progress.plan import CHAPTERS, PARTS, Contact, Coping, TransitionPlan
from iopedu.show.progress.habits import habit_view
from iopedu.show.progress.plan import plan_page, plan_view
from tests.tools import calm_down, said, tree

KINDS = {"plan": forms.TransitionPlanForm, "habits": forms.HabitTracker}
EXAMPLES = {"plan": progress.example_plan, "habits": progress.example_habits}
WORD_OF_MINE = {"plan": "Thursday evenings", "habits": "school drop-off"}
LABELED = (widgets.Text, widgets.Textarea, widgets.Dropdown, widgets.Button)


@pytest.fixture
def work(tmp_path: Path) -> Workbook:
    return Workbook("12", tmp_path)


def controls(form: forms.Form):
    """Every control, also those of a page that is not on show."""
    pages = form.pages if isinstance(form.pages, list) else form.pages.values()
    return [*tree(form), *(each for page in pages for widget in page for each in tree(widget))]


@pytest.mark.parametrize("key", KINDS)
@pytest.mark.parametrize("example", [True, False])
def test_every_control_has_a_name_of_its_own(work: Workbook, key: str, example: bool) -> None:
    form = KINDS[key](record=EXAMPLES[key]()) if example else KINDS[key](keep=work)
    for widget in controls(form):
        if isinstance(widget, LABELED):
            assert widget.description.strip(), widget
        else:
            assert isinstance(widget, widgets.Box | widgets.HTML | Companion), widget
    assert sum(isinstance(widget, Companion) for widget in tree(form)) == 1
    for page in form.pages if isinstance(form.pages, list) else form.pages.values():
        groups = [each for widget in page for each in tree(widget)]
        names = [w.description for w in groups if isinstance(w, LABELED)]
        assert len(names) == len({*names})


@pytest.mark.parametrize("key", KINDS)
def test_a_kept_form_is_restored_and_its_twin_stays_blank(work: Workbook, key: str) -> None:
    form = KINDS[key](keep=work)
    blank = form._repr_mimebundle_()
    assert key not in work.answers and len(blank["text/plain"]) > 40 and form.view.value == ""
    form.record = EXAMPLES[key]()
    assert work.answers[key].value == form.record.to_json() and work.answers[key].done
    again = KINDS[key](keep=work)
    assert again.record == EXAMPLES[key]() and again.view.value == form.view.value
    assert WORD_OF_MINE[key] in again.view.value
    twin = again._repr_mimebundle_()
    assert (twin["text/plain"], twin["text/html"]) == (blank["text/plain"], blank["text/html"])
    work.erase()
    assert again.record == again._blank and again.view.value == ""
    assert not any(w.value for w in controls(again) if isinstance(w, widgets.Text | widgets.Textarea))


@pytest.mark.parametrize("key", KINDS)
def test_what_the_example_shows_is_what_its_boxes_say(work: Workbook, key: str) -> None:
    example, mine = KINDS[key](record=EXAMPLES[key]()), KINDS[key](keep=work)
    assert "worked example" in example.title and "worked example" not in mine.title
    assert example.record == EXAMPLES[key]() == example.made() and not work.answers
    bundle = example._repr_mimebundle_()
    assert WORD_OF_MINE[key] in bundle["text/html"] and WORD_OF_MINE[key] in bundle["text/plain"]
    assert "0x" not in bundle["text/plain"] and repr(example).startswith(example.title)


@given(st.text(), st.text())
@settings(max_examples=30)
def test_learners_words_are_never_markup(one: str, two: str) -> None:
    named = f"A {one} <img src=x onerror=1> & \x00\u202e".replace("\n", " ")
    contact = Contact(named, two + "<script>")
    plan = TransitionPlan(
        named,
        (named, f"Feels worse {named}"),
        helpers=(contact, Contact(named)),
        coping=(Coping(named),),
        step_up=two + "<script>",
    )
    habit = Habit("sleep", f"good {named}", (True, *(None,) * 6))
    week = HabitWeek((habit,), Intention(named, two + "<script>", 99))
    for page in (plan_view(plan), plan_page(plan), habit_view(week)):
        assert "<img" not in page and "<script" not in page and "\x00" not in page and "\u202e" not in page


# The plan --------------------------------------------------------------------------------------------


def test_typing_a_plan_part_by_part(work: Workbook) -> None:
    form = forms.TransitionPlanForm(keep=work)
    assert "Part 1 of 3: Notice and do" in form.place.value and form.back.disabled
    form.fields["early"].value = "Skipping dinner\n\n  Leaves the phone in the car  "
    assert form.record.early == ("Skipping dinner", "Leaves the phone in the car")
    assert "Kept: Relapse prevention plan: 1 of 16 parts filled in." in said(form)
    what, needs = form.fields["coping"][1].values()
    what.value, needs.value = "Swim", "money"
    assert form.record.coping == (Coping("Swim", "money"),)
    form.next.click()
    assert "Part 2 of 3" in form.place.value and not form.back.disabled
    name, reach = form.fields["professionals"][2].values()
    name.value = "Counselor"
    assert form.record.professionals == (Contact("Counselor"),)
    reach.value = "office"
    form.next.click()
    assert "Part 3 of 3" in form.place.value and form.next.disabled
    form.fields["first_appointment"].value = "0"
    assert form.record.first_appointment == 0 and "on the day of discharge" in form.view.value
    form.fields["first_appointment"].value = ""
    assert form.record.first_appointment is None
    assert not work.answers["plan"].done and "Swim (needs money)" in work.answers["plan"].words
    form.back.click()
    assert "Part 2 of 3" in form.place.value and form.fields["early"].value.startswith("Skipping dinner")


def test_the_buttons_say_what_is_missing_and_what_the_rules_ask(work: Workbook) -> None:
    form = forms.TransitionPlanForm(keep=work)
    form.ask.click()
    assert said(form) == "Nothing is in the plan yet."
    form.lacking.click()
    assert all(name in said(form) for name in PARTS.values())
    form.fields["late"].value = "Feels worse"
    form.ask.click()
    asked = said(form)
    assert "Late warning signs, “Feels worse”: What would somebody else see or hear?" in asked
    assert "Why we ask:" in asked and "within 7 days?" in asked
    assert "Questions to think about" in form.view.value
    form.record = progress.example_plan()
    calm_down(form)
    form.lacking.click()
    assert said(form) == "No parts are empty."
    form.ask.click()
    assert said(form).startswith("The rules raise no questions about it.")
    assert "Questions to think about" not in form.view.value


def test_a_late_appointment_in_the_example_is_asked_about() -> None:
    form = forms.TransitionPlanForm(record=progress.example_plan())
    form.fields["first_appointment"].value = "12"
    form.ask.click()
    assert said(form).count("Why we ask") == 1 and "within 7 days" in said(form)
    assert "12 days" in form.view.value


@pytest.mark.parametrize("typed", ["soon", "-1", "366", "5.5", "<b>"])
def test_a_bad_number_is_named_and_nothing_is_lost(work: Workbook, typed: str) -> None:
    form = forms.TransitionPlanForm(keep=work)
    form.fields["peers"].value = "Saturday"
    form.fields["first_appointment"].value = typed
    assert "First appointment, days after discharge is" in said(form) and "from 0 to 365" in said(form)
    assert "is still in the box" in said(form) and "iop-warn" in form.status.value and "<b>" not in form.status.value
    form.fields["level"].value = "Weekly therapy"
    assert form.fields["first_appointment"].value == typed and form.record.level == ""
    form.refresh()
    assert form.fields["first_appointment"].value == typed and form.fields["level"].value == "Weekly therapy"
    form.fields["first_appointment"].value = "7"
    assert (form.record.first_appointment, form.record.level, form.record.peers) == (7, "Weekly therapy", "Saturday")


def test_a_way_without_a_name_and_too_many_lines_are_named(work: Workbook) -> None:
    form = forms.TransitionPlanForm(keep=work)
    form.fields["helpers"][3]["reach"].value = "by phone"
    assert "People to ask for help 3: The name is empty" in said(form)
    form.fields["helpers"][3]["name"].value = "A coworker"
    assert form.record.helpers == (Contact("A coworker", "by phone"),)
    form.fields["coping"][4]["needs"].value = "nothing"
    assert (
        "What helps when you’re alone 4: What helps when you’re alone has a blank entry. Write a few words, or leave "
        "it out." in said(form)
    )
    form.fields["coping"][4]["needs"].value = ""
    form.fields["work"].value = "\n".join("abcdefghi")
    assert "Back to work or school, step by step: 9 entries. The limit is 8: which ones matter most?" in said(form)
    assert form.fields["work"].value.count("\n") == 8


def test_every_part_has_a_place_on_one_page() -> None:
    form = forms.TransitionPlanForm()
    legends = [[group.children[0].value for group in page] for page in form.pages]
    assert legends == [[PARTS[part] for part in parts] for parts in CHAPTERS.values()]
    assert "No details." in form.fields["surroundings"].description
    assert {*PARTS, "person"} == set(form.fields)
    assert [len(form.fields[part]) for part in ("coping", "helpers", "professionals")] == [4, 4, 4]


def test_the_plan_is_written_as_a_page_and_erased_with_everything(work: Workbook, tmp_path: Path) -> None:
    form = forms.TransitionPlanForm(keep=work)
    form.write.click()
    assert "Nothing is in the plan yet" in said(form) and not list(tmp_path.iterdir())
    form.record = TransitionPlan("Daniel <b>", early=("Skipping dinner <script>",))
    form.write.click()
    file = tmp_path / "my-iopedu-work-plan.html"
    page = file.read_text(encoding="utf-8")
    assert "Saved in my-iopedu-work-plan.html, in the same folder as this notebook." in said(form)
    assert "Plan for Daniel &lt;b&gt;" in page
    assert "<script" not in page and "Still empty: Late warning signs" in page and "fictional people" in page
    work.erase_everything()
    assert not file.exists() and form.record == TransitionPlan()
    example = forms.TransitionPlanForm(record=progress.example_plan())
    assert not any(w.description.startswith("Write it") for w in tree(example) if isinstance(w, widgets.Button))


def test_a_page_that_cannot_be_written_is_said(work: Workbook, tmp_path: Path) -> None:
    form = forms.TransitionPlanForm(keep=work)
    form.record = progress.example_plan()
    (tmp_path / "my-iopedu-work-plan.html").mkdir()
    form.write.click()
    assert "iop-warn" in form.status.value and "my-iopedu-work-plan.html" in said(form)


# The habits ------------------------------------------------------------------------------------------


def test_a_week_is_tracked_and_open_days_stay_open(work: Workbook) -> None:
    form = forms.HabitTracker(keep=work)
    form.pick.value = "exercise"
    form.fields["habits"]["exercise"]["counts"].value = "Walked home from the depot"
    for day, (answer, minutes) in enumerate([(True, "20"), (True, "20"), (False, ""), ("", ""), (True, "25")]):
        form.fields["habits"]["exercise"]["days"][DAYS[day]].value = answer
        form.fields["habits"]["exercise"]["amounts"][DAYS[day]].value = minutes
    habit = form.record.habit("exercise")
    assert habit.summary() == (
        "Exercise: yes on 3 of 4 answered days, 3 unanswered. Minutes noted on 3 days: 20 to 25."
    )
    assert habit.days[3] is None and "3 of 4 answered days, 3 unanswered" in form.view.value
    assert "● Yes, 25 min" in form.view.value and ">open<" in form.view.value
    assert not work.answers["habits"].done
    for name, typed in (("cue", "I hang up my uniform"), ("action", "step outside"), ("minutes", "5")):
        form.fields["intention"][name].value = typed
    assert work.answers["habits"].done and "After I hang up my uniform, I will step outside" in form.view.value
    form.fields["habits"]["exercise"]["days"][DAYS[0]].value = ""
    assert "Exercise: you entered minutes for Monday, but no answer. Choose yes or no first." in said(form)
    form.fields["habits"]["exercise"]["amounts"][DAYS[0]].value = ""
    assert form.record.habit("exercise").answered == 3


def test_setting_an_open_day_to_no_changes_the_sentence() -> None:
    form = forms.HabitTracker(record=progress.example_habits())
    assert "Sleep: yes on 3 of 5 answered days, 2 unanswered." in form.view.value
    form.fields["habits"]["sleep"]["days"][DAYS[4]].value = False
    assert "Sleep: yes on 3 of 6 answered days, 1 unanswered." in form.view.value


@pytest.mark.parametrize("typed", ["25", "7.25", "seven", "-1"])
def test_a_bad_amount_is_named_and_stays(work: Workbook, typed: str) -> None:
    form = forms.HabitTracker(keep=work)
    form.fields["habits"]["sleep"]["days"][DAYS[1]].value = True
    form.fields["habits"]["sleep"]["amounts"][DAYS[1]].value = typed
    assert "Sleep, hours on Tuesday is '" in said(form) and "is still in the box" in said(form)
    form.pick.value = "mindfulness"
    form.pick.value = "sleep"
    assert (
        form.fields["habits"]["sleep"]["amounts"][DAYS[1]].value == typed
        and form.record.habit("sleep").amounts == (None,) * 7
    )
    form.fields["habits"]["sleep"]["amounts"][DAYS[1]].value = "7"
    assert form.record.habit("sleep").amounts[1] == 7
    form.fields["intention"]["minutes"].value = "lots"
    assert "For how many minutes is 'lots'" in said(form)


def test_each_habit_has_a_page_and_food_has_no_amounts() -> None:
    form = forms.HabitTracker()
    for name, title in DIRECTIONS.items():
        form.pick.value = name
        assert form.page.children == form.pages[name]
        days, amounts = form.fields["habits"][name]["days"].values(), form.fields["habits"][name]["amounts"]
        assert [box.description for box in days] == [f"{title}, {day}" for day in DAYS]
        assert [box.value for box in days] == [""] * 7
        assert len(amounts) == (7 if UNITS[name] else 0)
    notes = {name: " ".join(w.value for w in form.pages[name] if isinstance(w, widgets.HTML)) for name in DIRECTIONS}
    assert "eating disorder" in notes["nutrition"] and "eating disorder" in notes["exercise"]
    assert "with a clinician before new or harder exercise" in notes["exercise"] and not notes["sleep"]


def test_the_rules_ask_below_the_week() -> None:
    form = forms.HabitTracker()
    for name, typed in (("cue", "later"), ("action", "be good and then weigh myself"), ("minutes", "60")):
        form.fields["intention"][name].value = typed
    assert form.view.value.count("Why we ask") == 4
    assert form.twin_text(form.record).count("Why we ask") == 4
