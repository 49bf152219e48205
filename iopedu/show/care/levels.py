"""Levels of care in tables and figures."""

from __future__ import annotations

from iopedu.care.levels import Comparison, Level, known, level, levels
from iopedu.care.tables import HOURS_IN_A_WEEK, Stay, WeeklyHours
from iopedu.care.tables import disagreements as all_disagreements
from iopedu.care.tables import stays as all_stays
from iopedu.care.tables import weekly_hours as all_weekly_hours
from iopedu.course.facts import facts, number
from iopedu.course.language import _
from iopedu.show.chart import Chart, Painting, legend_above, rows_down
from iopedu.show.palette import FIELD_COLORS, LEVEL_COLORS
from iopedu.show.table import Line, Table, fact_cell
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
    weeks = all_weekly_hours()

    def paint(axes) -> None:
        for at, week in enumerate(weeks):
            color = LEVEL_COLORS[week.level.id]
            if week.round_the_clock:
                axes.barh(at, HOURS_IN_A_WEEK, 0.6, facecolor="none", edgecolor=color, linestyle="--", linewidth=1.5)
                axes.text(4, at, _("day and night; therapy hours not known"), va="center")
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
    iop, php = (next(week for week in weeks if week.level.id == name) for name in ("iop", "php"))
    return chart_of(
        "hours_per_week",
        Painting(7.2, 3.9, paint),
        table_of("hours_per_week", rows),
        hours=HOURS_IN_A_WEEK,
        php=number(php.floor.value),
        iop=number(iop.floor.value),
        examples=_example_range(iop),
    )


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
        return _("Day and night; therapy hours not known")
    if week.floor and week.examples:
        values = {"floor": number(week.floor.value), "examples": _example_range(week)}
        return _("{floor} or more; {examples} scheduled", **values)
    return {
        "crisis": _("one stay of less than a day"),
        "outpatient": _("about one session"),
        "community": _("minutes to a few hours"),
    }.get(week.level.id, _("Not known"))


def stays() -> Chart:
    """Return every published length of stay as a labeled example."""
    found = all_stays()

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
        for field, marker, name in (
            ("mental_health", "o", _("Mental health")),
            ("substance_use", "s", _("Substance use")),
        ):
            axes.plot([], [], marker=marker, color=FIELD_COLORS[field], linestyle="", label=name)
        legend_above(axes)

    rows = [(f"{_short(stay.level)}: {_days(stay)}", [fact_cell([stay.fact])]) for stay in found]
    inpatient = [day for stay in found if stay.level.id == "inpatient" for day in stay.days]
    php = [day for stay in found if stay.level.id == "php" for day in stay.days]
    return chart_of(
        "stays",
        Painting(7.2, 3.4, paint),
        table_of("stays", rows),
        number=len(found),
        low=min(inpatient),
        high=max(inpatient),
        php_low=min(php),
        php_high=max(php),
    )


def _days(stay: Stay) -> str:
    texts = [f"{day:.0f}" if day >= 1 else f"{day:.2g}" for day in stay.days]
    if len(texts) == 1:
        return _("1 day") if texts == ["1"] else _("{days} days", days=texts[0])
    return _("{low} to {high} days", low=texts[0], high=texts[-1])


def rules() -> Table:
    """Return what Medicare counts as a PHP or IOP day, and since when."""
    rows = [
        (
            level(name).label,
            [fact_cell((f for f in facts().values() if (f.about, f.aspect) == (name, "regulation")), False)],
        )
        for name in ("php", "iop")
    ]
    return table_of("rules", rows)


def disagreements() -> Table:
    """Return where sources disagree, and what to learn from it."""
    rows = rows_of(
        all_disagreements(),
        "topic",
        lambda one: (Line(one.one_value, sources=one.one_sources),),
        lambda one: (Line(one.other_value, sources=one.other_sources),),
        lambda one: (Line(f"{one.why}."), Line(f"{one.lesson}.")),
    )
    return table_of("disagreements", rows)
