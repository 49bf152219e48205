"""Explore a forest plot after a prediction, take counts out of texts, and see an effect in people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape

import ipywidgets as widgets

from iopedu.course.language import _
from iopedu.course.workbook import Workbook
from iopedu.evidence.datasets import datasets
from iopedu.evidence.explore import GUESSES, Exploration
from iopedu.evidence.extraction import BOXES, Extraction, read_count, readings
from iopedu.evidence.in_people import KINDS, InPeople, read_number
from iopedu.evidence.pooling import METHODS
from iopedu.forms.base import Form
from iopedu.forms.parts import button, group, row, words
from iopedu.forms.rows import Typed, in_pairs, line
from iopedu.show.evidence.forest import exploration_tables, exploration_view
from iopedu.show.evidence.in_people import in_people_table, in_people_view
from iopedu.show.evidence.studies import extraction_view

#: What a form says in a stored notebook before anything is filled in.
_RUN = {
    "explorer": _("Run this notebook to predict, and to see each data set as a forest plot."),
    "extraction": _("Run this notebook to type in the counts and to see what follows."),
    "in_people": _("Run this notebook to type an effect and to see it in people."),
}


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
        sets = [(entry.title, entry.id) for entry in datasets() if entry.pooled]
        methods = [(title, name) for name, (title, _what) in METHODS.items()]
        guesses = [(title, name) for name, title in GUESSES.items()]
        self.dataset = widgets.Dropdown(options=sets, description=_("Data set"))
        self.rows = widgets.Dropdown(options=[("", "")], description=_("Rows"))
        self.method = widgets.Dropdown(options=methods, description=_("Method"))
        self.assumes, self.asked = words(""), words("")
        self.guess = widgets.Dropdown(options=[(_("Not set"), ""), *guesses], description=_("My prediction"))
        self.predict = button(_("Keep my prediction and look"), self._predict, primary=True)
        self.out = widgets.Dropdown(options=[("", "")], description=_("Leave out"))
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
        if record == Exploration():
            asked = "".join(f"<li>{escape(text)}</li>" for text in _questions())
            return f"<p>{escape(_RUN[self.KEY])}</p><ul>{asked}</ul>"
        return exploration_view(record)

    def twin_text(self, record: Exploration) -> str:
        if record == Exploration():
            return "\n".join([_RUN[self.KEY], *_questions()])
        return "\n".join([record.describe(), *map(repr, exploration_tables(record))])


def _questions() -> list[str]:
    return [f"{entry.title}. {Exploration(entry.id).question}" for entry in datasets() if entry.pooled]


class ExtractionPuzzle(Typed[Extraction]):
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
    >>> for box, count in zip(form.boxes["database"].values(), ("13", "52", "27", "49")):
    ...     box.value = count
    >>> form.record
    1 of 3 readings complete, 1 as the source has it
    """

    KEY = "extraction"

    def __init__(self, keep: Workbook | None = None, record: Extraction | None = None) -> None:
        self.boxes = {reading.id: {name: line(title) for name, title in BOXES.items()} for reading in readings()}
        self.view = widgets.HTML()
        groups = [
            group(
                reading.title,
                words(f"<q>{escape(reading.excerpt)}</q>"),
                in_pairs(*self.boxes[reading.id].values()),
                look="stack",
            )
            for reading in readings()
        ]
        title = _("Three readings of one trial") if keep is not None else _("Three readings: a worked example")
        super().__init__(title, record or Extraction(), groups, keep=keep, after=[self.view])
        self.observe_controls([box for boxes in self.boxes.values() for box in boxes.values()], self._changed)

    def made(self) -> Extraction:
        found: dict[str, tuple[int | None, ...]] = {}
        for reading in readings():
            boxes = self.boxes[reading.id].items()
            counts = tuple(read_count(box.value, f"{reading.title}, {BOXES[name]}") for name, box in boxes)
            if any(count is not None for count in counts):
                found[reading.id] = counts
        return Extraction(found)

    def _show(self) -> None:
        if not self._is_typed():
            self.say()
            for name, boxes in self.boxes.items():
                counts = self.record.found.get(name, (None,) * len(boxes))
                for box, count in zip(boxes.values(), counts, strict=True):
                    box.value = "" if count is None else str(count)
        self._shown = self.record
        self.view.value = extraction_view(self.record)

    def question(self) -> str:
        return _("Which counts stand in each text, and which risk ratio follows?")

    def twin(self, record: Extraction) -> str:
        texts = "".join(
            f"<li><strong>{escape(reading.title)}.</strong> <q>{escape(reading.excerpt)}</q></li>"
            for reading in readings()
        )
        shown = extraction_view(record) if record.found else f"<p>{escape(_RUN[self.KEY])}</p>"
        return f"<ul>{texts}</ul>{shown}"

    def twin_text(self, record: Extraction) -> str:
        texts = [f"{reading.title}: {reading.excerpt}" for reading in readings()]
        return "\n".join([*texts, record.describe() if record.found else _RUN[self.KEY]])


class InPeopleExplorer(Typed[InPeople]):
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
    >>> form.effect.value, form.base.value = "0,5", "20"
    >>> form.record
    In people: 20 of 100 without, 37 of 100 with the treatment; one more for every 7 treated
    """

    KEY = "in_people"

    def __init__(self, keep: Workbook | None = None, record: InPeople | None = None) -> None:
        kinds = [(title, name) for name, title in KINDS.items()]
        self.kind = widgets.Dropdown(options=kinds, description=_("Kind of effect"))
        self.effect, self.base = line(_("Effect")), line(_("Base rate: how many of 100 without it"))
        self.view = widgets.HTML()
        title = _("In people") if keep is not None else _("In people: a worked example")
        body = [row(self.kind), row(self.effect, self.base)]
        super().__init__(title, record or InPeople(), body, keep=keep, after=[self.view])
        self.observe_controls([self.kind, self.effect, self.base], self._changed)

    def made(self) -> InPeople:
        low, high = InPeople(self.kind.value).limits
        effect = read_number(self.effect.value, _("Effect"), low, high)
        return InPeople(self.kind.value, effect, read_number(self.base.value, _("Base rate"), 1, 99))

    def _changed(self) -> None:
        if self.try_record(self.made):
            self.say(self.record.describe())

    def _show(self) -> None:
        if not self._is_typed():
            self.say()
            self.kind.value = self.record.kind
            for box, value in ((self.effect, self.record.effect), (self.base, self.record.base)):
                box.value = "" if value is None else f"{value:g}"
        self._shown = self.record
        self.view.value = in_people_view(self.record)

    def question(self) -> str:
        return _("What does an effect mean in a hundred people?")

    def twin(self, record: InPeople) -> str:
        if record.complete:
            return in_people_view(record)
        return f"<p>{escape(record.describe())}</p><p>{escape(_RUN[self.KEY])}</p>"

    def twin_text(self, record: InPeople) -> str:
        if record.complete:
            return f"{record.describe()}\n{in_people_table(record)!r}"
        return f"{record.describe()} {_RUN[self.KEY]}"
