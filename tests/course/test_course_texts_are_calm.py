"""No answer that the course itself calls good opens the reader of danger, but where people are in fact brought in."""

from __future__ import annotations

import csv
import dataclasses
import inspect
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ipywidgets as widgets
import nbformat
import pytest

from iopedu import care, cbt, course, dbt, evidence, progress
from iopedu.course.fields import Ask
from iopedu.course.people_first import concerns
from iopedu.course.workbook import Workbook
from tests.found import NOTEBOOKS, _all_calls, _made
from tests.tools import tree

ROOT = Path(__file__).parents[2]
#: Columns and keys of ``data/`` that hold what a learner may take over or should find.
MODELS = {"example", "strong", "hint", "points", "instead", "plan_answer"}


def _listed(name: str) -> tuple[str, ...]:
    with (ROOT / "tests/samples" / name).open(encoding="utf-8", newline="") as file:
        return tuple(row["text"] for row in csv.DictReader(file))


#: Texts that should call for people; the file says why.
RIGHT = _listed("rightly_concerned.csv")


def _good(found: Any) -> Iterator[str]:
    """Yield the free texts, right options and points in anything that the course is made of."""
    if isinstance(found, Mapping):
        for each in found.values():
            yield from _good(each)
    elif isinstance(found, tuple | list):
        for each in found:
            yield from _good(each)
    elif dataclasses.is_dataclass(found) and not isinstance(found, type):
        if hasattr(found, "texts") and not isinstance(found, Ask):
            yield from (text for _place, text in found.texts())
        if getattr(found, "right", None) is True or getattr(found, "verdict", None) in ("defensible", "condition"):
            yield found.text
        yield from getattr(found, "points", ())
        for field in dataclasses.fields(found):
            yield from _good(getattr(found, field.name))


def _in_data() -> Iterator[tuple[str, str]]:
    for file in (one["path"] for one in json.loads((ROOT / "data/datapackage.json").read_text())["resources"]):
        path = ROOT / "data" / file
        if path.suffix == ".csv" and "danger" not in path.name:
            with path.open(encoding="utf-8", newline="") as rows:
                found = [row[name] for row in csv.DictReader(rows) for name in MODELS & row.keys()]
        elif path.suffix == ".json" and "danger" not in path.name:
            found = _keyed(json.loads(path.read_text(encoding="utf-8")))
        else:
            continue
        yield from ((text, file) for text in found if text)


def _keyed(found: Any) -> Iterator[str]:
    for name, each in found.items() if isinstance(found, dict) else ((None, one) for one in found):
        if name in MODELS:
            yield from [each] if isinstance(each, str) else (one for one in each if isinstance(one, str))
        elif isinstance(each, dict | list):
            yield from _keyed(each)


@cache
def course_texts() -> dict[str, str]:
    """Return every example, model, placeholder and right answer of the course, and where it stands."""
    found = dict(_in_data())
    for room in (care, cbt, course, dbt, evidence, progress):
        for name in (name for name in vars(room) if name.startswith("example") or name.endswith("to_read")):
            made = getattr(room, name)
            if not any(each.default is each.empty for each in inspect.signature(made).parameters.values()):
                found |= dict.fromkeys(_good(made()), f"{room.__name__}.{name}")
    with TemporaryDirectory() as folder:
        for number, before, name in _all_calls():
            form = _made(before, name, Workbook(number, folder))
            found |= dict.fromkeys(_good([form.record, *map(_known, vars(form).values())]), name)
            boxes = (box for box in tree(form) if isinstance(box, widgets.Text | widgets.Textarea))
            found |= {box.placeholder: name for box in boxes if box.placeholder}
    widgets.Widget.close_all()
    return {text: place for text, place in found.items() if isinstance(text, str) and text.strip()}


def _known(value: Any) -> Any:
    """A form's deck, task or case; not its controls."""
    return value if dataclasses.is_dataclass(value) else None


def test_the_course_is_read() -> None:
    places = " ".join(course_texts().values())
    assert len(course_texts()) > 800
    for place in ("example_records", "example_chain", "forms.Practice", "forms.Questions", "forms.Explain",
                  "forms.CaseConference", "group/factors.csv"):  # fmt: skip
        assert place in places, place


def test_a_model_answer_is_read_as_calm_but_where_people_are_brought_in() -> None:
    others = course_texts().keys() - {*RIGHT}
    loud = {text: (course_texts()[text], concerns(text)) for text in others}
    loud = {text: (place, found) for text, (place, found) in loud.items() if found}
    told = [f"{place}: {text!r}: {found}" for text, (place, found) in loud.items()]
    told.append("Say it in another way, or teach the reader: put it into tests/samples/people_first/called.csv")
    told.append("(danger 0) and run: uv run --extra test python -m tests.refresh people-first")
    assert not loud, "\n".join(told)


#: Where a folded answer says itself that a physician comes first.
BROUGHT_IN = ("talks to a physician before stopping all at once",)


@cache
def folded_answers() -> dict[str, str]:
    """Return what the answers folded in the notebooks offer, each paragraph, part and quotation, and where."""
    found: dict[str, str] = {}
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        cells = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown"]
        for folds in (re.findall(r"(?s)<details><summary>([^<]*)</summary>(.*?)</details>", text) for text in cells):
            for told in (
                text for name, text in folds if re.search(r"\banswers?\b|possible", name.split("(")[0].lower())
            ):
                parts = re.findall(r"\*[^*]+?:\*\s*([^*]+?)(?=\*[A-Z]|\n\n|$)", told)
                said = [*told.split("\n\n"), *parts, *re.findall(r"“([^”]+)”", told)]
                found |= {text.strip(): path.name for text in said if text.strip()}
    return found


def test_the_folded_answers_are_found() -> None:
    assert {place[:2] for place in folded_answers().values()} >= {"02", "03", "04", "05", "06", "07", "08", "09", "12"}
    assert "take the bottle like everybody else." in folded_answers() and len(folded_answers()) >= 100


@pytest.mark.parametrize("written", ["’", "'"])
def test_an_answer_folded_in_a_notebook_is_read_as_calm(written: str) -> None:
    texts = {text.replace("’", "'").replace("'", written): place for text, place in folded_answers().items()}
    loud = [(place, text, concerns(text)) for text, place in texts.items() if concerns(text)]
    loud = [each for each in loud if not any(words in each[1] for words in BROUGHT_IN)]
    assert not loud, loud


@pytest.mark.parametrize("text", RIGHT)
def test_what_should_call_for_people_does_and_stands_in_the_course(text: str) -> None:
    assert text in course_texts(), "it is no longer in the course: take it off tests/samples/rightly_concerned.csv"
    assert concerns(text)
