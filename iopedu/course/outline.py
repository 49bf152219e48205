"""The map of the course: its notebooks, their minutes and what each one asks to be done."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from iopedu.course.files import read_rows
from iopedu.course.text import allowed


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
    """

    number: str
    file: str
    title: str
    outcome: str
    read_minutes: int
    practice_minutes: int
    tasks: tuple[str, ...]

    @property
    def minutes(self) -> int:
        """Minutes in all."""
        return self.read_minutes + self.practice_minutes

    def __repr__(self) -> str:
        return f"{self.number} {self.title} ({self.minutes} minutes)"


@cache
def notebooks() -> tuple[Notebook, ...]:
    """Return the notebooks of the course in their order.

    Examples
    --------
    >>> notebooks()[0]
    00 Start here (42 minutes)
    """
    return tuple(
        Notebook(
            number=row["number"],
            file=row["file"],
            title=row["title"],
            outcome=row["outcome"],
            read_minutes=int(row["read_minutes"]),
            practice_minutes=int(row["practice_minutes"]),
            tasks=row["tasks"],
        )
        for row in read_rows("course.csv", lists=("tasks",))
    )


def notebook(number: str) -> Notebook:
    """Return one notebook by its two-digit number.

    Raises
    ------
    ValueError
        When the course has no such notebook.
    """
    for entry in notebooks():
        if entry.number == number:
            return entry
    raise ValueError(allowed("notebook", number, [entry.number for entry in notebooks()]))
