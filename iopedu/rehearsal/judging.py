"""How somebody judges replies: beside the key, too kind, or too strict."""

from __future__ import annotations

from dataclasses import dataclass

from iopedu.course.files import options
from iopedu.rehearsal.skills import TOP

#: How a learner's ratings lie to the key.
LEANS = options("judging.leans")
#: So many ratings say something, and so many off the key say something about a direction.
_ENOUGH, _OFF = 4, 3
#: Near the key is who is above it in at most one of so many ratings that could be above, and so below.
NEAR = 3


@dataclass(frozen=True)
class Bias:
    """How somebody judges the authors' replies: at, above and below the key.

    Parameters
    ----------
    name : str
        What is judged.
    pairs : tuple of (int, int)
        The key and the learner's rating, for each reply judged.

    Examples
    --------
    >>> Bias("Ends openly", ((0, 1), (1, 2), (0, 2), (2, 2))).lean, Bias("Ends openly", ((0, 2), (2, 0))).lean
    ('kind', '')
    """

    name: str
    pairs: tuple[tuple[int, int], ...]

    @property
    def same(self) -> int:
        """How many ratings are those of the key."""
        return sum(mine == key for key, mine in self.pairs)

    @property
    def kinder(self) -> int:
        """How many ratings are above the key."""
        return sum(mine > key for key, mine in self.pairs)

    @property
    def stricter(self) -> int:
        """How many ratings are below the key."""
        return sum(mine < key for key, mine in self.pairs)

    @property
    def distance(self) -> float:
        """How far the ratings are from the key, on average."""
        return sum(abs(mine - key) for key, mine in self.pairs) / len(self.pairs)

    @property
    def lean(self) -> str:
        """Key of `LEANS`: a direction is told when at least three times as many ratings lie there."""
        if len(self.pairs) < _ENOUGH:
            return ""
        # Nobody is kinder than the highest rating: a key that is often high would hide who is too kind.
        could = sum(key < TOP for key, _mine in self.pairs), sum(key > 0 for key, _mine in self.pairs)
        if self.kinder * NEAR <= could[0] and self.stricter * NEAR <= could[1]:
            return "near"
        if self.kinder + self.stricter < _OFF:
            return ""
        if self.kinder >= 3 * self.stricter:
            return "kind"
        return "strict" if self.stricter >= 3 * self.kinder else "far"
