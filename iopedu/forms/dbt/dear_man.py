"""Build a request by DEAR MAN; consider how firmly to ask or to say no."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import Any

import ipywidgets as widgets

from iopedu.course.fields import Ask
from iopedu.course.language import _
from iopedu.course.workbook import Workbook
from iopedu.dbt.dear_man import GOALS, LETTERS, SAID, DearMan
from iopedu.dbt.firmness import CONSIDERATIONS, SAFETY, Firmness
from iopedu.forms.described import Described
from iopedu.forms.parts import Companion, group, words
from iopedu.forms.rows import UNSET, in_columns
from iopedu.show.dbt.interpersonal import firmness_view, letter_view, request_view


class DearManBuilder(Described[DearMan]):
    """A text for each letter, the order of three goals, and the questions that the rules ask.

    Parameters
    ----------
    keep : Workbook, optional
        Where the request is kept.
    record : DearMan, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = DearManBuilder()
    >>> form.fields["facts"].value = "You never call"
    >>> form.record.hints()[0].rule.id
    'absolute'
    """

    KEY = "dear_man"

    RECORD = DearMan
    TITLE = _("DEAR MAN")
    ASK = _("What is asked, letter by letter, and what matters most in the talk?")

    def control(self, name: str, ask: Ask) -> widgets.Widget:
        if name in GOALS:
            ranks = [(UNSET, ""), *((f"{at}", at) for at in range(1, len(GOALS) + 1))]
            return widgets.Dropdown(options=ranks, description=GOALS[name].name)
        return super().control(name, replace(ask, label=f"{ask.label}. {ask.ask}") if ask.ask else ask)

    def body(self) -> list[widgets.Widget]:
        self.coach = {name: words("") for name in LETTERS}
        said, plan = (
            [part for name in names for part in (self.fields[name], self.coach[name])]
            for names in (SAID, [name for name in LETTERS if name not in SAID])
        )
        ranked = [self.fields[name] for name in GOALS]
        first = words(escape(_("Rank 1 comes first. Each goal gets a rank of its own.")))
        return [
            self.fields["to"],
            group(_("What is said: DEAR"), *said, look="stack"),
            group(_("Plan for the talk: MAN"), *plan, look="stack"),
            group(_("What matters most?"), first, in_columns(*ranked), look="stack"),
        ]

    def draw(self, record: DearMan) -> str:
        for name in LETTERS:
            self._coach(name, getattr(record, name))
        return request_view(record)

    def _coach(self, name: str, text: str, typing: bool = False) -> None:
        said = letter_view(name, text, typing)
        if self.coach[name].value != said:  # what is read out is read once
            self.coach[name].value = said

    def _heard(self, companion: Companion, content: Any, buffers: Any) -> None:
        super()._heard(companion, content, buffers)
        typed = content.get("typed") if isinstance(content, dict) else None
        for name in LETTERS if isinstance(typed, dict) else ():
            text = typed.get(f"{self.fields[name].description}#0")
            if isinstance(text, str):
                self._coach(name, text, typing=True)

    def told(self, record: DearMan) -> str:
        return request_view(record, whole=True)

    def twin_text(self, record: DearMan) -> str:
        return "\n".join([super().twin_text(record), *map(repr, record.hints())])


class FirmnessForm(Described[Firmness]):
    """Danger first, then seven considerations; the level follows.

    Parameters
    ----------
    keep : Workbook, optional
        Where the answers are kept.
    record : Firmness, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = FirmnessForm()
    >>> form.fields["danger"].value = "unsure"
    >>> form.record.people_first
    True
    """

    KEY = "firmness"

    RECORD = Firmness
    TITLE = _("How firmly?")
    ASK = _("How firmly to ask, or to say no?")

    def built(self, keep: Workbook | None) -> str:
        title = super().built(keep)
        return title if keep is not None else _("How firmly? A worked example")

    def control(self, name: str, ask: Ask) -> widgets.Widget:
        return super().control(name, replace(ask, label=_("This is")) if name == "mode" else ask)

    def body(self) -> list[widgets.Widget]:
        fields = self.fields
        self.asks = {name: words("", "iop-ask") for name in CONSIDERATIONS}
        weighed = [part for name in CONSIDERATIONS for part in (self.asks[name], fields[name])]
        self.weighed = group(_("Seven considerations"), *weighed, look="stack")
        danger = group(_("First: is it safe?"), words(escape(SAFETY)), fields["danger"], look="stack")
        return [in_columns(fields["mode"]), fields["what"], danger, self.weighed]

    def _show(self) -> None:
        super()._show()
        for name, entry in CONSIDERATIONS.items():
            self.asks[name].value = escape(getattr(entry, self.record.mode))
        self.weighed.layout.display = "none" if self.record.people_first else ""

    def draw(self, record: Firmness) -> str:
        return firmness_view(record)

    def told(self, record: Firmness) -> str:
        return firmness_view(record, whole=True)
