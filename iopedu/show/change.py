"""Reliable change and scores over time, in tables and pictures."""

from __future__ import annotations

from iopedu.course.facts import fact
from iopedu.course.language import _
from iopedu.course.people import people
from iopedu.course.text import in_html
from iopedu.progress.change import CATEGORIES, CATEGORY_NAMES, cutoffs, points_needed, rule
from iopedu.progress.measures import measure
from iopedu.progress.reliable import ReliableChange
from iopedu.progress.series import TRACK_RULE, Reading, series
from iopedu.show.chart import Chart, draw
from iopedu.show.palette import INK, LEVEL_COLORS
from iopedu.show.svg import framed, picture
from iopedu.show.table import Line, Table, fact_cell

__all__ = [
    "change_borders",
    "change_categories",
    "change_points",
    "change_rules",
    "change_view",
    "progress_lines",
    "series_table",
    "series_view",
    "track_rule",
]

_COLOR, _BORDER = LEVEL_COLORS["iop"], LEVEL_COLORS["crisis"]
_WIDTH = 720
#: What a published change of 5.59 points and a reliability of 0.87 imply.
_IMPLIED_SD = 5.59
#: Standard deviations and reliabilities of the table of points; 0.737 and 0.89 were published for the PHQ-9.
_SDS, _RS = (5, 6, 7), (0.737, 0.84, 0.89, 0.92)


def change_categories() -> Table:
    """Return the four categories of change."""
    rows = [(CATEGORY_NAMES[name].capitalize(), [meaning]) for name, meaning in CATEGORIES.items()]
    note = _("These words sort changes of a score. Whether somebody is well is for the person to say.")
    return Table(_("Four words for a change"), [_("Word"), _("Meaning")], rows, note)


def change_points() -> Table:
    """Return how many points a change has to exceed, for some standard deviations and reliabilities."""
    rows = [(_("SD {sd}", sd=sd), [f"{points_needed(sd, r):.1f}" for r in _RS]) for sd in _SDS]
    least, most = rows[0][1][-1], rows[-1][1][0]
    note = _(
        "Worked out by us: 1.96 × SD × √2 × √(1 − r). For the PHQ-9, 0.737 (retest) and 0.89 "
        "(alpha) were published; the other values are there to explore. One scale, and "
        "anything from {least} to {most} points.",
        least=least,
        most=most,
    )
    return Table(_("Points that a change has to exceed"), [_("Spread"), *(f"r = {r}" for r in _RS)], rows, note)


def change_rules() -> Table:
    """Return what was published on how much change counts, and how the answers differ."""
    parts = {
        _("Where the words come from"): ("change_idea", "change_names"),
        _("PHQ-9: reliable"): ("change_nhs_phq9",),
        _("GAD-7: reliable"): ("change_nhs_gad7", "change_bischoff"),
        _("Felt as a difference"): ("change_mcid_phq9", "change_mcid_gad7"),
        _("What the rule does to results"): ("change_wise", "change_gyani", "change_kappa"),
    }
    rows = [(title, [fact_cell([fact(name) for name in names])]) for title, names in parts.items()]
    note = _(
        "A difference that people feel and a change that is larger than chance are two questions with two answers."
    )
    return Table(_("How much change counts: published answers"), [_("About"), _("What was found")], rows, note)


def change_borders() -> Table:
    """Return the three usual borders of the clinical range, worked out for the GAD-7."""
    means = fact("change_bischoff_means")
    found = cutoffs((float(means.low), _IMPLIED_SD), (float(means.high), _IMPLIED_SD))
    meaning = {
        "a": _("two standard deviations below the mean of people with the problem"),
        "b": _("two standard deviations above the mean of people without it"),
        "c": _("between the two means, nearer to the group that spreads less"),
    }
    said = {
        "a": _("no such score exists, so it cannot be used here"),
        "b": _("above the mean of the people in treatment, {mean}", mean=means.low),
        "c": _("so from 8 on, the border that the NHS rule names too"),
    }
    rows = [(name, [meaning[name], f"{value:.1f}: {said[name]}"]) for name, value in found.items()]
    note = _(
        "Worked out by us from the means {low} and {high} (332 clinical and 116 community "
        "adults, 2020) and a standard deviation of {sd} in both groups. That one "
        "was not read: the published 5.59 points and r = 0.87 imply it. The formulas are the "
        "usual ones; read the paper before you build on them.",
        low=means.low,
        high=means.high,
        sd=_IMPLIED_SD,
    )
    return Table(
        _("Where does the clinical range begin? Three borders"), [_("Border"), _("Where"), "GAD-7"], rows, note
    )


def change_view(change: ReliableChange) -> str:
    """Return a change on the scale of the GAD-7 with its arithmetic; HTML that is drawn while the hand moves."""
    steps = "".join(f"<li>{name}: {said}</li>" for name, said in change.steps())
    worked = f"<ol>{steps}</ol>" if steps else ""
    drawn = _line(change) if change.scaled and change.before is not None else ""
    return framed(f"{drawn}{worked}<p><strong>{in_html(change.describe())}</strong></p>")


def _at(score: float) -> float:
    return round(20 + score * (_WIDTH - 40) / ReliableChange.TOP, 1)


def _line(change: ReliableChange) -> str:
    """Draw the scale with the room for chance around the first score, the clinical border and both scores."""
    before, reach = int(change.before), change.needed - 1
    words = (_("before"), _("after"))
    low, high = max(0, before - reach), min(change.TOP, before + reach)
    left, right = _at(low - 0.5), _at(high + 0.5)
    border, clinical = _at(change.CLINICAL - 0.5), _("clinical range from {score}", score=change.CLINICAL)
    parts = [
        f'<rect x="{left}" y="46" width="{right - left:.1f}" height="40" fill="{_COLOR}" fill-opacity="0.16" '
        f'stroke="{_COLOR}" stroke-dasharray="4 2"/>',
        f'<path d="M{border} 30V104" stroke="{_BORDER}" stroke-width="2"/>',
        f'<text x="{border + 5}" y="40" font-size="13">{clinical} →</text>',
        '<path d="M10 86H710" stroke="currentColor"/>',
    ]
    for score in range(change.TOP + 1):
        parts.append(f'<text x="{_at(score)}" y="102" font-size="12" text-anchor="middle">{score}</text>')
    parts.append(f'<circle cx="{_at(before)}" cy="66" r="9" fill="none" stroke="currentColor" stroke-width="2"/>')
    parts.append(f'<text x="{_at(before)}" y="124" text-anchor="middle">{words[0]}</text>')
    said = _("Before {before}; scores from {low} to {high} are within chance.", before=before, low=low, high=high)
    if change.after is not None:
        after = int(change.after)
        parts.append(f'<circle cx="{_at(after)}" cy="66" r="6" fill="{_BORDER}"/>')
        down = 124 if abs(after - before) > 1 else 140
        parts.append(f'<text x="{_at(after)}" y="{down}" text-anchor="middle">{words[1]}</text>')
        said = _(
            "Before {before}; scores from {low} to {high} are within chance; after {after}.",
            before=before,
            low=low,
            high=high,
            after=after,
        )
    return picture(_("A change on the GAD-7"), said, _WIDTH, 150, "".join(parts))


def track_rule() -> Table:
    """Return the rule by which this notebook calls somebody on track."""
    rows = [tuple(line.split(": ", 1)) for line in TRACK_RULE]
    note = _(
        "Written for this course, to practice with: not a published rule, and it predicts "
        "nothing. No expected course is drawn, since none could be confirmed. Item 9 is "
        "followed up on any track."
    )
    return Table(
        _("On track? A rule of thumb for this notebook"), [_("Word"), _("When")], [(a, [b]) for a, b in rows], note
    )


def series_table(reading: Reading) -> Table:
    """Return the known scores with the change and the track at each."""
    found = reading.series
    rows = []
    for point in found.known(reading.week):
        track = found.track(point.week, reading.by)
        cells = [
            f"{point.total}, {measure(found.measure).band(point.total).name}",
            CATEGORY_NAMES[found.category(point.week, reading.by)],
            (Line(track.state, track.why),),
        ]
        if measure(found.measure).safety_item:
            cells.append(_("{rating}: ask today", rating=point.item_9) if point.item_9 else "0")
        rows.append((point.when.capitalize(), cells))
    columns = [_("When"), _("Score"), _("Change from the start"), _("On track?")]
    columns += [_("Item 9")] if measure(found.measure).safety_item else []
    return Table(
        _(
            "{person}, {measure}, {rule} (made up)",
            person=found.name,
            measure=measure(found.measure).name,
            rule=reading.by.name,
        ),
        columns,
        rows,
    )


def series_view(reading: Reading) -> str:
    """Return the known scores as a line with the room for chance, in words and in numbers."""
    said = "".join(f"<p>{in_html(line)}</p>" for line in reading.describe().split("\n")[2:])
    return framed(f"{_course(reading)}{said}{series_table(reading).html()}")


def _course(reading: Reading) -> str:
    """Draw the scores over the weeks; a score with item 9 above 0 carries a flag."""
    found, by = reading.series, reading.by
    top, start = measure(found.measure).top, found.points[0].total
    tall, wide = 200, _WIDTH - 160

    def x(week: float) -> float:
        return round(46 + week * wide / found.planned, 1)

    def y(score: float) -> float:
        return round(16 + (top - score) * tall / top, 1)

    clinical, chance, weeks = _("clinical from {score}", score=by.clinical), _("within chance"), _("weeks")
    low, high = max(0, start - by.points + 0.5), min(top, start + by.points - 0.5)
    parts = [
        f'<rect x="46" y="{y(high)}" width="{wide}" height="{y(low) - y(high):.1f}" fill="{_COLOR}" '
        'fill-opacity="0.14"/>',
        f'<text x="{wide + 52}" y="{y((low + high) / 2) + 4}" font-size="12">{chance}</text>',
        f'<path d="M46 {y(by.clinical - 0.5)}h{wide}" stroke="{_BORDER}" stroke-dasharray="6 3"/>',
        f'<text x="{wide + 52}" y="{y(by.clinical - 0.5) + 4}" font-size="12">{clinical}</text>',
        f'<path d="M46 16V{y(0)}H{wide + 46}" fill="none" stroke="currentColor"/>',
    ]
    for score in range(0, top + 1, 5):
        parts.append(f'<text x="38" y="{y(score) + 4}" font-size="12" text-anchor="end">{score}</text>')
    for week in range(found.planned + 1):
        parts.append(f'<text x="{x(week)}" y="{y(0) + 18}" font-size="12" text-anchor="middle">{week}</text>')
    known = found.known(reading.week)
    line = " ".join(f"{x(point.week)},{y(point.total)}" for point in known)
    parts.append(f'<polyline points="{line}" fill="none" stroke="currentColor" stroke-width="1.5"/>')
    for point in known:
        parts.append(f'<circle cx="{x(point.week)}" cy="{y(point.total)}" r="5" fill="currentColor"/>')
        parts.append(f'<text x="{x(point.week) + 7}" y="{y(point.total) - 7}" font-weight="600">{point.total}</text>')
        if point.item_9:
            left = x(point.week) + (8 if point is known[0] else -22)
            words = _("item 9: {rating}", rating=point.item_9)
            flag = f'<text x="{left}" y="{y(point.total) + 21}" font-size="12" '
            parts.append(f'{flag}font-weight="600">{words}</text>')
    parts.append(f'<text x="{x(found.planned / 2)}" y="{y(0) + 36}" font-size="12" text-anchor="middle">{weeks}</text>')
    title = _(
        "{person}, {measure}, up to week {week}",
        person=found.name,
        measure=measure(found.measure).name,
        week=reading.week,
    )
    return picture(title, reading.describe().replace("\n", " "), _WIDTH, 258, "".join(parts))


def progress_lines() -> Chart:
    """Return the PHQ-9 of the three made-up people over the weeks."""
    by, looks = rule("nhs_phq9"), (("o", "-"), ("s", "--"), ("^", ":"))
    colors = (LEVEL_COLORS["iop"], LEVEL_COLORS["php"], LEVEL_COLORS["inpatient"])
    found = [series(one.id, "phq9") for one in people()]
    longest = max(entry.planned for entry in found)

    def paint(axes) -> None:
        for entry, (marker, style), color in zip(found, looks, colors, strict=True):
            weeks, totals = zip(*((point.week, point.total) for point in entry.points), strict=True)
            axes.plot(weeks, totals, style, marker=marker, color=color, markersize=7)
            # Beside the last point a longer line may still run: there the name stands above.
            place = (8, 0) if weeks[-1] == longest else (0, 12)
            axes.annotate(entry.name, (weeks[-1], totals[-1]), place, textcoords="offset points", va="center")
        axes.axhline(by.clinical - 0.5, color=INK, linewidth=0.8, linestyle="--")
        axes.text(0, by.clinical - 0.8, _("clinical range from {score}", score=by.clinical), va="top", fontsize=9)
        axes.set(xlim=(-0.2, 9.9), ylim=(0, 27), xlabel=_("Weeks since the first score"), ylabel="PHQ-9")

    rows = []
    for entry in found:
        half = next(point.week for point in entry.points if 2 * point.week >= entry.planned)
        weeks = _("{track} (week {week})", track=entry.track(half, by).state, week=half)
        path = ", ".join(_("{score} in week {week}", score=point.total, week=point.week) for point in entry.points)
        last = entry.points[-1]
        rows.append((entry.name, [path, weeks, CATEGORY_NAMES[entry.category(last.week, by)], str(last.item_9)]))
    says = " ".join(
        _(
            "{person}: {path}; at half of the time: {half}; in the end: {end}.",
            person=name,
            path=path,
            half=half,
            end=end,
        )
        for name, (path, half, end, _item_9) in rows
    )
    columns = [_("Person (made up)"), _("Scores"), _("At half of the time"), _("In the end"), _("Item 9 in the end")]
    return Chart(_("Three courses on the PHQ-9"), says, draw(8.0, 3.6, paint), Table("PHQ-9", columns, rows))
