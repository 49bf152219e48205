"""What is best seen after an attempt: it opens when it is asked for, and its twin is folded."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from iopedu.course.language import _
from iopedu.forms.base import Form
from iopedu.forms.parts import button, row
from iopedu.show.chart import Chart
from iopedu.show.svg import Picture
from iopedu.show.table import Table

Part = Chart | Picture | Table | Form
_SUMMARY = _("Open it after your own answer")
_FOLDED = _("It is folded on the page: open it after your own answer.")


class Closed(widgets.VBox):
    """Figures, tables and forms behind a button.

    Parameters
    ----------
    parts : tuple of Chart, Picture, Table or Form
        What opens; nothing is shown where there is nothing to open.
    label : str
        On the button.
    """

    def __init__(self, parts: tuple[Part, ...], label: str) -> None:
        self.parts, self.seen = parts, widgets.HTML()
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
        return f'<details class="iop-later"><summary>{_SUMMARY}</summary>{inside}</details>' if inside else ""

    def twin_text(self) -> str:
        """Return where it is."""
        return _FOLDED if self.parts else ""


class Later(Form[str]):
    """Papers, figures or examples that a learner opens after a decision.

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
