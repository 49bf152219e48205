"""Hold a case conference: one station at a time, with a reason, and what happened only after the decision."""

from html import escape

import ipywidgets as widgets

from iopedu.course.cases import Station
from iopedu.course.conference import Conference, conference
from iopedu.course.language import _
from iopedu.course.text import in_list
from iopedu.course.workbook import Workbook
from iopedu.forms.base import Form
from iopedu.forms.parts import FILL, button, group, row, words
from iopedu.show.course.case_conference import case_page, decisions_table, station_view
from iopedu.show.svg import framed


class CaseConference(Form[Conference]):
    """The stations of one case, or of one part of it; several forms may show parts of one conference.

    Parameters
    ----------
    name : str
        Name of the case in ``data/conference.json``, and of the answers in the workbook.
    keep : Workbook, optional
        Where the decisions are kept.
    part : int, optional
        Part of the case, from 1; without it every station is shown.
    record : Conference, optional
        For a worked example: what was decided.

    Examples
    --------
    >>> form = CaseConference("conference_daniel")
    >>> form.answer.value, form.reason.value = "iop", "Both conditions feed each other."
    >>> form.decide.click()
    >>> form.record.summary().partition(". ")[0]
    '1 of 6 stations decided'
    """

    def __init__(
        self, name: str, keep: Workbook | None = None, part: int | None = None, record: Conference | None = None
    ) -> None:
        blank = conference(name)
        self.stations, self.at, self._drawn = blank.case.of_part(part), 0, None
        self.place, self.known = words("", "iop-legend"), words("")
        self.answer = widgets.RadioButtons(options=[("", "")], value=None)
        self.asked = group(_("What do you decide?"), self.answer, look="stack")
        self.reason = widgets.Textarea(
            description=_("Your reason"), rows=2, placeholder=_("What led you to decide that, in your own words?")
        )
        self.decide = button(_("Decide"), self._decide, primary=True)
        self.happened = button(_("What happened?"), self._open)
        self.back = button(_("Back"), lambda: self._go(-1))
        self.next = button(_("Next station"), lambda: self._go(1))
        self.write = button(_("Write the case summary"), self._write)
        buttons = [self.decide, self.happened, self.back, self.next, *([self.write] if keep is not None else [])]
        self.view, self.so_far = widgets.HTML(), widgets.HTML()
        body = [self.place, self.known, self.asked, self.reason, row(*buttons)]
        title = of = blank.case.title
        if part is not None and keep is not None:
            title = _("{title}, part {part}: {name}", title=of, part=part, name=blank.case.parts[part - 1])
        title, after = self.titled(keep, title), [self.view, self.so_far]
        super().__init__(title, record or blank, body, keep=keep, key=name, after=after)
        open_ones = [at for at, entry in enumerate(self.stations) if self.record.of(entry.id) is None]
        self.at = open_ones[0] if open_ones and keep is not None else 0
        self._show()
        if self.record.of(self.station.id) is not None:
            self._tell()  # where nothing is decided, a word about a damaged answer stays

    @property
    def station(self) -> Station:
        """The station that is on the form now."""
        return self.stations[self.at]

    @property
    def _end(self) -> str:
        """Where to go on from the last station of a part that is not the last one."""
        ends = self.at == len(self.stations) - 1 and self.station is not self.record.case.stations[-1]
        return _("This part ends here. The next part is farther down the page.") if ends else ""

    # From the record to the controls ------------------------------------------------------------------

    def _show(self) -> None:
        at, entry = self.record.now(self.station.id), self.record.of(self.station.id)
        answers = tuple((option.text, option.id) for option in at.options)
        if self._drawn != (at.id, answers, entry):
            self._fill(at, answers)
            self._drawn = (at.id, answers, entry)
        self.known.value = f"<p>{escape(_('What is known now:'))}</p>{in_list(at.known)}"
        self.happened.disabled = entry is None
        self.back.disabled = self.at == 0
        self.next.disabled = entry is None or self.at == len(self.stations) - 1
        self.view.value = station_view(at, self.record.after(at.id)) if entry and entry.opened else ""
        self.so_far.value = framed(decisions_table(self.record).html()) if self.record.decided else ""

    def _fill(self, at: Station, answers: tuple[tuple[str, str], ...]) -> None:
        """Show a station as it was left; what was typed without a decision is not kept."""
        of = self.record.case
        values = {"number": of.number(at.id), "total": len(of.stations), "station": at.name}
        number = _("Station {number} of {total}. {station}", **values)
        self.place.value = escape(number)
        self.asked.children[0].value = escape(at.ask)
        entry = self.record.of(at.id)
        if self.answer.options != answers:
            self.answer.options = answers
        self.answer.value = entry.last.option if entry else None
        self.reason.value = entry.last.reason if entry else ""

    def _restore(self) -> None:
        self._drawn = None if self.key not in self.keep.answers else self._drawn
        before = self.record.now(self.station.id)
        super()._restore()
        if self.key not in self.keep.answers or self.record.now(self.station.id) != before:
            self._tell()

    def where(self) -> str:
        return self.station.id

    def go_to(self, place: str) -> None:
        for at, entry in enumerate(self.stations):
            if entry.id == place:
                self._go(at - self.at)

    # What the buttons do -------------------------------------------------------------------------------

    def _decide(self) -> None:
        at, chosen, reason = self.station, self.answer.value, self.reason.value
        if self.try_record(lambda: self.record.decide(at.id, chosen, reason)):
            self._tell()

    def _tell(self) -> None:
        """Say how the decision at this station stands to the range."""
        entry = self.record.of(self.station.id)
        if entry is None:
            self.say()
            return
        hint = "" if entry.opened else _("You can change your decision. When you’re done, press “What happened?”")
        first = _("Your first decision stays next to the new one, below.") if entry.changed else ""
        done = self._end if entry.opened else ""
        self.say(*self.record.now(self.station.id).option(entry.last.option).feedback(), first, hint, done)

    def _open(self) -> None:
        told = _("What happened, the next questions and every answer with its reason are shown below.")
        self.try_record(lambda: self.record.open(self.station.id), told, self._end)

    def _go(self, step: int) -> None:
        self.at = min(max(self.at + step, 0), len(self.stations) - 1)
        with self.quietly():
            self._show()
        self._tell()

    def _write(self) -> None:
        if not self.record.decided:
            self.say(_("No decisions have been made yet."), warn=True)
            return
        self.hand_over(f"{self.keep.path.stem}-case-{self.record.case.person}.html", case_page(self.record))

    # Keeping, and the page without a kernel --------------------------------------------------------------

    def question(self) -> str:
        return _("{title}: what would you decide, and why?", title=self.record.case.title)

    def twin(self, record: Conference) -> str:
        asked = "".join(
            f"<li><strong>{escape(at.name)}</strong><p>{escape(' '.join(at.known))}</p><p>{escape(at.ask)}</p>"
            f"{in_list(option.text for option in at.options)}</li>"
            for at in self.stations
        )
        start = self.record.case.number(self.stations[0].id)
        decided = decisions_table(record).html() if record.decided else ""
        return f'<p>{FILL}</p><ol start="{start}">{asked}</ol>{decided}'

    def twin_text(self, record: Conference) -> str:
        asked = [f"{at.name} {at.ask} {[option.text for option in at.options]}" for at in self.stations]
        return "\n".join([record.describe() if record.decided else FILL, *asked])
