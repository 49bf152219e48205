"""The skill finder: every moment has reasons, every skill is found, and danger leads to people."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu.dbt.finder import PEOPLE_FIRST, Search, situations
from iopedu.dbt.skills import MODULES, skills
from iopedu.show.dbt.skills import finder_map, finder_table, finder_view
from tests.tools import ANY_JSON, in_data


def test_every_skill_fits_somewhere_and_every_moment_has_reasons() -> None:
    found = [fit for entry in situations() for fit in Search(entry.id).fits]
    nowhere = {entry.id for entry in skills()} - {fit.skill.id for fit in found}
    assert not nowhere, "data/dbt/situation_skills.csv: add a moment in which each of these skills fits, and why"
    short = [fit.reason for fit in found if len(fit.reason) < 40]
    assert not short, "data/dbt/situation_skills.csv: say in 40 characters or more why"
    assert len({fit.reason for fit in found}) == len(found), (
        "data/dbt/situation_skills.csv: a reason stands there twice"
    )
    assert len({entry.id for entry in situations()}) == len({entry.name for entry in situations()})
    assert len(situations()) == len(in_data("dbt/situations.csv"))
    for entry in situations():
        many = len(Search(entry.id).fits)
        says = f"data/dbt/situation_skills.csv: {entry.id} has {many} skills; 2 to 5 help to choose, and none in danger"
        assert many == 0 if entry.danger else 2 <= many <= 5, says


def test_every_answer_ends_with_the_way_to_a_person() -> None:
    for entry in situations():
        for module in ("", *MODULES):
            ends = "call the emergency number" if entry.danger else PEOPLE_FIRST
            assert ends in Search(entry.id, module).describe()
            assert "Talk to a person first" in finder_view(Search(entry.id, module))
    assert PEOPLE_FIRST in repr(finder_map())


def test_danger_names_no_skill() -> None:
    search = Search("danger")
    assert search.danger and search.fits == () and "people first" in search.summary()
    assert "<table" not in finder_view(search) and "No skill in this module" not in finder_view(search)
    assert "call the emergency number" in finder_view(search)
    assert not any(entry.name in finder_view(search) for entry in skills())
    assert [entry.id for entry in situations() if entry.danger] == ["danger"]
    assert not Search().danger and not Search("wave").danger


def test_a_module_narrows_the_search() -> None:
    assert [fit.skill.id for fit in Search("urge_now").fits] == ["stop", "wise_mind", "effectively"]
    assert [fit.skill.id for fit in Search("urge_now", "mindfulness").fits] == ["wise_mind", "effectively"]
    assert Search("urge_now", "mindfulness").summary() == "An urge to act, right now: 2 skills in mindfulness."
    empty = Search("request", "mindfulness")
    assert empty.fits == () and "Look in all four modules" in finder_view(empty)
    assert Search().summary() == "No moment has been chosen yet." and "Choose one of 22 moments" in finder_view(
        Search()
    )


def test_tipp_is_found_with_its_caution_first_and_without_its_parts() -> None:
    page = finder_view(Search("wave"))
    assert page.index("Caution first") < page.index("At a calm time, ask a clinician")
    assert "heart condition" in page and "Something cold over" not in page and "seconds" not in page.split("TIPP")[1]
    assert repr(finder_table(Search("wave"))).index("Caution first") > 0


def test_what_is_not_known_is_named() -> None:
    for wrong in ({"situation": "spa"}, {"module": "calm"}, {"situation": None}, {"module": None}):
        with pytest.raises(ValueError, match="which is not one of"):
            Search(**wrong)
    with pytest.raises(ValueError, match="not one of: wave"):
        situations["spa"]


@given(st.sampled_from(["", *(entry.id for entry in situations())]), st.sampled_from(["", *MODULES]))
def test_a_search_survives_saving(moment: str, module: str) -> None:
    search = Search(moment, module)
    assert Search.from_json(json.loads(json.dumps(search.to_json()))) == search
    assert replace(search, module="").summary()


@pytest.mark.hostile
@given(ANY_JSON)
def test_damaged_searches_are_refused_in_words(found: object) -> None:
    for damaged in (found, {"version": 1, "situation": found}, {"version": 1, "module": found, "mood": 1}):
        try:
            Search.from_json(damaged)
        except ValueError as problem:
            assert str(problem).endswith(".") and len(str(problem)) > 10
