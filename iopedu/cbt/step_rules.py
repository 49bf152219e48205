"""What is never a step toward what is feared, and what the rules ask about a ladder and about a prediction.

What is never a step is refused only where the words leave hardly a doubt; the rest is asked about. How often the rules
are right is measured in ``tests/cbt/test_step_rules.py``.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from iopedu.course.language import _, _n
from iopedu.course.ratings import in_plain_words
from iopedu.course.rules import RuleSet
from iopedu.course.text import listed
from iopedu.course.wording import Wording

if TYPE_CHECKING:
    from iopedu.cbt.exposure import Hierarchy, Step

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


def _steps(ladder: Hierarchy, asks: Callable[[Step], bool]) -> Iterator[str]:
    """Yield one place that names all steps about which to ask, by their number."""
    found = [f"{at}" for at, step in enumerate(ladder.steps, 1) if asks(step)]
    if found:
        yield _n("Step {numbers}", "Steps {numbers}", len(found), numbers=listed(found))


def _on_steps(asks: Callable[[Step], bool]) -> Callable[[Hierarchy], Iterator[str]]:
    return lambda ladder: _steps(ladder, asks)


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
                "From “{lower}” ({lower_rating}) to “{higher}” ({higher_rating}) it is {gap} points",
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
