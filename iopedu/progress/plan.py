"""A plan against relapse and for the step to the next level of care."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from iopedu.course.fields import Number
from iopedu.course.files import options, read_json
from iopedu.course.language import _, _n
from iopedu.course.lists import Lines
from iopedu.course.ratings import in_plain_words
from iopedu.course.record import Record, asking, choice, lines, record, rows, words
from iopedu.course.text import printable

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
        Lines(label=_("What helps alone")).entry(self.what)

    def __repr__(self) -> str:
        return printable(_NEEDING[self.needs].format(what=self.what) if self.needs else self.what)


@record
class Contact(Record):
    """A person or an agency, and how to reach them.

    Examples
    --------
    >>> Contact("Luis", "at home, or by phone at work"), Contact("Her sister")
    (Luis: at home, or by phone at work, Her sister: how to reach is not said)
    """

    WHAT: ClassVar[str] = _("contact")

    name: str = words(_("Name"), lines=1)
    reach: str = words(_("How to reach"), lines=1)

    def check(self) -> None:
        if not in_plain_words(self.name):
            raise ValueError(_("Name is empty. Say who it is."))

    def __repr__(self) -> str:
        return printable(f"{self.name}: {self.reach.strip() or _('how to reach is not said')}")


class _Days(Number):
    """Days after discharge, of which 0 is the day itself."""

    def says(self, value: int) -> str:
        return _n("{n} day", "{n} days", value) if value else _("on the day of discharge")


def _list(label: str, ask: str) -> Any:
    return lines(label, ask=ask, most=8, lines=2)


def _contacts(label: str, ask: str) -> Any:
    return rows(label, label, Contact, ask=ask, most=4)


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
    Plan against relapse: 2 of 16 parts filled in
    """

    WHAT: ClassVar[str] = _("plan")

    person: str = words(_("Made-up person"), lines=1, optional=True)
    early: tuple[str, ...] = _list(
        _("Early warning signs"),
        _("What changes first? Words that somebody else could check. One on each line."),
    )
    late: tuple[str, ...] = _list(
        _("Late warning signs"), _("What shows that it has become serious? One on each line.")
    )
    coping: tuple[Coping, ...] = rows(
        _("What helps alone"),
        _("What helps alone"),
        Coping,
        ask=_("What can be done before anybody is reached?"),
        most=4,
    )
    places: tuple[str, ...] = _list(
        _("People and places that take the mind elsewhere"),
        _("Where are other people, without having to talk about it? One on each line."),
    )
    helpers: tuple[Contact, ...] = _contacts(
        _("People to ask for help"), _("Who in everyday life can be told? Say how to reach them.")
    )
    professionals: tuple[Contact, ...] = _contacts(
        _("Professionals and agencies"),
        _("Who is paid to help, and at which hours? A crisis line belongs here."),
    )
    surroundings: str = words(
        _("Safer surroundings"),
        ask=_(
            "Talked through in person, with a clinician and somebody close. Write only who helps, and when it "
            "is looked at again. No details."
        ),
    )
    reasons: tuple[str, ...] = _list(_("Reasons to go on"), _("What makes it worth going on? One on each line."))
    lapse: str = words(
        _("After a lapse"),
        ask=_("A lapse is not a relapse. What happens in the first day after one, and who is told?"),
    )
    step_up: str = words(_("Step up when"), ask=_("At which signs is more care asked for, by whom, and where?"))
    level: str = words(_("Next level of care"), ask=_("Where does care go on?"))
    first_appointment: int | None = asking(
        _Days(
            label=_("First appointment, days after discharge"),
            ask=_("How many days after discharge is the first appointment? 0 is the day itself."),
            high=365,
        )
    )
    hand_over: str = words(
        _("Who holds the hand-over"), ask=_("Who tells the next team what they need to know, and when?")
    )
    medication: str = words(_("Medication visit"), ask=_("Who looks at the medication, and when next?"))
    work: tuple[str, ...] = _list(
        _("Back to work or school, step by step"),
        _("Which step comes first, and who has agreed to it? One on each line."),
    )
    peers: str = words(_("Peer group"), ask=_("Where are people who have been there themselves?"))

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
        said = [_("Plan of {person}", person=person) if person else _("Plan of a made-up person")]
        said += [f"{PARTS[part]}: {'; '.join(self.says(part))}" for part in PARTS if self.says(part)]
        if not self.started:
            return _("Nothing is in the plan yet.")
        end = _("Still empty: {parts}.", parts=", ".join(self.missing)) if self.missing else _("No part is empty.")
        return "\n".join([*said, end])

    def __repr__(self) -> str:
        return _(
            "Plan against relapse: {filled} of {total} parts filled in",
            filled=len(PARTS) - len(self.lacking),
            total=len(PARTS),
        )


#: The parts of a plan in their order, with their names for a reader.
PARTS: Mapping[str, str] = {name: ask.label for name, ask in TransitionPlan.asks().items() if name != "person"}


def example_plan() -> TransitionPlan:
    """Return Maya's plan, which is made up.

    Examples
    --------
    >>> example_plan()
    Plan against relapse: 16 of 16 parts filled in
    """
    return TransitionPlan.from_json(read_json("progress/examples_12.json")["maya_plan"])
