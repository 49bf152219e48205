"""Guess a correlation from a cloud, see how far off it was, and get better at it."""

from __future__ import annotations

import random
from dataclasses import replace
from statistics import fmean
from typing import ClassVar

from iopedu.care.alliance import Cloud
from iopedu.course.fields import Number
from iopedu.course.language import _, _n
from iopedu.course.record import Record, answers, number, record
from iopedu.course.text import counted

#: The links that one round holds, each once.
STRENGTHS = (-0.6, -0.3, 0.0, 0.1, 0.28, 0.45, 0.65, 0.85)

#: Guesses that are nearer than this are near enough for an eye.
NEAR = 0.1


@record
class Guesses(Record):
    """The guesses of one round, in the order of its clouds.

    Parameters
    ----------
    number : int
        Which round, from 1 to 99; each has its clouds in another order and with other people.
    given : tuple of (float or None)
        One guess from -1 to 1 for each cloud seen so far; None where the answer was looked up without one.

    Raises
    ------
    ValueError
        With a sentence for the learner.

    Examples
    --------
    >>> Guesses(1, (0.5, None)).mean_error == abs(0.5 - Guesses().cloud(0).r)
    True
    """

    WHAT: ClassVar[str] = _("round of guesses")
    ROUNDS: ClassVar[int] = 99
    ENOUGH: ClassVar[int] = 6

    number: int = number(_("The number of the round"), 1, ROUNDS, default=1)
    given: tuple[float | None, ...] = answers(
        _("Guesses"), Number(label=_("Guess"), low=-1, high=1, whole=False), most=len(STRENGTHS)
    )

    def cloud(self, at: int) -> Cloud:
        """Return one cloud of the round by its place, from 0."""
        chance = random.Random(self.number)
        order = sorted(STRENGTHS, key=lambda _r: chance.random())
        return Cloud(order[at], 100 * self.number + at)

    @property
    def left(self) -> int:
        """How many clouds of the round were not seen yet."""
        return len(STRENGTHS) - len(self.given)

    def guess(self, value: float | None) -> Guesses:
        """Return the round with a guess for its next cloud; None looks the answer up.

        Raises
        ------
        ValueError
            When the guess is no number from -1 to 1, or the round is over.
        """
        return replace(self, given=(*self.given, value))

    def again(self) -> Guesses:
        """Return the next round, without guesses."""
        return Guesses(self.number % self.ROUNDS + 1)

    # Looking back ------------------------------------------------------------------------------------

    def error(self, at: int) -> float | None:
        """Return how far one guess was off; None where none was given."""
        guess = self.given[at]
        return None if guess is None else abs(guess - self.cloud(at).r)

    @property
    def errors(self) -> tuple[float, ...]:
        """How far each guess was off; what was looked up is left out, and is not 0."""
        return tuple(error for error in map(self.error, range(len(self.given))) if error is not None)

    @property
    def mean_error(self) -> float | None:
        """Mean absolute error of the guesses; None without any."""
        return fmean(self.errors) if self.errors else None

    @property
    def ready(self) -> bool:
        """Whether enough clouds were guessed."""
        return len(self.errors) >= self.ENOUGH

    def feedback(self, at: int) -> str:
        """Say what the answer is, how far off the guess was and in which way, and where to look."""
        cloud, guess = self.cloud(at), self.given[at]
        look = _(
            "Count in the halves: of the 50 people at the right, {both} are in the upper half. "
            "About 25 means no link; the further from 25, the stronger.",
            both=cloud.both,
        )
        if guess is None:
            return _("It is r = {r}. No guess, so nothing is counted. {look}", r=f"{cloud.r:g}", look=look)
        said = _("You guessed {guess}; it is r = {r}.", guess=f"{guess:g}", r=f"{cloud.r:g}")
        return f"{said} {self._verdict(at)} {look}"

    def _verdict(self, at: int) -> str:
        guess, r = self.given[at], self.cloud(at).r
        off = f"{self.error(at):.2f}"
        if guess * r < 0:
            return _("{off} off, and the cloud runs the other way.", off=off)
        if self.error(at) < NEAR + 1e-9:
            return _("{off} off: near, for an eye.", off=off)
        if abs(guess) > abs(r):
            return _("{off} off: you saw a stronger link than there is.", off=off)
        return _("{off} off: you saw a weaker link than there is.", off=off)

    def summary(self) -> str:
        """Say how far off the guesses were on average, and how many there are."""
        looked_up = len(self.given) - len(self.errors)
        said = [_("No guesses yet, so there is no mean error.")]
        if self.mean_error is not None:
            said = [
                _n(
                    "Mean absolute error: {error}, from {n} guess.",
                    "Mean absolute error: {error}, from {n} guesses.",
                    len(self.errors),
                    error=f"{self.mean_error:.2f}",
                )
            ]
        if looked_up:
            said.append(
                _n(
                    "{n} cloud was looked up and not counted.",
                    "{n} clouds were looked up and not counted.",
                    looked_up,
                )
            )
        return " ".join(said)

    def rows(self) -> tuple[tuple[str, str, str, str], ...]:
        """Return the log: number of the cloud, guess, r, how far off."""
        found = []
        for at, guess in enumerate(self.given):
            error = self.error(at)
            off = _("not counted") if error is None else f"{error:.2f}"
            said = _("none") if guess is None else f"{guess:g}"
            found.append((_("Cloud {number}", number=at + 1), said, f"{self.cloud(at).r:g}", off))
        return tuple(found)

    def describe(self) -> str:
        """Return the log in words."""
        lines = [
            _("{cloud}: guess {guess}, r {r}, off: {off}.", cloud=cloud, guess=guess, r=r, off=off)
            for cloud, guess, r, off in self.rows()
        ]
        round_ = _("Round {number}. {summary}", number=self.number, summary=self.summary())
        return "\n".join([round_, *lines])

    def __repr__(self) -> str:
        return f"Round {self.number}: {len(self.given)} of {counted(len(STRENGTHS), 'cloud')} seen. {self.summary()}"
