"""What every form shares: one record, a status line, a text twin, and names and keys that work."""

from collections.abc import Callable, Iterable
from contextlib import contextmanager
from html import escape
from typing import Any, Generic, TypeVar

import ipywidgets as widgets

import iopedu.forms.page  # noqa: F401 - opens the line to the page, and closes the forms of earlier runs
from iopedu.course.document import StorageProblem
from iopedu.course.files import options, read_rows
from iopedu.course.language import _
from iopedu.course.memory import WHEN, WHERE
from iopedu.course.text import in_html, printable
from iopedu.course.waiting import Denial, people_come_first
from iopedu.course.workbook import Workbook
from iopedu.forms.parts import (
    Companion,
    KeepSwitch,
    Scale,
    boxes_of,
    close,
    inside,
    words,
)
from iopedu.forms.people_first import PeopleFirst
from iopedu.show.style import framed

Record = TypeVar("Record")
#: Characters of a box, about eight pages: whoever pastes more has pasted something else, and would wait for seconds.
LONGEST = 20_000
FIRST, STAYS, _LONG = options("base.says").values()


class Form(widgets.VBox, Generic[Record]):
    """A view of one record: controls change the record, and a new record changes the controls.

    A form computes nothing and keeps nothing of its own: `record` is the truth.

    Parameters
    ----------
    title : str
        Heading, and the form's name for a screen reader.
    record : object
        What is shown first: an immutable value with ``describe()``.
    body : iterable of ipywidgets.Widget
        Controls in their order.
    keep : Workbook, optional
        Where the learner's entries are kept. A form without it is an example.
    key : str, optional
        Name of this form in the workbook; by default the class's `KEY`.
    after : iterable of ipywidgets.Widget
        What stands below the status line.

    Notes
    -----
    In a page without a kernel, and in print, the form's *twin* stands in its place. A form that keeps a
    learner's entries always leaves a blank twin, so that running a cell never writes what somebody
    entered into the notebook file.
    """

    #: Name of the form in the workbook, where a form has one name wherever it stands.
    KEY = ""
    #: Whether what is printed has many columns.
    WIDE = False
    #: Ends listening to the workbook.
    _unlisten = staticmethod(lambda: None)

    def __init__(
        self,
        title: str,
        record: Record,
        body: Iterable[widgets.Widget],
        *,
        keep: Workbook | None = None,
        key: str = "",
        after: Iterable[widgets.Widget] = (),
    ) -> None:
        self.title, self.keep, self.key = title, keep, key or self.KEY
        self._record = self._blank = record
        self._busy = self._own = False
        self._being_typed: dict[str, str] = {}
        self.first = PeopleFirst(self._turned)
        self.status = widgets.HTML()
        self.status.add_class("iop-status")
        self.companion = Companion(title=title)
        self.companion.on_msg(self._heard)
        heading = words(escape(title), "iop-heading")
        super().__init__([heading, *body, self.first, self.status, *after, self.companion])
        self.add_class("iop-form")
        self._show()
        if keep is not None and self.key:
            self._unlisten = keep.listen(self.key, self)
            if self.key in keep.answers:
                self._restore()
        for box in self.text_boxes():
            box.observe(self._taken, "value")
        self.read()

    def titled(self, keep: Workbook | None, title: str = "") -> str:
        """Return the form's title, which says so where it is an example."""
        title = title or self.named("title")
        return title if keep is not None else _("{form}: a worked example", form=title)

    def named(self, what: str) -> str:
        """Return the "title" of the form, or what it is to "ask", as ``data/forms.csv`` says; else an empty text."""
        return next((row[what] for row in read_rows("forms.csv") if row["key"] == self.KEY), "")

    # What a form fills in ---------------------------------------------------------------------------

    def _show(self) -> None:
        """Write the record to the controls."""

    def question(self) -> str:
        """Return what the learner was asked, for the workbook."""
        return self.named("ask") or self.title

    def to_json(self) -> Any:
        """Return the record as JSON values, for the workbook."""
        return self.record.to_json()

    def from_json(self, found: Any) -> Record:
        """Read a record that `to_json` wrote; raises ValueError with a sentence when it is something else."""
        if hasattr(self._blank, "with_answers"):
            return self._blank.with_answers(found)
        return type(self.record).from_json(found)

    def twin(self, record: Record) -> str:
        """Return HTML that says what this form holds, readable without a kernel."""
        return f"<p>{in_html(record.describe())}</p>"

    def twin_text(self, record: Record) -> str:
        """Return the same in plain text."""
        return record.describe() if hasattr(record, "describe") else ""

    # What a form gets -------------------------------------------------------------------------------

    @property
    def record(self) -> Record:
        """What the form holds now."""
        return self._record

    @record.setter
    def record(self, record: Record) -> None:
        self._record, self._being_typed = record, {}
        with self.quietly():
            self._show()
        self.keep_again()
        self.read()

    @contextmanager
    def quietly(self):
        """Change controls without reacting to the change."""
        before, self._busy = self._busy, True
        try:
            with people_come_first(self.first.waits):
                yield
        finally:
            self._busy = before

    def observe_controls(self, controls: Iterable[widgets.Widget], react: Callable[[], None]) -> None:
        """Call ``react`` when a learner changes one of the controls."""

        def changed(_change: Any) -> None:
            if not self._busy:
                react()
                self.read()

        for control in controls:
            control.observe(changed, ["value", "unread"] if control.has_trait("unread") else "value")

    def try_record(self, make: Callable[[], Record], *said: str) -> bool:
        """Take the record that ``make`` returns, and say so; else say what is wrong, or which box is too full."""
        made = False
        with self.telling():
            self.check_boxes()
            self.record, made = make(), True
            if said:
                self.say(*said)
        return made

    @contextmanager
    def telling(self):
        """Say what is wrong when something cannot be done."""
        try:
            yield
        except (ValueError, StorageProblem) as problem:
            self.say(str(problem), warn=True)

    def text_boxes(self) -> Iterable[widgets.Widget]:
        """Return the boxes for text, also those on a page that is not on show."""
        return [box for _name, box in boxes_of(self)]

    def free_texts(self) -> tuple[tuple[str, str], ...]:
        """Return every free text of the form with its place: what the record holds, and what a box holds untaken."""
        typed = {box: self._being_typed.get(name, box.value) for name, box in boxes_of(self)}
        boxes = {box: box.value for box in self.text_boxes()} | typed
        changed = {line for box, text in boxes.items() if text != box.value for line in _lines(box.value)}
        held = tuple(self.record.texts()) if hasattr(self.record, "texts") else ()
        held = tuple(found for found in held if found[1].strip() not in changed)
        known = {text.strip() for _place, text in held}
        left = ((box.description, text) for box, text in boxes.items() if not _lines(text) <= known)
        return (*held, *(found for found in left if found[1].strip() not in known))

    def denials(self) -> Iterable[Denial]:
        """Return the answers that say that there is no danger."""
        return tuple(self.record.denials()) if hasattr(self.record, "denials") else ()

    def read(self) -> None:
        """Read every free text for danger, but for those of the course itself, whose people are brought in."""
        own = {text for _place, text in self._blank.texts()} if hasattr(self._blank, "texts") else set()
        texts = [(place, text[:LONGEST]) for place, text in self.free_texts() if text not in own]
        self.first.read(texts, self.denials())

    def _taken(self, _change: Any) -> None:
        """Forget what was heard of the boxes before one of them told its value."""
        self._being_typed = {}
        self.read()

    def _turned(self) -> None:
        """Take back and draw again what may have said that the record is whole."""
        if "iop-warn" not in self.status.value:
            self.say()
        with self.quietly():
            self._draw_again()

    def _draw_again(self) -> None:
        """Draw again what tells how whole the record is, and nothing in which something can be entered."""

    def check_numbers(self) -> None:
        """Raise ValueError with a sentence for a number on the page that cannot be read."""
        for control in inside(self):
            if isinstance(control, Scale):
                control.check()

    def check_boxes(self) -> None:
        """Raise ValueError with a sentence for a number that cannot be read, and for more text than `LONGEST`."""
        self.check_numbers()
        for box in self.text_boxes():
            if len(box.value) > LONGEST:
                long = _LONG.format(box=box.description, n=f"{len(box.value):,}", most=f"{LONGEST:,}")
                raise ValueError(f"{long} {STAYS}")

    def say(self, *lines: str, warn: bool = False) -> None:
        """Show sentences in the status line, which is also read out. They are plain text, never HTML.

        While people come first, that is said before them.
        """
        if self.first.waits and not warn and any(lines):
            lines = (FIRST, *(line for line in lines if line != FIRST))
        shown = "".join(f"<p>{in_html(line)}</p>" for line in lines if line)
        self.status.value = f'<div class="iop-said{" iop-warn" if warn else ""}">{shown}</div>' if shown else ""

    def asks_first(self, press: widgets.Button, sure: str, ask: str) -> bool:
        """Ask at the first press of a button whether it is meant, and return whether it was asked now.

        The button then says ``sure``, until the form gives it its own words back.
        """
        asked = press.description != sure
        if asked:
            press.description = sure
            self.say(ask)
        return asked

    def whole(self, sentence: str) -> str:
        """Return a sentence that says that all is there or well, and another one while people come first."""
        return FIRST if self.first.waits else sentence

    def describe(self) -> str:
        """Return what the form holds, in words."""
        return self.record.describe()

    # What is kept -----------------------------------------------------------------------------------

    def in_words(self) -> str:
        """Return the answer in words, for the workbook."""
        return self.describe()

    def is_done(self) -> bool:
        """Whether this counts as a task done."""
        return getattr(self.record, "ready", True)

    def _keep(self) -> None:
        if self.keep is not None and self.key:
            self.keep.put(self.key, self.question(), self.to_json(), self.in_words(), self.is_done())

    def keep_again(self) -> None:
        """Put what the form holds into the workbook, and say beside the first answer where it is kept."""
        self._own = True
        try:
            with people_come_first(False):  # what is found is kept nowhere
                self._keep()
        finally:
            self._own = False
        self._tell_once()

    def refresh(self, joined: bool = False) -> None:
        """Show what the workbook holds now, unless it is what this form just put there and nothing was joined to it."""
        if joined or not self._own:
            self._restore()
        if joined and self.keep.typed(self.key).get(WHERE, self.where()) == self.where():
            self._type_again()  # what stands in a box and is not taken yet stays there

    def _tell_once(self) -> None:
        if self.keep is not None and self.key and self.keep.by_itself and not self.keep.told:
            self.keep.told = True
            self.children = (*self.children, KeepSwitch(self.keep))

    def where(self) -> str:
        """Where in the form the learner is, where it has several pages with boxes."""
        return ""

    def go_to(self, place: str) -> None:
        """Go back to a place that `where` told, as far as it is still there."""

    def _heard(self, _companion: Companion, content: Any, _buffers: Any) -> None:
        """Read and keep what is being typed: the companion tells it while a hand rests."""
        boxes = content.get("typed") if isinstance(content, dict) else None
        if not isinstance(boxes, dict):
            return
        self._being_typed = {name: text for name, text in boxes.items() if isinstance(text, str)}
        self.read()
        if self.keep is not None and self.key:
            self.keep.keep_typed(self.key, boxes, self.where())
            self._tell_once()

    def _type_again(self) -> None:
        """Put back into the boxes what was typed there and not yet taken."""
        typed = dict(self.keep.typed(self.key)) if self.keep is not None and self.key else {}
        answer = self.keep.answers.get(self.key) if typed else None
        moment = typed.pop(WHEN, "")
        if typed:
            self.go_to(typed.pop(WHERE, ""))
        for name, box in boxes_of(self):
            text = typed.get(name, "")
            if text and box.value != text and (not box.value or answer is None or answer.changed < moment):
                box.value = text

    def _restore(self) -> None:
        """Show what the workbook holds, or the blank form when it holds nothing."""
        answer = self.keep.answers.get(self.key)
        try:
            self._record = self._blank if answer is None else self.from_json(answer.value)
        except ValueError as problem:
            said = _("A saved answer could not be shown here: {problem} It is still in your file.", problem=problem)
            self.say(said, warn=True)
            return
        with self.quietly():
            self._show()
        if answer is None:  # erased: what was said of the answer goes with it
            self.say()
        self.read()

    def printed(self) -> str:
        """Return what the form holds as HTML to read and print by itself."""
        return self.twin(self.record)

    def hand_over(self, name: str, text: str, *more: str) -> None:
        """Write a file beside the notebook, say so, and offer a page to be opened from here.

        Parameters
        ----------
        name : str
            The file's name.
        text : str
            All that it will hold; of a page, HTML that is already safe.
        more : str
            What else is to be said.
        """
        with self.telling():
            self.say(self.keep.write_beside(name, text), *more)
            if name.endswith(".html"):
                self.companion.send({"page": text, "words": _("Open {file} to read or print it", file=name)})

    def close(self) -> None:
        """Take the form off the page, with everything in it."""
        self._unlisten()
        for child in self.children:
            close(child)
        super().close()

    def __repr__(self) -> str:
        return f"{self.title}\n{printable(self.describe())}"

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        self._type_again()  # now that all of it is built
        bundle = super()._repr_mimebundle_(**options) or {}
        record = self._record if self.keep is None else self._blank
        html = framed(f"<p><strong>{escape(self.title)}</strong></p>{self.twin(record)}")
        return {**bundle, "text/plain": printable(f"{self.title}\n{self.twin_text(record)}".strip()), "text/html": html}


def _lines(text: str) -> set[str]:
    """Return the lines of a text with something in them."""
    return set(filter(None, map(str.strip, text.splitlines())))
