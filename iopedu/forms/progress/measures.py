"""Fill in a score sheet; compare two settings of a screening test."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from iopedu.course.fields import Ask
from iopedu.course.language import _, language
from iopedu.course.workbook import Workbook
from iopedu.forms.described import Described
from iopedu.forms.options import Options
from iopedu.forms.parts import FILL, button, group, row, words
from iopedu.forms.rows import Typed
from iopedu.progress.measures import CHOICES, STEM
from iopedu.progress.measures import measure as find
from iopedu.progress.screening import Screening
from iopedu.progress.sheet import Sheet, what_now
from iopedu.show.progress.measures import measure_items, screening_table, screening_view, sheet_table, sheet_view

FOR_WHOM = _("For a made-up person only. Nobody fills this in about themselves here.")
if language() != "en":
    FOR_WHOM += " " + _("The questions and answers stand in English, in the words in which they were published.")


class ScoreSheet(Typed[Sheet]):
    """A PHQ-9 or GAD-7 to fill in; the step “What now?” opens by itself and comes before the total.

    Parameters
    ----------
    measure : str
        "phq9" or "gad7"; also the name in the workbook.
    keep : Workbook, optional
        Where the answers are kept.
    record : Sheet, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = ScoreSheet("gad7")
    >>> form.items[0].value = 2
    >>> form.record
    GAD-7: no total, 6 items not answered
    """

    def __init__(self, measure: str, keep: Workbook | None = None, record: Sheet | None = None) -> None:
        of = find(measure)
        choices = [(_("Not answered"), ""), *((f"{value}: {text}", value) for value, text in enumerate(CHOICES))]
        self.items = [
            widgets.Dropdown(options=choices, value="", description=f"{number}. {text}")
            for number, text in enumerate(of.items, 1)
        ]
        self.now, self.view = Options(), widgets.HTML()
        self.now.put(what_now())
        self.check = button(_("Check what I would do"), self._respond, primary=True)
        self.step = group(_("What now? This comes before the total"), self.now, row(self.check), look="stack")
        sheet = group(STEM, *self.items, look="stack")
        sheet.add_class("iop-items")
        title = _("Score sheet: {measure}", measure=of.name)
        title = title if keep is not None else _("Score sheet: {measure}, a worked example", measure=of.name)
        body = [words(FOR_WHOM), sheet, self.step]
        after = [self.view, words(escape(of.attribution), "iop-note")]
        super().__init__(title, record or Sheet(of.id), body, keep=keep, key=of.id, after=after)
        self.observe_controls(self.items, self._changed)

    def made(self) -> Sheet:
        return self.record.answer(None if item.value == "" else item.value for item in self.items)

    def _changed(self) -> None:
        super()._changed()
        if self.record.open_step:
            self.say(_("“What now?” is open: answer it, then the total is shown."))

    def _respond(self) -> None:
        chosen = self.now.chosen
        if self.try_record(lambda: self.record.respond(chosen)):
            self.say(*self.record.feedback())

    def _show(self) -> None:
        for item, value in zip(self.items, self.record.answers, strict=True):
            item.value = "" if value is None else value
        self.step.layout.display = "" if self.record.raised else "none"
        if self.record.response or not self.record.raised:  # marks that are not checked yet stay
            self.now.choose(*self.record.response)
        self.say(*self.record.feedback())
        self.view.value = sheet_view(self.record)

    def from_json(self, found: object) -> Sheet:
        sheet = Sheet.from_json(found)
        if sheet.measure != self._blank.measure:
            other, mine = sheet.of.name, self._blank.of.name
            raise ValueError(_("This is a sheet of the {other}, not of the {measure}.", other=other, measure=mine))
        return sheet

    def question(self) -> str:
        return _(
            "What are the answers of a made-up person to the {measure}, and what follows?", measure=self.record.of.name
        )

    def twin(self, record: Sheet) -> str:
        if record.blank:
            items = measure_items(record.measure).html()
            return f"<p>{FOR_WHOM} {FILL}</p>{items}"
        chosen = "".join(f"<p>{escape(line)}</p>" for line in record.feedback())
        return sheet_table(record).html() + sheet_view(record) + chosen

    def twin_text(self, record: Sheet) -> str:
        if record.blank:
            return f"{FOR_WHOM} {FILL}\n{measure_items(record.measure)!r}"
        return "\n".join([record.describe(), *record.feedback()])


class ScreeningExplorer(Described[Screening]):
    """Two settings and one prevalence; a thousand people follow the hand.

    Parameters
    ----------
    keep : Workbook, optional
        Where the choice is kept.
    record : Screening, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = ScreeningExplorer()
    >>> form.fields["prevalence"].value = 5
    >>> form.record
    GAD-7, primary care and GAD-7, partial hospital at 5 in 100
    """

    KEY = "screening"
    RECORD = Screening
    TITLE = _("Screening explorer")
    ASK = _("What does a score in the range mean in two settings, at which prevalence?")

    def control(self, name: str, ask: Ask) -> widgets.Widget:
        made = super().control(name, ask)
        if name == "prevalence":
            made.label = _("Prevalence: how many of 100 have the condition")
        return made

    def body(self) -> list[widgets.Widget]:
        first, second, prevalence = self.fields.values()
        return [row(first, second), prevalence]

    def draw(self, record: Screening) -> str:
        return screening_view(record)

    def twin_text(self, record: Screening) -> str:
        table = f"\n{screening_table(record)!r}" if record.ready else ""
        return f"{super().twin_text(record)}{table}"
