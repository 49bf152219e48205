"""The questions that a high rating opens: they stay until they are answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

import ipywidgets as widgets

from iopedu.course.language import _
from iopedu.course.text import in_html
from iopedu.dbt.dates import day_name
from iopedu.dbt.diary import DiaryCard
from iopedu.dbt.diary_figures import High
from iopedu.dbt.high_rating import PRINCIPLE, what_would_you_do
from iopedu.forms.options import Options
from iopedu.forms.parts import button, row, words


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
        self.answers: dict[str, tuple[int, ...]] = {}
        self.at = 0
        self.head, self.said = words("", "iop-status"), words("", "iop-status")
        self.place, self.options = words("", "iop-place"), Options()
        self.check = button(_("Check my answer"), self._check, primary=True)
        self.next = button(_("Next question"), self._next)
        self.close_it = button(_("Close this"), self._close)
        self.asks = widgets.VBox([self.head, self.place, self.options])
        super().__init__([self.asks, row(self.check, self.next, self.close_it), self.said])
        self.put(DiaryCard())

    def put(self, card: DiaryCard) -> None:
        """Ask about the first day of the card with a high rating that has no answer."""
        waiting = card.waiting()
        if waiting and waiting != self.waiting:
            ratings = "; ".join(f"{one.target} {one.rating}" for one in waiting)
            what, stay = _("What would you do?"), _("These questions stay until all of them are answered.")
            self.head.value = (
                f"<p><strong>{what}</strong> {in_html(f'{day_name(waiting[0].on)}: {ratings}')}.</p>"
                f"<p>{escape(PRINCIPLE)} {stay}</p>"
            )
            self.at, self.answers = 0, {}
            self._ask()
        self.waiting = waiting
        if not card.responses and not waiting:
            self.said.value = ""
        self._offer()

    def _ask(self) -> None:
        questions = what_would_you_do().questions
        self.place.value = _("Question {number} of {many}", number=self.at + 1, many=len(questions))
        self.options.put(questions[self.at])
        self.said.value = ""

    def _offer(self) -> None:
        """Show the buttons that fit: there is none to close it before the answer."""
        question = self.options.question
        checked = question is not None and question.id in self.answers
        shown = {
            self.asks: bool(self.waiting),
            self.check: bool(self.waiting),
            self.next: bool(self.waiting) and checked,
            self.close_it: not self.waiting and bool(self.said.value),
        }
        for widget, is_shown in shown.items():
            widget.layout.display = "" if is_shown else "none"

    def _check(self) -> None:
        question, chosen = self.options.question, self.options.chosen
        if not chosen:
            self._say(_("Nothing is chosen yet. Choose an answer first."))
            return
        self.answers[question.id] = chosen
        said = question.feedback(chosen)
        if len(self.answers) == len(what_would_you_do().questions):
            about = _("{day}: all your answers are recorded.", day=day_name(self.waiting[0].on))
            self.respond(self.answers)
            said = (question.ask, *said, about)
        self._say(*said)
        self._offer()

    def _next(self) -> None:
        self.at += 1
        self._ask()
        self._offer()

    def _say(self, *lines: str) -> None:
        self.said.value = f'<div class="iop-said">{"".join(f"<p>{in_html(line)}</p>" for line in lines)}</div>'

    def _close(self) -> None:
        self.said.value = ""
        self._offer()
