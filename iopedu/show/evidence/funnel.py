"""Funnel plots: each study by its effect and by how precise it is."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from iopedu.course.language import _
from iopedu.evidence.datasets import Dataset, dataset
from iopedu.evidence.effects import MEASURES, number_text
from iopedu.evidence.pooling import Pooled, pool
from iopedu.evidence.small_studies import egger
from iopedu.show.evidence.forest import license_of
from iopedu.show.evidence.forest_draw import COLOR, NARROW, WIDE, Layout, Scale, axis
from iopedu.show.svg import Drawing, Picture
from iopedu.show.table import Line, Table

#: Steps of the standard error that are named at the left.
_STEPS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0)


def funnel(name: str) -> Picture:
    """Return the funnel plot of a data set: each study by its effect and its standard error.

    Parameters
    ----------
    name : str
        Id of a data set whose rows may be pooled.
    """
    about = dataset(name)
    return funnel_of(about, pool(about.effects))


def funnel_of(about: Dataset, mean: Pooled) -> Picture:
    """Return the funnel plot of studies around their mean."""
    rows = [
        (
            effect.study,
            [(Line(number_text(effect.published(effect.value)), "", effect.sources),), number_text(effect.se)],
        )
        for effect in sorted(mean.effects, key=lambda effect: effect.se)
    ]
    columns = [_("Study"), MEASURES[about.measure][0].capitalize(), _("Standard error")]
    says = _(
        "Each point is a study; the more precise it is, the higher it stands. The dashed funnel hangs from the mean of "
        "all: if all studies had one true effect and only chance were at work, about 95 of 100 points would lie in it, "
        "as many left of the middle as right. {test}",
        test=_small_studies(mean),
    )
    title = _("Funnel plot: {title}", title=about.title)
    wide, narrow = (_draw(about, mean, layout) for layout in (replace(WIDE, left=40, right=WIDE.width - 10), NARROW))
    return Picture(title, says, wide, Table(title, columns, rows, license_of(about)), narrow)


def _draw(about: Dataset, mean: Pooled, layout: Layout) -> Drawing:
    top, height = 32, 230
    most = max(effect.se for effect in mean.effects) * 1.08
    ends = [mean.value - 2 * most, mean.value + 2 * most, *(effect.value for effect in mean.effects)]
    scale = Scale(layout, about.measure, min(ends) - 0.1, max(ends) + 0.1)
    middle, left, right = (scale.x(mean.value + step * 1.96 * most) for step in (0, -1, 1))
    bottom, zero = top + height, scale.x(0)
    parts = [
        f'<path d="M{left} {bottom}L{middle} {top}L{right} {bottom}" fill="none" stroke="currentColor" '
        'stroke-dasharray="5 4"/>',
        f'<path d="M{middle} {top}V{bottom}" stroke="currentColor" stroke-width="0.9"/>',
        f'<path d="M{zero} {top}V{bottom + 6}" stroke="currentColor" stroke-width="0.9"/>',
        f'<text x="0" y="14">{escape(_("↑ more precise (standard error at the left)"))}</text>',
        axis(bottom, scale, about.sides),
    ]
    step = next((step for step in _STEPS if most / step < 5), most)
    for at in range(int(most / step) + 1):
        y = round(top + height * at * step / most, 1)
        parts.append(f'<path d="M{layout.left} {y}H{layout.right}" stroke="currentColor" stroke-opacity="0.2"/>')
        parts.append(f'<text x="0" y="{y - 2}" font-size="13">{at * step:g}</text>')
    for effect in mean.effects:
        x, y = scale.x(effect.value), round(top + height * effect.se / most, 1)
        parts.append(f'<circle cx="{x}" cy="{y}" r="5.5" fill="{COLOR}" stroke="currentColor"/>')
    return Drawing(layout.width, bottom + (86 if layout.above else 66), "".join(parts))


def _small_studies(mean: Pooled) -> str:
    try:
        return egger(mean.effects).describe()
    except ValueError as reason:
        return str(reason)
