"""Collections that are read from data/ when somebody looks at them."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from iopedu.care.levels import level, levels
from iopedu.course.entries import Entries
from iopedu.dbt.skills import skills
from tests.tools import in_data


@dataclass(frozen=True)
class Pet:
    id: str
    kind: str


def test_a_collection_is_read_once_and_only_when_it_is_looked_at() -> None:
    read = []

    def pets() -> list[Pet]:
        read.append("read")
        return [Pet("rex", "dog"), Pet("tom", "cat"), Pet("ada", "dog")]

    found = Entries("pet", pets, group="kind")
    assert not read
    assert found["tom"] is found.get("tom") is found()[1] and [pet.id for pet in found] == found.ids
    assert [pet.id for pet in found("dog")] == ["rex", "ada"] and "rex" in found and "bob" not in found
    assert read == ["read"]
    with pytest.raises(ValueError, match="kind is 'fish', which is not one of: dog, cat"):
        found("fish")
    for name in ("bob", None, ["rex"]):
        with pytest.raises(ValueError, match=r"pet is .*, which is not one of: rex, tom, ada\."):
            found[name]


def test_rows_become_what_their_fields_say() -> None:
    rows = in_data("dbt/skills.csv")
    assert [skill.id for skill in skills] == [row["id"] for row in rows]
    assert [";".join(skill.steps) for skill in skills] == [row["steps"] for row in rows]
    assert [entry.id for entry in levels] == [row["id"] for row in in_data("care/levels.csv")]
    assert level("iop") is levels["iop"]


def test_loading_the_rooms_reads_no_collection() -> None:
    code = (
        "import sys; sys.addaudithook(lambda e, a: e == 'open' and '/data/' in str(a[0]) and print(a[0]))"
        "; from iopedu import course, care, cbt, dbt, evidence, progress, teaching, show, forms"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    # Records are declared with the names of what can be chosen; the worksheet's label stands on every screen.
    names = {"options", "levels", "aspects", "letters", "goals", "considerations", "firmness"}
    names |= {"fact_questions", "fact_ways", "fact_rules"}
    assert {Path(line).name for line in done.stdout.splitlines()} <= {"placement.json", *(f"{n}.csv" for n in names)}
