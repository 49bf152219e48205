"""How results mislead, in pictures: comparators, before and after, intervals; and how many respond."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from html import escape

from iopedu.course.facts import Fact, fact, facts_on
from iopedu.course.language import _
from iopedu.evidence.datasets import dataset, responses
from iopedu.evidence.effects import interval_text, number_text
from iopedu.show.evidence.forest import study_rows
from iopedu.show.evidence.forest_draw import Layout
from iopedu.show.evidence.studies import program_results
from iopedu.show.palette import LEVEL_COLORS
from iopedu.show.svg import SLIM, Drawing, Picture, short
from iopedu.show.table import Line, Table, fact_cell
from iopedu.show.words import picture_of, table_of

#: What to ask of any result, and why; for the hand-out.
ASK_A_RESULT = {
    _("Compared with what?"): _("Against a waiting list nearly everything looks good."),
    _("Was there a comparison group, and did chance make it?"): _("A change also holds time, hope and other help."),
    _("How many began, and who is counted?"): _("Those who left belong to the answer."),
    _("How wide is the interval?"): _("Not significant is not the same as equal."),
    _("How far apart are the studies?"): _(
        "The prediction interval says where the true effect in a new place may lie."
    ),
    _("Does one study carry the result?"): _("Ask for the result without it, and for the reason to leave it out."),
    _("Is anybody counted twice?"): _("Two arms may share one control group; one study may have two reports."),
    _("What exactly was counted, and when?"): _("Careful readers of one trial can find different numbers."),
    _("Which outcome was named beforehand?"): _("Spin begins with the outcome that looks best."),
    _("What is the base rate?"): _("The same ratio means other counts in other places."),
}

_BLUE = LEVEL_COLORS["php"]
_WIDE = Layout(760, 300, 640, row=32, words=29, line=24)
_NARROW = Layout(SLIM, 10, SLIM - 10, row=46, words=16, line=33)

#: Ends of the scale on which the comparators stand.
_STEPS = (-0.1, 1.2)
_LADDERS = {
    _("Mindfulness programs, d"): {
        "dbt_mindful_none": _("no treatment"),
        "dbt_mindful_minimal": _("minimal treatment"),
        "dbt_mindful_nonspecific": _("attention without a method"),
        "dbt_mindful_specific": _("another specific method"),
        "dbt_mindful_ebt": _("evidence-based treatment"),
    },
    _("CBT for depression, g"): {
        "ev_cbt_waitlist": _("a waiting list"),
        "ev_cbt_usual": _("usual care"),
        "ev_cbt_other": _("other control groups"),
    },
}
_INTERVALS = {
    "php_outcome_readmission": _("Readmission, day hospital against ward"),
    "ev_lost_year": _("Lost to care, day hospital against ward"),
    "mbct_active": _("Relapse, MBCT against an active treatment"),
    "mbct_shallcross": _("Relapse, MBCT against one matched control"),
    "nutrition_smiles_remission": _("Remission, diet against social support"),
}


def comparators() -> Picture:
    """Return two reviews, each against weaker and stronger comparators."""
    lines: list[tuple[str, Fact | None]] = []
    for title, steps in _LADDERS.items():
        lines += [(title, None), *((name, fact(key)) for key, name in steps.items())]
    rows = [(name, [fact_cell([found], False)]) for name, found in lines if found is not None]
    table = table_of("comparators", rows)
    wide, narrow = (_steps(lines, layout) for layout in (_WIDE, _NARROW))
    return picture_of("comparators", wide, table, narrow)


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
        parts.append(f'<text x="{indent}" y="{words}">{escape(_("against {name}", name=name))}</text>')
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


def _intervals(
    title: str,
    says: str,
    lines: Sequence[tuple[str, Fact]],
    ends: tuple[float, float],
    sides: tuple[str, str],
    ratio: bool = False,
) -> Picture:
    """Return published values with their intervals, one below the other; ratios on a logarithmic scale."""
    rows = [(name, [fact_cell([found], False)]) for name, found in lines]
    table = Table(title, [_("What"), _("Result")], rows)
    wide, narrow = (_ranges(lines, ends, sides, ratio, layout) for layout in (_WIDE, _NARROW))
    return Picture(title, says, wide, table, narrow)


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
    lines = [
        (_("With a control group"), fact("dbt_adolescent_self_harm")),
        (_("Before against after, no control"), fact("dbt_adolescent_pre_post")),
    ]
    says = _(
        "Self-harm in adolescents, one review: in 8 studies with a control group the effect is less than half of the "
        "change from before to after in 13 studies. What happens anyway is in that change: time, hope, other help, and "
        "that people come when it is worst. How much of the gap that is cannot be read off, since the two lines do not "
        "hold the same studies."
    )
    title = _("One review, two designs")
    return _intervals(title, says, lines, (-1.3, 0.2), (_("less self-harm"), _("more")))


def intervals_to_read() -> Picture:
    """Return published ratios with their intervals, to tell “not significant” from “equal”."""
    lines = [(name, fact(key)) for key, name in _INTERVALS.items()]
    says = _(
        "All five intervals include 1. The second one is narrow, so a large difference is unlikely. The others leave "
        "a large benefit open, and some of them a harm. “Not significant” is true of all five and does not tell them "
        "apart."
    )
    title = _("Not significant is not the same as equal")
    ends = (math.log(0.25), math.log(18))
    return _intervals(title, says, lines, ends, (_("fewer"), _("more")), ratio=True)


def response_rates() -> Table:
    """Return how many of 100 people respond in eight disorders, with therapy and in control groups."""
    rows = [
        (
            entry.disorder,
            [
                _range(entry.therapy, entry.therapy_low, entry.therapy_high),
                _range(entry.control, entry.control_low, entry.control_high),
                (Line(f"{number_text(entry.rr)} ({entry.rr_low:.2f} to {entry.rr_high:.2f})", "", (entry.source,)),),
            ],
        )
        for entry in responses()
    ]
    return table_of("response_rates", rows)


def _range(value: float, low: float, high: float) -> str:
    return _("{value} ({low} to {high})", value=f"{100 * value:.0f}", low=f"{100 * low:.0f}", high=f"{100 * high:.0f}")


def evidence_sources() -> tuple[str, ...]:
    """Return the keys of all sources behind the data, facts and figures on evidence."""
    found: Iterable[str] = (
        *(key for entry in facts_on("evidence") for key in entry.sources),
        *(key for name in _INTERVALS for key in fact(name).sources),
        *(key for steps in _LADDERS.values() for name in steps for key in fact(name).sources),
        *(
            key
            for name in ("dbt_attempts", "dbt_severity", "cbt_inpatients", "cbt_primary_care", "mbct_relapse")
            for key in dataset(name).sources
        ),
        *study_rows("su_settings", "mh_settings").sources,
        *program_results().sources,
        *(entry.source for entry in responses()),
        "mass_anorexia",
        *fact("dbt_adolescent_pre_post").sources,
    )
    return tuple(dict.fromkeys(found))
