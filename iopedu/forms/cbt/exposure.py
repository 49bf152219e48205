"""Build a graded hierarchy; plan a behavioral experiment and enter its result."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from iopedu.cbt.experiment import Experiment
from iopedu.cbt.exposure import PRECONDITION, Hierarchy, Step
from iopedu.course.language import _
from iopedu.forms.described import Described, DescribedRows
from iopedu.forms.parts import group, words
from iopedu.forms.rows import Fields, in_pairs
from iopedu.show.cbt.action import experiment_view, hierarchy_table, hierarchy_view


class HierarchyBuilder(DescribedRows[Hierarchy]):
    """Steps with what is feared and what came; the picture puts them in order, and the rules ask about them.

    What is never a step is not taken: the form says why, and what to do instead.

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
    Hierarchy: 1 step, 1 with an expected distress, 3 questions to think about
    >>> form.rows[0]["situation"].value = "Drink a beer, then look at a photo"
    >>> form.record.steps[0].situation
    'Look at a photo'
    """

    KEY = "hierarchy"
    RECORD = Hierarchy
    ENTRIES = "steps"
    TITLE = _("Graded hierarchy")
    ASK = _("Which steps lead to the goal, and how much distress goes with each?")
    FIRST = 4
    beside = staticmethod(in_pairs)

    def body(self) -> list[widgets.Widget]:
        self.taken = widgets.Checkbox(description=_("A step was taken: show what came of it"), indent=False)
        self.taken.observe(lambda _change: self._fold(), "value")
        return [words(escape(PRECONDITION)), *super().body(), self.taken]

    def read_row(self, fields: Fields) -> Step:
        step = super().read_row(fields)
        if step.refused:
            raise ValueError(step.refused)
        return step

    def _append(self, entry: Step | None = None) -> None:
        super()._append(entry)
        self._fold()

    def _fold(self) -> None:
        """Show what comes after a step only once one was taken, so that a plan stays short."""
        for fields in self.rows:
            for name in Step.AFTER:
                fields[name].layout.display = "" if self.taken.value else "none"

    def _show(self) -> None:
        self.taken.value |= any(next(step.said(*Step.AFTER), None) for step in self.record.steps)
        super()._show()

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

    def made(self) -> Experiment:
        made = super().made()
        if made.refused:
            raise ValueError(made.refused)
        return made

    def draw(self, record: Experiment) -> str:
        return experiment_view(record)
