"""Placement: axes, rules, the worksheet, people to place, and how far people agree on a level of care."""

from collections.abc import Iterable
from functools import partial, reduce
from html import escape

from iopedu.care.classroom import Classroom, Spread
from iopedu.care.gates import GATES, RATINGS, TEACHING, Rule, axes, intensity, material
from iopedu.care.gates import rules as rules_of
from iopedu.care.levels import Level, level, levels
from iopedu.care.placement import Worksheet
from iopedu.care.placement_practice import Placements
from iopedu.care.red_flags import EMERGENCY, MEDICAL, ROUTES, RedFlag
from iopedu.care.red_flags import red_flags as flags
from iopedu.care.vignettes import CHOICES, Question, choice_name, differs, vignette
from iopedu.course.facts import FIELDS
from iopedu.course.files import options
from iopedu.course.language import _, _n
from iopedu.course.text import in_html, listed
from iopedu.show.chart import Chart, Painting, rows_down
from iopedu.show.drawn import Tile, grid, nothing
from iopedu.show.palette import FIELD_COLORS, LEVEL_COLORS
from iopedu.show.svg import WIDE, Drawing, Picture, bullets, folded, framed
from iopedu.show.table import Cell, Line, Table
from iopedu.show.words import across, chart_of, picture_of, rows_of, stored_facts, stored_rows, table_of

_ROW, _LEFT = 34, 200
_FURTHER = _("“Not sure” never raises a level.")


def placement_axes(asks: bool = True) -> Table:
    """Return the six axes with their anchors, from the least to the most concern.

    Parameters
    ----------
    asks : bool
        Whether the question of each axis has a column; without it the table is narrower.
    """
    rows = [
        (
            axis.name,
            [*([axis.ask] if asks else []), *((Line(f"{word}:", text),) for word, text in axis.anchors.values())],
        )
        for axis in axes()
    ]
    return table_of("placement_axes", rows, more=[*([_("Asks")] if asks else []), *_STEPS], before=f"{TEACHING}.")


_STEPS = (_("Least concern"), _("Some"), _("More"), _("Most concern"))


def placement_rules() -> Table:
    """Return every rule of the three gates by the level that it asks for: nothing else decides."""

    def asked(gate: str, entry: Level) -> Cell | str:
        return tuple(Line(_condition(rule)) for rule in rules_of(gate) if rule.level == entry.id) or "–"

    rows = rows_of(levels(), "label", *(partial(asked, gate) for gate in GATES))
    return table_of("placement_rules", rows, more=GATES.values(), before=f"{TEACHING}.")


def _condition(rule: Rule) -> str:
    names = {axis.id: axis for axis in axes()}
    parts = [f"“{names[axis].word(least)}”{'+' if least != RATINGS[-1] else ''}" for axis, least in rule.when.items()]
    if not parts:
        return _("Nothing above applies")
    return reduce(lambda first, then: _("{first} and {then}", first=first, then=then), parts)


def red_flags(shown: Iterable[RedFlag] = ()) -> Table:
    """Return the medical red flags that come before every level: what one sees, whom one calls, what nobody does.

    Parameters
    ----------
    shown : iterable of RedFlag
        Only these; by default all of them.
    """
    rows = rows_of(
        shown or flags(),
        "name",
        "seen",
        lambda flag: (Line(flag.may_mean, sources=flag.sources),),
        lambda flag: (Line(flag.call, ROUTES[flag.route]),),
        "not_alone",
    )
    return table_of("red_flags", rows, before=f"{TEACHING}.")


# The worksheet ---------------------------------------------------------------------------------------


def placement_view(sheet: Worksheet) -> str:
    """Return a worksheet as a ladder and in words; HTML that is drawn again while somebody rates."""
    label = f'<p class="iop-tag">{escape(TEACHING)}</p>'
    if not sheet.ready:
        open_axes = _("Not rated yet: {axes}.", axes=listed(sheet.unrated))
        return framed(f"{label}<p>{escape(open_axes)}</p>")
    if sheet.stop:
        raised = red_flags(sheet.raised).html() if sheet.raised else ""
        return framed(f"{label}<p><strong>{escape(sheet.stop)}</strong></p>{raised}")
    lines, asked = bullets(map(in_html, sheet.reasons())), bullets(map(escape, sheet.next_questions()))
    find = f"<p><strong>{_('Find out next')}</strong> ({_FURTHER})</p>{asked}" if asked else ""
    return framed(f"{label}{ladder(sheet)}{lines}{find}{_changes(sheet).html()}")


def _changes(sheet: Worksheet) -> Table:
    rows = rows_of(
        sorted(sheet.changes(), key=lambda change: not change.raises),
        lambda change: change.axis.name,
        lambda change: f"“{change.axis.word(change.now)}”",
        lambda change: f"“{change.axis.word(change.then)}”",
        lambda change: change.to.label,
    )
    return table_of("placement_changes" if rows else "placement_no_changes", rows)


def ladder(sheet: Worksheet) -> str:
    """Return the levels of care as a ladder: the range, the suggestion, what cannot be reached."""
    drawn, said = "", []
    for at, entry in enumerate(levels()):
        notes = _notes(sheet, entry.id)
        inside = entry.id in sheet.range
        color = LEVEL_COLORS[entry.id]
        fill = f'fill="{color}"' if entry.id == sheet.chosen else 'fill="none"'
        dash = "" if inside else ' stroke-dasharray="2 4"'
        width, y = 30 + 126 * intensity(entry.id) // len(levels()), at * _ROW + 2
        weight = ' font-weight="600"' if inside else ""
        drawn += f'<text x="0" y="{y + 18}"{weight}>{escape(entry.abbreviation or entry.name)}</text>'
        drawn += f'<rect x="{_LEFT}" y="{y + 3}" width="{width}" height="20" {fill} stroke="{color}" '
        drawn += f'stroke-width="{2 if inside else 1}"{dash}/>'
        drawn += f'<text x="{_LEFT + width + 10}" y="{y + 18}" font-size="13"{weight}>{escape(", ".join(notes))}</text>'
        if notes:
            said.append(f"{entry.label}: {', '.join(notes)}")
    return Drawing(WIDE, len(levels()) * _ROW, drawn).named(_("Range of levels"), "; ".join(said))


def _notes(sheet: Worksheet, name: str) -> list[str]:
    found = sheet.gates
    notes = (
        (_("suggested"), name == found.level),
        (_("floor"), name == found.floor.level),
        (_("ceiling"), name == found.most),
        (_("in the range"), name in sheet.range and name not in (found.level, found.floor.level, found.most)),
        (_("out of reach"), name in sheet.out_of_reach),
        (_("override"), sheet.overrides and name == sheet.override),
        (_("chosen"), name == sheet.chosen != found.level and not sheet.overrides),
    )
    return [note for note, holds in notes if holds]


# People to place -------------------------------------------------------------------------------------


def our_answer(question: Question) -> str:
    """Return what we rated, and our reason for each level in the range and next to it, folded."""
    where = options("placement.where")
    in_range_first = sorted(question.why, key=lambda name: name not in question.range)
    rows = [(choice_name(name), [where[question.verdict(name)], question.why[name]]) for name in in_range_first]
    table = table_of("our_answer", rows, before=f"{TEACHING}.")
    rated = _ratings_table(question).html() if question.worksheet.gates else ""
    return framed(folded(_("Our reasons for each level, and our ratings"), f"{table.html()}{rated}"))


def _ratings_table(question: Question) -> Table:
    sheet = question.worksheet
    rows = [
        (axis.name, [axis.word(sheet.ratings[axis.id]), axis.anchors[sheet.ratings[axis.id]][1]]) for axis in axes()
    ]
    if sheet.settles:
        asked, when = material()["settles"], _("Asked when somebody is not safe without staff.")
        rows.append((asked["ask"], [asked["answers"][sheet.settles], when]))
    return table_of("placement_ratings", rows, reason=sheet.gates.decided_by.says)


def vignette_pair(name: str) -> Table:
    """Return two people who differ in one factor, side by side.

    Parameters
    ----------
    name : str
        Id of a vignette that has a partner.
    """
    one = vignette(name)
    both = (one, vignette(one.pair))
    factors = differs(*both)
    rows = [(_("Story"), [entry.first.text for entry in both])]
    same = []
    for axis in axes():
        ours, theirs = (axis.word(entry.first.worksheet.ratings[axis.id]) for entry in both)
        if axis.name in factors:
            rows.append((_("Differs: {axis}", axis=axis.name), [ours, theirs]))
        else:
            same.append(f"{axis.name}: “{ours}”")
    ours = [f"{choice_name(first.level)}. {first.why[first.level]}" for first in (entry.first for entry in both)]
    rows.append((_("Where we would start"), ours))
    return table_of(
        "vignette_pair", rows, more=[entry.name for entry in both], after=f"{TEACHING}.", axes="; ".join(same)
    )


#: The first rows of the published figures are about raters with each other.
_AMONG_RATERS = 3


def published_agreement() -> Chart:
    """Return published agreement on a level of care, with what each figure counts."""
    found = stored_facts("published_agreement")[:_AMONG_RATERS]

    def paint(axes) -> None:
        for at, (_name, entry) in enumerate(found):
            ends = [float(text) for text in (entry.low, entry.value, entry.high) if text]
            axes.plot(ends, [at] * len(ends), "o-", color=FIELD_COLORS[entry.field], markersize=9, linewidth=3)
            value = entry.value or _("{low} to {high}", low=entry.low, high=entry.high)
            axes.text(max(ends) + 0.03, at, f"{value} ({FIELDS[entry.field]})", va="center")
        rows_down(axes, [name for name, _entry in found], 0, 1)

    table = table_of("published_agreement", stored_rows("published_agreement", tagged=True))
    return chart_of("published_agreement", Painting(7.2, 2.4, paint), table, not_comparable=table.note)


def placement_agreement(record: Placements) -> Table:
    """Return a learner's agreement with our levels, beside what was published."""
    shares = _("Nobody has been placed yet.")
    if record.decided:
        many = {"exact": record.exact, "within": record.within, "many": len(record.decided)}
        shares = _("{exact} of {many} exact, {within} of {many} within the range", **many)
    try:
        weighted = f"{record.agreement().kappa:.2f}"
    except ValueError as problem:
        weighted = str(problem)
    rows = [
        (_("You"), [shares]),
        (_("You: changed on second thought"), [str(record.changed)]),
        (_("You: weighted kappa with our level"), [weighted]),
    ]
    rows += stored_rows("published_agreement", tagged=True)[:_AMONG_RATERS]
    return table_of("placement_agreement", rows, not_comparable=table_of("published_agreement").note)


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
