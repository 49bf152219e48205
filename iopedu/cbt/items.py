"""The items to practice on: made-up scenes, each option with its own explanation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from iopedu.cbt.styles import style, style_name, styles
from iopedu.course.deck import NOT_SURE, Deck, Item, mixed
from iopedu.course.files import options, read_json
from iopedu.course.language import _
from iopedu.course.practice import Practice
from iopedu.course.quiz import Option, Question

KINDS: Mapping[str, str] = options("items.kinds")

_ASK = options("items.ask")

_HINTS = options("items.hints")


@dataclass(frozen=True, repr=False)
class ThoughtItem(Item):
    """A thought to sort, name, check or balance.

    Parameters
    ----------
    styles : tuple of str
        Thinking styles that it shows.
    """

    styles: tuple[str, ...] = ()


@cache
def thoughts() -> Deck:
    """Return the items to practice with thoughts, the four kinds mixed evenly.

    Examples
    --------
    >>> thoughts(), thoughts().items[0].kind
    (Practice with thoughts: 75 items, 'sort')
    """
    return Deck(
        "practice",
        _("Practice with thoughts"),
        _("Sort, name, check and balance made-up thoughts."),
        KINDS,
        mixed(map(_read, read_json("cbt/practice.json")["items"])),
        counted=("sort", "fact", "name"),
        category=_("styles"),
    )


@cache
def example_thought() -> Deck:
    """Return the item of a worked example; it is not among those to practice.

    Examples
    --------
    >>> example_thought().items[0].id in thoughts()
    False
    """
    found = tuple(map(_read, read_json("cbt/practice.json")["worked"]))
    return Deck("practice", thoughts().title, thoughts().ask, {"name": KINDS["name"]}, found)


def example_practice() -> Practice:
    """Return the answers of a made-up trainee, for a worked example.

    Examples
    --------
    >>> example_practice()
    Practice: 46 of 75 items answered, 35 of them right at the last try
    """
    record, noon = Practice(thoughts()), datetime(2026, 1, 5, 12, tzinfo=UTC)
    for name, chosen in read_json("cbt/practice.json")["example"]["answers"]:
        record = record.answer(name, chosen, noon)
    return record


def _read(entry: dict[str, Any]) -> ThoughtItem:
    kind, found = entry["kind"], entry["options"]
    shown = [entry["style"]] if "style" in entry else [o["style"] for o in found if "style" in o and o["right"]]
    shown = tuple(name for name in shown if name != "none")
    options = [Option(style_name(o["style"]) if "style" in o else o["text"], o["right"], o["why"]) for o in found]
    hint = _HINTS["none" if kind == "name" else kind]
    if kind == "name" and shown:
        hint = _(
            "An honest answer. Try this question on the thought: {question}",
            question=style(shown[0]).question_to_ask,
        )
    order = (*entry["order"], len(options)) if "order" in entry else ()
    options.append(Option(NOT_SURE, False, hint))
    question = Question(entry["id"], _ASK[kind].format(text=entry["text"]), tuple(options), order=order)
    again = tuple(_ASK[kind].format(text=text) for text in entry.get("again", ()))
    return ThoughtItem(kind, question, shown, again=again)


@cache
def recall_styles() -> Deck:
    """Return thoughts whose style is named from memory: among all of them, not among a few.

    Examples
    --------
    >>> len(recall_styles().items[0].question.options) - len(styles())
    2
    """
    return Deck(
        "recall_styles",
        _("Name the style from memory"),
        _("Name the style of made-up thoughts, out of all thirteen."),
        {"recall": _("Which of the thirteen?")},
        tuple(map(_recall, read_json("cbt/recall.json")["items"])),
        enough=8,
    )


def _recall(entry: dict[str, Any]) -> Item:
    """Return an item with every style as an option: those named in ``right`` can be defended, the first one best."""
    best, keeps = entry["right"][0], _("It keeps to what is known, or says what it does not know.")
    means = {"none": keeps, **{one.id: one.definition for one in styles()}} | {best: entry["why"]}
    options = [Option(style_name(name), name in entry["right"], why) for name, why in means.items()]
    question = Question(
        entry["id"],
        _ASK["name"].format(text=entry["text"]),
        (*sorted(options, key=lambda option: option.text), Option(NOT_SURE, False, _HINTS["none"])),
        one_of=True,
    )
    return Item("recall", question)
