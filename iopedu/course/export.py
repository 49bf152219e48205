"""A learner's answers in forms to read, print or count. Whatever was typed stays inert text."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable, Iterable, Iterator

from iopedu.course.document import Document
from iopedu.course.language import _, language
from iopedu.course.outline import notebooks
from iopedu.course.text import in_html, in_markdown, in_spreadsheet, printable

TITLE = _("My answers in iopedu")
NOTE = _("Learning material about made-up people. Not a health record.")

_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title><style>
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; }}
h1 {{ font-size: 1.6em }} h2 {{ font-size: 1.25em; margin-top: 1.6em; border-bottom: 1px solid #888 }}
h3 {{ font-size: 1em; margin-bottom: .2em }}
table {{ border-collapse: collapse; width: 100% }} caption {{ text-align: left; font-weight: 600; margin: .5rem 0 }}
th, td {{ border: 1px solid #999; padding: .3rem .5rem; text-align: left; vertical-align: top; font-size: .9em }}
td p {{ margin: 0 0 .2rem }} small, ol {{ color: #555; font-size: .86em }}
th small {{ display: block; font-weight: 400 }}
ol, blockquote, .dense {{ overflow-wrap: anywhere }}
.line {{ border-bottom: 1px solid #888; height: 2rem; break-before: avoid }}
.grid {{ table-layout: fixed }} .grid td {{ height: 2rem }} .grid :is(:first-child, :last-child) {{ width: 21% }}
.fill th {{ width: 32% }} .fill td {{ height: 1.9rem }} .tall td {{ height: 3rem }}
.note {{ color: #555 }} blockquote {{ margin: .2rem 0 1rem; padding-left: .8rem; border-left: 3px solid #888 }}
h1, h2, h3, caption {{ break-after: avoid }} li, tr, blockquote, .line, .grid {{ break-inside: avoid }}
@media screen and (prefers-color-scheme: dark) {{
:root {{ color-scheme: dark; --jp-content-font-color1: #e6e6e6; --jp-content-font-color2: #b8b8b8;
--jp-border-color1: #6a6a6a; --jp-content-link-color: #8ab8f0 }}
body {{ background: #17191c; color: #e6e6e6 }} small, ol, .note {{ color: #b8b8b8 }} }}
@page {{ margin: 10mm 12mm }}
@page wide {{ margin: 10mm 12mm; size: landscape }}
.wide {{ page: wide; max-width: 80rem }}
@media print {{
body {{ margin: 0; padding: 0; max-width: none; font-size: 9pt; line-height: 1.3 }}
h1 {{ margin: 0 0 .3em }} h2 {{ margin: .8em 0 .3em }} p, ul {{ margin: .3rem 0 }} caption {{ margin: .2rem 0 }}
th, td {{ padding: .15rem .4rem }} .note {{ font-size: .86em }} section {{ break-inside: avoid }}
.line {{ height: 1.6rem }} p:has(+ .line) {{ margin: .6rem 0 0 }}
.fill td {{ height: 1.45rem }} .tall td {{ height: 2.6rem }}
.dense {{ font-size: var(--size); line-height: 1.25; columns: 2; column-gap: 8mm }}
.dense h1, .dense h1 ~ .note {{ column-span: all; margin: 0 0 .6em }} .dense .note {{ font-size: 1em }}
.dense h2 {{ margin: 1em 0 .4em }} .dense h3 {{ margin: .7em 0 .1em }}
.dense p {{ margin: 0 0 .2em; orphans: 2; widows: 2 }}
}}
</style></head><body{look}><main>
<h1>{title}</h1>
{body}
</main></body></html>
"""


def page(title: str, body: str, size: float | None = None, wide: bool = False) -> str:
    """Return one self-contained page for reading and printing.

    Parameters
    ----------
    title : str
        Heading, as plain text.
    body : str
        HTML that is already safe.
    size : float, optional
        For much text on little paper: print it in two columns, with letters of this many points.
    wide : bool
        For a table of many columns: print it on paper that lies on its side.
    """
    look = f' class="dense" style="--size: {size}pt"' if size else ' class="wide"' if wide else ""
    return _PAGE.format(language=language().replace("_", "-"), title=html.escape(title), look=look, body=body)


def _entries(document: Document) -> Iterator[tuple[str, str, str, str]]:
    titles = {entry.number: entry.title for entry in notebooks()}
    for number, section in document.sections.items():
        for answer in section.answers.values():
            yield number, titles.get(number, ""), answer.question, answer.words


def to_markdown(document: Document) -> str:
    """Return the answers as Markdown, each as a quotation under its question."""
    lines, last = [f"# {TITLE}", "", NOTE, ""], None
    for number, title, question, words in _entries(document):
        if number != last:
            lines += [f"## {_one_line(number)} {title}".rstrip(), ""]
            last = number
        lines += [f"### {_one_line(question)}", "", in_markdown(words), ""]
    return "\n".join(lines)


def _one_line(text: str) -> str:
    return in_markdown(" ".join(text.split())).removeprefix("> ")


def in_columns(rows: Iterable[Iterable[str]]) -> str:
    """Return a table as CSV; a cell that looks like a formula gets an apostrophe before it."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows(map(in_spreadsheet, row) for row in rows)
    return "\ufeff" + buffer.getvalue()  # the mark lets spreadsheets see that it is UTF-8


def to_csv(document: Document) -> str:
    """Return the answers as a table."""
    return in_columns([("notebook", "title", "question", "answer"), *_entries(document)])


def to_html(document: Document) -> str:
    """Return the answers as a page to print."""
    return page(TITLE, answers(document))


def answers(document: Document) -> str:
    """Return the answers as HTML that is safe to put into a page."""
    parts, last = [f'<p class="note">{NOTE}</p>'], None
    for number, title, question, words in _entries(document):
        if number != last:
            parts.append(f"<h2>{html.escape(printable(number))} {html.escape(title)}</h2>")
            last = number
        parts.append(f"<h3>{in_html(question)}</h3><blockquote>{in_html(words)}</blockquote>")
    return "\n".join(parts)


EXPORTS: dict[str, tuple[str, Callable[[Document], str]]] = {
    "Markdown": (".md", to_markdown),
    "CSV": (".csv", to_csv),
    "Printable page": (".html", to_html),
}
#: What each kind of export is called.
EXPORT_NAMES = {"Markdown": "Markdown", "CSV": "CSV", "Printable page": _("Printable page")}
