"""ABC PLEASE: what keeps emotions steadier, planned for a week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from iopedu.course.fields import YesNo
from iopedu.course.files import options, read_json
from iopedu.course.language import _, _n
from iopedu.course.record import Record, each, record, words
from iopedu.course.text import DAYS

CARE: Mapping[str, str] = options("abc_please.care")

#: What a yes to a part says no to, of what the words of a text may call for people about.
DENIED: Mapping[str, tuple[str, ...]] = {
    "illness": ("medicine",),
    "eating": ("starving", "purging"),
    "substances": ("substance",),
}

Answers = tuple[bool | None, ...]


def _daily(name: str) -> Any:
    denied = {"denies": True, "denied": DENIED[name]} if name in DENIED else {}
    ask = YesNo(label=CARE[name], **denied)
    return each(CARE[name], ask, DAYS, ask=options("abc_please.asks")[name], optional=True)


@record
class AbcPlease(Record):
    """Accumulate positives, build mastery, cope ahead; and PLEASE for seven days.

    Parameters
    ----------
    pleasant, matters, step, mastery, situation, feared, plan, rehearse : str
        What is planned.
    illness, eating, substances, sleep, exercise : tuple of (bool or None)
        One answer for each day from Monday on. None is not answered; it is not a no.

    Raises
    ------
    ValueError
        With a sentence for the learner.

    Examples
    --------
    >>> AbcPlease(sleep=(True, False, None, None, None, None, None)).summary("sleep")
    'Sleep: yes on 1 of 2 answered days; 5 days not answered.'
    """

    WHAT: ClassVar[str] = _("ABC PLEASE plan")
    #: Which parts belong to which letter.
    LETTERS: ClassVar[Mapping[str, tuple[str, ...]]] = {
        _("A: accumulate positives"): ("pleasant", "matters", "step"),
        _("B: build mastery"): ("mastery",),
        _("C: cope ahead"): ("situation", "feared", "plan", "rehearse"),
    }
    PLANNED: ClassVar[tuple[str, ...]] = tuple(name for names in LETTERS.values() for name in names)

    pleasant: str = words(_("Something pleasant this week"))
    matters: str = words(_("What matters in the long run"))
    step: str = words(_("A first step toward it"))
    mastery: str = words(_("Something a little hard, but doable"))
    situation: str = words(_("A difficult situation ahead"))
    feared: str = words(_("The part I am afraid of"))
    plan: str = words(_("What to do in that situation"))
    rehearse: str = words(_("How and when to rehearse it"))
    illness: Answers = _daily("illness")
    eating: Answers = _daily("eating")
    substances: Answers = _daily("substances")
    sleep: Answers = _daily("sleep")
    exercise: Answers = _daily("exercise")

    @property
    def answered_days(self) -> int:
        """On how many days at least one question has an answer."""
        return sum(any(getattr(self, name)[at] is not None for name in CARE) for at in range(len(DAYS)))

    @property
    def ready(self) -> bool:
        """Whether every part of A, B and C has words and at least one day is answered."""
        return super().ready and self.answered_days > 0

    def on(self, day: int) -> dict[str, bool | None]:
        """Return the answers of one day by their name; 1 is Monday."""
        return {name: getattr(self, name)[day - 1] for name in CARE}

    def answer(self, day: int, **answers: bool | None) -> AbcPlease:
        """Return the plan with other answers for one day; 1 is Monday."""
        weeks = {
            name: (*(week := getattr(self, name))[: day - 1], value, *week[day:]) for name, value in answers.items()
        }
        return replace(self, **weeks)

    def summary(self, name: str) -> str:
        """Return one sentence on one part of PLEASE: how many days said yes, of how many that were answered."""
        given = [answer for answer in getattr(self, name) if answer is not None]
        found, left = {"part": CARE[name], "yes": sum(given)}, len(DAYS) - len(given)
        if not given:
            return _("{part}: not answered on any day.", **found)
        days = _n("{n} answered day", "{n} answered days", len(given))
        if not left:
            return _("{part}: yes on {yes} of {days}.", days=days, **found)
        return _n(
            "{part}: yes on {yes} of {days}; {n} day not answered.",
            "{part}: yes on {yes} of {days}; {n} days not answered.",
            left,
            days=days,
            **found,
        )

    def describe(self) -> str:
        """Return what is planned and what was answered, one part below the other."""
        said = [f"{label}: {text}" for label, text in self.said(*self.PLANNED)]
        if self.answered_days:
            answered = {"answered": self.answered_days, "days": len(DAYS)}
            said += [_("PLEASE: {answered} of {days} days have an answer.", **answered)]
            said += [self.summary(name) for name in CARE]
        return "\n".join(said) or _("There is nothing in this {what} yet.", what=self.WHAT)


def example_abc() -> AbcPlease:
    """Return Maya’s plan for week 4, which is fictional.

    Examples
    --------
    >>> example_abc().lacking, example_abc().answered_days
    ((), 6)
    """
    return AbcPlease.from_json(read_json("dbt/examples_08.json")["maya_week"])
