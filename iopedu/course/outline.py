"""The map of the course: its notebooks, their minutes and what each one asks to be done."""

from __future__ import annotations

from dataclasses import dataclass

from iopedu.course.entries import Entries


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


#: The notebooks of the course in their order.
notebooks = Entries.of("notebook", Notebook, "course.csv", "number")


notebook = notebooks.get
