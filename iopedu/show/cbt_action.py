"""Acting differently in tables and figures: activities, steps, an experiment, and the evidence."""

from __future__ import annotations

from collections.abc import Sequence

from iopedu.cbt.activation import EFFORTS, Activity, ActivityPlan, example_week
from iopedu.cbt.activation import activity_ideas as all_ideas
from iopedu.cbt.experiment import Experiment
from iopedu.cbt.exposure import PRECONDITION, Hierarchy
from iopedu.course.facts import fact, facts_on
from iopedu.course.ratings import Pair
from iopedu.course.text import in_html, printable
from iopedu.show.chart import Chart, draw
from iopedu.show.palette import INK, LEVEL_COLORS
from iopedu.show.svg import framed, picture, short
from iopedu.show.table import Line, Table

__all__ = [
    "action_evidence",
    "activity_ideas",
    "activity_table",
    "activity_view",
    "activity_week",
    "experiment_view",
    "hierarchy_table",
    "hierarchy_view",
]

_COLOR = LEVEL_COLORS["iop"]
_WIDTH, _ROW, _BAR = 720, 70, 19
_LETTERS = 90
_NOT_RATED = "not rated"

_Item = tuple[str, int | None, int | None]


def activity_table(plan: ActivityPlan) -> Table:
    """Return a plan with what was expected and how it was."""
    rows = [
        (
            printable(entry.name),
            [entry.when or "not set", _state(entry), *(_ratings(entry, scale) for scale in ("pleasure", "mastery"))],
        )
        for entry in plan.activities
    ]
    columns = ["Activity", "When", "Done", "Pleasure, 0 to 10", "Mastery, 0 to 10"]
    return Table("Planned activities", columns, rows, printable(plan.summary()))


def _state(entry: Activity) -> str:
    if entry.done is False:
        return f"No: {printable(entry.reason)}" if entry.reason else "No"
    return "Yes" if entry.done else "Open"


def _ratings(entry: Activity, scale: str) -> str:
    expected, actual = getattr(entry, f"expected_{scale}"), getattr(entry, f"actual_{scale}")
    return _compared(expected, actual, entry.pair(scale))


def _compared(expected: int | None, actual: int | None, pair: Pair | None) -> str:
    if expected is None and actual is None:
        return _NOT_RATED
    said = [_NOT_RATED if value is None else str(value) for value in (expected, actual)]
    return f"expected {said[0]}, actual {said[1]}{f': {pair.verdict}' if pair else ''}"


def activity_view(plan: ActivityPlan) -> str:
    """Return a plan as bars and in words; HTML that is drawn again while somebody types."""
    items = [
        (f"{entry.name} ({scale})", getattr(entry, f"expected_{scale}"), getattr(entry, f"actual_{scale}"))
        for entry in plan.activities
        for scale in ("pleasure", "mastery")
    ]
    if not plan.activities:
        return framed(f"<p>{plan.summary()}</p>")
    return framed(_bars("Expected and actual ratings", items, 10) + activity_table(plan).html())


def hierarchy_table(ladder: Hierarchy) -> Table:
    """Return a hierarchy, the least expected distress first."""
    rows = [
        (
            f"{at}. {printable(step.situation)}",
            [_compared(step.expected, step.actual, step.pair), printable(step.learned) or "nothing noted"],
        )
        for at, step in enumerate(ladder.steps, 1)
    ]
    title = f"Steps toward: {printable(ladder.goal) or 'goal not set'}"
    return Table(title, ["Step", "Distress, 0 to 100", "Learned"], rows, f"{ladder.summary()} {PRECONDITION}")


def hierarchy_view(ladder: Hierarchy) -> str:
    """Return a hierarchy as bars, in words, and with the questions about it."""
    if not ladder.steps:
        return framed(f"<p>{in_html(ladder.describe())}</p>")
    items = [(step.situation, step.expected, step.actual) for step in ladder.steps]
    notes = "".join(f"<li>{in_html(note)}</li>" for note in ladder.notes())
    asked = f"<p><strong>Questions to think about</strong></p><ul>{notes}</ul>" if notes else ""
    return framed(_bars("Distress, step by step", items, 100) + hierarchy_table(ladder).html() + asked)


def experiment_view(test: Experiment) -> str:
    """Return an experiment as bars for the belief, and in words."""
    items = [("Belief", test.before, test.after)]
    bars = _bars("Belief before and after", items, 100, ("before", "after"))
    return framed(f"{bars}<p>{in_html(test.describe())}</p>")


def _bars(title: str, items: Sequence[_Item], top: int, names: tuple[str, str] = ("expected", "actual")) -> str:
    """Return two bars for each item as SVG: the first one dashed, the second one filled, each with its number."""
    items = [item for item in items if item[1] is not None or item[2] is not None]
    if not items:
        return ""
    said = "; ".join(
        f"{label}: {', '.join(f'{value} {name}' for name, value in zip(names, pair, strict=True) if value is not None)}"
        for label, *pair in items
    )
    drawn, height = "", 0
    for item in items:
        drawn += _bar_pair(height, item, top, names)
        height += _ROW - _BAR * (None in item)
    return picture(title, f"From 0 to {top}. {said}.", _WIDTH, height, drawn)


def _bar_pair(y: int, item: _Item, top: int, names: tuple[str, str]) -> str:
    label, *values = item
    parts = [f'<text x="0" y="{y + 15}">{short(label, _LETTERS)}</text>']
    looks = ('fill="none" stroke="currentColor" stroke-dasharray="4 2"', f'fill="{_COLOR}" stroke="{_COLOR}"')
    above = y + 22
    for value, name, look in zip(values, names, looks, strict=True):
        if value is not None:
            width = round((_WIDTH - 120) * value / top, 1)
            parts.append(f'<rect x="1" y="{above}" width="{width}" height="13" {look}/>')
            parts.append(f'<text x="{width + 8}" y="{above + 12}">{value} {name}</text>')
            above += _BAR
    return "".join(parts)


def activity_week() -> Chart:
    """Return Daniel's made-up week: pleasure as he expected it, and as it was."""
    plan = example_week()
    entries = plan.activities

    def paint(axes) -> None:
        for at, entry in enumerate(entries):
            pair = entry.pair("pleasure")
            if pair:
                axes.plot([pair.expected, pair.actual], [at, at], color=INK, linewidth=1)
                axes.plot(pair.actual, at, "o", color=_COLOR, markersize=9, label="" if at else "actual (filled)")
            axes.plot(
                entry.expected_pleasure,
                at,
                "o",
                markerfacecolor="none",
                markeredgecolor=INK,
                markersize=13,
                label="" if at else "expected (ring)",
            )
            note = f"{pair.change:+d}".replace("+0", "same") if pair else _state(entry).split(":")[0].lower()
            axes.text(10.6, at, {"no": "not done"}.get(note, note), va="center")
        axes.set_yticks(range(len(entries)), [entry.name for entry in entries])
        axes.set_ylim(len(entries) - 0.4, -0.6)
        axes.set_xlim(-0.5, 12.8)
        axes.set_xticks(range(0, 11, 2))
        axes.set_xlabel("Pleasure, from 0 to 10; at the right: actual minus expected")
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False)

    return Chart("Daniel’s week: what he expected, and how it was", plan.summary(), draw(8.4, 4.6, paint), _named(plan))


def _named(plan: ActivityPlan) -> Table:
    table = activity_table(plan)
    return Table("Daniel’s week in numbers (made up)", table.columns, table.rows)


def activity_ideas() -> Table:
    """Return the ideas for activities by area and effort."""
    ideas = all_ideas()
    rows = [
        (
            area,
            [
                "; ".join(idea.name for idea in ideas if (idea.area, idea.effort) == (area, effort)) or "–"
                for effort in EFFORTS
            ],
        )
        for area in dict.fromkeys(idea.area for idea in ideas)
    ]
    note = "All cost little or nothing in many places. Which ones fit is for the person to say."
    return Table("Ideas for activities", ["Area", *(f"{effort.capitalize()} effort" for effort in EFFORTS)], rows, note)


def action_evidence() -> Table:
    """Return what is known about activation, experiments, homework and exposure, and how well."""
    parts = {
        "Behavioral activation": facts_on("cbt", "activation"),
        "Behavioral experiment": [fact("cbt_one_session")],
        "Homework: trying it between sessions": facts_on("cbt", "homework"),
        "Exposure": facts_on("cbt", "exposure"),
        "CBT as a whole, to compare with": facts_on("cbt", "evidence"),
    }
    rows = [
        (title, [tuple(Line(entry.says, entry.context, entry.sources) for entry in found)])
        for title, found in parts.items()
    ]
    note = (
        "Mind the signs: in the rows with SMD, below zero means fewer symptoms; in the rows with g, above zero "
        "is in favor of the treatment named first. An interval that includes zero leaves the direction open."
    )
    return Table("Acting differently: what is known", ["About", "What was found"], rows, note)
