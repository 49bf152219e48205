"""A deck to practice on: the stronger of two sentences for a letter, and whether an emotion fits the facts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from iopedu.course.deck import Deck, Item, read_deck, read_question, unsure
from iopedu.course.entries import Entries
from iopedu.course.files import read_json
from iopedu.course.language import _
from iopedu.course.quiz import Option, Question
from iopedu.dbt.dear_man import LETTERS


@dataclass(frozen=True)
class SentencePair:
    """Two sentences for one letter of DEAR MAN.

    Parameters
    ----------
    id, letter, scene : str
        ``letter`` is a key of `LETTERS`; ``scene`` says who speaks to whom.
    weak, strong : str
    rule : str
        Id of the rule that asks about the weak one; nothing where none does, and the learner judges.
    why_weak, why_strong : str
    """

    id: str
    letter: str
    scene: str
    weak: str
    strong: str
    rule: str
    why_weak: str
    why_strong: str


#: The pairs of a weak and a strong sentence, letter by letter.
sentence_pairs = Entries.of("pair", SentencePair, "dbt/dear_man_pairs.csv")


@cache
def weak_strong() -> Deck:
    """Return the items to practice with sentences and facts, the two kinds mixed evenly.

    Examples
    --------
    >>> weak_strong()
    Practice with sentences and facts: 55 items
    """
    pairs = [_pair_item(at, pair) for at, pair in enumerate(sentence_pairs())]
    fits = read_json("dbt/emotion_fit.json")["items"]
    asked = (Item("fit", read_question("weak_strong", {"kind": "fit", **entry})) for entry in fits)
    return read_deck("weak_strong", [*_in_turn(pairs), *asked])


def _pair_item(at: int, pair: SentencePair) -> Item:
    weak, strong = Option(pair.weak, False, pair.why_weak), Option(pair.strong, True, pair.why_strong)
    both = (weak, strong) if at % 2 else (strong, weak)
    asked = {"letter": LETTERS[pair.letter].name, "scene": pair.scene}
    ask = _("Which sentence is stronger for {letter}? {scene}:", **asked)
    return Item("letter", Question(pair.id, ask, (*both, unsure("weak_strong", "letter"))))


def _in_turn(items: list[Item]) -> list[Item]:
    """Return the items so that the letters take turns."""
    return sorted(items, key=lambda item: int(item.id.rsplit("_", 1)[1]))
