"""A chain analysis to build link by link, with a model answer after the attempt."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from iopedu.course.language import _
from iopedu.course.workbook import Workbook
from iopedu.dbt import Chain, ChainTask
from iopedu.dbt.chain import CONSEQUENCES
from iopedu.forms.described import DescribedRows
from iopedu.forms.parts import button, group, row, words
from iopedu.show.dbt.chain import chain_view, model_view


class ChainForm(DescribedRows[Chain]):
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
    >>> form.fields["prompting"].value = "A letter came"
    >>> form.rows[0]["text"].value, form.rows[0]["kind"].value = "I never get it right", "thought"
    >>> print(form.record.story())
    It began with this: A letter came.
    Then came the thought: I never get it right.
    """

    KEY = "chain"
    RECORD = Chain
    ENTRIES = "links"
    TITLE = _("Chain analysis")
    ASK = _("What led to the behavior, link by link, and what followed?")
    beside = staticmethod(row)

    def __init__(
        self, task: ChainTask | None = None, keep: Workbook | None = None, record: Chain | None = None
    ) -> None:
        self.task = task
        self.compare = button(_("Compare with a model answer"), self._compare, primary=True)
        self.model = widgets.HTML()
        super().__init__(keep, record)

    def built(self, keep: Workbook | None) -> str:
        title = super().built(keep)
        return f"{title}: {self.task.title}" if self.task else title

    def body(self) -> list[widgets.Widget]:
        before = (self.fields[name] for name in ("about", "vulnerability", "prompting"))
        above = [group(_("1. Before it"), *before, look="stack"), words(_("2. Link by link"), "iop-legend")]
        return [words(f"<p>{escape(self.task.story)}</p>"), *above] if self.task else above

    def below(self) -> list[widgets.Widget]:
        end = (self.fields[name] for name in ("behavior", "ending", *CONSEQUENCES))
        followed = group(_("3. The behavior, and what followed"), *end, look="stack")
        return [followed, row(self.compare)] if self.task else [followed]

    def after(self) -> list[widgets.Widget]:
        return [self.model]

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
        return self.task.story if self.task else self.ASK

    def asks_for(self) -> list[str]:
        return [*([self.task.story] if self.task else []), *super().asks_for()]
