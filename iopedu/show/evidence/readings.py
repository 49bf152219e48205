"""How results mislead, in pictures: comparators, before and after, intervals; and how many respond."""

import math
from collections.abc import Sequence
from html import escape

from iopedu.course.facts import Fact, fact, facts_on
from iopedu.course.files import read_rows
from iopedu.course.language import _
from iopedu.evidence.datasets import dataset
from iopedu.evidence.effects import interval_text, number_text
from iopedu.show.evidence.forest import study_rows
from iopedu.show.evidence.forest_draw import Layout
from iopedu.show.evidence.studies import program_results
from iopedu.show.palette import LEVEL_COLORS
from iopedu.show.svg import SLIM, Drawing, Picture, short
from iopedu.show.table import Line, Table
from iopedu.show.words import picture_of, ranged, sources_of, stored_facts, stored_rows, table_of

_BLUE = LEVEL_COLORS["php"]
_WIDE = Layout(760, 300, 640, row=32, words=29, line=24)
_NARROW = Layout(SLIM, 10, SLIM - 10, row=46, words=16, line=33)

#: Ends of the scale on which the comparators stand.
_STEPS = (-0.1, 1.2)


def comparators() -> Picture:
    """Return two reviews, each against weaker and stronger comparators."""
    lines = stored_facts("comparators")
    rows = [row for row in stored_rows("comparators") if row[1]]
    wide, narrow = (_steps(lines, layout) for layout in (_WIDE, _NARROW))
    return picture_of("comparators", wide, table_of("comparators", rows), narrow)


def _steps(lines: Sequence[tuple[str, Fact | None]], layout: Layout) -> Drawing:
    """Return titles, and below each one a value for every step."""
    parts, top, zero = [], 0, _place(0, _STEPS, layout)
    for name, found in lines:
        words, y = top + layout.words, top + layout.line
        if found is None:
            parts.append(f'<text x="0" y="{words}" font-weight="600">{escape(name)}</text>')
            top += 24 if layout.above else layout.row
            continue
        x = _place(float(found.value), _STEPS, layout)
        indent = 0 if layout.above else 16
        parts.append(f'<text x="{indent}" y="{words}">{escape(_("vs. {name}", name=name))}</text>')
        parts.append(f'<path d="M{zero} {y}H{x}" stroke="{_BLUE}" stroke-width="3"/>{_line(zero, y, layout)}')
        parts.append(f'<circle cx="{x}" cy="{y}" r="7" fill="{_BLUE}"/>')
        parts.append(f'<text x="{x + 14}" y="{y + 5}">{found.value}</text>')
        top += layout.row
    at, anchor = (0, "start") if layout.above else (zero, "middle")
    parts.append(f'<text x="{at}" y="{top + 20}" text-anchor="{anchor}">{escape(_("0: no difference"))}</text>')
    return Drawing(layout.width, top + 32, "".join(parts))


def _line(x: float, y: float, layout: Layout) -> str:
    """Return the part of the line of no difference that belongs to one row."""
    reach = 12 if layout.above else layout.row / 2
    return f'<path d="M{x} {y - reach}V{y + reach}" stroke="currentColor"/>'


def _place(value: float, ends: tuple[float, float], layout: Layout) -> float:
    share = (value - ends[0]) / (ends[1] - ends[0])
    return round(layout.left + (layout.right - layout.left) * share, 1)


def _intervals(name: str, ends: tuple[float, float], sides: tuple[str, str], ratio: bool = False) -> Picture:
    """Return published values with their intervals, one below the other; ratios on a logarithmic scale."""
    lines = stored_facts(name)
    wide, narrow = (_ranges(lines, ends, sides, ratio, layout) for layout in (_WIDE, _NARROW))
    return picture_of(name, wide, table_of(name), narrow)


def _ranges(
    lines: Sequence[tuple[str, Fact]],
    ends: tuple[float, float],
    sides: tuple[str, str],
    ratio: bool,
    layout: Layout,
) -> Drawing:
    scale, middle = math.log if ratio else float, _place(0, ends, layout)
    parts, top = [], 0
    for name, found in lines:
        numbers = f"{number_text(float(found.value))} {interval_text(float(found.low), float(found.high))}"
        words, y = top + layout.words, top + layout.line + (18 if layout.above else 0)
        at, anchor, below = (0, "start", words + 18) if layout.above else (layout.width, "end", words)
        low, value, high = (_place(scale(float(text)), ends, layout) for text in (found.low, found.value, found.high))
        parts.append(f'<text x="0" y="{words}">{short(name, 42)}</text>')
        parts.append(f'<text x="{at}" y="{below}" text-anchor="{anchor}" font-size="13">{numbers}</text>')
        parts.append(
            f'{_line(middle, y, layout)}<path d="M{low} {y}H{high}" stroke="currentColor" stroke-width="1.6"/>'
        )
        parts.append(f'<rect x="{value - 6:.1f}" y="{y - 6}" width="12" height="12" fill="{_BLUE}"/>')
        top += layout.row + (18 if layout.above else 0)
    y = top + (14 if layout.above else 24)
    for tick in (0.25, 0.5, 1, 2, 4, 8, 16) if ratio else (-1, -0.5, 0):
        x = _place(scale(tick), ends, layout)
        parts.append(f'<path d="M{x} {y - 18}v5" stroke="currentColor"/>')
        parts.append(f'<text x="{max(x, 14)}" y="{y}" text-anchor="middle" font-size="13">{tick:g}</text>')
    left, right = (f"← {escape(sides[0])}", f"{escape(sides[1])} →")
    starts = ((0, "start"), (layout.width, "end")) if layout.above else ((middle - 12, "end"), (middle + 12, "start"))
    top += 36 if layout.above else 46
    for (x, anchor), said in zip(starts, (left, right), strict=True):
        parts.append(f'<text x="{x}" y="{top}" text-anchor="{anchor}">{said}</text>')
    return Drawing(layout.width, top + 12, "".join(parts))


def pre_post_trap() -> Picture:
    """Return the same outcome from the same review: with a control group, and before against after."""
    return _intervals("pre_post_trap", (-1.3, 0.2), (_("less self-harm"), _("more")))


def intervals_to_read() -> Picture:
    """Return published ratios with their intervals, to tell “not significant” from “equal”."""
    ends = (math.log(0.25), math.log(18))
    return _intervals("intervals_to_read", ends, (_("fewer"), _("more")), ratio=True)


def response_rates() -> Table:
    """Return how many of 100 people respond in eight disorders, with therapy and in control groups."""
    rows = []
    for row in read_rows("evidence/response.csv"):
        therapy, control, (value, low, high) = (
            [float(row[f"{name}{end}"]) for end in ("", "_low", "_high")] for name in ("therapy", "control", "rr")
        )
        shares = [ranged(*(100 * share for share in group), ".0f") for group in (therapy, control)]
        ratio = Line(f"{number_text(value)} ({low:.2f} to {high:.2f})", sources=(row["source"],))
        rows.append((row["disorder"], [*shares, (ratio,)]))
    return table_of("response_rates", rows)


def evidence_sources() -> tuple[str, ...]:
    """Return the keys of all sources behind the data, facts and figures on evidence."""
    pooled = ("dbt_attempts", "dbt_severity", "cbt_inpatients", "cbt_primary_care", "mbct_relapse")
    found = [
        *(key for entry in facts_on("evidence") for key in entry.sources),
        *sources_of(intervals_to_read(), comparators()),
        *(key for name in pooled for key in dataset(name).sources),
        *sources_of(study_rows("su_settings", "mh_settings"), program_results(), response_rates()),
        "mass_anorexia",
        *fact("dbt_adolescent_pre_post").sources,
    ]
    return tuple(dict.fromkeys(found))
