"""How far a learner has come in every notebook."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from iopedu.course.checkpoints import Progress, in_all, progress
from iopedu.course.document import StorageProblem
from iopedu.course.language import _
from iopedu.course.workbook import Workbook
from iopedu.forms.base import Form
from iopedu.forms.parts import button, row
from iopedu.show.course.tables import course_map


class YourProgress(Form[Workbook]):
    """A page with the tasks done in each notebook, from the saved file.

    Parameters
    ----------
    work : Workbook
    """

    def __init__(self, work: Workbook) -> None:
        self.bars = widgets.HTML()
        self.again = button(_("Look again"), self._look, primary=True)
        super().__init__(_("Your progress"), work, [self.bars, row(self.again)])

    def _show(self) -> None:
        try:
            found = progress(self.record)
            done, total, percent = in_all(found)
            values = {"done": done, "total": total, "percent": percent}
            course = _("The whole course: {done} of {total} tasks ({percent} %)", **values)
            self.bars.value = f"<p>{escape(course)}</p>{_meter(percent)}<ul>{''.join(map(_bar, found))}</ul>"
        except StorageProblem as problem:
            self.say(str(problem), warn=True)

    def _look(self) -> None:
        self.say()
        self._show()
        if not self.status.value:
            self.say(_("Counted again, with the answers in all notebooks of this folder."))

    def describe(self) -> str:
        try:
            return "\n".join(map(repr, progress(self.record)))
        except StorageProblem as problem:
            return str(problem)

    def twin(self, record: Workbook) -> str:
        return course_map().html()

    def twin_text(self, record: Workbook) -> str:
        return repr(course_map())


def _bar(entry: Progress) -> str:
    return f"<li>{escape(repr(entry))}{_meter(entry.percent)}</li>"


def _meter(percent: int) -> str:
    return f'<div class="iop-meter" aria-hidden="true"><div style="width:{percent}%"></div></div>'
