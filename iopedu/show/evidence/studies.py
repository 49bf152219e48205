"""Rows and people behind a result: before and after, who is missing, who is counted twice, what a brochure claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

from iopedu.course.facts import fact
from iopedu.course.language import _
from iopedu.course.text import quoted
from iopedu.evidence.claims import VERDICTS
from iopedu.evidence.claims import claims as all_claims
from iopedu.evidence.datasets import Program, dataset, programs
from iopedu.evidence.effects import Counts, Effect
from iopedu.evidence.extraction import Extraction, readings
from iopedu.evidence.patients import MONTHS, WAYS, beat_the_blues, two_arms, weight_changes
from iopedu.evidence.pooling import pool
from iopedu.show.svg import framed
from iopedu.show.table import Cell, Line, Table, fact_cell
from iopedu.show.words import rows_of, table_of


def program_results() -> Table:
    """Return what programs report of their own people."""

    def change(entry: Program) -> Cell:
        return (Line(entry.change, ". ".join(filter(None, (entry.kind.capitalize(), entry.note))), (entry.source,)),)

    rows = rows_of(
        programs(),
        lambda one: f"{one.program}: {one.measure}",
        "level",
        "n",
        lambda one: _("{before} to {after}", before=one.before, after=one.after) if one.before else "",
        change,
    )
    return table_of("program_results", rows)


def weights_gained() -> Table:
    """Return the anorexia trial: what each group gained, and what is left beside the control group."""
    changes = weight_changes()
    control = changes["control"][1]
    rows = [
        (
            name if name == "CBT" else name.capitalize(),
            [
                f"{n}",
                (Line(_("{mean} pounds (SD {sd})", mean=f"{mean:+.2f}", sd=f"{sd:.2f}"), "", ("mass_anorexia",)),),
                "–" if name == "control" else _("{mean} pounds", mean=f"{mean - control:+.2f}"),
            ],
        )
        for name, (n, mean, sd) in changes.items()
    ]
    return table_of("weights_gained", rows)


def missing_people() -> Table:
    """Return who was left at each time, and three answers to the question who got better."""
    rows = []
    for way, title in WAYS.items():
        program, usual = two_arms(way)
        cells = [
            _("{halved} of {n} ({share} of 100)", halved=arm.halved, n=arm.n, share=f"{100 * arm.share:.0f}")
            for arm in (program, usual)
        ]
        rows.append((title, [*cells, f"{usual.mean - program.mean:.1f}"]))
    people = beat_the_blues()
    left = [sum(person.scores[at] is not None for person in people) for at in range(len(MONTHS))]
    cited = [(header, [(Line(cells[0], "", ("hsaur",)),), *cells[1:]]) for header, cells in rows]
    return table_of("missing_people", cited, counts=", ".join(map(str, left)), months=", ".join(map(str, MONTHS)))


def shared_control() -> Table:
    """Return what happens when one control group is counted twice."""
    about = dataset("safety_attempts")
    both = [effect for effect in about.effects if effect.study.startswith("Bryan")]
    rest = [effect for effect in about.effects if effect not in both]
    counts = both[0].counts
    together = Counts(
        sum(effect.counts.events for effect in both),
        sum(effect.counts.total for effect in both),
        counts.events_control,
        counts.total_control,
    )
    joined = Effect.from_counts("Bryan 2017", together, about.better)
    rows = [
        (_("As the rows stand"), _cells(both, [*both, *rest], 2 * counts.total_control)),
        (_("Both arms as one group"), _cells([joined], [joined, *rest], counts.total_control)),
    ]
    return table_of("shared_control", rows, n=counts.total_control)


def _cells(own: Sequence[Effect], everything: Sequence[Effect], control: int) -> list[str | tuple[Line, ...]]:
    alone = pool(own, "fixed").numbers() if len(own) > 1 else own[0].numbers()
    rows = tuple(Line(f"{effect.counts}", "", ("metapsy_suicide",)) for effect in own)
    return [rows, f"{control}", alone, pool(everything).numbers()]


def three_readings() -> Table:
    """Return the counts of the three readings of one trial, and what follows from each for the mean."""
    about, rows = dataset("dbt_attempts"), []
    for reading in readings():
        others = about.part(out="Linehan 2006")
        if reading.counts.events or reading.counts.events_control:
            mine = replace(reading.effect(), study="Linehan 2006")
            alone, mean = mine.numbers(), pool([*others, mine]).numbers()
        else:
            alone, mean = _("none: nobody had the event in either group"), pool(others).numbers()
        rows.append((reading.title, [(Line(f"{reading.counts}", "", reading.sources),), alone, mean]))
    return table_of("three_readings", rows, value=fact("ev_two_databases").value)


def extraction_view(record: Extraction) -> str:
    """Return what was taken out of each reading, what follows, and at the end the table of all three."""
    parts = []
    for reading in readings():
        said = record.feedback(reading) or _("Fill in four counts to see which risk ratio follows.")
        parts.append(f"<p><strong>{escape(reading.title)}.</strong> {escape(said)}</p>")
    return framed("".join(parts) + (three_readings().html() if record.ready else ""))


def claims() -> Table:
    """Return what each claim may mean, what is known of it, and what to ask the program.

    Examples
    --------
    >>> len(claims().rows)
    13
    """
    rows = [
        (
            quoted(one.claim),
            [(Line(one.meaning, tag=VERDICTS[one.verdict]),), fact_cell(one.facts, False), one.ask],
        )
        for one in all_claims()
    ]
    return table_of("claims", rows)
