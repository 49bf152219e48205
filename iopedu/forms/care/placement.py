"""The placement worksheet as a form: danger first, then six axes, then wish, access and override."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from iopedu.care.axes import TEACHING, UNSURE, Axis, axes, material
from iopedu.care.levels import levels
from iopedu.care.placement import WISHES, Worksheet
from iopedu.course.language import _
from iopedu.course.workbook import Workbook
from iopedu.forms.parts import button, group, row, words
from iopedu.forms.rows import Typed, line
from iopedu.show.care.placement import placement_view

_RUN = _("Run this notebook to rate and to see the range of levels.")
_NONE = _("No override")


class PlacementWorksheet(Typed[Worksheet]):
    """Ratings in words; the range of levels, its reasons and what would change it follow.

    Parameters
    ----------
    keep : Workbook, optional
        Where the worksheet is kept.
    record : Worksheet, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = PlacementWorksheet()
    >>> form.danger.value = "yes"
    >>> form.record
    Worksheet: emergency route first, no level now
    """

    KEY = "worksheet"

    def __init__(self, keep: Workbook | None = None, record: Worksheet | None = None) -> None:
        title = _("Placement worksheet") if keep is not None else _("Placement worksheet: a worked example")
        asked = material()
        self.danger = _radio(asked["danger"]["answers"])
        self.axes = {axis.id: _ratings(axis) for axis in axes()}
        self.settles = widgets.Dropdown(
            options=[(_("Not answered"), ""), *((text, code) for code, text in asked["settles"]["answers"].items())],
            description=asked["settles"]["ask"],
        )
        self.wish = widgets.Dropdown(
            options=[(text, code) for code, text in WISHES.items()], description=asked["wish"]["ask"]
        )
        self.out_of_reach = {entry.id: widgets.Checkbox(description=entry.label, indent=False) for entry in levels()}
        self.missing = line(_("What is missing"), _("For example child care, a ride, coverage, a free place"))
        self.override = widgets.Dropdown(
            options=[(_NONE, ""), *((entry.label, entry.id) for entry in levels())], description=_("Override")
        )
        self.reason = line(_("Reason for the override"), _("What you know that the axes do not say"))
        self.clear = button(_("Start over"), self._start_over)
        self.view = widgets.HTML()
        super().__init__(title, record or Worksheet(), self._body(), keep=keep, after=[self.view])
        self.observe_controls(self._controls(), self._changed)

    def _body(self) -> list[widgets.Widget]:
        self.rated = widgets.VBox(
            [
                group(_("Six axes, in words"), *self.axes.values(), look="below"),
                group(_("Choose within the range"), self.settles, self.wish, look="stack"),
                group(_("Which levels cannot be reached in time?"), *self.out_of_reach.values(), look="columns"),
                self.missing,
                group(_("Against the suggestion, only with a reason"), self.override, self.reason, look="stack"),
            ]
        )
        first = group(material()["danger"]["ask"], self.danger, look="stack")
        note = words(f"<p>{escape(TEACHING)}. {_('Not for decisions about real people.')}</p>")
        return [note, first, self.rated, row(self.clear)]

    def _controls(self) -> list[widgets.Widget]:
        chosen = [self.danger, *self.axes.values(), self.settles, self.wish, *self.out_of_reach.values()]
        return [*chosen, self.missing, self.override, self.reason]

    def made(self) -> Worksheet:
        ratings = {name: box.value for name, box in self.axes.items() if box.value}
        if self.danger.value != "no":
            # Nothing that is half typed further down may keep the answer on danger from being taken.
            return Worksheet(self.danger.value, ratings)
        return Worksheet(
            danger="no",
            ratings=ratings,
            settles=self.settles.value or None,
            wish=self.wish.value,
            out_of_reach=tuple(name for name, box in self.out_of_reach.items() if box.value),
            missing=self.missing.value,
            override=self.override.value,
            reason=self.reason.value,
        )

    def _changed(self) -> None:
        super()._changed()
        if self.record.stop and "iop-warn" not in self.status.value:
            self.say(self.record.stop, warn=True)

    def _start_over(self) -> None:
        self.record = Worksheet()
        self.say(_("Empty again. Begin with the first question."))

    def _show(self) -> None:
        if not self._is_typed():
            self._fill()
        self._shown = self.record
        self.rated.layout.display = "" if self.record.danger == "no" else "none"
        self.settles.layout.display = "" if self.record.asks_settling else "none"
        self.view.value = placement_view(self.record)

    def _fill(self) -> None:
        self.say()
        self.danger.value = self.record.danger
        for name, box in self.axes.items():
            box.value = self.record.ratings.get(name, "")
        self.settles.value, self.wish.value = self.record.settles or "", self.record.wish
        for name, box in self.out_of_reach.items():
            box.value = name in self.record.out_of_reach
        self.missing.value, self.override.value = self.record.missing, self.record.override
        self.reason.value = self.record.reason

    def question(self) -> str:
        return _("Which level of care, and why?")

    def twin(self, record: Worksheet) -> str:
        if record != Worksheet():
            return placement_view(record)
        asked = "".join(f"<li>{escape(axis.name)}: {escape(axis.ask)}</li>" for axis in axes())
        return f"<p>{escape(TEACHING)}.</p><p>{escape(material()['danger']['ask'])}</p><ul>{asked}</ul><p>{_RUN}</p>"

    def twin_text(self, record: Worksheet) -> str:
        if record != Worksheet():
            return record.describe()
        names = ", ".join(axis.name for axis in axes())
        return f"{record.describe()}\n{_('Then: {axes}.', axes=names)} {_RUN}"


def _radio(options: dict[str, str]) -> widgets.RadioButtons:
    return widgets.RadioButtons(options=[(text, code) for code, text in options.items()], value=None)


def _ratings(axis: Axis) -> widgets.Dropdown:
    anchors = [(f"{word}: {text}", rating) for rating, (word, text) in axis.anchors.items()]
    return widgets.Dropdown(
        options=[(_("Not rated yet"), ""), *anchors, (_("Not sure"), UNSURE)], description=axis.name
    )
