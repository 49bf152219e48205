"""What is of a person in a notebook, the sources of its cells, and how two editions differ in it."""

import hashlib
import json
import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any

from iopedu.course.language import _, _n
from iopedu.course.text import listed

_HEADING = re.compile(r"^#{1,2} +(.+?) *$", re.MULTILINE)


def cells(content: bytes) -> str | None:
    """Return the hashes of a notebook's sources, cell by cell, with a blank between.

    Outputs, counts, metadata, ids and the layout of the JSON are the work of programs. So is the empty cell that
    JupyterLab adds after the last one: cells without a text are passed over.

    Returns
    -------
    str or None
        Nothing where it cannot be read as a notebook.

    Examples
    --------
    >>> cells(b'{"cells": [{"cell_type": "code", "source": "1 + 1", "outputs": []}]}')
    '321d3f61a518'
    >>> cells(b"my notes") is None
    True
    """
    try:
        return " ".join(map(_hash, _filled(content)))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def difference(before: str, content: bytes) -> str:
    """Say how many cells are other in a notebook than in an earlier edition of it, and in which parts.

    Parameters
    ----------
    before : str
        `cells` of the earlier edition.
    content : bytes
        The notebook as it is now.
    """
    now = _filled(content)
    changed, where = 0, []
    for kind, start, end, first, last in SequenceMatcher(
        None, before.split(), list(map(_hash, now)), False
    ).get_opcodes():
        if kind != "equal":
            changed += max(end - start, last - first)
            where += range(first, max(last, first + 1))
    parts = _parts(now)
    named = dict.fromkeys(parts[min(at, len(parts) - 1)] for at in where if parts)
    return _n(
        "{n} of {many} cells has changed, in {parts}",
        "{n} of {many} cells have changed, in {parts}",
        changed,
        many=len(now),
        parts=listed((f"“{part}”" for part in named), _("and")),
    )


def _filled(content: bytes) -> list[dict[str, Any]]:
    return [cell for cell in json.loads(content)["cells"] if _source(cell).strip() or cell.get("attachments")]


def _source(cell: dict[str, Any]) -> str:
    return "\n".join("".join(cell["source"]).splitlines())


def _hash(cell: dict[str, Any]) -> str:
    held = [cell["cell_type"], _source(cell).rstrip(), cell.get("attachments") or {}]
    return hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()[:12]


def _parts(found: Iterable[dict[str, Any]]) -> list[str]:
    """Return for each cell the heading that it stands under."""
    parts = [""]
    for cell in found:
        heading = _HEADING.search(_source(cell)) if cell["cell_type"] == "markdown" else None
        parts.append(heading[1] if heading else parts[-1])
    return parts[1:]
