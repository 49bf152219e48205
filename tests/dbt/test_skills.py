"""The skills of DBT: complete, named once, in words that are long enough to learn from."""

from __future__ import annotations

import re
from itertools import groupby

import pytest

from iopedu.course.people import people
from iopedu.dbt.skills import MODULES, skill, skills
from iopedu.show.dbt.skills import dbt_modules, dbt_skill
from tests.tools import in_data

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


def test_ids_and_names_are_unique_and_modules_stand_in_their_order() -> None:
    assert len({entry.id for entry in skills()}) == len({entry.name for entry in skills()}) == len(skills())
    assert len(skills()) == len(in_data("dbt/skills.csv")) == sum(len(skills(module)) for module in MODULES)
    modules = [module for module, _group in groupby(entry.module for entry in skills())]
    assert modules == list(MODULES), "data/dbt/skills.csv: put each skill beside those of its module"


@pytest.mark.parametrize("entry", skills(), ids=lambda entry: entry.id)
def test_every_skill_is_complete_in_own_words(entry) -> None:
    wanted = {
        "3 to 6 steps": 3 <= len(entry.steps) <= 6,
        "2 or 3 pitfalls": 2 <= len(entry.pitfalls) <= 3,
        "20 characters or more in each step and pitfall": all(len(part) >= 20 for part in entry.steps + entry.pitfalls),
        "60 or more in purpose, when and example": min(map(len, (entry.purpose, entry.when, entry.example))) >= 60,
        "a person of the course in its example": any(one.name.split()[0] in entry.example for one in people()),
        "linehan2015manual as its first source": entry.sources[0] == "linehan2015manual",
        "a caution of 40 characters or more": len(entry.caution) >= 40,
        "numbers of handouts, and in how many places they were found": all(
            re.fullmatch(r"\d+[a-c]?", number) for number in entry.handouts
        )
        and entry.handouts
        and entry.seen in ("one", "two"),
    }
    lacks = [rule for rule, holds in wanted.items() if not holds]
    assert not lacks, f"data/dbt/skills.csv: {entry.id} needs {', '.join(lacks)}"


def test_no_words_are_said_twice() -> None:
    said = [
        part for entry in skills() for part in (entry.purpose, entry.when, entry.caution, *entry.steps, *entry.pitfalls)
    ]
    assert len(said) == len(set(said))


def test_letters_spell_the_name() -> None:
    assert {entry.id for entry in skills() if entry.stands_for} == set(LETTERS), "add the letters of a new skill above"
    for name, letters in LETTERS.items():
        capitals = "".join(c for part in skill(name).stands_for for c in part if c.isupper())
        assert capitals == letters, name


def test_tipp_carries_its_caution_and_no_instruction() -> None:
    tipp = skill("tipp")
    # What each of the pages read names, as one word or part of a word.
    named = ("heart condition", "slow pulse", "beta-blocker", "medicine that slows the heart", "eating disorder")
    for words in (*named, "hives", "allergic", "pregnant", "breathing", "brain injury", "clinician", "any part"):
        assert words in tipp.caution, words
    assert "clinician" in tipp.steps[0] and "can’t use words" in tipp.when
    assert not re.search(r"\d", tipp.caution + "".join(tipp.steps)), "seconds and degrees stand behind the check"
    heads = [head for head, _cells in dbt_skill("tipp").rows]
    assert heads.index("Caution") < heads.index("How")


#: Numbers as they stand in the headings and lists that were read, and not as the data has them.
READ_ELSEWHERE = {
    "stop": "4",
    "tipp": "6",
    "mindfulness_of_emotions": "22",
    "dear_man": "5",
    "give": "6",
    "validation": "17",
    "problem_solving": "12",
    "wise_mind": "3",
    "opposite_action": "9",
}


def test_a_handout_number_is_marked_when_only_one_place_has_it() -> None:
    for name, number in READ_ELSEWHERE.items():
        assert number in skill(name).handouts and skill(name).seen == "two" and "?" not in skill(name).numbers
    unsure = [entry for entry in skills() if entry.seen == "one"]
    assert {"dialectical_abstinence", "middle_path", "radical_acceptance"} <= {entry.id for entry in unsure}
    for entry in skills():
        assert entry.numbers.endswith("?") == (entry in unsure)
        assert f"{entry.name} ({entry.numbers})" in repr(dbt_modules()) and entry.numbers in dbt_skill(entry.id).html()


def test_what_is_not_known_is_named() -> None:
    with pytest.raises(ValueError, match="module is 'calm'"):
        skills("calm")
    with pytest.raises(ValueError, match="skill is 'calm', which is not one of: wise_mind"):
        skill("calm")


def test_a_skill_in_words() -> None:
    said = repr(dbt_skill("give"))
    assert said.startswith("GIVE (interpersonal effectiveness)")
    for part in (*skill("give").stands_for, *skill("give").steps, *skill("give").pitfalls, skill("give").example):
        assert part in said
