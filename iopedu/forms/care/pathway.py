"""Predict, run, compare, decide: a laboratory for two arrangements in the pathway model."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape

import ipywidgets as widgets

from iopedu.care.cohort import MEASURES, RUNS, Comparison, paired
from iopedu.care.pathway import Scenario, parameters, starts
from iopedu.care.pathway_log import VERDICTS, PathwayLog, Trial
from iopedu.course.files import options
from iopedu.course.language import _, _n
from iopedu.course.text import within
from iopedu.course.workbook import Workbook
from iopedu.forms.base import Form
from iopedu.forms.parts import FILL, area, button, dropdown, group, in_columns, line, row
from iopedu.show.care.pathway import PARTS, pathway_compared, pathway_log, pathway_states, pathway_swings, pathway_weeks

ARRANGEMENTS = ("a", "b")
_LAB = options("pathway.lab")
#: How far apart two shares can be, in percent.
_WITHIN = {name: {"low": -100, "high": 100} for name in ("responded", "worse", "in_care", "lost")}
#: Runs between two looks at the page: often enough for the button to stop.
_AT_ONCE = 5


class PathwayLab(Form[PathwayLog]):
    """Two arrangements, a prediction, runs on the same draws, and a decision; the log keeps them all.

    Parameters
    ----------
    keep : Workbook, optional
        Where the log is kept. A form without it is an example.
    record : PathwayLog, optional
        For a worked example: what it shows.
    runs : int
        How many paired runs are made.

    Examples
    --------
    >>> form = PathwayLab(runs=10)
    >>> form.run.disabled
    True
    >>> form.predicted.value = "4"
    >>> form.predict.click()
    >>> form.run.disabled
    False
    """

    KEY = "arrangements"

    def __init__(self, keep: Workbook | None = None, record: PathwayLog | None = None, runs: int = RUNS) -> None:
        self.runs, self._running, self._compared = runs, False, ({}, "")
        self._changed = self._decided = None
        who = {name: start.name for name, start in starts().items()}
        self.who = {"a": dropdown(_("A: who, and where they begin"), who), "b": dropdown(_("B: who, and where"), who)}
        self.weeks = dropdown(_("For how long"), {n: _n("{n} week", "{n} weeks", n) for n in (13, 26, 52, 104)})
        self.part = dropdown(_("Numbers about"), PARTS)
        self.number = dropdown(_("Number"), self._names())
        self.value = {"a": line(_("In A"), _("as in the table")), "b": line(_("In B"), _("as in the table"))}
        self.change = button(_("Use these values"), self._change)
        self.restore = button(_("All numbers as in the table"), self._as_in_table)
        self.states = widgets.HTML()
        self.measure = dropdown(_("What"), MEASURES)
        self.predicted = line(_("A minus B: your prediction"), _("a number, below 0 if B is higher"))
        self.predict = button(_("Keep my prediction"), self._predict)
        self.run = button(_n("Run both {n} time", "Run both {n} times", runs), self._run, primary=True)
        self.stop = button(_("Stop"), self._stop)
        self.bar = widgets.HTML()
        self.verdict = dropdown(_("What do the runs say?"), VERDICTS, _("Not set"))
        self.decision = area(_("What follows from that?"))
        self.decide = button(_("Keep my decision"), self._decide)
        self.again = button(_LAB["remove"], self._remove)
        self.view = widgets.HTML()
        blank = record or PathwayLog(b=Scenario("stays"))
        super().__init__(self.titled(keep), blank, self._body(), keep=keep, after=[self.view])
        self.observe_controls([*self.who.values(), self.weeks], self._set_up)
        self.observe_controls([self.part, self.number], self._choose)

    def _body(self) -> list[widgets.Widget]:
        values, buttons = in_columns(*self.value.values()), row(self.change, self.restore)
        numbers = [in_columns(self.part), self.number, values, buttons, self.states]
        decide = [self.verdict, self.decision, row(self.decide, self.again)]
        return [
            group(_("1. Set up two arrangements"), *self.who.values(), in_columns(self.weeks), *numbers, look="stack"),
            group(_("2. Predict"), self.measure, in_columns(self.predicted), row(self.predict), look="stack"),
            group(_("3. Run"), row(self.run, self.stop), self.bar, look="stack"),
            group(_("4. Compare and decide"), *decide, look="stack"),
        ]

    def _names(self) -> dict[str, str]:
        found = (entry for entry in parameters().values() if entry.part == self.part.value)
        said = (_("{name} (in the table: {value})"), _("{name} (in the table: {value}, assumption)"))
        return {one.id: said[one.assumed].format(name=one.name, value=f"{one.value:g}") for one in found}

    def _choose(self) -> None:
        """Show another number, once what was typed for the one on show is used."""
        with self.telling():
            self._check_used()
            if parameters()[self.number.value].part != self.part.value:
                self.number.options = [(said, name) for name, said in self._names().items()]
            return self._show_number()
        self.part.value, self.number.value = parameters()[self._shown].part, self._shown

    def _show_number(self) -> None:
        self._shown = self.number.value
        for arm, box in self.value.items():
            changed = getattr(self.record, arm).changed
            box.value = f"{changed[self._shown]:g}" if self._shown in changed else ""

    def _typed(self, arm: str) -> dict[str, float]:
        """Return what the box of an arrangement says; raises ValueError with a sentence when it cannot be read."""
        typed, ask = self.value[arm].value, Scenario.asks()["changed"].asks[self._shown]
        with within(self.value[arm].description):
            return {self._shown: ask.read(typed)} if typed.strip() else {}

    def _check_used(self) -> None:
        """Raise ValueError with a sentence while a box says something else than the model will use."""
        for arm, box in self.value.items():
            if self._typed(arm).get(self._shown) != getattr(self.record, arm).changed.get(self._shown):
                raise ValueError(_LAB["unused"].format(box=box.description))

    def _take(self, change: Callable[[str, Scenario], Scenario]) -> None:
        """Change both arrangements, and say what they are now."""

        def made() -> PathwayLog:
            arms = {arm: change(arm, getattr(self.record, arm)) for arm in ARRANGEMENTS}
            return replace(self.record, trials=self.record.done, **arms)  # a prediction is about what was set up

        dropped = _("Your prediction was about the other setup: make a new one.") if self.record.waiting else ""
        if self.try_record(made):
            self.say(f"A: {self.record.a.describe()}", f"B: {self.record.b.describe()}", dropped)

    def _set_up(self) -> None:
        self._take(lambda arm, one: replace(one, start=self.who[arm].value, weeks=self.weeks.value))

    def _as_in_table(self) -> None:
        self._changed = None
        self._take(lambda _arm, one: replace(one, changed={}))

    def _change(self) -> None:
        def changed(arm: str, one: Scenario) -> Scenario:
            others = {name: value for name, value in one.changed.items() if name != self._shown}
            return replace(one, changed={**others, **self._typed(arm)})

        self._take(changed)

    def _predict(self) -> None:
        def made() -> PathwayLog:
            self._check_used()
            if (self.verdict.value, self.decision.value) != self._decided[-1]:
                raise ValueError(_LAB["undecided"])
            # An empty box predicts nothing.
            ask = replace(Trial.asks()["predicted"], default=0, **_WITHIN.get(self.measure.value, {}))
            return self.record.predict(self.measure.value, ask.read(self.predicted.value))

        if self.try_record(made):
            self.say(_("Your prediction is recorded. Now run the model."))

    # Running: in turns with the page where there is one, so that the button to stop is heard ----------

    def _run(self) -> None:
        self._running = True
        self._enable()
        self.say(_("Running. In each run, A, B and no therapy get the same random draws."))
        steps = self._steps(self.record.trials[-1])
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            for _step in steps:
                pass
        else:
            self._task = loop.create_task(self._in_turns(steps))

    async def _in_turns(self, steps: Iterator[None]) -> None:
        for _step in steps:
            await asyncio.sleep(0)

    def _steps(self, trial: Trial) -> Iterator[None]:
        found = []
        for run in paired(trial.a, trial.b, self.runs, trial.seed):
            found.append(run)
            if len(found) % _AT_ONCE == 0:
                share = 100 * len(found) // self.runs
                self.bar.value = f'<div class="iop-meter" aria-hidden="true"><div style="width:{share}%"></div></div>'
                yield
            if not self._running:
                break
        self.bar.value = ""
        if self._running:
            self._running = False
            self._found(trial, Comparison(trial.a, trial.b, tuple(found)))
        else:
            self._enable()
            self.say(_("Stopped. Nothing from these runs was kept."))

    def _found(self, trial: Trial, result: Comparison) -> None:
        if self.try_record(lambda: self.record.with_result(result)):
            swings = pathway_swings(trial.a, trial.b, trial.measure)
            shown = (pathway_compared(result), pathway_weeks(result), swings)
            self._compared = self.record.done[-1].found, "".join(part._repr_html_() for part in shown)
            self._draw_again()
            self.say(self.record.trials[-1].compared(), _LAB["then"])

    def _stop(self) -> None:
        self._running = False

    def close(self) -> None:
        self._running = False
        super().close()

    def _decide(self) -> None:
        if self.try_record(lambda: self.record.decide(self.verdict.value, self.decision.value)):
            self.say(self.record.trials[-1].judged(), _("Your decision is recorded in the log."))

    def _remove(self) -> None:
        if self.asks_first(self.again, _LAB["sure"], _LAB["ask"].format(n=len(self.record.trials))):
            return
        self.record = replace(self.record, trials=self.record.trials[:-1])
        self.say(_("The last run has been removed.") if self.record.trials else _("The log is empty."))

    def _enable(self) -> None:
        waiting, trials = self.record.waiting, self.record.trials
        self.run.disabled, self.stop.disabled = self._running or not waiting, not self._running
        self.decide.disabled = self.again.disabled = not trials or waiting
        self.again.description = _LAB["remove"]
        self.predict.disabled = self.change.disabled = self.restore.disabled = self._running

    def _show(self) -> None:
        log = self.record
        for arm in ARRANGEMENTS:
            self.who[arm].value = getattr(log, arm).start
        self.weeks.value = log.a.weeks
        if self._changed != (changed := (log.a.changed, log.b.changed)):  # else what was typed stays
            self._changed = changed
            self._show_number()
        self.states.value = pathway_states({*log.a.changed, *log.b.changed})._repr_html_()
        self._enable()
        decided = [(one.verdict, one.decision) for one in log.trials] or [("", "")]
        if self._decided != decided:
            self._decided, (self.verdict.value, self.decision.value) = decided, decided[-1]
        self._draw_again()

    def _draw_again(self) -> None:
        found, compared = self._compared
        log = pathway_log(self.record)._repr_html_() if self.record.trials else ""
        self.view.value = log + compared * (found in [one.found for one in self.record.done[-1:]])

    def _restore(self) -> None:
        self._changed = self._decided = None
        super()._restore()

    def twin(self, record: PathwayLog) -> str:
        return pathway_log(record).html() if record.trials else f"<p>{escape(self.twin_text(record))}</p>"

    def twin_text(self, record: PathwayLog) -> str:
        said = _("Set up A and B, predict, run, compare, and decide. You can change any of the {n} numbers.")
        return repr(pathway_log(record)) if record.trials else f"{said.format(n=len(parameters()))} {FILL}"
