"""The rules that ask about a plan."""

from __future__ import annotations

import re

from iopedu.course.language import _
from iopedu.progress.asking import Asked, Rule
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

PLAN_RULES: tuple[Rule, ...] = (
    Rule(
        "hidden_sign",
        "early",
        _("A warning sign has one of the words {words}, and no thought in quotation marks.", words=", ".join(HIDDEN)),
        _("What would somebody else see or hear?"),
        _(
            "A sign that can be seen is noticed earlier, and by more people. A thought counts in its exact words, in "
            "quotation marks."
        ),
    ),
    Rule(
        "costly_coping",
        "coping",
        _("Everything that helps alone needs money or other people."),
        _("What would help at three in the morning, with no money and nobody awake?"),
        _(
            "Warning signs do not keep office hours. One thing that is always there carries until "
            "somebody can be reached."
        ),
    ),
    Rule(
        "nobody",
        "helpers",
        _("Neither a person to ask for help nor a professional is named."),
        _("Whom could the person tell, in so many words, “I need you now”?"),
        _("A plan that ends with the person alone ends too early."),
    ),
    Rule(
        "only_professionals",
        "helpers",
        _("Professionals are named, and nobody else."),
        _("Who in everyday life could know about this plan?"),
        _("Offices close, programs end and jobs change. People nearby are there in between."),
    ),
    Rule(
        "no_reach",
        "professionals",
        _("A person or an agency has no way to be reached."),
        _("How exactly would they be reached: number, address, or door?"),
        _("Looking up a number is hard in the hour in which it is needed."),
    ),
    Rule(
        "late_appointment",
        "first_appointment",
        _("The first appointment is not set, or later than {days} days after discharge.", days=SOON),
        _("What would it take to have it within {days} days?", days=SOON),
        _(
            "The first days after a discharge are a time of raised risk. For stays in a hospital a visit within "
            "{fact:inpatient_step_down_appointment} days is a quality target in the United States; we carry it over to "
            "other steps down."
        ),
    ),
    Rule(
        "no_step_up",
        "step_up",
        _("No line says when to step up."),
        _("What would have to be seen, and by whom, for more care to be asked for?"),
        _("Said beforehand, stepping up is part of the plan. Said afterward, it feels like a defeat."),
    ),
)
_RULES = {rule.id: rule for rule in PLAN_RULES}


def hidden_sign(text: str) -> bool:
    """Whether a warning sign names a state that nobody could see.

    Examples
    --------
    >>> hidden_sign("Feels worse"), hidden_sign("Sleeps past noon"), hidden_sign("“I feel like a burden”")
    (True, False, False)
    """
    return bool(_HIDDEN.search(text.casefold())) and not _OWN_WORDS.search(text)


def plan_questions(plan: TransitionPlan) -> tuple[Asked, ...]:
    """Return the questions that the rules ask about a plan; an empty plan is asked nothing.

    Examples
    --------
    >>> [asked.rule.id for asked in plan_questions(TransitionPlan(early=("Feels worse",), first_appointment=14))]
    ['hidden_sign', 'nobody', 'late_appointment', 'no_step_up']
    """
    if not plan.started:
        return ()
    found = [
        ("hidden_sign", _("{part}, “{entry}”", part=PARTS[part], entry=sign))
        for part in ("early", "late")
        for sign in getattr(plan, part)
        if hidden_sign(sign)
    ]
    if plan.coping and all(entry.needs not in ("", "nothing") for entry in plan.coping):
        found.append(("costly_coping", PARTS["coping"]))
    if not plan.helpers:
        found.append(("only_professionals" if plan.professionals else "nobody", PARTS["helpers"]))
    found += [
        ("no_reach", _("{part}, “{entry}”", part=PARTS[part], entry=contact.name))
        for part in ("helpers", "professionals")
        for contact in getattr(plan, part)
        if not contact.reach.strip()
    ]
    if plan.first_appointment is None or plan.first_appointment > SOON:
        found.append(("late_appointment", PARTS["first_appointment"]))
    if not plan.step_up.strip():
        found.append(("no_step_up", PARTS["step_up"]))
    return tuple(Asked(_RULES[name], place) for name, place in found)
