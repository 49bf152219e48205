"""What a class chose: several learners' placements, read with suspicion and looked at together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from math import comb
from typing import Any

from iopedu.care.placement_practice import FORMAT
from iopedu.care.vignettes import CHOICES, Vignette, steps_apart, vignettes
from iopedu.course.files import options, read_json
from iopedu.course.language import Refusal, _, _n
from iopedu.course.ratings import check_saved, shown
from iopedu.course.submissions import Handed, check_label, read_file

#: A file with placements has less than 2,000 bytes; more is something else.
MAX_BYTES = 20_000


@dataclass(frozen=True)
class Submission:
    """The placements that one learner handed on.

    Parameters
    ----------
    placed : mapping of str to str
        Chosen level by vignette.
    label : str
        A number, or nothing.

    Raises
    ------
    ValueError
        When it cannot be.
    """

    placed: Mapping[str, str]
    label: str = ""

    def __post_init__(self) -> None:
        check_label(self.label)
        for name, choice in self.placed.items():
            if name not in vignettes:
                raise Refusal("There is no vignette named {name}.", name=shown(name))
            if choice not in CHOICES:
                found = {"name": name, "level": shown(choice)}
                raise Refusal("The level for {name} is {level}, which is not in this course.", **found)
        if not self.placed:
            raise Refusal("The file contains no placements.")

    @classmethod
    def from_json(cls, found: Any) -> Submission:
        """Read what `Placements.export` wrote; raises ValueError when it is something else."""
        saved = check_saved(found, _("set of placements for a class"), ("format", "label", "placed"))
        placed, label = saved.get("placed"), saved.get("label")
        if saved.get("format") != FORMAT:
            raise Refusal("This is not a file with placements for a class.")
        if not isinstance(placed, dict) or not all(isinstance(choice, str) for choice in placed.values()):
            raise Refusal("placed should contain one level for each vignette.")
        return cls(placed, label)


def read_submission(content: bytes) -> Submission:
    """Read the file of one learner.

    Raises
    ------
    ValueError
        With a sentence, whatever the file holds.

    Examples
    --------
    >>> read_submission(b'{"format": "iopedu-placements", "version": 1, "label": "7", "placed": {"maya": "iop"}}').label
    '7'
    """
    return Submission.from_json(read_file(content, MAX_BYTES))


@dataclass(frozen=True)
class Spread:
    """What a class chose for one fictional person.

    Parameters
    ----------
    vignette : Vignette
    choices : tuple of str
        One for each learner who placed the person.
    """

    vignette: Vignette
    choices: tuple[str, ...]

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How often each level was chosen, the most intensive first."""
        found = Counter(self.choices)
        return {choice: found[choice] for choice in CHOICES if found[choice]}

    @property
    def within(self) -> int:
        """How many choices lie in the range."""
        return sum(self.vignette.first.verdict(choice) in ("exact", "within the range") for choice in self.choices)

    @cached_property
    def apart(self) -> float | None:
        """How many steps two learners are apart on average; None with fewer than two."""
        pairs = comb(len(self.choices), 2)
        apart = sum(
            self.counts[one] * self.counts[two] * steps_apart(one, two) for one, two in combinations(self.counts, 2)
        )
        return apart / pairs if pairs else None


@dataclass(frozen=True)
class Classroom(Handed[Submission]):
    """The placements of several learners.

    Examples
    --------
    >>> Classroom().describe()
    'No placements have been loaded yet.'
    """

    @cached_property
    def spreads(self) -> tuple[Spread, ...]:
        """What was chosen, person by person, for those whom somebody placed."""
        found = (
            Spread(entry, tuple(one.placed[entry.id] for one in self.handed if entry.id in one.placed))
            for entry in vignettes()
        )
        return tuple(spread for spread in found if spread.choices)

    @property
    def most_apart(self) -> Spread | None:
        """The person about whom the class disagrees most, if there is any disagreement."""
        apart = [spread for spread in self.spreads if spread.apart]
        return max(apart, key=lambda spread: spread.apart, default=None)

    def describe(self) -> str:
        """Return in words how many learners there are, how many choices lie in range, and where they differ most."""
        if not self.handed:
            return _("No placements have been loaded yet.")
        many = sum(len(spread.choices) for spread in self.spreads)
        within = sum(spread.within for spread in self.spreads)
        learners = _n("{n} learner", "{n} learners", len(self.handed))
        said = _n(
            "{learners}, {n} placement: {within} within the range.",
            "{learners}, {n} placements: {within} within the range.",
            many,
            learners=learners,
            within=within,
        )
        return f"{said} {self._apart()}"

    def _apart(self) -> str:
        most = self.most_apart
        if most is None:
            return _("There is no disagreement yet.")
        steps = f"{most.apart:.1f}"
        says = options("classroom.apart")["one" if steps == "1.0" else "more"]
        return says.format(person=most.vignette.name, steps=steps)


def example_classroom() -> Classroom:
    """Return a fictional class.

    Examples
    --------
    >>> len(example_classroom().handed)
    8
    """
    return Classroom(tuple(map(Submission.from_json, read_json("care/class_example.json")["handed"])))
