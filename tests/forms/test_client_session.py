"""The form of a talk with a client: driven as a learner does, kept, restored, and read for danger."""

from __future__ import annotations

import csv

import pytest

from iopedu import forms
from iopedu.course.workbook import Workbook
from iopedu.rehearsal import clients
from tests.tools import said, tree

NAME = "aisha_chain"


@pytest.fixture
def work(tmp_path) -> Workbook:
    return Workbook("09", tmp_path)


def press(form: forms.ClientSession, *replies: str) -> None:
    for reply in replies:
        form.replies.value = reply
        form.say_it.click()


@pytest.mark.parametrize("name", clients.ids)
def test_each_session_is_played_to_its_end(tmp_path, name: str) -> None:
    work = Workbook(clients[name].notebook, tmp_path)
    form = forms.ClientSession(name, keep=work)
    assert form.debrief.value == "" and form.later.layout.display == "none"
    press(form, *clients[name].expert)
    best = next(one for one in clients[name].endings if one.best)
    assert "session is over" in said(form) and best.title in form.answer.value.replace("&#x27;", "’")
    assert form.asked.layout.display == form.say_it.layout.display == "none" and work.answers[name].done
    assert form.debrief.value.count("What it does:") == len(clients[name].expert)
    assert len(form.turns.options) == len(clients[name].expert)
    again = forms.ClientSession(name, keep=work)
    assert again.record == form.record and again.debrief.value == form.debrief.value
    work.erase()
    assert form.debrief.value == "" and form.replies.value is None and not form.record.now


def test_the_last_minute_is_one_minute() -> None:
    form = forms.ClientSession("medication_talk")
    press(form, "matters", "honestly", "mine", "behind", "seen", "worstpart", "never", "afraid", "now")
    assert form.place.value == "Turn 10. About 1 minute is left."  # 41, less seven times 4 and twice 6


@pytest.mark.parametrize("name", clients.ids)
def test_each_session_is_played_to_its_end_in_own_words_and_they_are_read_for_danger(tmp_path, name: str) -> None:
    work = Workbook(clients[name].notebook, tmp_path)
    form, chosen = forms.ClientSession(name, keep=work), forms.ClientSession(name)
    for turn, reply in enumerate(clients[name].expert, 1):
        form.replies.value = "own words"
        form.own.value, form.nearest.value = "I want to die, too.", reply
        assert form.first.waits, turn
        form.own.value = f"Sentence {turn}: could you tell me a little more?"
        assert not form.first.waits, turn
        form.say_it.click()
    press(chosen, *clients[name].expert)
    assert form.record.now == chosen.record.now and form.record.moment.ending == chosen.record.moment.ending
    assert len(form.record.own) == len(clients[name].expert) and form.own.value == ""
    words = [f"Sentence {turn}:" in form.debrief.value for turn in range(1, 1 + len(form.record.own))]
    assert all(words) and form.debrief.value.count("What it does:") == chosen.debrief.value.count("What it does:")
    assert forms.ClientSession(name, keep=work).record == form.record


def test_nothing_chosen_is_said_and_nothing_is_kept(work: Workbook) -> None:
    form = forms.ClientSession(NAME, keep=work)
    form.say_it.click()
    assert "Choose what to say first" in said(form) and not work.answers
    form.replies.value = "own words"
    form.say_it.click()
    assert "Write what you would say" in said(form) and not work.answers
    form.own.value = "What brings you in today?"
    form.say_it.click()
    assert "choose the reply that comes closest" in said(form) and not work.answers
    assert "Choose what to say first" not in said(form), "that was written just now"
    assert form.own.value == "What brings you in today?"


def test_own_words_are_matched_kept_and_cleared_for_the_next_turn(work: Workbook) -> None:
    form = forms.ClientSession(NAME, keep=work)
    assert form.other.layout.display == "none"
    form.replies.value = "own words"
    assert form.other.layout.display == ""
    form.own.value, form.nearest.value = "What would help you most in this hour?", "agenda"
    form.say_it.click()
    assert form.record.own == {"start": "What would help you most in this hour?"} and form.own.value == ""
    assert form.replies.value is None and form.other.layout.display == "none"
    assert "What would help you most" in form.answer.value and "I don’t know" in form.answer.value


def test_own_words_are_read_for_danger_and_a_plain_question_is_none(work: Workbook) -> None:
    form = forms.ClientSession(NAME, keep=work)
    form.own.value = "Are you thinking about suicide?"
    assert not form.first.waits and form.replies.value == "own words"
    form.own.value = "When you say you’re tired of it all, do you want to kill yourself?"
    assert not form.first.waits
    form.own.value = "I want to die, you know."
    assert form.first.waits
    form.own.value = "I want to die too."
    assert form.first.waits
    form.nearest.value = "proud"
    form.say_it.click()
    assert form.first.waits and form.record.own  # it is also read where it is kept


def test_an_answer_is_read_out_and_a_turn_is_taken_up_again(work: Workbook) -> None:
    form = forms.ClientSession(NAME, keep=work)
    assert "iop-status" in form.answer._dom_classes
    press(form, "agenda", "try")
    assert "I am trying." in form.answer.value and form.turns.value == 2
    form.turns.value = 2
    form.again.click()
    assert "You are back at turn 2" in said(form) and "I am trying" not in form.answer.value
    press(form, "small")
    assert "four-forty" in form.answer.value and len(form.record.ways) == 2
    other = forms.ClientSession(NAME, keep=work)
    assert other.record == form.record


def test_the_session_is_written_as_a_table_beside_the_notebook(work: Workbook) -> None:
    form = forms.ClientSession(NAME, keep=work)
    press(form, "agenda")
    form.write.click()
    file = next(work.path.parent.glob("*aisha_chain.csv"))
    assert file.name in said(form)
    rows = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == 2 and rows[1][3].startswith("Here’s my idea")


def test_without_a_kernel_there_is_the_scene_and_one_good_way_in_a_fold(work: Workbook) -> None:
    form = forms.ClientSession(NAME, keep=work)
    press(form, "agenda")
    page = form._repr_mimebundle_()
    before, _fold, after = page["text/html"].partition("<details>")
    assert "lost the year" in after and "lost the year" not in before and "I guess we’re talking" in before
    assert "lost the year" not in page["text/plain"] and "Turn 2" not in page["text/html"]
    assert not [one for one in tree(form) if getattr(one, "disabled", False)]
