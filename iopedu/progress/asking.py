"""Rules that ask: shown in full, each put as a question with its reason, never a verdict."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Asked", "Rule"]


@dataclass(frozen=True)
class Rule:
    """One rule.

    Parameters
    ----------
    id, part : str
        Name; which part of a record it reads.
    when : str
        What it looks for, in words that a learner can check.
    question, why : str
        What it asks, and for which reason.
    """

    id: str
    part: str
    when: str
    question: str
    why: str


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
        return f"{self.place}: {self.rule.question} Why this is asked: {self.rule.why}"
