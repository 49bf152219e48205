"""The questions that a high rating opens: they stay until they are answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

import ipywidgets as widgets

from iopedu.course.text import in_html, listed
from iopedu.dbt.diary import DiaryCard
from iopedu.dbt.figures import High
from iopedu.dbt.high_rating import PRINCIPLE, what_would_you_do
from iopedu.forms.base import button, row, words
from iopedu.forms.options import Options

__all__ = ["WhatWouldYouDo"]


class WhatWouldYouDo(widgets.VBox):
    """Whom to involve, what to ask, what not to do alone: asked again for every high rating.

    Before the answer there is no way to close it. A rating that is lowered and comes back asks again.

    Parameters
    ----------
    respond : callable
        Takes the chosen positions by question, at least one for each.
    """

    def __init__(self, respond: Callable[[Mapping[str, tuple[int, ...]]], None]) -> None:
        self.respond = respond
        self.waiting: tuple[High, ...] = ()
        self.head, self.said = words("", "iop-status"), words("", "iop-status")
        self.options = [Options() for _ in what_would_you_do().questions]
        self.check = button("Check my answers", self._check, primary=True)
        self.close_it = button("Close this", self._close)
        self.asks = widgets.VBox([self.head, *self.options, row(self.check)])
        self.done = row(self.close_it)
        super().__init__([self.asks, self.said, self.done])
        self.put(DiaryCard())

    def put(self, card: DiaryCard) -> None:
        """Ask about the first day of the card with a high rating that has no answer."""
        waiting = card.waiting()
        if waiting and waiting != self.waiting:
            self.head.value = (
                f"<p><strong>What would you do?</strong> {in_html('; '.join(map(repr, waiting)))}.</p>"
                f"<p>{escape(PRINCIPLE)} These questions stay until they are answered.</p>"
            )
            for options, question in zip(self.options, what_would_you_do().questions, strict=True):
                options.put(question)
            self.said.value = ""
        self.waiting = waiting
        if not card.responses:
            self.said.value = ""
        self.asks.layout.display = "" if waiting else "none"
        self._offer()

    def _offer(self) -> None:
        self.done.layout.display = "none" if self.waiting or not self.said.value else ""

    def _check(self) -> None:
        chosen = {options.question.id: options.chosen for options in self.options}
        blank = [str(at) for at, picked in enumerate(chosen.values(), 1) if not picked]
        if blank:
            self._say(f"Question {listed(blank)}: nothing is chosen yet. Choose at least one answer.")
            return
        said = [f"About {'; '.join(map(repr, self.waiting))}: what you chose is recorded."]
        for question in what_would_you_do().questions:
            said += [question.ask, *question.feedback(chosen[question.id])]
        self.respond(chosen)
        self._say(*said)
        self._offer()

    def _say(self, *lines: str) -> None:
        self.said.value = f'<div class="iop-said">{"".join(f"<p>{in_html(line)}</p>" for line in lines)}</div>'

    def _close(self) -> None:
        self.said.value = ""
        self._offer()
