"""Plan activities, and compare what was expected with how it was."""

from __future__ import annotations

import ipywidgets as widgets

from iopedu.cbt.activation import DAYS, ActivityPlan, activity_ideas
from iopedu.course.language import _
from iopedu.forms.described import DescribedRows, control
from iopedu.forms.parts import button, row, words
from iopedu.forms.rows import UNSET, Fields
from iopedu.show.cbt.action import activity_table, activity_view


class ActivityPlanner(DescribedRows[ActivityPlan]):
    """Activities with expected and actual pleasure and mastery; bars and words follow.

    Parameters
    ----------
    keep : Workbook, optional
        Where the plan is kept.
    record : ActivityPlan, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = ActivityPlanner()
    >>> form.rows[0]["name"].value = "Walk once around the block"
    >>> form.record
    ActivityPlan: 1 activity, 0 done, 0 not done, 1 open; 0 pairs of ratings to compare
    """

    KEY = "activities"
    RECORD = ActivityPlan
    ENTRIES = "activities"
    TITLE = _("Activity planner")
    ASK = _("Which activities were planned, what was expected of them, and how were they?")

    def body(self) -> list[widgets.Widget]:
        ideas = [
            (_("{area}: {name} ({effort} effort)", area=idea.area, name=idea.name, effort=idea.effort), idea.name)
            for idea in activity_ideas()
        ]
        self.idea = widgets.Dropdown(options=ideas, description=_("An idea"))
        self.take = button(_("Add this idea as a row"), self._idea)
        note = words(_("Every rating may stay empty: empty means not rated, and 0 is a rating."))
        return [note, row(self.idea, self.take)]

    def _idea(self) -> None:
        def write(fields: Fields) -> None:
            fields["name"].value = self.idea.value

        self._add(write)

    def new_row(self) -> Fields:
        made = {name: _days() if name == "day" else control(ask) for name, ask in self.entry.asks().items()}
        made["done"].options = [(_("Open"), ""), (_("Yes"), True), (_("No"), False)]
        made["done"].description = _("Done?")
        return made

    def draw(self, record: ActivityPlan) -> str:
        return activity_view(record)

    def twin_text(self, record: ActivityPlan) -> str:
        return super().twin_text(record) if record.blank else repr(activity_table(record))


def _days() -> widgets.Dropdown:
    return widgets.Dropdown(options=[(UNSET, ""), *((day, at) for at, day in enumerate(DAYS, 1))], description=_("Day"))
