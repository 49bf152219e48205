"""Several thought records read together: what was rated, how often, and how it moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from statistics import fmean
from typing import ClassVar

from iopedu.cbt.record import ThoughtRecord
from iopedu.course.files import read_json
from iopedu.course.language import _, _n
from iopedu.course.ratings import Change
from iopedu.course.record import Record, record, rows


@record
class Summary(Record):
    """What several records say together.

    Parameters
    ----------
    records : tuple of ThoughtRecord
        None, one or many.
    """

    WHAT: ClassVar[str] = _("collection")

    records: tuple[ThoughtRecord, ...] = rows(_("Records"), _("Record"), ThoughtRecord, most=1_000_000)

    def joined(self, more: Iterable[ThoughtRecord]) -> Summary:
        """Return the collection with more records; one that is here already is not taken twice.

        A record of another program is known by its id there, so that a later state of it takes its place.

        Examples
        --------
        >>> old, new = ThoughtRecord(balanced="A", origin="1"), ThoughtRecord(balanced="B", origin="1")
        >>> [record.balanced for record in Summary((old,)).joined([old, new, new]).records]
        ['B']
        """
        kept = {one.origin or at: one for at, one in enumerate(self.records)}
        known = set(self.records)
        for one in more:
            if one.origin or one not in known:
                kept[one.origin or len(kept)] = one
                known.add(one)
        return Summary(tuple(kept.values()))

    def emotions(self) -> tuple[tuple[str, int, tuple[Change, ...]], ...]:
        """Return each emotion with the number of records that name it and its changes, the most frequent first."""
        names = Counter(e.name.strip().capitalize() for record in self.records for e in record.emotions)
        changes = [change for record in self.records for change in record.changes()]
        return tuple(
            (name, count, tuple(c for c in changes if c.what.strip().capitalize() == name))
            for name, count in sorted(names.items(), key=lambda item: (-item[1], item[0]))
        )

    def describe(self) -> str:
        """Return one sentence that states the number of records.

        Examples
        --------
        >>> Summary(()).describe()
        'There are no records yet, so there is nothing to sum up.'
        """
        if not self.records:
            return _("There are no records yet, so there is nothing to sum up.")
        pairs = [change for _name, _count, changes in self.emotions() for change in changes]
        counts = {
            "records": _n("{n} record", "{n} records", len(self.records)),
            "emotions": _n("{n} emotion", "{n} emotions", len(pairs)),
        }
        if not pairs:
            return _("{records}, with {emotions} rated twice: no change can be computed.", **counts)
        down, same = sum(c.points < 0 for c in pairs), sum(c.points == 0 for c in pairs)
        return _(
            "{records}, with {emotions} rated twice: {lower} lower, {unchanged} unchanged, {higher} higher; on average "
            "{mean:+.0f} points. So few ratings by one person describe these records, and prove nothing about a "
            "method.",
            **counts,
            lower=down,
            unchanged=same,
            higher=len(pairs) - down - same,
            mean=fmean(change.points for change in pairs),
        )


@cache
def example_records() -> tuple[ThoughtRecord, ...]:
    """Return Maya's records, which are made up; the first one is the worked example.

    Examples
    --------
    >>> len(example_records())
    4
    """
    return tuple(map(ThoughtRecord.from_json, read_json("cbt/example_records.json")))
