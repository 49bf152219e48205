"""What studies say about DBT and mindfulness: always with the group that was compared."""

from __future__ import annotations

from iopedu.course.facts import fact
from iopedu.show.chart import Chart, Painting, rows_down
from iopedu.show.palette import INK, MODULE_COLORS
from iopedu.show.table import Table
from iopedu.show.words import chart_of, figure_names, stored_rows, table_of

_STEPS = [f"dbt_mindful_{against}" for against in ("none", "minimal", "nonspecific", "specific", "ebt")]


def comparator_ladder() -> Chart:
    """Return one review of mindfulness programs five times: each time against another comparison group."""
    values = [float(fact(key).value) for key in _STEPS]

    def paint(axes) -> None:
        places = range(len(values))
        axes.hlines(places, 0, values, color=MODULE_COLORS["mindfulness"], linewidth=2)
        axes.plot(values, places, "o", color=MODULE_COLORS["mindfulness"], markersize=9)
        for at, value in enumerate(values):
            axes.annotate(f"{value:g}", (value, at), xytext=(10, 0), textcoords="offset points", va="center")
        axes.axvline(0, color=INK, linewidth=1)
        rows_down(axes, figure_names("comparator_ladder"), -0.1, 0.7)

    return chart_of("comparator_ladder", Painting(8.2, 3.6, paint), table_of("comparator_ladder"))


def dbt_evidence() -> Table:
    """Return what is known about DBT and its skills, grouped by what it was compared with."""
    return table_of("dbt_evidence", stored_rows("dbt_evidence", without=_STEPS))
