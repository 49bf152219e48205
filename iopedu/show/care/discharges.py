"""What care costs and what came of it, in tables and figures."""

from __future__ import annotations

from itertools import groupby

from iopedu.care.levels import level, levels
from iopedu.care.tables import discharges_2004 as all_discharges
from iopedu.care.tables import follow_up as all_follow_up
from iopedu.course.facts import FIELDS, facts, number
from iopedu.course.language import _
from iopedu.show.chart import Chart, Painting, legend_above
from iopedu.show.palette import LEVEL_COLORS
from iopedu.show.table import Line, Table, fact_cell
from iopedu.show.words import chart_of, rows_of, table_of

_ENDINGS = ("completed", "transferred", "dropped_out", "terminated", "other")


def costs() -> Table:
    """Return what was paid or spent, one year at a time: amounts of different years do not belong on one axis."""
    paid = sorted(
        (fact for fact in facts().values() if fact.aspect == "cost" and fact.year), key=lambda fact: fact.year
    )
    rows = []
    for year, group in groupby(reversed(paid), key=lambda fact: fact.year):
        for name, same in groupby(sorted(group, key=lambda fact: level(fact.about).order), key=lambda fact: fact.about):
            rows.append((f"{year}: {level(name).label}", [fact_cell(same)]))
    return table_of("costs", rows)


def outcomes(field: str) -> Table:
    """Return what is known about results in one field.

    Parameters
    ----------
    field : {"mental_health", "substance_use"}
        Which one.
    """
    found = [fact for fact in facts().values() if fact.aspect == "outcome" and fact.field == field]
    rows = [
        (entry.label, [fact_cell((fact for fact in found if fact.about == entry.id), tagged=False)])
        for entry in levels()
        if field == "mental_health" or any(fact.about == entry.id for fact in found)
    ]
    return table_of("outcomes", rows, field=FIELDS[field].capitalize())


def follow_up() -> Chart:
    """Return how many discharges were followed by a visit, by payer, in 2022."""
    now = [row for row in all_follow_up() if row.year == 2022]
    payers = list(dict.fromkeys(row.payer for row in now))
    share = {(row.payer, row.days, row.year): row for row in all_follow_up()}

    def paint(axes) -> None:
        for days, shift, hatch, color in ((7, -0.2, "", LEVEL_COLORS["iop"]), (30, 0.2, "///", LEVEL_COLORS["php"])):
            values = [float(share[payer, days, 2022].percent) for payer in payers]
            places = [at + shift for at in range(len(payers))]
            style = {"facecolor": color} if not hatch else {"facecolor": "none", "edgecolor": color, "hatch": hatch}
            axes.barh(places, values, 0.36, label=_("within {days} days", days=days), **style)
            for place, value in zip(places, values, strict=True):
                axes.text(value + 1, place, f"{value:g}", va="center")
        axes.set_yticks(range(len(payers)), payers)
        axes.invert_yaxis()
        axes.set_xlim(0, 100)
        legend_above(axes)

    kinds = ((7, 2022), (30, 2022), (7, 2012), (30, 2012))
    shares = {payer: [share[payer, *kind] for kind in kinds] for payer in payers}
    rows = [
        (payer, [(Line(f"{row.percent} %", "", (row.source,)),) for row in found]) for payer, found in shares.items()
    ]
    table = table_of("follow_up", rows)
    shares_now = sorted((row for row in now if row.days == 7), key=lambda row: float(row.percent))
    low, high = shares_now[0], shares_now[-1]
    return chart_of(
        "follow_up",
        Painting(7.2, 3.9, paint),
        table,
        low=low.percent,
        low_payer=low.payer,
        high=high.percent,
        high_payer=high.payer,
    )


def discharges_2004() -> Table:
    """Return how substance use treatment ended in five kinds of service."""
    shares = (lambda row, name=name: f"{getattr(row, name):.1f} %" for name in _ENDINGS)
    rows = rows_of(all_discharges(), "name", lambda row: (Line(number(str(row.n)), sources=(row.source,)),), *shares)
    return table_of("discharges_2004", rows)
