"""Saved answers that cannot be read, of a form and of the forms around it: sentences, and no broken form."""

from __future__ import annotations

import logging
from pathlib import Path

import ipywidgets as widgets
import pytest

from iopedu import forms
from iopedu.cbt.record import ThoughtRecord
from iopedu.course.workbook import FILE, Workbook
from tests.found import KEPT, course_forms
from tests.tools import said, tree

DAMAGED = [
    None,
    7,
    "text",
    [1],
    {},
    {"version": 1},
    {"version": 99, "text": ""},
    {"version": 1, "text": 5, "rows": [{}]},
]


@pytest.mark.parametrize("damaged", DAMAGED, ids=range(len(DAMAGED)))
def test_no_button_breaks_when_no_answer_of_the_notebook_can_be_read(
    tmp_path: Path, damaged: object, caplog: pytest.LogCaptureFixture
) -> None:
    made = [make() for name, make in course_forms(tmp_path).items() if name in KEPT]
    keys = {(form.keep.notebook.number, form.key) for form in made}
    for number, key in keys:
        for work in {id(form.keep): form.keep for form in made if form.keep.notebook.number == number}.values():
            work.put(key, "q", damaged, "words")
    made = [make() for name, make in course_forms(tmp_path).items() if name in KEPT]
    for form in made:
        for number, key in keys:
            if number == form.keep.notebook.number:
                form.keep.put(key, "q", damaged, "words")
        with caplog.at_level(logging.WARNING):
            for button in [widget for widget in tree(form) if isinstance(widget, widgets.Button)]:
                if not button.disabled:
                    button.click()  # ipywidgets logs what a button raises
        assert not caplog.records, f"{type(form).__name__}: {caplog.text[-600:]}"


@pytest.mark.parametrize("damaged", DAMAGED, ids=range(len(DAMAGED)))
def test_a_record_that_cannot_be_read_is_said_and_not_added(tmp_path: Path, damaged: object) -> None:
    work = Workbook("04", tmp_path)
    records = forms.Records(keep=work)
    work.put("record", "q", ThoughtRecord("Saturday").to_json(), "w")
    records.add.click()
    work.put("record", "q", damaged, "w")
    records.add.click()
    if damaged == {"version": 1}:
        assert "There is nothing in the form above yet." in said(records)
    else:
        assert "The saved record cannot be read." in said(records) and "Nothing here has changed." in said(records)
    assert len(records.record.records) == 1 and work.answers["record"].value == damaged


def test_a_file_that_cannot_be_read_is_a_sentence_on_the_page_of_progress(tmp_path: Path) -> None:
    page = forms.YourProgress(Workbook("00", tmp_path))
    (tmp_path / FILE).mkdir()
    page.again.click()
    assert "cannot be read" in said(page) and "cannot be read" in repr(page)
