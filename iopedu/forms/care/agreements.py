"""Write the agreements of a group."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from iopedu.care.agreements import GroupAgreements, areas
from iopedu.course.language import _
from iopedu.course.workbook import Workbook
from iopedu.forms.rows import Typed, in_pairs, line
from iopedu.show.care.group import agreements_view

_RUN = _("Run this notebook to write agreements and to see what the rules ask.")


class AgreementsForm(Typed[GroupAgreements]):
    """Words for each area that a group may agree on; rules that are shown in full ask about them.

    Parameters
    ----------
    keep : Workbook, optional
        Where the agreements are kept.
    record : GroupAgreements, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = AgreementsForm()
    >>> form.fields["part"].value = "One may pass, and need not say why."
    >>> form.record.written
    1
    """

    KEY = "agreements"

    def __init__(self, keep: Workbook | None = None, record: GroupAgreements | None = None) -> None:
        self.group = line(_("Which group"), _("For example: the evening group"))
        self.fields = {
            area.id: widgets.Textarea(description=repr(area), placeholder=area.hint, rows=3, continuous_update=False)
            for area in areas()
        }
        self.view = widgets.HTML()
        body = [self.group, in_pairs(*self.fields.values())]
        title = _("Group agreements") if keep is not None else _("Group agreements: a worked example")
        super().__init__(title, record or GroupAgreements(), body, keep=keep, after=[self.view])
        self.observe_controls([self.group, *self.fields.values()], self._changed)

    def made(self) -> GroupAgreements:
        return GroupAgreements(self.group.value, {name: field.value for name, field in self.fields.items()})

    def _show(self) -> None:
        if not self._is_typed():
            self.say()
            self.group.value = self.record.group
            for name, field in self.fields.items():
                field.value = self.record.agreed.get(name, "")
        self._shown = self.record
        self.view.value = agreements_view(self.record)

    def question(self) -> str:
        return _("What did the group agree on, in its own words?")

    def twin(self, record: GroupAgreements) -> str:
        if record.agreed:
            return agreements_view(record)
        asked = "".join(f"<li>{escape(repr(area))}</li>" for area in areas())
        return f"<ul>{asked}</ul><p>{_RUN}</p>"

    def twin_text(self, record: GroupAgreements) -> str:
        if record.agreed:
            return record.describe()
        return "\n".join([*map(repr, areas()), _RUN])
