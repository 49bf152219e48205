"""A week with a program in it: what collides, what is kept, what fits; and what happens inside a program."""

from __future__ import annotations

from html import escape

from iopedu.care.fit import Fit, fits
from iopedu.care.levels import known, level
from iopedu.care.plan import Plan
from iopedu.care.program import OUTSIDE, care_team
from iopedu.care.program import program_day as all_parts
from iopedu.care.tracks import MADE_UP, tracks
from iopedu.care.week import DAYS, FREE, KINDS, SLOTS, Week, clock, hours_in_words
from iopedu.course.facts import MARKS, fact, number
from iopedu.course.text import in_html, printable
from iopedu.show.chart import Chart, draw
from iopedu.show.course import what_is_known
from iopedu.show.palette import INK, KIND_COLORS, LEVEL_COLORS
from iopedu.show.svg import framed, picture
from iopedu.show.table import Line, Table, fact_cell

__all__ = [
    "alternatives_table",
    "blank_week",
    "program_day",
    "program_hours",
    "program_mix",
    "program_sources",
    "program_team",
    "program_tracks",
    "week_picture",
    "week_table",
    "week_view",
]

_NOT_A_LEVEL = (
    "All tracks are tried, also those of other levels. A calendar can say what fits into a week. It cannot say how "
    "much care somebody needs: the team decides on the level, and the week is then built around it."
)


def week_table(plan: Plan) -> Table:
    """Return a plan day by day: what is fixed, the program, and the conflicts."""
    rows = []
    for day, name in enumerate(DAYS):
        own = [f"{clock(b.start)} to {clock(b.end)} {KINDS[b.kind].name}" for b in plan.week.blocks() if b.day == day]
        cells = ["; ".join(own) or "nothing painted"]
        if plan.fit:
            cells += [_sessions(plan.fit, day), "; ".join(_collisions(plan.fit, day)) or "none"]
        rows.append((name, cells))
    columns = ["Day", "In the week", *(["Program", "Conflicts"] if plan.fit else [])]
    title = f"The week{f' of {printable(plan.name)}' if plan.name.strip() else ''}, day by day"
    return Table(title, columns, rows)


def _sessions(fit: Fit, day: int) -> str:
    often = {entry: "" if entry.how_often == "every week" else f", {entry.how_often}" for entry in fit.track.sessions}
    found = [
        f"{clock(entry.start)} to {clock(entry.end)} {entry.name}{often[entry]}"
        for entry in fit.track.sessions
        if entry.day == day
    ]
    way = sum(part is None for (at, _), part in fit.taken.items() if at == day)
    return "; ".join([*found, *([f"{hours_in_words(way)} on the way"] if way else [])]) or "no program"


def _collisions(fit: Fit, day: int) -> list[str]:
    return [repr(entry).split(" ", 1)[1] for entry in fit.conflicts if entry.day == day]


def hours_table(plan: Plan) -> Table:
    """Return the hours of the week by kind, and how many stay when the program is in it."""
    kept = {entry.kind: entry for entry in plan.fit.kept} if plan.fit else {}
    columns = ["Kind", "Hours in the week", *(["Kept with the program"] if plan.fit else [])]
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
    note = "Every session is counted, also one that comes every second week or once." if plan.fit else ""
    return Table("Hours by kind, 168 in all", columns, rows, note)


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
    columns = ["Track", "Level of care", "Sessions a week", "With this week"]
    return Table("Which tracks fit?", columns, rows, f"{_NOT_A_LEVEL} {MADE_UP}")


def _capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def week_view(plan: Plan) -> str:
    """Return what a plan comes to, in sentences and tables; HTML that is made again after every stroke."""
    conflicts = "".join(f"<li>{escape(repr(entry))}</li>" for entry in plan.fit.conflicts) if plan.fit else ""
    named = f"<p><strong>Conflicts</strong></p><ul>{conflicts}</ul>" if conflicts else ""
    if plan.week.blank and plan.fit is None:
        return framed(f"<p>{in_html(plan.summary())}</p>")
    fitting = "" if plan.week.blank else alternatives_table(plan.week, plan.travel).html()
    return framed(
        f"<p>{in_html(plan.summary())}</p>{named}{hours_table(plan).html()}{fitting}"
        f"<details><summary>The week as a table</summary>{week_table(plan).html()}</details>"
    )


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
    return picture("The week", plan.summary(), left + wide * 7 + 2, top + tall * SLOTS + 4, drawn)


def blank_week() -> str:
    """Return an empty week to fill in with a pencil, as HTML."""
    head = "".join(f'<th scope="col">{day[:3]}</th>' for day in DAYS)
    rows = "".join(
        f'<tr><th scope="row" style="padding: .05rem .5rem">{time}</th>{"<td></td>" * len(DAYS)}</tr>'
        for time in (*(f"{hour}:00" for hour in range(5, 22)), "night")
    )
    return f'<table style="table-layout: fixed"><tr><th scope="col">Time</th>{head}</tr>{rows}</table>'


def program_tracks() -> Table:
    """Return the made-up tracks with their timetables and the facts that bound them."""
    rows = [
        (
            track.name,
            [
                (Line(f"{track.hours} a week for {track.weeks} weeks."), *map(Line, track.timetable())),
                fact_cell(track.facts, False),
            ],
        )
        for track in tracks()
    ]
    return Table(
        "Six tracks, made up", ["Track", "Timetable, weekly where nothing else is said", "Bounded by"], rows, MADE_UP
    )


def program_hours() -> Chart:
    """Return how the weekly hours of each track are shared between groups and one-to-one work."""
    parts = {
        "groups": ("skills", "group", "check_in"),
        "one to one or family": ("individual", "medication", "family"),
    }
    found = tracks()
    hours = {track: [track.slots(None, *kinds) / 2 for kinds in parts.values()] for track in found}
    floors = {9: fact("iop_hours_min_medicare"), 20: fact("php_hours_min_medicare")}

    def paint(axes) -> None:
        for at, track in enumerate(found):
            left = 0
            for name, value, hatch in zip(parts, hours[track], ("", "///"), strict=True):
                look = {"facecolor": LEVEL_COLORS[track.level]} if not hatch else {"facecolor": "none", "hatch": hatch}
                axes.barh(at, value, 0.6, left=left, edgecolor=LEVEL_COLORS[track.level], label=name, **look)
                left += value
            axes.text(left + 0.4, at, f"{left:g}", va="center")
        for floor, rule in floors.items():
            axes.axvline(float(rule.value), color=INK, linestyle=":", linewidth=1.2)
            axes.text(floor, -0.75, f"floor: {number(rule.value)}", ha="center", va="bottom")
        axes.set_yticks(range(len(found)), [track.name for track in found])
        axes.set_ylim(len(found) - 0.4, -0.7)
        axes.set_xlim(0, 30)
        axes.set_xlabel("Hours of sessions in every week, without breaks")
        handles, labels = axes.get_legend_handles_labels()
        axes.legend(handles[:2], labels[:2], frameon=False, loc="lower right")

    rows = [(t.name, [*(f"{value:g}" for value in hours[t]), t.hours]) for t in found]
    columns = [
        "Track",
        "Groups, hours a week",
        "One to one or family, hours a week",
        "In all",
    ]
    table = Table("Hours of each track (made up)", columns, rows, MADE_UP)
    iop = [t for t in found if t.level == "iop"]
    says = (
        f"All {len(iop)} IOP tracks have {number(floors[9].value)} hours or more, and stay under the "
        f"{number(floors[20].value)} hours of a PHP. Groups take the largest part in every IOP and PHP; in weekly "
        "outpatient care all of it is one to one. Visits that come less often than weekly are not drawn."
    )
    return Chart("How many hours, and with whom?", says, draw(7.2, 3.9, paint), table)


def program_day() -> Chart:
    """Return Maya's Wednesday in the program, part by part."""
    parts = all_parts()

    def paint(axes) -> None:
        for at, part in enumerate(parts):
            outside = part.kind in OUTSIDE
            look = {"facecolor": "none", "hatch": "///"} if outside else {"facecolor": LEVEL_COLORS["iop"]}
            axes.barh(at, (part.end - part.start) / 2, 0.62, left=part.start / 2, edgecolor=LEVEL_COLORS["iop"], **look)
            axes.text(part.end / 2 + 0.15, at, f"{clock(part.start)} to {clock(part.end)}", va="center")
        axes.set_yticks(range(len(parts)), [part.name for part in parts])
        axes.set_ylim(len(parts) - 0.4, -0.6)
        axes.set_xlim(6.8, 24.5)
        axes.set_xticks(range(8, 24, 2), [f"{hour}:00" for hour in range(8, 24, 2)])
        axes.set_xlabel("Time of day; filled: in the program, hatched: outside")

    inside = sum(part.end - part.start for part in parts if part.kind not in (*OUTSIDE, "break"))
    first, last = (next(p for p in order if p.kind not in OUTSIDE) for order in (parts, parts[::-1]))
    says = (
        f"The program takes {hours_in_words(inside)} of this day, from {clock(first.start)} to {clock(last.end)} with "
        "a short break. The morning with her son, the way there and back, and the evening lie around it."
    )
    rows = [(f"{clock(p.start)} {p.name}", [p.what, p.why]) for p in parts]
    table = Table("Each part, and what it is for (made up)", ["Part", "What happens", "What it is for"], rows)
    return Chart("Maya’s Wednesday in week 5, made up", says, draw(8.2, 4.2, paint), table)


def program_team() -> Table:
    """Return who does what in a care team."""
    rows = [
        (
            role.name,
            [
                (Line(role.does, "" if role.mark == "V" else MARKS[role.mark]),),
                role.ask,
                fact_cell(role.facts, False) or (Line("Nothing that we could check"),),
            ],
        )
        for role in care_team()
    ]
    note = "Programs differ in who is there and in what a role is called. Ask each program for its own list."
    return Table("The care team", ["Who", "What they do", "You might say", "What is known"], rows, note)


def program_mix() -> Table:
    """Return what is known about group and one-to-one time at three levels."""
    rows = [
        (level(name).label, [fact_cell(known(name, "group_individual"), False)])
        for name in ("php", "iop", "outpatient")
    ]
    extra = fact("iop_hours_ucsf_scheduled"), fact("iop_hours_ucsf_group"), fact("php_hours_ucsf_group")
    rows.append(("Scheduled hours and group hours", [fact_cell(extra, False)]))
    note = "Scheduled hours, hours in groups and hours with a therapist differ. Ask which of them a number means."
    return Table("Group and individual work: what is known", ["About", "What was found"], rows, note)


def program_sources() -> tuple[str, ...]:
    """Return the keys of all sources on programs, teams and care by video."""
    tables = (program_tracks(), program_team(), program_mix(), what_is_known("telehealth"))
    return tuple(dict.fromkeys(key for table in tables for key in table.sources))
