"""A diary card as it is read: a grid of the week, averages with their days, skills by day and module."""

from dataclasses import dataclass
from datetime import date
from html import escape

from iopedu.course.language import _, _n
from iopedu.course.text import in_html, printable
from iopedu.dbt.dates import WEEK, WEEKDAYS, day_name, day_of_month
from iopedu.dbt.diary import DiaryCard
from iopedu.dbt.diary_day import HIGH, STATES, TOP, Average, Day, Target, number
from iopedu.dbt.skills import MODULES, skill
from iopedu.show.asking import asked_list
from iopedu.show.palette import LEVEL_COLORS, MODULE_COLORS
from iopedu.show.svg import SAME, bullets, folded, framed, paragraphs, titled
from iopedu.show.table import Table
from iopedu.show.words import list_of, table_of

_COLOR = LEVEL_COLORS["iop"]
#: The longest bar, in rem: as long as the scale of an average, which stands in the same place.
_WIDEST = 14
_SHADE = (0, 0.08, 0.16, 0.24, 0.33, 0.42)
_YES, _NO, _LATE, _HIGH = _("yes"), _("no"), _("late"), _("high")
_NOT_ANSWERED = _("not answered")
_NOT_ASKED = f'<span aria-hidden="true">–</span><span class="iop-hidden">{_NOT_ANSWERED}</span>'


@dataclass(frozen=True)
class DiaryWeek:
    """A card in a picture and in words."""

    card: DiaryCard

    def _repr_html_(self) -> str:
        return week_view(self.card)

    def __repr__(self) -> str:
        return self.card.describe()


def five_and_six_blanks() -> Table:
    """Return the averages of a made-up card with one 5 and six blank days."""
    start, sadness = date(2026, 3, 16), _("Sadness")
    card = DiaryCard(start, emotions=(sadness,), days=(Day(start, emotions={sadness: 5}),))
    return averages_table(card, (sadness,), _("One 5 and six blank days"))


def week_view(card: DiaryCard) -> str:
    """Return a card as HTML: the grid, what it says, averages as a picture and a table, and skills.

    It is drawn by hand, so that it can follow somebody who types.
    """
    said = f"<p>{in_html(card.summary())}</p>"
    if card.start is None:
        return framed(said)
    parts = [
        said,
        asked_list(card.reading(), _("What comes first")),
        _grid(card),
        _chart(card),
        folded(SAME, averages_table(card).html()),
        _helped(card),
        _skill_grid(card),
        _modules(card),
    ]
    return framed("".join(parts))


# The grid ------------------------------------------------------------------------------------------------


def _grid(card: DiaryCard) -> str:
    """Return ratings and actions, one column for each day; every cell has a number, a word or a dash."""
    rows = [_part(_("Urges and thoughts, 0 to 5"))]
    for target in card.targets:
        rows.append(_row(in_html(target.name), [_rated(card.rating(target.name, on), True) for on in card.dates]))
        if target.acts:
            rows.append(_row(_act(target), [_acted(card.day(on), target.name) for on in card.dates]))
    rows.append(_part(_("Emotions, 0 to 5")))
    rows += [_row(in_html(name), [_rated(card.rating(name, on)) for on in card.dates]) for name in card.emotions]
    note = list_of("diary_grid")[0].format(high=HIGH, top=TOP)
    caption = _("The week: {person}", person=in_html(card.person)) if card.person.strip() else _("The week")
    return f'{_table(caption, card, rows)}<p class="iop-note">{note}</p>'


def _table(caption: str, card: DiaryCard, rows: list[str]) -> str:
    """Return a table; its roles are written out, since a narrow page lays it out as a grid."""
    head = "".join(_day_head(card.day(on)) for on in card.dates)
    return (
        f'<div class="iop-box"><table class="iop-heat" role="table"><caption>{caption}</caption>'
        f'<thead role="rowgroup"><tr role="row"><td role="cell"></td>{head}</tr></thead>'
        f'<tbody role="rowgroup">{"".join(rows)}</tbody></table></div>'
    )


def _day_head(day: Day) -> str:
    late = f'<span class="iop-late">{_LATE}</span>' if day.days_late else ""
    weekday = WEEKDAYS[day.on.weekday()][:3]
    return f'<th scope="col" role="columnheader">{weekday}<small>{day_of_month(day.on)}</small>{late}</th>'


def _part(name: str) -> str:
    head = f'<th class="iop-part" role="rowheader" scope="rowgroup" colspan="{WEEK + 1}">{escape(name)}</th>'
    return f'<tr role="row">{head}</tr>'


def _row(name: str, cells: list[str]) -> str:
    return f'<tr role="row"><th scope="row" role="rowheader">{name}</th>{"".join(cells)}</tr>'


def _rated(value: int | None, urge: bool = False) -> str:
    if value is None:
        return f'<td role="cell" class="iop-asked">{_NOT_ASKED}</td>'
    red, green, blue = (int(_COLOR[at : at + 2], 16) for at in (1, 3, 5))
    high = ' class="iop-high"' if urge and value >= HIGH else ""
    said = f'<span class="iop-hidden"> {_HIGH}</span>' if high else ""
    return f'<td role="cell"{high} style="background:rgba({red},{green},{blue},{_SHADE[value]})">{value}{said}</td>'


def _act(target: Target) -> str:
    unit = _("in {unit}", unit=in_html(target.unit)) if target.unit else ""
    return f'{target.act}<span class="iop-hidden"> {in_html(target.name)}</span>' + (unit and f"<small>{unit}</small>")


def _acted(day: Day, name: str) -> str:
    acted = day.acted.get(name)
    if acted is None:
        return f'<td role="cell" class="iop-asked">{_NOT_ASKED}</td>'
    amount = f"<small>{number(day.amounts[name])}</small>" if name in day.amounts else ""
    return f'<td role="cell">{_YES + amount if acted else _NO}</td>'


# Averages ------------------------------------------------------------------------------------------------


def averages_table(card: DiaryCard, only: tuple[str, ...] = (), title: str = _("Averages")) -> Table:
    """Return mean, days used and highest value of every row, or of some rows."""
    found = [average for average in card.averages() if not only or average.name in only]
    rows = [(printable(average.name), [average.says]) for average in found]
    return table_of("averages_table", rows, caption=title)


def _chart(card: DiaryCard) -> str:
    """Return each row with its mean, days and highest value, and the two on a line from 0 to 5."""
    items = "".join(
        f"<li><span>{in_html(one.name)}</span><span>{one.says}</span>{_line(one) if one.values else ''}</li>"
        for one in card.averages()
    )
    head = titled(_("Mean (dot) and highest value (ring)"), "")
    return f'{head}<ul class="iop-averages">{items}</ul>'


def _line(average: Average) -> str:
    ticks = "".join(f'<path d="M{8 + 40 * at} 8v8" stroke="currentColor" opacity="0.4"/>' for at in range(TOP + 1))
    high, mean = (8 + 40 * value for value in (max(average.values), average.mean))
    return (
        f'<svg viewBox="0 0 216 24" aria-hidden="true"><path d="M8 12h200" stroke="currentColor" opacity="0.4"/>{ticks}'
        f'<circle cx="{high}" cy="12" r="7" fill="none" stroke="currentColor" stroke-width="1.5"/>'
        f'<circle cx="{mean:.1f}" cy="12" r="4.5" fill="{_COLOR}"/></svg>'
    )


def _helped(card: DiaryCard) -> str:
    """Return what was done that helped, and the notes, by day; apart from the urges."""
    items = []
    for day in card.days:
        parts = [*day.effective, *([_("Note: {note}", note=day.note)] if day.note.strip() else [])]
        if parts:
            items.append(f"<strong>{day.name}:</strong> {in_html('; '.join(parts))}")
    return bullets(items, _("What helped, and notes"))


# Skills --------------------------------------------------------------------------------------------------


def skills_table(card: DiaryCard) -> Table:
    """Return what is said of skills, by module, with the days; one that was only thought of is not counted."""
    rows = []
    for module, told in card.skills_by_module().items():
        names = dict.fromkeys(name for _on, name, _state in told)
        when = {n: "; ".join(f"{day_name(on)}: {STATES[at]}" for on, name, at in told if name == n) for n in names}
        said = [f"{skill(name).name} ({days})" for name, days in when.items()]
        uses = [on for on, _name, state in told if state != "thought"]
        times = _n("{times} on {n} day", "{times} on {n} days", len(set(uses)), times=len(uses))
        rows.append((MODULES[module], ["; ".join(said) or _("none"), times]))
    return table_of("skills_table", rows)


def _skill_grid(card: DiaryCard) -> str:
    rows = []
    for module, uses in card.skills_by_module().items():
        for name in dict.fromkeys(name for _on, name, _state in uses):
            color = MODULE_COLORS[module]
            cells = [_skill_state(card.day(on), name, color) for on in card.dates]
            head = f'<span class="iop-module" style="border-color:{color}">{escape(skill(name).name)}'
            rows.append(_row(f"{head}<small>{escape(MODULES[module])}</small></span>", cells))
    if not rows:
        none = _("No skill is on the card yet.")
        return f"<p>{none}</p>"
    return _table(_("Skills by day"), card, rows)


def _skill_state(day: Day, name: str, color: str) -> str:
    if name not in day.skills:
        return f'<td role="cell" class="iop-asked">{_NOT_ASKED}</td>'
    frame = "" if day.skills[name] == "thought" else f' style="border:2px solid {color}"'
    return f'<td role="cell"{frame}>{STATES[day.skills[name]]}</td>'


def _modules(card: DiaryCard) -> str:
    """Return one bar for each module, with its name and number."""
    found = {m: sum(one[2] != "thought" for one in said) for m, said in card.skills_by_module().items()}
    most = max(*found.values(), 1)
    items = "".join(
        f"<li><span>{MODULES[module]}</span><span>{times}</span>"
        f'<div style="width:{_WIDEST * times / most:.1f}rem;background:{MODULE_COLORS[module]}"></div></li>'
        for module, times in found.items()
    )
    bars = f'<ul class="iop-averages iop-modules">{items}</ul>{folded(SAME, skills_table(card).html())}'
    return folded(_("How often skills of each module were used"), bars)


def responses_view(card: DiaryCard) -> str:
    """Return what was chosen for acts and high ratings so far, folded; empty when nothing was."""
    said = paragraphs(in_html(response.describe()) for response in card.responses)
    head = _("What was chosen for acts and high ratings ({number})", number=len(card.responses))
    return framed(folded(head, said)) if said else ""
