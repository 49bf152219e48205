"""Plan ABC PLEASE for a week."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import ipywidgets as widgets

from iopedu.course.language import _
from iopedu.course.workbook import Workbook
from iopedu.dbt.abc_please import CARE, DAYS, AbcPlease
from iopedu.forms.described import Described, control, read
from iopedu.forms.parts import group, words
from iopedu.forms.rows import Fields
from iopedu.show.dbt.regulate import abc_view


class AbcPleaseForm(Described[AbcPlease]):
    """Words for A, B and C; and five questions about the day that is chosen.

    Parameters
    ----------
    keep : Workbook, optional
        Where the plan is kept.
    record : AbcPlease, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = AbcPleaseForm()
    >>> form.day.value = 2
    >>> form.care["sleep"].value = False
    >>> form.record.summary("sleep")
    'Sleep: yes on 0 of 1 answered day; 6 days not answered.'
    """

    KEY = "abc_please"

    RECORD = AbcPlease
    TITLE = _("ABC PLEASE")
    ASK = _("What keeps this week steadier, and how did the days go?")
    GROUPS = AbcPlease.LETTERS
    FIELDS = AbcPlease.PLANNED

    def __init__(self, keep: Workbook | None = None, record: AbcPlease | None = None) -> None:
        super().__init__(keep, record)
        self.observe_controls(self.care.values(), self._changed)
        self.observe_controls([self.day], self._turn)

    def body(self) -> list[widgets.Widget]:
        asks = AbcPlease.asks()
        self.day = widgets.Dropdown(options=[(day, at) for at, day in enumerate(DAYS, 1)], description=_("Day"))
        self.care: Fields = {name: control(asks[name].of) for name in CARE}
        asked = [part for name, box in self.care.items() for part in (words(escape(asks[name].ask), "iop-ask"), box)]
        return [*super().body(), group(_("PLEASE: one day at a time"), self.day, *asked, look="stack")]

    def _turn(self) -> None:
        """Show the answers of the day that is chosen; nothing is answered by looking."""
        with self.quietly():
            self._write_day()
        self.say(_("{day} is shown now.", day=DAYS[self.day.value - 1]))

    def _write_day(self) -> None:
        for name, answer in self.record.on(self.day.value).items():
            self.care[name].value = "" if answer is None else answer

    def made(self) -> AbcPlease:
        asks = AbcPlease.asks()
        chosen = {name: read(asks[name].of, box) for name, box in self.care.items()}
        return replace(self.record, **self.values()).answer(self.day.value, **chosen)

    def fill(self) -> None:
        super().fill()
        self._write_day()

    def draw(self, record: AbcPlease) -> str:
        return abc_view(record)

    def told(self, record: AbcPlease) -> str:
        return abc_view(record, whole=True)
