"""What holds for every table and figure of the course. The list comes from the notebooks."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from iopedu import show
from iopedu.show.svg import Picture
from tests.found import FORMS, SHOWN, course_shown
from tests.show.test_show import Structure


def returned(name: str) -> str:
    """Return what the function of a call says that it returns."""
    return str(getattr(show, name.split("show.")[1].split("(")[0]).__annotations__.get("return"))


every = pytest.mark.parametrize("name", sorted(course_shown()))
every_figure = pytest.mark.parametrize(
    "name",
    [name for name in sorted(course_shown()) if returned(name).startswith(("Chart", "Picture"))],
)


@cache  # drawing is what takes time here, and several tests look at the same
def seen(name: str) -> tuple[Any, str]:
    made = course_shown()[name]()
    return made, made._repr_html_()


def test_everything_that_can_be_shown_is_seen_by_somebody(root: Path) -> None:
    seen_in_notebooks = {name.split("show.")[1].split("(")[0] for name in course_shown()}
    package = "\n".join(file.read_text(encoding="utf-8") for file in (root / "iopedu").rglob("*.py"))
    calls = {name: len(re.findall(rf"(?<!def )\b{name}\(", package)) for name in SHOWN - seen_in_notebooks}
    left = sorted(name for name, times in calls.items() if not times)
    assert not left, f"{left} stand in no notebook, form or hand-out: put a cell into one, or delete them."


def test_no_module_hides_what_a_notebook_calls(root: Path) -> None:
    for room, names in (("show", SHOWN), ("forms", FORMS)):
        modules = {path.stem for path in (root / "iopedu" / room).iterdir()}
        assert not modules & set(names), f"iopedu/{room}: a module named like what it offers hides that."


@every
def test_it_reads_without_a_picture(name: str) -> None:
    made, html = seen(name)
    text = repr(made)
    assert len(text) > 40 and not re.search(r"<\w+|object at 0x", text), f"{name} does not say itself in words."
    pictures = re.findall(r"<svg\b[^>]*>", html)
    for picture in pictures:
        label = re.search(r'aria-label="([^"]{20,})"', picture)
        hidden = 'aria-hidden="true"' in picture
        assert hidden or ('role="img"' in picture and label), f"A picture of {name} has no name: {picture[:120]}"
    if pictures:
        assert "<table" in html or "<li" in html, f"{name} has a picture, and its numbers stand nowhere else."


@every
def test_every_table_can_be_read_aloud(name: str) -> None:
    _made, html = seen(name)
    tags = Structure(html).tags
    names = [tag for tag, _said in tags]
    assert names.count("caption") == names.count("table"), f"A table of {name} has no caption."
    headers = [said for tag, said in tags if tag == "th"]
    assert all(said.get("scope") in ("col", "row") for said in headers), f"A header of {name} has no scope."


@every_figure
def test_a_figure_says_what_it_shows(name: str) -> None:
    made, html = seen(name)
    assert isinstance(made, show.Chart | Picture)
    assert made.title.strip() and re.search(r"[.?!]$", made.says.strip()), f"The sentence of {name}: {made.says!r}"
    assert made.says.split("\n")[0] in unescape(html), f"{name} does not print its sentence."
    if isinstance(made, show.Chart):
        assert made.table.rows, f"{name} has no numbers"
        for axes in made.painting.figure().axes:
            assert axes.get_xlabel() or axes.get_ylabel(), f"No axis of {name} is named."
