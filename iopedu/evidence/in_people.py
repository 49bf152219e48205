"""What an effect means in people: overlap, a number needed to treat, and counts in a hundred."""

from __future__ import annotations

import math
from dataclasses import replace
from statistics import NormalDist
from typing import ClassVar

from iopedu.course.fields import Number
from iopedu.course.files import options
from iopedu.course.language import Refusal, _
from iopedu.course.record import Record, choice, number, record

#: What can be typed: a mean difference, or a risk ratio for something wished for or not.
KINDS = options("in_people.kinds")

_LIMITS = {"d": (-3.0, 3.0), "rr_good": (0.01, 20.0), "rr_bad": (0.01, 20.0)}
_NORMAL = NormalDist()


@record
class InPeople(Record):
    """An effect and a base rate, seen in two times a hundred people.

    Parameters
    ----------
    kind : {"d", "rr_good", "rr_bad"}
    effect : float or None
        None until it was typed.
    base : float or None
        How many of 100 have the outcome without the treatment.

    Raises
    ------
    ValueError
        When a number is out of its range, or both together give more than 100 of 100 people.

    Examples
    --------
    >>> InPeople("rr_good", 1.31, 30.0).needed_text()
    'one more for every 11 treated'
    """

    WHAT: ClassVar[str] = _("effect in people")

    kind: str = choice(_("Kind of effect"), KINDS, default="d")
    effect: float | None = number(_("Effect"), -999, 999, whole=False)  # narrower for each kind: see `effect_of`
    base: float | None = number(_("Base rate"), 1, 99, whole=False, ask=_("how many out of 100 without treatment"))

    def check(self) -> None:
        self.effect_of(self.kind).checked(self.effect)
        if self.ready and self.treated > 100:
            raise Refusal(
                "A risk ratio of {effect} with a base rate of {base} in 100 would mean more than 100 of 100 people. "
                "Choose a smaller ratio or a lower base rate.",
                effect=f"{self.effect:g}",
                base=f"{self.base:g}",
            )

    @classmethod
    def effect_of(cls, kind: str) -> Number:
        """Return what is asked of an effect of this kind, with its limits."""
        low, high = _LIMITS[kind]
        return replace(cls.asks()["effect"], low=low, high=high)

    @property
    def treated(self) -> float:
        """How many of 100 have the outcome with the treatment.

        For a mean difference: the whole group moves by that many units of spread, as if scores were bell-shaped.
        """
        if self.kind == "d":
            return 100 * _NORMAL.cdf(self.effect + _NORMAL.inv_cdf(self.base / 100))
        return self.effect * self.base

    @property
    def difference(self) -> float:
        """How many more of 100 have the outcome with the treatment; below 0 when they are fewer."""
        return self.treated - self.base

    @property
    def helped(self) -> float:
        """How many more of 100 are better off with the treatment; below 0 when they are worse off."""
        return -self.difference if self.kind == "rr_bad" else self.difference

    @property
    def needed(self) -> float | None:
        """How many have to be treated so that one more is better off, or worse off; None when nothing differs."""
        return 100 / abs(self.helped) if abs(self.helped) >= 0.05 else None

    @property
    def shares(self) -> dict[str, float]:
        """What a mean difference says of two bell-shaped groups, in percent; nothing for another effect.

        How far they overlap; how many of the treated do better than the middle of the control group; of two people,
        one from each group, how often the treated one does better.
        """
        if self.kind != "d" or self.effect is None:
            return {}
        found = {"overlap": 2 * _NORMAL.cdf(-abs(self.effect) / 2), "above": _NORMAL.cdf(self.effect)}
        found["pairs"] = _NORMAL.cdf(self.effect / math.sqrt(2))
        return {name: 100 * share for name, share in found.items()}

    def describe(self) -> str:
        """Return the same in sentences."""
        if not self.ready:
            return _(
                "Enter an effect and a base rate: how many people out of 100 have the outcome without the treatment."
            )
        found = {"base": f"{self.base:.0f}", "treated": f"{self.treated:.0f}", "needed": self.needed_text()}
        lines = [_("In people: {base} of 100 without the treatment, {treated} of 100 with it; {needed}", **found) + "."]
        if self.shares:
            said = _(
                "The two groups overlap by {overlap} percent. {above} of 100 treated people do better than the "
                "average person in the control group. If you pair one person from each group, the treated one does "
                "better in {pairs} of 100 pairs.",
                **{name: f"{share:.0f}" for name, share in self.shares.items()},
            )
            lines.append(said)
        return " ".join([*lines, _("The same effect with a different base rate gives different counts.")])

    def needed_text(self) -> str:
        """Return the number needed to treat in words: rounded up for a benefit, and down for a harm."""
        says = options("in_people.needed")
        if self.needed is None:
            return says["same"]
        if self.helped < 0:
            return says["worse"].format(number=max(1, math.floor(self.needed + 1e-9)))
        return says["fewer" if self.kind == "rr_bad" else "more"].format(number=max(1, math.ceil(self.needed - 1e-9)))
