"""Every set of rules that asks, found in the code: each rule can be read, asks where it should, and is silent else."""

from __future__ import annotations

import csv
import importlib
import json
import pkgutil
from pathlib import Path
from typing import Any

import pytest

import iopedu
from iopedu.cbt.exposure import Hierarchy
from iopedu.cbt.record import ThoughtRecord
from iopedu.course.rules import RULE_SETS, AskingRule
from iopedu.dbt.chain import Chain
from iopedu.dbt.check_the_facts import CheckTheFacts
from iopedu.dbt.cope_ahead import CopeAhead
from iopedu.dbt.pros_cons import ProsAndCons
from iopedu.progress.habits import HabitWeek
from iopedu.progress.plan import TransitionPlan

for _module in pkgutil.walk_packages([*iopedu.__path__], "iopedu."):
    if _module.name.split(".")[1] not in ("show", "forms", "deliver", "site", "front_end", "__main__", "cli"):
        importlib.import_module(_module.name)

with (Path(__file__).parents[1] / "samples/rules.csv").open(encoding="utf-8", newline="") as _file:
    SAMPLES = {(row["rules"], row["rule"]): row for row in csv.DictReader(_file)}
RULES = [(name, rule) for name, rules in RULE_SETS.items() for rule in rules]
#: The sets that read a whole record and no text.
RECORDS = {
    "evidence": ThoughtRecord,
    "pros_and_cons": ProsAndCons,
    "chain": Chain,
    "facts_answers": CheckTheFacts,
    "cope_ahead": CopeAhead,
    "transition_plan": TransitionPlan,
    "habits": HabitWeek,
    "ladder": Hierarchy,
}


def asked(name: str, sample: str) -> list[str]:
    """Return the ids of the rules of a set that ask about a text or about a record in JSON."""
    found: Any = RECORDS[name].from_json(json.loads(sample)) if name in RECORDS else sample
    return [one.rule.id for one in RULE_SETS[name].asked(found)]


def test_the_sets_of_rules_are_found() -> None:
    assert RECORDS.keys() < RULE_SETS.keys() and all(list(rules) for rules in RULE_SETS.values())
    gone = SAMPLES.keys() - {(name, rule.id) for name, rule in RULES}
    assert not gone, f"tests/samples/rules.csv has samples for rules that are not there: {gone}"


@pytest.mark.parametrize("name", RULE_SETS)
def test_the_rules_of_a_set_differ(name: str) -> None:
    rules = list(RULE_SETS[name])
    assert len({rule.id for rule in rules}) == len({rule.question for rule in rules}) == len(rules)
    unused = set(RULE_SETS[name]._tests) - {rule.id for rule in rules}
    assert not unused, f"data/asking_rules.csv has no row for {unused}"


@pytest.mark.parametrize(("name", "rule"), RULES, ids=lambda value: getattr(value, "id", value))
def test_a_rule_says_when_it_asks_and_asks_only_then(name: str, rule: AskingRule[Any]) -> None:
    assert rule.when.strip().rstrip("”").endswith(".") and "?" in rule.question
    assert (name, rule.id) in SAMPLES, (
        f"Rule {rule.id} of {name} has no row in tests/samples/rules.csv: write a text that it asks about, and one "
        "that is nearly the same and that it leaves alone."
    )
    sample = SAMPLES[name, rule.id]
    assert rule.id in asked(name, sample["asked"]), f"{rule.id} is silent about: {sample['asked']}"
    assert rule.id not in asked(name, sample["silent"]), f"{rule.id} asks about: {sample['silent']}"
