"""Open a database that was downloaded, choose some of its rows, and pool them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import ipywidgets as widgets

from iopedu.course.language import _
from iopedu.evidence.effects import MEASURES
from iopedu.evidence.metapsy import CHOICES
from iopedu.evidence.pooling import METHODS
from iopedu.evidence.workbench import RHO, SIDES, Opened
from iopedu.forms.base import Form
from iopedu.forms.parts import button, group, row, words
from iopedu.forms.rows import in_pairs, line
from iopedu.show.evidence.workbench import databases, opened_view


class DatabaseExplorer(Form[Opened]):
    """Choose a file of the Metapsy project, then its rows; the mean, a forest plot and a funnel plot follow.

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
        self.upload = widgets.FileUpload(accept=".csv,.tsv,.txt", multiple=False, description=_("Choose a database"))
        self.clear = button(_("Close it"), self._close)
        measures = {name: title for name, (title, _zero) in MEASURES.items()}
        methods = {name: title for name, (title, _what) in METHODS.items()}
        self.measure, self.method = _dropdown(_("Measure"), measures), _dropdown(_("Method"), methods)
        self.side = _dropdown(_("A value above “no difference” is in favor of"), SIDES)
        self.rho = line(RHO.label, _("from 0 to 1"))
        self.choices = {name: _dropdown(title, {"": ""}) for name, (title, _columns) in CHOICES.items()}
        self.rows = group(_("Which rows"), in_pairs(*self.choices.values()), look="stack")
        how = group(
            _("How they are read and pooled"), in_pairs(self.measure, self.side, self.method, self.rho), look="stack"
        )
        self.view = widgets.HTML()
        told = words(f"<p>{_('The file is read on this computer and sent nowhere. It is not kept.')}</p>")
        body = [told, row(self.upload, self.clear), self.rows, how]
        super().__init__(_("Database explorer"), record or Opened(), body, after=[self.view])
        self.upload.observe(self._uploaded, "value")
        self.observe_controls([self.measure], lambda: self._look(self._measured))
        self.observe_controls(
            self.choices.values(), lambda: self._look(lambda: replace(self.record, chosen=self._chosen()))
        )
        self.observe_controls([self.side, self.method, self.rho], self._pooled)

    def _how(self) -> dict[str, Any]:
        return {"side": self.side.value, "method": self.method.value, "rho": RHO.read(self.rho.value)}

    def _chosen(self) -> dict[str, str]:
        return {name: control.value for name, control in self.choices.items() if control.value}

    def _measured(self) -> Opened:
        """Return another measure: other rows have it, and its signs are settled anew."""
        other = replace(self.record, measure=self.measure.value, chosen={}, side="")
        return other.first() if other.ready else other

    def _look(self, make: Callable[[], Opened]) -> None:
        if not self.try_record(make):
            with self.quietly():
                self._show()
        elif self.record.ready:
            self._tell()

    def _pooled(self) -> None:
        """Take how rows are pooled; a number that cannot be read stays in its box."""
        if self.try_record(lambda: replace(self.record, **self._how())) and self.record.ready:
            self._tell()

    def _tell(self) -> None:
        record = self.record
        found = f"{record!r}. {record.result().conclusion}" if len(record.effects) > 1 else record.said()
        self.say(_("{file} is open.", file=record.file), found)

    def _uploaded(self, _change: Any) -> None:
        if not self.upload.value:
            return
        file = self.upload.value[0]
        self.upload.value = ()  # so that the same file can be chosen again
        method, self.record = self.method.value, Opened()  # nothing of another file stays beside a refusal
        try:
            self.record = Opened.of(file["name"], bytes(file["content"]), method=method)
        except ValueError as problem:
            self.say(f"{file['name']}: {problem}", warn=True)
        else:
            self._tell()

    def _close(self) -> None:
        self.record = Opened()
        self.say(_("The database is closed. The file stays as it is."))

    def _show(self) -> None:
        record = self.record
        self.measure.value, self.method.value, self.side.value = record.measure, record.method, record.side
        self.rho.value = f"{record.rho:g}"
        self.rows.layout.display = "" if record.ready else "none"
        for name, control in self.choices.items():
            options = record.options(name) if record.ready else {"": ""}
            control.options = [(title, code) for code, title in options.items()]
            control.value = record.chosen.get(name, "")
            control.layout.display = "" if len(options) > 2 or control.value else "none"
        self.view.value = opened_view(record)

    def describe(self) -> str:
        return repr(self.record)

    def twin(self, record: Opened) -> str:
        return opened_view(record)

    def twin_text(self, record: Opened) -> str:
        return record.describe() if record.ready else repr(databases())


def _dropdown(title: str, options: dict[str, str]) -> widgets.Dropdown:
    made = widgets.Dropdown(options=[(said, name) for name, said in options.items()], description=title)
    made.add_class("iop-wrap")
    return made
