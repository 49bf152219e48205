"""A box takes so much text and no more: what is too long is said, stays in its box, and is not taken, kept or cut."""

from __future__ import annotations

from pathlib import Path

import ipywidgets as widgets
import pytest

from iopedu import forms
from iopedu.course.workbook import Workbook
from iopedu.forms.base import LONGEST
from iopedu.forms.parts import boxes_of
from tests.found import KEPT, course_forms, only
from tests.tools import said, tree

TOO_LONG = "word " * (LONGEST // 5) + "x"


def press_all(form: forms.Form) -> None:
    for choice in [widget for widget in tree(form) if isinstance(widget, widgets.Dropdown | widgets.RadioButtons)]:
        if not choice.value and choice.options:
            choice.index = len(choice.options) - 1
    buttons = [widget for widget in tree(form) if isinstance(widget, widgets.Button)]
    for button in sorted(buttons, key=lambda button: button.button_style != "primary"):
        if not button.disabled:
            button.click()


@pytest.mark.parametrize("name", KEPT)
def test_what_is_too_long_for_its_box_is_never_kept(tmp_path: Path, name: str) -> None:
    form = course_forms(tmp_path)[name]()
    for _label, box in boxes_of(form):
        box.value = TOO_LONG
        assert box.value == TOO_LONG
    press_all(form)
    assert TOO_LONG not in form.keep.everything().dumps()


BOXES = {
    forms.ThoughtRecordForm: lambda form: form.texts["situation"],
    forms.ChainForm: lambda form: form.fields["prompting"],
    forms.TransitionPlanForm: lambda form: form.fields["early"],
    forms.ActivityPlanner: lambda form: form.rows[0]["name"],
    forms.AgreementsForm: lambda form: form.fields["agreed"]["privacy"],
}


@pytest.mark.parametrize("kind", BOXES)
def test_a_box_that_is_too_full_is_named_and_counts_once_shortened(tmp_path: Path, kind: type[forms.Form]) -> None:
    form = only(kind, tmp_path)
    box = BOXES[kind](form)
    box.value = TOO_LONG
    fix = "A box can hold no more than 20,000, so shorten the text, or keep the rest elsewhere."
    assert f"“{box.description}” has 20,001 characters. {fix}" in said(form)
    assert "What you typed is still in the box" in said(form) and form.record == form._blank and not form.keep.answers
    assert box.value == TOO_LONG
    box.value = TOO_LONG[1:]
    assert TOO_LONG[1:] in str(form.to_json()) and "hold" not in said(form)


@pytest.mark.parametrize("kind", [forms.ThoughtRecordForm, forms.TransitionPlanForm])
def test_a_box_on_a_page_that_was_left_stays_too_full(tmp_path: Path, kind: type[forms.Form]) -> None:
    form = only(kind, tmp_path)
    BOXES[kind](form).value = TOO_LONG
    form.next.click()
    _label, other = boxes_of(form)[-1]
    other.value = "short"
    assert "has 20,001 characters" in said(form) and form.record == form._blank
    form.back.click()
    assert BOXES[kind](form).value == TOO_LONG
    BOXES[kind](form).value = ""
    assert "short" in str(form.to_json())


def test_going_to_another_day_does_not_lose_what_is_too_long(tmp_path: Path) -> None:
    form = forms.DiaryCardForm(keep=Workbook("09", tmp_path))
    form.start.value = "March 16, 2026"
    _label, box = boxes_of(form.day)[-1]
    box.value = TOO_LONG
    form.after.click()
    assert form.at == 0 and boxes_of(form.day)[-1][1].value == TOO_LONG and "before you go" in said(form)


def test_what_is_shown_anew_leaves_a_box_that_is_too_full(tmp_path: Path) -> None:
    form = forms.TransitionPlanForm(keep=Workbook("12", tmp_path))
    form.fields["person"].value = "Maya"
    form.fields["early"].value = TOO_LONG
    form.refresh(joined=True)
    assert form.fields["early"].value == TOO_LONG and form.record.person == "Maya"
