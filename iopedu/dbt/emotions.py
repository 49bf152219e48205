"""Emotions: what each may fit, what it urges to do, and what the opposite would be. Principles in our own words."""

from __future__ import annotations

from dataclasses import dataclass

from iopedu.course.entries import Entries
from iopedu.course.files import options
from iopedu.course.language import _

_SAYS = options("emotions.says")


@dataclass(frozen=True)
class EmotionGuide:
    """One emotion.

    Parameters
    ----------
    id, name : str
    may_fit : str
        Facts that it may fit.
    urge : str
        What it urges people to do.
    opposite, posture, voice, words : str
        The opposite, and how to do it all the way.
    not_when : str
        When the opposite is not the way.
    """

    id: str
    name: str
    may_fit: str
    urge: str
    opposite: str
    posture: str
    voice: str
    words: str
    not_when: str

    @property
    def fits_and_urges(self) -> str:
        """What the emotion may fit and what it urges people to do, in a sentence each."""
        return _SAYS["fits"].format(**vars(self))

    @property
    def all_the_way(self) -> str:
        """The opposite with posture, voice and words, and when it is not the way."""
        return _SAYS["opposite"].format(**vars(self))


#: The emotions that the course teaches.
emotion_guides = Entries.of(_("Emotion"), EmotionGuide, "dbt/emotions.csv")
