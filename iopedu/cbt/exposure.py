"""Facing what is feared, in small steps."""

from __future__ import annotations

import itertools
from typing import ClassVar

from iopedu.course.files import read_json
from iopedu.course.language import _, _n
from iopedu.course.ratings import Pair, count_pairs, in_plain_words
from iopedu.course.record import Record, number, record, rows, words
from iopedu.course.text import counted, printable

PRECONDITION = _(
    "Every step is safe and legal, and it is agreed with a clinician before it is taken. "
    "When fear is severe, or thoughts of suicide are present, nobody builds or climbs "
    "these steps alone."
)
WIDE, FIRST_BELOW = 30, 40


@record
class Step(Record):
    """A situation that is avoided, and the distress that goes with it, from 0 to 100. None means not set.

    Parameters
    ----------
    situation : str
        What somebody does, and where.
    expected, actual : int or None
        Distress expected before; distress when it was done.
    learned : str
        What was learned.

    Raises
    ------
    ValueError
        With a sentence for the learner.

    Examples
    --------
    >>> Step("Walk past the lecture hall", expected=30, actual=20).pair.verdict
    '10 lower than predicted'
    """

    WHAT: ClassVar[str] = _("step")

    situation: str = words(_("Situation"), hint=_("What the person does, and where"), lines=1)
    expected: int | None = number(_("Expected distress"))
    actual: int | None = number(_("Actual distress"), optional=True)
    learned: str = words(_("What was learned"), lines=1, optional=True)

    def check(self) -> None:
        if not in_plain_words(self.situation):
            raise ValueError(_("Situation is empty. Say what the person does, and where."))

    @property
    def pair(self) -> Pair | None:
        """Expected and actual distress; None unless both are set."""
        if self.expected is None or self.actual is None:
            return None
        return Pair(self.situation, "distress", self.expected, self.actual)

    def describe(self) -> str:
        """Return the step with every rating that is set, in words."""
        said = _("not set") if self.expected is None else str(self.expected)
        parts = [_("{situation}: distress {rating} expected", situation=self.situation, rating=said)]
        parts += [] if self.actual is None else [_("{rating} actual", rating=self.actual)]
        parts += [self.pair.verdict] if self.pair else []
        if self.learned:
            return _("{step}. Learned: {learned}.", step=", ".join(parts), learned=self.learned.rstrip("."))
        return f"{', '.join(parts)}."

    def __repr__(self) -> str:
        return printable(self.describe())


@record
class Hierarchy(Record):
    """Steps toward a goal, the least expected distress first.

    Steps with the same distress keep their order; steps without a rating come last.

    Parameters
    ----------
    goal : str
        What becomes possible at the end.
    steps : tuple of Step
        Up to 12.

    Examples
    --------
    >>> ladder = Hierarchy("Back in class", (Step("Whole lecture", 70), Step("Look at a photo", 15)))
    >>> [step.situation for step in ladder.steps], ladder.notes()
    (['Look at a photo', 'Whole lecture'], ('From “Look at a photo” (15) to “Whole lecture” (70) it is 55 points. Is \
there a step in between?',))
    """

    WHAT: ClassVar[str] = _("hierarchy")

    goal: str = words(_("Goal"), hint=_("What becomes possible at the end"), lines=1)
    steps: tuple[Step, ...] = rows(_("Steps"), _("Step"), Step, most=12)

    def check(self) -> None:
        ordered = sorted(self.steps, key=lambda step: (step.expected is None, step.expected or 0))
        object.__setattr__(self, "steps", tuple(ordered))

    @property
    def ready(self) -> bool:
        """Whether there is a goal and at least four steps, each with an expected distress."""
        rated = [step for step in self.steps if step.expected is not None]
        return bool(self.goal.strip()) and len(rated) == len(self.steps) >= 4

    def notes(self) -> tuple[str, ...]:
        """Return questions about the ladder: wide gaps, no easy first step, steps without a rating."""
        rated = [step for step in self.steps if step.expected is not None]
        found = []
        if rated and rated[0].expected >= FIRST_BELOW:
            found.append(
                _(
                    "No step is expected below {rating}. What would be a smaller first step?",
                    rating=FIRST_BELOW,
                )
            )
        for low, high in itertools.pairwise(rated):
            gap = high.expected - low.expected
            if gap > WIDE:
                found.append(
                    _(
                        "From “{lower}” ({lower_rating}) to “{higher}” ({higher_rating}) it is {gap} "
                        "points. Is there a step in between?",
                        lower=low.situation,
                        lower_rating=low.expected,
                        higher=high.situation,
                        higher_rating=high.expected,
                        gap=gap,
                    )
                )
        found += [
            _("“{situation}” has no expected distress yet. Which number fits?", situation=step.situation)
            for step in self.steps
            if step.expected is None
        ]
        return tuple(found)

    def pairs(self) -> tuple[Pair, ...]:
        """Return expected and actual distress for the steps that have both."""
        return tuple(step.pair for step in self.steps if step.pair)

    def summary(self) -> str:
        """Return what the ratings show so far, in neutral words."""
        pairs = self.pairs()
        if not pairs:
            return _("Distress: nothing to compare yet. It takes an expected and an actual rating of the same step.")
        return _(
            "Distress: {pairs} of {steps} used; {compared}.",
            pairs=_n("{n} pair", "{n} pairs", len(pairs)),
            steps=_n("{n} step", "{n} steps", len(self.steps)),
            compared=count_pairs(pairs),
        )

    def describe(self) -> str:
        """Return goal, steps, questions and precondition, one below the other."""
        if not self.steps and not self.goal:
            return " ".join((_("No steps yet."), PRECONDITION))
        steps = [f"{at}. {step.describe()}" for at, step in enumerate(self.steps, 1)]
        goal = _("Goal: {goal}", goal=self.goal) if self.goal else _("Goal: not set")
        return "\n".join([goal, *steps, self.summary(), *self.notes(), PRECONDITION])

    def __repr__(self) -> str:
        rated = sum(step.expected is not None for step in self.steps)
        return (
            f"Hierarchy: {counted(len(self.steps), 'step')}, {rated} with an expected distress, "
            f"{counted(len(self.notes()), 'question')} to think about"
        )


def example_hierarchy() -> Hierarchy:
    """Return Aisha's steps back to her studies, which are made up.

    Examples
    --------
    >>> example_hierarchy()
    Hierarchy: 8 steps, 8 with an expected distress, 0 questions to think about
    """
    return Hierarchy.from_json(read_json("cbt/examples_06.json")["aisha_hierarchy"])
