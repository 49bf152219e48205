"""What every form shares: one record, a status line, a text twin, and names and keys that work."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Any, Generic, TypeVar

import anywidget
import ipywidgets as widgets
import traitlets

from iopedu.course.language import _
from iopedu.course.text import in_html, printable
from iopedu.course.workbook import Workbook
from iopedu.show.style import STYLE

__all__ = ["Companion", "Form", "button", "group", "row", "script", "words"]

STATIC = Path(__file__).parent / "static"


def script(name: str) -> str:
    """Return the ES module of a form, with what several forms use before it."""
    return "".join((STATIC / part).read_text(encoding="utf-8") for part in ("elements.js", name))


Record = TypeVar("Record")


class Companion(anywidget.AnyWidget):
    """The invisible part of a form that names its controls, keeps its keys and the order of what is done.

    ``static/companion.js`` says how.
    """

    _esm = STATIC / "companion.js"
    _css = STATIC / "forms.css"

    title = traitlets.Unicode("").tag(sync=True)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.on_msg(lambda _self, content, _buffers: self.send(content))


class Form(widgets.VBox, Generic[Record]):
    """A view of one record: controls change the record, and a new record changes the controls.

    A form computes nothing and keeps nothing of its own: `record` is the truth.

    Parameters
    ----------
    title : str
        Heading, and the form's name for a screen reader.
    record : object
        What is shown first: an immutable value with ``describe()``.
    body : iterable of ipywidgets.Widget
        Controls in their order.
    keep : Workbook, optional
        Where the learner's entries are kept. A form without it is an example.
    key : str, optional
        Name of this form in the workbook; by default the class's `KEY`.
    after : iterable of ipywidgets.Widget
        What stands below the status line.

    Notes
    -----
    In a page without a kernel, and in print, the form's *twin* stands in its place. A form that keeps a
    learner's entries always leaves a blank twin, so that running a cell never writes what somebody
    entered into the notebook file.
    """

    #: Name of the form in the workbook, where a form has one name wherever it stands.
    KEY = ""

    def __init__(
        self,
        title: str,
        record: Record,
        body: Iterable[widgets.Widget],
        *,
        keep: Workbook | None = None,
        key: str = "",
        after: Iterable[widgets.Widget] = (),
    ) -> None:
        self.title, self.keep, self.key = title, keep, key or self.KEY
        self._record = self._blank = record
        self._busy = False
        self.status = widgets.HTML()
        self.status.add_class("iop-status")
        heading = words(escape(title), "iop-heading")
        super().__init__([heading, *body, self.status, *after, Companion(title=title)])
        self.add_class("iop-form")
        self._show()
        if keep is not None and self.key:
            keep.listen(self.key, self._restore)
            if self.key in keep.answers:
                self._restore()

    # What a form fills in ---------------------------------------------------------------------------

    def _show(self) -> None:
        """Write the record to the controls."""

    def question(self) -> str:
        """Return what the learner was asked, for the workbook."""
        return self.title

    def to_json(self) -> Any:
        """Return the record as JSON values, for the workbook."""
        return self.record.to_json()

    def from_json(self, found: Any) -> Record:
        """Read a record that `to_json` wrote; raises ValueError with a sentence when it is something else."""
        return type(self.record).from_json(found)

    def twin(self, record: Record) -> str:
        """Return HTML that says what this form holds, readable without a kernel."""
        return f"<p>{in_html(record.describe())}</p>"

    def twin_text(self, record: Record) -> str:
        """Return the same in plain text."""
        return record.describe() if hasattr(record, "describe") else ""

    # What a form gets -------------------------------------------------------------------------------

    @property
    def record(self) -> Record:
        """What the form holds now."""
        return self._record

    @record.setter
    def record(self, record: Record) -> None:
        self._record = record
        with self.quietly():
            self._show()
        self._keep()

    @contextmanager
    def quietly(self):
        """Change controls without reacting to the change."""
        before, self._busy = self._busy, True
        try:
            yield
        finally:
            self._busy = before

    def observe_controls(self, controls: Iterable[widgets.Widget], react: Callable[[], None]) -> None:
        """Call ``react`` when a learner changes one of the controls."""

        def changed(_change: Any) -> None:
            if not self._busy:
                react()

        for control in controls:
            control.observe(changed, "value")

    def try_record(self, make: Callable[[], Record]) -> bool:
        """Take the record that ``make`` returns; say what is wrong when it cannot be made."""
        try:
            self.record = make()
        except ValueError as problem:
            self.say(str(problem), warn=True)
            return False
        return True

    def say(self, *lines: str, warn: bool = False) -> None:
        """Show sentences in the status line, which is also read out. They are plain text, never HTML."""
        shown = "".join(f"<p>{in_html(line)}</p>" for line in lines if line)
        self.status.value = f'<div class="iop-said{" iop-warn" if warn else ""}">{shown}</div>' if shown else ""

    def describe(self) -> str:
        """Return what the form holds, in words."""
        return self.record.describe()

    def _keep(self) -> None:
        if self.keep is not None and self.key:
            self.keep.put(self.key, self.question(), self.to_json(), self.describe())

    def _restore(self) -> None:
        """Show what the workbook holds, or the blank form when it holds nothing."""
        answer = self.keep.answers.get(self.key)
        try:
            self._record = self._blank if answer is None else self.from_json(answer.value)
        except ValueError as problem:
            said = _("A saved answer could not be shown here: {problem} It stays in your file.", problem=problem)
            self.say(said, warn=True)
            return
        with self.quietly():
            self._show()

    def __repr__(self) -> str:
        return f"{self.title}\n{printable(self.describe())}"

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        bundle = super()._repr_mimebundle_(**options) or {}
        record = self._record if self.keep is None else self._blank
        html = f'{STYLE}<div class="iop"><p><strong>{escape(self.title)}</strong></p>{self.twin(record)}</div>'
        return {**bundle, "text/plain": printable(f"{self.title}\n{self.twin_text(record)}".strip()), "text/html": html}


def words(html: str, name: str = "") -> widgets.HTML:
    """Return safe HTML as a widget, with a class name for its look."""
    widget = widgets.HTML(html)
    if name:
        widget.add_class(name)
    return widget


def row(*children: widgets.Widget) -> widgets.HBox:
    """Return controls side by side, in several lines where there is no room."""
    box = widgets.HBox(children)
    box.add_class("iop-row")
    return box


def group(legend: str, *children: widgets.Widget, look: str = "row") -> widgets.VBox:
    """Return controls under a visible legend that also names the group for a screen reader.

    ``look`` is "row" (side by side), "columns" (as many as fit), "stack" (one below the other) or "below" (a list of
    choices, each below its question).
    """
    inner = widgets.Box(children)
    inner.add_class(f"iop-{look}")
    box = widgets.VBox([words(escape(legend), "iop-legend"), inner])
    box.add_class("iop-group")
    return box


def button(label: str, act: Callable[[], None], primary: bool = False) -> widgets.Button:
    """Return a button that calls ``act``."""
    made = widgets.Button(description=label, button_style="primary" if primary else "")
    made.on_click(lambda _button: act())
    return made
