"""Plan activities; build a graded hierarchy; plan a behavioral experiment and enter its result."""

from html import escape

import ipywidgets as widgets

from iopedu.cbt.activation import DAYS, ActivityPlan, activity_ideas
from iopedu.cbt.experiment import Experiment
from iopedu.cbt.exposure import PRECONDITION, Hierarchy, Step
from iopedu.course.language import _
from iopedu.forms.described import Described, Fields, control
from iopedu.forms.parts import button, dropdown, group, in_pairs, row, tick, words
from iopedu.forms.rows import DescribedRows
from iopedu.show.cbt.action import activity_table, activity_view, experiment_view, hierarchy_table, hierarchy_view


class ActivityPlanner(DescribedRows[ActivityPlan]):
    """Activities with expected and actual pleasure and mastery; bars and words follow.

    Parameters
    ----------
    keep : Workbook, optional
        Where the plan is kept.
    record : ActivityPlan, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = ActivityPlanner()
    >>> form.rows[0]["name"].value = "Walk once around the block"
    >>> form.record.activities[0].name
    'Walk once around the block'
    """

    KEY = "activities"
    RECORD = ActivityPlan
    ENTRIES = "activities"
    draw = staticmethod(activity_view)

    def body(self) -> list[widgets.Widget]:
        said = _("{area}: {name} ({effort} effort)")
        ideas = {i.name: said.format(area=i.area, name=i.name, effort=i.effort) for i in activity_ideas()}
        self.idea = dropdown(_("An idea"), ideas)
        self.take = button(_("Add this idea as a row"), self._idea)
        note = words(_("You can leave any rating blank: blank means not rated, and 0 is a rating."))
        return [note, row(self.idea, self.take)]

    def _idea(self) -> None:
        def write(fields: Fields) -> None:
            fields["name"].value = self.idea.value

        self._add(write)

    def new_row(self) -> Fields:
        made = {
            "day": dropdown(_("Day"), dict(enumerate(DAYS, 1)), _("Not set")),
            "done": dropdown(_("Done?"), {True: _("Yes"), False: _("No")}, _("Open")),
        }
        return {name: made.get(name) or control(ask) for name, ask in self.of.of.asks().items()}

    def told_in_text(self, record: ActivityPlan) -> str:
        return repr(activity_table(record))


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
    >>> len(form.record.steps), len(form.record.asked())
    (1, 3)
    >>> form.rows[0]["situation"].value = "Drink a beer, then look at a photo"
    >>> form.record.steps[0].situation
    'Look at a photo'
    """

    KEY = "hierarchy"
    RECORD = Hierarchy
    ENTRIES = "steps"
    FIRST = 4
    beside = staticmethod(in_pairs)
    draw = staticmethod(hierarchy_view)

    def body(self) -> list[widgets.Widget]:
        self.taken = tick(_("One step is done: show how it went"))
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

    def twin_text(self, record: Hierarchy) -> str:
        return f"{record.describe()}\n{super().twin_text(record)}" if record.blank else super().twin_text(record)

    def told_in_text(self, record: Hierarchy) -> str:
        return "\n".join([repr(hierarchy_table(record)), *record.asked()])


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
    draw = staticmethod(experiment_view)

    def body(self) -> list[widgets.Widget]:
        self.closed = words(_("This part opens once you have written a prediction."))
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
