"""Facing what is feared, in small steps: what is never one, what the rules ask, and a ladder of them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from typing import ClassVar

from iopedu.course.files import options, read_json
from iopedu.course.language import Refusal, _, _n
from iopedu.course.ratings import Pair, count_pairs, in_plain_words
from iopedu.course.record import Record, number, record, rows, words
from iopedu.course.rules import RuleSet
from iopedu.course.text import listed
from iopedu.course.wording import Wording

_WIDE, _FIRST_BELOW = 30, 40

NEVER_RULES: RuleSet[str] = RuleSet("never_a_step")
#: Can it turn out wrong, who would see it, and by when?
PREDICTION_RULES: RuleSet[str] = RuleSet("prediction")


def refusal(text: str) -> str:
    """Return why a text is never a step and what to do instead, or nothing.

    Examples
    --------
    >>> refusal("Walk past the wine store"), refusal("Drink one glass of wine, then walk past")[:48]
    ('', 'Alcohol and drugs are never part of a step: they')
    """
    return next((asked.rule.question for asked in NEVER_RULES.asked(text)), "")


_IS_ACCOMPANIED = Wording("accompanied")
_HAS_NAME = re.compile(r"\b(?:with|beside|next to) (?!January|March|April|May|June|July|August|God)[A-Z][a-z]+\b")
_HAS_NO_NEED = Wording(lacks="needed")


def _on_steps(asks: Callable[[Step], bool]) -> Callable[[Hierarchy], Iterator[str]]:
    """One place that names all steps about which to ask, by their number."""

    def places(ladder: Hierarchy) -> Iterator[str]:
        if found := [f"{at}" for at, step in enumerate(ladder.steps, 1) if asks(step)]:
            yield _n("Step {numbers}", "Steps {numbers}", len(found), numbers=listed(found))

    return places


def _in_situation(words: str) -> Callable[[Hierarchy], Iterator[str]]:
    says = Wording(words)
    return _on_steps(lambda step: says(step.situation) and not refusal(step.situation))


def _none(field: str) -> Callable[[Hierarchy], bool]:
    """Whether there are steps, and none of them says this."""
    return lambda ladder: bool(ladder.steps) and not any(in_plain_words(getattr(one, field)) for one in ladder.steps)


def _accompanied(text: str) -> bool:
    return _IS_ACCOMPANIED(text) or bool(_HAS_NAME.search(text))


def _never_alone(ladder: Hierarchy) -> bool:
    return len(ladder.steps) >= 3 and all(_accompanied(step.situation) for step in ladder.steps)


def _high_start(ladder: Hierarchy) -> bool:
    rated = [step.expected for step in ladder.steps if step.expected is not None]
    return bool(rated) and min(rated) >= _FIRST_BELOW


def _gaps(ladder: Hierarchy) -> Iterable[str]:
    rated = [step for step in ladder.steps if step.expected is not None]
    for low, high in itertools.pairwise(rated):
        if high.expected - low.expected > _WIDE:
            told = {"lower": low.situation, "higher": high.situation, "gap": high.expected - low.expected}
            yield _(
                "From “{lower}” ({lower_rating}) to “{higher}” ({higher_rating}) is a gap of {gap} points",
                **told,
                lower_rating=low.expected,
                higher_rating=high.expected,
            )


LADDER_RULES: RuleSet[Hierarchy] = RuleSet(
    "ladder",
    no_action=_in_situation("no_action"),
    high_start=_high_start,
    gap=_gaps,
    unrated=_on_steps(lambda step: step.expected is None),
    nothing_feared=_on_steps(lambda step: not in_plain_words(step.feared) or step.likely is None),
    nothing_left_out=_none("without"),
    never_alone=_never_alone,
    needed=_on_steps(lambda step: in_plain_words(step.without) and not _HAS_NO_NEED(step.without)),
    not_again=_none("again"),
    near_substance=_in_situation("near_substance"),
    of_violence=_in_situation("of_violence"),
    near_danger=_in_situation("near_danger"),
)


PRECONDITION = options("cautions")["steps"]


@record
class Step(Record):
    """A situation that is avoided, and the distress that goes with it, from 0 to 100. None means not set.

    Parameters
    ----------
    situation : str
        What somebody does, and where.
    feared : str
        What is feared to happen.
    likely : int or None
        How likely that seems before.
    without : str
        Which safety behaviors are left out, or which companion is faded.
    again : str
        How often, and where else.
    expected, actual : int or None
        Distress expected before; distress when it was done.
    happened, learned : str
        What happened, and what was learned.

    Raises
    ------
    ValueError
        With a sentence for the learner.

    Examples
    --------
    >>> Step("Walk past the lecture hall", expected=30, actual=20).pair.verdict
    '10 lower than predicted'
    >>> Step("Take a Xanax, then go in", expected=30).refused[:62]
    'Taking medicine to get through it is never part of a step: the'
    """

    WHAT: ClassVar[str] = _("step")

    situation: str = words(_("Situation"), hint=_("What the person does, and where"), lines=1)
    feared: str = words(
        _("What the person fears will happen"),
        hint=_("In terms of what could be seen or heard"),
        lines=1,
        optional=True,
    )
    likely: int | None = number(_("How likely it seems"), optional=True)
    without: str = words(
        _("Left out or faded"),
        hint=_("What makes it feel safe: an object, a habit or a companion"),
        lines=1,
        optional=True,
    )
    expected: int | None = number(_("Expected distress"))
    again: str = words(
        _("How often and where else"), hint=_("A different time, place or companion"), lines=1, optional=True
    )
    actual: int | None = number(_("Actual distress"), optional=True)
    happened: str = words(_("What happened"), lines=1, optional=True)
    learned: str = words(_("What was learned"), lines=1, optional=True)

    #: What is filled in once the step was taken.
    AFTER: ClassVar[tuple[str, ...]] = ("actual", "happened", "learned")

    def check(self) -> None:
        if not in_plain_words(self.situation):
            raise Refusal("The situation is blank. Say what the person does, and where.")

    @property
    def refused(self) -> str:
        """Why this is never a step and what to do instead, where it is one of these; a form does not take it."""
        return refusal(self.situation) or refusal(self.again)

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
        more = [
            f"{label}: {words.rstrip('.')}."
            for label, words in self.said("feared", "likely", "without", "again", "happened", "learned")
        ]
        return " ".join([f"{', '.join(parts)}.", *more])


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
    >>> ladder = Hierarchy("Back", (Step("A lecture", expected=70), Step("Look at a photo", expected=15)))
    >>> [step.situation for step in ladder.steps], ladder.asked()[0]
    (['Look at a photo', 'A lecture'], 'From “Look at a photo” (15) to “A lecture” (70) is a gap of 55 points: \
Could there be a step in between?')
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

    def asked(self) -> tuple[str, ...]:
        """Return why a step is none, and the questions that the rules ask about the ladder and what is feared."""
        never = [f"“{step.situation}”: {step.refused}" for step in self.steps if step.refused]
        feared = [
            asked
            for step in self.steps
            for asked in PREDICTION_RULES.asked(step.feared, "prediction", f"“{step.feared}”")
        ]
        return (*never, *map(repr, (*LADDER_RULES.asked(self), *feared)))

    def pairs(self) -> tuple[Pair, ...]:
        """Return expected and actual distress for the steps that have both."""
        return tuple(step.pair for step in self.steps if step.pair)

    def summary(self) -> str:
        """Return what the ratings show so far, in neutral words."""
        pairs = self.pairs()
        if not pairs:
            return _("Distress: nothing to compare yet. It takes an expected and an actual rating for the same step.")
        return _(
            "Distress: {pairs} from {steps} used; {compared}.",
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
        return "\n".join([goal, *steps, self.summary(), *self.asked(), PRECONDITION])


def example_hierarchy() -> Hierarchy:
    """Return Aisha's steps back to her studies, which are fictional.

    Examples
    --------
    >>> len(example_hierarchy().steps), example_hierarchy().asked()
    (8, ())
    """
    return Hierarchy.from_json(read_json("cbt/examples_06.json")["aisha_hierarchy"])
