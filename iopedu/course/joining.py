"""Two states of one answer become one, item by item: what only one side changed is taken from that side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

#: Stands for “not there”: no JSON value is it.
_ABSENT = object()
#: What an entry of a list is called, where it has a name that no learner changes.
_NAMES: tuple[tuple[str, ...], ...] = (
    ("item", "at"),
    ("path",),
    ("station",),
    ("vignette",),
    ("target", "on"),
    ("on",),
)
#: Entries that only make sense as a whole: the schedule of a practice item, the result of a run.
_WHOLE = frozenset({"cards", "found"})


def joined(base: Any, mine: Any, theirs: Any, mine_is_newer: bool) -> tuple[Any, bool]:
    """Return one value out of two that were changed apart from each other, and whether something had to give way.

    Parameters
    ----------
    base : JSON value or None
        What both began with; None where that is not known (a file from elsewhere).
    mine, theirs : JSON value
        The two states.
    mine_is_newer : bool
        Which one shows where both changed the same item.

    Returns
    -------
    tuple of (JSON value, bool)

    Examples
    --------
    >>> joined({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 3}, True)
    ({'a': 2, 'b': 3}, False)
    >>> joined({"a": 1}, {"a": 2}, {"a": 3}, False)
    ({'a': 3}, True)
    >>> joined(None, {"a": "mine", "b": ""}, {"a": "", "b": "theirs"}, True)
    ({'a': 'mine', 'b': 'theirs'}, False)
    """
    return _join(_ABSENT if base is None else base, mine, theirs, mine_is_newer, "")


def _same(one: Any, other: Any) -> bool:
    return one is other or (type(one) is type(other) and one == other)


def _says_nothing(value: Any) -> bool:
    """Whether nobody has entered anything here: a zero and a “no” are answers."""
    return value is _ABSENT or value is None or value == "" or value == [] or value == {}


def _choose(base: Any, mine: Any, theirs: Any, newer: bool, _field: str = "") -> tuple[Any, bool]:
    """Return one of two values whole: the only changed one, the only one that says something, or the newer one."""
    if _same(mine, theirs) or _same(theirs, base):
        return mine, False
    if _same(mine, base):
        return theirs, False
    if _says_nothing(mine) != _says_nothing(theirs):  # also emptied here and changed there: nothing is lost
        return (theirs if _says_nothing(mine) else mine), False
    return (mine if newer else theirs), not _says_nothing(mine)


def _join(base: Any, mine: Any, theirs: Any, newer: bool, field: str) -> tuple[Any, bool]:
    if _same(mine, theirs) or (base is not _ABSENT and (_same(mine, base) or _same(theirs, base))):
        return _choose(base, mine, theirs, newer)
    if isinstance(mine, Mapping) and isinstance(theirs, Mapping):
        return _join_fields(base if isinstance(base, Mapping) else {}, mine, theirs, newer, field in _WHOLE)
    if isinstance(mine, list) and isinstance(theirs, list):
        return _join_lists(base if isinstance(base, list) else _ABSENT, mine, theirs, newer)
    return _choose(base, mine, theirs, newer)


def _join_fields(
    base: Mapping, mine: Mapping, theirs: Mapping, newer: bool, whole: bool = False
) -> tuple[dict[str, Any], bool]:
    join = _choose if whole else _join
    found, gave_way = {}, False
    for name in (*theirs, *(name for name in mine if name not in theirs)):
        sides = (side.get(name, _ABSENT) for side in (base, mine, theirs))
        value, lost = join(*sides, newer, name)
        gave_way |= lost
        if value is not _ABSENT:
            found[name] = value
    return found, gave_way


def _join_lists(base: Any, mine: list, theirs: list, newer: bool) -> tuple[list, bool]:
    name = _name_of([*mine, *theirs])
    if name:
        begun = base if base is not _ABSENT and _name_of(base) else []
        keyed = ({name(entry): entry for entry in side} for side in (begun, mine, theirs))
        found, gave_way = _join_fields(*keyed, newer)
        return _in_order(list(found.values())), gave_way
    same_length = len(mine) == len(theirs) and (base is _ABSENT or len(base) == len(mine))
    both = (*mine, *theirs)
    # Rows without names are the same rows only where both sides are known to have begun with them; where an answer may
    # be open, each place means something by itself: an item of a measure, a day of the week.
    places = None in both or (base is not _ABSENT and not any(isinstance(entry, str) for entry in both))
    if same_length and places:
        begun = [_ABSENT] * len(mine) if base is _ABSENT else base
        pairs = [_join(*entries, newer, "") for entries in zip(begun, mine, theirs, strict=True)]
        return [value for value, _lost in pairs], any(lost for _value, lost in pairs)
    begun = [] if base is _ABSENT else base
    if base is not _ABSENT and mine[: len(begun)] == begun == theirs[: len(begun)]:  # both only went on
        return [*theirs, *(entry for entry in mine[len(begun) :] if entry not in theirs[len(begun) :])], False
    return (mine if newer else theirs), True


def _name_of(entries: Sequence[Any]) -> Callable[[Any], str] | None:
    """Return what names an entry of these lists, or None where they have no names of their own."""
    for parts in _NAMES:
        if entries and all(isinstance(e, Mapping) and all(isinstance(e.get(p), str) for p in parts) for e in entries):
            return lambda entry, parts=parts: "\n".join(entry[part] for part in parts)
    return None


def _in_order(entries: list[Any]) -> list[Any]:
    """Return entries that tell when they were made in that order; others as they are."""
    for name in ("at", "on"):
        if all(isinstance(entry.get(name), str) for entry in entries):
            return sorted(entries, key=lambda entry: entry[name])
    return entries
