"""One day of a diary card. What is not answered is not in it: it is never 0, and never “no”."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any, ClassVar

from iopedu.course.fields import Ask, Choice, Number, Text, Words, YesNo
from iopedu.course.files import options
from iopedu.course.language import Refusal, _, _n
from iopedu.course.ratings import check_text, in_plain_words, shown
from iopedu.course.record import Record, answers, asking, choice, record, words, yes_no
from iopedu.course.text import check_one_of, printable, within
from iopedu.dbt.dates import WEEK, OnDay, day_name
from iopedu.dbt.skills import skill, skills

#: Urges and emotions share one scale, so that a 4 means the same in every row of the card.
TOP = 5
#: Ratings from here on open the questions of their kind.
HIGH = 4
#: Kinds of targets in the order in which they are read, each with its part of the hierarchy.
KINDS = {"suicide": "life", "self_harm": "life", "therapy": "therapy", "substance": "quality", "other": "quality"}
TIERS = options("diary_figures.tiers")
_WHY = options("diary_figures.why")


@dataclass(frozen=True)
class Average:
    """What the ratings of a week come to: the mean of the days that have one, their number, and the highest.

    Examples
    --------
    >>> Average("Urge to withdraw", (5,))
    Urge to withdraw: 5, from 1 of 7 days, highest 5
    """

    name: str
    values: tuple[int, ...]

    @property
    def mean(self) -> float | None:
        """The mean of the days used; None when there are none."""
        return sum(self.values) / len(self.values) if self.values else None

    @property
    def says(self) -> str:
        """Mean, days used and highest value; never one without the others."""
        if not self.values:
            return _("not rated, 0 of {days} days", days=WEEK)
        mean = f"{self.mean:.1f}".removesuffix(".0")
        found = {"mean": mean, "used": len(self.values), "days": WEEK, "highest": max(self.values)}
        return _("{mean}, from {used} of {days} days, highest {highest}", **found)

    def __repr__(self) -> str:
        return f"{printable(self.name)}: {self.says}"


@dataclass(frozen=True)
class Opened:
    """What opens the questions of its kind on one day: an act, whatever the urge was, or a rating of 4 or 5.

    Examples
    --------
    >>> Opened(date(2026, 3, 18), "Urge to self-harm", "self_harm", 2, acted=True)
    Wednesday, March 18: Urge to self-harm 2, acted on it
    """

    on: date
    target: str
    kind: str
    rating: int | None = None
    acted: bool = False

    @property
    def opens(self) -> bool:
        """Whether it opens the questions of its kind."""
        return self.acted or (self.rating or 0) >= HIGH

    @property
    def place(self) -> tuple[int, bool, int, int, date]:
        """Its place: life, therapy, quality of life; in each an act before a rating, and the higher rating first."""
        rated = -1 if self.rating is None else self.rating
        return tuple(TIERS).index(KINDS[self.kind]), not self.acted, tuple(KINDS).index(self.kind), -rated, self.on

    @property
    def why(self) -> str:
        """Why it comes where it comes, when it is the first."""
        why = _WHY[KINDS[self.kind]]
        return _("{why} An act comes before a rating, whatever the urge was.", why=why) if self.acted else why

    def __repr__(self) -> str:
        urge, rating = printable(self.target), _("not rated") if self.rating is None else self.rating
        said = _("{day}: {urge} {rating}", day=day_name(self.on), urge=urge, rating=rating)
        return f"{said}, {_done(self.kind)}" if self.acted else said


def _done(kind: str) -> str:
    """Return what an act of this kind is called."""
    return _("a suicide attempt") if kind == "suicide" else _("acted on it")


LONGEST = 40
MOST_AMOUNT = 1000
KIND_NAMES = options("diary_day.kind_names")
_ACTS = {"suicide": _("A suicide attempt?"), "therapy": _("Did it happen?")}
#: What a card says of a skill; one that is not in it was not answered.
STATES = {"thought": _("thought of"), "tried": _("tried"), "helped": _("helped")}


def check_name(what: str, name: object) -> None:
    """Refuse a name of a row that cannot stand at its head."""
    check_text(what, name)
    if not in_plain_words(name):
        raise Refusal("{what} has no name yet. Write one in a few words.", what=what)
    if len(name) > LONGEST or printable(name) != name or "\n" in name or name != name.strip():
        found = {"what": what, "value": shown(name), "most": LONGEST}
        raise Refusal("{what} is {value}. Write a name of up to {most} characters on one line.", **found)


#: Cards of earlier editions do not say of what kind a target is.
_FIRST_KINDS = {"Thoughts of suicide": "suicide", "Urge to self-harm": "self_harm"}


@record
class Target(Record):
    """Something that a card follows: an urge, rated from 0 to 5, and apart from it whether it was acted on.

    Parameters
    ----------
    name : str
    unit : str
        Unit of the amount, such as "hours"; empty when no amount is asked for.
    acts : bool
        Whether there is an action to ask about.
    kind : str
        Which route it opens, and its place in the order in which a week is read.

    Raises
    ------
    ValueError
        With a sentence for the learner.
    """

    WHAT: ClassVar[str] = _("urge")

    name: str = words(_("Urge"))
    unit: str = words(_("Unit"))
    acts: bool = yes_no(_("An action to ask about"), default=True)
    kind: str = choice(_("Kind"), KIND_NAMES, default="other")

    def check(self) -> None:
        check_name(_("Urge"), self.name)
        if self.unit:
            check_name(_("Unit for “{urge}”", urge=self.name), self.unit)
        if self.unit and not self.acts:
            raise Refusal("“{urge}” has a unit, so there has to be an action to ask about.", urge=self.name)

    @classmethod
    def read(cls, found: Any) -> dict[str, Any]:
        """Return what `to_json` wrote by the name of its field, with the kind that earlier editions did not keep."""
        if isinstance(found, dict) and "kind" not in found:
            found = {**found, "kind": _FIRST_KINDS.get(str(found.get("name")), "other")}
        return super().read(found)

    @property
    def act(self) -> str:
        """The question about the action."""
        return _ACTS.get(self.kind, _("Acted on it?"))


@dataclass(frozen=True, kw_only=True)
class ByName(Ask):
    """An answer for each of some names, which are not known before; those without an answer are left out.

    Parameters
    ----------
    of : Ask
        What is asked each time; the name takes the place of its label.
    """

    of: Ask

    def begin(self) -> Mapping[str, Any]:
        return MappingProxyType({})

    def checked(self, value: Any) -> Mapping[str, Any]:
        if not isinstance(value, Mapping) or not all(isinstance(name, str) for name in value):
            raise Refusal("{field} should contain one answer for each name.", field=self.label)
        asks = {name: replace(self.of, label=printable(name)) for name, one in value.items() if one is not None}
        return MappingProxyType({name: ask.checked(value[name]) for name, ask in asks.items()})

    def is_blank(self, value: Mapping[str, Any]) -> bool:
        return not value

    def to_json(self, value: Mapping[str, Any]) -> dict[str, Any]:
        return {name: self.of.to_json(one) for name, one in value.items()}


@record
class Day(Record):
    """One day: urges and actions apart from each other, emotions, what was done well, skills, a note.

    Parameters
    ----------
    on : datetime.date
    urges, emotions : mapping of str to int
        Ratings from 0 to 5 by name. What is not answered is left out; a 0 is an answer.
    acted : mapping of str to bool
        Whether somebody acted on an urge, whatever its rating.
    amounts : mapping of str to float
        How much, in the unit of the target.
    effective : tuple of str
        What was done that helped.
    skills : mapping of str to str
        By id of `iopedu.dbt.skills`: thought of, tried or helped. What is not answered is left out.
    note : str
    filled_on : datetime.date or None
        When the day was filled in; None when nobody said.

    Raises
    ------
    ValueError
        With a sentence that names the day and the field.

    Examples
    --------
    >>> Day(date(2026, 3, 18), urges={"Urge to withdraw": 9})
    Traceback (most recent call last):
    ...
    ValueError: Wednesday, March 18: Urge to withdraw is 9. Enter a whole number from 0 to 5, or leave it blank.
    """

    WHAT: ClassVar[str] = _("day")
    #: Parts that hold one answer for each row of the card.
    ANSWERS: ClassVar[tuple[str, ...]] = ("urges", "acted", "amounts", "emotions")

    on: date = asking(OnDay(label=_("Day")))
    urges: Mapping[str, int] = asking(ByName(label="urges", of=Number(label="", high=TOP)))
    acted: Mapping[str, bool] = asking(ByName(label="acted", of=YesNo(label="")))
    amounts: Mapping[str, float] = asking(ByName(label="amounts", of=Ask(label="")))
    emotions: Mapping[str, int] = asking(ByName(label="emotions", of=Number(label="", high=TOP)))
    effective: tuple[str, ...] = answers(_("Actions that helped"), Words(label=_("Actions that helped")))
    skills: Mapping[str, str] = asking(ByName(label="skills", of=Choice(label="", options=STATES, default=None)))
    note: str = words(_("Note"))
    filled_on: date | None = asking(OnDay(label=_("Filled in on"), optional=True))

    def __post_init__(self) -> None:
        self.asks()["on"].checked(self.on)
        with within(self.name):
            super().__post_init__()

    def check(self) -> None:
        for name, value in self.amounts.items():
            found = {"urge": printable(name), "value": shown(value)}
            if type(value) not in (int, float) or not 0 < value <= MOST_AMOUNT:
                raise Refusal(
                    "{urge}: the amount is {value}. Enter a number above 0, up to 1000, or leave it blank.", **found
                )
            if self.acted.get(name) is not True:
                raise Refusal(
                    "{urge}: the amount is {value}, but “Acted on it?” is not set to yes. Set it to yes first.", **found
                )
        helped = tuple(dict.fromkeys(text for text in self.effective if text.strip()))
        object.__setattr__(self, "effective", helped)
        for name in self.skills:
            check_one_of("skill", name, skills.ids)
        if self.filled_on is not None and self.filled_on < self.on:
            filled = day_name(self.filled_on)
            found = {"filled": filled}
            raise Refusal("A day cannot be filled in before it begins. This one was filled in on {filled}.", **found)

    @property
    def name(self) -> str:
        """The day in words."""
        return day_name(self.on)

    @property
    def empty(self) -> bool:
        """Whether nothing is answered."""
        parts = (*self.ANSWERS, "effective", "skills")
        return not any(getattr(self, part) for part in parts) and not self.note.strip()

    def texts(self) -> tuple[Text, ...]:
        """Return every free text of the day, with the name of its place."""
        return tuple((self.name, text) for text in (*self.effective, self.note) if text.strip())

    @property
    def days_late(self) -> int:
        """How many days later it was filled in; 0 when it was on the day, or when nobody said."""
        return (self.filled_on - self.on).days if self.filled_on else 0

    def describe(self, targets: Mapping[str, Target] = MappingProxyType({})) -> str:
        """Return everything that is answered, in one line; ``targets`` are the urges of the card, by name."""
        parts = [f"{name} {value}" for name, value in self.urges.items()]
        for name, value in self.acted.items():
            urge = targets.get(name)
            amount = f", {self.amounts[name]:g} {urge.unit if urge else ''}".rstrip() if name in self.amounts else ""
            done = _done(urge.kind if urge else "") + amount
            parts.append(f"{name}: {done}" if value else _("{urge}: not acted on", urge=name))
        parts += [f"{name} {value}" for name, value in self.emotions.items()]
        parts += [
            _("skill: {skill}, {state}", skill=skill(name).name, state=STATES[state])
            for name, state in self.skills.items()
        ]
        parts += [_("effective: {text}", text=text.rstrip(".")) for text in self.effective]
        parts += [_("note: {text}", text=self.note.rstrip("."))] if self.note.strip() else []
        said = "; ".join(parts) or _("nothing filled in")
        if not self.days_late:
            return f"{self.name}: {said}."
        return _n(
            "{day} (filled in {n} day late): {said}.",
            "{day} (filled in {n} days late): {said}.",
            self.days_late,
            day=self.name,
            said=said,
        )

    @classmethod
    def read(cls, found: Any) -> dict[str, Any]:
        """Return what `to_json` wrote by the name of its field, with the mere ticks of earlier editions as states."""
        saved = super().read(found)
        ticks = saved.get("skills")
        if isinstance(ticks, list) and all(isinstance(name, str) for name in ticks):
            saved["skills"] = dict.fromkeys(ticks, "tried")  # a tick said that it was used, and not whether it helped
        return saved
