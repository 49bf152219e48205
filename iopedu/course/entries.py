"""Collections that stand in `data/`: read once, when somebody first asks for them, and found by id."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from functools import cached_property
from typing import Any, Generic, TypeVar

from iopedu.course.facts import fact
from iopedu.course.files import read_rows
from iopedu.course.text import allowed

Entry = TypeVar("Entry")


def _split(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split(";")))


#: How a cell is read for a field of this type; any other is left as it is written.
_KINDS: Mapping[str, Callable[[str], Any]] = {
    "int": int,
    "int | None": lambda cell: int(cell) if cell else None,
    "float": float,
    "bool": lambda cell: cell == "yes",
    "tuple[str, ...]": _split,
    "Fact": fact,
    "tuple[Fact, ...]": lambda cell: tuple(map(fact, _split(cell))),
}


def read_entries(kind: type[Entry], file: str) -> Iterator[Entry]:
    """Return the rows of a CSV file of ``data/``, each as a dataclass whose fields are named like its columns.

    The type of a field says how its cell is read: ``yes`` is true, ``;`` stands between several texts, and of a fact
    the file holds the name. A column without a field is passed over; a field without a column keeps its default.

    Examples
    --------
    >>> from iopedu.course.people import Person
    >>> next(read_entries(Person, "people.csv")).age
    34
    """
    read = {entry.name: _KINDS.get(str(entry.type), str) for entry in fields(kind)}
    for row in read_rows(file):
        yield kind(**{name: of(row[name]) for name, of in read.items() if name in row})


class Entries(Generic[Entry]):
    """A collection that is read when it is first looked at. Calling it gives all of it, or one group.

    Parameters
    ----------
    what : str
        What one entry is called in the sentence that says that there is no such id.
    read : callable
        Returns the entries.
    key, group : str, optional
        The field that holds the id; the field by which a group is asked for.

    Examples
    --------
    >>> from iopedu.course.people import Person
    >>> people = Entries.of("person", Person, "people.csv")
    >>> people["maya"].age, next(iter(people)) is people()[0]
    (34, True)
    """

    def __init__(self, what: str, read: Callable[[], Iterable[Entry]], key: str = "id", group: str = "") -> None:
        self._what, self._read, self._key, self._group = what, read, key, group

    @classmethod
    def of(cls, what: str, kind: type[Entry], file: str, key: str = "id", group: str = "") -> Entries[Entry]:
        """Make a collection of the rows of a CSV file; see `read_entries`."""
        return cls(what, lambda: read_entries(kind, file), key, group)

    @cached_property
    def _all(self) -> tuple[Entry, ...]:
        return tuple(self._read())

    def named(self, by: str = "name") -> Callable[[], dict[str, str]]:
        """Return what gives the name of each entry by its id, for a field to choose from."""
        return lambda: {getattr(entry, self._key): getattr(entry, by) for entry in self._all}

    @property
    def ids(self) -> list[str]:
        """The ids, in the order of the entries."""
        return [getattr(entry, self._key) for entry in self._all]

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._all)

    def __call__(self, group: str | None = None) -> tuple[Entry, ...]:
        """Return all entries, or those of one group; raises ValueError when there is no such group."""
        if group is None:
            return self._all
        found = tuple(entry for entry in self._all if getattr(entry, self._group) == group)
        if not found:
            groups = dict.fromkeys(getattr(entry, self._group) for entry in self._all)
            raise ValueError(allowed(self._group, group, list(groups)))
        return found

    def get(self, name: object) -> Entry:
        """Return one entry; raises ValueError with the ids that there are when it is none of them."""
        for entry in self._all:
            if getattr(entry, self._key) == name:
                return entry
        raise ValueError(allowed(self._what, name, self.ids))

    __getitem__ = get

    def __contains__(self, name: object) -> bool:
        return name in self.ids
