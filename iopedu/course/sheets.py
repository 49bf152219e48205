"""Spreadsheet files that somebody else wrote: read as text, within bounds, and refused with a sentence."""

from __future__ import annotations

import csv
import io
import re
import stat
from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Any
from warnings import catch_warnings
from zipfile import BadZipFile, ZipFile

from iopedu.course.language import _
from iopedu.course.text import in_spreadsheet, printable

ENDINGS = (".xlsx", ".csv")
#: Bounds far above what somebody types, and far below what keeps a computer busy: the file, all that is packed in an
#: .xlsx, filled rows, columns, characters of a cell, and rows with the blank ones.
BYTES, UNPACKED, PARTS, ROWS, COLUMNS, LONGEST, DEEP = 4_000_000, 6_000_000, 200, 1000, 40, 4000, 20_000
#: What begins like a formula and is none: a telephone number, or a number.
_PHONE = re.compile(r"[+\-−]?[\d(][\d ().,/–-]*")


class Unread(str):
    """A cell that is not read: the sentence that says why."""


Cells = tuple[str, ...]


def content_of(path: Path) -> bytes:
    """Return what is in a file; raises ValueError with a sentence when it is a link, no file, or very large."""
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode):
        raise ValueError(_("This is a link or a folder, not a file. Copy the file itself here."))
    if found.st_size > BYTES:
        raise ValueError(_("The file is larger than {most} MB. Is it the right one?", most=BYTES // 1_000_000))
    return path.read_bytes()


def rows_of(path: Path) -> Iterator[tuple[int, Cells]]:
    """Yield the rows that have something in them, each with its number in the spreadsheet.

    Raises
    ------
    ValueError
        With a sentence, when the file is not one, is too large, or cannot be read.
    """
    content = content_of(path)
    made = _workbook(content) if path.suffix.lower() == ".xlsx" else _text(content)
    filled = 0
    for number, cells in enumerate(made, 1):
        if number > DEEP:
            raise ValueError(_("It continues below row {most}. Delete the rows below yours.", most=DEEP))
        while cells and not cells[-1]:
            cells = cells[:-1]
        if not cells:
            continue
        filled += 1
        if filled > ROWS:
            raise ValueError(_("It has more than {most} rows. Is it the right file?", most=ROWS))
        if len(cells) > COLUMNS:
            raise ValueError(_("Row {number} has more than {most} columns.", number=number, most=COLUMNS))
        yield number, cells


def _text(content: bytes) -> Iterator[Cells]:
    if content[:2] == b"PK":
        raise ValueError(_("This is a workbook, not a .csv file. Save it as .csv, or rename it to end in .xlsx."))
    text = _decoded(content)
    first = next(filter(str.strip, text.splitlines()), "")
    sign = max(",;\t", key=first.count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign):
            yield tuple(map(_cell, row))
    except csv.Error as problem:
        raise ValueError(_("It cannot be read as a table ({problem}).", problem=problem)) from None


def _decoded(content: bytes) -> str:
    code = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    for encoding in (code, "cp1252"):  # what Excel writes on Windows when nobody asks it for UTF-8
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError(_("Its characters cannot be read. Save it as “CSV UTF-8” or as .xlsx."))


def _workbook(content: bytes) -> list[Cells]:
    """Return the rows of the first sheet."""
    wrong = _("It cannot be read as an .xlsx workbook. Open it in your spreadsheet program and save it as .xlsx again.")
    try:
        parts = ZipFile(io.BytesIO(content)).infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        raise ValueError(wrong) from None
    # Nothing is unpacked further than it says here.
    if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
        raise ValueError(_("It unpacks to more than {most} MB. Is it the right file?", most=UNPACKED // 1_000_000))
    from openpyxl import load_workbook

    try:
        with catch_warnings(action="ignore"):  # of what other programs write and nobody here needs
            book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
            # Where a file says how large its sheets are, it may be wrong.
            rows = book.worksheets[0].iter_rows(max_col=COLUMNS + 1, max_row=DEEP + 1)
            return [tuple(map(_of, row)) for row in rows]
    except Exception:  # a damaged file makes the library fail in many ways, all of which mean this one thing
        raise ValueError(wrong) from None


def _of(cell: Any) -> str:
    if cell.data_type == "f":
        return Unread(_("This is a formula. Copy the cell and paste it as a value."))
    if cell.data_type == "e":
        return Unread(_("This is a spreadsheet error. Type the value instead."))
    value = cell.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else _cell(str(value))


def _cell(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip(" \n\t\xa0")
    if len(text) > LONGEST:
        return Unread(_("This has {many} characters; the limit is {most}.", many=len(text), most=LONGEST))
    if printable(text) != text:
        return Unread(_("This contains characters that cannot be shown. Type it again."))
    if in_spreadsheet(text) != text and not _PHONE.fullmatch(text):
        return Unread(_("This begins like a formula, with {sign}. Begin with a letter.", sign=text[:1]))
    return text
