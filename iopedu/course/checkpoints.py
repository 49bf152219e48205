"""How far a learner has come: tasks with an answer, in one notebook and in all."""

from __future__ import annotations

from dataclasses import dataclass

from iopedu.course.document import Section
from iopedu.course.language import _n
from iopedu.course.outline import Notebook, notebooks
from iopedu.course.workbook import Workbook


@dataclass(frozen=True)
class Progress:
    """How many tasks of one notebook have an answer."""

    notebook: Notebook
    done: int

    @property
    def percent(self) -> int:
        """Share of tasks done; 100 only when all are."""
        return 100 * self.done // len(self.notebook.tasks)

    def __repr__(self) -> str:
        return _n(
            "{number} {title}: {done} of {n} task, {percent}%",
            "{number} {title}: {done} of {n} tasks, {percent}%",
            len(self.notebook.tasks),
            number=self.notebook.number,
            title=", ".join(filter(None, (self.notebook.title, self.notebook.when))),
            done=self.done,
            percent=self.percent,
        )


def progress(work: Workbook) -> tuple[Progress, ...]:
    """Return the progress in every notebook, from the saved file and this notebook's memory.

    Raises
    ------
    StorageProblem
        When the file cannot be read.
    """
    sections = work.everything().sections
    return tuple(
        Progress(entry, sum(_is_done(sections.get(entry.number, Section()), task) for task in entry.tasks))
        for entry in notebooks()
    )


def _is_done(section: Section, task: str) -> bool:
    answer = section.answers.get(task)
    return answer is not None and answer.done


def in_all(found: tuple[Progress, ...]) -> tuple[int, int, int]:
    """Return tasks done, tasks in all, and percent of several notebooks; 100 percent only when all are done.

    Examples
    --------
    >>> in_all(progress(Workbook("00")))[0]
    0
    """
    done, total = sum(entry.done for entry in found), sum(len(entry.notebook.tasks) for entry in found)
    return done, total, 100 * done // total
