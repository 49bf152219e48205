"""Levels of care in tables and figures."""

from __future__ import annotations

from itertools import groupby

from iopedu.care import Comparison, known, level, levels
from iopedu.care import disagreements as all_disagreements
from iopedu.care import discharges_2004 as all_discharges
from iopedu.care import follow_up as all_follow_up
from iopedu.care import stays as all_stays
from iopedu.care import weekly_hours as all_weekly_hours
from iopedu.care.tables import HOURS_IN_A_WEEK, Stay, WeeklyHours
from iopedu.course.facts import FIELDS, facts, number
from iopedu.show.chart import Chart, draw
from iopedu.show.palette import FIELD_COLORS, INK, LEVEL_COLORS
from iopedu.show.table import Line, Table, fact_cell

__all__ = [
    "comparison",
    "costs",
    "disagreements",
    "discharges_2004",
    "follow_up",
    "hours_per_week",
    "outcomes",
    "overview",
    "rules",
    "stays",
]


def overview() -> Table:
    """Return the seven levels, each in one sentence."""
    rows = [(entry.label, [entry.in_short, entry.also_called, entry.overnight.capitalize()]) for entry in levels()]
    note = "From the most to the least intensive. The sentences are ours; the facts follow below, each with its source."
    return Table("Seven levels of care", ["Level", "In short", "Also called", "Overnight?"], rows, note)


def comparison(chosen: Comparison) -> Table:
    """Return two to four levels side by side."""
    columns = ["Aspect", *(level(name).label for name in chosen.levels)]
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
                axes.text(4, at, "day and night; therapy hours not known", va="center")
            elif span := _span(week):
                axes.barh(at, span[1] - span[0], 0.6, left=span[0], facecolor=color)
                axes.text(span[1] + 3, at, _hours_in_short(week), va="center")
            else:
                axes.text(2, at, _hours_in_short(week), va="center")
        axes.set_yticks(range(len(weeks)), [week.level.abbreviation or week.level.name for week in weeks])
        axes.set_ylim(len(weeks) - 0.4, -0.6)
        axes.set_xlim(0, HOURS_IN_A_WEEK + 1)
        axes.set_xticks(range(0, HOURS_IN_A_WEEK + 1, 24))
        axes.set_xlabel("Hours of a week (168 in all)")

    rows = [
        (
            week.level.label,
            [_hours_in_short(week), fact_cell(known(week.level.id, "hours", "mental_health"), tagged=False)],
        )
        for week in weeks
    ]
    table = Table("Hours of a week by level, mental health care", ["Level", "In short", "From these facts"], rows)
    iop, php = (next(week for week in weeks if week.level.id == name) for name in ("iop", "php"))
    says = (
        f"Of the {HOURS_IN_A_WEEK} hours of a week, a hospital or residential stay takes all; a PHP "
        f"{number(php.floor.value)} or more; an IOP {number(iop.floor.value)} or more, and "
        f"{_example_range(iop)} in the programs that we read. The bars run from the rule's floor to the "
        "limit or the largest schedule found."
    )
    return Chart("How much of a week does each level take?", says, draw(7.2, 3.9, paint), table)


def _span(week: WeeklyHours) -> tuple[float, float] | None:
    """Return the hours that a bar covers: from the floor to the largest example or limit."""
    ends = [float(fact.value) for fact in week.examples]
    if week.below is not None:
        ends.append(float(week.below.high))
    return (float(week.floor.value), max(ends)) if week.floor and ends else None


def _example_range(week: WeeklyHours) -> str:
    values = sorted((fact.value for fact in week.examples), key=float)
    return values[0] if len(values) == 1 else f"{values[0]} to {values[-1]}"


def _hours_in_short(week: WeeklyHours) -> str:
    if week.round_the_clock:
        return "Day and night; therapy hours not known"
    if week.floor and week.examples:
        return f"{number(week.floor.value)} or more; {_example_range(week)} scheduled"
    return {"crisis": "one stay of less than a day", "outpatient": "about one session"}.get(
        week.level.id, "minutes to a few hours"
    )


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
        axes.set_yticks(range(len(names)), [entry.abbreviation or entry.name for entry in names])
        axes.set_ylim(len(names) - 0.5, -0.5)
        axes.set_xscale("log")
        axes.set_xticks([1, 2, 5, 10, 20, 50, 100], ["1", "2", "5", "10", "20", "50", "100"])
        axes.minorticks_off()
        axes.set_xlabel("Days (logarithmic scale: equal steps multiply)")
        for field, marker, name in (("mental_health", "o", "Mental health"), ("substance_use", "s", "Substance use")):
            axes.plot([], [], marker=marker, color=FIELD_COLORS[field], linestyle="", label=name)
        axes.legend(frameon=False, loc="lower left", ncols=2, bbox_to_anchor=(0, 1), labelcolor=INK)

    rows = [
        (f"{stay.level.abbreviation or stay.level.name}: {_days(stay)}", [fact_cell([stay.fact])]) for stay in found
    ]
    table = Table("Published lengths of stay", ["Level and days", "What was counted"], rows)
    inpatient = [day for stay in found if stay.level.id == "inpatient" for day in stay.days]
    php = [day for stay in found if stay.level.id == "php" for day in stay.days]
    says = (
        f"{len(found)} published stays, each for one group, place and year. Inpatient stays run from "
        f"{min(inpatient):g} to {max(inpatient):g} days, PHP stays from {min(php):g} to {max(php):.0f}. "
        "There is no single length of stay."
    )
    return Chart("How long do people stay?", says, draw(7.2, 3.4, paint), table)


def _days(stay: Stay) -> str:
    texts = [f"{day:.0f}" if day >= 1 else f"{day:.2g}" for day in stay.days]
    return f"{' to '.join(texts)} {'day' if texts == ['1'] else 'days'}"


def costs() -> Table:
    """Return what was paid or spent, one year at a time: amounts of different years do not belong on one axis."""
    paid = sorted(
        (fact for fact in facts().values() if fact.aspect == "cost" and fact.year), key=lambda fact: fact.year
    )
    rows = []
    for year, group in groupby(reversed(paid), key=lambda fact: fact.year):
        for name, same in groupby(sorted(group, key=lambda fact: level(fact.about).order), key=lambda fact: fact.about):
            rows.append((f"{year}: {level(name).label}", [fact_cell(same)]))
    note = (
        "Base rates, costs to provide, charges and spending are different things, and money changes its worth: "
        "compare amounts only within one year and one kind."
    )
    return Table("What was paid or spent, by year", ["Year and level", "Amount and what it measures"], rows, note)


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
    title = f"What happened, compared with what? {FIELDS[field].capitalize()}"
    return Table(title, ["Level", "Result"], rows)


def rules() -> Table:
    """Return what Medicare counts as a PHP or IOP day, and since when."""
    rows = [
        (
            level(name).label,
            [fact_cell((f for f in facts().values() if (f.about, f.aspect) == (name, "regulation")), False)],
        )
        for name in ("php", "iop")
    ]
    return Table("What counts as a program day (Medicare, United States)", ["Level", "Rule"], rows)


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
            axes.barh(places, values, 0.36, label=f"within {days} days", **style)
            for place, value in zip(places, values, strict=True):
                axes.text(value + 1, place, f"{value:g}", va="center")
        axes.set_yticks(range(len(payers)), payers)
        axes.invert_yaxis()
        axes.set_xlim(0, 100)
        axes.set_xlabel("Percent of psychiatric discharges with a visit, 2022")
        axes.legend(frameon=False, loc="lower left", ncols=2, bbox_to_anchor=(0, 1), labelcolor=INK)

    columns = ["Payer", "7 days, 2022", "30 days, 2022", "7 days, 2012", "30 days, 2012"]
    kinds = ((7, 2022), (30, 2022), (7, 2012), (30, 2012))
    shares = {payer: [share[payer, *kind] for kind in kinds] for payer in payers}
    rows = [
        (payer, [(Line(f"{row.percent} %", "", (row.source,)),) for row in found]) for payer, found in shares.items()
    ]
    note = "From 2019 on the measure counts fewer kinds of providers, so 2012 and 2022 are not like for like."
    table = Table("Visits after a psychiatric discharge, age 6 and older, United States (NCQA)", columns, rows, note)
    low, *_, high = sorted((row for row in now if row.days == 7), key=lambda row: float(row.percent))
    says = (
        f"In 2022, between {low.percent} % ({low.payer}) and {high.percent} % ({high.payer}) of psychiatric discharges "
        "in the United States were followed by a mental health visit within 7 days. A visit to an IOP or PHP counts."
    )
    return Chart("Who is seen after leaving the hospital?", says, draw(7.2, 3.9, paint), table)


def discharges_2004() -> Table:
    """Return how substance use treatment ended in five kinds of service."""
    found = all_discharges()
    columns = ["Service", "Discharges", "Completed", "Transferred", "Dropped out", "Ended by program", "Other"]
    rows = [
        (
            row.service,
            [
                (Line(number(str(row.n)), sources=(row.source,)),),
                *(
                    f"{value:.1f} %"
                    for value in (row.completed, row.transferred, row.dropped_out, row.terminated, row.other)
                ),
            ],
        )
        for row in found
    ]
    note = (
        "Completion looks better where stays are short and have a fixed end. That is not an effect of the setting. "
        "These figures say nothing about mental health programs."
    )
    title = "Substance use only: how treatment ended (28 states, all ages, United States, 2004)"
    return Table(title, columns, rows, note)


def disagreements() -> Table:
    """Return where sources disagree, and what to learn from it."""
    rows = [
        (
            entry.topic,
            [
                (Line(entry.one, sources=entry.one_sources),),
                (Line(entry.other, sources=entry.other_sources),),
                (Line(f"{entry.why}."), Line(f"{entry.lesson}.")),
            ],
        )
        for entry in all_disagreements()
    ]
    return Table("Where sources disagree", ["Topic", "One source says", "Another says", "Why, and what to learn"], rows)
