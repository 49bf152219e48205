"""Forest plots, drawn by hand so that they follow a click at once, and the rows behind them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import escape

from iopedu.course.language import _, _n
from iopedu.evidence.datasets import Dataset, Row, dataset
from iopedu.evidence.effects import MEASURES, Effect
from iopedu.evidence.explore import Exploration
from iopedu.evidence.pooling import METHODS, Pooled, leave_one_out, pool
from iopedu.show.evidence.forest_draw import NARROW, WIDE, draw_forest
from iopedu.show.svg import Picture, folded, framed
from iopedu.show.table import Line, Table
from iopedu.show.words import table_of


def forest_of(about: Dataset, pooled: Pooled, title: str = "", out: Effect | None = None) -> Picture:
    """Return a forest plot.

    Parameters
    ----------
    about : Dataset
        Says what the sides mean.
    pooled : Pooled
        Studies, weights and mean.
    title : str, optional
        Heading; by default that of the data set.
    out : Effect, optional
        A study that was left out: it is drawn hollow, and it has no weight.
    """
    lines: list[tuple[Effect, float | None]] = list(zip(pooled.effects, pooled.weights, strict=True))
    if out is not None:
        lines.append((out, None))
    shown = title or about.title
    says = _(
        "{result} Squares are studies with their 95 percent intervals, larger with more weight; the diamond is the "
        "mean with its own. Left: {left}; right: {right}.",
        result=pooled.describe(),
        left=about.sides[0],
        right=about.sides[1],
    )
    wide, narrow = (draw_forest(layout, pooled, lines, about.sides) for layout in (WIDE, NARROW))
    return Picture(shown, says, wide, _table(about, pooled, out), narrow)


def forest(name: str, method: str = "hk", rows: str = "", bare: bool = False) -> Picture:
    """Return the forest plot of one data set.

    Parameters
    ----------
    name : str
        Id of a data set whose rows may be pooled.
    method : {"hk", "reml", "dl", "pm", "fixed"}
        See `METHODS`.
    rows : str
        Empty for all, or a group, such as "against:usual care".
    bare : bool
        Leave out what is known to be wrong with the rows: a learner is to find it.

    Raises
    ------
    ValueError
        When the rows may not be pooled; the sentence says why.
    """
    about = dataset(name)
    if not about.pooled:
        raise ValueError(about.why_not)
    title = about.title if not rows else f"{about.title} ({about.parts[rows]})"
    effects = about.part(rows)
    if bare:
        about, effects = replace(about, caution=""), [replace(effect, note="") for effect in effects]
    return forest_of(about, pool(effects, method), title)


def _table(about: Dataset, pooled: Pooled, out: Effect | None) -> Table:
    rows = [
        (effect.study, _cells(effect, f"{100 * weight:.0f} %"))
        for effect, weight in zip(pooled.effects, pooled.weights, strict=True)
    ]
    if out is not None:
        rows.append((out.study, _cells(out, _("left out"))))
    rows.append(
        (
            _n("Mean of {n} row", "Mean of {n} rows", pooled.k),
            ["–", pooled.numbers(), "100 %", METHODS[pooled.method][0]],
        )
    )
    columns = [_("Study"), _("People"), MEASURES[about.measure][0].capitalize(), _("Weight"), _("Compared with")]
    return Table(about.title, columns, rows, f"{about.caution} {license_of(about)}".strip())


def license_of(about: Dataset) -> str:
    """Return under which license the rows of a data set may be used, as a sentence."""
    return _("License of the rows: {text}.", text=about.license)


def _cells(effect: Effect, weight: str) -> list[str | tuple[Line, ...]]:
    added = _("0.5 added to each cell, since a group had no event") if effect.counts and effect.counts.corrected else ""
    against = Line(effect.against, effect.note, effect.sources)
    return [_people(effect), (Line(effect.numbers(), added),), weight, (against,)]


def _people(entry: Effect | Row) -> str:
    counts = entry.effect.counts if isinstance(entry, Row) and entry.effect else getattr(entry, "counts", None)
    if counts is not None:
        return repr(counts)
    if entry.n is None:
        return ""
    return _("{n} against {n_control}", n=entry.n, n_control=entry.n_control)


def study_rows(*names: str) -> Table:
    """Return data sets whose rows are not pooled, as they are, with the reason."""
    rows, reasons = [], []
    for about in map(dataset, names):
        for row in about.rows:
            keys = tuple(row.source.split(";"))
            said = _("in words only")
            if row.effect:
                measure = MEASURES[row.effect.measure][0]
                said = _("{measure} {numbers}", measure=measure, numbers=row.effect.numbers())
            rows.append((row.study, [row.group, _people(row), row.against, (Line(said, row.note, keys),)]))
        reasons += [about.why_not, about.caution]
    return table_of("study_rows", rows, after=" ".join(reasons))


def exploration_tables(record: Exploration) -> tuple[Table, ...]:
    """Return the rows of an exploration as a table; after a prediction also its groups, and each study left out."""
    return (_table(record.of, record.result(), _out(record)), *_sensitivity(record))


def _sensitivity(record: Exploration) -> Iterator[Table]:
    """Yield what else could have come out, once it was predicted: other rows, and without each study in turn."""
    if not record.predicted:
        return
    of, columns = record.of, [MEASURES[record.of.measure][0].capitalize(), _("Conclusion")]
    parts = {of.parts[rows]: pool(of.part(rows), record.method) for rows in of.parts}
    if len(parts) > 1:
        yield table_of("sensitivity_1", [_result(*part) for part in parts.items()], more=[*columns])
    without = leave_one_out(of.part(record.rows), record.method)
    if without:
        yield Table(
            _("Each study left out in turn: {rows}", rows=of.parts[record.rows]),
            [_("Without"), *columns],
            [_result(study, left) for study, left in without.items()],
        )


def _result(name: str, pooled: Pooled) -> tuple[str, list[str]]:
    return name, [
        _n("{numbers}, {n} row", "{numbers}, {n} rows", pooled.k, numbers=pooled.numbers()),
        pooled.conclusion,
    ]


def _out(record: Exploration) -> Effect | None:
    return next((effect for effect in record.of.effects if effect.study == record.out), None)


def exploration_view(record: Exploration) -> str:
    """Return the forest plot of an exploration; HTML that is drawn again with every click."""
    title = f"{record.of.title}: {record.of.parts[record.rows]}"
    drawn = forest_of(record.of, record.result(), title, _out(record))
    more = "".join(folded(table.caption, table.html()) for table in _sensitivity(record))
    caution = f"<p><strong>{escape(_('Before you read it.'))}</strong> {escape(record.of.caution)}</p>"
    return framed(caution + drawn.html() + more)
