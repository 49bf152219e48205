"""Placement in tables and pictures: axes, rules, the worksheet, and people to place."""

from __future__ import annotations

from html import escape

from iopedu.care.gates import GATES, RATINGS, TEACHING, Rule, axes, intensity, material
from iopedu.care.gates import rules as rules_of
from iopedu.care.levels import levels
from iopedu.care.placement import Worksheet
from iopedu.care.vignettes import Question, Vignette, choice_name, differs, vignette
from iopedu.course.text import in_html, listed
from iopedu.show.palette import LEVEL_COLORS
from iopedu.show.svg import framed, picture
from iopedu.show.table import Line, Table

__all__ = [
    "ladder",
    "our_answer",
    "placement_axes",
    "placement_rules",
    "placement_view",
    "vignette_pair",
]

_WIDTH, _ROW, _LEFT = 720, 34, 200
_FURTHER = "“Not sure” never raises a level."


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
    columns = ["Axis", *(["Asks"] if asks else []), *_STEPS]
    note = f"{TEACHING}. Every axis also takes “Not sure”, which counts as no concern and is named as what to find out."
    return Table("Six axes, each from less to more concern", columns, rows, note)


_STEPS = ("Least concern", "Some", "More", "Most concern")


def placement_rules() -> Table:
    """Return every rule of the three gates by the level that it asks for: nothing else decides."""
    rows = [
        (
            entry.label,
            [tuple(Line(_condition(rule)) for rule in rules_of(gate) if rule.level == entry.id) for gate in GATES],
        )
        for entry in levels()
    ]
    note = (
        f"{TEACHING}. “+” means: this or more concern. In each gate the most intensive level counts for which a line "
        "holds. The suggestion is the more intensive one of floor and time needed. The range goes one step down, never "
        "below the floor, and up to the ceiling. Nothing is added up."
    )
    columns = ["Level", *GATES.values()]
    return Table(
        "All rules of the worksheet", columns, [(name, [c or "–" for c in cells]) for name, cells in rows], note
    )


def _condition(rule: Rule) -> str:
    names = {axis.id: axis for axis in axes()}
    parts = [f"“{names[axis].word(least)}”{'+' if least != RATINGS[-1] else ''}" for axis, least in rule.when.items()]
    return " and ".join(parts) or "Nothing above holds"


# The worksheet ---------------------------------------------------------------------------------------


def placement_view(sheet: Worksheet) -> str:
    """Return a worksheet as a ladder and in words; HTML that is drawn again while somebody rates."""
    label = f'<p class="iop-tag">{escape(TEACHING)}</p>'
    if not sheet.ready:
        return framed(f"{label}<p>Not rated yet: {escape(listed(sheet.unrated))}.</p>")
    if sheet.stop:
        return framed(f"{label}<p><strong>{escape(sheet.stop)}</strong></p>")
    lines = "".join(f"<li>{in_html(line)}</li>" for line in sheet.reasons())
    asked = "".join(f"<li>{escape(line)}</li>" for line in sheet.next_questions())
    find = f"<p><strong>Find out next</strong> ({_FURTHER})</p><ul>{asked}</ul>" if asked else ""
    return framed(f"{label}{ladder(sheet)}<ul>{lines}</ul>{find}{_changes(sheet).html()}")


def _changes(sheet: Worksheet) -> Table:
    rows = [
        (
            change.axis.name,
            [f"“{change.axis.word(change.now)}”", f"“{change.axis.word(change.then)}”", change.to.label],
        )
        for change in sorted(sheet.changes(), key=lambda change: not change.raises)
    ]
    note = "Only this one factor changes; everything else stays as rated." if rows else ""
    return Table(
        "What would change it" if rows else "No single factor would change it",
        ["Factor", "Now", "If it were", "It would be"],
        rows,
        note,
    )


def ladder(sheet: Worksheet) -> str:
    """Return the seven levels as a ladder: the range, the suggestion, what cannot be reached."""
    found = sheet.gates
    drawn, said = "", []
    for at, entry in enumerate(levels()):
        notes = _notes(sheet, entry.id)
        inside = entry.id in found.range
        color = LEVEL_COLORS[entry.id]
        fill = f'fill="{color}"' if entry.id == sheet.chosen else 'fill="none"'
        dash = "" if inside else ' stroke-dasharray="2 4"'
        width, y = 30 + 18 * intensity(entry.id), at * _ROW + 2
        weight = ' font-weight="600"' if inside else ""
        drawn += f'<text x="0" y="{y + 18}"{weight}>{escape(entry.abbreviation or entry.name)}</text>'
        drawn += f'<rect x="{_LEFT}" y="{y + 3}" width="{width}" height="20" {fill} stroke="{color}" '
        drawn += f'stroke-width="{2 if inside else 1}"{dash}/>'
        drawn += f'<text x="{_LEFT + width + 10}" y="{y + 18}" font-size="13"{weight}>{escape(", ".join(notes))}</text>'
        if notes:
            said.append(f"{entry.label}: {', '.join(notes)}")
    return picture("Range of levels", "; ".join(said), _WIDTH, len(levels()) * _ROW, drawn)


def _notes(sheet: Worksheet, name: str) -> list[str]:
    found = sheet.gates
    notes = {
        "suggested": name == found.level,
        "floor": name == found.floor.level,
        "ceiling": name == found.most,
        "in the range": name in found.range and name not in (found.level, found.floor.level, found.most),
        "out of reach": name in sheet.out_of_reach,
        "override": name == sheet.override,
        "chosen": name == sheet.chosen and name not in (found.level, sheet.override),
    }
    return [note for note, holds in notes.items() if holds]


# People to place -------------------------------------------------------------------------------------


def our_answer(question: Question) -> str:
    """Return what we rated, and our reason for each level in the range and next to it, folded."""
    table = Table(
        "Each level with its reason",
        ["Level", "Where it lies", "Reason"],
        [
            (choice_name(name), [_where(question, name), question.why[name]])
            for name in sorted(question.why, key=lambda name: name not in question.range)
        ],
        f"{TEACHING}. The range is ours; a better argument may move it.",
    )
    rated = _ratings_table(question).html() if question.worksheet.gates else ""
    summary = "<summary>Our reasons for each level, and our ratings</summary>"
    return framed(f"<details>{summary}{table.html()}{rated}</details>")


def _where(question: Question, name: str) -> str:
    verdict = question.verdict(name)
    return {"exact": "Where we would start", "within the range": "Within the range"}.get(verdict, f"Outside: {verdict}")


def _ratings_table(question: Question) -> Table:
    sheet = question.worksheet
    rows = [
        (axis.name, [axis.word(sheet.ratings[axis.id]), axis.anchors[sheet.ratings[axis.id]][1]]) for axis in axes()
    ]
    if sheet.settles:
        rows.append((material()["settles"]["ask"], [material()["settles"]["answers"][sheet.settles], ""]))
    rows = [(header, [word, text or "Asked when somebody is not safe without staff."]) for header, (word, text) in rows]
    note = f"The worksheet says: {sheet.gates.decided_by.says}"
    return Table("How we rated", ["Axis", "Rating", "In words"], rows, note)


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
    rows = [("Story", [entry.first.text for entry in both])]
    same = []
    for axis in axes():
        ours, theirs = (axis.word(entry.first.worksheet.ratings[axis.id]) for entry in both)
        if axis.name in factors:
            rows.append((f"Differs: {axis.name}", [ours, theirs]))
        else:
            same.append(f"{axis.name}: “{ours}”")
    rows.append(("Where we would start", [_start(entry) for entry in both]))
    note = f"Rated the same for both: {'; '.join(same)}. {TEACHING}."
    return Table("One factor apart", ["What", *(entry.name for entry in both)], rows, note)


def _start(entry: Vignette) -> str:
    return f"{choice_name(entry.first.level)}. {entry.first.why[entry.first.level]}"
