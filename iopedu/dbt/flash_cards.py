"""Flash cards on the skills of the four modules; each option says why it fits or not."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from iopedu.course.deck import NOT_SURE, Deck, Item, mixed
from iopedu.course.files import options, read_json
from iopedu.course.language import _
from iopedu.course.quiz import Option, Question
from iopedu.dbt.skills import skill

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
