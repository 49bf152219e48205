"""Explore a forest plot after a prediction, take counts out of texts, and see an effect in people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape

import ipywidgets as widgets

from iopedu.course.fields import Ask, Choice
from iopedu.course.language import _
from iopedu.course.lists import Named
from iopedu.course.workbook import Workbook
from iopedu.evidence.datasets import datasets
from iopedu.evidence.explore import GUESSES, Exploration
from iopedu.evidence.extraction import BOXES, Extraction, readings
from iopedu.evidence.in_people import InPeople
from iopedu.evidence.pooling import METHODS
from iopedu.forms.base import Form
from iopedu.forms.described import Control, Described, asked, control
from iopedu.forms.parts import FILL, button, group, row, words
from iopedu.forms.rows import in_pairs, line
from iopedu.show.evidence.forest import exploration_tables, exploration_view
from iopedu.show.evidence.in_people import in_people_table, in_people_view
from iopedu.show.evidence.studies import extraction_view


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
    'You predicted: the conclusion turns. It stays.'
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
            _("Predict, then look: with a prediction, studies can be left out"),
            self.asked,
            row(self.guess, self.predict),
            row(self.out),
            look="stack",
        )
        title = _("Forest explorer") if keep is not None else _("Forest explorer: a worked example")
        body = [row(self.dataset, self.rows, self.method), self.assumes, ask]
        super().__init__(title, record or Exploration(), body, keep=keep, after=[self.view])
        self.observe_controls([self.dataset], lambda: self._look(lambda: self.record.look(self.dataset.value)))
        self.observe_controls(
            [self.rows], lambda: self._look(lambda: replace(self.record, rows=self.rows.value, out=""))
        )
        self.observe_controls([self.method], lambda: self._look(lambda: replace(self.record, method=self.method.value)))
        self.observe_controls([self.out], lambda: self._look(lambda: replace(self.record, out=self.out.value)))

    def _look(self, make: Callable[[], Exploration]) -> None:
        if self.try_record(make):
            self.say(self.record.result().describe())
        else:
            with self.quietly():
                self._show()

    def _predict(self) -> None:
        if not self.guess.value:
            self.say(_("Choose first whether the conclusion stays or turns."), warn=True)
        elif self.try_record(lambda: self.record.predict(self.guess.value)):
            self.say(self.record.verdict(), self.record.of.lesson, self.record.result().describe())

    def _show(self) -> None:
        record = self.record
        studies = [effect.study for effect in record.of.part(record.rows)]
        self.dataset.value, self.method.value = record.dataset, record.method
        self.rows.options = [(title, name) for name, title in record.of.parts.items()]
        self.out.options = [(_("Nobody"), ""), *((study, study) for study in studies)]
        self.rows.value, self.out.value = record.rows, record.out
        self.guess.value = record.guesses.get(record.dataset, "")
        self.out.disabled = not record.predicted
        self.assumes.value = escape(METHODS[record.method][1])
        self.asked.value = escape(record.question)
        self.view.value = exploration_view(record)

    def _keep(self) -> None:
        if self.keep is not None:
            self.keep.put(self.key, self.question(), self.to_json(), self.describe(), self.record.ready)

    def question(self) -> str:
        return _("What does each data set show, and does one study turn its conclusion?")

    def twin(self, record: Exploration) -> str:
        if record.blank:
            return f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in _questions())}</ul><p>{FILL}</p>"
        return exploration_view(record)

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
    1 of 3 readings complete, 1 as the source has it
    """

    KEY = "extraction"
    RECORD = Extraction
    TITLE = _("Three readings of one trial")
    ASK = _("Which counts stand in each text, and which risk ratio follows?")

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

    def draw(self, record: Extraction) -> str:
        return extraction_view(record)

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
    >>> form.record
    In people: 20 of 100 without, 37 of 100 with the treatment; one more for every 7 treated
    """

    KEY = "in_people"
    RECORD = InPeople
    TITLE = _("In people")
    ASK = _("What does an effect mean in a hundred people?")

    def control(self, name: str, ask: Ask) -> Control:
        return super().control(name, ask) if name == "kind" else line(*asked([ask]))

    def body(self) -> list[widgets.Widget]:
        kind, *numbers = self.fields.values()
        return [row(kind), row(*numbers)]

    def _changed(self) -> None:
        if self.try_record(self.made):
            self.say(self.record.describe())

    def draw(self, record: InPeople) -> str:
        return in_people_view(record)

    def twin_text(self, record: InPeople) -> str:
        return f"{record.describe()}\n{in_people_table(record)!r}" if record.complete else super().twin_text(record)
