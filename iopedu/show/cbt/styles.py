"""Thinking styles in tables."""

from __future__ import annotations

from iopedu.cbt.styles import styles
from iopedu.course.language import _n
from iopedu.show.table import Line, Table
from iopedu.show.words import table_of


def thinking_styles() -> Table:
    """Return the thinking styles, each with an example, a near miss and a question to ask."""
    rows = [
        (entry.name, [entry.definition, f"“{entry.example}”", f"“{entry.non_example}”", entry.question_to_ask])
        for entry in styles()
    ]
    note = _n(
        "{n} style. The names are old and shared; the words here are ours.",
        "{n} styles. The names are old and shared; the words here are ours.",
        len(styles()),
    )
    return table_of("thinking_styles", rows, after=note)


def style_origins() -> Table:
    """Return other names of each style, and on whose list it stands."""
    rows = [
        (entry.name, [", ".join(entry.synonyms), (Line(entry.origin, sources=entry.sources),)]) for entry in styles()
    ]
    return table_of("style_origins", rows)
