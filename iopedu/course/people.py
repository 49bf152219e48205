"""The made-up people who go through the course."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from iopedu.course.files import read_rows


@dataclass(frozen=True)
class Person:
    """A made-up person.

    Parameters
    ----------
    id, name, pronouns, story : str
    age : int
        Years.
    level : str
        The level of care at which the course meets this person first.
    """

    id: str
    name: str
    age: int
    pronouns: str
    level: str
    story: str

    def __repr__(self) -> str:
        return f"{self.name}, {self.age} ({self.pronouns}). {self.story}"


@cache
def people() -> tuple[Person, ...]:
    """Return the made-up people, the main one first."""
    return tuple(Person(**(row | {"age": int(row["age"])})) for row in read_rows("people.csv"))


def person(name: str) -> Person:
    """Return one made-up person by id.

    Examples
    --------
    >>> person("maya").age
    34
    """
    return next(entry for entry in people() if entry.id == name)
