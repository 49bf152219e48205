"""What a diary card says: how full it is, and every day with what is read off the week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iopedu.course.language import _, _n
from iopedu.course.text import listed
from iopedu.dbt.dates import WEEK, day_name
from iopedu.dbt.high_rating import HIGH
from iopedu.dbt.skills import MODULES, skill

if TYPE_CHECKING:
    from iopedu.dbt.diary import DiaryCard

__all__ = ["describe", "summary"]


def summary(card: DiaryCard) -> str:
    """Return how full the card is, what is missing or late, and which ratings are high."""
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
    if high := "; ".join(map(repr, card.high())):
        parts.append(_("Rated {least} or higher: {ratings}.", least=HIGH, ratings=high))
    return " ".join(parts)


def describe(card: DiaryCard) -> str:
    """Return every day, the averages, the skills by module and what was chosen for high ratings."""
    used = [
        f"{MODULES[module]}: {listed(skill(name).name for _day, name in uses) if uses else _('none')}"
        for module, uses in card.skills_by_module().items()
    ]
    units = {target.name: target.unit for target in card.targets}
    head = _("Diary card of nobody yet. {summary}", summary=summary(card))
    if card.person:
        head = _("Diary card of {person}. {summary}", person=card.person, summary=summary(card))
    blocks = [
        head,
        *(card.day(on).describe(units) for on in card.dates),
        _("Averages: {rows}.", rows="; ".join(map(repr, card.averages()))),
        _("Skills used. {modules}.", modules=". ".join(used)),
        *(response.describe() for response in card.responses),
    ]
    return "\n".join(blocks)
