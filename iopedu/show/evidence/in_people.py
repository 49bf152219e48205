"""An effect in people: two groups that overlap, and two times a hundred people."""

from __future__ import annotations

import math
from html import escape

from iopedu.course.language import _
from iopedu.evidence.in_people import KINDS, InPeople
from iopedu.show.palette import LEVEL_COLORS
from iopedu.show.svg import SLIM, WIDE, Drawing, Picture, framed
from iopedu.show.table import Table
from iopedu.show.words import picture_of, stored_rows, table_of

_COLOR = LEVEL_COLORS["iop"]
_CURVES, _DOTS = 190, 250
_FULL = f'fill="{_COLOR}" stroke="{_COLOR}"'
_EMPTY = 'fill="none" stroke="currentColor"'


def in_people(kind: str, effect: float, base: float) -> Picture:
    """Return an effect in people.

    Parameters
    ----------
    kind : {"d", "rr_good", "rr_bad"}
        A difference, a risk ratio for something good, or one for something bad.
    effect, base : float
        The effect; how many of 100 have the outcome without the treatment.
    """
    return _picture(InPeople(kind, effect, base))


def in_people_view(record: InPeople) -> str:
    """Return the same as HTML that is drawn again while somebody types."""
    if not record.complete:
        return framed(f"<p>{escape(record.describe())}</p>")
    return framed(_picture(record).html())


def in_people_table(record: InPeople) -> Table:
    """Return what an effect means, said in several ways."""
    of_100 = "{:.0f} of 100".format
    shares = record.overlap, record.above_middle, record.pairs
    overlap, above, pairs = (None if share is None else 100 * share for share in shares)
    values = (
        f"{record.effect:g}",
        None if overlap is None else f"{overlap:.0f} %",
        None if above is None else of_100(above),
        None if pairs is None else of_100(pairs),
        of_100(record.base),
        of_100(record.treated),
        f"{record.difference:+.0f} of 100",
        record.needed_text(),
    )
    told = zip(stored_rows("in_people_table"), values, strict=True)
    rows = [(head, [value, *(how or [KINDS[record.kind]])]) for (head, how), value in told if value is not None]
    return table_of("in_people_table", rows)


def _picture(record: InPeople) -> Picture:
    wide, narrow = (_draw(record, width) for width in (WIDE, SLIM))
    return picture_of("picture", wide, in_people_table(record), narrow, says=record.describe())


def _draw(record: InPeople, width: int) -> Drawing:
    top = _CURVES if record.kind == "d" else 0
    drawn = (_curves(record.effect, width) if record.kind == "d" else "") + _hundreds(record, top, width)
    return Drawing(width, top + _DOTS * (1 if width == WIDE else 2), drawn)


def _curves(d: float, width: int) -> str:
    """Return two bells: the control group dashed, the treated group with a line, shifted by the effect."""
    base, unit = 150, 62 if width == WIDE else 160 / (3.3 + abs(d) / 2)
    middle, edge = width / 2 - d * unit / 2, 20 if width == WIDE else 0
    parts = []
    for shift, look in (
        (0.0, f'{_EMPTY} stroke-dasharray="5 4"'),
        (d, f'fill="{_COLOR}" fill-opacity="0.25" stroke="{_COLOR}"'),
    ):
        points = [
            f"{middle + (shift + step / 10) * unit:.1f} {base - 120 * math.exp(-((step / 10) ** 2) / 2):.1f}"
            for step in range(-33, 34)
        ]
        parts.append(f'<path d="M{"L".join(points)}" stroke-width="1.8" {look}/>')
    parts.append(f'<path d="M{edge} {base}H{width - edge}" stroke="currentColor" stroke-width="0.8"/>')
    said = escape(_("dashed: control group; filled: with the treatment"))
    below = base + 22
    parts.append(f'<text x="{edge}" y="{below}">{said}</text>')
    below = below if width == WIDE else 22
    parts.append(f'<text x="{width - edge}" y="{below}" text-anchor="end">{escape(_("better →"))}</text>')
    return "".join(parts)


def _hundreds(record: InPeople, top: float, width: int) -> str:
    """Return two times a hundred people as dots; those with the outcome are filled."""
    parts = []
    groups = (
        (_("100 people without the treatment"), record.base),
        (_("100 people with the treatment"), record.treated),
    )
    for at, (title, count) in enumerate(groups):
        full = round(count)
        left = 20 + at * 360 if width == WIDE else 0
        top += _DOTS * at if width == SLIM else 0
        parts.append(f'<text x="{left}" y="{top + 18}" font-weight="600">{escape(title)}</text>')
        for place in range(100):
            x, y = left + 9 + place % 10 * 25, top + 40 + place // 10 * 18
            parts.append(f'<circle cx="{x}" cy="{y}" r="6.5" {_FULL if place < full else _EMPTY}/>')
        said = _("{n} filled: with the outcome", n=full)
        parts.append(f'<text x="{left}" y="{top + 236}">{escape(said)}</text>')
    return "".join(parts)
