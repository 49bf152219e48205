"""The rules that ask about a planned habit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from iopedu.course.language import _
from iopedu.course.rules import Asked, RuleSet
from iopedu.progress.habits import HabitWeek

#: Minutes up to which a first step is not asked about. The number is ours.
SMALL = 15

VAGUE = ("later", "soon", "sometime", "when I have time", "when I feel like it", "every day", "daily", "often")
COUNTING = ("calorie", "calories", "weight", "weigh", "pounds", "kilos", "carbs", "diet", "fasting")
JUDGING = ("good", "bad", "lazy", "guilty", "cheat", "perfect", "should", "must")


_PLANNER = _("Planner sentence")


def _one_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


_IS_VAGUE = _one_of(VAGUE)


def _too_big(week: HabitWeek) -> Iterator[str]:
    plan = week.intention
    if (plan.minutes or 0) > SMALL or re.search(r"\band then\b", plan.action, re.IGNORECASE):
        yield _PLANNER


def _no_cue(week: HabitWeek) -> Iterator[str]:
    plan = week.intention
    if plan.started and (not plan.cue.strip() or _IS_VAGUE.search(plan.cue)):
        yield _PLANNER


def _says(words: tuple[str, ...]) -> Callable[[HabitWeek], Iterator[str]]:
    found = _one_of(words)

    def places(week: HabitWeek) -> Iterator[str]:
        if found.search(f"{week.intention.cue} {week.intention.action}"):
            yield _PLANNER
        for entry in week.habits:
            if found.search(entry.counts):
                yield _("{habit}, what counts as a yes", habit=entry.name)

    return places


HABIT_RULES: RuleSet[HabitWeek] = RuleSet(
    "habits",
    too_big=_too_big,
    no_cue=_no_cue,
    counting=_says(COUNTING),
    judging=_says(JUDGING),
)


def habit_questions(week: HabitWeek) -> tuple[Asked, ...]:
    """Return the questions that the rules ask about a week.

    Examples
    --------
    >>> from iopedu.progress.habits import Intention
    >>> week = HabitWeek(intention=Intention("later", "run and then stretch", 10))
    >>> [asked.rule.id for asked in habit_questions(week)]
    ['too_big', 'no_cue']
    """
    return HABIT_RULES.asked(week)
