"""Acting differently in tables and figures: activities, steps, an experiment, and the evidence."""

from collections.abc import Sequence
from dataclasses import replace

from iopedu.cbt.activation import EFFORTS, Activity, ActivityPlan, example_week
from iopedu.cbt.activation import activity_ideas as all_ideas
from iopedu.cbt.experiment import Experiment
from iopedu.cbt.exposure import LADDER_RULES, NEVER_RULES, PRECONDITION, PREDICTION_RULES, Hierarchy, Step
from iopedu.course.language import _
from iopedu.course.ratings import Pair
from iopedu.course.text import in_html, printable
from iopedu.show.asking import asked_list, contrasts, rules_table
from iopedu.show.chart import Chart, Painting, legend_above, rows_down
from iopedu.show.drawn import pairs
from iopedu.show.palette import INK, LEVEL_COLORS
from iopedu.show.style import framed
from iopedu.show.table import Line, Table
from iopedu.show.words import chart_of, rows_of, table_of

_COLOR = LEVEL_COLORS["iop"]
_NOT_RATED = _("not rated")
_EXPECTED_AND_ACTUAL = (_("{rating} expected"), _("{rating} actual"))
_EFFORTS = {"low": _("Low effort"), "medium": _("Medium effort"), "high": _("High effort")}
_BEFORE_AND_AFTER = (_("{rating} before"), _("{rating} after"))

_Item = tuple[str, int | None, int | None]


def activity_table(plan: ActivityPlan) -> Table:
    """Return a plan with what was expected and how it was."""
    rows = rows_of(
        plan.activities,
        lambda entry: printable(entry.name),
        lambda entry: entry.when or _("not set"),
        _state,
        lambda entry: _ratings(entry, "pleasure"),
        lambda entry: _ratings(entry, "mastery"),
    )
    return table_of("activity_table", rows, after=printable(plan.summary()))


def _state(entry: Activity) -> str:
    if entry.done is False:
        return _("No: {reason}", reason=printable(entry.reason)) if entry.reason else _("No")
    return _("Yes") if entry.done else _("Open")


def _ratings(entry: Activity, scale: str) -> str:
    expected, actual = getattr(entry, f"expected_{scale}"), getattr(entry, f"actual_{scale}")
    return _compared(expected, actual, entry.pair(scale))


def _compared(expected: int | None, actual: int | None, pair: Pair | None) -> str:
    if expected is None and actual is None:
        return _NOT_RATED
    said = [_NOT_RATED if value is None else str(value) for value in (expected, actual)]
    if pair is None:
        return _("expected {expected}, actual {actual}", expected=said[0], actual=said[1])
    return _("expected {expected}, actual {actual}: {verdict}", expected=said[0], actual=said[1], verdict=pair.verdict)


def activity_view(plan: ActivityPlan) -> str:
    """Return a plan as bars and in words; HTML that is drawn again while somebody types."""
    items = [
        (label, getattr(entry, f"expected_{scale}"), getattr(entry, f"actual_{scale}"))
        for entry in plan.activities
        for scale, label in (
            ("pleasure", _("{activity} (pleasure)", activity=entry.name)),
            ("mastery", _("{activity} (mastery)", activity=entry.name)),
        )
    ]
    if not plan.activities:
        return framed(f"<p>{plan.summary()}</p>")
    return framed(_bars(_("Expected and actual ratings"), items, 10) + activity_table(plan).html())


def hierarchy_table(ladder: Hierarchy) -> Table:
    """Return a hierarchy, the least expected distress first."""
    rows = [
        (
            f"{at}. {printable(step.situation)}",
            [
                _lines(step, "feared", "likely"),
                _lines(step, "without", "again"),
                _compared(step.expected, step.actual, step.pair),
                _lines(step, "happened", "learned"),
            ],
        )
        for at, step in enumerate(ladder.steps, 1)
    ]
    goal = printable(ladder.goal)
    title = _("Steps toward: {goal}", goal=goal) if goal else _("Steps toward: goal not set")
    return table_of("hierarchy_table", rows, caption=title, after=f"{ladder.summary()} {PRECONDITION}")


def _lines(step: Step, *names: str) -> tuple[Line, ...] | str:
    return tuple(Line(f"{label}: {printable(words)}") for label, words in step.said(*names)) or _("nothing noted")


def ladder_rules() -> Table:
    """Return what is never a step, and every rule that asks about a ladder, in full."""
    rules = (*NEVER_RULES, *LADDER_RULES)
    never = _("Never a step")
    return rules_table(
        rules, (*(never for _rule in NEVER_RULES), *(_("Ladder") for _rule in LADDER_RULES)), form="ladder"
    )


def prediction_rules() -> Table:
    """Return every rule that asks about a prediction, in full."""
    return rules_table(
        PREDICTION_RULES, (f"{at}" for at, _rule in enumerate(PREDICTION_RULES, 1)), _("No."), form="experiment"
    )


def hierarchy_view(ladder: Hierarchy) -> str:
    """Return a hierarchy as bars, in words, and with the questions about it."""
    if not ladder.steps:
        return framed(f"<p>{in_html(ladder.describe())}</p>")
    items = [(step.situation, step.expected, step.actual) for step in ladder.steps]
    bars, asked = _bars(_("Distress, step by step"), items, 100), asked_list(ladder.notes()) + contrasts("ladder")
    return framed(bars + hierarchy_table(ladder).html() + asked)


def experiment_view(test: Experiment) -> str:
    """Return an experiment as bars for the belief, and in words."""
    items = [(_("Belief"), test.before, test.after)]
    bars = _bars(_("Belief before and after"), items, 100, _BEFORE_AND_AFTER)
    return framed(f"{bars}<p>{in_html(test.describe())}</p>{asked_list(test.notes())}")


def _bars(title: str, items: Sequence[_Item], top: int, words: tuple[str, str] = _EXPECTED_AND_ACTUAL) -> str:
    found = pairs(items, top, words)
    return found[1].named(title, found[0]) if found else ""


def activity_week() -> Chart:
    """Return Daniel's made-up week: pleasure as he expected it, and as it was."""
    plan = example_week()
    entries = plan.activities

    def paint(axes) -> None:
        for at, entry in enumerate(entries):
            pair = entry.pair("pleasure")
            if pair:
                axes.plot([pair.expected, pair.actual], [at, at], color=INK, linewidth=1)
                axes.plot(pair.actual, at, "o", color=_COLOR, markersize=9, label="" if at else _("actual (filled)"))
            ring = {"markerfacecolor": "none", "markeredgecolor": INK, "markersize": 13}
            axes.plot(entry.expected_pleasure, at, "o", label="" if at else _("expected (ring)"), **ring)
            axes.text(10.6, at, _change_in_short(entry), va="center")
        rows_down(axes, [entry.name for entry in entries], -0.5, 12.8, 0.6, 0.4)
        axes.set_xticks(range(0, 11, 2))
        legend_above(axes)

    table = replace(activity_table(plan), caption=_("Daniel’s week in numbers (made up)"), note="")
    return chart_of("activity_week", Painting(8.4, 4.6, paint), table, says=plan.summary())


def _change_in_short(entry: Activity) -> str:
    pair = entry.pair("pleasure")
    if pair:
        return f"{pair.change:+d}" if pair.change else _("same")
    return {True: _("yes"), False: _("not done"), None: _("open")}[entry.done]


def activity_ideas() -> Table:
    """Return the ideas for activities by area and effort."""
    ideas = all_ideas()

    def named(area: str, effort: str) -> str:
        return "; ".join(idea.name for idea in ideas if (idea.area, idea.effort) == (area, effort)) or "–"

    areas = dict.fromkeys(idea.area for idea in ideas)
    rows = [(area, [named(area, effort) for effort in EFFORTS]) for area in areas]
    return table_of("activity_ideas", rows, more=[_EFFORTS[effort] for effort in EFFORTS])


def action_evidence() -> Table:
    """Return what is known about activation, experiments, homework and exposure, and how well."""
    return table_of("action_evidence")
