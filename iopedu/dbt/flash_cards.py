"""Flash cards on the skills of the four modules; each option says why it fits or not."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from iopedu.course.deck import NOT_SURE, Deck, Item, mixed
from iopedu.course.files import options, read_json
from iopedu.course.language import _
from iopedu.course.quiz import Option, Question
from iopedu.dbt.skills import Skill, skill, skills

KINDS: Mapping[str, str] = options("flash_cards.kinds")

_ASK = {
    "which": _("Which skill is this? {moment}"),
    "purpose": "{moment}",
    "fits": _("Which skill fits this made-up moment? {moment}"),
}

_HINTS = options("flash_cards.hints")


@cache
def skill_cards() -> Deck:
    """Return the cards, the three kinds mixed evenly.

    Examples
    --------
    >>> skill_cards()
    Flash cards on the DBT skills: 58 items
    """
    return Deck(
        "skill_cards",
        _("Flash cards on the DBT skills"),
        _("Name skills, say what they are for, and find the one that fits a made-up moment."),
        KINDS,
        mixed(map(_read, read_json("dbt/cards.json")["cards"])),
        enough=12,
    )


def _read(entry: dict[str, Any]) -> Item:
    kind = entry["kind"]
    options = [
        Option(skill(o["skill"]).name if "skill" in o else o["text"], o["right"], o["why"]) for o in entry["options"]
    ]
    question = Question(
        entry["id"], _ASK[kind].format(moment=entry["text"]), (*options, Option(NOT_SURE, False, _HINTS[kind]))
    )
    return Item(kind, question)


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
    return Deck(
        "recall_skills",
        _("Name the skill from memory"),
        _("Name the skill by what it is for, out of all that the course has."),
        {"recall": _("Which of all skills?")},
        tuple(_recall(found) for found in skills() if found.module in _MODULES[number]),
        enough=8,
    )


def _recall(one: Skill) -> Item:
    # The first sentence says what a skill is for; a later one may name it.
    ask = _("Which skill is used for this? {purpose}", purpose=one.purpose.split(". ")[0].removesuffix(".") + ".")
    options = sorted((Option(found.name, found is one, found.purpose) for found in skills()), key=_name)
    return Item("recall", Question(f"recall_{one.id}", ask, (*options, Option(NOT_SURE, False, _HINTS["purpose"]))))


def _name(option: Option) -> str:
    return option.text.casefold()
