"""Find a skill: from what the moment is like to the skills that fit, each with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from iopedu.course.entries import Entries
from iopedu.course.files import options, read_rows
from iopedu.course.language import _, _n
from iopedu.course.record import Record, choice, record
from iopedu.course.safety import EMERGENCY
from iopedu.dbt.skills import MODULES, Skill, skill

_PEOPLE = options("cautions")["finder"]
#: The only answer of the finder where somebody may be in danger.
IN_DANGER = f"{EMERGENCY} {_PEOPLE}"
#: What every other answer ends with.
PEOPLE_FIRST = _("None of these? Or could somebody be in danger? {people}", people=_PEOPLE)


@dataclass(frozen=True)
class Situation:
    """What a moment is like.

    Parameters
    ----------
    id, name, says : str
        Name in the data; heading; the moment in a sentence.
    danger : bool
        Whether people come first, so that no skill is named.
    """

    id: str
    name: str
    says: str
    danger: bool = False


@dataclass(frozen=True)
class Fit:
    """A skill that fits a situation, and why."""

    situation: Situation
    skill: Skill
    reason: str


#: The situations in the order in which they are offered.
situations = Entries.of("situation", Situation, "dbt/situations.csv")


@cache
def _fits() -> tuple[Fit, ...]:
    rows = read_rows("dbt/situation_skills.csv")
    return tuple(Fit(situations[row["situation"]], skill(row["skill"]), row["reason"]) for row in rows)


def _moments() -> dict[str, str]:
    return {entry.id: f"{entry.name}: {entry.says}" for entry in situations()}


@record
class Search(Record):
    """What a learner looks for.

    Parameters
    ----------
    situation : str
        Id of a situation; empty while none is chosen.
    module : str
        Key of `MODULES`, or empty for all modules.

    Raises
    ------
    ValueError
        When there is no such situation or module.

    Examples
    --------
    >>> [(fit.skill.name, fit.reason) for fit in Search("urge_now", "distress_tolerance").fits]
    [('STOP', 'It puts a pause between the urge and the act, and it takes only seconds.')]
    """

    WHAT: ClassVar[str] = _("search for a skill")

    situation: str = choice(_("The moment"), _moments, unset=_("Choose a moment"))
    module: str = choice(_("Module"), MODULES, unset=_("All four modules"), optional=True)

    @property
    def danger(self) -> bool:
        """Whether people come before any skill."""
        return bool(self.situation) and situations[self.situation].danger

    @property
    def fits(self) -> tuple[Fit, ...]:
        """The skills that fit, in the order in which to try them."""
        return tuple(
            fit for fit in _fits() if fit.situation.id == self.situation and self.module in ("", fit.skill.module)
        )

    def summary(self) -> str:
        """Return what was found, in one sentence."""
        if not self.situation:
            return _("No moment has been chosen yet.")
        name = situations[self.situation].name
        if self.danger:
            return _("{moment}: reach out to people first, before any skill.", moment=name)
        if not self.module:
            return _n("{moment}: {n} skill.", "{moment}: {n} skills.", len(self.fits), moment=name)
        return _n(
            "{moment}: {n} skill in {module}.",
            "{moment}: {n} skills in {module}.",
            len(self.fits),
            moment=name,
            module=MODULES[self.module].lower(),
        )

    def describe(self) -> str:
        """Return the skills that were found with the reasons, and the way to a person."""
        found = (f"{fit.skill.name}: {fit.reason}" for fit in self.fits)
        return "\n".join([self.summary(), *found, IN_DANGER if self.danger else PEOPLE_FIRST])
