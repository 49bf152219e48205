"""The pathway model in tables and figures: its numbers, its states, its runs, and what it gets wrong."""

from collections.abc import Collection, Iterator, Sequence
from html import escape
from math import atan2, degrees
from textwrap import wrap

from iopedu.care.cohort import ARMS, MEASURES, NULL, Check, Comparison, Interval, checks, follow, rounded, swings
from iopedu.care.pathway import HEALTH, PLACES, Scenario, parameters
from iopedu.care.pathway_log import PathwayLog, Trial, interval_text
from iopedu.course.facts import MARKS
from iopedu.course.files import options, read_rows
from iopedu.course.language import _
from iopedu.course.text import printable
from iopedu.show.palette import LEVEL_COLORS
from iopedu.show.svg import SLIM, WIDE, Drawing, Picture
from iopedu.show.table import Line, Table
from iopedu.show.words import picture_of, ranged, rows_of, table_of

PARTS = options("pathway.parts")
_KINDS = options("pathway.kinds")
#: Color and dashes of A, B and no therapy.
_LINES = ((LEVEL_COLORS["iop"], ""), (LEVEL_COLORS["crisis"], "9 4"), (LEVEL_COLORS["community"], "2 4"))
_SOURCED, _ASSUMED = LEVEL_COLORS["iop"], LEVEL_COLORS["crisis"]
_WIDEST = 12


def pathway_numbers(part: str | None = None) -> Table:
    """Return every number of the model with its interval and its source, or the flag of an assumption.

    Parameters
    ----------
    part : str, optional
        Only the numbers of one part, such as "health" or "access".
    """
    found = [entry for entry in parameters().values() if part in (None, entry.part)]
    rows = []
    for entry in found:
        fixed = entry.low == entry.high
        value = f"{entry.value:g}" if fixed else ranged(entry.value, entry.low, entry.high, "g")
        origin = _("Assumption") if entry.assumed else "" if entry.mark == "V" else MARKS[entry.mark]
        named = value if entry.name.endswith(entry.unit) else f"{value} {entry.unit}"
        rows.append((entry.name, [named, (Line(entry.note, origin, entry.sources),)]))
    caption = _("The numbers in the model: {part}", part=PARTS[part]) if part else ""
    assumed = sum(entry.assumed for entry in found)
    return table_of("pathway_numbers", rows, caption=caption, assumed=assumed, total=len(found))


# The states ------------------------------------------------------------------------------------------


def pathway_states(changed: Collection[str] = ()) -> Picture:
    """Return a picture of the states, in which those stand out on which a changed number acts.

    Parameters
    ----------
    changed : collection of str
        Ids of numbers.
    """
    names = {**PLACES, **HEALTH}
    acts = {state: [parameters()[name].name for name in changed if state in parameters()[name].at] for state in names}
    lit = {state for state, found in acts.items() if found}
    wide, narrow = (Drawing(width, 300, "".join(_states(width, names, lit))) for width in (WIDE, SLIM))
    rows = [(names[state], ["; ".join(found) or "–"]) for state, found in acts.items()]
    says = _("Nothing has been changed yet.")
    if lit:
        says = _("What you changed affects: {states}.", states=", ".join(names[state] for state in acts if acts[state]))
    return picture_of("pathway_states", wide, table_of("pathway_states", rows), narrow, says)


def _states(width: int, names: dict[str, str], lit: Collection[str]) -> Iterator[str]:
    rows = read_rows("care/pathway_states.csv")
    across, high = width / 3, 75
    tall, gap = 44, 26 if width == SLIM else 44
    middle = {row["id"]: ((int(row["column"]) + 0.5) * across, int(row["row"]) * high + 30) for row in rows}
    for row in rows:
        x, y = middle[row["id"]]
        for target in row["to"].split(";"):
            to_x, to_y = middle[target]
            part = 0.5 if y == to_y else 0.6
            turn = degrees(atan2(to_y - y, to_x - x))
            yield f'<path d="M{x:.0f} {y}L{to_x:.0f} {to_y}" stroke="currentColor" stroke-opacity="0.5"/>'
            place = f"translate({x + part * (to_x - x):.0f} {y + part * (to_y - y):.0f}) rotate({turn:.0f})"
            yield f'<path d="M-4 -5L6 0L-4 5Z" transform="{place}"/>'
    for state, (x, y) in middle.items():
        on = state in lit
        color = _ASSUMED if on else "currentColor"
        box = f'x="{x - across / 2 + gap / 2:.0f}" y="{y - tall / 2}" width="{across - gap:.0f}" height="{tall}" rx="6"'
        yield f'<rect {box} fill="Canvas"/>'
        look = f'fill="{color}" fill-opacity="{0.2 if on else 0}" stroke="{color}" stroke-width="{3 if on else 1}"'
        yield f"<rect {box} {look}/>"
        text = [*wrap(names[state], 15 if width == SLIM else 30), *([_("(changed)")] if on else [])]
        for at, line in enumerate(text):
            up = y + 4 + 13 * (at - (len(text) - 1) / 2)
            yield f'<text x="{x:.0f}" y="{up:.0f}" text-anchor="middle" font-size="12">{escape(line)}</text>'


# Runs ------------------------------------------------------------------------------------------------


def pathway_compared(found: Comparison) -> Table:
    """Return A, B and no therapy side by side, with the differences on the same draws."""
    rows = [
        (name, [_cell(found.interval(measure, arm)) for arm in ("a", "b", "none", "gain", "difference")])
        for measure, name in MEASURES.items()
    ]
    told = {"a": found.a.describe(), "b": found.b.describe()}
    return table_of("pathway_compared", rows, runs=len(found.runs), **told)


def _cell(found: Interval, form: str = ".1f") -> str:
    low, middle, high = map(rounded, found)
    return ranged(middle, low, high, form)


def pathway_weeks(found: Comparison) -> Picture:
    """Return who has responded in A, in B and without therapy, week by week, with the middle 95 percent of the runs."""
    bands = [found.band(arm) for arm in range(3)]
    weeks = found.a.weeks
    steps = sorted({*range(0, weeks, max(weeks // 4, 1)), weeks})
    names = [ARMS[arm] for arm in ("a", "b", "none")]
    rows = [(name, [_cell(band[step], ".0f") for step in steps]) for name, band in zip(names, bands, strict=True)]
    more = [_("Week {number}", number=step) for step in steps]
    wide, narrow = (Drawing(width, 300, "".join(_weeks(width, names, bands))) for width in (WIDE, SLIM))
    ends = {arm: f"{found.interval('responded', arm)[1]:.0f}" for arm in ("a", "b", "none")}
    differences = {arm: interval_text(found.interval("responded", arm)) for arm in ("difference", "gain")}
    table = table_of("pathway_weeks", rows, more=more)
    return picture_of("pathway_weeks", wide, table, narrow, weeks=weeks, **ends, **differences)


def _weeks(width: int, names: Sequence[str], bands: Sequence[Sequence[Interval]]) -> Iterator[str]:
    left, top, tall, weeks = 40, 70, 190, len(bands[0]) - 1
    right = width - 16

    def at(week: float, percent: float) -> str:
        return f"{left + week * (right - left) / weeks:.1f} {top + tall * (1 - percent / 100):.1f}"

    for percent in (0, 25, 50, 75, 100):
        yield f'<path d="M{at(0, percent)}L{at(weeks, percent)}" stroke="currentColor" stroke-opacity="0.2"/>'
        yield f'<text x="{left - 6}" y="{at(0, percent).split()[1]}" text-anchor="end" font-size="12">{percent}</text>'
    for week in sorted({0, weeks // 2, weeks}):
        x = at(week, 0).split()[0]
        yield f'<text x="{x}" y="{top + tall + 18}" text-anchor="middle" font-size="12">{week}</text>'
    yield f'<text x="{right}" y="{top + tall + 34}" text-anchor="end" font-size="12">{escape(_("Week"))}</text>'
    for row, (name, band, (color, dashes)) in enumerate(zip(names, bands, _LINES, strict=True)):
        there = "L".join(at(week, high) for week, (_low, _mid, high) in enumerate(band))
        back = "L".join(at(week, low) for week, (low, _mid, _high) in reversed(list(enumerate(band))))
        middle = "L".join(at(week, mid) for week, (_low, mid, _high) in enumerate(band))
        line = f'fill="none" stroke="{color}" stroke-width="2.5" stroke-dasharray="{dashes}"'
        yield f'<path d="M{there}L{back}Z" fill="{color}" fill-opacity="0.13"/><path d="M{middle}" {line}/>'
        yield f'<path d="M{left} {14 + 18 * row}h36" {line}/>'
        yield f'<text x="{left + 44}" y="{18 + 18 * row}" font-size="13">{escape(name)}</text>'


def pathway_swings(a: Scenario, b: Scenario, measure: str = "responded") -> Picture:
    """Return which numbers the difference A minus B depends on: what each makes of it over its whole interval."""
    found = swings(a, b, measure)[:_WIDEST]
    middle = follow(a).measures[measure] - follow(b).measures[measure]
    tall = 46 * len(found) + 34
    wide, narrow = (Drawing(width, tall, "".join(_bars(width, found, middle))) for width in (WIDE, SLIM))
    known = parameters()
    rows = [(known[one].name, [_end(known[one].low, low), _end(known[one].high, high)]) for one, low, high in found]
    turned = [known[one].name for one, low, high in found if rounded(min(low, high)) < 0 < rounded(max(low, high))]
    widest, *ends = found[0]
    sign = _("None of them flips the sign.")
    if turned:
        sign = _("These change which one is higher: {names}.", names="; ".join(turned))
    origin = _("an assumption") if known[widest].assumed else _("with a source")
    least, most = (f"{rounded(end):.1f}" for end in sorted(ends))
    told = {"measure": MEASURES[measure], "widest": known[widest].name, "low": least, "high": most, "origin": origin}
    told |= {"sign": sign, "assumed": sum(known[one].assumed for one, *_ends in found), "total": len(found)}
    return picture_of("pathway_swings", wide, table_of("pathway_swings", rows), narrow, **told)


def _end(at: float, value: float) -> str:
    return f"{at:g}: {rounded(value):+.1f}"


def _bars(width: int, found: Sequence[tuple[str, float, float]], middle: float) -> Iterator[str]:
    ends = [end for _name, low, high in found for end in (low, high)]
    least, most, edge = min(*ends, 0), max(*ends, 0), 96

    def x(value: float) -> float:
        return round(edge + (width - 2 * edge) * (value - least) / ((most - least) or 1), 1)

    down = 46 * len(found) + 4
    yield f'<path d="M{x(middle)} 20V{down}" stroke="currentColor" stroke-dasharray="3 3"/>'
    yield f'<path d="M{x(0)} 20V{down}" stroke="currentColor" stroke-width="2"/>'
    yield f'<text x="{x(0)}" y="{down + 16}" text-anchor="middle" font-size="12">{escape(_("0: no difference"))}</text>'
    for row, (name, low, high) in enumerate(found):
        entry, top = parameters()[name], 46 * row + 26
        color = _ASSUMED if entry.assumed else _SOURCED
        look = 'fill="none" stroke-dasharray="5 3"' if entry.assumed else f'fill="{color}"'
        label = entry.name + (f" ({_('assumption')})" if entry.assumed else "")
        behind = 'stroke="Canvas" stroke-width="4" paint-order="stroke"'  # the line of 0 does not cross the words
        yield f'<text x="0" y="{top - 12}" font-size="12" {behind}>{escape(label[: width // 6])}</text>'
        left, right = sorted((low, high))
        box = f'x="{x(left)}" y="{top - 6}" width="{x(right) - x(left):.1f}" height="14"'
        yield f'<rect {box} {look} stroke="{color}"/>'
        marks = ((entry.low, low), (entry.high, high)) if low <= high else ((entry.high, high), (entry.low, low))
        for (at, value), (place, anchor) in zip(marks, ((x(left) - 5, "end"), (x(right) + 5, "start")), strict=True):
            yield f'<text x="{place}" y="{top + 5}" text-anchor="{anchor}" font-size="12">{_end(at, value)}</text>'


# Checks, limits, log ---------------------------------------------------------------------------------


def pathway_checks() -> Table:
    """Return what the model gives back of what went in, what follows by hand, and how it stands to other data."""
    rows = []
    for check, null in zip(checks(), checks(NULL), strict=True):
        limit = _("{value} (may differ by {within})", value=f"{check.value:.3g}", within=f"{check.within:g}")
        note = Line(check.note, _KINDS[check.kind], check.sources)
        rows.append((check.name, [limit, f"{check.model:.3f}: {_verdict(check)}", _verdict(null), (note,)]))
    return table_of("pathway_checks", rows)


def _verdict(found: Check) -> str:
    return _("close enough") if found.ok else _("too far apart")


def pathway_limits() -> Table:
    """Return what the model leaves out or gets wrong."""
    return table_of("pathway_limits", rows_of(read_rows("care/pathway_limits.csv"), "what", "model", "life"))


def pathway_log(log: PathwayLog) -> Table:
    """Return a learner's predictions, runs and decisions."""

    def decided(trial: Trial) -> str:
        return " ".join(filter(None, [trial.judged(), printable(trial.decision)])) or "–"

    rows = [
        (f"{at}", [f"A: {trial.a.describe()}. B: {trial.b.describe()}.", trial.compared(), decided(trial)])
        for at, trial in enumerate(log.trials, 1)
    ]
    return table_of("pathway_log", rows)
