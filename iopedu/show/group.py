"""Groups in tables and figures: factors, people, weeks, agreements, and the evidence."""

from __future__ import annotations

from collections.abc import Iterable

from iopedu.care.agreements import RULES, GroupAgreements, areas
from iopedu.care.group import factors, weeks
from iopedu.care.group import group_members as all_members
from iopedu.course.facts import Fact, fact, facts_on
from iopedu.course.text import in_html, printable
from iopedu.show.chart import Chart, draw
from iopedu.show.palette import INK, LEVEL_COLORS
from iopedu.show.svg import framed
from iopedu.show.table import Line, Table, fact_cell

__all__ = [
    "agreement_rules",
    "agreements_table",
    "agreements_view",
    "alliance_evidence",
    "group_and_individual",
    "group_members",
    "group_or_individual",
    "group_time",
    "peer_evidence",
    "telehealth_evidence",
    "therapeutic_factors",
]

_GROUP, _ALONE = LEVEL_COLORS["iop"], LEVEL_COLORS["php"]


# Factors, people, weeks ------------------------------------------------------------------------------


def therapeutic_factors() -> Table:
    """Return the therapeutic factors, each with a moment of a made-up group and what a leader can do."""
    columns = ["Factor", "What it is", "In a made-up group", "What a leader can do"]
    rows = [(entry.name, [entry.meaning, entry.example, entry.leader]) for entry in factors()]
    named = fact("group_factors")
    last = ("Where the names come from", [(Line(named.says, named.context, named.sources),), "–", "–"])
    note = "The names were read second-hand; every other word is ours. One moment may show two factors."
    return Table("Eleven therapeutic factors", columns, [*rows, last], note)


def group_members() -> Table:
    """Return the people of the two made-up groups."""
    rows = [(entry.name, [f"{entry.group.capitalize()} group", entry.about]) for entry in all_members()]
    return Table("The people in the two groups, all made up", ["Name", "Group", "Who it is"], rows)


def group_and_individual() -> Chart:
    """Return hours in group and hours alone with a clinician, in the weeks of the three made-up people."""
    found = weeks()

    def paint(axes) -> None:
        for at, week in enumerate(found):
            axes.barh(at, week.group, color=_GROUP, height=0.55, label="" if at else "in group")
            axes.barh(
                at,
                week.individual,
                left=week.group,
                color="none",
                edgecolor=INK,
                hatch="////",
                height=0.55,
                label="" if at else "individual (striped)",
            )
            axes.text(week.group + week.individual + 0.15, at, f"{week.group:g} + {week.individual:g}", va="center")
        axes.set_yticks(range(len(found)), [week.name for week in found])
        axes.set_ylim(len(found) - 0.5, -0.5)
        axes.set_xlim(0, 11.6)
        axes.set_xlabel("Hours in a usual week of the IOP")
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False)

    said = "; ".join(f"{week.name} {week.group:g} hours in group and {week.individual:g} individual" for week in found)
    rows = [(week.name, [f"{week.group:g}", f"{week.individual:g}", week.also]) for week in found]
    columns = ["Person", "Hours in group", "Individual hours", "Also"]
    table = Table("A usual week of three made-up people", columns, rows, "What happens every other week counts half.")
    says = f"In these made-up weeks most hours are in group: {said}."
    return Chart("A usual week: in group, and alone with a clinician", says, draw(7.6, 2.7, paint), table)


def group_time() -> Table:
    """Return what is known about group and individual time in IOPs and PHPs."""
    parts = {
        "How much in all": ["iop_hours_min_medicare", "iop_hours_ucla", "iop_hours_ghs", "iop_hours_ucsf_scheduled"],
        "How much in group": ["iop_hours_ucsf_group", "iop_group_individual_ucsf", "iop_group_individual_ucla"],
        "How many people": ["iop_group_individual_size"],
        "One level up, PHP": ["php_group_individual_mclean", "php_group_individual_ucsf"],
        "A ratio for the country": ["iop_group_individual_ratio_unknown"],
    }
    rows = [(title, [fact_cell(map(fact, names))]) for title, names in parts.items()]
    note = "Single programs are examples and not the rule. A floor is not a usual value."
    return Table("Group and individual time in an IOP", ["About", "What is known"], rows, note)


# Agreements ------------------------------------------------------------------------------------------


def agreement_rules() -> Table:
    """Return the rules that ask about agreements, in full."""
    names = {"": "Every area"} | {area.id: area.name for area in areas()}
    rows = [(names[rule.area], [rule.when, rule.question]) for rule in RULES]
    note = "A rule sees words only. It asks, and you decide; an answer may be that all is well."
    return Table("The rules, in full", ["Area", "It asks when it finds", "What it asks"], rows, note)


def agreements_table(record: GroupAgreements) -> Table:
    """Return agreements by area."""
    rows = [
        (area.name, [printable(record.agreed[area.id]) if area.id in record.agreed else "nothing written"])
        for area in areas()
    ]
    title = f"Agreements of {printable(record.group.strip()) or 'a group without a name'}"
    return Table(title, ["Area", "In our words"], rows)


def agreements_view(record: GroupAgreements) -> str:
    """Return agreements and the questions about them; HTML that is drawn again while somebody types."""
    if not record.agreed:
        return framed(f"<p>{record.describe()}</p>")
    notes = "".join(f"<li>{in_html(note)}</li>" for note in record.notes())
    asked = f"<p><strong>Questions to talk over</strong></p><ul>{notes}</ul>" if notes else ""
    return framed(agreements_table(record).html() + asked + f"<p>{in_html(record.summary())}.</p>")


# Evidence --------------------------------------------------------------------------------------------


def _evidence(title: str, parts: dict[str, Iterable[Fact]], note: str) -> Table:
    rows = [(name, [fact_cell(found, tagged=False)]) for name, found in parts.items()]
    return Table(title, ["About", "What was found"], rows, note)


def group_or_individual() -> Chart:
    """Return group against individual therapy: across different studies, and inside the same study."""
    apart, alone = fact("group_across_group"), fact("group_across_individual")
    same = (fact("group_same_identical"), fact("group_same_other"))
    dots = [
        ("CBT in groups, against control", float(apart.value), "o"),
        ("Individual CBT, against control", float(alone.value), "o"),
        ("Group against individual,\nsame treatment", float(same[0].value), "D"),
        ("Group against individual,\nother treatment", float(same[1].value), "D"),
    ]

    def paint(axes) -> None:
        axes.axvline(0, color=INK, linewidth=0.8)
        for at, (_name, value, marker) in enumerate(dots):
            color = _ALONE if marker == "o" else _GROUP
            axes.plot([0, value], [at, at], color=color, linewidth=2)
            axes.plot(value, at, marker, color=color, markersize=10)
            axes.text(max(value, 0) + 0.05, at, f"{value:.2f}", va="center")
        axes.axhline(1.5, color=INK, linewidth=0.8, linestyle="--")
        for at, title in ((0, "Across studies"), (2, "In the same study")):
            axes.text(1.5, at + 0.5, title, ha="right", va="center", style="italic")
        axes.set_yticks(range(len(dots)), [name for name, *_ in dots])
        axes.set_ylim(len(dots) - 0.5, -0.5)
        axes.set_xlim(-0.2, 1.5)
        axes.set_xlabel("Effect size g")

    gap = float(apart.value) - float(alone.value)
    says = (
        f"Across different studies group CBT stands at {apart.value} and individual CBT at {alone.value}, a gap of "
        f"{gap:.2f}. Where one study has both formats the difference is {same[0].value} with the same treatment and "
        f"{same[1].value} with other treatments: close to zero."
    )
    table = _evidence(
        "Group or individual: what is known (mental health)",
        {
            "Across different studies": facts_on("group", "across"),
            "In the same study": facts_on("group", "same_study"),
            "Depression": facts_on("group", "depression"),
            "How much was studied": facts_on("group", "reviews"),
        },
        "The two figures across studies have no interval in our source, so none is drawn. A g of 0 means no "
        "difference. Which side below zero favors is not said in the abstract; both figures are close to zero.",
    )
    return Chart("Group or individual? It depends on how one compares", says, draw(8, 3.6, paint), table)


def alliance_evidence() -> Table:
    """Return what is known about alliance, cohesion and outcome."""
    return _evidence(
        "Alliance and cohesion: what is known (mental health)",
        {"Alliance": facts_on("group", "alliance"), "Cohesion": facts_on("group", "cohesion")},
        "Each r is a link between two ratings. None of them says which leads to which.",
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
            axes.text(0.34, at, f"{entry.value} ({entry.low} to {entry.high})", va="center")
        axes.set_yticks(range(len(found)), names)
        axes.set_ylim(len(found) - 0.5, -0.5)
        axes.set_xlim(-0.1, 0.62)
        axes.set_xticks([0, 0.1, 0.2, 0.3])
        axes.set_xlabel("g, peer support against control conditions (dashed: no difference)")

    said = "; ".join(
        f"{name} {entry.value} ({entry.low} to {entry.high})" for name, entry in zip(names, found, strict=True)
    )
    older = ("community_outcome_group_peer", "community_outcome_group_peer_symptoms")
    table = _evidence(
        "Peer support: what is known (mental health)",
        {
            "Against control conditions": found,
            "Peer groups only": map(fact, older),
            "How good the reviews are": [fact("community_outcome_review_quality")],
            "Severe mental illness": [fact("community_outcome_severe")],
        },
        "Worked out again by us means: we pooled the rows of an open database. Above zero is in favor of peer support.",
    )
    says = f"Small effects: {said}. The interval of functional recovery includes zero."
    return Chart("What peer support adds, by outcome", says, draw(8, 2.6, paint), table)


def telehealth_evidence() -> Table:
    """Return what is known about groups by video in PHP and IOP."""
    found = facts_on("group", "telehealth")
    cautions = {
        "tele_completion": "The year differs as well as the format. A year earlier is a historical control.",
        "tele_completion_ratio": "The interval tells of chance, and not of the difference in years.",
        "tele_stay": "A longer stay also gives more time to complete, or to leave.",
        "tele_matched": "Matching takes care of what was measured. What was not measured can still differ.",
        "tele_youth": "Young people, one company, its own report, nobody to compare with.",
        "tele_unknown": "Say it like this when somebody asks.",
    }
    rows = [(f"{at}", [fact_cell([entry], tagged=False), cautions[entry.id]]) for at, entry in enumerate(found, 1)]
    return Table("Groups by telehealth: what is known (mental health)", ["No.", "Result", "Careful"], rows)
