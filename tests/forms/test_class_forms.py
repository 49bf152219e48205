"""Before and after, answers for a class, and progress over the course, driven by choosing and clicking."""

from __future__ import annotations

import html
import json
from pathlib import Path

import pytest

from iopedu import forms
from iopedu.course import notebooks
from iopedu.course.before_after import FORMS, before_after, parallel_forms
from iopedu.course.checkpoints import in_all, progress
from iopedu.course.workbook import Workbook
from iopedu.forms.parts import FILL
from iopedu.teaching.results import read_results
from tests.tools import said

MANY = len(before_after().questions)


@pytest.fixture
def work(tmp_path: Path) -> Workbook:
    return Workbook("00", tmp_path)


def answer(form: forms.BeforeAfter, right: bool) -> None:
    """Answer the question shown, from what stands on the form."""
    options = form.options.question.options
    form.choose(next(at for at, option in enumerate(options) if option.right is right))
    form.check.click()


def go_through(form: forms.BeforeAfter, right: bool) -> list[str]:
    asked = []
    for _number in range(MANY):
        asked.append(form.options.question.id)
        answer(form, right)
    return asked


def test_two_rounds_and_only_then_what_changed(work: Workbook) -> None:
    form = forms.BeforeAfter(keep=work)
    reasons = [option.why for entry in before_after().questions for option in entry.options]
    first = go_through(form, right=False)
    assert form.record.waiting and form.options.question is None
    assert form.moves.layout.display == "none" and form.begin.layout.display == "" and form.seen.value == ""
    assert (
        "The first round is complete." in said(form)
        and "Save" not in said(form)
        and not any(why in form.status.value for why in reasons)
    )
    assert work.answers["before_after"].done is False and "ight" not in work.answers["before_after"].words
    form.begin.click()
    assert form.record.waiting and "for after the last notebook" in said(form), "one press too many spoils nothing"
    form.begin.click()
    assert form.begin.layout.display == "none" and form.moves.layout.display == "" and form.options.chosen == ()
    second = go_through(form, right=True)
    assert sorted(first) == sorted(second) and first != second
    assert "Both rounds are complete" in said(form)
    assert f"gained: {MANY}; lost: 0" in form.options.ask.value and work.answers["before_after"].done
    shown = html.unescape(form.seen.value)
    assert all(next(o.why for o in entry.options if o.right) in shown for entry in before_after().questions)
    assert form.moves.layout.display == "none" and form.begin.layout.display == "none"


def test_an_answer_is_kept_as_it_stands_in_the_data_and_may_be_changed(work: Workbook) -> None:
    form = forms.BeforeAfter(keep=work)
    form.check.click()
    assert "“I don’t know yet” is an answer, too" in said(form) and "before_after" not in work.answers
    name = form.options.question.id
    shown = form.options.question.options[0].text
    form.choose(0)
    form.check.click()
    kept = form.record.before[name]
    assert form.record.quiz.question(name).options[kept].text == shown
    assert form.options.question.id != name and form.place.value.startswith("Before the course, question 2 of")
    form.back.click()
    assert form.options.question.id == name and form.options.chosen == (0,) and form.back.disabled
    form.choose(1)
    form.check.click()
    assert form.record.before[name] != kept and len(form.record.before) == 1


def test_going_back_shows_what_was_chosen_in_the_order_of_this_round(work: Workbook) -> None:
    form = forms.BeforeAfter(keep=work)
    for number in range(MANY - 1):
        name, at = form.options.question.id, number % 3
        form.choose(at)
        form.check.click()
        form.back.click()
        assert form.options.question.id == name and form.options.chosen == (at,)
        form.next.click()


def test_questions_can_be_skipped_and_come_back(work: Workbook) -> None:
    form = forms.BeforeAfter(keep=work)
    first = form.options.question.id
    form.next.click()
    for _number in range(MANY - 1):
        answer(form, right=True)
    assert form.options.question.id == first and not form.record.waiting
    answer(form, right=True)
    assert form.record.waiting


def test_the_rounds_come_back_after_weeks(work: Workbook, tmp_path: Path) -> None:
    form = forms.BeforeAfter(keep=work)
    go_through(form, right=False)
    work.save()
    later = Workbook("00", tmp_path)
    form = forms.BeforeAfter(keep=later)
    assert not form.record.before
    later.look()
    assert form.record.waiting and form.begin.layout.display == ""
    form.begin.click()
    form.begin.click()
    answer(form, right=True)
    assert "After the course: 1 of" in said(form) and form.place.value.startswith("After the course, question 2 of")
    again = forms.BeforeAfter(keep=later)
    assert again.record == form.record and again.record.begun
    later.erase()
    assert not again.record.before and again.place.value.startswith("Before the course, question 1 of")


def test_damaged_rounds_leave_the_form_blank(work: Workbook) -> None:
    work.put("before_after", "q", {"version": 1, "before": 3}, "w")
    form = forms.BeforeAfter(keep=work)
    assert "could not be shown here" in said(form) and not form.record.before


def test_the_twin_asks_nothing_that_is_kept_for_later(work: Workbook) -> None:
    form = forms.BeforeAfter(keep=work)
    go_through(form, right=True)
    twin = str(forms.BeforeAfter(keep=work)._repr_mimebundle_())
    assert not any(entry.ask in twin for entry in before_after().questions) and "waiting" not in twin
    assert FILL in twin


def test_quiz_answers_are_written_for_the_class_on_a_click_only(work: Workbook, tmp_path: Path) -> None:
    quiz, form = forms.Questions("quiz", work), forms.YourWork(work)
    form.hand_on.click()
    assert "No questions have been answered yet" in said(form) and not list(tmp_path.glob("*.json"))
    quiz.choose(0)
    quiz.check.click()
    forms.Explain("own_words", work).text.value = "my very private words are here"
    form.label.value = "Anna"
    form.hand_on.click()
    assert "Do not use a name" in said(form) and not list(tmp_path.glob("*.json"))
    form.label.value = " 12 "
    form.hand_on.click()
    file = tmp_path / "my-iopedu-work-results-12.json"
    assert file.name in said(form) and "no name" in said(form) and file.stat().st_mode & 0o077 == 0
    found = read_results(file.read_bytes())
    assert found.label == "12" and list(found.chosen) == ["00/quiz"] and "private" not in file.read_text()
    form.label.value = ""
    form.hand_on.click()
    assert json.loads((tmp_path / "my-iopedu-work-results.json").read_text())["label"] == ""
    work.erase_everything()
    assert not list(tmp_path.glob("*results*"))


def test_a_damaged_saved_file_does_not_stop_the_answers_of_this_notebook(work: Workbook, tmp_path: Path) -> None:
    (tmp_path / "my-iopedu-work.json").write_text("{")
    quiz, form = forms.Questions("quiz", work), forms.YourWork(work)
    quiz.choose(0)
    quiz.check.click()
    form.hand_on.click()
    assert "Saved in my-iopedu-work-results.json, in the same folder as this notebook." in said(form)
    (tmp_path / "my-iopedu-work.json").write_text('{"format": "iopedu-work", "version": 99, "sections": {}}')
    form.hand_on.click()
    assert (
        "it was written by a newer version of iopedu (file version 99" in said(form) and "iop-warn" in form.status.value
    )


def test_finishing_every_task_makes_the_course_complete(work: Workbook, tmp_path: Path) -> None:
    page = forms.YourProgress(work)
    total = sum(len(entry.tasks) for entry in notebooks())
    assert f"0 of {total} tasks (0%)" in page.bars.value
    for entry in notebooks():
        other = work if entry.number == "00" else Workbook(entry.number, tmp_path)
        for task in entry.tasks:
            page.again.click()
            assert "(100%)" not in page.bars.value and "(100 %)" not in page.bars.value, "one open task is enough"
            other.put(task, "q", None, "w", done=False)
            other.put(task, "q", None, "w")
        other.save()
    work.drop(notebooks()[0].tasks[-1])
    page.again.click()
    assert f"{total - 1} of {total} tasks (99%)" in page.bars.value
    work.put(notebooks()[0].tasks[-1], "q", None, "w")
    page.again.click()
    assert all(entry.percent == 100 for entry in progress(work)) and in_all(progress(work)) == (total, total, 100)
    assert f"{total} of {total} tasks (100%)" in page.bars.value
    assert page.bars.value.count(" tasks, 100%<") == len(notebooks()) and page.bars.value.count("(100%)") == 1
    assert "before_after" not in notebooks()[0].tasks, "two rounds weeks apart are no task of one notebook"


@pytest.mark.parametrize("first, second", [FORMS, FORMS[::-1]])
def test_people_never_met_come_by_the_coin_and_the_others_afterward(
    work: Workbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: str, second: str
) -> None:
    monkeypatch.setattr("iopedu.forms.course.start.choice", lambda _forms: first)
    form = forms.Transfer(keep=work)
    asked = {letter: {entry.ask for entry in quiz.questions} for letter, quiz in parallel_forms().items()}
    seen = []
    for _number in range(12):
        seen.append(form.options.question.ask)
        answer(form, right=False)
    assert set(seen) == asked[first] and form.record.waiting and form.seen.value == ""
    work.save()
    monkeypatch.setattr("iopedu.forms.course.start.choice", lambda _forms: second)
    later = Workbook("00", tmp_path)
    form = forms.Transfer(keep=later)
    later.look()
    assert form.record.waiting, "a coin that falls otherwise on another day changes nothing"
    form.begin.click()
    form.begin.click()
    assert "about different people" in said(form)
    seen = []
    for _number in range(12):
        seen.append(form.options.question.ask)
        answer(form, right=True)
    assert set(seen) == asked[second] and "gained: 12; lost: 0" in form.options.ask.value
    shown = html.unescape(form.seen.value)
    assert all(ask in shown for ask in asked["A"] | asked["B"]) and "one of the two forms is harder" in shown
    forms.YourWork(later).hand_on.click()
    handed = read_results((tmp_path / "my-iopedu-work-results.json").read_bytes())
    assert list(handed.chosen) == [f"transfer/before/{first}", f"transfer/after/{second}"]
    assert not any(ask in str(form._repr_mimebundle_()) for ask in asked["A"] | asked["B"])
