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
from iopedu.course.repeating import (
    SURE,
    Calibration,
    History,
    Thing,
    due,
    kind_of,
    once_more,
    seconds,
    spent,
    ten_minutes,
)
from iopedu.course.text import in_html, real_words
from iopedu.course.workbook import Workbook
from iopedu.forms.base import Form
from iopedu.forms.options import Options
from iopedu.forms.parts import FILL, button, group, row, words
from iopedu.show.style import framed

_ABOUT = _("What you practiced in any notebook comes back here when it’s due, for ten minutes at most.")
_NOTHING = _("Nothing is due today. That’s a good day: take the evening off, or begin something new.")
_DONE = _("That’s it for today. Good work.")
_LEFT = _("The rest will keep until another day.")
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
        self.step, self.more, self.spent = "closed", False, 0
        self.place, self.client, self.options = words("", "iop-place"), widgets.HTML(), Options()
        self.options.empty(_ABOUT)
        self.text = widgets.Textarea(
            description=_("Your reply"), rows=3, placeholder=_("Say it out loud first, then write what you said.")
        )
        self.sure = widgets.RadioButtons(options=[(said, at) for at, said in enumerate(SURE)], value=None)
        self.ours = widgets.HTML()
        self.reached = widgets.RadioButtons(options=[(_("Yes, all of it"), True), (_("Not yet"), False)], value=None)
        self.begin = button(_("What is due today?"), self._begin, primary=True)
        self.check = button(_("Check my answer"), self._check, primary=True)
        self.next = button(_("Next one"), self._next, primary=True)
        self.how = button(_("How sure, how right"), self._how)
        self.asked_sure = group(_("How sure are you?"), self.sure)
        self.asked_reached = group(_("Do your words include everything we look for?"), self.reached)
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
        found, self.spent = things(everything, now), spent(history(everything), now)
        self.plan = ten_minutes(found, now, here, self.spent)
        self.more = len(due(found, now)) > len(self.plan)
        self.view.value = ""
        if self.plan:
            self._ask()
        else:
            self.say(*self._over() if self.spent else (_NOTHING,))

    def _over(self) -> tuple[str, ...]:
        return (_DONE, _LEFT) if self.more else (_DONE,)

    def _next(self) -> None:
        """Go on with the first thing of the plan that was not answered meanwhile in another window, or in Say it."""
        from iopedu.teaching.repeating import things

        now = self.clock()
        today, given = now.date(), self.record.answers
        done = {(one.item, one.again) for one in given if one.at.astimezone(now.tzinfo).date() == today}
        self.plan = tuple(one for one in self.plan if (one.id, one.again) not in done)
        everything = self._everything() if any(kind_of(one.id) == "line" for one in self.plan[:1]) else None
        if everything is not None:
            still = {one.id: one for one in due(things(everything, now), now)}
            found = (still.get(one.id) if kind_of(one.id) == "line" else one for one in self.plan)
            self.plan = tuple(one for one in found if one is not None)
        self._ask()

    def _ask(self) -> None:
        self.thing, self.content = next(iter(self.plan), None), None
        self.step = "ask" if self.thing else "closed"
        if self.thing is not None:
            self.content = self.thing.content(1 if self.thing.again else 0)
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
        more = _("Here it is again, because you missed it before.") if self.thing.again else ""
        self.place.value = escape(f"{left} {told} {more}".strip())
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
            self.say(*self.thing.tells(chosen), "" if right and not self.thing.again else self._back(right))

    def _back(self, right: bool) -> str:
        """Ask what was missed once more, later in the same sitting; return when it comes back."""
        if self.thing.again:
            return (
                _("You missed it at first, so it will come back tomorrow.")
                if right
                else _("It will come back tomorrow.")
            )
        rest = self.plan[1:]
        self.plan = once_more(rest, self.thing, self.spent)
        self.more |= not {one.id for one in rest} <= {one.id for one in self.plan}
        if any(one.again and one.id == self.thing.id for one in self.plan):
            return _("It will come back in a few minutes, and again tomorrow.")
        return _("It will come back tomorrow.")

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
        self.say(_("Your reply is shown next to ours. Compare the wording."))

    def _rate(self) -> None:
        if self.reached.value is None:
            raise ValueError(_("Say whether your words include all of it."))
        if self._give(self.reached.value, self.sure.value, line=self.content.id, said=self.text.value.strip()):
            self.text.value = ""
            self.say(_("Recorded. This skill will come back with a different line."))

    def _give(self, right: bool, sure: int | None, **more: str) -> bool:
        self.step, before, thing = "done", self.step, self.thing
        given = self.try_record(
            lambda: self.record.give(thing.id, right, sure, self.clock(), again=thing.again, **more)
        )
        self.step = "done" if given else before
        self.spent += seconds(thing.id) if given else 0
        return given

    def _how(self) -> None:
        from iopedu.show.course.practice import calibration
        from iopedu.teaching.repeating import history, things

        everything = self._everything()
        if everything is not None:
            found = {one.id: one for one in things(everything, self.clock())}
            self.view.value = framed(calibration(Calibration(history(everything)), found))
            self.say(_("How sure you were is shown below the buttons."))

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
