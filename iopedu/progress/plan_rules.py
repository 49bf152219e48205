"""The rules that ask about a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from iopedu.course.language import _
from iopedu.course.rules import Asked, AskingRule, RuleSet
from iopedu.progress.plan import PARTS, TransitionPlan

#: Days within which a first appointment is not asked about.
SOON = 7

HIDDEN = (
    "feel",
    "feels",
    "feeling",
    "felt",
    "mood",
    "bad",
    "worse",
    "sad",
    "anxious",
    "depressed",
    "stressed",
    "overwhelmed",
    "hopeless",
    "unwell",
    "struggling",
)
_HIDDEN = re.compile(rf"\b(?:{'|'.join(HIDDEN)})\b")
_OWN_WORDS = re.compile(r"“[^”]*\w[^”]*”|\"[^\"]*\w[^\"]*\"")


def hidden_sign(text: str) -> bool:
    """Whether a warning sign names a state that nobody could see.

    Examples
    --------
    >>> hidden_sign("Feels worse"), hidden_sign("Sleeps past noon"), hidden_sign("“I feel like a burden”")
    (True, False, False)
    """
    return bool(_HIDDEN.search(text.casefold())) and not _OWN_WORDS.search(text)


def _hidden_signs(plan: TransitionPlan) -> Iterator[str]:
    for part in ("early", "late"):
        for sign in getattr(plan, part):
            if hidden_sign(sign):
                yield _("{part}, “{entry}”", part=PARTS[part], entry=sign)


def _without_reach(plan: TransitionPlan) -> Iterator[str]:
    for part in ("helpers", "professionals"):
        for contact in getattr(plan, part):
            if not contact.reach.strip():
                yield _("{part}, “{entry}”", part=PARTS[part], entry=contact.name)


PLAN_RULES: RuleSet[TransitionPlan] = RuleSet(
    "transition_plan",
    AskingRule(
        "hidden_sign",
        PARTS["early"],
        _(
            "A warning sign has one of the words {words}, and no thought in quotation marks.",
            words=", ".join(HIDDEN),
        ),
        _("What would somebody else see or hear?"),
        _hidden_signs,
        _(
            "A sign that can be seen is noticed earlier, and by more people. A thought counts in its exact words, in "
            "quotation marks."
        ),
    ),
    AskingRule(
        "costly_coping",
        PARTS["coping"],
        _("Everything that helps alone needs money or other people."),
        _("What would help at three in the morning, with no money and nobody awake?"),
        lambda plan: bool(plan.coping) and all(entry.needs not in ("", "nothing") for entry in plan.coping),
        _(
            "Warning signs do not keep office hours. One thing that is always there carries until "
            "somebody can be reached."
        ),
    ),
    AskingRule(
        "nobody",
        PARTS["helpers"],
        _("Neither a person to ask for help nor a professional is named."),
        _("Whom could the person tell, in so many words, “I need you now”?"),
        lambda plan: not plan.helpers and not plan.professionals,
        _("A plan that ends with the person alone ends too early."),
    ),
    AskingRule(
        "only_professionals",
        PARTS["helpers"],
        _("Professionals are named, and nobody else."),
        _("Who in everyday life could know about this plan?"),
        lambda plan: not plan.helpers and bool(plan.professionals),
        _("Offices close, programs end and jobs change. People nearby are there in between."),
    ),
    AskingRule(
        "no_reach",
        PARTS["professionals"],
        _("A person or an agency has no way to be reached."),
        _("How exactly would they be reached: number, address, or door?"),
        _without_reach,
        _("Looking up a number is hard in the hour in which it is needed."),
    ),
    AskingRule(
        "late_appointment",
        PARTS["first_appointment"],
        _("The first appointment is not set, or later than {days} days after discharge.", days=SOON),
        _("What would it take to have it within {days} days?", days=SOON),
        lambda plan: plan.first_appointment is None or plan.first_appointment > SOON,
        _(
            "The first days after a discharge are a time of raised risk. For stays in a hospital a visit within "
            "{fact:inpatient_step_down_appointment} days is a quality target in the United States; we carry it over to "
            "other steps down."
        ),
    ),
    AskingRule(
        "no_step_up",
        PARTS["step_up"],
        _("No line says when to step up."),
        _("What would have to be seen, and by whom, for more care to be asked for?"),
        lambda plan: not plan.step_up.strip(),
        _("Said beforehand, stepping up is part of the plan. Said afterward, it feels like a defeat."),
    ),
)


def plan_questions(plan: TransitionPlan) -> tuple[Asked, ...]:
    """Return the questions that the rules ask about a plan; an empty plan is asked nothing.

    Examples
    --------
    >>> [asked.rule.id for asked in plan_questions(TransitionPlan(early=("Feels worse",), first_appointment=14))]
    ['hidden_sign', 'nobody', 'late_appointment', 'no_step_up']
    """
    return PLAN_RULES.asked(plan) if plan.started else ()
