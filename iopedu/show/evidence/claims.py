"""The claims of a made-up brochure, with what is known of each."""

from __future__ import annotations

from iopedu.course.text import quoted
from iopedu.evidence.claims import VERDICTS
from iopedu.evidence.claims import claims as all_claims
from iopedu.show.table import Line, Table, fact_cell
from iopedu.show.words import table_of


def claims() -> Table:
    """Return what each claim may mean, what is known of it, and what to ask the program.

    Examples
    --------
    >>> len(claims().rows)
    13
    """
    rows = [
        (
            quoted(one.claim),
            [(Line(one.meaning, tag=VERDICTS[one.verdict]),), fact_cell(one.facts, False), one.ask],
        )
        for one in all_claims()
    ]
    return table_of("claims", rows)
