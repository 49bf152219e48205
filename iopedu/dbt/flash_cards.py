"""Flash cards on the skills of the four modules; each option says why it fits or not."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from iopedu.course.deck import NOT_SURE, Deck, Item, mixed
from iopedu.course.files import read_json
from iopedu.course.language import _
from iopedu.course.quiz import Option, Question
from iopedu.dbt.skills import skill

KINDS: Mapping[str, str] = {
    "which": _("Which skill is it?"),
    "purpose": _("What is it for?"),
    "fits": _("Which skill fits?"),
}

_ASK = {
    "which": _("Which skill is this? {moment}"),
    "purpose": "{moment}",
    "fits": _("Which skill fits this made-up moment? {moment}"),
}

_HINTS = {
    "which": _("An honest answer. Ask: what does the person do first, and with what: attention, body, words or facts?"),
    "purpose": _("An honest answer. Say the name aloud, and then finish the sentence: one uses it in order to…"),
    "fits": _("An honest answer. Ask: can it be solved now, is there an urge, does the feeling fit, is it a talk?"),
}


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
