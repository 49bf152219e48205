"""Records that describe their fields: what is asked, what is allowed, how it reads, and which of it is free text.

A record is a frozen dataclass made by `record`; each field is declared with `words`, `choice`, `number`, `yes_no`,
`lines`, `answers`, `rows`, `one`, `each`, `named` or, for a kind of its own, `asking`. From that come its checks, JSON,
words, missing parts and the list of all free texts; `iopedu.forms.described` builds a form from it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, ClassVar, Self, TypeVar, dataclass_transform

from iopedu.course.fields import Ask, Choice, Names, Number, Text, Words, YesNo
from iopedu.course.language import _, _n
from iopedu.course.lists import Answers, Asks, Each, Lines, Named, One, Picked, Rows
from iopedu.course.ratings import check_saved
from iopedu.course.text import printable
from iopedu.course.waiting import Denial, who_first

_Kind = TypeVar("_Kind", bound=type)


def asking(ask: Ask) -> Any:
    """Declare a field of any kind."""
    if type(ask).begin is Ask.begin:  # only so may a field be named like a property of `Record`
        return field(default=ask.default, metadata={"ask": ask})
    return field(default_factory=ask.begin, metadata={"ask": ask})


def words(label: str, **more: Any) -> Any:
    """Declare a field of free text; see `Words`."""
    return asking(Words(label=label, **more))


def choice(label: str, options: Names, **more: Any) -> Any:
    """Declare a field with one of several; see `Choice`."""
    return asking(Choice(label=label, options=options, **more))


def number(label: str, low: float = 0, high: float = 100, **more: Any) -> Any:
    """Declare a field with a number on a scale; see `Number`."""
    return asking(Number(label=label, low=low, high=high, **more))


def yes_no(label: str, **more: Any) -> Any:
    """Declare a field with yes, no or no answer; see `YesNo`."""
    return asking(YesNo(label=label, **more))


def lines(label: str, **more: Any) -> Any:
    """Declare a field of lines; see `Lines`."""
    return asking(Lines(label=label, **more))


def answers(label: str, of: Ask, **more: Any) -> Any:
    """Declare a field with a list of answers; see `Answers`."""
    return asking(Answers(label=label, of=of, **more))


def rows(label: str, row: str, of: type[Record], **more: Any) -> Any:
    """Declare a field with a list of records; see `Rows`."""
    return asking(Rows(label=label, row=row, of=of, **more))


def one(label: str, of: type[Record], **more: Any) -> Any:
    """Declare a field with one record; see `One`."""
    return asking(One(label=label, of=of, **more))


def each(label: str, of: Ask, names: tuple[str, ...], **more: Any) -> Any:
    """Declare a field with one answer for each name; see `Each`."""
    return asking(Each(label=label, of=of, names=names, **more))


def named(label: str, options: Asks, **more: Any) -> Any:
    """Declare a field with an answer for each of some names; see `Named`."""
    return asking(Named(label=label, options=options, **more))


def picked(label: str, options: Names, **more: Any) -> Any:
    """Declare a field with several of some options; see `Picked`."""
    return asking(Picked(label=label, options=options, **more))


@dataclass_transform(
    frozen_default=True,
    field_specifiers=(asking, words, choice, number, yes_no, lines, answers, rows, one, each, named, picked),
)
def record(kind: _Kind) -> _Kind:
    """Make a subclass of `Record` a frozen dataclass that keeps the record's own words for `repr`."""
    return dataclass(frozen=True, repr=False)(kind)


@record
class Record:
    """What a learner enters in one form.

    Raises
    ------
    ValueError
        With a sentence that names the field, the value and what is allowed.

    Examples
    --------
    >>> @record
    ... class Walk(Record):
    ...     WHAT = "walk"
    ...     where: str = words("Where")
    ...     effort: int | None = number("Effort", 0, 10)
    >>> Walk("River"), Walk("River").missing, Walk("River").texts()
    (Walk: 1 of 2 parts filled in, ('Effort',), (('Where', 'River'),))
    >>> Walk(effort=11)
    Traceback (most recent call last):
    ...
    ValueError: Effort is 11. Enter a whole number from 0 to 10, or leave it blank.
    """

    #: What the record is called, inside a sentence.
    WHAT: ClassVar[str] = _("record")

    @classmethod
    @cache
    def asks(cls) -> Mapping[str, Ask]:
        """Return what each field asks, by the name of the field."""
        return {one.name: one.metadata["ask"] for one in dataclasses.fields(cls) if "ask" in one.metadata}

    def __post_init__(self) -> None:
        for name, ask in self.asks().items():
            object.__setattr__(self, name, ask.checked(getattr(self, name)))
        self.check()

    def check(self) -> None:
        """Raise ValueError with a sentence when fields do not fit each other."""

    def texts(self) -> tuple[Text, ...]:
        """Return every free text that has something in it, with the name of its place."""
        return tuple(text for name, ask in self.asks().items() for text in ask.texts(getattr(self, name)))

    def said(self, *names: str) -> Iterator[Text]:
        """Yield label and words of each field that is not blank, of those that are named or of all."""
        asks = self.asks()
        for name in names or asks:
            value = getattr(self, name)
            if not asks[name].is_blank(value) or (isinstance(value, str) and value.strip()):
                yield asks[name].label, asks[name].says(value)

    @property
    def filled(self) -> int:
        """How many fields are not blank."""
        return sum(not ask.is_blank(getattr(self, name)) for name, ask in self.asks().items())

    @property
    def blank(self) -> bool:
        """Whether nothing was entered."""
        return self == type(self)()

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of what is `lacking`, and who is brought in, while a form says that people come first."""
        return (*self.lacking, *who_first())

    @property
    def lacking(self) -> tuple[str, ...]:
        """Names of the fields that are still blank."""
        asks = self.asks().items()
        return tuple(ask.label for name, ask in asks if not ask.optional and ask.is_blank(getattr(self, name)))

    @property
    def ready(self) -> bool:
        """Whether nothing is lacking."""
        return not self.lacking

    def denials(self) -> Iterator[Denial]:
        """Yield the answers that say that there is no danger; a form asks about them when a text says another thing."""
        for name, ask in self.asks().items():
            yield from ask.denials(getattr(self, name))

    def asked(self) -> Sequence[object]:
        """Return the questions that rules ask about the record; none of them is a verdict."""
        return ()

    def describe(self) -> str:
        """Return every field that is not blank, one below the other."""
        said = (f"{label}: {words}" for label, words in self.said())
        return "\n".join(said) or _("There is nothing in this {what} yet.", what=self.WHAT)

    def to_json(self) -> dict[str, Any]:
        """Return the record as JSON values."""
        return {"version": 1, **{name: ask.to_json(getattr(self, name)) for name, ask in self.asks().items()}}

    @classmethod
    def from_json(cls, found: Any) -> Self:
        """Read what `to_json` wrote; raises ValueError with a sentence when it is something else."""
        return cls(**cls.read(found))

    @classmethod
    def read(cls, found: Any) -> dict[str, Any]:
        """Return what `to_json` wrote by the name of its field; raises ValueError with a sentence."""
        asks = cls.asks()
        saved = check_saved(found, cls.WHAT, asks)
        return {name: asks[name].from_json(value) for name, value in saved.items()}

    def __repr__(self) -> str:
        said = _n(
            "{what}: {filled} of {n} part filled in",
            "{what}: {filled} of {n} parts filled in",
            len(self.asks()),
            what=self.WHAT[:1].upper() + self.WHAT[1:],
            filled=self.filled,
        )
        listed = [
            f"{ask.label}: {len(getattr(self, name))}" for name, ask in self.asks().items() if isinstance(ask, Rows)
        ]
        asked = len(self.asked())
        more = [_n("{n} question to think about", "{n} questions to think about", asked)] if asked else []
        return printable("; ".join([said, *listed, *more]))
