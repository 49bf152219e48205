"""What a field of a record asks: free text, a choice, a number, yes or no, and lists of these.

Each kind checks a value, says it in words, writes and reads it as JSON, and tells which of it is free text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import isfinite
from typing import TYPE_CHECKING, Any

from iopedu.course.language import _
from iopedu.course.ratings import check_text, in_plain_words, shown
from iopedu.course.text import allowed

if TYPE_CHECKING:
    from iopedu.course.record import Record

Names = Mapping[str, str] | Callable[[], Mapping[str, str]]
Text = tuple[str, str]
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_FRACTION = re.compile(r"\d{1,9}(?:\.\d{1,9}|,\d{1,2}|,\d{4,9})", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Ask:
    """What a field asks.

    Parameters
    ----------
    label : str
        The field's name for a reader.
    ask : str
        The question, where the name does not say it.
    hint : str
        What an empty box shows.
    optional : bool
        Whether nothing is missing without it.
    default : object
        What the field holds before anything is entered.
    """

    label: str
    ask: str = ""
    hint: str = ""
    optional: bool = False
    default: Any = None

    def checked(self, value: Any) -> Any:
        """Return the value as the record holds it; raises ValueError with a sentence when it is not allowed."""
        return value

    def is_blank(self, value: Any) -> bool:
        """Whether nothing was entered."""
        return value is None or value in ("", ())

    def says(self, value: Any) -> str:
        """Return a value that is not blank in words."""
        return str(value)

    def texts(self, value: Any) -> Iterator[Text]:  # noqa: ARG002 - most kinds hold no free text
        """Yield the free texts in a value, each with the name of its place."""
        yield from ()

    def to_json(self, value: Any) -> Any:
        """Return the value as a JSON value."""
        return value

    def from_json(self, found: Any) -> Any:
        """Return the value that `to_json` wrote; `checked` looks at it afterwards."""
        return found


@dataclass(frozen=True, kw_only=True)
class Words(Ask):
    """Free text.

    Parameters
    ----------
    lines : int
        Height of its box; 1 is a box for one line.
    """

    lines: int = 2
    default: str = ""

    def checked(self, value: Any) -> str:
        check_text(self.label, value)
        return value

    def is_blank(self, value: str) -> bool:
        return not in_plain_words(value)

    def texts(self, value: str) -> Iterator[Text]:
        if value.strip():
            yield self.label, value


@dataclass(frozen=True, kw_only=True)
class Choice(Ask):
    """One of several; "" while nothing is chosen, where that is the default.

    Parameters
    ----------
    options : mapping of str to str, or callable
        Name of each by its id; a callable is asked when it is needed.
    """

    options: Names
    default: str = ""

    @property
    def names(self) -> Mapping[str, str]:
        """Name of each option by its id."""
        return self.options() if callable(self.options) else self.options

    def checked(self, value: Any) -> str:
        known = isinstance(value, str) and (value in self.names or (value == "" and not self.default))
        if not known:
            raise ValueError(allowed(self.label, value, list(self.names)))
        return value

    def says(self, value: str) -> str:
        return self.names[value]


@dataclass(frozen=True, kw_only=True)
class Number(Ask):
    """A number on a scale; None while it is not set, where that is the default.

    Parameters
    ----------
    low, high : float
        The scale, with both ends.
    whole : bool
        Whether it is a whole number.
    unit : str
        In what it is counted.
    """

    low: float = 0
    high: float = 100
    whole: bool = True
    unit: str = ""

    def checked(self, value: Any) -> float | None:
        if value is None and self.default is None:
            return None
        fits = type(value) is int or (type(value) is float and not self.whole and isfinite(value))
        if not fits or not self.low <= value <= self.high:
            raise ValueError(f"{_('{field} is {value}.', field=self.label, value=shown(value))} {self.rule()}")
        return value

    def rule(self) -> str:
        """Return the sentence that says what is allowed."""
        scale = {"low": f"{self.low:g}", "top": f"{self.high:g}"}
        if self.default is not None:
            return _("Write a whole number from {low} to {top}.", **scale)
        if self.whole:
            return _("Write a whole number from {low} to {top}, or leave it empty.", **scale)
        return _("Write a number from {low} to {top}, or leave it empty.", **scale)

    def read(self, text: str) -> float | None:
        """Return what was typed; raises ValueError with a sentence when it is no number of this scale.

        Examples
        --------
        >>> Number(label="Effort", high=10).read(" 7 "), Number(label="Hours", high=24, whole=False).read("7,5")
        (7, 7.5)
        """
        typed = text.strip()
        if _WHOLE.fullmatch(typed):
            return self.checked(int(typed))
        if not self.whole and _FRACTION.fullmatch(typed):  # "1,500" may mean 1.5 or 1500: it is refused
            return self.checked(float(typed.replace(",", ".")))
        return self.checked(typed or None)

    def says(self, value: float) -> str:
        return f"{value:g} {self.unit}".rstrip()


@dataclass(frozen=True, kw_only=True)
class YesNo(Ask):
    """Yes or no; None is not answered, which is not a no."""

    def checked(self, value: Any) -> bool | None:
        if value is not None and type(value) is not bool:
            said = _("{part} is {value}. It is yes, no, or not answered.", part=self.label, value=shown(value))
            raise ValueError(said)
        return value

    def says(self, value: bool) -> str:
        return _("yes") if value else _("no")


@dataclass(frozen=True, kw_only=True)
class _Several(Ask):
    """A list of entries, at most so many."""

    most: int = 99
    default: tuple[Any, ...] = ()

    def checked(self, value: Any) -> tuple[Any, ...]:
        if not isinstance(value, tuple | list):
            raise ValueError(_("{part} is {value}; it should be a list.", part=self.label, value=shown(value)))
        if len(value) > self.most:
            told = {"part": self.label, "entries": len(value), "most": self.most}
            raise ValueError(_("{part}: {entries} are entered. At most {most} fit: which ones matter most?", **told))
        return tuple(map(self.entry, value))

    def entry(self, value: Any) -> Any:
        """Return one entry, checked."""
        raise NotImplementedError

    def from_json(self, found: Any) -> Any:
        if not isinstance(found, list):
            raise ValueError(_("{name} should hold a list.", name=self.label))
        return found


@dataclass(frozen=True, kw_only=True)
class Lines(_Several):
    """Lines of free text, each with words in it."""

    lines: int = 3

    def entry(self, value: Any) -> str:
        check_text(self.label, value)
        if not in_plain_words(value):
            raise ValueError(
                _("{part} has an entry without words. Write a few words, or leave it out.", part=self.label)
            )
        if "\n" in value:
            said = _("{part} has an entry that runs over two lines. Write one entry on each line.", part=self.label)
            raise ValueError(said)
        return value

    def says(self, value: tuple[str, ...]) -> str:
        return "; ".join(value)

    def texts(self, value: tuple[str, ...]) -> Iterator[Text]:
        yield from ((self.label, line) for line in value)

    def to_json(self, value: tuple[str, ...]) -> list[str]:
        return list(value)


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
            raise ValueError(_("{part} holds something that does not belong there.", part=self.label))
        return value

    def says(self, value: tuple[Record, ...]) -> str:
        return "; ".join(map(repr, value))

    def texts(self, value: tuple[Record, ...]) -> Iterator[Text]:
        for at, entry in enumerate(value, 1):
            yield from ((f"{self.row} {at}, {place}", text) for place, text in entry.texts())

    def to_json(self, value: tuple[Record, ...]) -> list[Any]:
        return [entry.to_json() for entry in value]

    def from_json(self, found: Any) -> list[Record]:
        return [_within(f"{self.row} {at}", self.of, one) for at, one in enumerate(super().from_json(found), 1)]


@dataclass(frozen=True, kw_only=True)
class One(Ask):
    """One record inside another."""

    of: type[Record]

    def checked(self, value: Any) -> Record:
        if not isinstance(value, self.of):
            raise ValueError(_("{part} holds something that does not belong there.", part=self.label))
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
        return _within(self.label, self.of, found)


@dataclass(frozen=True, kw_only=True)
class Each(Ask):
    """One answer of the same kind for each of some names, such as the days of a week.

    Parameters
    ----------
    of : Ask
        What is asked about each; its label does not matter.
    names : sequence of str
    """

    of: Ask
    names: tuple[str, ...]

    def checked(self, value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple) or len(value) != len(self.names):
            found = {"part": self.label, "value": shown(value), "days": len(self.names)}
            raise ValueError(_("{part} is {value}. It takes one answer for each of the {days} days.", **found))
        return tuple(self._on(name).checked(one) for name, one in zip(self.names, value, strict=True))

    def _on(self, name: str) -> Ask:
        return replace(self.of, label=_("{part} on {day}", part=self.label, day=name))

    def is_blank(self, value: tuple[Any, ...]) -> bool:
        return all(map(self.of.is_blank, value))

    def says(self, value: tuple[Any, ...]) -> str:
        answered = ((name, one) for name, one in zip(self.names, value, strict=True) if not self.of.is_blank(one))
        return ", ".join(f"{name}: {self.of.says(one)}" for name, one in answered)

    def texts(self, value: tuple[Any, ...]) -> Iterator[Text]:
        for name, one in zip(self.names, value, strict=True):
            yield from self._on(name).texts(one)

    def to_json(self, value: tuple[Any, ...]) -> list[Any]:
        return list(map(self.of.to_json, value))


@dataclass(frozen=True, kw_only=True)
class Named(Ask):
    """Free text for each of some names; those without words are left out.

    Parameters
    ----------
    options : mapping of str to str, or callable
        Label of each text by its id.
    """

    options: Names
    lines: int = 3

    @property
    def names(self) -> Mapping[str, str]:
        """Label of each text by its id."""
        return self.options() if callable(self.options) else self.options

    def checked(self, value: Any) -> Mapping[str, str]:
        if not isinstance(value, Mapping):
            raise ValueError(
                _("{part} is {value}; there should be words by name.", part=self.label, value=shown(value))
            )
        for name, text in value.items():
            if name not in self.names:
                raise ValueError(allowed(self.label, name, list(self.names)))
            check_text(self.names[name], text)
        return {name: value[name] for name in self.names if value.get(name, "").strip()}

    def is_blank(self, value: Mapping[str, str]) -> bool:
        return not value

    def says(self, value: Mapping[str, str]) -> str:
        return "\n".join(f"{self.names[name]}: {text}" for name, text in value.items())

    def texts(self, value: Mapping[str, str]) -> Iterator[Text]:
        yield from ((self.names[name], text) for name, text in value.items())

    def to_json(self, value: Mapping[str, str]) -> dict[str, str]:
        return dict(value)


def _within(place: str, of: type[Record], found: Any) -> Record:
    """Read a record inside another, which has no need of a version of its own; a problem names its place."""
    try:
        return of.from_json({"version": 1, **found} if isinstance(found, dict) else found)
    except ValueError as problem:
        raise ValueError(f"{place}: {problem}") from None
