"""The practice form, driven as the browser drives it."""

from __future__ import annotations

from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import ipywidgets as widgets
import pytest

from iopedu.cbt.items import example_practice, example_thought, thoughts
from iopedu.course.practice import Practice as Record
from iopedu.course.workbook import Workbook
from iopedu.forms.course.questions import Practice
from iopedu.forms.parts import FILL, Companion
from tests.tools import said, tree

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def work(tmp_path: Path) -> Workbook:
    return Workbook("05", tmp_path)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def answer(form: Practice, *positions: int) -> None:
    form.choose(*positions)
    form.check.click()


def test_every_control_has_a_name_and_radio_buttons_a_legend(work: Workbook) -> None:
    form = Practice(thoughts(), work)
    for kind in ("", "sort", "name"):
        form.kind.value = kind
        for widget in tree(form):
            if isinstance(widget, widgets.RadioButtons):
                box = next(each for each in tree(form) if "iop-group" in getattr(each, "_dom_classes", ()))
                assert "iop-legend" in box.children[0]._dom_classes and box.children[0].value
                assert widget in tree(box)
            elif not isinstance(widget, widgets.Box | widgets.HTML | Companion):
                assert widget.description.strip(), widget
    assert sum(isinstance(widget, Companion) for widget in tree(form)) == 1


def test_nothing_is_chosen_for_the_learner(work: Workbook) -> None:
    form = Practice(thoughts(), work)
    assert form.chosen == () and form.record == Record(thoughts()) and not work.answers
    assert form.kind.label == "All kinds" and form.kind.index == 0
    form.check.click()
    assert "You haven’t chosen anything yet" in said(form) and "iop-warn" in form.status.value and not work.answers


def test_an_answer_is_explained_kept_and_asked_only_once(work: Workbook, clock: Clock) -> None:
    form = Practice(thoughts(), work, clock=clock)
    form.kind.value = "sort"
    entry = form.item
    answer(form, *entry.right)
    assert entry.question.options[entry.right[0]].why in said(form) and said(form).startswith("Yes")
    assert "1 of 16 items answered, 1 right" in form.place.value
    assert work.answers["practice"].value == form.record.to_json() and not work.answers["practice"].done
    form.check.click()
    assert len(form.record.answers) == 1 and "Press Next item" in said(form)
    form.next.click()
    assert form.item != entry and said(form) == "" and form.chosen == ()


def test_next_needs_an_answer_and_not_sure_is_one(work: Workbook) -> None:
    form = Practice(thoughts(), work)
    entry = form.item
    form.next.click()
    assert form.item is entry and "“Not sure” is an answer, too" in said(form)
    answer(form, len(entry.question.options) - 1)
    assert "Noted: “Not sure”" in said(form) and "This one will come back after a few others." in said(form)
    assert "The right answer:" in said(form)


def test_a_missed_item_comes_back_after_three_others(work: Workbook, clock: Clock) -> None:
    form = Practice(thoughts(), work, clock=clock)
    form.kind.value = "fact"
    missed = form.item
    answer(form, 1 - missed.right[0])
    assert said(form).startswith("Not quite") and "The right answer" in said(form)
    form.next.click()
    assert form.item != missed
    for _ in range(3):
        assert form.item != missed
        answer(form, *form.item.right)
        form.next.click()
    assert form.item == missed and "4 of 12 items answered, 3 right" in form.place.value
    answer(form, *missed.right)
    assert form.record.right("fact") == 4 and "comes back" not in said(form)
    assert "will come back" not in said(form)


def test_several_right_ones_are_boxes_to_tick(work: Workbook, clock: Clock) -> None:
    form = Practice(thoughts(), work, clock=clock)
    form.kind.value = "name"
    while not form.item.question.several:
        answer(form, *form.item.right)
        form.next.click()
    assert all(isinstance(box, widgets.Checkbox) for box in form.options.marks.children)
    assert "more than one answer is right" in form.options.ask.value
    answer(form, form.item.right[0])
    assert "Also right" in said(form) and not form.record.was_right(form.item.id)


def test_when_a_kind_is_finished_it_says_where_it_comes_back(work: Workbook, clock: Clock) -> None:
    form = Practice(thoughts(), work, clock=clock)
    form.kind.value = "fact"
    for _ in thoughts().of("fact"):
        answer(form, *form.item.right)
        form.next.click()
    assert form.item is None and "You got every item here right on your most recent try" in form.options.ask.value
    assert "Ten minutes today" in said(form)
    assert form.options.marks.children == () and form.chosen == ()
    form.check.click()
    assert "Ten minutes today" in said(form) and len(form.record.answers) == 12
    form.kind.value = ""
    assert form.item is not None


def test_the_answers_come_back_and_can_be_erased(work: Workbook, clock: Clock, tmp_path: Path) -> None:
    form = Practice(thoughts(), work, clock=clock)
    entry = form.item
    answer(form, *entry.right)
    again = Practice(thoughts(), work, clock=clock)
    assert again.record == form.record and again.item != entry
    work.save()
    other = Workbook("05", tmp_path)
    loaded = Practice(thoughts(), other, clock=clock)
    other.look()
    assert loaded.record == form.record and "1 of" in loaded.place.value
    other.erase()
    assert loaded.record == Record(thoughts()) and loaded.item == entry and "0 of" in loaded.place.value


def test_a_damaged_saved_answer_is_said_and_the_form_still_works(work: Workbook) -> None:
    work.put("practice", "?", {"version": 1, "answers": 7}, "?")
    form = Practice(thoughts(), work)
    assert "could not be shown here" in said(form) and form.item is not None and form.record == Record(thoughts())


def test_twenty_items_make_the_task_done(work: Workbook, clock: Clock) -> None:
    form = Practice(thoughts(), work, clock=clock)
    for _ in range(20):
        assert not (("practice" in work.answers) and work.answers["practice"].done)
        answer(form, *form.item.right)
        form.next.click()
    assert work.answers["practice"].done and "20 of" in work.answers["practice"].words


def test_a_second_choice_is_not_taken_for_the_recorded_one(work: Workbook, clock: Clock) -> None:
    form = Practice(thoughts(), work, clock=clock)
    unsure = len(form.item.question.options) - 1
    answer(form, unsure)
    answer(form, *form.item.right)
    assert "Noted: “Not sure”" in said(form) and "Your first answer was recorded." in said(form)
    assert [entry.chosen for entry in form.record.answers] == [(unsure,)]


def test_agreement_is_shown_on_demand(work: Workbook) -> None:
    form = Practice(thoughts(), work)
    form.agree.click()
    assert "0 answers so far" in form.seen.value and "The key says" not in form.seen.value
    shown = Practice(thoughts(), record=example_practice())
    shown.agree.click()
    assert shown.record.agreement("sort").describe() in unescape(shown.seen.value)
    assert shown.seen.value.count("The key says") >= 3 and "is shown below" in said(shown)
    answer(shown, *shown.item.right)
    assert shown.seen.value == "", "after a new answer the old figures are gone"


def test_the_twin_of_a_kept_form_is_blank_and_an_example_shows_its_answer(work: Workbook) -> None:
    form = Practice(thoughts(), work)
    answer(form, 0)
    bundle = Practice(thoughts(), work)._repr_mimebundle_()
    assert f"0 of {len(thoughts().items)} items" in bundle["text/plain"] and FILL in bundle["text/html"]
    assert "1 of" not in bundle["text/plain"]
    example = Practice(thoughts())
    example.kind.value = "sort"
    answer(example, 1)
    bundle = example._repr_mimebundle_()
    assert example.item.question.options[1].why in bundle["text/plain"]
    assert example.title in bundle["text/html"] and "Not quite" in bundle["text/html"]


def test_an_example_promises_no_other_item_and_no_other_day() -> None:
    only = Practice(example_thought())
    answer(only, 0)
    assert "Not quite" in said(only) and "come back" not in said(only)
    only.next.click()
    answer(only, 1)
    only.next.click()
    assert "every item here right" in said(only) and "Ten minutes" not in said(only)
