"""What holds for every form of the course. The list comes from the notebooks: a new form is in it by itself."""

from __future__ import annotations

from pathlib import Path

import anywidget
import ipywidgets as widgets
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iopedu.forms.base import Form
from iopedu.forms.described import Described
from iopedu.forms.parts import Companion, boxes_of
from tests.found import FORMS, KEPT, NAMES, course_forms
from tests.refresh.forms import STUB, listed
from tests.tools import said, tree

LABELED = (widgets.Text, widgets.Textarea, widgets.Dropdown, widgets.Checkbox, widgets.Button, widgets.FileUpload)


def test_every_form_is_listed() -> None:
    assert STUB.read_text(encoding="utf-8") == listed(), "run: uv run python -m tests.refresh forms"


def test_every_form_stands_in_a_notebook() -> None:
    used = {name.split("(")[0].removeprefix(f"{name[:2]} forms.") for name in NAMES}
    left = sorted(set(FORMS) - used)
    assert not left, f"{left} stand in no notebook, so no test meets them: put a cell that makes one into a notebook."


def test_every_form_with_a_name_in_the_workbook_is_kept_somewhere() -> None:
    kept = {name.split("(")[0].split(".")[1] for name in KEPT}
    left = sorted(name for name, kind in FORMS.items() if kind.KEY and name not in kept)
    assert not left, f"{left} have a KEY, and no notebook gives them a workbook: write keep=work in the cell."


@pytest.mark.parametrize("name", NAMES)
def test_every_control_has_a_visible_name(tmp_path: Path, name: str) -> None:
    form = course_forms(tmp_path)[name]()
    assert form.title.strip(), f"{name} has no name for a reader: give it a row in data/forms.csv."
    for widget in tree(form):
        if isinstance(widget, LABELED):
            assert widget.description.strip(), widget
        elif isinstance(widget, anywidget.AnyWidget) and not isinstance(widget, Companion):
            assert widget.label, widget
        elif isinstance(widget, widgets.RadioButtons):
            box = next(each for each in tree(form) if "iop-group" in getattr(each, "_dom_classes", ()))
            assert "iop-legend" in box.children[0]._dom_classes and box.children[0].value
        else:
            assert isinstance(widget, widgets.Box | widgets.HTML | Companion), widget
    forms_in_it = sum(isinstance(widget, Form) for widget in tree(form))
    assert sum(isinstance(widget, Companion) for widget in tree(form)) == forms_in_it
    assert not any(
        isinstance(widget, widgets.IntSlider | widgets.FloatSlider | widgets.Output) for widget in tree(form)
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_form_leaves_a_twin_that_reads_without_a_kernel(tmp_path: Path, name: str) -> None:
    form = course_forms(tmp_path)[name]()
    bundle = form._repr_mimebundle_()
    assert bundle["application/vnd.jupyter.widget-view+json"]
    assert bundle["text/plain"].startswith(form.title) and len(bundle["text/plain"]) > 40
    assert form.title in bundle["text/html"] and "0x" not in bundle["text/plain"]
    assert repr(form).startswith(form.title)


@pytest.mark.parametrize("name", KEPT)
def test_every_form_with_a_workbook_has_a_name_in_it(tmp_path: Path, name: str) -> None:
    assert course_forms(tmp_path)[name]().key, f"{name} would keep nothing: give the form a KEY."


@pytest.mark.parametrize("name", KEPT)
def test_what_is_typed_is_kept_or_refused_in_words(tmp_path: Path, name: str) -> None:
    form = course_forms(tmp_path)[name]()
    if not isinstance(form, Described):
        return
    lost = []
    for label, box in boxes_of(form):
        form.say()
        box.value = "Zanzibar"
        if "Zanzibar" not in str(form.to_json()) and not form.status.value:
            lost.append(label)
        box.value = ""
    assert not lost, f"{name} loses what is typed into {lost}: make it a field of the record."


@pytest.mark.parametrize("name", KEPT)
@given(found=st.none() | st.integers() | st.text() | st.lists(st.integers()) | st.dictionaries(st.text(), st.none()))
@settings(max_examples=8)
def test_damaged_answers_never_break_a_form(tmp_path: Path, name: str, found: object) -> None:
    make = course_forms(tmp_path)[name]
    blank = make()
    blank.keep.put(blank.key, "q", found, "w")
    form = make()
    assert form.record == form._blank and "could not be shown" in said(form)
    assert form.keep.answers[form.key].value == found


@pytest.mark.parametrize("name", KEPT)
def test_no_free_text_is_left_out_of_what_is_read(tmp_path: Path, name: str) -> None:
    form = course_forms(tmp_path)[name]()
    boxes = boxes_of(form)
    for at, (_label, box) in enumerate(boxes):
        box.value = f"Zanzibar {at}."
    read = "\n".join(text for _place, text in form.free_texts())
    left = [label for at, (label, _box) in enumerate(boxes) if f"Zanzibar {at}." not in read]
    assert not left, (
        f"Nobody reads these boxes of {name}: {left}. `text_boxes` or the record's `texts` should have them."
    )
