"""Whether people come before an exercise now. While they do, no record that a form draws says that it is whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from iopedu.course.language import _

_NOW: ContextVar[bool] = ContextVar("people come first", default=False)


class Denial(NamedTuple):
    """An answer that says that there is no danger.

    Parameters
    ----------
    label, answer : str
        What was asked, and what was answered.
    kinds : tuple of str
        Which kinds of `iopedu.course.people_first.Concern` it denies; every kind where there is none.
    places : tuple of str
        The texts that it belongs to, by their places; every text where there is none.
    """

    label: str
    answer: str
    kinds: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    def is_about(self, kind: str, place: str) -> bool:
        """Whether it says the opposite of a concern of this kind at this place."""
        return (not self.kinds or kind in self.kinds) and (not self.places or place in self.places)


@contextmanager
def people_come_first(now: bool) -> Iterator[None]:
    """Let records be drawn as those of a form in which people come first, or in which they do not.

    Examples
    --------
    >>> with people_come_first(True):
    ...     who_first()
    ('Who is brought in first',)
    >>> who_first()
    ()
    """
    before = _NOW.set(now)
    try:
        yield
    finally:
        _NOW.reset(before)


def who_first() -> tuple[str, ...]:
    """Return the name of what is missing while people come first, and nothing at other times."""
    return (_("Who is brought in first"),) if _NOW.get() else ()
