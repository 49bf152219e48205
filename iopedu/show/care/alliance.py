"""A correlation as a cloud of people, as halves that can be counted, and in words."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from iopedu.care.alliance import Cloud
from iopedu.care.correlation_guesses import Guesses
from iopedu.course.language import _
from iopedu.show.palette import LEVEL_COLORS
from iopedu.show.svg import WIDE, Drawing, fitting, framed
from iopedu.show.table import Table
from iopedu.show.words import stored_rows, table_of

_COLOR = LEVEL_COLORS["iop"]
_TOP, _BOX, _LEFT = 26, 300, 26
_HEIGHT = _TOP + _BOX + 44
_SLIM, _HALVES = _LEFT + _BOX + 26, 322  # the width of one cloud, and the height of both halves below it
_REACH = 3.0  # standard deviations from the middle to the edge
_UPPER = f'fill="{_COLOR}" stroke="{_COLOR}"'
_LOWER = 'fill="none" stroke="currentColor"'


def cloud_table(cloud: Cloud) -> Table:
    """Return what one correlation means, said in five ways."""
    half = cloud.MANY // 2
    rows = stored_rows(
        "cloud_table",
        both=cloud.both,
        half=half,
        rest=half - cloud.both,
        what=cloud.name.casefold(),
        expected=100 * cloud.expected,
        unexpected=100 * (1 - cloud.expected),
        displayed=100 * cloud.display,
        undisplayed=100 * (1 - cloud.display),
        shared=100 * cloud.shared,
    )
    for row, value in ((0, f"{cloud.r:g}"), (-1, f"{cloud.shared:.3f}")):
        rows[row][1].insert(0, value)
    return table_of("cloud_table", rows, after=cloud.direction, title=cloud.title)


def alliance_in_people() -> Table:
    """Return what the published link of alliance and outcome means, said in five ways."""
    return cloud_table(Cloud.of("alliance_outcome"))


def cloud_view(cloud: Cloud) -> str:
    """Return the cloud with its halves counted, and the table; HTML that is drawn again while somebody tries."""
    half = cloud.MANY // 2
    says = _(
        "r is {r:g}. {both} of the {half} people with the stronger {name} are in the upper "
        "half of improvement, and {rest} of the other {half}",
        r=cloud.r,
        both=cloud.both,
        half=half,
        name=cloud.name.casefold(),
        rest=half - cloud.both,
    )
    what = cloud.name.casefold()
    drawn = _scatter(cloud, _("stronger {what}", what=what), _("more improvement"))
    heads = (
        _("{half} people with the stronger {what}", half=half, what=what),
        _("{half} people with the weaker {what}", half=half, what=what),
    )
    halves = _halves(cloud, heads, lambda upper: _("{upper} filled: upper half of improvement", upper=upper))
    return framed(_fitting(cloud.title, says, drawn, halves) + cloud_table(cloud).html())


def _fitting(title: str, says: str, cloud: str, halves: Callable[[int, int], str] | None) -> str:
    """Return a cloud with its halves beside it, or below it where it is narrow."""
    if halves is None:
        return fitting(title, says, Drawing(WIDE, _HEIGHT, cloud), Drawing(_SLIM, _HEIGHT, cloud))
    wide = Drawing(WIDE, _HEIGHT, cloud + halves(_LEFT + _BOX + 60, _TOP))
    return fitting(title, says, wide, Drawing(_SLIM, _HEIGHT + _HALVES, cloud + halves(_LEFT, _HEIGHT + 16)))


def guess_table(record: Guesses) -> Table:
    """Return the log of guesses."""
    rows = [(name, [guess, r, off]) for name, guess, r, off in record.rows()]
    return table_of("guess_table", rows, after=record.summary(), number=record.number)


def guess_view(record: Guesses, at: int) -> str:
    """Return one cloud of a round, without its answer until it was guessed or looked up."""
    cloud, known = record.cloud(at), at < len(record.given)
    half, title = cloud.MANY // 2, _("Cloud {number}", number=at + 1)
    # Whoever cannot see the cloud needs something to guess from: the counts of its halves.
    counts = {"both": cloud.both, "half": half, "rest": half - cloud.both}
    says = (
        _(
            "r is {r:g}. {both} of the {half} people at the right are in the upper half, and {rest} of the {half} at "
            "the left",
            r=cloud.r,
            **counts,
        )
        if known
        else _(
            "A hundred people. {both} of the {half} people at the right are in the upper half, and {rest} of the "
            "{half} at the left",
            **counts,
        )
    )
    drawn, halves = _scatter(cloud, _("one rating, higher"), _("the other rating, higher")), None
    if known:
        heads = (_("{half} people at the right", half=half), _("{half} people at the left", half=half))
        halves = _halves(cloud, heads, lambda upper: _("{upper} filled: upper half of the other rating", upper=upper))
    log = guess_table(record).html() if record.given else ""
    return framed(_fitting(title, says, drawn, halves) + log)


def _scatter(cloud: Cloud, across: str, up: str) -> str:
    """Return the people as circles: filled in the upper half, hollow in the lower one."""
    right, bottom = _LEFT + _BOX, _TOP + _BOX
    mid_x, mid_y = cloud.middles
    dashed = _("dashed: the middle of each rating")
    parts = [
        f'<rect x="{_LEFT}" y="{_TOP}" width="{_BOX}" height="{_BOX}" {_LOWER} stroke-width="0.6"/>',
        f'<path d="M{_x(mid_x)} {_TOP}V{bottom}M{_LEFT} {_y(mid_y)}H{right}" {_LOWER} stroke-dasharray="4 3"/>',
        f'<text x="{_LEFT}" y="{_TOP - 10}">↑ {escape(up)}</text>',
        f'<text x="{right}" y="{bottom + 20}" text-anchor="end">{escape(across)} →</text>',
        f'<text x="{_LEFT}" y="{bottom + 38}" font-size="12">{dashed}</text>',
    ]
    for x, y in cloud.points:
        parts.append(f'<circle cx="{_x(x)}" cy="{_y(y)}" r="4" {_UPPER if y > mid_y else _LOWER}/>')
    return "".join(parts)


def _x(value: float) -> str:
    return f"{_LEFT + _BOX / 2 * (1 + _held(value) / _REACH):.1f}"


def _y(value: float) -> str:
    return f"{_TOP + _BOX / 2 * (1 - _held(value) / _REACH):.1f}"


def _held(value: float) -> float:
    return max(-_REACH + 0.1, min(_REACH - 0.1, value))


def _halves(cloud: Cloud, heads: tuple[str, str], says: Callable[[int], str]) -> Callable[[int, int], str]:
    """Return what draws the two halves of the people at a place: dots in rows of ten, the filled ones first."""
    half = cloud.MANY // 2

    def drawn(left: int, down: int) -> str:
        parts = []
        for at, (head, upper) in enumerate(zip(heads, (cloud.both, half - cloud.both), strict=True)):
            top = down + at * 165
            parts.append(f'<text x="{left}" y="{top + 4}" font-weight="600">{escape(head)}</text>')
            for place in range(half):
                look = _UPPER if place < upper else _LOWER
                parts.append(
                    f'<circle cx="{left + 8 + place % 10 * 20}" cy="{top + 24 + place // 10 * 19}" r="6.5" {look}/>'
                )
            parts.append(f'<text x="{left}" y="{top + 132}">{escape(says(upper))}</text>')
        return "".join(parts)

    return drawn
