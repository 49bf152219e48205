"""Rows and people behind a result: before and after, who is missing, who is counted twice, what was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

from iopedu.course.facts import fact
from iopedu.course.language import _
from iopedu.evidence.datasets import dataset, programs
from iopedu.evidence.effects import Counts, Effect
from iopedu.evidence.extraction import Extraction, readings
from iopedu.evidence.patients import MONTHS, WAYS, beat_the_blues, two_arms, weight_changes
from iopedu.evidence.pooling import pool
from iopedu.show.svg import framed
from iopedu.show.table import Line, Table


def program_results() -> Table:
    """Return what programs report of their own people."""
    rows = [
        (
            f"{entry.program}: {entry.measure}",
            [
                entry.level,
                entry.n,
                _("{before} to {after}", before=entry.before, after=entry.after) if entry.before else "",
                (Line(entry.change, ". ".join(filter(None, (entry.kind.capitalize(), entry.note))), (entry.source,)),),
            ],
        )
        for entry in programs()
    ]
    note = _(
        "Nobody was compared with anybody. The residential program and the partial hospitalization program of one "
        "provider start at the same score and change alike; that is not a comparison of levels of care, since nobody "
        "drew lots. Two kinds of units stand in this table: do not set them side by side."
    )
    columns = [_("Program and measure"), _("Level and people"), _("People"), _("Mean before and after"), _("Change")]
    return Table(_("Before and after, no control group"), columns, rows, note)


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
    note = _("Only the last column says what a treatment added. It needs the control group.")
    columns = [_("Group"), _("People"), _("Mean change of weight"), _("Beside the control group")]
    return Table(_("Anorexia: weight before and after, 72 people"), columns, rows, note)


def missing_people() -> Table:
    """Return who was left at each time, and three answers to the question who got better."""
    rows = []
    for way, title in WAYS.items():
        program, usual = two_arms(way)
        cells = [
            _(
                "{halved} of {n} ({share} of 100)",
                halved=arm.halved,
                n=arm.n,
                share=f"{100 * arm.share:.0f}",
            )
            for arm in (program, usual)
        ]
        rows.append((title, [*cells, f"{usual.mean - program.mean:.1f}"]))
    people = beat_the_blues()
    left = [sum(person.scores[at] is not None for person in people) for at in range(len(MONTHS))]
    note = _(
        "Scores of {counts} people are known after {months} months. The data are as the package has them; nothing was "
        "filled in. None of the three rows is the truth: they show how much the answer leans on those who are gone.",
        counts=", ".join(map(str, left)),
        months=", ".join(map(str, MONTHS)),
    )
    columns = [
        _("Who is counted"),
        _("Score halved with the program"),
        _("Score halved with usual care"),
        _("Points better with the program"),
    ]
    cited = [(header, [(Line(cells[0], "", ("hsaur",)),), *cells[1:]]) for header, cells in rows]
    return Table(_("A computer program for depression: who got better?"), columns, cited, note)


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
    note = _(
        "There were {n} people in the control group of this trial. Counted twice, its chance results weigh double. "
        "Joining the arms is one way out; splitting the control group is another. Either has to be said.",
        n=counts.total_control,
    )
    columns = [_("How"), _("Rows of Bryan 2017"), _("Control people counted"), _("Bryan 2017 alone"), _("All rows")]
    return Table(_("One control group, two rows"), columns, rows, note)


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
    note = _(
        "The mean of all studies hardly moves, and that is luck. Another database of the same project reads the same "
        "trials under another outcome and finds a risk ratio of {value}.",
        value=fact("ev_two_databases").value,
    )
    columns = [_("Reading"), _("Counts"), _("Risk ratio of this trial"), _("Seven trials together")]
    return Table(_("Three readings of one trial"), columns, rows, note)


def extraction_view(record: Extraction) -> str:
    """Return what was taken out of each reading, what follows, and at the end the table of all three."""
    parts = []
    for reading in readings():
        said = record.feedback(reading) or _("Fill in four counts to see which risk ratio follows.")
        parts.append(f"<p><strong>{escape(reading.title)}.</strong> {escape(said)}</p>")
    return framed("".join(parts) + (three_readings().html() if record.ready else ""))
