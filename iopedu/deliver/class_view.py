"""A class on one page: what learners handed on, counted question by question and without names."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from itertools import islice
from pathlib import Path

from iopedu.care.classroom import Classroom, read_submission
from iopedu.course import storage
from iopedu.course.document import MAX_BYTES
from iopedu.course.export import page
from iopedu.course.language import _, _n
from iopedu.course.submissions import MOST
from iopedu.show.care.class_agreement import class_room
from iopedu.show.care.cohort import class_changes, class_missed, class_tables, class_transfer
from iopedu.show.svg import folded, framed
from iopedu.teaching.results import ClassResults, read_results

FILE = "class-view.html"
#: So many files are looked at; a folder with more of them is not a class.
_MOST_FILES = 5 * MOST
#: What is folded away has its title on the fold, so there the caption of the table is only heard.
_LOOK = """<style>
.iop :is(th, td) { font-size: 1em } .iop .iop-fit { margin-top: 1rem } .iop summary { padding: .2rem 0 }
.iop details table.iop-t caption { position: absolute; clip-path: inset(50%) }
</style>"""
_MADE_HERE = "<!-- written by iopedu class -->"


@dataclass(frozen=True)
class ClassFolder:
    """What was read from the files of a class.

    Parameters
    ----------
    results : ClassResults
    placements : Classroom
    problems : tuple of str
        A sentence for each file that was not read. They name files, so they belong on the screen of the
        teacher and not on the page.
    """

    results: ClassResults = field(default_factory=ClassResults)
    placements: Classroom = field(default_factory=Classroom)
    problems: tuple[str, ...] = ()

    def add(self, content: bytes) -> ClassFolder:
        """Return it with the file of one more learner; raises ValueError when the file cannot be read."""
        if b"iopedu-placements" in content[:200]:
            return ClassFolder(self.results, self.placements.add(read_submission(content)), self.problems)
        return ClassFolder(self.results.add(read_results(content)), self.placements, self.problems)

    def describe(self) -> str:
        """Return in words what was read."""
        said = [self.results.describe()] if self.results.handed or not self.placements.handed else []
        said += [self.placements.describe()] if self.placements.handed else []
        return "\n".join(said)


def read_folder(folder: Path) -> ClassFolder:
    """Read the files of a class from a folder and the folders in it.

    Raises
    ------
    ValueError
        When there is no such folder.
    """
    if not folder.is_dir():
        raise ValueError(_("There is no folder {folder}.", folder=folder))
    found, problems = ClassFolder(), []
    files = (file for file in folder.rglob("*.json") if not _hidden(file.relative_to(folder)) and file.is_file())
    for file in sorted(islice(files, _MOST_FILES)):
        try:
            if file.stat().st_size > MAX_BYTES:
                raise ValueError(_("It is too large."))
            found = found.add(file.read_bytes())
        except (ValueError, OSError) as problem:
            name = file.relative_to(folder)
            problems.append(_("{file} was not read. {problem}", file=name, problem=problem))
    return ClassFolder(found.results, found.placements, tuple(problems))


def _hidden(file: Path) -> bool:
    return any(part.startswith(".") for part in file.parts)


def class_page(found: ClassFolder) -> str:
    """Return the class as one self-contained page, without names of learners or of their files."""
    parts = [_LOOK]
    if found.results.handed or not found.placements.handed:
        parts.append(f"<p>{escape(found.results.describe())}</p>")
    if found.results.most_missed:
        parts.append(class_missed(found.results).html(True))
    if found.placements.handed:
        parts.append(class_room(found.placements))
    if found.results.handed:
        parts.append(f"<h2>{escape(_('Question by question'))}</h2>")
    if found.results.changes:
        changes = class_changes(found.results)
        parts.append(folded(escape(changes.caption), changes.html(True)))
    if any(found.results.transfer.values()):
        parts.append(class_transfer(found.results).html(True))
    for much, table in class_tables(found.results):
        title = f"{escape(table.caption)} <small>{escape(much)}</small>"
        parts.append(folded(title, table.html(True)))
    return page(_("Class view"), _MADE_HERE + framed("\n".join(parts)))


def write_class_view(folder: Path, out: Path | None = None) -> tuple[Path, list[str]]:
    """Read a folder, write the page, and return its path and what to say.

    Raises
    ------
    ValueError
        When the folder is missing, or a file that this command did not write stands in the way.
    StorageProblem
        When the page cannot be written.
    """
    found = read_folder(folder)
    path = out or folder / FILE
    if path.exists() and _MADE_HERE not in path.read_text(encoding="utf-8", errors="replace"):
        raise ValueError(_("{file} was not written by this command, so it stays as it is.", file=path))
    storage.write(path, class_page(found))  # for its owner only: in a small class it may say who answered what
    read = len(found.results.handed) + len(found.placements.handed)
    said = [_n("{n} file read.", "{n} files read.", read), *found.problems, *found.describe().split("\n")]
    return path, [*said, _("Written to {file}. Open it in a browser.", file=path.resolve())]
