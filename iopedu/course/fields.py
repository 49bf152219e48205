"""What a field of a record asks: free text, a choice, a number, yes or no. Several answers: `iopedu.course.lists`.

Each kind checks a value, says it in words, writes and reads it as JSON, and tells which of it is free text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from iopedu.course.files import options
from iopedu.course.language import _
from iopedu.course.numbers import TwoWaysError, read_number
from iopedu.course.ratings import check_text, shown
from iopedu.course.text import allowed, says_something
from iopedu.course.waiting import Denial

Names = Mapping[str, str] | Callable[[], Mapping[str, str]]
Text = tuple[str, str]


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
        What it begins with, where `begin` does not say something else.
    denies : object
        The value that says that nobody is in danger, for a field that asks about it.
    denied : tuple of str
        Which kinds of danger it speaks of; all of them where there is none.
    """

    label: str
    ask: str = ""
    hint: str = ""
    optional: bool = False
    default: Any = None
    denies: Any = None
    denied: tuple[str, ...] = ()

    def begin(self) -> Any:
        """Return what the field holds before anything is entered."""
        return self.default

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

    def denials(self, value: Any) -> Iterator[Denial]:
        """Yield a value that says that there is no danger."""
        if self.denies is not None and value == self.denies:
            yield Denial(self.label, self.says(value), self.denied)

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
        return not says_something(value)

    def texts(self, value: str) -> Iterator[Text]:
        if value.strip():
            yield self.label, value


@dataclass(frozen=True, kw_only=True)
class Options(Ask):
    """Something to choose from.

    Parameters
    ----------
    options : mapping of str to str, or callable
        Name of each by its id; a callable is asked when it is needed.
    """

    options: Names

    @property
    def names(self) -> Mapping[str, str]:
        """Name of each option by its id."""
        return self.options() if callable(self.options) else self.options


@dataclass(frozen=True, kw_only=True)
class Choice(Options):
    """One of several `Options`; "" or None while nothing is chosen, whichever is the default.

    Parameters
    ----------
    unset : str
        What a control shows while nothing is chosen.
    """

    unset: str = _("Not set")
    default: str | None = ""

    def checked(self, value: Any) -> str | None:
        unset = value in ("", None) and value == self.default
        if not unset and not (isinstance(value, str) and value in self.names):
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
    slider : float
        Step of its slider; 0 is a box without one.
    """

    low: float = 0
    high: float = 100
    whole: bool = True
    unit: str = ""
    slider: float = 0

    def checked(self, value: Any) -> float | None:
        if value is None and self.default is None:
            return None
        if not self.fits(value):
            raise ValueError(f"{_('{field} is {value}.', field=self.label, value=shown(value))} {self.rule()}")
        return value

    def fits(self, value: Any) -> bool:
        """Whether it is a number that is allowed."""
        number = type(value) is int or (type(value) is float and not self.whole and isfinite(value))
        return number and self.low <= value <= self.high

    def rule(self) -> str:
        """Return the sentence that says what is allowed."""
        scale = {"low": f"{self.low:g}", "top": f"{self.high:g}" if self.high < 1e6 else f"{self.high:,}"}
        kind = ("whole " if self.whole else "") + ("number" if self.default is not None else "number or nothing")
        return options("fields.numbers")[kind].format(**scale)

    def read(self, text: str) -> float | None:
        """Return what was typed; raises ValueError with a sentence when it is no number of this scale.

        Examples
        --------
        >>> Number(label="Effort", high=10).read(" 7 "), Number(label="Hours", high=24, whole=False).read("7,5")
        (7, 7.5)
        >>> Number(label="Strength").read("20 %"), Number(label="Strength").read("60/100")
        (20, 60)
        >>> Number(label="Ratio", low=-3, high=3, whole=False).read("−0,125")
        -0.125
        >>> Number(label="Dose", high=5000, whole=False).read("1,500")
        Traceback (most recent call last):
        ...
        ValueError: Dose is '1,500', which can mean 1.5 or 1500. Enter a number from 0 to 5000, or leave it blank.
        """
        typed = text.strip()
        if not typed and self.default is not None:
            raise ValueError(f"{_('{field} is empty.', field=self.label)} {self.rule()}")
        if not typed:
            return None
        try:
            percent = (self.low, self.high, self.unit) == (0, 100, "")
            found = read_number(typed.removesuffix("%").removesuffix("/100") if percent else typed)
        except TwoWaysError as both:
            told = {"field": self.label, "value": shown(typed), "small": both.small, "large": both.large}
            said = _("{field} is {value}, which can mean {small} or {large}.", **told)
            raise ValueError(f"{said} {self.rule()}") from None
        return self.checked(found if self.fits(found) else typed)

    def says(self, value: float) -> str:
        return f"{value:g} {self.unit}".rstrip()


@dataclass(frozen=True, kw_only=True)
class YesNo(Ask):
    """Yes or no; None is not answered, which is not a no, where that is the default."""

    def checked(self, value: Any) -> bool | None:
        if (value is not None or self.default is not None) and type(value) is not bool:
            said = _("{part} is {value}. It should be yes, no, or not answered.", part=self.label, value=shown(value))
            raise ValueError(said)
        return value

    def says(self, value: bool) -> str:
        return _("yes") if value else _("no")
