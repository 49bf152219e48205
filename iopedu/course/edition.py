"""Which edition of the course this is, and what is new in it."""

from __future__ import annotations

import re

from iopedu import __date__, __version__
from iopedu.course.files import shipped


def news() -> tuple[str, ...]:
    """Return what is new in this edition, one sentence or two each.

    Examples
    --------
    >>> all(text.endswith(".") for text in news())
    True
    """
    text = shipped("CHANGELOG.md").read_text(encoding="utf-8")
    section = text.partition(f"\n## [{__version__}] - {__date__}\n")[2].partition("\n## ")[0]
    return tuple(" ".join(item.split()) for item in re.findall(r"^- (.+(?:\n  .+)*)", section, re.MULTILINE))
