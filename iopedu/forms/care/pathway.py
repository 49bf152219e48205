"""Predict, run, compare, decide: a laboratory for the pathway model."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import ipywidgets as widgets

from iopedu.care.cohort import MEASURES
from iopedu.care.pathway import STARTS, Scenario, parameters
from iopedu.care.pathway_log import RUNS, PathwayLog, Trial
from iopedu.course.environment import without
from iopedu.course.language import _, _n
from iopedu.course.workbook import Workbook
from iopedu.forms.base import Form
from iopedu.forms.parts import FILL, area, button, dropdown, group, in_columns, line, row
from iopedu.show.care.pathway import pathway_log, pathway_places

#: What a learner may change here; everything else stays as in the table of numbers.
_OFFERED = (
    *("attendance", "hours_iop", "weeks_iop", "dropout_iop", "dose_gain", "course_weeks"),
    *("down_iop", "wait_iop", "wait_outpatient", "seek_outpatient", "return", "aftercare_share"),
)
_CHANGES = (_("First change"), _("Second change"))
_VALUES = (_("First value"), _("Second value"))


class PathwayLab(Form[PathwayLog]):
    """A scenario, a prediction, a run with uncertainty, and a decision; the log keeps them all.

    Parameters
    ----------
    keep : Workbook, optional
        Where the log is kept. A form without it is an example.
    record : PathwayLog, optional
        For a worked example: what it shows.
    runs : int
        How often each scenario is run.

    Examples
    --------
    >>> form = PathwayLab(runs=10)
    >>> form.run.disabled
    True
    >>> form.predicted.value = "40"
    >>> form.predict.click()
    >>> form.run.disabled
    False
    """

    KEY = "pathway"

    def __init__(self, keep: Workbook | None = None, record: PathwayLog | None = None, runs: int = RUNS) -> None:
        self.runs = runs
        self.start = dropdown(_("Who"), {key: start.name for key, start in STARTS.items()})
        self.weeks = dropdown(_("For how long"), {n: _n("{n} week", "{n} weeks", n) for n in (13, 26, 52, 104)})
        self.people = dropdown(_("How many people"), {n: f"{n:,}" for n in (100, 1000, 10_000)})
        self.weeks.value, self.people.value = 52, 1000
        self.room = line(_("Places in the IOP"), _("empty: no limit"))
        named = {name: self._label(name) for name in _OFFERED}
        self.names = [dropdown(name, named, _("Nothing")) for name in _CHANGES]
        self.values = [line(name) for name in _VALUES]
        self.measure = dropdown(_("What"), MEASURES)
        self.predicted = line(_("Your prediction"), _("a number"))
        self.predict = button(_("Keep my prediction"), self._predict)
        self.run = button(_n("Run it {n} time", "Run it {n} times", runs), self._run, primary=True)
        self.bar = widgets.HTML()
        self.decision = area(_("What follows from it?"))
        self.decide = button(_("Keep my decision"), self._decide)
        self.again = button(_("Remove the last run"), self._remove)
        self.view = widgets.HTML()
        super().__init__(self.titled(keep), record or PathwayLog(), self._body(), keep=keep, after=[self.view])

    def _body(self) -> list[widgets.Widget]:
        first = in_columns(self.people, self.weeks, self.room)
        changes = [part for pair in zip(self.names, map(in_columns, self.values), strict=True) for part in pair]
        return [
            group(_("1. Choose a scenario"), self.start, first, *changes, look="stack"),
            group(_("2. Predict"), self.measure, in_columns(self.predicted), row(self.predict), look="stack"),
            group(_("3. Run"), row(self.run), self.bar, look="stack"),
            group(_("4. Compare and decide"), self.decision, row(self.decide, self.again), look="stack"),
        ]

    @staticmethod
    def _label(name: str) -> str:
        entry = parameters()[name]
        return _("{name} (now {value})", name=entry.name, value=f"{entry.value:g}")

    def scenario(self) -> Scenario:
        """Return the scenario that the controls say; raises ValueError with a sentence when it cannot be."""
        changed, asks = {}, Scenario.asks()
        for name, value in zip(self.names, self.values, strict=True):
            if name.value:
                changed[name.value] = asks["changed"].asks[name.value].read(value.value)
            elif value.value.strip():
                field, typed = value.description, value.value.strip()
                raise ValueError(_("{field} is {typed}, but nothing is chosen to change.", field=field, typed=typed))
        if self.names[0].value and self.names[0].value == self.names[1].value:
            raise ValueError(_("Both changes are about the same number. Choose another one, or nothing."))
        room = asks["places"].asks["iop"].read(self.room.value)
        return Scenario(self.start.value, self.people.value, self.weeks.value, changed, {"iop": room})

    def _predict(self) -> None:
        def made() -> PathwayLog:
            ask = replace(Trial.asks()["predicted"], default=0)  # an empty box predicts nothing
            return self.record.predict(self.scenario(), self.measure.value, ask.read(self.predicted.value))

        if self.try_record(made):
            self.say(_("Your prediction is kept. Now run the scenario."))

    def _run(self) -> None:
        self.say(_("Running. Each run draws its own numbers from their uncertainty."))
        try:
            result = self.record.run(self.runs, self._progress)
        except ModuleNotFoundError as problem:
            self.say(without(problem.name), warn=True)
            return
        self.record = self.record.with_result(result)
        self.bar.value = ""
        self.view.value = f"{pathway_log(self.record)._repr_html_()}{pathway_places(result)._repr_html_()}"
        self.say(self.record.trials[-1].compared(), _("Write below what follows from it."))

    def _progress(self, done: int, all_of_them: int) -> None:
        if done % 4 == 0:
            share = 100 * done // all_of_them
            self.bar.value = f'<div class="iop-meter" aria-hidden="true"><div style="width:{share}%"></div></div>'

    def _decide(self) -> None:
        if self.try_record(lambda: self.record.decide(self.decision.value)):
            self.say(_("Your decision is kept in the log."))

    def _remove(self) -> None:
        self.record = PathwayLog(self.record.trials[:-1])
        self.say(_("The last run is removed.") if self.record.trials else _("The log is empty."))

    def _show(self) -> None:
        trials = self.record.trials
        self.run.disabled = not self.record.waiting
        self.decide.disabled = self.again.disabled = not trials or self.record.waiting
        self.decision.value = trials[-1].decision if trials else ""
        self.view.value = pathway_log(self.record)._repr_html_() if trials else ""

    def twin(self, record: PathwayLog) -> str:
        if record.trials:
            return pathway_log(record).html()
        return f"<p>{escape(self.twin_text(record))}</p>"

    def twin_text(self, record: PathwayLog) -> str:
        if record.trials:
            return repr(pathway_log(record))
        offered = ", ".join(parameters()[name].name for name in _OFFERED)
        said = _("Choose a scenario, predict, run, compare, decide. Offered: {offered}.", offered=offered)
        return f"{said} {FILL}"
