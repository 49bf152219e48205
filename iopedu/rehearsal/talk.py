"""A learner's way through a session with a client: every way is kept, and each can be taken up again at any turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from iopedu.course.fields import Text
from iopedu.course.language import _
from iopedu.course.ratings import check_saved, check_text
from iopedu.course.text import listed, says_something, within
from iopedu.rehearsal.client import Client, Moment, Step, clients, moves

#: So many ways through one session are kept.
MOST = 99
Told = tuple[str, str]


@dataclass(frozen=True)
class Way:
    """A way through a session: ids of the replies, and the learner's own words by the id of their turn."""

    path: tuple[str, ...] = ()
    own: Mapping[str, str] = field(default_factory=dict)


def debriefed(client: Client, step: Step) -> Iterator[Told]:
    """Yield what one reply brought, kept closed, was and did, each with its name."""
    before, after = step.before.state, step.after.state
    for name in sorted(step.opened):
        yield _("Opened"), client.fact(name).name
    for name, needs in step.held_back.items():
        why = {"trust": before.trust, "least": needs.trust, "agitation": before.agitation, "most": needs.agitation}
        if before.trust < needs.trust:
            said = _("{fact}. Trust was {trust}; this takes {least} or more.", fact=client.fact(name).name, **why)
        else:
            said = _("{fact}. Agitation was {agitation}; this takes {most} or less.",
                     fact=client.fact(name).name, **why)  # fmt: skip
        yield _("Held back"), said
    if step.answer.inner:
        yield _("Not said out loud"), step.answer.inner
    yield _("What it does"), f"{listed(moves[name].name for name in step.reply.shows).capitalize()}. {step.reply.why}"
    scales = ((_("Trust"), before.trust, after.trust), (_("Agitation"), before.agitation, after.agitation))
    yield from ((name, _("{was}, then {now}.", was=was, now=now)) for name, was, now in scales if was != now)


@dataclass(frozen=True)
class Talk:
    """A session with what a learner said in it.

    Parameters
    ----------
    client : Client
    now : tuple of str
        Replies of the way that is taken now.
    ways : tuple of Way
        Every way that was taken, each path once.

    Raises
    ------
    ValueError
        When a reply is not there, or there are more than `MOST` ways.

    Examples
    --------
    >>> talk("aisha_chain").say("proud").ways
    (Way(path=('proud',), own={}),)
    """

    client: Client
    now: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()

    def __post_init__(self) -> None:
        if len(self.ways) > MOST:
            raise ValueError(
                _("Only {most} attempts at this session can be kept. Write them as a table first.", most=MOST)
            )
        for way in (*self.ways, Way(self.now)):
            turns = {step.before.turn.id for step in self.client.walk(way.path)}
            for name, words in way.own.items():
                check_text(_("Your own words"), words)
                if name not in turns:
                    raise ValueError(
                        _("You wrote your own words for turn {turn}, but this attempt doesn’t get that far.", turn=name)
                    )

    # Where it stands ----------------------------------------------------------------------------------

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps that were taken on the way that is taken now."""
        return self.client.walk(self.now)

    @property
    def moment(self) -> Moment:
        """The moment that is on."""
        return self.steps[-1].after if self.now else self.client.begin()

    @cached_property
    def own(self) -> Mapping[str, str]:
        """The learner's own words on the way that is taken now, by turn."""
        ways = (way.own for way in reversed(self.ways) if way.path[: len(self.now)] == self.now)
        turns = {step.before.turn.id for step in self.steps}
        return {turn: words for turn, words in next(ways, {}).items() if turn in turns}

    @property
    def earlier(self) -> tuple[Way, ...]:
        """The other ways that were taken to some point."""
        return tuple(way for way in self.ways if way.path != self.now)

    @property
    def ready(self) -> bool:
        """Whether one of the ways came to an end."""
        return any(self.client.walk(way.path)[-1].after.ending for way in self.ways if way.path)

    def texts(self) -> tuple[Text, ...]:
        """Return all own words, with the name of their place."""
        return tuple((_("Your own words"), words) for way in self.ways for words in way.own.values())

    # Going on -----------------------------------------------------------------------------------------

    def say(self, reply: object, own: str = "") -> Talk:
        """Return the talk after one more reply.

        Parameters
        ----------
        reply : object
            Id of the reply.
        own : str
            The learner's own words, to which the reply comes nearest.

        Raises
        ------
        ValueError
            When the session is over, nothing is chosen, or there is no such reply.
        """
        turn = self.moment.turn
        if turn is not None and reply in ("", None):
            raise ValueError(_("Choose what to say first."))
        self.client.step(self.moment, reply)
        way = Way((*self.now, reply), {**self.own, **({turn.id: own.strip()} if says_something(own) else {})})
        left = [one for one in self.ways if one.path not in (self.now, way.path)]
        return replace(self, now=way.path, ways=(*left, way))

    def back_to(self, turn: int) -> Talk:
        """Return the talk at one of its turns, from 1, as it was then; the way that was taken stays.

        Raises
        ------
        ValueError
            When that turn was not reached.
        """
        if type(turn) is not int or not 1 <= turn <= len(self.now) + 1:
            raise ValueError(_("This attempt has no turn {turn}. It has only {n}.", turn=turn, n=len(self.now)))
        return replace(self, now=self.now[: turn - 1])

    # In words -----------------------------------------------------------------------------------------

    def lines(self) -> tuple[Told, ...]:
        """Return what was said so far, each with who said it."""
        you, said = _("You"), [(self.client.client, self.client.begin().says)]
        for step in self.steps:
            said.append((you, self.own.get(step.before.turn.id, step.reply.text)))
            said.append((self.client.client, "\n".join(filter(None, (step.answer.says, step.after.says)))))
        return tuple(said)

    def never(self) -> tuple[str, ...]:
        """Return what is said at the end of what never came out, dangers first; nothing before the end."""
        return tuple(one.hidden for one in self.client.left(self.moment.state)) if self.moment.ending else ()

    def debrief(self) -> tuple[tuple[str, tuple[Told, ...]], ...]:
        """Return each turn of a session that is over: what was said, and what it did; nothing before the end."""
        return () if self.moment.ending is None else tuple(map(self._turn, self.steps))

    def _turn(self, step: Step) -> tuple[str, tuple[Told, ...]]:
        told = tuple(debriefed(self.client, step))
        own = self.own.get(step.before.turn.id)
        if own is None:
            return step.reply.text, told
        near = _("“{reply}” The notes below are about these words. Do yours do the same?", reply=step.reply.text)
        return own, ((_("Reply you chose as closest"), near), *told)

    def describe(self) -> str:
        """Return what was said, how it ended, and what each turn did."""
        lines = [*self.client.scene, *(f"{who}: {says}" if who else says for who, says in self.lines())]
        if end := self.moment.ending:
            lines += [end.title, end.says, *self.never()]
        for at, (said, told) in enumerate(self.debrief(), 1):
            lines += [_("Turn {turn}: {reply}", turn=at, reply=said), *(f"   {name}: {words}" for name, words in told)]
        return "\n".join(lines)

    def columns(self) -> list[list[str]]:
        """Return every way that was taken as a table: a row for each turn, below the names of its columns."""
        names = [_("Attempt"), _("Turn"), _("Client"), _("Reply"), _("Your own words"), _("Shows"), _("Answer")]
        names += [_("Not said out loud"), _("Opened"), _("Held back"), _("Trust"), _("Agitation"), _("Minutes left")]
        rows = [[*names, _("Ending")]]
        for number, way in enumerate(self.ways, 1):
            for at, step in enumerate(self.client.walk(way.path), 1):
                state, end = step.after.state, step.after.ending
                before = step.before.says
                facts = ("; ".join(self.client.fact(name).name for name in sorted(of)) for of in
                         (step.opened, step.held_back))  # fmt: skip
                shows = "; ".join(moves[name].name for name in step.reply.shows)
                own = way.own.get(step.before.turn.id, "")
                row = [number, at, before, step.reply.text, own, shows, step.answer.says, step.answer.inner, *facts]
                rows.append([*map(str, row), *map(str, (state.trust, state.agitation, state.minutes)),
                             end.title if end else ""])  # fmt: skip
        return rows

    # Keeping ------------------------------------------------------------------------------------------

    def to_json(self) -> dict[str, Any]:
        """Return the session's id and every way as JSON values; the path names a way, so that ways can be joined."""
        ways = [{"path": " ".join(way.path), "own": dict(way.own)} for way in self.ways]
        return {"version": 1, "session": self.client.id, "now": " ".join(self.now), "ways": ways}

    def with_answers(self, found: Any) -> Talk:
        """Return this session with what `to_json` wrote; raises ValueError when it is something else."""
        saved = check_saved(found, _("session"), ("session", "now", "ways"))
        if saved.get("session") != self.client.id:
            raise ValueError(_("This is a different session."))
        if not isinstance(saved.get("now"), str) or not isinstance(saved.get("ways"), list):
            raise ValueError(_("A session should contain the current attempt and a list of attempts."))
        ways = []
        for at, one in enumerate(saved["ways"], 1):
            with within(_("Attempt {attempt}", attempt=at)):
                ways.append(_way(one))
        return Talk(self.client, tuple(saved["now"].split()), tuple(ways))


def _way(found: Any) -> Way:
    if not isinstance(found, dict) or set(found) != {"path", "own"} or not isinstance(found["own"], dict):
        raise ValueError(_("It should contain its replies, and your own words by turn."))
    check_text(_("Replies"), found["path"])
    return Way(tuple(found["path"].split()), found["own"])


def talk(name: str) -> Talk:
    """Return one session before its first turn; raises ValueError with the sessions that there are.

    Examples
    --------
    >>> talk("aisha_chain").moment.state.trust
    2
    """
    return Talk(clients[name])
