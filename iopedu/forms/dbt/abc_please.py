"""Plan ABC PLEASE for a week."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from iopedu.course.language import _
from iopedu.course.workbook import Workbook
from iopedu.dbt.abc_please import CARE, DAYS, AbcPlease
from iopedu.forms.parts import group, words
from iopedu.forms.rows import Fields, Typed, brief
from iopedu.show.dbt.regulate import abc_view

_RUN = _("Run this notebook to plan a week and to answer day by day.")


class AbcPleaseForm(Typed[AbcPlease]):
    """Words for A, B and C; and five questions about the day that is chosen.

    Parameters
    ----------
    keep : Workbook, optional
        Where the plan is kept.
    record : AbcPlease, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = AbcPleaseForm()
    >>> form.day.value = 2
    >>> form.care["sleep"].value = False
    >>> form.record.summary("sleep")
    'Sleep: yes on 0 of 1 answered day; 6 days not answered.'
    """

    KEY = "abc_please"

    def __init__(self, keep: Workbook | None = None, record: AbcPlease | None = None) -> None:
        title = _("ABC PLEASE") if keep is not None else _("ABC PLEASE: a worked example")
        self.fields: Fields = {name: brief(label) for name, label in AbcPlease.WORDS.items()}
        self.day = widgets.Dropdown(options=[(day, at) for at, day in enumerate(DAYS, 1)], description=_("Day"))
        options = [(_("Not answered"), ""), (_("Yes"), True), (_("No"), False)]
        self.care: Fields = {
            name: widgets.Dropdown(options=options, description=label) for name, (label, _ask) in CARE.items()
        }
        self.view = widgets.HTML()
        letters = [
            group(letter, *(self.fields[name] for name in names), look="stack")
            for letter, names in AbcPlease.LETTERS.items()
        ]
        asked = [part for name, field in self.care.items() for part in (words(escape(CARE[name][1]), "iop-ask"), field)]
        please = group(_("PLEASE: one day at a time"), self.day, *asked, look="stack")
        super().__init__(title, record or AbcPlease(), [*letters, please], keep=keep, after=[self.view])
        self.observe_controls([*self.fields.values(), *self.care.values()], self._changed)
        self.observe_controls([self.day], self._turn)

    def _turn(self) -> None:
        """Show the answers of the day that is chosen; nothing is answered by looking."""
        with self.quietly():
            self._write_day()
        self.say(_("{day} is shown now.", day=DAYS[self.day.value - 1]))

    def _write_day(self) -> None:
        for name, answer in self.record.on(self.day.value).items():
            self.care[name].value = "" if answer is None else answer

    def made(self) -> AbcPlease:
        chosen = {name: None if field.value == "" else field.value for name, field in self.care.items()}
        days = {name: getattr(self.record, name) for name in CARE}
        typed = {name: field.value for name, field in self.fields.items()}
        return AbcPlease(**typed, **days).answer(self.day.value, **chosen)

    def _show(self) -> None:
        if not self._is_typed():
            self.say()
            for name, field in self.fields.items():
                field.value = getattr(self.record, name)
            self._write_day()
        self._shown = self.record
        self.view.value = abc_view(self.record)

    def question(self) -> str:
        return _("What keeps this week steadier, and how did the days go?")

    def twin(self, record: AbcPlease) -> str:
        if record != AbcPlease():
            return abc_view(record, whole=True)
        asks = "".join(f"<li>{escape(label)}: {escape(ask)}</li>" for label, ask in CARE.values())
        return f"<p>{escape(', '.join(AbcPlease.WORDS.values()))}.</p><ul>{asks}</ul><p>{_RUN}</p>"

    def twin_text(self, record: AbcPlease) -> str:
        return record.describe() if record != AbcPlease() else f"{record.describe()} {_RUN}"
