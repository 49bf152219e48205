"""What happens inside a program: tracks, hours, a day, and the team."""

from __future__ import annotations

from iopedu.care.levels import known, level
from iopedu.care.program import OUTSIDE, care_team
from iopedu.care.program import program_day as all_parts
from iopedu.care.tracks import MADE_UP, Track, tracks
from iopedu.care.week import clock, hours_in_words
from iopedu.course.facts import MARKS, fact, number
from iopedu.course.language import _, _n
from iopedu.show.chart import Chart, Painting, rows_down
from iopedu.show.course.tables import what_is_known
from iopedu.show.palette import INK, LEVEL_COLORS
from iopedu.show.table import Line, Table, fact_cell
from iopedu.show.words import chart_of, rows_of, stored_rows, table_of


def program_tracks() -> Table:
    """Return the made-up tracks with their timetables and the facts that bound them."""
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
        _("one to one or family"): ("individual", "medication", "family"),
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
    iop = [t for t in found if t.level == "iop"]
    return chart_of(
        "program_hours",
        Painting(7.2, 3.9, paint),
        table,
        count=len(iop),
        floor=number(floors[9].value),
        php=number(floors[20].value),
    )


def program_day() -> Chart:
    """Return Maya's Wednesday in the program, part by part."""
    parts = all_parts()

    def paint(axes) -> None:
        for at, part in enumerate(parts):
            outside = part.kind in OUTSIDE
            look = {"facecolor": "none", "hatch": "///"} if outside else {"facecolor": LEVEL_COLORS["iop"]}
            axes.barh(at, (part.end - part.start) / 2, 0.62, left=part.start / 2, edgecolor=LEVEL_COLORS["iop"], **look)
            axes.text(
                part.end / 2 + 0.15,
                at,
                _("{start} to {end}", start=clock(part.start), end=clock(part.end)),
                va="center",
            )
        rows_down(axes, [part.name for part in parts], 6.8, 24.5, 0.6, 0.4)
        axes.set_xticks(range(8, 24, 2), [f"{hour}:00" for hour in range(8, 24, 2)])

    inside = sum(part.end - part.start for part in parts if part.kind not in (*OUTSIDE, "break"))
    first, last = (next(p for p in order if p.kind not in OUTSIDE) for order in (parts, parts[::-1]))
    rows = [(f"{clock(p.start)} {p.name}", [p.what, p.why]) for p in parts]
    return chart_of(
        "program_day",
        Painting(8.2, 4.2, paint),
        rows,
        hours=hours_in_words(inside),
        start=clock(first.start),
        end=clock(last.end),
    )


def program_team() -> Table:
    """Return who does what in a care team."""
    rows = rows_of(
        care_team(),
        "name",
        lambda role: (
            Line(role.does, "" if role.mark == "V" else MARKS[role.mark]),
            Line(role.license, tag=_("License and supervision")),
        ),
        "ask",
        lambda role: fact_cell(role.facts, False) or (Line(_("Nothing that we could check")),),
    )
    return table_of("program_team", rows)


def program_mix() -> Table:
    """Return what is known about group and one-to-one time at three levels."""
    rows = [
        (level(name).label, [fact_cell(known(name, "group_individual"), False)])
        for name in ("php", "iop", "outpatient")
    ]
    return table_of("program_mix", [*rows, *stored_rows("program_mix")])


def program_sources() -> tuple[str, ...]:
    """Return the keys of all sources on programs, teams and care by video."""
    tables = (program_tracks(), program_team(), program_mix(), what_is_known("telehealth"))
    return tuple(dict.fromkeys(key for table in tables for key in table.sources))
