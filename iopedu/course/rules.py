"""Rules that ask: shown in full, each put as a question, never a verdict.

What they ask stands in ``data/asking_rules.csv``, and the words that they look for in ``data/word_lists.csv``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from iopedu.course.facts import fill
from iopedu.course.files import read_rows
from iopedu.course.language import _
from iopedu.course.wording import Wording

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
        Name; which part it reads, by its id or, in a whole record, by its name, and nothing when it reads each part.
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
    Peer group: Who else has been there? Why we ask: Peers stay.
    """

    rule: AskingRule[Any]
    place: str

    def __repr__(self) -> str:
        asked = f"{self.place}: {self.rule.question}" if self.place else self.rule.question
        if not self.rule.reason:
            return asked
        found = {"place": self.place, "question": self.rule.question, "why": self.rule.why}
        return _("{place}: {question} Why we ask: {why}", **found)


class RuleSet(Generic[Read]):
    """The rules that read one kind of thing; a set is in `RULE_SETS` from when it is made.

    The rules are the rows of ``data/asking_rules.csv`` that have the set's name, and are read when one is needed.

    Parameters
    ----------
    name : str
        What is read.
    **tests
        By the id of a rule, whether to ask, or about which places; for rules that do not go by lists of words.

    Examples
    --------
    >>> request = RuleSet("dear_man")
    >>> request.asked("You never call", "facts", place="Describe"), request.asked("You called", "facts")
    ((Describe: Is it really every time? On which day, and how often?,), ())
    """

    def __init__(self, name: str, **tests: Callable[[Read], bool | Iterable[str]]) -> None:
        self._name, self._tests = name, tests
        RULE_SETS[name] = self

    @cached_property
    def _rules(self) -> tuple[AskingRule[Read], ...]:
        rows = [row for row in read_rows("asking_rules.csv") if row["rules"] == self._name]
        return tuple(
            AskingRule(
                row["id"],
                row["part"] or row["place"],
                row["when"],
                row["question"],
                Wording(row["has"], row["lacks"]) if row["has"] or row["lacks"] else self._tests[row["id"]],
                row["reason"],
                row["answer"],
            )
            for row in rows
        )

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
