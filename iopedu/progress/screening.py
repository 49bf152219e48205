"""What a score above a threshold means: how many of 1,000 people, in which setting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from iopedu.course.entries import Entries
from iopedu.course.facts import Fact
from iopedu.course.files import options
from iopedu.course.language import _
from iopedu.course.record import Record, choice, number, record
from iopedu.course.text import listed

PEOPLE = 1000


@dataclass(frozen=True)
class Setting:
    """How a questionnaire did against an interview in one setting.

    Parameters
    ----------
    id, name : str
    sensitivity, specificity : Fact
        In percent.
    """

    id: str
    name: str
    sensitivity: Fact
    specificity: Fact

    def screened(self, prevalence: float) -> Screened:
        """Return a thousand people in this setting; the prevalence goes from 0 to 1."""
        rates = (float(found.value) / 100 for found in (self.sensitivity, self.specificity))
        return Screened(*rates, prevalence)


#: The settings in which a threshold was tried.
settings = Entries.of("setting", Setting, "progress/settings.csv")


setting = settings.get


@dataclass(frozen=True)
class Screened:
    """A thousand people, sorted by a threshold and by an interview.

    Parameters
    ----------
    sensitivity, specificity, prevalence : float
        From 0 to 1.

    Examples
    --------
    >>> people = Screened(0.89, 0.82, 0.20)
    >>> people.true_positive, people.false_positive
    (178, 144)
    """

    sensitivity: float
    specificity: float
    prevalence: float

    @property
    def affected(self) -> int:
        """People with the condition, of 1,000."""
        return round(PEOPLE * self.prevalence)

    @property
    def true_positive(self) -> int:
        """With the condition and in the range."""
        return round(self.affected * self.sensitivity)

    @property
    def false_negative(self) -> int:
        """With the condition and below the range: missed."""
        return self.affected - self.true_positive

    @property
    def true_negative(self) -> int:
        """Without the condition and below the range."""
        return round((PEOPLE - self.affected) * self.specificity)

    @property
    def false_positive(self) -> int:
        """Without the condition and yet in the range: false alarms."""
        return PEOPLE - self.affected - self.true_negative

    @property
    def ppv(self) -> float | None:
        """Share of those in the range who have the condition; None when nobody is in the range."""
        return _share(self.sensitivity * self.prevalence, (1 - self.specificity) * (1 - self.prevalence))

    @property
    def npv(self) -> float | None:
        """Share of those below the range who do not have it; None when nobody is below."""
        return _share(self.specificity * (1 - self.prevalence), (1 - self.sensitivity) * self.prevalence)

    def describe(self) -> str:
        """Return the four groups and the two shares, in words.

        Examples
        --------
        >>> print(Screened(0.83, 0.46, 0.20).describe())
        Of 1,000 people, 200 have the condition. 598 are in the range: 166 with the condition and 432 without it, so \
28 in 100 of them have it. 402 are below it: 368 without the condition and 34 who are missed, so 92 in 100 of them do \
not have it.
        """

        def said(where: str, share: float | None, **groups: int) -> str:
            kind = where if share is None else f"{where}_share"
            whole = {where: sum(groups.values()), "share": round(100 * (share or 0))}
            return options("screening.says")[kind].format(**groups, **whole)

        people = _("Of {people} people, {many} have the condition.", people=f"{PEOPLE:,}", many=self.affected)
        above = said("above", self.ppv, with_it=self.true_positive, without=self.false_positive)
        below = said("below", self.npv, without=self.true_negative, missed=self.false_negative)
        return f"{people} {above} {below}"


def _share(part: float, rest: float) -> float | None:
    return part / (part + rest) if part + rest else None


@record
class Screening(Record):
    """Two settings side by side, at one prevalence.

    Parameters
    ----------
    first, second : str
        Ids of `settings`.
    prevalence : int or None
        How many of 100 people have the condition; None until it is set.

    Raises
    ------
    ValueError
        With a sentence for the learner.

    Examples
    --------
    >>> Screening(prevalence=20)
    GAD-7, primary care and GAD-7, partial hospital at 20 in 100
    """

    WHAT: ClassVar[str] = _("screening")

    first: str = choice(_("First setting"), settings.named(), default="gad7_clinics")
    second: str = choice(_("Second setting"), settings.named(), default="gad7_php")
    prevalence: int | None = number(_("Prevalence"), ask=_("how many in 100 have the condition"), slider=1)

    @property
    def sides(self) -> tuple[tuple[Setting, Screened | None], ...]:
        """Each setting with its thousand people; None in their place until the prevalence is set."""
        found = (setting(self.first), setting(self.second))
        return tuple((entry, entry.screened(self.prevalence / 100) if self.ready else None) for entry in found)

    def describe(self) -> str:
        """Return both settings in words."""
        if not self.ready:
            return _("Set the prevalence: how many of 100 people in this setting have the condition?")
        return "\n".join(f"{entry.name}. {people.describe()}" for entry, people in self.sides)

    def __repr__(self) -> str:
        names = listed([setting(self.first).name, setting(self.second).name])
        if not self.ready:
            return _("{settings}: prevalence not set", settings=names)
        return _("{settings} at {prevalence} in 100", settings=names, prevalence=self.prevalence)
