"""Find a DBT skill by what the moment is like."""

from __future__ import annotations

from iopedu.course.language import _
from iopedu.dbt.finder import Search
from iopedu.forms.described import Described
from iopedu.show.dbt.skills import finder_map, finder_view


class SkillFinder(Described[Search]):
    """Choose what the moment is like; the skills that fit appear with reason, steps and pitfalls.

    Parameters
    ----------
    keep : Workbook, optional
        Where the search is kept.
    record : Search, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = SkillFinder()
    >>> form.fields["situation"].value, form.fields["module"].value = "fact", "distress_tolerance"
    >>> form.record
    A fact that cannot be changed: 3 skills in distress tolerance.
    """

    KEY = "finder"

    RECORD = Search
    TITLE = _("Find a skill")
    ASK = _("What is the moment like, and which skills fit?")

    def _changed(self) -> None:
        if self.try_record(self.made):
            self.say(self.record.summary(), warn=self.record.danger)

    def draw(self, record: Search) -> str:
        return finder_view(record)

    def twin(self, record: Search) -> str:
        return finder_view(record) if record.situation else finder_map().html()

    def twin_text(self, record: Search) -> str:
        return record.describe() if record.situation else repr(finder_map())
