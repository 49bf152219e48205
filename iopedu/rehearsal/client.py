"""A client who answers: a fictional person as a small state machine, which stands in ``data/rehearsal/clients/``.

What comes out depends on what is asked, how, and how far trust and time reach by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from iopedu.course.entries import Entries
from iopedu.course.files import read_json, shipped
from iopedu.course.language import _
from iopedu.course.text import allowed

#: Top of the two scales; both begin at 0.
TOP = 6
#: Minutes of a reply for which the file names none.
PACE = 4
END = "end"


@dataclass(frozen=True)
class Move:
    """What a reply can do: a skill, or a habit that well-meaning people have."""

    id: str
    name: str
    skill: bool


moves = Entries.of("move", Move, "rehearsal/moves.csv")


@dataclass(frozen=True)
class Fact:
    """Something that the client can tell.

    Parameters
    ----------
    id, name : str
        Its name for programs and for readers.
    hidden : str
        What is said at the end when it never came out.
    danger : bool
        Whether somebody may come to harm while nobody knows of it.
    """

    id: str
    name: str
    hidden: str
    danger: bool = False


@dataclass(frozen=True)
class State:
    """Where a talk stands: trust and agitation from 0 to `TOP`, minutes left, and what has come out."""

    trust: int
    agitation: int
    minutes: int
    facts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Needs:
    """What must hold: trust at least, agitation at most, facts that are out, facts that are not."""

    trust: int = 0
    agitation: int = TOP
    knows: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()

    def told(self, state: State) -> bool:
        """Whether what has come out, and what has not, is as it must be."""
        return self.knows <= state.facts and not self.lacks & state.facts

    def met(self, state: State) -> bool:
        """Whether all of it holds."""
        return state.trust >= self.trust and state.agitation <= self.agitation and self.told(state)


@dataclass(frozen=True)
class Answer:
    """What the client says to a reply when the needs are met.

    Parameters
    ----------
    says, inner : str
        Said aloud; not said aloud, and shown only in the debrief.
    trust, agitation : int
        By how much they change.
    opens : tuple of str
        Facts that come out.
    to : str
        The turn or ending that follows, or "end"; "" is the next turn.
    needs : Needs
    """

    says: str
    inner: str = ""
    trust: int = 0
    agitation: int = 0
    opens: tuple[str, ...] = ()
    to: str = ""
    needs: Needs = Needs()


@dataclass(frozen=True)
class Reply:
    """One thing that a trainee can say: what it shows, what it does, how long it takes, and the possible answers."""

    id: str
    text: str
    shows: tuple[str, ...]
    why: str
    answers: tuple[Answer, ...]
    minutes: int = PACE


@dataclass(frozen=True)
class Turn:
    """One moment of a session: what the client says of her own accord, and what can be said to it."""

    id: str
    says: tuple[Answer, ...]
    replies: tuple[Reply, ...]

    def reply(self, name: object) -> Reply:
        """Return one reply; raises ValueError when there is none of that name."""
        for one in self.replies:
            if one.id == name:
                return one
        raise ValueError(allowed(self.id, name, [one.id for one in self.replies]))


@dataclass(frozen=True)
class Ending:
    """How a session can end; one that is called is reached by an answer only."""

    id: str
    title: str
    says: str
    best: bool = False
    called: bool = False
    needs: Needs = Needs()


@dataclass(frozen=True)
class Moment:
    """A state with the turn that is on, or with the ending."""

    state: State
    turn: Turn | None = None
    ending: Ending | None = None

    @property
    def says(self) -> str:
        """What the client says now of her own accord."""
        return next((one.says for one in self.turn.says if one.needs.met(self.state)), "") if self.turn else ""


@dataclass(frozen=True)
class Step:
    """One reply with its answer, between two moments."""

    before: Moment
    reply: Reply
    answer: Answer
    after: Moment

    @property
    def opened(self) -> frozenset[str]:
        """Facts that came out with this answer."""
        return self.after.state.facts - self.before.state.facts

    @property
    def held_back(self) -> Mapping[str, Needs]:
        """Facts that the same reply would have brought with more trust or less agitation, with what they needed."""
        state, held = self.before.state, {}
        for one in self.reply.answers[: self.reply.answers.index(self.answer)]:
            if one.needs.told(state):
                held |= {name: one.needs for name in one.opens if name not in self.after.state.facts}
        return held


@dataclass(frozen=True)
class Client:
    """A session with a fictional person.

    Parameters
    ----------
    id, notebook, client, title : str
        Name in programs, the notebook it belongs to, the name before the lines, and the heading.
    scene : tuple of str
        What is known, and what the talk is for.
    start : State
    facts, turns, endings : tuple
    expert : tuple of str
        One good way through, a reply for each turn.

    Raises
    ------
    ValueError
        When a name stands twice, is not known, or leads back.

    Examples
    --------
    >>> clients["aisha_chain"].begin().says.partition(".")[0]
    '(She sits down and keeps her bag on her lap'
    """

    id: str
    notebook: str
    client: str
    title: str
    scene: tuple[str, ...]
    start: State
    facts: tuple[Fact, ...]
    turns: tuple[Turn, ...]
    endings: tuple[Ending, ...]
    expert: tuple[str, ...]

    def __post_init__(self) -> None:
        names = {"fact": self.facts, "turn": self.turns, "ending": self.endings}
        ids = {what: [one.id for one in found] for what, found in names.items()}
        for turn in self.turns:
            self._once(turn.id, [one.id for one in turn.replies])
        for what, found in ids.items():
            self._once(what, found)
        for at, turn in enumerate(self.turns):
            ahead = ["", END, *ids["turn"][at + 1 :], *ids["ending"]]
            for reply in turn.replies:
                self._known("shows", reply.shows, moves.ids)
                if reply.answers[-1].needs != Needs():
                    raise ValueError(
                        f"{self.id}: the last answer to {reply.id!r} needs something, so there may be none."
                    )
                for answer in reply.answers:
                    self._known("opens", answer.opens, ids["fact"])
                    self._known("to", [answer.to], ahead)
        every = [*self.endings, *(one for turn in self.turns for one in turn.says)]
        every += [answer for turn in self.turns for reply in turn.replies for answer in reply.answers]
        for one in every:
            self._known("if", one.needs.knows | one.needs.lacks, ids["fact"])

    def _once(self, what: str, names: list[str]) -> None:
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"{self.id}: {what} {name!r} stands there twice.")

    def _known(self, what: str, names: Iterable[str], known: list[str]) -> None:
        for name in names:
            if name not in known:
                raise ValueError(f"{self.id}: {allowed(what, name, known)}")

    def fact(self, name: str) -> Fact:
        """Return one fact by its id."""
        return next(one for one in self.facts if one.id == name)

    def begin(self) -> Moment:
        """Return the first moment."""
        return Moment(self.start, self.turns[0])

    def step(self, at: Moment, name: object) -> Step:
        """Return what follows when a reply is said at a moment; raises ValueError at the end, or for no such reply."""
        if at.turn is None:
            raise ValueError(_("This session is over. Go back to an earlier turn, or begin again."))
        reply = at.turn.reply(name)
        answer = next(one for one in reply.answers if one.needs.met(at.state))
        was = at.state
        state = State(
            min(max(was.trust + answer.trust, 0), TOP),
            min(max(was.agitation + answer.agitation, 0), TOP),
            max(was.minutes - reply.minutes, 0),
            was.facts.union(answer.opens),
        )
        return Step(at, reply, answer, self._next(at.turn, answer.to, state))

    def _next(self, turn: Turn, to: str, state: State) -> Moment:
        called = next((one for one in self.endings if one.id == to), None)
        ahead = self.turns[self.turns.index(turn) + 1 :]
        following = next((one for one in ahead if to in ("", one.id)), None)
        if called is None and following is not None and state.minutes:
            return Moment(state, following)
        return Moment(state, None, called or self._ending(state))

    def _ending(self, state: State) -> Ending:
        return next(one for one in self.endings if not one.called and one.needs.met(state))

    def walk(self, path: Iterable[str]) -> tuple[Step, ...]:
        """Return the steps of a way through, from the first turn; raises ValueError for a reply that is not there."""
        steps: list[Step] = []
        for name in path:
            steps.append(self.step(steps[-1].after if steps else self.begin(), name))
        return tuple(steps)

    def left(self, state: State) -> tuple[Fact, ...]:
        """Return what never came out, dangers first."""
        return tuple(sorted((one for one in self.facts if one.id not in state.facts), key=lambda one: not one.danger))


def _needs(found: Mapping[str, Any]) -> Needs:
    return Needs(**{name: frozenset(what) if isinstance(what, list) else what for name, what in found.items()})


def _answer(found: Mapping[str, Any]) -> Answer:
    rest = {name: tuple(what) if name == "opens" else what for name, what in found.items() if name != "if"}
    return Answer(**rest, needs=_needs(found.get("if", {})))


def _reply(found: Mapping[str, Any]) -> Reply:
    return Reply(**{**found, "shows": tuple(found["shows"]), "answers": tuple(map(_answer, found["answers"]))})


def _turn(found: Mapping[str, Any]) -> Turn:
    return Turn(found["id"], tuple(map(_answer, found["says"])), tuple(map(_reply, found["replies"])))


def _ending(found: Mapping[str, Any]) -> Ending:
    rest = {name: what for name, what in found.items() if name != "if"}
    return Ending(**rest, needs=_needs(found.get("if", {})))


def read_client(found: Mapping[str, Any]) -> Client:
    """Return the session that a file of ``data/rehearsal/clients/`` holds."""
    return Client(
        *(found[name] for name in ("id", "notebook", "client", "title")),
        tuple(found["scene"]),
        State(found["trust"], found["agitation"], found["minutes"]),
        tuple(Fact(**one) for one in found["facts"]),
        tuple(map(_turn, found["turns"])),
        tuple(map(_ending, found["endings"])),
        tuple(found["expert"]),
    )


def _files() -> Iterable[Client]:
    folder = "rehearsal/clients"
    names = sorted(file.name for file in shipped("data").joinpath(*folder.split("/")).iterdir())
    return (read_client(read_json(f"{folder}/{name}")) for name in names if name.endswith(".json"))


clients = Entries("client", _files)
