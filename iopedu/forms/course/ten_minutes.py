"""Ten minutes today: what is due over all notebooks, one thing after another, each with how sure one is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from html import escape
from typing import Any

import ipywidgets as widgets

from iopedu.course.deck import NOT_SURE
from iopedu.course.document import Document, StorageProblem
from iopedu.course.language import _, _n
from iopedu.course.outline import notebook
from iopedu.course.quiz import Question
from iopedu.course.repeating import SURE, Calibration, History, Thing, due, seconds, spent, ten_minutes
from iopedu.course.text import in_html, real_words
from iopedu.course.workbook import Workbook
from iopedu.forms.base import Form
from iopedu.forms.options import Options
from iopedu.forms.parts import FILL, button, group, row, words
from iopedu.show.style import framed

_ABOUT = _("What you practiced in any notebook comes back here when it’s time, for ten minutes at most.")
_NOTHING = _("Nothing is due today. That’s a good day: take the evening off, or begin something new.")
_DONE = _("That’s it for today. Well practiced.")
_LEFT = _("What is left keeps, and comes on another day.")
#: Who chose “Not sure” is not sure.
_UNSURE = 1
#: A reply has at least this many words.
_LEAST = 2


class TenMinutes(Form[History]):
    """A folded line; opened, it asks what is due: an answer, how sure one is, and then the feedback.

    Parameters
    ----------
    keep : Workbook
        Tells which notebook this is, and where the answers to all notebooks are.
    clock : callable, optional
        Returns the time with the learner's own zone.

    Examples
    --------
    >>> form = TenMinutes(Workbook("00"))
    >>> form.begin.click()
    >>> form.plan
    ()
    """

    KEY = "ten_minutes"

    def __init__(self, keep: Workbook, clock: Callable[[], datetime] | None = None) -> None:
        self.clock = clock or (lambda: datetime.now().astimezone())
        self.plan: tuple[Thing, ...] = ()
        self.thing: Thing | None = None
        self.content: Any = None
        self.step, self.more = "closed", False
        self.place, self.client, self.options = words("", "iop-place"), widgets.HTML(), Options()
        self.options.empty(_ABOUT)
        self.text = widgets.Textarea(
            description=_("Your reply"), rows=3, placeholder=_("Say it aloud first, then write what you said.")
        )
        self.sure = widgets.RadioButtons(options=[(said, at) for at, said in enumerate(SURE)], value=None)
        self.ours = widgets.HTML()
        self.reached = widgets.RadioButtons(options=[(_("Yes, all of it"), True), (_("Not yet"), False)], value=None)
        self.begin = button(_("What is due today?"), self._begin, primary=True)
        self.check = button(_("Check my answer"), self._check, primary=True)
        self.next = button(_("Next one"), self._next, primary=True)
        self.how = button(_("How sure, how right"), self._how)
        self.asked_sure = group(_("How sure are you?"), self.sure)
        self.asked_reached = group(_("Is all that we look for in your words?"), self.reached)
        self.view = widgets.HTML()
        body = [words(f"<p>{escape(_ABOUT)}</p>"), self.place, self.client, self.options, self.text, self.asked_sure]
        body += [self.ours, self.asked_reached, row(self.begin, self.check, self.next, self.how)]
        super().__init__(_("Ten minutes today"), History(), body, keep=keep, after=[self.view])

    # From the queue to the controls --------------------------------------------------------------------

    def _show(self) -> None:
        line = self.content is not None and not isinstance(self.content, Question)
        seen = {
            self.place: self.step != "closed",
            self.client: line and self.step != "closed",
            self.options: not line and self.step in ("ask", "done"),
            self.text: line and self.step == "ask",
            self.asked_sure: self.step == "ask",
            self.ours: line and self.step in ("look", "done"),
            self.asked_reached: self.step == "look",
            self.begin: self.step == "closed",
            self.check: self.step in ("ask", "look"),
            self.next: self.step == "done",
            self.how: self.step in ("closed", "done"),
        }
        for control, there in seen.items():
            control.layout.display = "" if there else "none"
        self.check.description = _("This is my rating") if self.step == "look" else _("Check my answer")

    def _everything(self) -> Document | None:
        try:
            return self.keep.everything()
        except StorageProblem as problem:
            self.say(str(problem), warn=True)
            return None

    def _begin(self) -> None:
        """Plan what is asked, out of the answers in all notebooks of this folder."""
        from iopedu.teaching.repeating import history, things  # loaded when it is opened: no page waits for it

        everything = self._everything()
        if everything is None:
            return
        now, here = self.clock(), self.keep.notebook.number
        found, took = things(everything, now), spent(history(everything), now)
        self.plan = ten_minutes(found, now, here, took)
        self.more = len(due(found, now)) > len(self.plan)
        self.view.value = ""
        if self.plan:
            self._next()
        else:
            self.say(*self._over() if took else (_NOTHING,))

    def _over(self) -> tuple[str, ...]:
        return (_DONE, _LEFT) if self.more else (_DONE,)

    def _next(self) -> None:
        """Go on with the first thing of the plan that was not answered meanwhile in another window."""
        today = self.clock().date()
        done = {one.item for one in self.record.answers if one.at.astimezone(self.clock().tzinfo).date() == today}
        self.plan = tuple(one for one in self.plan if one.id not in done)
        self.thing, self.content = next(iter(self.plan), None), None
        self.step = "ask" if self.thing else "closed"
        if self.thing is not None:
            self.content = self.thing.content()
        with self.quietly():
            self._put()
            self._show()
        self.say(*() if self.thing else self._over())

    def _put(self) -> None:
        """Write what is asked to the controls."""
        self.sure.value = self.reached.value = None
        self.client.value = self.ours.value = self.view.value = ""
        if self.thing is None:
            return
        book = notebook(self.thing.notebook)
        minutes = max(1, round(sum(seconds(one.id) for one in self.plan) / 60))
        left = _n("{n} to go, about {minutes} min.", "{n} to go, about {minutes} min.", len(self.plan), minutes=minutes)
        told = _("From notebook {number}, {title}.", number=book.number, title=book.title)
        self.place.value = escape(f"{left} {told}")
        if isinstance(self.content, Question):
            self.options.put(self.content)
        else:
            from iopedu.show.rehearsal.say import client_line

            self.client.value = framed(client_line(self.content))

    # What the buttons do -------------------------------------------------------------------------------

    def _check(self) -> None:
        try:
            if self.step == "look":
                self._rate()
            elif isinstance(self.content, Question):
                self._answer(self.content)
            else:
                self._look()
        except ValueError as problem:
            self.say(str(problem), warn=True)

    def _answer(self, asked: Question) -> None:
        chosen = self.options.chosen
        asked.check(chosen)
        unsure = any(asked.options[at].text == NOT_SURE for at in chosen)
        right = asked.is_right(chosen)
        if self._give(right, _UNSURE if unsure else self.sure.value):
            back = "" if right else _("It comes back tomorrow.")
            self.say(*self.thing.tells(chosen), back)

    def _look(self) -> None:
        """Show the learner's reply beside ours."""
        from iopedu.show.rehearsal.say import look_for

        if real_words(self.text.value) < _LEAST:
            raise ValueError(_("Write what you would say, in your own words. A rough reply is enough."))
        self.record.give(self.thing.id, False, self.sure.value, self.clock())
        self.check_boxes()
        said = f"<p>{escape(_('You said:'))}</p><blockquote>{in_html(self.text.value)}</blockquote>"
        self.ours.value = framed(f"{said}{look_for(self.content)}")
        self.step = "look"
        with self.quietly():
            self._show()
        self.say(_("Your reply stands beside ours. Look at the words."))

    def _rate(self) -> None:
        if self.reached.value is None:
            raise ValueError(_("Say whether all of it is in your words."))
        if self._give(self.reached.value, self.sure.value, self.content.id, self.text.value):
            self.text.value = ""
            self.say(_("Kept. This skill comes back with another line."))

    def _give(self, right: bool, sure: int | None, line: str = "", said: str = "") -> bool:
        self.step, before = "done", self.step
        given = self.try_record(lambda: self.record.give(self.thing.id, right, sure, self.clock(), line, said))
        if not given:
            self.step = before
        return given

    def _how(self) -> None:
        from iopedu.show.course.calibration import calibration
        from iopedu.teaching.repeating import history, things

        everything = self._everything()
        if everything is not None:
            found = {one.id: one for one in things(everything, self.clock())}
            self.view.value = framed(calibration(Calibration(history(everything)), found))
            self.say(_("How sure you were stands below the buttons."))

    def free_texts(self) -> tuple[tuple[str, str], ...]:
        """Return what is typed, without the sentences that are said to the client."""
        found = super().free_texts()
        if not found:
            return found
        from iopedu.forms.rehearsal.say_it import of_the_writer

        return tuple((place, of_the_writer(text)) for place, text in found)

    def _restore(self) -> None:
        super()._restore()
        self.view.value = ""

    def twin(self, record: History) -> str:
        return f"<p>{escape(_ABOUT)} {FILL}</p>"

    def twin_text(self, record: History) -> str:
        return f"{_ABOUT} {FILL}"
