"""Get ready for a hard moment that is coming."""

from __future__ import annotations

from html import escape
from typing import ClassVar

import ipywidgets as widgets

from iopedu.course.language import _
from iopedu.dbt.cope_ahead import NOT_FOR, CopeAhead
from iopedu.forms.described import Described
from iopedu.forms.parts import words
from iopedu.show.dbt.regulate import cope_view


class CopeAheadForm(Described[CopeAhead]):
    """The situation, what will be felt, the skills in detail, the rehearsal, and rest.

    Parameters
    ----------
    keep : Workbook, optional
        Where the plan is kept.
    record : CopeAhead, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = CopeAheadForm()
    >>> form.fields["skill"].value, form.fields["strength"].value = "tipp", "40"
    >>> [asked.rule.id for asked in form.record.questions()]
    ['tipp_too_low', 'tipp_cleared']
    """

    KEY = "cope_ahead"

    RECORD = CopeAhead
    TITLE = _("Cope ahead")
    ASK = _("What is coming, what will it stir up, and what is the plan?")
    GROUPS: ClassVar = {
        _("1. What is coming"): ("situation", "emotion", "strength", "urge"),
        _("2. The plan"): ("skill", "plan", "harder"),
        _("3. Rehearse, then rest"): ("rehearse", "relax"),
    }

    def body(self) -> list[widgets.Widget]:
        return [words(escape(NOT_FOR)), *super().body()]

    def draw(self, record: CopeAhead) -> str:
        return cope_view(record)

    def told(self, record: CopeAhead) -> str:
        return cope_view(record, whole=True)
