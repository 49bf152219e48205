"""Every rule that asks a question is put to every worked example and every answer that a notebook offers."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest

from iopedu import care, dbt
from iopedu.course.rules import RULE_SETS
from iopedu.dbt.check_the_facts import CheckTheFacts
from iopedu.dbt.cope_ahead import COPE_RULES, CopeAhead
from iopedu.dbt.dear_man import LETTERS, WORD_RULES, DearMan
from iopedu.dbt.emotions import emotion_guides
from tests.tools import in_data

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


def _folded(number: str, words: str) -> dict[str, str]:
    """Return what an answer folded in a notebook says, by the name that stands before it in italics."""
    (path,) = NOTEBOOKS.glob(f"{number}_*.ipynb")
    cells = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown"]
    (found,) = [text for text in cells if "One possible answer" in text and words in text]
    return {
        name: said.strip() for name, said in re.findall(r"\*([^*]+?):\*\s*([^*]+?)(?=\*[A-Z]|\n\n|</details>|$)", found)
    }


def test_no_worked_example_is_asked_about() -> None:
    assert dbt.example_request().asked() == ()
    assert dbt.example_check_the_facts().asked() == () and dbt.example_check_the_facts().ready
    assert dbt.example_cope_ahead().asked() == () and dbt.example_cope_ahead().ready
    assert care.example_agreements().notes() == ()
    assert all(choice.keeps for _station, choice in dbt.example_walk().taken)


def test_what_an_example_is_asked_about_is_what_its_notebook_says() -> None:
    # Notebook 07: one cell of Daniel's list is half empty, and that is fine. Aisha's kit costs nothing.
    assert dbt.example_grid().asked() == () and not dbt.example_grid().act_pro_later
    assert dbt.example_kit().asked() == ()


def test_the_answer_that_notebook_08_offers_for_a_request_keeps_every_rule() -> None:
    said = _folded("08", "This week I did bath, story and lights-out")
    request = DearMan(**{name: said[letter.name] for name, letter in LETTERS.items() if letter.name in said})
    assert len(said) == 7 and request.asked() == (), request.asked()


def test_the_plan_that_notebook_08_offers_for_the_party_keeps_every_rule() -> None:
    said = _folded("08", "the break room at the depot")
    feeling, strength = re.match(r"(\w+), (\d+)", said["Likely"]).groups()
    plan = CopeAhead(
        situation=said["The situation"],
        emotion=next(guide.id for guide in emotion_guides() if guide.name.lower() == feeling),
        strength=int(strength),
        urge=said["Urge"],
        skill=next(entry.id for entry in dbt.skills() if entry.name == said["Skill to begin with"].rstrip(".")),
        plan=said["Plan"],
        harder=said["If it gets harder"],
        rehearse=said["Rehearse"],
        relax=said["Rest"],
    )
    assert plan.ready and plan.asked() == (), plan.asked()


@pytest.mark.parametrize("row", in_data("dbt/dear_man_pairs.csv"), ids=lambda row: row["id"])
def test_every_sentence_that_is_called_strong_keeps_the_rules_of_its_letter(row: dict[str, str]) -> None:
    assert WORD_RULES.asked(row["strong"], row["letter"]) == ()


def test_every_step_of_a_skill_that_has_a_form_has_its_place_in_it() -> None:
    steps, labels = " ".join(dbt.skill("check_the_facts").steps), repr(CheckTheFacts.asks().values())
    for step, label in (
        ("how you would cope", "how I would cope"),
        ("how likely", "How likely"),
        ("two other", "else"),
    ):
        assert step in steps and label in labels, step
    steps = " ".join(dbt.skill("cope_ahead").steps).lower()
    for step, field in (("describe", "situation"), ("skills you will use", "plan"), ("rehearse", "rehearse")):
        assert step in steps and field in CopeAhead.asks()
    assert "harder than expected" in steps and "rest" in steps and {"harder", "relax"} <= set(CopeAhead.asks())


LIKELY = [
    # likelihood, emotion, fits, what is asked
    (95, "shame", "no", ["likely_but_no_fit"]),
    (50, "fear", "no", ["likely_but_no_fit"]),
    (49, "fear", "no", []),
    (0, "fear", "no", []),
    (None, "fear", "no", []),
    (95, "fear", "yes", []),
    (95, "fear", "partly", []),
    (95, "fear", "not_sure", []),
    (95, "fear", "", []),
    (0, "fear", "yes", ["unlikely_but_fits"]),
    (10, "fear", "yes", ["unlikely_but_fits"]),
    (11, "fear", "yes", []),
    (0, "sadness", "yes", []),  # sadness fits what is lost, and not what may come
    (0, "fear", "partly", []),
]


@pytest.mark.parametrize(("likelihood", "emotion", "fits", "asked"), LIKELY)
def test_answers_that_pull_in_two_directions_are_asked_about(likelihood, emotion, fits, asked) -> None:
    walk = CheckTheFacts(emotion=emotion, likelihood=likelihood, fits=fits)
    assert [hint.rule.id for hint in walk.asked()] == asked
    assert all("How likely" in repr(hint) for hint in walk.asked())


HEIGHTS = [
    # strength, skill, what is asked
    (80, "check_the_facts", ["too_high_to_think"]),
    (100, "dear_man", ["too_high_to_think"]),
    (79, "check_the_facts", []),
    (None, "check_the_facts", []),
    (90, "stop", []),
    (90, "accepts", []),
    (90, "", []),
    (90, "tipp", ["tipp_cleared"]),
    (60, "tipp", ["tipp_cleared"]),
    (59, "tipp", ["tipp_too_low", "tipp_cleared"]),
    (0, "tipp", ["tipp_too_low", "tipp_cleared"]),
    (None, "tipp", ["tipp_cleared"]),
    (0, "opposite_action", []),
]


@pytest.mark.parametrize(("strength", "skill", "asked"), HEIGHTS)
def test_how_high_it_is_decides_between_tipp_and_other_skills(strength, skill, asked) -> None:
    plan = CopeAhead(strength=strength, skill=skill)
    assert [hint.rule.id for hint in plan.asked()] == asked


def test_a_plan_says_what_is_seen_and_what_comes_when_it_gets_harder() -> None:
    full = "I stand up, say my two sentences, and sit down again."
    cases = {
        ("stop", "Stay calm.", "I leave."): ["no_skill_in_plan"],
        ("stop", full, ""): ["only_if_it_goes_well"],
        ("stop", full, "..."): ["only_if_it_goes_well"],
        ("stop", full, "I go to the kitchen."): [],
        ("", "Stay calm.", "I leave."): [],
        ("stop", "", ""): [],
    }
    for (skill, plan, harder), asked in cases.items():
        record = CopeAhead(skill=skill, plan=plan, harder=harder)
        assert [hint.rule.id for hint in record.asked()] == asked, (skill, plan, harder)
    judged = CopeAhead(situation="My aunt is always rude to me.")
    assert {hint.rule.id for hint in judged.asked()} == {"absolute", "judging"}
    assert RULE_SETS["cope_ahead"] is COPE_RULES
