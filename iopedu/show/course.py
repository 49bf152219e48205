"""What every notebook shows: crisis lines, people, words, sources, the map of the course."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from iopedu.course.facts import FIELDS, MARKS, facts_on
from iopedu.course.glossary import glossary
from iopedu.course.outline import notebooks
from iopedu.course.people import people as made_up_people
from iopedu.course.safety import DIRECTORY, CrisisLine, countries, crisis_lines
from iopedu.course.sources import source
from iopedu.course.text import counted
from iopedu.show.style import STYLE
from iopedu.show.table import Line, Table, fact_cell, source_list

__all__ = ["References", "course_map", "crisis_table", "marks", "people", "references", "what_is_known", "words_used"]


def crisis_table() -> Table:
    """Return the crisis lines of all countries, each with the day on which it was checked."""
    rows = []
    for country in countries():
        lines = crisis_lines(country)
        rows.append((country, [tuple(Line(repr(line), _checked(line), line.sources) for line in lines)]))
    note = f"For other countries see {DIRECTORY}. In danger, call the emergency number of the country you are in."
    return Table("Crisis lines", ["Country", "Service, and how to reach it"], rows, note)


def _checked(line: CrisisLine) -> str:
    return f"{'reported second-hand, ' if line.mark == 'S' else ''}checked on {line.checked_on}"


def people() -> Table:
    """Return the made-up people of the course."""
    rows = [(f"{one.name}, {one.age} ({one.pronouns})", [one.story]) for one in made_up_people()]
    return Table("The people in this course, all made up", ["Person", "Story"], rows)


def marks() -> Table:
    """Return what the marks beside a fact mean."""
    used = {"V": "No mark is printed.", "S": "", "R": "", "P": "", "U": ""}
    meaning = {
        "V": "We saw it in the source itself; for a paper, at least in its abstract.",
        "S": "We saw it on a page that reports on the source. Look at the source before you build on it.",
        "R": "We worked the number out from data or numbers that we saw.",
        "P": "A general principle, written by us. It has no single source; a clinician should read it critically.",
        "U": "We looked and found nothing that we could check. An empty box is an honest answer.",
    }
    rows = [(MARKS[mark].capitalize(), [" ".join(filter(None, (meaning[mark], used[mark])))]) for mark in MARKS]
    return Table("How sure can you be of a fact in this course?", ["Mark", "What it means"], rows)


def course_map() -> Table:
    """Return the notebooks of the course with their minutes."""
    rows = [(f"{entry.number} {entry.title}", [entry.outcome, f"{entry.minutes} minutes"]) for entry in notebooks()]
    return Table("The notebooks", ["Notebook", "What you can do afterwards", "Time"], rows)


def what_is_known(subject: str, *aspects: str) -> Table:
    """Return what studies say about one subject.

    Parameters
    ----------
    subject : str
        Such as "cbt": a folder of ``data/`` with a table of facts.
    *aspects : str
        Such as "homework"; without any, everything is shown.
    """
    found = facts_on(subject, *aspects)
    fields = {fact.field for fact in found}
    named = f" ({FIELDS[fields.pop()]})" if len(fields) == 1 else ""
    rows = [(f"{at}", [fact_cell([fact], tagged=not named)]) for at, fact in enumerate(found, 1)]
    return Table(f"What studies say{named}", ["No.", "Result"], rows)


def words_used(number: str) -> Table:
    """Return the words of the field that a notebook uses, with their meaning."""
    rows = [(entry.title, [(Line(entry.meaning, sources=entry.sources),)]) for entry in glossary(number)]
    return Table("Words used here", ["Word", "Meaning"], rows)


@dataclass(frozen=True)
class References:
    """A list of sources."""

    keys: tuple[str, ...]

    def __repr__(self) -> str:
        return "\n".join(f"[{at}] {source(key).full}" for at, key in enumerate(self.keys, 1))

    def _repr_html_(self) -> str:
        title = counted(len(self.keys), "source")
        return (
            f'{STYLE}<div class="iop"><details><summary>{title}, in alphabetical order</summary>'
            f"{source_list(self.keys)}</details></div>"
        )


def references(keys: Iterable[str]) -> References:
    """Return sources in alphabetical order."""
    return References(tuple(sorted(set(keys), key=lambda key: source(key).full.casefold())))
