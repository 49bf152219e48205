"""Write the agreements of a group."""

from __future__ import annotations

from dataclasses import replace

import ipywidgets as widgets

from iopedu.care.agreements import GroupAgreements
from iopedu.course.fields import Ask
from iopedu.course.language import _
from iopedu.forms.described import Control, Described, asked, control
from iopedu.forms.rows import in_pairs
from iopedu.show.care.group import agreements_view


class AgreementsForm(Described[GroupAgreements]):
    """Words for each area that a group may agree on; rules that are shown in full ask about them.

    Parameters
    ----------
    keep : Workbook, optional
        Where the agreements are kept.
    record : GroupAgreements, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = AgreementsForm()
    >>> form.fields["agreed"]["part"].value = "One may pass, and need not say why."
    >>> form.record.written
    1
    """

    KEY = "agreements"
    RECORD = GroupAgreements
    TITLE = _("Group agreements")
    ASK = _("What did the group agree on, in its own words?")

    def control(self, name: str, ask: Ask) -> Control:
        if name == "group":
            return super().control(name, ask)
        return {area: control(replace(one, label=asked([one])[0])) for area, one in ask.asks.items()}

    def body(self) -> list[widgets.Widget]:
        return [self.fields["group"], in_pairs(*self.fields["agreed"].values())]

    def draw(self, record: GroupAgreements) -> str:
        return agreements_view(record)
