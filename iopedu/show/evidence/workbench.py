"""A downloaded database: its address, and what is seen of it once it is open."""

from __future__ import annotations

from html import escape

from iopedu.course.language import _
from iopedu.evidence.metapsy import DATABASES
from iopedu.evidence.workbench import Opened
from iopedu.show.evidence.forest import forest_of, funnel_of
from iopedu.show.svg import folded, framed
from iopedu.show.table import Table
from iopedu.show.words import table_of

#: A forest plot with more lines is folded: its mean stands in words above it.
LONG = 40


def databases() -> Table:
    """Return the open databases that a learner can download, with their addresses."""
    rows = [(name, [address]) for name, address in DATABASES.items()]
    return table_of("databases", rows)


def opened_view(record: Opened) -> str:
    """Return a database that a learner has opened as HTML: what was read, and its forest and funnel plot."""
    if not record.ready:
        return framed(databases().html())
    said = [record.database.describe(), record.rows_said(), record.side_said()]
    notes = f"<p><strong>{escape(record.file)}</strong></p>" + "".join(f"<p>{escape(note)}</p>" for note in said)
    try:
        pooled = record.result()
    except ValueError:
        return framed(f"{notes}<p>{escape(record.said())}</p>")
    drawn = forest_of(record.about, pooled).html()
    if pooled.k > LONG:
        title = _("Forest plot of all {k} studies", k=pooled.k)
        drawn = f"<p>{escape(pooled.describe())}</p>{folded(escape(title), drawn)}"
    funnel = funnel_of(record.about, pooled).html()
    return framed(notes + drawn + folded(escape(_("Funnel plot: do small studies find something else?")), funnel))
