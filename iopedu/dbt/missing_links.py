"""Missing-links analysis: where a behavior that was needed got lost, and what closes that gap."""

from __future__ import annotations

from typing import ClassVar

from iopedu.course.files import options
from iopedu.course.language import _
from iopedu.course.record import Record, record, words, yes_no

#: The questions in their order, and what helps when the answer is the first “no”.
_GAPS = options("missing_links.gaps")


@record
class MissingLinks(Record):
    """Why a behavior that was needed did not happen. The first “no” is the gap; what comes after it isn’t asked.

    Parameters
    ----------
    needed : str
        What would have been effective: who, what, when.
    knew, willing, came : bool or None
        Whether it was known, wanted, and came to mind at that moment.
    hindered, plan : str
        What got in the way; what is done about it.

    Examples
    --------
    >>> gone = MissingLinks("Call Ray on Friday at one", knew=True, willing=True, came=False)
    >>> gone.gap, gone.missing
    ('came', ('What got in the way', 'Plan for next time'))
    """

    WHAT: ClassVar[str] = _("missing-links analysis")

    needed: str = words(_("What was needed, and when"), lines=1)
    knew: bool | None = yes_no(_("Did I know what was needed?"))
    willing: bool | None = yes_no(_("Was I willing to do it?"))
    came: bool | None = yes_no(_("Did it come to mind at the time?"))
    hindered: str = words(_("What got in the way"))
    plan: str = words(_("Plan for next time"))

    @property
    def gap(self) -> str | None:
        """Name of the first question with a “no”, empty where all are a “yes”, None while that is open."""
        for name in ("knew", "willing", "came"):
            if getattr(self, name) is not True:
                return name if getattr(self, name) is False else None
        return ""

    @property
    def says_gap(self) -> str:
        """What is missing, and what closes it; empty while that is open."""
        return "" if self.gap is None else _GAPS[self.gap]

    @property
    def lacking(self) -> tuple[str, ...]:
        """Names of the parts that are still empty; what comes after a “no” is not asked."""
        after = {"knew": ("willing", "came"), "willing": ("came",)}.get(self.gap or "", ())
        return tuple(name for name in super().lacking if name not in {self.asks()[one].label for one in after})

    def describe(self) -> str:
        """Return what was answered, and where the link is missing."""
        return "\n".join(filter(None, (super().describe(), self.says_gap)))
