"""Explain in your own words, then compare."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets as widgets

from iopedu.course.explain import Explanation, explanations
from iopedu.course.language import _
from iopedu.course.workbook import Workbook
from iopedu.forms.base import Form
from iopedu.forms.parts import FILL, button, group, row, words


class Explain(Form[Explanation]):
    """A free answer; after the attempt, the points of a good answer to tick off against one's own text.

    Parameters
    ----------
    name : str
        Name of the task in ``data/exercises``.
    keep : Workbook
        Tells which notebook this is, and keeps the answer.
    """

    def __init__(self, name: str, keep: Workbook) -> None:
        task = explanations(keep.notebook.number)[name]
        asked = task.asks()["text"]
        self.text = widgets.Textarea(description=asked.label, placeholder=asked.hint)
        self.compare = button(_("Keep it and compare"), self._attempt, primary=True)
        self.points = [widgets.Checkbox(description=point, indent=False) for point in task.points]
        self.checklist = group(_("A good answer mentions these. Which ones are in yours?"), *self.points, look="stack")
        body = [words(escape(task.ask)), self.text, row(self.compare), self.checklist]
        super().__init__(task.title, task, body, keep=keep, key=name)
        self.observe_controls(self.points, self._compare)

    def _show(self) -> None:
        self.text.value = self.record.text
        for at, box in enumerate(self.points):
            box.value = at in self.record.found
        self.checklist.layout.display = "" if self.record.attempted else "none"

    def _attempt(self) -> None:
        if self.try_record(lambda: self.record.attempt(self.text.value)):
            self.say(
                _("Kept. Now compare: tick what your answer already mentions. You can change your text at any time.")
            )

    def _compare(self) -> None:
        found = tuple(at for at, box in enumerate(self.points) if box.value)
        # The text may have been changed since the last comparison: what stands in the box is the answer.
        if self.try_record(lambda: self.record.attempt(self.text.value).compare(found)):
            many = {"found": len(found), "points": len(self.points)}
            self.say(self.whole(_("Your answer mentions {found} of {points} points.", **many)))

    def question(self) -> str:
        return self.record.ask

    def from_json(self, found: Any) -> Explanation:
        return self._blank.with_answer(found)

    def _keep(self) -> None:
        if self.record.attempted:
            self.keep.put(self.key, self.question(), self.to_json(), self.record.text)

    def twin(self, record: Explanation) -> str:
        return f"<p>{escape(record.ask)}</p><p>{FILL}</p>"
