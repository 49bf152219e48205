"""Two drawings that follow a learner's answers: two values side by side, and counts in a grid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from iopedu.course.language import _
from iopedu.show.palette import LEVEL_COLORS
from iopedu.show.svg import WIDE, Drawing, short

_ROW, _BAR = 70, 19
_LETTERS = 90
#: Room for a letter of 14 units, and how far the slanted name of a column reaches down for each of its letters.
_LETTER, _SLANTED = 7.4, 4
_TILE = 34

_Item = tuple[str, int | None, int | None]


def pairs(items: Sequence[_Item], top: int, words: tuple[str, str]) -> tuple[str, Drawing] | None:
    """Return two bars for each item, the first one dashed, the second one filled, each with its number.

    Parameters
    ----------
    items : sequence of (str, int or None, int or None)
        What was rated, and both ratings; without any rating there is no bar.
    top : int
        Where the scale ends; it begins at 0.
    words : (str, str)
        What is said of the two, as ``"{rating} before"``.

    Returns
    -------
    (str, Drawing) or None
        What is drawn in words, and the drawing; None where nothing was rated.
    """
    items = [item for item in items if item[1] is not None or item[2] is not None]
    if not items:
        return None
    said = "; ".join(f"{label}: {_in_short(pair, words)}" for label, *pair in items)
    drawn, height = "", 0
    for item in items:
        drawn += _bar_pair(height, item, top, words)
        height += _ROW - _BAR * (None in item)
    drawn += "".join(
        f'<path d="M{1 + (WIDE - 120) * part:.0f} {height}v6" stroke="currentColor"/>'
        f'<text x="{1 + (WIDE - 120) * part:.0f}" y="{height + 20}" text-anchor="{anchor}">{top * part:.0f}</text>'
        for part, anchor in ((0, "start"), (0.5, "middle"), (1, "middle"))
    )
    drawn += f'<path d="M1 {height}h{WIDE - 120}" stroke="currentColor"/>'
    height += 24
    return _("From 0 to {top}. {said}.", top=top, said=said), Drawing(WIDE, height, drawn)


def _in_short(pair: Sequence[int | None], words: tuple[str, str]) -> str:
    rated = ((word, value) for word, value in zip(words, pair, strict=True) if value is not None)
    return ", ".join(word.format(rating=value) for word, value in rated)


def _bar_pair(y: int, item: _Item, top: int, words: tuple[str, str]) -> str:
    label, *values = item
    color = LEVEL_COLORS["iop"]
    parts = [f'<text x="0" y="{y + 15}">{short(label, _LETTERS)}</text>']
    looks = ('fill="none" stroke="currentColor" stroke-dasharray="4 2"', f'fill="{color}" stroke="{color}"')
    above = y + 22
    for value, word, look in zip(values, words, looks, strict=True):
        if value is not None:
            width = round((WIDE - 120) * value / top, 1)
            parts.append(f'<rect x="1" y="{above}" width="{width}" height="13" {look}/>')
            parts.append(f'<text x="{width + 8}" y="{above + 12}">{word.format(rating=value)}</text>')
            above += _BAR
    return "".join(parts)


@dataclass(frozen=True)
class Tile:
    """One place of a grid.

    Parameters
    ----------
    count : int
        The number in it.
    color : str
        Of its ground.
    shade : float
        How much of the color, from 0 to 1.
    """

    count: int
    color: str
    shade: float


def grid(
    rows: Sequence[str],
    columns: Sequence[str],
    tiles: Mapping[tuple[int, int], Tile],
    frames: Iterable[tuple[int, int, int]],
    across: str,
) -> Drawing:
    """Return counts in a grid, each with its number.

    Parameters
    ----------
    rows, columns : sequence of str
        Their names.
    tiles : mapping
        By row and column; what is left out stays empty.
    frames : iterable of (int, int, int)
        A row with the first and the last column that a frame holds together.
    across : str
        What the columns are.
    """
    left = 16 + _LETTER * max(map(len, rows))
    step = (WIDE - left - 4) / len(columns)
    below = _TILE * len(rows)
    parts = [
        f'<text x="{left - 8:.0f}" y="{_TILE * at + 22}" text-anchor="end">{short(name, _LETTERS)}</text>'
        for at, name in enumerate(rows)
    ]
    for (down, at), tile in tiles.items():
        x, y = left + step * at, _TILE * down
        parts.append(
            f'<rect x="{x + 2:.1f}" y="{y + 2}" width="{step - 4:.1f}" height="{_TILE - 4}" fill="{tile.color}" '
            f'fill-opacity="{tile.shade:.2f}"/>'
            f'<text x="{x + step / 2:.1f}" y="{y + 22}" text-anchor="middle">{tile.count}</text>'
        )
    for down, first, last in frames:
        x, width = left + step * first + 1, step * (last - first + 1) - 2
        parts.append(
            f'<rect x="{x:.1f}" y="{_TILE * down + 1}" width="{width:.1f}" '
            f'height="{_TILE - 2}" fill="none" stroke="currentColor" stroke-width="1.5"/>'
        )
    level = _LETTER * max(map(len, columns)) < step
    for at, name in enumerate(columns):
        x, y = round(left + step * (at + 0.5)), below + 18
        turned = 'text-anchor="middle"' if level else f'text-anchor="end" transform="rotate(-35 {x} {y})"'
        parts.append(f'<text x="{x}" y="{y}" {turned}>{short(name, _LETTERS)}</text>')
    height = below + 44 + (0 if level else _SLANTED * max(map(len, columns)))
    parts.append(f'<text x="{left:.0f}" y="{height - 4:.0f}">{short(across, _LETTERS)}</text>')
    return Drawing(WIDE, round(height), "".join(parts))


def nothing(says: str) -> Drawing:
    """Return what stands in the place of a drawing that has nothing to draw yet."""
    return Drawing(WIDE, 40, f'<text x="{WIDE / 2:.0f}" y="25" text-anchor="middle">{short(says, _LETTERS)}</text>')
