"""The fictional people who go through the course."""

from __future__ import annotations

from dataclasses import dataclass

from iopedu.course.entries import Entries


@dataclass(frozen=True)
class Person:
    """A fictional person.

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


#: The fictional people, the main one first.
people = Entries.of("person", Person, "people.csv")


person = people.get
