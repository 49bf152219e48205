"""Plan activities, and compare what was expected with how it was."""

from __future__ import annotations

import ipywidgets as widgets

from iopedu.cbt.activation import Activity, ActivityPlan, activity_ideas
from iopedu.cbt.activity_names import DAYS, RATINGS, TIME_NAMES
from iopedu.course.language import _
from iopedu.course.ratings import read_rating
from iopedu.course.workbook import Workbook
from iopedu.forms.parts import button, row, words
from iopedu.forms.rows import UNSET, Fields, Rows, line
from iopedu.show.cbt.action import activity_table, activity_view


class ActivityPlanner(Rows[ActivityPlan]):
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

    MOST = ActivityPlan.MOST

    def __init__(self, keep: Workbook | None = None, record: ActivityPlan | None = None) -> None:
        title = _("Activity planner") if keep is not None else _("Activity planner: a worked example")
        ideas = [
            (_("{area}: {name} ({effort} effort)", area=idea.area, name=idea.name, effort=idea.effort), idea.name)
            for idea in activity_ideas()
        ]
        self.idea = widgets.Dropdown(options=ideas, description=_("An idea"))
        self.take = button(_("Add this idea as a row"), self._idea)
        note = words(_("Every rating may stay empty: empty means not rated, and 0 is a rating."))
        super().__init__(title, record or ActivityPlan(), [note, row(self.idea, self.take)], keep=keep)

    def _idea(self) -> None:
        def write(fields: Fields) -> None:
            fields["name"].value = self.idea.value

        self._add(write)

    def new_row(self) -> Fields:
        def rating(name: str) -> widgets.Text:
            return line(_("{rating}, 0 to 10", rating=RATINGS[name]))

        days = [(UNSET, ""), *((day, at) for at, day in enumerate(DAYS, 1))]
        times = [(UNSET, ""), *((name, time) for time, name in TIME_NAMES.items())]
        return {
            "name": line(_("Activity"), _("What to do, in a few words")),
            "day": widgets.Dropdown(options=days, description=_("Day")),
            "time": widgets.Dropdown(options=times, description=_("Time of day")),
            "expected_pleasure": rating("expected_pleasure"),
            "expected_mastery": rating("expected_mastery"),
            "done": widgets.Dropdown(
                options=[(_("Open"), ""), (_("Yes"), True), (_("No"), False)], description=_("Done?")
            ),
            "actual_pleasure": rating("actual_pleasure"),
            "actual_mastery": rating("actual_mastery"),
            "reason": line(_("If not, what got in the way")),
        }

    def read_row(self, fields: Fields) -> Activity:
        typed = {name: field.value for name, field in fields.items()}
        ratings = {name: read_rating(typed[name], label, 10) for name, label in RATINGS.items()}
        chosen = {name: None if typed[name] == "" else typed[name] for name in ("day", "done")}
        return Activity(**{**typed, **chosen, **ratings})

    def entries(self) -> tuple[Activity, ...]:
        return self.record.activities

    def gathered(self, entries: tuple[Activity, ...]) -> ActivityPlan:
        return ActivityPlan(entries)

    def draw(self, record: ActivityPlan) -> str:
        return activity_view(record)

    def question(self) -> str:
        return _("Which activities were planned, what was expected of them, and how were they?")

    def twin(self, record: ActivityPlan) -> str:
        if record.activities:
            return activity_view(record)
        labels = ", ".join(field.description for field in self.new_row().values())
        return f"<p>{labels}.</p><p>{self._run()}</p>"

    def twin_text(self, record: ActivityPlan) -> str:
        if record.activities:
            return f"{activity_table(record)!r}"
        return f"{record.describe()} {self._run()}"

    def _run(self) -> str:
        return _("Run this notebook to plan up to {most} activities and compare.", most=self.MOST)
