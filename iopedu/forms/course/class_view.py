"""For an educator: several learners' placements, looked at together."""

from html import escape

import ipywidgets as widgets

from iopedu.care.classroom import Classroom, read_submission
from iopedu.care.gates import TEACHING
from iopedu.course.files import options
from iopedu.course.language import _, _n
from iopedu.forms.base import Form
from iopedu.forms.parts import button, row, upload, words
from iopedu.show.care.placement import class_placements, class_room
from iopedu.show.svg import framed

_WHAT = f"{TEACHING}. {options('class_view.says')['what']}"


class ClassView(Form[Classroom]):
    """Load several learners' files; a picture, a table and a sentence show where they differ.

    Parameters
    ----------
    record : Classroom, optional
        For a worked example: the class that it shows.

    Examples
    --------
    >>> len(ClassView().record.handed)
    0
    """

    def __init__(self, record: Classroom | None = None) -> None:
        self.upload = upload(_("Choose files with placements"), ".json", self._uploaded, multiple=True)
        self.clear = button(_("Remove all"), self._clear)
        self.view = widgets.HTML()
        title = _("Class view") if record is None else _("Class view: a worked example")
        body = [words(f"<p>{escape(_WHAT)}</p>"), row(self.upload, self.clear)]
        super().__init__(title, record or Classroom(), body, after=[self.view])

    def _show(self) -> None:
        found = self.record
        self.view.value = framed(class_room(found)) if found.handed else f"<p>{escape(found.describe())}</p>"

    def _clear(self) -> None:
        self.record = Classroom()
        self.say(_("All placements have been removed from this form. The files themselves are unchanged."))

    def _uploaded(self, files: list[tuple[str, bytes]]) -> None:
        found, read, lines = self.record, 0, []
        for name, content in files:
            try:
                more = read_submission(content)
                again = found.has(more.label)
                found = found.add(more)
            except ValueError as problem:
                lines.append(_("{file} was not read. {problem}", file=name, problem=problem))
                continue
            read += 1
            if again:
                lines.append(_("Number {number} appeared twice; the later file counts.", number=more.label))
        self.record = found
        self.say(_n("{n} file read.", "{n} files read.", read), *lines, self.record.describe(), warn=bool(lines))

    def twin(self, record: Classroom) -> str:
        return class_room(record) if record.handed else f"<p>{escape(_WHAT)}</p>"

    def twin_text(self, record: Classroom) -> str:
        return repr(class_placements(record)) if record.handed else _WHAT
