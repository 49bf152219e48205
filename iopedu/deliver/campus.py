"""Begin a campus's folder with an example, and say in plain words what is wrong in one."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

from iopedu.care.vignettes import vignettes
from iopedu.course import storage
from iopedu.course.campus import FOLDER, NAME, Campus, Problem, campus, columns
from iopedu.course.environment import typed
from iopedu.course.files import read_rows, read_text
from iopedu.course.language import _, _n
from iopedu.course.outline import notebooks
from iopedu.course.people_first import concerns
from iopedu.course.quiz import questions
from iopedu.course.safety import crisis_lines
from iopedu.rehearsal.skills import skills

_A_YEAR = 365
#: Where people talk about danger: there the words are meant, and who is brought in has to stand beside them.
_ABOUT_PEOPLE = ("cases", "client_lines")


def new(folder: Path) -> list[str]:
    """Write a filled example, and return what was done; raises ValueError when something is there already."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ValueError(_("{folder} contains something else. Choose an empty or new folder.", folder=folder))
    folder.mkdir(parents=True, exist_ok=True)
    for name, declared in columns().items():
        book = Workbook()
        sheet = book.active
        for row in csv.reader(read_text(f"campus/example/{name}.csv").splitlines()):
            sheet.append(row)
        for cells in sheet.columns:
            wide = declared[cells[0].value].most > 200
            sheet.column_dimensions[cells[0].column_letter].width = 50 if wide else 18
            for cell in cells:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            cells[0].font = Font(bold=True)
        sheet.freeze_panes = "A2"
        book.save(made := BytesIO())
        (folder / f"{name}.xlsx").write_bytes(made.getvalue())
    storage.write(folder / NAME, "Example Campus\n", 0o666)
    storage.write(folder / "READ ME.txt", "\n".join(_guide()), 0o666)
    return [
        _("Created {folder}, with an example in every file.", folder=folder),
        _(
            "READ ME.txt in it explains what each column is for. Then run: {command}",
            command=typed(f"campus check {folder}"),
        ),
    ]


def _guide() -> Iterator[str]:
    yield _("Edit the files in this folder with any spreadsheet program. Anything a file leaves out stays unchanged.")
    yield _(
        "You may delete any file you don’t need. Files may also be in .csv format. {name} contains the campus name.",
        name=NAME,
    )
    for name, declared in columns().items():
        yield f"\n{name}.xlsx"
        for one in declared.values():
            optional = f" {_('May be left blank.')}" if one.optional else ""
            options = f" {_('One of:')} {', '.join(one.ask.names)}." if one.kind == "choice" else ""
            yield f"  {one.name}: {one.help}{options}{optional}"
    yield "\n" + _("The criteria for each skill, in order:")
    for skill in skills():
        yield f"  {skill.id} ({skill.notebook}): " + "; ".join(one.name for one in skill.criteria)


def use(folder: Path) -> Campus:
    """Let this process, and those that it starts, give the course as a folder says; nothing was read before."""
    os.environ[FOLDER] = str(folder.resolve())
    campus.cache_clear()
    return campus()


def check(folder: Path) -> tuple[list[Problem], list[Problem]]:
    """Return what has to be put right in a folder, and what is only to be looked at.

    Everything is loaded as the course loads it, so that nothing is found later than here.
    """
    found = use(folder)
    vignettes(), skills(), crisis_lines(), [questions(entry.number) for entry in notebooks()]
    stops, notes = found.problems, []
    for table, rows in found.tables.items():
        for row in rows:
            if table == "crisis_lines" and (date.today() - row.values["checked_on"]).days > _A_YEAR:
                says = _(
                    "{day} is more than twelve months ago. Call, and enter the new date.",
                    day=row.values["checked_on"],
                )
                stops.append(Problem(row.file, row.number, "checked_on", says))
            for column, text in row.values.items():
                if isinstance(text, str):
                    for kind, says in _words(text, calm=table not in _ABOUT_PEOPLE):
                        told = Problem(row.file, row.number, column, says)
                        (stops if kind == "method" else notes).append(told)
    for row in found.tables["questions"]:
        if row.values["notebook"] not in notebooks.ids:
            says = _(
                "Notebook {number} is left out, so nobody will be asked this question.", number=row.values["notebook"]
            )
            notes.append(Problem(row.file, row.number, "notebook", says))
    return sorted(stops), sorted(notes)


@cache
def _lists() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    rows = read_rows("campus/danger_words.csv")
    return tuple((row["kind"], re.compile(rf"(?i)\b(?:{row['words']})\b"), row["says"]) for row in rows)


def _words(text: str, calm: bool) -> Iterator[tuple[str, str]]:
    """Yield the kind of what is to be looked at in a text, and the sentence on it."""
    for kind, pattern, says in _lists():
        if there := pattern.search(text):
            yield kind, f"“{there[0]}”. {says}"
    for one in concerns(text) if calm else ():
        told = {"words": one.words, "kind": one.name, "who": one.bring_in}
        yield "concern", _("“{words}” ({kind}). Say right there who should be brought in: {who}", **told)


def report(folder: Path) -> tuple[bool, list[str]]:
    """Return whether a folder can be used, and what to say about it."""
    stops, notes = check(folder)
    found = campus()
    said = [_n("{n} problem has to be fixed:", "{n} problems have to be fixed:", len(stops))] if stops else []
    said += map(str, stops)
    said += [_("Please review:"), *map(str, notes)] if notes else []
    counts = ", ".join(f"{name} {len(rows)}" for name, rows in found.tables.items() if rows)
    said.append(_("{name}: {counts}.", name=found.name, counts=counts or _("no entries of its own")))
    if not stops:
        said.append(_("Everything is ready to use. Open it with: {command}", command=typed(f"lab --campus {folder}")))
    return not stops, said
