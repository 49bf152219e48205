"""Groups in tables and figures: factors, people, weeks, agreements, and the evidence."""

from __future__ import annotations

from collections.abc import Iterable

from iopedu.care.agreements import AGREEMENT_RULES, GroupAgreements, areas
from iopedu.care.group import factors, weeks
from iopedu.care.group import group_members as all_members
from iopedu.course.facts import Fact, fact, facts_on
from iopedu.course.language import _
from iopedu.course.text import in_html, printable
from iopedu.show.asking import asked_list, contrasts, rules_table
from iopedu.show.chart import Chart, Painting
from iopedu.show.palette import INK, LEVEL_COLORS
from iopedu.show.svg import framed
from iopedu.show.table import Line, Table, fact_cell

_GROUP, _ALONE = LEVEL_COLORS["iop"], LEVEL_COLORS["php"]


# Factors, people, weeks ------------------------------------------------------------------------------


def therapeutic_factors() -> Table:
    """Return the therapeutic factors, each with a moment of a made-up group and what a leader can do."""
    columns = [_("Factor"), _("What it is"), _("In a made-up group"), _("What a leader can do")]
    rows = [(entry.name, [entry.meaning, entry.example, entry.leader]) for entry in factors()]
    named = fact("group_factors")
    last = (_("Where the names come from"), [(Line(named.says, named.context, named.sources),), "–", "–"])
    note = _("The names were read second-hand; every other word is ours. One moment may show two factors.")
    return Table(_("Eleven therapeutic factors"), columns, [*rows, last], note)


def group_members() -> Table:
    """Return the people of the two made-up groups."""
    rows = [(entry.name, [_("{group} group", group=entry.group.capitalize()), entry.about]) for entry in all_members()]
    return Table(_("The people in the two groups, all made up"), [_("Name"), _("Group"), _("Who it is")], rows)


def group_and_individual() -> Chart:
    """Return hours in group and hours alone with a clinician, in the weeks of the three made-up people."""
    found = weeks()

    def paint(axes) -> None:
        for at, week in enumerate(found):
            axes.barh(at, week.group, color=_GROUP, height=0.55, label="" if at else _("in group"))
            axes.barh(
                at,
                week.individual,
                left=week.group,
                color="none",
                edgecolor=INK,
                hatch="////",
                height=0.55,
                label="" if at else _("individual (striped)"),
            )
            axes.text(week.group + week.individual + 0.15, at, f"{week.group:g} + {week.individual:g}", va="center")
        axes.set_yticks(range(len(found)), [week.name for week in found])
        axes.set_ylim(len(found) - 0.5, -0.5)
        axes.set_xlim(0, 11.6)
        axes.set_xlabel(_("Hours in a usual week of the IOP"))
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False)

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
    columns = [_("Person"), _("Hours in group"), _("Individual hours"), _("Also")]
    table = Table(
        _("A usual week of three made-up people"), columns, rows, _("What happens every other week counts half.")
    )
    says = _("In these made-up weeks most hours are in group: {said}.", said=said)
    return Chart(_("A usual week: in group, and alone with a clinician"), says, Painting(7.6, 2.7, paint), table)


def group_time() -> Table:
    """Return what is known about group and individual time in IOPs and PHPs."""
    parts = {
        _("How much in all"): ["iop_hours_min_medicare", "iop_hours_ucla", "iop_hours_ghs", "iop_hours_ucsf_scheduled"],
        _("How much in group"): ["iop_hours_ucsf_group", "iop_group_individual_ucsf", "iop_group_individual_ucla"],
        _("How many people"): ["iop_group_individual_size"],
        _("One level up, PHP"): ["php_group_individual_mclean", "php_group_individual_ucsf"],
        _("A ratio for the country"): ["iop_group_individual_ratio_unknown"],
    }
    rows = [(title, [fact_cell(map(fact, names))]) for title, names in parts.items()]
    note = _("Single programs are examples and not the rule. A floor is not a usual value.")
    return Table(_("Group and individual time in an IOP"), [_("About"), _("What is known")], rows, note)


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


def _evidence(title: str, parts: dict[str, Iterable[Fact]], note: str) -> Table:
    rows = [(name, [fact_cell(found, tagged=False)]) for name, found in parts.items()]
    return Table(title, [_("About"), _("What was found")], rows, note)


def group_or_individual() -> Chart:
    """Return group against individual therapy: across different studies, and inside the same study."""
    apart, alone = fact("group_across_group"), fact("group_across_individual")
    same = (fact("group_same_identical"), fact("group_same_other"))
    dots = [
        (_("CBT in groups, against control"), float(apart.value), "o"),
        (_("Individual CBT, against control"), float(alone.value), "o"),
        (_("Group against individual,\nsame treatment"), float(same[0].value), "D"),
        (_("Group against individual,\nother treatment"), float(same[1].value), "D"),
    ]

    def paint(axes) -> None:
        axes.axvline(0, color=INK, linewidth=0.8)
        for at, (_name, value, marker) in enumerate(dots):
            color = _ALONE if marker == "o" else _GROUP
            axes.plot([0, value], [at, at], color=color, linewidth=2)
            axes.plot(value, at, marker, color=color, markersize=10)
            axes.text(max(value, 0) + 0.05, at, f"{value:.2f}", va="center")
        axes.axhline(1.5, color=INK, linewidth=0.8, linestyle="--")
        for at, title in ((0, _("Across studies")), (2, _("In the same study"))):
            axes.text(1.5, at + 0.5, title, ha="right", va="center", style="italic")
        axes.set_yticks(range(len(dots)), [name for name, *_rest in dots])
        axes.set_ylim(len(dots) - 0.5, -0.5)
        axes.set_xlim(-0.2, 1.5)
        axes.set_xlabel(_("Effect size g"))

    gap = float(apart.value) - float(alone.value)
    says = _(
        "Across different studies group CBT stands at {group} and individual CBT at "
        "{individual}, a gap of {gap:.2f}. Where one study has both formats the difference "
        "is {same} with the same treatment and {other} with other treatments: close "
        "to zero.",
        group=apart.value,
        individual=alone.value,
        gap=gap,
        same=same[0].value,
        other=same[1].value,
    )
    table = _evidence(
        _("Group or individual: what is known (mental health)"),
        {
            _("Across different studies"): facts_on("group", "across"),
            _("In the same study"): facts_on("group", "same_study"),
            _("Depression"): facts_on("group", "depression"),
            _("How much was studied"): facts_on("group", "reviews"),
        },
        _(
            "The two figures across studies have no interval in our source, so none is drawn. A "
            "g of 0 means no difference. Which side below zero favors is not said in the "
            "abstract; both figures are close to zero."
        ),
    )
    return Chart(_("Group or individual? It depends on how one compares"), says, Painting(8, 3.6, paint), table)


def alliance_evidence() -> Table:
    """Return what is known about alliance, cohesion and outcome."""
    return _evidence(
        _("Alliance and cohesion: what is known (mental health)"),
        {_("Alliance"): facts_on("group", "alliance"), _("Cohesion"): facts_on("group", "cohesion")},
        _("Each r is a link between two ratings. None of them says which leads to which."),
    )


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
            axes.text(
                0.34, at, _("{value} ({low} to {high})", value=entry.value, low=entry.low, high=entry.high), va="center"
            )
        axes.set_yticks(range(len(found)), names)
        axes.set_ylim(len(found) - 0.5, -0.5)
        axes.set_xlim(-0.1, 0.62)
        axes.set_xticks([0, 0.1, 0.2, 0.3])
        axes.set_xlabel(_("g, peer support against control conditions (dashed: no difference)"))

    said = "; ".join(
        _("{outcome} {value} ({low} to {high})", outcome=name, value=entry.value, low=entry.low, high=entry.high)
        for name, entry in zip(names, found, strict=True)
    )
    older = ("community_outcome_group_peer", "community_outcome_group_peer_symptoms")
    table = _evidence(
        _("Peer support: what is known (mental health)"),
        {
            _("Against control conditions"): found,
            _("Peer groups only"): map(fact, older),
            _("How good the reviews are"): [fact("community_outcome_review_quality")],
            _("Severe mental illness"): [fact("community_outcome_severe")],
        },
        _(
            "Worked out again by us means: we pooled the rows of an open database. Above zero is "
            "in favor of peer support."
        ),
    )
    says = _("Small effects: {said}. The interval of functional recovery includes zero.", said=said)
    return Chart(_("What peer support adds, by outcome"), says, Painting(8, 2.6, paint), table)


def telehealth_evidence() -> Table:
    """Return what is known about groups by video in PHP and IOP."""
    cautions = {
        ("tele_completed", "tele_completed_in_person"): _(
            "The year differs as well as the format. A year earlier is a historical control."
        ),
        ("tele_completed_ratio",): _("The interval tells of chance, and not of the difference in years."),
        ("tele_php_stay", "tele_php_stay_in_person"): _("A longer stay also gives more time to complete, or to leave."),
        ("tele_matched_result", "tele_matched_stay"): _(
            "Matching takes care of what was measured. What was not measured can still differ."
        ),
        ("tele_youth_attended",): _("Young people, one company, its own report, nobody to compare with."),
        ("tele_unknown",): _("Say it like this when somebody asks."),
    }
    rows = [
        (f"{at}", [fact_cell(map(fact, names), tagged=False), caution])
        for at, (names, caution) in enumerate(cautions.items(), 1)
    ]
    return Table(_("Groups by telehealth: what is known (mental health)"), [_("No."), _("Result"), _("Careful")], rows)
