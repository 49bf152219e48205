"""A diary card as it is read, and a chain analysis: a grid of the week, averages, skills; links with their types."""

from datetime import date
from html import escape

from iopedu.course.language import _, _n
from iopedu.course.text import in_html, listed, printable
from iopedu.dbt.cases import Comparison, ModelAnswer
from iopedu.dbt.chain import CHAIN_RULES, CONSEQUENCES, PRECISELY, PREVENTION, REPAIR, Chain
from iopedu.dbt.dates import WEEK, WEEKDAYS, day_name, day_of_month
from iopedu.dbt.diary import DiaryCard
from iopedu.dbt.diary_day import HIGH, STATES, TOP, Average, Day, Target
from iopedu.dbt.link import AROUSAL, KINDS, Link, fit_question, fitting
from iopedu.dbt.skills import MODULES, skill
from iopedu.show.asking import asked_list, rules_table
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


def five_and_six_blanks() -> Table:
    """Return the averages of a fictional card with one 5 and six blank days."""
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
    amount = f"<small>{day.amounts[name]:g}</small>" if name in day.amounts else ""
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
        none = _("No skills are on the card yet.")
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
    return folded(_("How often skills from each module were used"), bars)


def responses_view(card: DiaryCard) -> str:
    """Return what was chosen for acts and high ratings so far, folded; empty when nothing was."""
    said = paragraphs(in_html(response.describe()) for response in card.responses)
    head = _("What you chose for acts and high ratings ({number})", number=len(card.responses))
    return framed(folded(head, said)) if said else ""


_SHAPES = {
    "thought": '<circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="2"/>',
    "feeling": '<circle cx="8" cy="8" r="7" fill="currentColor"/>',
    "body": '<rect x="2" y="2" width="12" height="12" fill="none" stroke="currentColor" stroke-width="2"/>',
    "urge": '<path d="M8 1l7 14H1z" fill="none" stroke="currentColor" stroke-width="2"/>',
    "action": '<path d="M2 1l13 7-13 7z" fill="currentColor"/>',
    "event": '<path d="M8 1l7 7-7 7-7-7z" fill="currentColor"/>',
    "": '<path d="M2 8h12" stroke="currentColor" stroke-width="2"/>',
}


def chain_view(chain: Chain, asks: bool = True) -> str:
    """Return a chain as an ordered list, as a story and as a list, with what is missing and what the rules ask."""
    if chain == Chain():
        empty = _("No chain yet. The picture grows as you write.")
        return framed(f"<p>{empty}</p>")
    return framed(_picture(chain) + (_questions(chain) if asks else "") + _texts(chain))


def _picture(chain: Chain) -> str:
    arrow = '<div class="iop-arrow" aria-hidden="true">↓</div>'
    items = [_box(_("Vulnerability factors"), "<br>".join(map(in_html, chain.factors)))]
    items.append(_box(_("Prompting event"), in_html(chain.prompting), "event"))
    items += map(_link, chain.links)
    items.append(_box(chain.ended, _named(("", chain.behavior), *chain.told(PRECISELY)), end=True))
    items.append(_box(_("What followed"), _named(*chain.told(CONSEQUENCES))))
    if planned := chain.told(PREVENTION, REPAIR):
        items.append(_box(_("Prevention and repair"), _named(*planned)))
    title = f"<p><strong>{in_html(chain.about)}</strong></p>" if chain.about.strip() else ""
    boxes = [f"<li>{item}{arrow}</li>" for item in items[:-1]] + [f"<li>{items[-1]}</li>"]
    return f'{title}<ol class="iop-chain" role="list">{"".join(boxes)}</ol>'


def _named(*found: tuple[str, str]) -> str:
    parts = ((f"<strong>{name}:</strong> " if name else "") + in_html(text) for name, text in found if text.strip())
    return "<br>".join(parts)


def _box(name: str, text: str, kind: str = "", end: bool = False) -> str:
    look = "iop-link iop-link-end" if end else f"iop-link iop-link-{kind or 'part'}"
    shape = _shape(kind) if kind else ""
    return f'<div class="{look}"><p>{shape}<strong>{name}</strong></p><p>{text or "…"}</p></div>'


def _link(link: Link) -> str:
    look = f"iop-link iop-link-{link.kind or 'part'}"
    said = f"<p>{_shape(link.kind)}<strong>{link.label}:</strong> {in_html(link.told)}</p>"
    return f'<div class="{look}">{said}{_slot(link)}</div>'


def _shape(kind: str) -> str:
    return f'<svg viewBox="0 0 16 16" aria-hidden="true">{_SHAPES[kind]}</svg>'


def _slot(link: Link) -> str:
    color = MODULE_COLORS[skill(link.skill).module] if link.skill else "currentColor"
    lines = [*link.notes, *filter(None, [fit_question(link)])]
    said = paragraphs(map(in_html, lines))
    return f'<div class="iop-slot" style="border-color:{color}">{said}</div>' if said else ""


def _questions(chain: Chain) -> str:
    missing = chain.missing
    empty = _("Still empty: {parts}.", parts=in_html(listed(missing))) if missing else _("No parts are empty.")
    return f"<p>{empty}</p>" + asked_list(chain.asked())


def _texts(chain: Chain) -> str:
    told = ((_("The chain as a story"), chain.story()), (_("The chain as a list"), chain.listing()))
    shown = ((name, paragraphs(map(in_html, text.split("\n")))) for name, text in told)
    return "".join(folded(name, f'<div class="iop-story">{html}</div>') for name, html in shown)


def model_view(model: ModelAnswer, mine: Chain) -> str:
    """Return a model answer beside an attempt, part by part; the reading of the week and the whole model are folded."""
    parts = Comparison(mine, model.chain).parts()
    beside = table_of("model_view", ((name, [printable(text) or "…" for text in both]) for name, *both in parts))
    body = titled(_("One model answer. There are others."), "") + beside.html()
    body += folded(_("One way to read the week"), bullets(map(in_html, model.reading)))
    return framed(body + folded(_("The whole model chain"), _picture(model.chain) + _texts(model.chain)))


def comparison_view(comparison: Comparison) -> str:
    """Return my links beside those of the model, and what is missing or differs."""
    own = comparison.mine.links
    rows = []
    for at, link in enumerate(comparison.model.links, 1):
        its = own[comparison.pairs[at] - 1] if at in comparison.pairs else None
        mine = f"{comparison.pairs[at]}. {its!r}" if its else "…"
        rows.append(
            (f"{at}", [printable(mine), f"{link!r}", *((its and its.skill_says) or "–", link.skill_says or "–")])
        )
    table = table_of("comparison_view", rows).html()
    return framed(table + bullets(map(in_html, comparison.lines())))


def link_types() -> Table:
    """Return the types of links, with an example for each."""
    return table_of("link_types")


def chain_rules() -> Table:
    """Return every rule that asks a question about a chain, in full."""
    return rules_table(CHAIN_RULES, (f"{at}. {rule.part}" for at, rule in enumerate(CHAIN_RULES, 1)))


def skills_for_links() -> Table:
    """Return which skills to think of at which type of link: in extreme arousal, and below it."""
    rows = []
    for kind, name in KINDS.items():
        below, extreme = (
            [skill(fit.skill).name for fit in fitting(kind, level) if level == "extreme" or kind in fit.first]
            for level in ("raised", "extreme")
        )
        rows.append((name, [listed(below), listed(extreme)]))
    return table_of("skills_for_links", rows, more=[AROUSAL["extreme"]])
