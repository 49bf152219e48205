"""A diary card as it is read: a grid of the week, averages with their days, skills by day and module."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape
from importlib.resources import files

from iopedu.course.text import counted, in_html, listed, printable
from iopedu.dbt import MODULES, Day, DiaryCard, example_card, skill
from iopedu.dbt.dates import WEEK, WEEKDAYS, day_name, day_of_month
from iopedu.dbt.day import TOP, number
from iopedu.dbt.high_rating import HIGH
from iopedu.show.palette import LEVEL_COLORS, MODULE_COLORS
from iopedu.show.svg import framed, picture, short
from iopedu.show.table import Table

__all__ = [
    "DiaryWeek",
    "averages_table",
    "diary_week",
    "five_and_six_blanks",
    "helped_table",
    "responses_view",
    "skills_table",
    "week_view",
]

_CSS = files("iopedu.show").joinpath("dbt_diary.css").read_text(encoding="utf-8")
WEEK_STYLE = f"<style>{' '.join(_CSS.split())}</style>"
_COLOR = LEVEL_COLORS["iop"]
_SHADE = (0, 0.08, 0.16, 0.24, 0.33, 0.42)
_NOT_ASKED = '<span aria-hidden="true">–</span><span class="iop-hidden">not answered</span>'


@dataclass(frozen=True)
class DiaryWeek:
    """A card in a picture and in words."""

    card: DiaryCard

    def _repr_html_(self) -> str:
        return week_view(self.card)

    def __repr__(self) -> str:
        return self.card.describe()


def diary_week() -> DiaryWeek:
    """Return Maya's week."""
    return DiaryWeek(example_card())


def five_and_six_blanks() -> Table:
    """Return the averages of a made-up card with one 5 and six blank days."""
    start = date(2026, 3, 16)
    card = DiaryCard(start, emotions=("Sadness",), days=(Day(start, emotions={"Sadness": 5}),))
    return averages_table(card, ("Sadness",), "One 5 and six blank days")


def week_view(card: DiaryCard) -> str:
    """Return a card as HTML: the grid, what it says, averages as a picture and a table, and skills.

    It is drawn by hand, so that it can follow somebody who types.
    """
    said = f"<p>{in_html(card.summary())}</p>"
    if card.start is None:
        return framed(said)
    parts = [said, _grid(card), _chart(card), _helped(card), _skill_grid(card), _modules(card)]
    return framed(WEEK_STYLE + "".join(parts))


# The grid ------------------------------------------------------------------------------------------------


def _grid(card: DiaryCard) -> str:
    """Return ratings and actions, one column for each day; every cell has a number, a word or a dash."""
    rows = [_part("Urges and thoughts, 0 to 5")]
    for target in card.targets:
        rows.append(_row(in_html(target.name), [_rated(card.rating(target.name, on), True) for on in card.dates]))
        if target.acts:
            unit = f"<small>in {in_html(target.unit)}</small>" if target.unit else ""
            name = f'acted on it?<span class="iop-hidden"> {in_html(target.name)}</span>{unit}'
            rows.append(_row(name, [_acted(card.day(on), target.name) for on in card.dates]))
    rows.append(_part("Emotions, 0 to 5"))
    rows += [_row(in_html(name), [_rated(card.rating(name, on)) for on in card.dates]) for name in card.emotions]
    note = (
        f'<p class="iop-note">A dash means not answered, which is not 0. A frame marks an urge or a thought rated '
        f"{HIGH} or {TOP}. Late means that the day was filled in afterward.</p>"
    )
    whose = f": {in_html(card.person)}" if card.person.strip() else ""
    return _table(f"The week{whose}", card, rows) + note


def _table(caption: str, card: DiaryCard, rows: list[str]) -> str:
    head = "".join(_day_head(card.day(on)) for on in card.dates)
    return (
        f'<div class="iop-scroll" tabindex="0" role="group" aria-label="{escape(caption.split(":")[0])}">'
        f'<table class="iop-heat"><caption>{caption}</caption><thead><tr><td></td>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _day_head(day: Day) -> str:
    late = '<span class="iop-late">late</span>' if day.days_late else ""
    month, _, number_ = day_of_month(day.on).partition(" ")
    return f'<th scope="col">{WEEKDAYS[day.on.weekday()][:3]}<small>{month} {number_}</small>{late}</th>'


def _part(name: str) -> str:
    return f'<tr><th class="iop-part" scope="rowgroup" colspan="{WEEK + 1}">{escape(name)}</th></tr>'


def _row(name: str, cells: list[str]) -> str:
    return f'<tr><th scope="row">{name}</th>{"".join(cells)}</tr>'


def _rated(value: int | None, urge: bool = False) -> str:
    if value is None:
        return f'<td class="iop-asked">{_NOT_ASKED}</td>'
    red, green, blue = (int(_COLOR[at : at + 2], 16) for at in (1, 3, 5))
    high = ' class="iop-high"' if urge and value >= HIGH else ""
    said = '<span class="iop-hidden"> high</span>' if high else ""
    return f'<td{high} style="background:rgba({red},{green},{blue},{_SHADE[value]})">{value}{said}</td>'


def _acted(day: Day, name: str) -> str:
    acted = day.acted.get(name)
    if acted is None:
        return f'<td class="iop-asked">{_NOT_ASKED}</td>'
    amount = f"<small>{number(day.amounts[name])}</small>" if name in day.amounts else ""
    return f"<td>{f'yes{amount}' if acted else 'no'}</td>"


# Averages ------------------------------------------------------------------------------------------------


def averages_table(card: DiaryCard, only: tuple[str, ...] = (), title: str = "Averages") -> Table:
    """Return mean, days used and highest value of every row, or of some rows."""
    found = [average for average in card.averages() if not only or average.name in only]
    rows = [(printable(average.name), [average.says]) for average in found]
    note = "Days without an answer are left out, and the highest value always stands beside the mean."
    return Table(title, ["Row", "Mean, days used, highest"], rows, note)


def _chart(card: DiaryCard) -> str:
    """Return the mean and the highest value of each row on a line from 0 to 5."""
    found, left, step, width = card.averages(), 190, 30, 720
    scale = 50
    said = "; ".join(map(repr, found))
    drawn = ""
    for at, average in enumerate(found):
        y = 22 + at * step
        drawn += f'<text x="0" y="{y + 5}">{short(average.name, 24)}</text>'
        drawn += f'<path d="M{left} {y}h{scale * TOP:g}" stroke="currentColor" stroke-opacity="0.35"/>'
        drawn += "".join(
            f'<path d="M{left + scale * tick:g} {y - 3}v6" stroke="currentColor" stroke-opacity="0.35"/>'
            for tick in range(TOP + 1)
        )
        if average.values:
            mean, high = (left + scale * value for value in (average.mean, max(average.values)))
            drawn += f'<circle cx="{high:g}" cy="{y}" r="8" fill="none" stroke="currentColor" stroke-width="1.5"/>'
            drawn += f'<circle cx="{mean:g}" cy="{y}" r="5" fill="{_COLOR}"/>'
        drawn += f'<text x="{left + scale * TOP + 16:g}" y="{y + 5}">{average.says}</text>'
    bottom = 22 + len(found) * step
    drawn += "".join(
        f'<text x="{left + scale * tick:g}" y="{bottom}" text-anchor="middle">{tick}</text>' for tick in range(TOP + 1)
    )
    title = "Mean (dot) and highest value (ring)"
    drawn = picture(title, f"{said}.", width, bottom + 8, drawn)
    return f"<p><strong>{title}</strong></p>{drawn}{_in_numbers(averages_table(card))}"


def _in_numbers(table: Table) -> str:
    return f"<details><summary>The same in numbers</summary>{table.html()}</details>"


def helped_table(card: DiaryCard) -> Table:
    """Return what was done that helped, and the notes, by day; apart from the urges."""
    rows = [
        (day.name, ["; ".join(map(printable, day.effective)) or "–", printable(day.note) or "–"])
        for day in card.days
        if day.effective or day.note.strip()
    ]
    return Table("What helped, and notes", ["Day", "What was done that helped", "Note"], rows)


def _helped(card: DiaryCard) -> str:
    table = helped_table(card)
    return table.html() if table.rows else ""


# Skills --------------------------------------------------------------------------------------------------


def skills_table(card: DiaryCard) -> Table:
    """Return the skills used, by module, with the days."""
    rows = []
    for module, uses in card.skills_by_module().items():
        names = dict.fromkeys(name for _, name in uses)
        said = [f"{skill(name).name} ({listed(day_name(on) for on, used in uses if used == name)})" for name in names]
        days = len({on for on, _ in uses})
        rows.append((MODULES[module], ["; ".join(said) or "none", f"{len(uses)} on {counted(days, 'day')}"]))
    return Table("Skills used, by module", ["Module", "Skills and days", "How often"], rows)


def _skill_grid(card: DiaryCard) -> str:
    rows = []
    for module, uses in card.skills_by_module().items():
        for name in dict.fromkeys(name for _, name in uses):
            cells = [_used(card.day(on), name, MODULE_COLORS[module]) for on in card.dates]
            color = MODULE_COLORS[module]
            head = f'<span class="iop-module" style="border-color:{color}">{escape(skill(name).name)}'
            rows.append(_row(f"{head}<small>{escape(MODULES[module])}</small></span>", cells))
    if not rows:
        return "<p>No skill is on the card yet.</p>"
    return _table("Skills by day", card, rows)


def _used(day: Day, name: str, color: str) -> str:
    if name in day.skills:
        return f'<td style="border:2px solid {color}">yes</td>'
    return f'<td class="iop-asked">{_NOT_ASKED}</td>' if day.empty else "<td>no</td>"


def _modules(card: DiaryCard) -> str:
    """Return one bar for each module, with its name and number."""
    found = {module: len(uses) for module, uses in card.skills_by_module().items()}
    most, step = max(*found.values(), 1), 30
    drawn = ""
    for at, (module, times) in enumerate(found.items()):
        y, width = 6 + at * step, 300 * times / most
        drawn += f'<text x="0" y="{y + 14}">{MODULES[module]}</text>'
        drawn += f'<rect x="190" y="{y}" width="{width:g}" height="18" fill="{MODULE_COLORS[module]}"/>'
        drawn += f'<text x="{200 + width:g}" y="{y + 14}">{times}</text>'
    said = "; ".join(f"{MODULES[module]}: {times}" for module, times in found.items())
    title = "How often skills of each module were used"
    head = f"<p><strong>{title}</strong></p>"
    return head + picture(title, f"{said}.", 720, 8 + len(found) * step, drawn) + _in_numbers(skills_table(card))


def responses_view(card: DiaryCard) -> str:
    """Return what was chosen for high ratings so far, folded; empty when nothing was."""
    if not card.responses:
        return ""
    said = "".join(f"<p>{in_html(response.describe())}</p>" for response in card.responses)
    return framed(
        f"<details><summary>What was chosen for high ratings ({len(card.responses)})</summary>{said}</details>"
    )
