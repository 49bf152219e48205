"""Rows and people behind a result; what an effect means in people; a database that was downloaded."""

import math
from collections.abc import Sequence
from dataclasses import replace
from html import escape

from iopedu.course.facts import fact
from iopedu.course.files import options, read_rows
from iopedu.course.language import _
from iopedu.course.text import quoted
from iopedu.evidence.datasets import dataset
from iopedu.evidence.effects import Counts, Effect
from iopedu.evidence.extraction import Extraction, readings
from iopedu.evidence.in_people import KINDS, InPeople
from iopedu.evidence.metapsy import DATABASES
from iopedu.evidence.patients import MONTHS, WAYS, beat_the_blues, two_arms, weight_changes
from iopedu.evidence.pooling import pool
from iopedu.evidence.workbench import Opened
from iopedu.show.evidence.forest import forest_of, funnel_of
from iopedu.show.palette import LEVEL_COLORS
from iopedu.show.svg import SLIM, WIDE, Drawing, Picture, dots, folded, framed, paragraphs
from iopedu.show.table import Cell, Line, Table, fact_cell
from iopedu.show.words import picture_of, rows_of, stored_rows, table_of


def program_results() -> Table:
    """Return what programs report of their own people."""

    def change(row: dict[str, str]) -> Cell:
        how = ". ".join(filter(None, (row["kind"].capitalize(), row["note"])))
        return (Line(row["change"], how, (row["source"],)),)

    rows = rows_of(
        read_rows("evidence/programs.csv"),
        lambda row: f"{row['program']}: {row['measure']}",
        "level",
        "n",
        lambda row: _("{before} to {after}", before=row["before"], after=row["after"]) if row["before"] else "",
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
        (_("With the rows as they are"), _cells(both, [*both, *rest], 2 * counts.total_control)),
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
    left = _("Fill in all four counts to see the resulting risk ratio.")
    told = ((reading.title, record.feedback(reading) or left) for reading in readings())
    said = paragraphs(f"<strong>{escape(title)}.</strong> {escape(text)}" for title, text in told)
    return framed(said + (three_readings().html() if record.ready else ""))


def claims() -> Table:
    """Return what each claim may mean, what is known of it, and what to ask the program.

    Examples
    --------
    >>> len(claims().rows)
    13
    """
    verdicts = options("claims.verdicts")
    rows = rows_of(
        read_rows("claims/claims.csv", lists=("facts",)),
        lambda row: quoted(row["claim"]),
        lambda row: (Line(row["meaning"], tag=verdicts[row["verdict"]]),),
        lambda row: fact_cell(map(fact, row["facts"]), False),
        "ask",
    )
    return table_of("claims", rows)


_COLOR = LEVEL_COLORS["iop"]
_CURVES, _DOTS = 190, 250
_FULL = f'fill="{_COLOR}" stroke="{_COLOR}"'
_EMPTY = 'fill="none" stroke="currentColor"'


def in_people(kind: str, effect: float, base: float) -> Picture:
    """Return an effect in people.

    Parameters
    ----------
    kind : {"d", "rr_good", "rr_bad"}
        A difference, a risk ratio for something good, or one for something bad.
    effect, base : float
        The effect; how many of 100 have the outcome without the treatment.
    """
    return _picture(InPeople(kind, effect, base))


def in_people_view(record: InPeople) -> str:
    """Return the same as HTML that is drawn again while somebody types."""
    return framed(f"<p>{escape(record.describe())}</p>") if not record.ready else framed(_picture(record).html())


def in_people_table(record: InPeople) -> Table:
    """Return what an effect means, said in several ways."""
    of_100, shares = "{:.0f} of 100".format, record.shares
    values = (
        f"{record.effect:g}",
        f"{shares['overlap']:.0f}%" if shares else None,
        of_100(shares["above"]) if shares else None,
        of_100(shares["pairs"]) if shares else None,
        of_100(record.base),
        of_100(record.treated),
        f"{record.difference:+.0f} of 100",
        record.needed_text(),
    )
    told = zip(stored_rows("in_people_table"), values, strict=True)
    rows = [(head, [value, *(how or [KINDS[record.kind]])]) for (head, how), value in told if value is not None]
    return table_of("in_people_table", rows)


def _picture(record: InPeople) -> Picture:
    wide, narrow = (_draw(record, width) for width in (WIDE, SLIM))
    return picture_of("picture", wide, in_people_table(record), narrow, says=record.describe())


def _draw(record: InPeople, width: int) -> Drawing:
    top = _CURVES if record.kind == "d" else 0
    drawn = (_curves(record.effect, width) if record.kind == "d" else "") + _hundreds(record, top, width)
    return Drawing(width, top + _DOTS * (1 if width == WIDE else 2), drawn)


def _curves(d: float, width: int) -> str:
    """Return two bells: the control group dashed, the treated group with a line, shifted by the effect."""
    base, unit = 150, 62 if width == WIDE else 160 / (3.3 + abs(d) / 2)
    middle, edge = width / 2 - d * unit / 2, 20 if width == WIDE else 0
    parts = []
    for shift, look in (
        (0.0, f'{_EMPTY} stroke-dasharray="5 4"'),
        (d, f'fill="{_COLOR}" fill-opacity="0.25" stroke="{_COLOR}"'),
    ):
        points = [
            f"{middle + (shift + step / 10) * unit:.1f} {base - 120 * math.exp(-((step / 10) ** 2) / 2):.1f}"
            for step in range(-33, 34)
        ]
        parts.append(f'<path d="M{"L".join(points)}" stroke-width="1.8" {look}/>')
    parts.append(f'<path d="M{edge} {base}H{width - edge}" stroke="currentColor" stroke-width="0.8"/>')
    said = escape(_("dashed: control group; filled: with the treatment"))
    below = base + 22
    parts.append(f'<text x="{edge}" y="{below}">{said}</text>')
    below = below if width == WIDE else 22
    parts.append(f'<text x="{width - edge}" y="{below}" text-anchor="end">{escape(_("better →"))}</text>')
    return "".join(parts)


def _hundreds(record: InPeople, top: float, width: int) -> str:
    """Return two times a hundred people as dots; those with the outcome are filled."""
    parts = []
    groups = (
        (_("100 people without the treatment"), record.base),
        (_("100 people with the treatment"), record.treated),
    )
    for at, (title, count) in enumerate(groups):
        full = round(count)
        left = 20 + at * 360 if width == WIDE else 0
        top += _DOTS * at if width == SLIM else 0
        parts.append(f'<text x="{left}" y="{top + 18}" font-weight="600">{escape(title)}</text>')
        parts.append(dots(100, full, left + 9, top + 40, 25, 18, (_FULL, _EMPTY)))
        said = _("{n} filled: with the outcome", n=full)
        parts.append(f'<text x="{left}" y="{top + 236}">{escape(said)}</text>')
    return "".join(parts)


#: A forest plot with more lines is folded: its mean stands in words above it.
LONG = 40


def databases() -> Table:
    """Return the open databases that a learner can download, with their addresses."""
    rows = [(name, [address]) for name, address in DATABASES.items()]
    return table_of("databases", rows)


def opened_view(record: Opened) -> str:
    """Return a database that a learner has opened as HTML: what was read, and its forest and funnel plot."""
    if not record.ready:
        return framed(databases().html())
    said = [record.database.describe(), record.rows_said(), record.side_said()]
    notes = f"<p><strong>{escape(record.file)}</strong></p>" + paragraphs(map(escape, said))
    try:
        pooled = record.result()
    except ValueError:
        return framed(f"{notes}<p>{escape(record.said())}</p>")
    drawn = forest_of(record.about, pooled).html()
    if pooled.k > LONG:
        title = _("Forest plot of all {k} studies", k=pooled.k)
        drawn = f"<p>{escape(pooled.describe())}</p>{folded(escape(title), drawn)}"
    funnel = funnel_of(record.about, pooled).html()
    return framed(notes + drawn + folded(escape(_("Funnel plot: do small studies find something different?")), funnel))
