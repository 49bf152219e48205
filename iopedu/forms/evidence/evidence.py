"""Explore a forest plot, counts in texts, an effect in people, and a database that was downloaded."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from html import escape
from typing import Any

import ipywidgets as widgets

from iopedu.course.fields import Ask, Choice
from iopedu.course.language import _
from iopedu.course.lists import Named
from iopedu.course.text import in_list, within
from iopedu.course.workbook import Workbook
from iopedu.evidence.datasets import datasets
from iopedu.evidence.effects import MEASURES
from iopedu.evidence.explore import GUESSES, Exploration
from iopedu.evidence.extraction import BOXES, Extraction, readings
from iopedu.evidence.in_people import InPeople
from iopedu.evidence.metapsy import CHOICES
from iopedu.evidence.pooling import ASSUMES, METHODS
from iopedu.evidence.workbench import RHO, SIDES, Opened
from iopedu.forms.base import Form
from iopedu.forms.described import Control, Described, asked, control
from iopedu.forms.parts import FILL, button, dropdown, group, in_pairs, line, row, upload, words
from iopedu.show.evidence.forest import exploration_tables, exploration_view
from iopedu.show.evidence.studies import databases, extraction_view, in_people_table, in_people_view, opened_view


class ForestExplorer(Form[Exploration]):
    """Choose a data set, a method and rows; predict; then leave a study out. The forest plot follows each click.

    Parameters
    ----------
    keep : Workbook, optional
        Where the view and the predictions are kept.
    record : Exploration, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = ForestExplorer()
    >>> form.out.disabled
    True
    >>> form.guess.value = "turns"
    >>> form.predict.click()
    >>> form.record.verdict()
    'You predicted: the conclusion changes. It stays the same.'
    """

    KEY = "explorer"

    def __init__(self, keep: Workbook | None = None, record: Exploration | None = None) -> None:
        asks = Exploration.asks()
        self.dataset, self.method = control(asks["dataset"]), control(asks["method"])
        self.rows = widgets.Dropdown(options=[("", "")], description=asks["rows"].label)
        self.assumes, self.asked = words(""), words("")
        self.guess = control(Choice(label=_("My prediction"), options=GUESSES))
        self.predict = button(_("Keep my prediction and look"), self._predict, primary=True)
        self.out = widgets.Dropdown(options=[("", "")], description=asks["out"].label)
        self.view = widgets.HTML()
        ask = group(
            _("Predict, then look: once you predict, you can leave out studies"),
            self.asked,
            row(self.guess, self.predict),
            row(self.out),
            look="stack",
        )
        body = [row(self.dataset, self.rows, self.method), self.assumes, ask]
        super().__init__(self.titled(keep), record or Exploration(), body, keep=keep, after=[self.view])
        looks = {
            self.dataset: lambda: self.record.look(self.dataset.value),
            self.rows: lambda: replace(self.record, rows=self.rows.value, out=""),
            self.method: lambda: replace(self.record, method=self.method.value),
            self.out: lambda: replace(self.record, out=self.out.value),
        }
        for box, look in looks.items():
            self.observe_controls([box], partial(self._look, look))

    def _look(self, make: Callable[[], Exploration]) -> None:
        if self.try_record(make):
            self.say(self.record.result().describe())
        else:
            with self.quietly():
                self._show()

    def _predict(self) -> None:
        if not self.guess.value:
            self.say(_("First choose whether the conclusion stays the same or changes."), warn=True)
        elif self.try_record(lambda: self.record.predict(self.guess.value)):
            self.say(self.record.verdict(), self.record.of.lesson, self.record.result().describe())

    def _show(self) -> None:
        record = self.record
        studies = [effect.study for effect in record.of.part(record.rows)]
        self.dataset.value, self.method.value = record.dataset, record.method
        self.rows.options = [(title, name) for name, title in record.of.parts.items()]
        self.out.options = [(_("No study"), ""), *((study, study) for study in studies)]
        self.rows.value, self.out.value = record.rows, record.out
        self.guess.value = record.guesses.get(record.dataset, "")
        self.out.disabled = not record.predicted
        self.assumes.value = escape(ASSUMES[record.method])
        self.asked.value = escape(record.question)
        self.view.value = exploration_view(record)

    def twin(self, record: Exploration) -> str:
        return f"{in_list(_questions())}<p>{FILL}</p>" if record.blank else exploration_view(record)

    def twin_text(self, record: Exploration) -> str:
        if record.blank:
            return "\n".join([*_questions(), FILL])
        return "\n".join([record.describe(), *map(repr, exploration_tables(record))])


def _questions() -> list[str]:
    return [f"{entry.title}. {Exploration(entry.id).question}" for entry in datasets() if entry.pooled]


class ExtractionPuzzle(Described[Extraction]):
    """Take four counts out of each of three texts; what follows stands below at once.

    Parameters
    ----------
    keep : Workbook, optional
        Where the counts are kept.
    record : Extraction, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = ExtractionPuzzle()
    >>> for box, count in zip(form.fields["found"]["database"].values(), ("13", "52", "27", "49")):
    ...     box.value = count
    >>> form.record
    1 of 3 readings complete, 1 matching the source
    """

    KEY = "extraction"
    RECORD = Extraction
    draw = staticmethod(extraction_view)

    def control(self, name: str, ask: Named) -> Control:
        return {reading.id: {name: line(title) for name, title in BOXES.items()} for reading in readings()}

    def body(self) -> list[widgets.Widget]:
        return [
            group(
                reading.title,
                words(f"<q>{escape(reading.excerpt)}</q>"),
                in_pairs(*self.fields["found"][reading.id].values()),
                look="stack",
            )
            for reading in readings()
        ]

    def _changed(self) -> None:
        with self.view.hold_sync():
            self.view.value = ""  # drawn anew unless a count is refused: nothing old stays beside a refusal
            super()._changed()

    def twin(self, record: Extraction) -> str:
        texts = "".join(
            f"<li><strong>{escape(reading.title)}.</strong> <q>{escape(reading.excerpt)}</q></li>"
            for reading in readings()
        )
        return f"<ul>{texts}</ul>{f'<p>{FILL}</p>' if record.blank else self.draw(record)}"

    def twin_text(self, record: Extraction) -> str:
        texts = [f"{reading.title}: {reading.excerpt}" for reading in readings()]
        return "\n".join([*texts, FILL if record.blank else record.describe()])


class InPeopleExplorer(Described[InPeople]):
    """Type an effect and a base rate; two groups and two times a hundred people follow.

    Parameters
    ----------
    keep : Workbook, optional
        Where the numbers are kept.
    record : InPeople, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = InPeopleExplorer()
    >>> form.fields["effect"].value, form.fields["base"].value = "0,5", "20"
    >>> form.record.needed_text()
    'one more for every 7 treated'
    """

    KEY = "in_people"
    RECORD = InPeople
    draw = staticmethod(in_people_view)

    def control(self, name: str, ask: Ask) -> Control:
        return super().control(name, ask) if name == "kind" else line(*asked([ask]))

    def body(self) -> list[widgets.Widget]:
        kind, *numbers = self.fields.values()
        return [row(kind), row(*numbers)]

    def values(self) -> dict[str, Any]:
        boxes = self.fields
        InPeople.effect_of(boxes["kind"].value).read(boxes["effect"].value)  # refuses with the limits of its kind
        return super().values()

    def _changed(self) -> None:
        with self.view.hold_sync():
            self.view.value = ""
            if self.try_record(self.made):
                self.say(self.record.describe())

    def twin_text(self, record: InPeople) -> str:
        return f"{record.describe()}\n{in_people_table(record)!r}" if record.ready else super().twin_text(record)


class DatabaseExplorer(Form[Opened]):
    """Choose a file of the Metapsy project, then its rows; the mean, a forest plot and a funnel plot follow.

    Parameters
    ----------
    record : Opened, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> DatabaseExplorer().record
    No database is open.
    """

    def __init__(self, record: Opened | None = None) -> None:
        self.upload = upload(_("Choose a database"), ".csv,.tsv,.txt", self._uploaded)
        self.clear = button(_("Close it"), self._close)
        measures = {name: title for name, (title, _zero) in MEASURES.items()}
        self.measure, self.method = _dropdown(_("Measure"), measures), _dropdown(_("Method"), METHODS)
        self.side = _dropdown(_("A value above “no difference” favors"), SIDES)
        self.rho = line(RHO.label, _("from 0 to 1"))
        self.choices = {name: _dropdown(title, {"": ""}) for name, (title, _columns) in CHOICES.items()}
        self.rows = group(_("Which rows"), in_pairs(*self.choices.values()), look="stack")
        how = group(
            _("How to read and pool them"), in_pairs(self.measure, self.side, self.method, self.rho), look="stack"
        )
        self.view = widgets.HTML()
        told = words(f"<p>{_('The file is read on this computer and not sent anywhere. No copy is kept.')}</p>")
        body = [told, row(self.upload, self.clear), self.rows, how]
        super().__init__(_("Database explorer"), record or Opened(), body, after=[self.view])
        self.observe_controls([self.measure], lambda: self._look(self._measured))
        self.observe_controls(
            self.choices.values(), lambda: self._look(lambda: replace(self.record, chosen=self._chosen()))
        )
        self.observe_controls([self.side, self.method, self.rho], self._pooled)

    def _chosen(self) -> dict[str, str]:
        return {name: box.value for name, box in self.choices.items() if box.value}

    def _measured(self) -> Opened:
        """Return another measure: other rows have it, and its signs are settled anew."""
        other = replace(self.record, measure=self.measure.value, chosen={}, side="")
        return other.first() if other.ready else other

    def _look(self, make: Callable[[], Opened]) -> None:
        if not self.try_record(make):
            with self.quietly():
                self._show()
        elif self.record.ready:
            self._tell()

    def _pooled(self) -> None:
        """Take how rows are pooled; a number that cannot be read stays in its box."""

        def made() -> Opened:
            rho = RHO.read(self.rho.value)
            return replace(self.record, side=self.side.value, method=self.method.value, rho=rho)

        if self.try_record(made) and self.record.ready:
            self._tell()

    def _tell(self) -> None:
        record = self.record
        found = f"{record!r}. {record.result().conclusion}" if len(record.effects) > 1 else record.said()
        self.say(_("{file} is open.", file=record.file), found)

    def _uploaded(self, files: list[tuple[str, bytes]]) -> None:
        (name, content), method = files[0], self.method.value
        self.record = Opened()  # nothing of another file stays beside a refusal
        with self.telling(), within(name):
            self.record = Opened.of(name, content, method=method)
            self._tell()

    def _close(self) -> None:
        self.record = Opened()
        self.say(_("The database is closed. The file is unchanged."))

    def _show(self) -> None:
        record = self.record
        self.measure.value, self.method.value, self.side.value = record.measure, record.method, record.side
        self.rho.value = f"{record.rho:g}"
        self.rows.layout.display = "" if record.ready else "none"
        for name, box in self.choices.items():
            options = record.options(name) if record.ready else {"": ""}
            box.options = [(title, code) for code, title in options.items()]
            box.value = record.chosen.get(name, "")
            box.layout.display = "" if len(options) > 2 or box.value else "none"
        self.view.value = opened_view(record)

    def describe(self) -> str:
        return repr(self.record)

    def twin(self, record: Opened) -> str:
        return opened_view(record)

    def twin_text(self, record: Opened) -> str:
        return record.describe() if record.ready else repr(databases())


def _dropdown(title: str, options: dict[str, str]) -> widgets.Dropdown:
    made = dropdown(title, options)
    made.add_class("iop-wrap")
    return made
