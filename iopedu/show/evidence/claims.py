"""The claims of a made-up brochure, with what is known of each."""

from __future__ import annotations

from iopedu.course.language import _
from iopedu.course.text import quoted
from iopedu.evidence.claims import VERDICTS
from iopedu.evidence.claims import claims as all_claims
from iopedu.show.table import Line, Table, fact_cell


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
    note = _(
        "The brochure is made up, and the verdicts are the view of the authors. “Not known” means: searched on the day "
        "that is given, and not found. It does not mean that there is nothing."
    )
    columns = [_("Claim"), _("What it may mean"), _("What is known"), _("Ask the program")]
    return Table(_("What programs say about themselves"), columns, rows, note)
