"""Planner, hierarchy and experiment, driven by typing and clicking."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import ipywidgets as widgets
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu import cbt, forms, show
from iopedu.cbt.activation import Activity
from iopedu.cbt.experiment import Experiment
from iopedu.cbt.exposure import PRECONDITION, Hierarchy, Step
from iopedu.course.workbook import Workbook
from iopedu.forms.parts import Companion
from iopedu.show.cbt.action import activity_view, experiment_view, hierarchy_view
from tests.tools import said, tree

KINDS = {
    "activities": forms.ActivityPlanner,
    "hierarchy": forms.HierarchyBuilder,
    "experiment": forms.ExperimentForm,
}
EXAMPLES = {
    "activities": cbt.example_week,
    "hierarchy": cbt.example_hierarchy,
    "experiment": cbt.example_experiment,
}
LABELED = (widgets.Text, widgets.Textarea, widgets.Dropdown, widgets.Checkbox, widgets.Button)


@pytest.fixture
def work(tmp_path: Path) -> Workbook:
    return Workbook("06", tmp_path)


def fill(fields: dict, **values: object) -> None:
    for name, value in values.items():
        fields[name].value = value


@pytest.mark.parametrize("key", KINDS)
@pytest.mark.parametrize("example", [True, False])
def test_every_control_has_a_name_of_its_own(work: Workbook, key: str, example: bool) -> None:
    form = KINDS[key](record=EXAMPLES[key]()) if example else KINDS[key](keep=work)
    for widget in tree(form):
        if isinstance(widget, LABELED):
            assert widget.description.strip(), widget
        else:
            assert isinstance(widget, widgets.Box | widgets.HTML | Companion), widget
    assert sum(isinstance(widget, Companion) for widget in tree(form)) == 1


@pytest.mark.parametrize("key", KINDS)
def test_a_kept_form_is_restored_and_its_twin_stays_blank(work: Workbook, key: str) -> None:
    form = KINDS[key](keep=work)
    blank = form._repr_mimebundle_()
    assert key not in work.answers and len(blank["text/plain"]) > 40
    form.record = EXAMPLES[key]()
    assert work.answers[key].value == form.record.to_json() and work.answers[key].done
    again = KINDS[key](keep=work)
    assert again.record == EXAMPLES[key]() and again.view.value == form.view.value
    twin = again._repr_mimebundle_()
    assert (twin["text/plain"], twin["text/html"]) == (blank["text/plain"], blank["text/html"])
    work.erase()
    assert again.record == form._blank and "Play cards" not in again.view.value
    assert not any(box.value for box in tree(again) if isinstance(box, widgets.Text | widgets.Textarea))


@pytest.mark.parametrize("key", KINDS)
def test_an_example_shows_everything_and_keeps_nothing(work: Workbook, key: str) -> None:
    example, mine = KINDS[key](record=EXAMPLES[key]()), KINDS[key](keep=work)
    assert "worked example" in example.title and "worked example" not in mine.title
    assert example.record == EXAMPLES[key]() and mine.record == mine._blank and not work.answers
    bundle = example._repr_mimebundle_()
    assert "<svg" in bundle["text/html"] and "0x" not in bundle["text/plain"]
    assert repr(example).startswith(example.title)


# The planner -----------------------------------------------------------------------------------------


def test_typing_a_plan(work: Workbook) -> None:
    form = forms.ActivityPlanner(keep=work)
    assert len(form.rows) == 3 and "No activities yet" in form.view.value
    fill(form.rows[0], name="Swim", day=6, time="morning", expected_pleasure="3", expected_mastery="0")
    assert form.record.activities == (Activity("Swim", 6, "morning", 3, 0),)
    assert "Kept: Activity plan: 1 of 1 part filled in; Activities: 1." in said(form)
    assert not work.answers["activities"].done
    fill(form.rows[0], done=True, actual_pleasure="0")
    assert form.record.activities[0].pair("pleasure").change == -3
    assert "1 pair from 1 activity used; 0 higher than predicted" in form.view.value
    form.rows[0]["actual_pleasure"].value = ""
    assert form.record.activities[0].actual_pleasure is None and form.record.activities[0].pair("pleasure") is None
    assert "3 expected" in form.view.value and "0 actual" not in form.view.value


@pytest.mark.parametrize("typed", ["11", "-1", "seven", "7.5", "<b>"])
def test_a_bad_rating_is_named_and_nothing_is_lost(work: Workbook, typed: str) -> None:
    form = forms.ActivityPlanner(keep=work)
    fill(form.rows[0], name="Swim")
    fill(form.rows[1], name="Read", expected_mastery=typed)
    assert any(f"Row 2: Expected mastery is {shown}. Enter" in said(form) for shown in (typed, repr(typed)))
    assert "from 0 to 10, or leave it blank." in said(form)
    assert "is still in the box" in said(form) and "iop-warn" in form.status.value and "<b>" not in form.status.value
    fill(form.rows[2], name="Bake", reason="late")
    for press in (form.add, form.up, form.down):
        press.click()
    names = [fields["name"].value for fields in form.rows]
    assert sorted(names) == ["", "Bake", "Read", "Swim"]
    assert typed in [fields["expected_mastery"].value for fields in form.rows]
    work.put("other", "q", 1, "w")
    form.refresh()
    assert typed in [fields["expected_mastery"].value for fields in form.rows]
    read, bake = (form.rows[names.index(name)] for name in ("Read", "Bake"))
    read["expected_mastery"].value = "7"
    assert "Row 3: “What got in the way” is filled in, but “Done?” is not set to no." in said(form)
    bake["done"].value = False
    assert form.record == cbt.ActivityPlan(
        (
            Activity("Swim"),
            Activity("Read", expected_mastery=7),
            Activity("Bake", done=False, reason="late"),
        )
    )


def test_a_row_without_a_name_asks_for_one_and_a_blank_row_does_not() -> None:
    form = forms.ActivityPlanner()
    form.rows[0]["expected_pleasure"].value = "4"
    assert "Row 1: The activity is blank" in said(form) and form.record == cbt.ActivityPlan()
    form.rows[0]["expected_pleasure"].value = ""
    assert form.record == cbt.ActivityPlan() and "0 of 1 part filled in; Activities: 0" in said(form)


def test_rows_are_added_moved_and_removed(work: Workbook) -> None:
    form = forms.ActivityPlanner(keep=work)
    for fields, name in zip(form.rows, "ABC", strict=True):
        fields["name"].value = name

    def names() -> str:
        return "".join(entry.name for entry in form.record.activities)

    def legends() -> list[str]:
        return [box.children[0].value for box in form.list.children]

    form.pick.value = 0
    form.down.click()
    assert names() == "BAC" and "Row 1 is now row 2" in said(form) and form.pick.value == 1
    form.down.click()
    assert names() == "BCA"
    form.down.click()
    assert names() == "BCA" and "can’t move that way" in said(form)
    form.up.click()
    assert names() == "BAC" and legends() == ["Row 1", "Row 2", "Row 3"]
    form.pick.value = 0
    form.up.click()
    assert names() == "BAC" and "can’t move that way" in said(form)
    form.remove.click()
    assert names() == "AC" and legends() == ["Row 1", "Row 2"] and "Row 1 was removed" in said(form)
    form.add.click()
    assert legends()[-1] == "Row 3" and names() == "AC"
    for _ in range(4):
        form.remove.click()
    assert len(form.rows) == 1 and form.record == cbt.ActivityPlan() and "activities" not in work.answers


def test_a_fifteenth_row_is_refused() -> None:
    form = forms.ActivityPlanner(record=cbt.ActivityPlan(tuple(Activity(f"A{at}") for at in range(14))))
    form.add.click()
    assert len(form.rows) == 14 and "14 rows already" in said(form)


def test_an_idea_fills_the_first_empty_row_and_then_a_new_one(work: Workbook) -> None:
    form = forms.ActivityPlanner(keep=work)
    fill(form.rows[0], name="Swim")
    for idea in ("Bake bread or a cake", "Make the bed", "Clear out one drawer"):
        form.idea.value = idea
        form.take.click()
    names = ["Swim", "Bake bread or a cake", "Make the bed", "Clear out one drawer"]
    assert [fields["name"].value for fields in form.rows] == names and form.pick.value == 3
    assert "Row 4 has been added." in said(form)
    assert [entry["name"] for entry in work.answers["activities"].value["activities"]] == names


# The hierarchy ---------------------------------------------------------------------------------------


def test_the_ladder_is_sorted_while_the_rows_stay_where_they_are(work: Workbook) -> None:
    form = forms.HierarchyBuilder(keep=work)
    assert PRECONDITION in str([w.value for w in tree(form) if isinstance(w, widgets.HTML)])
    form.fields["goal"].value = "Back in class"
    for fields, (name, value) in zip(form.rows, {"C": "90", "A": "20", "B": "50", "D": ""}.items(), strict=True):
        fill(fields, situation=name, expected=value)
    assert [step.situation for step in form.record.steps] == ["A", "B", "C", "D"]
    assert [fields["situation"].value for fields in form.rows] == ["C", "A", "B", "D"]
    assert "Could there be a step in between?" in form.view.value and "Which number fits?" in form.view.value
    assert not work.answers["hierarchy"].done
    fill(form.rows[3], expected="70")
    assert work.answers["hierarchy"].done and "Which number fits?" not in form.view.value
    fill(form.rows[3], expected="700")
    assert "Step 4: Expected distress is '700'." in said(form) and form.record.steps[2].expected == 70
    fill(form.rows[3], expected="70", situation="...")
    assert "Step 4: The situation is blank" in said(form) and form.rows[3]["situation"].value == "..."


def test_what_is_never_a_step_is_not_taken_and_the_form_says_what_to_do_instead(work: Workbook) -> None:
    form = forms.HierarchyBuilder(keep=work)
    fill(form.rows[0], situation="Wait outside", expected="10")
    fill(form.rows[1], situation="Meet alone with my ex, who beat me", expected="90")
    assert "Step 2: People are right to avoid somebody who hurt or threatened them" in said(form)
    assert "advocate" in said(form) and [step.situation for step in form.record.steps] == ["Wait outside"]
    assert form.rows[1]["situation"].value == "Meet alone with my ex, who beat me" and "ex who" not in str(
        form.to_json()
    )
    fill(form.rows[1], situation="Walk to the bakery on the street where we lived")
    assert len(form.record.steps) == 2 and "Kept" in said(form)
    test = forms.ExperimentForm(keep=work)
    fill(test.fields, prediction="She hangs up within a minute", test="Have a beer, then call her")
    assert "Alcohol and drugs are never part of a step" in said(test) and test.record.test == ""


def test_a_ladder_of_an_earlier_edition_opens_with_what_is_never_a_step(work: Workbook) -> None:
    saved = {
        "version": 1,
        "goal": "G",
        "steps": [{"version": 1, "situation": "Drink a beer, then go in", "expected": 20}],
    }
    work.put("hierarchy", "q", saved, "w")
    form = forms.HierarchyBuilder(keep=work)
    assert form.rows[0]["situation"].value == "Drink a beer, then go in" and "never part of a step" in form.view.value


def test_what_comes_after_a_step_is_shown_once_one_was_taken(work: Workbook) -> None:
    form = forms.HierarchyBuilder(keep=work)
    after = [form.rows[0][name] for name in Step.AFTER]
    assert {box.layout.display for box in after} == {"none"} and form.rows[0]["feared"].layout.display != "none"
    form.taken.value = True
    form.add.click()
    assert not any(fields[name].layout.display for fields in form.rows for name in Step.AFTER)
    assert forms.HierarchyBuilder(record=cbt.example_hierarchy()).taken.value


# The experiment --------------------------------------------------------------------------------------


def test_the_result_opens_with_a_prediction(work: Workbook) -> None:
    form = forms.ExperimentForm(keep=work)
    late = [form.fields[name] for name in Experiment.RESULT]
    assert all(field.disabled for field in late) and form.closed.layout.display == ""
    fill(form.fields, belief="B", before="0", prediction="She looks away")
    assert not any(field.disabled for field in late) and form.closed.layout.display == "none"
    fill(form.fields, after="40")
    assert "but “What happened”" in said(form) and form.record.after is None and form.fields["after"].value == "40"
    fill(form.fields, result="She answered")
    assert form.record.change == 40 and "0 before, 40 after, 40 higher" in form.view.value
    form.fields["prediction"].value = ""
    assert "Write the prediction first" in said(form) and form.record.result == "She answered"
    assert form.fields["result"].value == "She answered" and not form.fields["result"].disabled
    fill(form.fields, prediction="She looks away", before="high")
    assert "Belief before is 'high'. Enter a whole number from 0 to 100" in said(form)
    fill(form.fields, before="", test="T", watch="W", learning="L", next="N")
    assert form.record.change is None and not work.answers["experiment"].done
    fill(form.fields, before="100")
    assert form.record.change == -60 and work.answers["experiment"].done


# What is seen ----------------------------------------------------------------------------------------


def pictures(page: str) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(found) for found in re.findall(r"<svg.*?</svg>", page, re.DOTALL)]


@given(st.text(), st.text())
def test_learners_words_are_never_markup(name: str, reason: str) -> None:
    named = f"A {name} <img src=x onerror=1> & \x00\u202e"
    plan = cbt.ActivityPlan((Activity(named, done=False, reason=reason + "<script>", expected_mastery=3),))
    ladder = Hierarchy(named, (Step(named, named, expected=40, learned=named), Step(named, expected=99)))
    test = Experiment(named, 3, named, result=named)
    for page in (activity_view(plan), hierarchy_view(ladder), experiment_view(test)):
        assert "<img" not in page and "<script" not in page and "\x00" not in page and "\u202e" not in page
        (svg,) = pictures(page)
        assert svg.get("role") == "img" and svg.get("aria-label")


def test_bars_have_the_length_of_their_numbers_and_say_them() -> None:
    plan = cbt.ActivityPlan((Activity("Swim", 6, "", 10, None, True, 5, 0),))
    (svg,) = pictures(activity_view(plan))
    widths = [float(bar.get("width")) for bar in svg.iter("rect")]
    assert widths[0] == 2 * widths[1] > 0 and widths[2] == 0
    texts = [text.text for text in svg.iter("text")]
    assert texts == ["Swim (pleasure)", "10 expected", "5 actual", "Swim (mastery)", "0 actual", "0", "5", "10"]
    assert "Swim (pleasure): 10 expected, 5 actual; Swim (mastery): 0 actual." in svg.get("aria-label")
    (ladder,) = pictures(hierarchy_view(Hierarchy("G", (Step("A", expected=100, actual=50),))))
    assert [float(bar.get("width")) for bar in ladder.iter("rect")] == widths[:2]
    assert widths[0] < float(svg.get("viewBox").split()[2])
    looks = {(bar.get("fill"), bar.get("stroke-dasharray")) for bar in svg.iter("rect")}
    assert len(looks) == 2
    assert not pictures(activity_view(cbt.ActivityPlan((Activity("Swim"),))))


def test_the_tables_say_what_is_known() -> None:
    evidence = show.action_evidence()
    assert {"ekers2014", "webb2016", "mcmanus2012", "mausbach2010", "denecke2022"} <= set(evidence.sources)
    assert "SMD -0.74 (interval -0.91 to -0.56)" in repr(evidence) and "quality mostly low" in repr(evidence)
    assert repr(show.activity_ideas()).count(";") >= 15
    week = show.activity_week()
    assert week.says == cbt.example_week().summary() and "actual 0: 3 lower than predicted" in repr(week.table)
    assert "<svg" in week.svg() and "not rated" in repr(week.table)
