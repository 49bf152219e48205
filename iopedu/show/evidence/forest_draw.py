"""How a forest plot is drawn: rows with their intervals, the mean, the scale; for a wide page and for a narrow one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from iopedu.course.language import _, _n
from iopedu.evidence.effects import MEASURES, Effect, interval_text
from iopedu.evidence.pooling import Pooled
from iopedu.show.palette import LEVEL_COLORS
from iopedu.show.svg import SLIM, Drawing, short

COLOR, _DIAMOND = LEVEL_COLORS["php"], LEVEL_COLORS["crisis"]
_TOP, _LETTERS = 30, 25
#: Where the drawing ends although an interval goes on, on the working scale.
_REACH = {"g": 2.6, "rr": math.log(12)}
_RATIOS = (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50)
#: Steps between the values that are named on the scale of differences.
_STEPS = (0.25, 0.5, 1, 2, 5)


@dataclass(frozen=True)
class Layout:
    """Where things stand: beside each other on a wide page, words above their interval on a narrow one."""

    width: int
    left: int
    right: int
    row: int
    words: int
    line: int

    @property
    def above(self) -> bool:
        """Whether the words stand above the interval."""
        return self.words < self.line - 9


WIDE = Layout(760, 190, 575, row=27, words=19, line=14)
NARROW = Layout(SLIM, 10, SLIM - 10, row=44, words=13, line=29)


@dataclass(frozen=True)
class Scale:
    """From an effect on the working scale to a place in the drawing."""

    layout: Layout
    measure: str
    low: float
    high: float

    @classmethod
    def around(cls, effects: Sequence[Effect], layout: Layout) -> Scale:
        """Return the scale on which all intervals have room, up to a limit."""
        measure, reach = effects[0].measure, _REACH[effects[0].measure]
        ends = [end for effect in effects for end in effect.interval]
        low, high = max(-reach, min([*ends, 0]) - 0.1), min(reach, max([*ends, 0]) + 0.1)
        return cls(layout, measure, min(low, -reach / 3), max(high, reach / 3))

    def x(self, value: float) -> float:
        """Return the place of a value."""
        share = (min(self.high, max(self.low, value)) - self.low) / (self.high - self.low)
        return round(self.layout.left + (self.layout.right - self.layout.left) * share, 1)

    def ticks(self) -> list[tuple[float, str]]:
        """Return the values that are named below the axis."""
        if self.measure == "rr":
            places = [(math.log(tick), f"{tick:g}") for tick in _RATIOS]
        else:
            step = next((step for step in _STEPS if (self.high - self.low) / step < 7), 10)
            places = [(at * step, f"{at * step:g}") for at in range(-50, 51)]
        return [(value, text) for value, text in places if self.low <= value <= self.high]


def draw_forest(
    layout: Layout, pooled: Pooled, lines: Sequence[tuple[Effect, float | None]], sides: tuple[str, str]
) -> Drawing:
    """Return a forest plot; a study without a weight is left out, and hollow."""
    scale = Scale.around([effect for effect, _weight in lines], layout)
    parts = [_head(pooled, layout), *(_study(_TOP + layout.row * at, *line, scale) for at, line in enumerate(lines))]
    bottom = _TOP + layout.row * len(lines)
    parts.append(_mean(bottom, pooled, scale))
    many = len(lines) + (2 if pooled.prediction else 1)
    height = _TOP + layout.row * many
    if layout.above:
        x = scale.x(0)
        for at in range(many):
            y = _TOP + layout.row * at + layout.line
            parts.append(f'<path d="M{x} {y - 11}V{y + 11}" stroke="currentColor" stroke-width="0.9"/>')
    else:
        parts.append(f'<path d="M{scale.x(0)} {_TOP - 6}V{height + 6}" stroke="currentColor" stroke-width="0.9"/>')
    parts.append(axis(height, scale, sides))
    return Drawing(layout.width, height + (82 if layout.above else 62), "".join(parts))


def _head(pooled: Pooled, layout: Layout) -> str:
    measure = escape(MEASURES[pooled.measure][0])
    return (
        f'<text x="0" y="16" font-weight="600">{escape(_("Study"))}</text>'
        f'<text x="{layout.width}" y="16" font-weight="600" text-anchor="end">{measure}</text>'
    )


def _study(top: float, effect: Effect, weight: float | None, scale: Scale) -> str:
    layout, y = scale.layout, top + scale.layout.line
    low, high = effect.interval
    half = 3.5 + 9 * math.sqrt(weight or 0)
    x = scale.x(effect.value)
    look = f'fill="{COLOR}"' if weight is not None else 'fill="none" stroke="currentColor" stroke-dasharray="3 2"'
    dashed = "" if weight is not None else ' stroke-dasharray="3 3"'
    name = effect.study if weight is not None else _("{study} (out)", study=effect.study)
    return (
        f"{_words(top, layout, short(name, _LETTERS), escape(effect.numbers()))}"
        f'<path d="M{scale.x(low)} {y}H{scale.x(high)}" stroke="currentColor" stroke-width="1.4"{dashed}/>'
        f"{_arrows(y, low, high, scale)}"
        f'<rect x="{x - half:.1f}" y="{y - half:.1f}" width="{2 * half:.1f}" height="{2 * half:.1f}" {look}/>'
    )


def _words(top: float, layout: Layout, name: str, numbers: str, look: str = "") -> str:
    """Return the name and the numbers of a row; both are safe already."""
    y = top + layout.words
    return (
        f'<text x="0" y="{y}"{look}>{name}</text>'
        f'<text x="{layout.width}" y="{y}" text-anchor="end"{look}>{numbers}</text>'
    )


def _arrows(y: float, low: float, high: float, scale: Scale) -> str:
    """Return arrow heads where an interval goes on beyond the drawing."""
    parts = []
    for beyond, x, step in ((low < scale.low, scale.layout.left, 7), (high > scale.high, scale.layout.right, -7)):
        if beyond:
            parts.append(
                f'<path d="M{x + step} {y - 5}L{x} {y}L{x + step} {y + 5}" fill="none" stroke="currentColor"/>'
            )
    return "".join(parts)


def _mean(top: float, pooled: Pooled, scale: Scale) -> str:
    layout, y = scale.layout, top + scale.layout.line
    low, middle, high = (scale.x(value) for value in (pooled.low, pooled.value, pooled.high))
    name = escape(_n("Mean of {n} row", "Mean of {n} rows", pooled.k))
    parts = [
        _words(top, layout, name, escape(pooled.numbers()), ' font-weight="600"'),
        f'<path d="M{low} {y}L{middle} {y - 9}L{high} {y}L{middle} {y + 9}Z" fill="{_DIAMOND}"/>',
        _arrows(y, pooled.low, pooled.high, scale),
    ]
    if pooled.prediction:
        y += layout.row
        ends = [scale.x(value) for value in pooled.prediction]
        numbers = escape(interval_text(*map(pooled.published, pooled.prediction)))
        parts += [
            _words(top + layout.row, layout, escape(_("Prediction interval")), numbers),
            f'<path d="M{ends[0]} {y}H{ends[1]}" stroke="{_DIAMOND}" stroke-width="3" stroke-dasharray="8 4"/>',
            _arrows(y, *pooled.prediction, scale),
        ]
    return "".join(parts)


def axis(bottom: float, scale: Scale, sides: tuple[str, str]) -> str:
    """Return the axis with its ticks, and what its two sides mean."""
    layout, y = scale.layout, bottom + 6
    parts = [f'<path d="M{layout.left} {y}H{layout.right}" stroke="currentColor" stroke-width="0.9"/>']
    for value, text in scale.ticks():
        x = scale.x(value)
        parts.append(f'<path d="M{x} {y}v5" stroke="currentColor"/>')
        parts.append(f'<text x="{x}" y="{y + 20}" text-anchor="middle" font-size="13">{text}</text>')
    left, right = (short(side, 34) for side in sides)
    if layout.above:
        parts.append(f'<text x="0" y="{y + 44}">← {left}</text>')
        parts.append(f'<text x="{layout.width}" y="{y + 64}" text-anchor="end">{right} →</text>')
    else:
        room_left, room_right = (8 * (len(side) + 2) for side in (left, right))
        before, after = max(scale.x(0) - 12, room_left), min(scale.x(0) + 12, layout.width - room_right)
        parts.append(f'<text x="{before}" y="{y + 44}" text-anchor="end">← {left}</text>')
        parts.append(f'<text x="{after}" y="{y + 44}">{right} →</text>')
    return "".join(parts)
