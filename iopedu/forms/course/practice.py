"""Practice with a deck, one item at a time; what was missed comes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from html import escape
from typing import Any

import ipywidgets as widgets

from iopedu.course.deck import Deck, Item
from iopedu.course.language import _, _n
from iopedu.course.practice import Practice as Record
from iopedu.course.workbook import Workbook
from iopedu.forms.base import Form
from iopedu.forms.options import Options
from iopedu.forms.parts import FILL, button, row, words
from iopedu.show.course.practice import agreement, confusion_table

_DONE = _("Every item here was right at the last try. On later days they come back in “Ten minutes today”.")


class Practice(Form[Record]):
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
        # The empty text stands for all kinds: a list box shows an option whose value is None as an empty line.
        kinds = [(_("All kinds"), ""), *((title, kind) for kind, title in deck.kinds.items())]
        self.kind = widgets.Dropdown(options=kinds, description=_("Practice"))
        self.place, self.options, self.seen = words("", "iop-place"), Options(), widgets.HTML()
        self.check = button(_("Check my answer"), self._check, primary=True)
        self.next = button(_("Next item"), self._go_on)
        self.agree = button(_("Show my agreement"), self._agree)
        buttons = [self.check, self.next, *([self.agree] if deck.counted else [])]
        body = [self.kind, self.place, self.options, row(*buttons)]
        title = deck.title if keep is not None else _("{title}: a worked example", title=deck.title)
        super().__init__(title, record or Record(deck), body, keep=keep, key=deck.key, after=[self.seen])
        if self.item is None:
            self._draw()
        self.observe_controls([self.kind], self._next)

    @property
    def only(self) -> str | None:
        """The kind that was chosen, or None for all kinds."""
        return self.kind.value or None

    @property
    def chosen(self) -> tuple[int, ...]:
        """Positions that are marked on the form now, checked or not."""
        return self.options.chosen

    def choose(self, *positions: int) -> None:
        """Mark options of the item shown, as a learner would."""
        self.options.choose(*positions)

    def _show(self) -> None:
        self.place.value = escape(self.record.progress(self.only))

    def _draw(self) -> None:
        """Take the item that is next, and write it to the controls."""
        self.item, self.checked = self.record.next_item(self.only), ()
        self._show()
        if self.item is None:
            self.options.empty(_DONE)
        else:
            times = sum(entry.item == self.item.id for entry in self.record.answers)
            self.options.put(self.item.asked(times))

    def _check(self) -> None:
        if self.item is None:
            self.say(_DONE)
        elif self.checked:
            self.say(*self.item.feedback(self.checked), _("This answer is kept. Press Next item to go on."))
        else:
            chosen = self.chosen
            if self.try_record(lambda: self.record.answer(self.item.id, chosen, self.clock())):
                self.checked = chosen
                self.seen.value = ""  # what it said is no longer true
                again = "" if self.record.was_right(self.item.id) else _("This one comes back after a few others.")
                self.say(*self.item.feedback(chosen), again)

    def _go_on(self) -> None:
        if self.item is not None and not self.checked:
            self.say(_("Check an answer first. “Not sure” is an answer too."), warn=True)
        else:
            self._next()

    def _next(self) -> None:
        with self.quietly():
            self._draw()
        self.say("" if self.item else _DONE)

    def _agree(self) -> None:
        tables = [agreement(self.record)]
        tables += [confusion_table(self.record, kind) for kind in self.deck.counted if self.record.first_answers(kind)]
        self.seen.value = "".join(table._repr_html_() for table in tables)
        self.say(_("Your agreement with the key stands below the buttons."))

    def _restore(self) -> None:
        super()._restore()
        self.seen.value = ""
        self._draw()

    def _keep(self) -> None:
        if self.keep is not None:
            self.keep.put(self.key, self.question(), self.to_json(), self.record.describe(), self.record.done)

    def question(self) -> str:
        return self.deck.ask

    def from_json(self, found: Any) -> Record:
        return self._blank.with_answers(found)

    def twin(self, record: Record) -> str:
        counts = "".join(f"<li>{escape(line)}</li>" for line in self._counts())
        if self.keep is not None or self.item is None:
            about = _n("{n} item.", "{n} items.", len(self.deck.items))
            return f"<p>{about} {FILL}</p><ul>{counts}</ul>"
        lines = "".join(f"<li>{escape(text)}</li>" for text in self.item.question.listed)
        said = "".join(f"<p>{escape(line)}</p>" for line in self._said())
        return f"<p>{escape(self.item.question.ask)}</p><ul>{lines}</ul>{said}"

    def twin_text(self, record: Record) -> str:
        if self.keep is not None or self.item is None:
            return "\n".join([record.describe(), *self._counts()])
        return "\n".join([f"{self.item.question.ask} {list(self.item.question.listed)}", *self._said()])

    def _counts(self) -> list[str]:
        kinds = self.deck.kinds.items()
        return [_n("{kind} {n} item", "{kind} {n} items", len(self.deck.of(kind)), kind=title) for kind, title in kinds]

    def _said(self) -> tuple[str, ...]:
        return self.item.feedback(self.checked) if self.checked else ()
