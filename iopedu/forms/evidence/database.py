"""Open a database that was downloaded, and pool some of its rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import ipywidgets as widgets

from iopedu.course.language import _
from iopedu.evidence.metapsy import MOST, Opened
from iopedu.evidence.pooling import METHODS
from iopedu.forms.base import Form
from iopedu.forms.parts import button, row, words
from iopedu.show.evidence.forest import databases, opened_view

MEASURE = {"g": _("difference g"), "rr": _("risk ratio")}
BETTER = {"lower": _("lower: symptoms, relapse"), "higher": _("higher: response, recovery")}


class DatabaseExplorer(Form[Opened]):
    """Choose a file of the Metapsy project, then a measure and rows; the mean and a forest plot follow.

    Parameters
    ----------
    record : Opened, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> DatabaseExplorer().record
    No database is open.
    """

    def __init__(self, record: Opened | None = None) -> None:
        self.upload = widgets.FileUpload(accept=".csv,.txt", multiple=False, description=_("Choose a database"))
        self.clear = button(_("Close it"), self._close)
        self.measure = widgets.Dropdown(options=_turned(MEASURE), description=_("Measure"))
        self.better = widgets.Dropdown(options=_turned(BETTER), description=_("Better is"))
        self.rows = widgets.Dropdown(options=[("", "")], description=_("Rows"))
        methods = {name: title for name, (title, _what) in METHODS.items()}
        self.method = widgets.Dropdown(options=_turned(methods), description=_("Method"))
        self.view = widgets.HTML()
        told = words(f"<p>{_('The file is read on this computer and sent nowhere. It is not kept.')}</p>")
        body = [told, row(self.upload, self.clear), row(self.measure, self.better), row(self.rows, self.method)]
        super().__init__(_("Database explorer"), record or Opened(), body, after=[self.view])
        self.upload.observe(self._uploaded, "value")
        read = [self.measure, self.better]
        self.observe_controls(read, lambda: self._look(lambda: self._with(rows="")))
        self.observe_controls([self.rows, self.method], lambda: self._look(lambda: self._with(rows=self.rows.value)))

    def _with(self, **change: str) -> Opened:
        chosen = {"measure": self.measure.value, "better": self.better.value, "method": self.method.value}
        return replace(self.record, **chosen, **change)

    def _look(self, make: Callable[[], Opened]) -> None:
        if not self.try_record(make):
            with self.quietly():
                self._show()
        elif self.record.ready:
            self._tell()

    def _tell(self) -> None:
        try:
            self.say(_("{file} is open.", file=self.record.file), repr(self.record))
        except ValueError as problem:  # rows that cannot be pooled, such as a single study
            self.say(str(problem), warn=True)

    def _uploaded(self, _change: Any) -> None:
        if not self.upload.value:
            return
        file = self.upload.value[0]
        self.upload.value = ()  # so that the same file can be chosen again
        content = bytes(file["content"])
        text = content[: 4 * MOST + 1].decode("utf-8", "replace")
        if self.try_record(lambda: self._with(file=file["name"], text=text, rows="")):
            self._tell()

    def _close(self) -> None:
        self.record = Opened()
        self.say(_("The database is closed. The file stays as it is."))

    def _show(self) -> None:
        record = self.record
        self.measure.value, self.better.value, self.method.value = record.measure, record.better, record.method
        self.rows.options = (
            [(title, name) for name, title in record.about.parts.items()] if record.ready else [("", "")]
        )
        self.rows.value, self.rows.disabled = record.rows, not record.ready
        self.view.value = opened_view(record)

    def describe(self) -> str:
        return repr(self.record)

    def twin(self, record: Opened) -> str:
        return opened_view(record)

    def twin_text(self, record: Opened) -> str:
        return record.describe() if record.ready else repr(databases())


def _turned(named: dict[str, str]) -> list[tuple[str, str]]:
    return [(title, name) for name, title in named.items()]
