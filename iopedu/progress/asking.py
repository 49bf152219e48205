"""Rules that ask: shown in full, each put as a question with its reason, never a verdict."""

from __future__ import annotations

from dataclasses import dataclass

from iopedu.course.facts import fill
from iopedu.course.language import _


@dataclass(frozen=True)
class Rule:
    """One rule.

    Parameters
    ----------
    id, part : str
        Name; which part of a record it reads.
    when : str
        What it looks for, in words that a learner can check.
    question, reason : str
        What it asks, and for which reason; ``{fact:NAME}`` in the reason stands for the number of a fact.
    """

    id: str
    part: str
    when: str
    question: str
    reason: str

    @property
    def why(self) -> str:
        """The reason with its numbers: looked up when it is read, so that loading the rules loads no facts."""
        return fill(self.reason)


@dataclass(frozen=True)
class Asked:
    """A question about one place of a record.

    Examples
    --------
    >>> Asked(Rule("r", "Peer group", "It is empty.", "Who else has been there?", "Peers stay."), "Peer group")
    Peer group: Who else has been there? Why this is asked: Peers stay.
    """

    rule: Rule
    place: str

    def __repr__(self) -> str:
        found = {"place": self.place, "question": self.rule.question, "why": self.rule.why}
        return _("{place}: {question} Why this is asked: {why}", **found)
