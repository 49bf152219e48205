"""Levels of care in tables and figures: what they are, what they cost, and what came of it."""

from itertools import groupby

from iopedu.care import tables
from iopedu.care.levels import Comparison, Level, known, level, levels
from iopedu.care.tables import HOURS_IN_A_WEEK, Stay, WeeklyHours
from iopedu.course.facts import FIELDS, facts, number
from iopedu.course.files import options
from iopedu.course.language import _
from iopedu.show.chart import Chart, Painting, legend_above, rows_down
from iopedu.show.palette import FIELD_COLORS, LEVEL_COLORS
from iopedu.show.table import NOT_KNOWN, Line, Table, fact_cell
from iopedu.show.words import chart_of, rows_of, table_of


def overview() -> Table:
    """Return the levels, each in one sentence."""
    return table_of(
        "overview", rows_of(levels(), "label", "in_short", "also_called", lambda one: one.overnight.capitalize())
    )


def comparison(chosen: Comparison) -> Table:
    """Return two to four levels side by side."""
    columns = [_("Aspect"), *(level(name).label for name in chosen.levels)]
    tagged = chosen.field == "both"
    rows = [(aspect.title, [fact_cell(found, tagged) for found in cells]) for aspect, cells in chosen.rows()]
    return Table(chosen.describe(), columns, rows)


def hours_per_week() -> Chart:
    """Return how much of a week each level takes, for mental health care."""
    weeks = tables.weekly_hours()

    def paint(axes) -> None:
        for at, week in enumerate(weeks):
            color = LEVEL_COLORS[week.level.id]
            if week.round_the_clock:
                axes.barh(at, HOURS_IN_A_WEEK, 0.6, facecolor="none", edgecolor=color, linestyle="--", linewidth=1.5)
                axes.text(4, at, _("around the clock; therapy hours not known"), va="center")
            elif span := _span(week):
                axes.barh(at, span[1] - span[0], 0.6, left=span[0], facecolor=color)
                axes.text(span[1] + 3, at, _hours_in_short(week), va="center")
            else:
                axes.text(2, at, _hours_in_short(week), va="center")
        rows_down(axes, [_short(week.level) for week in weeks], 0, HOURS_IN_A_WEEK + 1, 0.6, 0.4)
        axes.set_xticks(range(0, HOURS_IN_A_WEEK + 1, 24))

    rows = rows_of(
        weeks,
        lambda week: week.level.label,
        _hours_in_short,
        lambda week: fact_cell(known(week.level.id, "hours", "mental_health"), tagged=False),
    )
    iop = next(week for week in weeks if week.level.id == "iop")
    return chart_of("hours_per_week", Painting(7.2, 3.9, paint), rows, examples=_example_range(iop))


def _short(entry: Level) -> str:
    return entry.abbreviation or entry.name


def _span(week: WeeklyHours) -> tuple[float, float] | None:
    """Return the hours that a bar covers: from the floor to the largest example or limit."""
    ends = [float(fact.value) for fact in week.examples]
    if week.below is not None:
        ends.append(float(week.below.high))
    return (float(week.floor.value), max(ends)) if week.floor and ends else None


def _example_range(week: WeeklyHours) -> str:
    values = sorted((fact.value for fact in week.examples), key=float)
    return values[0] if len(values) == 1 else _("{low} to {high}", low=values[0], high=values[-1])


def _hours_in_short(week: WeeklyHours) -> str:
    if week.round_the_clock:
        return _("Around the clock; therapy hours not known")
    if week.floor and week.examples:
        values = {"floor": number(week.floor.value), "examples": _example_range(week)}
        return _("{floor} or more; {examples} scheduled", **values)
    return options("levels.hours").get(week.level.id, NOT_KNOWN)


def stays() -> Chart:
    """Return every published length of stay as a labeled example."""
    found = tables.stays()

    def paint(axes) -> None:
        names = [entry for entry in levels() if any(stay.level == entry for stay in found)]
        for stay in found:
            at, substance = names.index(stay.level), stay.fact.field == "substance_use"
            color, marker = FIELD_COLORS["substance_use" if substance else "mental_health"], "s" if substance else "o"
            axes.plot(
                stay.days, [at] * len(stay.days), marker=marker, color=color, linewidth=2, markersize=7, alpha=0.85
            )
        axes.set_yticks(range(len(names)), map(_short, names))
        axes.set_ylim(len(names) - 0.5, -0.5)
        axes.set_xscale("log")
        axes.set_xticks([1, 2, 5, 10, 20, 50, 100], ["1", "2", "5", "10", "20", "50", "100"])
        axes.minorticks_off()
        for field, marker in (("mental_health", "o"), ("substance_use", "s")):
            color, name = FIELD_COLORS[field], FIELDS[field].capitalize()
            axes.plot([], [], marker=marker, color=color, linestyle="", label=name)
        legend_above(axes)

    rows = [(f"{_short(stay.level)}: {_days(stay)}", [fact_cell([stay.fact])]) for stay in found]
    ends = {}
    for name in ("inpatient", "php"):
        days = [day for stay in found if stay.level.id == name for day in stay.days]
        ends |= {f"{name}_low": min(days), f"{name}_high": max(days)}
    return chart_of("stays", Painting(7.2, 3.4, paint), rows, number=len(found), **ends)


def _days(stay: Stay) -> str:
    texts = [f"{day:.0f}" if day >= 1 else f"{day:.2g}" for day in stay.days]
    if len(texts) == 1:
        return _("1 day") if texts == ["1"] else _("{days} days", days=texts[0])
    return _("{low} to {high} days", low=texts[0], high=texts[-1])


def rules() -> Table:
    """Return what Medicare counts as a PHP or IOP day, and since when."""
    return table_of(
        "rules", [(level(name).label, [fact_cell(known(name, "regulation"), False)]) for name in ("php", "iop")]
    )


def disagreements() -> Table:
    """Return where sources disagree, and what to learn from it."""
    rows = rows_of(
        tables.disagreements(),
        "topic",
        lambda one: (Line(one["one_value"], sources=one["one_sources"]),),
        lambda one: (Line(one["other_value"], sources=one["other_sources"]),),
        lambda one: (Line(f"{one['why']}."), Line(f"{one['lesson']}.")),
    )
    return table_of("disagreements", rows)


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
    now = [row for row in tables.follow_up() if row.year == 2022]
    payers = list(dict.fromkeys(row.payer for row in now))
    share = {(row.payer, row.days, row.year): row for row in tables.follow_up()}

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
        (payer, [(Line(f"{row.percent}%", "", (row.source,)),) for row in found]) for payer, found in shares.items()
    ]
    low, *_between, high = sorted((row for row in now if row.days == 7), key=lambda row: float(row.percent))
    return chart_of("follow_up", Painting(7.2, 3.9, paint), rows, low=low, high=high)


def discharges_2004() -> Table:
    """Return how substance use treatment ended in five kinds of service."""
    rows = [
        (
            row["service"].replace("_", " ").capitalize(),
            [(Line(number(row["n"]), sources=(row["source"],)),), *(f"{row[ending]}%" for ending in _ENDINGS)],
        )
        for row in tables.discharges_2004()
    ]
    return table_of("discharges_2004", rows)
