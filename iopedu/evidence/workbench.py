"""A downloaded database as it is looked at: which of its rows, whom its signs favor, and one effect for each study."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

from iopedu.course.fields import Number
from iopedu.course.files import options, read_rows
from iopedu.course.language import Refusal, _, _n
from iopedu.course.text import allowed, check_one_of
from iopedu.evidence.datasets import Dataset
from iopedu.evidence.effects import MEASURES, Effect
from iopedu.evidence.metapsy import CHOICES, Database, Line, OtherFileError, decoded, read_metapsy
from iopedu.evidence.pooling import METHODS, Pooled, pool

#: What is taken first where a database has several: comparisons with a control group, at the end of treatment.
FIRST = {"comparison": ("psy vs ctr", "psyvsctr"), "time": ("post",)}
#: Whom a value above no difference favors, in the words of the form.
SIDES = {"": _("what the file shows"), "higher": _("the treatment"), "lower": _("the control group")}
#: How far several results of one study go together, when nothing is known of it.
RHO = Number(label=_("Correlation within a study"), low=0, high=1, whole=False, default=0.6)
#: A side is taken from the file when so many rows can tell, and so large a share of them agrees.
_TELL, _AGREE = 3, 0.9


@dataclass(frozen=True)
class Opened:
    """A database that a learner has opened, and how it is looked at.

    Parameters
    ----------
    file, text : str
        Name and contents of the file; empty while there is none.
    measure : {"g", "rr"}
    side : {"", "higher", "lower"}
        What the learner says of the signs, as `SIDES`; empty leaves it to the file.
    chosen : mapping of str to str
        The rows: a code for some of `CHOICES`.
    rho : float
        Assumed correlation of several rows of one study.
    method : {"hk", "reml", "dl", "pm", "fixed"}

    Raises
    ------
    ValueError
        With a sentence, when the file cannot be read in this way.

    Examples
    --------
    >>> rows = "A;wl;-0,5;0,2\\nA;cau;-0,1;0,2\\nB;wl;-0,3;0,3\\n"
    >>> Opened("my.csv", "study;condition_arm2;.g;.g_se\\n" + rows, method="fixed")
    2 rows. Common effect (fixed effect): standardized mean difference g -0.30 (-0.60 to 0.00)
    """

    file: str = ""
    text: str = ""
    measure: str = "g"
    side: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    rho: float = RHO.default
    method: str = "hk"

    def __post_init__(self) -> None:
        check_one_of("method", self.method, METHODS)
        check_one_of("measure", self.measure, MEASURES)
        check_one_of("side", self.side, SIDES)
        RHO.checked(self.rho)
        if self.ready:
            for name, code in self.chosen.items():
                check_one_of("chosen", name, CHOICES)
                if code not in {line.codes.get(name) for line in self.database.lines}:
                    raise ValueError(allowed(name, code, list(self.options(name))))

    @classmethod
    def of(cls, file: str, content: bytes, **more: str) -> Opened:
        """Return a database as it is first looked at: its differences, or risk ratios where it has no others.

        Raises
        ------
        ValueError
            With a sentence, when the content is no such database.
        """
        text, problems = decoded(content), []
        for measure in MEASURES:
            opened = cls(file, text, measure, **more)
            try:
                if opened.database.lines:
                    return opened.first()
            except OtherFileError as problem:
                problems.append(problem)
        if len(problems) == len(MEASURES):
            raise problems[0]
        raise Refusal("No row in this file has an effect that can be read.")

    def first(self) -> Opened:
        """Return the rows that are taken first: comparisons with a control group, at the end of treatment."""
        found = {line.codes[name] for line in self.database.lines for name in FIRST}
        chosen = {name: code for name, codes in FIRST.items() for code in sorted(found) if code.casefold() in codes}
        several = {name: code for name, code in chosen.items() if len(self.options(name)) > 2}
        return replace(self, chosen=several, side="")

    @property
    def ready(self) -> bool:
        """Whether a file is open."""
        return bool(self.file)

    @cached_property
    def database(self) -> Database:
        """What the file holds."""
        return read_metapsy(self.text, self.measure)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The rows that are looked at."""
        return self._lines(self.chosen)

    def _lines(self, chosen: Mapping[str, str]) -> tuple[Line, ...]:
        return tuple(
            line for line in self.database.lines if all(line.codes[name] == code for name, code in chosen.items())
        )

    def options(self, name: str) -> dict[str, str]:
        """Return the codes that rows can be chosen by under all other choices, each with a label; "" is all of them."""
        others = self._lines({one: code for one, code in self.chosen.items() if one != name})
        studies: dict[str, set[str]] = {}
        for line in others:
            studies.setdefault(line.codes[name], set()).add(line.study)
        many = {"": {line.study for line in others}} | {code: studies[code] for code in sorted(studies) if code}
        if code := self.chosen.get(name):
            many.setdefault(code, set())
        return {
            code: _n("{name} ({n} study)", "{name} ({n} studies)", len(found), name=label(name, code) or _("All"))
            for code, found in many.items()
        }

    @cached_property
    def told(self) -> tuple[int, int]:
        """How many rows say that a value above no difference favors the treatment, and how many the control group."""
        return tuple(sum(line.points == way for line in self.lines) for way in (1, -1))

    @property
    def better(self) -> str:
        """Which side favors the treatment, as `Effect` takes it; empty while that is not settled."""
        if self.side:
            return self.side
        most = max(self.told)
        if most < _TELL or most < _AGREE * sum(self.told):
            return ""
        return "higher" if self.told[0] == most else "lower"

    @cached_property
    def effects(self) -> tuple[Effect, ...]:
        """One effect for each study: where it has several rows, their mean, with an error for rows that correlate."""
        studies: dict[str, list[Line]] = {}
        for line in self.lines:
            studies.setdefault(line.study, []).append(line)
        return tuple(self._together(study, lines) for study, lines in studies.items())

    def _together(self, study: str, lines: Sequence[Line]) -> Effect:
        value, se = composite([line.value for line in lines], [line.se for line in lines], self.rho)
        n, n_control = (
            max((many for many in found if many is not None), default=None)
            for found in ([line.n for line in lines], [line.n_control for line in lines])
        )
        said = {name: _labels(name, lines) for name in ("treatment", "control", "instrument")}
        several = _n("{n} row alone", "{n} rows combined", len(lines)) if len(lines) > 1 else ""
        note = "; ".join(filter(None, (several, said["instrument"])))
        more = {"against": said["control"], "group": said["treatment"], "note": note}
        return Effect(study, self.measure, value, se, self.better, n=n, n_control=n_control, **more)

    @cached_property
    def about(self) -> Dataset:
        """The studies as a data set that can be drawn."""
        return Dataset(
            id="database",
            title=": ".join(filter(None, [self.file, ", ".join(label(*one) for one in self.chosen.items())])),
            treatment=_("the treatment"),
            control=_("the control group"),
            measure=self.measure,
            better=self.better,
            pooled=True,
            group_name=_("Treatment"),
            caution=self.rows_said(),
            license="ODC-By 1.0",
            rows=self.effects,
        )

    def result(self) -> Pooled:
        """Return the mean of the studies that are looked at; raises ValueError when they cannot be pooled."""
        return pool(self.effects, self.method)

    def rows_said(self) -> str:
        """Say which rows are taken, and how several rows of one study became one."""
        chosen = [f"{CHOICES[name][0]}: {label(name, code)}" for name, code in self.chosen.items()]
        taken = _n(
            "Used: {n} row from {studies} study ({which}).",
            "Used: {n} rows from {studies} studies ({which}).",
            len(self.lines),
            studies=len(self.effects),
            which="; ".join(chosen) or _("all rows"),
        )
        if len(self.lines) == len(self.effects):
            return taken
        return f"{taken} {options('workbench.notes')['joined'].format(rho=f'{self.rho:g}')}"

    def side_said(self) -> str:
        """Say whom a value above no difference favors, and how that is known."""
        zero, (above, below) = f"{MEASURES[self.measure][1]:g}", self.told
        found = replace(self, side="").better if self.side else self.better
        counts = {"n": max(above, below), "all": above + below}
        if self.side:
            said = options("workbench.said")[self.side].format(zero=zero)
            opposite = _("But of the {all} rows that could show this, {n} show the opposite.", **counts)
            return f"{said} {opposite}" if found not in ("", self.side) else said
        if found:
            said = options("workbench.found")[found].format(zero=zero)
            agree = _("Of the {all} rows that could show this, {n} do.", **counts)
            return f"{said}. {agree} {options('workbench.how')[self.measure]}"
        said = options("workbench.notes")["mixed" if above + below else "untold"]
        said = said.format(zero=zero, above=above, below=below)
        asked = _(
            "Check the database’s description, and enter the answer above. Until then, we can’t say which side "
            "is favored."
        )
        return " ".join(filter(None, [said, self._hint(), asked]))

    def _hint(self) -> str:
        lower, higher = (sum(line.lower == way for line in self.lines) for way in (1, -1))
        if not lower + higher:
            return ""
        way = "lower" if lower >= higher else "higher"
        found = options("workbench.means")[way].format(n=max(lower, higher), all=lower + higher)
        return f"{found} {options('workbench.favors')[way]}"

    def said(self) -> str:
        """Return the mean in words, or why there is none, with the study where there is only one."""
        try:
            return self.result().describe()
        except ValueError as problem:
            return " ".join([*(f"{one!r}." for one in self.effects), str(problem)])

    def describe(self) -> str:
        """Return what was read, which rows are taken, whom the signs favor, and the mean, one below the other."""
        if not self.ready:
            return _("No database is open.")
        return "\n".join([self.file, self.database.describe(), self.rows_said(), self.side_said(), self.said()])

    def __repr__(self) -> str:
        return repr(self.result()) if self.ready and len(self.effects) > 1 else self.describe()


def composite(values: Sequence[float], errors: Sequence[float], rho: float) -> tuple[float, float]:
    """Return the mean of several results of one study, and its standard error when they correlate by rho.

    The composite of Borenstein and others: as ``aggregate(..., struct="CS", rho=rho, weighted=FALSE)`` of metafor.

    Examples
    --------
    >>> mean, error = composite([-0.2, -0.8], [0.2, 0.3], 0.6)
    >>> round(mean, 3), round(error, 4)
    (-0.5, 0.2247)
    """
    many, alone = len(values), math.fsum(error**2 for error in errors)
    variance = rho * math.fsum(errors) ** 2 + (1 - rho) * alone
    return math.fsum(values) / many, math.sqrt(variance) / many


def label(name: str, code: str) -> str:
    """Return what a code of a database means, with the code; an unknown code stays as it is.

    Examples
    --------
    >>> label("control", "wl"), label("instrument", "phq-9")
    ('waiting list (wl)', 'phq-9')
    """
    kind = "condition" if name in ("treatment", "control") else name
    said = _known().get((kind, code.casefold()), code)
    return said if said.casefold() == code.casefold() else f"{said} ({code})"


@cache
def _known() -> dict[tuple[str, str], str]:
    return {(row["kind"], row["code"]): row["label"] for row in read_rows("evidence/codes.csv")}


def _labels(name: str, lines: Iterable[Line]) -> str:
    codes = dict.fromkeys(line.codes[name] for line in lines)
    return ", ".join(label(name, code) for code in codes if code)[:200]
