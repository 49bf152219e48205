"""The rules that ask about a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from iopedu.course.language import _
from iopedu.course.rules import Asked, RuleSet
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
    hidden_sign=_hidden_signs,
    costly_coping=lambda plan: bool(plan.coping) and all(entry.needs not in ("", "nothing") for entry in plan.coping),
    nobody=lambda plan: not plan.helpers and not plan.professionals,
    only_professionals=lambda plan: not plan.helpers and bool(plan.professionals),
    no_reach=_without_reach,
    late_appointment=lambda plan: plan.first_appointment is None or plan.first_appointment > SOON,
    no_step_up=lambda plan: not plan.step_up.strip(),
)


def plan_questions(plan: TransitionPlan) -> tuple[Asked, ...]:
    """Return the questions that the rules ask about a plan; an empty plan is asked nothing.

    Examples
    --------
    >>> [asked.rule.id for asked in plan_questions(TransitionPlan(early=("Feels worse",), first_appointment=14))]
    ['hidden_sign', 'nobody', 'late_appointment', 'no_step_up']
    """
    return PLAN_RULES.asked(plan) if plan.started else ()
