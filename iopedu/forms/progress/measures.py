"""Fill in a score sheet; compare two settings of a screening test; read change, scores and steps."""

from html import escape

import ipywidgets as widgets

from iopedu.course.fields import Ask
from iopedu.course.language import _, language
from iopedu.course.people import people
from iopedu.course.workbook import Workbook
from iopedu.forms.base import Form
from iopedu.forms.described import Described, Typed
from iopedu.forms.options import Options
from iopedu.forms.parts import FILL, button, dropdown, group, in_columns, row, words
from iopedu.progress.change import Rule
from iopedu.progress.measures import CHOICES, STEM
from iopedu.progress.measures import measure as find
from iopedu.progress.medication import Steps
from iopedu.progress.reliable import ReliableChange
from iopedu.progress.screening import Screening
from iopedu.progress.series import Reading
from iopedu.progress.sheet import Sheet, what_now
from iopedu.show.progress import measures as shown
from iopedu.show.progress.series import series_table, series_view

FOR_WHOM = _("For a fictional person only. Please don’t fill this in about yourself.")
if language() != "en":
    FOR_WHOM += " " + _("The questions and answers are in English, worded as they were published.")


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
        choices = {value: f"{value}: {text}" for value, text in enumerate(CHOICES)}
        asked = (f"{number}. {text}" for number, text in enumerate(of.items, 1))
        self.items = [dropdown(item, choices, _("Not answered")) for item in asked]
        self.now, self.view = Options(), widgets.HTML()
        self.now.put(what_now())
        self.check = button(_("Check what I would do"), self._respond, primary=True)
        self.step = group(_("What now? Answer this before the total"), self.now, row(self.check), look="stack")
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
            self.say(_("“What now?” isn’t answered yet. Once it is, you’ll see the total, or what’s still missing."))

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
        self.view.value = shown.sheet_view(self.record)

    def from_json(self, found: object) -> Sheet:
        sheet = Sheet.from_json(found)
        if sheet.measure != self._blank.measure:
            other, mine = sheet.of.name, self._blank.of.name
            raise ValueError(_("This is a sheet for the {other}, not for the {measure}.", other=other, measure=mine))
        return sheet

    def question(self) -> str:
        told = {"measure": self.record.of.name}
        return _("What are a fictional person’s answers to the {measure}, and what follows from them?", **told)

    def twin(self, record: Sheet) -> str:
        if record.blank:
            items = shown.measure_items(record.measure).html()
            return f"<p>{FOR_WHOM} {FILL}</p>{items}"
        chosen = "".join(f"<p>{escape(line)}</p>" for line in record.feedback())
        return shown.sheet_table(record).html() + shown.sheet_view(record) + chosen

    def twin_text(self, record: Sheet) -> str:
        if record.blank:
            return f"{FOR_WHOM} {FILL}\n{shown.measure_items(record.measure)!r}"
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
    draw = staticmethod(shown.screening_view)

    def control(self, name: str, ask: Ask) -> widgets.Widget:
        made = super().control(name, ask)
        if name == "prevalence":
            made.label = _("Prevalence: how many in 100 have the condition")
        return made

    def body(self) -> list[widgets.Widget]:
        first, second, prevalence = self.fields.values()
        return [row(first, second), prevalence]

    def twin_text(self, record: Screening) -> str:
        table = f"\n{shown.screening_table(record)!r}" if record.ready else ""
        return f"{super().twin_text(record)}{table}"


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
    draw = staticmethod(shown.change_view)

    def body(self) -> list[widgets.Widget]:
        return [in_columns(*self.fields.values())]

    def twin_text(self, record: ReliableChange) -> str:
        return "\n".join([*(f"{name}: {said}" for name, said in record.steps()), super().twin_text(record)])


class SeriesReader(Form[Reading]):
    """The scores of a fictional person up to a week; what comes later stays hidden until it is asked for.

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
    Daniel, PHQ-9, NHS rule, known through week 4: Talk about it
    """

    KEY = "series"

    def __init__(self, keep: Workbook | None = None, record: Reading | None = None) -> None:
        self.person = dropdown(_("Person"), {one.id: one.name.split()[0] for one in people()})
        self.rule = widgets.Dropdown(description=_("Measure and rule"))
        self.week = widgets.Dropdown(description=_("Known up to"))
        self.later = button(_("Show the next score"), self._later, primary=True)
        self.view = widgets.HTML()
        body = [row(self.person, self.rule, self.week, self.later), self.view]
        super().__init__(self.titled(keep), record or Reading(), body, keep=keep)
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
        self.rule.options = [(_in_short(rule), rule.id) for rule in Reading.rules_for(record.person)]
        self.week.options = [(point.when, point.week) for point in record.series.points]
        self.rule.value, self.week.value = record.rule, record.week
        self.view.value = series_view(record)

    def twin(self, record: Reading) -> str:
        return series_view(record)

    def twin_text(self, record: Reading) -> str:
        return f"{record.describe()}\n{series_table(record)!r}"


def _in_short(rule: Rule) -> str:
    named = {"measure": find(rule.measure).name, "rule": rule.name, "points": rule.points}
    return _("{measure}, {rule}: {points} points", **named)


class StepsExplorer(Described[Steps]):
    """How many leave after each step; the share in remission follows the hand.

    Parameters
    ----------
    keep : Workbook, optional
        Where the values are kept.
    record : Steps, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = StepsExplorer()
    >>> for dial in form.fields.values():
    ...     dial.value = 0
    >>> form.record
    With 0, 0, 0 in 100 leaving: 67.1 percent in remission
    """

    KEY = "steps"
    RECORD = Steps
    draw = staticmethod(shown.steps_view)

    def body(self) -> list[widgets.Widget]:
        return [in_columns(*self.fields.values())]

    def twin(self, record: Steps) -> str:
        return super().twin(record) + (self.draw(record) if record.blank else "")

    def twin_text(self, record: Steps) -> str:
        return f"{super().twin_text(record)}\n{shown.steps_table(record)!r}"
