"""The data sets of the course: questions, and the studies that answer them, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from iopedu.course.entries import Entries, read_entries
from iopedu.course.files import read_rows
from iopedu.course.language import _
from iopedu.evidence.effects import Counts, Effect, Study


@dataclass(frozen=True)
class Dataset:
    """A question with the studies that answer it.

    Parameters
    ----------
    id, title, treatment, control, outcome : str
    measure : {"g", "rr"}
    better : {"lower", "higher", ""}
        As an `Effect` has it.
    pooled : bool
        Whether its rows may be pooled; `why_not` says why not.
    group_name : str
        What the second grouping of its rows is called.
    leave_out, leave_out_in : str
        The study that learners are asked about, and among which rows; `lesson` is told afterward.
    caution, license : str
    sources : tuple of str
    rows : tuple of Study
        An `Effect` where the source has one with its error, or counts.
    """

    id: str
    title: str
    treatment: str
    control: str
    measure: str
    better: str
    pooled: bool
    group_name: str
    license: str
    rows: tuple[Study, ...] = ()
    outcome: str = ""
    why_not: str = ""
    leave_out: str = ""
    leave_out_in: str = ""
    lesson: str = ""
    caution: str = ""
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.pooled and len(self.effects) < len(self.rows):
            raise ValueError(f"{self.id}: a row without numbers cannot be pooled.")
        if self.pooled == bool(self.why_not):
            raise ValueError(f"{self.id}: it is either pooled, or it says why not.")
        if any((effect.measure, effect.better) != (self.measure, self.better) for effect in self.effects):
            raise ValueError(f"{self.id}: its studies have another measure, or another side that is better.")
        for study, many in Counter(row.study for row in self.rows).items():
            if many > 1:  # leaving it out would take both rows
                raise ValueError(f"{self.id}: {study} stands twice.")

    @property
    def effects(self) -> tuple[Effect, ...]:
        """The effects of its studies, in the order of the source."""
        return tuple(row for row in self.rows if isinstance(row, Effect))

    @property
    def sides(self) -> tuple[str, str]:
        """What the left and the right side of its scale mean."""
        if not self.better:
            return _("lower"), _("higher (which side is better isn’t settled)")
        treatment = _("in favor of {group}", group=self.treatment)
        control = _("in favor of the control group")
        return (treatment, control) if self.better == "lower" else (control, treatment)

    def part(self, rows: str = "", out: str = "") -> tuple[Effect, ...]:
        """Return some of its effects.

        Parameters
        ----------
        rows : str
            Empty for all, or which way of grouping and which group, such as "against:usual care".
        out : str
            A study to leave out.

        Examples
        --------
        >>> len(dataset("mbct_relapse").part("against:medication", "Kuyken 2008"))
        1
        """
        by, _colon, name = rows.partition(":")
        found = (effect for effect in self.effects if not rows or getattr(effect, by) == name)
        return tuple(effect for effect in found if effect.study != out)

    @property
    def parts(self) -> dict[str, str]:
        """Its groups of at least two rows, as `part` takes them, each with a title; "" is all rows."""
        found = {"": _("All rows")}
        for by, title in (("against", _("Compared with")), ("group", self.group_name)):
            for name in dict.fromkeys(getattr(effect, by) for effect in self.effects):
                many = len(self.part(f"{by}:{name}"))
                if 1 < many < len(self.effects):
                    found[f"{by}:{name}"] = f"{title}: {name}"
        return found


def _read() -> Iterator[Dataset]:
    studies = read_rows("evidence/studies.csv")
    for about in read_entries(Dataset, "evidence/datasets.csv"):
        yield replace(about, rows=tuple(_row(study, about) for study in studies if study["dataset"] == about.id))


#: All data sets.
datasets = Entries("data set", _read)


dataset = datasets.get


def _row(study: dict[str, str], about: Dataset) -> Study:
    more = {name: study[name] for name in ("against", "group", "note", "source")}
    if study["events"]:
        names = ("events", "total", "events_control", "total_control")
        counts = Counts(*(int(study[name]) for name in names))
        return Effect.from_counts(study["study"], counts, about.better, **more)
    more |= {name: int(study[name]) if study[name] else None for name in ("n", "n_control")}
    if not study["effect"]:
        return Study(study["study"], **more)
    value, se = float(study["effect"]), float(study["se"])
    return Effect(study["study"], about.measure, value, se, about.better, **more)
