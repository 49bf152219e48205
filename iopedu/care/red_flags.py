"""What comes before every level of care: danger now, and medical red flags. No rating can outvote it.

For teaching: the list is not complete and no triage tool.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from iopedu.care.gates import UNSURE
from iopedu.course.entries import Entries
from iopedu.course.files import options
from iopedu.course.language import _

#: Answers beside the levels: what comes before any of them.
EMERGENCY, MEDICAL = "emergency", "medical"
#: What is not known yet and has to be found out before anything is chosen.
FIND_OUT = "find_out"

#: What comes first, in words.
ROUTES: Mapping[str, str] = options("red_flags.routes")


@dataclass(frozen=True)
class RedFlag:
    """A sign for which somebody medical has to look before a level is chosen.

    Parameters
    ----------
    id, name, seen, may_mean : str
        Name in programs; name for readers; what one sees; what may be behind it.
    call, not_alone : str
        Who is called; what nobody does alone.
    route : {"emergency", "medical"}
        What comes first.
    sources : tuple of str
        Keys of the list of references.
    """

    id: str
    name: str
    seen: str
    may_mean: str
    call: str
    not_alone: str
    route: str
    sources: tuple[str, ...]

    def __repr__(self) -> str:
        return f"{self.name}: {self.may_mean}. {_('Call')}: {self.call}. {self.not_alone}."


#: The red flags, the most urgent first.
red_flags = Entries.of("red flag", RedFlag, "care/red_flags.csv")


def first(danger: str | None, medical: str | None, flags: Iterable[str] = ()) -> str:
    """Return what comes before a level: a key of `ROUTES`, `FIND_OUT`, or nothing.

    It knows no ratings, so that none can change it.

    Parameters
    ----------
    danger, medical : {"no", "yes", "u"} or None
        Whether somebody is in danger now; whether there is a red flag. What was not asked yet comes before nothing.
    flags : iterable of str
        Ids of the red flags that are there. They count also beside a "no".

    Examples
    --------
    >>> first("no", "no"), first("no", "u"), first("u", "no", ["withdrawal"]), first("no", "no", ["swallowed"])
    ('', 'find_out', 'medical', 'emergency')
    """
    routes = {red_flags.get(name).route for name in flags}
    if danger == "yes" or EMERGENCY in routes:
        return EMERGENCY
    if medical == "yes" or MEDICAL in routes:
        return MEDICAL
    return FIND_OUT if UNSURE in (danger, medical) else ""
