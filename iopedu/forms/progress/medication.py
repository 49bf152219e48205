"""Let people leave between the steps of a medication course, and watch the sum."""

from __future__ import annotations

import ipywidgets as widgets

from iopedu.course.language import _
from iopedu.course.workbook import Workbook
from iopedu.forms.dial import Dial
from iopedu.forms.rows import Typed, in_columns
from iopedu.progress.medication import Steps
from iopedu.show.progress.medication import steps_table, steps_view


class StepsExplorer(Typed[Steps]):
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
    >>> for dial in form.dials.values():
    ...     dial.value = 0
    >>> form.record
    Leaving 0, 0, 0 in 100: 67.1 percent in remission
    """

    KEY = "steps"

    def __init__(self, keep: Workbook | None = None, record: Steps | None = None) -> None:
        self.dials = {name: Dial(label=label, unit=_("in 100")) for name, label in Steps.LABELS.items()}
        self.view = widgets.HTML()
        title = _("Who is left to be counted") if keep is not None else _("Who is left to be counted: a worked example")
        super().__init__(title, record or Steps(), [in_columns(*self.dials.values()), self.view], keep=keep)
        self.observe_controls(self.dials.values(), self._changed)

    def made(self) -> Steps:
        return Steps(**{name: dial.whole for name, dial in self.dials.items()})

    def _show(self) -> None:
        for name, dial in self.dials.items():
            dial.value = getattr(self.record, name)
        self.view.value = steps_view(self.record)

    def question(self) -> str:
        return _("How many are in remission when people leave between the steps?")

    def twin(self, record: Steps) -> str:
        if record == Steps():
            return f"<p>{_('Run this notebook to let people leave.')}</p>{steps_view(record)}"
        return steps_view(record)

    def twin_text(self, record: Steps) -> str:
        return f"{record.describe()}\n{steps_table(record)!r}"
