"""What happens inside a program: tracks, hours, a day, and the team."""

from __future__ import annotations

from iopedu.care.levels import known, level
from iopedu.care.program import OUTSIDE, care_team
from iopedu.care.program import program_day as all_parts
from iopedu.care.tracks import MADE_UP, tracks
from iopedu.care.week import clock, hours_in_words
from iopedu.course.facts import MARKS, fact, number
from iopedu.course.language import _, _n
from iopedu.show.chart import Chart, Painting
from iopedu.show.course.tables import what_is_known
from iopedu.show.palette import INK, LEVEL_COLORS
from iopedu.show.table import Line, Table, fact_cell


def program_tracks() -> Table:
    """Return the made-up tracks with their timetables and the facts that bound them."""
    rows = [
        (
            track.name,
            [
                (
                    Line(
                        _n(
                            "{hours} a week for {n} week.",
                            "{hours} a week for {n} weeks.",
                            track.weeks,
                            hours=track.hours,
                        )
                    ),
                    *map(Line, track.timetable()),
                ),
                fact_cell(track.facts, False),
            ],
        )
        for track in tracks()
    ]
    return Table(
        _("Six tracks, made up"),
        [_("Track"), _("Timetable, weekly where nothing else is said"), _("Bounded by")],
        rows,
        MADE_UP,
    )


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
        axes.set_yticks(range(len(found)), [track.name for track in found])
        axes.set_ylim(len(found) - 0.4, -0.7)
        axes.set_xlim(0, 30)
        axes.set_xlabel(_("Hours of sessions in every week, without breaks"))
        handles, labels = axes.get_legend_handles_labels()
        axes.legend(handles[:2], labels[:2], frameon=False, loc="lower right")

    rows = [(t.name, [*(f"{value:g}" for value in hours[t]), t.hours]) for t in found]
    columns = [
        _("Track"),
        _("Groups, hours a week"),
        _("One to one or family, hours a week"),
        _("In all"),
    ]
    table = Table(_("Hours of each track (made up)"), columns, rows, MADE_UP)
    iop = [t for t in found if t.level == "iop"]
    says = _(
        "All {count} IOP tracks have {floor} hours or more, and stay under the {php} "
        "hours of a PHP. Groups take the largest part in every IOP and PHP; in weekly "
        "outpatient care all of it is one to one. Visits that come less often than weekly "
        "are not drawn.",
        count=len(iop),
        floor=number(floors[9].value),
        php=number(floors[20].value),
    )
    return Chart(_("How many hours, and with whom?"), says, Painting(7.2, 3.9, paint), table)


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
        axes.set_yticks(range(len(parts)), [part.name for part in parts])
        axes.set_ylim(len(parts) - 0.4, -0.6)
        axes.set_xlim(6.8, 24.5)
        axes.set_xticks(range(8, 24, 2), [f"{hour}:00" for hour in range(8, 24, 2)])
        axes.set_xlabel(_("Time of day; filled: in the program, hatched: outside"))

    inside = sum(part.end - part.start for part in parts if part.kind not in (*OUTSIDE, "break"))
    first, last = (next(p for p in order if p.kind not in OUTSIDE) for order in (parts, parts[::-1]))
    says = _(
        "The program takes {hours} of this day, from {start} to {end} with a "
        "short break. The morning with her son, the way there and back, and the evening lie "
        "around it.",
        hours=hours_in_words(inside),
        start=clock(first.start),
        end=clock(last.end),
    )
    rows = [(f"{clock(p.start)} {p.name}", [p.what, p.why]) for p in parts]
    table = Table(
        _("Each part, and what it is for (made up)"), [_("Part"), _("What happens"), _("What it is for")], rows
    )
    return Chart(_("Maya’s Wednesday in week 5, made up"), says, Painting(8.2, 4.2, paint), table)


def program_team() -> Table:
    """Return who does what in a care team."""
    rows = [
        (
            role.name,
            [
                (
                    Line(role.does, "" if role.mark == "V" else MARKS[role.mark]),
                    Line(role.license, tag=_("License and supervision")),
                ),
                role.ask,
                fact_cell(role.facts, False) or (Line(_("Nothing that we could check")),),
            ],
        )
        for role in care_team()
    ]
    note = _(
        "Programs differ in who is there and in what a role is called, and licenses differ from state to state; this "
        "is about the United States. Ask each program for its own list."
    )
    return Table(_("The care team"), [_("Who"), _("What they do"), _("You might say"), _("What is known")], rows, note)


def program_mix() -> Table:
    """Return what is known about group and one-to-one time at three levels."""
    rows = [
        (level(name).label, [fact_cell(known(name, "group_individual"), False)])
        for name in ("php", "iop", "outpatient")
    ]
    extra = fact("iop_hours_ucsf_scheduled"), fact("iop_hours_ucsf_group"), fact("php_hours_ucsf_group")
    rows.append((_("Scheduled hours and group hours"), [fact_cell(extra, False)]))
    note = _("Scheduled hours, hours in groups and hours with a therapist differ. Ask which of them a number means.")
    return Table(_("Group and individual work: what is known"), [_("About"), _("What was found")], rows, note)


def program_sources() -> tuple[str, ...]:
    """Return the keys of all sources on programs, teams and care by video."""
    tables = (program_tracks(), program_team(), program_mix(), what_is_known("telehealth"))
    return tuple(dict.fromkeys(key for table in tables for key in table.sources))
