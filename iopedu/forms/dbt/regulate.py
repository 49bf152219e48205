"""Regulate emotions and ask: ABC PLEASE, the facts of a feeling, coping ahead; DEAR MAN, and how firmly."""

from dataclasses import replace
from functools import partial
from html import escape
from typing import Any, ClassVar

import ipywidgets as widgets

from iopedu.course.fields import Ask, Number
from iopedu.course.language import _
from iopedu.course.workbook import Workbook
from iopedu.dbt.abc_please import CARE, DAYS, AbcPlease
from iopedu.dbt.check_the_facts import NEVER_TOWARD, QUESTIONS, CheckTheFacts
from iopedu.dbt.cope_ahead import NOT_FOR, CopeAhead
from iopedu.dbt.dear_man import GOALS, LETTERS, SAID, DearMan
from iopedu.dbt.firmness import CONSIDERATIONS, SAFETY, Firmness
from iopedu.forms.described import Control, Described, Fields, control, read
from iopedu.forms.parts import Companion, dropdown, group, in_columns, words
from iopedu.show.dbt.interpersonal import firmness_view, letter_view, request_view
from iopedu.show.dbt.regulate import abc_view, cope_view, walk_view


class AbcPleaseForm(Described[AbcPlease]):
    """Words for A, B and C; and five questions about the day that is chosen.

    Parameters
    ----------
    keep : Workbook, optional
        Where the plan is kept.
    record : AbcPlease, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = AbcPleaseForm()
    >>> form.day.value = 2
    >>> form.care["sleep"].value = False
    >>> form.record.summary("sleep")
    'Sleep: yes on 0 of 1 answered day; 6 days not answered.'
    """

    KEY = "abc_please"

    RECORD = AbcPlease
    GROUPS = AbcPlease.LETTERS
    FIELDS = AbcPlease.PLANNED
    draw = staticmethod(abc_view)
    told = staticmethod(partial(abc_view, whole=True))

    def __init__(self, keep: Workbook | None = None, record: AbcPlease | None = None) -> None:
        super().__init__(keep, record)
        self.observe_controls(self.care.values(), self._changed)
        self.observe_controls([self.day], self._turn)

    def body(self) -> list[widgets.Widget]:
        asks = AbcPlease.asks()
        self.day = dropdown(_("Day"), dict(enumerate(DAYS, 1)))
        self.care: Fields = {name: control(asks[name].of) for name in CARE}
        asked = [part for name, box in self.care.items() for part in (words(escape(asks[name].ask), "iop-ask"), box)]
        return [*super().body(), group(_("PLEASE: one day at a time"), self.day, *asked, look="stack")]

    def _turn(self) -> None:
        """Show the answers of the day that is chosen; nothing is answered by looking."""
        with self.quietly():
            self._write_day()
        self.say(_("Now showing {day}.", day=DAYS[self.day.value - 1]))

    def _write_day(self) -> None:
        for name, answer in self.record.on(self.day.value).items():
            self.care[name].value = "" if answer is None else answer

    def made(self) -> AbcPlease:
        asks = AbcPlease.asks()
        chosen = {name: read(asks[name].of, box) for name, box in self.care.items()}
        return replace(self.record, **self.values()).answer(self.day.value, **chosen)

    def fill(self) -> None:
        super().fill()
        self._write_day()


class CheckTheFactsForm(Described[CheckTheFacts]):
    """Event, emotion and thoughts; four questions; and the plan that belongs to where they lead.

    Parameters
    ----------
    keep : Workbook, optional
        Where the walk is kept.
    record : CheckTheFacts, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = CheckTheFactsForm()
    >>> form.fields["danger"].value = "not_sure"
    >>> form.record.way.title
    'People first'
    """

    KEY = "facts_walk"

    RECORD = CheckTheFacts
    draw = staticmethod(walk_view)
    told = staticmethod(partial(walk_view, whole=True))

    def control(self, name: str, ask: Ask) -> Control:
        made = super().control(name, ask)
        if isinstance(ask, Number):
            made.layout.max_width = "26rem"
        return made

    def body(self) -> list[widgets.Widget]:
        fields = self.fields
        self.guide, self.way_out = widgets.HTML(), widgets.HTML()
        felt = [fields[name] for name in ("event", "emotion", "strength")]
        made = [fields[name] for name in ("interpretation", "other", "threat", "likelihood", "cope")]
        asked = [part for name, one in QUESTIONS.items() for part in (words(escape(one.ask), "iop-ask"), fields[name])]
        opposite = (words(escape(NEVER_TOWARD)), self.way_out, *fields["opposite"].values())
        self.plans = {
            "opposite": group(_("4. Opposite action, all the way"), *opposite, look="stack"),
            "solving": group(_("4. Problem solving"), *fields["solving"].values(), look="stack"),
        }
        self.again = group(_("5. Look again"), fields["after"], look="stack")
        return [
            group(_("1. What happened, and what it felt like"), *felt, look="stack"),
            group(_("2. What I made of it"), *made, look="stack"),
            group(_("3. Four questions"), *asked, self.guide, look="stack"),
            *self.plans.values(),
            self.again,
        ]

    def _show(self) -> None:
        super()._show()
        record = self.record
        self.guide.value = escape(record.guide.fits_and_urges) if record.guide else ""
        self.way_out.value = escape(record.guide.all_the_way) if record.guide else ""
        for plan, box in (("opposite", record.opposite), ("solving", record.solving)):
            self.plans[plan].layout.display = "" if box in record.plans else "none"
        arrived = record.way is not None and record.way.id in ("opposite", "solve", "both", "observe")
        self.again.layout.display = "" if arrived else "none"


class CopeAheadForm(Described[CopeAhead]):
    """The situation, what will be felt, the skills in detail, the rehearsal, and rest.

    Parameters
    ----------
    keep : Workbook, optional
        Where the plan is kept.
    record : CopeAhead, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = CopeAheadForm()
    >>> form.fields["skill"].value, form.fields["strength"].value = "tipp", "40"
    >>> [asked.rule.id for asked in form.record.asked()]
    ['tipp_too_low', 'tipp_cleared']
    """

    KEY = "cope_ahead"

    RECORD = CopeAhead
    GROUPS: ClassVar = {
        _("1. What is coming"): ("situation", "emotion", "strength", "urge"),
        _("2. The plan"): ("skill", "plan", "harder"),
        _("3. Rehearse, then rest"): ("rehearse", "relax"),
    }
    draw = staticmethod(cope_view)
    told = staticmethod(partial(cope_view, whole=True))

    def body(self) -> list[widgets.Widget]:
        return [words(escape(NOT_FOR)), *super().body()]


class DearManBuilder(Described[DearMan]):
    """A text for each letter, the order of three goals, and the questions that the rules ask.

    Parameters
    ----------
    keep : Workbook, optional
        Where the request is kept.
    record : DearMan, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = DearManBuilder()
    >>> form.fields["facts"].value = "You never call"
    >>> form.record.asked()[0].rule.id
    'absolute'
    """

    KEY = "dear_man"

    RECORD = DearMan

    def control(self, name: str, ask: Ask) -> widgets.Widget:
        if name in GOALS:
            ranks = {at: f"{at}" for at in range(1, len(GOALS) + 1)}
            return dropdown(GOALS[name].name, ranks, _("Not set"))
        return super().control(name, replace(ask, label=f"{ask.label}. {ask.ask}") if ask.ask else ask)

    def body(self) -> list[widgets.Widget]:
        self.coach = {name: words("") for name in LETTERS}
        said, plan = (
            [part for name in names for part in (self.fields[name], self.coach[name])]
            for names in (SAID, [name for name in LETTERS if name not in SAID])
        )
        first = words(escape(_("Rank 1 comes first. Each goal gets its own rank.")))
        return [
            self.fields["to"],
            group(_("What is said: DEAR"), *said, look="stack"),
            group(_("Plan for the talk: MAN"), *plan, look="stack"),
            group(_("What matters most?"), first, in_columns(*map(self.fields.get, GOALS)), look="stack"),
        ]

    def draw(self, record: DearMan) -> str:
        for name in LETTERS:
            self._coach(name, getattr(record, name))
        return request_view(record)

    def _coach(self, name: str, text: str, typing: bool = False) -> None:
        said = letter_view(name, text, typing)
        if self.coach[name].value != said:  # what is read out is read once
            self.coach[name].value = said

    def _heard(self, companion: Companion, content: Any, buffers: Any) -> None:
        super()._heard(companion, content, buffers)
        typed = content.get("typed") if isinstance(content, dict) else None
        for name in LETTERS if isinstance(typed, dict) else ():
            text = typed.get(f"{self.fields[name].description}#0")
            if isinstance(text, str):
                self._coach(name, text, typing=True)

    def twin_text(self, record: DearMan) -> str:
        return "\n".join([super().twin_text(record), *map(str, record.asked())])

    def told(self, record: DearMan) -> str:
        return request_view(record, whole=True)


class FirmnessForm(Described[Firmness]):
    """Danger first, then seven considerations; the level follows.

    Parameters
    ----------
    keep : Workbook, optional
        Where the answers are kept.
    record : Firmness, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = FirmnessForm()
    >>> form.fields["danger"].value = "unsure"
    >>> form.record.people_first
    True
    """

    KEY = "firmness"

    RECORD = Firmness
    draw = staticmethod(firmness_view)
    told = staticmethod(partial(firmness_view, whole=True))
    #: What was answered by mode: its questions differ, and answers come back with theirs.
    _of: ClassVar[dict[str, dict[str, str]]] = {}

    def titled(self, keep: Workbook | None, title: str = "") -> str:
        return super().titled(keep, title) if keep is not None else title or _("How firmly? A worked example")

    def control(self, name: str, ask: Ask) -> widgets.Widget:
        return super().control(name, replace(ask, label=_("This is")) if name == "mode" else ask)

    def body(self) -> list[widgets.Widget]:
        fields = self.fields
        self.asks = {name: words("", "iop-ask") for name in CONSIDERATIONS}
        weighed = [part for name in CONSIDERATIONS for part in (self.asks[name], fields[name])]
        self.weighed = group(_("Seven considerations"), *weighed, look="stack")
        danger = group(_("First: is it safe?"), words(escape(SAFETY)), fields["danger"], look="stack")
        return [in_columns(fields["mode"]), fields["what"], danger, self.weighed]

    def made(self) -> Firmness:
        made = super().made()
        others = self._of.get(made.mode, dict.fromkeys(CONSIDERATIONS, ""))
        return made if made.mode == self.record.mode else replace(made, **others)

    def _show(self) -> None:
        super()._show()
        self._of = {} if self.record == self._blank else {**self._of, self.record.mode: self.record.answers}
        for name, entry in CONSIDERATIONS.items():
            self.asks[name].value = escape(getattr(entry, self.record.mode))
        self.weighed.layout.display = "none" if self.record.people_first else ""
