"""Solving a problem, in seven steps."""

from __future__ import annotations

from typing import ClassVar

from iopedu.course.language import _
from iopedu.course.record import Record, record, words


@record
class ProblemSolving(Record):
    """Problem solving in seven steps.

    Examples
    --------
    >>> ProblemSolving(problem="The form is due on Friday")
    Problem solving plan: 1 of 7 parts filled in
    """

    WHAT: ClassVar[str] = _("problem solving plan")

    problem: str = words(_("1. The problem, as a camera would see it"))
    known: str = words(_("2. What is known for sure"))
    goal: str = words(_("3. A goal that can be reached"))
    ideas: str = words(_("4. Ideas, none thrown out yet"))
    choice: str = words(_("5. The idea to try, and why"))
    action: str = words(_("6. Who does what, and when"))
    result: str = words(_("7. What came of it, and what is next"))

    @property
    def planned(self) -> bool:
        """Whether everything is filled in that can be known before it is done."""
        return set(self.lacking) <= {self.asks()["result"].label}
