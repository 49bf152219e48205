"""A thought record to fill in, step by step, in three, five or seven columns."""

from collections.abc import Iterable
from functools import partial
from html import escape
from typing import Any

import ipywidgets as widgets

from iopedu.cbt.record import COLUMNS, FIELDS, NO_STYLE, Emotion, Thought, ThoughtRecord, example_records, hints
from iopedu.cbt.styles import styles
from iopedu.course.export import page as print_page
from iopedu.course.fields import Words
from iopedu.course.files import options
from iopedu.course.language import _, _n
from iopedu.course.text import in_html, listed
from iopedu.course.workbook import Workbook
from iopedu.forms.base import Form
from iopedu.forms.parts import Rating, button, dropdown, group, row, tick, words
from iopedu.show.asking import contrasts
from iopedu.show.cbt.action import in_columns as record_in_columns
from iopedu.show.svg import framed

MOST_ROWS = 5
ASKS = options("thought_record.asks")


class _Row:
    """The controls of one thought or one emotion: its text, its ratings then and now, and for a thought its mark."""

    def __init__(self, thought: bool) -> None:
        self.text = widgets.Text(description=_("Thought") if thought else _("Emotion"))
        self.hot = tick(_("This is the hot thought")) if thought else None
        self.before, self.after = Rating(), Rating()
        self.label()

    @property
    def controls(self) -> list[widgets.Widget]:
        return [control for control in (self.text, self.hot, self.before, self.after) if control is not None]

    @property
    def filled(self) -> bool:
        return bool(self.text.value.strip()) or self.before.value is not None

    def put(self, text: str, before: int | None, after: int | None, hot: bool = False) -> None:
        self.text.value, self.before.value, self.after.value = text, before, after
        if self.hot is not None:
            self.hot.value = hot

    def label(self) -> None:
        text = self.text.value or "…"
        if self.hot is not None:
            self.before.label = _("Belief at the time: “{thought}”", thought=text)
            self.after.label = _("Belief now: “{thought}”", thought=text)
        else:
            self.before.label = _("Strength at the time: “{emotion}”", emotion=text)
            self.after.label = _("Strength now: “{emotion}”", emotion=text)
        self.after.before = self.before.value


class ThoughtRecordForm(Form[ThoughtRecord]):
    """Three, five or seven columns of one record; what was entered before stays in sight on every later step.

    Parameters
    ----------
    record : ThoughtRecord, optional
        What is shown first.
    keep : Workbook, optional
        Where the record is kept. Without it, this is an example.
    columns : {3, 5, 7}
        The view to begin with; changing it loses nothing.
    """

    KEY = "record"
    WIDE = True

    def __init__(self, record: ThoughtRecord | None = None, keep: Workbook | None = None, columns: int = 7) -> None:
        self.at = 0
        self.columns = dropdown(_("View"), {n: _n("{n} column", "{n} columns", n) for n in COLUMNS})
        self.columns.value = columns
        self.beside = tick(_("Show Maya’s record beside mine"))
        self.place, self.so_far, self.example = words("", "iop-legend"), widgets.HTML(), widgets.HTML()
        self.page = widgets.VBox()
        self.asks = {name: words(escape(ask)) for name, ask in ASKS.items()}
        asks = ThoughtRecord.asks().items()
        self.texts = {name: widgets.Textarea(description=ask.label) for name, ask in asks if isinstance(ask, Words)}
        self.balanced_belief = Rating(label=_("Belief in the balanced thought"))
        self.thoughts, self.emotions = [self._row(True)], [self._row(False)]
        self.moves = {
            "thoughts": self._moves(self.thoughts, _("Add another thought"), _("Remove the last thought")),
            "emotions": self._moves(self.emotions, _("Add another emotion"), _("Remove the last emotion")),
        }
        self.styles = {n: tick(NO_STYLE.get(n, n)) for n in (*(style.name for style in styles()), *NO_STYLE)}
        self.means = [words(escape(style.definition)) for style in styles()]
        self.means += [words("") for _name in NO_STYLE]
        self._told = ""
        self.other_style = widgets.Text(description=_("Another style"))
        self.back = button(_("Back"), lambda: self._go(-1))
        self.next = button(_("Next column"), lambda: self._go(1), primary=True)
        self.lacking = button(_("What is missing?"), self._missing)
        self.ask = button(_("Ask me questions about it"), self._hints)
        self.lay, self.laid = button(_("Lay it out in columns"), self._lay_out), widgets.HTML()
        self.contrast = widgets.HTML()
        body = [row(self.columns, self.beside), self.so_far, self.place, self.example, self.page]
        body.append(row(self.back, self.next, self.lacking, self.ask, self.lay))
        after = [self.contrast, self.laid]
        super().__init__(self.titled(keep), record or ThoughtRecord(), body, keep=keep, after=after)
        for name, box in self.styles.items():
            box.observe(partial(self._exclude, name), "value")
        plain = [*self.texts.values(), self.balanced_belief, *self.styles.values(), self.other_style]
        self.observe_controls(plain, self._collect)
        self.columns.observe(lambda _change: self._go(0), "value")
        self.beside.observe(lambda _change: self._go(0), "value")

    def _row(self, thought: bool) -> _Row:
        each = _Row(thought)

        def marked(change: dict[str, Any]) -> None:
            if change["new"] and not self._busy:  # only one thought is hot: the new mark takes it over
                with self.quietly():
                    for other in self.thoughts:
                        other.hot.value = other is each

        if thought:
            each.hot.observe(marked, "value")
        self.observe_controls(each.controls, self._collect)
        return each

    def _moves(self, rows: list[_Row], add: str, remove: str) -> widgets.HBox:
        return row(button(add, lambda: self._add(rows)), button(remove, lambda: self._drop(rows)))

    # From the controls to the record ----------------------------------------------------------------

    def text_boxes(self) -> list[widgets.Widget]:
        return [*self.texts.values(), *(each.text for each in (*self.thoughts, *self.emotions)), self.other_style]

    def _collect(self) -> None:
        def made() -> ThoughtRecord:
            chosen = [name for name, box in self.styles.items() if box.value]
            thoughts = [
                Thought(r.text.value, r.before.value, r.after.value, r.hot.value) for r in self.thoughts if r.filled
            ]
            emotions = [Emotion(r.text.value, r.before.value, r.after.value) for r in self.emotions if r.filled]
            return ThoughtRecord(
                **{name: area.value for name, area in self.texts.items()},
                thoughts=tuple(thoughts),
                emotions=tuple(emotions),
                styles=(*chosen, *filter(None, [self.other_style.value.strip()])),
                balanced_belief=self.balanced_belief.value,
            )

        if self.try_record(made):
            self.say(self._told)
        self._told = ""

    def _exclude(self, name: str, change: dict[str, Any]) -> None:
        """Take out what cannot stand beside a new mark: "None of these" and "Not sure" stand alone."""
        if self._busy or not change["new"]:
            return
        out = [
            box for at, box in self.styles.items() if at != name and box.value and (name in NO_STYLE or at in NO_STYLE)
        ]
        with self.quietly():
            for box in out:
                box.value = False
        if out:
            gone = listed(f"“{box.description}”" for box in out)
            self._told = _(
                "“{name}” rules out {others}: any mark there was removed.", name=NO_STYLE.get(name, name), others=gone
            )

    # From the record to the controls ----------------------------------------------------------------

    def _show(self) -> None:
        record = self.record
        for name, area in self.texts.items():
            area.value = getattr(record, name)
        self.balanced_belief.value = record.balanced_belief
        self._fill(self.thoughts, record.thoughts)
        self._fill(self.emotions, record.emotions)
        for name, box in self.styles.items():
            box.value = name in record.styles
        self.other_style.value = ", ".join(style for style in record.styles if style not in self.styles)
        self._turn()

    def _fill(self, rows: list[_Row], items: tuple[Thought | Emotion, ...]) -> None:
        filled = [each for each in rows if each.filled]
        if len(filled) != len(items):  # a record from elsewhere
            rows[:] = [self._row(rows is self.thoughts) for _item in items or [None]]
            filled = rows[: len(items)]
        for each, item in zip(filled, items, strict=True):
            each.put(*(getattr(item, name) for name in item.asks()))
        for each in rows:
            each.label()

    # Steps ------------------------------------------------------------------------------------------

    @property
    def step(self) -> tuple[str, ...]:
        """The parts of the record that the form asks for now: one column of the view."""
        return COLUMNS[self.columns.value][self.at]

    def _go(self, steps: int) -> None:
        with self.telling():
            self.check_numbers()
            self.at = min(max(self.at + steps, 0), len(COLUMNS[self.columns.value]) - 1)
            self.say()
            self._turn()

    def _turn(self) -> None:
        """Show the step, what stands before it, and the example beside it."""
        self.laid.value = ""  # it showed the record as it was
        steps = COLUMNS[self.columns.value]
        self.at = min(self.at, len(steps) - 1)
        names = listed(FIELDS[name] for name in self.step)
        self.place.value = _("Column {at} of {many}: {names}", at=self.at + 1, many=len(steps), names=names)
        parts = dict(self.record.parts())
        before = [FIELDS[name] for column in steps[: self.at] for name in column if parts[FIELDS[name]]]
        self.so_far.value = _quoted(f"<p><strong>{name}:</strong> {in_html(parts[name])}</p>" for name in before)
        example = dict(example_records()[0].parts())
        wrote = [in_html(example[FIELDS[name]]) for name in self.step if self.beside.value]
        maya = _("Maya wrote:")
        self.example.value = _quoted(f"<p><strong>{maya}</strong> {text}</p>" for text in wrote)
        page = tuple(control for name in self.step for control in (self.asks[name], *self._page(name)))
        if page != self.page.children:
            self.page.children = page
        self.back.disabled, self.next.disabled = self.at == 0, self.at == len(steps) - 1

    def _page(self, step: str) -> list[widgets.Widget]:
        if step in ("thoughts", "emotions"):
            return self._rows_page(step)
        if step == "styles":
            told = [part for both in zip(self.styles.values(), self.means, strict=True) for part in both]
            return [group(_("Thinking styles"), *told, look="stack"), self.other_style]
        if step == "outcome":
            filled = [each.after for each in (*self.thoughts, *self.emotions) if each.filled]
            return filled or [words(f"<p>{_('First rate a thought or an emotion in the earlier steps.')}</p>")]
        return [self.texts[step], *([self.balanced_belief] if step == "balanced" else [])]

    def _rows_page(self, step: str) -> list[widgets.Widget]:
        rows = self.thoughts if step == "thoughts" else self.emotions
        add, drop = self.moves[step].children
        add.disabled, drop.disabled = len(rows) >= MOST_ROWS, len(rows) == 1
        return [*(c for each in rows for c in each.controls if c is not each.after), self.moves[step]]

    def _add(self, rows: list[_Row]) -> None:
        rows.append(self._row(rows is self.thoughts))
        self._turn()

    def _drop(self, rows: list[_Row]) -> None:
        del rows[-1]
        self._collect()
        self._turn()

    # Questions --------------------------------------------------------------------------------------

    def _missing(self) -> None:
        lacking = self.record.missing_in(self.columns.value)
        complete = _("Nothing is missing from the {columns}-column view.", columns=self.columns.value)
        self.say(_("Still missing: {fields}.", fields=listed(lacking)) if lacking else self.whole(complete))

    def _hints(self) -> None:
        found = [repr(hint) for hint in hints(self.record)]
        none = _("The rules raise no questions about it. That does not make it right or wrong: read it again yourself.")
        self.say(*(found or [self.whole(none)]))
        self.contrast.value = framed(contrasts("thought_record"))

    def printed(self) -> str:
        return record_in_columns(self.record, self.columns.value).html()

    def _lay_out(self) -> None:
        """Show the record as columns, and write it as a page to print."""
        self.laid.value = framed(self.printed())
        if self.keep is not None:
            text = print_page(self.question(), self.printed(), wide=True)
            self.hand_over(f"{self.keep.path.stem}-{self.keep.notebook.number}-{self.key}.html", text)

    def twin(self, record: ThoughtRecord) -> str:
        return "".join(
            f"<p><strong>{name}:</strong> {in_html(text) if text else '…'}</p>" for name, text in record.parts()
        )

    def twin_text(self, record: ThoughtRecord) -> str:
        return "\n".join(f"{name}: {text or '...'}" for name, text in record.parts())


def _quoted(lines: Iterable[str]) -> str:
    shown = "".join(lines)
    return f'<div class="iop-said">{shown}</div>' if shown else ""
