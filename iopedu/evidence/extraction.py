"""Take counts out of a text, and see which risk ratio follows: three readings of one trial."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from iopedu.course.entries import Entries
from iopedu.course.fields import Number
from iopedu.course.files import options, read_json
from iopedu.course.language import _, _n
from iopedu.course.lists import Each
from iopedu.course.record import Record, named, record
from iopedu.course.text import within
from iopedu.evidence.effects import Counts, Effect

#: What is asked for in each reading.
BOXES = options("extraction.boxes")


@dataclass(frozen=True)
class Reading:
    """One text about a trial, and what can be counted in it.

    Parameters
    ----------
    id, title, excerpt : str
        The excerpt has a fictional layout; its numbers are those of the source.
    counts : Counts
    close : str
        What to know once the counts are found.
    sources : tuple of str
    """

    id: str
    title: str
    excerpt: str
    counts: Counts
    close: str
    sources: tuple[str, ...]

    def effect(self) -> Effect:
        """Return the risk ratio; raises ValueError when there is none."""
        return Effect.from_counts(self.title, self.counts, "lower")


def _read(found: dict[str, Any]) -> Reading:
    return Reading(**{**found, "counts": Counts(*found["counts"]), "sources": tuple(found["sources"])})


#: The three readings.
readings = Entries("reading", lambda: map(_read, read_json("evidence/readings.json")))


def _boxes() -> Mapping[str, Each]:
    count = Number(label="", high=9999)
    titles = tuple(BOXES.values())
    return {entry.id: Each(label=entry.title, of=count, names=titles, place="{part}, {day}") for entry in readings()}


@record
class Extraction(Record):
    """What a learner took out of each reading.

    Parameters
    ----------
    found : mapping of str to tuple
        For each reading four counts, in the order of `BOXES`; None where nothing was typed.

    Raises
    ------
    ValueError
        With a sentence, when a count cannot be.

    Examples
    --------
    >>> Extraction({"article": (12, 52, 23, 49)})
    1 of 3 readings complete, 1 matching the source
    """

    WHAT: ClassVar[str] = _("extraction")

    found: Mapping[str, tuple[int | None, ...]] = named(_("Reading"), _boxes)

    def check(self) -> None:
        for reading in readings():
            with within(reading.title):
                self.counts(reading.id)

    def counts(self, name: str) -> Counts | None:
        """Return the counts of one reading once all four are there."""
        found = self.found.get(name, (None,))
        return None if None in found else Counts(*found)

    @property
    def done(self) -> tuple[Reading, ...]:
        """The readings whose four counts are there."""
        return tuple(reading for reading in readings() if self.counts(reading.id))

    @property
    def right(self) -> tuple[Reading, ...]:
        """The readings whose counts are those of the source."""
        return tuple(reading for reading in self.done if self.counts(reading.id) == reading.counts)

    @property
    def ready(self) -> bool:
        """Whether all readings are as the source has them."""
        return len(self.right) == len(readings())

    def feedback(self, reading: Reading) -> str:
        """Return what follows from the counts of one reading, and how they compare with the source."""
        counts = self.counts(reading.id)
        if counts is None:
            return ""
        try:
            said = f"{Effect.from_counts(_('Result from your counts'), counts, 'lower')!r}."
        except ValueError as problem:
            said = str(problem)
        if counts == reading.counts:
            return f"{said} {reading.close}"
        return _("{said} The source has different counts. {hint}", said=said, hint=self._hint(counts, reading.counts))

    @staticmethod
    def _hint(mine: Counts, source: Counts) -> str:
        names = [title for name, title in BOXES.items() if getattr(mine, name) != getattr(source, name)]
        swapped = Counts(source.events_control, source.total_control, source.events, source.total)
        if mine == swapped:
            return _("The two groups are switched. Check again which one is named first.")
        return _("Look again at: {boxes}.", boxes="; ".join(names))

    def describe(self) -> str:
        """Return what was taken out of each reading, and what follows."""
        lines = [f"{self!r}."]
        lines += [f"{reading.title}. {self.feedback(reading)}" for reading in self.done]
        return "\n".join(lines)

    def __repr__(self) -> str:
        return _n(
            "{n} of {many} readings complete, {right} matching the source",
            "{n} of {many} readings complete, {right} matching the source",
            len(self.done),
            many=len(readings()),
            right=len(self.right),
        )
