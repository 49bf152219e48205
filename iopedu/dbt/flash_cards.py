"""Flash cards on the skills of the four modules; each option says why it fits or not."""

from __future__ import annotations

from functools import cache
from typing import Any

from iopedu.course.deck import Deck, Item, read_deck, read_question, unsure
from iopedu.course.files import read_json
from iopedu.course.language import _
from iopedu.course.quiz import Option, Question
from iopedu.dbt.skills import Skill, skill, skills


@cache
def skill_cards() -> Deck:
    """Return the cards, the three kinds mixed evenly.

    Examples
    --------
    >>> skill_cards()
    Flash cards on the DBT skills: 58 items
    """
    return read_deck("skill_cards", map(_read, read_json("dbt/cards.json")["cards"]))


def _read(entry: dict[str, Any]) -> Item:
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
    options = sorted((Option(found.name, found is one, found.purpose) for found in skills()), key=_name)
    return Item("recall", Question(f"recall_{one.id}", ask, (*options, unsure("skill_cards", "purpose"))))


def _name(option: Option) -> str:
    return option.text.casefold()
