"""Practice with a deck: what was answered, and what is next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from iopedu.course.agreement import Agreement, Pair
from iopedu.course.deck import Deck, Item
from iopedu.course.language import Refusal, _, _n
from iopedu.course.ratings import check_saved

_TIME = "2026-01-05T12:00:00+00:00"
#: A missed item comes back after so many other answers.
BETWEEN = 3


@dataclass(frozen=True)
class Answered:
    """One answer: which item, what was chosen, and when."""

    item: str
    chosen: tuple[int, ...]
    at: datetime

    def __post_init__(self) -> None:
        if not isinstance(self.at, datetime) or self.at.tzinfo is None or self.at.utcoffset().total_seconds():
            raise Refusal("The time of an answer has to be a date and time in UTC.")


@dataclass(frozen=True)
class Practice:
    """What was answered so far; on later days the items come back in “Ten minutes today”.

    Parameters
    ----------
    deck : Deck
        What is practiced.
    answers : tuple of Answered
        In the order in which they were given.

    Raises
    ------
    ValueError
        When an answer cannot be.
    """

    deck: Deck
    answers: tuple[Answered, ...] = ()

    def __post_init__(self) -> None:
        for entry in self.answers:
            self.deck.item(entry.item).check(entry.chosen)

    # Answering ---------------------------------------------------------------------------------------

    def answer(self, name: str, chosen: Iterable[int], now: datetime) -> Practice:
        """Return the practice with one more answer.

        Parameters
        ----------
        name : str
            Id of the item.
        chosen : iterable of int
            Positions of the options chosen, from 0.
        now : datetime
            In UTC.

        Raises
        ------
        ValueError
            When nothing was chosen, or the item, a position or the time cannot be.
        """
        return replace(self, answers=(*self.answers, Answered(name, tuple(sorted(set(chosen))), now)))

    def next_item(self, kind: str | None = None) -> Item | None:
        """Return what to do next: an item that was missed `BETWEEN` answers ago, else a new one, else a missed one.

        Returns
        -------
        Item or None
            None when every item was right at the last try.
        """
        place = {entry.item: at for at, entry in enumerate(self.answers, 1)}
        missed = [entry for entry in self.deck.of(kind) if entry.id in place and not self.was_right(entry.id)]
        missed.sort(key=lambda entry: place[entry.id])
        rested = [entry for entry in missed if len(self.answers) - place[entry.id] >= BETWEEN]
        new = [entry for entry in self.deck.of(kind) if entry.id not in place]
        return next(iter([*rested, *new, *missed]), None)

    @cached_property
    def _last(self) -> Mapping[str, Answered]:
        return {entry.item: entry for entry in self.answers}

    def last(self, name: str) -> Answered | None:
        """Return the last answer to an item, if there is one."""
        return self._last.get(name)

    def was_right(self, name: str) -> bool:
        """Whether the last answer to an item was right."""
        last = self.last(name)
        return last is not None and self.deck.item(name).question.is_right(last.chosen)

    # Looking back ------------------------------------------------------------------------------------

    def first_answers(self, kind: str | None = None) -> tuple[Answered, ...]:
        """Return the first answer to each item of one kind, or of all kinds."""
        wanted = {entry.id for entry in self.deck.of(kind)}
        first: dict[str, Answered] = {}
        for entry in self.answers:
            if entry.item in wanted:
                first.setdefault(entry.item, entry)
        return tuple(first.values())

    def right(self, kind: str | None = None) -> int:
        """Return how many items were right at the last try."""
        return sum(self.was_right(entry.item) for entry in self.first_answers(kind))

    @property
    def ready(self) -> bool:
        """Whether enough items were answered once."""
        return len(self._last) >= min(self.deck.enough, len(self.deck.items))

    def pairs(self, kind: str) -> tuple[Pair, ...]:
        """Return the key's label and the learner's for each first answer."""
        self.deck.of(kind)
        return tuple(self.deck.item(entry.item).pair(entry.chosen) for entry in self.first_answers(kind))

    def confusion(self, kind: str) -> Mapping[Pair, int]:
        """Return how often each answer was given for each answer of the key: (key, learner's)."""
        return Counter(self.pairs(kind))

    def agreement(self, kind: str) -> Agreement:
        """Return the agreement of first answers with the key, corrected for chance.

        Raises
        ------
        ValueError
            When there are too few answers, or only one category.
        """
        return Agreement.of(kind, self.pairs(kind))

    def progress(self, kind: str | None = None) -> str:
        """Return in words how far the practice has come."""
        return _n(
            "{done} of {n} item answered, {right} right on the most recent try.",
            "{done} of {n} items answered, {right} right on the most recent try.",
            len(self.deck.of(kind)),
            done=len(self.first_answers(kind)),
            right=self.right(kind),
        )

    def describe(self) -> str:
        """Return how far the practice has come, kind by kind."""
        lines = [self._summary()]
        for kind, title in self.deck.kinds.items():
            found = {"done": len(self.first_answers(kind)), "right": self.right(kind), "items": len(self.deck.of(kind))}
            if found["done"]:
                lines.append(
                    _("{done} of {items} answered, {right} right on the most recent try: {kind}", **found, kind=title)
                )
        return "\n".join(lines)

    def _summary(self) -> str:
        if not self.answers:
            return _n("Practice: 0 of {n} item answered.", "Practice: 0 of {n} items answered.", len(self.deck.items))
        return _n(
            "Practice: {done} of {n} item answered, {right} of them right on the most recent try.",
            "Practice: {done} of {n} items answered, {right} of them right on the most recent try.",
            len(self.deck.items),
            done=len(self._last),
            right=self.right(),
        )

    # Keeping -----------------------------------------------------------------------------------------

    def to_json(self) -> dict[str, Any]:
        """Return the practice as JSON values."""
        answers = [{"item": a.item, "chosen": list(a.chosen), "at": a.at.isoformat()} for a in self.answers]
        return {"version": 1, "answers": answers}

    def with_answers(self, found: Any) -> Practice:
        """Return this practice with what `to_json` wrote; an item that is gone from the deck is passed over.

        Raises
        ------
        ValueError
            When it is something else.
        """
        answers = check_saved(found, _("practice"), ("answers", "cards")).get("answers")  # cards: until 0.2.0
        if not isinstance(answers, list):
            raise Refusal("answers should contain a list.")
        return Practice(self.deck, tuple(_read_answer(entry) for entry in answers if not self._is_gone(entry)))

    def _is_gone(self, entry: Any) -> bool:
        return isinstance(entry, dict) and isinstance(entry.get("item"), str) and entry["item"] not in self.deck


def _read_answer(entry: Any) -> Answered:
    if not isinstance(entry, dict) or not isinstance(entry.get("item"), str):
        raise Refusal("Each entry in answers should contain an item, what was chosen and a time.")
    name, chosen, at = entry["item"], entry.get("chosen"), entry.get("at")
    if not isinstance(chosen, list) or not all(type(position) is int for position in chosen):
        raise Refusal("The answer to {name} should contain a list of whole numbers.", name=repr(name))
    return Answered(name, tuple(chosen), read_time(name, at))


def read_time(name: str, at: Any) -> datetime:
    """Return the time of a saved answer, in UTC; raises ValueError with a sentence when it is none."""
    try:
        time = datetime.fromisoformat(at)
        if time.tzinfo is not None:
            return time.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        pass
    found = {"name": repr(name), "example": _TIME}
    raise Refusal("The answer to {name} should contain a time with its zone, such as {example}.", **found)
