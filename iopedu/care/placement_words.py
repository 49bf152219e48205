"""What a placement worksheet says: the result with its reasons, and what to find out next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iopedu.care.gates import UNSURE, hours_of, intensity, material
from iopedu.care.levels import level
from iopedu.course.language import _
from iopedu.course.text import listed

if TYPE_CHECKING:
    from iopedu.care.placement import Worksheet

__all__ = ["next_questions", "reasons"]


def reasons(sheet: Worksheet) -> tuple[str, ...]:
    """Return the result in sentences: range, gates, choice."""
    found = sheet.gates
    if not found:
        return (sheet.stop,) if sheet.stop else ()
    names = [level(name).label for name in reversed(found.range)]
    hours = {"hours": hours_of(found.hours.level), "reason": found.hours.says}
    lines = [
        _("Suggested: {level}, {hours}.", level=level(found.level).label, hours=hours_of(found.level)),
        _("Range: {levels}.", levels=listed(names, "or")) if names[1:] else _("Range: {level} only.", level=names[0]),
        _("Decided by the floor; its rule stands below.")
        if found.decided_by is found.floor
        else _("Decided by the time needed; its rule stands below."),
        repr(found.floor),
        _("Time needed: {hours}. {reason}", **hours),
        repr(found.ceiling),
    ]
    return (*lines, *_wish(sheet), *_reach(sheet), *_override(sheet))


def _wish(sheet: Worksheet) -> tuple[str, ...]:
    if sheet.wish not in ("less", "more"):
        return ()
    asked = {"wish": material()["wish"]["answers"][sheet.wish].lower(), "level": level(sheet.wished).label}
    said = _("The person wants {wish}. Within the range that is {level}.", **asked)
    if sheet.wished != sheet.gates.level:
        return (said,)
    return (f"{said} {_('It goes no further: say openly why.')}",)


def _reach(sheet: Worksheet) -> tuple[str, ...]:
    if sheet.reached == sheet.wished:
        return ()
    said = _(
        "{level} fits and cannot be reached. What is missing: {missing}. Keep asking for it.",
        level=level(sheet.wished).label,
        missing=sheet.missing.strip() or _("not written down yet"),
    )
    if not sheet.reached:
        return said, _("No level that is safe can be reached. Do not settle for less: call a supervisor today.")
    next_best = _("Next best: {level}.", level=level(sheet.reached).label)
    if sheet.reached in sheet.gates.range:
        return said, next_best
    if intensity(sheet.reached) > intensity(sheet.wished):
        return said, f"{next_best} {_('It is more than the ratings call for.')}"
    less = _(
        "It is not below the floor, but less than the ratings call for: agree on a date to look again, and on whom "
        "to call before."
    )
    return said, f"{next_best} {less}"


def _override(sheet: Worksheet) -> tuple[str, ...]:
    if not sheet.override:
        return ()
    said = _("Override: {level}, because: {reason}", level=level(sheet.override).label, reason=sheet.reason.strip())
    if intensity(sheet.override) >= intensity(sheet.gates.floor.level):
        return (said,)
    return said, _("This is below the floor. One person alone does not decide that: call a supervisor first.")


def next_questions(sheet: Worksheet) -> tuple[str, ...]:
    """Return what to find out next, and where it could lead; "not sure" counts as no concern until then."""
    lines, found = [], sheet.changes()
    for axis in sheet.unsure:
        leads = [
            _("“{rating}” would lead to {level}", rating=axis.word(change.then), level=change.to.label)
            for change in found
            if change.axis == axis
        ]
        then = f"{'; '.join(leads)}." if leads else _("It would not change the level now.")
        lines.append(f"{axis.name}: {axis.find_out} {then}")
    if sheet.asks_settling and sheet.settles in (None, UNSURE):
        lines.append(_("Could this settle within a day, with help? If so, crisis stabilization may do."))
    return tuple(lines)
