"""Scores over time: the rule, one course score by score, and three courses together."""

from collections.abc import Iterator
from dataclasses import dataclass

from iopedu.course.language import _
from iopedu.course.people import people
from iopedu.course.text import in_html
from iopedu.progress.change import CATEGORY_NAMES, rule
from iopedu.progress.measures import measure
from iopedu.progress.series import TRACK_RULE, Reading, series
from iopedu.show.chart import Chart, Painting
from iopedu.show.palette import INK, LEVEL_COLORS
from iopedu.show.svg import SLIM, WIDE, Drawing, fitting, framed
from iopedu.show.table import Line, Table
from iopedu.show.words import chart_of, table_of

_COLOR, _BORDER = LEVEL_COLORS["iop"], LEVEL_COLORS["crisis"]
_TALL, _LEFT, _TOP = 200, 46, 16


def track_rule() -> Table:
    """Return the rule by which this notebook calls somebody on track."""
    rows = [tuple(line.split(": ", 1)) for line in TRACK_RULE]
    return table_of("track_rule", [(a, [b]) for a, b in rows])


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
        rows.append((point.when[0].upper() + point.when[1:], cells))
    more = [_("Item 9")] if measure(found.measure).safety_item else []
    return table_of(
        "series_table", rows, more=more, person=found.name, measure=measure(found.measure).name, rule=reading.by.name
    )


def series_view(reading: Reading) -> str:
    """Return the known scores as a line with the room for chance, in words and in numbers."""
    said = "".join(f"<p>{in_html(line)}</p>" for line in reading.describe().split("\n")[2:])
    return framed(f"{_course(reading)}{said}{series_table(reading).html()}")


def _course(reading: Reading) -> str:
    """Draw the scores over the weeks; a score with item 9 above 0 carries a flag."""
    values = {"person": reading.series.name, "measure": measure(reading.series.measure).name, "week": reading.week}
    title = _("{person}, {measure}, through week {week}", **values)
    wide, narrow = (Drawing(width, 258, "".join(_Plot(reading, width).parts())) for width in (WIDE, SLIM))
    return fitting(title, reading.describe().replace("\n", " "), wide, narrow)


@dataclass(frozen=True)
class _Plot:
    """The scores on a drawing of some width; where it is narrow, only the last score says its item 9."""

    reading: Reading
    width: int

    @property
    def beside(self) -> bool:
        """Whether the names of the band and of the border have room beside the plot."""
        return self.width == WIDE

    @property
    def across(self) -> int:
        """Units across the plot."""
        return self.width - (160 if self.beside else 60)

    def x(self, week: float) -> float:
        """Return where a week stands."""
        return round(_LEFT + week * self.across / self.reading.series.planned, 1)

    def y(self, score: float) -> float:
        """Return where a score stands."""
        top = measure(self.reading.series.measure).top
        return round(_TOP + (top - score) * _TALL / top, 1)

    def parts(self) -> Iterator[str]:
        """Return what is drawn, from the back to the front."""
        yield from self._room()
        yield from self._axes()
        yield from self._scores()

    def _room(self) -> Iterator[str]:
        found, by = self.reading.series, self.reading.by
        top, start = measure(found.measure).top, found.points[0].total
        low, high = max(0, start - by.points + 0.5), min(top, start + by.points - 0.5)
        border, right = self.y(by.clinical - 0.5), _LEFT + self.across
        yield (
            f'<rect x="{_LEFT}" y="{self.y(high)}" width="{self.across}" height="{self.y(low) - self.y(high):.1f}" '
            f'fill="{_COLOR}" fill-opacity="0.14"/>'
        )
        yield f'<path d="M{_LEFT} {border}h{self.across}" stroke="{_BORDER}" stroke-dasharray="6 3"/>'
        chance, clinical = _("may be chance"), _("clinical: {score}+", score=by.clinical)
        if self.beside:
            yield f'<text x="{right + 6}" y="{self.y(high) + 14}" font-size="12">{chance}</text>'
            yield f'<text x="{right + 6}" y="{border + 4}" font-size="12">{clinical}</text>'
        else:
            yield f'<text x="{right - 4}" y="{self.y(high) + 14}" text-anchor="end" font-size="12">{chance}</text>'
            yield f'<text x="{_LEFT + 4}" y="{border + 14}" font-size="12">{clinical}</text>'

    def _axes(self) -> Iterator[str]:
        found, zero = self.reading.series, self.y(0)
        yield f'<path d="M{_LEFT} {_TOP}V{zero}H{_LEFT + self.across}" fill="none" stroke="currentColor"/>'
        for score in range(0, measure(found.measure).top + 1, 5):
            yield f'<text x="{_LEFT - 8}" y="{self.y(score) + 4}" font-size="12" text-anchor="end">{score}</text>'
        for week in range(found.planned + 1):
            yield f'<text x="{self.x(week)}" y="{zero + 18}" font-size="12" text-anchor="middle">{week}</text>'
        middle, weeks = self.x(found.planned / 2), _("weeks")
        yield f'<text x="{middle}" y="{zero + 36}" font-size="12" text-anchor="middle">{weeks}</text>'

    def _scores(self) -> Iterator[str]:
        known = self.reading.series.known(self.reading.week)
        line = " ".join(f"{self.x(point.week)},{self.y(point.total)}" for point in known)
        yield f'<polyline points="{line}" fill="none" stroke="currentColor" stroke-width="1.5"/>'
        for point in known:
            x, y = self.x(point.week), self.y(point.total)
            # The last week stands at the edge and near the border, so its words stand before and above it.
            last = point.week == self.reading.series.planned
            place = f'x="{x - 6}" text-anchor="end"' if last else f'x="{x + 7}"'
            yield f'<circle cx="{x}" cy="{y}" r="5" fill="currentColor"/>'
            yield f'<text {place} y="{y - 8}" font-weight="600">{point.total}</text>'
            if point.item_9 and (self.beside or point is known[-1]):
                words = _("item 9: {rating}", rating=point.item_9)
                yield f'<text {place} y="{y - 25 if last else y + 20}" font-size="12" font-weight="600">{words}</text>'


def progress_lines() -> Chart:
    """Return the PHQ-9 of the three fictional people over the weeks."""
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
        axes.text(0, by.clinical - 0.8, _("clinical range: {score}+", score=by.clinical), va="top", fontsize=9)
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
            "{person}: {path}; at the halfway point: {half}; at the end: {end}.",
            person=name,
            path=path,
            half=half,
            end=end,
        )
        for name, (path, half, end, _item_9) in rows
    )
    return chart_of("progress_lines", Painting(8.0, 3.6, paint), rows, says=says)
