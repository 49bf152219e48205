"""The items to practice on: made-up scenes, each option with its own explanation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from iopedu.cbt.agreement import Pair
from iopedu.cbt.styles import NOT_SURE, style, style_name
from iopedu.course.files import read_json
from iopedu.course.quiz import Option, Question
from iopedu.course.text import allowed

__all__ = ["KINDS", "Item", "item", "items", "items_of"]

KINDS: Mapping[str, str] = {
    "sort": "Event, thought or feeling?",
    "name": "Name the style",
    "fact": "Fact or opinion?",
    "balance": "Pick the balanced thought",
}

_ASK = {
    "sort": "Is this an event, a thought or a feeling? “{}”",
    "name": "Which thinking style is it? {}",
    "fact": "Is this a fact or an opinion? “{}”",
    "balance": "Which thought is balanced? {}",
}

_HINTS = {
    "sort": "An honest answer. Ask: could a camera record it, can it be true or false, or is it a state of mind?",
    "none": "An honest answer. Ask: which words go beyond what is known? There may be none.",
    "fact": "An honest answer. Ask: is there a way to check it on which everybody would agree?",
    "balance": "An honest answer. Ask: which one names what is known, good and bad, and could be believed tomorrow?",
}


@dataclass(frozen=True)
class Item:
    """One thing to practice on; its people and scenes are made up.

    Parameters
    ----------
    kind : str
        Key of `KINDS`.
    question : Question
        With an explanation for every option. "Not sure" is always the last option.
    styles : tuple of str
        Thinking styles that it shows.
    traps : mapping of int to str
        For a balanced thought: which options are "over-positive" and which are still "harsh".
    """

    kind: str
    question: Question
    styles: tuple[str, ...] = ()
    traps: Mapping[int, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Name of the item."""
        return self.question.id

    @property
    def right(self) -> tuple[int, ...]:
        """Positions of the right options."""
        return tuple(at for at, option in enumerate(self.question.options) if option.right)

    def feedback(self, chosen: Iterable[int]) -> tuple[str, ...]:
        """Return an explained line for each option chosen, and for each right one that was left out.

        Raises
        ------
        ValueError
            When nothing was chosen or a position does not exist.
        """
        picked = set(chosen)
        self.question.feedback(picked)
        lines, left_out = [], "Also right" if picked & set(self.right) else "Right is"
        for at, option in enumerate(self.question.options):
            if at in picked:
                word = "Yes" if option.right else "Noted" if option.text == NOT_SURE else "Not quite"
                lines.append(f"{word}: “{option.text}” {option.why}")
        lines += [
            f"{left_out}: “{option.text}” {option.why}"
            for at, option in enumerate(self.question.options)
            if option.right and at not in picked
        ]
        return tuple(lines)

    def pair(self, chosen: Iterable[int]) -> Pair:
        """Return the key's label and the learner's.

        Where several options are right, any answer among them counts as agreement. When a wrong one
        was chosen with it, the first wrong one stands against the first right one.
        """
        wrong = [at for at in chosen if at not in self.right]
        key, mine = (self.right[0], wrong[0]) if wrong else (min(chosen), min(chosen))
        return self.question.options[key].text, self.question.options[mine].text

    def __repr__(self) -> str:
        return f"{KINDS[self.kind]} {self.question.ask}"


@cache
def items() -> tuple[Item, ...]:
    """Return the items, the four kinds mixed evenly.

    Examples
    --------
    >>> len(items()), items()[0].kind
    (75, 'sort')
    """
    found = [_read(entry) for entry in read_json("cbt/practice.json")["items"]]
    many, seen, place = Counter(entry.kind for entry in found), Counter(), {}
    for entry in found:
        place[entry.id] = seen[entry.kind] / many[entry.kind]
        seen[entry.kind] += 1
    return tuple(sorted(found, key=lambda entry: place[entry.id]))


def item(name: str) -> Item:
    """Return one item by its id.

    Raises
    ------
    ValueError
        When there is no such item.
    """
    for entry in items():
        if entry.id == name:
            return entry
    raise ValueError(f"There is no practice item {name!r}. The items are listed in data/cbt/practice.json.")


@cache
def items_of(kind: str | None) -> tuple[Item, ...]:
    """Return the items of one kind, or of all kinds when it is None.

    Raises
    ------
    ValueError
        When there is no such kind.
    """
    if kind is not None and kind not in KINDS:
        raise ValueError(allowed("kind", kind, list(KINDS)))
    return tuple(entry for entry in items() if kind in (None, entry.kind))


def _read(entry: dict[str, Any]) -> Item:
    kind, found = entry["kind"], entry["options"]
    shown = [entry["style"]] if "style" in entry else [o["style"] for o in found if "style" in o and o["right"]]
    shown = tuple(name for name in shown if name != "none")
    options = [Option(style_name(o["style"]) if "style" in o else o["text"], o["right"], o["why"]) for o in found]
    hint = _HINTS["none" if kind == "name" else kind]
    if kind == "name" and shown:
        hint = f"An honest answer. Try this question on the thought: {style(shown[0]).question_to_ask}"
    question = Question(entry["id"], _ASK[kind].format(entry["text"]), (*options, Option(NOT_SURE, False, hint)))
    return Item(kind, question, shown, {at: o["trap"] for at, o in enumerate(found) if "trap" in o})
