"""Several thought records: bring them in, read them together."""

import ipywidgets as widgets

from iopedu.cbt.exchange import read_records
from iopedu.cbt.record import Summary, ThoughtRecord
from iopedu.course.language import _, _n
from iopedu.course.workbook import Workbook
from iopedu.forms.base import Form
from iopedu.forms.parts import button, row, upload
from iopedu.show.cbt.action import records as read_together
from iopedu.show.cbt.action import thought_record

WHAT = _(
    "This collects the thought record from the form above and records from files: the course’s own, FreeCBT "
    "archives, and thoughts from FreeCBT or Quirk."
)
#: Sentences on entries of a file that are said in full.
_SHOWN = 5


class Records(Form[Summary]):
    """A collection of thought records with a summary.

    Parameters
    ----------
    keep : Workbook
        Where the records are kept, and where the record of the form above is found.
    """

    KEY = "records"

    def __init__(self, keep: Workbook) -> None:
        self.add = button(_("Add the record from above"), self._add, primary=True)
        self.upload = upload(_("Import records from a file"), ".json,.txt,.csv,.md", self._uploaded)
        self.pick = widgets.Dropdown(options=[], description=_("Show"))
        self.clear = button(_("Remove the record shown"), self._remove)
        self.shown, self.together = widgets.HTML(), widgets.HTML()
        body = [row(self.add, self.upload), row(self.pick, self.clear), self.shown]
        super().__init__(self.titled(keep), Summary(()), body, keep=keep, after=[self.together])
        self.observe_controls([self.pick], self._turn)

    def _show(self) -> None:
        found = self.record.records
        self.pick.options = [(f"{at}. {_title(record)}", at) for at, record in enumerate(found, 1)]
        self.pick.disabled = self.clear.disabled = not found
        if found:
            self.pick.value = len(found)
        self.together.value = read_together(self.record)._repr_html_() if found else ""
        self._turn()
        self.say(self.record.describe())

    def _turn(self) -> None:
        at = self.pick.value
        self.shown.value = thought_record(self.record.records[at - 1])._repr_html_() if at else ""

    def _add(self) -> None:
        answer = self.keep.answers.get("record")
        try:
            record = ThoughtRecord() if answer is None else ThoughtRecord.from_json(answer.value)
        except ValueError as problem:
            said = _("The saved record cannot be read. {problem} Nothing here has changed.", problem=problem)
            self.say(said, warn=True)
            return
        if record.blank or record in self.record.records:
            known = _("That record is already here.")
            self.say(_("There is nothing in the form above yet.") if record.blank else known, warn=True)
            return
        self.record = Summary((*self.record.records, record))

    def _remove(self) -> None:
        at = self.pick.value
        if at:  # a second press may arrive when the last record is gone
            self.record = Summary((*self.record.records[: at - 1], *self.record.records[at:]))

    def _uploaded(self, files: list[tuple[str, bytes]]) -> None:
        for _name, content in files:
            try:
                reading = read_records(content)
            except ValueError as problem:
                self.say(_("This file was not read. {problem} Nothing here has changed.", problem=problem), warn=True)
                continue
            before, self.record = self.record.records, self.record.joined(reading.records)
            known = len(reading.records) - (len(self.record.records) - len(before))
            self.say(
                _n("{n} record read.", "{n} records read.", len(reading.records)),
                _n("{n} of them was already here.", "{n} of them were already here.", known) if known else "",
                *_first(reading.left_out, _("Left out:")),
                *_first(reading.assumed, _("Assumed:")),
                self.record.describe(),
                warn=bool(reading.left_out),
            )

    def in_words(self) -> str:
        return "\n\n".join([self.describe(), *(record.describe() for record in self.record.records)])

    def twin_text(self, record: Summary) -> str:
        return f"{WHAT} {record.describe()}"

    def twin(self, record: Summary) -> str:
        return f"<p>{self.twin_text(record)}</p>"


def _first(said: tuple[str, ...], what: str) -> list[str]:
    """Return the first sentences, each after what it is about, and how many more there are."""
    more = _n("{n} more.", "{n} more.", len(said) - _SHOWN)
    return [*(f"{what} {sentence}" for sentence in said[:_SHOWN]), *([f"{what} {more}"] if len(said) > _SHOWN else [])]


def _title(record: ThoughtRecord) -> str:
    text = record.situation or (record.hot.text if record.hot else "")
    return (text[:40] + "…") if len(text) > 40 else text or _("untitled")
