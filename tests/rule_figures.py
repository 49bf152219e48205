"""How often the rules over words are right, on sentences by which no rule was changed: what is asked first counts.

``tests/samples/rules_unseen/``: ``fresh.csv`` is by somebody who had never seen the rules, without the nine that stand
in another file, too; ``others.csv`` rewords what unrelated authors wrote in public guides and exercises. The author of
the rules wrote ``tune.csv`` and ``judge.csv``, so that these only keep the rules from getting worse. About a sentence
of ``fresh.csv`` a question is right when the sentence is weak: who wrote it could not name a rule, and said in free
words what is weak about it.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from iopedu.care.group import AGREEMENT_RULES
from iopedu.cbt.exposure import LADDER_RULES, NEVER_RULES, PREDICTION_RULES, Hierarchy, Step
from iopedu.cbt.record import HINT_RULES
from iopedu.dbt.crisis_kit import IDEA_RULES
from iopedu.dbt.dear_man import WORD_RULES

SAMPLES = Path(__file__).parent / "samples" / "rules_unseen"
HANDS = ("fresh", "others")
OWN = ("tune", "judge")


def _ladder(_part: str, text: str) -> list[Any]:
    ladder = Hierarchy("Back", (Step(text, "They will turn away", 50, "", 20, "Twice"),))
    return [*NEVER_RULES.asked(text), *(one for one in LADDER_RULES.asked(ladder) if one.rule.id in IN_A_STEP)]


#: The rules over words in the sets whose other rules read the whole record.
IN_A_STEP = ("no_action", "near_substance", "of_violence", "near_danger")

#: By form: what its rules ask about a text of one part.
FORMS: dict[str, Callable[[str, str], list[Any]]] = {
    "dear_man": lambda part, text: list(WORD_RULES.asked(text, part)),
    "thought_record": lambda part, text: list(HINT_RULES.asked(text, part)),
    "agreements": lambda _part, text: list(AGREEMENT_RULES.asked(text, "any")),
    "crisis_kit": lambda _part, text: list(IDEA_RULES.asked(text)),
    "ladder": _ladder,
    "experiment": lambda _part, text: list(PREDICTION_RULES.asked(text, "prediction")),
}


@dataclass
class Figures:
    """What the rules of a form did with the sentences of some hands."""

    sentences: int = 0
    weak: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)


def read(hand: str) -> list[dict[str, str]]:
    """Return the sentences of one hand: form, part, text, whether it is weak, and which rules would be right."""
    with (SAMPLES / f"{hand}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def measure(form: str, *hands: str) -> Figures:
    """Return what the first question about each sentence was worth."""
    found = Figures()
    for by, row in ((hand, row) for hand in hands for row in read(hand) if row["form"] == form):
        found.sentences += 1
        found.weak += row["weak"] == "1"
        for one in FORMS[form](row["part"], row["text"])[:1]:
            found.asked[one.rule.id] += 1
            found.right[one.rule.id] += one.rule.id in row["about"].split() or (by == "fresh" and row["weak"] == "1")
    return found
