"""Forest plots and funnel plots, drawn by hand so that they follow a click at once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from iopedu.course.language import _
from iopedu.evidence.datasets import Dataset, Row, dataset
from iopedu.evidence.effects import MEASURES, Effect, interval_text, number_text
from iopedu.evidence.explore import Exploration
from iopedu.evidence.pooling import METHODS, Pooled, pool
from iopedu.evidence.small_studies import egger
from iopedu.show.palette import LEVEL_COLORS
from iopedu.show.svg import Picture, framed, short
from iopedu.show.table import Line, Table

__all__ = ["exploration_table", "exploration_view", "forest", "forest_of", "funnel", "study_rows"]

_COLOR, _DIAMOND = LEVEL_COLORS["php"], LEVEL_COLORS["crisis"]
_WIDTH, _ROW, _TOP = 760, 27, 30
_LEFT, _RIGHT = 190, 575
_LETTERS = 25
#: Where the drawing ends although an interval goes on, on the working scale.
_REACH = {"g": 2.6, "rr": math.log(12)}
_TICKS = {"g": (-2, -1, 0, 1, 2), "rr": (0.1, 0.2, 0.5, 1, 2, 5, 10)}


@dataclass(frozen=True)
class _Scale:
    """From an effect on the working scale to a place in the drawing."""

    measure: str
    low: float
    high: float

    @classmethod
    def around(cls, effects: Sequence[Effect]) -> _Scale:
        measure, reach = effects[0].measure, _REACH[effects[0].measure]
        ends = [end for effect in effects for end in effect.interval]
        low, high = max(-reach, min([*ends, 0]) - 0.1), min(reach, max([*ends, 0]) + 0.1)
        return cls(measure, min(low, -reach / 3), max(high, reach / 3))

    def x(self, value: float) -> float:
        share = (min(self.high, max(self.low, value)) - self.low) / (self.high - self.low)
        return round(_LEFT + (_RIGHT - _LEFT) * share, 1)

    def ticks(self) -> list[tuple[float, str]]:
        working = math.log if self.measure == "rr" else float
        places = [(working(tick), f"{tick:g}") for tick in _TICKS[self.measure]]
        return [(value, text) for value, text in places if self.low <= value <= self.high]


def forest_of(about: Dataset, pooled: Pooled, title: str = "", out: Effect | None = None) -> Picture:
    """Return a forest plot.

    Parameters
    ----------
    about : Dataset
        Says what the sides mean.
    pooled : Pooled
        Studies, weights and mean.
    title : str, optional
        Heading; by default that of the data set.
    out : Effect, optional
        A study that was left out: it is drawn hollow, and it has no weight.
    """
    lines: list[tuple[Effect, float | None]] = list(zip(pooled.effects, pooled.weights, strict=True))
    if out is not None:
        lines.append((out, None))
    scale = _Scale.around([effect for effect, _weight in lines])
    parts = [_head(pooled), *(_study(at, *line, scale) for at, line in enumerate(lines))]
    bottom = _TOP + _ROW * len(lines)
    parts.append(_mean(bottom, pooled, scale))
    height = bottom + _ROW * (2 if pooled.prediction else 1)
    parts.append(_axis(height, scale, about.sides))
    shown = title or about.title
    says = _(
        "{result} Squares are studies, larger with more weight; the diamond is the mean. Left: {left}; right: {right}.",
        result=pooled.describe(),
        left=about.sides[0],
        right=about.sides[1],
    )
    return Picture(shown, says, _WIDTH, height + 62, "".join(parts), _table(about, pooled, out))


def forest(name: str, method: str = "dl", rows: str = "") -> Picture:
    """Return the forest plot of one data set.

    Parameters
    ----------
    name : str
        Id of a data set whose rows may be pooled.
    method : {"fixed", "dl", "pm", "hk"}
        See `METHODS`.
    rows : str
        Empty for all, or a group, such as "against:usual care".

    Raises
    ------
    ValueError
        When the rows may not be pooled; the sentence says why.
    """
    about = dataset(name)
    if not about.pooled:
        raise ValueError(about.why_not)
    title = about.title if not rows else f"{about.title} ({about.parts[rows]})"
    return forest_of(about, pool(about.part(rows), method), title)


def _head(pooled: Pooled) -> str:
    measure = escape(MEASURES[pooled.measure][0])
    return (
        f'<text x="0" y="16" font-weight="600">{escape(_("Study"))}</text>'
        f'<text x="{_WIDTH}" y="16" font-weight="600" text-anchor="end">{measure}</text>'
    )


def _study(at: int, effect: Effect, weight: float | None, scale: _Scale) -> str:
    y = _TOP + _ROW * at + 14
    low, high = effect.interval
    half = 3.5 + 9 * math.sqrt(weight or 0)
    x = scale.x(effect.value)
    look = f'fill="{_COLOR}"' if weight is not None else 'fill="none" stroke="currentColor" stroke-dasharray="3 2"'
    dashed = "" if weight is not None else ' stroke-dasharray="3 3"'
    name = effect.study if weight is not None else _("{study} (out)", study=effect.study)
    numbers = f"{number_text(effect.published(effect.value))} {interval_text(*map(effect.published, (low, high)))}"
    return (
        f'<text x="0" y="{y + 5}">{short(name, _LETTERS)}</text>'
        f'<path d="M{scale.x(low)} {y}H{scale.x(high)}" stroke="currentColor" stroke-width="1.4"{dashed}/>'
        f"{_arrows(y, low, high, scale)}"
        f'<rect x="{x - half:.1f}" y="{y - half:.1f}" width="{2 * half:.1f}" height="{2 * half:.1f}" {look}/>'
        f'<text x="{_WIDTH}" y="{y + 5}" text-anchor="end">{numbers}</text>'
    )


def _arrows(y: float, low: float, high: float, scale: _Scale) -> str:
    """Return arrow heads where an interval goes on beyond the drawing."""
    parts = []
    for beyond, x, step in ((low < scale.low, _LEFT, 7), (high > scale.high, _RIGHT, -7)):
        if beyond:
            parts.append(
                f'<path d="M{x + step} {y - 5}L{x} {y}L{x + step} {y + 5}" fill="none" stroke="currentColor"/>'
            )
    return "".join(parts)


def _mean(top: float, pooled: Pooled, scale: _Scale) -> str:
    y = top + 14
    low, middle, high = (scale.x(value) for value in (pooled.low, pooled.value, pooled.high))
    parts = [
        f'<text x="0" y="{y + 5}" font-weight="600">{escape(_("Mean of {k} rows", k=pooled.k))}</text>',
        f'<path d="M{low} {y}L{middle} {y - 9}L{high} {y}L{middle} {y + 9}Z" fill="{_DIAMOND}"/>',
        _arrows(y, pooled.low, pooled.high, scale),
        f'<text x="{_WIDTH}" y="{y + 5}" text-anchor="end" font-weight="600">{escape(pooled.numbers())}</text>',
    ]
    if pooled.prediction:
        y += _ROW
        ends = [scale.x(value) for value in pooled.prediction]
        numbers = escape(interval_text(*map(pooled.published, pooled.prediction)))
        parts += [
            f'<text x="0" y="{y + 5}">{escape(_("Prediction interval"))}</text>',
            f'<path d="M{ends[0]} {y}H{ends[1]}" stroke="{_DIAMOND}" stroke-width="3" stroke-dasharray="8 4"/>',
            _arrows(y, *pooled.prediction, scale),
            f'<text x="{_WIDTH}" y="{y + 5}" text-anchor="end">{numbers}</text>',
        ]
    return "".join(parts)


def _axis(bottom: float, scale: _Scale, sides: tuple[str, str]) -> str:
    y = bottom + 6
    parts = [
        f'<path d="M{scale.x(0)} {_TOP - 6}V{y}" stroke="currentColor" stroke-width="0.9"/>',
        f'<path d="M{_LEFT} {y}H{_RIGHT}" stroke="currentColor" stroke-width="0.9"/>',
    ]
    for value, text in scale.ticks():
        x = scale.x(value)
        parts.append(f'<path d="M{x} {y}v5" stroke="currentColor"/>')
        parts.append(f'<text x="{x}" y="{y + 20}" text-anchor="middle" font-size="13">{text}</text>')
    zero = scale.x(0)
    parts.append(f'<text x="{zero - 12}" y="{y + 44}" text-anchor="end">← {short(sides[0], 34)}</text>')
    parts.append(f'<text x="{zero + 12}" y="{y + 44}">{short(sides[1], 34)} →</text>')
    return "".join(parts)


def _table(about: Dataset, pooled: Pooled, out: Effect | None) -> Table:
    rows = [
        (effect.study, _cells(effect, f"{100 * weight:.0f} %"))
        for effect, weight in zip(pooled.effects, pooled.weights, strict=True)
    ]
    if out is not None:
        rows.append((out.study, _cells(out, _("left out"))))
    rows.append((_("Mean of {k} rows", k=pooled.k), ["–", pooled.numbers(), "100 %", METHODS[pooled.method][0]]))
    columns = [_("Study"), _("People"), MEASURES[about.measure][0].capitalize(), _("Weight"), _("Compared with")]
    return Table(about.title, columns, rows, f"{about.caution} {_('License of the rows: {text}.', text=about.license)}")


def _cells(effect: Effect, weight: str) -> list[str | tuple[Line, ...]]:
    numbers = f"{number_text(effect.published(effect.value))} "
    numbers += interval_text(*map(effect.published, effect.interval))
    added = _("0.5 added to each cell, since a group had no event") if effect.counts and effect.counts.corrected else ""
    keys = tuple(effect.source.split(";")) if effect.source else ()
    return [_people(effect), (Line(numbers, added),), weight, (Line(effect.against, effect.note, keys),)]


def _people(entry: Effect | Row) -> str:
    counts = entry.effect.counts if isinstance(entry, Row) and entry.effect else getattr(entry, "counts", None)
    if counts is not None:
        return repr(counts)
    if entry.n is None:
        return ""
    return _("{n} against {n_control}", n=entry.n, n_control=entry.n_control)


def study_rows(*names: str) -> Table:
    """Return data sets whose rows are not pooled, as they are, with the reason."""
    rows, reasons = [], []
    for about in map(dataset, names):
        for row in about.rows:
            keys = tuple(row.source.split(";"))
            found = str(row.effect).partition(": ")[2] if row.effect else ""
            said = found or _("in words only")
            rows.append((row.study, [row.group, _people(row), row.against, (Line(said, row.note, keys),)]))
        reasons += [about.why_not, about.caution]
    columns = [_("Study"), _("Field"), _("People"), _("Compared with"), _("Result")]
    return Table(_("Not pooled, and why"), columns, rows, " ".join(reasons))


def exploration_table(record: Exploration) -> Table:
    """Return what an exploration shows, as a table."""
    return _table(record.of, record.result(), _out(record))


def _out(record: Exploration) -> Effect | None:
    return next((effect for effect in record.of.effects if effect.study == record.out), None)


def exploration_view(record: Exploration) -> str:
    """Return the forest plot of an exploration; HTML that is drawn again with every click."""
    title = f"{record.of.title}: {record.of.parts[record.rows]}"
    drawn = forest_of(record.of, record.result(), title, _out(record))
    caution = f"<p><strong>{escape(_('Before you read it.'))}</strong> {escape(record.of.caution)}</p>"
    return framed(caution + drawn.html())


def funnel(name: str) -> Picture:
    """Return the funnel plot of a data set: each study by its effect and its standard error.

    Parameters
    ----------
    name : str
        Id of a data set whose rows may be pooled.
    """
    about = dataset(name)
    mean = pool(about.effects)
    top, height = 24, 230
    most = max(effect.se for effect in about.effects) * 1.08
    ends = [mean.value - 2 * most, mean.value + 2 * most, *(effect.value for effect in about.effects)]
    scale = _Scale(about.measure, min(ends) - 0.1, max(ends) + 0.1)
    middle, left, right = (scale.x(mean.value + step * 1.96 * most) for step in (0, -1, 1))
    bottom = top + height
    parts = [
        f'<path d="M{left} {bottom}L{middle} {top}L{right} {bottom}" fill="none" stroke="currentColor" '
        'stroke-dasharray="5 4"/>',
        f'<path d="M{middle} {top}V{bottom}" stroke="currentColor" stroke-width="0.9"/>',
        f'<text x="0" y="{top + 6}">{escape(_("↑ precise"))}</text>',
        f'<text x="0" y="{bottom}">{escape(_("↓ imprecise"))}</text>',
        _axis(bottom, scale, about.sides),
    ]
    for effect in about.effects:
        x, y = scale.x(effect.value), round(top + height * effect.se / most, 1)
        parts.append(f'<circle cx="{x}" cy="{y}" r="5.5" fill="{_COLOR}" stroke="currentColor"/>')
    rows = [
        (
            effect.study,
            [number_text(effect.published(effect.value)), number_text(effect.se)],
        )
        for effect in sorted(about.effects, key=lambda effect: effect.se)
    ]
    columns = [_("Study"), MEASURES[about.measure][0].capitalize(), _("Standard error")]
    says = _(
        "Each point is a study; the more precise it is, the higher it stands. Without a reason for lopsidedness the "
        "points fill the dashed funnel evenly. {test}",
        test=_small_studies(about),
    )
    title = _("Funnel plot: {title}", title=about.title)
    return Picture(title, says, _WIDTH, bottom + 66, "".join(parts), Table(title, columns, rows))


def _small_studies(about: Dataset) -> str:
    try:
        return egger(about.effects).describe()
    except ValueError as reason:
        return str(reason)
