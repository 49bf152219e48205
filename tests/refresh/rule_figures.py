"""Count how often the rules over words are right: ``uv run python -m tests.refresh rule-figures``.

The counts stand below the rules in the notebooks. Sentences: ``tests/samples/rules_unseen``.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from tests.rule_figures import FORMS, HANDS, measure

PATH = Path(__file__).parents[2] / "data" / "rule_figures.csv"


def table() -> str:
    """Return the counts as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["form", "hand", "sentences", "weak", "asked", "right"])
    for form in FORMS:
        for hand in HANDS:
            found = measure(form, hand)
            if found.sentences:
                counts = (found.sentences, found.weak, found.asked.total(), found.right.total())
                writer.writerow([form, hand, *counts])
    return out.getvalue()


def main(_options: list[str]) -> None:
    """Write the counts."""
    PATH.write_text(table(), encoding="utf-8")
