"""The PHQ-9 and the GAD-7: their items and bands."""

from __future__ import annotations

from dataclasses import dataclass

from iopedu.course.entries import Entries
from iopedu.course.files import read_rows
from iopedu.course.language import Refusal, _
from iopedu.course.ratings import shown

# Not translated, like the items: these are the words in which the questionnaires were published.
CHOICES = ("Not at all", "Several days", "More than half the days", "Nearly every day")
STEM = "Over the last 2 weeks, how often have you been bothered by any of the following problems?"


@dataclass(frozen=True)
class Band:
    """Scores that share a name, both ends included."""

    low: int
    high: int
    name: str

    def __repr__(self) -> str:
        return _("{low} to {high}: {band}", low=self.low, high=self.high, band=self.name)


@dataclass(frozen=True)
class Measure:
    """A questionnaire whose answers, 0 to 3 each, are added up.

    Parameters
    ----------
    id, name, title, about : str
    items : tuple of str
    bands : tuple of Band
    safety_item : int
        Number of the item that is followed up before the total counts; 0 where there is none.
    attribution : str
        Who made it, and by which right it is shown.
    sources : tuple of str
        Keys of `iopedu.course.sources`.
    """

    id: str
    name: str
    title: str
    about: str
    items: tuple[str, ...]
    bands: tuple[Band, ...]
    safety_item: int
    attribution: str
    sources: tuple[str, ...]

    @property
    def top(self) -> int:
        """The highest possible score."""
        return (len(CHOICES) - 1) * len(self.items)

    def band(self, total: int) -> Band:
        """Return the band of a score.

        Raises
        ------
        ValueError
            When there is no such score.

        Examples
        --------
        >>> measure("phq9").band(9), measure("phq9").band(10)
        (5 to 9: mild, 10 to 14: moderate)
        """
        if type(total) is not int or not 0 <= total <= self.top:
            found = {"value": shown(total), "measure": self.name, "top": self.top}
            raise Refusal("The score is {value}. The {measure} goes from 0 to {top}.", **found)
        return next(band for band in self.bands if band.low <= total <= band.high)


#: The two questionnaires.
measures = Entries("measure", lambda: map(_read, read_rows("progress/measures.csv")))


measure = measures.get


def _read(row: dict[str, str]) -> Measure:
    items = tuple(entry["text"] for entry in read_rows(f"progress/{row['id']}.csv"))
    starts = [(int(part.split(" ", 1)[0]), part.split(" ", 1)[1]) for part in row.pop("bands").split(";")]
    ends = [low - 1 for low, _name in starts[1:]] + [(len(CHOICES) - 1) * len(items)]
    bands = tuple(Band(low, high, name) for (low, name), high in zip(starts, ends, strict=True))
    safety, sources = int(row.pop("safety_item") or 0), tuple(row.pop("sources").split(";"))
    return Measure(items=items, bands=bands, safety_item=safety, sources=sources, **row)
