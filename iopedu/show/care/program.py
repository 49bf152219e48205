"""What happens inside a program, and a week with a program in it: what collides, what is kept, what fits."""

from html import escape

from iopedu.care.levels import known, level
from iopedu.care.plan import Fit, Plan, fits
from iopedu.care.tracks import MADE_UP, OUTSIDE, Session, Track, tracks
from iopedu.care.tracks import program_day as all_parts
from iopedu.care.week import DAYS, FREE, KINDS, SLOTS, Block, Week, clock, full_hour, hours_in_words
from iopedu.course.facts import MARKS, fact, number
from iopedu.course.files import read_rows
from iopedu.course.language import _, _n
from iopedu.course.text import in_html, printable
from iopedu.show.chart import Chart, Painting, rows_down
from iopedu.show.course.tables import what_is_known
from iopedu.show.palette import INK, KIND_COLORS, LEVEL_COLORS
from iopedu.show.svg import Drawing, bullets, folded, framed
from iopedu.show.table import Line, Table, fact_cell
from iopedu.show.words import chart_of, rows_of, sources_of, stored_rows, table_of


def program_tracks() -> Table:
    """Return the fictional tracks with their schedules and the facts that bound them."""
    rows = rows_of(
        tracks(),
        "name",
        lambda track: tuple(map(Line, (_weekly(track), *track.timetable()))),
        lambda track: fact_cell(track.facts, False),
    )
    return table_of("program_tracks", rows, after=MADE_UP)


def _weekly(track: Track) -> str:
    return _n("{hours} a week for {n} week.", "{hours} a week for {n} weeks.", track.weeks, hours=track.hours)


def program_hours() -> Chart:
    """Return how the weekly hours of each track are shared between groups and one-to-one work."""
    parts = {
        _("groups"): ("skills", "group", "check_in"),
        _("one-on-one or family"): ("individual", "medication", "family"),
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
            axes.text(floor, -0.75, _("floor: {hours}", hours=number(rule.value)), ha="center", va="bottom")
        rows_down(axes, [track.name for track in found], 0, 30, 0.7, 0.4)
        handles, labels = axes.get_legend_handles_labels()
        axes.legend(handles[:2], labels[:2], frameon=False, loc="lower right")

    rows = [(t.name, [*(f"{value:g}" for value in hours[t]), t.hours]) for t in found]
    table = table_of("program_hours", rows, after=MADE_UP)
    many = sum(t.level == "iop" for t in found)
    return chart_of("program_hours", Painting(7.2, 3.9, paint), table, count=many)


def program_day() -> Chart:
    """Return Maya's Wednesday in the program, part by part."""
    parts = all_parts()

    def paint(axes) -> None:
        for at, part in enumerate(parts):
            outside = part.kind in OUTSIDE
            look = {"facecolor": "none", "hatch": "///"} if outside else {"facecolor": LEVEL_COLORS["iop"]}
            axes.barh(at, (part.end - part.start) / 2, 0.62, left=part.start / 2, edgecolor=LEVEL_COLORS["iop"], **look)
            when = _("{start} to {end}", start=clock(part.start), end=clock(part.end))
            axes.text(part.end / 2 + 0.15, at, when, va="center")
        rows_down(axes, [part.name for part in parts], 6.8, 24.5, 0.6, 0.4)
        axes.set_xticks(range(8, 24, 2), map(full_hour, range(8, 24, 2)))

    inside = sum(part.end - part.start for part in parts if part.kind not in (*OUTSIDE, "break"))
    first, last = (next(p for p in order if p.kind not in OUTSIDE) for order in (parts, parts[::-1]))
    rows = [(f"{clock(p.start)} {p.name}", [p.what, p.why]) for p in parts]
    told = {"hours": hours_in_words(inside), "start": clock(first.start), "end": clock(last.end)}
    return chart_of("program_day", Painting(8.2, 4.2, paint), rows, **told)


def program_team() -> Table:
    """Return who does what in a care team."""
    rows = rows_of(
        read_rows("care/team.csv", lists=("facts",)),
        "name",
        lambda role: (
            Line(role["does"], "" if role["mark"] == "V" else MARKS[role["mark"]]),
            Line(role["license"], tag=_("License and supervision")),
        ),
        "ask",
        lambda role: fact_cell(map(fact, role["facts"]), False) or (Line(_("Nothing we could check")),),
    )
    return table_of("program_team", rows)


def program_mix() -> Table:
    """Return what is known about group and one-to-one time at three levels."""
    found = {name: known(name, "group_individual") for name in ("php", "iop", "outpatient")}
    rows = [(level(name).label, [fact_cell(facts, False)]) for name, facts in found.items()]
    return table_of("program_mix", [*rows, *stored_rows("program_mix")])


def program_sources() -> tuple[str, ...]:
    """Return the keys of all sources on programs, teams and care by video."""
    return sources_of(program_tracks(), program_team(), program_mix(), what_is_known("telehealth"))


def week_table(plan: Plan) -> Table:
    """Return a plan day by day: what is fixed, the program, and the conflicts."""
    rows = []
    for day, name in enumerate(DAYS):
        own = [_timed(block, KINDS[block.kind]) for block in plan.week.blocks() if block.day == day]
        cells = ["; ".join(own) or _("nothing painted")]
        if plan.fit:
            clashes = "; ".join(entry.within_day for entry in plan.fit.conflicts if entry.day == day)
            cells += [_sessions(plan.fit, day), clashes or _("none")]
        rows.append((name, cells))
    columns = [_("Day"), _("In the week"), *([_("Program"), _("Conflicts")] if plan.fit else [])]
    title = _("The week, day by day")
    if plan.name.strip():
        title = _("{person}’s week, day by day", person=printable(plan.name))
    return Table(title, columns, rows)


def _sessions(fit: Fit, day: int) -> str:
    found = [_session(entry) for entry in fit.track.sessions if entry.day == day]
    way = sum(part is None for (at, _slot), part in fit.taken.items() if at == day)
    if way:
        found.append(_("{hours} of travel", hours=hours_in_words(way)))
    return "; ".join(found) or _("no program")


def _session(entry: Session) -> str:
    said = _timed(entry, entry.name)
    return said if entry.every == 1 else f"{said}, {entry.how_often}"


def _timed(entry: Block | Session, what: str) -> str:
    return _("{start} to {end} {what}", start=clock(entry.start), end=clock(entry.end), what=what)


def hours_table(plan: Plan) -> Table:
    """Return the hours of the week by kind, and how many stay when the program is in it."""
    kept = {entry.kind: entry for entry in plan.fit.kept} if plan.fit else {}
    rows = []
    for letter, name in KINDS.items():
        if letter != FREE and not plan.week.slots(letter):
            continue
        cells = [f"{plan.week.slots(letter) / 2:g}"]
        if plan.fit and letter == FREE:
            taken = sum(plan.week.days[day][slot] == FREE for day, slot in plan.fit.taken)
            cells.append(f"{(plan.week.slots(FREE) - taken) / 2:g}")
        elif plan.fit:
            cells.append(f"{kept[letter].kept / 2:g} ({kept[letter].percent}%)")
        rows.append((name.capitalize(), cells))
    note = _("Every session is counted, including one held every other week or only once.") if plan.fit else ""
    return table_of("hours_table", rows, more=[*([_("Kept with the program")] if plan.fit else [])], after=note)


def alternatives_table(week: Week, travel: int) -> Table:
    """Return every track over one week, those without a conflict first."""
    rows = rows_of(
        fits(week, travel),
        lambda fit: fit.track.name,
        lambda fit: level(fit.track.level).name,
        lambda fit: fit.track.hours,
        lambda fit: f"{fit.verdict()[0].upper()}{fit.verdict()[1:]}.",
    )
    return table_of("alternatives_table", rows, after=MADE_UP)


def week_view(plan: Plan) -> str:
    """Return what a plan comes to, in sentences and tables; HTML that is made again after every stroke."""
    if plan.week.blank and plan.fit is None:
        return framed(f"<p>{in_html(plan.summary())}</p>")
    named = bullets((escape(repr(entry)) for entry in plan.fit.conflicts) if plan.fit else (), _("Conflicts"))
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
    for hour in range(0, 24, 2):
        place = f'x="{left - 6}" y="{top + tall * 2 * hour + 12}" text-anchor="end" font-size="11"'
        drawn += f"<text {place}>{full_hour(hour)}</text>"
    for block in plan.week.blocks():
        x, y = left + wide * block.day, top + tall * block.start
        box = f'x="{x + 1}" y="{y}" width="{wide - 2}" height="{tall * block.slots - 1}"'
        drawn += f'<rect {box} fill="{KIND_COLORS[block.kind]}" fill-opacity="0.3"/>'
        drawn += f'<text x="{x + 8}" y="{y + 10}" font-size="11">{block.kind.upper()}</text>'
    for at, mark in enumerate(marks):
        if mark != ".":
            x, y = left + wide * (at // SLOTS) + wide * 0.4, top + tall * (at % SLOTS)
            clash = mark.isupper()
            color, dash = ("#C2410C" if clash else LEVEL_COLORS["iop"]), ' stroke-dasharray="3 2"' * (mark in "tT")
            box = f'x="{x}" y="{y + 0.5}" width="{wide * 0.55}" height="{tall - 1.5}"'
            drawn += f'<rect {box} fill="{color}" fill-opacity="0.25" stroke="{color}"{dash}/>'
            place = f'x="{x + wide * 0.28}" y="{y + 9.5}" font-size="10" text-anchor="middle"'
            drawn += f"<text {place}>{'!' if clash else {'p': 'P', 't': '›'}[mark]}</text>"
    frame = f'width="{wide * 7}" height="{tall * SLOTS}" fill="none" stroke="currentColor"'
    drawn += f'<rect x="{left}" y="{top}" {frame}/>'
    return Drawing(left + wide * 7 + 2, top + tall * SLOTS + 4, drawn).named(_("The week"), plan.summary())


def blank_week() -> str:
    """Return an empty week to fill in with a pencil, as HTML."""
    head = "".join(f'<th scope="col">{day[:3]}</th>' for day in DAYS)
    rows = "".join(
        f'<tr><th scope="row" style="padding: .05rem .5rem">{time}</th>{"<td></td>" * len(DAYS)}</tr>'
        for time in (*map(clock, range(10, 44, 2)), _("night"))
    )
    time = _("Time")
    return f'<table style="table-layout: fixed"><tr><th scope="col">{time}</th>{head}</tr>{rows}</table>'
