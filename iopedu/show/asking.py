"""Rules that ask, in a table and in full, and the questions that they asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any

from iopedu.course.language import _
from iopedu.course.rules import AskingRule
from iopedu.course.text import in_html
from iopedu.show.svg import titled
from iopedu.show.table import Cell, Table

NOTE = _("The rules read words, not meaning. They miss much, and what they ask about may be fine as it is.")


def rules_table(
    rules: Iterable[AskingRule[Any]],
    parts: Iterable[str] | None = None,
    named: str = _("Part"),
    note: str = NOTE,
    when: Callable[[AskingRule[Any]], Cell | str] = attrgetter("when"),
) -> Table:
    """Return when each rule asks, what it asks, and why where it says so.

    Parameters
    ----------
    rules : iterable of AskingRule
        A set of rules, or several.
    parts : iterable of str, optional
        What each rule reads, in words; by default its part, or its number when it reads each part.
    named : str, optional
        What the parts are called together.
    note : str, optional
        What the rules cannot do.
    when : callable, optional
        Says when a rule asks, if there is more to it than its own words.
    """
    rules = tuple(rules)
    why = any(rule.reason for rule in rules)
    told = [[when(rule), rule.question, *([rule.why] if why else [])] for rule in rules]
    parts = parts or (rule.part or f"{at}" for at, rule in enumerate(rules, 1))
    rows = list(zip(parts, told, strict=True))
    columns = [named, _("When"), _("What is asked"), *([_("Why")] if why else [])]
    return Table(_("The rules behind the questions"), columns, rows, note)


def asked_list(found: Iterable[object], title: str = _("Questions to think about")) -> str:
    """Return questions as HTML; nothing when there are none."""
    lines = "".join(f"<li>{in_html(str(asked))}</li>" for asked in found)
    return titled(title, f"<ul>{lines}</ul>") if lines else ""
