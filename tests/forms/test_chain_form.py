"""The chain form: links keep their order, and the model answer waits for an attempt."""

from __future__ import annotations

import re
from pathlib import Path

import ipywidgets as widgets
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iopedu import dbt, forms, show
from iopedu.course.fields import Words
from iopedu.course.files import read_json
from iopedu.course.workbook import Workbook
from iopedu.dbt.cases import ModelAnswer, chain_task
from iopedu.dbt.chain import Chain
from iopedu.dbt.link import KINDS, Link
from iopedu.forms.parts import Companion
from iopedu.show.dbt.diary import chain_view, model_view
from tests.tools import said, tree


@pytest.fixture
def work(tmp_path: Path) -> Workbook:
    return Workbook("09", tmp_path)


def fill(fields: dict, **values: object) -> None:
    for name, value in values.items():
        fields[name].value = value


def attempt(form: forms.ChainForm) -> None:
    fill(form.fields, prompting="A message from the lab instructor", behavior="I told my grandmother and we called")
    fill(form.fields, soon_me="I was not alone with it", vulnerability="I slept badly\nI hardly ate")
    fill(form.rows[0], text="I’ve lost the year", kind="thought", skill="check_the_facts", instead="Read it again")
    fill(form.rows[1], text="Shame", kind="feeling", strength="80")
    fill(form.rows[2], text="Urge to self-harm", kind="urge")


@pytest.mark.parametrize("kept", [True, False])
def test_every_control_has_a_name(work: Workbook, kept: bool) -> None:
    form = forms.ChainForm(chain_task(), keep=work) if kept else forms.ChainForm(record=dbt.example_chain())
    for widget in tree(form):
        if isinstance(widget, widgets.Text | widgets.Textarea | widgets.Dropdown | widgets.Button):
            assert widget.description.strip(), widget
        else:
            assert isinstance(widget, widgets.Box | widgets.HTML | Companion), widget


def test_begin_here_goes_as_soon_as_something_is_written(work: Workbook) -> None:
    form = forms.ChainForm(chain_task(), keep=work)
    begin, before = form.begin, form.children[3]
    assert "Begin here" in begin.value and (begin.layout.display, before.layout.display) == ("", "none")
    form.fields["behavior"].value = "I told my grandmother"
    assert (begin.layout.display, before.layout.display) == ("none", "")
    form.fields["behavior"].value = ""
    assert (begin.layout.display, before.layout.display) == ("", "none")


def test_a_chain_grows_while_it_is_typed(work: Workbook) -> None:
    form = forms.ChainForm(chain_task(), keep=work)
    assert "No chain yet" in form.view.value and len(form.rows) == 3 and "individual session" in form.twin_text(Chain())
    fill(form.rows[0], text="I’ve lost the year")
    assert form.record.links == (Link("I’ve lost the year"),) and "Type of link 1" in form.view.value
    fill(form.rows[0], kind="thought", strength="50")
    assert "Link 1: The strength is set to 50, but the type is thought" in said(form) and "is still in the box" in said(
        form
    )
    fill(form.rows[0], kind="feeling")
    assert form.record.links[0].strength == 50
    fill(form.rows[0], kind="thought", strength="")
    attempt(form)
    assert [link.kind for link in form.record.links] == ["thought", "feeling", "urge"]
    assert "<bdi>Skill here: Check the facts (emotion regulation): Read it again</bdi>" in form.view.value
    assert "filled in; Links: 3" in said(form) and not work.answers["chain"].done
    assert work.answers["chain"].words.count("Then came the") == 3
    form.pick.value = 2
    form.up.click()
    assert [link.text for link in form.record.links] == ["I’ve lost the year", "Urge to self-harm", "Shame"]
    form.remove.click()
    assert [link.kind for link in form.record.links] == ["thought", "feeling"]
    form.add.click()
    fill(form.rows[-1], text="I stood up", kind="action")
    assert form.record.links[-1] == Link("I stood up", "action")


def test_the_model_answer_opens_after_the_attempt_only(work: Workbook) -> None:
    form = forms.ChainForm(chain_task(), keep=work)
    secret = read_json("dbt/model_answers.json")["aisha_thursday"]["reading"][0][:40]
    form.compare.click()
    assert (
        form.model.value == ""
        and "opens after you make an attempt. Still missing from yours: the prompting event" in said(form)
    )
    attempt(form)
    form.compare.click()
    assert secret in form.model.value and "is below your chain" in said(form)
    twin = str(form._repr_mimebundle_())
    assert secret not in twin and "I’ve lost the year" not in twin and secret not in str(work.answers["chain"])
    again = forms.ChainForm(chain_task(), keep=work)
    assert again.model.value == "" and again.record == form.record
    again.compare.click()
    assert secret in again.model.value
    fill(again.fields, behavior="")
    assert again.model.value == ""
    work.erase()
    assert again.record == Chain() and again.fields["prompting"].value == ""


def test_a_kept_chain_is_restored_and_its_twin_stays_blank(work: Workbook) -> None:
    form = forms.ChainForm(chain_task(), keep=work)
    blank = form._repr_mimebundle_()["text/html"]
    form.record = dbt.example_chain()
    again = forms.ChainForm(chain_task(), keep=work)
    assert again.record == dbt.example_chain() and work.answers["chain"].done
    assert again.rows[1]["strength"].value == "80" and again.rows[0]["skill"].value == "check_the_facts"
    assert again._repr_mimebundle_()["text/html"] == blank


def test_an_example_shows_everything(work: Workbook) -> None:
    form = forms.ChainForm(record=dbt.example_chain())
    assert form.compare not in list(tree(form)) and "worked example" in form.title and not work.answers
    assert "No parts are empty" in form.view.value and "Questions to think about" not in form.view.value
    text = form._repr_mimebundle_()["text/plain"]
    assert "In the end, the problem behavior: I stayed in bed and missed group: face to the wall" in text
    fill(form.rows[1], strength="")
    assert "How strong was it, from 0 to 100?" in form.view.value


@given(found=st.none() | st.integers() | st.text() | st.lists(st.integers()) | st.dictionaries(st.text(), st.none()))
@settings(max_examples=15)
def test_damaged_answers_never_break_the_form(tmp_path: Path, found: object) -> None:
    if isinstance(found, dict):
        found = {**found, "version": 2}
    work = Workbook("09", tmp_path)
    work.put("chain", "q", found, "w")
    form = forms.ChainForm(chain_task(), keep=work)
    assert form.record == Chain() and "could not be shown" in said(form) and work.answers["chain"].value == found


def test_the_picture_is_an_ordered_list_with_types_as_words_and_shapes() -> None:
    links = tuple(Link(f"L{at}", kind) for at, kind in enumerate(KINDS, 1))
    page = chain_view(Chain(links=links, behavior="B", ending="effective")).replace("\n", "")
    items = re.findall(r"<li><div class=\"iop-link.*?</li>", page)
    assert len(items) == len(links) + 4 and 'role="list"' in page and "Effective behavior" in page
    for item, (kind, word) in zip(items[2:-2], KINDS.items(), strict=True):
        assert f"iop-link-{kind}" in item and f"<strong>{word}:</strong>" in item and "<svg" in item
    assert len({re.search(r"<svg.*?</svg>", item)[0] for item in items[2:-2]}) == len(KINDS)
    assert page.count('<div class="iop-arrow" aria-hidden="true">') == len(items) - 1


@given(st.text())
@settings(max_examples=40)
def test_learners_words_are_never_markup(text: str) -> None:
    bad = f"A <img src=x onerror=1> <script> & \x00\u202e {text}"
    parts = {name: bad for name, ask in Chain.asks().items() if isinstance(ask, Words)}
    chain = Chain(**parts, links=(Link(bad, "event", instead=bad),), ending="problem")
    pages = [chain_view(chain), model_view(ModelAnswer((bad,), chain), chain)]
    for page in pages:
        assert "<img" not in page and "<script" not in page and "\x00" not in page and "\u202e" not in page


def test_tables_for_reading() -> None:
    assert len(show.chain_rules().rows) == 15 and len(show.link_types().rows) == len(KINDS)
    by_link = show.skills_for_links()
    assert [name for name, _cells in by_link.rows] == list(KINDS.values())
    body = dict(by_link.rows)["Body"]
    assert "TIPP" not in body[0] and "Opposite action" in body[0] and body[1] == "TIPP and Self-soothe"


# Matching, missing links -----------------------------------------------------------------------------


def test_i_choose_which_of_my_links_is_which_of_the_model(work: Workbook) -> None:
    form = forms.ChainForm(chain_task(), keep=work)
    attempt(form)
    assert not form.matches.children and form.matched.value == ""
    form.compare.click()
    boxes = form._boxes_of_matches()
    assert len(boxes) == 6 and boxes[0].description == "1. Thought: “I’ve lost the year”"
    assert [label for label, _at in boxes[0].options] == [
        "None of mine", "1. Thought: I’ve lost the year", "2. Feeling: Shame (80)", "3. Urge: Urge to self-harm",
    ]  # fmt: skip
    assert "In both: 0 of the 6 links" in form.matched.value and {box.value for box in boxes} == {0}
    boxes[0].value, boxes[1].value, boxes[4].value = 2, 1, 3
    assert "In both: 3 of the 6 links" in form.matched.value and "A different order" in form.matched.value
    assert "Missing from yours" in form.matched.value and "Despair" in form.matched.value
    assert "the type of “I’ve lost the year” is thought; in yours, it is feeling" in form.matched.value
    boxes[0].value, boxes[1].value = 1, 2
    assert "A different order" not in form.matched.value and "A different type" not in form.matched.value
    assert "Only in yours" not in form.matched.value
    fill(form.rows[1], text="Ashamed")  # what was matched stays where its link is still the same
    values = [box.value for box in form._boxes_of_matches()]
    assert values == [1, 0, 0, 0, 3, 0] and "Ashamed" in form.matched.value and "Only in yours" in form.matched.value
    form.pick.value = 2
    form.up.click()  # the urge moves to the second place
    assert [box.value for box in form._boxes_of_matches()] == [1, 0, 0, 0, 2, 0]
    fill(form.fields, soon_me="")
    assert not form.matches.children and form.matched.value == form.model.value == ""
    assert "One course, this term" not in str(work.answers["chain"].value)


def test_mine_and_the_model_stand_side_by_side(work: Workbook) -> None:
    form = forms.ChainForm(chain_task(), keep=work)
    attempt(form)
    form.compare.click()
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", form.model.value))
    assert "Prompting event A message from the lab instructor 4:40 p.m.: a message from the lab instructor said" in page
    assert "In the kitchen at home, at the stove" in page


def test_a_skill_that_does_not_fit_is_asked_about_at_its_link(work: Workbook) -> None:
    form = forms.ChainForm(record=dbt.example_chain())
    assert "does it fit" not in form.view.value and "does the skill fit" not in form.view.value
    fill(form.rows[2], skill="tipp")
    slot = form.view.value.partition("Everything is heavy")[2].partition("</li>")[0]
    assert (
        "Arousal here is low: does the skill fit?" in slot
        and "For a link like this, consider" in slot
        and "Opposite action" in slot
    )
    assert "Does this skill fit here?" in form.view.value
    fill(form.rows[2], arousal="extreme")
    assert "does it fit?" not in form.view.value and "does the skill fit?" not in form.view.value


def test_a_harm_is_not_praised_as_effective(work: Workbook) -> None:
    form = forms.ChainForm(chain_task(), keep=work)
    fill(form.fields, behavior="She was dramatic and cut herself", ending="effective")
    assert "Was this effective?" in form.view.value and "leave the judgmental word out" in form.view.value
    assert "which movement" not in form.view.value  # nobody asks how


def test_the_gap_is_named_as_soon_as_it_is_known(work: Workbook) -> None:
    form = forms.MissingLinksForm(keep=work)
    assert "cope ahead" not in form.view.value
    fill(form.fields, needed="Call a coworker on Friday at one", knew=True, willing=True, came=False)
    assert "cope ahead" in form.view.value and "Still empty: <bdi>What got in the way and" in form.view.value
    fill(form.fields, hindered="I thought about the bus", plan="An alarm at five to one")
    assert work.answers["missing_links"].done and "Still empty" not in form.view.value
    fill(form.fields, came=True)
    assert "problem solving" in form.view.value and "cope ahead" not in form.view.value
