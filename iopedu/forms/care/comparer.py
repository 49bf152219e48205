"""Compare two to four levels of care, side by side."""

from __future__ import annotations

import ipywidgets as widgets

from iopedu.care.levels import VIEW_NAMES, VIEWS, Comparison, levels
from iopedu.course.facts import FIELDS
from iopedu.course.language import _
from iopedu.course.workbook import Workbook
from iopedu.forms.base import Form
from iopedu.forms.parts import group, row
from iopedu.show.care.levels import comparison

FIELD_NAMES = {
    "both": _("Both, set apart"),
    "mental_health": _("Mental health only"),
    "substance_use": _("Substance use only"),
}


class Comparer(Form[Comparison]):
    """Choose levels, a view and a field; the table follows.

    Parameters
    ----------
    record : Comparison
        What is shown first.
    keep : Workbook, optional
        Where the choice is kept.

    Examples
    --------
    >>> form = Comparer()
    >>> form.boxes["outpatient"].value = True
    >>> form.record
    Partial hospitalization, Intensive outpatient program and Standard outpatient: Time and place (both fields)
    """

    KEY = "comparer"

    def __init__(self, record: Comparison | None = None, keep: Workbook | None = None) -> None:
        self.boxes = {entry.id: widgets.Checkbox(description=entry.label, indent=False) for entry in levels()}
        self.view = widgets.Dropdown(options=[(VIEW_NAMES[name], name) for name in VIEWS], description=_("Compare"))
        self.field = widgets.Dropdown(
            options=[(FIELD_NAMES[name], name) for name in FIELD_NAMES], description=_("Facts from")
        )
        self.table = widgets.HTML()
        choose = group(_("Levels (two to four)"), *self.boxes.values(), look="columns")
        body = [choose, row(self.view, self.field), self.table]
        title = _("Compare levels of care") if keep is not None else _("Compare levels of care: a worked example")
        super().__init__(title, record or Comparison(("php", "iop")), body, keep=keep)
        self.observe_controls([*self.boxes.values(), self.view, self.field], self._changed)

    def _changed(self) -> None:
        def chosen() -> Comparison:
            ticked = tuple(name for name, box in self.boxes.items() if box.value)
            return Comparison(ticked, self.view.value, self.field.value)

        if self.try_record(chosen):
            self.say(_("Now showing {comparison}.", comparison=self.record.describe()))

    def _show(self) -> None:
        for name, box in self.boxes.items():
            box.value = name in self.record.levels
        self.view.value, self.field.value = self.record.view, self.record.field
        self.table.value = comparison(self.record)._repr_html_()

    def describe(self) -> str:
        """Return the choice and everything that the table says."""
        return f"{self.record.describe()}\n{comparison(self.record)!r}"

    def question(self) -> str:
        return _("Which levels did you compare, and in what?")

    def twin(self, record: Comparison) -> str:
        return comparison(record).html()

    def twin_text(self, record: Comparison) -> str:
        return repr(comparison(record))

    def _keep(self) -> None:
        if self.keep is not None:
            self.keep.put(self.key, self.question(), self.to_json(), self.record.describe())


assert set(FIELD_NAMES) == set(FIELDS)
