"""The map of the course: its notebooks, their minutes and what each one asks to be done."""

from __future__ import annotations

from dataclasses import dataclass, replace

from iopedu.course.campus import own
from iopedu.course.entries import Entries
from iopedu.course.language import _


@dataclass(frozen=True)
class Notebook:
    """One notebook of the course.

    Parameters
    ----------
    number : str
        Two digits.
    file, title, outcome : str
        File name; title as in its heading; what a learner can do afterwards.
    read_minutes, practice_minutes : int
        Estimated minutes for one sitting.
    tasks : tuple of str
        Keys of the answers that make the notebook complete.
    week : int, optional
        In which week it is read, where a campus says so.
    """

    number: str
    file: str
    title: str
    outcome: str
    read_minutes: int
    practice_minutes: int
    tasks: tuple[str, ...]
    week: int | None = None

    @property
    def minutes(self) -> int:
        """Minutes in all."""
        return self.read_minutes + self.practice_minutes

    @property
    def when(self) -> str:
        """The week, in words, or nothing."""
        return _("Week {week}", week=self.week) if self.week else ""

    def __repr__(self) -> str:
        return f"{self.number} {self.title} ({self.minutes} minutes)"


#: All notebooks that there are.
_every = Entries.of("notebook", Notebook, "course.csv", "number")


#: One of them by its number, also where a campus leaves it out: a copy from before still opens.
notebook = _every.get


def _taught() -> tuple[Notebook, ...]:
    """Return them in the order of the campus, the start in any case first."""
    rows = own("notebooks", lambda row: replace(notebook(row["notebook"]), week=row["week"])) or _every()
    start = next((one for one in rows if one.number == _every.ids[0]), _every()[0])
    return (start, *(one for one in rows if one.number != start.number))


#: The notebooks of the course in their order.
notebooks = Entries("notebook", _taught, "number")
