"""The pathway laboratory: closed until there is a prediction, and nothing that was typed is lost."""

from __future__ import annotations

import asyncio
from pathlib import Path

import ipywidgets as widgets
import pytest

from iopedu import forms
from iopedu.care.pathway import Scenario, parameters
from iopedu.care.pathway_log import PathwayLog
from iopedu.course.workbook import Workbook
from iopedu.forms.parts import FILL, Companion
from tests.tools import said, tree


@pytest.fixture
def work(tmp_path: Path) -> Workbook:
    return Workbook("14", tmp_path)


@pytest.fixture
def form(work: Workbook) -> forms.PathwayLab:
    return forms.PathwayLab(keep=work, runs=8)


def predict(form: forms.PathwayLab, value: str = "30") -> None:
    form.weeks.value = 13
    form.predicted.value = value
    form.predict.click()


def change(form: forms.PathwayLab, name: str, a: str = "", b: str = "") -> None:
    form.part.value = parameters()[name].part
    form.number.value = name
    form.value["a"].value, form.value["b"].value = a, b
    form.change.click()


def test_every_control_has_a_name_and_every_number_can_be_chosen(form: forms.PathwayLab) -> None:
    for widget in tree(form):
        if not isinstance(widget, widgets.Box | widgets.HTML | Companion):
            assert widget.description.strip(), widget
    found = []
    for part in dict(form.part.options).values():
        form.part.value = part
        found += [name for _said, name in form.number.options]
    assert sorted(found) == sorted(parameters())


def test_the_run_is_closed_until_there_is_a_prediction(form: forms.PathwayLab, work: Workbook) -> None:
    assert form.run.disabled and form.decide.disabled and form.stop.disabled
    predict(form, "many")
    assert form.run.disabled and "your prediction is 'many'. Enter a number from -100 to 100." in said(form)
    predict(form)
    assert not form.run.disabled and form.decide.disabled
    form.run.click()
    assert form.run.disabled and form.stop.disabled and not form.decide.disabled and "30 predicted" in said(form)
    for shown in ("Who has responded, week by week", "Which numbers does the difference depend on?", "No therapy"):
        assert shown in form.view.value
    assert form.bar.value == ""
    assert len(work.answers["arrangements"].value["trials"]) == 1 and not work.answers["arrangements"].done


def test_a_decision_can_be_right_or_wrong_for_a_stated_reason(form: forms.PathwayLab) -> None:
    form.who["b"].value = "stalled"
    predict(form, "0")
    form.run.click()
    form.decide.click()
    assert "First choose what the runs say" in said(form)
    for verdict, words in (("a", "That isn’t what the runs say."), ("open", "That matches what the runs say.")):
        form.verdict.value = verdict
        form.decide.click()
        assert words in said(form) and "exactly 0" in said(form)


def test_two_runs_and_a_decision_make_the_task_done_and_come_back(form: forms.PathwayLab, work: Workbook) -> None:
    for text in ("<b>Ask the clinic</b>", "Count the wait"):
        predict(form)
        form.run.click()
        form.verdict.value, form.decision.value = "open", text
        form.decide.click()
    assert work.answers["arrangements"].done and "Count the wait" in work.answers["arrangements"].words
    assert "&lt;b&gt;Ask" in form.view.value and "<b>Ask" not in form.view.value
    again = forms.PathwayLab(keep=work, runs=8)
    assert again.record == form.record and "Ask the clinic" not in repr(again._repr_mimebundle_())
    form.again.click()
    assert len(form.record.trials) == 2 and "Remove run 2, with its prediction and its decision?" in said(form)
    form.again.click()
    assert len(form.record.trials) == 1 and form.again.description == "Remove the last run"
    work.erase()
    assert again.record == PathwayLog(b=Scenario("stays")) and again.view.value == "" and again.run.disabled


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("attendance", "2", "Enter a number from 0 to 1"),
        ("attendance", "some", "is 'some'. Enter a number from 0 to 1"),
        ("places_iop", "50.9", "is '50.9'. Enter a whole number from 0 to 1000"),
        ("places_iop", "1.000", "which can mean 1 or 1000"),
        ("weeks_iop", "2,5", "is '2,5'. Enter a whole number"),
        ("arrival_weeks", "53", "Enter a whole number from 1 to 52"),
        ("begin_stalled", "0.3", "different people"),
    ],
)
def test_what_cannot_be_is_said_and_stays_in_its_box(form: forms.PathwayLab, name: str, typed: str, words: str) -> None:
    change(form, name, typed)
    assert words in said(form) and form.value["a"].value == typed and form.record.a.changed == {}


def test_a_value_that_was_typed_and_not_used_is_not_passed_over(form: forms.PathwayLab) -> None:
    form.part.value, form.number.value = "program", "attendance"
    form.value["a"].value, form.value["b"].value = "0.8", "0.4"
    form.weeks.value = 13
    assert (form.value["a"].value, form.value["b"].value) == ("0.8", "0.4")
    predict(form)
    assert "“In A” isn’t in use yet" in said(form) and form.run.disabled
    form.number.value = "hours_iop"
    assert form.number.value == "attendance" and "isn’t in use yet" in said(form)
    form.part.value = "health"
    assert (form.part.value, form.number.value, form.value["b"].value) == ("program", "attendance", "0.4")
    form.change.click()
    predict(form)
    assert [form.record.trials[0].a.changed, form.record.trials[0].b.changed] == [
        {"attendance": 0.8},
        {"attendance": 0.4},
    ]
    form.value["b"].value = "0.5"
    form.restore.click()
    assert (form.value["a"].value, form.value["b"].value) == ("", "") and form.record.b.changed == {}


def test_what_cannot_be_read_names_its_box(form: forms.PathwayLab) -> None:
    change(form, "attendance", "0.8", "2")
    assert said(form) == "In B: Share of planned hours attended is '2'. Enter a number from 0 to 1."


def test_a_decision_that_was_typed_stays_until_it_is_kept(form: forms.PathwayLab) -> None:
    predict(form)
    form.run.click()
    compared = form.view.value
    form.verdict.value, form.decision.value = "a", "Ask the clinic first"
    form.weeks.value = 26
    assert (form.verdict.value, form.decision.value) == ("a", "Ask the clinic first")
    form.predict.click()
    assert "isn’t kept yet" in said(form) and form.decision.value == "Ask the clinic first"
    form.decide.click()
    assert form.record.trials[0].decision == "Ask the clinic first"
    assert "Side by side" in compared and "Side by side" in form.view.value, "the last comparison stays on show"
    form.predict.click()
    assert form.record.waiting and (form.verdict.value, form.decision.value) == ("", "")
    form.weeks.value = 52
    assert "Your prediction was about the other setup: make a new one." in said(form)
    form.again.click()
    form.again.click()
    assert form.view.value == "" and said(form) == "The log is empty."


@pytest.mark.parametrize(("measure", "most"), [("lost", 100), ("care_hours", 1000)])
def test_a_difference_of_percents_has_its_limits(form: forms.PathwayLab, measure: str, most: int) -> None:
    form.measure.value = measure
    predict(form, f"{most + 1}")
    assert f"Enter a number from -{most} to {most}." in said(form) and not form.record.trials
    predict(form, f"-{most}")
    assert form.record.trials[0].predicted == -most


def test_numbers_are_taken_as_they_are_meant(form: forms.PathwayLab) -> None:
    change(form, "wait_iop", "1,5", "7.5")
    change(form, "places_iop", "1 000")
    change(form, "attendance", " 0,4 ")
    assert form.record.a.changed == {"wait_iop": 1.5, "places_iop": 1000, "attendance": 0.4}
    assert form.record.b.changed == {"wait_iop": 7.5}
    predict(form, "−2,5")
    assert form.record.trials[0].predicted == -2.5
    change(form, "wait_iop")
    assert form.record.b.changed == {} and "wait_iop" not in form.record.a.changed
    assert form.record.trials == () and form.run.disabled  # the prediction was about something else
    form.restore.click()
    assert form.record.a.changed == {}


def test_changes_reach_both_arrangements_and_light_up_their_states(form: forms.PathwayLab) -> None:
    assert "(changed)" not in form.states.value
    form.who["b"].value = "iop_begins"
    change(form, "wait_iop", "8")
    predict(form)
    trial = form.record.trials[0]
    assert (trial.a.start, trial.b.start, trial.a.weeks, trial.b.weeks) == ("stalled", "iop_begins", 13, 13)
    assert "(changed)" in form.states.value and "Mean wait for an IOP 8" in said(form) + form.record.describe()
    form.part.value = "health"
    form.part.value = "access"
    form.number.value = "wait_iop"
    assert (form.value["a"].value, form.value["b"].value) == ("8", "")


def test_a_run_goes_on_beside_the_page_and_can_be_stopped(work: Workbook) -> None:
    form = forms.PathwayLab(keep=work, runs=40)
    predict(form)

    async def press(stop_after: int | None) -> list[bool]:
        form.run.click()
        seen = []
        for turn in range(400):
            await asyncio.sleep(0)
            seen.append("width" in form.bar.value)
            if turn == stop_after:
                assert form.run.disabled and form.predict.disabled and not form.stop.disabled
                form.stop.click()
            if form.stop.disabled:
                break
        return seen

    asyncio.run(press(3))
    assert (
        form.record.waiting
        and not form.run.disabled
        and "Nothing from these runs was kept" in said(form)
        and form.bar.value == ""
    )
    assert sum(asyncio.run(press(None))) >= 6
    assert not form.record.waiting and "predicted" in said(form)


def test_a_form_that_is_closed_in_the_middle_of_a_run_ends_it(work: Workbook) -> None:
    form = forms.PathwayLab(keep=work, runs=40)
    predict(form)

    async def press() -> int:
        form.run.click()
        await asyncio.sleep(0)
        form.close()
        for turn in range(100):
            if form._task.done():
                return turn
            await asyncio.sleep(0)
        return 100

    assert asyncio.run(press()) < 5 and form._task.exception() is None


def test_damaged_answers_never_break_the_form(work: Workbook) -> None:
    work.put("arrangements", "q", {"version": 1, "trials": [3]}, "w")
    form = forms.PathwayLab(keep=work, runs=5)
    assert form.record.trials == () and "could not be shown" in said(form)


def test_the_twins_say_what_there_is(work: Workbook) -> None:
    blank = forms.PathwayLab(keep=work)._repr_mimebundle_()["text/plain"]
    assert FILL in blank and f"{len(parameters())} numbers" in blank
    form = forms.PathwayLab(runs=5)
    predict(form, "3")
    form.run.click()
    assert "3 predicted" in forms.PathwayLab(record=form.record)._repr_mimebundle_()["text/html"]
