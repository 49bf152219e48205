"""Build a graded hierarchy; plan a behavioral experiment and enter its result."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from iopedu.cbt.experiment import Experiment
from iopedu.cbt.exposure import PRECONDITION, Hierarchy
from iopedu.course.language import _
from iopedu.forms.described import Described, DescribedRows
from iopedu.forms.parts import group, words
from iopedu.show.cbt.action import experiment_view, hierarchy_table, hierarchy_view


class HierarchyBuilder(DescribedRows[Hierarchy]):
    """Steps with expected and actual distress; the picture puts them in order and asks about gaps.

    Parameters
    ----------
    keep : Workbook, optional
        Where the steps are kept.
    record : Hierarchy, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = HierarchyBuilder()
    >>> form.rows[0]["situation"].value, form.rows[0]["expected"].value = "Look at a photo", "15"
    >>> form.record
    Hierarchy: 1 step, 1 with an expected distress, 0 questions to think about
    """

    KEY = "hierarchy"
    RECORD = Hierarchy
    ENTRIES = "steps"
    TITLE = _("Graded hierarchy")
    ASK = _("Which steps lead to the goal, and how much distress goes with each?")
    FIRST = 4

    def body(self) -> list[widgets.Widget]:
        return [words(escape(PRECONDITION)), *super().body()]

    def draw(self, record: Hierarchy) -> str:
        return hierarchy_view(record)

    def twin_text(self, record: Hierarchy) -> str:
        if record.blank:
            return "\n".join([record.describe(), super().twin_text(record)])
        return "\n".join([repr(hierarchy_table(record)), *record.notes()])


class ExperimentForm(Described[Experiment]):
    """Belief, prediction and test first; the result can be entered once there is a prediction.

    Parameters
    ----------
    keep : Workbook, optional
        Where the experiment is kept.
    record : Experiment, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = ExperimentForm()
    >>> form.fields["result"].disabled
    True
    >>> form.fields["prediction"].value = "Nobody will answer"
    >>> form.fields["result"].disabled
    False
    """

    KEY = "experiment"

    RECORD = Experiment
    TITLE = _("Behavioral experiment")
    ASK = _("What was predicted, what happened, and what became of the belief?")

    def body(self) -> list[widgets.Widget]:
        self.closed = words(_("This part opens when a prediction is written."))
        plan, result = ([self.fields[name] for name in names] for names in (Experiment.PLAN, Experiment.RESULT))
        return [
            group(_("1. Before: belief, prediction, test"), *plan, look="stack"),
            group(_("2. After: what happened"), self.closed, *result, look="stack"),
        ]

    def _show(self) -> None:
        super()._show()
        closed = not self.record.predicted
        for name in Experiment.RESULT:
            self.fields[name].disabled = closed
        self.closed.layout.display = "" if closed else "none"

    def draw(self, record: Experiment) -> str:
        return experiment_view(record)
