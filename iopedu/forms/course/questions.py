"""Questions one at a time, with feedback for every option."""

from __future__ import annotations

from html import escape
from typing import Any

from iopedu.course.language import _, _n
from iopedu.course.quiz import Question, Quiz, questions
from iopedu.course.workbook import Workbook
from iopedu.forms.base import Form
from iopedu.forms.later import Closed, Part
from iopedu.forms.options import Options
from iopedu.forms.parts import FILL, button, row, words


class Questions(Form[Quiz]):
    """A set of questions from ``data/exercises``: a prediction, or the quiz at the end of a notebook.

    Parameters
    ----------
    name : str
        Name of the set.
    keep : Workbook
        Tells which notebook this is, and keeps the answers.
    then : Chart, Picture, Table or Form, or a tuple of them, optional
        What a prediction is about: it opens with the first answer, or when somebody asks for it. The twin folds it.
    """

    def __init__(self, name: str, keep: Workbook, then: Part | tuple[Part, ...] = ()) -> None:
        then = then if isinstance(then, tuple) else (then,)
        self.then = Closed(then, _("Show it without a prediction"))
        self.seen = self.then.seen
        quiz = questions(keep.notebook.number)[name]
        self.at = 0
        self.place, self.options = words("", "iop-place"), Options()
        self.check = button(_("Check my answer"), self._check, primary=True)
        self.back = button(_("Back"), lambda: self._go(-1))
        self.next = button(_("Next question"), lambda: self._go(1))
        moves = row(self.check, self.back, self.next) if len(quiz.questions) > 1 else row(self.check)
        super().__init__(quiz.title, quiz, [self.place, self.options, moves], keep=keep, key=name, after=[self.then])

    @property
    def question_shown(self) -> Question:
        """The question that is on the form now."""
        return self.record.questions[self.at]

    @property
    def chosen(self) -> tuple[int, ...]:
        """Positions that are marked on the form now, checked or not."""
        return self.options.chosen

    def choose(self, *positions: int) -> None:
        """Mark options of the question shown, as a learner would."""
        self.options.choose(*positions)

    def _show(self) -> None:
        question = self.question_shown
        many = len(self.record.questions)
        self.place.value = _("Question {number} of {many}", number=self.at + 1, many=many) if many > 1 else ""
        self.options.put(question)
        self.back.disabled, self.next.disabled = self.at == 0, self.at == many - 1
        self.say()
        self.then.hide()
        if question.id in self.record.answers:
            self.choose(*self.record.answers[question.id])
            self._feedback()

    def _check(self) -> None:
        chosen = self.chosen
        if self.try_record(lambda: self.record.answer(self.question_shown.id, chosen)):
            self._feedback()

    def _feedback(self) -> None:
        lines = self.question_shown.feedback(self.record.answers[self.question_shown.id])
        self.say(*lines, self.record.describe() if len(self.record.questions) > 1 else "")
        self.then.show()

    def _go(self, step: int) -> None:
        self.at += step
        with self.quietly():
            self._show()

    def _keep(self) -> None:
        self.keep.put(self.key, self.title, self.to_json(), self.record.transcript(), self.record.done)

    def from_json(self, found: Any) -> Quiz:
        return self._blank.with_answers(found)

    def describe(self) -> str:
        return self.record.transcript()

    def twin(self, record: Quiz) -> str:
        items = "".join(
            f"<li>{escape(q.ask)}<ul>{''.join(f'<li>{escape(text)}</li>' for text in q.listed)}</ul></li>"
            for q in record.questions
        )
        many = _n("{n} question.", "{n} questions.", len(record.questions))
        return f"<p>{many} {FILL}</p><ol>{items}</ol>{self.then.twin()}"

    def twin_text(self, record: Quiz) -> str:
        asked = (f"{question.ask} {list(question.listed)}" for question in record.questions)
        return "\n".join(filter(None, [record.describe(), *asked, self.then.twin_text()]))
