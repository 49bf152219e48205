"""Asking for a chain: the facts come in the order in which somebody asks, and some questions bring none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from iopedu.course.entries import Entries
from iopedu.course.fields import Choice
from iopedu.course.language import _, _n
from iopedu.course.record import Record, answers, record


@dataclass(frozen=True)
class Asked:
    """One question to Aisha about her Thursday.

    Parameters
    ----------
    id, ask, says, why : str
        Name; the question; her answer; what the question does.
    brings : bool
        Whether the answer holds a fact for the chain.
    """

    id: str
    ask: str
    says: str
    why: str
    brings: bool


_questions = Entries.of("question", Asked, "dbt/interview.csv")


@cache
def interview_questions() -> tuple[Asked, ...]:
    """Return the questions in the order in which they are offered, which is not the order of the day."""
    return _questions()


@record
class Interview(Record):
    """Which questions were asked, in their order.

    Parameters
    ----------
    asked : tuple of str
        Ids of the questions.

    Raises
    ------
    ValueError
        When there is no such question.

    Examples
    --------
    >>> Interview(("why", "body"))
    Interview: 2 questions asked, 1 of 10 answers with a fact for the chain
    """

    WHAT: ClassVar[str] = _("interview")

    asked: tuple[str, ...] = answers(
        _("Questions"), Choice(label=_("Question"), options=lambda: {one.id: one.ask for one in interview_questions()})
    )

    @property
    def turns(self) -> tuple[Asked, ...]:
        """The questions that were asked, each once."""
        return tuple(_questions[name] for name in dict.fromkeys(self.asked) if name)

    @property
    def left(self) -> tuple[Asked, ...]:
        """The questions that can still be asked."""
        return tuple(one for one in interview_questions() if one.id not in self.asked)

    @property
    def lacking(self) -> tuple[str, ...]:
        """What is not known yet: nothing once every question with a fact was asked."""
        return (_("Facts for the chain"),) if any(one.brings for one in self.left) else ()

    def describe(self) -> str:
        """Return what was said."""
        return "\n".join(f"{one.ask}\n   {one.says}" for one in self.turns) or _("Nothing is asked yet.")

    def __repr__(self) -> str:
        return _n(
            "Interview: {n} question asked, {facts} of {all} answers with a fact for the chain",
            "Interview: {n} questions asked, {facts} of {all} answers with a fact for the chain",
            len(self.turns),
            facts=sum(one.brings for one in self.turns),
            all=sum(one.brings for one in interview_questions()),
        )
