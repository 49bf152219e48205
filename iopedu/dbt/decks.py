"""Decks to practice on: flash cards on the skills; the stronger of two sentences, and whether an emotion fits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from iopedu.course.deck import Deck, Item, read_deck, read_question, unsure
from iopedu.course.entries import Entries
from iopedu.course.files import read_json
from iopedu.course.language import _
from iopedu.course.quiz import Option, Question
from iopedu.dbt.dear_man import LETTERS
from iopedu.dbt.skills import Skill, skill, skills


@cache
def skill_cards() -> Deck:
    """Return the cards, the three kinds mixed evenly.

    Examples
    --------
    >>> len(skill_cards().items)
    58
    """
    return read_deck("skill_cards", map(_card, read_json("dbt/cards.json")["cards"]))


def _card(entry: dict[str, Any]) -> Item:
    return Item(entry["kind"], read_question("skill_cards", entry, _says))


def _says(option: dict[str, Any]) -> str:
    return skill(option["skill"]).name if "skill" in option else option["text"]


#: Whose skills are taught in which notebook.
_MODULES = {"07": ("mindfulness", "distress_tolerance"), "08": ("emotion_regulation", "interpersonal")}


@cache
def recall_skills(number: str) -> Deck:
    """Return the skills of a notebook to be named from memory, by what they are for: among all of the course.

    Examples
    --------
    >>> [len(recall_skills(number).items) for number in ("07", "08")], len(skills())
    ([19, 18], 37)
    """
    return read_deck("recall_skills", (_recall(found) for found in skills() if found.module in _MODULES[number]))


def _recall(one: Skill) -> Item:
    # The first sentence says what a skill is for; a later one may name it.
    ask = _("Which skill is used for this? {purpose}", purpose=one.purpose.split(". ")[0].removesuffix(".") + ".")
    options = (Option(found.name, found is one, found.purpose) for found in skills())
    options = sorted(options, key=lambda option: option.text.casefold())
    return Item("recall", Question(f"recall_{one.id}", ask, (*options, unsure("skill_cards", "purpose"))))


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
    >>> len(weak_strong().items)
    55
    """
    pairs = (_pair_item(at, pair) for at, pair in enumerate(sentence_pairs()))
    pairs = sorted(pairs, key=lambda item: int(item.id.rsplit("_", 1)[1]))  # so that the letters take turns
    fits = read_json("dbt/emotion_fit.json")["items"]
    asked = (Item("fit", read_question("weak_strong", {"kind": "fit", **entry})) for entry in fits)
    return read_deck("weak_strong", [*pairs, *asked])


def _pair_item(at: int, pair: SentencePair) -> Item:
    weak, strong = Option(pair.weak, False, pair.why_weak), Option(pair.strong, True, pair.why_strong)
    both = (weak, strong) if at % 2 else (strong, weak)
    asked = {"letter": LETTERS[pair.letter].name, "scene": pair.scene}
    ask = _("Which sentence is stronger for {letter}? {scene}:", **asked)
    return Item("letter", Question(pair.id, ask, (*both, unsure("weak_strong", "letter"))))
