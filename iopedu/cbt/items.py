"""The items to practice on: fictional scenes, each option with its own explanation."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from iopedu.cbt.styles import style, style_name, styles
from iopedu.course.deck import NOT_SURE, Deck, Item, read_deck, read_question, unsure
from iopedu.course.files import options, read_json
from iopedu.course.language import _
from iopedu.course.practice import Practice
from iopedu.course.quiz import Option, Question

_ASK = options("practice.ask")


@cache
def thoughts() -> Deck:
    """Return the items to practice with thoughts, the four kinds mixed evenly.

    Examples
    --------
    >>> len(thoughts().items), thoughts().items[0].kind
    (75, 'sort')
    """
    return read_deck("practice", map(_read, read_json("cbt/practice.json")["items"]))


@cache
def example_thought() -> Deck:
    """Return the item of a worked example; it is not among those to practice.

    Examples
    --------
    >>> example_thought().items[0].id in thoughts()
    False
    """
    found = tuple(map(_read, read_json("cbt/practice.json")["worked"]))
    return replace(thoughts(), kinds={"name": thoughts().kinds["name"]}, items=found, counted=())


def example_practice() -> Practice:
    """Return the answers of a fictional trainee, for a worked example.

    Examples
    --------
    >>> example_practice().describe().splitlines()[0]
    'Practice: 46 of 75 items answered, 35 of them right on the most recent try.'
    """
    record, noon = Practice(thoughts()), datetime(2026, 1, 5, 12, tzinfo=UTC)
    for name, chosen in read_json("cbt/practice.json")["example"]["answers"]:
        record = record.answer(name, chosen, noon)
    return record


def _read(entry: dict[str, Any]) -> Item:
    shown = [one["style"] for one in entry["options"] if one["right"] and one.get("style", "none") != "none"]
    question = read_question("practice", entry, lambda one: style_name(one["style"]) if "style" in one else one["text"])
    if shown:
        values = {"question": style(shown[0]).question_to_ask}
        ask = _("That’s an honest answer. Try this question on the thought: {question}", **values)
        question = replace(question, options=(*question.options[:-1], Option(NOT_SURE, False, ask)))
    again = tuple(_ASK[entry["kind"]].format(text=text) for text in entry.get("again", ()))
    return Item(entry["kind"], question, again=again)


@cache
def recall_styles() -> Deck:
    """Return thoughts whose style is named from memory: among all of them, not among a few.

    Examples
    --------
    >>> len(recall_styles().items[0].question.options) - len(styles())
    2
    """
    return read_deck("recall_styles", map(_recall, read_json("cbt/recall.json")["items"]))


def _recall(entry: dict[str, Any]) -> Item:
    """Return an item with every style as an option: those named in ``right`` can be defended, the first one best."""
    best, keeps = entry["right"][0], _("The thought sticks to what is known, or says what is not known.")
    means = {"none": keeps, **{one.id: one.definition for one in styles()}} | {best: entry["why"]}
    options = [Option(style_name(name), name in entry["right"], why) for name, why in means.items()]
    question = Question(
        entry["id"],
        _ASK["name"].format(text=entry["text"]),
        (*sorted(options, key=lambda option: option.text), unsure("practice", "name")),
        one_of=True,
    )
    return Item("recall", question)
