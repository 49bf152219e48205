"""Relapse in figures and tables: rates over time, trials row by row, and how safety planning was studied."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from iopedu.course.facts import Fact, fact
from iopedu.course.language import _, _n
from iopedu.progress.relapse import Trial, mbct_trials, relapse_rates
from iopedu.progress.relapse import safety_trials as all_safety_trials
from iopedu.show.chart import Chart, Painting, legend_above
from iopedu.show.palette import INK, LEVEL_COLORS
from iopedu.show.table import Cell, Line, Table, fact_cell
from iopedu.show.words import chart_of, ranged, rows_of, table_of

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
        legend_above(axes, 1)

    rows = rows_of(
        rates,
        lambda rate: _n("{people}, {n} year", "{people}, {n} years", rate.years, people=rate.people),
        lambda rate: fact_cell([rate.fact], False),
    )
    rows.append((_("Many groups together"), [fact_cell([fact("relapse_cohorts")], False)]))
    return chart_of("relapse_over_time", Painting(7.6, 4.2, paint), table_of("relapse_over_time", rows))


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
            ratio = Line(ranged(*_ratio(line), ".2f"), _("worked out by us"))
            rows.append((line.study, [(Line(_counts(line), line.note, (line.source,)),), (ratio,)]))
        elif isinstance(line, Fact):
            rows.append((_TOGETHER[line.id], [fact_cell([line], False), ranged(line.value, line.low, line.high)]))
    return table_of("mbct_table", rows)


def _counts(trial: Trial) -> str:
    return _(
        "{relapsed} of {people} with MBCT, {control_relapsed} of {control_people} with {control}",
        relapsed=trial.relapsed,
        people=trial.n,
        control_relapsed=trial.relapsed_control,
        control_people=trial.n_control,
        control=trial.control,
    )


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

    def of(attempts: int, people: int, *about: Any) -> Cell:
        return (Line(_("{attempts} of {people}", attempts=attempts, people=people), *about),)

    rows = rows_of(
        all_safety_trials(),
        "study",
        lambda one: _("{what}, against {control}", what=one.what, control=one.control),
        lambda one: of(one.attempts, one.n, "", (one.source,)),
        lambda one: of(one.attempts_control, one.n_control, one.note, (one.source,)),
        lambda one: _n("{n} week", "{n} weeks", one.weeks) if one.weeks else "",
    )
    return table_of("safety_trials", rows)
