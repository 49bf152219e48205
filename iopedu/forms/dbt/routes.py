"""The questions that an act or a high rating opens: they stay until they are answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

import ipywidgets as widgets

from iopedu.course.language import _
from iopedu.course.quiz import Question
from iopedu.course.text import in_html
from iopedu.dbt.diary import DiaryCard
from iopedu.dbt.diary_figures import Opened
from iopedu.dbt.routes import PRINCIPLE
from iopedu.forms.options import Options
from iopedu.forms.parts import button, row, words


class WhatWouldYouDo(widgets.VBox):
    """Whom to involve, what to ask: the route of each act and each high rating, in the order of the week.

    Before the answer there is no way to close it. What is taken back and comes again asks again.

    Parameters
    ----------
    respond : callable
        Takes the chosen positions by question, at least one for each.
    waits : callable, optional
        Says whether something else on the form calls for people first.
    """

    def __init__(
        self, respond: Callable[[Mapping[str, tuple[int, ...]]], None], waits: Callable[[], bool] = lambda: False
    ) -> None:
        self.respond, self.waits = respond, waits
        self.waiting: tuple[Opened, ...] = ()
        self.questions: tuple[Question, ...] = ()
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
        """Ask about what comes first on the card and has no answer."""
        waiting, before = card.waiting(), self.waiting
        self.waiting = waiting
        if waiting:
            found, beside = in_html("; ".join(map(repr, waiting))), in_html(card.beside(waiting[0]))
            what, stay = _("What would you do?"), _("These questions stay until all of them are answered.")
            self.head.value = f"<p><strong>{what}</strong> {found}. {beside}</p><p>{escape(PRINCIPLE)} {stay}</p>"
        if waiting and waiting != before:
            self.at, self.answers, self.questions = 0, {}, card.questions()
            self._ask()
        if not card.responses and not waiting:
            self.said.value = ""
        self._offer()

    def _ask(self) -> None:
        self.place.value = _("Question {number} of {many}", number=self.at + 1, many=len(self.questions))
        self.options.put(self.questions[self.at])
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
        if len(self.answers) == len(self.questions):
            about = "; ".join(map(repr, self.waiting))
            self.respond(self.answers)
            done = _("{found}: your answers are recorded, and nothing else is waiting.", found=about)
            if self.waiting:
                done = _("{found}: your answers are recorded. The next questions stand above.", found=about)
            said = (question.ask, *said, *([] if self.waits() else [done]))
        self._say(*said)
        self._offer()

    def _next(self) -> None:
        if self.at + 1 < len(self.questions):
            self.at += 1
            self._ask()
        self._offer()

    def _say(self, *lines: str) -> None:
        self.said.value = f'<div class="iop-said">{"".join(f"<p>{in_html(line)}</p>" for line in lines)}</div>'

    def _close(self) -> None:
        self.said.value = ""
        self._offer()
