"""What studies say about DBT and mindfulness: always with the group that was compared."""

from __future__ import annotations

from iopedu.course.facts import fact, facts_on
from iopedu.course.language import _
from iopedu.show.chart import Chart, Painting
from iopedu.show.palette import INK, MODULE_COLORS
from iopedu.show.table import Line, Table

_STEPS = {
    "dbt_mindful_none": _("No treatment"),
    "dbt_mindful_minimal": _("Minimal treatment"),
    "dbt_mindful_nonspecific": _("Attention without\na specific method"),
    "dbt_mindful_specific": _("Another specific\nmethod"),
    "dbt_mindful_ebt": _("An evidence-based\ntreatment"),
}

_PARTS = {
    _("Compared with usual care"): "usual_care",
    _("Compared with experts or a structured treatment"): "strong_comparator",
    _("Several comparisons pooled"): "pooled",
    _("Adolescents"): "adolescents",
    _("Before and after, without a comparison"): "pre_post",
    _("Whole DBT and its parts"): "parts",
    _("Skills"): "skills",
    _("Staying in treatment"): "staying",
    _("Mindfulness, beyond the five comparisons above"): "mindfulness",
}


def comparator_ladder() -> Chart:
    """Return one review of mindfulness programs five times: each time against another comparison group."""
    found = [(name.replace("\n", " "), fact(key)) for key, name in _STEPS.items()]
    values = [float(entry.value) for _name, entry in found]

    def paint(axes) -> None:
        places = range(len(values))
        axes.hlines(places, 0, values, color=MODULE_COLORS["mindfulness"], linewidth=2)
        axes.plot(values, places, "o", color=MODULE_COLORS["mindfulness"], markersize=9)
        for at, value in enumerate(values):
            axes.annotate(f"{value:g}", (value, at), xytext=(10, 0), textcoords="offset points", va="center")
        axes.axvline(0, color=INK, linewidth=1)
        axes.set_yticks(places, list(_STEPS.values()))
        axes.set_ylim(len(values) - 0.5, -0.5)
        axes.set_xlim(-0.1, 0.7)
        axes.set_xlabel(_("Difference d after the program; to the right: fewer symptoms with mindfulness"))

    says = _(
        "One review, five comparisons: d {none:g} against no treatment, then {minimal:g}, "
        "{nonspecific:g}, {specific:g}, and {evidence_based:g} against evidence-based treatments, "
        "which is practically zero. Intervals were not in the abstract that we read.",
        none=values[0],
        minimal=values[1],
        nonspecific=values[2],
        specific=values[3],
        evidence_based=values[4],
    )
    rows = [(name, [(Line(entry.says, entry.context, entry.sources),)]) for name, entry in found]
    table = Table(_("One review, five comparisons"), [_("Compared with"), _("Result")], rows)
    return Chart(_("Mindfulness programs: compared with what?"), says, Painting(8.2, 3.6, paint), table)


def dbt_evidence() -> Table:
    """Return what is known about DBT and its skills, grouped by what it was compared with."""
    rows = [
        (
            title,
            [
                tuple(
                    Line(entry.says, entry.context, entry.sources)
                    for entry in facts_on("dbt", aspect)
                    if entry.id not in _STEPS
                )
            ],
        )
        for title, aspect in _PARTS.items()
    ]
    note = _(
        "Mind the signs: where a row has SMD, g or d for symptoms or self-harm, below zero "
        "is in favor of DBT. In the rows on mindfulness, above zero is in favor of "
        "mindfulness. An interval that includes zero leaves the direction open. All rows are "
        "mental health; none is a trial of DBT skills inside an adult IOP."
    )
    return Table(_("DBT and mindfulness: what is known"), [_("About"), _("What was found")], rows, note)
