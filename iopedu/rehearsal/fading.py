"""Worked examples that fade: a record of somebody new in which some parts are left to the learner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any, ClassVar, NamedTuple

from iopedu.course.fields import Choice, Words
from iopedu.course.files import options, read_json
from iopedu.course.language import _
from iopedu.course.record import Record, answers, record, yes_no
from iopedu.course.text import says_something

#: What a model says beside one's own words, by name; the learner decides, and nothing is counted as right.
COMPARED: Mapping[str, str] = options("fading.compared")


class Part(NamedTuple):
    """One part of the record: its field, the words of the authors, more to its label, and whether it is a gap."""

    field: str
    text: str
    label: str = ""
    gap: bool = False


@record
class Faded(Record):
    """A record with gaps, what a learner wrote into them, and how that compares with the model.

    Parameters
    ----------
    notebook, title, case : str
        Number of the notebook in which it is; heading, and the story.
    parts : tuple of Part
        The whole record as the authors filled it in. Show the text of a gap only after an attempt.
    mine : tuple of str
        What the learner wrote, gap by gap.
    compared : tuple of str
        Names of `COMPARED`, gap by gap; "" where nothing was chosen.
    attempted : bool
        Whether the model was opened.
    """

    WHAT: ClassVar[str] = _("record with gaps")

    notebook: str = ""
    title: str = ""
    case: str = ""
    parts: tuple[Part, ...] = ()
    mine: tuple[str, ...] = answers(_("Gaps"), Words(label=_("Gap")))
    compared: tuple[str, ...] = answers(_("Compared"), Choice(label=_("Compared"), options=COMPARED))
    attempted: bool = yes_no(_("Model opened"), default=False)

    @property
    def gaps(self) -> tuple[Part, ...]:
        """The parts that are left to the learner."""
        return tuple(part for part in self.parts if part.gap)

    def check(self) -> None:
        if self.parts and not len(self.mine) == len(self.compared) == len(self.gaps):
            raise ValueError(_("There should be one answer for each of the {many} gaps.", many=len(self.gaps)))
        if any(self.compared) and not self.attempted:
            raise ValueError(_("You can compare once the model is open."))

    @property
    def ready(self) -> bool:
        """Whether every gap was compared."""
        return self.attempted and all(self.compared)

    def attempt(self, mine: tuple[str, ...]) -> Faded:
        """Return it with the model open; raises ValueError while a gap holds no words."""
        if left := sum(not says_something(text) for text in mine):
            raise ValueError(
                _("Gaps still empty: {left}. A rough sentence in each is enough; then the model opens.", left=left)
            )
        return replace(self, mine=mine, attempted=True)

    def describe(self) -> str:
        """Return the learner's words with what they were compared to, one gap below the other."""
        lines = [self.case]
        for text, name in zip(self.mine, self.compared, strict=True):
            if text:
                lines.append(f"– {text}" + (f" ({COMPARED[name]})" if name else ""))
        return "\n".join(lines)

    def with_answer(self, found: Any) -> Faded:
        """Return it with what `to_json` wrote; raises ValueError when it is something else."""
        return replace(self, **self.read(found))


@cache
def faded() -> Mapping[str, Faded]:
    """Return every record with gaps by its name.

    Examples
    --------
    >>> list(faded())
    ['thought_record', 'dear_man', 'chain', 'plan']
    """
    found = {}
    for name, entry in read_json("rehearsal/fading.json").items():
        parts = tuple(Part(**part) for part in entry["parts"])
        blank = ("",) * sum(part.gap for part in parts)
        found[name] = Faded(entry["notebook"], entry["title"], entry["case"], parts, blank, blank)
    return found
