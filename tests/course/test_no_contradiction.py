"""Quantities that stand in several places say the same everywhere, in prose, questions, cases and tables."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from tests.tools import strings

ROOT = Path(__file__).parent.parent.parent
with (ROOT / "data/care/pathway.csv").open(encoding="utf-8", newline="") as _file:
    PATHWAY = {row["id"]: row for row in csv.DictReader(_file)}
FACT: dict[str, dict[str, str]] = {}
for _path in sorted((ROOT / "data").glob("*/facts.csv")):
    with _path.open(encoding="utf-8", newline="") as _file:
        FACT |= {row["id"]: row for row in csv.DictReader(_file)}


def _filled(text: str) -> str:
    def number(slot: re.Match[str]) -> str:
        return FACT[slot[1]][slot[2] or "value"]

    return re.sub(r"\{fact:(\w+)(?:\.(\w+))?\}", number, text)


def _texts() -> dict[str, str]:
    """Return every text of the course by the place where it stands."""
    found = {"TEACHING.md": (ROOT / "notebooks/TEACHING.md").read_text(encoding="utf-8")}
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for at, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"]):
            if cell["cell_type"] == "markdown":
                text = "".join(cell["source"])
                found[f"{path.name} cell {at}"] = re.sub(r"<!--.*?-->", "", text)
    for path in sorted((ROOT / "data").rglob("*.json")):
        if not path.name.startswith(("danger", "datapackage")):
            for at, text in enumerate(strings(json.loads(path.read_text(encoding="utf-8")))):
                found[f"{path.name} text {at}"] = _filled(text)
    for path in sorted((ROOT / "data").rglob("*.csv")):
        if not path.name.startswith("danger"):
            with path.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    name = row.get("id") or row.get("name") or row.get("topic") or ""
                    slots = {slot: row.get(slot) or "" for slot in ("value", "low", "high")}
                    for column, text in row.items():
                        filled = re.sub(r"\{(value|low|high)\}", lambda slot, of=slots: of[slot[1]], text or "")
                        found[f"{path.name} {name} {column}"] = filled
    return {place: " ".join(text.split()) for place, text in found.items()}


TEXTS = _texts()


def said(pattern: str) -> dict[str, set[str]]:
    """Return what stands in the first group of the pattern, by place."""
    found = {place: set(re.findall(pattern, text, re.IGNORECASE)) for place, text in TEXTS.items()}
    return {place: values for place, values in found.items() if values}


@pytest.mark.parametrize(
    ("pattern", "fact", "places"),
    [
        (r"IOP[^.]{0,60}\bat least (\d+) hours", "iop_hours_min_medicare", 2),
        (r"(?:PHP|partial hospitalization)[^.]{0,60}\bat least (\d+) hours", "php_hours_min_medicare", 1),
        (r"floor of (?:an IOP, )?(\d+) hours", "iop_hours_min_medicare", 1),
        (r"\b(?:is|about) (0\.0\d) percent", "inpatient_follow_up_suicide_week1_absolute", 2),
        (
            r"limit(?:ed)? (?:of|to) (\d+) days in a lifetime|at most (\d+) days in a lifetime",
            "inpatient_cost_lifetime_limit",
            1,
        ),
    ],
)
def test_a_number_of_a_rule_is_the_same_wherever_it_stands(pattern: str, fact: str, places: int) -> None:
    found = {
        place: {"".join(v) if isinstance(v, tuple) else v for v in values} for place, values in said(pattern).items()
    }
    assert len(found) >= places, found
    wrong = {place: values for place, values in found.items() if values != {FACT[fact]["value"]}}
    assert not wrong, wrong


def test_nobody_says_that_all_programs_lie_above_the_floor_or_that_the_floor_is_usual() -> None:
    above = r"\b((?:programs|published schedules|schedules) (?:usually |always |all )?lie above)"
    usual = r"\b(an IOP (?:is|has) (?:usually|typically) nine hours|nine hours (?:is|are) (?:usual|common))"
    assert not said(above) and not said(usual)
    # Where the schedules are named, the program that stands on the floor is named too.
    for place in ("03.json", "01.json"):
        texts = [text for at, text in TEXTS.items() if at.startswith(place) and "schedules we read" in text]
        assert texts and all(re.search(r"three hours on|sits? right (?:on|at) (?:it|the floor)", t) for t in texts)


def test_a_result_of_telehealth_never_stands_without_the_pandemic() -> None:
    rates = {FACT["tele_completed"]["value"], FACT["tele_completed_in_person"]["value"]}
    items = [
        item
        for number in ("03", "10")
        for group in json.loads((ROOT / f"data/exercises/{number}.json").read_text())["questions"].values()
        for item in group["items"]
        if rates <= set(re.findall(r"\d+\.\d", _filled(json.dumps(item))))
    ]
    assert len(items) >= 3
    assert all("pandemic" in json.dumps(item) for item in items), [item["id"] for item in items]
    for name, row in FACT.items():
        if set(row["sources"].split(";")) & {"zimmerman2021", "bulkes2022", "bean2022"}:
            assert "pandemic" in row["text"] + row["population"], name


def test_the_fall_of_the_follow_up_rate_is_not_put_down_to_a_rule_that_came_later() -> None:
    blamed = said(r"(from 2019 on the measure counts fewer)")
    assert not blamed
    fall = FACT["inpatient_follow_up_fall"]
    with (ROOT / "data/care/follow_up.csv").open(encoding="utf-8", newline="") as file:
        rates = {(row["payer"], row["days"], row["year"]): float(row["percent"]) for row in csv.DictReader(file)}
    then, now = (rates["Commercial HMO", "7", year] for year in ("2012", "2022"))
    assert then > float(fall["low"]) > float(fall["value"]) > float(fall["high"]) < now < then
    assert then - float(fall["value"]) > (then - now), "Most of the fall came before 2018."


def test_one_trial_has_one_reading_in_every_place() -> None:
    """The trial of an IOP is told with its third year; one half of a result is another result."""
    assert FACT["iop_outcome_mbt_rct_3y"]["about"] == FACT["iop_outcome_mbt_rct"]["about"] == "iop"
    only = said(r"(no randomized trial of an (?:adult )?(?:mental health )?IOP\b(?! against| versus| by video| that))")
    assert not only, only
    blank = said(r"(no (?:mental health )?program (?:results? )?(?:was|were) (?:ever )?compared)")
    assert not blank


def test_who_was_assigned_and_who_was_placed_are_told_apart() -> None:
    placed, randomized, share = (FACT["residential_outcome_rct"][name] for name in ("low", "high", "value"))
    assert round(100 * int(placed) / int(randomized)) == int(share) == 64
    moved = FACT["residential_poor_fit_transfer"]
    assert round(100 * 9 / int(moved["low"])) == int(moved["value"]) and int(moved["low"]) < int(placed)
    assert not said(r"(13 percent of those assigned)")


def test_half_or_more_than_half_of_the_model_is_assumed_as_it_is_told() -> None:
    assumed = sum(row["mark"] == "A" for row in PATHWAY.values())
    told = said(
        r"((?:more than )?half of (?:its|the) numbers are assumptions|more than half (?:of them )?are assumptions)"
    )
    assert len(told) >= 2
    for place, values in told.items():
        assert all(("more than" in value.lower()) == (assumed > 0.55 * len(PATHWAY)) for value in values), place


def test_a_number_of_the_model_comes_from_the_source_that_it_names() -> None:
    assert PATHWAY["weeks_outpatient"]["sources"] == FACT["outpatient_stay_sessions_mean"]["sources"]
    assert FACT["outpatient_stay_sessions_mean"]["value"] in PATHWAY["weeks_outpatient"]["note"]
    assert float(PATHWAY["admit_php"]["value"]) * 100 == float(FACT["readmit_php"]["value"])
    assert "readmitted" in PATHWAY["admit_php"]["name"] and "readmitted" in FACT["readmit_php"]["text"]


@pytest.mark.parametrize(("year", "words"), [("2025", "paid"), ("2026", "paid"), ("2027", "proposed")])
def test_an_amount_belongs_to_one_year_and_is_no_range_of_two(year: str, words: str) -> None:
    for name, row in FACT.items():
        if row["unit"].startswith("USD") and row["kind"] == "rule" and row["year"] == year:
            assert not (row["low"] or row["high"]) and words in row["text"], name


def test_a_judgment_on_change_names_its_rule() -> None:
    reliable = re.compile(r"\b(?:has|have) (?:fallen|dropped|improved) reliably, from")
    judged = [
        sentence
        for text in TEXTS.values()
        for sentence in re.split(r"(?<=[.;?!])\s", text)
        if reliable.search(sentence)
    ]
    assert judged
    for sentence in judged:
        assert re.search(r"\b[Bb]y the (?:\w+ )?rule\b", sentence), sentence
