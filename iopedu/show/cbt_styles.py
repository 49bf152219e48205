"""Thinking styles in tables."""

from __future__ import annotations

from iopedu.cbt.styles import styles
from iopedu.course.text import counted
from iopedu.show.table import Line, Table

__all__ = ["style_origins", "thinking_styles"]


def thinking_styles() -> Table:
    """Return the thinking styles, each with an example, a near miss and a question to ask."""
    columns = ["Style", "What it is", "Example", "Not this", "Ask yourself"]
    rows = [
        (entry.name, [entry.definition, f"“{entry.example}”", f"“{entry.non_example}”", entry.question_to_ask])
        for entry in styles()
    ]
    note = (
        f"{counted(len(styles()), 'style')}. They overlap: one thought may show two, and many thoughts show none. "
        "The names are old and shared; the words here are ours."
    )
    return Table("Thinking styles", columns, rows, note)


def style_origins() -> Table:
    """Return other names of each style, and on whose list it stands."""
    rows = [
        (entry.name, [", ".join(entry.synonyms), (Line(entry.origin, sources=entry.sources),)]) for entry in styles()
    ]
    return Table("Where the names come from", ["Style", "Also called", "Origin"], rows)
