"""A request by DEAR MAN, and the ways of saying it that GIVE and FAST stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any, ClassVar

from iopedu.course.entries import read_entries
from iopedu.course.files import read_json
from iopedu.course.language import _
from iopedu.course.record import Record, number, record, words
from iopedu.course.rules import Asked, RuleSet


@dataclass(frozen=True)
class Letter:
    """One letter of DEAR MAN: its name, and what to write there."""

    id: str
    name: str
    ask: str


#: The first four are said; the last three are a plan for the talk.
LETTERS: Mapping[str, Letter] = {letter.id: letter for letter in read_entries(Letter, "dbt/letters.csv")}
SAID = ("facts", "feeling", "request", "benefit")
#: The rules by the letter that they read, in each letter the most important one first.
WORD_RULES: RuleSet[str] = RuleSet("dear_man")


@dataclass(frozen=True)
class Goal:
    """Something that matters in a talk, and what changes when it comes first or last."""

    id: str
    name: str
    ask: str
    first: str
    last: str


GOALS: Mapping[str, Goal] = {goal.id: goal for goal in read_entries(Goal, "dbt/goals.csv")}


def _letter(name: str) -> Any:
    return words(LETTERS[name].name, ask=LETTERS[name].ask)


def _rank(name: str) -> Any:
    return number(_("Rank of “{goal}”", goal=GOALS[name].name), 1, len(GOALS))


@record
class DearMan(Record):
    """A request, letter by letter, with the rank of three goals.

    Parameters
    ----------
    to : str
        Who is asked, and about what.
    facts, feeling, request, benefit : str
        What is said: Describe, Express, Assert, Reinforce.
    mindful, confident, offer : str
        What is planned for the talk: stay Mindful, Appear confident, Negotiate.
    objective, relationship, self_respect : int or None
        Rank of each goal of `GOALS`: 1 comes first. None is not set.

    Raises
    ------
    ValueError
        When a rank is none of 1, 2 and 3, or two goals have the same one.

    Examples
    --------
    >>> request = DearMan(facts="You never call", request="Could you call on Sundays?")
    >>> request
    DEAR MAN request: 2 of 11 parts filled in; 1 question to think about
    >>> request.asked()
    (Describe: Is it really every time? On which day, and how often?,)
    """

    WHAT: ClassVar[str] = _("DEAR MAN request")
    to: str = words(_("To whom, and about what"), lines=1)
    facts: str = _letter("facts")
    feeling: str = _letter("feeling")
    request: str = _letter("request")
    benefit: str = _letter("benefit")
    mindful: str = _letter("mindful")
    confident: str = _letter("confident")
    offer: str = _letter("offer")
    objective: int | None = _rank("objective")
    relationship: int | None = _rank("relationship")
    self_respect: int | None = _rank("self_respect")

    def check(self) -> None:
        for (first, rank), (second, other) in combinations(self.ranks.items(), 2):
            if rank is not None and rank == other:
                found = {"first": GOALS[first].name, "second": GOALS[second].name, "rank": rank}
                said = _("“{first}” and “{second}” both have rank {rank}. Give each goal its own rank.", **found)
                raise ValueError(said)

    @property
    def ranks(self) -> dict[str, int | None]:
        """The rank of each goal; None while it is not set."""
        return {name: getattr(self, name) for name in GOALS}

    @property
    def order(self) -> tuple[Goal, ...]:
        """The goals from first to last; empty until each has a rank."""
        if None in self.ranks.values():
            return ()
        return tuple(GOALS[name] for name in sorted(GOALS, key=self.ranks.__getitem__))

    def asked(self) -> tuple[Asked, ...]:
        """Return what the rules ask, letter by letter: the most important question of each."""
        return tuple(
            asked
            for name, letter in LETTERS.items()
            for asked in WORD_RULES.asked(getattr(self, name), name, letter.name)[:1]
        )

    def manner(self) -> tuple[str, ...]:
        """Return what changes with the order of the goals; empty until each has a rank."""
        if not self.order:
            return ()
        first, second, last = self.order
        return (
            _("First: “{goal}.” {advice}", goal=first.name, advice=first.first),
            _(
                "Second: “{goal}.” Keep it in view, and let it wait if the two pull in different directions.",
                goal=second.name,
            ),
            _("Last: “{goal}.” {advice}", goal=last.name, advice=last.last),
        )

    def assembled(self) -> str:
        """Return what is said as one readable text; letters that are empty leave no gap."""
        return " ".join(_sentence(getattr(self, name)) for name in SAID if getattr(self, name).strip())

    def plan(self) -> tuple[tuple[str, str], ...]:
        """Return what is planned for the talk: the name of each letter, and its words."""
        return tuple((LETTERS[name].name, getattr(self, name)) for name in LETTERS if name not in SAID)

    def describe(self) -> str:
        """Return the text, the plan for the talk, and what changes with the goals."""
        said = [f"{label}: {text}" for label, text in self.said("to")]
        said += [_("What is said: {text}", text=self.assembled())] if self.assembled() else []
        said += [f"{name}: {text}" for name, text in self.plan() if text.strip()]
        return "\n".join([*said, *self.manner()]) or _("Nothing in this request yet.")


def _sentence(text: str) -> str:
    line = text.strip()
    return line if line.endswith((".", "!", "?", "…", "”")) else f"{line}."


def example_request() -> DearMan:
    """Return Maya’s request to her office manager, which is fictional.

    Examples
    --------
    >>> example_request()
    DEAR MAN request: 11 of 11 parts filled in
    """
    return DearMan.from_json(read_json("dbt/examples_08.json")["maya_request"])
