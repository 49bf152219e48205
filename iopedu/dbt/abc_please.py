"""ABC PLEASE: what keeps emotions steadier, planned for a week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar

from iopedu.course.files import read_json
from iopedu.course.language import _, _n
from iopedu.course.ratings import check_saved, shown
from iopedu.course.text import printable
from iopedu.dbt.parts import Parts

DAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))

#: Name of each part of PLEASE, and what is asked about a day.
CARE: Mapping[str, tuple[str, str]] = {
    "illness": (
        _("Treated illness"),
        _("Was the body cared for: medicines and visits as agreed? Nothing due is a yes."),
    ),
    "eating": (_("Eating"), _("Were there meals at the usual times?")),
    "substances": (_("Substances"), _("Did the day go without alcohol or other drugs that nobody prescribed?")),
    "sleep": (_("Sleep"), _("Were bedtime and getting up about as planned?")),
    "exercise": (_("Exercise"), _("Did the body move for a while, however little?")),
}

Answers = tuple[bool | None, ...]
_OPEN: Answers = (None,) * len(DAYS)


@dataclass(frozen=True)
class AbcPlease(Parts):
    """Accumulate positives, build mastery, cope ahead; and PLEASE for seven days.

    Parameters
    ----------
    pleasant, matters, step, mastery, situation, feared, plan, rehearse : str
        What is planned; see `WORDS`.
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
    WORDS: ClassVar[Mapping[str, str]] = {
        "pleasant": _("Something pleasant this week"),
        "matters": _("What matters in the long run"),
        "step": _("A first step toward it"),
        "mastery": _("Something a little difficult that can be done"),
        "situation": _("A difficult situation ahead"),
        "feared": _("The part that is feared"),
        "plan": _("What to do in it"),
        "rehearse": _("How and when to rehearse it"),
    }
    #: Which parts belong to which letter.
    LETTERS: ClassVar[Mapping[str, tuple[str, ...]]] = {
        _("A: accumulate positives"): ("pleasant", "matters", "step"),
        _("B: build mastery"): ("mastery",),
        _("C: cope ahead"): ("situation", "feared", "plan", "rehearse"),
    }

    pleasant: str = ""
    matters: str = ""
    step: str = ""
    mastery: str = ""
    situation: str = ""
    feared: str = ""
    plan: str = ""
    rehearse: str = ""
    illness: Answers = _OPEN
    eating: Answers = _OPEN
    substances: Answers = _OPEN
    sleep: Answers = _OPEN
    exercise: Answers = _OPEN

    def __post_init__(self) -> None:
        super().__post_init__()
        for name, (label, _ask) in CARE.items():
            days = getattr(self, name)
            if not isinstance(days, list | tuple) or len(days) != len(DAYS):
                found = {"part": label, "value": shown(days), "days": len(DAYS)}
                raise ValueError(_("{part} is {value}. It takes one answer for each of the {days} days.", **found))
            for day, answer in zip(DAYS, days, strict=True):
                if answer is not None and type(answer) is not bool:
                    found = {"part": label, "day": day, "value": shown(answer)}
                    raise ValueError(_("{part} on {day} is {value}. It is yes, no, or not answered.", **found))
            object.__setattr__(self, name, tuple(days))

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
        found = {name: getattr(self, name) for name in [field.name for field in fields(self)]}
        for name, value in answers.items():
            days = list(found[name])
            days[day - 1] = value
            found[name] = tuple(days)
        return AbcPlease(**found)

    def summary(self, name: str) -> str:
        """Return one sentence on one part of PLEASE: how many days said yes, of how many that were answered."""
        given = [answer for answer in getattr(self, name) if answer is not None]
        found, left = {"part": CARE[name][0], "yes": sum(given)}, len(DAYS) - len(given)
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
        said = [] if self.empty else [super().describe()]
        if self.answered_days:
            answered = {"answered": self.answered_days, "days": len(DAYS)}
            said += [_("PLEASE: {answered} of {days} days have an answer.", **answered)]
            said += [self.summary(name) for name in CARE]
        return "\n".join(said) or _("Nothing in this {what} yet.", what=self.WHAT)

    def to_json(self) -> dict[str, Any]:
        """Return the plan as JSON values."""
        days = {name: list(getattr(self, name)) for name in CARE}
        return {"version": 1, **asdict(self), **days}

    @classmethod
    def from_json(cls, found: Any) -> AbcPlease:
        """Read a plan that `to_json` wrote; raises ValueError with a sentence when it is something else."""
        return cls(**check_saved(found, cls.WHAT, [field.name for field in fields(cls)]))

    def __repr__(self) -> str:
        return printable(
            _(
                "ABC PLEASE plan: {filled} of {parts} parts filled in, {answered} of {days} days with an answer",
                filled=self.filled,
                parts=len(self.WORDS),
                answered=self.answered_days,
                days=len(DAYS),
            )
        )


def example_abc() -> AbcPlease:
    """Return Maya’s plan for week 4, which is made up.

    Examples
    --------
    >>> example_abc()
    ABC PLEASE plan: 8 of 8 parts filled in, 6 of 7 days with an answer
    """
    return AbcPlease.from_json(read_json("dbt/examples_08.json")["maya_week"])
