"""The pathway laboratory: closed until there is a prediction, and nothing that was typed is lost."""

from __future__ import annotations

from pathlib import Path

import ipywidgets as widgets
import pytest

from iopedu import forms
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


def test_every_control_has_a_name(form: forms.PathwayLab) -> None:
    for widget in tree(form):
        if not isinstance(widget, widgets.Box | widgets.HTML | Companion):
            assert widget.description.strip(), widget


def test_the_run_is_closed_until_there_is_a_prediction(form: forms.PathwayLab, work: Workbook) -> None:
    assert form.run.disabled and form.decide.disabled
    predict(form, "many")
    assert (
        form.run.disabled
        and "Your prediction is 'many'. Write a number from 0 to 1000." in said(form)
        and not work.answers
    )
    predict(form)
    assert not form.run.disabled and form.decide.disabled
    form.run.click()
    assert form.run.disabled and not form.decide.disabled and "30 predicted" in said(form)
    assert "Where people are" in form.view.value and form.bar.value == ""
    assert len(work.answers["pathway"].value["trials"]) == 1 and not work.answers["pathway"].done


def test_two_runs_and_a_decision_make_the_task_done_and_come_back(form: forms.PathwayLab, work: Workbook) -> None:
    for text in ("<b>Ask the clinic</b>", "Count the wait"):
        predict(form)
        form.run.click()
        form.decision.value = text
        form.decide.click()
    assert work.answers["pathway"].done and "Count the wait" in work.answers["pathway"].words
    assert "&lt;b&gt;Ask" in form.view.value and "<b>Ask" not in form.view.value
    again = forms.PathwayLab(keep=work, runs=8)
    assert again.record == form.record and "Ask the clinic" not in repr(again._repr_mimebundle_())
    form.again.click()
    assert len(form.record.trials) == 1
    work.erase()
    assert again.record == PathwayLog() and again.view.value == "" and again.run.disabled


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"room": "5000"}, "Places in IOP: 5000"),
        ({"room": "some"}, "Places in IOP is 'some'. Write a whole number"),
        ({"first": ("attendance", "2")}, "Write a number from 0 to 1"),
        ({"first": ("attendance", "")}, "is empty. Write a number from 0 to 1."),
        ({"first": ("", "3")}, "nothing is chosen to change"),
        ({"first": ("attendance", "0.5"), "second": ("attendance", "0.6")}, "about the same number"),
    ],
)
def test_what_cannot_be_is_said_and_stays_in_its_box(form: forms.PathwayLab, fields: dict, words: str) -> None:
    form.room.value = fields.get("room", "")
    for at, name in enumerate(("first", "second")):
        form.names[at].value, form.values[at].value = fields.get(name, ("", ""))
    predict(form)
    assert words in said(form) and form.run.disabled
    assert form.room.value == fields.get("room", "") and form.predicted.value == "30"


def test_changes_reach_the_scenario(form: forms.PathwayLab) -> None:
    form.start.value, form.people.value, form.room.value = "hospital", 100, "20"
    form.names[1].value, form.values[1].value = "wait_iop", "8"
    predict(form)
    scenario = form.record.trials[0].scenario
    assert (scenario.start, scenario.people, scenario.weeks) == ("hospital", 100, 13)
    assert scenario.changed == {"wait_iop": 8.0} and scenario.places == {"iop": 20}


def test_numbers_are_taken_as_they_are_meant(form: forms.PathwayLab) -> None:
    form.names[0].value, form.values[0].value, form.people.value, form.room.value = "wait_iop", "1,5", 10_000, "1 000"
    predict(form, "50.9")
    trial = form.record.trials[0]
    assert (trial.predicted, trial.scenario.changed, trial.scenario.places) == (50.9, {"wait_iop": 1.5}, {"iop": 1000})
    form.room.value = "1.000"
    predict(form, "7,5")
    assert "Places in IOP is '1.000', which can mean 1 or 1000." in said(form) and form.record.trials == (trial,)


def test_damaged_answers_never_break_the_form(work: Workbook) -> None:
    work.put("pathway", "q", {"version": 1, "trials": [3]}, "w")
    form = forms.PathwayLab(keep=work, runs=5)
    assert form.record == PathwayLog() and "could not be shown" in said(form)


def test_the_twins_say_what_there_is(work: Workbook) -> None:
    blank = forms.PathwayLab(keep=work)._repr_mimebundle_()["text/plain"]
    assert FILL in blank and "attended" in blank
    log = PathwayLog().predict(forms.PathwayLab(runs=5).scenario(), "lost", 3)
    log = log.with_result(log.run(5))
    assert "3 predicted" in forms.PathwayLab(record=log)._repr_mimebundle_()["text/html"]
