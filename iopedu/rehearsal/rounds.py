"""The course of a rehearsal, round by round: judge two replies, say it, look at it, say it again, and go on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, ClassVar, Self

from iopedu.course.fields import Ask
from iopedu.course.language import _
from iopedu.course.ratings import shown
from iopedu.course.record import Record, asking, choice, number, record, rows, words
from iopedu.course.text import real_words
from iopedu.rehearsal.judging import Bias
from iopedu.rehearsal.skills import HARDEST, TOP, Line, Skill, skill, skill_of, skills

#: After so long a pause it is another day, in every time zone.
LATER = timedelta(hours=16)
#: A line of a person who was never met comes after so many others.
BEFORE_UNSEEN = 2
#: A reply has at least this many words.
LEAST_WORDS = 2
#: So many lines in a row with every criterion reached lead to a harder one.
TWICE = 2


@cache
def _lines() -> Mapping[str, str]:
    return {line.id: line.line for found in skills() for line in found.lines}


@cache
def _criteria() -> Mapping[str, str]:
    return {one.id: one.name for found in skills() for one in found.criteria}


@dataclass(frozen=True, kw_only=True)
class Scores(Ask):
    """A rating from 0 to 2 for each criterion; empty while nothing is rated."""

    def begin(self) -> Mapping[str, int]:
        return {}

    def checked(self, value: Any) -> Mapping[str, int]:
        known = isinstance(value, Mapping) and all(
            isinstance(name, str) and type(one) is int and 0 <= one <= TOP for name, one in value.items()
        )
        if not known:
            told = {"part": self.label, "value": shown(value), "top": TOP}
            raise ValueError(
                _("{part} is {value}. There should be a number from 0 to {top} for each criterion.", **told)
            )
        return dict(value)

    def is_blank(self, value: Mapping[str, int]) -> bool:
        return not value


@dataclass(frozen=True, kw_only=True)
class Moment(Ask):
    """A date and time in UTC, as text."""

    default: str = "2026-01-01T00:00:00+00:00"

    def checked(self, value: Any) -> str:
        try:
            there = datetime.fromisoformat(value).tzinfo is not None
        except (TypeError, ValueError):
            there = False
        if not there:
            raise ValueError(
                _("{part} is {value}; it should be a time with a time zone.", part=self.label, value=shown(value))
            )
        return value


@record
class Judged(Record):
    """A learner's rating of one of the authors' replies, before they see ours."""

    WHAT: ClassVar[str] = _("rating of a reply")

    reply: int = number(_("Reply number"), 0, 2, default=0)
    ratings: Mapping[str, int] = asking(Scores(label=_("Ratings")))


@record
class Said(Record):
    """One reply of a learner's own.

    Parameters
    ----------
    text : str
    ratings : mapping of str to int
        The learner's own rating by criterion; empty until then.
    change : str
        The criterion that the learner wants to change in the next reply.
    seconds : int or None
        How long it took, where the learner wanted to know.
    """

    WHAT: ClassVar[str] = _("reply")

    text: str = words(_("Your reply"), lines=3)
    ratings: Mapping[str, int] = asking(Scores(label=_("Your ratings")))
    change: str = choice(_("To change"), _criteria)
    seconds: int | None = number(_("Seconds"), 0, 9999)


@record
class Round(Record):
    """One line: what was judged before, and the replies to it.

    Parameters
    ----------
    item : str
        Id of the line.
    at : str
        When it began, in UTC.
    judged : tuple of Judged
        Two replies, or none where the line is kept for transfer, or was met before by somebody who judges well.
    tries : tuple of Said
    """

    WHAT: ClassVar[str] = _("round")

    item: str = choice(_("Line"), _lines)
    at: str = asking(Moment(label=_("Time")))
    judged: tuple[Judged, ...] = rows(_("Judged"), _("Reply judged"), Judged, most=2)
    tries: tuple[Said, ...] = rows(_("Replies"), _("Reply"), Said, most=50)

    def check(self) -> None:
        if not self.item:
            raise ValueError(_("A round must include a line."))

    @property
    def skill(self) -> Skill:
        """What is rehearsed."""
        return skill_of(self.item)

    @property
    def line(self) -> Line:
        """What the client says."""
        return self.skill.line(self.item)

    @property
    def began(self) -> datetime:
        """When it began."""
        return datetime.fromisoformat(self.at)

    @property
    def step(self) -> str:
        """What comes next: "judge", "say", "look" or "again"."""
        if any(not one.ratings for one in self.judged):
            return "judge"
        if not self.tries or self.tries[-1].change:
            return "say"
        return "again" if self.tries[-1].ratings else "look"

    @property
    def to_judge(self) -> Judged:
        """The reply that is to be judged now, or the last one that was."""
        return next((one for one in self.judged if not one.ratings), self.judged[-1])

    @property
    def rated(self) -> tuple[Said, ...]:
        """The learner's own replies that they have rated."""
        return tuple(one for one in self.tries if one.ratings)

    @property
    def needed(self) -> int:
        """How many replies it took until every criterion was reached; 0 while none has."""
        names = [one.id for one in self.skill.criteria]
        reached = (at for at, one in enumerate(self.tries, 1) if all(one.ratings.get(name) == TOP for name in names))
        return next(reached, 0)

    def judgments(self) -> tuple[tuple[str, tuple[int, int]], ...]:
        """Return, for each rating of the authors' replies, its criterion, and the key with the rating."""
        done = ((self.line.replies[one.reply].ratings, one.ratings) for one in self.judged)
        return tuple((name, (key[name], mine[name])) for key, mine in done for name in key if name in mine)


@record
class Rehearsal(Record):
    """All rounds of one learner, of the skills of one notebook.

    Examples
    --------
    >>> now = datetime(2026, 1, 5, 12, tzinfo=UTC)
    >>> begun = Rehearsal().begin("validate", now)
    >>> begun.of("validate")[-1].step, begun.level("validate")
    ('judge', 1)
    """

    WHAT: ClassVar[str] = _("rehearsal")

    rounds: tuple[Round, ...] = rows(_("Rounds"), _("Round"), Round, most=2000)

    # The state --------------------------------------------------------------------------------------

    def of(self, name: str) -> tuple[Round, ...]:
        """Return the rounds of one skill."""
        return tuple(one for one in self.rounds if one.skill.id == name)

    def now(self, name: str) -> Round | None:
        """Return the round of one skill in which the learner is, or None before the first."""
        return next(iter(self.of(name)[-1:]), None)

    def counted(self, name: str, ended: bool = False) -> tuple[Round, ...]:
        """Return the rounds that lead to a harder or easier line: those with a rating, at lines that are not kept.

        A last line that is not reached counts only when it is ``ended``: it may be said again.
        """
        found = [one for one in self.of(name) if one.rated and not one.line.unseen]
        open_one = bool(found) and not ended and found[-1] is self.now(name) and not found[-1].needed
        return tuple(found[:-1] if open_one else found)

    def level(self, name: str, ended: bool = False) -> int:
        """Return the difficulty of the next line.

        Two lines in a row with every criterion reached lead to a harder one, and a miss to an easier one. The ratings
        are the learner's own: they count while their judging of other replies is close to the key.
        """
        at, reached = 1, 0
        found = self.counted(name, ended)
        for place, one in enumerate(found, 1):
            if not one.needed:
                at, reached = max(1, at - 1), 0
            elif _near(found[:place]):
                reached += 1
            if reached == TWICE:
                at, reached = min(HARDEST, at + 1), 0
        return at

    def judges_well(self, name: str) -> bool:
        """Whether the learner's judging of our replies was close to the key at the last lines."""
        return _near(self.of(name))

    def pick(self, name: str, elsewhere: Iterable[str], another_day: bool) -> Line:
        """Return the next line: on another day one of a person never met, else one of the right difficulty.

        ``elsewhere`` are lines that were said in the queue of all that is due.
        """
        met = [*elsewhere, *(one.item for one in self.of(name))]
        level, lines = self.level(name, ended=True), skill(name).lines
        kept = [line for line in lines if line.unseen and line.id not in met]
        if kept and another_day and len(self.counted(name, ended=True)) >= BEFORE_UNSEEN:
            return min(kept, key=lambda line: abs(line.difficulty - level))
        known = [line for line in lines if not line.unseen]
        return min(known, key=lambda line: ([line.id] == met[-1:], abs(line.difficulty - level), met.count(line.id)))

    # The steps --------------------------------------------------------------------------------------

    def begin(self, name: str, now: datetime, elsewhere: Mapping[str, datetime] | None = None) -> Rehearsal:
        """Return the rehearsal with a new line; raises ValueError while the last one is not said and rated.

        ``elsewhere`` are lines of the skill that were said in the queue of all that is due, with their times.
        """
        last = self.now(name)
        if last is not None and not last.rated:
            raise ValueError(_("Reply to this line first, then rate your reply."))
        elsewhere = elsewhere or {}
        last_said = max([*elsewhere.values(), *([last.began] if last else [])], default=now)
        line = self.pick(name, elsewhere, now - last_said >= LATER)
        times = [one.item for one in self.of(name)].count(line.id)
        # Whoever judges close to the key has nothing to judge at a line that was met; the others go on judging.
        judges = not line.unseen and not (times and self.judges_well(name))
        first = skill(name).lines.index(line) + times
        pair = (Judged(first % 3), Judged((first + 1) % 3)) if judges else ()
        return Rehearsal((*self.rounds, Round(line.id, now.astimezone(UTC).isoformat(), pair)))

    def judge(self, name: str, ratings: Mapping[str, int | None]) -> Rehearsal:
        """Return the rehearsal with a rating of the reply that is to be judged."""
        one = self._at(name, "judge")
        done = tuple(replace(j, ratings=_whole(one, ratings)) if j is one.to_judge else j for j in one.judged)
        return self._with(one, replace(one, judged=done))

    def say(self, name: str, text: str, seconds: int | None = None) -> Rehearsal:
        """Return the rehearsal with one more reply; raises ValueError when it has too few words or is the last one."""
        one = self._at(name, "say")
        if real_words(text) < LEAST_WORDS:
            raise ValueError(_("Write what you would say, in your own words. A rough reply is enough."))
        if one.tries and one.tries[-1].text.split() == text.split():
            raise ValueError(_("These are the words from your last reply. Now make the change you chose."))
        return self._with(one, replace(one, tries=(*one.tries, Said(text.strip(), seconds=seconds))))

    def rate(self, name: str, ratings: Mapping[str, int | None]) -> Rehearsal:
        """Return the rehearsal with the learner's rating of the own reply."""
        one = self._at(name, "look")
        return self._last(one, ratings=_whole(one, ratings))

    def again(self, name: str, change: str | None) -> Rehearsal:
        """Return the rehearsal ready for one more reply to the same line, with one criterion to change."""
        one = self._at(name, "again")
        if not change:
            raise ValueError(_("Choose one thing to change."))
        return self._last(one, change=change)

    def _at(self, name: str, step: str) -> Round:
        one = self.now(name)
        if one is None or one.step != step:
            raise ValueError(_("This step is already done, or it comes later. Go on with the step that’s shown."))
        return one

    def _last(self, one: Round, **changes: Any) -> Rehearsal:
        return self._with(one, replace(one, tries=(*one.tries[:-1], replace(one.tries[-1], **changes))))

    def _with(self, before: Round, after: Round) -> Rehearsal:
        return Rehearsal(tuple(after if one is before else one for one in self.rounds))

    # Keeping ----------------------------------------------------------------------------------------

    @property
    def ready(self) -> bool:
        """Whether one line was said and rated."""
        return any(one.rated for one in self.rounds)

    @classmethod
    def from_json(cls, found: Any) -> Self:
        """Read what `to_json` wrote; a line that is no longer in the course is passed over."""
        if isinstance(found, dict) and isinstance(found.get("rounds"), list):
            gone = (isinstance(one, dict) and isinstance(one.get("item"), str) for one in found["rounds"])
            kept = [one for one, named in zip(found["rounds"], gone, strict=True) if not named or skill_of(one["item"])]
            found = found | {"rounds": kept}
        return super().from_json(found)

    def describe(self) -> str:
        """Return every line with the learner's replies and own ratings."""
        told = []
        for one in (found for found in self.rounds if found.tries):
            told.append(
                _("{skill}. {person}: “{line}”", skill=one.skill.name, person=one.line.person, line=one.line.line)
            )
            for said in one.tries:
                told.append(_("You: {reply}", reply=said.text))
                names = {c.id: c.name for c in one.skill.criteria}
                rated = "; ".join(f"{names[name]}: {got}" for name, got in said.ratings.items() if name in names)
                told += [_("Your rating: {ratings}", ratings=rated)] if rated else []
        return "\n".join(told) or _("Nothing has been said yet.")


def _near(rounds: Sequence[Round]) -> bool:
    """Whether the ratings of our replies, at the two last of these lines that were judged, are close to the key."""
    last = [found for one in rounds if (found := one.judgments())][-2:]
    return Bias("", tuple(pair for found in last for _name, pair in found)).lean == "near"


def _whole(one: Round, ratings: Mapping[str, int | None]) -> Mapping[str, int]:
    missing = [found.name for found in one.skill.criteria if ratings.get(found.id) is None]
    if missing:
        raise ValueError(_("Not rated yet: {names}.", names="; ".join(missing)))
    return {found.id: ratings[found.id] for found in one.skill.criteria}
