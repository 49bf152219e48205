"""A figure that comes with the sentence that says what it shows, and with its numbers."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iopedu.course.environment import without
from iopedu.course.files import PAINTED, shipped
from iopedu.course.language import _
from iopedu.show.palette import INK
from iopedu.show.style import framed
from iopedu.show.svg import SAME, folded
from iopedu.show.table import Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


@cache
def _look() -> Mapping[str, Any]:
    """Return how every figure is drawn."""
    import matplotlib as mpl

    return mpl.rc_params_from_file(Path(__file__).with_name("chart.mplstyle"), use_default_template=False)


@dataclass(frozen=True)
class Painting:
    """How a figure is painted. It is painted anew when it is asked for: a figure takes megabytes, this does not.

    Parameters
    ----------
    width, height : float
        Inches.
    paint : callable
        Gets the axes.
    """

    width: float
    height: float
    paint: Callable[[Axes], None]

    def figure(self) -> Figure | None:
        """Return a new figure, or None where matplotlib is missing; nothing global is changed."""
        try:
            import matplotlib as mpl
            from matplotlib.figure import Figure
        except ModuleNotFoundError:
            return None

        with mpl.rc_context(_look()):
            figure = Figure(figsize=(self.width, self.height), layout="constrained")
            self.paint(figure.subplots())
            figure.draw_without_rendering()
        return figure


@dataclass(frozen=True)
class Chart:
    """A figure with words and numbers.

    JupyterLab gives pictures no text alternative, so the sentence stands under the figure, is the
    figure's accessible name, and is what the notebooks' tests compare.

    Parameters
    ----------
    title, says : str
        Heading; what the figure shows, in words.
    painting : Painting
        The figure. Where matplotlib is missing, the numbers stand in its place.
    table : Table
        The numbers that are drawn.
    """

    title: str
    says: str
    painting: Painting
    table: Table

    def svg(self) -> str:
        """Return the figure as SVG in which ink takes the color of the page's text; empty without matplotlib."""
        figure = self.painting.figure()
        if figure is None:
            return ""
        import matplotlib as mpl

        buffer = io.StringIO()
        with mpl.rc_context(_look()):
            figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
        svg = buffer.getvalue()
        # Its style sheet would be one for every picture of the page; what it says is inherited from the whole as well.
        svg = re.sub(r"<(metadata|style)\b.*?</\1>", "", svg[svg.index("<svg") :], flags=re.DOTALL)
        svg = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", svg, count=1)
        svg = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", svg, count=1)
        name = escape(f"{self.title}. {self.says}")
        whole = f'<svg role="img" aria-label="{name}" stroke-linejoin="round"'
        return svg.replace(INK, "currentColor").replace("<svg", whole, 1)

    @property
    def key(self) -> str:
        """What is drawn, as a short word: the same figure with other numbers has another one."""
        return sha256(repr(self).encode()).hexdigest()[:16]

    def _repr_html_(self) -> str:
        title = escape(self.title)
        figure = _("Figure: {title}", title=title)
        svg = self.svg() or _painted().get(self.key, "")
        picture = f'<div class="iop-scroll" tabindex="0" role="group" aria-label="{figure}">{svg}</div>'
        numbers = folded(SAME, self.table.html())
        if not svg:
            missing = f'<p class="iop-note">{escape(without("matplotlib"))}</p>'
            picture, numbers = "", missing + self.table.html()
        says = f"<figcaption>{escape(self.says)}</figcaption>"
        return framed(f'<figure data-painted="{self.key}"><strong>{title}</strong>{picture}{says}</figure>{numbers}')

    def __repr__(self) -> str:
        return f"{self.title}\n{self.says}\n{self.table!r}"


@cache
def _painted() -> dict[str, str]:
    """Return the figures that were painted when this copy of the course was made, by their key; elsewhere none."""
    path = shipped(PAINTED)
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def rows_down(
    axes: Axes, names: Sequence[str], low: float, high: float, above: float = 0.5, below: float = 0.5
) -> None:
    """Name the rows of a figure, the first one at the top, and set where the scale across begins and ends."""
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - below, -above)
    axes.set_xlim(low, high)


def legend_above(axes: Axes, columns: int = 2) -> None:
    """Put the legend above the figure, at the left."""
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=columns, frameon=False, labelcolor=INK)
