"""Find and read the files that come with the course."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Container, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from iopedu.course.language import _, language

#: Where a copy without matplotlib finds the figures of the notebooks; `iopedu.site` writes it.
PAINTED = "painted.json"


@cache
def shipped(name: str) -> Traversable:
    """Return a folder or file of the course that is not a part of the package.

    An installed wheel carries them inside the package; a clone has them beside it. A data file is
    always read this way, never by a path relative to a notebook, so that it also works where the
    notebook's folder cannot be read (in the browser, for example).

    Parameters
    ----------
    name : {"data", "notebooks", "CHANGELOG.md", "painted.json"}
        Which one.

    Returns
    -------
    importlib.resources.abc.Traversable

    Examples
    --------
    >>> shipped("data").joinpath("references.bib").is_file()
    True
    """
    package = files("iopedu")
    inside = package / "_shipped"
    return (inside if inside.is_dir() else Path(str(package)).parent) / name


def read_text(name: str) -> str:
    """Return one file of ``data/`` as text; ``name`` is its path inside ``data/``."""
    return shipped("data").joinpath(*name.split("/")).read_text(encoding="utf-8")


@cache
def interface_words() -> dict[str, tuple[str, ...]]:
    """Return which columns and keys of which files of ``data/`` are words of the interface, and are translated.

    ``data/datapackage.json`` declares them: a column with ``"translated": true``, and for a JSON file the keys below
    which each text is one, as ``"translated": ["name", "questions"]``.
    """
    found = json.loads(read_text("datapackage.json"))["resources"]
    return {file["path"]: tuple(file.get("translated", ())) or _columns(file.get("schema", {})) for file in found}


def _columns(schema: dict[str, Any]) -> tuple[str, ...]:
    return tuple(field["name"] for field in schema.get("fields", ()) if field.get("translated"))


def said(found: Any, names: Container[str], say: Callable[[str], str], below: bool = False) -> Any:
    """Return rows or JSON values in which each text below one of these names is as ``say`` says it.

    Examples
    --------
    >>> said([{"id": "stop", "steps": ["freeze", "step back"]}], ["steps"], str.capitalize)
    [{'id': 'stop', 'steps': ['Freeze', 'Step back']}]
    """
    if isinstance(found, dict):
        return {name: said(value, names, say, below or name in names) for name, value in found.items()}
    if isinstance(found, list):
        return [said(value, names, say, below) for value in found]
    return say(found) if below and found and isinstance(found, str) else found


def _in_language(found: Any, name: str) -> Any:
    return found if language() == "en" else said(found, interface_words().get(name, ()), _)


def read_rows(name: str, lists: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Return the rows of one CSV file of ``data/``, each as a dictionary of texts; see `interface_words`.

    Parameters
    ----------
    name : str
        Path inside ``data/``.
    lists : sequence of str
        Columns whose cells hold several texts with ``;`` between them; each becomes a tuple, empty for an empty cell.

    Examples
    --------
    >>> [row["id"] for row in read_rows("care/levels.csv")][:2]
    ['inpatient', 'crisis']
    >>> read_rows("group/factors.csv", lists=("sources",))[0]["sources"]
    ('yalom',)
    """
    rows = _in_language(list(csv.DictReader(io.StringIO(read_text(name), newline=""))), name)
    return [row | {column: tuple(filter(None, row[column].split(";"))) for column in lists} for row in rows]


def read_json(name: str) -> Any:
    """Return the contents of one JSON file of ``data/``, its words of the interface in the chosen language."""
    return _in_language(json.loads(read_text(name)), name)


@cache
def options(name: str) -> dict[str, str]:
    """Return a list of ``data/options.csv``: what each thing is called, by its id.

    Examples
    --------
    >>> options("link.kinds")["urge"]
    'Urge'
    """
    return {row["id"]: row["name"] for row in read_rows("options.csv") if row["list"] == name}
