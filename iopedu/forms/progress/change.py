"""Explore how much change is reliable; read scores as they come in."""

from __future__ import annotations

import ipywidgets as widgets

from iopedu.course.language import _
from iopedu.course.people import people
from iopedu.course.workbook import Workbook
from iopedu.forms.base import Form
from iopedu.forms.described import Described
from iopedu.forms.parts import button, row
from iopedu.forms.rows import in_columns
from iopedu.progress.measures import measure
from iopedu.progress.reliable import ReliableChange
from iopedu.progress.series import Reading
from iopedu.show.progress.change import change_view
from iopedu.show.progress.series import series_table, series_view


class ChangeExplorer(Described[ReliableChange]):
    """Standard deviation, reliability and two scores of the GAD-7; the verdict follows the hand.

    Parameters
    ----------
    keep : Workbook, optional
        Where the values are kept.
    record : ReliableChange, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = ChangeExplorer()
    >>> form.fields["sd"].value, form.fields["r"].value = 4.5, 0.9
    >>> form.record
    SD 4.5, r 0.9: 4 points needed
    """

    KEY = "change"
    RECORD = ReliableChange
    TITLE = _("Reliable change explorer")
    ASK = _("With which spread and reliability is a change on the GAD-7 reliable?")

    def body(self) -> list[widgets.Widget]:
        return [in_columns(*self.fields.values())]

    def draw(self, record: ReliableChange) -> str:
        return change_view(record)

    def twin_text(self, record: ReliableChange) -> str:
        return "\n".join([*(f"{name}: {said}" for name, said in record.steps()), super().twin_text(record)])


class SeriesReader(Form[Reading]):
    """The scores of a made-up person up to a week; what comes later stays hidden until it is asked for.

    Parameters
    ----------
    keep : Workbook, optional
        Where the choice is kept.
    record : Reading, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = SeriesReader()
    >>> form.person.value = "daniel"
    >>> form.later.click()
    >>> form.record
    Daniel, PHQ-9, NHS rule, known up to week 4: Talk about it
    """

    KEY = "series"

    def __init__(self, keep: Workbook | None = None, record: Reading | None = None) -> None:
        names = [(one.name.split()[0], one.id) for one in people()]
        self.person = widgets.Dropdown(options=names, description=_("Person"))
        self.rule = widgets.Dropdown(description=_("Measure and rule"))
        self.week = widgets.Dropdown(description=_("Known up to"))
        self.later = button(_("Show the next score"), self._later, primary=True)
        self.view = widgets.HTML()
        title = _("Session by session") if keep is not None else _("Session by session: a worked example")
        body = [row(self.person, self.rule, self.week, self.later), self.view]
        super().__init__(title, record or Reading(), body, keep=keep)
        self.observe_controls([self.person], lambda: self._take(self.person.value, self._rule(self.person.value)))
        self.observe_controls([self.rule], lambda: self._take(self.record.person, self.rule.value))
        self.observe_controls([self.week], lambda: self._take(self.record.person, self.record.rule, self.week.value))

    def _rule(self, person: str) -> str:
        """Keep the rule where the new person has scores for it."""
        known = [entry.id for entry in Reading.rules_for(person)]
        return self.record.rule if self.record.rule in known else known[0]

    def _take(self, person: str, rule: str, week: int = 0) -> None:
        if self.try_record(lambda: Reading(person, rule, week)):
            self.say(f"{self.record!r}.")

    def _later(self) -> None:
        rest = [week for week in self.record.weeks if week > self.record.week]
        if rest:
            self._take(self.record.person, self.record.rule, rest[0])
        else:
            self.say(_("There is no later score. Choose another person or another rule."), warn=True)

    def _show(self) -> None:
        record = self.record
        self.person.value = record.person
        self.rule.options = [
            (
                _(
                    "{measure}, {rule}: {points} points",
                    measure=measure(entry.measure).name,
                    rule=entry.name,
                    points=entry.points,
                ),
                entry.id,
            )
            for entry in Reading.rules_for(record.person)
        ]
        self.week.options = [(point.when, point.week) for point in record.series.points]
        self.rule.value, self.week.value = record.rule, record.week
        self.view.value = series_view(record)

    def question(self) -> str:
        return _("Whose scores did you read, by which rule, and up to which week?")

    def twin(self, record: Reading) -> str:
        return series_view(record)

    def twin_text(self, record: Reading) -> str:
        return f"{record.describe()}\n{series_table(record)!r}"
