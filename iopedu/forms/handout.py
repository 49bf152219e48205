"""Write the one-page hand-out of a notebook."""

from __future__ import annotations

from iopedu.course.outline import Notebook
from iopedu.course.storage import StorageProblem
from iopedu.course.workbook import Workbook
from iopedu.forms.base import Form, button, row, words
from iopedu.show.handout import handout

__all__ = ["HandOut"]


class HandOut(Form[Notebook]):
    """A button that writes the notebook's hand-out beside it.

    Parameters
    ----------
    work : Workbook
        Tells which notebook this is, and where it lies.
    """

    def __init__(self, work: Workbook) -> None:
        self._work = work
        self.write = button("Write the hand-out", self._write, primary=True)
        super().__init__("A page to print", work.notebook, [words(f"<p>{self._what(work.notebook)}</p>"), row(self.write)])

    @staticmethod
    def _what(notebook: Notebook) -> str:
        return f"The hand-out of “{notebook.title}”: the main table, questions for a visit, room for notes, and sources."

    def _write(self) -> None:
        number = self.record.number
        try:
            self.say(self._work.write_beside(f"iopedu-handout-{number}.html", handout(number)))
        except StorageProblem as problem:
            self.say(str(problem), warn=True)

    def describe(self) -> str:
        return self._what(self.record)

    def twin(self, record: Notebook) -> str:
        return f"<p>{self._what(record)} Run this notebook to write it.</p>"
