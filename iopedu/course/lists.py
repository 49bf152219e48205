"""Fields of a record that hold several answers: lines, rows, one answer for each of some names, another record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from iopedu.course.fields import Ask, Options, Text, Words
from iopedu.course.language import Refusal, _
from iopedu.course.ratings import check_text, in_plain_words, shown
from iopedu.course.text import allowed, listed, says_something, within
from iopedu.course.waiting import Denial

if TYPE_CHECKING:
    from iopedu.course.record import Record


@dataclass(frozen=True, kw_only=True)
class _Several(Ask):
    """A list of entries, at most so many."""

    most: int = 99
    default: tuple[Any, ...] = ()

    def checked(self, value: Any) -> tuple[Any, ...]:
        if not isinstance(value, tuple | list):
            raise Refusal("{part} is {value}; it should be a list.", part=self.label, value=shown(value))
        if len(value) > self.most:
            told = {"part": self.label, "entries": len(value), "most": self.most}
            raise Refusal("{part}: {entries} entries. The limit is {most}: which ones matter most?", **told)
        return tuple(map(self.entry, value))

    def entry(self, value: Any) -> Any:
        """Return one entry, checked."""
        raise NotImplementedError

    def from_json(self, found: Any) -> Any:
        if not isinstance(found, list):
            raise Refusal("{name} should contain a list.", name=self.label)
        return found

    def to_json(self, value: tuple[Any, ...]) -> list[Any]:
        return list(value)


@dataclass(frozen=True, kw_only=True)
class Lines(_Several):
    """Lines of free text, each with words in it."""

    lines: int = 3

    def entry(self, value: Any) -> str:
        check_text(self.label, value)
        if not in_plain_words(value):
            raise Refusal("{part} has a blank entry. Write a few words, or leave it out.", part=self.label)
        if "\n" in value:
            said = _("{part} has an entry that runs over two lines. Write one entry on each line.", part=self.label)
            raise ValueError(said)
        return value

    def is_blank(self, value: tuple[str, ...]) -> bool:
        return not any(map(says_something, value))

    def says(self, value: tuple[str, ...]) -> str:
        return "; ".join(value)

    def texts(self, value: tuple[str, ...]) -> Iterator[Text]:
        yield from ((self.label, line) for line in value)


class _OfOneKind:
    """What lists of answers to the same question have in common."""

    def is_blank(self, value: tuple[Any, ...]) -> bool:
        return all(map(self.of.is_blank, value))

    def denials(self, value: tuple[Any, ...]) -> Iterator[Denial]:
        denying = tuple(one if any(self.of.denials(one)) else self.of.begin() for one in value)
        if not self.is_blank(denying):
            yield Denial(self.label, self.says(denying), self.of.denied)

    def to_json(self, value: tuple[Any, ...]) -> list[Any]:
        return list(map(self.of.to_json, value))


@dataclass(frozen=True, kw_only=True)
class Answers(_OfOneKind, _Several):
    """A list of answers of one kind.

    Parameters
    ----------
    of : Ask
        What is asked each time; its label and the answer's place name it.

    Examples
    --------
    >>> from iopedu.course.fields import Number
    >>> Answers(label="Scores", of=Number(label="Score", high=3)).checked([3, None, 4])
    Traceback (most recent call last):
    ...
    ValueError: Score 3 is 4. Enter a whole number from 0 to 3, or leave it blank.
    """

    of: Ask

    def checked(self, value: Any) -> tuple[Any, ...]:
        return tuple(self._at(at).checked(one) for at, one in enumerate(super().checked(value), 1))

    def entry(self, value: Any) -> Any:
        return value

    def _at(self, place: int) -> Ask:
        return replace(self.of, label=f"{self.of.label} {place}")

    def says(self, value: tuple[Any, ...]) -> str:
        return "; ".join(self.of.says(one) for one in value if not self.of.is_blank(one))

    def texts(self, value: tuple[Any, ...]) -> Iterator[Text]:
        for at, one in enumerate(value, 1):
            yield from self._at(at).texts(one)


@dataclass(frozen=True, kw_only=True)
class Picked(_Several, Options):
    """Several of some `Options`, each once and in the order of the options."""

    def checked(self, value: Any) -> tuple[str, ...]:
        chosen = super().checked(value)
        return tuple(name for name in self.names if name in chosen)

    def entry(self, value: Any) -> str:
        if not isinstance(value, str) or value not in self.names:
            raise ValueError(allowed(self.label, value, list(self.names)))
        return value

    def says(self, value: tuple[str, ...]) -> str:
        return listed(self.names[name] for name in value)


@dataclass(frozen=True, kw_only=True)
class Rows(_Several):
    """A list of records of one kind.

    Parameters
    ----------
    of : type
        Their kind.
    row : str
        What one of them is called.
    """

    of: type[Record]
    row: str

    def entry(self, value: Any) -> Record:
        if not isinstance(value, self.of):
            raise Refusal("{part} contains something that does not belong there.", part=self.label)
        return value

    def is_blank(self, value: tuple[Record, ...]) -> bool:
        return not any(entry.filled for entry in value)

    def says(self, value: tuple[Record, ...]) -> str:
        return "; ".join(map(repr, value))

    def texts(self, value: tuple[Record, ...]) -> Iterator[Text]:
        for at, entry in enumerate(value, 1):
            yield from ((f"{self.row} {at}, {place}", text) for place, text in entry.texts())

    def to_json(self, value: tuple[Record, ...]) -> list[Any]:
        return [entry.to_json() for entry in value]

    def from_json(self, found: Any) -> list[Record]:
        return [_read(f"{self.row} {at}", self.of, one) for at, one in enumerate(super().from_json(found), 1)]


@dataclass(frozen=True, kw_only=True)
class One(Ask):
    """One record inside another."""

    of: type[Record]

    def begin(self) -> Record:
        return self.of()

    def checked(self, value: Any) -> Record:
        if not isinstance(value, self.of):
            raise Refusal("{part} contains something that does not belong there.", part=self.label)
        return value

    def is_blank(self, value: Record) -> bool:
        return value.blank

    def says(self, value: Record) -> str:
        return repr(value)

    def texts(self, value: Record) -> Iterator[Text]:
        yield from value.texts()

    def to_json(self, value: Record) -> Any:
        return value.to_json()

    def from_json(self, found: Any) -> Record:
        return _read(self.label, self.of, found)


@dataclass(frozen=True, kw_only=True)
class Each(_OfOneKind, Ask):
    """One answer of the same kind for each of some names, such as the days of a week.

    Parameters
    ----------
    of : Ask
        What is asked about each; its label does not matter.
    names : sequence of str
    place : str
        How the field's label and a name make the label of one answer.
    """

    of: Ask
    names: tuple[str, ...]
    place: str = _("{part} on {day}")

    def begin(self) -> tuple[Any, ...]:
        return (self.of.begin(),) * len(self.names)

    def checked(self, value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple) or len(value) != len(self.names):
            found = {"part": self.label, "value": shown(value), "names": listed(self.names)}
            raise Refusal("{part} is {value}. It takes one answer for each of {names}.", **found)
        return tuple(ask.checked(one) for ask, one in zip(self.asks, value, strict=True))

    @property
    def asks(self) -> tuple[Ask, ...]:
        """What is asked about each name."""
        return tuple(replace(self.of, label=self.place.format(part=self.label, day=name)) for name in self.names)

    def says(self, value: tuple[Any, ...]) -> str:
        answered = ((name, one) for name, one in zip(self.names, value, strict=True) if not self.of.is_blank(one))
        return ", ".join(f"{name}: {self.of.says(one)}" for name, one in answered)

    def texts(self, value: tuple[Any, ...]) -> Iterator[Text]:
        for ask, one in zip(self.asks, value, strict=True):
            yield from ask.texts(one)


Asks = Mapping[str, Ask | str] | Callable[[], Mapping[str, Ask | str]]


@dataclass(frozen=True, kw_only=True)
class Named(Ask):
    """An answer for each of some names; those without an answer are left out.

    Parameters
    ----------
    options : mapping of str to (Ask or str), or callable
        What is asked, by name, or the label of a free text; a callable is asked when it is needed.
    """

    options: Asks

    def begin(self) -> Mapping[str, Any]:
        return {}

    @property
    def asks(self) -> Mapping[str, Ask]:
        """What is asked, by name."""
        options = self.options() if callable(self.options) else self.options
        return {name: Words(label=one, lines=3) if isinstance(one, str) else one for name, one in options.items()}

    def checked(self, value: Any) -> Mapping[str, Any]:
        if not isinstance(value, Mapping):
            found = {"part": self.label, "value": shown(value)}
            raise Refusal("{part} is {value}; there should be one answer for each name.", **found)
        asks = self.asks
        for name in value:
            if name not in asks:
                raise ValueError(allowed(self.label, name, list(asks)))
        known = {name: ask.checked(value[name]) for name, ask in asks.items() if name in value}
        return {name: one for name, one in known.items() if not _is_empty(one)}

    def is_blank(self, value: Mapping[str, Any]) -> bool:
        return all(self.asks[name].is_blank(one) for name, one in value.items())

    def says(self, value: Mapping[str, Any]) -> str:
        asks = self.asks
        return "\n".join(f"{asks[name].label}: {asks[name].says(one)}" for name, one in value.items())

    def texts(self, value: Mapping[str, Any]) -> Iterator[Text]:
        asks = self.asks
        for name, one in value.items():
            yield from asks[name].texts(one)

    def denials(self, value: Mapping[str, Any]) -> Iterator[Denial]:
        asks = self.asks
        for name, one in value.items():
            yield from asks[name].denials(one)

    def to_json(self, value: Mapping[str, Any]) -> dict[str, Any]:
        asks = self.asks
        return {name: asks[name].to_json(one) for name, one in value.items()}

    def from_json(self, found: Any) -> Any:
        asks = self.asks
        if not isinstance(found, dict):
            return found
        return {name: asks[name].from_json(one) if name in asks else one for name, one in found.items()}


def _is_empty(value: Any) -> bool:
    """Whether a value holds nothing at all; text without a letter, such as an emoji, is something."""
    if isinstance(value, tuple):
        return all(map(_is_empty, value))
    return value is None or (isinstance(value, str) and not value.strip())


def _read(place: str, of: type[Record], found: Any) -> Record:
    """Read a record inside another, which has no need of a version of its own; a problem names its place."""
    with within(place):
        return of.from_json({"version": 1, **found} if isinstance(found, dict) else found)
