"""Where checking the facts leads: opposite action, or solving a problem in seven steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from iopedu.course.language import _
from iopedu.dbt.parts import Parts

__all__ = ["NEVER_TOWARD", "OppositePlan", "ProblemPlan"]

NEVER_TOWARD = _(
    "Opposite action never goes toward real danger, and it is not for staying with somebody who threatens or hurts: "
    "there, safety and people who can help come first."
)


@dataclass(frozen=True, repr=False)
class OppositePlan(Parts):
    """Opposite action: the urge, its opposite, and how to do it all the way.

    Examples
    --------
    >>> OppositePlan(urge="Hide the letter", opposite="Show it to Luis").missing()
    ('Posture and face', 'Voice', 'Words to say')
    """

    WHAT: ClassVar[str] = _("opposite action plan")
    WORDS: ClassVar[Mapping[str, str]] = {
        "urge": _("Urge"),
        "opposite": _("The opposite"),
        "posture": _("Posture and face"),
        "voice": _("Voice"),
        "words": _("Words to say"),
    }

    urge: str = ""
    opposite: str = ""
    posture: str = ""
    voice: str = ""
    words: str = ""


@dataclass(frozen=True, repr=False)
class ProblemPlan(Parts):
    """Problem solving in seven steps.

    Examples
    --------
    >>> ProblemPlan(problem="The form is due on Friday")
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
