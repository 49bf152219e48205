"""Every source of the course, read from ``data/references.bib``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from iopedu.course.files import read_text
from iopedu.course.language import _
from iopedu.course.text import listed


@dataclass(frozen=True)
class Source:
    """One entry of the reference list.

    Parameters
    ----------
    key : str
        What facts and notebooks use to point here.
    authors : tuple of str
        Last names, or the name of an organization; ``others`` stands for names not seen in the source.
    year : str
        Year of publication; empty when the source shows none.
    title, published, link, note : str
        Title; journal, volume and pages; address; what to know about how it was read.
    """

    key: str
    authors: tuple[str, ...]
    year: str
    title: str
    published: str
    link: str
    note: str

    @property
    def short(self) -> str:
        """Author and year, as in running text."""
        names = [name for name in self.authors if name != "others"]
        if len(names) == 2 and len(self.authors) == 2:
            who = listed(names)
        else:
            who = names[0] if len(self.authors) == 1 else _("{name} et al.", name=names[0])
        return f"{who} {self.year or _('n.d.')}"

    @property
    def full(self) -> str:
        """The whole reference on one line."""
        names = [_("et al.") if name == "others" else name for name in self.authors]
        parts = [f"{', '.join(names)} ({self.year or _('no date')})", self.title, self.published]
        text = " ".join(f"{part.rstrip('.')}." for part in parts if part)
        return " ".join(part for part in (text, self.link, f"[{self.note.rstrip('.')}.]" if self.note else "") if part)


@cache
def sources() -> dict[str, Source]:
    """Return every source by its key, in the order of the file.

    Examples
    --------
    >>> len(sources()) > 50
    True
    """
    from pybtex.database import parse_string  # here, since it takes longer than the rest of the package

    found = parse_string(read_text("references.bib"), "bibtex")
    return {key: _from_entry(key, entry) for key, entry in found.entries.items()}


def source(key: str) -> Source:
    """Return one source.

    Raises
    ------
    KeyError
        When no source has this key.

    Examples
    --------
    >>> source("ncqa_fuh").authors
    ('NCQA',)
    """
    return sources()[check_key(key)]


@cache
def _keys() -> frozenset[str]:
    """Return the keys of all sources, without reading what stands in them: that takes long."""
    return frozenset(re.findall(r"^@\w+\{([^,\s]+),", read_text("references.bib"), re.MULTILINE))


def check_key(key: str) -> str:
    """Return the key of a source; raises KeyError when no source has it."""
    if key not in _keys():
        raise KeyError(f"No source has the key {key!r}. Keys are listed in data/references.bib.")
    return key


def check_told(what: str, entry: Any) -> None:
    """Refuse an entry of the data with an empty field, or with a source that is not there."""
    for field, value in vars(entry).items():
        if not value or not all(value):
            raise ValueError(f"{what} {entry.id!r}: {field} is empty. Every field needs words.")
    for key in entry.sources:
        check_key(key)


def _from_entry(key: str, entry) -> Source:
    fields = {name.lower(): str(value).strip("{}") for name, value in entry.fields.items()}
    journal = fields.get("journal", "")
    volume = fields.get("volume", "") + (f"({fields['number']})" if "number" in fields else "")
    place = ":".join(part for part in (volume, fields.get("pages", "").replace("--", "-")) if part)
    published = " ".join(part for part in (journal, place) if part)
    published = published or fields.get("howpublished", "") or fields.get("institution", "")
    people = entry.persons.get("author", [])
    return Source(
        key=key,
        authors=tuple(_name(person) for person in people) or (fields.get("institution", key),),
        year=fields.get("year", ""),
        title=fields.get("title", ""),
        published="" if published in map(_name, people) else published,
        link=f"https://doi.org/{fields['doi']}" if "doi" in fields else fields.get("url", ""),
        note=fields.get("note", ""),
    )


def _name(person) -> str:
    return " ".join(part.strip("{}") for part in (*person.prelast_names, *person.last_names))
