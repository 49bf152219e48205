"""Talk with a fictional client turn by turn; each answer depends on what was said before, and the end says why."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets as widgets

from iopedu.course.export import in_columns
from iopedu.course.language import _, _n
from iopedu.course.text import says_something
from iopedu.course.workbook import Workbook
from iopedu.forms.base import Form
from iopedu.forms.parts import FILL, brief, button, group, row, words
from iopedu.forms.rehearsal.say_it import of_the_writer
from iopedu.rehearsal.talk import Talk, talk
from iopedu.show.rehearsal.client import answer_view, debrief_view, expert_view, scene_view, talk_view
from iopedu.show.style import STYLE

#: Stands for a reply in words of the learner's own.
OWN = "own words"


class ClientSession(Form[Talk]):
    """A session with a client who answers: replies to choose, or own words, and a debrief at the end.

    Parameters
    ----------
    name : str
        Name of the session in ``data/rehearsal/clients/``, and of the answers in the workbook.
    keep : Workbook, optional
        Where every way through is kept.

    Examples
    --------
    >>> form = ClientSession("aisha_chain")
    >>> form.replies.value = "agenda"
    >>> form.say_it.click()
    >>> form.record.now
    ('agenda',)
    """

    def __init__(self, name: str, keep: Workbook | None = None) -> None:
        blank = talk(name)
        self.scene, self.place = words(""), words("", "iop-legend")
        self.answer = words("", "iop-status")  # so that each answer is read out
        self.replies = widgets.RadioButtons(options=[("", "")], value=None)
        self.own = brief(_("In your own words"))
        self.nearest = widgets.RadioButtons(options=[("", "")], value=None)
        near = group(_("Which of these comes closest to your words?"), self.nearest, look="stack")
        self.other = widgets.VBox([self.own, near])
        self.say_it = button(_("Say it"), self._say, primary=True)
        self.turns = widgets.Dropdown(description=_("Turn to go back to"))
        self.turns.add_class("iop-wrap")
        self.again = button(_("Try again from there"), self._back)
        self.write = button(_("Write this session as a table"), self._write)
        self.asked = group(_("What do you say?"), self.replies, look="stack")
        self.so_far, self.debrief = widgets.HTML(), widgets.HTML()
        self.later = row(self.turns, self.again, *([self.write] if keep is not None else []))
        body = [words(STYLE), self.scene, self.place, widgets.VBox([self.answer]), self.asked, self.other]
        body.append(row(self.say_it))
        super().__init__(blank.client.title, blank, body, keep=keep, key=name,
                         after=[self.later, self.debrief, self.so_far])  # fmt: skip
        self.observe_controls([self.replies, self.own], self._turn_to_own)

    def _show(self) -> None:
        at, of = self.record.moment, self.record
        self.answer.value = answer_view(of)
        left = _n("About {n} minute is left.", "About {n} minutes are left.", at.state.minutes)
        place = _("Turn {turn}. {left}", turn=len(of.now) + 1, left=left) if at.turn else _("The session is over.")
        self.place.value, self.scene.value = escape(place), scene_view(of)
        self.so_far.value = talk_view(of)
        self.debrief.value = debrief_view(of) + (expert_view(of) if at.ending else "")
        options = (*self._options(), (_("Something else"), OWN))
        if self.replies.options != options:
            self.replies.options, self.replies.value, self.own.value = options, None, ""
        for part in (self.asked, self.say_it):
            part.layout.display = "" if at.turn else "none"
        said = [_("{turn}: {reply}", turn=place, reply=step.reply.text) for place, step in enumerate(of.steps, 1)]
        self.turns.options = [(text, place) for place, text in enumerate(said, 1)]
        self.turns.value = len(said) or None
        self.later.layout.display = "" if of.now else "none"
        self._show_other()

    def _options(self) -> tuple[tuple[str, str], ...]:
        turn = self.record.moment.turn
        return tuple((reply.text, reply.id) for reply in turn.replies) if turn else ()

    def _show_other(self) -> None:
        open_now = self.replies.value == OWN
        if open_now and self.nearest.options != self._options():
            self.nearest.options, self.nearest.value = self._options(), None
        self.other.layout.display = "" if open_now else "none"

    def _turn_to_own(self) -> None:
        """Open the box for own words when it is chosen, or when what was typed there comes back."""
        if says_something(self.own.value):
            with self.quietly():
                self.replies.value = OWN
        self._show_other()

    def _say(self) -> None:
        chosen, own = self.replies.value, ""
        if chosen == OWN:
            chosen, own = self.nearest.value, self.own.value
            if not (chosen and says_something(own)):
                self.say(_("Write what you would say, and choose the reply that comes closest to it."), warn=True)
                return
        if self.try_record(lambda: self.record.say(chosen, own)):
            self.say(_("The session is over. The debrief is below.") if self.record.moment.ending else "")

    def _back(self) -> None:
        if self.try_record(lambda: self.record.back_to(self.turns.value)):
            turn = len(self.record.now) + 1
            self.say(_("You are back at turn {turn}. Your earlier attempt is kept.", turn=turn))

    def _write(self) -> None:
        self.hand_over(f"{self.keep.path.stem}-{self.key}.csv", in_columns(self.record.columns()))

    def free_texts(self) -> tuple[tuple[str, str], ...]:
        """Return what is typed, without the sentences that are said to the client."""
        return tuple((place, of_the_writer(text)) for place, text in super().free_texts())

    def question(self) -> str:
        return _("{title}: what do you say, turn by turn?", title=self.title)

    def from_json(self, found: Any) -> Talk:
        return talk(self.key).with_answers(found)

    def twin(self, record: Talk) -> str:
        if record.now:
            return scene_view(record) + talk_view(record) + debrief_view(record)
        turn = record.moment.turn
        options = "".join(f"<li>{escape(reply.text)}</li>" for reply in turn.replies)
        return scene_view(record) + answer_view(record) + f"<ul>{options}</ul>{expert_view(record)}<p>{FILL}</p>"

    def twin_text(self, record: Talk) -> str:
        if record.now:
            return record.describe()
        return "\n".join([record.describe(), *(reply.text for reply in record.moment.turn.replies), FILL])
