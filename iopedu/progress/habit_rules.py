"""The rules that ask about a planned habit."""

from __future__ import annotations

import re

from iopedu.course.language import _
from iopedu.progress.asking import Asked, Rule
from iopedu.progress.habits import HabitWeek

#: Minutes up to which a first step is not asked about. The number is ours.
SMALL = 15

VAGUE = ("later", "soon", "sometime", "when I have time", "when I feel like it", "every day", "daily", "often")
COUNTING = ("calorie", "calories", "weight", "weigh", "pounds", "kilos", "carbs", "diet", "fasting")
JUDGING = ("good", "bad", "lazy", "guilty", "cheat", "perfect", "should", "must")


def _words(found: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(found)})\b", re.IGNORECASE)


_VAGUE, _COUNTING, _JUDGING = map(_words, (VAGUE, COUNTING, JUDGING))

HABIT_RULES: tuple[Rule, ...] = (
    Rule(
        "too_big",
        _("I will … for … minutes"),
        _("There are more than {minutes} minutes, or “and then” joins two things.", minutes=SMALL),
        _("What would be left of it on a bad day?"),
        _("A step that fits into a bad day happens more often. The limit is ours, not a finding."),
    ),
    Rule(
        "no_cue",
        _("After …"),
        _("It is empty while something is planned, or says {words}.", words=", ".join(VAGUE)),
        _("After what, exactly, that happens anyway?"),
        _("“Later” is not seen coming. The kettle that switches off is."),
    ),
    Rule(
        "counting",
        _("All words"),
        _("There is one of the words {words}.", words=", ".join(COUNTING)),
        _("Who on the team knows about this plan?"),
        _(
            "With an eating disorder, now or earlier, counting food, weight or exercise can do harm; the team plans "
            "with the person. Without counting, a regular meal is enough to note."
        ),
    ),
    Rule(
        "judging",
        _("All words"),
        _("There is one of the words {words}.", words=", ".join(JUDGING)),
        _("How would it be said so that it only describes?"),
        _("A habit is something done or not done. It says nothing about the worth of a person."),
    ),
)
_RULES = {rule.id: rule for rule in HABIT_RULES}


def habit_questions(week: HabitWeek) -> tuple[Asked, ...]:
    """Return the questions that the rules ask about a week.

    Examples
    --------
    >>> from iopedu.progress.habits import Intention
    >>> week = HabitWeek(intention=Intention("later", "run and then stretch", 10))
    >>> [asked.rule.id for asked in habit_questions(week)]
    ['too_big', 'no_cue']
    """
    plan, found = week.intention, []
    if (plan.minutes or 0) > SMALL or re.search(r"\band then\b", plan.action, re.IGNORECASE):
        found.append(("too_big", _("Planner sentence")))
    if plan.started and (not plan.cue.strip() or _VAGUE.search(plan.cue)):
        found.append(("no_cue", _("Planner sentence")))
    places = [(_("Planner sentence"), f"{plan.cue} {plan.action}")]
    places += [(_("{habit}, what counts as a yes", habit=entry.name), entry.counts) for entry in week.habits]
    for name, pattern in (("counting", _COUNTING), ("judging", _JUDGING)):
        found += [(name, place) for place, text in places if pattern.search(text)]
    return tuple(Asked(_RULES[name], place) for name, place in found)
