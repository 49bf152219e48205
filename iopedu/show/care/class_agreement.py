"""How far people agree on a level of care: published figures, a learner's own, and a class."""

from __future__ import annotations

from html import escape

from iopedu.care.axes import TEACHING
from iopedu.care.classroom import Classroom, Spread
from iopedu.care.levels import level
from iopedu.care.placement_practice import Placements
from iopedu.care.red_flags import EMERGENCY, MEDICAL
from iopedu.care.vignettes import CHOICES
from iopedu.course.facts import FIELDS, Fact, fact
from iopedu.course.language import _, _n
from iopedu.show.chart import Chart, Painting, rows_down
from iopedu.show.drawn import Tile, grid, nothing
from iopedu.show.palette import FIELD_COLORS, LEVEL_COLORS
from iopedu.show.svg import Drawing, Picture
from iopedu.show.table import Table, fact_cell
from iopedu.show.words import across, chart_of, picture_of, rows_of, table_of

_PUBLISHED = {
    "LOCADTR 3.0": "placement_agreement_locadtr",
    "LOCUS": "placement_agreement_locus",
    _("ASAM, early computer version"): "placement_agreement_asam",
}
_NOT_COMPARABLE = _(
    "These figures are not comparable one to one: they differ in the tool, the material, "
    "the people, the number of levels and the way of calculating. They say one thing "
    "together: trained people with a real tool agree far from fully."
)


def _value(found: Fact) -> str:
    return found.value or found.low


def published_agreement() -> Chart:
    """Return published agreement on a level of care, with what each figure counts."""
    found = {name: fact(key) for name, key in _PUBLISHED.items()}

    def paint(axes) -> None:
        for at, entry in enumerate(found.values()):
            ends = [float(text) for text in (entry.low, entry.value, entry.high) if text]
            axes.plot(ends, [at] * len(ends), "o-", color=FIELD_COLORS[entry.field], markersize=9, linewidth=3)
            axes.text(max(ends) + 0.03, at, _span(entry), va="center")
        rows_down(axes, list(found), 0, 1)

    rows = [(name, [fact_cell([entry])]) for name, entry in found.items()]
    rows.append((_("LOCADTR 3.0, against a key"), [fact_cell([fact("placement_key")])]))
    rows.append((_("LOCADTR 3.0, in use"), [fact_cell([fact("placement_override")])]))
    rows.append((_("The worksheet of this course"), [fact_cell([fact("placement_ours_unknown")])]))
    table = table_of("published_agreement", rows, after=_NOT_COMPARABLE)
    values = [_value(entry) for entry in found.values()]
    says = _(
        "Agreement among trained raters was {first}, {second} and {third} in three studies, each with another tool. "
        "With the first, {matched} % of ratings matched the key.",
        first=values[0],
        second=values[1],
        third=values[2],
        matched=fact("placement_key").value,
    )
    return chart_of("published_agreement", Painting(7.2, 2.4, paint), table, says=f"{says} {_NOT_COMPARABLE}")


def _span(entry: Fact) -> str:
    value = entry.value or _("{low} to {high}", low=entry.low, high=entry.high)
    return f"{value} ({FIELDS[entry.field]})"


def placement_agreement(record: Placements) -> Table:
    """Return a learner's agreement with our levels, beside what was published."""
    many = len(record.decided)
    if many:
        shares = _(
            "{exact} of {many} exact, {within} of {many} within the range",
            exact=record.exact,
            many=many,
            within=record.within,
        )
    else:
        shares = _("Nobody is placed yet.")
    try:
        weighted = f"{record.agreement().kappa:.2f}"
    except ValueError as problem:
        weighted = str(problem)
    rows = [
        (_("You"), [shares]),
        (_("You: changed at the second thought"), [str(record.changed)]),
        (_("You: weighted kappa with our level"), [weighted]),
    ]
    rows += [(name, [fact_cell([fact(key)])]) for name, key in _PUBLISHED.items()]
    return table_of("placement_agreement", rows, not_comparable=_NOT_COMPARABLE)


def class_placements(record: Classroom) -> Picture:
    """Return what a class chose, person by person, as a picture with numbers; the range is framed."""
    found = record.spreads
    rows = rows_of(
        found,
        lambda one: one.vignette.name,
        lambda one: ", ".join(f"{_short(choice)} {times}" for choice, times in one.counts.items()),
        lambda one: _("{within} of {total}", within=one.within, total=len(one.choices)),
        lambda one: "–" if one.apart is None else f"{one.apart:.1f}",
    )
    title = _n("What the class chose: {n} learner", "What the class chose: {n} learners", len(record.handed))
    table = table_of("class_placements", rows, caption=title, before=f"{TEACHING}.")
    return picture_of("class_placements", _drawn(found), table, says=record.describe())


def class_room(record: Classroom) -> str:
    """Return what a class chose as HTML: its numbers, and a picture of them where there is room for one."""
    found = class_placements(record)
    drawn = f'<div class="iop-fit"><div class="iop-wide">{found.wide.named(found.title, found.says)}</div></div>'
    figure = f"<strong>{escape(found.title)}</strong>{drawn}<figcaption>{escape(found.says)}</figcaption>"
    return f"<figure>{figure}</figure>{found.table.html()}"


def _short(choice: str) -> str:
    first = {EMERGENCY: _("Emergency"), MEDICAL: _("Medical first")}
    return first.get(choice) or level(choice).abbreviation or choice.capitalize()


def _drawn(found: tuple[Spread, ...]) -> Drawing:
    if not found:
        return nothing(_("No placements yet"))
    least_first = CHOICES[::-1]
    tiles, frames = {}, []
    for down, spread in enumerate(found):
        ends = [least_first.index(choice) for choice in spread.vignette.first.range]
        frames.append((down, min(ends), max(ends)))
        for choice, times in spread.counts.items():
            within = spread.vignette.first.verdict(choice) in ("exact", "within the range")
            color = LEVEL_COLORS["iop" if within else "crisis"]
            tiles[down, least_first.index(choice)] = Tile(times, color, 0.15 + 0.45 * times / len(spread.choices))
    names = [spread.vignette.name for spread in found]
    return grid(names, [_short(choice) for choice in least_first], tiles, frames, across("class_placements"))
