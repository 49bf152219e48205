"""Guess a correlation from a cloud, see how far off it was, and get better at it."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from statistics import fmean
from typing import Any

from iopedu.care.alliance import Cloud, check_r
from iopedu.course.ratings import check_saved, shown
from iopedu.course.text import counted

__all__ = ["STRENGTHS", "Guesses"]

#: The links that one round holds, each once.
STRENGTHS = (-0.6, -0.3, 0.0, 0.1, 0.28, 0.45, 0.65, 0.85)

#: Guesses that are nearer than this are near enough for an eye.
NEAR = 0.1


@dataclass(frozen=True)
class Guesses:
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

    number: int = 1
    given: tuple[float | None, ...] = ()

    ROUNDS = 99
    ENOUGH = 6

    def __post_init__(self) -> None:
        if type(self.number) is not int or not 1 <= self.number <= self.ROUNDS:
            raise ValueError(f"The number of the round is {shown(self.number)}. It goes from 1 to {self.ROUNDS}.")
        if not isinstance(self.given, tuple):
            raise ValueError(f"The guesses are {shown(self.given)}; they should be a list of numbers.")
        if len(self.given) > len(STRENGTHS):
            raise ValueError(f"There are {len(self.given)} guesses. A round has {len(STRENGTHS)} clouds.")
        for at, guess in enumerate(self.given, 1):
            if guess is not None:
                check_r(f"Guess {at}", guess)

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
        look = (
            f"Count in the halves: of the 50 people at the right, {cloud.both} are in the upper half. "
            f"About 25 means no link; the further from 25, the stronger."
        )
        if guess is None:
            return f"It is r = {cloud.r:g}. No guess, so nothing is counted. {look}"
        return f"You guessed {guess:g}; it is r = {cloud.r:g}. {self._verdict(at)} {look}"

    def _verdict(self, at: int) -> str:
        guess, r = self.given[at], self.cloud(at).r
        off = f"{self.error(at):.2f} off"
        if guess * r < 0:
            return f"{off}, and the cloud runs the other way."
        if self.error(at) < NEAR + 1e-9:
            return f"{off}: near, for an eye."
        return f"{off}: you saw a {'stronger' if abs(guess) > abs(r) else 'weaker'} link than there is."

    def summary(self) -> str:
        """Say how far off the guesses were on average, and how many there are."""
        looked_up = len(self.given) - len(self.errors)
        also = f" {counted(looked_up, 'cloud was', 'clouds were')} looked up and not counted." if looked_up else ""
        if self.mean_error is None:
            return f"No guesses yet, so there is no mean error.{also}"
        return (
            f"Mean absolute error: {self.mean_error:.2f}, from {counted(len(self.errors), 'guess', 'guesses')}.{also}"
        )

    def rows(self) -> tuple[tuple[str, str, str, str], ...]:
        """Return the log: number of the cloud, guess, r, how far off."""
        found = []
        for at, guess in enumerate(self.given):
            error = self.error(at)
            off = "not counted" if error is None else f"{error:.2f}"
            found.append((f"Cloud {at + 1}", "none" if guess is None else f"{guess:g}", f"{self.cloud(at).r:g}", off))
        return tuple(found)

    def describe(self) -> str:
        """Return the log in words."""
        lines = [f"{name}: guess {guess}, r {r}, off: {off}." for name, guess, r, off in self.rows()]
        return "\n".join([f"Round {self.number}. {self.summary()}", *lines])

    def to_json(self) -> dict[str, Any]:
        """Return the guesses as JSON values."""
        return {"version": 1, "number": self.number, "given": list(self.given)}

    @classmethod
    def from_json(cls, found: Any) -> Guesses:
        """Read guesses that `to_json` wrote; raises ValueError when it is something else."""
        saved = check_saved(found, "round of guesses", ("number", "given"))
        if not isinstance(saved.get("given"), list):
            raise ValueError("given should hold a list.")
        return cls(saved.get("number"), tuple(saved["given"]))

    def __repr__(self) -> str:
        return f"Round {self.number}: {len(self.given)} of {counted(len(STRENGTHS), 'cloud')} seen. {self.summary()}"
