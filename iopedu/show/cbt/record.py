"""Thought records and thinking styles in tables and figures."""

from statistics import fmean

from iopedu.cbt.record import COLUMNS, EVIDENCE_RULES, FIELDS, HINT_RULES, ThoughtRecord
from iopedu.cbt.styles import styles
from iopedu.cbt.summary import Summary
from iopedu.course.language import _, _n
from iopedu.show.asking import rules_table
from iopedu.show.drawn import nothing, pairs
from iopedu.show.svg import Picture
from iopedu.show.table import Line, Table
from iopedu.show.words import table_of


def thought_record(record: ThoughtRecord) -> Table:
    """Return a record, one part in each row; what is not filled in is shown as dots."""
    rows = [(name, [tuple(map(Line, text.split("\n"))) if text else "…"]) for name, text in record.parts()]
    return table_of("thought_record", rows)


def in_columns(record: ThoughtRecord, columns: int) -> Table:
    """Return a record side by side, as it is written on paper, in 3, 5 or 7 columns."""
    parts = dict(record.parts())
    names = [[FIELDS[field] for field in column] for column in COLUMNS[columns]]
    title = _n("A thought record in {n} column", "A thought record in {n} columns", columns)
    cells = [tuple(Line(text) for name in column for text in (parts[name] or "…").split("\n")) for column in names]
    situation = parts[FIELDS["situation"]] or "…"
    return Table(title, [_(" and ").join(column) for column in names], [(situation, cells[1:])])


def thought_record_columns() -> Table:
    """Return which parts the three views of a record ask for."""
    rows = [
        (name, [_("yes") if any(field in column for column in view) else "–" for view in COLUMNS.values()])
        for field, name in FIELDS.items()
    ]
    return table_of(
        "thought_record_columns", rows, more=[*(_n("{n} column", "{n} columns", number) for number in COLUMNS)]
    )


def hint_rules() -> Table:
    """Return every rule that asks a question about a record, in full."""
    rules = (*HINT_RULES, *EVIDENCE_RULES)
    return rules_table(rules, (FIELDS[rule.part] for rule in rules), form="thought_record")


def records(summary: Summary) -> Picture:
    """Return several records together: each emotion that was rated twice, then and now."""
    items = [(name, change.before, change.after) for name, _count, changes in summary.emotions() for change in changes]
    drawn = pairs(items, 100, (_("{rating} then"), _("{rating} now")))
    rows = [(name, [str(count), str(len(changes)), _mean(changes)]) for name, count, changes in summary.emotions()]
    title = _n("What moved in {n} record", "What moved in {n} records", len(summary.records))
    drawing = drawn[1] if drawn else nothing(_("No emotion is rated twice yet"))
    return Picture(title, summary.describe(), drawing, table_of("records", rows))


def _mean(changes: tuple) -> str:
    return (
        _("{change:+.0f} points", change=fmean(change.points for change in changes))
        if changes
        else _("cannot be computed")
    )


def thinking_styles() -> Table:
    """Return the thinking styles, each with an example, a near miss and a question to ask."""
    rows = [
        (entry.name, [entry.definition, f"“{entry.example}”", f"“{entry.non_example}”", entry.question_to_ask])
        for entry in styles()
    ]
    note = _n(
        "{n} style. The names are old and shared; the words here are ours.",
        "{n} styles. The names are old and shared; the words here are ours.",
        len(styles()),
    )
    return table_of("thinking_styles", rows, after=note)


def style_origins() -> Table:
    """Return other names of each style, and on whose list it stands."""
    rows = [
        (entry.name, [", ".join(entry.synonyms), (Line(entry.origin, sources=entry.sources),)]) for entry in styles()
    ]
    return table_of("style_origins", rows)
