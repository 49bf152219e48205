"""Emotions: what each may fit, what it urges to do, and what the opposite would be. Principles in our own words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from iopedu.course.files import read_rows
from iopedu.course.language import _
from iopedu.course.text import by_id


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
        found = {"emotion": self.name, "facts": self.may_fit, "urge": self.urge}
        return _("{emotion} may fit when: {facts} It urges people to: {urge}", **found)

    @property
    def all_the_way(self) -> str:
        """The opposite with posture, voice and words, and when it is not the way."""
        return _(
            "{emotion}, an opposite: {opposite} All the way: {all_the_way} Not when: {not_when}",
            emotion=self.name,
            opposite=self.opposite,
            all_the_way=f"{self.posture} {self.voice} {self.words}",
            not_when=self.not_when,
        )

    def __repr__(self) -> str:
        return f"{self.name}: urges to {self.urge[0].lower()}{self.urge[1:]}"


@cache
def emotion_guides() -> tuple[EmotionGuide, ...]:
    """Return the emotions that the course teaches.

    Examples
    --------
    >>> [entry.name for entry in emotion_guides()][:4]
    ['Fear', 'Anger', 'Sadness', 'Shame']
    """
    return tuple(EmotionGuide(**row) for row in read_rows("dbt/emotions.csv"))


def emotion_guide(name: str) -> EmotionGuide:
    """Return one emotion by its id.

    Raises
    ------
    ValueError
        When there is no such emotion; the message lists them.

    Examples
    --------
    >>> emotion_guide("guilt").name
    'Guilt'
    """
    return by_id(_("Emotion"), name, emotion_guides())
