"""The data package: every file described, licensed, valid, and without words that harm."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from pathlib import Path

import pytest

from iopedu.course.sources import sources

DATA = Path(__file__).parent.parent / "data"
PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
TABLES = [resource for resource in PACKAGE["resources"] if resource["format"] == "csv"]


def test_every_file_is_described_with_its_license_and_origin() -> None:
    described = {resource["path"] for resource in PACKAGE["resources"]} | {"datapackage.json", "LICENSE"}
    assert described == {file.relative_to(DATA).as_posix() for file in DATA.rglob("*") if file.is_file()}
    for resource in PACKAGE["resources"]:
        assert resource["licenses"] and resource["sources"], resource["name"]


def test_json_is_written_as_any_writer_writes_it() -> None:
    for file in sorted(DATA.rglob("*.json")):
        text = file.read_text(encoding="utf-8")
        command = f"python -m json.tool --indent 1 --no-ensure-ascii {file} {file}"
        if text != json.dumps(json.loads(text), indent=1, ensure_ascii=False) + "\n":
            pytest.fail(f"Another layout would hide what changed in {file.name}. Run: {command}")


@pytest.mark.filterwarnings("ignore")
def test_the_package_is_valid_as_frictionless_sees_it() -> None:
    from frictionless import validate

    report = validate(str(DATA / "datapackage.json"))
    problems = [f"data/{task.place}: {error.message}" for task in report.tasks for error in task.errors]
    assert report.valid, problems[:10] or report.errors


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table["name"])
def test_every_column_is_in_the_dictionary(table: dict) -> None:
    with (DATA / table["path"]).open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    fields = table["schema"]["fields"]
    assert header == [field["name"] for field in fields]
    assert all(len(field["description"]) >= 4 for field in fields)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table["name"])
def test_every_source_is_in_the_list_of_references(table: dict) -> None:
    with (DATA / table["path"]).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for column, cell in row.items():
                if column.endswith(("source", "sources")):
                    missing = set(filter(None, cell.split(";"))) - set(sources())
                    assert not missing, f"data/references.bib: add these sources of data/{table['path']}"


def test_every_source_is_used_somewhere() -> None:
    texts = "\n".join(file.read_text(encoding="utf-8") for file in DATA.rglob("*") if file.suffix in {".csv", ".json"})
    unused = sources().keys() - set(re.findall(r"\w+", texts)) - {"findahelpline"}  # the care note itself names that
    assert not unused, "data/references.bib: name these sources where they are used, or take them out"


def test_a_title_that_was_not_seen_in_print_is_said_to_be_so() -> None:
    notes = re.findall(r"note = \{(.*)\}", (DATA / "references.bib").read_text(encoding="utf-8"))
    ours = [note for note in notes if re.search(r"\btitle\b", note)]
    # These may shrink. Look for the printed title before you add to them.
    spelled = [note for note in ours if re.search(r"title (?:as its|taken from the page) address", note)]
    searched = [note for note in ours if "printed title was not found, searched " in note]
    assert len(spelled) <= 28 and len(searched) <= 18, (len(spelled), len(searched))
    others = set(ours) - set(spelled) - set(searched)
    assert all(re.search("second-hand|title as a copy", note) for note in others), others
    for note in searched:
        assert date.fromisoformat(note.split("was not found, searched ")[1][:10]) <= date.today(), note


def test_no_protected_instrument_is_copied() -> None:
    texts = "\n".join(file.read_text(encoding="utf-8") for file in DATA.rglob("*.csv"))
    assert not re.search(r"(?i)composite score|score of \d+.*LOCUS|dimension [1-6]\b", texts)


@pytest.mark.parametrize("word", ["overdose", "hang", "gun", "firearm", "pills", "cutting", "jump", "razor", "rope"])
def test_no_text_names_a_method_of_self_harm(word: str, root: Path) -> None:
    for folder in ("data", "notebooks", "iopedu"):
        for file in (root / folder).rglob("*"):
            # What reads for danger has to know its words; nobody is shown these lists.
            listens = file.name.startswith("danger_")
            if file.suffix in {".csv", ".json", ".ipynb", ".md", ".py", ".bib"} and not listens:
                assert not re.search(rf"(?i)\b{word}\b", file.read_text(encoding="utf-8")), file
