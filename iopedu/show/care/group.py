"""Groups in tables and figures: factors, people, weeks, agreements, and the evidence."""

from __future__ import annotations

from iopedu.care.agreements import AGREEMENT_RULES, GroupAgreements, areas
from iopedu.care.group import factors, weeks
from iopedu.care.group import group_members as all_members
from iopedu.course.facts import fact, facts_on
from iopedu.course.language import _
from iopedu.course.text import in_html, printable
from iopedu.show.asking import asked_list, contrasts, rules_table
from iopedu.show.chart import Chart, Painting, legend_above, rows_down
from iopedu.show.palette import INK, LEVEL_COLORS
from iopedu.show.svg import framed
from iopedu.show.table import Table, fact_cell
from iopedu.show.words import chart_of, figure_names, ranged, rows_of, stored_rows, table_of

_GROUP, _ALONE = LEVEL_COLORS["iop"], LEVEL_COLORS["php"]


# Factors, people, weeks ------------------------------------------------------------------------------


def therapeutic_factors() -> Table:
    """Return the therapeutic factors, each with a moment of a made-up group and what a leader can do."""
    rows = rows_of(factors(), "name", "meaning", "example", "leader")
    last = (_("Where the names come from"), [fact_cell([fact("group_factors")], tagged=False), "–", "–"])
    return table_of("therapeutic_factors", [*rows, last])


def group_members() -> Table:
    """Return the people of the two made-up groups."""
    rows = [(entry.name, [_("{group} group", group=entry.group.capitalize()), entry.about]) for entry in all_members()]
    return table_of("group_members", rows)


def group_and_individual() -> Chart:
    """Return hours in group and hours alone with a clinician, in the weeks of the three made-up people."""
    found = weeks()

    def paint(axes) -> None:
        for at, week in enumerate(found):
            axes.barh(at, week.group, color=_GROUP, height=0.55, label="" if at else _("in group"))
            look = {"color": "none", "edgecolor": INK, "hatch": "////"}
            label = "" if at else _("individual (striped)")
            axes.barh(at, week.individual, left=week.group, height=0.55, label=label, **look)
            axes.text(week.group + week.individual + 0.15, at, f"{week.group:g} + {week.individual:g}", va="center")
        rows_down(axes, [week.name for week in found], 0, 11.6)
        legend_above(axes)

    said = "; ".join(
        _(
            "{person} {group:g} hours in group and {individual:g} individual",
            person=week.name,
            group=week.group,
            individual=week.individual,
        )
        for week in found
    )
    rows = [(week.name, [f"{week.group:g}", f"{week.individual:g}", week.also]) for week in found]
    return chart_of("group_and_individual", Painting(7.6, 2.7, paint), rows, said=said)


def group_time() -> Table:
    """Return what is known about group and individual time in IOPs and PHPs."""
    return table_of("group_time", stored_rows("group_time", tagged=True))


# Agreements ------------------------------------------------------------------------------------------


def agreement_rules() -> Table:
    """Return the rules that ask about agreements, in full."""
    names = {"": _("Every area")} | {area.id: area.name for area in areas()}
    return rules_table(AGREEMENT_RULES, (names[rule.part] for rule in AGREEMENT_RULES), _("Area"), form="agreements")


def agreements_table(record: GroupAgreements) -> Table:
    """Return agreements by area."""
    rows = [
        (area.name, [printable(record.agreed[area.id]) if area.id in record.agreed else _("nothing written")])
        for area in areas()
    ]
    group = printable(record.group.strip())
    title = _("Agreements of {group}", group=group) if group else _("Agreements of a group without a name")
    return Table(title, [_("Area"), _("In our words")], rows)


def agreements_view(record: GroupAgreements) -> str:
    """Return agreements and the questions about them; HTML that is drawn again while somebody types."""
    if not record.agreed:
        return framed(f"<p>{record.describe()}</p>")
    asked = asked_list(record.notes(), _("Questions to talk over")) + contrasts("agreements")
    return framed(agreements_table(record).html() + asked + f"<p>{in_html(record.summary())}.</p>")


# Evidence --------------------------------------------------------------------------------------------


def group_or_individual() -> Chart:
    """Return group against individual therapy: across different studies, and inside the same study."""
    apart, alone = fact("group_across_group"), fact("group_across_individual")
    same = (fact("group_same_identical"), fact("group_same_other"))
    values = [float(found.value) for found in (apart, alone, *same)]

    def paint(axes) -> None:
        axes.axvline(0, color=INK, linewidth=0.8)
        for at, (value, marker) in enumerate(zip(values, "ooDD", strict=True)):
            color = _ALONE if marker == "o" else _GROUP
            axes.plot([0, value], [at, at], color=color, linewidth=2)
            axes.plot(value, at, marker, color=color, markersize=10)
            axes.text(max(value, 0) + 0.05, at, f"{value:.2f}", va="center")
        axes.axhline(1.5, color=INK, linewidth=0.8, linestyle="--")
        for at, title in ((0, _("Across studies")), (2, _("In the same study"))):
            axes.text(1.5, at + 0.5, title, ha="right", va="center", style="italic")
        rows_down(axes, figure_names("group_or_individual"), -0.2, 1.5)

    return chart_of(
        "group_or_individual",
        Painting(8, 3.6, paint),
        group=apart.value,
        individual=alone.value,
        gap=values[0] - values[1],
        same=same[0].value,
        other=same[1].value,
    )


def alliance_evidence() -> Table:
    """Return what is known about alliance, cohesion and outcome."""
    return table_of("alliance_evidence")


def peer_evidence() -> Chart:
    """Return what peer support adds, by outcome, with intervals."""
    found = facts_on("group", "peers")
    names = [entry.says.split(",")[0] for entry in found]

    def paint(axes) -> None:
        axes.axvline(0, color=INK, linewidth=0.8, linestyle="--")
        for at, entry in enumerate(found):
            value, low, high = (float(getattr(entry, name)) for name in ("value", "low", "high"))
            axes.plot([low, high], [at, at], color=INK, linewidth=1.6)
            axes.plot(value, at, "s", color=_GROUP, markersize=9)
            axes.text(0.34, at, ranged(entry.value, entry.low, entry.high), va="center")
        rows_down(axes, names, -0.1, 0.62)
        axes.set_xticks([0, 0.1, 0.2, 0.3])

    said = "; ".join(
        _("{outcome} {value} ({low} to {high})", outcome=name, value=entry.value, low=entry.low, high=entry.high)
        for name, entry in zip(names, found, strict=True)
    )
    return chart_of("peer_evidence", Painting(8, 2.6, paint), said=said)


def telehealth_evidence() -> Table:
    """Return what is known about groups by video in PHP and IOP."""
    return table_of("telehealth_evidence")
