"""Medication as a course of steps: what is watched and by whom, who leaves on the way, and how to talk about it."""

from __future__ import annotations

from functools import cache
from typing import ClassVar

from iopedu.course.deck import Deck, Item, read_deck, read_question
from iopedu.course.facts import fact
from iopedu.course.files import read_json
from iopedu.course.language import _
from iopedu.course.record import Record, number, record

CALL_FIRST = _(
    "Never stop or change a medication on your own. Call the prescriber first. "
    "In an emergency, call the emergency number."
)


def step_rates() -> tuple[float, ...]:
    """Return the published share in remission at each of the four steps.

    Examples
    --------
    >>> step_rates()
    (0.368, 0.306, 0.137, 0.13)

    References
    ----------
    rush2006
    """
    return tuple(round(float(fact(f"stard_step{step}").value) / 100, 4) for step in (1, 2, 3, 4))


def added_up(rates: tuple[float, ...], leaving: tuple[float, ...]) -> tuple[float, ...]:
    """Return the share in remission after each step, of all who began.

    Parameters
    ----------
    rates : tuple of float
        Share in remission among those who take a step.
    leaving : tuple of float
        After each step but the last: share of those not in remission who leave. Nobody who left is counted
        as being in remission.

    Examples
    --------
    >>> [round(share, 3) for share in added_up(step_rates(), (0, 0, 0))]
    [0.368, 0.561, 0.621, 0.671]
    """
    here, well, found = 1.0, 0.0, []
    for rate, left in zip(rates, (*leaving, 0.0), strict=True):
        well += here * rate
        here *= (1 - rate) * (1 - left)
        found.append(well)
    return tuple(found)


@record
class Steps(Record):
    """How many of 100 people in remission are still there to be counted.

    Parameters
    ----------
    after_1, after_2, after_3 : int or None
        Of 100 people not in remission after a step, how many leave; None until it is set.

    Raises
    ------
    ValueError
        With a sentence for the learner.

    Examples
    --------
    >>> Steps(0, 0, 0)
    With 0, 0, 0 in 100 leaving: 67.1 percent in remission
    """

    WHAT: ClassVar[str] = _("sequence of steps")

    after_1: int | None = number(_("Leave after step {step}", step=1), unit=_("in 100"), slider=1)
    after_2: int | None = number(_("Leave after step {step}", step=2), unit=_("in 100"), slider=1)
    after_3: int | None = number(_("Leave after step {step}", step=3), unit=_("in 100"), slider=1)

    @property
    def leaving(self) -> tuple[int | None, ...]:
        """How many of 100 leave after each step."""
        return self.after_1, self.after_2, self.after_3

    def shares(self) -> tuple[float, ...]:
        """Return the share in remission after each step; empty until all three are set."""
        return added_up(step_rates(), tuple(share / 100 for share in self.leaving)) if self.ready else ()

    def describe(self) -> str:
        """Return what comes out, beside the published figures."""
        if not self.ready:
            return _("For each step, set how many of 100 people who are not in remission drop out.")
        steps = [
            _("{people} after step {step}", people=f"{100 * share:.1f}", step=step)
            for step, share in enumerate(self.shares(), 1)
        ]
        return _(
            "In remission, of 100 people: {steps}. Published, with nobody leaving: {published}. Reanalysis: {again}; "
            "it differs in other ways besides who leaves, for example, in who is counted.",
            steps=", ".join(steps),
            published=fact("stard_sum").value,
            again=fact("stard_again").value,
        )

    def __repr__(self) -> str:
        if not self.ready:
            return _("Four steps: not all dropout rates are set")
        found = {"leaving": ", ".join(map(str, self.leaving)), "percent": f"{100 * self.shares()[-1]:.1f}"}
        return _("With {leaving} in 100 leaving: {percent} percent in remission", **found)


@cache
def talks() -> Deck:
    """Return the deck of talks about medication.

    Examples
    --------
    >>> len(talks().items)
    14
    """
    found = read_json("progress/talks.json")["items"]
    return read_deck("talks", (Item(entry["kind"], read_question("talks", entry)) for entry in found))
