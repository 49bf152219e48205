"""A learner's answers in forms to read, print or count. Whatever was typed stays inert text."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files

from iopedu.course.document import Document
from iopedu.course.language import _, language
from iopedu.course.outline import notebooks
from iopedu.course.text import in_html, in_markdown, in_spreadsheet, printable

TITLE = _("My answers in iopedu")
NOTE = _("Learning material about fictional people. Not a health record.")


def page(title: str, body: str, size: float | None = None, wide: bool = False, sheet: bool = False) -> str:
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
    sheet : bool
        For a hand-out: print it close together, so that it stays one sheet of paper.
    """
    look = f' class="dense" style="--size: {size}pt"' if size else ' class="wide"' if wide else ""
    look = ' class="sheet"' if sheet else look
    whole = (files("iopedu.course") / "page.html").read_text(encoding="utf-8")
    return whole.format(language=language().replace("_", "-"), title=html.escape(title), look=look, body=body)


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
