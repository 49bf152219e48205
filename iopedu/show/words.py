"""Tables and figures whose words stand in ``data/show``: a function says by name which, and gives what fills them."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from iopedu.course.facts import Fact, fact, facts_on, fill
from iopedu.course.files import read_json, read_rows
from iopedu.course.language import _
from iopedu.show.chart import Chart, Painting
from iopedu.show.svg import Drawing, Picture
from iopedu.show.table import Cell, Table, fact_cell

Row = tuple[str, Sequence[str | Cell]]

_words = cache(read_json)


def _filled(text: str, values: Mapping[str, Any]) -> str:
    return fill(text).format(**values) if values else fill(text)


def table_of(
    name: str,
    rows: Iterable[Row] | None = None,
    *,
    caption: str = "",
    more: Iterable[str] = (),
    before: str = "",
    after: str = "",
    **values: Any,
) -> Table:
    """Return a table whose caption, headings and note stand in ``data/show/tables.json``.

    Parameters
    ----------
    name : str
        Its name there.
    rows : iterable of (str, sequence of (str or Cell)), optional
        What stands below the headings; by default what stands there with them.
    caption : str, optional
        Where only what is shown can name it.
    more : iterable of str, optional
        Headings behind those that are always there.
    before, after : str, optional
        Sentences around the note.
    **values
        What is filled into caption and note.
    """
    words = _words("show/tables.json")[name]
    note = (before, _filled(words.get("note", ""), values), after)
    return Table(
        caption or _filled(words["caption"], values),
        [*words["columns"], *more],
        stored_rows(name, **values) if rows is None else [*rows],
        " ".join(filter(None, note)),
    )


def stored_rows(name: str, tagged: bool = False, without: Collection[str] = (), **values: Any) -> list[Row]:
    """Return the rows of a table that stand in ``data/show/tables.json``: a head or a number, facts, cells of words.

    Parameters
    ----------
    name : str
        The name of the table.
    tagged : bool
        Whether the field of each fact is named.
    without : collection of str
        Ids of facts that are shown elsewhere.
    **values
        What is filled into the words.
    """
    rows = []
    for at, row in enumerate(_words("show/tables.json")[name]["rows"], 1):
        cells: list[str | Cell] = [_filled(text, values) for text in row.get("cells", ())]
        if "facts" in row:
            found = (one for key in row["facts"] for one in _facts(key) if one.id not in without)
            cells.insert(0, fact_cell(found, tagged))
        rows.append((row.get("head", f"{at}"), cells))
    return rows


def stored_facts(name: str) -> list[tuple[str, Fact | None]]:
    """Return the heads of a table in ``data/show/tables.json``, each with its one fact, or none where it is a title."""
    rows = _words("show/tables.json")[name]["rows"]
    return [(row["head"], fact(row["facts"][0]) if "facts" in row else None) for row in rows]


def _facts(key: str) -> Sequence[Fact]:
    """Return one fact, or those on a subject and aspect such as ``cbt/exposure``."""
    return facts_on(*key.split("/")) if "/" in key else [fact(key)]


def rows_of(found: Iterable[Any], *shown: str | Callable[[Any], str | Cell]) -> list[Row]:
    """Return a row for each entry: its header, and its cells.

    Parameters
    ----------
    found : iterable
        Entries of the course, or rows of a data file.
    *shown : str or callable
        For the header and for each cell the field that it shows, or a function of the entry.
    """

    def cell(entry: Any, one: str | Callable[[Any], str | Cell]) -> Any:
        if callable(one):
            return one(entry)
        return entry[one] if isinstance(entry, Mapping) else getattr(entry, one)

    return [(cell(entry, shown[0]), [cell(entry, one) for one in shown[1:]]) for entry in found]


def chart_of(
    name: str, painting: Painting, table: Table | Iterable[Row] | None = None, says: str = "", **values: Any
) -> Chart:
    """Return a figure whose title, sentence and names of axes stand in ``data/show/figures.json``.

    Parameters
    ----------
    name : str
        Its name there.
    painting : Painting
        The figure without the names of its axes.
    table : Table or iterable of rows, optional
        The numbers that are drawn, or the rows of the table of the same name; by default the rows that stand there.
    says : str, optional
        The sentence, where the record that is drawn says it.
    **values
        What is filled into title and sentence.
    """
    words = _words("show/figures.json")[name]

    def paint(axes) -> None:
        axes.set(xlabel=words.get("across", ""), ylabel=words.get("up", ""))
        painting.paint(axes)

    named = Painting(painting.width, painting.height, paint)
    numbers = table if isinstance(table, Table) else table_of(name, table)
    return Chart(_filled(words["title"], values), says or _filled(words["says"], values), named, numbers)


def ranged(value: float | str, low: float | str, high: float | str, form: str = "") -> str:
    """Return a value with its interval in words; numbers in the form that is given.

    Examples
    --------
    >>> ranged(0.5, 0.25, 1, ".2f")
    '0.50 (0.25 to 1.00)'
    """
    told = {"value": value, "low": low, "high": high}
    return _("{value} ({low} to {high})", **{name: format(one, form) for name, one in told.items()})


def sources_of(*shown: Table | Chart | Picture) -> tuple[str, ...]:
    """Return the keys of all sources of tables and figures, each once."""
    tables = (one if isinstance(one, Table) else one.table for one in shown)
    return tuple(dict.fromkeys(key for table in tables for key in table.sources))


def list_of(name: str) -> list[str]:
    """Return the texts of a list in ``data/show/lists.csv``."""
    return [row["text"] for row in read_rows("show/lists.csv") if row["list"] == name]


def figure_names(name: str) -> list[str]:
    """Return the names of the rows of a figure, where they always are the same."""
    return _words("show/figures.json")[name]["names"]


def across(name: str) -> str:
    """Return what stands below a figure: the name of its axis."""
    return _words("show/figures.json")[name]["across"]


def picture_of(
    name: str, wide: Drawing, table: Table, narrow: Drawing | None = None, says: str = "", **values: Any
) -> Picture:
    """Return a drawing whose title and sentence stand in ``data/show/figures.json``, as `chart_of` does."""
    words = _words("show/figures.json")[name]
    return Picture(_filled(words["title"], values), says or _filled(words["says"], values), wide, table, narrow)
