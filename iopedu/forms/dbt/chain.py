"""A chain analysis to build link by link, with a model answer after the attempt."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from iopedu.course.language import _
from iopedu.course.ratings import read_rating
from iopedu.course.workbook import Workbook
from iopedu.dbt import MODULES, Chain, ChainTask, Link, skills
from iopedu.dbt.chain import CONSEQUENCES, ENDINGS
from iopedu.dbt.link import KINDS
from iopedu.forms.parts import button, group, row, words
from iopedu.forms.rows import UNSET, Fields, Rows, line
from iopedu.show.dbt.chain import chain_view, model_view


class ChainForm(Rows[Chain]):
    """Before it, the links, the behavior, what followed; the picture below grows with it.

    Parameters
    ----------
    task : ChainTask, optional
        A moment to turn into a chain. Its model answer opens after an attempt.
    keep : Workbook, optional
        Where the chain is kept.
    record : Chain, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = ChainForm()
    >>> form.parts["prompting"].value = "A letter came"
    >>> form.rows[0]["text"].value, form.rows[0]["kind"].value = "I never get it right", "thought"
    >>> print(form.record.story())
    It began with this: A letter came.
    Then came the thought: I never get it right.
    """

    KEY = "chain"

    FIRST = 3
    MOST = Chain.MOST
    ROW = _("Link")
    beside = staticmethod(row)

    def __init__(
        self, task: ChainTask | None = None, keep: Workbook | None = None, record: Chain | None = None
    ) -> None:
        self.task = task
        self.parts: Fields = {name: self._part(name) for name in Chain.WORDS}
        options = [(UNSET, ""), *((name, key) for key, name in ENDINGS.items())]
        self.parts["ending"] = widgets.Dropdown(options=options, description=_("Kind of behavior"))
        self.compare = button(_("Compare with a model answer"), self._compare, primary=True)
        self.model = widgets.HTML()
        first = group(
            _("1. Before it"), *(self.parts[n] for n in ("about", "vulnerability", "prompting")), look="stack"
        )
        above = [first, words(_("2. Link by link"), "iop-legend")]
        above = [words(f"<p>{escape(task.story)}</p>"), *above] if task else above
        end = [self.parts["behavior"], self.parts["ending"], *(self.parts[name] for name in CONSEQUENCES)]
        below = [
            group(_("3. The behavior, and what followed"), *end, look="stack"),
            *([row(self.compare)] if task else []),
        ]
        title = _("Chain analysis") if keep is not None else _("Chain analysis: a worked example")
        title = f"{title}: {task.title}" if task else title
        super().__init__(title, record or Chain(), above, below, after=[self.model], keep=keep)
        self.observe_controls(self.parts.values(), self._changed)

    @staticmethod
    def _part(name: str) -> widgets.Widget:
        if name != "vulnerability":
            return line(Chain.WORDS[name])
        hint = _("One thing in each line")
        return widgets.Textarea(description=Chain.WORDS[name], placeholder=hint, rows=2, continuous_update=False)

    def new_row(self) -> Fields:
        options = [
            (_("No skill yet"), ""),
            *((f"{one.name} ({MODULES[one.module].lower()})", one.id) for one in skills()),
        ]
        return {
            "text": line(_("What it was"), _("In a few words")),
            "kind": widgets.Dropdown(options=[(UNSET, ""), *((n, k) for k, n in KINDS.items())], description=_("Type")),
            "strength": line(_("Strength of a feeling, 0 to 100")),
            "skill": widgets.Dropdown(options=options, description=_("Skill that could fit")),
            "instead": line(_("What to do with it")),
        }

    def read_row(self, fields: Fields) -> Link:
        typed = {name: field.value for name, field in fields.items()}
        return Link(**{**typed, "strength": read_rating(typed["strength"], _("Strength"), 100)})

    def entries(self) -> tuple[Link, ...]:
        return self.record.links

    def gathered(self, entries: tuple[Link, ...]) -> Chain:
        return Chain(links=entries, **{name: part.value for name, part in self.parts.items()})

    def _fill(self) -> None:
        for name, part in self.parts.items():
            part.value = getattr(self.record, name)
        super()._fill()

    def _show(self) -> None:
        super()._show()
        if self.task is None or self.task.lacks(self.record):
            self.model.value = ""

    def draw(self, record: Chain) -> str:
        return chain_view(record)

    def _compare(self) -> None:
        try:
            self.model.value = model_view(self.task.model(self.record))
        except ValueError as problem:
            self.say(str(problem), warn=True)
        else:
            self.say(_("The model answer stands below your chain. Look for what differs, and why."))

    def question(self) -> str:
        return self.task.story if self.task else _("What led to the behavior, link by link, and what followed?")

    def twin(self, record: Chain) -> str:
        if record != Chain():
            return chain_view(record)
        return f"<p>{escape(self._blank_text())}</p>"

    def twin_text(self, record: Chain) -> str:
        return self._blank_text() if record == Chain() else record.describe()

    def _blank_text(self) -> str:
        names = ", ".join(part.description for part in self.parts.values())
        story = f"{self.task.story} " if self.task else ""
        run = _("{parts}; and up to {most} links. Run this notebook to build the chain.", parts=names, most=self.MOST)
        return f"{story}{run}"
