"""Every way through a session with a client, and fictional learners who take one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import cache

from iopedu.rehearsal.client import Client, Moment, Reply, Step, Turn, clients, moves

Choose = Callable[[Turn], Iterable[Reply]]
HABITS = {one.id for one in moves if not one.skill}


def every(turn: Turn) -> Iterable[Reply]:
    return turn.replies


def by(habit: str) -> Choose:
    """The replies of somebody who has one habit only, and does without skill what it says nothing about."""

    def choose(turn: Turn) -> list[Reply]:
        weak = [one for one in turn.replies if set(one.shows) <= HABITS]
        own = [one for one in weak if habit in one.shows]
        return own or weak or list(turn.replies)

    return choose


def first_of(order: Callable[[Turn], Iterable[Reply]], many: int = 1) -> Choose:
    return lambda turn: list(order(turn))[:many]


def longest(turn: Turn) -> list[Reply]:
    return sorted(turn.replies, key=lambda one: -len(one.text))


def shortest(turn: Turn) -> list[Reply]:
    return longest(turn)[::-1]


def chances(client: Client, choose: Choose = every) -> dict[tuple[int, Moment], Fraction]:
    """How likely each moment is, with its number of replies before it, for somebody who chooses by chance of these."""
    found: dict[tuple[int, Moment], Fraction] = defaultdict(Fraction)
    now = {client.begin(): Fraction(1)}
    for at in range(len(client.turns) + 1):
        after: dict[Moment, Fraction] = defaultdict(Fraction)
        for moment, chance in now.items():
            found[at, moment] += chance
            if moment.turn is not None:
                replies = list(choose(moment.turn))
                for reply in replies:
                    after[client.step(moment, reply.id).after] += chance / len(replies)
        now = after
    assert not now, "a way that never ends"
    return found


@cache
def reached(name: str) -> frozenset[tuple[int, Moment]]:
    return frozenset(chances(clients[name]))


def steps(name: str) -> Iterator[Step]:
    """Each step that some way takes."""
    client = clients[name]
    for _at, moment in reached(name):
        if moment.turn is not None:
            yield from (client.step(moment, one.id) for one in moment.turn.replies)


def ends(found: Iterable[tuple[int, Moment]]) -> list[Moment]:
    return [moment for _at, moment in found if moment.ending is not None]


def best(client: Client, choose: Choose) -> Fraction:
    """How likely somebody who chooses by chance of these is to reach the best ending."""
    return sum((c for (_at, m), c in chances(client, choose).items() if m.ending and m.ending.best), Fraction(0))


def path(client: Client, choose: Choose) -> tuple[str, ...]:
    """The way of somebody who takes the first of these each time."""
    taken: list[str] = []
    at = client.begin()
    while at.turn is not None:
        taken.append(next(iter(choose(at.turn))).id)
        at = client.step(at, taken[-1]).after
    return tuple(taken)


def trainee(client: Client) -> Choose:
    """Somebody on the way to an expert: every third turn goes to a habit."""
    weak = [turn.id for turn in client.turns[1::3]]
    return lambda turn: (
        by("advice")(turn) if turn.id in weak else [one for one in turn.replies if one.id in client.expert]
    )
