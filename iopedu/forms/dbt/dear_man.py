"""Build a request by DEAR MAN; consider how firmly to ask or to say no."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from iopedu.course.language import _
from iopedu.course.workbook import Workbook
from iopedu.dbt.dear_man import GOALS, LETTERS, SAID, DearMan
from iopedu.dbt.firmness import ANSWERS, CONSIDERATIONS, MODES, SAFETY, Firmness
from iopedu.forms.parts import group, words
from iopedu.forms.rows import UNSET, Fields, Typed, brief, in_columns, line
from iopedu.show.dbt.interpersonal import firmness_view, letter_guide, request_view

_BUILD = _("Run this notebook to write a request and get questions about each letter.")
_WEIGH = _("Run this notebook to answer and see how firmly to ask or refuse.")


class DearManBuilder(Typed[DearMan]):
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

    def __init__(self, keep: Workbook | None = None, record: DearMan | None = None) -> None:
        title = _("DEAR MAN") if keep is not None else _("DEAR MAN: a worked example")
        self.fields: Fields = {"to": line(DearMan.WORDS["to"])}
        self.fields |= {name: brief(f"{letter.name}. {letter.ask}") for name, letter in LETTERS.items()}
        ranks = [(UNSET, ""), *((f"{at}", at) for at in range(1, len(GOALS) + 1))]
        self.fields |= {name: widgets.Dropdown(options=ranks, description=goal.name) for name, goal in GOALS.items()}
        self.view = widgets.HTML()
        said = [self.fields[name] for name in SAID]
        plan = [self.fields[name] for name in LETTERS if name not in SAID]
        ranked = [words(escape(_("Rank 1 comes first. Each goal gets a rank of its own.")))]
        ranked.append(in_columns(*(self.fields[name] for name in GOALS)))
        body = [
            self.fields["to"],
            group(_("What is said: DEAR"), *said, look="stack"),
            group(_("Plan for the talk: MAN"), *plan, look="stack"),
            group(_("What matters most?"), *ranked, look="stack"),
        ]
        super().__init__(title, record or DearMan(), body, keep=keep, after=[self.view])
        self.observe_controls(self.fields.values(), self._changed)

    def made(self) -> DearMan:
        typed = {name: field.value for name, field in self.fields.items()}
        ranks = {name: None if typed[name] == "" else typed[name] for name in GOALS}
        return DearMan(**{**typed, **ranks})

    def _show(self) -> None:
        if not self._is_typed():
            self.say()
            for name, field in self.fields.items():
                value = getattr(self.record, name)
                field.value = "" if value is None else value
        self._shown = self.record
        self.view.value = request_view(self.record)

    def question(self) -> str:
        return _("What is asked, letter by letter, and what matters most in the talk?")

    def twin(self, record: DearMan) -> str:
        return request_view(record, whole=True) if record != DearMan() else f"{letter_guide().html()}<p>{_BUILD}</p>"

    def twin_text(self, record: DearMan) -> str:
        if record != DearMan():
            return "\n".join([record.describe(), *map(repr, record.hints())])
        return f"{record.describe()} {_BUILD}"


class FirmnessForm(Typed[Firmness]):
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

    def __init__(self, keep: Workbook | None = None, record: Firmness | None = None) -> None:
        title = _("How firmly?") if keep is not None else _("How firmly? A worked example")
        self.mode = widgets.Dropdown(options=[(label, name) for name, label in MODES.items()], description=_("This is"))
        self.what, self.view = line(Firmness.WORDS["what"]), widgets.HTML()
        options = [(_("Not answered"), ""), *((label.capitalize(), answer) for answer, label in ANSWERS.items())]
        labels = {"danger": _("Danger"), **{name: entry.short for name, entry in CONSIDERATIONS.items()}}
        self.fields: Fields = {
            name: widgets.Dropdown(options=options, description=label) for name, label in labels.items()
        }
        self.asks = {name: words("", "iop-ask") for name in CONSIDERATIONS}
        danger = group(_("First: is it safe?"), words(escape(SAFETY)), self.fields["danger"], look="stack")
        self.weighed = group(
            _("Seven considerations"),
            *(part for name in CONSIDERATIONS for part in (self.asks[name], self.fields[name])),
            look="stack",
        )
        body = [in_columns(self.mode), self.what, danger, self.weighed]
        super().__init__(title, record or Firmness(), body, keep=keep, after=[self.view])
        self.observe_controls([self.mode, self.what, *self.fields.values()], self._changed)

    def made(self) -> Firmness:
        answers = {name: field.value for name, field in self.fields.items()}
        return Firmness(what=self.what.value, mode=self.mode.value, **answers)

    def _show(self) -> None:
        record = self.record
        if not self._is_typed():
            self.say()
            self.mode.value, self.what.value = record.mode, record.what
            for name, field in self.fields.items():
                field.value = getattr(record, name)
        self._shown = record
        for name, entry in CONSIDERATIONS.items():
            self.asks[name].value = escape(getattr(entry, record.mode))
        self.weighed.layout.display = "none" if record.people_first else ""
        self.view.value = firmness_view(record)

    def question(self) -> str:
        return _("How firmly to ask, or to say no?")

    def twin(self, record: Firmness) -> str:
        if record != Firmness():
            return firmness_view(record, whole=True)
        asked = "".join(f"<li>{escape(entry.ask)}</li>" for entry in CONSIDERATIONS.values())
        return f"<p>{escape(SAFETY)}</p><ul>{asked}</ul><p>{_WEIGH}</p>"

    def twin_text(self, record: Firmness) -> str:
        return record.describe() if record != Firmness() else f"{record.describe()} {_WEIGH}"
