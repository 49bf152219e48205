"""Score sheet, explorers and reader, driven by setting values and clicking."""

from __future__ import annotations

import re
from pathlib import Path

import ipywidgets as widgets
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu import forms, progress, show
from iopedu.course.workbook import Workbook
from iopedu.forms.parts import Companion
from iopedu.progress.measures import measure
from iopedu.progress.medication import Steps
from iopedu.progress.reliable import ReliableChange
from iopedu.progress.screening import Screening
from iopedu.progress.series import Reading
from iopedu.progress.sheet import Sheet
from iopedu.show.progress.measures import change_view, screening_view, sheet_view, steps_view
from iopedu.show.progress.series import series_view
from iopedu.show.svg import SLIM
from tests.tools import said, tree

KINDS = {
    "phq9": lambda **options: forms.ScoreSheet("phq9", **options),
    "gad7": lambda **options: forms.ScoreSheet("gad7", **options),
    "screening": forms.ScreeningExplorer,
    "change": forms.ChangeExplorer,
    "series": forms.SeriesReader,
    "steps": forms.StepsExplorer,
}
EXAMPLES = {
    "phq9": progress.example_sheet("maya"),
    "gad7": progress.example_sheet("daniel"),
    "screening": Screening(prevalence=20),
    "change": progress.example_change(),
    "series": Reading("aisha", "nhs_phq9", 5),
    "steps": Steps(40, 60, 65),
}
LABELED = (widgets.Dropdown, widgets.Button, widgets.Checkbox)


@pytest.fixture
def work(tmp_path: Path) -> Workbook:
    return Workbook("11", tmp_path)


@pytest.mark.parametrize("key", KINDS)
@pytest.mark.parametrize("example", [True, False])
def test_every_control_has_a_name_of_its_own(work: Workbook, key: str, example: bool) -> None:
    form = KINDS[key](record=EXAMPLES[key]) if example else KINDS[key](keep=work)
    names = []
    for widget in tree(form):
        if isinstance(widget, LABELED):
            names.append(widget.description.strip())
        elif isinstance(widget, forms.Dial):
            names.append(widget.label)
        else:
            assert isinstance(widget, widgets.Box | widgets.HTML | Companion), widget
    assert all(names) and len(set(names)) == len(names)
    assert sum(isinstance(widget, Companion) for widget in tree(form)) == 1


@pytest.mark.parametrize("key", KINDS)
def test_a_kept_form_is_restored_and_its_twin_stays_blank(work: Workbook, key: str) -> None:
    form = KINDS[key](keep=work)
    blank = form._repr_mimebundle_()
    assert key not in work.answers and len(blank["text/plain"]) > 40
    form.record = EXAMPLES[key]
    assert work.answers[key].value == EXAMPLES[key].to_json()
    again = KINDS[key](keep=work)
    assert again.record == EXAMPLES[key] and again.view.value == form.view.value
    twin = again._repr_mimebundle_()
    assert (twin["text/plain"], twin["text/html"]) == (blank["text/plain"], blank["text/html"])
    work.erase()
    assert again.record == form._blank
    assert all(dial.value is None for dial in tree(again) if isinstance(dial, forms.Dial))


@pytest.mark.parametrize("key", KINDS)
def test_an_example_shows_everything_and_keeps_nothing(work: Workbook, key: str) -> None:
    example, mine = KINDS[key](record=EXAMPLES[key]), KINDS[key](keep=work)
    assert "worked example" in example.title and "worked example" not in mine.title
    assert example.record == EXAMPLES[key] and mine.record == mine._blank and not work.answers
    bundle = example._repr_mimebundle_()
    assert "0x" not in bundle["text/plain"] and repr(example).startswith(example.title)
    assert ("<svg" in bundle["text/html"]) == (key != "gad7")
    assert EXAMPLES[key].describe().split("\n")[-1] in bundle["text/plain"]


def test_hostile_text_in_a_saved_answer_stays_text(work: Workbook) -> None:
    bad = "<img src=x onerror=alert(1)>"
    saved = {"version": 1, "person": bad, "rule": "nhs_phq9", "week": 0}
    for key, value in (("series", saved), ("phq9", {"version": 1, "measure": bad, "answers": [0]})):
        work.put(key, "q", value, "w")
        form = KINDS[key](keep=work)
        assert "<img" not in form.status.value and "&lt;img" in form.status.value


# The score sheet -------------------------------------------------------------------------------------


def fill(form: forms.ScoreSheet, answers: tuple) -> None:
    for item, value in zip(form.items, answers, strict=True):
        item.value = "" if value is None else value


def test_no_total_until_every_item_is_answered(work: Workbook) -> None:
    form = forms.ScoreSheet("gad7", work)
    assert "Nothing has been answered yet" in form.view.value and [item.value for item in form.items] == [""] * 7
    fill(form, (2, 1, 2, None, 0, 1, 1))
    assert form.record.total is None and "<svg" not in form.view.value and "item 4 is not answered" in form.view.value
    assert not work.answers["gad7"].done
    form.items[3].value = 0
    assert form.record.total == 7 and "<svg" in form.view.value and work.answers["gad7"].done
    assert said(form) == "Kept: GAD-7: 7 of 21, mild."
    form.items[0].value = ""
    assert form.record.total is None and "<svg" not in form.view.value and not work.answers["gad7"].done
    fill(form, (None,) * 7)
    assert "gad7" not in work.answers


def test_item_9_opens_a_step_that_cannot_be_passed_by(work: Workbook) -> None:
    form = forms.ScoreSheet("phq9", work)
    assert form.step.layout.display == "none"
    fill(form, (2, 2, 2, 3, 1, 3, 2, 0, 1))
    assert form.step.layout.display == "" and "“What now?” isn’t answered yet" in said(form)
    assert "you’ll see the total, or what’s still missing" in said(form)  # another item may be blank
    assert form.record.total is None and "<svg" not in form.view.value and ">16<" not in form.view.value
    assert "16 of 27" not in form.view.value and "988" in form.view.value and not work.answers["phq9"].done
    form.check.click()
    assert "You haven’t chosen anything yet" in said(form) and form.record.total is None
    form.now.choose(0, 2)
    form.check.click()
    assert form.record.response == (0, 2) and form.record.total == 16 and work.answers["phq9"].done
    assert "Yes: “Ask directly" in said(form) and "Not quite: “Wait for the next form" in said(form)
    assert said(form).count("Also right") == 3 and "16 of 27" in form.view.value
    assert form.step.layout.display == ""
    form.items[0].value = 3
    assert form.record.response == (0, 2) and form.record.total == 17
    form.items[8].value = 0
    assert form.step.layout.display == "none" and form.record.response == () and form.now.chosen == ()
    form.items[8].value = 2
    assert form.step.layout.display == "" and form.record.total is None


def test_what_is_marked_but_not_checked_stays_while_other_items_change() -> None:
    form = forms.ScoreSheet("phq9")
    form.items[8].value = 1
    form.now.choose(0, 1)
    form.items[0].value = 2
    assert form.now.chosen == (0, 1)


def test_a_sheet_of_the_other_measure_is_not_shown(work: Workbook) -> None:
    work.put("phq9", "q", progress.example_sheet("daniel").to_json(), "w")
    form = forms.ScoreSheet("phq9", work)
    assert "This is a sheet for the GAD-7, not for the PHQ-9" in said(form) and form.record == form._blank
    with pytest.raises(ValueError, match="measure is 'bdi'"):
        forms.ScoreSheet("bdi")


def test_the_blank_sheet_shows_items_and_makers_on_a_page_without_a_kernel(work: Workbook) -> None:
    twin = forms.ScoreSheet("phq9", work)._repr_mimebundle_()["text/html"]
    assert "better off dead" in twin and "Kroenke" in twin and "0 not at all" in twin


# The explorers ---------------------------------------------------------------------------------------


def test_a_thousand_people_follow_the_prevalence(work: Workbook) -> None:
    form = forms.ScreeningExplorer(keep=work)
    assert form.fields["prevalence"].value is None and "<svg" not in form.view.value
    form.fields["prevalence"].value = 20
    assert form.record.prevalence == 20 and "166 of 598, 28 percent" in form.view.value
    assert form.view.value == screening_view(form.record) and work.answers["screening"].done
    # one part of a path for each of the thousand people in each setting, and four in the key
    for svg in re.findall(r"<svg.*?</svg>", form.view.value, re.DOTALL):
        paths = re.findall(r'<path d="([^"]*)"', svg)
        crosses = sum(path.count("M") for path in paths if "z" not in path) // 2
        assert sum(path.count("z") for path in paths) + crosses == 2 * 1000 + 4
    form.fields["second"].value = "phq8_clinic"
    form.fields["prevalence"].value = 25
    assert "53 percent" in form.view.value and "86 percent" in form.view.value
    form.fields["prevalence"].value = 0
    assert "0 of 180" in form.view.value
    form.fields["prevalence"].value = 30.5
    assert "Prevalence is 30.5" in said(form) and form.record.prevalence == 0
    form.fields["prevalence"].value = None
    assert not form.record.ready and "<svg" not in form.view.value and "not set" in said(form)


def test_each_of_the_thousand_has_a_place_of_their_own() -> None:
    view = screening_view(Screening("phq9_nz", "phq9_nz", 30))
    drawn = view[view.index("<svg") : view.index('<path d="M10 246')]
    places = set()
    for x, y in re.findall(r"M(\d+) (\d+)(?=[hl])", drawn):
        places.add((int(x) // 8, (int(y) - 30) // 8))
    assert len({(x, y) for x, y in places if x < 40 and y < 25}) == 1000


def test_the_room_for_chance_ends_before_the_first_reliable_score() -> None:
    view = change_view(ReliableChange(5.59, 0.87, 15, 9))
    assert "Before: 15; scores from 10 to 20 may differ by chance; after: 9." in view and "recovered" not in view


def test_four_or_six_points(work: Workbook) -> None:
    form = forms.ChangeExplorer(keep=work)
    dials = form.fields
    dials["sd"].value = 5.59
    assert form.record.needed is None and "Set the standard deviation" in form.view.value
    dials["r"].value = 0.87
    assert form.record.needed == 6 and "<svg" not in form.view.value and not work.answers["change"].done
    dials["before"].value = 15
    assert "<svg" in form.view.value
    dials["after"].value = 10
    assert form.record.category == "unchanged" and "RCI" not in said(form) and work.answers["change"].done
    dials["r"].value = 0.95
    assert form.record.needed == 4 and form.record.category == "improved"
    assert form.view.value == change_view(form.record)
    dials["r"].value = 1
    assert form.record.needed == 1 and "infinite: without any error" in form.view.value
    for dial in dials.values():
        dial.value = None
    assert "change" not in work.answers


@given(st.floats(1, 10), st.floats(0, 1), st.integers(0, 21), st.none() | st.integers(0, 21))
def test_the_picture_stays_on_its_paper(sd: float, r: float, before: int, after: int | None) -> None:
    view = change_view(ReliableChange(sd, r, before, after))
    rooms = re.findall(r'<rect x="([\d.-]+)" y="46" width="([\d.-]+)"', view)
    for (x, width), paper in zip(rooms, (720, SLIM), strict=bool(rooms)):
        assert float(x) >= 0 and float(width) > 0 and float(x) + float(width) <= paper
    assert "nan" not in view


def test_reading_score_by_score(work: Workbook) -> None:
    form = forms.SeriesReader(keep=work)
    assert "week 0" in form.view.value and "series" not in work.answers
    for _ in range(3):
        form.later.click()
    assert form.record == Reading("maya", "nhs_phq9", 3) and "Talk about it" in form.view.value
    assert ">13<" not in form.view.value and ">14<" in form.view.value and form.week.value == 3
    form.rule.value = "bischoff_gad7"
    assert form.record == Reading("maya", "bischoff_gad7", 0) and form.week.value == 0
    form.week.value = 6
    assert "recovered" in form.view.value
    form.later.click()
    assert "There is no later score" in said(form)
    form.person.value = "daniel"
    assert form.record == Reading("daniel", "bischoff_gad7", 0)
    form.person.value = "aisha"
    assert form.record == Reading("aisha", "nhs_phq9", 0) and [v for _, v in form.rule.options] == ["nhs_phq9"]
    assert "Item 9 is 2: ask about it in person today" in form.view.value
    assert form.view.value == series_view(form.record) and work.answers["series"].done


@pytest.mark.parametrize("last", [("maya", "nhs_phq9", 6), ("daniel", "nhs_gad7", 8), ("aisha", "nhs_phq9", 8)])
def test_every_score_stands_on_both_papers(last: tuple[str, str, int]) -> None:
    reading = Reading(*last)
    papers = re.findall(r'viewBox="0 0 (\d+) (\d+)"[^>]*>(.*?)</svg>', series_view(reading), re.DOTALL)
    assert [int(width) for width, _height, _drawn in papers] == [720, SLIM]
    for width, height, drawn in papers:
        dots = [(float(x), float(y)) for x, y in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', drawn)]
        assert len(dots) == len(reading.series.points) and dots == sorted(dots)
        assert all(x + 5 < int(width) and y + 5 < int(height) for x, y in dots)
        item_9 = reading.series.points[-1].item_9
        assert ("item 9: 1" in drawn) == (item_9 == 1 or (last[0] == "maya" and width == "720"))


def test_the_names_of_the_weeks_keep_their_capitals() -> None:
    said = repr(show.series_table(Reading("aisha", "nhs_phq9", 8)))
    assert "Week 2 (end of the PHP)" in said and "Week 5 (IOP week 3)" in said


def test_people_leave_between_the_steps(work: Workbook) -> None:
    form = forms.StepsExplorer(keep=work)
    assert "<svg" not in form.view.value and "not set" in form.view.value
    for dial in form.fields.values():
        dial.value = 0
    assert "67.1" in form.view.value and "<svg" in form.view.value and work.answers["steps"].done
    form.fields["after_1"].value = 100
    assert "36.8 after step 4" in form.view.value
    form.fields["after_1"].value = None
    assert "<svg" not in form.view.value and not work.answers["steps"].done
    assert form.view.value == steps_view(form.record)


def test_the_talks_give_feedback_for_every_option(work: Workbook) -> None:
    form = forms.Practice(progress.talks(), keep=work)
    form.choose(0)
    form.check.click()
    assert "““" not in said(form) and ("Not quite" in said(form) or "Yes" in said(form))
    assert work.answers["talks"].done is False


# What is shown ---------------------------------------------------------------------------------------


def test_tables_and_figures_say_where_they_come_from() -> None:
    assert {"kertz2012", "spitzer2006"} <= set(show.screening_settings().sources)
    assert {"jacobson1991", "bischoff2020", "nct05134103"} <= set(show.change_rules().sources)
    assert {"rush2006", "pigott2023", "stard_reply2023"} <= set(show.medication_steps().table.sources)
    assert {"olfson2006", "cuijpers2020"} <= set(show.medication_evidence().sources)
    assert "it has not been published" in show.track_rule().note and "own words" in show.watched_table().note
    assert "3.9 to 10.0" in show.change_points().note
    assert "Kroenke" in show.measure_items("gad7").note and len(show.bands().rows) == 2
    for chart in (show.screening_at(20), show.progress_lines(), show.medication_steps()):
        assert chart.svg().count("<svg") == 1 and len(chart.says) > 60


def test_what_was_recomputed_is_said_to_be() -> None:
    said = repr(show.change_borders())
    assert "We did not see that last figure" in said and "7.4" in said and "no such score exists" in said


def test_the_mark_stands_at_the_score() -> None:
    places = []
    for total in (0, 14, 27):
        answers = tuple(min(3, max(0, total - 3 * at)) for at in range(9))
        sheet = Sheet("phq9", answers)
        sheet = sheet.respond([0]) if sheet.raised else sheet
        places.append(float(re.search(r'<path d="M([\d.]+) 36', sheet_view(sheet))[1]))
    assert 10 < places[0] < places[1] < places[2] < 710


@pytest.mark.parametrize("name", ["phq9", "gad7"])
def test_the_score_is_drawn_a_second_time_for_a_telephone(name: str) -> None:
    of = measure(name)
    sheet = Sheet(name, (1, *(0 for _item in of.items[1:])))
    wide, narrow = sheet_view(sheet).split('class="iop-narrow"')
    for drawn, width in ((wide, 720), (narrow, 320)):
        left = [float(x) for x in re.findall(r'<rect x="([\d.]+)"', drawn)]
        right = [x + float(w) for x, w in zip(left, re.findall(r' width="([\d.]+)" height', drawn), strict=True)]
        assert f'viewBox="0 0 {width} ' in drawn and len(left) == len(of.bands)
        assert left[0] == 10 and right[-1] == pytest.approx(width - 10, abs=0.2)
        assert all(f">{band.low}–{band.high}<" in drawn for band in of.bands)
    assert f">{of.bands[0].name}<" in wide and f">{of.bands[0].name}<" not in narrow


def test_the_hand_out_has_the_step_the_rule_and_the_call() -> None:
    page = show.handout("11")
    assert "Item 9 above 0 comes before the total" in page and "clinician in charge" in page
    assert "6 points or more" in page and "Call the prescriber first" in page
