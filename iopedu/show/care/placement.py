"""Placement in tables and pictures: axes, rules, the worksheet, and people to place."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial, reduce
from html import escape

from iopedu.care.axes import RATINGS, TEACHING, axes, material
from iopedu.care.gates import GATES, Rule, intensity
from iopedu.care.gates import rules as rules_of
from iopedu.care.levels import Level, levels
from iopedu.care.placement import Worksheet
from iopedu.care.red_flags import ROUTES, RedFlag
from iopedu.care.red_flags import red_flags as flags
from iopedu.care.vignettes import Question, Vignette, choice_name, differs, vignette
from iopedu.course.language import _
from iopedu.course.text import in_html, listed
from iopedu.show.palette import LEVEL_COLORS
from iopedu.show.svg import WIDE, folded, framed, picture
from iopedu.show.table import Cell, Line, Table
from iopedu.show.words import rows_of, table_of

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
        return _("Nothing above holds")
    return reduce(lambda first, then: _("{first} and {then}", first=first, then=then), parts)


def red_flags() -> Table:
    """Return the medical red flags that come before every level: what one sees, whom one calls, what nobody does."""
    return _flags_table(flags())


def _flags_table(shown: Iterable[RedFlag]) -> Table:
    rows = rows_of(
        shown,
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
        flags = f"{_flags_table(sheet.raised).html()}" if sheet.raised else ""
        return framed(f"{label}<p><strong>{escape(sheet.stop)}</strong></p>{flags}")
    lines = "".join(f"<li>{in_html(line)}</li>" for line in sheet.reasons())
    asked = "".join(f"<li>{escape(line)}</li>" for line in sheet.next_questions())
    title = _("Find out next")
    find = f"<p><strong>{title}</strong> ({_FURTHER})</p><ul>{asked}</ul>" if asked else ""
    return framed(f"{label}{ladder(sheet)}<ul>{lines}</ul>{find}{_changes(sheet).html()}")


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
    return picture(_("Range of levels"), "; ".join(said), WIDE, len(levels()) * _ROW, drawn)


def _notes(sheet: Worksheet, name: str) -> list[str]:
    found = sheet.gates
    notes = (
        (_("suggested"), name == found.level),
        (_("floor"), name == found.floor.level),
        (_("ceiling"), name == found.most),
        (_("in the range"), name in sheet.range and name not in (found.level, found.floor.level, found.most)),
        (_("out of reach"), name in sheet.out_of_reach),
        (_("override"), name == sheet.override),
        (_("chosen"), name == sheet.chosen and name not in (found.level, sheet.override)),
    )
    return [note for note, holds in notes if holds]


# People to place -------------------------------------------------------------------------------------


def our_answer(question: Question) -> str:
    """Return what we rated, and our reason for each level in the range and next to it, folded."""
    table = table_of(
        "our_answer",
        [
            (choice_name(name), [_where(question, name), question.why[name]])
            for name in sorted(question.why, key=lambda name: name not in question.range)
        ],
        before=f"{TEACHING}.",
    )
    rated = _ratings_table(question).html() if question.worksheet.gates else ""
    return framed(folded(_("Our reasons for each level, and our ratings"), f"{table.html()}{rated}"))


def _where(question: Question, name: str) -> str:
    verdict = question.verdict(name)
    return {
        "exact": _("Where we would start"),
        "within the range": _("Within the range"),
        "too much": _("Outside: too much"),
        "too little": _("Outside: too little"),
        "not yet": _("Something comes first"),
        "not needed": _("Not needed here"),
    }[verdict]


def _ratings_table(question: Question) -> Table:
    sheet = question.worksheet
    rows = [
        (axis.name, [axis.word(sheet.ratings[axis.id]), axis.anchors[sheet.ratings[axis.id]][1]]) for axis in axes()
    ]
    if sheet.settles:
        rows.append((material()["settles"]["ask"], [material()["settles"]["answers"][sheet.settles], ""]))
    rows = [
        (header, [word, text or _("Asked when somebody is not safe without staff.")]) for header, (word, text) in rows
    ]
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
    rows.append((_("Where we would start"), [_start(entry) for entry in both]))
    return table_of(
        "vignette_pair", rows, more=[entry.name for entry in both], after=f"{TEACHING}.", axes="; ".join(same)
    )


def _start(entry: Vignette) -> str:
    return f"{choice_name(entry.first.level)}. {entry.first.why[entry.first.level]}"
