"""The thought record as a learner fills it in: nothing preset, nothing lost, everything in sight."""

from __future__ import annotations

import html
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from iopedu import cbt, forms
from iopedu.cbt.record import COLUMNS, FIELDS, ThoughtRecord
from iopedu.course.workbook import Workbook
from iopedu.forms.parts import Rating
from tests.tools import calm_down, said


@pytest.fixture
def work(tmp_path: Path) -> Workbook:
    return Workbook("04", tmp_path)


def fill(form: forms.ThoughtRecordForm) -> None:
    """Fill in a whole record, as a learner would, control by control."""
    form.texts["situation"].value = "Saturday, seven in the evening. Ben cancels."
    form.thoughts[0].text.value = "He is tired of me"
    form.thoughts[0].before.value = 70
    form.emotions[0].text.value = "Lonely"
    form.emotions[0].before.value = 60
    form.texts["body"].value = "Sat down, opened a beer."
    form.styles["Mind reading"].value = True
    form.texts["evidence_for"].value = "He cancels for the second time."
    form.texts["evidence_against"].value = "He asked for another day."
    form.texts["balanced"].value = "I do not know why; he wants to meet on Tuesday."
    form.balanced_belief.value = 55
    form.thoughts[0].after.value = 40
    form.emotions[0].after.value = 60
    form.texts["next_step"].value = "Say yes to Tuesday."


def test_nothing_is_rated_before_the_learner_does(work: Workbook) -> None:
    form = forms.ThoughtRecordForm(keep=work)
    ratings = [*form.thoughts[0].controls[2:], *form.emotions[0].controls[1:], form.balanced_belief]
    assert [rating.value for rating in ratings] == [None] * 5
    assert form.record == ThoughtRecord() and form.record.changes() == ()
    assert "record" not in work.answers


def test_a_whole_record_is_kept_and_restored(work: Workbook, tmp_path: Path) -> None:
    form = forms.ThoughtRecordForm(keep=work)
    fill(form)
    assert form.record.missing_in(7) == () and len(form.record.changes()) == 2
    form.lacking.click()
    assert "Nothing is missing" in said(form)
    work.save()
    other = Workbook("04", tmp_path)
    other.look()
    again = forms.ThoughtRecordForm(keep=other)
    assert again.record == form.record and again.styles["Mind reading"].value
    assert again.thoughts[0].after.value == 40 and again.emotions[0].after.before == 60
    assert "Lonely" not in str(again._repr_mimebundle_()) and "Ben" not in str(again._repr_mimebundle_())
    assert work.answers["record"].done


def test_earlier_answers_stay_in_sight_on_every_later_step(work: Workbook) -> None:
    form = forms.ThoughtRecordForm(keep=work)
    fill(form)
    for columns, steps in COLUMNS.items():
        form.columns.value = columns
        while not form.back.disabled:
            form.back.click()
        for at, step in enumerate(steps):
            assert form.step == step and f"Column {at + 1} of {len(steps)}" in form.place.value
            for before in (name for column in steps[:at] for name in column):
                assert f"<strong>{FIELDS[before]}:</strong>" in form.so_far.value, (columns, step, before)
            if at > 1:
                assert "He is tired of me" in form.so_far.value
            form.next.click()


@settings(max_examples=12)
@given(st.lists(st.sampled_from([3, 5, 7]), max_size=5))
def test_changing_the_view_loses_nothing(tmp_path: Path, views: list[int]) -> None:
    form = forms.ThoughtRecordForm(keep=Workbook("04", tmp_path))
    fill(form)
    before = form.record
    for view in views:
        form.columns.value = view
        form.next.click()
    assert form.record == before


def test_only_one_thought_is_hot_and_the_new_mark_takes_it_over() -> None:
    form = forms.ThoughtRecordForm()
    form.next.click()
    form.moves["thoughts"].children[0].click()
    for at, text in enumerate(("one", "two")):
        form.thoughts[at].text.value = text
    form.thoughts[0].hot.value = True
    form.thoughts[1].hot.value = True
    assert form.record.hot.text == "two" and not form.thoughts[0].hot.value
    form.moves["thoughts"].children[1].click()
    assert [thought.text for thought in form.record.thoughts] == ["one"]


def test_rows_have_names_that_say_what_is_rated() -> None:
    form = forms.ThoughtRecordForm()
    form.thoughts[0].text.value = "I fail"
    assert form.thoughts[0].before.label == "Belief at the time: “I fail”"
    assert form.emotions[0].before.label == "Strength at the time: “…”"  # no empty quotation marks
    form.thoughts[0].before.value = 80
    assert form.thoughts[0].after.before == 80


def test_an_emotion_twice_is_said_and_nothing_is_lost() -> None:
    form = forms.ThoughtRecordForm()
    form.texts["situation"].value = "x"
    form.emotions[0].text.value = "Sad"
    form._rows_page("emotions")
    form.moves["emotions"].children[0].click()
    form.emotions[1].text.value = "sad"
    assert "twice" in said(form) and form.emotions[1].text.value == "sad"
    form.emotions[1].text.value = "sad and tired"
    assert len(form.record.emotions) == 2 and "twice" not in said(form)


def test_questions_come_from_the_rules_and_missing_parts_have_names() -> None:
    form = forms.ThoughtRecordForm()
    form.thoughts[0].text.value = "I am sad"
    form.ask.click()
    assert "This reads like a feeling" in said(form)
    form.lacking.click()
    assert "Still missing: Situation, Thoughts (a rating is missing), " in said(form)
    form.record = cbt.example_records()[0]
    calm_down(form)
    form.ask.click()
    assert "no questions about it" in said(form)


def test_the_example_stands_beside_and_can_be_put_away(work: Workbook) -> None:
    form = forms.ThoughtRecordForm(keep=work)
    assert form.example.value == ""
    form.beside.value = True
    assert "Maya wrote" in form.example.value and "dental office" in form.example.value
    assert form.record == ThoughtRecord()
    form.beside.value = False
    assert form.example.value == ""


@example("<script>&lt;b&gt;<img src=x onerror='a'>")
@settings(max_examples=20)
@given(st.text())
def test_what_is_typed_is_never_markup(text: str) -> None:
    form = forms.ThoughtRecordForm()
    form.texts["situation"].value = text
    form.next.click()
    assert set(re.findall(r"<(/?\w+)", form.so_far.value)) <= {
        "div",
        "/div",
        "p",
        "/p",
        "strong",
        "/strong",
        "bdi",
        "/bdi",
        "br",
    }


@pytest.mark.parametrize("value", [-1, 101])
def test_a_rating_beyond_its_range_is_refused(value: int) -> None:
    from traitlets import TraitError

    with pytest.raises(TraitError):
        Rating(label="x", value=value)


def test_records_are_collected_shown_and_removed(work: Workbook) -> None:
    form, records = forms.ThoughtRecordForm(keep=work), forms.Records(keep=work)
    records.add.click()
    assert "nothing in the form above" in said(records)
    fill(form)
    records.add.click()
    assert "1 record, with 1 emotion rated twice" in said(records) and "Saturday" in records.shown.value
    assert "<svg" in records.together.value and "Lonely" in records.together.value
    records.add.click()
    assert "already here" in said(records) and len(records.record.records) == 1
    content = json.dumps([record.to_json() for record in cbt.example_records()]).encode()
    file = {"name": "x", "type": "", "size": 1, "content": memoryview(content), "last_modified": datetime.now(UTC)}
    records.upload.value = (file,)
    assert "4 records read." in said(records) and len(records.record.records) == 5 and records.upload.value == ()
    records.pick.value = 1
    assert "Ben cancels" in records.shown.value
    records.clear.click()
    assert len(records.record.records) == 4
    assert forms.Records(keep=work).record == records.record
    records.upload.value = (file,)
    assert "4 records read. 4 of them were already here." in said(records) and len(records.record.records) == 4
    odd = [
        {"automaticThought": "He left", "alternativeThought": "", "cognitiveDistortions": []},
        {
            **{"automaticThought": "Noise", "challenge": "", "alternativeThought": "", "followUpNote": "It passed"},
            "cognitiveDistortions": [{"slug": "labeling"}],
        },
    ]
    records.upload.value = ({**file, "content": memoryview(json.dumps(odd).encode())},)
    assert "1 record read. Left out: Entry 1 ('He left'): challenge should contain text." in said(records)
    assumed = "no thinking style is marked as chosen or not chosen, so each of them counts as chosen."
    assert f"Assumed: Entry 2 ('Noise'): {assumed}" in said(records)
    assert "Follow-up note: It passed" in records.shown.value and len(records.record.records) == 5
    records.clear.click()
    records.upload.value = ({**file, "content": memoryview(b"{")},)
    assert "was not read" in said(records) and len(records.record.records) == 4


def test_a_style_says_what_it_means_and_none_of_these_stands_alone(work: Workbook) -> None:
    form = forms.ThoughtRecordForm(keep=work)
    page = [
        part
        for box in form._page("styles")
        for inner in getattr(box, "children", ())
        for part in getattr(inner, "children", ())
    ]
    for style in cbt.styles():
        assert style.definition in html.unescape(page[page.index(form.styles[style.name]) + 1].value)
    form.styles["Mind reading"].value = form.styles["Blame"].value = True
    form.styles["None of these"].value = True
    assert form.record.styles == ("None of these",) and not form.styles["Blame"].value
    assert "“None of these” rules out “Mind reading” and “Blame”" in html.unescape(form.status.value)
    form.styles["Blame"].value = True
    assert form.record.styles == ("Blame",) and "rules out “None of these”" in html.unescape(form.status.value)
    form.styles["Mind reading"].value = True
    assert set(form.record.styles) == {"Blame", "Mind reading"} and "rules out" not in form.status.value
    form.record = ThoughtRecord(styles=("Blame", "Not sure"))  # as an earlier edition saved it
    assert form.record.styles == ("Blame", "Not sure")
