"""The forms of the evidence room, driven as the browser drives them."""

from __future__ import annotations

import math
import re
from pathlib import Path
from xml.etree import ElementTree

import ipywidgets as widgets
import pytest

from iopedu import forms, show
from iopedu.course.workbook import Workbook
from iopedu.evidence.datasets import datasets
from iopedu.evidence.explore import Exploration
from iopedu.evidence.extraction import Extraction, readings
from iopedu.evidence.in_people import InPeople
from iopedu.forms.parts import Companion
from iopedu.show.evidence.forest import exploration_tables
from iopedu.show.svg import Picture
from tests.tools import said, tree

KINDS = (forms.ForestExplorer, forms.ExtractionPuzzle, forms.InPeopleExplorer)


@pytest.fixture
def work(tmp_path: Path) -> Workbook:
    return Workbook("13", tmp_path)


@pytest.mark.parametrize("kind", KINDS)
def test_every_control_has_a_name(work: Workbook, kind: type[forms.Form]) -> None:
    controls = [w for w in tree(kind(keep=work)) if not isinstance(w, widgets.Box | widgets.HTML | Companion)]
    assert controls and all(control.description.strip() for control in controls)


# Forest explorer -------------------------------------------------------------------------------------------------


def test_leaving_out_is_closed_until_there_is_a_prediction(work: Workbook) -> None:
    form = forms.ForestExplorer(keep=work)
    form.dataset.value = "dbt_severity"
    assert form.out.disabled and "without McMain 2017" in form.asked.value
    form.predict.click()
    assert "First choose" in said(form) and form.out.disabled and not form.record.guesses
    form.guess.value = "stays"
    form.predict.click()
    assert not form.out.disabled and form.out.value == "McMain 2017" and form.rows.value == "against:usual care"
    assert "You predicted: the conclusion stays the same. It changes." in said(form) and form.record.of.lesson in said(
        form
    )
    assert "McMain 2017 (out)" in form.view.value and "Mean of 5 rows" in form.view.value
    form.out.value = ""
    assert "Mean of 6 rows" in form.view.value and "(out)" not in form.view.value
    form.out.value = "Koons 2001"
    form.dataset.value = "cbt_inpatients"
    assert form.record.guesses == {"dbt_severity": "stays"} and form.out.disabled and form.guess.value == ""


def test_after_a_prediction_groups_and_each_study_left_out_can_be_opened(work: Workbook) -> None:
    form, titles = forms.ForestExplorer(keep=work), ("Each group of rows", "Each study left out in turn")
    form.dataset.value = "dbt_severity"
    assert not any(title in form.view.value + form.twin_text(form.record) for title in titles)
    form.guess.value = "turns"
    form.predict.click()
    assert form.view.value.count("<summary>Each ") == 2
    groups, without = exploration_tables(form.record)[1:]
    assert [name for name, _cells in groups.rows] == list(form.record.of.parts.values())
    assert ["-0.33 (-0.64 to -0.03), 6 rows" in cells for _name, cells in groups.rows].index(True) == 1
    assert dict(without.rows)["McMain 2017"][1] == "The interval includes 0, so the direction is uncertain."
    assert len(without.rows) == 6 and repr(without) in form.twin_text(form.record)
    form.rows.value = ""
    assert len(exploration_tables(form.record)[2].rows) == 10
    form.dataset.value = "cbt_primary_care"
    form.guess.value = "stays"
    form.predict.click()
    assert form.view.value.count("<summary>Each ") == 1  # it has no groups


def test_method_and_rows_change_what_is_shown(work: Workbook) -> None:
    form = forms.ForestExplorer(keep=work)
    form.dataset.value = "cbt_inpatients"
    form.rows.value = "group:psychiatric ward"
    assert "Mean of 7 rows" in form.view.value and "direction is uncertain" in said(form)
    assert form.record.method == "hk" and "few studies tell us little" in form.assumes.value
    form.method.value = "dl"
    assert (
        "The whole interval favors the treatment." in said(form)
        and "few studies tell us little" not in form.assumes.value
    )
    form.method.value = "fixed"
    assert "Prediction interval" not in form.view.value
    form.rows.value = ""
    assert "Mean of 12 rows" in form.view.value and form.record.method == "fixed"


def test_a_study_that_cannot_be_left_out_is_said_and_the_controls_show_the_record(work: Workbook) -> None:
    form = forms.ForestExplorer(keep=work)
    form.dataset.value = "mbct_relapse"
    form.guess.value = "turns"
    form.predict.click()
    form.rows.value = "against:medication"
    assert form.record.out == "" and "Mean of 2 rows" in form.view.value
    form.out.value = "Kuyken 2008"
    assert "With only two rows, none" in said(form) and "iop-warn" in form.status.value
    assert form.out.value == "" and form.record.out == ""


def test_predictions_are_kept_and_come_back(work: Workbook) -> None:
    form = forms.ForestExplorer(keep=work)
    for name, guess in (("dbt_attempts", "turns"), ("cbt_primary_care", "stays")):
        form.dataset.value = name
        form.guess.value = guess
        form.predict.click()
    assert not work.answers["explorer"].done
    form.dataset.value = "safety_attempts"
    form.guess.value = "stays"
    form.predict.click()
    assert work.answers["explorer"].done
    again = forms.ForestExplorer(keep=work)
    assert again.record == form.record and again.guess.value == "stays" and again.dataset.value == "safety_attempts"
    assert "You predicted" not in str(again._repr_mimebundle_())
    work.erase()
    assert again.record == Exploration() and again.out.disabled


def test_an_example_shows_what_it_holds_and_the_blank_twin_lists_the_questions(work: Workbook) -> None:
    example = forms.ForestExplorer(record=Exploration("dbt_attempts").predict("stays"))
    assert "a worked example" in example.title and "Linehan 2006 (out)" in example._repr_mimebundle_()["text/html"]
    assert "left out" in example._repr_mimebundle_()["text/plain"]
    blank = forms.ForestExplorer(keep=work)._repr_mimebundle_()
    assert blank["text/plain"].count("will the conclusion change") == 6 and "<svg" not in blank["text/html"]


# Extraction ------------------------------------------------------------------------------------------------------


def fill(form: forms.ExtractionPuzzle, name: str, *counts: object) -> None:
    for box, count in zip(form.fields["found"][name].values(), counts, strict=True):
        box.value = str(count)


def test_counts_are_compared_at_once_and_the_table_comes_at_the_end(work: Workbook) -> None:
    form = forms.ExtractionPuzzle(keep=work)
    fill(form, "article", 23, 49, 12, 52)
    assert "two groups are switched" in form.view.value and not work.answers["extraction"].done
    assert "All trials together" not in form.view.value
    for reading in readings():
        fill(form, reading.id, *vars(reading.counts).values())
    assert form.record.ready and work.answers["extraction"].done and "All trials together" in form.view.value
    again = forms.ExtractionPuzzle(keep=work)
    assert again.record == form.record and again.fields["found"]["deaths"]["events"].value == "0"
    assert "0.49" not in str(again._repr_mimebundle_()) and "46.0%" in again._repr_mimebundle_()["text/html"]
    fill(form, "article", "", "", "", "")
    assert "article" not in form.record.found


def test_what_cannot_be_read_stays_in_its_box(work: Workbook) -> None:
    form = forms.ExtractionPuzzle(keep=work)
    form.fields["found"]["article"]["events"].value = "<script>window.bad=1</script>"
    assert "Enter a whole number" in said(form) and "<script>" not in form.status.value
    assert form.fields["found"]["article"]["events"].value.startswith("<script>") and form.record == Extraction()
    fill(form, "article", 60, 52, 23, 49)
    assert "60 of 52 is not possible" in said(form) and form.fields["found"]["article"]["events"].value == "60"
    form.fields["found"]["article"]["events"].value = "12"
    assert form.record.right and "Kept" in said(form) and "0.49" in form.view.value
    form.fields["found"]["article"]["events"].value = "60"
    assert "60 of 52 is not possible" in said(form) and form.view.value == "", "nothing old stays beside a refusal"
    form.fields["found"]["article"]["events"].value = "12"
    assert "0.49" in form.view.value


# In people -------------------------------------------------------------------------------------------------------


def test_an_effect_is_drawn_and_kept(work: Workbook) -> None:
    form = forms.InPeopleExplorer(keep=work)
    form.fields["effect"].value = "0,79"
    assert not form.record.ready and "<svg" not in form.view.value
    form.fields["base"].value = "19"
    assert (
        form.record == InPeople("d", 0.79, 19.0) and "46 filled" in form.view.value and "19 filled" in form.view.value
    )
    assert work.answers["in_people"].done and "19 of 100 without the treatment, 46 of 100 with it" in said(form)
    again = forms.InPeopleExplorer(keep=work)
    assert again.record == form.record and (again.fields["effect"].value, again.fields["base"].value) == ("0.79", "19")
    assert "46 of 100" not in str(again._repr_mimebundle_())
    work.erase()
    assert again.record == InPeople() and again.fields["effect"].value == "" and "in_people" not in work.answers


@pytest.mark.parametrize(
    ("kind", "effect", "base", "words"),
    [
        ("rr_good", "3", "40", "more than 100 of 100"),
        ("d", "5", "40", "from -3 to 3"),
        ("d", "half", "40", "Effect is 'half'. Enter a number from -3 to 3"),
        ("rr_bad", "half", "40", "Effect is 'half'. Enter a number from 0.01 to 20"),
        ("rr_bad", "-1", "40", "from 0.01 to 20"),
        ("d", "0.5", "0", "from 1 to 99"),
        ("d", "<b>", "40", "Effect is '<b>'"),
    ],
)
def test_bounds_are_said_and_the_boxes_stay(work: Workbook, kind: str, effect: str, base: str, words: str) -> None:
    form = forms.InPeopleExplorer(keep=work)
    form.fields["kind"].value, form.fields["effect"].value, form.fields["base"].value = kind, effect, base
    assert words in said(form) and "iop-warn" in form.status.value and "<b>" not in form.status.value
    assert (form.fields["effect"].value, form.fields["base"].value) == (effect, base) and not form.record.ready


@pytest.mark.parametrize(("name", "typed"), [("base", "101"), ("effect", "half"), ("effect", "5")])
def test_nothing_old_stays_beside_a_refusal(work: Workbook, name: str, typed: str) -> None:
    form = forms.InPeopleExplorer(keep=work)
    form.fields["effect"].value, form.fields["base"].value = "0.79", "20"
    assert "<svg" in form.view.value
    valid, form.fields[name].value = form.fields[name].value, typed
    assert "iop-warn" in form.status.value and form.view.value == ""
    form.fields[name].value = valid
    assert "<svg" in form.view.value and form.record == InPeople("d", 0.79, 20.0)


# All of them -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "damaged", [None, 3, {"version": 2}, {"version": 1, "x": []}, {"version": 1, "found": {"a": [1]}}]
)
def test_a_damaged_answer_is_said_and_stays(work: Workbook, kind: type[forms.Form], damaged: object) -> None:
    work.put(kind.KEY, "q", damaged, "")
    form = kind(keep=work)
    assert "could not be shown" in said(form) and work.answers[kind.KEY].value == damaged


# Pictures --------------------------------------------------------------------------------------------------------


def test_a_forest_plot_says_what_it_draws() -> None:
    shown = show.forest("dbt_attempts")
    assert "0.49 (0.34 to 0.70)" in shown.says and "Left: in favor of DBT" in shown.says
    html = shown._repr_html_()
    assert shown.wide.drawn.count("<rect") == 7 and 'role="img"' in html and "Prediction interval" in html
    assert "0.5 added to each cell" in repr(shown) and "ODC-By" in repr(shown)
    with pytest.raises(ValueError, match="only one study has counts"):
        show.forest("su_settings")


def test_a_larger_weight_is_a_larger_square_and_arrows_mark_what_goes_on() -> None:
    widths = [
        float(width) for width in re.findall(r'<rect [^>]*width="([\d.]+)"', show.forest("safety_attempts").wide.drawn)
    ]
    assert widths[2] == max(widths) and len(set(widths)) > 5
    assert show.forest("safety_attempts").wide.drawn.count('fill="none" stroke="currentColor"/>') == 5
    assert "L" in show.forest("safety_attempts").wide.drawn


def test_other_pictures_and_tables_say_their_numbers() -> None:
    assert "-0.44" in repr(show.pre_post_trap()) and "-0.98" in repr(show.pre_post_trap())
    assert "0.99" in repr(show.comparators()) and show.comparators().wide.drawn.count("<circle") == 8
    assert "19 of 52 (37 of 100)" in repr(show.missing_people()) and "100, 97, 73, 58, 52" in repr(
        show.missing_people()
    )
    assert "+7.71" in repr(show.weights_gained()) and "3 of 65 versus 5 of 32" in repr(show.shared_control())
    assert "0.51 (0.35 to 0.74)" in repr(show.three_readings()) and "nobody had the event" in repr(
        show.three_readings()
    )
    assert show.intervals_to_read().wide.drawn.count("<rect") == 5 and "6.24" in repr(show.response_rates())
    third = dict(show.three_readings().rows)["Reading 3: from a different open extraction"]
    assert third[2] == "0.52 (0.31 to 0.86)" and "the other six trials, not on seven" in repr(show.three_readings())
    pooled = repr(show.study_rows("su_settings", "mh_settings"))
    assert "Substance use: only one study" in pooled and "only Smits compares a day hospital with an IOP" in pooled
    assert "at 36 months no significant difference" in pooled and "extract of the trial" in repr(show.missing_people())
    assert "in words only" in repr(show.study_rows("mh_settings")) and "needs at least 10" in repr(
        show.funnel("dbt_attempts")
    )
    assert show.funnel("dbt_severity").wide.drawn.count("<circle") == 10 and "1.55" in repr(show.program_results())


@pytest.mark.parametrize(("base", "treated"), [(1, 0.5), (40, 20), (99, 49.5)])
def test_as_many_dots_are_filled_as_people_have_the_outcome(base: float, treated: float) -> None:
    people = show.in_people("rr_bad", 0.5, base)
    for drawing in (people.wide, people.narrow):
        filled = [find["fill"] != "none" for find in _elements(drawing.drawn, "circle")]
        assert len(filled) == 200
        assert filled[:100] == [place < base for place in range(100)]
        assert filled[100:] == [place < round(treated) for place in range(100)]
    assert f"one fewer for every {math.ceil(100 / (base - treated))} treated" in people.says


PICTURES = [
    show.comparators(),
    show.pre_post_trap(),
    show.intervals_to_read(),
    show.funnel("dbt_severity"),
    show.in_people("d", -3, 99),
    *(show.forest(entry.id, "hk") for entry in datasets() if entry.pooled),
]


@pytest.mark.parametrize("shown", PICTURES, ids=lambda shown: shown.title)
def test_a_narrow_page_has_a_drawing_of_its_own_that_says_and_shows_the_same(shown: Picture) -> None:
    wide, narrow = shown.wide, shown.narrow
    assert narrow.width <= 320 and '<div class="iop-narrow" hidden>' in shown.html()
    for kind in ("rect", "circle"):
        assert len(_elements(wide.drawn, kind)) == len(_elements(narrow.drawn, kind))
    for drawing in (wide, narrow):
        for text in ElementTree.fromstring(f"<g>{drawing.drawn}</g>").iter("text"):
            # A letter of 14 units is about 6.6 wide; what has no room is cut off.
            x, length = float(text.get("x")), 6.6 * len(text.text)
            start = x - {"end": length, "middle": length / 2}.get(text.get("text-anchor"), 0)
            assert start > -12 and start + length < drawing.width + 12, text.text
            assert float(text.get("y")) <= drawing.height
    words = [sorted(t.text for t in ElementTree.fromstring(f"<g>{d.drawn}</g>").iter("text")) for d in (wide, narrow)]
    assert words[0] == words[1]


def _elements(drawn: str, kind: str) -> list[dict[str, str]]:
    return [found.attrib for found in ElementTree.fromstring(f"<g>{drawn}</g>").iter(kind)]
