"""A table that reads the same as a picture of it: on a page, in a terminal, by ear, on a narrow screen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

from iopedu.course.facts import FIELDS, Fact
from iopedu.course.glossary import short_forms
from iopedu.course.language import _, _n
from iopedu.course.sources import source
from iopedu.show.style import framed

#: A cell without a fact: nobody looked this up. What was looked up and not found is a fact of its own, and says so.
NOT_KNOWN = _("Not covered in this course")


@dataclass(frozen=True)
class Line:
    """One statement in a cell.

    Parameters
    ----------
    text : str
        The statement.
    detail : str
        Who, where, when: printed smaller.
    sources : tuple of str
        Keys of `iopedu.course.sources`; printed as numbers.
    tag : str
        A word above the statement that sets it apart; lines with the same tag stand together.
    html : str
        The statement as HTML, where it holds links; by default it is the text.
    """

    text: str
    detail: str = ""
    sources: tuple[str, ...] = ()
    tag: str = ""
    html: str = ""


Cell = tuple[Line, ...]


def fact_cell(found: Iterable[Fact], tagged: bool = True) -> Cell:
    """Return facts as lines; the tag names the field of each, so that the two are never mixed unsaid."""
    return tuple(
        Line(
            fact.says,
            fact.context,
            fact.sources,
            FIELDS[fact.field].capitalize() if tagged and fact.mark != "P" else "",
        )
        for fact in found
    )


@dataclass(frozen=True)
class Table:
    """A captioned table with row and column headers and numbered sources.

    Parameters
    ----------
    caption : str
    columns : sequence of str
        Headers; the first one is for the row headers.
    rows : sequence of (str, sequence of (str or Cell))
        Row header and cells. An empty cell is shown as "Not known".
    note : str
        One or two sentences below the table.

    Raises
    ------
    ValueError
        When a row has a different number of cells than there are columns.

    Examples
    --------
    >>> Table("Hours", ["Level", "Hours a week"], [("Clinic", ["2 or more"]), ("Spa", [""])])
    Hours
      Clinic
        Hours a week: 2 or more
      Spa
        Hours a week: Not covered in this course
    """

    caption: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[str | Cell]]]
    note: str = ""
    _numbers: dict[str, int] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for header, cells in self.rows:
            if len(cells) != len(self.columns) - 1:
                raise ValueError(
                    f"Row {header!r} has {len(cells)} cells; {len(self.columns) - 1} columns wait for one."
                )
            for line in (line for cell in cells for line in _lines(cell)):
                for key in line.sources:
                    self._numbers.setdefault(key, len(self._numbers) + 1)

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of the sources in the order of their numbers."""
        return tuple(self._numbers)

    def _repr_html_(self) -> str:
        return framed(self.html())

    def html(self, sources_open: bool = False) -> str:
        """Return the table as HTML without its style sheet."""
        head = "".join(f'<th scope="col" role="columnheader">{escape(name)}</th>' for name in self.columns)
        body = "".join(self._row_html(header, cells) for header, cells in self.rows)
        note = "".join(f'<p class="iop-note">{escape(text)}</p>' for text in (self.note, self._short_forms()) if text)
        return (
            f'<div class="iop-box"><table class="iop-t" role="table"><caption>{escape(self.caption)}</caption>'
            f'<thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{body}</tbody></table>'
            f"{note}{_sources_html(self.sources, sources_open)}</div>"
        )

    def _short_forms(self) -> str:
        cells = [line for _header, row in self.rows for cell in row for line in _lines(cell)]
        text = [self.caption, self.note, *self.columns, *(header for header, _cells in self.rows)]
        text += [part for line in cells for part in (line.text, line.detail)]
        found = short_forms(" ".join(text))
        items = "; ".join(f"{term.abbreviation}, {term.name}" for term in found)
        return _("Abbreviations: {items}.", items=items) if found else ""

    def _row_html(self, header: str, cells: Sequence[str | Cell]) -> str:
        data = "".join(
            f'<td role="cell" data-col="{escape(name)}">{self._cell_html(_lines(cell))}</td>'
            for name, cell in zip(self.columns[1:], cells, strict=True)
        )
        return f'<tr role="row"><th scope="row" role="rowheader">{escape(header)}</th>{data}</tr>'

    def _cell_html(self, lines: Cell) -> str:
        parts, last = [], ""
        for line in lines:
            if line.tag != last:
                parts.append(f'<p class="iop-tag">{escape(line.tag)}</p>' if line.tag else "")
                last = line.tag
            parts.append(self._line_html(line))
        return "".join(parts)

    def _line_html(self, line: Line) -> str:
        numbers = "".join(f"[{self._numbers[key]}]" for key in line.sources)
        detail = " ".join(part for part in (escape(line.detail), numbers) if part)
        return f"<p>{line.html or escape(line.text)}{f' <small>{detail}</small>' if detail else ''}</p>"

    def __repr__(self) -> str:
        out = [self.caption]
        for header, cells in self.rows:
            out.append(f"  {header}")
            for name, cell in zip(self.columns[1:], cells, strict=True):
                out.append(f"    {name}: {'; '.join(map(self._line_text, _lines(cell)))}")
        out += [f"  {text}" for text in (self.note, self._short_forms()) if text]
        out += ["  " + _("Sources")] if self.sources else []
        return "\n".join(out + [f"    [{number}] {source(key).full}" for key, number in self._numbers.items()])

    def _line_text(self, line: Line) -> str:
        numbers = "".join(f"[{self._numbers[key]}]" for key in line.sources)
        parts = [f"{line.tag}:" if line.tag else "", line.text, f"({line.detail})" if line.detail else "", numbers]
        return " ".join(part for part in parts if part)


def _lines(cell: str | Cell) -> Cell:
    if isinstance(cell, str):
        return (Line(cell or NOT_KNOWN),)
    return cell or (Line(NOT_KNOWN),)


def _sources_html(keys: Sequence[str], is_open: bool = False) -> str:
    if not keys:
        return ""
    title = _n("{n} source", "{n} sources", len(keys))
    return f"<details{' open' if is_open else ''}><summary>{title}</summary>{source_list(keys)}</details>"


def source_list(keys: Iterable[str]) -> str:
    """Return sources as a numbered HTML list."""
    return f'<ol class="iop-sources">{"".join(f"<li>{_source_html(key)}</li>" for key in keys)}</ol>'


def _source_html(key: str) -> str:
    entry = source(key)
    text = escape(entry.full)
    if entry.link:
        link = escape(entry.link)
        text = text.replace(link, f'<a href="{link}" target="_blank" rel="noopener noreferrer">{link}</a>', 1)
    return text
