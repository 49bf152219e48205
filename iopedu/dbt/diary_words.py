"""A diary card in words: what comes first and why, how full it is, and all that it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iopedu.course.language import _, _n
from iopedu.course.text import listed
from iopedu.dbt.dates import WEEK, WEEKDAYS, day_name
from iopedu.dbt.diary_day import STATES
from iopedu.dbt.diary_figures import KINDS, TIERS
from iopedu.dbt.skills import MODULES, skill

if TYPE_CHECKING:
    from iopedu.dbt.diary import DiaryCard


def reading(card: DiaryCard) -> tuple[str, ...]:
    """Return the week in its order, the moment to take apart with its reason, and what to ask before that."""
    opened = card.opened()
    parts = (
        f"{name}: " + ("; ".join(repr(one) for one in opened if KINDS[one.kind] == tier) or _("nothing known"))
        for tier, name in TIERS.items()
    )
    said = [_("Read in this order. {parts}.", parts=". ".join(parts))]
    open_rows = {
        target.name: [
            WEEKDAYS[day.on.weekday()]
            for day in card.days
            if target.name not in day.urges or (target.acts and target.name not in day.acted)
        ]
        for target in card.targets
        if KINDS[target.kind] == "life"
    }
    if rows := "; ".join(f"{name} ({listed(days)})" for name, days in open_rows.items() if days):
        said.append(_("Not answered, so ask before you decide what comes first: {rows}.", rows=rows))
    if opened:
        said.append(_("For the chain analysis: {moment}. {why}", moment=repr(opened[0]), why=opened[0].why))
    return tuple(said)


def summary(card: DiaryCard) -> str:
    """Return how full the card is, and what is missing or late."""
    if card.start is None:
        return _("No week yet. Choose its first day.")
    filled = {day.on for day in card.days}
    blank = [day_name(on) for on in card.dates if on not in filled]
    late = [
        _n("{day} ({n} day late)", "{day} ({n} days late)", day.days_late, day=day.name)
        for day in card.days
        if day.days_late
    ]
    parts = [_("{filled} of {days} days filled in.", filled=len(card.days), days=WEEK)]
    if card.days and blank:
        parts.append(_("Nothing on {days}: not known, which is not 0.", days=listed(blank)))
    if late:
        parts.append(_("Filled in late: {days}.", days=listed(late)))
    return " ".join(parts)


def describe(card: DiaryCard) -> str:
    """Return how the week reads, every day, the averages, the skills by module and what was chosen."""
    used = [
        MODULES[module] + ": " + (listed(f"{skill(n).name} ({STATES[state]})" for _day, n, state in said) or _("none"))
        for module, said in card.skills_by_module().items()
    ]
    units = {target.name: target.unit for target in card.targets}
    head = _("Diary card of nobody yet. {summary}", summary=summary(card))
    if card.person:
        head = _("Diary card of {person}. {summary}", person=card.person, summary=summary(card))
    blocks = [
        head,
        *reading(card),
        *(card.day(on).describe(units) for on in card.dates),
        _("Averages: {rows}.", rows="; ".join(map(repr, card.averages()))),
        _("Skills. {modules}.", modules=". ".join(used)),
        *(response.describe() for response in card.responses),
    ]
    return "\n".join(blocks)
