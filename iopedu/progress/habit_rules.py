"""The rules that ask about a planned habit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from iopedu.course.language import _
from iopedu.course.rules import Asked, AskingRule, RuleSet
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
    AskingRule(
        "too_big",
        _("I will … for … minutes"),
        _("There are more than {minutes} minutes, or “and then” joins two things.", minutes=SMALL),
        _("What would be left of it on a bad day?"),
        _too_big,
        _("A step that fits into a bad day happens more often. The limit is ours, not a finding."),
    ),
    AskingRule(
        "no_cue",
        _("After …"),
        _("It is empty while something is planned, or says {words}.", words=", ".join(VAGUE)),
        _("After what, exactly, that happens anyway?"),
        _no_cue,
        _("“Later” is not seen coming. The kettle that switches off is."),
    ),
    AskingRule(
        "counting",
        _("All words"),
        _("There is one of the words {words}.", words=", ".join(COUNTING)),
        _("Who on the team knows about this plan?"),
        _says(COUNTING),
        _(
            "With an eating disorder, now or earlier, counting food, weight or exercise can do harm; the team plans "
            "with the person. Without counting, a regular meal is enough to note."
        ),
    ),
    AskingRule(
        "judging",
        _("All words"),
        _("There is one of the words {words}.", words=", ".join(JUDGING)),
        _("How would it be said so that it only describes?"),
        _says(JUDGING),
        _("A habit is something done or not done. It says nothing about the worth of a person."),
    ),
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
