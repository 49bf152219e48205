"""Forms that need no kernel, as HTML for a page: the same ES module, with what Python would have sent."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from iopedu import forms
from iopedu.course.language import _
from iopedu.course.text import in_list
from iopedu.dbt.breathing import guided_practices
from iopedu.dbt.skills import skill
from iopedu.dbt.tipp import CHECKS
from iopedu.forms.dbt.breathing import PacedBreathing, Pacer, ShortPractice
from iopedu.forms.parts import STATIC, script

#: What Python tells the pacer.
_TOLD = tuple(name for name in Pacer.class_own_traits(sync=True) if not name.startswith("_"))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")  # so that no text ends the script


def module(name: str = "breathing") -> str:
    """Return the ES module for all live places of a page, with its look."""
    look = (STATIC / f"{name}.css").read_text(encoding="utf-8")
    source = _json(script(f"{name}.js"))
    return f'<style>{look}</style><script type="application/json" id="iopedu-{name}">{source}</script>'


def _place(pacer: Pacer) -> str:
    values = {
        "module": "breathing",
        "state": {name: getattr(pacer, name) for name in _TOLD},
    }
    without = escape(_("This needs JavaScript, which is switched off in this browser."))
    script = f'<script type="application/json">{_json(values)}</script>'
    return f'<div class="iopedu-live">{script}<noscript><p>{without}</p></noscript></div>'


def _paced_breathing() -> str:
    form: PacedBreathing = forms.PacedBreathing()
    more = escape(_("To set a rhythm of your own, run this notebook."))
    opens = escape(_("All of these are true for me: open the pacer"))
    pacer = f"<p>{escape(form.record.describe())}</p>{_place(form.pacer)}<p>{more}</p>"
    caution = escape(skill("tipp").caution)
    return f"<p>{caution}</p>{in_list(CHECKS)}<details><summary>{opens}</summary>{pacer}</details>"


def _short_practices() -> str:
    parts = []
    for entry in guided_practices():
        form: ShortPractice = forms.ShortPractice(entry.id)
        form.pacer.label = entry.title
        steps = in_list(step.says for step in entry.steps)
        title = escape(_("Follow: {practice}", practice=repr(entry)))
        words = f"<details><summary>{escape(_('All sentences'))}</summary>{steps}</details>"
        parts.append(f"<details><summary>{title}</summary>{_place(form.pacer)}{words}</details>")
    return "".join(parts)


#: What stands in a page for a cell with this code.
LIVE = {"forms.TippCheck(forms.PacedBreathing())": _paced_breathing, "forms.ShortPractice()": _short_practices}
