"""Opposite action, all the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from iopedu.course.language import _
from iopedu.dbt.parts import Parts

NEVER_TOWARD = _(
    "Opposite action never goes toward real danger, and it is not for staying with somebody who threatens or hurts: "
    "there, safety and people who can help come first."
)


@dataclass(frozen=True, repr=False)
class OppositeAction(Parts):
    """Opposite action: the urge, its opposite, and how to do it all the way.

    Examples
    --------
    >>> OppositeAction(urge="Hide the letter", opposite="Show it to Luis").missing()
    ('Posture and face', 'Voice', 'Words to say')
    """

    WHAT: ClassVar[str] = _("opposite action plan")
    WORDS: ClassVar[Mapping[str, str]] = {
        "urge": _("Urge"),
        "opposite": _("The opposite"),
        "posture": _("Posture and face"),
        "voice": _("Voice"),
        "words": _("Words to say"),
    }

    urge: str = ""
    opposite: str = ""
    posture: str = ""
    voice: str = ""
    words: str = ""
