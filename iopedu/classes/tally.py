"""What a class answered to one question, and which questions it missed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from iopedu.course.quiz import Question

__all__ = ["Tally", "hardest_first", "missed"]


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
    def counts(self) -> tuple[int, ...]:
        """How many chose each option, in the order of the options."""
        found = Counter(at for chosen in self.answers for at in chosen)
        return tuple(found[at] for at in range(len(self.question.options)))

    def __repr__(self) -> str:
        return f"{self.question.id}: {self.right} of {self.answered} right, chosen {self.counts}"


def hardest_first(tallies: Iterable[Tally]) -> list[Tally]:
    """Return first what the smallest share got right, and of equal shares what more answered.

    One more right and one more wrong answer are counted in each share: what many missed stands before what the
    only learner who was asked missed.
    """
    return sorted(tallies, key=lambda tally: ((tally.right + 1) / (tally.answered + 2), -tally.answered))


def missed(tallies: Iterable[Tally]) -> list[Tally]:
    """Return what somebody missed, the hardest first."""
    return [tally for tally in hardest_first(tallies) if tally.right < tally.answered]
