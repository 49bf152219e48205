"""CBT in tables and figures: thought records and thinking styles; activities, steps, experiments, and the evidence."""

from collections.abc import Sequence
from dataclasses import replace
from statistics import fmean

from iopedu.cbt.activation import SCALES, Activity, ActivityPlan, example_week
from iopedu.cbt.activation import activity_ideas as all_ideas
from iopedu.cbt.experiment import Experiment
from iopedu.cbt.exposure import LADDER_RULES, NEVER_RULES, PRECONDITION, PREDICTION_RULES, Hierarchy, Step
from iopedu.cbt.record import COLUMNS, EVIDENCE_RULES, FIELDS, HINT_RULES, Summary, ThoughtRecord
from iopedu.cbt.styles import styles
from iopedu.course.language import _, _n
from iopedu.course.ratings import Pair
from iopedu.course.text import in_html, printable
from iopedu.show.asking import asked_list, contrasts, rules_table
from iopedu.show.chart import Chart, Painting, legend_above, rows_down
from iopedu.show.drawn import nothing, pairs
from iopedu.show.palette import INK, LEVEL_COLORS
from iopedu.show.style import framed
from iopedu.show.svg import Picture
from iopedu.show.table import Line, Table
from iopedu.show.words import chart_of, rows_of, table_of


def thought_record(record: ThoughtRecord) -> Table:
    """Return a record, one part in each row; what is not filled in is shown as dots."""
    rows = [(name, [tuple(map(Line, text.split("\n"))) if text else "…"]) for name, text in record.parts()]
    return table_of("thought_record", rows)


def in_columns(record: ThoughtRecord, columns: int) -> Table:
    """Return a record side by side, as it is written on paper, in 3, 5 or 7 columns."""
    parts = dict(record.parts())
    names = [[FIELDS[field] for field in column] for column in COLUMNS[columns]]
    title = _n("A thought record in {n} column", "A thought record in {n} columns", columns)
    cells = [tuple(Line(text) for name in column for text in (parts[name] or "…").split("\n")) for column in names]
    situation = parts[FIELDS["situation"]] or "…"
    return Table(title, [_(" and ").join(column) for column in names], [(situation, cells[1:])])


def thought_record_columns() -> Table:
    """Return which parts the three views of a record ask for."""
    rows = [
        (name, [_("yes") if any(field in column for column in view) else "–" for view in COLUMNS.values()])
        for field, name in FIELDS.items()
    ]
    return table_of(
        "thought_record_columns", rows, more=[*(_n("{n} column", "{n} columns", number) for number in COLUMNS)]
    )


def hint_rules() -> Table:
    """Return every rule that asks a question about a record, in full."""
    rules = (*HINT_RULES, *EVIDENCE_RULES)
    names = {**FIELDS, **dict.fromkeys(("evidence_for", "evidence_against"), _("Evidence"))}
    return rules_table(rules, (names[rule.part] for rule in rules), form="thought_record")


def records(summary: Summary) -> Picture:
    """Return several records together: each emotion that was rated twice, then and now."""
    items = [(name, change.before, change.after) for name, _count, changes in summary.emotions() for change in changes]
    drawn = pairs(items, 100, (_("{rating} then"), _("{rating} now")))
    rows = [(name, [str(count), str(len(changes)), _mean(changes)]) for name, count, changes in summary.emotions()]
    title = _n("What changed in {n} record", "What changed in {n} records", len(summary.records))
    drawing = drawn[1] if drawn else nothing(_("No emotion has been rated twice yet"))
    return Picture(title, summary.describe(), drawing, table_of("records", rows))


def _mean(changes: tuple) -> str:
    if not changes:
        return _("cannot be computed")
    return _("{change:+.0f} points", change=fmean(change.points for change in changes))


def thinking_styles() -> Table:
    """Return the thinking styles, each with an example, a near miss and a question to ask."""
    rows = [
        (entry.name, [entry.definition, f"“{entry.example}”", f"“{entry.non_example}”", entry.question_to_ask])
        for entry in styles()
    ]
    note = _n(
        "{n} style. The names are traditional and widely used; the wording is ours.",
        "{n} styles. The names are traditional and widely used; the wording is ours.",
        len(styles()),
    )
    return table_of("thinking_styles", rows, after=note)


def style_origins() -> Table:
    """Return other names of each style, and on whose list it stands."""
    rows = [
        (entry.name, [", ".join(entry.synonyms), (Line(entry.origin, sources=entry.sources),)]) for entry in styles()
    ]
    return table_of("style_origins", rows)


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
        (f"{entry.name} ({name.lower()})", getattr(entry, f"expected_{scale}"), getattr(entry, f"actual_{scale}"))
        for entry in plan.activities
        for scale, name in SCALES.items()
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
    bars, asked = _bars(_("Distress, step by step"), items, 100), asked_list(ladder.asked()) + contrasts("ladder")
    return framed(bars + hierarchy_table(ladder).html() + asked)


def experiment_view(test: Experiment) -> str:
    """Return an experiment as bars for the belief, and in words."""
    items = [(_("Belief"), test.before, test.after)]
    bars = _bars(_("Belief before and after"), items, 100, _BEFORE_AND_AFTER)
    return framed(f"{bars}<p>{in_html(test.describe())}</p>{asked_list(test.asked())}")


def _bars(title: str, items: Sequence[_Item], top: int, words: tuple[str, str] = _EXPECTED_AND_ACTUAL) -> str:
    found = pairs(items, top, words)
    return found[1].named(title, found[0]) if found else ""


def activity_week() -> Chart:
    """Return Daniel's fictional week: pleasure as he expected it, and as it was."""
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

    table = replace(activity_table(plan), caption=_("Daniel’s week in numbers (fictional)"), note="")
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
    rows = [(area, [named(area, effort) for effort in _EFFORTS]) for area in areas]
    return table_of("activity_ideas", rows, more=_EFFORTS.values())


def action_evidence() -> Table:
    """Return what is known about activation, experiments, homework and exposure, and how well."""
    return table_of("action_evidence")
