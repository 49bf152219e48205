"""Paced breathing and short guided practices, with a clock in the page; see ``static/breathing.js``."""

from dataclasses import asdict
from html import escape

import anywidget
import traitlets

from iopedu.course.files import options
from iopedu.course.language import _, _n
from iopedu.course.text import in_list
from iopedu.dbt.breathing import DIZZY, GuidedPractice, Rhythm, guided_practices
from iopedu.forms.base import Form
from iopedu.forms.described import Typed, control, read, write
from iopedu.forms.parts import FILL, STATIC, dropdown, row, script

LAST_BREATH = _("That was the last one. Breathe normally, and notice how you feel now.")
LAST_WORDS = _("That’s the end. Notice one thing that is different, or that isn’t, and go on with your day.")
ALLOWED = _("You can keep your eyes open. You can stop at any moment, and a wandering mind is part of it.")

#: What the page says by itself.
_TEXTS = options("breathing.texts")


class Pacer(anywidget.AnyWidget):
    """A clock that shows which words stand when, and a circle that follows; Python made the schedule.

    Parameters
    ----------
    label, note, closing : str
        Its name; what is always visible; the words at the end.
    steps : list of dict
        The schedule; see `iopedu.dbt.breathing.Step`. Nothing starts where it is empty.
    moves : bool
        Whether there is a circle.
    words_only : bool
        Whether the learner has put it away.
    state : {"stopped", "running", "paused", "finished"}
    cycles : int
        Whole rounds that were completed since the last start.

    Examples
    --------
    >>> Pacer(label="Breathing pacer").state
    'stopped'
    """

    _esm = script("breathing.js")
    _css = STATIC / "breathing.css"

    label = traitlets.Unicode("").tag(sync=True)
    texts = traitlets.Dict(_TEXTS).tag(sync=True)
    note = traitlets.Unicode("").tag(sync=True)
    closing = traitlets.Unicode("").tag(sync=True)
    steps = traitlets.List(traitlets.Dict()).tag(sync=True)
    moves = traitlets.Bool(True).tag(sync=True)
    words_only = traitlets.Bool(False).tag(sync=True)
    state = traitlets.Enum(("stopped", "running", "paused", "finished"), "stopped").tag(sync=True)
    cycles = traitlets.Int(0, min=0).tag(sync=True)


def _now_set(record: str) -> str:
    return _("Now set: {record}.", record=record)


class PacedBreathing(Typed[Rhythm]):
    """Breathe along with a circle or with words, at a rhythm of one's own.

    Nothing is kept: how somebody breathes is nobody's answer.

    Parameters
    ----------
    record : Rhythm, optional
        The rhythm to begin with.

    Examples
    --------
    >>> form = PacedBreathing()
    >>> form.fields["breathe_out"].value = "8"
    >>> form.record
    Rhythm: 4 seconds in, 8 out; 6 breaths, 72 seconds in all
    """

    def __init__(self, record: Rhythm | None = None) -> None:
        self.fields = {name: control(ask) for name, ask in Rhythm.asks().items()}
        self.pacer = Pacer(label=_("Breathing pacer"), note=DIZZY, closing=LAST_BREATH)
        fields = row(*self.fields.values())
        fields.add_class("iop-pace-fields")
        super().__init__(_("Paced breathing"), record or Rhythm(), [fields, self.pacer])
        self.observe_controls(self.fields.values(), self._changed)
        self.pacer.observe(self._paced, "state")

    def made(self) -> Rhythm:
        return Rhythm(**{name: read(ask, self.fields[name]) for name, ask in Rhythm.asks().items()})

    def _show(self) -> None:
        if not self._is_typed():
            for name, ask in Rhythm.asks().items():
                write(ask, self.fields[name], getattr(self.record, name))
        self.pacer.steps = [asdict(step) for step in self.record.steps]

    def _changed(self) -> None:
        self._tell(_now_set)
        if self._is_typed():
            self.say(_now_set(repr(self.record)), *self.record.notes())
        else:
            self.pacer.steps = []  # no rhythm that does not stand in the boxes may start

    def _paced(self, change: dict) -> None:
        if change["new"] in ("stopped", "finished") and self.pacer.steps:  # else a sentence says what to put right
            done = _n(
                "{n} full breath completed. Nothing is recorded.",
                "{n} full breaths completed. Nothing is recorded.",
                self.pacer.cycles,
            )
            self.say(done)

    def twin(self, record: Rhythm) -> str:
        return f"<p>{escape(record.describe())}</p><p>{escape(DIZZY)}</p><p>{FILL}</p>"

    def twin_text(self, record: Rhythm) -> str:
        return f"{record.describe()}\n{DIZZY}\n{FILL}"


class ShortPractice(Form[GuidedPractice]):
    """A short practice of mindfulness: one sentence after the other, without a sound.

    Nothing is kept.

    Parameters
    ----------
    name : str, optional
        Id of the practice to begin with.

    Examples
    --------
    >>> form = ShortPractice()
    >>> form.practice.value = "one_object"
    >>> form.record
    One thing on the table (95 seconds, describe)
    """

    def __init__(self, name: str = "feet_and_sounds") -> None:
        self.practice = dropdown(_("Practice"), {entry.id: repr(entry) for entry in guided_practices()})
        self.pacer = Pacer(label=_("Guide"), note=ALLOWED, closing=LAST_WORDS, moves=False)
        super().__init__(_("A short practice"), guided_practices[name], [self.practice, self.pacer])
        self.observe_controls([self.practice], self._chosen)

    def _chosen(self) -> None:
        if self.try_record(lambda: guided_practices[self.practice.value]):
            self.say(_now_set(repr(self.record)), _("Press Start when you are ready."))

    def _show(self) -> None:
        self.practice.value = self.record.id
        self.pacer.steps = [asdict(step) for step in self.record.steps]

    def twin(self, record: GuidedPractice) -> str:
        return "".join(
            f"<p>{escape(repr(entry))}</p>{in_list(step.says for step in entry.steps)}" for entry in guided_practices()
        )

    def twin_text(self, record: GuidedPractice) -> str:
        return "\n".join([*(entry.describe() for entry in guided_practices()), ALLOWED])
