"""Questions one at a time, with feedback for every option: sets, decks to practice with, and one's own words."""

from collections.abc import Callable
from datetime import UTC, datetime
from html import escape

import ipywidgets as widgets

from iopedu.course.deck import Deck, Item
from iopedu.course.explain import Explanation, explanations
from iopedu.course.language import _, _n
from iopedu.course.practice import Practice as Record
from iopedu.course.quiz import Question, Quiz, questions
from iopedu.course.text import in_list
from iopedu.course.workbook import Workbook
from iopedu.forms.base import Form
from iopedu.forms.options import Asks, Closed, Part
from iopedu.forms.parts import FILL, button, dropdown, group, row, tick, words
from iopedu.show.course.practice import agreement, confusion_table


class Questions(Asks[Quiz]):
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
        self.then = Closed(then, _("Show it without a prediction"), _("Open it after giving your own answer"))
        self.seen = self.then.seen
        quiz = questions(keep.notebook.number)[name]
        self.asking(_("Check my answer"), _("Next question"))
        moves = row(self.check, self.back, self.next) if len(quiz.questions) > 1 else row(self.check)
        super().__init__(quiz.title, quiz, [self.place, self.options, moves], keep=keep, key=name, after=[self.then])

    @property
    def question_shown(self) -> Question:
        """The question that is on the form now."""
        return self.record.questions[self.at]

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

    def describe(self) -> str:
        return self.record.transcript()

    def twin(self, record: Quiz) -> str:
        items = "".join(f"<li>{escape(asked.ask)}{in_list(asked.listed)}</li>" for asked in record.questions)
        many = _n("{n} question.", "{n} questions.", len(record.questions))
        return f"<p>{many} {FILL}</p><ol>{items}</ol>{self.then.twin()}"

    def twin_text(self, record: Quiz) -> str:
        asked = (f"{question.ask} {list(question.listed)}" for question in record.questions)
        return "\n".join(filter(None, [record.describe(), *asked, self.then.twin_text()]))


class Explain(Form[Explanation]):
    """A free answer; after the attempt, the points of a good answer to tick off against one's own text.

    Parameters
    ----------
    name : str
        Name of the task in ``data/exercises``.
    keep : Workbook
        Tells which notebook this is, and keeps the answer.
    """

    def __init__(self, name: str, keep: Workbook) -> None:
        task = explanations(keep.notebook.number)[name]
        asked = task.asks()["text"]
        self.text = widgets.Textarea(description=asked.label, placeholder=asked.hint)
        self.compare = button(_("Keep it and compare"), self._attempt, primary=True)
        self.points = [tick(point) for point in task.points]
        self.checklist = group(
            _("A good answer mentions these points. Which ones are in yours?"), *self.points, look="stack"
        )
        body = [words(escape(task.ask)), self.text, row(self.compare), self.checklist]
        super().__init__(task.title, task, body, keep=keep, key=name)
        self.observe_controls(self.points, self._compare)

    def _show(self) -> None:
        self.text.value = self.record.text
        for at, box in enumerate(self.points):
            box.value = at in self.record.found
        self.checklist.layout.display = "" if self.record.attempted else "none"

    def _attempt(self) -> None:
        kept = _(
            "Recorded. Now compare: check off what your answer already mentions. You can change your text at any time."
        )
        self.try_record(lambda: self.record.attempt(self.text.value), kept)

    def _compare(self) -> None:
        found = tuple(at for at, box in enumerate(self.points) if box.value)
        # The text may have been changed since the last comparison: what stands in the box is the answer.
        if self.try_record(lambda: self.record.attempt(self.text.value).compare(found)):
            many = {"found": len(found), "points": len(self.points)}
            self.say(self.whole(_("You checked {found} of {points} points.", **many)))

    def question(self) -> str:
        return self.record.ask

    def _keep(self) -> None:
        if self.record.attempted:
            self.keep.put(self.key, self.question(), self.to_json(), self.record.text)

    def twin(self, record: Explanation) -> str:
        return f"<p>{escape(record.ask)}</p><p>{FILL}</p>"


_DONE = _("You got every item here right on your most recent try.")
_LATER = _("They’ll come back on later days in “Ten minutes today.”")


class Practice(Asks[Record]):
    """Choose a kind, answer an item, read why, go on.

    Parameters
    ----------
    deck : Deck
        What is practiced.
    keep : Workbook, optional
        Where the answers are kept. A form without it is an example.
    record : Practice, optional
        What was answered before.
    clock : callable, optional
        Returns the time in UTC.

    Examples
    --------
    >>> from iopedu.cbt.items import thoughts
    >>> form = Practice(thoughts())
    >>> form.kind.value = "sort"
    >>> form.item.question.ask
    'Is this an event, a thought or a feeling? “The phone did not ring on Sunday.”'
    """

    def __init__(
        self,
        deck: Deck,
        keep: Workbook | None = None,
        record: Record | None = None,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        self.deck = deck
        self.clock = clock or (lambda: datetime.now(UTC))
        self.item: Item | None = None
        self.checked: tuple[int, ...] = ()
        self.done = _DONE if keep is None else f"{_DONE} {_LATER}"
        self.kind = dropdown(_("Practice"), deck.kinds, _("All kinds"))
        self.seen = widgets.HTML()
        self.asking(_("Check my answer"), _("Next item"))
        self.agree = button(_("Show my agreement"), self._agree)
        buttons = [self.check, self.next, *([self.agree] if deck.counted else [])]
        body = [self.kind, self.place, self.options, row(*buttons)]
        title = self.titled(keep, deck.title)
        super().__init__(title, record or Record(deck), body, keep=keep, key=deck.key, after=[self.seen])
        if self.item is None:
            self._draw()
        self.observe_controls([self.kind], self._next)

    @property
    def only(self) -> str | None:
        """The kind that was chosen, or None for all kinds."""
        return self.kind.value or None

    def _show(self) -> None:
        self.place.value = escape(self.record.progress(self.only))

    def _draw(self) -> None:
        """Take the item that is next, and write it to the controls."""
        self.item, self.checked = self.record.next_item(self.only), ()
        self._show()
        if self.item is None:
            self.options.empty(self.done)
        else:
            times = sum(entry.item == self.item.id for entry in self.record.answers)
            self.options.put(self.item.asked(times))

    def _check(self) -> None:
        if self.item is None:
            self.say(self.done)
        elif self.checked:
            self.say(*self.item.feedback(self.checked), _("Your first answer was recorded. Press Next item to go on."))
        else:
            chosen = self.chosen
            if self.try_record(lambda: self.record.answer(self.item.id, chosen, self.clock())):
                self.checked = chosen
                self.seen.value = ""  # what it said is no longer true
                again = _("This one will come back after a few others.") if len(self.deck.items) > 1 else ""
                self.say(*self.item.feedback(chosen), "" if self.record.was_right(self.item.id) else again)

    def _go(self, _step: int) -> None:
        if self.item is not None and not self.checked:
            self.say(_("Check an answer first. “Not sure” is an answer, too."), warn=True)
        else:
            self._next()

    def _next(self) -> None:
        with self.quietly():
            self._draw()
        self.say("" if self.item else self.done)

    def _agree(self) -> None:
        tables = [agreement(self.record)]
        tables += [confusion_table(self.record, kind) for kind in self.deck.counted if self.record.first_answers(kind)]
        self.seen.value = "".join(table._repr_html_() for table in tables)
        self.say(_("Your agreement with the key is shown below the buttons."))

    def _restore(self) -> None:
        super()._restore()
        self.seen.value = ""
        self._draw()

    def question(self) -> str:
        return self.deck.ask

    def twin(self, record: Record) -> str:
        if self.keep is not None or self.item is None:
            about = _n("{n} item.", "{n} items.", len(self.deck.items))
            return f"<p>{about} {FILL}</p>{in_list(self._counts())}"
        said = "".join(f"<p>{escape(line)}</p>" for line in self._said())
        return f"<p>{escape(self.item.question.ask)}</p>{in_list(self.item.question.listed)}{said}"

    def twin_text(self, record: Record) -> str:
        if self.keep is not None or self.item is None:
            return "\n".join([record.describe(), *self._counts()])
        return "\n".join([f"{self.item.question.ask} {list(self.item.question.listed)}", *self._said()])

    def _counts(self) -> list[str]:
        kinds = self.deck.kinds.items()
        return [_n("{kind} {n} item", "{kind} {n} items", len(self.deck.of(kind)), kind=title) for kind, title in kinds]

    def _said(self) -> tuple[str, ...]:
        return self.item.feedback(self.checked) if self.checked else ()
