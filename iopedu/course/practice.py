"""Practice with a deck: what was answered, and when each item comes back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from iopedu.course.agreement import Agreement, Pair
from iopedu.course.deck import Deck, Item
from iopedu.course.language import _, _n
from iopedu.course.ratings import check_saved

_TIME = "2026-01-05T12:00:00+00:00"


@dataclass(frozen=True)
class Answered:
    """One answer: which item, what was chosen, and when."""

    item: str
    chosen: tuple[int, ...]
    at: datetime

    def __post_init__(self) -> None:
        _check_time(self.at)


@dataclass(frozen=True)
class Practice:
    """What was answered so far, and when each item comes back.

    An item that was answered has a card of the library fsrs, which spaces repetitions: a missed one comes
    back within minutes, one that is known comes back after days.

    Parameters
    ----------
    deck : Deck
        What is practiced.
    answers : tuple of Answered
        In the order in which they were given.
    cards : mapping of str to mapping
        Cards by the item's id, as fsrs writes them.

    Raises
    ------
    ValueError
        When an answer or a card cannot be, or the two do not belong together.
    """

    deck: Deck
    answers: tuple[Answered, ...] = ()
    cards: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for entry in self.answers:
            self.deck.item(entry.item).feedback(entry.chosen)
        if {entry.item for entry in self.answers} != set(self.cards):
            raise ValueError(_("cards should hold one card for each item that was answered, and no other."))

    # Answering ---------------------------------------------------------------------------------------

    def answer(self, name: str, chosen: Iterable[int], now: datetime) -> Practice:
        """Return the practice with one more answer; the item's card is reviewed.

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
        from iopedu.course.spacing import new_card, reviewed

        given = Answered(name, tuple(sorted(set(chosen))), now)
        self.deck.item(name).feedback(given.chosen)
        card = self.cards.get(name) or new_card(len(self.cards) + 1, now)
        right = self.deck.item(name).question.is_right(given.chosen)
        return replace(self, answers=(*self.answers, given), cards={**self.cards, name: reviewed(card, right, now)})

    def next_item(self, now: datetime, kind: str | None = None) -> Item | None:
        """Return what to do next: a missed item that is due, else a new one, else another one that is due.

        Returns
        -------
        Item or None
            None when every item was answered and none is due yet.
        """
        due = self.due(now, kind)
        missed = [entry for entry in due if not self.was_right(entry.id)]
        new = [entry for entry in self.deck.of(kind) if entry.id not in self.cards]
        return next(iter([*missed, *new, *due]), None)

    def due(self, now: datetime, kind: str | None = None) -> tuple[Item, ...]:
        """Return the answered items whose time has come again, the longest due first."""
        _check_time(now)
        found = [entry for entry in self.deck.of(kind) if entry.id in self.cards and self._due_at(entry.id) <= now]
        return tuple(sorted(found, key=lambda entry: self._due_at(entry.id)))

    def _due_at(self, name: str) -> datetime:
        return datetime.fromisoformat(self.cards[name]["due"])

    def last(self, name: str) -> Answered | None:
        """Return the last answer to an item, if there is one."""
        return next((entry for entry in reversed(self.answers) if entry.item == name), None)

    def was_right(self, name: str) -> bool:
        """Whether the last answer to an item chose exactly the right options."""
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
    def done(self) -> bool:
        """Whether enough items were answered once."""
        return len(self.cards) >= min(self.deck.enough, len(self.deck.items))

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

    def progress(self, now: datetime, kind: str | None = None) -> str:
        """Return in words how far the practice has come, and what is due."""
        done, right = len(self.first_answers(kind)), self.right(kind)
        all_of_them, due = len(self.deck.of(kind)), len(self.due(now, kind))
        if due:
            return _n(
                "{done} of {n} item answered, {right} right at the last try, {due} due again.",
                "{done} of {n} items answered, {right} right at the last try, {due} due again.",
                all_of_them,
                done=done,
                right=right,
                due=due,
            )
        return _n(
            "{done} of {n} item answered, {right} right at the last try, none due again yet.",
            "{done} of {n} items answered, {right} right at the last try, none due again yet.",
            all_of_them,
            done=done,
            right=right,
        )

    def waiting(self, now: datetime, kind: str | None = None) -> str:
        """Return in words when the next item comes back; for when there is nothing to do."""
        times = [self._due_at(entry.id) for entry in self.deck.of(kind) if entry.id in self.cards]
        minutes = max(1, round((min(times) - now).total_seconds() / 60))
        hours, days = round(minutes / 60), round(minutes / 1440)
        if hours > 36:
            return _n(
                "Nothing is due now. The next item comes back in about {n} day.",
                "Nothing is due now. The next item comes back in about {n} days.",
                days,
            )
        if minutes >= 90:
            return _n(
                "Nothing is due now. The next item comes back in about {n} hour.",
                "Nothing is due now. The next item comes back in about {n} hours.",
                hours,
            )
        return _n(
            "Nothing is due now. The next item comes back in about {n} minute.",
            "Nothing is due now. The next item comes back in about {n} minutes.",
            minutes,
        )

    def describe(self) -> str:
        """Return how far the practice has come, kind by kind."""
        lines = [self._summary()]
        for kind, title in self.deck.kinds.items():
            found = {"done": len(self.first_answers(kind)), "right": self.right(kind), "items": len(self.deck.of(kind))}
            if found["done"]:
                lines.append(
                    _("{done} of {items} answered, {right} right at the last try: {kind}", **found, kind=title)
                )
        return "\n".join(lines)

    def _summary(self) -> str:
        if not self.cards:
            return _n("Practice: 0 of {n} item answered.", "Practice: 0 of {n} items answered.", len(self.deck.items))
        return _n(
            "Practice: {done} of {n} item answered, {right} of them right at the last try.",
            "Practice: {done} of {n} items answered, {right} of them right at the last try.",
            len(self.deck.items),
            done=len(self.cards),
            right=self.right(),
        )

    # Keeping -----------------------------------------------------------------------------------------

    def to_json(self) -> dict[str, Any]:
        """Return the practice as JSON values."""
        answers = [{"item": a.item, "chosen": list(a.chosen), "at": a.at.isoformat()} for a in self.answers]
        return {"version": 1, "answers": answers, "cards": {name: dict(card) for name, card in self.cards.items()}}

    def with_answers(self, found: Any) -> Practice:
        """Return this practice with what `to_json` wrote; an item that is gone from the deck is passed over.

        Raises
        ------
        ValueError
            When it is something else.
        """
        from iopedu.course.spacing import checked

        saved = check_saved(found, _("practice"), ("answers", "cards"))
        answers, cards = saved.get("answers"), saved.get("cards")
        if not isinstance(answers, list):
            raise ValueError(_("answers should hold a list."))
        if not isinstance(cards, dict):
            raise ValueError(_("cards should hold one card for each item."))
        read = [_read_answer(entry) for entry in answers if not self._is_gone(entry)]
        known = {name: checked(name, card) for name, card in cards.items() if name in self.deck}
        return Practice(self.deck, tuple(read), known)

    def _is_gone(self, entry: Any) -> bool:
        return isinstance(entry, dict) and isinstance(entry.get("item"), str) and entry["item"] not in self.deck

    def __repr__(self) -> str:
        return self._summary().removesuffix(".")


def _check_time(now: datetime) -> None:
    if not isinstance(now, datetime) or now.tzinfo is None or now.utcoffset().total_seconds():
        raise ValueError(_("The time of an answer has to be a date and time in UTC."))


def _read_answer(entry: Any) -> Answered:
    if not isinstance(entry, dict) or not isinstance(entry.get("item"), str):
        raise ValueError(_("answers should hold an item, what was chosen and a time in each place."))
    name, chosen, at = entry["item"], entry.get("chosen"), entry.get("at")
    if not isinstance(chosen, list) or not all(type(position) is int for position in chosen):
        raise ValueError(_("The answer to {name} should hold a list of whole numbers.", name=repr(name)))
    try:
        time = datetime.fromisoformat(at).astimezone(UTC) if datetime.fromisoformat(at).tzinfo else None
    except (TypeError, ValueError, OverflowError):
        time = None
    if time is None:
        raise ValueError(
            _(
                "The answer to {name} should hold a time with its zone, such as {example}.",
                name=repr(name),
                example=_TIME,
            )
        )
    return Answered(name, tuple(chosen), time)
