"""Agreements, the explorer and the guessing game, driven by typing and clicking."""

from __future__ import annotations

import html
import re
from pathlib import Path
from xml.etree import ElementTree

import ipywidgets as widgets
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu import care, forms, show
from iopedu.care.alliance import OWN, Cloud, Guesses
from iopedu.care.group import AGREEMENT_RULES, GroupAgreements, areas
from iopedu.course.workbook import Workbook
from iopedu.forms.parts import FILL, Companion
from iopedu.show.care.group import agreements_view, cloud_view, guess_view
from iopedu.show.course.handouts import handout
from tests.tools import said, tree

KINDS = {
    "agreements": forms.AgreementsForm,
    "correlation": forms.CorrelationExplorer,
    "guess_r": forms.GuessTheCorrelation,
}
FILLED = {
    "agreements": care.example_agreements(),
    "correlation": Cloud.of("cohesion_2011", 17),
    "guess_r": Guesses(3, (0.1, None, -0.3, 0.5, 0.2, 0.9, 0.0)),
}
LABELED = (widgets.Text, widgets.Textarea, widgets.Dropdown, widgets.Button)


@pytest.fixture
def work(tmp_path: Path) -> Workbook:
    return Workbook("10", tmp_path)


def pictures(page: str) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(found) for found in re.findall(r"<svg.*?</svg>", page, re.DOTALL)]


def circles(svg: ElementTree.Element, radius: str) -> list[ElementTree.Element]:
    return [circle for circle in svg.iter("circle") if circle.get("r") == radius]


@pytest.mark.parametrize("key", KINDS)
@pytest.mark.parametrize("kept", [True, False])
def test_every_control_has_a_name_of_its_own(work: Workbook, key: str, kept: bool) -> None:
    form = KINDS[key](keep=work) if kept else KINDS[key](record=FILLED[key])
    named = [widget.description for widget in tree(form) if isinstance(widget, LABELED)]
    assert all(name.strip() for name in named) and len(set(named)) == len(named)
    for widget in tree(form):
        assert isinstance(widget, (*LABELED, widgets.Box, widgets.HTML, Companion)), widget
    assert ("worked example" in form.title) == (not kept) and repr(form).startswith(form.title)


@pytest.mark.parametrize("key", KINDS)
def test_a_kept_form_is_restored_and_its_twin_stays_blank(work: Workbook, key: str) -> None:
    form = KINDS[key](keep=work)
    blank = form._repr_mimebundle_()
    assert key not in work.answers and len(blank["text/plain"]) > 60
    assert key == "correlation" or FILL in blank["text/html"]
    form.record = FILLED[key]
    assert work.answers[key].value == FILLED[key].to_json() and work.answers[key].done
    again = KINDS[key](keep=work)
    assert again.record == FILLED[key]
    assert key == "guess_r" or again.view.value == form.view.value
    twin = again._repr_mimebundle_()
    assert (twin["text/plain"], twin["text/html"]) == (blank["text/plain"], blank["text/html"])
    work.erase()
    assert again.record == again._blank and again.view.value == KINDS[key]().view.value
    assert said(again) == ""


def test_an_example_keeps_nothing(work: Workbook) -> None:
    for key in KINDS:
        example, mine = KINDS[key](record=FILLED[key]), KINDS[key](keep=work)
        assert example.record == FILLED[key] and mine.record == mine._blank
    assert not work.answers
    assert "Priya" in KINDS["agreements"](record=FILLED["agreements"])._repr_mimebundle_()["text/plain"]


# Agreements ------------------------------------------------------------------------------------------


def test_writing_agreements(work: Workbook) -> None:
    form = forms.AgreementsForm(keep=work)
    boxes = [field.description for field in form.fields["agreed"].values()]
    assert boxes == [f"{area.name}: {area.ask}" for area in areas()]
    assert "No agreements yet" in form.view.value
    form.fields["agreed"]["time"].value = "Nobody leaves before the end."
    assert "Kept: Group agreements: 1 of 8 areas filled in, 3 questions to discuss." in said(form)
    for rule in AGREEMENT_RULES:
        there = html.unescape(form.view.value)
        assert (rule.question in there) == (rule.id in ("force", "no_crisis", "no_privacy"))
    form.fields["group"].value = "the evening group"
    for name in ("privacy", "crisis", "talk"):
        form.fields["agreed"][name].value = care.example_agreements().agreed[name]
    assert work.answers["agreements"].done and "Agreements for the evening group" in form.view.value
    assert "Privacy" in work.answers["agreements"].words and "2 areas" not in said(form)
    form.fields["agreed"]["talk"].value = "  "
    assert not work.answers["agreements"].done and "talk" not in form.record.agreed
    for field in form.fields["agreed"].values():
        field.value = ""
    form.fields["group"].value = ""
    assert "agreements" not in work.answers and form.record == GroupAgreements()


def test_agreements_stand_in_their_boxes_again(work: Workbook) -> None:
    forms.AgreementsForm(keep=work).record = care.example_agreements()
    again = forms.AgreementsForm(keep=work)
    assert {name: box.value for name, box in again.fields["agreed"].items() if box.value} == FILLED["agreements"].agreed
    assert again.fields["group"].value == "the day group"
    work.erase()
    assert not any(box.value for box in (again.fields["group"], *again.fields["agreed"].values()))


# The explorer ----------------------------------------------------------------------------------------


def test_looking_at_links(work: Workbook) -> None:
    form = forms.CorrelationExplorer(keep=work)
    assert form.record == Cloud(0.0) and (form.link.value, form.r.value) == (OWN, "0")
    form.link.value = "alliance_outcome"
    assert form.record == Cloud.of("alliance_outcome") and form.r.value == "0.278"
    assert "Of the 50 fictional people with the stronger alliance, 30 are" in said(form)
    form.other.click()
    assert form.record == Cloud.of("alliance_outcome", 4) and form.link.value == "alliance_outcome"
    form.stronger.click()
    assert (form.record.r, form.record.seed, form.link.value, form.r.value) == (0.378, 4, OWN, "0.378")
    form.weaker.click()
    form.weaker.click()
    assert form.record.r == 0.178
    form.link.value = "cohesion_2011"
    assert form.record == Cloud.of("cohesion_2011", 4) and "stronger cohesion" in form.view.value
    form.link.value = OWN
    assert form.record == Cloud(0.25, 4)
    form.r.value = "−0,6"
    assert form.record == Cloud(-0.6, 4) and form.r.value == "-0.6"
    assert (
        work.answers["correlation"].value == form.record.to_json() and "r = -0.6" in work.answers["correlation"].words
    )


@pytest.mark.parametrize("typed", ["2", "", "<b>", "strong"])
def test_a_link_that_cannot_be_is_named_and_the_cloud_stays(typed: str) -> None:
    form = forms.CorrelationExplorer(record=Cloud(0.5))
    before = form.view.value
    form.r.value = typed
    assert "Enter a number from -1 to 1" in said(form) and "iop-warn" in form.status.value
    assert form.record == Cloud(0.5) and form.view.value == before and form.r.value == typed
    assert "<b>" not in form.status.value


@pytest.mark.parametrize("cloud", [Cloud.of("alliance_outcome"), Cloud(0.5, 4912)])
def test_the_picture_shows_exactly_the_people(cloud: Cloud) -> None:
    wide, narrow = pictures(cloud_view(cloud))
    for svg in (wide, narrow):
        check_people(svg, cloud)
    assert width(wide) > width(narrow)


def width(svg: ElementTree.Element) -> float:
    return float(svg.get("viewBox").split()[2])


def check_people(svg: ElementTree.Element, cloud: Cloud) -> None:
    """Check the cloud of a picture, and the halves beside it or below it."""
    across, down = map(float, svg.get("viewBox").split()[2:])
    people, dots = circles(svg, "4"), circles(svg, "6.5")
    assert len(people) == len(dots) == 100
    assert sum(circle.get("fill") != "none" for circle in people) == 50
    filled = [sum(dot.get("fill") != "none" for dot in half) for half in (dots[:50], dots[50:])]
    assert filled == [cloud.both, 50 - cloud.both]
    assert all(float(dot.get("cx")) < across and float(dot.get("cy")) < down for dot in dots)
    assert all(float(text.get("y")) < down for text in svg.iter("text"))
    frame = next(svg.iter("rect"))
    left, top, side = (float(frame.get(name)) for name in ("x", "y", "width"))
    for circle in people:
        assert left < float(circle.get("cx")) < left + side and top < float(circle.get("cy")) < top + side
    highest = max(range(100), key=lambda at: cloud.points[at][1])
    assert min(float(circle.get("cy")) for circle in people) == float(people[highest].get("cy"))
    assert f"r is {cloud.r:g}. {cloud.both} of the 50 people" in svg.get("aria-label")
    texts = [text.text for text in svg.iter("text")]
    assert {f"{many} filled: the half that improved more" for many in filled} <= set(texts)


def test_five_ways_to_say_it() -> None:
    said_ = repr(show.alliance_in_people())
    assert "Counted in these people\n    Value: 30 of 50, and 20 of 50" in said_
    assert "In a very large number of people\n    Value: 59 and 41 of 100" in said_
    assert "Value: 64 and 36 of 100" in said_ and "overpromises" in said_
    assert "r squared\n    Value: 0.077" in said_ and "8 percent of the spread" in said_


# The game --------------------------------------------------------------------------------------------


def test_guessing(work: Workbook) -> None:
    form = forms.GuessTheCorrelation(keep=work)
    first, second = form.record.cloud(0), form.record.cloud(1)
    svg, slim = pictures(form.view.value)
    assert len(circles(slim, "4")) == len(circles(svg, "4")) == 100 and not circles(svg, "6.5"), (
        "the counted halves wait for a guess"
    )
    assert f"r is {first.r:g}" not in svg.get("aria-label") and f"{first.both} of the 50" in svg.get("aria-label")
    form.next.click()
    assert "Guess first" in said(form) and form.at == 0
    form.check.click()
    assert "Your guess is empty" in said(form) and form.record.given == ()
    form.typed.value = "5"
    form.check.click()
    assert "Your guess is '5'." in said(form) and form.typed.value == "5" and "guess_r" not in work.answers
    form.typed.value = "0.2"
    form.check.click()
    assert form.record.given == (0.2,) and f"You guessed 0.2; the answer is r = {first.r:g}." in said(form)
    assert "Mean absolute error: 0.80, from 1 guess." in said(form)
    svg, slim = pictures(form.view.value)
    assert len(circles(slim, "6.5")) == len(circles(svg, "6.5")) == 100 and f"r is {first.r:g}" in svg.get("aria-label")
    assert "Your guesses, round 1" in form.view.value and form.typed.value == "0.2"
    form.check.click()
    form.look.click()
    assert form.record.given == (0.2,) and "Press Next cloud" in said(form), "a cloud is answered once"
    form.next.click()
    assert "cloud 2 of 8" in form.place.value and form.typed.value == "" and said(form) == ""
    form.look.click()
    assert form.record.given == (0.2, None) and f"The answer is r = {second.r:g}. You didn’t guess" in said(form)
    assert "1 cloud was looked up and not counted" in said(form) and not work.answers["guess_r"].done


def test_a_round_to_its_end_and_a_new_one(work: Workbook) -> None:
    form = forms.GuessTheCorrelation(keep=work)
    for at in range(8):
        form.typed.value = f"{form.record.cloud(at).r:g}"
        form.check.click()
        assert ("That was the last cloud" in said(form)) == (at == 7)
        form.next.click()
    assert form.record.mean_error == 0 and work.answers["guess_r"].done
    assert "You can start a new round" in said(form) and "cloud 8 of 8" in form.place.value
    again = forms.GuessTheCorrelation(keep=work)
    assert again.known and "cloud 8 of 8" in again.place.value
    form.again.click()
    assert form.record == Guesses(2) and "Round 2, cloud 1 of 8" in form.place.value and "gone" in said(form)
    assert form.typed.value == "" and not work.answers["guess_r"].done


def test_a_restored_round_goes_on_where_it_was(work: Workbook) -> None:
    form = forms.GuessTheCorrelation(keep=work)
    form.record = Guesses(5, (0.1, None))
    again = forms.GuessTheCorrelation(keep=work)
    assert again.at == 2 and not again.known and "Round 5, cloud 3 of 8" in again.place.value
    assert "Mean absolute error" in again.view.value
    for at in (0, 2):
        assert ("r is" in guess_view(again.record, at)) == (at == 0)


# What is seen ----------------------------------------------------------------------------------------


@given(st.text(), st.text())
def test_learners_words_are_never_markup(group: str, words: str) -> None:
    hostile = "<img src=x onerror=1><script> & \x00\u202e never "
    record = GroupAgreements(hostile + group, {"time": hostile + words, "crisis": words})
    page = agreements_view(record)
    assert "<img" not in page and "<script" not in page and "\x00" not in page and "\u202e" not in page


def test_the_figures_say_their_numbers() -> None:
    formats, peers, week = show.group_or_individual(), show.peer_evidence(), show.group_and_individual()
    assert "group CBT shows 1.12 and individual CBT 0.68, a gap of 0.44" in formats.says
    assert "-0.01 with the same treatment and -0.06" in formats.says
    assert {"burlingame2016", "mcroberts1998", "cuijpers2008", "rosendahl2021"} <= set(formats.table.sources)
    assert "Clinical recovery 0.19 (0.11 to 0.27)" in peers.says and "includes zero" in peers.says
    assert {"metapsy_peer", "lyons2021", "cooper2024", "lloydevans2014"} <= set(peers.table.sources)
    assert repr(peers.table).count("recalculated by us") == 3
    assert "Maya has 9 hours in group and 1 in individual sessions; Daniel has 9" in week.says
    for chart in (formats, peers, week):
        assert "<svg" in chart.svg()


def test_the_tables_say_what_to_be_careful_about() -> None:
    tele = repr(show.telehealth_evidence())
    assert "by video: 72.9 percent stayed" in tele and "a year earlier: 62.3 percent" in tele
    assert "historical control" in tele
    assert "Not known: whether video itself made the difference" in tele
    assert repr(show.agreement_rules()).count("Question asked:") == len(list(AGREEMENT_RULES))
    assert "Not known: a national ratio of group to individual time" in repr(show.group_time())
    alliance = repr(show.alliance_evidence())
    assert "r = 0.278 (interval 0.256 to 0.299)" in alliance and "reported secondhand" in alliance
    assert len(show.therapeutic_factors().rows) == 12 and len(show.group_members().rows) == 15


def test_the_hand_out_has_room_to_write() -> None:
    page = handout("10")
    assert all(html.escape(area.ask) in page for area in areas()) and "Universality" in page
    assert page.count("<td></td>") == len(areas())
