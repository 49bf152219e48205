"""Questions before and after the course, without feedback in between: the same ones, or about people never met."""

from __future__ import annotations

from html import escape
from random import choice
from typing import Any

import ipywidgets as widgets

from iopedu.course.before_after import FORMS, Rounds, before_after, parallel_forms, round_name, transfer
from iopedu.course.language import _
from iopedu.course.workbook import Workbook
from iopedu.forms.base import Form
from iopedu.forms.options import Options
from iopedu.forms.parts import FILL, button, row, words
from iopedu.show.care.cohort import rounds_table


class BeforeAfter(Form[Rounds]):
    """One question at a time; the second round is begun by the learner, and then the change is shown.

    Parameters
    ----------
    keep : Workbook
        Keeps the answers of both rounds.

    Examples
    --------
    >>> form = BeforeAfter(Workbook("00"))
    >>> form.check.click()
    >>> len(form.record.before)
    0
    """

    KEY = "before_after"

    def __init__(self, keep: Workbook) -> None:
        rounds = self._rounds()
        self.at = 0
        self.place, self.options, self.seen = words("", "iop-place"), Options(), widgets.HTML()
        self.check = button(_("Keep my answer"), self._answer, primary=True)
        self.back = button(_("Back"), lambda: self._go(-1))
        self.next = button(_("Next question"), lambda: self._go(1))
        self.begin = button(_("Begin the second round"), self._begin)
        self.moves = row(self.check, self.back, self.next)
        body = [words(f"<p>{escape(self._what())}</p>"), self.place, self.options, self.moves, row(self.begin)]
        super().__init__(self._title(), rounds, body, keep=keep, after=[self.seen])

    def _rounds(self) -> Rounds:
        return Rounds(before_after())

    def _title(self) -> str:
        return _("Before and after")

    def _what(self) -> str:
        return _(
            "{number} questions from the whole course. Answer them now, and the same ones when you have finished. What "
            "is right is shown after the second round only. “I do not know yet” is a good answer.",
            number=len(before_after().questions),
        )

    def choose(self, position: int) -> None:
        """Mark an option of the question shown, as a learner would."""
        self.options.choose(position)

    def _show(self) -> None:
        record, order = self.record, self.record.order()
        over = record.waiting or record.done
        self.moves.layout.display = "none" if over else ""
        self.begin.layout.display = "" if record.waiting else "none"
        self.seen.value = rounds_table(record)._repr_html_() if record.done else ""
        if over:
            self.place.value = ""
            self.options.empty(record.describe())
            return
        self.at = min(self.at, len(order) - 1)
        name, many = order[self.at].id, len(order)
        self.place.value = _(
            "{round}, question {at} of {many}", round=round_name(record.round), at=self.at + 1, many=many
        )
        self.options.put(record.asked(name))
        if name in record.answers:
            self.choose(record.options(name).index(record.answers[name]))
        self.back.disabled, self.next.disabled = self.at == 0, self.at == many - 1

    def _answer(self) -> None:
        if not self.options.chosen:
            self.say(_("Nothing is chosen yet. “I do not know yet” is an answer too."), warn=True)
            return
        name = self.record.order()[self.at].id
        chosen = self.record.options(name)[self.options.chosen[0]]
        if self.try_record(lambda: self.record.answer(name, chosen)):
            self._after_an_answer()

    def _after_an_answer(self) -> None:
        record = self.record
        if record.done:
            self.say(_("Both rounds are complete. What changed stands below."))
        elif record.waiting:
            self.say(_("The first round is complete. Press Save in “Your work”. Come back after the last notebook."))
        else:
            self._to_the_next_open()
            self.say(_("Kept."), record.describe())

    def _to_the_next_open(self) -> None:
        order, answers = self.record.order(), self.record.answers
        ahead = [*range(self.at + 1, len(order)), *range(self.at)]
        self.at = next(at for at in ahead if order[at].id not in answers)
        with self.quietly():
            self._show()

    def _go(self, step: int) -> None:
        self.at += step
        self.say()
        with self.quietly():
            self._show()

    def _begin(self) -> None:
        self.at = 0
        if self.try_record(self.record.begin):
            again = _("The second round: the same questions in another order.")
            self.say(_("The second round: the same decisions, about other people.") if self.record.forms else again)

    def _restore(self) -> None:
        self.at = 0
        super()._restore()

    def question(self) -> str:
        return self._what()

    def from_json(self, found: Any) -> Rounds:
        return self._blank.with_answers(found)

    def _keep(self) -> None:
        self.keep.put(self.key, self.question(), self.to_json(), self.describe(), self.record.done)

    def twin(self, record: Rounds) -> str:
        # Without the questions: who has read them for some weeks answers them from memory.
        return f"<p>{escape(self._what())} {FILL}</p>"

    def twin_text(self, record: Rounds) -> str:
        return self._what()


class Transfer(BeforeAfter):
    """People who stand nowhere else in the course: one form before it, a parallel one after it.

    Which form comes first is drawn by chance, and kept with the first answer.
    """

    KEY = "transfer"

    def _rounds(self) -> Rounds:
        return transfer(choice(FORMS))

    def _title(self) -> str:
        return _("People you have never met")

    def _what(self) -> str:
        return _(
            "{number} decisions about people who are nowhere else in the course: before it, and when you have "
            "finished, {number} more about other people. A coin decides which come first. What is right is shown "
            "after the second round only. “I do not know yet” is a good answer.",
            number=len(parallel_forms()["A"].questions),
        )
