"""Rules that ask: shown in full, each put as a question, never a verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from iopedu.course.facts import fill
from iopedu.course.language import _

#: What the rules of a set read: a text, or a whole record.
Read = TypeVar("Read")

#: Every set of rules by its name.
RULE_SETS: dict[str, RuleSet[Any]] = {}


@dataclass(frozen=True)
class AskingRule(Generic[Read]):
    """One rule.

    Parameters
    ----------
    id, part : str
        Name; which part of a record it reads, and nothing when it reads each part.
    when : str
        What it looks for, in words that a learner can check.
    question : str
        What it asks.
    applies : callable
        Takes what is read and says whether to ask, or about which places.
    reason : str
        Why it asks; ``{fact:NAME}`` stands for the number of a fact.
    answer : str
        What the other person may answer to a sentence of this kind.
    """

    id: str
    part: str
    when: str
    question: str
    applies: Callable[[Read], bool | Iterable[str]]
    reason: str = ""
    answer: str = ""

    @property
    def why(self) -> str:
        """The reason with its numbers: looked up when it is read, so that loading the rules loads no facts."""
        return fill(self.reason)


@dataclass(frozen=True)
class Asked:
    """A question about one place of a record.

    Examples
    --------
    >>> rule = AskingRule("r", "Peer group", "It is empty.", "Who else has been there?", str.isspace, "Peers stay.")
    >>> Asked(rule, "Peer group")
    Peer group: Who else has been there? Why this is asked: Peers stay.
    """

    rule: AskingRule[Any]
    place: str

    def __repr__(self) -> str:
        asked = f"{self.place}: {self.rule.question}" if self.place else self.rule.question
        if not self.rule.reason:
            return asked
        found = {"place": self.place, "question": self.rule.question, "why": self.rule.why}
        return _("{place}: {question} Why this is asked: {why}", **found)


class RuleSet(Generic[Read]):
    """The rules that read one kind of thing; a set is in `RULE_SETS` from when it is made.

    Parameters
    ----------
    name : str
        What is read.
    *rules : AskingRule
        The rules.
    read : callable, optional
        Returns further rules, which stand in a data file; called when the first of them is needed.

    Examples
    --------
    >>> loud = RuleSet("volume", AskingRule("loud", "", "All in capitals.", "Who should hear it?", str.isupper))
    >>> loud.asked("NO", place="Title"), loud.asked("No")
    ((Title: Who should hear it?,), ())
    >>> RULE_SETS.pop("volume") is loud
    True
    """

    def __init__(
        self, name: str, *rules: AskingRule[Read], read: Callable[[], Iterable[AskingRule[Read]]] = tuple
    ) -> None:
        self._given, self._read = rules, read
        RULE_SETS[name] = self

    @cached_property
    def _rules(self) -> tuple[AskingRule[Read], ...]:
        return (*self._given, *self._read())

    def __iter__(self) -> Iterator[AskingRule[Read]]:
        return iter(self._rules)

    def asked(self, found: Read, part: str = "", place: str = "") -> tuple[Asked, ...]:
        """Return the questions about what is read.

        Parameters
        ----------
        found : object
            What is read.
        part : str, optional
            Which part of a record it is; only the rules for this part and those for each part are asked.
        place : str, optional
            How to name the place when a rule does not name it itself; by default its part.
        """
        return tuple(
            Asked(rule, at)
            for rule in self
            if part in ("", rule.part) or not rule.part
            for at in _places(rule.applies(found), place or rule.part)
        )


def _places(found: bool | Iterable[str], place: str) -> Iterable[str]:
    if isinstance(found, bool):
        return (place,) if found else ()
    return found
