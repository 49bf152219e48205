"""A learner's placements of made-up people, with feedback, agreement, and an export without names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from iopedu.care.placement import LEAST_WORDS
from iopedu.care.vignettes import CHOICES, VERDICTS, Question, Vignette, choice_name, vignette, vignettes
from iopedu.course.agreement import Agreement, Pair
from iopedu.course.language import _, _n
from iopedu.course.ratings import check_saved, check_text
from iopedu.course.submissions import check_label

FORMAT = "iopedu-placements"
#: So many people placed make the practice of one sitting; the others are there for other days.
ENOUGH = 6


@dataclass(frozen=True)
class Placed:
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

    vignette: str
    level: str
    reason: str
    after: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        about = vignette(self.vignette)
        for choice in (self.level, *self.after):
            if not isinstance(choice, str) or not choice:
                raise ValueError(_("No level is chosen yet. Choose one first."))
            choice_name(choice)
        check_text("reason", self.reason)
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
        for question, choice in zip(self.about.after, self.after, strict=False):
            then = {"level": choice_name(choice), "verdict": VERDICTS[question.verdict(choice)]}
            lines.append(_("What if? {level} ({verdict})", **then))
        return "\n".join(lines)


@dataclass(frozen=True)
class Placements:
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
    >>> Placements().place("maya", "iop", "weekly care has stalled")
    1 of 18 people placed: 1 exact, 1 within the range
    """

    placed: tuple[Placed, ...] = ()

    def __post_init__(self) -> None:
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

    def to_json(self) -> dict[str, Any]:
        """Return the placements as JSON values."""
        return {"version": 1, "placed": [{**vars(entry), "after": list(entry.after)} for entry in self.placed]}

    @classmethod
    def from_json(cls, found: Any) -> Placements:
        """Read placements that `to_json` wrote; a person who is gone from the course is passed over.

        Raises
        ------
        ValueError
            When it is something else.
        """
        placed = check_saved(found, _("set of placements"), ("placed",)).get("placed")
        if not isinstance(placed, list):
            raise ValueError(_("placed should hold a list."))
        known = {entry.id for entry in vignettes()}
        return cls(tuple(_read(entry) for entry in placed if not _is_gone(entry, known)))

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


def _is_gone(entry: Any, known: set[str]) -> bool:
    return isinstance(entry, dict) and isinstance(entry.get("vignette"), str) and entry["vignette"] not in known


def _read(entry: Any) -> Placed:
    if not isinstance(entry, Mapping) or set(entry) != {"vignette", "level", "reason", "after"}:
        raise ValueError(_("placed should hold a vignette, a level, a reason and the follow-ups in each place."))
    if not isinstance(entry["vignette"], str) or not isinstance(entry["after"], list):
        raise ValueError(_("placed should hold the name of a vignette and a list of follow-ups in each place."))
    return Placed(entry["vignette"], entry["level"], entry["reason"], tuple(entry["after"]))
