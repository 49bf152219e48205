"""The pathway model in tables and figures: its numbers, its runs, and what it gets wrong."""

from __future__ import annotations

from iopedu.care.cohort import MEASURES, Result, expected, swings
from iopedu.care.pathway import PLACES, Scenario, parameters
from iopedu.care.pathway_checks import checks
from iopedu.care.pathway_log import PathwayLog
from iopedu.course.facts import MARKS
from iopedu.course.files import read_rows
from iopedu.course.language import _, _n
from iopedu.course.text import printable
from iopedu.show.chart import Chart, Painting
from iopedu.show.palette import INK, LEVEL_COLORS
from iopedu.show.table import Line, Table

_SHOWN = ("waiting_iop", "iop", "outpatient", "home", "lost")
_MARKERS = ("s", "o", "^", "D", "x")
_COLORS = {"waiting_iop": LEVEL_COLORS["crisis"], "home": LEVEL_COLORS["community"], "lost": LEVEL_COLORS["inpatient"]}
_PARTS = {
    "health": _("How people are"),
    "program": _("Programs"),
    "leaving": _("Leaving and going on"),
    "worse": _("When it gets worse"),
    "hospital": _("After a hospital stay"),
    "access": _("Getting in"),
}


def pathway_numbers(part: str | None = None) -> Table:
    """Return every number of the model with its interval and its source, or the flag of an assumption.

    Parameters
    ----------
    part : str, optional
        Only the numbers of one part, such as "health" or "access".
    """
    found = [entry for entry in parameters().values() if part in (None, entry.part)]
    rows = []
    for entry in found:
        value = (
            f"{entry.value:g}"
            if entry.low == entry.high
            else _("{value:g} ({low:g} to {high:g})", value=entry.value, low=entry.low, high=entry.high)
        )
        origin = _("Assumption") if entry.assumed else "" if entry.mark == "V" else MARKS[entry.mark]
        note = Line(entry.note, origin, entry.sources)
        rows.append((entry.name, [value if entry.name.endswith(entry.unit) else f"{value} {entry.unit}", (note,)]))
    assumed = sum(entry.assumed for entry in found)
    note = _(
        "{assumed} of {total} numbers are assumptions: nobody could show us where they come from.",
        assumed=assumed,
        total=len(found),
    )
    title = _("The numbers of the model: {part}", part=_PARTS[part]) if part else _("The numbers of the model")
    return Table(title, [_("Number"), _("Value"), _("How to read it")], rows, note)


def pathway_places(result: Result) -> Chart:
    """Return how many people are where, week by week, with the middle 95 percent of the runs."""
    weeks = range(result.scenario.weeks + 1)

    def paint(axes) -> None:
        for at, place in enumerate(_SHOWN):
            low, middle, high = result.band(place)
            color = _COLORS.get(place) or LEVEL_COLORS[place]
            axes.fill_between(weeks, low, high, color=color, alpha=0.2, linewidth=0)
            axes.plot(weeks, middle, color=color, marker=_MARKERS[at], markevery=8, markersize=6, label=PLACES[place])
        axes.set_xlabel(_("Week"))
        axes.set_ylabel(_("People, of {people:,}", people=result.scenario.people))
        axes.set_xlim(0, result.scenario.weeks)
        axes.set_ylim(0, None)
        axes.legend(frameon=False, loc="lower left", ncols=2, bbox_to_anchor=(0, 1), labelcolor=INK)

    steps = sorted({0, *range(0, result.scenario.weeks + 1, 13), result.scenario.weeks})
    rows = [
        (
            PLACES[place],
            [
                _("{value:.0f} ({low:.0f} to {high:.0f})", value=m, low=lo, high=hi)
                for lo, m, hi in result.band(place)[:, steps].T
            ],
        )
        for place in PLACES
    ]
    table = Table(
        _n("People by place, {n} run", "People by place, {n} runs", result.runs),
        [_("Place"), *(_("Week {number}", number=step) for step in steps)],
        rows,
    )
    low, middle, high = result.interval("responded")
    in_iop = result.band("iop")[1]
    says = _(
        "Of {people:,} people, at most {most:.0f} are in the IOP at one time (week {week}). "
        "After {weeks} weeks {middle:.0f} percent have responded; in 95 of 100 runs between "
        "{low:.0f} and {high:.0f}.",
        people=result.scenario.people,
        most=in_iop.max(),
        week=int(in_iop.argmax()),
        weeks=result.scenario.weeks,
        middle=middle,
        low=low,
        high=high,
    )
    return Chart(_("Where people are"), says, Painting(8.4, 5, paint), table)


def pathway_compared(*scenarios: Scenario) -> Table:
    """Return what is to be expected in several scenarios, side by side."""
    found = [expected(scenario) for scenario in scenarios]
    rows = [(name, [f"{result.interval(measure)[1]:.1f}" for result in found]) for measure, name in MEASURES.items()]
    names = [f"{'ABCDEF'[at]}" for at in range(len(found))]
    note = " ".join(f"{name}: {scenario.describe()}." for name, scenario in zip(names, scenarios, strict=True))
    return Table(_("Scenarios side by side, without chance"), [_("Measure"), *names], rows, note)


def pathway_swings(scenario: Scenario, measure: str = "responded", most: int = 12) -> Chart:
    """Return which numbers matter most for one measure: what each does alone from end to end of its interval."""
    found = swings(scenario, measure)[:most]
    middle = expected(scenario).interval(measure)[1]

    def paint(axes) -> None:
        for at, (name, low, high) in enumerate(found):
            assumed = parameters()[name].assumed
            color = LEVEL_COLORS["crisis" if assumed else "iop"]
            hatch = "///" if assumed else None
            axes.barh(
                at,
                high - low,
                left=low,
                height=0.6,
                facecolor="none" if assumed else color,
                hatch=hatch,
                edgecolor=color,
            )
            axes.text(max(low, high), at, "  " + _("assumption") if assumed else "", va="center", fontsize=9)
        axes.axvline(middle, color=INK, linewidth=1)
        axes.set_yticks(range(len(found)), [parameters()[name].name for name, _low, _high in found])
        axes.set_ylim(len(found) - 0.4, -0.6)
        axes.set_xlabel(MEASURES[measure])
        axes.margins(x=0.14)

    rows = [
        (
            parameters()[name].name,
            [f"{parameters()[name].low:g}: {low:.1f}", f"{parameters()[name].high:g}: {high:.1f}"],
        )
        for name, low, high in found
    ]
    table = Table(_("Each number alone"), [_("Number"), _("At its low end"), _("At its high end")], rows)
    name, low, high = found[0]
    widest = {
        "name": parameters()[name].name,
        "low": min(low, high),
        "high": max(low, high),
        "assumed": sum(parameters()[n].assumed for n, _low, _high in found),
        "total": len(found),
    }
    if parameters()[name].assumed:
        says = _(
            "The widest swing comes from “{name}”, which is an assumption: from {low:.0f} to {high:.0f}. {assumed} of "
            "the {total} widest swings come from assumptions.",
            **widest,
        )
    else:
        says = _(
            "The widest swing comes from “{name}”, which is a number with a source: from {low:.0f} to {high:.0f}. "
            "{assumed} of the {total} widest swings come from assumptions.",
            **widest,
        )
    return Chart(_("Which numbers matter most?"), says, Painting(9, 0.42 * len(found) + 1.2, paint), table)


def pathway_checks() -> Table:
    """Return whether the model gives back what its sources say, and that a model without effect does not."""
    null = {check.name: check for check in checks({"response_treated": 0.19, "dose_gain": 0.0})}
    rows = [
        (
            check.name,
            [f"{check.source:.2f}", f"{check.model:.2f}: {_verdict(check.ok)}", _verdict(null[check.name].ok)],
        )
        for check in checks()
    ]
    note = _("A check that a model without any effect of therapy passes says nothing about it. Hence the last column.")
    return Table(
        _("Does it give back its sources?"),
        [_("Share"), _("Source"), _("Model"), _("Model without effect")],
        rows,
        note,
    )


def _verdict(ok: bool) -> str:
    return _("close enough") if ok else _("too far apart")


def pathway_limits() -> Table:
    """Return what the model leaves out or gets wrong."""
    rows = [(row["what"], [row["model"], row["life"]]) for row in read_rows("care/pathway_limits.csv")]
    return Table(_("What this model gets wrong"), [_("About"), _("In the model"), _("In life")], rows)


def pathway_log(log: PathwayLog) -> Table:
    """Return a learner's predictions and runs."""
    rows = [
        (f"{at}", [printable(trial.scenario.describe()), trial.compared(), printable(trial.decision) or "–"])
        for at, trial in enumerate(log.trials, 1)
    ]
    return Table(
        _("Predict, run, compare, decide"), [_("Run"), _("Scenario"), _("Prediction and result"), _("Decision")], rows
    )
