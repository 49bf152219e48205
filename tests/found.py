"""What the course holds, found in its own code, so that nothing new can be left out of a test by being forgotten."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Container, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

import nbformat

from iopedu import care, cbt, course, dbt, forms, progress, show
from iopedu.course.workbook import Workbook

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
#: Every form that the package offers, by name.
FORMS = {
    name: kind
    for name in forms.__all__
    if isinstance(kind := getattr(forms, name), type) and issubclass(kind, forms.Form) and kind is not forms.Form
}


@cache
def _calls() -> tuple[tuple[str, str, str], ...]:
    """Return number of the notebook, what a cell does before, and the call, for each form made unlike those before."""
    kinds: dict[tuple[str, ...], tuple[str, str, str]] = {}
    for found in _all_calls():
        kinds.setdefault(_kind(found[2]), found)
    return tuple(kinds.values())


def _all_calls(room: str = "forms", names: Container[str] = FORMS) -> Iterator[tuple[str, str, str]]:
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        shared: list[str] = []  # what is worked out once may be shown by a later cell
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type != "code" or f"{room}." not in cell.source:
                continue
            module = ast.parse(cell.source)
            assigned = [ast.unparse(node) for node in module.body if isinstance(node, ast.Assign)]
            before = "\n".join(line for line in [*shared, *assigned] if not line.startswith("work ="))
            shared += [line for line in assigned if "forms." not in line and room != "forms"]
            for node in ast.walk(module):
                if isinstance(node, ast.Call) and ast.unparse(node.func).removeprefix(f"{room}.") in names:
                    yield path.name[:2], before, ast.unparse(node)


def _kind(call: str) -> tuple[str, ...]:
    """Return what makes a call differ from others: the form, and how it is made; not which question it asks."""
    node = ast.parse(call, mode="eval").body
    words = [word.arg for word in node.keywords if word.arg not in ("part", "record")]
    examples = [word.arg for word in node.keywords if word.arg == "record"][:1]
    decks = [ast.unparse(part) for part in node.args if isinstance(part, ast.Call) and "Practice" in call]
    return (ast.unparse(node.func), *(type(part).__name__ for part in node.args), *decks, *words, *examples)


def course_forms(folder: Path) -> dict[str, Callable[[], forms.Form]]:
    """Return how each form of the notebooks is made, by its notebook and its call; of forms made alike, the first.

    Parameters
    ----------
    folder : pathlib.Path
        Where they keep answers.
    """
    works = {entry.number: Workbook(entry.number, folder) for entry in course.notebooks()}
    return {f"{number} {call}": partial(_made, before, call, works[number]) for number, before, call in _calls()}


def _made(before: str, call: str, work: Workbook | None = None) -> Any:
    """Return what a call of a notebook makes."""
    rooms = {room.__name__.split(".")[-1]: room for room in (care, cbt, course, dbt, forms, progress, show)}
    names = {**rooms, "work": work}
    exec(before, names)
    return eval(call, names)


#: The same by name, without making one.
NAMES = tuple(course_forms(Path()))
#: Those in which a learner's answers are kept: not worked examples, and not the pages that list what is kept.
KEPT = tuple(
    name
    for name in NAMES
    if re.search(r"\(work\)|, work[,)]|keep=work", name) and "record=" not in name and "forms.Your" not in name
)


def only(kind: type[forms.Form], folder: Path) -> forms.Form:
    """Return the first form of a kind in which answers are kept."""
    made = course_forms(folder)
    return next(made[name]() for name in KEPT if f" forms.{kind.__name__}(" in name)


#: Everything that the package offers to be looked at: tables, figures, pictures.
SHOWN = frozenset(
    name
    for name in show.__all__
    if name.islower()
    and not str(getattr(show, name).__annotations__.get("return")).startswith("tuple")  # these name sources
)


@cache
def course_shown() -> dict[str, Callable[[], Any]]:
    """Return how each table and figure of the notebooks is made, by its notebook and its call."""
    calls = _all_calls("show", SHOWN)
    return {f"{number} {call}": partial(_made, before, call) for number, before, call in calls if "work" not in call}
