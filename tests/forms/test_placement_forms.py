"""Worksheet, practice and class view, driven by choosing, typing and clicking."""

from __future__ import annotations

import html
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import ipywidgets as widgets
import pytest

from iopedu import care, forms, show
from iopedu.care.classroom import Classroom
from iopedu.care.gates import TEACHING, UNSURE, axes
from iopedu.care.placement_practice import Placements
from iopedu.care.red_flags import ROUTES, red_flags
from iopedu.care.vignettes import CHOICES, Vignette, vignette, vignettes
from iopedu.course.workbook import Workbook
from iopedu.forms.parts import Companion
from iopedu.show.care.placement import our_answer, placement_view
from tests.tools import said, trainee, tree

LABELED = (widgets.Text, widgets.Textarea, widgets.Dropdown, widgets.Checkbox, widgets.Button, widgets.FileUpload)
HOSTILE = "<script>window.bad=1</script><img src=x onerror=1> three words \x00\u202e"


@pytest.fixture
def work(tmp_path: Path) -> Workbook:
    return Workbook("02", tmp_path)


def rate(form: forms.PlacementWorksheet, letters: str) -> None:
    form.fields["danger"].value = form.fields["medical"].value = "no"
    for axis, rating in zip(form.fields["ratings"].values(), letters, strict=True):
        axis.value = rating


def all_of_them(work: Workbook) -> list[forms.Form]:
    return [
        forms.PlacementWorksheet(keep=work),
        forms.PlacementWorksheet(record=care.example_worksheet()),
        forms.PlacementPractice(keep=work),
        forms.PlacementPractice(record=trainee()),
        forms.ClassView(),
        forms.ClassView(record=care.example_classroom()),
    ]


def test_every_control_has_a_name_and_every_screen_and_twin_the_label(work: Workbook) -> None:
    for form in all_of_them(work):
        shown = " ".join(widget.value for widget in tree(form) if isinstance(widget, widgets.HTML))
        assert TEACHING in shown
        bundle = form._repr_mimebundle_()
        assert TEACHING in bundle["text/html"] and TEACHING in bundle["text/plain"], form.title
        for widget in tree(form):
            if isinstance(widget, LABELED):
                assert widget.description.strip(), widget
            elif isinstance(widget, widgets.RadioButtons):
                group = next(box for box in tree(form) if widget in getattr(box, "children", ()))
                assert any(
                    group in getattr(box, "children", ()) and "iop-group" in box._dom_classes for box in tree(form)
                )
            else:
                assert isinstance(widget, widgets.Box | widgets.HTML | Companion), widget
        assert sum(isinstance(widget, Companion) for widget in tree(form)) == 1


def test_the_hand_out_and_the_tables_carry_the_label_too() -> None:
    page = show.handout("02")
    assert TEACHING in page and "Safe while somebody is near" in page and "What would change my mind" in page
    asked = [page.index(words) for words in ("First: is anybody in danger", "Second: did you ask about and look for")]
    assert asked == sorted(asked) and asked[-1] < page.index("Safe while somebody is near"), "both come before the axes"
    assert "A nurse or doctor sees the person first, today." in page
    for table in (show.placement_axes(), show.placement_rules(), show.vignette_pair("leila")):
        assert TEACHING in repr(table) and TEACHING in table.html()
    assert "Differs: Home and supports" in repr(show.vignette_pair("leila"))
    assert "Nothing above applies" in repr(show.placement_rules()) and "“Safe with a plan”+" in repr(
        show.placement_rules()
    )


# The worksheet ---------------------------------------------------------------------------------------


def test_nothing_is_rated_at_the_start_and_danger_comes_first(work: Workbook) -> None:
    form = forms.PlacementWorksheet(keep=work)
    assert form.fields["danger"].value is None and not any(box.value for box in form.fields["ratings"].values())
    assert form.rated.layout.display == "none" and "Not rated yet: Danger now" in form.view.value
    form.fields["danger"].value = "no"
    assert form.asked.layout.display == "" and form.rated.layout.display == "none"
    assert "Not rated yet: Medical red flags" in form.view.value
    form.fields["medical"].value = "no"
    assert form.rated.layout.display == "" and "Safety today and tonight" in form.view.value
    assert work.answers["worksheet"].done is False
    for danger, words in (("yes", "Emergency route first"), ("u", "Find this out first")):
        form.fields["danger"].value = danger
        assert form.rated.layout.display == "none" and words in form.view.value
        assert words in said(form) and "iop-warn" in form.status.value and "<svg" not in form.view.value


def test_a_red_flag_stops_the_worksheet_whatever_was_rated_and_says_what_to_do(work: Workbook) -> None:
    form = forms.PlacementWorksheet(keep=work)
    rate(form, "bcbaca")
    form.fields["override"].value = "php"  # half typed: its reason is missing
    for flag in red_flags():
        form.fields["flags"][flag.id].value = True
        assert form.record.first == flag.route and not form.record.chosen, flag.id
        assert form.rated.layout.display == "none" and "<svg" not in form.view.value and "iop-warn" in form.status.value
        page = html.unescape(form.view.value)
        assert all(text in page for text in (flag.seen, flag.may_mean, flag.call, flag.not_alone))
        form.fields["flags"][flag.id].value = False
    form.fields["medical"].value = "u"
    assert "Find this out first" in said(form) and form.rated.layout.display == "none"
    form.fields["medical"].value = "yes"
    assert "A medical evaluation first" in said(form) and work.answers["worksheet"].done
    form.fields["override"].value, form.fields["medical"].value = "", "no"
    assert form.record.chosen == "iop" and form.rated.layout.display == ""


def test_the_result_follows_each_rating(work: Workbook) -> None:
    form = forms.PlacementWorksheet(keep=work)
    rate(form, "bcbaca")
    assert form.record.chosen == "iop" and "Kept: Worksheet: Intensive outpatient program (IOP)" in said(form)
    assert work.answers["worksheet"].done and TEACHING in work.answers["worksheet"].words
    form.fields["ratings"]["safety"].value = "c"
    assert form.record.chosen == "php" and "Partial hospitalization (PHP)" in form.view.value
    form.fields["ratings"]["home"].value = UNSURE
    assert form.record.chosen == "php" and "Find out next" in form.view.value
    form.fields["ratings"]["safety"].value = ""
    assert not form.record.ready and "Not rated yet: Safety today and tonight" in form.view.value


def test_what_has_to_be_settled_before_the_suggestion_is_used_is_read_out(work: Workbook) -> None:
    form = forms.PlacementWorksheet(keep=work)
    rate(form, "ucbaca")
    assert "You aren’t sure about safety, so don’t use this suggestion yet." in said(form)
    assert "iop-warn" in form.status.value and form.record.chosen == "iop"
    form.fields["ratings"]["safety"].value, form.fields["ratings"]["part"].value = "b", "d"
    assert said(form).startswith("You rated “Can’t take part during the day,” so no program fits as it stands.")
    assert "so no program fits as it stands" in work.answers["worksheet"].words
    form.fields["ratings"]["part"].value = "a"
    assert said(form) == "Kept: Worksheet: Intensive outpatient program (IOP)." and "iop-warn" not in form.status.value


def test_a_level_within_the_range_is_kept_as_no_override(work: Workbook) -> None:
    form = forms.PlacementWorksheet(keep=work)
    rate(form, "abcbab")
    form.fields["reason"].value = "He has an evening opening now."
    for name, label in (("iop", "Intensive outpatient program (IOP)"), ("outpatient", "Standard outpatient")):
        form.fields["override"].value = name
        assert said(form) == f"Kept: Worksheet: {label}." and form.record.chosen == name
        assert f"{label} is within the range, so it’s a choice and not an override. He has an" in form.record.describe()
        assert "override" not in re.search(r'aria-label="([^"]*)"', form.view.value)[1]


def test_the_question_about_settling_shows_only_where_it_chooses(work: Workbook) -> None:
    form = forms.PlacementWorksheet(keep=work)
    rate(form, "cbbcaa")
    assert form.fields["settles"].layout.display == "none"
    form.fields["ratings"]["safety"].value = "d"
    assert form.fields["settles"].layout.display == "" and form.record.chosen == "inpatient"
    form.fields["settles"].value = "yes"
    assert form.record.chosen == "crisis"


def test_wish_access_and_override(work: Workbook) -> None:
    form = forms.PlacementWorksheet(keep=work)
    rate(form, "acbacb")
    form.fields["wish"].value = "less"
    assert form.record.chosen == "outpatient"
    form.fields["wish"].value = "fits"
    form.fields["out_of_reach"]["iop"].value = True
    form.fields["missing"].value = HOSTILE
    assert form.record.chosen == "outpatient" and "&lt;script&gt;" in form.view.value
    assert "<script" not in form.view.value and "<img" not in form.view.value and "\x00" not in form.view.value
    form.fields["override"].value = "php"
    assert "An override needs a reason" in said(form) and "is still in the box" in said(form)
    assert form.record.override == "" and form.fields["override"].value == "php", "refused, and not lost"
    form.fields["reason"].value = "her sister leaves tonight"
    assert form.record.chosen == "php" and "by override" in said(form)
    form.fields["override"].value = ""
    assert "You gave a reason, but no level" in said(form) and form.record.override == "php"
    form.fields["danger"].value = "yes"
    assert form.record.stop and "Emergency route first" in said(form), "a half typed override keeps nobody from that"
    form.fields["danger"].value = "no"
    assert "You gave a reason" in said(form) and form.fields["reason"].value == "her sister leaves tonight"
    form.fields["reason"].value = ""
    assert form.record.chosen == "outpatient" and form.record.wish == "fits"


def test_start_over_empties_everything(work: Workbook) -> None:
    form = forms.PlacementWorksheet(keep=work)
    rate(form, "bcbaca")
    form.fields["wish"].value, form.fields["override"].value = "less", "php"
    form.clear.click()
    assert (
        form.record == care.Worksheet() and form.fields["danger"].value is None and form.fields["override"].value == ""
    )
    assert not any(box.value for box in form.fields["ratings"].values()) and "Cleared" in said(form)
    assert "worksheet" not in work.answers


def test_worksheets_are_restored_and_the_twin_of_a_kept_one_stays_blank(work: Workbook) -> None:
    form = forms.PlacementWorksheet(keep=work)
    blank = form._repr_mimebundle_()
    assert "worksheet" not in work.answers
    form.record = care.example_worksheet()
    again = forms.PlacementWorksheet(keep=work)
    assert (
        again.record == care.example_worksheet()
        and again.fields["ratings"]["past"].value == "c"
        and again.fields["wish"].value == "fits"
    )
    assert again._repr_mimebundle_()["text/html"] == blank["text/html"]
    work.erase()
    assert again.record == care.Worksheet() and again.fields["danger"].value is None
    example = forms.PlacementWorksheet(record=care.example_worksheet())
    assert "worked example" in example.title and "Suggested: Intensive" in example._repr_mimebundle_()["text/plain"]
    assert "worksheet" not in work.answers


def test_the_ladder_says_what_it_draws() -> None:
    sheet = care.Worksheet(
        "no", "no", ratings=care.example_worksheet().ratings, out_of_reach=("iop",), missing="a ride"
    )
    (svg,) = [ElementTree.fromstring(found) for found in re.findall(r"<svg.*?</svg>", placement_view(sheet), re.DOTALL)]
    assert "IOP): suggested, ceiling, out of reach; Standard outpatient: floor, chosen" in svg.get("aria-label")
    bars = list(svg.iter("rect"))
    drawn = dict(zip((entry.id for entry in care.levels()), bars, strict=True))
    assert [name for name, bar in drawn.items() if bar.get("fill") != "none"] == ["outpatient"]
    widths = [float(bar.get("width")) for bar in bars]
    assert widths == sorted(widths, reverse=True)
    texts = [text for text in svg.iter("text") if text.text]
    assert all(float(text.get("x")) + 7.4 * len(text.text) <= 720 for text in texts), "nothing is cut off"
    assert [name for name, bar in drawn.items() if bar.get("stroke-dasharray") is None] == ["iop", "outpatient"]


def test_the_longest_notes_of_the_ladder_fit() -> None:
    ratings = dict.fromkeys(care.example_worksheet().ratings, "d")
    sheet = care.Worksheet("no", "no", ratings=ratings, out_of_reach=("inpatient",), missing="a bed")
    (svg,) = [ElementTree.fromstring(found) for found in re.findall(r"<svg.*?</svg>", placement_view(sheet), re.DOTALL)]
    longest = max((text for text in svg.iter("text") if text.text), key=lambda text: len(text.text))
    assert longest.text == "suggested, floor, ceiling, out of reach"
    assert float(longest.get("x")) + 7.2 * len(longest.text) <= 720


# The practice ----------------------------------------------------------------------------------------


def think(form: forms.PlacementPractice, choice: str, reason: str = "because it fits", fact: str = "safety") -> None:
    form.before.value = choice if choice in ROUTES else "level"
    form.level.value, form.reason.value = None if choice in ROUTES else choice, reason
    form.facts[fact].value = True
    form.think.click()


def place(form: forms.PlacementPractice, choice: str, reason: str = "because it fits") -> None:
    think(form, choice, reason)
    form.weighs.value = "neither"
    form.check.click()


def test_what_comes_first_is_asked_first_and_a_reason_comes_before_the_feedback(work: Workbook) -> None:
    form = forms.PlacementPractice(keep=work)
    assert form.start.layout.display == form.second.layout.display == "none"
    form.think.click()
    assert "No level has been chosen yet" in said(form) and "iop-warn" in form.status.value
    assert "Say whether anything comes before a level" in said(form), "no level can be chosen before that"
    form.before.value = "level"
    assert form.start.layout.display == ""
    form.level.value, form.reason.value = "php", "she needs full days"
    form.think.click()
    assert "Check at least one fact" in said(form) and not form.record.placed
    for reason in ("too short", "aaa bbb ccc ddd eee"):
        think(form, "php", reason)
        assert "That isn’t a reason yet" in said(form) and form.answer.value == "" and not form.record.placed
        assert form.level.value == "php" and form.reason.value == reason and "placements" not in work.answers
    form.before.value = "emergency"
    assert form.start.layout.display == "none"
    shown = [box.description for box in form.facts.values() if box.layout.display == ""]
    assert set(shown) == {fact.says for fact in vignette("maya").facts.values()}


def test_a_second_thought_comes_before_the_answer(work: Workbook) -> None:
    form = forms.PlacementPractice(keep=work)
    think(form, "php", "She has no support at home, so every day.", "function")
    assert "Before you see our answer" in said(form) and form.answer.value == "" and form.later.layout.display == "none"
    asked = html.unescape(form.questions.value)
    assert (
        "Your reason says “no support.” The story says: “Luis is a steady support, nights included.” Which "
        "is it?" in asked
    )
    assert "What would change your mind?" in asked and "within the range" not in asked and form.again.value == "php"
    assert "would be" not in said(form) and form.level.disabled and form.reason.disabled and form.think.disabled
    form.check.click()
    assert "Say what the fact points to" in said(form) and form.answer.value == ""
    form.weighs.value, form.again.value = "less", "iop"
    again = forms.PlacementPractice(keep=work)
    assert (
        again.second.layout.display == "" and again.answer.value == "" and "Your reason says" in again.questions.value
    )
    form.check.click()
    assert "Yes: Intensive" in said(form) and "we read it the same way" in said(form)
    assert form.again.disabled and form.check.disabled and "Our reasons for each level" in form.answer.value
    assert "Maya Torres, 34: Partial" in work.answers["placements"].words
    assert "On second thought: Intensive" in work.answers["placements"].words
    again = forms.PlacementPractice(keep=work)
    assert (
        again.record == form.record and again.weighs.value == "less" and "Yes: Intensive" not in again.questions.value
    )


def test_an_answer_outside_is_explained(work: Workbook) -> None:
    form = forms.PlacementPractice(keep=work)
    place(form, "php", "she needs full days")
    assert "Outside the range: Partial hospitalization (PHP) would be too much" in said(form)
    assert "We would start with: Intensive" in said(form) and "what if" in said(form)
    assert "Our reasons for each level" in form.answer.value and "How we rated" in form.answer.value


def test_who_calls_for_a_confused_old_man_is_told_yes_and_who_chooses_a_program_is_told_what_comes_first() -> None:
    form = forms.PlacementPractice()
    form.person.value = "walter"
    place(form, "emergency", "he is confused and dry")
    assert said(form).startswith("Yes: Emergency route first") and "too much" not in said(form)
    other = forms.PlacementPractice()
    other.person.value = "walter"
    place(other, "php", "he needs full days")
    assert "something else comes before any level" in said(other) and "We would start with: Emergency" in said(other)
    calm = forms.PlacementPractice()
    place(calm, "emergency", "better safe than sorry")
    assert "Not needed here" in said(calm) and "If in doubt, call" in said(calm) and "too much" not in said(calm)


def test_the_follow_ups_come_one_by_one_and_turn_the_answer(work: Workbook) -> None:
    form = forms.PlacementPractice(keep=work)
    assert form.later.layout.display == "none"
    place(form, "iop")
    assert form.later.layout.display == "" and "1 of 2. Two weeks later" in html.unescape(form.what_if.value)
    form.follow.click()
    assert "No level has been chosen yet" in said(form)
    form.then.value = "php"
    form.follow.click()
    assert "Yes: Partial hospitalization" in said(form) and "2 of 2." in form.what_if.value and form.then.value is None
    form.then.value = "community"
    form.follow.click()
    assert "would be too little" in said(form) and form.later.layout.display == "none"
    assert f"1 of {len(vignettes())} people placed: 1 exact" in said(form)


def test_turning_to_another_person_and_back_loses_nothing(work: Workbook) -> None:
    form = forms.PlacementPractice(keep=work)
    place(form, "iop", "weekly care has stalled")
    form.next.click()
    assert form.person.value == "daniel" and form.level.value is None and form.reason.value == "" and said(form) == ""
    assert not any(box.value for box in form.facts.values()) and form.before.value is None
    assert not form.think.disabled and form.answer.value == "" and form.later.layout.display == "none"
    form.person.value = "maya"
    assert form.level.value == "iop" and form.reason.value == "weekly care has stalled" and form.think.disabled
    assert "Yes: Intensive outpatient program" in said(form) and "Two weeks later" in form.what_if.value
    again = forms.PlacementPractice(keep=work)
    assert again.record == form.record and again.level.value == "iop" and again.think.disabled
    work.erase()
    assert (
        not again.record.placed and again.level.value is None and again.reason.value == "" and not again.think.disabled
    )


def test_what_was_entered_about_somebody_and_not_recorded_waits_for_them(work: Workbook) -> None:
    form = forms.PlacementPractice(keep=work)
    form.before.value, form.level.value, form.reason.value = "level", "iop", "weekly care has"
    form.facts["past"].value = True
    form.next.click()
    assert form.person.value == "daniel" and form.before.value is None and form.reason.value == ""
    assert form.level.value is None and not form.facts["past"].value
    think(form, "php", "he needs full days")
    form.weighs.value, form.again.value = "less", "iop"
    form.person.value = "maya"
    assert (form.before.value, form.level.value, form.reason.value) == ("level", "iop", "weekly care has")
    assert form.facts["past"].value and not form.reason.disabled and form.start.layout.display == ""
    assert form.second.layout.display == "none"
    form.person.value = "daniel"
    assert (form.weighs.value, form.again.value) == ("less", "iop") and form.reason.value == "he needs full days"
    form.check.click()
    assert form.record.of("daniel").second == "iop" and form.again.disabled
    form.then.value = "inpatient"
    form.person.value = "maya"
    assert form.again.value is None and form.then.value is None and form.reason.value == "weekly care has"
    form.person.value = "daniel"
    assert form.then.value == "inpatient" and form.again.value == "iop" and form.think.disabled
    work.erase()
    assert not form.record.placed and form.reason.value == "" and form.before.value is None
    form.person.value = "maya"
    assert form.reason.value == "" and form.level.value is None and not form.facts["past"].value


def test_all_people_can_be_placed_and_the_button_says_when_nobody_is_left(work: Workbook) -> None:
    form = forms.PlacementPractice(keep=work)
    for at in range(len(vignettes())):
        place(form, vignette(form.person.value).first.level)
        assert work.answers["placements"].done == (at >= 3)
        form.next.click()
    everybody = len(vignettes())
    assert len(form.record.placed) == everybody and "You have placed everybody else" in said(form)
    form.agree.click()
    of = f"{everybody} of {everybody}"
    assert f"{of} exact, {of} within the range" in form.seen.value and "1.00" in form.seen.value
    assert "0.57 to 0.59" in form.seen.value


def test_agreement_is_asked_for_and_goes_when_it_is_no_longer_true() -> None:
    form = forms.PlacementPractice()
    form.agree.click()
    assert "Nobody has been placed yet" in form.seen.value
    place(form, "iop")
    assert form.seen.value == ""


def test_the_emergency_is_recognized(work: Workbook) -> None:
    form = forms.PlacementPractice(keep=work)
    form.person.value = "yuki"
    place(form, "iop")
    form.then.value = "inpatient"
    form.follow.click()
    assert "We would start with: Emergency route first" in said(form) and "How we rated" not in form.answer.value


def test_hostile_words_stay_words_and_the_twin_of_a_kept_practice_blank(work: Workbook) -> None:
    form = forms.PlacementPractice(keep=work)
    blank = form._repr_mimebundle_()["text/html"]
    place(form, "iop", HOSTILE)
    shown = " ".join(widget.value for widget in tree(form) if isinstance(widget, widgets.HTML))
    assert "<script" not in shown and "<img" not in shown and "\x00" not in repr(form)
    assert forms.PlacementPractice(keep=work)._repr_mimebundle_()["text/html"] == blank and "script" not in blank


def test_the_class_file_is_written_beside_the_notebook_and_erased_with_the_rest(work: Workbook, tmp_path: Path) -> None:
    form = forms.PlacementPractice(keep=work)
    form.export.click()
    assert "nothing to hand in" in said(form) and not list(tmp_path.glob("*.json"))
    place(form, "iop", "my secret reason here")
    form.label.value = "Maya"
    form.export.click()
    assert "Do not use a name" in said(form) and not list(tmp_path.glob("*.json"))
    for label, name in (("7", "my-iopedu-work-placements-7.json"), (" ", "my-iopedu-work-placements.json")):
        form.label.value = label
        form.export.click()
        told = f"Saved in {name}, in the same folder as this notebook. The file contains only the levels you chose"
        assert told in said(form) and "no name" in said(form) and "print" not in said(form)
        text = (tmp_path / name).read_text()
        assert "secret" not in text and json.loads(text)["placed"] == {"maya": "iop"}
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
    (tmp_path / "my-iopedu-work-placements-8.json").write_text("of another learner")
    assert "2 files were deleted" in work.erase_everything()
    left = {file.name: file.read_text() for file in tmp_path.glob("my*.json")}
    assert left.pop("my-iopedu-work-placements-8.json") == "of another learner"
    assert list(left) == ["my-iopedu-work.json"] and "iop" not in left["my-iopedu-work.json"].replace("iopedu", "")
    assert not hasattr(forms.PlacementPractice().keep, "write_beside")


@pytest.mark.parametrize("choice", CHOICES)
def test_every_choice_can_be_made_and_is_explained(choice: str) -> None:
    form = forms.PlacementPractice()
    place(form, choice)
    assert form.record.placed[0].level == form.record.placed[0].second == choice and len(said(form)) > 150


# The class -------------------------------------------------------------------------------------------


def upload(form: forms.ClassView, *files: tuple[str, bytes]) -> None:
    form.upload.value = tuple(
        {
            "name": name,
            "type": "",
            "size": len(content),
            "content": memoryview(content),
            "last_modified": datetime.now(UTC),
        }
        for name, content in files
    )


def test_several_files_are_loaded_at_once_and_bad_ones_are_named() -> None:
    form = forms.ClassView()
    good = [
        Placements().place("maya", level, "because it fits", ["past"]).rethink("maya", "neither", level).export(label)
        for level, label in (("iop", "1"), ("php", "2"), ("iop", ""))
    ]
    upload(form, *((f"{at}.json", text.encode()) for at, text in enumerate(good)), ("<b>x.json", b"{"))
    assert form.upload.value == () and len(form.record.handed) == 3
    assert "3 files read." in said(form) and "<b>x.json was not read. The file is not complete JSON" in said(form)
    assert "<b>" not in form.status.value and "iop-warn" in form.status.value
    assert "<svg" in form.view.value and "2 of 3" in form.view.value
    upload(form, ("again.json", good[1].replace("php", "community").encode()))
    assert len(form.record.handed) == 3 and "Number 2 appeared twice; the later file counts." in said(form)
    form.clear.click()
    assert form.record == Classroom() and "No placements have been loaded yet" in form.view.value
    upload(form, ("bad.json", b"\xff" * 30_000))
    assert "0 files read." in said(form) and "30,000 bytes" in said(form) and not form.record.handed


def test_the_made_up_class_reads_without_a_kernel_and_an_own_one_leaves_no_trace() -> None:
    example = forms.ClassView(record=care.example_classroom())._repr_mimebundle_()
    assert "You disagree most about Tasha Greene" in example["text/plain"] and "<svg" in example["text/html"]
    form = forms.ClassView()
    assert "worked example" not in form.title and "not sent anywhere" in form._repr_mimebundle_()["text/plain"]


@pytest.mark.parametrize("entry", vignettes(), ids=lambda entry: entry.id)
def test_our_answers_are_whole(entry: Vignette) -> None:
    for question in (entry.first, *entry.after):
        page = html.unescape(our_answer(question))
        assert all(why in page for why in question.why.values())
        if question.worksheet.gates:
            assert all(axis.name in page for axis in axes())
