"""Save, load, export and erase what a learner entered."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from iopedu.course.export import EXPORT_NAMES, EXPORTS
from iopedu.course.language import _
from iopedu.course.storage import StorageProblem
from iopedu.course.workbook import FILE, Workbook
from iopedu.forms.base import Form, button, group, row, words
from iopedu.forms.rows import line

__all__ = ["YourWork"]

WHAT = _(
    "Your answers are in the memory of this notebook only. Save writes them to the file {file} beside the notebook. "
    "Nothing is sent anywhere.",
    file=FILE,
)


class YourWork(Form[Workbook]):
    """The panel for a learner's own answers.

    Parameters
    ----------
    work : Workbook
    """

    def __init__(self, work: Workbook) -> None:
        self.save = button(_("Save"), lambda: self._do(work.save), primary=True)
        self.load = button(_("Load"), lambda: self._do(work.load))
        kinds = [(EXPORT_NAMES[kind], kind) for kind in EXPORTS]
        self.kind = widgets.Dropdown(options=kinds, description=_("Write a copy as"))
        self.export = button(_("Write it"), lambda: self._do(lambda: work.export(self.kind.value)))
        self.handout = button(_("Write the hand-out of this notebook"), lambda: self._do(self._write_handout))
        self.upload = widgets.FileUpload(accept=".json", multiple=False, description=_("Load a file from elsewhere"))
        self.label = line(_("Number for the class file"), _("Optional, no name"))
        self.hand_on = button(_("Write my quiz answers for the class"), self._hand_on)
        self.erase = button(_("Erase…"), lambda: self._ask(True))
        self.erase_here = button(_("Erase this notebook’s answers"), lambda: self._erase(work.erase))
        self.erase_all = button(_("Erase everything, also the files"), lambda: self._erase(work.erase_everything))
        self.cancel = button(_("Cancel"), lambda: self._ask(False))
        self.sure = group(
            _("What should be erased? This cannot be undone."), self.erase_here, self.erase_all, self.cancel
        )
        main = row(self.save, self.load, self.upload, self.erase)
        body = [words(f"<p>{WHAT}</p>"), main, self.sure, row(self.kind, self.export, self.handout)]
        body.append(group(_("For a class"), self.label, self.hand_on))
        super().__init__(_("Your work"), work, body)
        self._ask(False)
        self.upload.observe(self._uploaded, "value")
        work.when_unsaved(lambda: self.say(_("There are answers here that are not saved yet.")))

    def _do(self, act: Callable[[], str]) -> None:
        try:
            self.say(act())
        except StorageProblem as problem:
            self.say(str(problem), warn=True)

    # Hand-outs and results know every subject; they are loaded when somebody asks for them, not in every notebook.

    def _write_handout(self) -> str:
        from iopedu.show.handouts import handout

        number = self.record.notebook.number
        return self.record.write_beside(f"iopedu-handout-{number}.html", handout(number))

    def _hand_on(self) -> None:
        from iopedu.classes.results import Results

        number = self.label.value.strip()
        try:
            text = Results.of(self.record.everything(), number).export()
            said = self.record.write_beside(f"my-iopedu-work-results{f'-{number}' if number else ''}.json", text)
        except (ValueError, StorageProblem) as problem:
            self.say(str(problem), warn=True)
            return
        self.say(
            said,
            _(
                "It holds the options that you chose in the quizzes and practices you saved and in this notebook, "
                "and this number: no name, nothing that you wrote, no times."
            ),
        )

    def _ask(self, sure: bool) -> None:
        self.sure.layout.display = "" if sure else "none"
        self.say(_("Choose what to erase.") if sure else "")

    def _erase(self, act: Callable[[], str]) -> None:
        self._ask(False)
        self._do(act)

    def _uploaded(self, _change: object) -> None:
        for file in self.upload.value:
            self._do(lambda content=bytes(file["content"]): self.record.load(content))
        if self.upload.value:
            self.upload.value = ()  # so that the same file can be chosen again

    def describe(self) -> str:
        return WHAT

    def twin_text(self, record: Workbook) -> str:
        return WHAT

    def twin(self, record: Workbook) -> str:
        run = _("Run this notebook to save, load, print or erase them, and to write the hand-out.")
        return f"<p>{WHAT} {run}</p>"
