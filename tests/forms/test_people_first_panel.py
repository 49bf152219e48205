"""Danger in any box of any form brings people in first: what opens, what it says, what nobody may say meanwhile."""

from __future__ import annotations

import ast
import html
import inspect
import json
import os
import re
import subprocess
import sys
import textwrap
import time
from collections import Counter
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pytest

from iopedu import care, cbt, dbt, forms, progress
from iopedu.course.people_first import concerns
from iopedu.course.record import Record
from iopedu.course.safety import crisis_lines
from iopedu.course.workbook import Workbook
from iopedu.dbt.dates import day_name
from iopedu.dbt.diary import TARGETS
from iopedu.forms import people_first
from iopedu.forms.parts import boxes_of
from iopedu.forms.people_first import NOW, REASONS, PeopleFirst
from tests.found import FORMS, KEPT, NAMES, course_forms, only
from tests.tools import calm_down, in_data, said, tree

DANGER, OTHER, CALM = "I want to kill myself tonight.", "I hurt myself again.", "Zanzibar, with soup."
#: What says that all is there or well.
PRAISE = re.compile(
    r"nothing is missing|no part is empty|no parts are empty|answers are recorded|nothing else is waiting|"
    r"nothing else to answer|no question about it|compared every part|every part is compared|"
    r"mentions \d+ of \d+|is (?:now )?(?:whole|complete)|all .{0,20}(?:done|filled in)\b",
    re.IGNORECASE,
)
KINDS = in_data("course/danger_kinds.json")


def shown(form: forms.Form) -> str:
    """Return all that a form says, without its boxes and its panel."""
    own = set(tree(form.first))
    texts = (each.value for each in tree(form) if isinstance(each, widgets.HTML) and each not in own)
    return html.unescape(re.sub(r"<[^>]+>", " ", " ".join(texts)))


def panel(form: forms.Form) -> str:
    """Return what the panel says."""
    texts = (each.value for each in tree(form.first) if isinstance(each, widgets.HTML))
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", " ".join(texts))).split())


def seen(form: forms.Form, widget: widgets.Widget) -> bool:
    """Whether neither a widget nor anything that it stands in is hidden."""
    if form.layout is not None and form.layout.display == "none":
        return False
    return form is widget or any(seen(child, widget) for child in getattr(form, "children", ()))


def every_box(form: forms.Form) -> list[widgets.Widget]:
    return list(dict.fromkeys([*(box for _name, box in boxes_of(form)), *form.text_boxes()]))


def type_in(form: forms.Form, typed: dict[str, str]) -> None:
    """Let the page tell what is being typed."""
    form.companion._handle_custom_msg({"typed": typed}, [])


def test_the_sentences_of_these_tests_are_read_as_they_are_meant() -> None:
    assert [one.kind for one in concerns(DANGER)] == ["suicide"]
    assert [one.kind for one in concerns(OTHER)] == ["self_harm"]
    assert not concerns(CALM)


@pytest.mark.parametrize("name", NAMES)
def test_danger_in_any_box_brings_people_in_and_nothing_of_it_is_kept(tmp_path: Path, name: str) -> None:
    form = course_forms(tmp_path)[name]()
    assert not form.first.waits, panel(form)
    for at, box in enumerate(every_box(form)):
        box.value = CALM
        calm_down(form)  # a date that cannot be read may stand beside it
        assert not form.first.waits
        box.value = f"{DANGER} {at}"
        assert form.first.waits, f"nobody reads “{box.description}” of {name}"
        assert seen(form, form.first), f"the panel of {name} isn't seen after “{box.description}” is filled in"
        suicide = KINDS["suicide"]
        for text in (suicide["bring_in"], *suicide["questions"], suicide["not_alone"], "misses a lot", "kill myself"):
            assert text in panel(form), text
        assert not PRAISE.search(shown(form)), PRAISE.search(shown(form))
        form.first.set_aside("idiom")
        assert not form.first.waits
        if form.keep is not None:
            kept = form.keep.everything().dumps()
            assert not any(text in kept for text in (suicide["name"], suicide["bring_in"], *REASONS.values()))
            assert "brought in" not in kept and "People first" not in kept
        box.value = ""
        calm_down(form)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_being_typed_is_read_before_it_is_taken(tmp_path: Path, name: str) -> None:
    form = course_forms(tmp_path)[name]()
    for label, _box in boxes_of(form):
        type_in(form, {label: DANGER})
        assert form.first.waits and "kill myself" in panel(form), (name, label)
        assert seen(form, form.first), (name, label)
        type_in(form, {label: DANGER[:2]})
        assert not form.first.waits and not panel(form), (name, label)


@pytest.mark.parametrize("name", NAMES)
def test_the_panel_is_seen_whatever_is_chosen_beside_the_words(tmp_path: Path, name: str) -> None:
    form = course_forms(tmp_path)[name]()
    for box in every_box(form):
        box.value = DANGER
    panel_itself = {*tree(form.first)}
    chosen = (each for each in tree(form) if isinstance(each, widgets.Dropdown | widgets.RadioButtons))
    for control in [each for each in chosen if each not in panel_itself and not each.disabled]:
        for at in range(min(len(control.options), 8)):
            control.index = at if at < len(control.options) else None
            assert not form.first.waits or seen(form, form.first), (control.description, at)


def assigned(kind: type) -> set[str]:
    """Return the names that the methods of a class give to something of their own."""
    found = ast.walk(ast.parse(textwrap.dedent(inspect.getsource(kind))))
    stored = (node for node in found if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store))
    return {node.attr for node in stored if isinstance(node.value, ast.Name) and node.value.id == "self"}


@pytest.mark.parametrize("name", FORMS)
def test_no_form_takes_a_name_that_means_something_else_in_what_it_is_made_of(name: str) -> None:
    made_of = [each for each in FORMS[name].__mro__ if issubclass(each, widgets.VBox)]
    own = [each for each in made_of if each.__module__.startswith("iopedu.")]
    for kind in own:
        for base in made_of[made_of.index(kind) + 1 :]:
            here = vars(base)
            methods = {each for each, value in here.items() if inspect.isfunction(value)}
            # Where the class itself names a first value, or a way to set it, it is one thing that both mean.
            set_there = assigned(base) - here.keys() if base in own else set()
            both = assigned(kind) & (set_there | methods)
            assert not both, f"{kind.__name__} gives {both} another meaning than {base.__name__}: find another name."


@pytest.mark.parametrize("name", KEPT)
def test_the_kept_file_is_the_same_as_without_a_reader(tmp_path: Path, name: str, monkeypatch) -> None:
    kept = []
    monkeypatch.setattr("iopedu.course.memory.now", lambda: "2026-11-29T12:00:00.000+00:00")
    for read in (people_first._read, lambda _text: ()):
        monkeypatch.setattr(people_first, "_read", read)
        form = course_forms(tmp_path)[name]()
        for at, box in enumerate(every_box(form)):
            box.value = f"{DANGER} {at}"
        for label, _box in boxes_of(form)[:1]:
            type_in(form, {label: OTHER})
        kept.append(form.keep.everything().dumps())
    assert kept[0] == kept[1]


#: Forms whose record can be whole, with a record that is.
WHOLE: dict[str, tuple[type[forms.Form], Any]] = {
    "kit": (forms.CrisisKitForm, dbt.example_kit),
    "grid": (forms.ProsAndConsForm, dbt.example_grid),
    "chain": (forms.ChainForm, dbt.example_chain),
    "plan": (forms.TransitionPlanForm, progress.example_plan),
    "record": (forms.ThoughtRecordForm, lambda: cbt.example_records()[0]),
    "walk": (forms.CheckTheFactsForm, dbt.example_check_the_facts),
    "experiment": (forms.ExperimentForm, cbt.example_experiment),
    "hierarchy": (forms.HierarchyBuilder, cbt.example_hierarchy),
    "agreements": (forms.AgreementsForm, care.example_agreements),
    "request": (forms.DearManBuilder, dbt.example_request),
    "firmness": (forms.FirmnessForm, dbt.example_firmness),
}


def press(form: forms.Form) -> str:
    """Press what asks a form about its record, and return all that it says then."""
    all_said = [shown(form)]
    for button in (each for each in tree(form) if isinstance(each, widgets.Button)):
        if re.search(r"missing|questions", button.description):
            button.click()
            all_said.append(shown(form))
    return "\n".join(all_said)


@pytest.mark.parametrize("which", WHOLE)
def test_no_form_that_was_whole_says_so_while_people_come_first(tmp_path: Path, which: str) -> None:
    kind, record = WHOLE[which]
    form = only(kind, tmp_path)
    form.record = record()
    calm_down(form)
    if which in ("kit", "chain", "plan", "record"):
        assert PRAISE.search(press(form))
    alike = Counter()
    for box in [box for box in every_box(form) if box.value]:
        alike[kind := re.sub(r"\d+", "", box.description)] += 1
        if alike[kind] > 4:  # more rows of a list are made as these
            continue
        before = box.value
        for typed in (True, False):  # while it is being typed, and when it is taken
            if typed:
                name = next((name for name, one in boxes_of(form) if one is box), None)
                type_in(form, {name: DANGER} if name else {})
            else:
                box.value = DANGER
            if name or not typed:
                assert form.first.waits, (box.description, typed)
                assert not PRAISE.search(press(form)), (box.description, typed, PRAISE.search(press(form)))
        box.value = before
        calm_down(form)
    if which in ("kit", "chain", "plan", "record"):
        assert PRAISE.search(press(form)), "it stays silent after the danger is over"


def test_no_record_can_forget_who_is_brought_in() -> None:
    def below(kind: type) -> set[type]:
        return {kind}.union(*map(below, kind.__subclasses__()))

    own = {kind.__name__ for kind in below(Record) if isinstance(vars(kind).get("missing"), property)}
    assert own == {"Record"}, "override `lacking`, and `missing` says who is brought in by itself"


def test_what_is_set_aside_opens_again_when_its_words_change_and_call_again(tmp_path: Path) -> None:
    form = only(forms.DearManBuilder, tmp_path)
    box = form.fields["facts"]
    box.value = DANGER
    form.first.aside.click()
    assert form.first.waits and "Choose a reason first." in panel(form)
    form.first.reason.value = "story"
    form.first.aside.click()
    assert not form.first.waits and "Set aside: this is about a fictional person" in panel(form)
    form.fields["to"].value = CALM
    assert not form.first.waits
    box.value = f"{DANGER} {OTHER}"
    assert form.first.waits and "suicide" in {one.concern.kind for one in form.first.found}
    for control in tree(form.first):
        assert not isinstance(control, widgets.Text | widgets.Textarea), "a reason in free text would have to be read"


def test_two_kinds_are_set_aside_one_by_one_and_the_urgent_one_stands_first() -> None:
    read = PeopleFirst(lambda: None)
    read.read([("Note", "I keep drinking to cope."), ("Other note", DANGER)])
    kinds = [one.concern.kind for one in read.found]
    assert kinds[0] == "suicide" and len(set(kinds)) > 1
    read.set_aside("now")
    assert read.waits and "suicide" not in {one.concern.kind for one in read.found}


def test_what_is_read_out_stays_the_same_while_the_same_kind_is_typed_on() -> None:
    read, heads = PeopleFirst(lambda: None), []
    read.head.observe(lambda change: heads.append(change["new"]), "value")
    for at in range(len("I want to kill myself"), len(DANGER) + 1):
        read.read([("Note", DANGER[:at])])
    assert len(heads) == 1 and "thoughts of ending one’s life" in heads[0]


def test_the_crisis_lines_of_the_chosen_country_stand_beside_near_danger_only(monkeypatch) -> None:
    monkeypatch.setattr(people_first, "_chosen", [""])
    forms.CareNote().country.value = "France"
    form = forms.DearManBuilder()
    form.fields["facts"].value = DANGER
    line = crisis_lines("France")[0]
    assert line.service in panel(form) and f'href="tel:{line.call.replace(" ", "")}"' in form.first.lines.value
    form.first.country.value = "United States"
    assert crisis_lines("United States")[0].service in panel(form) and line.service not in panel(form)
    form.fields["facts"].value = "He keeps it from everybody and makes himself throw up after meals."
    kinds = {one.concern.kind for one in form.first.found}
    assert kinds and not kinds & set(NOW) and not re.search("emergency number (of|for) the country", panel(form))


def _walk(form: forms.CheckTheFactsForm, answer: str) -> None:
    form.fields["event"].value, form.fields["danger"].value = DANGER, answer


def _firm(form: forms.FirmnessForm, answer: str) -> None:
    form.fields["what"].value, form.fields["danger"].value = DANGER, answer


def _place(form: forms.PlacementWorksheet, answer: str) -> None:
    form.fields["danger"].value = "no"
    form.fields["ratings"]["safety"].value = {"no": "a", "yes": "d"}[answer]
    form.fields["out_of_reach"][next(iter(form.fields["out_of_reach"]))].value = True
    form.fields["missing"].value = DANGER


def _care(form: forms.AbcPleaseForm, answer: str) -> None:
    form.care["eating"].value = answer == "no"
    form.fields["step"].value = "I have not eaten anything for three days so that I lose weight."


def _card(form: forms.DiaryCardForm, answer: str) -> None:
    form.start.value = "2026-03-16"
    form.day.acted[TARGETS[1].name].value = answer == "yes"
    form.day.note.value = OTHER


def _urge(form: forms.DiaryCardForm, answer: str) -> None:
    form.start.value = "2026-03-16"
    form.day.ratings[TARGETS[0].name].value = {"no": "0", "yes": "4"}[answer]
    form.day.note.value = DANGER


@pytest.mark.parametrize(
    ("kind", "fill", "question"),
    [
        (forms.CheckTheFactsForm, _walk, "“Danger”"),
        (forms.FirmnessForm, _firm, "“Danger”"),
        (forms.PlacementWorksheet, _place, "“Safety today and tonight”"),
        (forms.AbcPleaseForm, _care, "“Eating”"),
        (forms.DiaryCardForm, _card, "Monday, March 16: Urge to self-harm: "),
        (forms.DiaryCardForm, _urge, "Monday, March 16: Thoughts of suicide”"),
    ],
)
def test_an_answer_that_says_the_opposite_is_asked_about(tmp_path: Path, kind, fill, question: str) -> None:
    for answer, asked in (("no", True), ("yes", False)):
        form = only(kind, tmp_path)
        fill(form, answer)
        assert form.first.waits
        assert (question in panel(form)) is asked, panel(form)
        assert not asked or "Which one is right?" in panel(form)


def test_a_note_of_one_day_is_not_held_against_another_day(tmp_path: Path) -> None:
    form = only(forms.DiaryCardForm, tmp_path)
    _card(form, "no")
    form.day.note.value = ""
    form.pick.value = 1
    form.day.note.value = OTHER
    assert form.first.waits and "Which one" not in panel(form)
    assert day_name(form.record.dates[1]) in panel(form)


def test_a_danger_of_another_kind_is_not_held_against_an_answer(tmp_path: Path) -> None:
    form = only(forms.DiaryCardForm, tmp_path)
    _urge(form, "no")
    form.day.note.value = OTHER
    assert form.first.waits and "Which one" not in panel(form)


def test_every_question_about_danger_says_which_answer_denies_it() -> None:
    def kinds(kind: type[Record]) -> set[type[Record]]:
        return {kind}.union(*map(kinds, kind.__subclasses__()))

    asking = {f"{kind.__name__}.{name}": ask for kind in kinds(Record) for name, ask in kind.asks().items()
              if re.search(r"\bdanger\b", f"{name} {ask.label} {ask.ask}", re.I)}  # fmt: skip
    assert {"CheckTheFacts.danger", "Firmness.danger", "Worksheet.danger"} <= asking.keys()
    assert all(ask.denies is not None for ask in asking.values()), asking


def test_a_key_in_a_form_with_twenty_boxes_is_read_in_no_time(tmp_path: Path) -> None:
    form = only(forms.TransitionPlanForm, tmp_path)
    boxes = every_box(form)[:20]
    text = ("We walked to the lake and had soup, and nobody called. She was tired. " * 5)[:300]
    for at, box in enumerate(boxes):
        box.value = f"{at} {text}"
    assert len(boxes) == 20
    name = boxes_of(form)[0][0]
    times = []
    for at in range(20):
        start = time.perf_counter()
        type_in(form, {name: f"{text} {at}"})
        times.append(time.perf_counter() - start)
    assert sorted(times)[10] < 0.05, times


SPANISH = """
from iopedu import forms
form = forms.DearManBuilder()
form.fields["facts"].value = "I want to kill myself tonight."
print(form.first.head.value, " ".join(getattr(one, "value", "") for one in form.first.controls))
"""


def test_the_panel_speaks_spanish_and_says_that_it_reads_english(root: Path) -> None:
    environment = {**os.environ, "IOPEDU_LANGUAGE": "es"}
    found = subprocess.run(
        [sys.executable, "-c", SPANISH], cwd=root, env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert "La revisión solo lee palabras en inglés." in found
    for text in (
        KINDS["suicide"]["name"],
        KINDS["suicide"]["bring_in"],
        *KINDS["suicide"]["questions"],
        "misses a lot",
    ):
        assert text not in found


@pytest.mark.parametrize("page", range(2))
def test_a_rating_that_cannot_be_read_is_named_with_its_value_and_what_is_allowed(tmp_path: Path, page: int) -> None:
    form = only(forms.ThoughtRecordForm, tmp_path)
    form.texts["situation"].value = "A call"
    if page:
        form.next.click()
    else:
        form.columns.value = 3
        form.next.click()
    rating = form.thoughts[0].before
    form.thoughts[0].text.value = "It is over"
    before = form.record
    rating.unread = "many"
    assert (
        "Belief at the time: “It is over” is “many”. Please type a whole number from 0 to 100, or leave it blank."
        in said(form)
    )
    assert "What you typed stays" not in said(form) or rating.unread == "many"
    form.thoughts[0].text.value = "It is not over"
    assert "“many”" in said(form) and form.record == before
    form.next.click()
    assert "“many”" in said(form) and rating.unread == "many"
    rating.value = 40
    assert not rating.unread and form.record.thoughts[0].before == 40 and "“many”" not in said(form)


def test_a_number_beside_a_slider_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    form = only(forms.StepsExplorer, tmp_path)
    first, second, *_rest = form.fields.values()
    first.unread = "120"
    assert f"{first.label} is “120”. Please type a number from 0 to 100 in steps of " in said(form)
    second.value = 5
    assert "“120”" in said(form) and form.record == form._blank and second.value == 5
    first.unread = ""
    assert form.record != form._blank and "“120”" not in said(form)


def test_nothing_about_the_panel_is_in_what_a_form_leaves_behind(tmp_path: Path) -> None:
    form = only(forms.DearManBuilder, tmp_path)
    form.fields["facts"].value = DANGER
    bundle = json.dumps([form._repr_mimebundle_()[kind] for kind in ("text/plain", "text/html")])
    assert form.first.waits and "People first" not in bundle and KINDS["suicide"]["not_alone"] not in bundle


def test_the_panel_is_closed_when_a_workbook_without_danger_comes_in(tmp_path: Path) -> None:
    work = Workbook("08", tmp_path)
    form = forms.DearManBuilder(work)
    form.fields["facts"].value = DANGER
    work.drop("dear_man")
    assert not form.first.waits


def test_a_kept_country_that_is_listed_no_more_does_not_stop_the_reader() -> None:
    people_first.choose_country("Atlantis <script>")
    panel = people_first.PeopleFirst(lambda: None)
    panel.read([("Note", "I want to kill myself tonight")])
    assert panel.waits and panel.country.value == ""
    people_first.choose_country("Canada")
    again = people_first.PeopleFirst(lambda: None)
    again.read([("Note", "I want to kill myself tonight")])
    assert again.country.value == "Canada" and "988" in again.lines.value
    people_first.choose_country("")


def test_a_country_chosen_from_a_campus_that_changed_does_not_stop_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """It was listed when it was chosen; the panel opens after the list changed."""
    with monkeypatch.context() as changed:
        changed.setattr(people_first, "countries", lambda: ("Atlantis",))
        people_first.choose_country("Atlantis")
    panel = people_first.PeopleFirst(lambda: None)
    panel.read([("Note", "I want to kill myself tonight")])
    assert panel.waits and panel.country.value == ""
    people_first.choose_country("")
