"""The pages to read, made by Sphinx from the notebooks as they are stored; nothing is executed."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from html import escape
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any

from iopedu import forms
from iopedu.course.campus import campus
from iopedu.course.files import options
from iopedu.course.glossary import Term, glossary
from iopedu.course.language import _, _n
from iopedu.course.outline import Notebook, notebook, notebooks
from iopedu.course.safety import CARE_NOTE
from iopedu.course.sources import source, sources
from iopedu.course.taught import as_shown, as_taught
from iopedu.course.text import in_html, in_list
from iopedu.dbt.breathing import guided_practices
from iopedu.dbt.skills import skill
from iopedu.dbt.tipp import CHECKS
from iopedu.forms.dbt.breathing import PacedBreathing, Pacer, ShortPractice
from iopedu.forms.parts import STATIC, script
from iopedu.show.course.tables import edition
from iopedu.show.style import CSS, framed
from iopedu.show.table import source_list
from iopedu.site.fetch import run

_WORD = re.compile(r"[^\W_]{3,}")
_BEGIN = "> **If you see plain text instead of forms,**"


def build(folder: Path, scratch: Path) -> None:
    """Write the pages into a folder.

    Parameters
    ----------
    folder, scratch : Path
        For the pages; for files in between.

    Raises
    ------
    BuildProblem
        When Sphinx warns of anything, such as a link that leads nowhere.
    """
    text = scratch / "pages"
    for name in ("_static", "_templates"):
        (text / name).mkdir(parents=True)
    (text / "_static" / "show.css").write_text(CSS, encoding="utf-8")
    static = dict.fromkeys(("live.js", "site.css", "icon.svg", "week.png"), "_static")
    for name, place in (static | {"layout.html": "_templates"}).items():
        (text / place / name).write_bytes((files("iopedu.site") / "static" / name).read_bytes())
    (text / "ranks.js").write_text(_ranks(), encoding="utf-8")
    for entry in notebooks():
        content = json.dumps(page(entry), ensure_ascii=False)
        (text / entry.file).write_text(content, encoding="utf-8")
    for name, content in (("index", _front()), ("glossary", _glossary()), ("references", _references())):
        (text / f"{name}.md").write_text(content, encoding="utf-8")
    # Stored notebooks hold no widgets: an empty "nb_ipywidgets_js" keeps pages from asking another server for them.
    settings = json.loads((files("iopedu.site") / "sphinx.json").read_text(encoding="utf-8"))
    settings["html_search_scorer"] = str((text / "ranks.js").resolve())
    (text / "conf.py").write_text("".join(f"{name} = {value!r}\n" for name, value in settings.items()), "utf-8")
    options = ["-q", "-E", "-W", "--keep-going", "--no-color", "-b", "html", "-d", scratch / "doctrees"]
    run([sys.executable, "-m", "sphinx", *options, text, folder], _("Making the pages"))


def page(entry: Notebook) -> dict[str, Any]:
    """Return a stored notebook as it stands on its page: with a link to run it, and alive where it needs no kernel."""
    found = as_shown(entry)
    first, needs_module = found["cells"][0], False
    lines = "".join(first["source"]).split("\n")
    first["source"] = "\n".join(run_bar(entry) if line.startswith(_BEGIN) else line for line in lines)
    for cell in found["cells"]:
        alive = LIVE.get("".join(cell["source"]))
        if alive and cell["cell_type"] == "code":
            head = "" if needs_module else module()
            cell["outputs"][0]["data"]["text/html"] = head + framed(alive())
            needs_module = True
        if "".join(cell["source"]).endswith("forms.CareNote()"):
            # Sphinx leaves out of its index what stands between these: a word of the note leads to no page.
            shown = cell["outputs"][0]["data"]
            shown["text/html"] = f"<!--<style>-->{''.join(shown['text/html'])}<!--</style>-->"
    return found


def _ranks() -> str:
    """Say for each word which notebooks teach it, the one that says most about it first: a script for the search."""
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in notebooks():
        for cell in as_taught(entry)["cells"]:
            lines = "".join(cell["source"]).lower().splitlines() if cell["cell_type"] == "markdown" else ()
            for line in lines:
                for word in set(_WORD.findall(line)):
                    said[word][entry.number] += 10 if line.startswith("#") else 1
    for term in glossary():
        for word in _WORD.findall(term.name.lower()):
            said[word].update({number: 20 - at for at, number in enumerate(term.notebooks)})
    ranks = {word: [number for number, _count in counts.most_common(3)] for word, counts in sorted(said.items())}
    text = (files("iopedu.site") / "static" / "ranks.js").read_text(encoding="utf-8")
    return text.replace("RANKS", json.dumps(ranks, ensure_ascii=False, separators=(",", ":")))


def run_bar(entry: Notebook) -> str:
    """Return the line that leads from a page to the runnable copy of its notebook."""
    address = f"run/lab/index.html?path={entry.file}"
    link = f'<a class="iopedu-run-link" href="{address}">{escape(_("Run this notebook"))}</a>'
    (served, folder), page = options("pages.says").values(), options("page.says")
    return (
        f'<div class="iopedu-run">{link}<p class="iopedu-served">{escape(served)}</p>'
        f'<p class="iopedu-from-folder">{escape(folder)}</p>'
        f'<button type="button" class="iopedu-all" data-open="{escape(page["open"])}" hidden>'
        f"{escape(page['all'])}</button></div>\n"
    )


def _link(entry: Notebook) -> str:
    return f'<a href="{entry.file.removesuffix(".ipynb")}.html">{escape(entry.number)}</a>'


def _front() -> str:
    times = [entry.minutes for entry in notebooks()]
    rows = (
        f'<tr><th scope="row">{escape(entry.number)} <a href="{entry.file.removesuffix(".ipynb")}.html">'
        f"{escape(entry.title)}</a></th><td>{escape(entry.outcome)}</td>"
        f"<td>{escape(_n('{n} minute', '{n} minutes', entry.minutes))}<br>{escape(entry.when)}</td></tr>"
        for entry in notebooks()
    )
    return (
        (files("iopedu.site") / "static" / "front.md")
        .read_text(encoding="utf-8")
        .format(
            campus=f"<p><strong>{in_html(campus().says)}</strong></p>" if campus() else "",
            count=len(times),
            least=min(times),
            most=max(times),
            rows="".join(rows),
            care=CARE_NOTE,
            news=edition(),
            listed="\n".join(f"{entry.number} {entry.title} <{entry.file}>" for entry in notebooks()),
        )
    )


def _entry(term: Term) -> str:
    where = ", ".join(_link(notebook(number)) for number in term.notebooks if number in notebooks.ids)
    cited = "; ".join(escape(source(key).short) for key in term.sources)
    small = f"{escape(_('In notebook'))} {where}." + (f" {escape(_('Sources:'))} {cited}." if cited else "")
    return (
        f'<p class="iopedu-entry"><strong>{escape(term.title)}</strong>: {escape(term.meaning)} '
        f"<small>{small}</small></p>"
    )


def _glossary() -> str:
    parts = [f"# {_('Words')}", _("Terms used in the field, each explained once.")]
    for letter, terms in groupby(glossary(), key=lambda term: term.name[0].upper()):
        parts += [f"## {letter}", "\n".join(map(_entry, terms))]
    return "\n\n".join(parts) + "\n"


def _references() -> str:
    parts = [f"# {_('Sources')}", _("Everything the course cites, and how we read it.")]
    keys = sorted(sources(), key=lambda key: source(key).full.casefold())
    for letter, group in groupby(keys, key=lambda key: source(key).full[0].upper()):
        parts += [f"## {letter}", f'<div class="iopedu-sources">{source_list(group)}</div>']
    return "\n\n".join(parts) + "\n"


# What runs without Python -----------------------------------------------------------------------------

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
    told = {"module": "breathing", "state": {name: getattr(pacer, name) for name in _TOLD}}
    without = escape(_("This needs JavaScript, which is turned off in this browser."))
    script = f'<script type="application/json">{_json(told)}</script>'
    return f'<div class="iopedu-live">{script}<noscript><p>{without}</p></noscript></div>'


def _paced_breathing() -> str:
    form: PacedBreathing = forms.PacedBreathing()
    more = escape(_("To set your own pace, run this notebook."))
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
        title = escape(_("Follow along: {practice}", practice=repr(entry)))
        words = f"<details><summary>{escape(_('All sentences'))}</summary>{steps}</details>"
        parts.append(f"<details><summary>{title}</summary>{_place(form.pacer)}{words}</details>")
    return "".join(parts)


#: What stands in a page for a cell with this code.
LIVE = {"forms.TippCheck(forms.PacedBreathing())": _paced_breathing, "forms.ShortPractice()": _short_practices}
