"""A plan against relapse and for the step to the next level of care, and the rules that ask about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from iopedu.course.fields import Number
from iopedu.course.files import options, read_json
from iopedu.course.language import Refusal, _, _n
from iopedu.course.lists import Lines
from iopedu.course.ratings import in_plain_words, shown
from iopedu.course.record import Record, asking, choice, lines, record, rows, words
from iopedu.course.rules import Asked, RuleSet
from iopedu.course.text import printable
from iopedu.course.wording import words_of

NEEDS: Mapping[str, str] = options("plan.needs")
_NEEDING = options("plan.needing")

#: What belongs together when a plan is written or read.
CHAPTERS: Mapping[str, tuple[str, ...]] = {
    _("Notice and do"): ("early", "late", "coping", "places", "reasons"),
    _("Reach out"): ("helpers", "professionals", "surroundings", "lapse", "step_up"),
    _("Step down"): ("level", "first_appointment", "hand_over", "medication", "work", "peers"),
}


@record
class Coping(Record):
    """Something that helps without anybody's help.

    Parameters
    ----------
    what : str
        What the person does.
    needs : str
        One of `NEEDS`; empty while nobody has said.

    Examples
    --------
    >>> Coping("Walk to the river", "nothing")
    Walk to the river (needs nothing)
    """

    WHAT: ClassVar[str] = _("thing that helps")

    what: str = words(_("What helps"), lines=1)
    needs: str = choice(_("What it needs"), NEEDS, optional=True)

    def check(self) -> None:
        Lines(label=_("What helps when you’re alone")).entry(self.what)

    def __repr__(self) -> str:
        return printable(_NEEDING[self.needs].format(what=self.what) if self.needs else self.what)


@record
class Contact(Record):
    """A person or an agency, and how to reach them.

    Examples
    --------
    >>> Contact("Luis", "at home, or by phone at work"), Contact("Her sister"), Contact("988")
    (Luis: at home, or by phone at work, Her sister: no contact information given, 988)
    """

    WHAT: ClassVar[str] = _("contact")

    name: str = words(_("Name"), lines=1)
    reach: str = words(_("How to reach"), lines=1)

    def check(self) -> None:
        if not in_plain_words(self.name):
            raise Refusal("The name is {name}. Say who it is.", name=shown(self.name))

    @property
    def filled(self) -> int:
        """How many fields are not blank; “nobody” is a name for no one."""
        return super().filled * (not words_of("nobody").fullmatch(self.name.strip(" .").casefold()))

    @property
    def lost(self) -> bool:
        """Whether nothing says how to reach them; a number may stand in the name."""
        return self.filled > 0 and not self.reach.strip() and not re.search(r"\d{3}", self.name)

    def __repr__(self) -> str:
        reach = _("no contact information given") if self.lost else self.reach.strip()
        return printable(": ".join(filter(None, (self.name, reach))))


class _Days(Number):
    """Days after discharge, of which 0 is the day itself."""

    def says(self, value: int) -> str:
        return _n("{n} day", "{n} days", value) if value else _("on the day of discharge")


def _asked(part: str) -> dict[str, str]:
    return {"label": options("plan.labels")[part], "ask": options("plan.asks").get(part, "")}


def _text(part: str, **more: Any) -> Any:
    return words(**_asked(part), **more)


def _list(part: str) -> Any:
    return lines(**_asked(part), most=8, lines=2)


def _rows(part: str, of: type[Record]) -> Any:
    return rows(row=options("plan.labels")[part], of=of, most=4, **_asked(part))


@record
class TransitionPlan(Record):
    """What to notice, what to do, whom to reach, and how the step to the next level goes.

    Parameters
    ----------
    person : str
        Whose plan it is; somebody made up.
    early, late, places, reasons, work : tuple of str
        Up to 8 lines each.
    coping : tuple of Coping
        Up to 4.
    helpers, professionals : tuple of Contact
        Up to 4 each.
    surroundings, lapse, step_up, level, hand_over, medication, peers : str
        A few words each; `PARTS` says what they are about.
    first_appointment : int or None
        Days after discharge, 0 to 365; None while no date is set. 0 is the day itself.

    Raises
    ------
    ValueError
        With a sentence for the learner.

    Examples
    --------
    >>> TransitionPlan(early=("Sleeps past noon",), first_appointment=5)
    Relapse prevention plan: 2 of 16 parts filled in
    """

    WHAT: ClassVar[str] = _("plan")

    person: str = _text("person", lines=1, optional=True)
    early: tuple[str, ...] = _list("early")
    late: tuple[str, ...] = _list("late")
    coping: tuple[Coping, ...] = _rows("coping", Coping)
    places: tuple[str, ...] = _list("places")
    helpers: tuple[Contact, ...] = _rows("helpers", Contact)
    professionals: tuple[Contact, ...] = _rows("professionals", Contact)
    surroundings: str = _text("surroundings")
    reasons: tuple[str, ...] = _list("reasons")
    lapse: str = _text("lapse")
    step_up: str = _text("step_up")
    level: str = _text("level")
    first_appointment: int | None = asking(_Days(**_asked("first_appointment"), high=365))
    hand_over: str = _text("hand_over")
    medication: str = _text("medication")
    work: tuple[str, ...] = _list("work")
    peers: str = _text("peers")

    def says(self, part: str) -> tuple[str, ...]:
        """Return what one part holds, a line for each entry; nothing when it is empty."""
        value = getattr(self, part)
        if isinstance(value, tuple):
            return tuple(entry if isinstance(entry, str) else repr(entry) for entry in value)
        return tuple(said.strip() for _label, said in self.said(part))

    @property
    def started(self) -> bool:
        """Whether anything is in one of the parts."""
        return any(map(self.says, PARTS))

    def describe(self) -> str:
        """Return every part that is filled in, one below the other, and what is missing."""
        person = self.person.strip()
        said = [_("Plan for {person}", person=person) if person else _("Plan for a fictional person")]
        said += [f"{PARTS[part]}: {'; '.join(self.says(part))}" for part in PARTS if self.says(part)]
        if not self.started:
            return _("Nothing is in the plan yet.")
        end = _("Still empty: {parts}.", parts=", ".join(self.missing)) if self.missing else _("No parts are empty.")
        return "\n".join([*said, end])

    def __repr__(self) -> str:
        filled = len(PARTS) - len(self.lacking)
        return _("Relapse prevention plan: {filled} of {total} parts filled in", filled=filled, total=len(PARTS))


#: The parts of a plan in their order, with their names for a reader.
PARTS: Mapping[str, str] = {name: ask.label for name, ask in TransitionPlan.asks().items() if name != "person"}


def example_plan() -> TransitionPlan:
    """Return Maya's plan, which is fictional.

    Examples
    --------
    >>> example_plan()
    Relapse prevention plan: 16 of 16 parts filled in
    """
    return TransitionPlan.from_json(read_json("progress/examples_12.json")["maya_plan"])


#: Days within which a first appointment is not asked about.
SOON = 7

_OWN_WORDS = re.compile(r"“[^”]*\w[^”]*”|\"[^\"]*\w[^\"]*\"")


def hidden_sign(text: str) -> bool:
    """Whether a warning sign names a state that nobody could see.

    Examples
    --------
    >>> hidden_sign("Feels worse"), hidden_sign("Sleeps past noon"), hidden_sign("“I feel like a burden”")
    (True, False, False)
    """
    return bool(words_of("hidden_sign").search(text.casefold())) and not _OWN_WORDS.search(text)


def _entries(plan: TransitionPlan, *parts: str) -> Iterator[tuple[str, Any]]:
    return ((PARTS[part], entry) for part in parts for entry in getattr(plan, part))


def _hidden_signs(plan: TransitionPlan) -> Iterator[str]:
    found = _entries(plan, "early", "late")
    return (_("{part}, “{entry}”", part=part, entry=sign) for part, sign in found if hidden_sign(sign))


def _without_reach(plan: TransitionPlan) -> Iterator[str]:
    found = _entries(plan, "helpers", "professionals")
    return (_("{part}, “{entry}”", part=part, entry=contact.name) for part, contact in found if contact.lost)


def _lacks(plan: TransitionPlan, part: str) -> bool:
    return PARTS[part] in plan.lacking


PLAN_RULES: RuleSet[TransitionPlan] = RuleSet(
    "transition_plan",
    hidden_sign=_hidden_signs,
    costly_coping=lambda plan: bool(plan.coping) and all(entry.needs not in ("", "nothing") for entry in plan.coping),
    nobody=lambda plan: _lacks(plan, "helpers") and _lacks(plan, "professionals"),
    only_professionals=lambda plan: _lacks(plan, "helpers") and not _lacks(plan, "professionals"),
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
