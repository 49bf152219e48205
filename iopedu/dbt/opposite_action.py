"""Opposite action, all the way."""

from __future__ import annotations

from typing import ClassVar

from iopedu.course.language import _
from iopedu.course.record import Record, record, words

NEVER_TOWARD = _(
    "Opposite action never goes toward real danger, and it is not for staying with somebody who threatens or hurts: "
    "there, safety and people who can help come first."
)


@record
class OppositeAction(Record):
    """Opposite action: the urge, its opposite, and how to do it all the way.

    Examples
    --------
    >>> OppositeAction(urge="Hide the letter", opposite="Show it to Luis").missing
    ('Posture and face', 'Voice', 'Words to say')
    """

    WHAT: ClassVar[str] = _("opposite action plan")

    urge: str = words(_("Urge"))
    opposite: str = words(_("The opposite"))
    posture: str = words(_("Posture and face"))
    voice: str = words(_("Voice"))
    words: str = words(_("Words to say"))
