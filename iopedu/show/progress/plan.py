"""Relapse in figures and tables, a plan against it, and the step to the next level."""

from collections.abc import Iterable
from typing import Any

from iopedu.care.levels import level
from iopedu.care.tables import follow_up as all_follow_up
from iopedu.course.export import NOTE, page
from iopedu.course.facts import Fact, fact, facts
from iopedu.course.files import options, read_rows
from iopedu.course.language import _, _n
from iopedu.course.text import printable
from iopedu.progress.plan import CHAPTERS, PARTS, PLAN_RULES, TransitionPlan, example_plan, plan_questions
from iopedu.progress.relapse import Trial, mbct_trials, relapse_rates
from iopedu.show.asking import asked_list, rules_table
from iopedu.show.chart import Chart, Painting, legend_above, rows_down
from iopedu.show.course.tables import what_is_known
from iopedu.show.palette import INK, LEVEL_COLORS
from iopedu.show.progress.habits import habit_effects, habit_evidence
from iopedu.show.svg import framed
from iopedu.show.table import Cell, Line, Table, fact_cell
from iopedu.show.words import chart_of, ranged, rows_of, sources_of, stored_rows, table_of

_EMPTY = "…"
#: The parts of our plan that take up the published steps, which stand in ``data/show`` by name.
_STEPS = (("early", "late"), ("coping",), ("places",), ("helpers",), ("professionals",), ("surroundings",))


def transition_plan(plan: TransitionPlan, chapter: str) -> Table:
    """Return one chapter of a plan; what is not filled in is shown as dots."""
    told = {part: tuple(Line(printable(line)) for line in plan.says(part)) for part in CHAPTERS[chapter]}
    rows = [(PARTS[part], [said or _EMPTY]) for part, said in told.items()]
    return Table(chapter, [_("Part"), _("What it says")], rows)


def _chapters(plan: TransitionPlan) -> str:
    return "".join(transition_plan(plan, chapter).html() for chapter in CHAPTERS)


def plan_view(plan: TransitionPlan) -> str:
    """Return a plan as it stands, and the questions about it, as HTML."""
    return "" if not plan.started else framed(f"{_chapters(plan)}{asked_list(plan_questions(plan))}")


def plan_page(plan: TransitionPlan) -> str:
    """Return a plan as a page to print, with what is still empty."""
    empty = _("Still empty: {parts}.", parts=", ".join(plan.lacking))
    missing = f"<p>{empty}</p>" if plan.lacking else ""
    person = printable(plan.person).strip()
    title = _("Plan for {person}", person=person) if person else _("Plan for a fictional person")
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
            [(Line(f"{row.percent}%", "", (row.source,)),) for row in (found[payer, days, y] for y in (2012, 2022))],
        )
        for payer, days in labels
    ]
    return chart_of("follow_up_years", Painting(8.0, 4.4, paint), rows)


_LOOKS = (("o", LEVEL_COLORS["iop"]), ("s", LEVEL_COLORS["php"]), ("^", LEVEL_COLORS["crisis"]))
_AGAINST = {"usual": _("Versus usual care or none"), "active": _("Versus medication or an active control")}
_GROUP = {"usual": ("mbct_usual", "mbct_network"), "active": ("mbct_active",)}
_TOGETHER = options("plan.together")


def relapse_over_time() -> Chart:
    """Return how many people had another episode of depression after so many years, in three groups of people."""
    rates = relapse_rates()
    people = list(dict.fromkeys(rate.people for rate in rates))

    def paint(axes) -> None:
        for who, (marker, color) in zip(people, _LOOKS, strict=True):
            found = [rate for rate in rates if rate.people == who]
            years, percent = [rate.years for rate in found], [float(rate.fact.value) for rate in found]
            axes.plot(years, percent, marker=marker, color=color, linestyle=":", markersize=9, label=who)
            for year, value in zip(years, percent, strict=True):
                axes.text(year + 0.25, value - 1, f"{value:g}%", va="top")
        axes.set_xlim(0, 16.5)
        axes.set_ylim(0, 100)
        axes.set_xticks(range(0, 16, 5))
        legend_above(axes, 1)

    rows = rows_of(
        rates,
        lambda rate: _n("{people}, {n} year", "{people}, {n} years", rate.years, people=rate.people),
        lambda rate: fact_cell([rate.fact], False),
    )
    rows.append((_("Many groups combined"), [fact_cell([fact("relapse_cohorts")], False)]))
    return chart_of("relapse_over_time", Painting(7.6, 4.2, paint), rows)


def mbct_relapse() -> Chart:
    """Return the trials of MBCT against relapse, each as a risk ratio, by what it was compared with."""
    lines: list[Trial | Fact | str] = []
    for against, title in _AGAINST.items():
        lines += [title, *(trial for trial in mbct_trials() if trial.against == against)]
        lines += [fact(name) for name in _GROUP[against]]

    def paint(axes) -> None:
        color = INK
        for at, line in enumerate(lines):
            if isinstance(line, str):
                color = dict(zip(_AGAINST.values(), (_LOOKS[0][1], _LOOKS[1][1]), strict=True))[line]
                continue
            value, low, high = _ratio(line)
            axes.plot([low, high], [at, at], color=color, linewidth=1.6)
            axes.plot(value, at, "D" if isinstance(line, Fact) else "o", color=color, markersize=9 - 2 * (color == INK))
            axes.text(4.3, at, ranged(value, low, high, ".2f"), va="center")
        axes.axvline(1, color=INK, linewidth=0.8)
        axes.set_xscale("log")
        axes.set_xlim(0.13, 4)
        axes.set_xticks([0.2, 0.5, 1, 2], ["0.2", "0.5", "1", "2"])
        axes.minorticks_off()
        axes.set_yticks(range(len(lines)), [_label(line) for line in lines])
        for tick, line in zip(axes.get_yticklabels(), lines, strict=True):
            tick.set_fontweight("bold" if isinstance(line, str) else "normal")
        axes.set_ylim(len(lines) - 0.4, -0.6)

    return chart_of("mbct_relapse", Painting(9.2, 5.2, paint), _mbct_table(lines))


def _ratio(line: Trial | Fact) -> tuple[float, float, float]:
    if isinstance(line, Trial):
        return (line.risk_ratio, *line.interval)
    return float(line.value), float(line.low), float(line.high)


def _label(line: Trial | Fact | str) -> str:
    return line if isinstance(line, str) else line.study if isinstance(line, Trial) else _TOGETHER[line.id]


def _mbct_table(lines: Iterable[Trial | Fact | str]) -> Table:
    rows = []
    for line in lines:
        if isinstance(line, Trial):
            ratio = Line(ranged(*_ratio(line), ".2f"), _("our calculation"))
            rows.append((line.study, [(Line(_counts(line), line.note, (line.source,)),), (ratio,)]))
        elif isinstance(line, Fact):
            rows.append((_TOGETHER[line.id], [fact_cell([line], False), ranged(line.value, line.low, line.high)]))
    return table_of("mbct_table", rows)


def _counts(trial: Trial) -> str:
    told = {"relapsed": trial.relapsed, "people": trial.n, "control": trial.control}
    told |= {"control_relapsed": trial.relapsed_control, "control_people": trial.n_control}
    return _("{relapsed} of {people} with MBCT, {control_relapsed} of {control_people} with {control}", **told)


def relapse_evidence() -> Table:
    """Return what is known about staying well after depression, beside the figures."""
    return table_of("relapse_evidence")


def after_discharge() -> Table:
    """Return how often people come back to a hospital, and what is known about the first weeks after a discharge."""
    return table_of("after_discharge")


def safety_planning() -> Table:
    """Return how safety planning was studied: every finding with the design that it comes from."""
    return table_of("safety_planning")


def safety_trials() -> Table:
    """Return the rows of an open database on safety planning and related programs, as they are."""

    def of(attempts: str, people: str, *about: Any) -> Cell:
        return (Line(_("{attempts} of {people}", attempts=attempts, people=people), *about),)

    rows = rows_of(
        read_rows("progress/safety_trials.csv"),
        "study",
        lambda row: _("{what} versus {control}", what=row["what"], control=row["control"]),
        lambda row: of(row["attempts"], row["n"], "", (row["source"],)),
        lambda row: of(row["attempts_control"], row["n_control"], row["note"], (row["source"],)),
        lambda row: _n("{n} week", "{n} weeks", int(row["weeks"])) if row["weeks"] else "",
    )
    return table_of("safety_trials", rows)


def staying_well_sources() -> tuple[str, ...]:
    """Return the keys of all sources on relapse, steps between levels and habits."""
    charts = (relapse_over_time(), mbct_relapse(), follow_up_years(), habit_effects("below"), habit_effects("above"))
    tables = (relapse_evidence(), after_discharge(), safety_steps(), safety_planning(), safety_trials())
    more = (step_criteria(), habit_evidence(), what_is_known("progress", "substance_relapse"))
    return sources_of(*charts, *tables, *more)
