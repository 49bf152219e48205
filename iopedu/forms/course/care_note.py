"""The note that opens every notebook: what this is, and where to find help."""

from html import escape

import ipywidgets as widgets

from iopedu.course.campus import campus
from iopedu.course.language import _
from iopedu.course.safety import CARE_NOTE, EMERGENCY, Help, countries, is_old, own_countries
from iopedu.course.text import in_html
from iopedu.forms.base import Form
from iopedu.forms.parts import dropdown, words
from iopedu.forms.people_first import ELSEWHERE, choose_country
from iopedu.show.course.tables import crisis_table


class CareNote(Form[Help]):
    """The care note with the crisis lines of one country at a time.

    Parameters
    ----------
    all_countries : bool
        Whether the twin, which stands in a page without a kernel and in print, lists all countries. Otherwise it has
        the numbers of the United States, whose care the course describes, and says where the others are.
    """

    def __init__(self, all_countries: bool = False) -> None:
        self.table = crisis_table() if all_countries else crisis_table(*(own_countries() or ["United States"]))
        self.head = f"<p><strong>{in_html(campus().says)}</strong></p>" if all_countries and campus() else ""
        self.country = dropdown(_("Crisis lines in"), {name: name for name in countries()}, _("Choose a country"))
        self.lines = widgets.HTML()
        body = [words(self.head + _note()), self.country, self.lines]
        if own_countries():
            choose_country(own_countries()[0])
        super().__init__(_("Before you begin"), Help(*own_countries()[:1]), body)
        self.observe_controls([self.country], self._choose)

    def _choose(self) -> None:
        if self.try_record(lambda: Help(self.country.value)):
            choose_country(self.country.value)

    def _show(self) -> None:
        self.country.value = self.record.country
        entries = "".join(f"<li>{line.html}</li>" for line in self.record.lines)
        self.lines.value = ""
        if entries:
            self.lines.value = f"<ul>{entries}</ul><p>{escape(self.record.checked())}</p>"

    def twin(self, record: Help) -> str:
        return self.head + _note() + self.table.html()

    def twin_text(self, record: Help) -> str:
        return f"{CARE_NOTE}\n{EMERGENCY}\n{self.table!r}"


def _note() -> str:
    old = _("This list was last checked more than six months ago: confirm a number before you rely on it.")
    old = f" <strong>{old}</strong>" if is_old() else ""
    return f"<p>{escape(CARE_NOTE)}</p><p><strong>{escape(EMERGENCY)}</strong> {ELSEWHERE}{old}</p>"
