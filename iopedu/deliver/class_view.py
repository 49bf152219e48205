"""A class on one page: what learners handed on, counted question by question and without names."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from iopedu.care.classroom import Classroom, Submission
from iopedu.course import storage
from iopedu.course.export import page
from iopedu.course.language import _, _n
from iopedu.deliver.handed_in import Reader, by_person
from iopedu.show.care.cohort import class_changes, class_missed, class_tables, class_transfer
from iopedu.show.care.placement import class_room
from iopedu.show.svg import folded, framed
from iopedu.teaching.results import FEW, SMALL, Chosen, ClassResults, Results

FILE = "class-view.html"
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
    read, people : int
        How many files were read, and how many learners they come from.
    problems : tuple of str
        Sentences on what was not read. They name files, so they belong on the screen of the teacher and not on the
        page.
    """

    results: ClassResults = field(default_factory=ClassResults)
    placements: Classroom = field(default_factory=Classroom)
    read: int = 0
    people: int = 0
    problems: tuple[str, ...] = ()

    def describe(self) -> str:
        """Return in words what was read."""
        said = (
            [_n("The files come from {n} learner.", "The files come from {n} learners.", self.people)]
            if self.read
            else []
        )
        said += [self.results.describe()] if self.results.handed or not self.placements.handed else []
        said += [self.placements.describe()] if self.placements.handed else []
        return "\n".join(said)


def read_folder(place: Path) -> ClassFolder:
    """Read the files of a class from a folder and the folders and zip files in it, or from a zip file.

    Each person counts once, with the answers of all files; of two answers to one question the later one stays.

    Raises
    ------
    ValueError
        When there is no such folder.
    """
    if not place.exists():
        raise ValueError(_("There is no folder named {folder}.", folder=place))
    reader = Reader(FILE)
    files = list(reader.read(place))
    people = by_person(files)
    results, placements = [], []
    for own in people:
        chosen: dict[str, Chosen] = {}
        placed: dict[str, str] = {}
        for file in own:
            if isinstance(file.holds, Results):
                chosen |= {name: {**chosen.get(name, {}), **each} for name, each in file.holds.chosen.items()}
            else:
                placed |= file.holds.placed
        results += [Results(chosen)] if chosen else []
        placements += [Submission(placed)] if placed else []
    found = ClassResults(tuple(results)), Classroom(tuple(placements))
    return ClassFolder(*found, len(files), len(people), reader.passed_over)


def class_page(found: ClassFolder) -> str:
    """Return the class as one self-contained page, without names of learners or of their files."""
    parts = [_LOOK]
    if found.results.handed or not found.placements.handed:
        parts.append(f"<p>{escape(found.results.describe())}</p>")
    if found.results.most_missed:
        parts.append(class_missed(found.results).html(True))
    if found.placements.handed:
        parts.append(class_room(found.placements))
        parts += [f"<p>{escape(SMALL)}</p>"] if not found.results.handed and found.people < FEW else []
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
    path = out or (folder if folder.is_dir() else folder.parent) / FILE
    if path.exists() and _MADE_HERE not in path.read_text(encoding="utf-8", errors="replace"):
        raise ValueError(_("{file} was not created by this command, so it was left unchanged.", file=path))
    storage.write(path, class_page(found))  # for its owner only: in a small class it may say who answered what
    said = [_n("{n} file read.", "{n} files read.", found.read), *found.problems, *found.describe().split("\n")]
    return path, [*said, _("Written to {file}. Open it in a browser.", file=path.resolve())]
