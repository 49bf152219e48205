"""What a class answered to one question, and which questions it missed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from iopedu.course.quiz import Question


@dataclass(frozen=True)
class Tally:
    """What a class answered to one question.

    Parameters
    ----------
    question : Question
    answers : tuple of (tuple of int)
        The positions that each learner chose.
    """

    question: Question
    answers: tuple[tuple[int, ...], ...]

    @property
    def answered(self) -> int:
        """How many learners answered."""
        return len(self.answers)

    @cached_property
    def right(self) -> int:
        """How many chose exactly the right options."""
        return sum(map(self.question.is_right, self.answers))

    @cached_property
    def in_part(self) -> int:
        """How many chose only right options, but not all of them."""
        return sum(map(self.question.is_part, self.answers))

    @cached_property
    def counts(self) -> tuple[int, ...]:
        """How many chose each option, in the order of the options."""
        found = Counter(at for chosen in self.answers for at in chosen)
        return tuple(found[at] for at in range(len(self.question.options)))

    @property
    def ease(self) -> tuple[float, int]:
        """The share that was right, and minus how many answered: what sorts before another one was missed more.

        One more right and one more wrong answer are counted in the share: what many missed stands before what the
        only learner who was asked missed.
        """
        return (self.right + 1) / (self.answered + 2), -self.answered

    @property
    def missed(self) -> bool:
        """Whether somebody did not choose exactly the right options."""
        return self.right < self.answered


def hardest_first(tallies: Iterable[Tally]) -> list[Tally]:
    """Return first what the smallest share got right, and of equal shares what more answered."""
    return sorted(tallies, key=attrgetter("ease"))


def missed(tallies: Iterable[Tally]) -> list[Tally]:
    """Return what somebody missed, the hardest first."""
    return [tally for tally in hardest_first(tallies) if tally.missed]
