"""The rows that a diary card begins with: a file names them in English, so that it opens in every language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from iopedu.course.language import _
from iopedu.dbt.day import Day, Target

if TYPE_CHECKING:
    from iopedu.dbt.diary import DiaryCard

__all__ = ["EMOTIONS", "TARGETS", "named_as_in_files", "named_as_shown"]

_SHOWN = {
    "Thoughts of suicide": _("Thoughts of suicide"),
    "Urge to self-harm": _("Urge to self-harm"),
    "Sadness": _("Sadness"),
    "Anxiety": _("Anxiety"),
    "Anger": _("Anger"),
    "Joy": _("Joy"),
}
_THOUGHTS, _URGE, *_EMOTIONS = _SHOWN.values()

TARGETS = (Target(_THOUGHTS, acts=False), Target(_URGE))
EMOTIONS = tuple(_EMOTIONS)


def named_as_in_files(card: DiaryCard) -> DiaryCard:
    """Return a card whose first rows have the names that files give them."""
    return _renamed(card, {name: key for key, name in _SHOWN.items()})


def named_as_shown(card: DiaryCard) -> DiaryCard:
    """Return a card from a file, with its first rows named in the language of the interface."""
    return _renamed(card, _SHOWN)


def _renamed(card: DiaryCard, names: Mapping[str, str]) -> DiaryCard:
    taken = {row.casefold() for row in card.rows}  # a row that somebody named so already keeps its name to itself
    new = {old: name for old, name in names.items() if name.casefold() not in taken}
    if not new:
        return card

    def day(old: Day) -> Day:
        parts = {part: getattr(old, part).items() for part in Day.ANSWERS}
        return replace(old, **{part: {new.get(name, name): value for name, value in of} for part, of in parts.items()})

    return replace(
        card,
        targets=tuple(replace(target, name=new.get(target.name, target.name)) for target in card.targets),
        emotions=tuple(new.get(name, name) for name in card.emotions),
        days=tuple(map(day, card.days)),
        responses=tuple(replace(one, target=new.get(one.target, one.target)) for one in card.responses),
    )
