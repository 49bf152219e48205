"""Find and read the files that come with the course."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any


@cache
def shipped(name: str) -> Traversable:
    """Return a folder or file of the course that is not a part of the package.

    An installed wheel carries them inside the package; a clone has them beside it. A data file is
    always read this way, never by a path relative to a notebook, so that it also works where the
    notebook's folder cannot be read (in the browser, for example).

    Parameters
    ----------
    name : {"data", "notebooks", "CHANGELOG.md"}
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


def read_rows(name: str, lists: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Return the rows of one CSV file of ``data/``, each as a dictionary of texts.

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
    rows = csv.DictReader(io.StringIO(read_text(name), newline=""))
    return [row | {column: tuple(filter(None, row[column].split(";"))) for column in lists} for row in rows]


def read_json(name: str) -> Any:
    """Return the contents of one JSON file of ``data/``."""
    return json.loads(read_text(name))
