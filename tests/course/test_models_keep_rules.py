"""A model never breaks its own rule: every rule over words is put to every model, right answer and worked example."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from iopedu import care, cbt, dbt
from iopedu.care.group import AGREEMENT_RULES, areas
from iopedu.cbt.exposure import PREDICTION_RULES
from iopedu.cbt.record import HINT_RULES, hints
from iopedu.course.rules import RuleSet
from iopedu.dbt.dear_man import LETTERS, WORD_RULES
from iopedu.dbt.decks import sentence_pairs
from tests.tools import in_data

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
#: What a sentence is called in the deck of notebook 05, and where it may stand in a thought record.
PLACES = {"Event": "situation", "Thought": "thoughts", "Statement of fact": "evidence_for"}

Model = tuple[RuleSet[str], str, str]


def models() -> Iterator[Model]:
    """Yield rules, the part that they read, and a text that the course calls good for this part."""
    for pair in sentence_pairs():
        yield WORD_RULES, pair.letter, pair.strong
    names = {letter.name: name for name, letter in LETTERS.items()}
    (path,) = NOTEBOOKS.glob("08_*.ipynb")
    prose = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown")
    for name, said in re.findall(rf"\*({'|'.join(names)}):\*\s*(.+?)(?=\s\*[A-Z]|\n|</details>)", prose):
        yield WORD_RULES, names[name], said
    for item in in_data("cbt/practice.json")["items"]:
        for option in item["options"]:
            if option["right"] and option.get("text") in PLACES:
                yield HINT_RULES, PLACES[option["text"]], item["text"]
            if option["right"] and item["kind"] == "balance":
                yield HINT_RULES, "balanced", option["text"]
    for item in care.group_moments().items:
        fits = [option for option in item.question.options if option.right and option.text == "Fits as it stands"]
        if fits:
            yield AGREEMENT_RULES, "any", re.search(r"“(.+)”", item.question.ask)[1]
    for area in areas():
        yield AGREEMENT_RULES, "any", area.hint.removeprefix("For example: ")
    for rule in PREDICTION_RULES:
        for compared in re.findall(r"Compare: “(.+?)”", rule.question):
            yield PREDICTION_RULES, "prediction", compared


@pytest.mark.parametrize(
    ("rules", "part", "text"), models(), ids=lambda value: value[:40] if isinstance(value, str) else None
)
def test_a_model_is_asked_nothing(rules: RuleSet[str], part: str, text: str) -> None:
    assert [one.rule.id for one in rules.asked(text, part)] == []


def test_there_are_models_of_each_kind() -> None:
    found = [(rules, part) for rules, part, _text in models()]
    assert len(found) >= 90 and {part for _rules, part in found} >= {*LETTERS, *PLACES.values(), "balanced", "any"}


def test_worked_examples_are_asked_nothing() -> None:
    assert dbt.example_request().asked() == () and dbt.example_kit().asked() == ()
    assert care.example_agreements().notes() == () and cbt.example_hierarchy().asked() == ()
    assert cbt.example_experiment().asked() == ()
    assert [hints(record) for record in cbt.example_records()] == [()] * len(cbt.example_records())


def test_what_notebook_05_calls_a_feeling_is_asked_about_as_a_thought() -> None:
    rows = [row for row in in_data("cbt/practice.json")["items"] if row["kind"] == "sort"]
    texts = [row["text"] for row in rows if any(o["right"] and o["text"] == "Feeling" for o in row["options"])]
    found = [text for text in texts if HINT_RULES.asked(text, "thoughts")]
    assert len(texts) >= 5 and len(found) >= 0.6 * len(texts), set(texts) - set(found)
