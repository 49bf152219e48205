"""Agreement of a learner's answers with the key, corrected for what chance alone would give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from iopedu.course.files import options
from iopedu.course.language import Refusal, _, _n

#: The label of the key and the label that the learner gave.
Pair = tuple[str, str]

#: With fewer answers the figure would say more about luck than about the learner.
LEAST_ANSWERS = 10


@dataclass(frozen=True)
class Agreement:
    """How far first answers agree with the key.

    Parameters
    ----------
    kind : str
        Which items.
    items, same : int
        First answers, and how many of them are those of the key.
    kappa : float
        Cohen's kappa: 1 is full agreement, 0 is what chance alone would give, below 0 is less than that.
    weighted : bool
        Whether labels that stand next to each other count as near.
    """

    kind: str
    items: int
    same: int
    kappa: float
    weighted: bool = False

    @classmethod
    def of(cls, kind: str, pairs: Sequence[Pair], order: Sequence[str] = ()) -> Agreement:
        """Return the agreement of pairs of labels.

        Parameters
        ----------
        kind : str
            Which items.
        pairs : sequence of (str, str)
            The key's label and the learner's.
        order : sequence of str
            For labels with an order, all of them in it: then kappa is weighted, see `kappa`.

        Raises
        ------
        ValueError
            With fewer than ten answers, or when the key or the answers know one label only.

        Examples
        --------
        >>> Agreement.of("sort", [("Event", "Event"), ("Thought", "Thought")] * 5).describe()
        '10 of 10 first answers agree with the key, kappa 1.00.'
        """
        if len(pairs) < LEAST_ANSWERS:
            few = _n("{n} answer so far.", "{n} answers so far.", len(pairs))
            raise ValueError(f"{few} {options('agreement.says')['few'].format(least=LEAST_ANSWERS)}")
        key, mine = ({pair[side] for pair in pairs} for side in (0, 1))
        if len(key) == 1:
            raise Refusal("The key has the same answer every time. Kappa needs at least two different answers.")
        if len(mine) == 1:
            raise Refusal("You gave the same answer every time. Kappa needs at least two different answers.")
        same = sum(one == other for one, other in pairs)
        return cls(kind, len(pairs), same, kappa(pairs, order), bool(order))

    def describe(self) -> str:
        """Return the agreement in a sentence."""
        found = {"same": self.same, "items": self.items, "kappa": f"{self.kappa:.2f}"}
        if self.weighted:
            return _("{same} of {items} first answers agree with the key, weighted kappa {kappa}.", **found)
        return _("{same} of {items} first answers agree with the key, kappa {kappa}.", **found)


def kappa(pairs: Sequence[Pair], order: Sequence[str] = ()) -> float:
    """Return Cohen's kappa of pairs of labels.

    Parameters
    ----------
    pairs : sequence of (str, str)
        The key's label and the learner's; each side with at least two different ones.
    order : sequence of str
        For labels with an order, all of them in it. Each step between two labels then costs the same
        (linear weights), so that a near miss counts less than a far one.

    Examples
    --------
    >>> kappa([("low", "low"), ("mid", "low"), ("mid", "mid"), ("high", "high")], ["low", "mid", "high"]) > 0.6
    True
    """

    def apart(one: str, other: str) -> float:
        return abs(order.index(one) - order.index(other)) if order else one != other

    key, mine = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    found = sum(apart(*pair) for pair in pairs) / len(pairs)
    by_chance = sum(apart(one, other) * key[one] * mine[other] for one, other in product(key, mine)) / len(pairs) ** 2
    return 1 - found / by_chance
