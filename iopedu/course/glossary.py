"""The terms of the field, each explained once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from iopedu.course.entries import read_entries


@dataclass(frozen=True)
class Term:
    """A word of the field and what it means in plain words.

    Parameters
    ----------
    name, abbreviation, meaning : str
        ``abbreviation`` may be empty.
    notebooks : tuple of str
        Numbers of the notebooks that use the word.
    sources : tuple of str
        Keys of `iopedu.course.sources`; may be empty.
    """

    name: str
    abbreviation: str
    meaning: str
    notebooks: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def title(self) -> str:
        """The word with its abbreviation."""
        return f"{self.name} ({self.abbreviation})" if self.abbreviation else self.name


@cache
def glossary(notebook: str | None = None) -> tuple[Term, ...]:
    """Return the words in alphabetical order; with a notebook's number, only the words used there.

    Examples
    --------
    >>> glossary()[0].name
    'ABC PLEASE'
    """
    found = read_entries(Term, "glossary.csv")
    wanted = (entry for entry in found if notebook is None or notebook in entry.notebooks)
    return tuple(sorted(wanted, key=lambda entry: entry.name.casefold()))


def short_forms(text: str) -> tuple[Term, ...]:
    """Return the words whose abbreviation a text uses without explaining it.

    Examples
    --------
    >>> [term.name for term in short_forms("A PHP, after an intensive outpatient program (IOP)")]
    ['Partial hospitalization']
    """
    return tuple(
        entry
        for entry in glossary()
        if entry.abbreviation
        and re.search(rf"\b{entry.abbreviation}s?\b", text)
        and f"({entry.abbreviation})" not in text
    )
