"""A week with a program in it: what collides, what is kept, what fits."""

from __future__ import annotations

from html import escape

from iopedu.care.levels import level
from iopedu.care.plan import Plan
from iopedu.care.schedule_fit import Fit, fits
from iopedu.care.tracks import MADE_UP, Session
from iopedu.care.week import DAYS, FREE, KINDS, SLOTS, Week, clock, hours_in_words
from iopedu.course.language import _
from iopedu.course.text import in_html, printable
from iopedu.show.palette import KIND_COLORS, LEVEL_COLORS
from iopedu.show.svg import folded, framed, picture, titled
from iopedu.show.table import Table
from iopedu.show.words import table_of

_NOT_A_LEVEL = _(
    "All tracks are tried, also those of other levels. A calendar can say what fits into "
    "a week. It cannot say how much care somebody needs: the team decides on the level, "
    "and the week is then built around it."
)


def week_table(plan: Plan) -> Table:
    """Return a plan day by day: what is fixed, the program, and the conflicts."""
    rows = []
    for day, name in enumerate(DAYS):
        own = [
            _("{start} to {end} {what}", start=clock(b.start), end=clock(b.end), what=KINDS[b.kind].name)
            for b in plan.week.blocks()
            if b.day == day
        ]
        cells = ["; ".join(own) or _("nothing painted")]
        if plan.fit:
            cells += [_sessions(plan.fit, day), "; ".join(_collisions(plan.fit, day)) or _("none")]
        rows.append((name, cells))
    columns = [_("Day"), _("In the week"), *([_("Program"), _("Conflicts")] if plan.fit else [])]
    title = _("The week, day by day")
    if plan.name.strip():
        title = _("The week of {person}, day by day", person=printable(plan.name))
    return Table(title, columns, rows)


def _sessions(fit: Fit, day: int) -> str:
    found = [_session(entry) for entry in fit.track.sessions if entry.day == day]
    way = sum(part is None for (at, _slot), part in fit.taken.items() if at == day)
    if way:
        found.append(_("{hours} on the way", hours=hours_in_words(way)))
    return "; ".join(found) or _("no program")


def _session(entry: Session) -> str:
    values = {"start": clock(entry.start), "end": clock(entry.end), "what": entry.name}
    if entry.every == 1:
        return _("{start} to {end} {what}", **values)
    return _("{start} to {end} {what}, {how_often}", how_often=entry.how_often, **values)


def _collisions(fit: Fit, day: int) -> list[str]:
    return [entry.within_day for entry in fit.conflicts if entry.day == day]


def hours_table(plan: Plan) -> Table:
    """Return the hours of the week by kind, and how many stay when the program is in it."""
    kept = {entry.kind: entry for entry in plan.fit.kept} if plan.fit else {}
    rows = []
    for letter, kind in KINDS.items():
        if letter != FREE and not plan.week.slots(letter):
            continue
        cells = [f"{plan.week.slots(letter) / 2:g}"]
        if plan.fit and letter == FREE:
            cells.append(f"{(plan.week.slots(FREE) - _taken_from_free(plan.fit)) / 2:g}")
        elif plan.fit:
            cells.append(f"{kept[letter].kept / 2:g} ({kept[letter].percent} %)")
        rows.append((kind.name.capitalize(), cells))
    note = _("Every session is counted, also one that comes every second week or once.") if plan.fit else ""
    return table_of("hours_table", rows, more=[*([_("Kept with the program")] if plan.fit else [])], after=note)


def _taken_from_free(fit: Fit) -> int:
    return sum(fit.week.days[day][slot] == FREE for day, slot in fit.taken)


def alternatives_table(week: Week, travel: int) -> Table:
    """Return every track over one week, those without a conflict first."""
    rows = [
        (
            fit.track.name,
            [level(fit.track.level).name, fit.track.hours, _capital(fit.verdict())],
        )
        for fit in fits(week, travel)
    ]
    return table_of("alternatives_table", rows, after=f"{_NOT_A_LEVEL} {MADE_UP}")


def _capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def week_view(plan: Plan) -> str:
    """Return what a plan comes to, in sentences and tables; HTML that is made again after every stroke."""
    conflicts = "".join(f"<li>{escape(repr(entry))}</li>" for entry in plan.fit.conflicts) if plan.fit else ""
    named = titled(_("Conflicts"), f"<ul>{conflicts}</ul>") if conflicts else ""
    if plan.week.blank and plan.fit is None:
        return framed(f"<p>{in_html(plan.summary())}</p>")
    fitting = "" if plan.week.blank else alternatives_table(plan.week, plan.travel).html()
    by_day = folded(_("The week as a table"), week_table(plan).html())
    return framed(f"<p>{in_html(plan.summary())}</p>{named}{hours_table(plan).html()}{fitting}{by_day}")


def week_picture(plan: Plan) -> str:
    """Return a week as SVG: days side by side, hours downward; letters, an outline for the program, ! for conflicts."""
    wide, tall, left, top = 88, 11, 58, 22
    marks = plan.fit.marks() if plan.fit else "." * len(DAYS) * SLOTS
    drawn = "".join(
        f'<text x="{left + wide * (d + 0.5)}" y="15" text-anchor="middle">{n[:3]}</text>' for d, n in enumerate(DAYS)
    )
    drawn += "".join(
        f'<text x="{left - 6}" y="{top + tall * slot + 12}" text-anchor="end" font-size="11">{clock(slot)}</text>'
        for slot in range(0, SLOTS, 4)
    )
    for block in plan.week.blocks():
        x, y = left + wide * block.day, top + tall * block.start
        drawn += (
            f'<rect x="{x + 1}" y="{y}" width="{wide - 2}" height="{tall * block.slots - 1}" '
            f'fill="{KIND_COLORS[block.kind]}" fill-opacity="0.3"/>'
            f'<text x="{x + 8}" y="{y + 10}" font-size="11">{block.kind.upper()}</text>'
        )
    for at, mark in enumerate(marks):
        if mark != ".":
            x, y = left + wide * (at // SLOTS) + wide * 0.4, top + tall * (at % SLOTS)
            clash = mark.isupper()
            color, dash = ("#C2410C" if clash else LEVEL_COLORS["iop"]), ' stroke-dasharray="3 2"' * (mark in "tT")
            drawn += (
                f'<rect x="{x}" y="{y + 0.5}" width="{wide * 0.55}" height="{tall - 1.5}" fill="{color}" '
                f'fill-opacity="0.25" stroke="{color}"{dash}/><text x="{x + wide * 0.28}" y="{y + 9.5}" font-size="10" '
                f'text-anchor="middle">{"!" if clash else {"p": "P", "t": "›"}[mark]}</text>'
            )
    drawn += (
        f'<rect x="{left}" y="{top}" width="{wide * 7}" height="{tall * SLOTS}" fill="none" stroke="currentColor"/>'
    )
    return picture(_("The week"), plan.summary(), left + wide * 7 + 2, top + tall * SLOTS + 4, drawn)


def blank_week() -> str:
    """Return an empty week to fill in with a pencil, as HTML."""
    head = "".join(f'<th scope="col">{day[:3]}</th>' for day in DAYS)
    rows = "".join(
        f'<tr><th scope="row" style="padding: .05rem .5rem">{time}</th>{"<td></td>" * len(DAYS)}</tr>'
        for time in (*(f"{hour}:00" for hour in range(5, 22)), _("night"))
    )
    time = _("Time")
    return f'<table style="table-layout: fixed"><tr><th scope="col">{time}</th>{head}</tr>{rows}</table>'
