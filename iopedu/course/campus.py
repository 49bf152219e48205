"""What a campus makes its own: its name, notebooks, crisis lines, cases, questions and client lines, out of a folder.

The folder is the one that the environment variable ``IOPEDU_CAMPUS`` names, and nothing else. Its tables are declared
in ``data/campus/columns.csv``. The course's own loaders ask here for what they add; without a campus they add nothing.
A row that cannot be used is left out, and `Campus.problems` says where it stands: no page breaks by it.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from iopedu.course.fields import Ask, Choice, Number, Words, YesNo
from iopedu.course.files import read_rows, shipped
from iopedu.course.language import _, _n
from iopedu.course.ratings import shown
from iopedu.course.sheets import ENDINGS, Unread, content_of, rows_of
from iopedu.course.text import allowed, listed, printable

FOLDER = "IOPEDU_CAMPUS"
#: The file with the name of the campus.
NAME = "campus.txt"
#: What a name of the campus's own begins with, so that it never is one of the course's.
OWN = "own_"
_LONGEST_NAME = 80
_IGNORED = (".", "~$", "read me", "readme")
_YES = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
_Made = TypeVar("_Made")


class Problem(NamedTuple):
    """Something that is not read, or that is to be looked at: what, and where it stands."""

    file: str
    row: int
    column: str
    says: str

    def __str__(self) -> str:
        row = _("row {row}", row=self.row) if self.row else ""
        column = _("column {column}", column=self.column) if self.column else ""
        return f"{', '.join(filter(None, (self.file, row, column)))}: {self.says}"


@dataclass(frozen=True)
class Column:
    """A column of a table, as ``data/campus/columns.csv`` declares it.

    Parameters
    ----------
    name, kind : str
    ask : Ask
        What it asks, as a field of a record does.
    most : int
        How many letters fit, or the highest number.
    optional : bool
    key : str
        "unique", or "in" and the table of whose rows it is an id.
    help : str
        What is written there.
    """

    name: str
    kind: str
    ask: Ask
    most: int
    optional: bool
    key: str
    help: str

    @classmethod
    def of(cls, row: Mapping[str, str]) -> Column:
        """Return what a row of the declaration says."""
        most, (file, _space, column) = int(row["most"] or 0), row["options"].partition(" ")
        names = [one[column] for one in read_rows(file)] if column else file.split(";")
        least = 0 if row["column"].startswith("rating") else 1
        kinds = {
            "choice": lambda label: Choice(label=label, options={name: name for name in names}),
            "number": lambda label: Number(label=label, low=least, high=most),
            "yes_no": lambda label: YesNo(label=label),
        }
        ask = kinds.get(row["kind"], lambda label: Words(label=label))(row["column"])
        return cls(row["column"], row["kind"], ask, most, row["optional"] == "yes", row["key"], row["help"])

    def read(self, cell: str) -> Any:
        """Return what a cell holds; raises ValueError with a sentence that says what is allowed."""
        if isinstance(cell, Unread):
            raise ValueError(cell)
        if not cell:
            if not self.optional:
                raise ValueError(_("This is empty. {help}", help=self.help))
            return self.ask.begin()
        if self.kind == "number":
            return self.ask.read(cell)
        if self.kind == "yes_no":
            return self.ask.checked(_YES.get(cell.casefold(), cell))
        if self.kind == "choice":  # Excel writes 04 as 4
            return self.ask.checked(
                next((one for one in (cell.casefold(), cell.zfill(2)) if one in self.ask.names), cell)
            )
        if self.kind == "day":
            return _day(cell)
        if len(cell) > self.most:
            raise ValueError(_("This has {many} characters; the limit is {most}.", many=len(cell), most=self.most))
        if self.kind != "words" and "\n" in cell:
            raise ValueError(_("This runs over several lines. Write it on one line."))
        if self.kind == "name" and not re.fullmatch(r"[a-z0-9_-]+", cell.casefold()):
            raise ValueError(
                _("{name} is not a short name: use the letters a to z, digits, - and _.", name=shown(cell))
            )
        return OWN + cell.casefold() if self.kind == "name" else self.ask.checked(cell)


def _day(cell: str) -> date:
    try:
        return date.fromisoformat(cell.removesuffix(" 00:00:00"))  # as LibreOffice writes a day into a .csv
    except ValueError:
        raise ValueError(_("{value} is not a date such as 2026-11-29.", value=shown(cell))) from None


@cache
def columns() -> Mapping[str, Mapping[str, Column]]:
    """Return the columns of each table by name.

    Examples
    --------
    >>> columns()["notebooks"]["notebook"].read("4")
    '04'
    """
    tables: dict[str, dict[str, Column]] = {}
    for row in read_rows("campus/columns.csv"):
        tables.setdefault(row["table"], {})[row["column"]] = Column.of(row)
    return tables


class Row(NamedTuple):
    """One row of the campus: where it stands, what it holds by column, and how that was written."""

    file: str
    number: int
    values: Mapping[str, Any]
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Campus:
    """A folder that was read.

    Parameters
    ----------
    folder : Path
    name : str
    tables : mapping of str to list of Row
        What could be read.
    problems : list of Problem
        What could not; a loader that cannot use a row adds to it.
    """

    folder: Path
    name: str
    tables: Mapping[str, list[Row]]
    problems: list[Problem]

    @classmethod
    def read(cls, folder: Path) -> Campus:
        """Read a folder; whatever is in it, nothing is raised."""
        found = cls(folder, folder.name, {name: [] for name in columns()}, [])
        files: list[Path] = []
        with found._place(str(folder)):
            files = sorted(folder.iterdir())
        tables: dict[str, list[Path]] = {}
        for file in files:
            if file.suffix.lower() in ENDINGS and file.stem in columns():
                tables.setdefault(file.stem, []).append(file)
            elif file.name != NAME and not file.name.casefold().startswith(_IGNORED):
                known = [NAME, *(f"{name}.xlsx" for name in columns())]
                found.problems.append(Problem(file.name, 0, "", allowed(_("The name"), file.name, known)))
        for name, held in tables.items():
            found._read_table(name, held)
        for name in columns():
            found.tables[name][:] = filter(found._belongs(name), found.tables[name])
        return Campus(folder, found._read_name(), found.tables, found.problems)

    def _read_name(self) -> str:
        name = ""
        with self._place(NAME):
            lines = content_of(self.folder / NAME).decode("utf-8-sig", "replace").splitlines()
            name = printable(next(filter(str.strip, lines), "").strip())
            if not 0 < len(name) <= _LONGEST_NAME:
                raise ValueError(_("Write the name of your campus on one line, using up to 80 characters."))
        return name[:_LONGEST_NAME] or printable(self.folder.name)

    @contextmanager
    def _place(self, file: str, row: int = 0, column: str = "") -> Iterator[None]:
        """Note what is wrong here, and go on."""
        try:
            yield
        except (ValueError, OSError) as problem:
            told = _("The file cannot be opened. Is it there, and do you have permission to read it?")
            says = told if isinstance(problem, OSError) else str(problem)
            self.problems.append(Problem(file, row, column, says))

    def _read_table(self, name: str, held: list[Path]) -> None:
        file = held[0].name
        with self._place(file):
            if len(held) > 1:
                raise ValueError(
                    _("There are several files, {names}: keep only one.", names=listed(one.name for one in held))
                )
            rows = rows_of(held[0])
            _number, head = next(rows, (0, ()))
            heads = ["_".join(cell.casefold().split()) for cell in head]
            self._check_head(name, heads)
            for number, cells in rows:
                self._read_row(name, file, number, dict(zip(heads, cells, strict=False)), len(cells) - len(heads))

    def _check_head(self, name: str, heads: list[str]) -> None:
        known = columns()[name]
        missing = [one.name for one in known.values() if not one.optional and one.name not in heads]
        if missing:
            raise ValueError(
                _("The first row should have the names of the columns. Missing: {names}.", names=listed(missing))
            )
        for head, many in Counter(heads).items():
            if head not in known:
                raise ValueError(allowed(_("A column"), head, list(known)))
            if many > 1:
                raise ValueError(_("Two columns are named {name}.", name=head))

    def _read_row(self, name: str, file: str, number: int, cells: Mapping[str, str], more: int) -> None:
        before, values = len(self.problems), {}
        for column in columns()[name].values():
            with self._place(file, number, column.name):
                values[column.name] = column.read(cells.get(column.name, ""))
        if more > 0:
            says = _("This row has more cells than the first one. Put text that contains a comma in quotation marks.")
            self.problems.append(Problem(file, number, "", says))
        if len(self.problems) == before:
            self.tables[name].append(Row(file, number, values, cells))

    def _belongs(self, name: str) -> Callable[[Row], bool]:
        """Return whether a row's keys are there once, and lead somewhere."""
        seen: dict[str, int] = {}

        def check(row: Row) -> bool:
            before = len(self.problems)
            for column in columns()[name].values():
                value = row.values[column.name]
                with self._place(row.file, row.number, column.name):
                    if column.key == "unique" and seen.setdefault(value, row.number) != row.number:
                        told = {"value": shown(value.removeprefix(OWN)), "row": seen[value]}
                        raise ValueError(_("{value} is already in row {row}.", **told))
                    other = column.key.removeprefix("in ")
                    if other != column.key and value not in {one.values["id"] for one in self.tables[other]}:
                        told = {"value": shown(value.removeprefix(OWN)), "table": other}
                        raise ValueError(_("{value} is not the id of a usable row in {table}.", **told))
            return len(self.problems) == before

        return check

    def rows(self, table: str, **where: Any) -> list[Row]:
        """Return the rows of a table whose columns hold these values."""
        return [row for row in self.tables[table] if all(row.values[name] == value for name, value in where.items())]

    def as_text(self) -> dict[str, str]:
        """Return what could be read as files of such a folder, each as text by its name."""
        found = {NAME: f"{self.name}\n"}
        for table, rows in self.tables.items():
            written = io.StringIO(newline="")
            made = csv.DictWriter(written, columns()[table])
            made.writeheader()
            made.writerows(row.cells for row in rows)
            found[f"{table}.csv"] = written.getvalue()
        return found

    @property
    def says(self) -> str:
        """The line at the top of page 00."""
        told = _("This is the course as {campus} teaches it.", campus=self.name)
        where = _("Its folder: {folder}.", folder=printable(self.folder.name)) if os.environ.get(FOLDER) else ""
        wrong = _n(
            "{n} entry in it cannot be read: your instructor can see it with “iopedu campus check FOLDER”.",
            "{n} entries in it cannot be read: your teacher can see them with “iopedu campus check FOLDER”.",
            len(self.problems),
        )
        return " ".join(filter(None, (told, where, wrong if self.problems else "")))


@cache
def campus() -> Campus | None:
    """Return the campus as whose course this one is given, or None."""
    folder = os.environ.get(FOLDER, "")
    taken_along = shipped("data").joinpath("campus", "taught")  # only in the wheel of a campus's own site
    if folder or taken_along.is_dir():
        return Campus.read(Path(folder or str(taken_along)))
    return None


def own(table: str, make: Callable[[Mapping[str, Any]], _Made], **where: Any) -> tuple[_Made, ...]:
    """Return what is made of the campus's rows in a table; a row of which nothing can be made is a problem of it.

    Parameters
    ----------
    table : str
        Its name.
    make : callable
        Gets what the row holds by column.
    **where
        Only of rows whose columns hold these values.
    """
    found, made = campus(), []
    for row in found.rows(table, **where) if found else ():
        with found._place(row.file, row.number):
            made.append(make(row.values))
    return tuple(made)
