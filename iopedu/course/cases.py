"""Fictional cases for a conference: stations, each with what is known then and a range of answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from iopedu.course.facts import fill
from iopedu.course.files import options, read_json, said
from iopedu.course.language import Refusal, _
from iopedu.course.people import Person, person
from iopedu.course.ratings import shown
from iopedu.course.text import check_one_of

#: How an option stands to the range, from the inside out. The keys are stored.
VERDICTS: Mapping[str, str] = options("cases.verdicts")
IN_RANGE = ("defensible", "condition")


@dataclass(frozen=True)
class Lead:
    """What a decision leads to.

    Parameters
    ----------
    to : str
        The later station that tells of it; the station itself when it shows only afterward.
    says : str
        What followed.
    instead : tuple of (int, str)
        Lines of what is known then, by their place from 0, that are different now.
    options : tuple of (str, tuple)
        Answers there, by their id, with each field of `Option` that is different now.
    """

    to: str
    says: str
    instead: tuple[tuple[int, str], ...] = ()
    options: tuple[tuple[str, tuple[tuple[str, Any], ...]], ...] = ()


@dataclass(frozen=True)
class Option:
    """One thing that a conference could decide, and why it can be defended or not.

    Parameters
    ----------
    id, text, why : str
    verdict : str
        One of `VERDICTS`.
    condition : str
        What has to be true as well; only for an option with a condition.
    leads : tuple of Lead
        What follows from it later in the case.

    Raises
    ------
    ValueError
        When a part is missing.
    """

    id: str
    verdict: str
    text: str
    why: str
    condition: str = ""
    leads: tuple[Lead, ...] = ()

    def __post_init__(self) -> None:
        check_one_of("verdict", self.verdict, VERDICTS)
        if not (self.id and self.text and self.why):
            raise ValueError(f"Option {self.id!r}: it needs an id, a text and a reason.")
        if (self.verdict == "condition") != bool(self.condition):
            raise ValueError(f"Option {self.id!r}: a condition belongs to “with a condition”, and to nothing else.")

    @property
    def quoted(self) -> str:
        """The answer as it stands between quotation marks, without its own around it."""
        return self.text.removeprefix("“").removesuffix("”")

    @property
    def follows(self) -> str:
        """Everything that follows from it later on; "" where the story takes its course."""
        return " ".join(lead.says for lead in self.leads)

    def feedback(self) -> tuple[str, ...]:
        """Return how the option stands to the range, why, and under which condition.

        Examples
        --------
        >>> case("conference_maya").stations[0].option("iop").feedback()[0].partition(":")[0]
        'Defensible'
        """
        lines = [_("{verdict}: {why}", verdict=VERDICTS[self.verdict], why=self.why)]
        return (*lines, _("Condition: {condition}", condition=self.condition)) if self.condition else tuple(lines)


@dataclass(frozen=True)
class Station:
    """One moment at which something has to be decided.

    Parameters
    ----------
    id, when, title : str
    part : int
        Part of the case in which it stands, from 1.
    known : tuple of str
        What is known at that time, and nothing that comes later.
    ask : str
        What has to be decided.
    options : tuple of Option
        Two or more that can be defended, with a condition or without, and one or more that cannot.
    next : tuple of str
        What the case conference would ask next.
    after : str
        What happened; shown only on request, after a decision.

    Raises
    ------
    ValueError
        When the station would have one key only, or none.
    """

    id: str
    part: int
    when: str
    title: str
    known: tuple[str, ...]
    ask: str
    options: tuple[Option, ...]
    next: tuple[str, ...]
    after: str

    def __post_init__(self) -> None:
        inside = [option for option in self.options if option.verdict in IN_RANGE]
        if len(inside) < 2 or len(inside) == len(self.options):
            raise ValueError(f"Station {self.id!r}: it needs two options in the range or more, and one outside.")
        if len({option.id for option in self.options}) != len(self.options):
            raise ValueError(f"Station {self.id!r}: two options have the same id.")

    @property
    def name(self) -> str:
        """Time and title."""
        return _("{when}: {title}", when=self.when, title=self.title)

    def option(self, name: object) -> Option:
        """Return one option by its id; raises ValueError when nothing is chosen or it does not exist."""
        if name is None or name == "":
            raise Refusal("You haven’t chosen anything yet. Choose an answer first.")
        for entry in self.options:
            if entry.id == name:
                return entry
        raise Refusal("The station “{title}” has no answer named {answer}.", title=self.title, answer=shown(name))

    def counts(self) -> Mapping[str, int]:
        """Return how many options there are of each verdict."""
        found = Counter(option.verdict for option in self.options)
        return {name: found[name] for name in VERDICTS}


@dataclass(frozen=True)
class Case:
    """One fictional person from referral to discharge.

    Parameters
    ----------
    key : str
        Name in the workbook.
    person : str
        Id of the person.
    title : str
    parts : tuple of str
        Titles of the parts.
    stations : tuple of Station
        In the order of time.
    """

    key: str
    person: str
    title: str
    parts: tuple[str, ...]
    stations: tuple[Station, ...]

    def __post_init__(self) -> None:
        if len({entry.id for entry in self.stations}) != len(self.stations):
            raise ValueError(f"Case {self.key!r}: two stations have the same id.")
        found = [entry.part for entry in self.stations]
        if sorted(set(found)) != list(range(1, len(self.parts) + 1)) or found != sorted(found):
            raise ValueError(f"Case {self.key!r}: the parts of its stations should go up from 1 to {len(self.parts)}.")
        for at, entry in enumerate(self.stations):
            ahead = {later.id: len(later.known) for later in self.stations[at:]}
            for lead in (lead for option in entry.options for lead in option.leads):
                if any(place not in range(ahead.get(lead.to, 0)) for place, _text in lead.instead or ((0, ""),)):
                    raise ValueError(f"Case {self.key!r}: {entry.id!r} leads to nothing that is known later on.")

    @property
    def about(self) -> Person:
        """The person."""
        return person(self.person)

    def station(self, name: object) -> Station:
        """Return one station by its id; raises ValueError when there is none."""
        for entry in self.stations:
            if entry.id == name:
                return entry
        raise Refusal("“{title}” has no station named {name}.", title=self.title, name=shown(name))

    def of_part(self, part: int | None) -> tuple[Station, ...]:
        """Return the stations of one part, or all of them."""
        if part is not None:
            check_one_of("part", part, range(1, len(self.parts) + 1))
        return tuple(entry for entry in self.stations if part in (None, entry.part))

    def number(self, name: str) -> int:
        """Return the number of a station, from 1."""
        return self.stations.index(self.station(name)) + 1


@dataclass(frozen=True)
class Role:
    """A seat at the table of a conference: what it does, and what it asks."""

    name: str
    task: str
    asks: str


@cache
def cases() -> Mapping[str, Case]:
    """Return the cases by their name in the workbook.

    Examples
    --------
    >>> [len(entry.stations) for entry in cases().values()]
    [9, 6, 6]
    """
    found = said(read_json("conference.json")["cases"], (), fill, below=True)
    return {key: _case(key, of) for key, of in found.items()}


def case(key: str) -> Case:
    """Return one case.

    Raises
    ------
    ValueError
        When there is none of that name.

    Examples
    --------
    >>> len(case("conference_aisha").stations)
    6
    """
    check_one_of("case", key, cases())
    return cases()[key]


@cache
def roles() -> tuple[Role, ...]:
    """Return the seats at the table."""
    return tuple(Role(**row) for row in read_json("conference.json")["roles"])


def _case(key: str, found: dict[str, Any]) -> Case:
    stations = tuple(map(_station, found["stations"]))
    return Case(key, found["person"], found["title"], tuple(found["parts"]), stations)


def _station(found: dict[str, Any]) -> Station:
    lists = {name: tuple(found[name]) for name in ("known", "next")}
    return Station(**found | lists | {"options": tuple(Option(**_fields(one)) for one in found["options"])})


def _fields(found: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of an option, or those of them that an earlier decision changes."""
    return {name: tuple(map(_lead, value)) if name == "leads" else value for name, value in found.items()}


def _lead(found: dict[str, Any]) -> Lead:
    instead = tuple((int(place), text) for place, text in found.get("instead", {}).items())
    answers = tuple((name, tuple(_fields(change).items())) for name, change in found.get("options", {}).items())
    return Lead(**found | {"instead": instead, "options": answers})
