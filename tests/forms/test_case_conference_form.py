"""The case conference, driven by choosing, typing and clicking."""

from __future__ import annotations

import html
from pathlib import Path

import ipywidgets as widgets
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iopedu import course, forms
from iopedu.course.cases import cases
from iopedu.course.workbook import Workbook
from iopedu.forms.parts import Companion
from tests.tools import said, tree

KEY = "conference_maya"
REASON = "because this is what I read"


@pytest.fixture
def work(tmp_path: Path) -> Workbook:
    return Workbook("15", tmp_path)


def decide(form: forms.CaseConference, option: str, reason: str = REASON) -> None:
    form.answer.value, form.reason.value = option, reason
    form.decide.click()


@pytest.mark.parametrize("key", cases())
def test_every_control_has_a_name_of_its_own(work: Workbook, key: str) -> None:
    form = forms.CaseConference(key, work)
    names = [w.description for w in tree(form) if isinstance(w, widgets.Textarea | widgets.Button)]
    assert names == ["Your reason", "Decide", "What happened?", "Back", "Next station", "Write the case summary"]
    assert form.asked.children[0].value == html.escape(form.station.ask) and form.answer in tree(form.asked)
    assert sum(isinstance(widget, Companion) for widget in tree(form)) == 1
    assert form.question().startswith(form.record.case.title)
    example = forms.CaseConference(key)
    assert "worked example" in example.title and example.write not in list(tree(example))


def test_nothing_is_chosen_or_revealed_at_the_start(work: Workbook) -> None:
    form = forms.CaseConference(KEY, work, part=1)
    assert form.title == "Maya’s conference, part 1: Coming in"
    assert form.place.value == "Station 1 of 9. Before week 1: Referral and level of care"
    assert form.answer.value is None and form.reason.value == "" and form.view.value == "" == form.so_far.value
    assert form.happened.disabled and form.back.disabled and form.next.disabled and not work.answers
    assert all(text[:40] in html.unescape(form.known.value) for text in form.station.known)
    form.decide.click()
    assert "You haven’t chosen anything yet" in said(form) and "iop-warn" in form.status.value
    decide(form, "iop", "too short")
    assert "at least 5 words" in said(form) and form.answer.value == "iop" and form.reason.value == "too short"
    form.write.click()
    assert "No decisions have been made yet" in said(form) and not work.answers


def test_decide_read_open_change_and_go_on(work: Workbook) -> None:
    form = forms.CaseConference(KEY, work, part=1)
    decide(form, "php")
    assert "Not defensible: Nothing requires that" in said(form) and "press “What happened?”" in said(form)
    assert form.view.value == "" and "1 of 9 stations decided" in form.so_far.value
    assert "Maya and Dr. Lin chose" not in form.so_far.value and not form.next.disabled
    form.happened.click()
    assert "are shown below" in said(form) and "Maya and Dr. Lin chose an IOP" in form.view.value
    assert "What the case conference would ask next" in form.view.value and form.view.value.count("Not defensible") == 2
    decide(form, "outpatient", f"{REASON}, on second thoughts")
    assert "Condition: A date is set" in said(form) and "first decision stays next to the new one" in said(form)
    assert "At first: A PHP" in form.so_far.value and "Changed after reading" in form.so_far.value
    decide(form, "outpatient", f"{REASON}, on second thoughts")
    assert "already made this decision" in said(form)
    form.next.click()
    assert form.station.id == "week" and form.answer.value is None and form.reason.value == "" and said(form) == ""
    assert form.view.value == "" and form.next.disabled and "At first: A PHP" in form.so_far.value
    decide(form, "day")
    form.happened.click()
    assert "This part ends here" in said(form) and form.next.disabled
    form.back.click()
    assert form.answer.value == "outpatient" and "Condition: A date is set" in said(form)
    assert not work.answers[KEY].done and "on second thoughts" in work.answers[KEY].words


def test_a_later_part_tells_what_came_of_an_earlier_decision_and_forgets_it_when_it_is_changed(work: Workbook) -> None:
    first, second = (forms.CaseConference(KEY, work, part=part) for part in (1, 2))
    as_told = second.known.value
    decide(first, "weekly")
    first.happened.click()
    view = html.unescape(first.view.value)
    assert (
        "In the story, things went differently: Maya and Dr. Lin chose" in view
        and "what your decision led to: Before week 1" in view
    )
    assert "I hardly take it at all" in second.known.value and second.known.value != as_told
    decide(first, "iop")
    assert second.known.value == as_told
    assert (
        "If you had stayed with “Stay with weekly therapy, and wait for the medication to work”: The weekly sessions"
        in html.unescape(first.view.value)
    )


def test_an_answer_is_judged_by_the_facts_that_an_earlier_decision_made(work: Workbook) -> None:
    form = forms.CaseConference("conference_daniel", work)
    form.go_to("discharge")
    decide(form, "down")
    assert said(form).startswith("Defensible: His depression score is reliably lower, work is steady, people around")
    form.happened.click()
    form.go_to("lapse")
    decide(form, "discharge")
    form.go_to("discharge")
    assert said(form).startswith("Not defensible: His depression score isn’t reliably lower")
    assert "14, 10, 13" in form.known.value and form.answer.value == "down"
    assert ("Four more weeks with a goal and a last day, to work on the relapse", "longer") in form.answer.options
    view = html.unescape(form.view.value)
    assert "He has only just stopped drinking every evening, so a" in view and "make up for week 5" not in view
    assert "After your decision “Step down to counseling" in view and "He was drinking again before counseling" in view
    assert "(Not defensible)" in form.so_far.value and "people around him know" not in view
    decide(form, "longer")
    assert said(form).startswith("Defensible: He has only just stopped drinking every evening")
    form.go_to("lapse")
    decide(form, "listen")
    form.go_to("discharge")
    assert ("Four more weeks, to make up for week 5", "longer") in form.answer.options
    assert said(form).startswith("Not defensible: What he learned") and form.answer.value == "longer"


def test_a_part_below_says_again_how_its_answer_stands_when_an_earlier_part_is_changed(work: Workbook) -> None:
    second, third = (forms.CaseConference(KEY, work, part=part) for part in (2, 3))
    third.go_to("discharge")
    decide(third, "down")
    assert said(third).startswith("Defensible: Her goals are met")
    second.go_to("halfway")
    decide(second, "down")
    assert said(third).startswith("Defensible with a condition: A therapist, a date and a handoff call are lined up")
    assert "Condition: Somebody calls her the same day" in said(third) and third.reason.value == REASON


def test_the_parts_show_one_conference(work: Workbook) -> None:
    first, second, third = (forms.CaseConference(KEY, work, part=part) for part in (1, 2, 3))
    assert [form.station.id for form in (first, second, third)] == ["level", "medication", "request"]
    second.answer.value, second.reason.value = "list", "half a reason"
    decide(first, "iop")
    assert first.record == second.record == third.record and "1 of 9 stations" in third.so_far.value
    assert (second.answer.value, second.reason.value) == ("list", "half a reason")  # a draft stays where it is
    second.reason.value = REASON
    second.decide.click()
    assert (
        [entry.station for entry in first.record.decided]
        == ["level", "medication"]
        == [entry["station"] for entry in work.answers[KEY].value["decided"]]
    )
    third.decide.click()
    assert "You haven’t chosen anything yet" in said(third) and "Defensible with a condition" in said(second)
    work.erase()
    for form in (first, second, third):
        assert form.record == form._blank and form.so_far.value == "" and form.answer.value is None
        assert form.reason.value == "" and said(form).strip() == ""


def test_a_whole_case_is_done_and_every_station_can_be_left_and_found_again(work: Workbook) -> None:
    form = forms.CaseConference("conference_aisha", work)
    assert form.title == "Aisha’s conference"
    for station in form.stations:
        assert form.station is station and f"of {len(form.stations)}" in form.place.value
        decide(form, station.options[-1].id)
        form.happened.click()
        assert station.after[:40] in html.unescape(form.view.value) and "This part ends" not in said(form)
        form.next.click()
    assert form.record.ready and work.answers["conference_aisha"].done and form.next.disabled
    again = forms.CaseConference("conference_aisha", work)
    assert again.record == form.record and again.at == 0 and "Outside" not in again.title
    assert forms.CaseConference("conference_daniel", work).record.decided == ()


def test_it_is_restored_at_the_first_open_station_and_its_twin_stays_blank(work: Workbook) -> None:
    form = forms.CaseConference(KEY, work, part=1)
    blank = form._repr_mimebundle_()
    assert form.station.options[0].text in blank["text/html"] and form.station.options[0].text in blank["text/plain"]
    decide(form, "iop", "a reason that is only mine")
    form.happened.click()
    again = forms.CaseConference(KEY, work, part=1)
    assert again.station.id == "week" and again.record == form.record
    again.back.click()
    assert again.answer.value == "iop" and again.reason.value == "a reason that is only mine"
    assert "Dr. Lin chose" in again.view.value
    bundle = again._repr_mimebundle_()
    assert (bundle["text/plain"], bundle["text/html"]) == (blank["text/plain"], blank["text/html"])
    assert "only mine" in repr(again)


def test_the_twin_gives_no_answer_away(work: Workbook) -> None:
    for part, stations in ((1, 2), (2, 4), (3, 3)):
        form = forms.CaseConference(KEY, work, part=part)
        twin = form.twin(form.record)
        assert twin.count("<strong>") == stations == form.twin_text(form.record).count("[")
        assert f'start="{form.record.case.number(form.stations[0].id)}"' in twin
        for station in form.stations:
            assert html.escape(station.after) not in twin
            assert not any(html.escape(option.why) in twin for option in station.options)


def test_the_worked_example_shows_both_decisions() -> None:
    form = forms.CaseConference("conference_daniel", record=course.example_conference())
    assert form.title == "Daniel’s conference: a worked example" and form.station.id == "level"
    assert form.answer.value == "iop" and "At first: Outpatient care" in form.so_far.value
    assert "Daniel chose the evening IOP" in form.view.value and "Defensible: His depression" in said(form)
    bundle = form._repr_mimebundle_()
    assert "At first: Outpatient care" in bundle["text/html"] and "At first:" in bundle["text/plain"]


@pytest.mark.parametrize("part", [None, 2])
@given(found=st.none() | st.integers() | st.text() | st.lists(st.integers()) | st.dictionaries(st.text(), st.none()))
@settings(max_examples=20)
def test_damaged_answers_never_break_the_form(tmp_path: Path, part: int | None, found: object) -> None:
    work = Workbook("15", tmp_path)
    work.put(KEY, "q", found, "w")
    form = forms.CaseConference(KEY, work, part=part)
    assert form.record == form._blank and "could not be shown" in said(form)
    assert work.answers[KEY].value == found


@given(st.text())
@settings(max_examples=25)
def test_a_reason_is_never_markup(tmp_path: Path, text: str) -> None:
    work = Workbook("15", tmp_path)
    form = forms.CaseConference(KEY, work, part=1)
    decide(form, "iop", f"{text} <script>window.bad=1</script> <img src=x onerror=1> \x00 \u202e three more words")
    form.happened.click()
    form.write.click()
    page = (tmp_path / "my-iopedu-work-case-maya.html").read_text(encoding="utf-8")
    for shown in (form.so_far.value, form.view.value, form.status.value, page):
        assert "<script" not in shown and "<img" not in shown and "\x00" not in shown and "\u202e" not in shown
    assert "\x00" not in repr(form)


def test_the_summary_is_written_and_erased_with_everything(work: Workbook, tmp_path: Path) -> None:
    form = forms.CaseConference(KEY, work, part=3)
    decide(form, "rehearse")
    form.write.click()
    file = tmp_path / "my-iopedu-work-case-maya.html"
    assert "Saved in my-iopedu-work-case-maya.html, in the same folder as this notebook." in said(
        form
    ) and "Belief: 80 before, 55" in file.read_text("utf-8")
    work.erase_everything()
    assert not file.exists() and form.record.decided == ()
    decide(form, "rehearse")
    file.mkdir()
    form.write.click()
    assert "iop-warn" in form.status.value and "my-iopedu-work-case-maya.html" in said(form)
