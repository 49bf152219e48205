"""Ready to step down? Made-up people to decide about, with feedback for every option."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from iopedu.course.deck import NOT_SURE, Deck, Item, mixed
from iopedu.course.facts import fill
from iopedu.course.files import options, read_json
from iopedu.course.language import _
from iopedu.course.quiz import Option, Question

STEP_KINDS: Mapping[str, str] = options("step_down.step_kinds")

_HINTS = options("step_down.hints")


@cache
def step_down() -> Deck:
    """Return the people to decide about, the three kinds mixed evenly.

    Examples
    --------
    >>> step_down()
    Ready to step down?: 16 items
    """
    return Deck(
        "step_down",
        _("Ready to step down?"),
        _("Decide about made-up people: step down, stay or step up; lapse or relapse; what next."),
        STEP_KINDS,
        mixed(map(_read, read_json("progress/step_down.json"))),
        counted=("ready", "lapse"),
        enough=8,
    )


def _read(entry: dict[str, Any]) -> Item:
    kind = entry["kind"]
    options = [Option(fill(option["text"]), option["right"], fill(option["why"])) for option in entry["options"]]
    ask = fill(entry["ask"])
    return Item(kind, Question(entry["id"], ask, (*options, Option(NOT_SURE, False, _HINTS[kind]))))
