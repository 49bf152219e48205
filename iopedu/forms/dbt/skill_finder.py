"""Find a DBT skill by what the moment is like."""

from __future__ import annotations

import ipywidgets as widgets

from iopedu.course.language import _
from iopedu.course.workbook import Workbook
from iopedu.dbt.finder import Search, situations
from iopedu.dbt.skills import MODULES
from iopedu.forms.base import Form
from iopedu.show.dbt.skills import finder_map, finder_view

CHOOSE = _("Choose a moment")


class SkillFinder(Form[Search]):
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
    >>> form.moment.value, form.module.value = "fact", "distress_tolerance"
    >>> form.record
    A fact that cannot be changed: 3 skills in distress tolerance.
    """

    KEY = "finder"

    def __init__(self, keep: Workbook | None = None, record: Search | None = None) -> None:
        moments = [(CHOOSE, ""), *((repr(entry), entry.id) for entry in situations())]
        modules = [(_("All four modules"), ""), *((title, name) for name, title in MODULES.items())]
        self.moment = widgets.Dropdown(options=moments, description=_("The moment"))
        self.module = widgets.Dropdown(options=modules, description=_("Module"))
        self.view = widgets.HTML()
        title = _("Find a skill") if keep is not None else _("Find a skill: a worked example")
        super().__init__(title, record or Search(), [self.moment, self.module], keep=keep, after=[self.view])
        self.observe_controls([self.moment, self.module], self._search)

    def _show(self) -> None:
        self.moment.value, self.module.value = self.record.situation, self.record.module
        self.view.value = finder_view(self.record)

    def _search(self) -> None:
        if self.try_record(lambda: Search(self.moment.value, self.module.value)):
            self.say(self.record.summary(), warn=self.record.danger)

    def question(self) -> str:
        return _("What is the moment like, and which skills fit?")

    def _keep(self) -> None:
        if self.keep is not None:
            self.keep.put(self.key, self.question(), self.to_json(), self.describe(), bool(self.record.situation))

    def twin(self, record: Search) -> str:
        return finder_view(record) if record.situation else finder_map().html()

    def twin_text(self, record: Search) -> str:
        return record.describe() if record.situation else repr(finder_map())
