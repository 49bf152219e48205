"""Files that earlier iopedus wrote, with answers of several notebooks: today's forms show every one of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from shutil import copyfile

import pytest

from iopedu import cbt, dbt, forms
from iopedu.course.document import VERSION, parse
from iopedu.course.workbook import FILE, Workbook
from tests.tools import said

SAMPLES = Path(__file__).parent.parent / "samples"
VERSIONS = range(1, VERSION + 1)
FORMS: dict[tuple[str, str], Callable[[Workbook], forms.Form]] = {
    ("00", "quiz"): lambda work: forms.Questions("quiz", work),
    ("01", "floor"): lambda work: forms.Explain("floor", work),
    ("01", "comparer"): lambda work: forms.Comparer(keep=work),
    ("01", "predict_stay"): lambda work: forms.Questions("predict_stay", work),
    ("03", "week_maya"): lambda work: forms.WeekPlanner("week_maya", work),
    ("04", "record"): lambda work: forms.ThoughtRecordForm(keep=work),
    ("04", "records"): lambda work: forms.Records(keep=work),
    ("05", "practice"): lambda work: forms.Practice(cbt.thoughts(), keep=work),
    ("09", "diary"): lambda work: forms.DiaryCardForm(keep=work),
    ("09", "chain"): lambda work: forms.ChainForm(dbt.chain_task(), keep=work),
    ("12", "habits"): lambda work: forms.HabitTracker(keep=work),
    ("12", "plan"): lambda work: forms.TransitionPlanForm(keep=work),
}


def sample(version: int) -> Path:
    return SAMPLES / f"work-version-{version}.json"


def stored(version: int) -> dict[tuple[str, str], dict]:
    """Return every answer of a sample as it stands there, read without the code under test."""
    sections = json.loads(sample(version).read_text(encoding="ascii"))["sections"]
    return {(number, key): one for number, section in sections.items() for key, one in section["answers"].items()}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_sample_of_each_version_holds_answers_to_all_of_these_forms(version: int) -> None:
    assert json.loads(sample(version).read_text(encoding="ascii"))["version"] == version
    assert stored(version).keys() == FORMS.keys()


def unnumbered(value: object) -> object:
    """A value without its versions: a record inside another one may have one or not."""
    if isinstance(value, dict):
        return {name: unnumbered(one) for name, one in value.items() if name != "version"}
    return list(map(unnumbered, value)) if isinstance(value, list) else value


def as_today(key: str, value: dict) -> dict:
    """What a form keeps today of what an earlier edition kept: no kinds on its card, no repair in its chain."""
    if key == "practice":  # when an item comes back is worked out from the answers
        return {name: part for name, part in value.items() if name != "cards"}
    if key == "chain":
        later = ("when", "where", "how", "less_vulnerable", "less_prompted", "harm", "correct", "overcorrect")
        return {**value, **dict.fromkeys(later, ""), "links": [{**link, "arousal": ""} for link in value["links"]]}
    if key != "diary":
        return value
    kinds = {"Thoughts of suicide": "suicide", "Urge to self-harm": "self_harm", "Urge to withdraw": "other"}
    targets = [{**target, "kind": kinds[target["name"]]} for target in value["targets"]]
    days = [{**day, "skills": dict.fromkeys(day["skills"], "tried")} for day in value["days"]]
    return {**value, "targets": targets, "days": days}


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("place", FORMS, ids="-".join)
def test_an_answer_of_an_earlier_version_is_shown_and_stays_the_same(
    tmp_path: Path, version: int, place: tuple[str, str]
) -> None:
    number, key = place
    copyfile(sample(version), tmp_path / FILE)
    work = Workbook(number, tmp_path)
    work.look()
    form = FORMS[place](work)
    assert "could not be shown" not in said(form)
    kept = stored(version)[place]
    assert work.answers[key].value == kept["value"]
    assert form.to_json().get("version") == kept["value"].get("version")
    assert unnumbered(form.to_json()) == unnumbered(as_today(key, kept["value"])) and form.record != form._blank


@pytest.mark.parametrize("version", VERSIONS)
def test_the_next_save_of_one_notebook_keeps_what_the_others_hold(tmp_path: Path, version: int) -> None:
    copyfile(sample(version), tmp_path / FILE)
    work = Workbook("01", tmp_path)
    work.look()
    work.drop("floor")
    work.save()
    saved = json.loads((tmp_path / FILE).read_text(encoding="ascii"))["sections"]
    left = {(number, key): one["value"] for number, section in saved.items() for key, one in section["answers"].items()}
    assert left == {place: one["value"] for place, one in stored(version).items() if place != ("01", "floor")}


@pytest.mark.parametrize("version", VERSIONS)
def test_nothing_in_a_sample_is_set_aside(version: int) -> None:
    assert not any(section.unread for section in parse(sample(version).read_bytes()).sections.values())
