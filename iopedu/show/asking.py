"""Rules that ask, in a table and in full, and the questions that they asked."""

from collections.abc import Iterable
from typing import Any

from iopedu.course.files import options, read_rows
from iopedu.course.language import _
from iopedu.course.rules import AskingRule
from iopedu.course.text import in_html
from iopedu.course.waiting import who_first
from iopedu.show.svg import bullets, folded
from iopedu.show.table import Table

_SAYS = options("asking.says")
#: Below this share of weak sentences found, learners are told that they have to judge for themselves.
_ENOUGH = 60
NOTE = _SAYS["note"]


def rules_table(
    rules: Iterable[AskingRule[Any]],
    parts: Iterable[str] | None = None,
    named: str = _("Part"),
    note: str = NOTE,
    form: str = "",
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
    form : str, optional
        The form whose rules were counted in ``data/rule_figures.csv``; the counts stand below the table.
    """
    rules = tuple(rules)
    why = any(rule.reason for rule in rules)
    told = [[rule.when, rule.question, *([rule.why] if why else [])] for rule in rules]
    parts = parts or (rule.part or f"{at}" for at, rule in enumerate(rules, 1))
    rows = list(zip(parts, told, strict=True))
    columns = [named, _("When"), _("Question asked"), *([_("Why")] if why else [])]
    return Table(_("The rules behind the questions"), columns, rows, " ".join([note, *tried(form)]))


def tried(form: str) -> list[str]:
    """Return how often the rules of a form were right, in sentences; nothing when they were not counted.

    Examples
    --------
    >>> tried("habits")
    []
    """
    found = {row["hand"]: row for row in read_rows("rule_figures.csv") if row["form"] == form}
    said = [_("How often are they right? Only the first question about each sentence counts.") if found else ""]
    for hand in ("fresh", "others"):
        if row := found.get(hand):
            said.append(_SAYS[hand].format(**row, share=_share(row)))
    return [
        line for line in (*said, _SAYS["part"] if "fresh" in found and _share(found["fresh"]) < _ENOUGH else "") if line
    ]


def _share(row: dict[str, str]) -> int:
    return round(100 * int(row["right"]) / int(row["weak"]))


def compared(scene: str, weak: str, strong: str, why_weak: str = "", why_strong: str = "", **_more: str) -> str:
    """Return a weak and a strong sentence, each with its reason, as HTML."""
    lines = ((_("Weak"), weak, why_weak), (_("Strong"), strong, why_strong))
    told = bullets(f"{name}: “{text}” {reason}" for name, text, reason in lines)
    return f"<p>{_('For comparison, {scene}:', scene=scene)}</p>{told}"


def contrasts(form: str) -> str:
    """Return sentences to compare one's own with, where the questions of a form find only a part of what is weak.

    Examples
    --------
    >>> contrasts("experiment")
    ''
    >>> contrasts("ladder").count("Strong: ")
    3
    """
    found = [row for row in read_rows("course/contrasts.csv") if row["form"] == form]
    if not found or who_first():
        return ""
    pairs = "".join(compared(**one) for one in found)
    return folded(_("Judge for yourself: weak and strong sentences"), f"<p>{_SAYS['part']}</p>{pairs}")


def asked_list(found: Iterable[object], title: str = _("Questions to think about")) -> str:
    """Return questions as HTML; nothing when there are none."""
    return bullets((in_html(str(asked)) for asked in found), title)
