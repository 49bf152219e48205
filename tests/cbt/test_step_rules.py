"""How often the rules are right: sentences with what an educator would refuse or ask about, and look-alikes.

The last forty steps and the last thirty predictions were written after the rules, and no rule was changed for them.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from iopedu.cbt.experiment import Experiment
from iopedu.cbt.exposure import NEVER_RULES, PREDICTION_RULES, Hierarchy, Step
from iopedu.course.quiz import questions
from iopedu.course.rules import RuleSet

SAMPLES = Path(__file__).parents[1] / "samples"
NOTEBOOK = Path(__file__).parents[2] / "notebooks/06_act_differently.ipynb"
#: Of what a rule says, so much must be right; of what it should say, so much must be found.
PRECISION, RECALL = 0.9, 0.8


def refused(text: str) -> set[str]:
    return {one.rule.id for one in NEVER_RULES.asked(text)}


def asked(text: str) -> set[str]:
    return {one.rule.id for one in PREDICTION_RULES.asked(text, "prediction")}


def read(name: str) -> list[tuple[str, set[str]]]:
    with (SAMPLES / name).open(encoding="utf-8", newline="") as file:
        return [(text, set(right.split())) for text, right in list(csv.reader(file))[1:]]


@pytest.mark.parametrize(
    ("name", "said", "rules"),
    [("steps.csv", refused, NEVER_RULES), ("testable.csv", asked, PREDICTION_RULES)],
    ids=["steps", "predictions"],
)
def test_a_rule_is_right_where_it_speaks_and_seldom_silent(
    name: str, said: Callable[[str], set[str]], rules: RuleSet[str]
) -> None:
    samples = read(name)
    assert len({text for text, _right in samples}) == len(samples) >= 100
    for rule in (rule.id for rule in rules if rule.part != "test"):
        found = [text for text, _right in samples if rule in said(text)]
        due = [text for text, right in samples if rule in right]
        wrong, missed = sorted({*found} - {*due}), sorted({*due} - {*found})
        assert len(found) >= 5
        assert len(found) - len(wrong) >= PRECISION * len(found), f"{rule} should leave these alone: {wrong}"
        assert len(due) - len(missed) >= RECALL * len(due), f"{rule} should find these: {missed}"


def model_ladder() -> Hierarchy:
    """Return the ladder that notebook 06 folds under its form."""
    prose = "\n".join("".join(cell["source"]) for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"])
    table = prose.split("| Step | Distress |")[1].split("\n\n")[0]
    steps = []
    for situation, distress, feared, without, again in re.findall(
        r"^\| " + r" \| ".join(["(.+?)"] * 5) + r" \|$", table, re.M
    ):
        said, likely = feared.rsplit(": ", 1)
        steps.append(Step(situation, said, int(likely), without, int(distress), again))
    return Hierarchy("A morning at work", tuple(steps))


def test_the_model_ladder_of_the_notebook_passes_every_rule() -> None:
    found = model_ladder()
    assert found.ready and len(found.steps) == 7 and found.asked() == ()


def test_every_wording_that_a_rule_offers_passes_every_rule() -> None:
    offered = [re.findall(r"Compare: “(.+?)”", rule.question) for rule in PREDICTION_RULES]
    prose = NOTEBOOK.read_text(encoding="utf-8").split("One possible prediction")[1]
    offered.append(re.findall(r"“(.+?)”", prose)[:1])
    for (wording,) in offered:
        assert Experiment(prediction=wording).asked() == (), wording


@pytest.mark.parametrize(("name", "says"), [("good_prediction", asked), ("never_step", refused)])
def test_the_quiz_and_the_rules_agree(name: str, says: Callable[[str], set[str]]) -> None:
    for option in questions("06")["quiz"].question(name).options:
        text = option.text.strip("“”")
        assert bool(says(text)) == (option.right == (name == "never_step")), option.text


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("She drink one beer, then go shop", "alcohol_or_drugs"),
        ("Before, one beer. After, go in bus.", "alcohol_or_drugs"),
        ("Vape before I go in", "alcohol_or_drugs"),
        ("Walk on the railing of the bridge", "real_danger"),
        ("Stand on the edge of the roof", "real_danger"),
        ("Eat a peanut (I am allergic)", "real_danger"),
        ("Cross the busy road with eyes closed", "real_danger"),
        ("Walk past the vape shop", ""),
        ("Stand on the bridge for ten minutes", ""),
        ("Sit in the kitchen with my eyes open", ""),
        ("Order one root beer, then pay", ""),
    ],
)
def test_no_step_holds_a_drink_or_a_real_danger_however_it_is_written(text: str, rule: str) -> None:
    assert refused(text) == ({rule} if rule else set()), text


@pytest.mark.parametrize(
    ("text", "real"),
    [
        ("my beta-blocker", True),
        ("propranolol", True),
        ("my blood pressure pills", True),
        ("crisis card", True),
        ("my sunglasses app", False),
        ("the playlist", False),
        ("holding my mother’s hand", False),
    ],
)
def test_what_is_needed_is_asked_about_before_it_is_left_out(text: str, real: bool) -> None:
    ladder = Hierarchy(
        "A morning", (Step("Ask two neighbors for the time at the gate", "They laugh", 50, text, 40, "Twice"),)
    )
    assert any("real need" in question for question in ladder.asked()) == real, text


@pytest.mark.parametrize("text", ["whatever", "idk lol", "Do nothing", "Try to relax", "Avoid the elevator"])
def test_what_nobody_could_watch_is_no_step(text: str) -> None:
    ladder = Hierarchy("A morning", (Step(text, "They laugh", 50, "", 40, ""),))
    assert any("Somebody watching" in question for question in ladder.asked())
