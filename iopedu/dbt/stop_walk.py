"""A walk through STOP in a fictional moment: four choices, each with a comment, and the story they make."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from iopedu.course.entries import Entries
from iopedu.course.fields import Number
from iopedu.course.files import read_json
from iopedu.course.language import Refusal, _
from iopedu.course.record import Record, answers, choice, record


@dataclass(frozen=True)
class Choice:
    """One thing to do at a station.

    Parameters
    ----------
    text : str
        What is offered.
    story : str
        The sentence it adds to the story.
    keeps : bool
        Whether the pause between the urge and the act stays open.
    comment : str
        What there is to say about it.
    """

    text: str
    story: str
    keeps: bool
    comment: str


@dataclass(frozen=True)
class Station:
    """One of the four letters: its name, what is asked, and what can be chosen."""

    name: str
    ask: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Scene:
    """A fictional moment with its four stations; each has three choices, that keep the pause open and that close it."""

    id: str
    title: str
    moment: str
    stations: tuple[Station, ...]


def _read(found: Mapping[str, Any]) -> Scene:
    stations = (
        Station(entry["name"], entry["ask"], tuple(Choice(**choice) for choice in entry["choices"]))
        for entry in found["stations"]
    )
    return Scene(found["id"], found["title"], found["moment"], tuple(stations))


#: The scenes.
scenes = Entries("scene", lambda: map(_read, read_json("dbt/stop_walk.json")["scenes"]))


@record
class StopWalk(Record):
    """What was chosen so far in one scene.

    Parameters
    ----------
    scene : str
        Id of a scene.
    chosen : tuple of int
        Positions of the choices, one for each station that was passed.

    Raises
    ------
    ValueError
        When there is no such scene, or a choice does not exist.

    Examples
    --------
    >>> StopWalk().choose(1).station.name
    'Take a step back'
    """

    WHAT: ClassVar[str] = _("walk through STOP")

    scene: str = choice(_("Moment"), scenes.named("title"), default="maya_message")
    chosen: tuple[int, ...] = answers(_("What was chosen"), Number(label=_("Choice"), high=2, default=0), most=4)

    @property
    def where(self) -> Scene:
        """The scene."""
        return scenes[self.scene]

    @property
    def station(self) -> Station | None:
        """The station that comes next; None at the end."""
        return self.where.stations[len(self.chosen)] if len(self.chosen) < 4 else None

    @property
    def lacking(self) -> tuple[str, ...]:
        """Names of the stations that are still ahead."""
        return tuple(station.name for station in self.where.stations[len(self.chosen) :])

    @property
    def taken(self) -> tuple[tuple[Station, Choice], ...]:
        """The stations that were passed, each with what was chosen."""
        return tuple(
            (station, station.choices[at]) for station, at in zip(self.where.stations, self.chosen, strict=False)
        )

    def choose(self, *chosen: int) -> StopWalk:
        """Return the walk with one more choice; raises ValueError when there is none, or it does not exist."""
        if self.ready:
            raise Refusal("All four steps are done. Go back one step, or choose the other moment.")
        if len(chosen) != 1:
            raise Refusal("You haven’t chosen anything yet. Choose one of the three first.")
        return replace(self, chosen=(*self.chosen, *chosen))

    def back(self) -> StopWalk:
        """Return the walk without its last choice; raises ValueError at the first station."""
        if not self.chosen:
            raise Refusal("This is already the first step.")
        return replace(self, chosen=self.chosen[:-1])

    def summary(self) -> str:
        """Return how far the walk is, and where the pause stayed open."""
        kept = sum(1 for _kept in itertools.takewhile(lambda each: each[1].keeps, self.taken))
        found = {"moment": self.where.title, "steps": len(self.chosen), "kept": kept}
        return _("{moment}: {steps} of 4 steps done; the pause lasted for {kept} of them.", **found)

    def describe(self) -> str:
        """Return the moment and what became of it, as a story."""
        story = " ".join(choice.story for _station, choice in self.taken)
        return "\n".join(filter(None, [self.where.moment, story, self.summary()]))


def example_walk() -> StopWalk:
    """Return Maya’s walk, which is fictional.

    Examples
    --------
    >>> example_walk().summary()
    'Maya and the message: 4 of 4 steps done; the pause lasted for 4 of them.'
    """
    return StopWalk("maya_message", tuple(read_json("dbt/stop_walk.json")["example"]))
