"""Cope ahead: a hard moment that is coming, the skills for it, and how they are rehearsed."""

from __future__ import annotations

from typing import Any, ClassVar

from iopedu.course.files import options, read_json
from iopedu.course.language import _
from iopedu.course.ratings import in_plain_words
from iopedu.course.record import Record, choice, number, record, words
from iopedu.course.rules import Asked, RuleSet
from iopedu.dbt.dear_man import WORD_RULES
from iopedu.dbt.emotions import emotion_guides
from iopedu.dbt.skills import skills

NOT_FOR = options("cautions")["cope_ahead"]
#: What works when somebody can no longer think: the body, the hands, and a strong harmless sensation.
_WITHOUT_THINKING = ("stop", "tipp", "accepts")
_HIGH, _MIDDLE = 80, 60

#: What is asked about a plan.
COPE_RULES: RuleSet[CopeAhead] = RuleSet(
    "cope_ahead",
    too_high_to_think=lambda plan: (plan.strength or 0) >= _HIGH and plan.skill not in ("", *_WITHOUT_THINKING),
    tipp_too_low=lambda plan: plan.skill == "tipp" and plan.strength in range(_MIDDLE),
    tipp_cleared=lambda plan: plan.skill == "tipp",
    no_skill_in_plan=lambda plan: bool(plan.skill) and 0 < len(plan.plan.split()) < 8,
    only_if_it_goes_well=lambda plan: in_plain_words(plan.plan) and not in_plain_words(plan.harder),
)


def _described(label: str, ask: str) -> Any:
    return words(label, ask=ask, hint=ask)


@record
class CopeAhead(Record):
    """A hard moment that is coming, and how somebody gets ready for it.

    Parameters
    ----------
    situation : str
        As a camera would record it.
    emotion : str
        Id of one of `iopedu.dbt.emotion_guides`, or empty.
    strength : int or None
        How strong it is expected to be, 0 to 100. None is not set; 0 is a rating.
    urge, skill, plan, harder, rehearse, relax : str
        What it will urge; id of the skill to begin with; what is said and done; what if it gets harder; how it is
        rehearsed in imagination; how the body comes to rest afterward.

    Examples
    --------
    >>> plan = CopeAhead(strength=90, skill="check_the_facts")
    >>> plan
    Cope ahead plan: 2 of 9 parts filled in; 1 question to think about
    >>> plan.asked()
    (The skill to begin with: At that level, will the person still be able to think? What would work for \
the first few minutes?,)
    """

    WHAT: ClassVar[str] = _("cope ahead plan")

    situation: str = _described(_("The situation"), _("Where, when, who? Only what a camera would record."))
    emotion: str = choice(_("The likely emotion"), emotion_guides.named())
    strength: int | None = number(_("How strong it will be"))
    urge: str = words(_("What it will urge me to do"))
    skill: str = choice(_("The skill to begin with"), skills.named())
    plan: str = _described(_("The plan, step by step"), _("What will I do and say, word for word?"))
    harder: str = words(_("If it gets harder than that"))
    rehearse: str = _described(
        _("Rehearse it in my mind"),
        _("When and where will I picture it, as if it were happening now, with me in it?"),
    )
    relax: str = words(_("Rest afterward"))

    def asked(self) -> tuple[Asked, ...]:
        """Return questions about the words for the situation, and about what does not go together."""
        return (*WORD_RULES.asked(self.situation, "facts", self.asks()["situation"].label), *COPE_RULES.asked(self))


def example_cope_ahead() -> CopeAhead:
    """Return Aisha’s plan for Sunday with her relatives, which is fictional.

    Examples
    --------
    >>> example_cope_ahead()
    Cope ahead plan: 9 of 9 parts filled in
    """
    return CopeAhead.from_json(read_json("dbt/examples_08.json")["aisha_sunday"])
