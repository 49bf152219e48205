"""The card, the week to read and the questions of a high rating, driven by typing and clicking."""

from __future__ import annotations

import html
import re
from datetime import date
from pathlib import Path

import ipywidgets as widgets
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iopedu import dbt, forms, show
from iopedu.course.workbook import Workbook
from iopedu.dbt.cases import week_to_read
from iopedu.dbt.diary import DiaryCard
from iopedu.dbt.diary_day import Day, Target
from iopedu.dbt.skills import MODULES
from iopedu.show.dbt.diary import responses_view, week_view
from iopedu.show.palette import MODULE_COLORS
from tests.dbt.test_diary import answers
from tests.tools import said, tree

HOURS = Target("Urge to withdraw", "hours")


@pytest.fixture
def work(tmp_path: Path) -> Workbook:
    return Workbook("09", tmp_path)


def started(work: Workbook | None = None) -> forms.DiaryCardForm:
    form = forms.DiaryCardForm(keep=work)
    form.start.value = "March 16, 2026"
    return form


def shown(widget: widgets.Widget) -> bool:
    return widget.layout.display != "none"


def text(widget: widgets.HTML) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", widget.value))


def answer(high) -> None:
    for _ in range(len(high.questions)):
        high.options.choose(0)
        high.check.click()
        if shown(high.next):
            high.next.click()


# Entering ------------------------------------------------------------------------------------------------


def test_the_days_open_with_the_first_day_of_the_week(work: Workbook) -> None:
    form = forms.DiaryCardForm(keep=work)
    assert shown(form.closed) and not shown(form.opened)
    form.start.value = "3/5/2026"
    assert "Is it Thursday, March 5 or Sunday, May 3?" in said(form) and form.start.value == "3/5/2026"
    form.start.value = "2026-03-30"
    assert shown(form.opened) and not shown(form.closed)
    names = [name for name, _ in form.pick.options]
    assert names[0] == "Monday, March 30" and names[2] == "Wednesday, April 1" and len(names) == 7
    assert form.record.start == date(2026, 3, 30) and not form.record.days


def test_a_day_is_filled_in_and_nothing_is_copied_to_the_next(work: Workbook) -> None:
    form = started(work)
    day = form.day
    day.ratings["Thoughts of suicide"].value = "0"
    day.acted["Urge to self-harm"].value = False
    day.ratings["Sadness"].value = "3"
    day.skill.value = "stop"
    day.state.value = "thought"
    day.skill.value = "tipp"
    assert day.state.value == ""
    day.state.value = "tried"
    day.state.value = "helped"
    day.skill.value = "stop"
    assert day.state.value == "thought"
    day.effective.value = "Went for a walk\n\n Called Luis "
    day.note.value = "Rain"
    day.filled.value = 2
    made = form.record.day(date(2026, 3, 16))
    assert made.urges == {"Thoughts of suicide": 0} and made.acted == {"Urge to self-harm": False}
    assert (
        made.emotions == {"Sadness": 3} and made.skills == {"stop": "thought", "tipp": "helped"} and made.days_late == 2
    )
    assert made.effective == ("Went for a walk", "Called Luis") and made.note == "Rain"
    assert form.pick.options[0][0] == "Monday, March 16 (filled in)" and "1 day filled in" in said(form)
    form.after.click()
    assert form.pick.value == 1 and day.title.value == "<bdi>Tuesday, March 17</bdi>" and not form.before.disabled
    boxes = [*day.ratings.values(), *day.acted.values(), day.effective, day.note, day.filled, day.state]
    assert not any(box.value not in ("",) for box in boxes) and day.said == {}
    assert len(form.record.days) == 1
    form.before.click()
    assert day.ratings["Sadness"].value == "3" and day.acted["Urge to self-harm"].value is False
    assert (
        day.ratings["Anxiety"].value == ""
        and day.said == {"stop": "thought", "tipp": "helped"}
        and day.filled.value == 2
    )
    assert form.before.disabled and work.answers["diary"].done is False
    assert "Skills on this day: STOP (thought of) and TIPP (helped)." in day.skills_said.value
    for name in ("tipp", "stop"):
        day.skill.value = name
        day.state.value = ""
    assert form.record.days[0].skills == {} and "not answered yet" in day.skills_said.value
    for at in (1, 2):
        form.pick.value = at
        day.ratings["Joy"].value = "1"
    assert work.answers["diary"].done and form.record.average("Joy").says == "1, from 2 of 7 days, highest 1"
    form.pick.value = 6
    assert form.after.disabled


@pytest.mark.parametrize("typed", ["6", "-1", "much", "2.5", "<b>"])
def test_what_cannot_be_read_is_named_and_stays(work: Workbook, typed: str) -> None:
    form = started(work)
    form.day.ratings["Joy"].value = "2"
    form.day.ratings["Sadness"].value = typed
    assert "Monday, March 16: Sadness is '" in said(form) and "from 0 to 5, or leave it blank." in said(form)
    assert "iop-warn" in form.status.value and "<b>" not in form.status.value
    form.day.note.value = "more"
    form.after.click()
    assert form.pick.value == 0 and "before you go to another day" in said(form)
    work.put("other", "q", 1, "w")
    form.refresh()
    assert form.day.ratings["Sadness"].value == typed and form.day.ratings["Joy"].value == "2"
    form.day.ratings["Sadness"].value = ""
    assert form.record.days[0].note == "more" and "Sadness" not in form.record.days[0].emotions
    form.after.click()
    assert form.pick.value == 1


def test_own_rows_are_added_and_removed(work: Workbook) -> None:
    form = started(work)
    form.add_urge.click()
    assert "no name yet" in said(form) and "“”" not in said(form) and len(form.record.targets) == 2
    form.urge.value, form.unit.value = " Urge to drink ", "drinks"
    form.add_urge.click()
    assert "First choose the kind for “Urge to drink.”" in said(form) and len(form.record.targets) == 2
    form.kind.value = "other"
    form.add_urge.click()
    assert form.record.targets[-1] == Target("Urge to drink", "drinks", kind="other")
    assert form.urge.value == form.unit.value == form.kind.value == ""
    form.row.value = "Urge to drink"
    form.recount.click()
    assert "First choose the kind for “Urge to drink.”" in said(form)
    form.kind.value = "substance"
    form.recount.click()
    assert form.record.targets[-1] == Target("Urge to drink", "drinks", kind="substance")
    form.row.value = "Joy"
    form.recount.click()
    assert "“Joy” is an emotion" in said(form)
    assert form.day.amounts["Urge to drink"].description == "How much, in drinks"
    form.day.acted["Urge to drink"].value = True
    form.day.amounts["Urge to drink"].value = "2"
    assert form.record.days[0].amounts == {"Urge to drink": 2} and "Urge to drink" not in form.record.days[0].urges
    form.day.amounts["Urge to drink"].value = "two"
    assert "Monday, March 16: the amount for Urge to drink is 'two'." in said(form)
    form.day.amounts["Urge to drink"].value = "2"
    form.emotion.value = "Shame"
    form.add_emotion.click()
    assert "Shame" in form.record.emotions and form.day.acted["Urge to drink"].value is True
    form.emotion.value = "shame"
    form.add_emotion.click()
    assert "is already on the card" in said(form) and form.emotion.value == "shame"
    form.row.value = "Urge to drink"
    form.remove.click()
    assert "has answers on Monday, March 16" in said(form) and "Urge to drink" in form.record.rows
    form.row.value = "Shame"
    form.remove.click()
    assert "Shame" not in form.record.rows and "Shame" not in form.day.ratings and "no longer on the card" in said(form)
    assert form.record.days[0].acted == {"Urge to drink": True}


def test_another_first_day_moves_what_is_entered(work: Workbook) -> None:
    form = started(work)
    form.pick.value = 2
    form.day.ratings["Sadness"].value = "4"
    form.start.value = "December 28, 2026"
    assert [day.name for day in form.record.days] == ["Wednesday, December 30"]
    assert (
        form.pick.options[4][0] == "Friday, January 1" and form.day.title.value == "<bdi>Wednesday, December 30</bdi>"
    )
    form.start.value = ""
    assert "Choose the first day of the week" in said(form) and form.record.days
    form.start.value = "2026-12-28"
    work.erase()
    assert form.record == DiaryCard() and not shown(form.opened) and form.start.value == ""
    form.start.value = "2026-12-28"
    assert not form.record.days and form.pick.value == 0


def test_a_kept_card_is_restored_and_its_twin_stays_blank(work: Workbook) -> None:
    blank = forms.DiaryCardForm(keep=work)._repr_mimebundle_()
    form = started(work)
    form.record = dbt.example_card()
    again = forms.DiaryCardForm(keep=work)
    assert again.record == dbt.example_card() and again.view.value == form.view.value
    assert again.day.ratings["Urge to withdraw"].value == "3" and again.start.value == "2026-03-16"
    twin = again._repr_mimebundle_()
    assert (twin["text/plain"], twin["text/html"]) == (blank["text/plain"], blank["text/html"])
    assert "Maya" not in twin["text/html"]
    work.erase()
    assert "diary" not in work.answers and again.record == DiaryCard()


def test_an_example_shows_everything_and_keeps_nothing(work: Workbook) -> None:
    form = forms.DiaryCardForm(record=dbt.example_card())
    assert "worked example" in form.title and form.record == dbt.example_card() and not work.answers
    bundle = form._repr_mimebundle_()
    for text in (bundle["text/plain"], html.unescape(bundle["text/html"])):
        assert "2.7, from 6 of 7 days, highest 5" in text and "1 day late" in text
    form.pick.value = 3
    form.day.ratings["Urge to withdraw"].value = ""
    assert "2.6, from 5 of 7 days, highest 5" in form.view.value


@pytest.mark.parametrize("late", [0, 6, 20])
def test_a_late_day_keeps_its_lateness(late: int) -> None:
    start = date(2026, 3, 16)
    filled = date.fromordinal(start.toordinal() + late)
    form = forms.DiaryCardForm(record=DiaryCard(start, days=(Day(start, note="x", filled_on=filled),)))
    form.day.note.value = "y"
    assert form.record.days[0].days_late == late and ("late" in form.record.summary()) == bool(late)


# High ratings --------------------------------------------------------------------------------------------


def test_a_high_rating_asks_and_cannot_be_closed_before_the_answer(work: Workbook) -> None:
    form = started(work)
    high, box = form.high, form.day.ratings["Thoughts of suicide"]
    assert not shown(high.asks) and not shown(high.check) and not shown(high.close_it)
    box.value = "3"
    assert not shown(high.asks)
    box.value = "4"
    assert shown(high.asks) and "Monday, March 16: Thoughts of suicide 4" in high.head.value
    assert not shown(high.close_it) and not shown(high.next)
    form.after.click()
    assert shown(high.asks) and not shown(high.close_it)
    high.check.click()
    assert "You haven’t chosen anything yet. Choose an answer first." in high.said.value and form.record.responses == ()
    high.options.choose(1)
    high.check.click()
    assert "Not quite: “Nobody yet" in high.said.value and "Also right: “The person" in high.said.value
    assert shown(high.next) and form.record.waiting()
    high.next.click()
    assert high.place.value == "Question 2 of 3" and not shown(high.next) and high.said.value == ""
    for _ in range(2):
        high.options.choose(0, 2)
        high.check.click()
        if shown(high.next):
            high.next.click()
    assert not form.record.waiting() and not shown(high.asks) and shown(high.close_it)
    done = "Monday, March 16: Thoughts of suicide 4: your answers are recorded, and there is nothing else to answer."
    assert done in html.unescape(high.said.value)
    assert "0 to decide about now" in said(form) and "1 to decide about now" not in said(form)
    assert form.record.responses[0].answers == {"whom": (1,), "ask": (0, 2), "alone": (0, 2)}
    assert work.answers["diary"].value["responses"][0]["answers"]["whom"] == [1]
    assert "What you chose for acts and high ratings (1)" in form.view.value
    high.close_it.click()
    assert not shown(high.close_it) and high.said.value == ""


def test_the_questions_come_back_with_the_rating(work: Workbook) -> None:
    form = started(work)
    box = form.day.ratings["Urge to self-harm"]
    box.value = "5"
    answer(form.high)
    assert not form.record.waiting() and shown(form.high.close_it)
    box.value = "2"
    assert not shown(form.high.asks) and form.record.responses[0].past
    box.value = "5"
    assert shown(form.high.asks) and not shown(form.high.close_it) and form.high.place.value == "Question 1 of 3"
    assert form.high.options.chosen == () and form.high.answers == {}
    again = forms.DiaryCardForm(keep=work)
    assert shown(again.high.asks) and len(again.record.responses) == 1
    work.erase()
    assert not shown(again.high.asks) and again.high.said.value == ""


def test_an_answer_leaves_the_boxes_as_they_are(work: Workbook) -> None:
    form = started(work)
    form.day.ratings["Urge to self-harm"].value = "4"
    form.day.ratings["Sadness"].value = "seven"
    answer(form.high)
    assert form.record.responses and form.day.ratings["Sadness"].value == "seven"


def test_what_comes_first_is_asked_about_first_whatever_its_day() -> None:
    form = forms.DiaryCardForm(record=dbt.example_card())
    form.pick.value = 2
    assert "Wednesday, March 18: Urge to stay away from group 4, acted on it" in text(form.high.head)
    assert "On the same day: Thoughts of suicide 1; Urge to self-harm 0." in text(form.high.head)
    answer(form.high)
    assert "Wednesday, March 18: Urge to withdraw 5, acted on it" in text(form.high.head) and shown(form.high.asks)
    assert "your answers are recorded. The next questions are above." in form.high.said.value
    assert not shown(form.high.close_it)
    form.pick.value = 4
    form.day.acted["Urge to self-harm"].value = True
    assert "Friday, March 20: Urge to self-harm 0, acted on it" in text(form.high.head)  # it comes first, though later


def test_the_week_to_read_keeps_what_was_chosen(work: Workbook) -> None:
    form = forms.WeekToRead(keep=work)
    blank = form._repr_mimebundle_()
    assert "week_to_read" not in work.answers
    assert "Thursday, April 2: Thoughts of suicide 4." in text(form.high.head)
    answer(form.high)
    assert not work.answers["week_to_read"].done and "Urge to self-harm 4" in text(form.high.head)
    assert form.high.place.value == "Question 1 of 1"
    answer(form.high)
    assert work.answers["week_to_read"].done and len(form.record.responses) == 2
    again = forms.WeekToRead(keep=work)
    assert not again.record.waiting() and not shown(again.high.asks)
    assert again._repr_mimebundle_()["text/html"] == blank["text/html"]
    earlier = form.record.to_json()
    for day in earlier["days"]:
        day["skills"] = list(day["skills"])
        day["acted"].pop("Thoughts of suicide")
    earlier["targets"] = [{**target, "acts": target["name"] != "Thoughts of suicide"} for target in earlier["targets"]]
    work.put("week_to_read", "q", earlier, "w")
    assert forms.WeekToRead(keep=work).record == form.record
    work.put("week_to_read", "q", dbt.example_card().to_json(), "w")
    other = forms.WeekToRead(keep=work)
    assert "card for a different week" in said(other) and other.record == week_to_read()


# What is seen --------------------------------------------------------------------------------------------


def cells(page: str, row: str) -> list[str]:
    """Return the visible texts of one row of the grid."""
    line = next(
        part for part in re.findall(r"<tr role.*?</tr>", page) if re.search(rf"<th[^>]*><bdi>{row}</bdi>", part)
    )
    found = re.findall(r"<td.*?</td>", re.sub(r'<span class="iop-hidden">.*?</span>', "", line))
    return [re.sub(r"<[^>]+>", "", cell) for cell in found]


def test_every_cell_of_the_grid_has_a_number_a_word_or_a_dash() -> None:
    page = week_view(dbt.example_card()).replace("\n", "")
    assert cells(page, "Urge to withdraw") == ["3", "2", "5", "3", "2", "–", "1"]
    assert cells(page, "Urge to self-harm") == ["0", "0", "0", "0", "0", "–", "0"]
    assert cells(page, "Shame") == ["2", "2", "4", "3", "2", "–", "1"]
    assert page.count('class="iop-high"') == 2 and page.count('<span class="iop-late">late</span>') == 2
    assert "yes<small>5.5</small>" in page and "<small>in <bdi>hours</bdi></small>" in page
    assert (
        page.count("not answered</span>") >= 9
        and "Acted on it?" in page
        and "Did it happen?" in page
        and "A suicide attempt?" in page
    )
    heads = re.findall(r'<th scope="col" role="columnheader">(\w+)<small>(.*?)</small>', page)
    weekdays = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    assert heads[:7] == [(name, f"Mar {day}") for day, name in enumerate(weekdays, 16)]


@given(st.dates(date(1900, 1, 1), date(2199, 12, 1)), st.sets(st.sampled_from(range(7)), min_size=1))
@settings(max_examples=40)
def test_every_emotion_is_seen_and_labels_match_dates(start: date, places: set[int]) -> None:
    names = ("Sadness", "Shame", "Hope")
    days = [date.fromordinal(start.toordinal() + at) for at in places]
    card = DiaryCard(start, emotions=names, days=tuple(Day(on, emotions={"Shame": on.weekday() % 6}) for on in days))
    page = week_view(card).replace("\n", "")
    heads = re.findall(r'<th scope="col" role="columnheader">(\w+)<small>(.*?)</small>', page)
    assert heads[:7] == [(on.strftime("%a"), f"{on:%b} {on.day}") for on in card.dates]
    wanted = [str(on.weekday() % 6) if on in days else "–" for on in card.dates]
    assert cells(page, "Shame") == wanted and cells(page, "Hope") == ["–"] * 7
    averages = page[page.index("iop-averages") :]
    assert all(f"<bdi>{name}</bdi>" in averages and f">{name}</th>" in page for name in card.rows)


def test_skills_are_shown_by_day_and_by_module_with_words() -> None:
    page = week_view(dbt.example_card()).replace("\n", "")
    line = next(
        part for part in re.findall(r"<tr role.*?</tr>", page) if "Self-soothe<small>Distress tolerance" in part
    )
    found = [re.sub(r"<[^>]+>|not answered", "", cell) for cell in re.findall(r"<td.*?</td>", line)]
    assert found == ["–", "helped", "–", "–", "helped", "–", "–"]
    assert line.count(MODULE_COLORS["distress_tolerance"]) == 3
    opposite = next(part for part in re.findall(r"<tr role.*?</tr>", page) if "Opposite action<small>" in part)
    assert "thought of</td>" in opposite and opposite.count(MODULE_COLORS["emotion_regulation"]) == 2
    assert [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td.*?</td>", opposite)].count("no") == 0
    for module, color in MODULE_COLORS.items():
        assert f"background:{color}" in page and MODULES[module] in page
    assert "Self-soothe (Tuesday, March 17: helped; Friday, March 20: helped)" in page and "2 on 2 days" in page
    assert "No skills are on the card yet" in week_view(DiaryCard(date(2026, 3, 16)))


def test_what_helped_stands_apart() -> None:
    page = week_view(dbt.example_card())
    helped = page[page.index("What helped, and notes") : page.index("Skills by day")]
    assert "Got up at 2:30 p.m. and picked up my son" in helped and helped.count("<li>") == 6
    assert "What helped" not in week_view(DiaryCard(date(2026, 3, 16)))


def test_a_row_with_a_hostile_name_stays_words() -> None:
    target = Target("<img src=x>", "<b>h</b>")
    card = DiaryCard(date(2026, 3, 16), (target,), ("<script>",), (Day(date(2026, 3, 16), {target.name: 5}),))
    form = forms.DiaryCardForm(record=card)
    shown_as_html = [widget.value for widget in tree(form) if isinstance(widget, widgets.HTML)]
    assert not re.search(r"<(img|script|b)\b", " ".join(shown_as_html))


@given(st.text(), st.text())
@settings(max_examples=40)
def test_learners_words_are_never_markup(name: str, note: str) -> None:
    bad = "<img src=x onerror=1> \x00\u202e & " + note
    on = date(2026, 3, 16)
    target = Target("<img src=x>", "<b>h</b>")
    day = Day(on, {target.name: 5}, {target.name: True}, {target.name: 2}, {"<script>": 1}, (bad,), {}, bad + name)
    card = DiaryCard(on, (target,), ("<script>",), (day,), person=bad)
    card = card.respond(answers(card))
    for page in (week_view(card), responses_view(card)):
        assert not re.search(r"<(img|script|b)\b", page) and "\x00" not in page and "\u202e" not in page


def test_a_bar_is_as_long_as_its_number() -> None:
    bars = re.findall(
        r"<span>(\d)</span><div style=\"width:([\d.]+)rem", week_view(dbt.example_card()).replace("\n", "")
    )
    assert bars == [("0", "0.0"), ("2", "14.0"), ("1", "7.0"), ("1", "7.0")]


def test_the_week_says_what_it_shows_without_a_picture() -> None:
    text = dbt.example_card().describe()
    assert "Nothing on Saturday, March 21: that means “not known,” not 0." in text
    assert (
        "Urge to withdraw: 2.7, from 6 of 7 days, highest 5" in text
        and "Distress tolerance: Self-soothe (helped)" in text
    )
    assert "5, from 1 of 7 days, highest 5" in repr(show.five_and_six_blanks())


def test_the_hand_out_has_a_card_people_and_a_chain() -> None:
    page = show.handout("09")
    for text in (
        "A week to fill in",
        "The team: the supervisor",
        "A chain to fill in",
        "list of skills",
        "After an act that puts a life in danger, or a rating of 4 or 5",
        "Thoughts of suicide",
    ):
        assert text in html.unescape(page)
