"""Relapse in figures and tables: rates over time, trials row by row, and how safety planning was studied."""

from __future__ import annotations

from collections.abc import Iterable

from iopedu.course.facts import Fact, fact, facts_on, fill
from iopedu.course.language import _, _n
from iopedu.progress.relapse import Trial, mbct_trials, relapse_rates
from iopedu.progress.relapse import safety_trials as all_safety_trials
from iopedu.show.chart import Chart, Painting
from iopedu.show.palette import INK, LEVEL_COLORS
from iopedu.show.table import Line, Table, fact_cell

_LOOKS = (("o", LEVEL_COLORS["iop"]), ("s", LEVEL_COLORS["php"]), ("^", LEVEL_COLORS["crisis"]))
_AGAINST = {"usual": _("Against usual care or none"), "active": _("Against medication or an active control")}
_GROUP = {"usual": ("mbct_usual", "mbct_network"), "active": ("mbct_active",)}
_TOGETHER = {
    "mbct_usual": _("Together, worked out again"),
    "mbct_network": _("Network of 14 trials, 2021"),
    "mbct_active": _("Together, worked out again"),
}


def relapse_over_time() -> Chart:
    """Return how many people had another episode of depression after so many years, in three groups of people."""
    rates = relapse_rates()
    people = list(dict.fromkeys(rate.people for rate in rates))

    def paint(axes) -> None:
        for who, (marker, color) in zip(people, _LOOKS, strict=True):
            found = [rate for rate in rates if rate.people == who]
            years, percent = [rate.years for rate in found], [rate.percent for rate in found]
            axes.plot(years, percent, marker=marker, color=color, linestyle=":", markersize=9, label=who)
            for year, value in zip(years, percent, strict=True):
                axes.text(year + 0.25, value - 1, f"{value:g} %", va="top")
        axes.set_xlim(0, 16.5)
        axes.set_ylim(0, 100)
        axes.set_xticks(range(0, 16, 5))
        axes.set_xlabel(_("Years"))
        axes.set_ylabel(_("Percent with another episode"))
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), frameon=False, labelcolor=INK)

    rows = [
        (
            _n("{people}, {n} year", "{people}, {n} years", rate.years, people=rate.people),
            [fact_cell([rate.fact], False)],
        )
        for rate in rates
    ]
    rows.append((_("Many groups together"), [fact_cell([fact("relapse_cohorts")], False)]))
    says = fill(
        _(
            "Of people who had responded to cognitive therapy, {fact:cbt_after_stopping} percent "
            "had relapsed one year after it stopped, and {fact:relapse_ct_2y} percent after two. "
            "In specialized care another episode came to {fact:relapse_clinic_5y} percent within "
            "five years; in the general population to {fact:relapse_population_15y} percent "
            "within fifteen. These are different people, counted in different ways, so the "
            "points are not one curve."
        )
    )
    table = Table(_("Another episode of depression"), [_("People and time"), _("Result")], rows)
    return Chart(_("Depression comes back in many, not in all"), says, Painting(7.6, 4.2, paint), table)


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
            axes.text(4.3, at, _("{value:.2f} ({low:.2f} to {high:.2f})", value=value, low=low, high=high), va="center")
        axes.axvline(1, color=INK, linewidth=0.8)
        axes.set_xscale("log")
        axes.set_xlim(0.13, 4)
        axes.set_xticks([0.2, 0.5, 1, 2], ["0.2", "0.5", "1", "2"])
        axes.minorticks_off()
        axes.set_yticks(range(len(lines)), [_label(line) for line in lines])
        for tick, line in zip(axes.get_yticklabels(), lines, strict=True):
            tick.set_fontweight("bold" if isinstance(line, str) else "normal")
        axes.set_ylim(len(lines) - 0.4, -0.6)
        axes.set_xlabel(_("Risk ratio: left of 1, fewer relapses with MBCT (◆ several trials together)"))

    says = fill(
        _(
            "Against usual care or none, fewer people relapsed with MBCT (RR {fact:mbct_usual}, "
            "interval {fact:mbct_usual.low} to {fact:mbct_usual.high}; a network of trials says "
            "{fact:mbct_network}). Against medication or another active control the interval "
            "reaches past 1 (RR {fact:mbct_active}, {fact:mbct_active.low} to "
            "{fact:mbct_active.high}). What it is compared with matters."
        )
    )
    return Chart(_("MBCT and relapse: compared with what?"), says, Painting(9.2, 5.2, paint), _mbct_table(lines))


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
            value, low, high = _ratio(line)
            counts = _(
                "{relapsed} of {people} with MBCT, {control_relapsed} of {control_people} with {control}",
                relapsed=line.relapsed,
                people=line.n,
                control_relapsed=line.relapsed_control,
                control_people=line.n_control,
                control=line.control,
            )
            ratio = _("{value:.2f} ({low:.2f} to {high:.2f})", value=value, low=low, high=high)
            rows.append(
                (line.study, [(Line(counts, line.note, (line.source,)),), (Line(ratio, _("worked out by us")),)])
            )
        elif isinstance(line, Fact):
            rows.append(
                (
                    _TOGETHER[line.id],
                    [
                        fact_cell([line], False),
                        _("{value} ({low} to {high})", value=line.value, low=line.low, high=line.high),
                    ],
                )
            )
    note = _(
        "Intervals of single trials were worked out from the counts. The open file has the "
        "latest measurement that was coded; for two trials that does not match the article."
    )
    return Table(
        _("MBCT and relapse of depression"), [_("Study"), _("Relapsed"), _("Risk ratio (interval)")], rows, note
    )


def relapse_evidence() -> Table:
    """Return what is known about staying well after depression, beside the figures."""
    own = {entry.id: entry for entry in facts_on("progress", "mbct")}
    parts = {
        _("After therapy: going on, or stopping"): facts_on("progress", "continuation"),
        _("MBCT against a matched control"): [own["mbct_shallcross"]],
        _("MBCT while medication is tapered"): [own["mbct_prevent"]],
        _("Where file and article differ"): [own["mbct_prevent_rows"], own["mbct_shallcross_rows"]],
        _("For whom?"): [own["mbct_episodes"]],
    }
    rows = [(title, [fact_cell(found, False)]) for title, found in parts.items()]
    note = _(
        "All rows are about depression. RR is a risk ratio, HR a hazard ratio: 1 means no "
        "difference, below 1 means fewer relapses."
    )
    return Table(_("Staying well: what is known (mental health)"), [_("About"), _("What was found")], rows, note)


def after_discharge() -> Table:
    """Return how often people come back to a hospital, and what is known about the first weeks after a discharge."""
    kinds = ("mood_same", "mood", "schizophrenia_same", "schizophrenia")
    back = [fact(f"inpatient_outcome_readmit_{kind}") for kind in kinds]
    weeks = [fact(f"inpatient_follow_up_{name}") for name in ("suicide_week1", "suicide_week1_absolute", "korea")]
    parts = {
        _("Back in a hospital within 30 days"): (*back, *facts_on("progress", "readmission")),
        _("The first weeks"): (*weeks, fact("iop_follow_up_effect_unknown")),
    }
    rows = [(title, [fact_cell(found, False)]) for title, found in parts.items()]
    note = _("What is counted decides the number: the same main diagnosis, any mental disorder, or any cause.")
    return Table(_("After a discharge: what is known (mental health)"), [_("About"), _("What was found")], rows, note)


def safety_planning() -> Table:
    """Return how safety planning was studied: every finding with the design that it comes from."""
    designs = {
        _("Two groups, not randomized"): ("safety_cohort",),
        _("Several designs pooled"): ("diary_safety_plans",),
        _("Phases one after the other"): ("safety_phases",),
    }
    rows = [(title, [fact_cell([fact(name) for name in names], False)]) for title, names in designs.items()]
    note = _(
        "The design says how much a number can carry. None of these rows is a large "
        "randomized trial of safety planning alone, and none comes from an adult IOP."
    )
    return Table(_("Safety planning: what was found, and how"), [_("Design"), _("Result")], rows, note)


def safety_trials() -> Table:
    """Return the rows of an open database on safety planning and related programs, as they are."""
    rows = [
        (
            entry.study,
            [
                _("{what}, against {control}", what=entry.what, control=entry.control),
                (Line(_("{attempts} of {people}", attempts=entry.attempts, people=entry.n), "", (entry.source,)),),
                (
                    Line(
                        _(
                            "{attempts} of {people}",
                            attempts=entry.attempts_control,
                            people=entry.n_control,
                        ),
                        entry.note,
                        (entry.source,),
                    ),
                ),
                _n("{n} week", "{n} weeks", entry.weeks) if entry.weeks else "",
            ],
        )
        for entry in all_safety_trials()
    ]
    columns = [_("Study"), _("What was compared"), _("People with an attempt"), _("In the control group"), _("Time")]
    note = _("Small numbers: one person more or less changes every row. Nothing is pooled here.")
    return Table(_("Rows of single trials"), columns, rows, note)
