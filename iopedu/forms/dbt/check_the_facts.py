"""Walk through the facts, and plan what they lead to."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from iopedu.course.fields import Ask, Number
from iopedu.course.language import _
from iopedu.dbt.check_the_facts import CheckTheFacts
from iopedu.dbt.facts_rules import QUESTIONS
from iopedu.dbt.opposite_action import NEVER_TOWARD
from iopedu.forms.described import Control, Described
from iopedu.forms.parts import group, words
from iopedu.show.dbt.regulate import walk_view


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
    TITLE = _("Check the facts")
    ASK = _("What happened, do the feeling and the facts fit, and what follows?")

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
        asked = [
            part for name, asked in QUESTIONS.items() for part in (words(escape(asked.ask), "iop-ask"), fields[name])
        ]
        opposite = (words(escape(NEVER_TOWARD)), self.way_out, *fields["opposite"].values())
        self.plans = {
            "opposite": group(_("4. Opposite action, all the way"), *opposite, look="stack"),
            "solving": group(_("4. Problem solving"), *fields["solving"].values(), look="stack"),
        }
        self.again = group(_("5. Look again"), fields["after"], look="stack")
        return [
            group(_("1. What happened, and what it felt like"), *felt, look="stack"),
            group(_("2. What was made of it"), *made, look="stack"),
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

    def draw(self, record: CheckTheFacts) -> str:
        return walk_view(record)

    def told(self, record: CheckTheFacts) -> str:
        return walk_view(record, whole=True)
