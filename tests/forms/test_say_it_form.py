"""Say it: the form leads from judging to one's own words, one step at a time, and keeps all of it."""

from __future__ import annotations

import html
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from iopedu import forms
from iopedu.course.workbook import Workbook
from iopedu.rehearsal import skill, skills
from tests.tools import said

NAME = "validate"


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 2, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def work(tmp_path: Path) -> Workbook:
    return Workbook("08", tmp_path)


def opened(work: Workbook | None = None, clock: Clock | None = None) -> forms.SayIt:
    form = forms.SayIt("08", keep=work, clock=clock)
    form.chooser.value = NAME
    return form


def mark(form: forms.SayIt, *ratings: int) -> None:
    for _one, box, rating in zip(form.skill.criteria, form.marks, ratings, strict=False):
        box.value = rating
    form.go.click()


def seen(form: forms.SayIt) -> str:
    shown = (form.place, form.client, form.seen, form.task, form.view)
    return html.unescape(" ".join(each.value for each in shown))


def on_show(form: forms.SayIt) -> list[str]:
    boxes = {"marks": form.asked[0], "text": form.text, "change": form.changed, "next": form.next}
    return [name for name, box in boxes.items() if box.layout.display != "none"]


def to_say(form: forms.SayIt) -> forms.SayIt:
    form.go.click()
    while form.step == "judge":
        mark(form, 2, 2, 2, 2)
    return form


def test_one_step_is_shown_at_a_time_and_each_leads_to_the_next(work: Workbook) -> None:
    form, of = opened(work), skill(NAME)
    assert on_show(form) == [] and form.go.description == "Begin" and of.criteria[0].anchors[0][3:] in seen(form)
    form.go.click()
    line = form.round.line
    assert on_show(form) == ["marks"] and line.line in seen(form) and line.before in seen(form)
    first, second = (line.replies[one.reply] for one in form.round.judged)
    third = next(reply for reply in line.replies if reply not in (first, second))
    assert first.text in seen(form) and second.text not in seen(form), "one reply at a time"
    assert not any(reason in seen(form) for reason in first.reasons.values()), "the key is hidden"
    mark(form, 2)
    assert "Not rated yet" in said(form) and of.criteria[1].name in said(form) and form.marks[0].value == 2
    mark(form, 2, 2, 2, 2)
    assert second.text in seen(form) and all(reason in seen(form) for reason in first.reasons.values())
    assert all(box.value is None for box in form.marks)
    mark(form, 0, 0, 0, 0)
    assert on_show(form) == ["text"] and third.text not in seen(form)
    form.text.value = "That sounds lonely. What was it like?"
    form.go.click()
    assert on_show(form) == ["marks"] and "1 open question." in seen(form) and third.text in seen(form)
    mark(form, *[2] * (len(of.criteria) - 1), 1)
    assert on_show(form) == ["change", "next"]
    assert form.change.options == ((of.criteria[-1].name, of.criteria[-1].id),), "what is not reached can be changed"
    form.go.click()
    assert "Choose one thing" in said(form)
    form.change.index = 0
    form.go.click()
    assert on_show(form) == ["text"] and of.criteria[-1].name in seen(form) and form.text.value == ""
    form.text.value = "That sounds lonely, and you still came. What was it like?"
    form.go.click()
    mark(form, 2, 2, 2, 2)
    assert "every criterion is met" in said(form) and form.round.needed == 2
    form.next.click()
    assert form.round.line != line and on_show(form) == ["marks"]


@pytest.mark.parametrize("rating", [0, 1, 2])
def test_the_direction_is_told_beside_each_criterion(rating: int) -> None:
    form = opened()
    form.go.click()
    reply = form.round.line.replies[form.round.judged[0].reply]
    mark(form, rating, rating, rating, rating)
    for one in skill(NAME).criteria:
        key = reply.ratings[one.id]
        way = ": yours is kinder." if rating > key else ": yours is stricter." if rating < key else "."
        told = f"You gave {rating}; we gave {key}{way} {reply.reasons[one.id]}"
        assert f"<strong>{one.name}.</strong> {told}" in seen(form)


def test_how_it_goes_says_the_learners_own_direction() -> None:
    form = to_say(opened())
    form.goes.click()
    low = [judged for one in form.record.rounds for judged in one.judgments() if judged[1][0] < 2]
    assert ("too kind" in seen(form)) == (len(low) > 0)
    form.text.value = "You sound worn out."
    form.go.click()
    assert form.view.value == "", "what it said is no longer true"


def test_all_is_kept_and_is_there_again_at_the_same_step(work: Workbook, tmp_path: Path) -> None:
    form = to_say(opened(work))
    form.text.value = "A reply of my own."
    form.go.click()
    again = opened(work)
    assert again.record == form.record and on_show(again) == ["marks"] and "A reply of my own." in seen(again)
    assert "A reply of my own." in work.answers["say_it"].words
    assert not work.answers["say_it"].done
    mark(form, 1, 1, 1, 1)
    assert work.answers["say_it"].done and again.record == form.record and on_show(again) == ["change", "next"]
    blank = forms.SayIt("08", keep=Workbook("08", tmp_path / "other"))
    assert again._repr_mimebundle_()["text/html"] == blank._repr_mimebundle_()["text/html"]
    assert "A reply of my own." in again.printed()


def test_what_is_typed_in_one_window_stays_when_another_goes_on_with_another_skill(tmp_path: Path) -> None:
    number = next(one.notebook for one in skills() if len(skills(one.notebook)) > 1)
    work = Workbook(number, tmp_path)
    form, other = (forms.SayIt(number, keep=work) for _window in range(2))
    to_say(form)
    form.text.value = "half a reply"
    other.chooser.value = skills(number)[1].id
    other.go.click()
    assert form.text.value == "half a reply" and form.record == other.record
    form.go.click()
    assert [one.skill.id for one in form.record.rounds] == [form.skill.id, other.skill.id]


def test_the_time_is_taken_only_when_it_is_asked_for() -> None:
    clock = Clock()
    form = to_say(opened(clock=clock))
    clock.time += timedelta(seconds=24)
    form.text.value = "You sound worn out."
    form.go.click()
    assert form.round.tries[-1].seconds is None and "seconds" not in seen(form)
    mark(form, 1, 1, 1, 1)
    form.change.index = 0
    form.go.click()
    form.timed.value = True
    clock.time += timedelta(seconds=17)
    form.text.value = "You sound tired."
    form.go.click()
    assert "17 seconds" in seen(form)


def test_a_person_never_met_comes_on_a_later_day_without_replies_to_judge() -> None:
    clock = Clock()
    form = opened(clock=clock)
    for at in range(3):
        to_say(form)
        form.text.value = f"Reply {at} of mine"
        form.go.click()
        mark(form, 2, 2, 2, 2)
        clock.time += timedelta(hours=16)
        form.next.click()
        if form.round.line.unseen:
            break
    assert form.round.line.unseen and at == 1 and on_show(form) == ["text"] and "you haven’t met" in seen(form)
    assert not any(reply.text in seen(form) for reply in form.round.line.replies)


@pytest.mark.parametrize(
    ("text", "waits"),
    [
        ("I want to kill myself tonight.", True),
        ("You sound tired. I want to die tonight.", True),
        ("If you ask me that again, I will kill myself.", True),
        ("want to end it all tonight", True),
        ("“I want to kill myself tonight.”", True),
        ("I want to die, you know.", True),
        ("I want to die, and you don’t help me.", True),
        ("You don’t get it, I want to die.", True),
        ("Let’s be honest, I want to end my life.", True),
        ("You can’t help me. My life is over, you know.", True),
        ("I know you want to die.", False),
        ("I’m asking because of how you said that: are you planning to kill yourself?", False),
        ("You wrote “nobody cares, I want to die.” What happened next?", False),
        ("Let's stop at “end it” for a moment.", False),
        ("Are you thinking about killing yourself?", False),
        ("You said you want all of it to stop. Are you thinking about suicide?", False),
        ("When you say you don't want to be here, do you mean you want to die?", False),
    ],
)
def test_what_the_writer_says_of_themself_puts_people_first_and_what_they_ask_a_client_does_not(
    text: str, waits: bool
) -> None:
    form = to_say(opened())
    form.text.value = text
    assert form.first.waits == waits
    form.go.click()
    assert form.first.waits == waits, "also once it is kept"


def test_a_reply_is_never_markup(work: Workbook) -> None:
    form = to_say(opened(work))
    form.text.value = "Hello there <script>bad()</script> \u202e you"
    form.go.click()
    assert "<script" not in form.seen.value and "\u202e" not in form.seen.value and "<script" not in form.printed()


def test_the_sheet_for_two_has_criteria_two_lines_and_room(work: Workbook, tmp_path: Path) -> None:
    form = opened(work)
    form.write.click()
    page = html.unescape((tmp_path / "say-it-validate-for-two.html").read_text(encoding="utf-8"))
    of = skill(NAME)
    assert all(anchor[3:] in page for one in of.criteria for anchor in one.anchors)
    on_it = [line for line in of.lines if line.line in page]
    assert [line.difficulty for line in on_it] == [1, 3] and not any(line.unseen for line in on_it)
    assert page.count("<td></td>") == 2 * 4 * len(of.criteria)
    assert not any(reply.text in page for line in of.lines for reply in line.replies)


def test_no_reply_that_we_call_good_is_stopped() -> None:
    """A trainee who says what we say goes on."""
    loud = {}
    for of in skills():
        form = forms.SayIt(of.notebook)
        form.chooser.value = of.id
        form.go.click()
        for line in of.lines:
            best = max(line.replies, key=lambda reply: sum(reply.ratings.values()))
            form.text.value = best.text
            if form.first.waits:
                loud[line.id] = best.text
    assert not loud
