"""A deck of items to practice on, each a question with feedback for every option."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import itemgetter
from typing import Any

from iopedu.course.agreement import Pair
from iopedu.course.facts import fill
from iopedu.course.files import options, read_rows
from iopedu.course.language import Refusal, _
from iopedu.course.quiz import Option, Question
from iopedu.course.text import check_one_of

#: An answer that is always allowed. It brings the item back and never agrees with the key.
NOT_SURE = _("Not sure")


@dataclass(frozen=True)
class Item:
    """One thing to practice on; its people and scenes are fictional.

    Parameters
    ----------
    kind : str
        Key of the deck's kinds.
    question : Question
        With an explanation for every option. `NOT_SURE` may be one of them.
    again : tuple of str
        Other wordings of what is asked, for the times at which the item returns.
    """

    kind: str
    question: Question
    again: tuple[str, ...] = field(default=(), kw_only=True)

    @property
    def id(self) -> str:
        """Name of the item."""
        return self.question.id

    @property
    def right(self) -> tuple[int, ...]:
        """Positions of the right options."""
        return tuple(at for at, option in enumerate(self.question.options) if option.right)

    def asked(self, times: int) -> Question:
        """Return the question as it is asked after so many answers: its wording changes where there are several."""
        asks = (self.question.ask, *self.again)
        return replace(self.question, ask=asks[times % len(asks)])

    def check(self, chosen: Iterable[int]) -> None:
        """Raise ValueError with a sentence when nothing was chosen or a position does not exist."""
        self.question.check(chosen)

    def feedback(self, chosen: Iterable[int]) -> tuple[str, ...]:
        """Return an explained line for each option chosen, and for each right one that was left out.

        Raises
        ------
        ValueError
            When nothing was chosen or a position does not exist.
        """
        picked = set(chosen)
        self.check(picked)
        lines, left_out = [], []
        for at, option in enumerate(self.question.options):
            if at in picked:
                noted = option.text == NOT_SURE and not option.right
                lines.append(_("Noted: {option}", option=option.says) if noted else option.feedback())
            elif option.right and picked & set(self.right):
                left_out.append(_("Also right: {option}", option=option.says))
            elif option.right:
                left_out.append(_("The right answer: {option}", option=option.says))
        return (*lines, *left_out)

    def pair(self, chosen: Iterable[int]) -> Pair:
        """Return the key's label and the learner's.

        Where several options are right, any answer among them counts as agreement. When a wrong one
        was chosen with it, the first wrong one stands against the first right one.
        """
        wrong = [at for at in chosen if at not in self.right]
        key, mine = (self.right[0], wrong[0]) if wrong else (min(chosen), min(chosen))
        return self.question.options[key].text, self.question.options[mine].text


def unsure(deck: str, kind: str) -> Option:
    """Return the option of whoever is not sure, with what is said to that in one kind of item of a deck."""
    return Option(NOT_SURE, False, options(f"{deck}.hints")[kind])


def read_question(deck: str, entry: Mapping[str, Any], says: Callable[[Any], str] = itemgetter("text")) -> Question:
    """Return a question of a deck as the data have it, with “Not sure” as its last option.

    Parameters
    ----------
    deck : str
        Key of the deck: what is asked and what is said to “Not sure” stand in ``data/options.csv``.
    entry : mapping
        Its id, kind, text and options, and the order of the options where that matters.
    says : callable
        Returns the words of an option.
    """
    ask = options(f"{deck}.ask").get(entry["kind"], "{text}").format(text=fill(entry["text"]))
    found = [Option(fill(says(one)), one["right"], fill(one["why"])) for one in entry["options"]]
    order = (*entry["order"], len(found)) if "order" in entry else ()
    return Question(entry["id"], ask, (*found, unsure(deck, entry["kind"])), order=order)


def mixed(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return items with their kinds mixed evenly; within a kind they keep their order."""
    found = list(items)
    many, seen, place = Counter(entry.kind for entry in found), Counter(), {}
    for entry in found:
        place[entry.id] = seen[entry.kind] / many[entry.kind]
        seen[entry.kind] += 1
    return tuple(sorted(found, key=lambda entry: place[entry.id]))


@dataclass(frozen=True)
class Deck:
    """The items of one practice.

    Parameters
    ----------
    key, title, ask : str
        Name in the workbook; heading; what a learner is asked to do.
    kinds : mapping of str to str
        Title of each kind of item.
    items : tuple of Item
        In the order in which new ones are given.
    counted : tuple of str
        Kinds whose answers can be counted against a key: their options are categories.
    enough : int
        So many items answered at least once make the practice done; the rest is there for other days.
    category : str
        What several right options of one item are called, such as "styles".

    Raises
    ------
    ValueError
        When two items have one id, or a kind has no title.
    """

    key: str
    title: str
    ask: str
    kinds: Mapping[str, str]
    items: tuple[Item, ...]
    counted: tuple[str, ...] = ()
    enough: int = 20
    category: str = "answers"

    def __post_init__(self) -> None:
        if len(self._by_id) != len(self.items):
            raise ValueError(f"Deck {self.key!r}: two items have the same id.")
        for entry in self.items:
            check_one_of("kind", entry.kind, self.kinds, f"Item {entry.id}")

    @cached_property
    def _by_id(self) -> Mapping[str, Item]:
        return {entry.id: entry for entry in self.items}

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name in self._by_id

    def item(self, name: str) -> Item:
        """Return one item by its id; raises ValueError when there is no such item."""
        if name not in self:
            found = {"name": repr(name), "practice": self.title}
            raise Refusal("There is no practice item named {name} in “{practice}.”", **found)
        return self._by_id[name]

    def of(self, kind: str | None) -> tuple[Item, ...]:
        """Return the items of one kind, or all when it is None; raises ValueError when there is no such kind."""
        if kind is not None:
            check_one_of("kind", kind, self.kinds)
        return tuple(entry for entry in self.items if kind in (None, entry.kind))


def read_deck(key: str, items: Iterable[Item]) -> Deck:
    """Return items as the deck of this key in ``data/decks.csv``, its kinds mixed evenly."""
    about = next(row for row in read_rows("decks.csv", lists=("counted",)) if row["key"] == key)
    return Deck(**about | {"kinds": options(f"{key}.kinds"), "items": mixed(items), "enough": int(about["enough"])})
