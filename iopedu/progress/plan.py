"""A plan against relapse and for the step to the next level of care."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from iopedu.course.files import read_json
from iopedu.course.language import _, _n
from iopedu.course.ratings import check_rating, check_saved, check_text, in_plain_words, shown
from iopedu.course.text import allowed, printable

NEEDS = ("nothing", "money", "other people", "money and other people")
_NEEDING = {
    "nothing": _("{what} (needs nothing)"),
    "money": _("{what} (needs money)"),
    "other people": _("{what} (needs other people)"),
    "money and other people": _("{what} (needs money and other people)"),
}

#: The parts of a plan in their order, with their names for a reader.
PARTS: Mapping[str, str] = {
    "early": _("Early warning signs"),
    "late": _("Late warning signs"),
    "coping": _("What helps alone"),
    "places": _("People and places that take the mind elsewhere"),
    "helpers": _("People to ask for help"),
    "professionals": _("Professionals and agencies"),
    "surroundings": _("Safer surroundings"),
    "reasons": _("Reasons to go on"),
    "lapse": _("After a lapse"),
    "step_up": _("Step up when"),
    "level": _("Next level of care"),
    "first_appointment": _("First appointment, days after discharge"),
    "hand_over": _("Who holds the hand-over"),
    "medication": _("Medication visit"),
    "work": _("Back to work or school, step by step"),
    "peers": _("Peer group"),
}

#: What belongs together when a plan is written or read.
CHAPTERS: Mapping[str, tuple[str, ...]] = {
    _("Notice and do"): ("early", "late", "coping", "places", "reasons"),
    _("Reach out"): ("helpers", "professionals", "surroundings", "lapse", "step_up"),
    _("Step down"): ("level", "first_appointment", "hand_over", "medication", "work", "peers"),
}

LISTS = ("early", "late", "places", "reasons", "work")
WORDS = ("surroundings", "lapse", "step_up", "level", "hand_over", "medication", "peers")


@dataclass(frozen=True)
class Coping:
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

    what: str
    needs: str = ""

    def __post_init__(self) -> None:
        _check_line(PARTS["coping"], self.what)
        check_text(_("What it needs"), self.needs)
        if self.needs and self.needs not in NEEDS:
            raise ValueError(allowed(_("What it needs"), self.needs, NEEDS))

    def __repr__(self) -> str:
        return printable(_NEEDING[self.needs].format(what=self.what) if self.needs else self.what)


@dataclass(frozen=True)
class Contact:
    """A person or an agency, and how to reach them.

    Examples
    --------
    >>> Contact("Luis", "at home, or by phone at work"), Contact("Her sister")
    (Luis: at home, or by phone at work, Her sister: how to reach is not said)
    """

    name: str
    reach: str = ""

    def __post_init__(self) -> None:
        check_text(_("Name"), self.name)
        check_text(_("How to reach"), self.reach)
        if not in_plain_words(self.name):
            raise ValueError(_("Name is empty. Say who it is."))

    def __repr__(self) -> str:
        return printable(f"{self.name}: {self.reach.strip() or _('how to reach is not said')}")


@dataclass(frozen=True)
class TransitionPlan:
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

    person: str = ""
    early: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    coping: tuple[Coping, ...] = ()
    places: tuple[str, ...] = ()
    helpers: tuple[Contact, ...] = ()
    professionals: tuple[Contact, ...] = ()
    surroundings: str = ""
    reasons: tuple[str, ...] = ()
    lapse: str = ""
    step_up: str = ""
    level: str = ""
    first_appointment: int | None = None
    hand_over: str = ""
    medication: str = ""
    work: tuple[str, ...] = ()
    peers: str = ""

    MOST_LINES, MOST_ROWS, LATEST = 8, 4, 365

    def __post_init__(self) -> None:
        check_text(_("Person"), self.person)
        for name in WORDS:
            check_text(PARTS[name], getattr(self, name))
        for name in LISTS:
            for entry in self._entries(name, self.MOST_LINES):
                _check_line(PARTS[name], entry)
        for name, kind in (("coping", Coping), ("helpers", Contact), ("professionals", Contact)):
            if not all(isinstance(entry, kind) for entry in self._entries(name, self.MOST_ROWS)):
                raise ValueError(_("{part} holds something that does not belong there.", part=PARTS[name]))
        check_rating(PARTS["first_appointment"], self.first_appointment, self.LATEST)

    def _entries(self, name: str, most: int) -> tuple[Any, ...]:
        found = getattr(self, name)
        if not isinstance(found, tuple | list):
            raise ValueError(_("{part} is {value}; it should be a list.", part=PARTS[name], value=shown(found)))
        if len(found) > most:
            told = {"part": PARTS[name], "entries": len(found), "most": most}
            raise ValueError(_("{part} has {entries} entries. At most {most} fit: which ones matter most?", **told))
        object.__setattr__(self, name, tuple(found))
        return tuple(found)

    def says(self, part: str) -> tuple[str, ...]:
        """Return what one part holds, a line for each entry; nothing when it is empty."""
        value = getattr(self, part)
        if isinstance(value, tuple):
            return tuple(entry if isinstance(entry, str) else repr(entry) for entry in value)
        if part == "first_appointment":
            if value is None:
                return ()
            return (_n("{n} day", "{n} days", value) if value else _("on the day of discharge"),)
        return (value.strip(),) if value.strip() else ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the parts that are still empty."""
        return tuple(name for part, name in PARTS.items() if not self.says(part))

    @property
    def started(self) -> bool:
        """Whether anything is filled in."""
        return len(self.missing) < len(PARTS)

    @property
    def ready(self) -> bool:
        """Whether no part is missing."""
        return not self.missing

    def describe(self) -> str:
        """Return every part that is filled in, one below the other, and what is missing."""
        person = self.person.strip()
        lines = [_("Plan of {person}", person=person) if person else _("Plan of a made-up person")]
        lines += [f"{PARTS[part]}: {'; '.join(self.says(part))}" for part in PARTS if self.says(part)]
        if not self.started:
            return _("Nothing is in the plan yet.")
        end = _("Still empty: {parts}.", parts=", ".join(self.missing)) if self.missing else _("No part is empty.")
        return "\n".join([*lines, end])

    def to_json(self) -> dict[str, Any]:
        """Return the plan as JSON values."""
        return {"version": 1, **{name: _plain(value) for name, value in asdict(self).items()}}

    @classmethod
    def from_json(cls, found: Any) -> TransitionPlan:
        """Read a plan that `to_json` wrote; raises ValueError when it is something else."""
        saved = dict(check_saved(found, _("plan"), (field.name for field in fields(cls))))
        for name, kind in (("coping", Coping), ("helpers", Contact), ("professionals", Contact)):
            entries = saved.get(name, [])
            if not isinstance(entries, list):
                raise ValueError(_("{field} should hold a list.", field=PARTS[name]))
            saved[name] = tuple(_read(kind, PARTS[name], entry) for entry in entries)
        return cls(**saved)

    def __repr__(self) -> str:
        return _(
            "Plan against relapse: {filled} of {total} parts filled in",
            filled=len(PARTS) - len(self.missing),
            total=len(PARTS),
        )


def _check_line(name: str, entry: object) -> None:
    check_text(name, entry)
    if not in_plain_words(entry):
        raise ValueError(_("{part} has an entry without words. Write a few words, or leave it out.", part=name))
    if "\n" in entry:
        raise ValueError(_("{part} has an entry that runs over two lines. Write one entry on each line.", part=name))


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _read(kind: type, name: str, entry: Any) -> Any:
    names = [field.name for field in fields(kind)]
    if not isinstance(entry, dict) or names[0] not in entry or not set(entry) <= set(names):
        found = {"part": name, "value": shown(entry), "fields": ", ".join(names)}
        raise ValueError(_("{part} holds {value}; each entry should have: {fields}.", **found))
    return kind(**entry)


def example_plan() -> TransitionPlan:
    """Return Maya's plan, which is made up.

    Examples
    --------
    >>> example_plan()
    Plan against relapse: 16 of 16 parts filled in
    """
    return TransitionPlan.from_json(read_json("progress/examples_12.json")["maya_plan"])
