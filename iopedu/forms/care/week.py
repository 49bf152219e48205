"""Paint a week, lay a program over it, and see what collides, what is kept, and what would fit."""

from dataclasses import replace
from datetime import UTC, datetime
from html import escape

import anywidget
import ipywidgets as widgets
import traitlets

from iopedu.care.calendar import ZONES, computer_zone, read_monday, to_calendar
from iopedu.care.plan import MARKS, MOST_TRAVEL, Plan, example_weeks
from iopedu.care.tracks import tracks
from iopedu.care.week import DAYS, KINDS, SLOTS, Week, clock, days_in_words, hours_in_words, read_span
from iopedu.course.files import options
from iopedu.course.language import _
from iopedu.course.people import person
from iopedu.course.workbook import Workbook
from iopedu.forms.described import Typed
from iopedu.forms.parts import FILL, STATIC, button, dropdown, group, in_columns, line, row, script, words
from iopedu.show.care.program import week_picture, week_view
from iopedu.show.svg import folded, framed

_HELP = options("week.help")
_DAYS = {(at,): day for at, day in enumerate(DAYS)}
_DAYS |= {tuple(range(5)): _("Monday to Friday"), tuple(range(7)): _("Every day")}

#: What the page says by itself.
_TEXTS = options("week.texts")
_TYPED = options("week.typed")
#: What a half hour holds, with what lies over it; the page fills in what it holds.
_MARKED = {mark: _("{kind}, {mark}", kind="{kind}", mark=text) if text else "{kind}" for mark, text in MARKS.items()}
_WAY = {0: _("none"), 1: _("half an hour")}
_NOTHING = "." * len(DAYS) * SLOTS


class WeekGrid(anywidget.AnyWidget):
    """The week to paint on. It reports a stroke and draws what it is given; see ``static/week.js``.

    Parameters
    ----------
    label : str
        Name for a screen reader.
    slots, marks : str
        One letter for each of 336 half hours: of `iopedu.care.week.KINDS`, and of `iopedu.care.plan.MARKS`.
    brush : str
        Letter of the kind to paint with.
    stroke : dict
        What was painted last: first and last day, first and last hour, the kind, and its number.
    seen : int
        Number of the last stroke that was answered.

    Examples
    --------
    >>> len(WeekGrid(label="Week").slots)
    336
    """

    _esm = script("week.js")
    _css = STATIC / "week.css"

    label = traitlets.Unicode("").tag(sync=True)
    days = traitlets.List(list(DAYS)).tag(sync=True)
    kinds = traitlets.List([[letter, name] for letter, name in KINDS.items()]).tag(sync=True)
    marked = traitlets.Dict(_MARKED).tag(sync=True)
    texts = traitlets.Dict(_TEXTS).tag(sync=True)
    times = traitlets.List([clock(slot) for slot in range(SLOTS)]).tag(sync=True)
    slots = traitlets.Unicode("".join(Week().days)).tag(sync=True)
    marks = traitlets.Unicode(_NOTHING).tag(sync=True)
    brush = traitlets.Unicode("w").tag(sync=True)
    stroke = traitlets.Dict({"n": 0}).tag(sync=True)
    seen = traitlets.Int(0).tag(sync=True)


class WeekPlanner(Typed[Plan]):
    """A week to paint or type, a track over it, and what follows in words.

    Parameters
    ----------
    name : str
        Name of the task, such as "week_maya": what follows the underscore is whose week it is.
    keep : Workbook, optional
        Where the plan is kept.
    record : Plan, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = WeekPlanner()
    >>> form.paint((0, 1), 9, 12, "w")
    >>> form.track.value = "iop_day"
    >>> form.record
    Plan: work 6, free or other 162 hours; IOP day: 3 hours in conflict
    """

    #: Steps that can be taken back.
    MOST_STEPS = 50

    def __init__(self, name: str = "", keep: Workbook | None = None, record: Plan | None = None) -> None:
        self._name = name.rpartition("_")[2]
        own = name and keep is not None
        what = _("Week planner for {name}", name=_first_name(self._name)) if own else _("Week planner")
        title = self.titled(keep, what)
        self._past: list[Plan] = []
        self.grid = WeekGrid(label=_("{title}, days and hours", title=title))
        self.track = dropdown(_("Program track"), {one.id: one.name for one in tracks()}, _("No program yet"))
        ways = {half: _WAY.get(half) or hours_in_words(half) for half in range(MOST_TRAVEL + 1)}
        self.travel = dropdown(_("Travel each way"), ways)
        self.view = widgets.HTML()
        keys = folded(_("By keyboard"), f"<p>{_HELP['keys']}</p>")
        how = words(f"<p>{_HELP['how']}</p>{keys}")
        shown = next((one for one in example_weeks() if record is not None and _first_name(one) == record.name), "")
        body = [how, row(self.track, self.travel), *self._tools(self._name or shown), self.grid]
        after = [self._typing(), self.view, *self._calendar(keep)]
        super().__init__(title, record or Plan(), body, keep=keep, key=name, after=after)
        self.observe_controls([self.track, self.travel, self.whose], self._changed)
        self.grid.observe(self._stroke, "stroke")
        self._ask(False)

    def _tools(self, whose: str) -> tuple[widgets.Widget, ...]:
        weeks = {name: _("{name}’s week", name=_first_name(name)) for name in example_weeks()}
        self.template = dropdown(_("Start from"), weeks)
        if whose:
            self.template.value = whose
        self.take = button(_("Use this week"), self._template)
        self.undo = button(_("Undo"), self._undo)
        self.clear = button(_("Clear the week"), lambda: self._paint(lambda: Week(), _("The week is empty.")))
        self.replace = button(_("Replace my week"), lambda: self._template(sure=True))
        self.leave = button(_("Keep my week"), lambda: self._ask(False))
        self.sure = group(_("The week is not empty. Replace it?"), self.replace, self.leave)
        return row(self.undo, self.clear, self.template, self.take), self.sure

    def _typing(self) -> widgets.Widget:
        self.day = dropdown(_("Day"), _DAYS)
        self.start, self.end = line(_("From"), "8:00 a.m."), line(_("To"), "8:30 a.m.")
        self.kind = dropdown(_("What it’s for"), {letter: name.capitalize() for letter, name in KINDS.items()})
        self.set = button(_("Add it to the week"), self._typed)
        boxes = in_columns(self.day, self.start, self.end, self.kind)
        return group(_("Or type it"), boxes, row(self.set), look="stack")

    def _calendar(self, keep: Workbook | None) -> tuple[widgets.Widget, ...]:
        self.whose, self.monday = line(_("Whose week is it?"), "Maya"), line(_("First Monday"), "2027-01-04")
        self.write = button(_("Write the calendar file"), self._write)
        if keep is None:
            return ()
        here = computer_zone(datetime.now(UTC).year)
        zones = {here: here} | ZONES
        zones[here] = _("{zone}, same as this computer", zone=zones[here])
        self.zone = dropdown(_("Time zone"), zones)
        asked = row(self.whose, self.monday, self.zone, self.write)
        return (group(_("The program in a calendar"), asked, look="stack"),)

    # What the controls do ---------------------------------------------------------------------------

    def made(self) -> Plan:
        return replace(self.record, track=self.track.value, travel=self.travel.value, name=self.whose.value)

    def paint(self, days: tuple[int, ...], first: float, last: float, kind: str) -> None:
        """Paint from one hour to another on some days, as a stroke does; 8.5 is half past eight."""
        what = f"{days_in_words(days)}: {KINDS.get(kind, kind)}."
        self._paint(lambda: self.record.week.put(days, round(2 * first), round(2 * last), kind), what)

    def _paint(self, make, what: str) -> None:
        before = self.record
        if self.try_record(lambda: replace(self.record, week=make())):
            self._past = [*self._past, before][-self.MOST_STEPS :] if self.record != before else self._past
            self.undo.disabled = not self._past
            self.say(f"{what} {self._in_short()}")

    def _in_short(self) -> str:
        fit = self.record.fit
        if fit is None:
            return f"{self.record.week.describe().capitalize()}."
        return f"{fit.track.name}: {fit.verdict()}."

    def _stroke(self, change) -> None:
        stroke = change["new"]
        try:
            (first, last), (start, end) = stroke["days"], stroke["hours"]
            self.paint(tuple(range(first, last + 1)), start, end + 1, stroke["kind"])
        except (LookupError, TypeError, ValueError):
            self.say(_("That stroke could not be read. Please paint it again."), warn=True)
        self.grid.seen = stroke.get("n", 0)

    def _typed(self) -> None:
        with self.telling():
            days, kind, (start, end) = self.day.value, self.kind.value, read_span(self.start.value, self.end.value)
            read = {"days": days_in_words(days), "start": clock(start), "end": clock(end), "kind": KINDS[kind]}
            said = _TYPED["next day" if 0 < end <= start else "same day"].format(**read)
            self._paint(lambda: self.record.week.put(days, start, end, kind), said)

    def _undo(self) -> None:
        if self._past:
            *self._past, before = self._past
            self.record = replace(self.record, week=before.week)
            self.undo.disabled = not self._past
            self.say(f"{_('Undone.')} {self._in_short()}")

    def _template(self, sure: bool = False) -> None:
        if not sure and not self.record.week.blank:
            self._ask(True)
            return
        self._ask(False)
        name = self.template.value
        self._paint(lambda: example_weeks()[name], _("{name}’s week (fictional).", name=_first_name(name)))

    def _ask(self, sure: bool) -> None:
        self.sure.layout.display = "" if sure else "none"
        if sure:
            self.say(_("Choose whether to replace the week. Undo will bring it back."))

    def _write(self) -> None:
        with self.telling():
            monday = read_monday(self.monday.value)
            text = to_calendar(self.record, monday, datetime.now(UTC), self.zone.value)
            self.hand_over(f"{self.keep.path.stem}-{self.key}.ics", text)

    # What the form shows ----------------------------------------------------------------------------

    def _show(self) -> None:
        plan = self.record
        self.track.value, self.travel.value, self.whose.value = plan.track, plan.travel, plan.name
        self.grid.slots, self.grid.marks = "".join(plan.week.days), plan.fit.marks() if plan.fit else _NOTHING
        self.undo.disabled = not self._past
        self.view.value = week_view(plan)

    def _restore(self) -> None:
        self._past = []
        super()._restore()

    def question(self) -> str:
        return _("{title}: what is fixed, which track are you trying, and what do you keep?", title=self.title)

    def twin(self, record: Plan) -> str:
        if record.week.blank:
            return f"<p>{escape(record.summary())}</p><p>{FILL}</p>"
        return framed(week_picture(record)) + week_view(record)

    def twin_text(self, record: Plan) -> str:
        return f"{record.summary()} {FILL}" if record.week.blank else record.describe()


def _first_name(name: str) -> str:
    return person(name).name.split()[0]
