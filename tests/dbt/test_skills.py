"""The skills of DBT: complete, named once, in words that are long enough to learn from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from iopedu.course.people import people
from iopedu.dbt import MODULES, skill, skills

LETTERS = {
    "stop": "STOP",
    "tipp": "TIPP",
    "accepts": "ACCEPTS",
    "improve": "IMPROVE",
    "please": "PLEASE",
    "dear_man": "DEARMAN",
    "give": "GIVE",
    "fast": "FAST",
}


def test_there_are_twenty_seven_with_unique_ids_and_names() -> None:
    assert len(skills()) == len({entry.id for entry in skills()}) == len({entry.name for entry in skills()}) == 27
    assert [len(skills(module)) for module in MODULES] == [7, 10, 7, 3]


@pytest.mark.parametrize("entry", skills(), ids=lambda entry: entry.id)
def test_every_skill_is_complete_in_own_words(entry) -> None:
    assert 3 <= len(entry.steps) <= 6
    assert 2 <= len(entry.pitfalls) <= 3
    assert all(len(part) >= 20 for part in (*entry.steps, *entry.pitfalls))
    assert all(len(part) >= 60 for part in (entry.purpose, entry.when, entry.example))
    assert any(person.name.split()[0] in entry.example for person in people())
    assert entry.sources == ("linehan2015manual",)


def test_no_words_are_said_twice() -> None:
    said = [part for entry in skills() for part in (entry.purpose, entry.when, *entry.steps, *entry.pitfalls)]
    assert len(said) == len(set(said))


def test_letters_spell_the_name() -> None:
    assert {entry.id for entry in skills() if entry.stands_for} == set(LETTERS)
    for name, letters in LETTERS.items():
        capitals = "".join(c for part in skill(name).stands_for for c in part if c.isupper())
        assert capitals == letters, name


def test_tipp_carries_its_caution_and_no_instruction() -> None:
    tipp = skill("tipp")
    for word in ("heart disease", "eating disorder", "beta-blockers", "clinician", "principle"):
        assert word in tipp.caution
    assert "clinician" in tipp.steps[0]
    assert tipp.describe().index("Caution") < tipp.describe().index("1. ")
    assert [entry.id for entry in skills() if entry.caution] == ["tipp"]


@pytest.mark.parametrize("field", ["id", "name", "purpose", "when", "steps", "pitfalls", "example", "sources"])
def test_an_empty_field_is_refused(field: str) -> None:
    entry = skill("stop")
    empty = () if isinstance(getattr(entry, field), tuple) else ""
    with pytest.raises(ValueError, match=f"{field} is empty"):
        replace(entry, **{field: empty})


def test_an_empty_step_or_letter_is_refused() -> None:
    with pytest.raises(ValueError, match="steps is empty"):
        replace(skill("stop"), steps=("Stop", ""))
    with pytest.raises(ValueError, match="stands_for is empty"):
        replace(skill("stop"), stands_for=("",))


def test_what_is_not_known_is_named() -> None:
    with pytest.raises(ValueError, match="module is 'calm'"):
        skills("calm")
    with pytest.raises(ValueError, match="module is 'calm'"):
        replace(skill("stop"), module="calm")
    with pytest.raises(ValueError, match="skill is 'calm', which is not one of: wise_mind"):
        skill("calm")


def test_a_skill_in_words() -> None:
    assert repr(skill("give")) == "GIVE (interpersonal effectiveness)"
    said = skill("give").describe()
    for part in (*skill("give").steps, *skill("give").pitfalls, skill("give").example):
        assert part in said
    assert "The letters stand for be Gentle, act Interested, Validate and use an Easy manner." in said
