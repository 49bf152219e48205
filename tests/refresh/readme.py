"""Write the README's counts: ``uv run python -m tests.refresh readme``."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

from iopedu import care, course, dbt
from iopedu.care.vignettes import vignettes
from iopedu.teaching.decks import decks

README = Path(__file__).parents[2] / "README.md"
COUNTS = re.compile(r"(?<=^In the course now: ).*?(?=\.$)", re.MULTILINE | re.DOTALL)


def counts() -> str:
    """Return the sentence of the README that counts what is in the course."""
    asked = [quiz for entry in course.notebooks() for quiz in course.questions(entry.number).values()]
    read = {*care.sources(), *(key for fact in course.facts().values() for key in fact.sources)}
    items = sum(len(deck.items) for deck in decks().values())
    return ", ".join(
        (
            f"{len(course.notebooks())} notebooks",
            f"{len(care.levels())} levels of care",
            f"{len(dbt.skills())} DBT skills",
            f"{len(vignettes())} fictional people to place",
            f"{len(course.facts())} facts from {len(read)} sources",
            f"{sum(len(quiz.questions) for quiz in asked)} questions and {items} practice items with feedback for "
            "every option",
            f"{len(course.glossary())} words explained",
            f"crisis lines for {len(course.countries())} countries",
        )
    )


def main(_options: list[str]) -> None:
    """Write the counts in lines of the README's length."""
    text = README.read_text(encoding="utf-8")
    lead = "In the course now: "
    lines = textwrap.fill(lead + counts(), 115)
    README.write_text(COUNTS.sub(lines.removeprefix(lead), text), encoding="utf-8", newline="\n")
    print(f"wrote {README.name}: {counts()}")
