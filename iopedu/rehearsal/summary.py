"""What a rehearsal shows about itself: how one judges, how many replies it takes, how hard the lines are."""

from __future__ import annotations

from iopedu.course.files import options
from iopedu.course.language import _, _n
from iopedu.rehearsal.judging import LEANS, Bias
from iopedu.rehearsal.rounds import TWICE, Rehearsal
from iopedu.rehearsal.skills import HARDEST, skill


def biases(of: Rehearsal, name: str) -> tuple[Bias, ...]:
    """Return how a learner judges by each criterion of a skill, and over all of them."""
    found = [pair for one in of.of(name) for pair in one.judgments()]
    by_criterion = [Bias(one.name, tuple(pair for at, pair in found if at == one.id)) for one in skill(name).criteria]
    return (*by_criterion, Bias(_("All criteria"), tuple(pair for _at, pair in found)))


def summary(of: Rehearsal, name: str) -> tuple[str, ...]:
    """Return in sentences how the rehearsal of a skill goes; no grade, and nothing that a machine judged.

    Examples
    --------
    >>> summary(Rehearsal(), "validate")
    ('You haven’t judged or said anything yet.',)
    """
    rounds = [one for one in of.of(name) if one.rated]
    told = [*_judging(of, name)]
    if rounds:
        reached = [str(one.needed) for one in rounds if one.needed]
        told.append(
            _n(
                "{n} line answered; by your own ratings, every criterion was met in {reached}.",
                "{n} lines answered; by your own ratings, every criterion was met in {reached} of them.",
                len(rounds),
                reached=len(reached),
            )
        )
        told += [_("Number of replies it took, line by line: {tries}.", tries=", ".join(reached))] if reached else []
        told.append(_("Difficulty of the next line: {level} of {top}.", level=of.level(name), top=HARDEST))
        judging = of.level(name) < HARDEST and not of.judges_well(name)
        told.append(options("rehearsal.harder")["judging" if judging else "reached"].format(twice=TWICE))
    names = [one.name for one in skill(name).criteria]
    for one in (one for one in rounds if one.line.unseen):
        first = one.rated[0].ratings
        rated = "; ".join(f"{title}: {first.get(c.id)}" for title, c in zip(names, skill(name).criteria, strict=True))
        told.append(_("First reply to somebody new, {person}: {ratings}.", person=one.line.person, ratings=rated))
    return tuple(told) or (_("You haven’t judged or said anything yet."),)


def _judging(of: Rehearsal, name: str) -> list[str]:
    *by_criterion, everything = biases(of, name)
    if not everything.lean:
        return []
    told = [_("Your ratings of our replies are {lean}.", lean=LEANS[everything.lean])]
    told += [
        _("{criterion}: {lean}.", criterion=one.name, lean=LEANS[one.lean])
        for one in by_criterion
        if one.lean not in ("", "near", everything.lean)
    ]
    lines = [Bias("", tuple(pair for _at, pair in found)) for one in of.of(name) if (found := one.judgments())]
    if len(lines) > 1:
        far = {"first": f"{lines[0].distance:.1f}", "last": f"{lines[-1].distance:.1f}"}
        told.append(_("Distance from the key, out of 2 points: {first} on the first line, {last} on the last.", **far))
    return told
