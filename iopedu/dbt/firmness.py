"""How firmly to ask, or to say no: a teaching heuristic in our own words, with its rule shown in full."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from iopedu.course.files import read_json
from iopedu.course.text import allowed, counted, listed, printable
from iopedu.dbt.parts import Parts

__all__ = ["CONSIDERATIONS", "LEVELS", "MODES", "SAFETY", "Consideration", "Firmness", "example_firmness", "level_for"]

ANSWERS: Mapping[str, str] = {"yes": "yes", "no": "no", "unsure": "unsure"}
MODES: Mapping[str, str] = {"ask": "Asking for something", "refuse": "Saying no"}
SAFETY = "Could asking or saying no put somebody in danger, for example with a person who threatens or hurts?"
PEOPLE_FIRST = (
    "People first. Where asking or saying no may be dangerous, no level of firmness is right. Talk it through with the "
    "team, or with people who know about safety in such a situation, before anything is said."
)


@dataclass(frozen=True)
class Consideration:
    """One thing to consider: as a reason to be firm, or as readiness; asked in two ways."""

    short: str
    side: str
    ask: str
    refuse: str


CONSIDERATIONS: Mapping[str, Consideration] = {
    "right": Consideration(
        "Right",
        "reason",
        "Is there a right, a rule or an agreement behind it?",
        "Am I free to refuse: no promise, no duty, no rule against it?",
    ),
    "stake": Consideration(
        "Stake", "reason", "Is something important for me at stake?", "Would a yes cost me something important?"
    ),
    "long_term": Consideration(
        "Long term",
        "reason",
        "Would keeping quiet harm me or us in the long run?",
        "Would giving in harm me or us in the long run?",
    ),
    "power": Consideration(
        "Power",
        "readiness",
        "Is it within the other person’s power to give?",
        "Is there another way for the other person to get it?",
    ),
    "bond": Consideration(
        "Give and take",
        "readiness",
        "Does it fit how close we are, and what we do for each other?",
        "Does a no fit how close we are, and what we do for each other?",
    ),
    "timing": Consideration(
        "Timing", "readiness", "Is now a good moment for both of us?", "Is now a good moment to say it?"
    ),
    "homework": Consideration(
        "Homework",
        "readiness",
        "Do I know exactly what I want, and the facts behind it?",
        "Do I know exactly what I refuse, and why?",
    ),
}
REASONS = tuple(name for name, entry in CONSIDERATIONS.items() if entry.side == "reason")
READINESS = tuple(name for name, entry in CONSIDERATIONS.items() if entry.side == "readiness")

#: From the least firm to the firmest: how to ask, how to say no.
LEVELS: Mapping[str, tuple[str, ...]] = {
    "ask": (
        "Do not ask now: prepare, or let it be",
        "Hint at it, and see what comes",
        "Ask openly, and take a no easily",
        "Ask clearly, and say why it matters",
        "Ask firmly, and come back to it once",
        "Insist: repeat it calmly, and do not take the first no",
    ),
    "refuse": (
        "Do not refuse now: say yes, or ask for time",
        "Say that it is difficult, and let yourself be persuaded",
        "Say that you would rather not",
        "Say no clearly, and give a reason",
        "Say no firmly, and repeat it once",
        "Stay with no: repeat it calmly, whatever comes",
    ),
}


def level_for(reasons: int, readiness: int) -> int:
    """Return the level of firmness, 0 to 5: each reason counts one step, and every two signs of readiness one more.

    Parameters
    ----------
    reasons : int
        How many of the three reasons are answered with yes.
    readiness : int
        How many of the four signs of readiness are answered with yes.

    Examples
    --------
    >>> level_for(0, 0), level_for(3, 1), level_for(3, 4)
    (0, 3, 5)
    """
    return reasons + readiness // 2


@dataclass(frozen=True, repr=False)
class Firmness(Parts):
    """One request or refusal, considered.

    Parameters
    ----------
    what : str
        What is asked or refused, and of whom.
    mode : str
        Key of `MODES`.
    danger, right, stake, long_term, power, bond, timing, homework : str
        "yes", "no", "unsure", or empty while not answered. Unsure never makes it firmer.

    Raises
    ------
    ValueError
        When an answer is something else.

    Examples
    --------
    >>> Firmness(danger="unsure").advice()[:13]
    'People first.'
    """

    WHAT: ClassVar[str] = "consideration"
    WORDS: ClassVar[Mapping[str, str]] = {"what": "What is asked or refused, and of whom"}

    what: str = ""
    mode: str = "ask"
    danger: str = ""
    right: str = ""
    stake: str = ""
    long_term: str = ""
    power: str = ""
    bond: str = ""
    timing: str = ""
    homework: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        if not isinstance(self.mode, str) or self.mode not in MODES:
            raise ValueError(allowed("Mode", self.mode, list(MODES)))
        for name, answer in {"danger": self.danger, **self.answers}.items():
            if answer != "" and (not isinstance(answer, str) or answer not in ANSWERS):
                label = CONSIDERATIONS[name].short if name in CONSIDERATIONS else "Danger"
                raise ValueError(allowed(label, answer, list(ANSWERS)))

    @property
    def answers(self) -> dict[str, str]:
        """The answers by consideration; empty while one is not given."""
        return {name: getattr(self, name) for name in CONSIDERATIONS}

    @property
    def people_first(self) -> bool:
        """Whether danger is possible, so that no level is named."""
        return self.danger in ("yes", "unsure")

    @property
    def counts(self) -> tuple[int, int]:
        """How many reasons and how many signs of readiness are answered with yes."""
        given = self.answers
        return sum(given[name] == "yes" for name in REASONS), sum(given[name] == "yes" for name in READINESS)

    @property
    def level(self) -> int | None:
        """Level from 0 to 5; None with possible danger, and while an answer is missing."""
        if self.danger != "no" or not all(self.answers.values()):
            return None
        return level_for(*self.counts)

    def missing(self) -> tuple[str, ...]:
        """Return what is not answered yet, by name."""
        if self.people_first:
            return ()
        named = {"danger": "Danger"} | {name: entry.short for name, entry in CONSIDERATIONS.items()}
        return (*super().missing(), *(label for name, label in named.items() if not getattr(self, name)))

    @property
    def ready(self) -> bool:
        """Whether there is an answer to everything that counts."""
        return not self.missing()

    def advice(self) -> str:
        """Return the level in words and how it came about, or what stands before it."""
        if self.people_first:
            return PEOPLE_FIRST
        if self.level is None:
            left = [name for name in self.missing() if name not in self.WORDS.values()]
            return f"No level yet. Not answered: {listed(left)}."
        reasons, readiness = self.counts
        return (
            f"Level {self.level} of {len(LEVELS[self.mode]) - 1}: {LEVELS[self.mode][self.level]}. It comes from "
            f"{counted(reasons, 'reason')} of {len(REASONS)} and {counted(readiness, 'sign')} of readiness of "
            f"{len(READINESS)}."
        )

    def what_would_change(self) -> tuple[str, ...]:
        """Return what is unsure and how to settle it, and which single yes would make it firmer."""
        if self.level is None:
            return ()
        unsure = [CONSIDERATIONS[name].short.lower() for name, answer in self.answers.items() if answer == "unsure"]
        found = [f"Unsure, so not counted: {listed(unsure)}. Find out first."] if unsure else []
        for name, answer in self.answers.items():
            reasons, readiness = self.counts
            more = level_for(reasons + (name in REASONS), readiness + (name in READINESS))
            if answer != "yes" and more > self.level:
                found.append(f"A yes to “{CONSIDERATIONS[name].short}” would make it level {more}.")
        return tuple(found)

    def describe(self) -> str:
        """Return every answer and where they lead, one below the other."""
        if self == type(self)(mode=self.mode):
            return "Nothing considered yet."
        said = [f"{MODES[self.mode]}: {self.what or 'not said'}"]
        said += [f"Danger: {ANSWERS[self.danger]}"] if self.danger else []
        said += [f"{CONSIDERATIONS[name].short}: {ANSWERS[answer]}" for name, answer in self.answers.items() if answer]
        return "\n".join([*said, self.advice(), *self.what_would_change()])

    def __repr__(self) -> str:
        level = "people first" if self.people_first else "no level yet" if self.level is None else f"level {self.level}"
        answered = sum(map(bool, self.answers.values()))
        return printable(f"{MODES[self.mode]}: {answered} of {len(CONSIDERATIONS)} considerations answered, {level}")


def example_firmness() -> Firmness:
    """Return how firmly Maya asks her office manager, which is made up.

    Examples
    --------
    >>> example_firmness()
    Asking for something: 7 of 7 considerations answered, level 4
    """
    return Firmness.from_json(read_json("dbt/examples_08.json")["maya_firmness"])
