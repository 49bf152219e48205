"""What a correlation looks like in people: made-up clouds with exactly the link that was asked for."""

from __future__ import annotations

import math
import random
from functools import cached_property
from statistics import NormalDist, fmean, median
from typing import ClassVar

from iopedu.course.facts import fact
from iopedu.course.fields import Number
from iopedu.course.language import _
from iopedu.course.ratings import shown
from iopedu.course.record import Record, asking, choice, number, record
from iopedu.course.text import allowed

#: Published links that can be looked at: fact, what goes together with the outcome, and a title.
LINKS = {
    "alliance_outcome": (_("Alliance"), _("Alliance and outcome, adult psychotherapy")),
    "alliance_internet": (_("Alliance"), _("Alliance and outcome, therapy over the internet")),
    "cohesion_2018": (_("Cohesion"), _("Cohesion and outcome, groups, review of 2018")),
    "cohesion_2011": (_("Cohesion"), _("Cohesion and outcome, groups, review of 2011")),
}

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
    """One hundred made-up people with two ratings each, whose correlation is exactly ``r``.

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
    >>> Cloud.of("alliance_outcome")
    Alliance and outcome, adult psychotherapy: r = 0.278; 30 of the upper 50 are in the upper half of improvement
    """

    WHAT: ClassVar[str] = _("cloud")

    r: float = asking(r_number("r"))
    seed: int = number(_("The number of the hundred people"), 0, 9999, default=FIRST)
    link: str = choice(
        _("Link to show"),
        {**{name: title for name, (_kind, title) in LINKS.items()}, OWN: _("A link of my own")},
        default=OWN,
    )

    MANY: ClassVar[int] = 100

    def check(self) -> None:
        if self.link != OWN and self.r != published(self.link):
            found = {"value": shown(self.r), "published": published(self.link)}
            raise ValueError(_("r is {value}, but the published value is {published}.", **found))

    @classmethod
    def of(cls, link: str, seed: int = FIRST) -> Cloud:
        """Return a cloud with a published correlation; raises ValueError when there is no such link."""
        if link not in LINKS:
            raise ValueError(allowed("link", link, list(LINKS)))
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
        return LINKS[self.link][0] if self.link in LINKS else _("Alliance")

    @property
    def title(self) -> str:
        """What the cloud shows."""
        return LINKS[self.link][1] if self.link in LINKS else _("A link of your own")

    @cached_property
    def both(self) -> int:
        """How many of the 50 people in the upper half of the first rating are in the upper half of the second."""
        across, up = self.middles
        return sum(x > across and y > up for x, y in self.points)

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
        half = self.MANY // 2
        return _(
            "{title}: r = {r}. Of the {half} made-up people with the stronger {what}, {both} are in "
            "the upper half of improvement; of the other {half} it is {rest}. Without any link it would "
            "be about {quarter} and {quarter}. {direction}",
            title=self.title,
            r=f"{self.r:g}",
            half=half,
            what=self.name.casefold(),
            both=self.both,
            rest=half - self.both,
            quarter=half // 2,
            direction=self.direction,
        )

    @property
    def direction(self) -> str:
        """What a correlation leaves open."""
        return _(
            "Which leads to which, this does not tell; a third thing may lie behind {what} and improvement.",
            what=self.name.casefold(),
        )

    # Changing and keeping ---------------------------------------------------------------------------

    def moved(self, step: float) -> Cloud:
        """Return the same people with a link that is stronger or weaker by a step, within -1 and 1."""
        return Cloud(min(1.0, max(-1.0, round(self.r + step, 3))) + 0.0, self.seed)

    def others(self) -> Cloud:
        """Return another hundred people with the same link."""
        return Cloud(self.r, (self.seed + 1) % 10_000, self.link)

    def __repr__(self) -> str:
        return _(
            "{title}: r = {r}; {both} of the upper 50 are in the upper half of improvement",
            title=self.title,
            r=f"{self.r:g}",
            both=self.both,
        )


def _bell(chance: random.Random) -> float:
    """Return a bell-shaped number. Only ``random()`` is the same in every version of Python."""
    return _NORMAL.inv_cdf(0.0005 + 0.999 * chance.random())


def _standard(values: list[float]) -> list[float]:
    middle = fmean(values)
    spread = math.sqrt(fmean((value - middle) ** 2 for value in values))
    return [(value - middle) / spread for value in values]
