"""Build a graded hierarchy; plan a behavioral experiment and enter its result."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from iopedu.cbt.experiment import Experiment
from iopedu.cbt.exposure import PRECONDITION, Hierarchy, Step
from iopedu.course.language import _
from iopedu.course.ratings import read_rating
from iopedu.course.workbook import Workbook
from iopedu.forms.parts import group, words
from iopedu.forms.rows import Fields, Rows, Typed, line
from iopedu.show.cbt.action import experiment_view, hierarchy_table, hierarchy_view

_RUN = _("Run this notebook to plan a test and enter its result.")


class HierarchyBuilder(Rows[Hierarchy]):
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

    FIRST = 4
    MOST = Hierarchy.MOST
    ROW = _("Step")

    def __init__(self, keep: Workbook | None = None, record: Hierarchy | None = None) -> None:
        title = _("Graded hierarchy") if keep is not None else _("Graded hierarchy: a worked example")
        self.goal = line(_("Goal"), _("What becomes possible at the end"))
        above = [words(escape(PRECONDITION)), self.goal]
        super().__init__(title, record or Hierarchy(), above, keep=keep)
        self.observe_controls([self.goal], self._changed)

    def new_row(self) -> Fields:
        return {
            "situation": line(_("Situation"), _("What the person does, and where")),
            "expected": line(_("Expected distress, 0 to 100")),
            "actual": line(_("Actual distress, 0 to 100")),
            "learned": line(_("Learned")),
        }

    def read_row(self, fields: Fields) -> Step:
        return Step(
            fields["situation"].value,
            read_rating(fields["expected"].value, _("Expected distress"), 100),
            read_rating(fields["actual"].value, _("Actual distress"), 100),
            fields["learned"].value,
        )

    def entries(self) -> tuple[Step, ...]:
        return self.record.steps

    def gathered(self, entries: tuple[Step, ...]) -> Hierarchy:
        return Hierarchy(self.goal.value, entries)

    def _fill(self) -> None:
        self.goal.value = self.record.goal
        super()._fill()

    def draw(self, record: Hierarchy) -> str:
        return hierarchy_view(record)

    def question(self) -> str:
        return _("Which steps lead to the goal, and how much distress goes with each?")

    def twin(self, record: Hierarchy) -> str:
        if record.steps:
            return hierarchy_view(record)
        return f"<p>{escape(record.describe())}</p><p>{self._run()}</p>"

    def twin_text(self, record: Hierarchy) -> str:
        if record.steps:
            return "\n".join([repr(hierarchy_table(record)), *record.notes()])
        return f"{record.describe()} {self._run()}"

    def _run(self) -> str:
        return _("Run this notebook to build up to {most} steps.", most=self.MOST)


class ExperimentForm(Typed[Experiment]):
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

    RATINGS = {"before": _("Belief before"), "after": _("Belief after")}  # noqa: RUF012
    PLAN = ("belief", "before", "prediction", "test", "watch")
    RESULT = ("result", "after", "learning", "next")

    def __init__(self, keep: Workbook | None = None, record: Experiment | None = None) -> None:
        title = _("Behavioral experiment") if keep is not None else _("Behavioral experiment: a worked example")
        self.fields: Fields = {name: self._field(name) for name in (*self.PLAN, *self.RESULT)}
        self.closed = words(_("This part opens when a prediction is written."))
        self.view = widgets.HTML()
        plan = group(_("1. Before: belief, prediction, test"), *(self.fields[name] for name in self.PLAN), look="stack")
        result = group(
            _("2. After: what happened"), self.closed, *(self.fields[name] for name in self.RESULT), look="stack"
        )
        body = [plan, result]
        super().__init__(title, record or Experiment(), body, keep=keep, after=[self.view])
        self.observe_controls(self.fields.values(), self._changed)

    def _field(self, name: str) -> widgets.Widget:
        if name in self.RATINGS:
            rating = line(_("{rating}, 0 to 100", rating=self.RATINGS[name]))
            rating.layout.max_width = "18rem"
            return rating
        return widgets.Textarea(description=Experiment.WORDS[name], rows=2, continuous_update=False)

    def made(self) -> Experiment:
        typed = {name: field.value for name, field in self.fields.items()}
        ratings = {name: read_rating(typed[name], label, 100) for name, label in self.RATINGS.items()}
        return Experiment(**{**typed, **ratings})

    def _show(self) -> None:
        if not self._is_typed():
            self.say()
            for name, field in self.fields.items():
                value = getattr(self.record, name)
                field.value = "" if value is None else str(value)
        self._shown = self.record
        closed = not self.record.predicted
        for name in self.RESULT:
            self.fields[name].disabled = closed
        self.closed.layout.display = "" if closed else "none"
        self.view.value = experiment_view(self.record)

    def question(self) -> str:
        return _("What was predicted, what happened, and what became of the belief?")

    def twin(self, record: Experiment) -> str:
        if record != Experiment():
            return experiment_view(record)
        names = ", ".join(field.description for field in self.fields.values())
        return f"<p>{escape(names)}.</p><p>{_RUN}</p>"

    def twin_text(self, record: Experiment) -> str:
        if record != Experiment():
            return record.describe()
        return f"{record.describe()} {_RUN}"
