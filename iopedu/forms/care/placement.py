"""The placement worksheet as a form: danger and red flags first, then six axes, then wish, access and override."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets as widgets

from iopedu.care.axes import TEACHING
from iopedu.care.placement import Worksheet
from iopedu.course.fields import Ask
from iopedu.course.language import _
from iopedu.forms.described import Control, Described, asked
from iopedu.forms.parts import button, group, row, words
from iopedu.show.care.placement import placement_view


class PlacementWorksheet(Described[Worksheet]):
    """Ratings in words; the range of levels, its reasons and what would change it follow.

    Parameters
    ----------
    keep : Workbook, optional
        Where the worksheet is kept.
    record : Worksheet, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = PlacementWorksheet()
    >>> form.fields["danger"].value = "yes"
    >>> form.record
    Worksheet: emergency route first, no level now
    """

    KEY = "worksheet"
    RECORD = Worksheet
    TITLE = _("Placement worksheet")
    ASK = _("Which level of care, and why?")

    def control(self, name: str, ask: Ask) -> Control:
        if name not in ("danger", "medical"):
            return super().control(name, ask)
        return widgets.RadioButtons(options=[(said, key) for key, said in ask.names.items()], value=None)

    def body(self) -> list[widgets.Widget]:
        danger, medical, flags, ratings, settles, wish, out_of_reach, missing, override, reason = self.fields.values()
        self.rated = widgets.VBox(
            [
                group(_("Six axes, in words"), *ratings.values(), look="below"),
                group(_("Choose within the range"), settles, wish, look="stack"),
                group(_("Which levels cannot be reached in time?"), *out_of_reach.values(), look="columns"),
                missing,
                group(_("Against the suggestion, only with a reason"), override, reason, look="stack"),
            ]
        )
        seen = group(_("Tick what is there"), *flags.values(), look="columns")
        self.asked = group(Worksheet.asks()["medical"].ask, medical, seen, look="stack")
        self.clear = button(_("Start over"), self._start_over)
        first = group(Worksheet.asks()["danger"].ask, danger, look="stack")
        note = words(f"<p>{escape(TEACHING)}. {_('Not for decisions about real people.')}</p>")
        return [note, first, self.asked, self.rated, row(self.clear)]

    def values(self) -> dict[str, Any]:
        found = super().values()
        # Nothing that is half typed further down may keep what comes first from being taken.
        before = {name: found[name] for name in ("danger", "medical", "flags", "ratings")}
        return before if Worksheet(**before).first or found["danger"] is None else found

    def _changed(self) -> None:
        super()._changed()
        if self.record.stop and "iop-warn" not in self.status.value:
            self.say(self.record.stop, warn=True)

    def _start_over(self) -> None:
        self.record = Worksheet()
        self.say(_("Empty again. Begin with the first question."))

    def _show(self) -> None:
        super()._show()
        self.asked.layout.display = "" if self.record.danger == "no" else "none"
        nothing = self.record.danger == self.record.medical == "no" and not self.record.first
        self.rated.layout.display = "" if nothing else "none"
        self.fields["settles"].layout.display = "" if self.record.asks_settling else "none"

    def draw(self, record: Worksheet) -> str:
        return placement_view(record)

    def asks_for(self) -> list[str]:
        asks = Worksheet.asks()
        return [f"{TEACHING}.", *asked([asks["danger"], asks["medical"], asks["ratings"]])]
