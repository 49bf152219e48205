"""Read a database of the Metapsy project from a file that a learner has downloaded.

The databases are open (Open Data Commons Attribution License, ODC-By 1.0): name the database, its version and its
address, https://docs.metapsy.org. Nothing is downloaded here.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from functools import cached_property

from iopedu.course.language import _, _n
from iopedu.course.ratings import shown
from iopedu.course.text import allowed, printable
from iopedu.evidence.datasets import Dataset, Row
from iopedu.evidence.effects import BETTER, Effect
from iopedu.evidence.pooling import METHODS, Pooled, pool

#: Some of the databases, each with its permanent address.
DATABASES = {
    "Depression": "https://doi.org/10.5281/zenodo.7254845",
    "Borderline personality disorder": "https://doi.org/10.5281/zenodo.10185551",
    "Depression, inpatients": "https://doi.org/10.5281/zenodo.6881064",
    "Suicide prevention": "https://doi.org/10.5281/zenodo.8364508",
    "Response in eight disorders": "https://doi.org/10.5281/zenodo.8408317",
    "Peer support": "https://doi.org/10.5281/zenodo.7687898",
}

#: SHA-256 of tables that were at hand when this course was written, and the database and version that each is.
KNOWN = {
    "4695dcf3fb9e8852411ac53aedf592d697743b9bc081569abbe59eefd587d98d": "Depression 24.0.2",
    "54926741dda01c01c01b83e2e3437de11908bdbfed54f9a5383b25f1dd3e4097": "Suicide prevention 23.1.1",
    "1f46c55c95ca72f2ee594198393219c95f2b7f79cdd56c940b0fc44e48710bd6": "Response in eight disorders 23.0.1",
}

#: A file of these projects is far smaller; anything larger is something else.
MOST = 20_000_000
#: Characters of a number; Python's own float has at most 24.
LONGEST = 40
_COLUMNS = {"g": (".g", ".g_se"), "rr": (".log_rr", ".log_rr_se")}
_WORDS = {"study": "study", "against": "condition_arm2", "group": "condition_arm1", "note": "instrument"}
_NOTHING = {"", "na", "nan", "null", "inf", "-inf"}
_NUMBER = re.compile(r"[+-]?([0-9]+[.,]?[0-9]*|[.,][0-9]+)(e[+-]?[0-9]+)?")


@dataclass(frozen=True)
class Database:
    """Effects out of one file, and how many rows had none.

    Parameters
    ----------
    effects : tuple of Effect
    rows, left_out : int
        Rows of the file, and rows without an effect that could be read.
    """

    effects: tuple[Effect, ...]
    rows: int
    left_out: int

    def describe(self) -> str:
        """Return what was read, in words."""
        return _n(
            "{n} row read, {left} without an effect of this measure. Data: Metapsy, ODC-By 1.0.",
            "{n} rows read, {left} without an effect of this measure. Data: Metapsy, ODC-By 1.0.",
            self.rows,
            left=self.left_out,
        )

    def once(self) -> tuple[Effect, ...]:
        """Return the first effect of each study: further rows are of the same people, or share a control group."""
        found: dict[str, Effect] = {}
        for effect in self.effects:
            found.setdefault(effect.study, effect)
        return tuple(found.values())

    def __repr__(self) -> str:
        return self.describe()


@dataclass(frozen=True)
class Opened:
    """A database that a learner has opened, and how it is looked at.

    Parameters
    ----------
    file, text : str
        Name and contents of the file; empty while there is none.
    measure, better : str
        As `read_metapsy` takes them.
    rows : str
        Which rows, as `Dataset.part` takes them.
    method : {"fixed", "dl", "pm", "reml", "hk"}

    Raises
    ------
    ValueError
        With a sentence, when the file cannot be read in this way.

    Examples
    --------
    >>> rows = "A;wl;-0,5;0,2\\nA;cau;-0,1;0,2\\nB;wl;-0,3;0,3\\n"
    >>> Opened("my.csv", "study;condition_arm2;.g;.g_se\\n" + rows)
    2 rows. Random effects (DerSimonian and Laird): standardized mean difference g -0.44 (-0.76 to -0.11)
    """

    file: str = ""
    text: str = ""
    measure: str = "g"
    better: str = "lower"
    rows: str = ""
    method: str = "dl"

    def __post_init__(self) -> None:
        if self.method not in METHODS:
            raise ValueError(allowed("method", self.method, list(METHODS)))
        if self.file and self.rows not in self.about.parts:
            raise ValueError(allowed("rows", self.rows, list(self.about.parts)))

    @property
    def ready(self) -> bool:
        """Whether a file is open."""
        return bool(self.file)

    @cached_property
    def database(self) -> Database:
        """What the file holds."""
        return read_metapsy(self.text, self.measure, self.better)

    @cached_property
    def about(self) -> Dataset:
        """The first row of each study, as a data set that can be pooled and drawn."""
        repeated = len(self.database.effects) - len(self.database.once())
        caution = _n(
            "{n} further row of a study that already stands here is left out: nobody is counted twice.",
            "{n} further rows of studies that already stand here are left out: nobody is counted twice.",
            repeated,
        )
        return Dataset(
            id="database",
            title=self.file,
            treatment=_("the treatment"),
            control=_("the control group"),
            outcome="",
            measure=self.measure,
            better=self.better,
            field="mental_health",
            pooled=True,
            why_not="",
            group_name=_("Treatment"),
            leave_out="",
            leave_out_in="",
            lesson="",
            caution=caution if repeated else "",
            license="ODC-By 1.0",
            sources=(),
            rows=tuple(
                Row(effect.study, effect, effect.n, effect.n_control, effect.against, effect.group, effect.note, "")
                for effect in self.database.once()
            ),
        )

    def result(self) -> Pooled:
        """Return the mean of the rows that are looked at; raises ValueError when they cannot be pooled."""
        return pool(self.about.part(self.rows), self.method)

    def describe(self) -> str:
        """Return what was read, what is left out, and the mean, one below the other."""
        if not self.ready:
            return _("No database is open.")
        return "\n".join(filter(None, [self.database.describe(), self.about.caution, self.result().describe()]))

    def __repr__(self) -> str:
        return repr(self.result()) if self.ready else self.describe()


def read_metapsy(text: str, measure: str = "g", better: str = "lower") -> Database:
    """Return the effects of a database.

    Parameters
    ----------
    text : str
        The file's contents: columns set apart by semicolons, numbers with a decimal comma (or by commas, with a
        decimal point).
    measure : {"g", "rr"}
        Which columns are read: ``.g`` and ``.g_se``, or ``.log_rr`` and ``.log_rr_se``.
    better : {"lower", "higher"}
        What the outcome of this database is.

    Raises
    ------
    ValueError
        With a sentence, when this is not such a file, or when an effect is written as something else than a number;
        it names the row as a spreadsheet counts it, the column, and what stands there.

    Examples
    --------
    >>> read_metapsy("study;condition_arm2;.g;.g_se\\nA 2001;wl;-0,5;0,2\\nB 2002;cau;NA;NA\\n").effects
    (A 2001: standardized mean difference g -0.50 (-0.89 to -0.11),)
    """
    if measure not in tuple(_COLUMNS):
        raise ValueError(_("The measure {measure} is not one of: g, rr.", measure=shown(measure)))
    if better not in BETTER:
        raise ValueError(allowed("better", better, BETTER))
    if not isinstance(text, str) or len(text) > MOST:
        raise ValueError(_("This file is too large, or no text. A Metapsy database has less than 20 megabytes."))
    rows = _rows(text.lstrip("\ufeff"))
    for column in ("study", *_COLUMNS[measure]):
        if rows and column not in rows[0]:
            raise ValueError(
                _("This file has no column {column}, so it is not a Metapsy database of this kind.", column=column)
            )
    if not rows:
        raise ValueError(_("This file has no rows."))
    effects = tuple(filter(None, (_effect(row, at, measure, better) for at, row in enumerate(rows, 2))))
    return Database(effects, len(rows), len(rows) - len(effects))


def _rows(text: str) -> list[dict[str, str]]:
    first = text.partition("\n")[0]
    mark = ";" if first.count(";") >= first.count(",") else ","
    try:
        return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error:
        raise ValueError(_("This file cannot be read as a table.")) from None


def _effect(row: dict[str, str], at: int, measure: str, better: str) -> Effect | None:
    value, se = (_number(row, at, column) for column in _COLUMNS[measure])
    if value is None or se is None:
        return None
    words = {name: printable((row.get(column) or "").strip())[:200] for name, column in _WORDS.items()}
    n, n_control = (_people(row, arm) for arm in ("1", "2"))
    try:
        return Effect(words.pop("study"), measure, value, se, better, n, n_control, **words)
    except ValueError:
        return None  # an error of 0 or an effect beyond all measure: such a row cannot be pooled


def _people(row: dict[str, str], arm: str) -> int | None:
    for column in (f".totaln_arm{arm}", f"n_arm{arm}"):
        found = _value(row, column)
        if found and _NUMBER.fullmatch(found) and 0 < float(found) < 1e6:
            return round(float(found))
    return None


def _number(row: dict[str, str], at: int, column: str) -> float | None:
    """Return an effect or its error; None where there is none."""
    typed = _value(row, column)
    if typed in _NOTHING:
        return None
    if len(typed) > LONGEST or not _NUMBER.fullmatch(typed):
        raise ValueError(
            _(
                "Row {row} ({study}), column {column}: {value} is not a number. "
                "Write a number, or NA where there is none.",
                row=at,
                study=printable((row["study"] or "").strip())[:200] or _("no study"),
                column=column,
                value=shown(row[column]),
            )
        )
    return float(typed)


def _value(row: dict[str, str], column: str) -> str:
    return (row.get(column) or "").strip().casefold().replace(",", ".")
