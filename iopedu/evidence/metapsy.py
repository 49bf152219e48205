"""Read a database of the Metapsy project from a file that a learner has downloaded.

The databases are open (Open Data Commons Attribution License, ODC-By 1.0): name the database, its version and its
address, https://docs.metapsy.org. Nothing is downloaded here.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

from iopedu.course.files import read_rows
from iopedu.course.language import Refusal, _, _n
from iopedu.course.ratings import shown
from iopedu.course.text import printable
from iopedu.evidence.effects import Counts

#: Some of the databases, each with its permanent address.
DATABASES = {row["name"]: row["address"] for row in read_rows("evidence/databases.csv")}

#: SHA-256 of tables that were at hand when this course was written, and the database and version that each is.
KNOWN = {row["sha256"]: row["version"] for row in read_rows("evidence/known_tables.csv")}

#: What rows can be chosen by, each with the columns that may hold it.
CHOICES = {
    "comparison": (_("What is compared"), ("comparison",)),
    "treatment": (_("Treatment"), ("condition_arm1", "therapy")),
    "control": (_("Compared with"), ("condition_arm2",)),
    "disorder": (_("Disorder"), ("disorder",)),
    "time": (_("Time"), ("time",)),
    "outcome": (_("Kind of outcome"), ("outcome_type",)),
    "domain": (_("What was measured"), ("outcome_domain",)),
    "instrument": (_("Instrument"), ("instrument",)),
}

#: A file of these projects is far smaller; anything larger is something else.
MOST = 20_000_000
#: Characters of a number; Python's own float has at most 24.
LONGEST = 40
_COLUMNS = {"g": ((".g", ".g_se"),), "rr": ((".log_rr", ".log_rr_se"), ("logrr", "se.logrr"), ("logRR", "seLogRR"))}
#: People with the event and people in the group: treatment, then control.
_COUNTS = (
    (".event_arm1", ".totaln_arm1", ".event_arm2", ".totaln_arm2"),
    ("event_arm1", "totaln_arm1", "event_arm2", "totaln_arm2"),
    ("improved.ig", "n.ig", "improved.cg", "n.cg"),
    ("trtResponder", "nTrt", "ctrResponder", "nCtr"),
)
#: Columns whose name says that the people counted are better off.
_BETTER_OFF = ("improved.ig", "trtResponder")
_PEOPLE = (
    (".totaln_arm{arm}", "n_arm{arm}", "totaln_arm{arm}", "n_change_arm{arm}", "rand_arm{arm}"),
    ("n.ig", "n.cg"),
)
_BASELINES = ("baseline_m_arm{arm}", "m_baseline_arm{arm}", "baseline_mean_arm{arm}")
_NOTHING = {"", "na", "nan", "null", "inf", "-inf"}
_NUMBER = re.compile(r"[+-]?([0-9]+[.,]?[0-9]*|[.,][0-9]+)(e[+-]?[0-9]+)?")
_WISHED = re.compile(r"\b(respon[sd]|remi(ssion|tt)|recover|improve)")
_UNWISHED = re.compile(
    r"suicid|\battempt|self-(harm|damag)|relaps|recurren|drop-?out|deteriorat|death|mortality|\b(re)?admi(ss|tt)|hospitali"
    r"|\b(no|non|not|without|loss of)[ -]*(respon|remi|recover|improve)"
)


class OtherFileError(ValueError):
    """A file without the columns of a measure."""


@dataclass(frozen=True)
class Line:
    """One row of a database.

    Parameters
    ----------
    study : str
    value, se : float
        Effect and standard error on the working scale.
    n, n_control : int, optional
    codes : mapping of str to str
        What the row says on each of `CHOICES`.
    points : {-1, 0, 1}
        1 where a value above no difference stands for a treatment group that ended better, -1 where it stands for the
        control group, as far as this row alone can tell; 0 where it cannot.
    lower : {-1, 0, 1}
        1 where a value above no difference stands for a treatment group with the lower mean, -1 for the higher one.
    """

    study: str
    value: float
    se: float
    n: int | None
    n_control: int | None
    codes: Mapping[str, str]
    points: int
    lower: int


@dataclass(frozen=True)
class Database:
    """The rows of one file that have an effect of one measure.

    Parameters
    ----------
    measure : {"g", "rr"}
    lines : tuple of Line
    rows : int
        Rows of the file, also those without such an effect.
    """

    measure: str
    lines: tuple[Line, ...]
    rows: int

    def describe(self) -> str:
        """Return what was read, in words."""
        return _n(
            "{n} row read, {left} without an effect size for this measure. Data: Metapsy, ODC-By 1.0.",
            "{n} rows read, {left} without an effect size for this measure. Data: Metapsy, ODC-By 1.0.",
            self.rows,
            left=self.rows - len(self.lines),
        )


def decoded(content: bytes) -> str:
    """Return the text of a file, in the encoding that it shows itself to have.

    Raises
    ------
    ValueError
        With a sentence, when it is no text.

    Examples
    --------
    >>> decoded("Müller;1".encode("cp1252")) == decoded("Müller;1".encode("utf-16")) == "Müller;1"
    True
    """
    if len(content) > MOST:
        raise Refusal("This file is too large. A Metapsy database is smaller than 20 megabytes.")
    marked = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Refusal("The characters in this file cannot be read. Save it as a text file (CSV with UTF-8 encoding).")


def read_metapsy(text: str, measure: str = "g") -> Database:
    """Return the rows of a database that have an effect.

    Parameters
    ----------
    text : str
        The file's contents: columns set apart by semicolons, commas or tabs, numbers with a decimal comma or point.
    measure : {"g", "rr"}
        Standardized mean differences; or risk ratios, which are also worked out from counts.

    Raises
    ------
    ValueError
        With a sentence, when this is not such a file (then an `OtherFileError`), or when an effect is written as
        something else than a number; it names the row as a spreadsheet counts it, the column, and what stands there.

    Examples
    --------
    >>> found = read_metapsy("study;condition_arm2;.g;.g_se\\nA 2001;wl;-0,5;0,2\\nB 2002;cau;NA;NA\\n")
    >>> found.rows, [line.study for line in found.lines]
    (2, ['A 2001'])
    """
    rows = _rows(text.lstrip("\ufeff"))
    if not rows:
        raise Refusal("This file has no rows.")
    known = (*_COLUMNS[measure], *(_COUNTS if measure == "rr" else ()))
    ways = [columns for columns in known if {*columns} <= {*rows[0]}]
    if "study" not in rows[0] or not ways:
        missing = next(one for one in ("study", *_COLUMNS[measure][0]) if one not in rows[0])
        raise OtherFileError(
            _("This file has no column named {column}, so it is not a Metapsy database of this kind.", column=missing)
        )
    lines = filter(None, (_line(row, at, measure, ways) for at, row in enumerate(rows, 2)))
    return Database(measure, tuple(lines), len(rows))


def _rows(text: str) -> list[dict[str, str]]:
    first = re.sub('"[^"]*"', "", text.partition("\n")[0])
    mark = max(";\t,", key=first.count)
    try:
        return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error:
        raise Refusal("This file cannot be read as a table.") from None


def _line(row: dict[str, str], at: int, measure: str, ways: list[tuple[str, ...]]) -> Line | None:
    found = next(filter(None, (_effect(row, at, columns) for columns in ways)), None)
    study = _word(row, "study")
    if found is None or not study or not (abs(found[0]) <= 100 and 1e-6 <= found[1] <= 100):
        return None  # an error of 0, or an effect beyond all measure: such a row cannot be pooled
    codes = {
        name: next(filter(None, (_word(row, column) for column in columns)), "")
        for name, (_title, columns) in CHOICES.items()
    }
    n, n_control = (_people(row, arm) for arm in (1, 2))
    points, lower = _direction(row, measure, found[0])
    return Line(study, *found, n, n_control, codes, points, lower)


def _effect(row: dict[str, str], at: int, columns: tuple[str, ...]) -> tuple[float, float] | None:
    """Return effect and error as a file has them, or as they follow from counts; None where it has neither."""
    numbers = [_number(row, at, column) for column in columns]
    if None in numbers:
        return None
    if len(columns) == 2:
        return numbers[0], numbers[1]
    counts = _counts(row)
    return counts and counts.log_ratio()


def _counts(row: dict[str, str]) -> Counts | None:
    """Return the counts of a row from which a risk ratio follows."""
    for columns in _COUNTS:
        numbers = [_plain(row, column) for column in columns]
        if None not in numbers and all(number == int(number) for number in numbers):
            try:
                counts = Counts(*map(int, numbers))
                counts.log_ratio()
            except ValueError:
                return None  # nobody or everybody in both groups, or more events than people
            return counts
    return None


def _direction(row: dict[str, str], measure: str, value: float) -> tuple[int, int]:
    """Return `Line.points` and `Line.lower` of a row.

    Counts: the name of the outcome says whether it is wished for. Means: better is where the scores of both groups
    moved from start to end; where they moved apart, or the start is not known, the row does not tell.
    """
    outcome = " ".join(_word(row, c) for c in ("outcome_type", "dich_type", "dich", "outcome_domain")).casefold()
    unwished = bool(_UNWISHED.search(outcome))
    wished = 0 if unwished == bool(_WISHED.search(outcome)) else -1 if unwished else 1
    if measure == "rr":
        return 1 if any(_word(row, column) for column in _BETTER_OFF) else wished, 0
    sign = _sign(value)
    if (counts := _counts(row)) is not None:
        return sign * wished * _sign(counts.events / counts.total - counts.events_control / counts.total_control), 0
    means = [_plain(row, f"mean_arm{arm}") for arm in (1, 2)]
    if None in means:
        return 0, 0
    apart = _sign(means[0] - means[1])
    starts = [_first(row, [name.format(arm=arm) for name in _BASELINES]) for arm in (1, 2)]
    moved = {_sign(end - start) if start is not None else 0 for start, end in zip(starts, means, strict=True)}
    return (sign * apart * moved.pop() if len(moved) == 1 else 0), -sign * apart


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)


def _word(row: dict[str, str], column: str) -> str:
    word = printable((row.get(column) or "").strip())[:200]
    return "" if word.casefold() in _NOTHING else word


def _people(row: dict[str, str], arm: int) -> int | None:
    found = _first(row, [*(name.format(arm=arm) for name in _PEOPLE[0]), _PEOPLE[1][arm - 1]], above=0)
    return int(found) if found is not None and found < 1e6 and found == int(found) else None


def _first(row: dict[str, str], columns: list[str], above: float = float("-inf")) -> float | None:
    found = (_plain(row, column) for column in columns)
    return next((number for number in found if number is not None and number > above), None)


def _plain(row: dict[str, str], column: str) -> float | None:
    """Return a number; None where something else stands."""
    typed = _value(row, column)
    return float(typed) if len(typed) <= LONGEST and _NUMBER.fullmatch(typed) else None


def _number(row: dict[str, str], at: int, column: str) -> float | None:
    """Return a number of an effect; None where there is none."""
    typed = _value(row, column)
    if typed in _NOTHING:
        return None
    found = _plain(row, column)
    if found is None:
        where = {"row": at, "study": _word(row, "study") or _("no study named"), "column": column}
        raise Refusal(
            "Row {row} ({study}), column {column}: {value} is not a number. Enter a number, or NA if there is none.",
            value=shown(row[column]),
            **where,
        )
    return found


def _value(row: dict[str, str], column: str) -> str:
    return (row.get(column) or "").strip().casefold().replace(",", ".")
