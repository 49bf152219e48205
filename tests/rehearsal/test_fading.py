"""Records with gaps: the model stays shut before an attempt, and what is compared is the learner's own judgment."""

from __future__ import annotations

import html
import json
from pathlib import Path

import pytest

from iopedu import forms
from iopedu.cbt.record import ThoughtRecord
from iopedu.course.workbook import Workbook
from iopedu.dbt.chain import Chain
from iopedu.dbt.dear_man import DearMan
from iopedu.progress.plan import TransitionPlan
from iopedu.rehearsal.fading import Faded, faded
from tests.tools import said

NAMES = ("thought_record", "dear_man", "chain", "plan")
RECORDS = dict(zip(NAMES, (ThoughtRecord, DearMan, Chain, TransitionPlan), strict=True))
#: What a reader finds in the words of the case, for each gap: without it the gap could not be filled.
IN_THE_CASE = {
    "thought_record": ("on the phone", "train the new guy", "train"),
    "dear_man": ("", "first bake", "earlier"),
    "chain": ("haven’t heard from", "I’m a fraud", "could breathe again", "partner"),
    "plan": ("slept in her clothes", "after five", "text my brother"),
}


@pytest.fixture
def work(tmp_path: Path) -> Workbook:
    return Workbook("04", tmp_path)


@pytest.mark.parametrize("name", NAMES)
def test_each_is_half_filled_in_the_order_of_its_record(name: str) -> None:
    found, fields = faded()[name], list(RECORDS[name].asks())
    order = [fields.index(part.field) for part in found.parts]
    assert order == sorted(order), "the parts stand where the blank form has them"
    assert 3 <= len(found.gaps) <= 4 and len(found.gaps) < len(found.parts) - len(found.gaps) + 1
    assert not found.parts[0].gap, "what it is about is given"
    for part, need in zip(found.gaps, IN_THE_CASE[name], strict=True):
        assert need in found.case, (part, need)


def test_the_models_keep_what_the_notebooks_teach() -> None:
    thought = {part.field: part.text for part in faded()["thought_record"].parts}
    assert "I don’t know what" in thought["balanced"] and "she didn’t say good morning" in thought["balanced"], (
        "both sides"
    )
    request = next(part.text for part in faded()["dear_man"].parts if part.field == "request")
    assert request.count("?") == 1 and " at four " in request, "one request that can be answered with yes or no"
    links = [part for part in faded()["chain"].parts if part.field == "links"]
    assert [part.label[0] for part in links] == ["1", "2", "3"] and [part.gap for part in links] == [False, True, False]
    plan = {part.field: part.text for part in faded()["plan"].parts}
    assert int(plan["first_appointment"]) <= 7 and "988" in plan["step_up"] and "Her brother" in plan["helpers"]


@pytest.mark.parametrize("name", NAMES)
def test_the_model_opens_after_an_attempt_only(work: Workbook, name: str) -> None:
    form, gaps = forms.Fading(name, work), faded()[name].gaps
    every = [getattr(each, "value", "") for each in form.children]
    given = [part.text for part in faded()[name].parts if not part.gap]
    assert not any(html.escape(part.text) in f"{text}" for part in gaps for text in every)
    assert all(text in html.unescape(form.twin(form.record)) for text in given)
    assert not any(part.text in html.unescape(f"{form._repr_mimebundle_()}") for part in gaps)
    form._attempt()
    assert f"Gaps still empty: {len(gaps)}" in said(form) and not work.answers
    for box in form.boxes[1:]:
        box.value = "what I would write"
    form._attempt()
    assert "Gaps still empty: 1" in said(form) and not form.record.attempted and not form.models[0].value
    form.boxes[0].value = "and this here"
    form._attempt()
    assert form.record.attempted and not form.record.ready
    for part, model, choice in zip(gaps, form.models, form.choices, strict=True):
        assert html.escape(part.text, quote=False).split("\n")[0][:20] in model.value and choice.layout.display == ""


def test_what_was_written_and_compared_comes_back_and_nothing_is_graded(work: Workbook, tmp_path: Path) -> None:
    form = forms.Fading("plan", work)
    for box, text in zip(form.boxes, ("sleeps in clothes", "the brother", "one day is one day"), strict=True):
        box.value = text
    form._attempt()
    for choice, name in zip(form.choices, ("same", "less", "else"), strict=True):
        assert not work.answers["fading_plan"].done
        choice.value = name
    assert work.answers["fading_plan"].done and "does it matter?" in said(form)
    assert "mine says less" in form.describe() and "the brother" in form.describe()
    assert not any(word in said(form).lower() for word in ("right", "wrong", "correct", "points"))
    work.save()
    later = Workbook("04", tmp_path)
    again = forms.Fading("plan", later)
    later.look()
    assert again.record == form.record and again.boxes[1].value == "the brother" and again.choices[1].value == "less"
    again.boxes[1].value = "the brother, after five; he has a key"
    again._attempt()
    assert again.record.mine[1].endswith("a key") and again.record.compared == ("same", "less", "else")


def test_words_of_danger_in_a_gap_call_for_people(work: Workbook) -> None:
    form = forms.Fading("chain", work)
    assert not form.first.waits, "what the course wrote calls nobody"
    form.boxes[0].value = "I want to kill myself"
    assert form.first.waits


def test_the_panel_calls_a_gap_by_the_name_of_its_box(work: Workbook) -> None:
    form = forms.Fading("plan", work)
    form.boxes[2].value = "I want to kill myself"
    assert "(After a lapse)" in form.first.body.value and "Gap" not in form.first.body.value
    form._attempt()
    for box in form.boxes[:2]:
        box.value = "a walk home"
    form._attempt()
    assert form.record.attempted and "(After a lapse)" in form.first.body.value


@pytest.mark.parametrize(
    "damage",
    [
        {"mine": ["one"]},
        {"mine": 3},
        {"compared": ["right", "", ""]},
        {"compared": ["same", "", ""], "attempted": False},
        {"title": "another"},
    ],
)
def test_damaged_answers_are_refused_in_words(damage: dict) -> None:
    blank = faded()["plan"]
    kept = json.loads(json.dumps(blank.attempt(("a sign", "a name", "a day")).to_json()))
    assert isinstance(blank.with_answer(kept), Faded)
    with pytest.raises(ValueError, match=r"\.$"):
        blank.with_answer({**kept, **damage})
