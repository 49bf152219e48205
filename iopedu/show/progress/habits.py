"""Habits in tables and figures: a week as it was answered, rules that ask, and evidence with its comparators."""

from iopedu.course.facts import facts_on
from iopedu.course.language import _
from iopedu.course.text import in_html, printable
from iopedu.progress.effects import Effect
from iopedu.progress.effects import habit_effects as all_effects
from iopedu.progress.habits import DAYS, DIRECTIONS, HABIT_RULES, HOURS, MINUTES, Habit, HabitWeek, habit_questions
from iopedu.show.asking import asked_list, rules_table
from iopedu.show.chart import Chart, Painting
from iopedu.show.palette import INK, LEVEL_COLORS
from iopedu.show.svg import framed
from iopedu.show.table import Line, Table, fact_cell
from iopedu.show.words import chart_of, ranged, table_of

_ANSWERS = {True: _("● Yes"), False: _("○ No"), None: _("open")}
_SHORT = {HOURS: _("h"), MINUTES: _("min")}
_COLORS = {
    "sleep": LEVEL_COLORS["php"],
    "exercise": LEVEL_COLORS["iop"],
    "nutrition": LEVEL_COLORS["residential"],
    "mindfulness": LEVEL_COLORS["inpatient"],
    "peers": LEVEL_COLORS["crisis"],
}


def habit_week(week: HabitWeek) -> Table:
    """Return a week, a habit in each row and a day in each column, every answer in a word."""
    rows = [
        (
            entry.name,
            [printable(entry.counts).strip() or _("not said"), *(_answer(entry, at) for at in range(len(DAYS)))],
        )
        for entry in week.habits
    ]
    return table_of("habit_week", rows, more=[*DAYS], before=week.summary())


def _answer(entry: Habit, at: int) -> str:
    amount = entry.amounts[at]
    noted = "" if amount is None else f", {amount:g} {_SHORT[entry.unit]}"
    return f"{_ANSWERS[entry.days[at]]}{noted}"


def habit_view(week: HabitWeek) -> str:
    """Return a week, its planner sentence and the questions about it as HTML."""
    planned = ""
    if week.intention.started:
        title = _("Planned:")
        planned = f"<p><strong>{title}</strong> {in_html(week.intention.sentence)}</p>"
    table = habit_week(week).html() if week.habits else ""
    found = f"{planned}{table}{asked_list(habit_questions(week))}"
    return framed(found) if found else ""


def habit_rules() -> Table:
    """Return every rule that asks about a planned habit."""
    return rules_table(HABIT_RULES)


def habit_effects(better: str) -> Chart:
    """Return the effects in which one side of zero is the better one, each with what it was compared with.

    Parameters
    ----------
    better : {"below", "above"}
        Which side. The two are never drawn together, since a sign would mean two things.
    """
    found = all_effects(better)

    def paint(axes) -> None:
        for at, effect in enumerate(found):
            _paint_effect(axes, at, effect)
        axes.axvline(0, color=INK, linewidth=0.8)
        axes.set_yticks(
            range(len(found)),
            [_("{what}\nvs. {against}", what=effect.what, against=effect.against) for effect in found],
            fontsize=9,
        )
        axes.set_ylim(len(found) - 0.4, -0.6)
        axes.set_xlim(*((-2.2, 0.75) if better == "below" else (-0.15, 0.95)))

    painting = Painting(8.6, 1 + 0.46 * len(found), paint)
    return chart_of(f"habit_effects_{better}", painting, _table(better))


def _paint_effect(axes, at: int, effect: Effect) -> None:
    color, value = _COLORS[effect.habit], float(effect.fact.value)
    if effect.interval == "not seen":
        axes.plot(value, at, "D", markerfacecolor="none", markeredgecolor=color, markersize=8)
        words = _("{value:g}, interval not seen", value=value)
    else:
        low, high = float(effect.fact.low), float(effect.fact.high)
        middle = effect.interval.startswith("middle")
        axes.plot([low, high], [at, at], color=color, linewidth=1.8, linestyle=":" if middle else "-")
        axes.plot(value, at, "s" if middle else "o", color=color, markersize=7)
        words = ranged(value, low, high, ".2f")
    right = float(effect.fact.high or effect.fact.value)
    axes.text(max(right, 0) + 0.03, at, words, va="center", fontsize=9)


def _table(better: str) -> Table:
    rows = [
        (
            _("{what} versus {against}", what=effect.what, against=effect.against),
            [(Line(effect.fact.says, effect.fact.context, effect.fact.sources),), effect.interval],
        )
        for effect in all_effects(better)
    ]
    return table_of("table", rows)


def habit_evidence() -> Table:
    """Return what the figures do not show: minutes, small trials, corrections, cautions."""
    drawn = {effect.fact.id for effect in all_effects()}
    rows = [
        (name, [fact_cell((entry for entry in facts_on("progress", key) if entry.id not in drawn), False)])
        for key, name in {**DIRECTIONS, "habits": _("For all habits")}.items()
        if key != "mindfulness"
    ]
    return table_of("habit_evidence", rows)
