"""A plan against relapse, the rules that ask about it, and the step to the next level, in tables and a figure."""

from __future__ import annotations

from iopedu.care.levels import level
from iopedu.care.tables import follow_up as all_follow_up
from iopedu.course.export import NOTE, page
from iopedu.course.facts import fact, facts
from iopedu.course.language import _, _n
from iopedu.course.text import printable
from iopedu.progress.plan import CHAPTERS, PARTS, TransitionPlan, example_plan
from iopedu.progress.plan_rules import PLAN_RULES, plan_questions
from iopedu.show.asking import asked_list, rules_table
from iopedu.show.chart import Chart, Painting, legend_above, rows_down
from iopedu.show.palette import INK, LEVEL_COLORS
from iopedu.show.svg import framed
from iopedu.show.table import Cell, Line, Table, fact_cell
from iopedu.show.words import chart_of, stored_rows, table_of

_EMPTY = "…"
#: The parts of our plan that take up the published steps, which stand in ``data/show`` by name.
_STEPS = (("early", "late"), ("coping",), ("places",), ("helpers",), ("professionals",), ("surroundings",))


def transition_plan(plan: TransitionPlan, chapter: str) -> Table:
    """Return one chapter of a plan; what is not filled in is shown as dots."""
    rows = [
        (PARTS[part], [tuple(Line(printable(line)) for line in plan.says(part)) or _EMPTY])
        for part in CHAPTERS[chapter]
    ]
    return Table(chapter, [_("Part"), _("What it says")], rows)


def _chapters(plan: TransitionPlan) -> str:
    return "".join(transition_plan(plan, chapter).html() for chapter in CHAPTERS)


def plan_view(plan: TransitionPlan) -> str:
    """Return a plan as it stands, and the questions about it, as HTML."""
    if not plan.started:
        return ""
    return framed(f"{_chapters(plan)}{asked_list(plan_questions(plan))}")


def plan_page(plan: TransitionPlan) -> str:
    """Return a plan as a page to print, with what is still empty."""
    empty = _("Still empty: {parts}.", parts=", ".join(plan.lacking))
    missing = f"<p>{empty}</p>" if plan.lacking else ""
    person = printable(plan.person).strip()
    title = _("Plan of {person}", person=person) if person else _("Plan of a made-up person")
    return page(title, f"<p>{NOTE}</p>{_chapters(plan)}{missing}")


def plan_rules() -> Table:
    """Return every rule that asks about a plan."""
    return rules_table(PLAN_RULES)


def safety_steps() -> Table:
    """Return the six published steps of a safety plan by name, and where Maya's plan takes them up."""
    plan, source = example_plan(), fact("safety_steps").sources
    told = zip(stored_rows("safety_steps"), _STEPS, strict=True)
    rows = [
        (
            f"{at}. {name}",
            [(Line(purpose, sources=source),), tuple(Line(line) for part in parts for line in plan.says(part))],
        )
        for at, ((name, (purpose,)), parts) in enumerate(told, 1)
    ]
    return table_of("safety_steps", rows)


def step_criteria() -> Table:
    """Return when to step down and up, level by level, and the principles that hold at each."""

    def down_and_up(name: str) -> list[Cell]:
        there = [f for f in facts().values() if (f.subject, f.about) == ("care", name)]
        return [fact_cell(f for f in there if f.aspect == aspect) for aspect in ("step_down", "step_up")]

    rows = [(level(name).label, down_and_up(name)) for name in ("php", "iop", "outpatient")]
    down = ("step_ready", "step_not_number", "step_early", "step_late")
    up = ("step_up_again", "step_lapse", "step_payment", "step_parity")
    rows.append((_("At every level"), [fact_cell(map(fact, names)) for names in (down, up)]))
    return table_of("step_criteria", rows)


def follow_up_years() -> Chart:
    """Return how many psychiatric discharges were followed by a visit, by payer, in 2012 and in 2022."""
    found = {(row.payer, row.days, row.year): row for row in all_follow_up()}
    payers = list(dict.fromkeys(payer for payer, *_rest in found))
    labels = [(payer, days) for days in (7, 30) for payer in payers]

    def paint(axes) -> None:
        for at, label in enumerate(labels):
            then, now = (float(found[*label, year].percent) for year in (2012, 2022))
            axes.plot([then, now], [at, at], color=INK, linewidth=1)
            named = (_("2012 (ring)"), _("2022 (filled)")) if at == 0 else ("", "")
            axes.plot(then, at, "o", markerfacecolor="none", markeredgecolor=INK, markersize=11, label=named[0])
            axes.plot(now, at, "o", color=LEVEL_COLORS["iop" if label[1] == 7 else "php"], markersize=8, label=named[1])
            axes.text(min(then, now) - 2.5, at, f"{min(then, now):g}", va="center", ha="right")
            axes.text(max(then, now) + 2.5, at, f"{max(then, now):g}", va="center")
        names = [_n("{payer}, {n} day", "{payer}, {n} days", days, payer=payer) for payer, days in labels]
        rows_down(axes, names, 0, 100, 0.6, 0.4)
        legend_above(axes)

    rows = [
        (
            _n("{payer}, within {n} day", "{payer}, within {n} days", days, payer=payer),
            [(Line(f"{row.percent} %", "", (row.source,)),) for row in (found[payer, days, y] for y in (2012, 2022))],
        )
        for payer, days in labels
    ]
    return chart_of("follow_up_years", Painting(8.0, 4.4, paint), table_of("follow_up_years", rows))
