"""Compare two to four levels of care, side by side."""

from __future__ import annotations

import ipywidgets as widgets

from iopedu.care.levels import Comparison
from iopedu.course.language import _
from iopedu.course.workbook import Workbook
from iopedu.forms.described import Described
from iopedu.forms.parts import group, row
from iopedu.show.care.levels import comparison


class Comparer(Described[Comparison]):
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
    >>> form.fields["levels"]["outpatient"].value = True
    >>> form.record
    Partial hospitalization, Intensive outpatient program and Standard outpatient: Time and place (both fields)
    """

    KEY = "comparer"
    RECORD = Comparison
    TITLE = _("Compare levels of care")
    ASK = _("Which levels did you compare, and in what?")

    def __init__(self, record: Comparison | None = None, keep: Workbook | None = None) -> None:
        super().__init__(keep, record)

    def body(self) -> list[widgets.Widget]:
        choose = group(_("Levels (two to four)"), *self.fields["levels"].values(), look="columns")
        return [choose, row(self.fields["view"], self.fields["field"])]

    def _changed(self) -> None:
        if self.try_record(self.made):
            self.say(_("Now showing {comparison}.", comparison=self.record.describe()))

    def draw(self, record: Comparison) -> str:
        return comparison(record)._repr_html_()

    def describe(self) -> str:
        """Return the choice and everything that the table says."""
        return f"{self.record.describe()}\n{comparison(self.record)!r}"

    def twin(self, record: Comparison) -> str:
        return comparison(record).html()

    def twin_text(self, record: Comparison) -> str:
        return repr(comparison(record))

    def _keep(self) -> None:
        if self.keep is not None:
            self.keep.put(self.key, self.question(), self.to_json(), self.record.describe())
