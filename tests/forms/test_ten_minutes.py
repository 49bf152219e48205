"""Ten minutes today, driven as the browser drives it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import ipywidgets as widgets
import pytest

from iopedu.cbt.items import recall_styles, thoughts
from iopedu.course.practice import Practice
from iopedu.course.quiz import Question
from iopedu.course.repeating import SURE, History
from iopedu.course.workbook import Workbook
from iopedu.forms.course.questions import Practice as PracticeForm
from iopedu.forms.course.ten_minutes import TenMinutes
from iopedu.forms.parts import FILL, Companion
from iopedu.forms.rehearsal.say_it import SayIt
from iopedu.rehearsal import Rehearsal, skill
from tests.tools import said, tree

NOW = datetime(2026, 3, 10, 18, tzinfo=UTC)
WEEK_AGO = NOW - timedelta(days=7)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in which two items were practiced a week ago, one of them wrongly, and one line was said."""
    practice = Practice(thoughts())
    for item, right in zip(thoughts().of("sort")[:2], (True, False), strict=True):
        practice = practice.answer(item.id, item.right if right else [3], WEEK_AGO)
    work = Workbook("05", tmp_path)
    work.put("practice", "?", practice.to_json(), "")
    work.save()
    of = Rehearsal().begin("validate", WEEK_AGO)
    while of.now("validate").step == "judge":
        of = of.judge("validate", {one.id: 1 for one in skill("validate").criteria})
    of = of.say("validate", "I hear you").rate("validate", {one.id: 1 for one in skill("validate").criteria})
    other = Workbook("08", tmp_path)
    other.put("say_it", "?", of.to_json(), "")
    other.save()
    return tmp_path


def opened(folder: Path, number: str = "00", now: datetime = NOW) -> TenMinutes:
    form = TenMinutes(Workbook(number, folder, by_itself=True), clock=lambda: now)
    form.begin.click()
    return form


def seen(form: TenMinutes) -> list[widgets.Widget]:
    return [one for one in form.children if one.layout.display != "none"]


def answer(form: TenMinutes, right: bool, sure: int | None) -> str:
    """Answer what is asked, and return what it was."""
    name = form.thing.id
    if isinstance(form.content, Question):
        at = next(at for at, option in enumerate(form.content.options) if option.right is right)
        form.options.choose(at)
        form.sure.value = sure
        form.check.click()
    else:
        form.text.value, form.sure.value = "That sounds exhausting.", sure
        form.check.click()
        form.reached.value = right
        form.check.click()
    return name


def test_it_is_one_folded_line_until_it_is_opened(folder: Path) -> None:
    form = TenMinutes(Workbook("00", folder), clock=lambda: NOW)
    assert form.step == "closed" and form.plan == () and form.begin.layout.display == ""
    for control in (form.place, form.options, form.text, form.asked_sure, form.check, form.next):
        assert control.layout.display == "none"
    assert not form.keep.answers


def test_how_sure_is_asked_before_the_answer_is_told(folder: Path) -> None:
    form = opened(folder)
    assert form.place.value.startswith("3 to go, about 3 min.")
    while not isinstance(form.content, Question):
        form.plan = form.plan[1:]
        form._next()
    form.check.click()
    assert "You haven’t chosen anything yet" in said(form)
    form.options.choose(0)
    form.check.click()
    assert "How sure are you" in said(form) and not form.keep.answers and form.step == "ask"
    assert not any(option.why in said(form) for option in form.content.options)
    form.sure.value = 3
    form.check.click()
    assert form.content.options[0].why in said(form) and form.step == "done"
    assert [one.sure for one in form.record.answers] == [3] and form.keep.answers["ten_minutes"].value


def test_a_wrong_answer_comes_back_tomorrow_and_first_when_one_was_sure(folder: Path) -> None:
    form = opened(folder)
    missed = [answer(form, False, 3)]
    assert "It will come back tomorrow." in said(form)
    for sure in (0, 0):
        form.next.click()
        missed.append(answer(form, True, sure))
    form.next.click()
    assert form.step == "closed" and "That’s it for today" in said(form)
    assert opened(folder).plan == ()
    assert "That’s it for today" in said(opened(folder))
    assert opened(folder, now=NOW + timedelta(days=30)).plan[0].id == missed[0]


@pytest.mark.parametrize("others", [2, 3, 5])
def test_what_was_missed_returns_in_the_same_sitting_in_other_words_and_tomorrow(tmp_path: Path, others: int) -> None:
    practice, work = Practice(thoughts()), Workbook("05", tmp_path)
    for item in thoughts().of("sort")[: others + 1]:
        practice = practice.answer(item.id, item.right, WEEK_AGO)
    work.put("practice", "?", practice.to_json(), "")
    work.save()
    form, returns = opened(tmp_path), others >= 3
    first, asked = form.content.ask, [answer(form, False, 3)]
    assert ("in a few minutes, and again tomorrow" in said(form)) is returns and "It will come back" in said(form)
    form.next.click()
    while form.step == "ask":
        words, again = form.content.ask, form.thing.again
        assert ("Here it is again" in form.place.value) is again
        assert not again or words != first, "the same thing in other words"
        asked.append(answer(form, True, 2))
        assert ("missed it at first, so it will come back tomorrow" in said(form)) is again
        form.next.click()
    assert [at for at, name in enumerate(asked) if name == asked[0]] == ([0, 4] if returns else [0])
    assert len(asked) == others + 1 + returns and "That’s it for today" in said(form)
    assert opened(tmp_path).plan == ()
    (tomorrow,) = opened(tmp_path, now=NOW + timedelta(days=1)).plan
    assert tomorrow.id == asked[0]


def test_the_queue_and_say_it_know_what_was_asked_in_the_other(tmp_path: Path) -> None:
    work, lines, times = Workbook("08", tmp_path, by_itself=True), skill("validate").lines, [WEEK_AGO]
    unseen = {one.id for one in lines if one.unseen}
    say = SayIt("08", work, clock=lambda: times[-1])
    say.chooser.value = "validate"

    def queue(now: datetime) -> TenMinutes:
        form = TenMinutes(work, clock=lambda: now)
        form.begin.click()
        return form

    def a_line(now: datetime) -> str:
        """Go on to the next line in Say it, and say it."""
        times.append(now)
        (say.next if say.round else say.go).click()
        while say.step in ("judge", "say", "look"):
            for one in say.marks[: len(say.skill.criteria)]:
                one.value = 1
            say.text.value = f"I hear you {len(times)}"
            say.go.click()
        return say.round.item

    assert not unseen & {a_line(WEEK_AGO), a_line(WEEK_AGO + timedelta(minutes=1))}
    form = queue(NOW)
    asked = form.content.id
    assert asked in unseen and a_line(NOW) == asked
    form._next()
    assert form.step == "closed", "it was said today, in Say it"
    tomorrow = queue(NOW + timedelta(days=1))
    assert tomorrow.content.id in unseen - {asked}
    answer(tomorrow, True, 2)
    assert a_line(NOW + timedelta(days=1, hours=1)) not in unseen, "nobody new is left, and nobody is new twice"
    assert a_line(NOW + timedelta(days=9)) not in unseen


def test_nothing_due_is_a_good_day_and_nobody_is_counted_or_blamed(tmp_path: Path) -> None:
    form = opened(tmp_path)
    assert "Nothing is due today. That’s a good day" in said(form) and "iop-warn" not in form.status.value
    assert not any(word in said(form).casefold() for word in ("streak", "missed", "days in a row", "should", "late"))


def test_a_line_is_answered_in_own_words_and_looked_at_beside_ours(folder: Path) -> None:
    form = opened(folder, "08")
    assert form.thing.id == "08/say_it/validate" and form.content.line in form.client.value
    form.text.value = "Hm"
    form.check.click()
    assert "in your own words" in said(form) and form.ours.value == ""
    form.text.value, form.sure.value = "That sounds exhausting <b>.", 2
    form.check.click()
    assert form.step == "look" and form.check.description == "This is my rating"
    assert all(reply.text.split("’")[0] in form.ours.value for reply in form.content.replies)
    assert "<b>." not in form.ours.value and not form.record.answers
    form.check.click()
    assert "Say whether" in said(form)
    form.reached.value = False
    form.check.click()
    (given,) = form.record.answers
    assert (given.right, given.sure, given.said) == (False, 2, "That sounds exhausting <b>.")
    assert given.line == form.content.id and form.text.value == "" and "That sounds exhausting" in form.describe()


def test_what_is_typed_is_read_for_danger_as_in_say_it(folder: Path) -> None:
    form = opened(folder, "08")
    form.text.value = "Are you thinking about suicide?"
    assert not form.first.waits
    form.text.value = "I want to kill myself tonight"
    assert form.first.waits


def test_who_chooses_not_sure_is_not_sure(folder: Path) -> None:
    form = opened(folder, "05")
    form.options.choose(len(form.content.options) - 1)
    form.check.click()
    assert form.step == "done" and form.record.answers[0].sure == SURE.index("Not sure")


def test_two_windows_ask_nothing_twice_and_keep_both(folder: Path) -> None:
    here, there = opened(folder, "05"), opened(folder, "05", NOW + timedelta(minutes=1))
    first, second = answer(here, True, 2), answer(there, False, 3)
    assert first == second, "both had been opened before"
    here.keep.keep_now(), there.keep.keep_now(), here.keep.look()
    assert len(here.record.answers) == 2
    there.next.click()
    third = answer(there, True, 1)
    there.keep.keep_now(), here.keep.look()
    here.next.click()
    assert here.thing.id not in (first, third)
    assert {
        one.item
        for one in History.from_json(Workbook("05", folder, by_itself=True).answers["ten_minutes"].value).answers
    } == {first, third}


def test_how_sure_one_was_is_shown_with_what_was_sure_and_wrong_first(folder: Path) -> None:
    form = opened(folder)
    form.how.click()
    form._how()
    assert "Nothing is counted until there are 5 answers. You have 0." in form.view.value
    item = thoughts().of("sort")[0]
    record = History()
    for at in range(6):
        record = record.give(f"05/practice/{item.id}", at > 4, 3, NOW - timedelta(days=1, minutes=at))
    form.keep.put("ten_minutes", "?", record.to_json(), "")
    form._how()
    shown = form.view.value
    assert "Sure and wrong: 5 of 6" in shown and shown.index("Sure and wrong") < shown.index("1 of 6")
    assert item.again[0] in shown or item.question.ask in shown


def test_every_control_has_a_name(folder: Path) -> None:
    form = opened(folder, "08")
    for widget in tree(form):
        if isinstance(widget, widgets.RadioButtons):
            box = next(
                one for one in tree(form) if "iop-group" in getattr(one, "_dom_classes", ()) and widget in tree(one)
            )
            assert box.children[0].value
        elif not isinstance(widget, widgets.Box | widgets.HTML | Companion):
            assert widget.description.strip(), widget
    assert {one for one in (form.text, form.asked_sure) if one in seen(form)} == {form.text, form.asked_sure}


def test_the_page_without_a_kernel_says_what_it_is_and_nothing_personal(folder: Path) -> None:
    form = opened(folder)
    answer(form, False, 3)
    bundle = form._repr_mimebundle_()
    assert (
        FILL in bundle["text/plain"]
        and "ten minutes at most" in bundle["text/html"]
        and "to go" not in bundle["text/html"]
    )


# From memory -----------------------------------------------------------------------------------------


def test_recall_is_one_list_of_all_in_which_first_letters_lead_to_the_name(tmp_path: Path) -> None:
    form = PracticeForm(recall_styles(), Workbook("05", tmp_path))
    (box,) = form.options.marks.children
    assert isinstance(box, widgets.Dropdown) and box.value == "" and form.chosen == () and len(box.options) == 16
    names = [name for name, _value in box.options[1:-1]]
    assert names == sorted(names), "where the right one stands tells nothing"
    form.check.click()
    assert "You haven’t chosen anything yet" in said(form)
    box.value = form.item.question.options[form.item.right[0]].text
    form.check.click()
    assert said(form).startswith("Yes") and form.record.right() == 1
