"""What studies say about DBT and mindfulness: always with the group that was compared."""

from __future__ import annotations

from iopedu.course.facts import fact
from iopedu.course.language import _
from iopedu.show.chart import Chart, Painting
from iopedu.show.palette import INK, MODULE_COLORS
from iopedu.show.table import Table
from iopedu.show.words import chart_of, stored_rows, table_of

_STEPS = {
    "dbt_mindful_none": _("No treatment"),
    "dbt_mindful_minimal": _("Minimal treatment"),
    "dbt_mindful_nonspecific": _("Attention without\na specific method"),
    "dbt_mindful_specific": _("Another specific\nmethod"),
    "dbt_mindful_ebt": _("An evidence-based\ntreatment"),
}


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
        axes.set_yticks(places, list(_STEPS.values()))
        axes.set_ylim(len(values) - 0.5, -0.5)
        axes.set_xlim(-0.1, 0.7)

    return chart_of("comparator_ladder", Painting(8.2, 3.6, paint), table_of("comparator_ladder"))


def dbt_evidence() -> Table:
    """Return what is known about DBT and its skills, grouped by what it was compared with."""
    return table_of("dbt_evidence", stored_rows("dbt_evidence", without=_STEPS))
