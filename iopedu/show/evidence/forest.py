"""Forest and funnel plots, drawn by hand so that they follow a click at once, and the rows behind them."""

from collections.abc import Iterator
from dataclasses import replace
from html import escape

from iopedu.course.language import _, _n
from iopedu.evidence.datasets import Dataset, dataset
from iopedu.evidence.effects import MEASURES, Effect, Study, number_text
from iopedu.evidence.explore import Exploration
from iopedu.evidence.pooling import METHODS, Pooled, leave_one_out, pool
from iopedu.evidence.small_studies import egger
from iopedu.show.evidence.forest_draw import COLOR, NARROW, WIDE, Layout, Scale, axis, draw_forest
from iopedu.show.svg import Drawing, Picture, folded, framed
from iopedu.show.table import Line, Table
from iopedu.show.words import picture_of, table_of


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
        "{result} Squares are studies with their 95 percent intervals, and larger squares have more weight; the "
        "diamond is the mean with its interval. Left: {left}; right: {right}.",
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
        (effect.study, _cells(effect, f"{100 * weight:.0f}%"))
        for effect, weight in zip(pooled.effects, pooled.weights, strict=True)
    ]
    if out is not None:
        rows.append((out.study, _cells(out, _("left out"))))
    rows.append(
        (
            _n("Mean of {n} row", "Mean of {n} rows", pooled.k),
            ["–", pooled.numbers(), "100%", METHODS[pooled.method]],
        )
    )
    columns = [_("Study"), _("People"), MEASURES[about.measure][0].capitalize(), _("Weight"), _("Compared with")]
    return Table(about.title, columns, rows, f"{about.caution} {license_of(about)}".strip())


def license_of(about: Dataset) -> str:
    """Return under which license the rows of a data set may be used, as a sentence."""
    return _("License for the rows: {text}.", text=about.license)


def _cells(effect: Effect, weight: str) -> list[str | tuple[Line, ...]]:
    added = (
        _("0.5 added to each cell, because one group had no events")
        if effect.counts and effect.counts.corrected
        else ""
    )
    against = Line(effect.against, effect.note, effect.sources)
    return [_people(effect), (Line(effect.numbers(), added),), weight, (against,)]


def _people(entry: Study) -> str:
    if entry.counts is not None:
        return f"{entry.counts}"
    return "" if entry.n is None else _("{n} vs. {n_control}", n=entry.n, n_control=entry.n_control)


def study_rows(*names: str) -> Table:
    """Return data sets whose rows are not pooled, as they are, with the reason."""
    rows, reasons = [], []
    for about in map(dataset, names):
        for row in about.rows:
            said = _("in words only")
            if isinstance(row, Effect):
                said = _("{measure} {numbers}", measure=MEASURES[row.measure][0], numbers=row.numbers())
            rows.append((row.study, [row.group, _people(row), row.against, (Line(said, row.note, row.sources),)]))
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


#: Steps of the standard error that are named at the left.
_STEPS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0)


def funnel(name: str) -> Picture:
    """Return the funnel plot of a data set: each study by its effect and its standard error.

    Parameters
    ----------
    name : str
        Id of a data set whose rows may be pooled.
    """
    about = dataset(name)
    return funnel_of(about, pool(about.effects))


def funnel_of(about: Dataset, mean: Pooled) -> Picture:
    """Return the funnel plot of studies around their mean."""
    rows = [
        (
            effect.study,
            [(Line(number_text(effect.published(effect.value)), "", effect.sources),), number_text(effect.se)],
        )
        for effect in sorted(mean.effects, key=lambda effect: effect.se)
    ]
    more = [MEASURES[about.measure][0].capitalize(), _("Standard error")]
    table = table_of("funnel", rows, more=more, after=license_of(about), title=about.title)
    wide, narrow = (_draw(about, mean, layout) for layout in (replace(WIDE, left=40, right=WIDE.width - 10), NARROW))
    return picture_of("funnel", wide, table, narrow, title=about.title, test=_small_studies(mean))


def _draw(about: Dataset, mean: Pooled, layout: Layout) -> Drawing:
    top, height = 32, 230
    most = max(effect.se for effect in mean.effects) * 1.08
    ends = [mean.value - 2 * most, mean.value + 2 * most, *(effect.value for effect in mean.effects)]
    scale = Scale(layout, about.measure, min(ends) - 0.1, max(ends) + 0.1)
    middle, left, right = (scale.x(mean.value + step * 1.96 * most) for step in (0, -1, 1))
    bottom, zero = top + height, scale.x(0)
    parts = [
        f'<path d="M{left} {bottom}L{middle} {top}L{right} {bottom}" fill="none" stroke="currentColor" '
        'stroke-dasharray="5 4"/>',
        f'<path d="M{middle} {top}V{bottom}" stroke="currentColor" stroke-width="0.9"/>',
        f'<path d="M{zero} {top}V{bottom + 6}" stroke="currentColor" stroke-width="0.9"/>',
        f'<text x="0" y="14">{escape(_("↑ more precise (standard error on the left)"))}</text>',
        axis(bottom, scale, about.sides),
    ]
    step = next((step for step in _STEPS if most / step < 5), most)
    for at in range(int(most / step) + 1):
        y = round(top + height * at * step / most, 1)
        parts.append(f'<path d="M{layout.left} {y}H{layout.right}" stroke="currentColor" stroke-opacity="0.2"/>')
        parts.append(f'<text x="0" y="{y - 2}" font-size="13">{at * step:g}</text>')
    for effect in mean.effects:
        x, y = scale.x(effect.value), round(top + height * effect.se / most, 1)
        parts.append(f'<circle cx="{x}" cy="{y}" r="5.5" fill="{COLOR}" stroke="currentColor"/>')
    return Drawing(layout.width, bottom + (86 if layout.above else 66), "".join(parts))


def _small_studies(mean: Pooled) -> str:
    try:
        return egger(mean.effects).describe()
    except ValueError as reason:
        return str(reason)
