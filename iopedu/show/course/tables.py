"""What every notebook shows: crisis lines, people, words, sources, the map of the course."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from iopedu import __date__, __version__
from iopedu.course.facts import FIELDS, MARKS, facts_on
from iopedu.course.files import options, shipped
from iopedu.course.glossary import glossary
from iopedu.course.language import _, _n
from iopedu.course.outline import notebooks
from iopedu.course.people import people as made_up_people
from iopedu.course.safety import DIRECTORY, CrisisLine, countries, crisis_lines
from iopedu.course.sources import source
from iopedu.course.text import in_list
from iopedu.show.style import framed
from iopedu.show.table import Line, Table, fact_cell, source_list
from iopedu.show.words import stored_rows, table_of


def crisis_table(*only: str) -> Table:
    """Return the crisis lines of these countries, or of all, each with what it was compared with, and when."""
    rows = [(country, [tuple(map(_crisis_line, crisis_lines(country)))]) for country in only or countries()]
    note = options("tables.crisis")["others"].format(directory=DIRECTORY)
    if only:
        note = _("The list for all countries is in notebook 00, Start here. {note}", note=note)
    return table_of("crisis_table", rows, after=note)


def _crisis_line(line: CrisisLine) -> Line:
    return Line(repr(line), "; ".join(filter(None, (line.says, line.note))), line.sources, html=line.html)


def people() -> Table:
    """Return the fictional people of the course."""
    rows = [(f"{one.name}, {one.age} ({one.pronouns})", [one.story]) for one in made_up_people()]
    return table_of("people", rows)


def marks() -> Table:
    """Return what the marks beside a fact mean."""
    meanings = zip(MARKS.values(), stored_rows("marks"), strict=True)
    return table_of("marks", [(mark.capitalize(), meaning) for mark, (_number, meaning) in meanings])


def course_map() -> Table:
    """Return the notebooks of the course with their minutes."""
    rows = []
    for entry in notebooks():
        title = ", ".join(filter(None, (f"{entry.number} {entry.title}", entry.when)))
        rows.append((title, [entry.outcome, _n("{n} minute", "{n} minutes", entry.minutes)]))
    return table_of("course_map", rows)


def what_is_known(subject: str, *aspects: str) -> Table:
    """Return what studies say about one subject, and what rules say.

    Parameters
    ----------
    subject : str
        Such as "cbt": a folder of ``data/`` with a table of facts.
    *aspects : str
        Such as "homework"; without any, everything is shown.
    """
    found = facts_on(subject, *aspects)
    fields = {fact.field for fact in found}
    single = len(fields) == 1
    kinds = sorted({"rules" if fact.kind == "rule" else "studies" for fact in found})
    title = options("tables.known")[" and ".join(kinds)] + (f" ({FIELDS[fields.pop()]})" if single else "")
    rows = [(f"{at}", [fact_cell([fact], tagged=not single)]) for at, fact in enumerate(found, 1)]
    return Table(title, [_("No."), _("Result")], rows)


@dataclass(frozen=True)
class Fold:
    """Something to open: what it says as text, and on a page its title and what stands in it."""

    text: str
    title: str
    html: str

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return framed(f"<details><summary>{self.title}</summary>{self.html}</details>")


def words_used(number: str) -> Fold:
    """Return the words of the field that a notebook uses, with their meaning."""
    found = [(entry.title, [(Line(entry.meaning, sources=entry.sources),)]) for entry in glossary(number)]
    table, title = table_of("words_used", found), _n("{n} word, explained", "{n} words, explained", len(found))
    return Fold(repr(table), title, table.html())


def references(keys: Iterable[str]) -> Fold:
    """Return sources in alphabetical order."""
    found = sorted(set(keys), key=lambda key: source(key).full.casefold())
    title = _n("{n} source, in alphabetical order", "{n} sources, in alphabetical order", len(found))
    return Fold("\n".join(f"[{at}] {source(key).full}" for at, key in enumerate(found, 1)), title, source_list(found))


def news() -> tuple[str, ...]:
    """Return what is new in this edition, one sentence or two each.

    Examples
    --------
    >>> all(text.endswith(".") for text in news())
    True
    """
    text = shipped("CHANGELOG.md").read_text(encoding="utf-8")
    section = text.partition(f"\n## [{__version__}] - {__date__}\n")[2].partition("\n## ")[0]
    return tuple(" ".join(item.split()) for item in re.findall(r"^- (.+(?:\n  .+)*)", section, re.MULTILINE))


def edition() -> Fold:
    """Return the number and date of this edition, and what is new in it.

    Examples
    --------
    >>> "what is new" in edition().title
    True
    """
    title = _("Edition {number}, {date}: what is new", number=__version__, date=__date__)
    return Fold("\n".join((title, *(f"- {text}" for text in news()))), title, in_list(news()))
