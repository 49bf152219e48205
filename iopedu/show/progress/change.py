"""Reliable change, in tables and pictures."""

from __future__ import annotations

from iopedu.course.facts import fact
from iopedu.course.language import _
from iopedu.course.text import in_html
from iopedu.progress.change import CATEGORIES, CATEGORY_NAMES, cutoffs, points_needed
from iopedu.progress.reliable import ReliableChange
from iopedu.show.palette import LEVEL_COLORS
from iopedu.show.svg import SLIM, WIDE, Drawing, fitting, framed
from iopedu.show.table import Table
from iopedu.show.words import stored_rows, table_of

_COLOR, _BORDER = LEVEL_COLORS["iop"], LEVEL_COLORS["crisis"]
#: Units that two short words need in order to stand side by side.
_WORD = 50
#: What a published change of 5.59 points and a reliability of 0.87 imply.
_IMPLIED_SD = 5.59
#: People outside of treatment are often more alike; how much more was not read.
_NARROWER_SD = 3.5
#: Standard deviations and reliabilities of the table of points; 0.737 and 0.89 were published for the PHQ-9.
_SDS, _RS = (5, 6, 7), (0.737, 0.84, 0.89, 0.92)


def change_categories() -> Table:
    """Return the four categories of change."""
    rows = [(CATEGORY_NAMES[name].capitalize(), [meaning]) for name, meaning in CATEGORIES.items()]
    return table_of("change_categories", rows)


def change_points() -> Table:
    """Return how many points a change has to exceed, for some standard deviations and reliabilities."""
    rows = [(_("SD {sd}", sd=sd), [f"{points_needed(sd, r):.1f}" for r in _RS]) for sd in _SDS]
    least, most = rows[0][1][-1], rows[-1][1][0]
    return table_of("change_points", rows, more=[*(f"r = {r}" for r in _RS)], least=least, most=most)


def change_rules() -> Table:
    """Return what was published on how much change counts, and how the answers differ."""
    return table_of("change_rules", stored_rows("change_rules", tagged=True))


def change_borders() -> Table:
    """Return the three usual borders of the clinical range, worked out for the GAD-7."""
    means = fact("change_bischoff_means")
    found = cutoffs((float(means.low), _IMPLIED_SD), (float(means.high), _IMPLIED_SD))
    narrower = cutoffs((float(means.low), _IMPLIED_SD), (float(means.high), _NARROWER_SD))
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
    return table_of(
        "change_borders",
        rows,
        low=means.low,
        high=means.high,
        sd=_IMPLIED_SD,
        less=_NARROWER_SD,
        lower=f"{narrower['c']:.1f}",
    )


def change_view(change: ReliableChange) -> str:
    """Return a change on the scale of the GAD-7 with its arithmetic; HTML that is drawn while the hand moves."""
    steps = "".join(f"<li>{name}: {said}</li>" for name, said in change.steps())
    worked = f"<ol>{steps}</ol>" if steps else ""
    drawn = _line(change) if change.scaled and change.before is not None else ""
    return framed(f"{drawn}{worked}<p><strong>{in_html(change.describe())}</strong></p>")


def _line(change: ReliableChange) -> str:
    """Draw the scale with the room for chance around the first score, the clinical border and both scores."""
    before, reach = int(change.before), change.needed - 1
    found = {"before": before, "low": max(0, before - reach), "high": min(change.TOP, before + reach)}
    if change.after is None:
        says = _("Before {before}; scores from {low} to {high} are within chance.", **found)
    else:
        found["after"] = int(change.after)
        says = _("Before {before}; scores from {low} to {high} are within chance; after {after}.", **found)
    wide, narrow = (Drawing(width, 150, _ruler(width, step, **found)) for width, step in ((WIDE, 1), (SLIM, 3)))
    return fitting(_("A change on the GAD-7"), says, wide, narrow)


def _ruler(width: int, step: int, before: int, low: int, high: int, after: int | None = None) -> str:
    """Draw the scale of the GAD-7 with a number at every ``step``, and what stands on it."""
    top, clinical = ReliableChange.TOP, ReliableChange.CLINICAL

    def at(score: float) -> float:
        return round(20 + score * (width - 40) / top, 1)

    left, right, border = at(low - 0.5), at(high + 0.5), at(clinical - 0.5)
    words = _("clinical range from {score}", score=clinical)
    parts = [
        f'<rect x="{left}" y="46" width="{right - left:.1f}" height="40" fill="{_COLOR}" fill-opacity="0.16" '
        f'stroke="{_COLOR}" stroke-dasharray="4 2"/>',
        f'<path d="M{border} 30V104" stroke="{_BORDER}" stroke-width="2"/>',
        f'<text x="{border + 5}" y="40" font-size="13">{words} →</text>',
        f'<path d="M10 86H{width - 10}" stroke="currentColor"/>',
    ]
    for score in range(0, top + 1, step):
        parts.append(f'<text x="{at(score)}" y="102" font-size="12" text-anchor="middle">{score}</text>')
    parts.append(f'<circle cx="{at(before)}" cy="66" r="9" fill="none" stroke="currentColor" stroke-width="2"/>')
    parts.append(f'<text x="{at(before)}" y="124" text-anchor="middle">{_("before")}</text>')
    if after is not None:
        down = 124 if abs(at(after) - at(before)) > _WORD else 140
        parts.append(f'<circle cx="{at(after)}" cy="66" r="6" fill="{_BORDER}"/>')
        parts.append(f'<text x="{at(after)}" y="{down}" text-anchor="middle">{_("after")}</text>')
    return "".join(parts)
