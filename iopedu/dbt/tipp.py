"""TIPP behind a check: what its parts are about is given only after the medical caution was read."""

from __future__ import annotations

from dataclasses import dataclass

from iopedu.course.entries import Entries
from iopedu.course.files import options
from iopedu.course.language import _

#: What has to be ticked, each one by itself, before anything about the parts is shown.
CHECKS = tuple(options("tipp.checks").values())


@dataclass(frozen=True)
class TippPart:
    """One part of TIPP.

    Parameters
    ----------
    id, name : str
    principle, caution : str
        What it is about; whom it may harm.
    ask : str
        What to ask a clinician.
    sources : tuple of str
        Keys of `iopedu.course.sources`: who says so.
    """

    id: str
    name: str
    principle: str
    caution: str
    ask: str
    sources: tuple[str, ...]


_parts = Entries.of("part", TippPart, "dbt/tipp.csv")


@dataclass(frozen=True)
class Tipp:
    """Which of the checks are ticked.

    It is never saved: the caution is read anew each time.

    Parameters
    ----------
    ticked : frozenset of int
        Positions in `CHECKS`.

    Examples
    --------
    >>> Tipp().parts, len(Tipp(frozenset({0, 1, 2})).parts)
    ((), 4)
    """

    ticked: frozenset[int] = frozenset()

    @property
    def read(self) -> bool:
        """Whether every check is ticked."""
        return len(self.ticked) == len(CHECKS)

    @property
    def parts(self) -> tuple[TippPart, ...]:
        """The parts; none before every check is ticked."""
        return _parts() if self.read else ()

    def describe(self) -> str:
        """Return how far the check is, and the principles when it is done."""
        if not self.read:
            found = {"ticked": len(self.ticked), "checks": len(CHECKS)}
            return _("{ticked} of {checks} items checked. The parts of TIPP are not shown yet.", **found)
        return "\n".join(
            f"{part.name}: {part.principle} {part.caution} {_('Ask: {question}', question=part.ask)}"
            for part in self.parts
        )
