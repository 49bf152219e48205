"""Pros and cons of an urge: acting on it and resisting it, for now and for later."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from iopedu.course.files import options, read_json
from iopedu.course.language import _, _n
from iopedu.course.ratings import in_plain_words
from iopedu.course.record import Record, record, words
from iopedu.course.rules import Asked, RuleSet

#: The four cells; each is asked for twice, for now and for later.
CELLS: Mapping[str, str] = options("pros_cons.cells")
TERMS: Mapping[str, str] = {"now": _("in the next hour"), "later": _("in a month")}
_SCOLDING = re.compile(r"\b(?:stupid|weak|lazy|pathetic|useless|disgusting|should)\b", re.IGNORECASE)


def _reasons(cell: str, term: str) -> Any:
    return words(f"{CELLS[cell]}, {TERMS[term]}")


@record
class ProsAndCons(Record):
    """A grid of four cells, each for now and for later. An empty text is not filled in.

    Parameters
    ----------
    urge : str
        What the person feels like doing.
    act_pro_now, act_pro_later, act_con_now, act_con_later : str
        What speaks for and against acting on the urge; one reason in each line.
    resist_pro_now, resist_pro_later, resist_con_now, resist_con_later : str
        The same for resisting.

    Raises
    ------
    ValueError
        When a field does not hold words.

    Examples
    --------
    >>> ProsAndCons("Stay in bed", act_con_later="I miss the group").asked()[0]
    What does acting on the urge give you? If it gave you nothing, there would be no urge.
    """

    WHAT: ClassVar[str] = _("grid of pros and cons")

    urge: str = words(_("The urge"), hint=_("What does the person feel like doing?"), lines=1)
    act_pro_now: str = _reasons("act_pro", "now")
    act_pro_later: str = _reasons("act_pro", "later")
    act_con_now: str = _reasons("act_con", "now")
    act_con_later: str = _reasons("act_con", "later")
    resist_pro_now: str = _reasons("resist_pro", "now")
    resist_pro_later: str = _reasons("resist_pro", "later")
    resist_con_now: str = _reasons("resist_con", "now")
    resist_con_later: str = _reasons("resist_con", "later")

    def lines(self, cell: str, *terms: str) -> tuple[str, ...]:
        """Return the lines in one cell, for the terms that are named or for both."""
        text = "\n".join(getattr(self, f"{cell}_{term}") for term in terms or TERMS)
        return tuple(filter(None, map(str.strip, text.split("\n"))))

    def reasons(self, cell: str, *terms: str) -> tuple[str, ...]:
        """Return those lines that have words in them: each is a reason."""
        return tuple(filter(in_plain_words, self.lines(cell, *terms)))

    @property
    def lacking(self) -> tuple[str, ...]:
        """The urge, while it is not named, and the cells without a reason."""
        urge = () if in_plain_words(self.urge) else (self.asks()["urge"].label,)
        return (*urge, *(title for cell, title in CELLS.items() if not self.reasons(cell)))

    @property
    def sides(self) -> tuple[int, int]:
        """How many reasons lean toward acting on the urge, and how many toward resisting it."""
        count = {cell: len(self.reasons(cell)) for cell in CELLS}
        return count["act_pro"] + count["resist_con"], count["act_con"] + count["resist_pro"]

    def asked(self) -> tuple[Asked, ...]:
        """Return the questions that the rules ask, once a cell holds a reason."""
        return GRID_RULES.asked(self) if any(self.sides) else ()

    def summary(self) -> str:
        """Return how many reasons there are, in neutral words."""
        act, resist = self.sides
        told = {"acting": _n("{n} reason", "{n} reasons", act), "resisting": _n("{n} reason", "{n} reasons", resist)}
        return _("{acting} for acting on the urge, {resisting} for resisting it.", **told)

    def describe(self) -> str:
        """Return every cell that is filled in, and the count."""
        lines = [_("Urge: {urge}", urge=self.urge)] if self.urge.strip() else []
        for cell, title in CELLS.items():
            for term, when in TERMS.items():
                found = self.lines(cell, term)
                lines += [f"{title}, {when}: {' / '.join(found)}"] if found else []
        return "\n".join([*lines, self.summary()]) if lines else _("Nothing has been written yet.")


def _lopsided(grid: ProsAndCons) -> bool:
    few, many = sorted(grid.sides)
    return many >= 4 and few * 3 <= many


def _only(grid: ProsAndCons, term: str) -> bool:
    return not any(grid.reasons(cell, other) for cell in CELLS for other in TERMS if other != term)


def _twice(grid: ProsAndCons) -> bool:
    found = [reason.casefold() for cell in CELLS for reason in grid.reasons(cell)]
    return len(found) != len(set(found))


GRID_RULES: RuleSet[ProsAndCons] = RuleSet(
    "pros_and_cons",
    gives=lambda grid: not grid.reasons("act_pro"),
    costs=lambda grid: not grid.reasons("resist_con"),
    only_now=lambda grid: _only(grid, "now"),
    only_later=lambda grid: _only(grid, "later"),
    lopsided=_lopsided,
    scolding=lambda grid: any(_SCOLDING.search(reason) for cell in CELLS for reason in grid.reasons(cell)),
    twice=_twice,
)


def example_grid() -> ProsAndCons:
    """Return Daniel’s grid, which is fictional.

    Examples
    --------
    >>> example_grid().sides, example_grid().asked()
    ((3, 6), ())
    """
    return ProsAndCons.from_json(read_json("dbt/examples_07.json")["daniel_grid"])
