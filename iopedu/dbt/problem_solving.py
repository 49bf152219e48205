"""Solving a problem, in seven steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from iopedu.course.language import _
from iopedu.dbt.parts import Parts


@dataclass(frozen=True, repr=False)
class ProblemSolving(Parts):
    """Problem solving in seven steps.

    Examples
    --------
    >>> ProblemSolving(problem="The form is due on Friday")
    Problem solving plan: 1 of 7 parts filled in
    """

    WHAT: ClassVar[str] = _("problem solving plan")
    WORDS: ClassVar[Mapping[str, str]] = {
        "problem": _("1. The problem, as a camera would see it"),
        "known": _("2. What is known for sure"),
        "goal": _("3. A goal that can be reached"),
        "ideas": _("4. Ideas, none thrown out yet"),
        "choice": _("5. The idea to try, and why"),
        "action": _("6. Who does what, and when"),
        "result": _("7. What came of it, and what is next"),
    }

    problem: str = ""
    known: str = ""
    goal: str = ""
    ideas: str = ""
    choice: str = ""
    action: str = ""
    result: str = ""

    @property
    def planned(self) -> bool:
        """Whether everything is filled in that can be known before it is done."""
        return set(self.missing()) <= {self.WORDS["result"]}
