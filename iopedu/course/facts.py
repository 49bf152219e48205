"""Facts: a value or a statement, whom it was counted in, when, and where it was read.

Nothing clinical is typed into a notebook. A text names a fact, and the number comes from the data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from iopedu.course.files import options, read_rows, shipped
from iopedu.course.language import _
from iopedu.course.sources import check_key
from iopedu.course.text import check_one_of

MARKS = options("facts.marks")
FIELDS = {"mental_health": _("mental health"), "substance_use": _("substance use"), "both": _("both fields")}

_SLOT = re.compile(r"\{(value|low|high)\}")
_NAMED = re.compile(r"\{fact:([a-z0-9_]+)(?:\.(value|low|high))?\}")


@dataclass(frozen=True)
class Fact:
    """One fact with everything that is needed to read it rightly.

    Parameters
    ----------
    id : str
        Unique name, such as ``iop_hours_min_medicare``.
    subject : str
        The folder of ``data/`` that it stands in, such as "care" or "cbt".
    about, aspect : str
        What it is about: a level of care or another thing, and the aspect of it.
    text : str
        Words for a reader; ``{value}``, ``{low}`` and ``{high}`` stand for the numbers.
    value, low, high : str
        The numbers as they were published, or empty.
    quantity, unit, population, country, year : str
        How to read them; ``year`` is empty when the source shows none.
    versus, better : str
        What it was compared with, and which direction of the number is better for what is named first.
    valid_until, look_up_after : str
        For a rule or a rate: its last day, and the day after which it has to be looked up again.
    how_read, searched : str
        What of the source was read; for an unknown, when and what was searched.
    kind : {"rule", "example", "study", "statistic", "principle", "unknown"}
    field : {"mental_health", "substance_use", "both"}
    mark : {"V", "S", "R", "P", "U"}
        How it was checked; see `MARKS`.
    sources : tuple of str
        Keys of `iopedu.course.sources`; empty only for principles and unknowns.

    Raises
    ------
    ValueError
        When a field holds something that is not allowed.
    """

    id: str
    subject: str
    about: str
    aspect: str
    text: str
    value: str
    low: str
    high: str
    unit: str
    kind: str
    field: str
    population: str
    country: str
    year: str
    valid_until: str
    mark: str
    searched: str
    sources: tuple[str, ...]

    def __post_init__(self) -> None:
        check_one_of("mark", self.mark, MARKS, f"Fact {self.id}")
        check_one_of("field", self.field, FIELDS, f"Fact {self.id}")
        if not self.sources and self.mark not in "PU":
            raise ValueError(f"Fact {self.id}: a fact marked {self.mark} needs at least one source.")
        for key in self.sources:
            check_key(key)
        used = set(_SLOT.findall(self.text))
        given = {name for name in ("value", "low", "high") if getattr(self, name)}
        if used != given:
            raise ValueError(f"Fact {self.id}: the text uses {sorted(used)}, the row has {sorted(given)}.")

    @property
    def says(self) -> str:
        """The fact in words, with its numbers filled in."""
        return _SLOT.sub(lambda slot: number(getattr(self, slot[1])), self.text)

    @property
    def context(self) -> str:
        """Who, where, when and how well checked: what a number may not be read without."""
        country = _("country not stated") if self.country == "not stated" else self.country
        parts = [self.population, country, self.year or (_("undated") if self.sources else "")]
        if self.valid_until:
            parts.append(_("until {day}", day=self.valid_until))
        if self.searched:
            parts.append(_("searched {what}", what=self.searched))
        elif self.mark != "V":
            parts.append(MARKS[self.mark])
        return ", ".join(filter(None, parts))


@cache
def facts() -> Mapping[str, Fact]:
    """Return every fact of the course by its id."""
    found: dict[str, Fact] = {}
    for subject in sorted(folder.name for folder in shipped("data").iterdir() if (folder / "facts.csv").is_file()):
        for row in read_rows(f"{subject}/facts.csv", lists=("sources",)):
            if row["id"] in found:
                raise ValueError(f"Two facts are called {row['id']}.")
            row = {name: value for name, value in row.items() if name in Fact.__dataclass_fields__}
            found[row["id"]] = Fact(subject=subject, **row)
    return found


def facts_on(subject: str, *aspects: str) -> tuple[Fact, ...]:
    """Return the facts of one subject, in the order of the data; with aspects, only those on them.

    Examples
    --------
    >>> facts_on("cbt", "thought_record")[0].value
    '110'
    """
    found = (fact for fact in facts().values() if fact.subject == subject)
    return tuple(fact for fact in found if not aspects or fact.aspect in aspects)


def sources_on(subject: str) -> tuple[str, ...]:
    """Return the keys of all sources of one subject's facts.

    Examples
    --------
    >>> "waltman2019" in sources_on("cbt")
    True
    """
    return tuple(dict.fromkeys(key for fact in facts_on(subject) for key in fact.sources))


def fact(name: str) -> Fact:
    """Return one fact by its id.

    Raises
    ------
    KeyError
        When there is no such fact.

    Examples
    --------
    >>> fact("iop_hours_min_medicare").value
    '9'
    """
    try:
        return facts()[name]
    except KeyError:
        raise KeyError(
            f"No fact is called {name!r}. Facts are listed in the files facts.csv in the folders of data/."
        ) from None


def number(published: str) -> str:
    """Write a published number for a reader.

    Examples
    --------
    >>> number("114440"), number("21.77")
    ('114,440', '21.77')
    """
    whole, point, rest = published.partition(".")
    return f"{int(whole):,}{point}{rest}" if whole.isdigit() else published


def fill(text: str) -> str:
    """Replace ``{fact:NAME}`` or ``{fact:NAME.low}`` by the number of that fact.

    Examples
    --------
    >>> fill("at least {fact:iop_hours_min_medicare} hours")
    'at least 9 hours'
    """

    def replace(slot: re.Match[str]) -> str:
        published = getattr(fact(slot[1]), slot[2] or "value")
        if not published:
            raise ValueError(f"The fact {slot[1]} has no {slot[2] or 'value'}.")
        return number(published)

    return _NAMED.sub(replace, text)
