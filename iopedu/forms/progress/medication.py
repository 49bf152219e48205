"""Let people leave between the steps of a medication course, and watch the sum."""

from __future__ import annotations

import ipywidgets as widgets

from iopedu.course.language import _
from iopedu.forms.described import Described
from iopedu.forms.rows import in_columns
from iopedu.progress.medication import Steps
from iopedu.show.progress.medication import steps_table, steps_view


class StepsExplorer(Described[Steps]):
    """How many leave after each step; the share in remission follows the hand.

    Parameters
    ----------
    keep : Workbook, optional
        Where the values are kept.
    record : Steps, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = StepsExplorer()
    >>> for dial in form.fields.values():
    ...     dial.value = 0
    >>> form.record
    Leaving 0, 0, 0 in 100: 67.1 percent in remission
    """

    KEY = "steps"
    RECORD = Steps
    TITLE = _("Who is left to be counted")
    ASK = _("How many are in remission when people leave between the steps?")

    def body(self) -> list[widgets.Widget]:
        return [in_columns(*self.fields.values())]

    def draw(self, record: Steps) -> str:
        return steps_view(record)

    def twin(self, record: Steps) -> str:
        return super().twin(record) + (self.draw(record) if record.blank else "")

    def twin_text(self, record: Steps) -> str:
        return f"{super().twin_text(record)}\n{steps_table(record)!r}"
