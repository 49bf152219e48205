"""Walk, ABC PLEASE, DEAR MAN and firmness, driven by typing and choosing."""

from __future__ import annotations

import html
import re
from pathlib import Path
from xml.etree import ElementTree

import ipywidgets as widgets
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu import dbt, forms, show
from iopedu.course.workbook import Workbook
from iopedu.dbt.abc_please import AbcPlease
from iopedu.dbt.check_the_facts import NEVER_TOWARD, CheckTheFacts, OppositeAction
from iopedu.dbt.dear_man import LETTERS, DearMan
from iopedu.dbt.firmness import CONSIDERATIONS, PEOPLE_FIRST, Firmness
from iopedu.forms.parts import FILL, Companion
from iopedu.show.dbt.interpersonal import firmness_view, request_view
from iopedu.show.dbt.regulate import abc_view, walk_view
from tests.tools import said, tree

KINDS = {
    "facts_walk": (forms.CheckTheFactsForm, dbt.example_check_the_facts),
    "abc_please": (forms.AbcPleaseForm, dbt.example_abc),
    "dear_man": (forms.DearManBuilder, dbt.example_request),
    "firmness": (forms.FirmnessForm, dbt.example_firmness),
}
LABELED = (widgets.Text, widgets.Textarea, widgets.Dropdown, widgets.Button)
BAD = 'A <img src=x onerror=1> <script>bad()</script> & \x00\u202e "quoted"'


@pytest.fixture
def work(tmp_path: Path) -> Workbook:
    return Workbook("08", tmp_path)


def seen(form: forms.Form) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", form.view.value))


def fill(fields: dict, **values: object) -> None:
    for name, value in values.items():
        fields[name].value = value


@pytest.mark.parametrize("key", KINDS)
@pytest.mark.parametrize("example", [True, False])
def test_every_control_has_a_name_of_its_own(work: Workbook, key: str, example: bool) -> None:
    kind, made = KINDS[key]
    form = kind(record=made()) if example else kind(keep=work)
    names = [widget.description for widget in tree(form) if isinstance(widget, LABELED)]
    assert all(name.strip() for name in names) and len(set(names)) == len(names)
    for widget in tree(form):
        assert isinstance(widget, (*LABELED, widgets.Box, widgets.HTML, Companion)), widget
    assert sum(isinstance(widget, Companion) for widget in tree(form)) == 1


@pytest.mark.parametrize("key", KINDS)
def test_a_kept_form_is_restored_and_its_twin_stays_blank(work: Workbook, key: str) -> None:
    kind, made = KINDS[key]
    form = kind(keep=work)
    blank = form._repr_mimebundle_()
    assert key not in work.answers and FILL in blank["text/plain"]
    form.record = made()
    assert work.answers[key].value == form.record.to_json() and work.answers[key].done
    again = kind(keep=work)
    assert again.record == made() and again.view.value == form.view.value
    twin = again._repr_mimebundle_()
    assert (twin["text/plain"], twin["text/html"]) == (blank["text/plain"], blank["text/html"])
    work.erase()
    assert again.record == form._blank
    assert not any(box.value for box in tree(again) if isinstance(box, widgets.Text | widgets.Textarea))


@pytest.mark.parametrize("key", KINDS)
def test_an_example_shows_everything_and_keeps_nothing(work: Workbook, key: str) -> None:
    kind, made = KINDS[key]
    example, mine = kind(record=made()), kind(keep=work)
    assert "worked example" in example.title and "worked example" not in mine.title
    assert example.record == made() and mine.record == mine._blank and not work.answers
    bundle = example._repr_mimebundle_()
    assert "0x" not in bundle["text/plain"] and repr(example).startswith(example.title)
    shown = html.unescape(re.sub(r"<[^>]+>", "", bundle["text/html"]))
    for value in made().to_json().values():
        if isinstance(value, str) and len(value) > 12:
            assert value in shown and value in bundle["text/plain"]


@pytest.mark.parametrize("key", KINDS)
def test_looking_at_a_form_answers_nothing(work: Workbook, key: str) -> None:
    form = KINDS[key][0](keep=work)
    chosen = [
        box for box in tree(form) if isinstance(box, widgets.Dropdown) and box.description not in ("Day", "This is")
    ]
    assert chosen and all(box.value == "" for box in chosen)
    assert form.record == type(form.record)() and not work.answers


# The walk --------------------------------------------------------------------------------------------


def shows(form: forms.CheckTheFactsForm) -> set[str]:
    parts = {**form.plans, "again": form.again}
    return {name for name, box in parts.items() if box.layout.display != "none"}


def test_the_plans_follow_the_answers_and_lose_nothing(work: Workbook) -> None:
    form = forms.CheckTheFactsForm(keep=work)
    assert shows(form) == set() and "still open" in seen(form)
    fill(form.fields, event="He walked on", emotion="shame", strength="60", danger="no", clear="yes", fits="no")
    assert shows(form) == set() and "Not answered: Acting helps." in seen(form)
    form.fields["helps"].value = "no"
    assert shows(form) == {"opposite", "again"} and "The walk leads to: Opposite action" in seen(form)
    assert "Shame, an opposite: Show your face" in form.way_out.value and "humiliate" in form.way_out.value
    form.fields["opposite"]["urge"].value = "Stay away"
    assert work.answers["facts_walk"].value["opposite"]["urge"] == "Stay away"
    assert forms.CheckTheFactsForm(keep=work).fields["opposite"]["urge"].value == "Stay away"
    for fits, helps, boxes in (
        ("yes", "yes", {"solving", "again"}),
        ("partly", "no", {"opposite", "solving", "again"}),
        ("no", "yes", {"again"}),
        ("not_sure", "yes", set()),
    ):
        fill(form.fields, fits=fits, helps=helps)
        assert shows(form) == boxes
    form.fields["danger"].value = "not_sure"
    assert shows(form) == set() and "People first" in seen(form)
    assert "What would change" not in seen(form) and "What would lead to a different result?" not in seen(form)
    fill(form.fields, danger="no", clear="no")
    assert shows(form) == set() and "Distress tolerance first" in seen(form)
    assert "What would lead to a different result?" in seen(form)
    fill(form.fields, clear="yes", fits="no", helps="no")
    assert form.fields["opposite"]["urge"].value == "Stay away" and form.record.opposite.urge == "Stay away"
    assert NEVER_TOWARD in "".join(w.value for w in tree(form.plans["opposite"]) if isinstance(w, widgets.HTML))


def test_a_rating_that_cannot_be_read_stays_in_its_box(work: Workbook) -> None:
    form = forms.CheckTheFactsForm(keep=work)
    fill(form.fields, strength="eighty", emotion="anger")
    assert "Strength of the emotion is 'eighty'. Enter a whole number from 0 to 100" in said(form)
    assert form.fields["strength"].value == "eighty" and form.record.strength is None
    fill(form.fields, strength="0")
    assert form.record.strength == 0 and form.record.emotion == "anger" and "Anger may fit when" in form.guide.value
    fill(form.fields, danger="no", clear="yes", fits="no", helps="no", after="0")
    assert "Unchanged" in seen(form) and form.record.change.points == 0
    form.fields["strength"].value = ""
    assert "Rate the emotion first" in said(form) and form.fields["after"].value == "0"
    form.fields["after"].value = ""
    assert form.record.strength is None and form.record.change is None


def test_the_path_is_drawn_and_says_what_it_shows() -> None:
    wide, narrow = pictures(walk_view(CheckTheFacts(danger="no", clear="yes", fits="partly")))
    for svg in (wide, narrow):
        said = "Danger: no; Clear enough: yes; Fits the facts: partly; Acting helps: not answered"
        assert said in svg.get("aria-label")
        dashed = [box.get("stroke-dasharray") is not None for box in svg.iter("rect")]
        assert dashed == [False, False, False, True, True]
    path, slim, *both_bars = pictures(walk_view(dbt.example_check_the_facts()))
    assert "leads to: Opposite action." in path.get("aria-label") == slim.get("aria-label")
    assert [[text.text for text in svg.iter("text")][-1] for svg in (path, slim)] == ["Opposite action"] * 2
    for bars in both_bars:
        widths = [float(bar.get("width")) for bar in bars.iter("rect")]
        assert widths[0] / widths[1] == pytest.approx(80 / 45)
        gaps = [float(text.get("x")) - width for text, width in zip(bars.iter("text"), widths, strict=True)]
        assert gaps == pytest.approx([9, 9])
    both = walk_view(CheckTheFacts(danger="no", clear="yes", fits="yes", helps="no"))
    assert [t.text for t in next(iter(pictures(both))).iter("text")][-2:] == [
        "Both: problem solving",
        "and opposite action",
    ]


# ABC PLEASE ------------------------------------------------------------------------------------------


def test_choosing_a_day_answers_nothing_and_each_day_keeps_its_own(work: Workbook) -> None:
    form = forms.AbcPleaseForm(keep=work)
    form.day.value = 3
    assert not work.answers and "Now showing Wednesday." in said(form)
    fill(form.care, sleep=False, eating=True)
    form.day.value = 4
    assert {name: box.value for name, box in form.care.items()} == dict.fromkeys(form.care, "")
    form.care["sleep"].value = True
    form.day.value = 3
    assert (form.care["sleep"].value, form.care["eating"].value, form.care["exercise"].value) == (False, True, "")
    assert form.record.sleep == (None, None, False, True, None, None, None)
    assert "yes on 1 of 2 answered days; 5 days not answered." in seen(form)
    form.care["sleep"].value = ""
    assert form.record.summary("sleep") == "Sleep: yes on 1 of 1 answered day; 6 days not answered."
    form.fields["mastery"].value = "Open a letter"
    assert form.record.mastery == "Open a letter" and form.record.eating[2] is True
    assert not work.answers["abc_please"].done


# DEAR MAN --------------------------------------------------------------------------------------------


def test_questions_come_and_go_while_the_text_is_put_together(work: Workbook) -> None:
    form = forms.DearManBuilder(keep=work)
    assert "Nothing in this request yet" in seen(form)
    fill(form.fields, facts="You are always late", request="Could you call")
    assert "You are always late. Could you call." in seen(form)
    assert "below each of these letters: Describe." in seen(form) and "1 question to think about" in said(form)
    assert "Is it really every time?" in form.coach["facts"].value and "may answer" in form.coach["facts"].value
    form.fields["facts"].value = "You came at nine on two days"
    assert "every time" not in form.coach["facts"].value and "The rules raise no questions about it" in seen(form)
    fill(form.fields, objective=1, relationship=1)
    assert (
        "both have rank 1" in said(form) and form.record.relationship is None and form.fields["relationship"].value == 1
    )
    fill(form.fields, relationship=2, self_respect=3)
    assert "First: “What I’m asking for.” DEAR MAN leads" in seen(form) and not work.answers["dear_man"].done
    for name in ("to", *LETTERS):
        form.fields[name].value = getattr(dbt.example_request(), name)
    assert work.answers["dear_man"].done and "score" not in seen(form)
    form.fields["offer"].value = ""
    assert not work.answers["dear_man"].done


def typing(form: forms.DearManBuilder, **texts: str) -> None:
    """Let the page tell what is being typed, before the box is left."""
    named = {f"{form.fields[name].description}#0": text for name, text in texts.items()}
    form._heard(form.companion, {"typed": named}, [])


def test_the_question_comes_below_its_letter_while_it_is_typed(work: Workbook) -> None:
    form = forms.DearManBuilder(keep=work)
    places = [part for box in form.children for part in getattr(box, "children", ())]
    order = [part for inner in places for part in getattr(inner, "children", ())]
    for name in LETTERS:
        assert order[order.index(form.fields[name]) + 1] is form.coach[name]
    typing(form, benefit="If you don't, I'll leave", feeling="I am")
    told = form.coach["benefit"].value
    assert "Fine, then go ahead." in told and "Is that a reward, or a threat?" in told and told.count("?") == 2
    assert form.record.benefit == "" and not form.coach["feeling"].value  # half a sentence lacks much
    typing(form, benefit="If you do it, we both sleep better.", feeling="I am not a robot.")
    assert "may answer" not in form.coach["benefit"].value and "Which one word" in form.coach["feeling"].value
    typing(form, benefit="", feeling=7)
    assert not form.coach["benefit"].value


def test_nobody_answers_back_where_people_come_first(work: Workbook) -> None:
    form = forms.DearManBuilder(keep=work)
    typing(form, benefit="I will kill myself if you leave.")
    assert not form.coach["benefit"].value
    form.fields["benefit"].value = "I will kill myself if you leave."
    assert not form.coach["benefit"].value and form.first.waits


# How firmly ------------------------------------------------------------------------------------------


def test_danger_closes_the_considerations_and_a_level_needs_every_answer(work: Workbook) -> None:
    form = forms.FirmnessForm(keep=work)
    form.fields["danger"].value = "unsure"
    assert form.weighed.layout.display == "none" and PEOPLE_FIRST in seen(form) and "<svg" not in form.view.value
    form.fields["danger"].value = "no"
    assert form.weighed.layout.display == "" and form.record.level is None and "none is marked" in form.view.value
    form.fields["what"].value = "A day off"
    for name in CONSIDERATIONS:
        form.fields[name].value = "yes"
    assert form.record.level == 5 and "Level 5 of 5: Insist" in seen(form) and work.answers["firmness"].done
    form.fields["stake"].value = "unsure"
    assert form.record.level == 4 and "Unsure, so not counted: stakes." in seen(form)
    assert form.asks["stake"].value == CONSIDERATIONS["stake"].ask
    form.fields["mode"].value = "refuse"
    assert form.asks["stake"].value == CONSIDERATIONS["stake"].refuse and "Say no firmly" in seen(form)


def test_answers_about_asking_never_count_for_saying_no(work: Workbook) -> None:
    form = forms.FirmnessForm(keep=work)
    fill(form.fields, what="A day off", danger="no", **dict.fromkeys(CONSIDERATIONS, "yes"))
    form.fields["mode"].value = "refuse"
    assert said(form) == "Kept: Saying no: 0 of 7 considerations answered, no level yet."
    assert form.record == Firmness(mode="refuse", what="A day off", danger="no") and not work.answers["firmness"].done
    assert {form.fields[name].value for name in CONSIDERATIONS} == {""} and form.fields["danger"].value == "no"
    fill(form.fields, stake="no", timing="unsure")
    form.fields["mode"].value = "ask"  # its answers are there again
    assert form.record.level == 5 and said(form).endswith(
        "Asking for something: 7 of 7 considerations answered, level 5."
    )
    form.fields["mode"].value = "refuse"
    assert {name: answer for name, answer in form.record.answers.items() if answer} == {
        "stake": "no",
        "timing": "unsure",
    }


def test_what_was_erased_does_not_come_back_with_the_other_mode(work: Workbook) -> None:
    form = forms.FirmnessForm(keep=work)
    fill(form.fields, danger="no", **dict.fromkeys(CONSIDERATIONS, "yes"))
    form.fields["mode"].value = "refuse"
    form.record = Firmness()
    form.fields["mode"].value = "refuse"
    assert form.record == Firmness(mode="refuse")
    form.fields["mode"].value = "ask"
    assert form.record == Firmness()


def test_exactly_one_step_of_the_ladder_is_marked() -> None:
    wide, narrow = pictures(firmness_view(dbt.example_firmness()))
    for svg in (wide, narrow):
        fills = [box.get("fill") != "none" for box in svg.iter("rect")]
        assert fills.count(True) == 1 and fills[4] and svg.get("aria-label").endswith("Six levels; here: 4.")
        widths = [float(box.get("width")) for box in svg.iter("rect")]
        assert widths == sorted(widths)
        assert sum("(here)" in (text.text or "") for text in svg.iter("text")) == 1


# What is seen ----------------------------------------------------------------------------------------


def pictures(page: str) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(found) for found in re.findall(r"<svg.*?</svg>", page, re.DOTALL)]


@given(st.text())
def test_learners_words_are_never_markup(text: str) -> None:
    bad = text + BAD
    plan = OppositeAction(*[bad] * 5)
    walk = CheckTheFacts(
        bad, "shame", 5, bad, bad, bad, danger="no", clear="yes", fits="yes", helps="no", opposite=plan, after=3
    )
    request = DearMan(*[bad] * 8, objective=1, relationship=2, self_respect=3)
    week = AbcPlease(*[bad] * 8)
    firm = Firmness(bad, danger="no")
    pages = [walk_view(walk), walk_view(walk, True), request_view(request), request_view(request, True)]
    pages += [abc_view(week, True), firmness_view(firm), firmness_view(firm, True)]
    for page in pages:
        assert "<img" not in page and "<script" not in page and "\x00" not in page and "\u202e" not in page
        assert all(svg.get("role") == "img" and svg.get("aria-label") for svg in pictures(page))


def test_the_evidence_says_who_was_asked_and_what_is_not_known() -> None:
    table = show.what_is_known("dbt", "practice")
    assert set(table.sources) == {"imbue2024", "care2025"}
    for words in (
        "86 people, randomized",
        "94 novices",
        "d -0.52",
        "0.32 to 0.39",
        "by 17%",
        "up to 25%",
        "Not known:",
    ):
        assert words in repr(table), words


def test_the_hand_out_is_one_page_of_rules_and_letters() -> None:
    page = show.handout("08")
    assert "Where the answers lead" in page and "Seven ways" in page and page.count("<td></td>") == 7
    assert "<script" not in page
