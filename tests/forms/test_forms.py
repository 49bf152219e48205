"""Forms driven as the browser drives them: by setting values and clicking buttons."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu import care, course, forms, show
from iopedu.course.document import FORMAT
from iopedu.course.environment import Check
from iopedu.course.quiz import Option, Question
from iopedu.course.safety import Help
from iopedu.course.workbook import FILE, Workbook
from iopedu.forms.options import Options
from iopedu.forms.parts import Companion, boxes_of
from tests.tools import said


@pytest.fixture
def work(tmp_path: Path) -> Workbook:
    return Workbook("01", tmp_path)


def test_an_old_list_of_crisis_lines_warns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iopedu.forms.course.care_note.is_old", lambda: True)
    assert "more than six months ago" in forms.CareNote().twin(Help())


def test_comparer_follows_its_controls_and_keeps_the_choice(work: Workbook) -> None:
    form = forms.Comparer(keep=work)
    assert "comparer" not in work.answers
    form.fields["levels"]["outpatient"].value = True
    form.fields["view"].value = "Cost and outcomes"
    form.fields["field"].value = "substance_use"
    assert form.record == care.Comparison(("php", "iop", "outpatient"), "Cost and outcomes", "substance_use")
    assert form.view.value == show.comparison(form.record)._repr_html_()
    assert work.answers["comparer"].value == form.record.to_json()
    assert "Now showing" in said(form)


def test_comparer_refuses_a_fifth_level_and_loses_nothing(work: Workbook) -> None:
    form = forms.Comparer(keep=work)
    for name in ("inpatient", "crisis", "residential"):
        form.fields["levels"][name].value = True
    assert "Only four fit" in said(form) and "iop-warn" in form.status.value
    assert form.record.levels == ("inpatient", "crisis", "php", "iop")
    form.fields["levels"]["php"].value = False
    assert form.record.levels == ("inpatient", "crisis", "residential", "iop")
    for name in ("inpatient", "crisis", "residential"):
        form.fields["levels"][name].value = False
    assert "at least two" in said(form)
    assert [box.value for box in form.fields["levels"].values()].count(True) == 1


def test_an_example_keeps_nothing(work: Workbook) -> None:
    example, mine = forms.Comparer(), forms.Comparer(keep=work)
    example.fields["view"].value = "Rules"
    assert mine.record.view == "Time and place" and not work.answers
    example.record = care.Comparison(("crisis", "community"))
    assert [name for name, box in example.fields["levels"].items() if box.value] == ["crisis", "community"]


def test_a_twin_never_holds_what_a_learner_entered(work: Workbook) -> None:
    form = forms.Explain("floor", work)
    form.text.value = "my very private five words"
    form.compare.click()
    again = forms.Explain("floor", work)
    assert again.record.text == "my very private five words"
    assert "private" not in str(again._repr_mimebundle_())
    quiz = forms.Questions("quiz", work)
    quiz.choose(1, 2)
    quiz.check.click()
    assert "1 of 10" not in str(forms.Questions("quiz", work)._repr_mimebundle_())


def test_quiz_with_feedback_for_each_choice(work: Workbook) -> None:
    form = forms.Questions("quiz", work)
    form.check.click()
    assert "You haven’t chosen anything yet" in said(form) and "quiz" not in work.answers
    form.choose(0, 1)
    form.check.click()
    assert "Not quite: “Residential treatment”" in said(form) and "Also right" in said(form)
    form.choose(1, 2)
    form.check.click()
    assert "1 right" in said(form) and "Not quite" not in said(form)
    assert work.answers["quiz"].done is False
    assert form.back.disabled and not form.next.disabled
    form.next.click()
    assert form.chosen == () and said(form).strip() == ""
    form.back.click()
    assert form.chosen == (1, 2) and "1 right" in said(form)


def test_answering_everything_makes_the_quiz_done(work: Workbook) -> None:
    form = forms.Questions("quiz", work)
    for question in form.record.questions:
        form.choose(*(at for at, option in enumerate(question.options) if option.right))
        form.check.click()
        form.next.click()
        if form.next.disabled:
            break
    form.choose(*(at for at, option in enumerate(form.question_shown.options) if option.right))
    form.check.click()
    assert form.record.right == len(form.record.questions) and work.answers["quiz"].done
    assert forms.Questions("quiz", work).record == form.record


def test_a_prediction_opens_what_it_is_about(work: Workbook) -> None:
    form = forms.Questions("predict_stay", work, then=show.stays())
    assert form.seen.value == ""
    form.choose(0)
    form.check.click()
    assert "<svg" in form.seen.value
    assert "<svg" in forms.Questions("predict_stay", work, then=show.stays()).seen.value
    twin = form._repr_mimebundle_()
    assert show.stays().says not in twin["text/plain"] and "Collapsed on the page" in twin["text/plain"]
    assert "<svg" not in twin["text/html"].split("<details")[0] and show.stays().says in twin["text/html"]


def test_explain_compares_only_after_an_attempt(work: Workbook) -> None:
    form = forms.Explain("floor", work)
    assert form.checklist.layout.display == "none"
    form.text.value = "too short"
    form.compare.click()
    assert "at least 5 different words" in said(form) and form.text.value == "too short" and "floor" not in work.answers
    form.text.value = "It is the least that a rule allows"
    form.compare.click()
    assert form.checklist.layout.display == "" and work.answers["floor"].words == form.text.value
    form.text.value += ", not a typical value"
    form.points[0].value = True
    assert form.record.found == (0,) and form.record.text.endswith("typical value")
    assert "1 of 3 points" in said(form)


def test_a_very_long_answer_is_kept_and_a_pasted_book_is_refused_in_words(work: Workbook, tmp_path: Path) -> None:
    explain = forms.Explain("floor", work)
    explain.text.value = "It is a floor, and not what a program usually has. " * 380
    explain.compare.click()
    work.save()
    other = Workbook("01", tmp_path)
    other.look()
    assert forms.Explain("floor", other).text.value == explain.text.value
    explain.text.value = "It is a floor. " * 70_000
    explain.compare.click()
    assert "20,000" in said(explain) and len(explain.text.value) == 1_050_000
    assert work.answers["floor"].words == other.answers["floor"].words


@pytest.fixture
def kept(tmp_path: Path) -> Workbook:
    """A workbook that keeps itself, as in a notebook."""
    return Workbook("01", tmp_path, by_itself=True)


def explain_floor(work: Workbook, text: str = "five words are quite enough") -> forms.Explain:
    explain = forms.Explain("floor", work)
    explain.text.value = text
    explain.compare.click()
    return explain


def test_one_answer_and_all_answers_are_written_to_read(kept: Workbook, tmp_path: Path) -> None:
    panel = forms.YourWork(kept)
    explain_floor(kept)
    comparer = forms.Comparer(keep=kept)
    comparer.fields["levels"]["residential"].value = True
    titles = [name for name, _key in panel.which.options]
    assert titles[0] == "All answers" and len(titles) == 3
    sent: list[dict] = []
    panel.companion.send = sent.append
    panel.which.value = "comparer"
    panel.export.click()
    page = (tmp_path / "my-iopedu-work-01-comparer.html").read_text()
    assert "Residential treatment" in page and "<table" in page and "five words" not in page
    assert sent[-1]["page"] == page and "my-iopedu-work-01-comparer.html" in sent[-1]["words"]
    panel.which.value, panel.kind.value = "floor", "Markdown"
    panel.export.click()
    text = (tmp_path / "my-iopedu-work-01-floor.md").read_text()
    assert "five words" in text and "Residential" not in text
    panel.which.value = ""
    panel.export.click()
    assert all(word in (tmp_path / "my-iopedu-work.md").read_text() for word in ("five words", "Residential"))
    panel.handout.click()
    assert (tmp_path / "iopedu-handout-01.html").exists()


def test_erasing_asks_and_lists_first(kept: Workbook, tmp_path: Path) -> None:
    panel, explain = forms.YourWork(kept), explain_floor(kept)
    panel.export.click()
    panel.erase.click()
    assert panel.sure.layout.display == "" and "my-iopedu-work.html" in panel.files.value
    panel.cancel.click()
    assert panel.sure.layout.display == "none" and kept.answers
    panel.erase.click()
    panel.erase_here.click()
    assert explain.text.value == "" and explain.checklist.layout.display == "none" and not kept.answers
    assert said(explain) == "", "nothing is recorded any more"
    assert "five words" not in (tmp_path / FILE).read_text()
    panel.erase.click()
    panel.erase_all.click()
    assert [file.name for file in tmp_path.glob("my-iopedu-work*")] == [FILE]


def test_the_first_answer_says_where_it_is_kept_and_keeping_can_be_refused_there(
    kept: Workbook, tmp_path: Path
) -> None:
    explain = forms.Explain("floor", kept)
    before = len(explain.children)
    explain.text.value = "five words are quite enough"
    explain.compare.click()
    notice = explain.children[-1]
    assert len(explain.children) == before + 1 and FILE in notice.says.value and "Nothing is sent" in notice.says.value
    other = explain_floor(kept, "another form is not told once more")
    assert len(other.children) == before
    panel = forms.YourWork(kept)
    notice.off.value = True
    assert panel.switch.off.value and "Nothing new is being saved" in panel.switch.says.value
    held = (tmp_path / FILE).read_text()
    explain_floor(kept, "these words stay in the memory only")
    assert (tmp_path / FILE).read_text() == held
    later = Workbook("02", tmp_path, by_itself=True)
    assert not later.keeping, "the refusal holds for every notebook of the folder and on the next day"
    panel.switch.off.value = False
    assert not notice.off.value and "these words stay" in (tmp_path / FILE).read_text()


def test_an_earlier_state_can_be_read_and_brought_back(kept: Workbook, tmp_path: Path) -> None:
    panel, explain = forms.YourWork(kept), explain_floor(kept, "what was written here at first")
    assert panel.past.layout.display == "none"
    other = Workbook("01", tmp_path, by_itself=True)
    explain_floor(kept, "what was written in this window")
    explain_floor(other, "what was written in that window")
    kept.look()
    assert explain.text.value == "what was written in that window"
    assert panel.past.layout.display == "" and "in this window" in panel.state.value
    panel.back.click()
    assert explain.text.value == "what was written in this window"
    assert "in that window" in "".join(one.answer.words for one in kept.earlier)


def test_what_is_typed_and_not_yet_taken_comes_back(kept: Workbook, tmp_path: Path) -> None:
    explain = forms.Explain("floor", kept)
    explain.companion._handle_custom_msg({"typed": {"In your own words#0": "half a sen"}}, [])
    assert "half a sen" in (tmp_path / FILE).read_text()
    again = forms.Explain("floor", Workbook("01", tmp_path, by_itself=True))
    again._repr_mimebundle_()
    assert again.text.value == "half a sen"
    again.text.value += "tence, now taken by the button"
    again.compare.click()
    again.companion._handle_custom_msg({"typed": {"In your own words#0": again.text.value}}, [])
    assert "half a sen" not in str(again.keep.typed("floor")) and again.keep.answers["floor"].words == again.text.value


def test_a_box_of_another_day_is_not_filled_with_what_was_typed_on_this_one(tmp_path: Path) -> None:
    work = Workbook("09", tmp_path, by_itself=True)
    card = forms.DiaryCardForm(keep=work)
    card.start.value = "2026-03-16"
    card.pick.value = 2
    card.companion._handle_custom_msg({"typed": {"Note#0": "on the third day"}}, [])
    again = forms.DiaryCardForm(keep=Workbook("09", tmp_path, by_itself=True))
    again._repr_mimebundle_()
    assert again.pick.value == 2 and again.day.note.value == "on the third day"
    assert [day.note for day in again.record.days] == ["on the third day"] and again.record.days[0].on.day == 18


def test_the_boxes_of_an_example_in_a_form_are_not_its_own(kept: Workbook) -> None:
    example = forms.ThoughtRecordForm()
    form = forms.Questions("predict_stay", kept, then=example)
    assert boxes_of(example) and not boxes_of(form)


def test_what_comes_from_another_window_turns_no_page(tmp_path: Path) -> None:
    work = Workbook("09", tmp_path, by_itself=True)
    card = forms.DiaryCardForm(keep=work)
    card.start.value = "2026-03-16"
    card.pick.value = 2
    card.companion._handle_custom_msg({"typed": {"Another urge#0": "half a wo"}}, [])
    card.pick.value = 4
    other = forms.DiaryCardForm(keep=Workbook("09", tmp_path, by_itself=True))
    other.person.value = "Aisha"
    work.look()
    assert card.record.person == "Aisha" and card.pick.value == 4


def test_forms_of_one_answer_follow_each_other(kept: Workbook) -> None:
    one, other = forms.Explain("floor", kept), forms.Explain("floor", kept)
    one.text.value = "five words are quite enough"
    one.compare.click()
    assert other.text.value == one.text.value
    other.close()
    assert kept.forms("floor") == [one]


def test_problems_with_the_file_are_said_and_nothing_is_lost(kept: Workbook, tmp_path: Path) -> None:
    panel, explain = forms.YourWork(kept), explain_floor(kept)
    (tmp_path / FILE).write_text("{")
    explain.text.value = "five other words are quite enough"
    explain.compare.click()
    assert "damaged-1" in panel.switch.says.value and panel.aside.layout.display == ""
    assert "other words" in (tmp_path / FILE).read_text()
    panel.aside.click()
    assert "damaged-1.json" in said(panel) and "could not be read" in said(panel)
    (tmp_path / FILE).unlink()
    (tmp_path / FILE).mkdir()
    explain.text.value = "words while the file cannot be written"
    explain.compare.click()
    assert "Could not save just now" in panel.switch.says.value and kept.unsaved
    (tmp_path / FILE).rmdir()
    kept.keep_now()
    assert "words while" in (tmp_path / FILE).read_text() and "Could not save" not in panel.switch.says.value
    assert "Nothing new is being saved" not in panel.switch.says.value


def test_a_file_from_elsewhere_is_loaded_or_refused(work: Workbook) -> None:
    panel, explain = forms.YourWork(work), forms.Explain("floor", work)

    def upload(content: bytes) -> None:
        file = {
            "name": "x.json",
            "type": "",
            "size": len(content),
            "content": memoryview(content),
            "last_modified": datetime.now(UTC),
        }
        panel.upload.value = (file,)

    upload(b"not json")
    assert "could not be read" in said(panel) and panel.upload.value == ()
    value = '{"version": 1, "text": "from elsewhere", "found": [9]}'
    answers = f'{{"floor": {{"question": "q", "value": {value}, "words": "w", "done": true}}}}'
    head = f'{{"format": "{FORMAT}", "version": 1, "sections": {{"01": {{"revision": 1, "saved": "", "answers": '
    upload((head + answers + "}}}").encode())
    assert "could not be shown" in said(explain) and explain.text.value == ""
    work.erase()
    upload((head + answers.replace("[9]", "[0]") + "}}}").encode())
    assert explain.text.value == "from elsewhere" and "1 answer added" in said(panel)


@given(st.text())
def test_what_a_form_says_is_never_markup(text: str) -> None:
    form = forms.Computer()
    form.say(text)
    assert set(re.findall(r"<(/?\w+)", form.status.value)) <= {"div", "/div", "p", "/p", "bdi", "/bdi", "br"}


def test_progress_page(tmp_path: Path) -> None:
    zero, one = Workbook("00", tmp_path), Workbook("01", tmp_path)
    form = forms.YourProgress(zero)
    assert form.bars.value.count(" 0%") == len(course.notebooks())
    for task in course.notebook("01").tasks:
        one.put(task, "q", None, "w")
    one.save()
    form.again.click()
    assert "tasks, 100%<" in form.bars.value and "The count now includes" in said(form)
    (tmp_path / FILE).write_text("{")
    form.again.click()
    assert form.bars.value.count(" 0%") == len(course.notebooks())


def test_the_computer_check_says_what_it_found(monkeypatch: pytest.MonkeyPatch) -> None:
    form = forms.Computer()
    form.look.click()
    assert "All" in said(form) and "Python" in said(form)
    broken = (Check("Saving", False, "no room"),)
    monkeypatch.setattr("iopedu.forms.course.start.checks", lambda: broken)
    form.look.click()
    assert "1 thing is missing: Saving" in said(form) and "no room" in said(form) and "iop-warn" in form.status.value


def test_the_companion_sends_back_what_it_hears_so_that_a_press_can_wait_for_it(monkeypatch) -> None:
    companion, sent = Companion(title="A form"), []
    monkeypatch.setattr(Companion, "send", lambda _self, content: sent.append(content))
    companion._handle_custom_msg({"echo": True}, [])
    assert sent == [{"echo": True}]


@pytest.mark.parametrize("several", [False, True])
def test_an_option_is_chosen_where_the_page_shows_it_and_kept_by_its_own_position(several: bool) -> None:
    options = tuple(Option(f"option {at}", at == 2 or (several and at == 0), "why") for at in range(3))
    form = Options()
    form.put(Question("q", "Which?", options, order=(2, 0, 1)))
    if several:
        assert [box.description for box in form.marks.children] == ["option 2", "option 0", "option 1"]
        form.marks.children[0].value = form.marks.children[1].value = True
        assert form.chosen == (0, 2) and form.question.is_right(form.chosen)
        form.choose(1)
        assert [box.value for box in form.marks.children] == [False, False, True] and form.chosen == (1,)
    else:
        (radio,) = form.marks.children
        assert radio.options == ("option 2", "option 0", "option 1") and form.chosen == ()
        radio.index = 0
        assert form.chosen == (2,) and form.question.is_right(form.chosen)
        form.choose(1)
        assert radio.value == "option 1" and form.chosen == (1,)
        form.choose()
        assert form.chosen == ()
