"""A learner's placements of made-up people, with feedback, agreement, and an export without names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from iopedu.care.placement import LEAST_WORDS
from iopedu.care.vignettes import CHOICES, VERDICTS, Question, Vignette, choice_name, vignette, vignettes
from iopedu.course.agreement import Agreement, Pair
from iopedu.course.fields import Choice
from iopedu.course.language import _, _n
from iopedu.course.record import Record, answers, choice, record, rows, words
from iopedu.course.submissions import check_label

FORMAT = "iopedu-placements"
#: So many people placed make the practice of one sitting; the others are there for other days.
ENOUGH = 6


def _people() -> Mapping[str, str]:
    return {entry.id: entry.name for entry in vignettes()}


def _levels() -> Mapping[str, str]:
    return {level: choice_name(level) for level in CHOICES}


@record
class Placed(Record):
    """Where a learner placed one made-up person, and what they answered to each "what if".

    Parameters
    ----------
    vignette : str
        Id of the vignette.
    level : str
        One of `CHOICES`.
    reason : str
        In the learner's own words; without a reason nothing is placed.
    after : tuple of str
        Choices for the follow-ups, in their order.

    Raises
    ------
    ValueError
        With a sentence for the learner.
    """

    WHAT: ClassVar[str] = _("placement")

    vignette: str = choice(_("Person"), _people)
    level: str = choice(_("Level"), _levels)
    reason: str = words(_("Your reason"))
    after: tuple[str, ...] = answers(_("Follow-ups"), Choice(label=_("Follow-up"), options=_levels))

    def check(self) -> None:
        about = vignette(self.vignette)
        if not all((self.level, *self.after)):
            raise ValueError(_("No level is chosen yet. Choose one first."))
        if len(self.reason.split()) < LEAST_WORDS:
            raise ValueError(
                _("Write a reason of at least {least} words first. A rough one is enough.", least=LEAST_WORDS)
            )
        if len(self.after) > len(about.after):
            found = {"person": about.name, "given": len(self.after)}
            raise ValueError(
                _n(
                    "{person} has {n} follow-up, not {given}.",
                    "{person} has {n} follow-ups, not {given}.",
                    len(about.after),
                    **found,
                )
            )

    @property
    def about(self) -> Vignette:
        """The person who was placed."""
        return vignette(self.vignette)

    @property
    def verdict(self) -> str:
        """How the first choice compares with ours."""
        return self.about.first.verdict(self.level)

    @property
    def next(self) -> Question | None:
        """The follow-up that is not answered yet, if there is one."""
        return next(iter(self.about.after[len(self.after) :]), None)

    def describe(self) -> str:
        """Return the placement with its reason and what was said to the follow-ups."""
        first = {"level": choice_name(self.level), "verdict": VERDICTS[self.verdict], "reason": self.reason.strip()}
        lines = [_("{person}: {level} ({verdict}). {reason}", person=self.about.name, **first)]
        for question, level in zip(self.about.after, self.after, strict=False):
            then = {"level": choice_name(level), "verdict": VERDICTS[question.verdict(level)]}
            lines.append(_("What if? {level} ({verdict})", **then))
        return "\n".join(lines)


@record
class Placements(Record):
    """All placements of one learner.

    Parameters
    ----------
    placed : tuple of Placed
        In the order in which they were made, each person once: the first choice counts.

    Raises
    ------
    ValueError
        When a person is in it twice.

    Examples
    --------
    >>> Placements().place("maya", "iop", "weekly care has stalled")  # doctest: +ELLIPSIS
    1 of ... people placed: 1 exact, 1 within the range
    """

    WHAT: ClassVar[str] = _("set of placements")

    placed: tuple[Placed, ...] = rows(_("People placed"), _("Person"), Placed)

    def check(self) -> None:
        names = [entry.vignette for entry in self.placed]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(_("{person} was placed already. The first choice counts.", person=vignette(name).name))

    def of(self, name: str) -> Placed | None:
        """Return the placement of one person, if there is one."""
        return next((entry for entry in self.placed if entry.vignette == name), None)

    def place(self, name: str, level: str, reason: str) -> Placements:
        """Return the placements with one more person; raises ValueError when something is missing."""
        return Placements((*self.placed, Placed(name, level, reason)))

    def follow(self, name: str, level: str) -> Placements:
        """Return the placements with the answer to the next follow-up of one person.

        Raises
        ------
        ValueError
            When the person is not placed yet, or there is no further follow-up.
        """
        before = self.of(name)
        if before is None:
            raise ValueError(_("Place {person} first.", person=vignette(name).name))
        after = replace(before, after=(*before.after, level))
        return Placements(tuple(after if entry is before else entry for entry in self.placed))

    # Looking back ------------------------------------------------------------------------------------

    @property
    def exact(self) -> int:
        """How many first choices are ours."""
        return sum(entry.verdict == "exact" for entry in self.placed)

    @property
    def within(self) -> int:
        """How many first choices lie in the range, the exact ones among them."""
        return sum(entry.level in entry.about.first.range for entry in self.placed)

    @property
    def done(self) -> bool:
        """Whether enough people are placed for one sitting."""
        return len(self.placed) >= ENOUGH

    def pairs(self) -> tuple[Pair, ...]:
        """Return our level and the learner's for each first choice."""
        return tuple((entry.about.first.level, entry.level) for entry in self.placed)

    def agreement(self) -> Agreement:
        """Return the agreement with our levels, with linear weights: a near miss counts less than a far one.

        Raises
        ------
        ValueError
            When there are too few placements, or only one level.
        """
        return Agreement.of("placement", self.pairs(), CHOICES)

    def describe(self) -> str:
        """Return all placements in words."""
        return "\n".join([f"{self!r}.", *(entry.describe() for entry in self.placed)])

    def __repr__(self) -> str:
        found = {"placed": len(self.placed), "total": len(vignettes())}
        if not self.placed:
            return _("{placed} of {total} people placed", **found)
        return _(
            "{placed} of {total} people placed: {exact} exact, {within} within the range",
            **found,
            exact=self.exact,
            within=self.within,
        )

    # Keeping -----------------------------------------------------------------------------------------

    @classmethod
    def from_json(cls, found: Any) -> Placements:
        """Read placements that `to_json` wrote; a person who is gone from the course is passed over."""
        if isinstance(found, dict) and isinstance(found.get("placed"), list):
            known = _people()
            found = {**found, "placed": [entry for entry in found["placed"] if not _is_gone(entry, known)]}
        return super().from_json(found)

    def export(self, label: str = "") -> str:
        """Return the chosen levels for a class as JSON text: no name, no reason, no time.

        Parameters
        ----------
        label : str
            A number that the learner got in class, or nothing.

        Raises
        ------
        ValueError
            When the label is something else, or nobody is placed yet.
        """
        check_label(label)
        if not self.placed:
            raise ValueError(_("Nobody is placed yet, so there is nothing to hand on."))
        placed = {entry.vignette: entry.level for entry in self.placed}
        return json.dumps({"format": FORMAT, "version": 1, "label": label, "placed": placed}, indent=1) + "\n"


def _is_gone(entry: Any, known: Mapping[str, str]) -> bool:
    return isinstance(entry, dict) and isinstance(entry.get("vignette"), str) and entry["vignette"] not in known
