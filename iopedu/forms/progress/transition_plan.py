"""Build a plan against relapse and for the step to the next level, part by part."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from iopedu.course.fields import Ask, Words
from iopedu.course.language import _
from iopedu.course.lists import Lines, Rows
from iopedu.course.text import listed
from iopedu.course.workbook import Workbook
from iopedu.forms.described import Control, Described, single
from iopedu.forms.parts import button, group, row, words
from iopedu.forms.rows import in_pairs, line
from iopedu.progress.plan import CHAPTERS, TransitionPlan
from iopedu.progress.plan_rules import plan_questions
from iopedu.show.progress.plan import plan_page, plan_view

_PAIRS = {
    "coping": (_("What helps, {at}"), _("It needs, {at}")),
    "helpers": (_("Person, {at}"), _("How to reach, {at}")),
    "professionals": (_("Office or line, {at}"), _("How and when to reach, {at}")),
}


class TransitionPlanForm(Described[TransitionPlan]):
    """Three parts of one plan; the plan as it stands and the rules' questions follow below.

    Parameters
    ----------
    keep : Workbook, optional
        Where the plan is kept.
    record : TransitionPlan, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = TransitionPlanForm()
    >>> form.fields["early"].value = "Sleeps past noon"
    >>> form.record
    Plan against relapse: 1 of 16 parts filled in
    """

    KEY = "plan"
    RECORD = TransitionPlan
    TITLE = _("Plan against relapse")
    ASK = _("A plan against relapse and for the step to the next level of care")

    def __init__(self, keep: Workbook | None = None, record: TransitionPlan | None = None) -> None:
        super().__init__(keep, record)
        self.write = button(_("Write it as a page to print"), self._write)
        if keep is not None:
            self.buttons.children += (self.write,)
        self._go(0)

    # Controls ---------------------------------------------------------------------------------------

    def text_boxes(self) -> list[widgets.Widget]:
        return [box for box in single(self.fields.values()) if not isinstance(box, widgets.Dropdown)]

    def control(self, name: str, ask: Ask) -> Control:
        if name in _PAIRS:
            made = super().control(name, ask)
            for at, pair in made.items():
                for label, box in zip(_PAIRS[name], pair.values(), strict=True):
                    box.description = label.format(at=at)
            return made
        if isinstance(ask, Lines | Words) and ask.lines > 1:
            return widgets.Textarea(description=ask.ask, rows=ask.lines, continuous_update=False)
        return line(ask.label)

    def body(self) -> list[widgets.Widget]:
        self.at = 0
        self.pages = [tuple(map(self._part, parts)) for parts in CHAPTERS.values()]
        self.place, self.page = words("", "iop-legend"), widgets.VBox()
        self.back = button(_("Back"), lambda: self._go(-1))
        self.next = button(_("Next part"), lambda: self._go(1), primary=True)
        self.lacking = button(_("What is missing?"), self._missing)
        self.ask = button(_("Ask me questions about it"), self._ask)
        self.buttons = row(self.back, self.next, self.lacking, self.ask)
        return [self.fields["person"], self.place, self.page, self.buttons]

    def _part(self, part: str) -> widgets.Widget:
        ask, made = TransitionPlan.asks()[part], self.fields[part]
        if isinstance(ask, Rows):
            pairs = (in_pairs(*pair.values()) for pair in made.values())
            return group(ask.label, words(escape(ask.ask)), *pairs, look="stack")
        return group(ask.label, made, look="stack")

    def _go(self, steps: int) -> None:
        self.at = min(max(self.at + steps, 0), len(self.pages) - 1)
        self.place.value = _(
            "Part {at} of {many}: {chapter}", at=self.at + 1, many=len(self.pages), chapter=list(CHAPTERS)[self.at]
        )
        self.page.children = self.pages[self.at]
        self.back.disabled, self.next.disabled = self.at == 0, self.at == len(self.pages) - 1

    # What the buttons do -----------------------------------------------------------------------------

    def _missing(self) -> None:
        lacking = self.record.missing
        self.say(_("Still empty: {fields}.", fields=listed(lacking)) if lacking else self.whole(_("No part is empty.")))

    def _ask(self) -> None:
        found = [repr(asked) for asked in plan_questions(self.record)]
        none = _(
            "The rules have no question about it. That does not make it right or wrong: read it once more yourself."
        )
        self.say(*(found or [self.whole(none) if self.record.started else _("Nothing is in the plan yet.")]))

    def _write(self) -> None:
        if not self.record.started:
            self.say(_("Nothing is in the plan yet."), warn=True)
            return
        self.hand_over(f"{self.keep.path.stem}-plan.html", plan_page(self.record))

    def draw(self, record: TransitionPlan) -> str:
        return plan_view(record)

    def twin_text(self, record: TransitionPlan) -> str:
        return "\n".join([super().twin_text(record), *(repr(asked) for asked in plan_questions(record))])
