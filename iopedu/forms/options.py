"""One question with its options to mark, and what is best seen after an attempt."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets as widgets

from iopedu.course.language import _
from iopedu.course.quiz import Question
from iopedu.forms.base import Form, Record
from iopedu.forms.parts import button, close, row, tick, words
from iopedu.show.chart import Chart
from iopedu.show.svg import Picture
from iopedu.show.table import Table

#: A question with more options is a list that opens: who types the first letters gets there.
_MANY = 9


class Options(widgets.VBox):
    """A question as a legend with one radio button for each option: a checkbox where several are right, or a list."""

    def __init__(self) -> None:
        self.ask, self.marks = words("", "iop-legend"), widgets.VBox()
        self.question: Question | None = None
        super().__init__([self.ask, self.marks])
        self.add_class("iop-group")

    def put(self, question: Question) -> None:
        """Show a question with nothing marked."""
        self.question = question
        several = _("(more than one answer is right: choose all that apply)")
        self.ask.value = escape(question.ask) + (f" <em>{several}</em>" if question.several else "")
        if question.several:
            self._mark(*(tick(text) for text in question.listed))
        elif len(question.listed) > _MANY:
            # The empty text stands for no answer: a list box shows an option whose value is None as an empty line.
            listed = [(_("Choose, or type the first few letters"), ""), *((text, text) for text in question.listed)]
            self._mark(widgets.Dropdown(options=listed, description=_("Your answer")))
        else:
            self._mark(widgets.RadioButtons(options=question.listed, value=None))

    def empty(self, text: str) -> None:
        """Show a sentence where there is no question."""
        self.question, self.ask.value = None, escape(text)
        self._mark()

    def _mark(self, *marks: widgets.Widget) -> None:
        """Take these in the place of what could be marked before."""
        before, self.marks.children = self.marks.children, marks
        for mark in before:
            close(mark)

    @property
    def chosen(self) -> tuple[int, ...]:
        """Positions in the question that are marked now, wherever they stand on the page."""
        if self.question is None:
            return ()
        if self.question.several:
            return tuple(sorted(at for at, box in self._boxes() if box.value))
        value = self.marks.children[0].value
        return () if not value else (self.question.shown[self.question.listed.index(value)],)

    def choose(self, *positions: int) -> None:
        """Mark options, as a learner would."""
        if self.question.several:
            for at, box in self._boxes():
                box.value = at in positions
        else:
            nothing = "" if len(self.question.listed) > _MANY else None
            self.marks.children[0].value = self.question.options[positions[0]].text if positions else nothing

    def _boxes(self) -> zip[tuple[int, widgets.Checkbox]]:
        return zip(self.question.shown, self.marks.children, strict=True)


class Asks(Form[Record]):
    """A form that asks one question at a time: options to mark, a button to check them, and ways to go on."""

    at = 0

    def asking(self, check: str, onward: str) -> None:
        """Make the controls, with the names of two of their buttons."""
        self.place, self.options = words("", "iop-place"), Options()
        self.check = button(check, self._check, primary=True)
        self.back = button(_("Back"), lambda: self._go(-1))
        self.next = button(onward, lambda: self._go(1))

    @property
    def chosen(self) -> tuple[int, ...]:
        """Positions that are marked on the form now, checked or not."""
        return self.options.chosen

    def choose(self, *positions: int) -> None:
        """Mark options of the question shown, as a learner would."""
        self.options.choose(*positions)

    def _go(self, step: int) -> None:
        self.at += step
        self.say()
        with self.quietly():
            self._show()


Part = Chart | Picture | Table | Form


class Closed(widgets.VBox):
    """Figures, tables and forms behind a button.

    Parameters
    ----------
    parts : tuple of Chart, Picture, Table or Form
        What opens; nothing is shown where there is nothing to open.
    label : str
        On the button.
    fold : str
        On the fold, where the page has no kernel; the same as on the button when empty.
    """

    def __init__(self, parts: tuple[Part, ...], label: str, fold: str = "") -> None:
        self.parts, self.fold, self.seen = parts, fold or label, widgets.HTML()
        self.forms = [part for part in parts if isinstance(part, Form)]
        self.button = button(label, self.show)
        super().__init__([row(self.button), self.seen, *self.forms])
        self.hide()

    def show(self) -> None:
        """Show what there is."""
        self._set(True)

    def hide(self) -> None:
        """Put it out of sight."""
        self._set(False)

    def _set(self, seen: bool) -> None:
        figures = [part for part in self.parts if not isinstance(part, Form)]
        self.seen.value = "".join(map(_html, figures)) if seen else ""
        for form in self.forms:
            form.layout.display = "" if seen else "none"
        self.button.layout.display = "none" if seen or not self.parts else ""

    def twin(self) -> str:
        """Return the same as a fold, for a page without a kernel; empty where there is nothing to open."""
        inside = "".join(map(_html, self.parts))
        return f'<details class="iop-later"><summary>{self.fold}</summary>{inside}</details>' if inside else ""

    def twin_text(self) -> str:
        """Return where it is."""
        return _("Collapsed on the page: “{fold}”", fold=self.fold) if self.parts else ""


class Later(Form[str]):
    """Long tables, papers or examples that a learner opens when they are wanted.

    Parameters
    ----------
    title : str
        Heading.
    parts : Chart, Picture, Table or Form
        What opens.
    """

    def __init__(self, title: str, *parts: Part) -> None:
        self.closed = Closed(parts, _("Open it"))
        super().__init__(title, title, [self.closed])

    def describe(self) -> str:
        return self.closed.twin_text()

    def twin(self, record: Any) -> str:
        return self.closed.twin()

    def twin_text(self, record: Any) -> str:
        return self.describe()


def _html(part: Part) -> str:
    return part._repr_mimebundle_()["text/html"] if isinstance(part, Form) else part._repr_html_()
