"""Every number that is typed anywhere is read as it is meant, or refused in words: never taken for another number."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu import forms
from iopedu.course.fields import Number
from iopedu.course.numbers import TwoWaysError, read_number
from iopedu.forms.parts import STATIC, boxes_of
from tests.found import KEPT, course_forms
from tests.tools import said, tree

#: What is typed, and what it can mean; nothing where no single number is meant.
MEANT = {
    **{"2,5": {2.5}, "7,5": {7.5}, "0,4": {0.4}, "50.9": {50.9}, "1.000": set(), "1,000": set(), "½": set()},
    **{"1 000": {1000}, "1\u202f000": {1000}, "1.000,5": {1000.5}, "1e3": set(), "٣": {3}, "²": set(), "12 5": set()},
}
FORMS = Path(forms.__file__).parent
NUMBER_WIDGETS = {name for name in dir(widgets) if name.startswith(("Float", "Int", "BoundedFloat", "BoundedInt"))}


def numbers_in(found: Any) -> Iterator[float]:
    if isinstance(found, dict):
        found = list(found.values())
    if isinstance(found, list):
        for each in found:
            yield from numbers_in(each)
    elif type(found) in (int, float):
        yield found


def fill(form: forms.Form) -> None:
    """Choose and write something wherever that is taken, so that boxes beside it count."""
    for box in [box for box in tree(form) if isinstance(box, widgets.Dropdown) and box.value in ("", None)]:
        for choice in box._options_values[1:2]:
            box.value = choice
            if "iop-warn" in form.status.value:
                box.value = ""
    for _label, box in boxes_of(form):
        box.value = "Walk"
        if "'Walk'" in said(form):
            box.value = ""


@pytest.mark.parametrize("name", KEPT)
def test_a_typed_number_is_read_as_it_is_meant_or_refused(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = []

    def read(ask: Number, text: str, real: Any = Number.read) -> float | None:
        try:
            return real(ask, text)
        except ValueError as problem:
            refused.append((text, str(problem)))
            raise

    monkeypatch.setattr(Number, "read", read)
    form = course_forms(tmp_path)[name]()
    fill(form)
    for label, box in boxes_of(form):
        if box.value == "Walk":
            continue
        for typed, meant in MEANT.items():
            box.value = ""
            before = Counter(numbers_in(form.to_json()))
            refused.clear()
            form.say()
            box.value = typed
            new = set(Counter(numbers_in(form.to_json())) - before)
            assert new <= meant, f"{name}, {label}: {typed} gets taken for {new}. Read it with `course.fields.Number`."
            for text, problem in refused:
                assert text != typed or (repr(typed) in problem and " from " in problem and problem in said(form))
        box.value = ""


def test_forms_leave_reading_numbers_to_one_reader() -> None:
    found = []
    for path in sorted(FORMS.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = node.func if isinstance(node, ast.Call) else None
            called = name.id if isinstance(name, ast.Name) else name.attr if isinstance(name, ast.Attribute) else ""
            if called in NUMBER_WIDGETS or (called in ("float", "int") and not _is_chosen(node)):
                found.append(f"{path.relative_to(FORMS)}:{node.lineno} {ast.unparse(node)}")
    assert not found, f"Read a typed number with `iopedu.course.fields.Number`: {found}"


def _is_chosen(call: ast.Call) -> bool:
    """Whether it makes a number of what is no typed text: the page's own value, or a place in a list."""
    return ast.unparse(call) in {"int(self.value)", "int(place)"}


@given(st.integers(0, 10**9), st.sampled_from(["", " ", "\u00a0", "\u202f", "'", "’"]), st.integers(0, 9999))
def test_a_number_is_read_however_it_is_grouped(whole: int, mark: str, behind: int) -> None:
    grouped = f"{whole:,}".replace(",", mark)
    for point in ".,":
        typed = f"{grouped}{point}{behind:04d}"
        assert read_number(typed) == float(f"{whole}.{behind:04d}")
        assert read_number(f"−{typed}") == -float(f"{whole}.{behind:04d}")
    assert read_number(grouped) == whole
    if whole >= 1000:
        assert read_number(f"{whole:,}.5") == read_number(f"{whole:,}".replace(",", ".") + ",5") == whole + 0.5


@given(st.text())
def test_any_text_is_a_number_two_numbers_or_none(typed: str) -> None:
    try:
        found = read_number(typed)
    except TwoWaysError as both:
        assert float(both.large) == 1000 * float(both.small)
        assert [read_number(both.small), read_number(both.large)] == [float(both.small), float(both.large)]
    else:
        assert found is None or any(sign.isdecimal() for sign in typed)


#: What is typed into a box from 0 to 100, and what it means there; nothing where it is refused.
PERCENT = {"20%": 20, "20 %": 20, "60/100": 60, "60 / 100": None, "101%": None, "%": None, "/100": None, "5/10": None}


@pytest.mark.parametrize("typed", PERCENT)
def test_a_number_from_0_to_100_may_be_typed_as_a_percentage(typed: str) -> None:
    try:
        assert Number(label="Strength").read(typed) == PERCENT[typed]
    except ValueError as problem:
        assert PERCENT[typed] is None and repr(typed) in str(problem)
    for other in (Number(label="Dose", high=5000), Number(label="Walk", unit="minutes"), Number(label="Score", low=10)):
        with pytest.raises(ValueError, match=f"is '{typed}'"):
            other.read(typed)


@pytest.mark.skipif(not shutil.which("node"), reason="needs Node.js, which runs the page's code")
def test_a_rating_in_the_page_may_be_typed_as_a_percentage() -> None:
    rating = (STATIC / "rating.js").read_text(encoding="utf-8").partition("/** The sentence")[0]
    script = (STATIC / "elements.js").read_text(encoding="utf-8") + rating
    code = f"{script}\nconsole.log(JSON.stringify({json.dumps([*PERCENT])}.map((text) => parse(text) ?? null)))"
    node = subprocess.run([shutil.which("node"), "-e", code], capture_output=True, text=True, check=True)
    assert json.loads(node.stdout) == [*PERCENT.values()]


@pytest.mark.skipif(not shutil.which("node"), reason="needs Node.js, which runs the page's code")
def test_numbers_in_the_page_are_read_alike() -> None:
    script = (STATIC / "elements.js").read_text(encoding="utf-8")
    asked = json.dumps([*MEANT, "", "7", ".5", "-1", "100", "12.345", "0.125"])
    code = f"{script}\nconsole.log(JSON.stringify({asked}.map((text) => String(typedNumber(text)))))"
    node = subprocess.run([shutil.which("node"), "-e", code], capture_output=True, text=True, check=True)
    found = dict(zip(json.loads(asked), json.loads(node.stdout), strict=True))
    assert found.pop("") == "null" and (found.pop("7"), found.pop(".5"), found.pop("0.125")) == ("7", "0.5", "0.125")
    assert (found.pop("-1"), found.pop("12.345"), found.pop("100")) == ("undefined", "undefined", "100")
    for typed, value in found.items():
        assert value == "undefined" or float(value) in MEANT[typed], typed
