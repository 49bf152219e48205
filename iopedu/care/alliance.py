"""What a correlation looks like in people: fictional clouds with exactly the link that was asked for, and guesses."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from statistics import NormalDist, fmean, median
from typing import Any, ClassVar

from iopedu.course.facts import fact
from iopedu.course.fields import Number
from iopedu.course.files import options
from iopedu.course.language import Refusal, _, _n
from iopedu.course.ratings import shown
from iopedu.course.record import Record, answers, asking, choice, number, record
from iopedu.course.text import check_one_of

#: Published links that can be looked at: a title by the fact that has the correlation.
LINKS: Mapping[str, str] = options("alliance.links")

#: Stands for a link that a learner sets.
OWN = "own"

#: The hundred people that are shown first.
FIRST = 3

_NORMAL = NormalDist()


def r_number(label: str) -> Number:
    """Return a correlation as a field that is filled in.

    Examples
    --------
    >>> [r_number("r").read(text) for text in (" .3 ", "-0,25", "0")]
    [0.3, -0.25, 0]
    """
    return Number(label=label, low=-1, high=1, whole=False, default=0.0)


def published(link: str) -> float:
    """Return the published correlation of one of the `LINKS`.

    Examples
    --------
    >>> published("alliance_outcome")
    0.278
    """
    return float(fact(link).value)


@record
class Cloud(Record):
    """One hundred fictional people with two ratings each, whose correlation is exactly ``r``.

    Parameters
    ----------
    r : float
        From -1 to 1.
    seed : int
        Which hundred people, from 0 to 9999; the same seed always gives the same ones.
    link : str
        Name of a published link, whose value ``r`` then is, or ``own``.

    Raises
    ------
    ValueError
        With a sentence for the learner.

    Examples
    --------
    >>> Cloud.of("alliance_outcome").r, Cloud.of("alliance_outcome").both
    (0.278, 30)
    """

    WHAT: ClassVar[str] = _("cloud")

    r: float = asking(r_number("r"))
    seed: int = number(_("Number for this set of one hundred people"), 0, 9999, default=FIRST)
    link: str = choice(_("Link to show"), {**LINKS, OWN: _("A link I choose")}, default=OWN)

    MANY: ClassVar[int] = 100

    def check(self) -> None:
        if self.link != OWN and self.r != published(self.link):
            found = {"value": shown(self.r), "published": published(self.link)}
            raise Refusal("r is {value}, but the published value is {published}.", **found)

    @classmethod
    def of(cls, link: str, seed: int = FIRST) -> Cloud:
        """Return a cloud with a published correlation; raises ValueError when there is no such link."""
        check_one_of("link", link, LINKS)
        return cls(published(link), seed, link)

    @cached_property
    def points(self) -> tuple[tuple[float, float], ...]:
        """Two ratings for each person, both with mean 0 and standard deviation 1.

        The second one is put together from the first and from a rest that has nothing to do with it, so
        the correlation of these people is ``r`` itself and not only near it.
        """
        chance = random.Random(self.seed)
        first, other = ([_bell(chance) for _person in range(self.MANY)] for _rating in range(2))
        x = _standard(first)
        along = fmean(a * b for a, b in zip(x, other, strict=True))
        rest = _standard([b - along * a for a, b in zip(x, other, strict=True)])
        own = math.sqrt(1 - self.r**2)
        return tuple((a, self.r * a + own * b) for a, b in zip(x, rest, strict=True))

    @cached_property
    def middles(self) -> tuple[float, float]:
        """The median of each rating."""
        first, second = zip(*self.points, strict=True)
        return median(first), median(second)

    # What it means in people -----------------------------------------------------------------------

    @property
    def name(self) -> str:
        """What goes together with improvement."""
        return _("Cohesion") if self.link.startswith("cohesion") else _("Alliance")

    @property
    def title(self) -> str:
        """What the cloud shows."""
        return LINKS.get(self.link, _("A link you chose"))

    @cached_property
    def both(self) -> int:
        """How many of the 50 people in the upper half of the first rating are in the upper half of the second."""
        across, up = self.middles
        return sum(x > across and y > up for x, y in self.points)

    @property
    def counted(self) -> dict[str, Any]:
        """What a sentence says of both halves: how many people, how many of them in the upper half, and of whom."""
        half = self.MANY // 2
        return {"half": half, "both": self.both, "rest": half - self.both, "what": self.name.casefold()}

    @property
    def expected(self) -> float:
        """Share to expect in place of `both` in very many people with bell-shaped ratings."""
        return 0.5 + math.asin(self.r) / math.pi

    @property
    def display(self) -> float:
        """The same share as the binomial effect size display draws it."""
        return 0.5 + self.r / 2

    @property
    def shared(self) -> float:
        """R squared."""
        return self.r**2

    def describe(self) -> str:
        """Say what the link looks like in these people, and what it does not say."""
        found = {"title": self.title, "r": f"{self.r:g}", "quarter": self.MANY // 4, "direction": self.direction}
        return options("alliance.cloud")["people"].format(**found, **self.counted)

    @property
    def direction(self) -> str:
        """What a correlation leaves open."""
        return options("alliance.cloud")["direction"].format(**self.counted)

    # Changing and keeping ---------------------------------------------------------------------------

    def moved(self, step: float) -> Cloud:
        """Return the same people with a link that is stronger or weaker by a step, within -1 and 1."""
        return Cloud(min(1.0, max(-1.0, round(self.r + step, 3))) + 0.0, self.seed)

    def others(self) -> Cloud:
        """Return another hundred people with the same link."""
        return Cloud(self.r, (self.seed + 1) % 10_000, self.link)


def _bell(chance: random.Random) -> float:
    """Return a bell-shaped number. Only ``random()`` is the same in every version of Python."""
    return _NORMAL.inv_cdf(0.0005 + 0.999 * chance.random())


def _standard(values: list[float]) -> list[float]:
    middle = fmean(values)
    spread = math.sqrt(fmean((value - middle) ** 2 for value in values))
    return [(value - middle) / spread for value in values]


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

    number: int = number(_("Round number"), 1, ROUNDS, default=1)
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
        look = options("alliance.guessed")["look"].format(both=cloud.both)
        if guess is None:
            told = {"r": f"{cloud.r:g}", "look": look}
            return _("The answer is r = {r}. You didn’t guess, so this one isn’t counted. {look}", **told)
        said = _("You guessed {guess}; the answer is r = {r}.", guess=f"{guess:g}", r=f"{cloud.r:g}")
        return f"{said} {self._verdict(at)} {look}"

    def _verdict(self, at: int) -> str:
        guess, r, off = self.given[at], self.cloud(at).r, self.error(at)
        way = "stronger" if abs(guess) > abs(r) else "weaker"
        saw = "turned" if guess * r < 0 else "near" if off < NEAR + 1e-9 else way
        return options("alliance.guessed")[saw].format(off=f"{off:.2f}")

    def summary(self) -> str:
        """Say how far off the guesses were on average, and how many there are."""
        many, looked_up = len(self.errors), len(self.given) - len(self.errors)
        said = _("No guesses yet, so there is no mean error.")
        if many:
            said = _n(
                "Mean absolute error: {error}, from {n} guess.",
                "Mean absolute error: {error}, from {n} guesses.",
                many,
                error=f"{self.mean_error:.2f}",
            )
        if not looked_up:
            return said
        left = _n("{n} cloud was looked up and not counted.", "{n} clouds were looked up and not counted.", looked_up)
        return f"{said} {left}"

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
            _("{cloud}: guess {guess}, r = {r}, off by {off}.", cloud=cloud, guess=guess, r=r, off=off)
            for cloud, guess, r, off in self.rows()
        ]
        round_ = _("Round {number}. {summary}", number=self.number, summary=self.summary())
        return "\n".join([round_, *lines])
