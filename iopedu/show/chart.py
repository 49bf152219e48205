"""A figure that comes with the sentence that says what it shows, and with its numbers."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from iopedu.course.language import _
from iopedu.show.palette import INK
from iopedu.show.style import STYLE
from iopedu.show.svg import folded
from iopedu.show.table import Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["Chart", "draw"]

_TABLE = _("The same in numbers")

# Words stay words (they can be searched, enlarged and follow the page's font); ids do not change between runs.
_LOOK = {
    "svg.fonttype": "none",
    "svg.hashsalt": "iopedu",
    "font.family": "sans-serif",
    "font.size": 11,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "hatch.linewidth": 0.6,
}


@dataclass(frozen=True)
class Chart:
    """A figure with words and numbers.

    JupyterLab gives pictures no text alternative, so the sentence stands under the figure, is the
    figure's accessible name, and is what the notebooks' tests compare.

    Parameters
    ----------
    title, says : str
        Heading; what the figure shows, in words.
    figure : matplotlib.figure.Figure
    table : Table
        The numbers that are drawn.
    """

    title: str
    says: str
    figure: Figure
    table: Table

    def svg(self) -> str:
        """Return the figure as SVG in which ink takes the color of the page's text."""
        import matplotlib as mpl

        buffer = io.StringIO()
        with mpl.rc_context(_LOOK):
            self.figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
        svg = buffer.getvalue()
        svg = re.sub(r"<metadata>.*?</metadata>", "", svg[svg.index("<svg") :], flags=re.DOTALL)
        svg = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", svg, count=1)
        svg = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", svg, count=1)
        name = escape(f"{self.title}. {self.says}")
        return svg.replace(INK, "currentColor").replace("<svg", f'<svg role="img" aria-label="{name}"', 1)

    def _repr_html_(self) -> str:
        title = escape(self.title)
        figure = _("Figure: {title}", title=title)
        return (
            f'{STYLE}<div class="iop"><figure><strong>{title}</strong>'
            f'<div class="iop-scroll" tabindex="0" role="group" aria-label="{figure}">{self.svg()}</div>'
            f"<figcaption>{escape(self.says)}</figcaption></figure>"
            f"{folded(_TABLE, self.table.html())}</div>"
        )

    def __repr__(self) -> str:
        return f"{self.title}\n{self.says}\n{self.table!r}"


def draw(width: float, height: float, paint: Callable[[Axes], None]) -> Figure:
    """Return a new figure painted by ``paint``; nothing global is changed.

    Parameters
    ----------
    width, height : float
        Inches.
    paint : callable
        Gets the axes.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(_LOOK):
        figure = Figure(figsize=(width, height), layout="constrained")
        paint(figure.subplots())
        figure.draw_without_rendering()
    return figure
