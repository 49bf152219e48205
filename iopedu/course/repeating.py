"""Ten minutes today: one queue over everything that can be repeated, and how sure one was of each answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, Self

from iopedu.course.files import read_json
from iopedu.course.language import Refusal, _, _n
from iopedu.course.practice import read_time
from iopedu.course.ratings import check_saved

#: How sure somebody is, asked before the feedback; from `SURELY` on, a wrong answer surprises.
SURE = (_("A guess"), _("Not sure"), _("Fairly sure"), _("Certain"))
SURELY = 2
_LONG_AGO, _DAY_ONE = (datetime(year, 1, 1, tzinfo=UTC) for year in (2000, 2026))
#: Nothing is counted from fewer answers.
FEW = 5
#: What was missed comes once more after so many others.
BETWEEN = 3
#: What is repeated, by the key in the workbook; decks of which the whole list is named begin with "recall".
_KINDS = {"say_it": "line", "placements": "case", "quiz": "question"}


def kind_of(name: str) -> str:
    """Return the kind of what is repeated: the key of its seconds.

    Examples
    --------
    >>> kind_of("02/placements/maya"), kind_of("05/practice/sort_quiet")
    ('case', 'item')
    """
    key = name.split("/")[1]
    return "recall" if key.startswith("recall") else _KINDS.get(key, "item")


@cache
def _length() -> Mapping[str, Any]:
    return read_json("course/ten_minutes.json")


def seconds(name: str) -> int:
    """Return how long one thing takes, as a reasoned number of the data."""
    return _length()["seconds"][kind_of(name)]


@dataclass(frozen=True)
class Given:
    """One answer, wherever it was given.

    Parameters
    ----------
    item : str
        Number of the notebook, key in the workbook and name there, such as ``05/practice/sort_quiet``.
    at : datetime
        In UTC.
    right : bool
        Of a reply in the learner's own words: by the learner's own reading.
    sure : int or None
        Position in `SURE`; None where it was not asked.
    line, said : str
        Of a reply in own words: to which line, and the words.
    again : bool
        Whether it was asked once more after a miss: right after the feedback, it tells nothing of what stays.
    """

    item: str
    at: datetime
    right: bool
    sure: int | None = None
    line: str = ""
    said: str = ""
    again: bool = False

    @property
    def surprising(self) -> bool:
        """Whether it was wrong although the learner was sure."""
        return not self.right and self.sure is not None and self.sure >= SURELY


@dataclass(frozen=True)
class Thing:
    """Something that can be repeated.

    Parameters
    ----------
    id : str
        As `Given.item`.
    given : tuple of Given
        The answers to it so far.
    content : callable
        Returns what is shown: a `iopedu.course.quiz.Question`, or a line to reply to; after so many more answers.
    tells : callable, optional
        Returns the feedback to the positions chosen, as sentences.
    since : date or None
        A day on which it is there in any case: a line of a person who was never met.
    again : bool
        Whether it is asked once more after a miss.
    """

    id: str
    given: tuple[Given, ...]
    content: Callable[[int], Any]
    tells: Callable[[tuple[int, ...]], tuple[str, ...]] = lambda _chosen: ()
    since: date | None = None
    again: bool = False

    @property
    def notebook(self) -> str:
        """Number of the notebook that it is from."""
        return self.id[:2]

    @property
    def place(self) -> str:
        """The deck, or the set of questions, that it is from."""
        return self.id.rsplit("/", 1)[0]

    @property
    def counted(self) -> tuple[Given, ...]:
        """The answers that count, in their order: not those to what was asked once more after a miss."""
        return tuple(sorted((one for one in self.given if not one.again), key=lambda one: one.at))

    @property
    def last(self) -> Given | None:
        """The last answer that counts."""
        return next(reversed(self.counted), None)

    def due(self, now: datetime) -> date:
        """Return the day on which it comes back, in the zone of ``now``.

        An answer of a later time than now was written while a clock was wrong: it counts as given now.
        """
        steps, before = [], None
        for one in self.counted:
            day = _day(one, now)
            steps.append(((day - before).days if before else 0, _rating(one)))
            before = day
        if before is None:
            return self.since or now.date()
        back = before + timedelta(days=interval(tuple(steps)))
        return min(back, max(self.since, before)) if self.since else back


@cache
def interval(reviews: tuple[tuple[int, str], ...]) -> int:
    """Return after how many days something comes back; what is missed is repeated on the same day elsewhere.

    Parameters
    ----------
    reviews : tuple of (int, str)
        For each answer the days since the one before, and how it went: "Again" (wrong), "Hard" or "Good".

    Examples
    --------
    >>> interval(((0, "Good"),)), interval(((0, "Again"),)), interval(((0, "Good"), (2, "Good")))
    (2, 1, 11)
    """
    from fsrs import Card, Rating, Scheduler

    # Without chance in it, the same answers on the same days always lead to the same day.
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card, now = Card(card_id=1, due=_DAY_ONE), _DAY_ONE
    for days, rating in reviews:
        now += timedelta(days=days)
        card, _log = scheduler.review_card(card, Rating[rating], now)
    return (card.due - now).days


def _rating(one: Given) -> str:
    if not one.right:
        return "Again"
    return "Hard" if one.sure is not None and one.sure < SURELY else "Good"


def due(things: Iterable[Thing], now: datetime, here: str = "") -> tuple[Thing, ...]:
    """Return what is due today, in the order in which it is asked.

    First what was missed by somebody who was sure, then what has been due longest, then what is new. Within each, the
    notebooks take turns: what is mixed is told apart better.

    Parameters
    ----------
    things : iterable of Thing
        All that can be repeated.
    now : datetime
        With the learner's own time zone: a day ends at their midnight.
    here : str
        A notebook whose things come first.
    """
    found: dict[tuple[bool, int, str], list[tuple[date, Thing]]] = {}
    for thing in things:
        day = thing.due(now)
        if day <= now.date():
            group = 0 if thing.last and thing.last.surprising else 1 if thing.given or thing.since else 2
            found.setdefault((thing.notebook != here, group, thing.notebook), []).append((day, thing))
    placed = []
    for (elsewhere, group, notebook), each in found.items():
        each.sort(key=lambda entry: entry[0])
        turns: Counter[tuple[date, str]] = (
            Counter()
        )  # of one notebook the decks take turns with what is due equally long
        order = []
        for day, thing in each:
            turns[day, thing.place] += 1
            order.append((day, turns[day, thing.place], thing))
        order.sort(key=lambda entry: entry[:2])
        placed += [((elsewhere, group, at, each[0][0], notebook), thing) for at, (*_day, thing) in enumerate(order)]
    return tuple(thing for _place, thing in sorted(placed, key=lambda entry: entry[0]))


def ten_minutes(things: Iterable[Thing], now: datetime, here: str = "", spent: int = 0) -> tuple[Thing, ...]:
    """Return as many due things as ten minutes hold, less the seconds that were spent today."""
    return _fitting(due(things, now, here), spent)


def once_more(plan: Sequence[Thing], missed: Thing, spent: int) -> tuple[Thing, ...]:
    """Return a plan in which a missed thing comes again after `BETWEEN` others, if there are so many and time for it.

    What then takes longer than ten minutes is left out at the end of the plan.
    """
    if len(plan) < BETWEEN:
        return tuple(plan)
    return _fitting((*plan[:BETWEEN], replace(missed, again=True), *plan[BETWEEN:]), spent)


def _fitting(things: Iterable[Thing], spent: int) -> tuple[Thing, ...]:
    left, found = 60 * _length()["minutes"] - spent, []
    for thing in things:
        if seconds(thing.id) <= left:
            left -= seconds(thing.id)
            found.append(thing)
    return tuple(found)


def spent(given: Iterable[Given], now: datetime) -> int:
    """Return the seconds that the answers of today took, by the reasoned numbers."""
    return sum(seconds(one.item) for one in given if _day(one, now) == now.date())


def _day(one: Given, now: datetime) -> date:
    return max(_LONG_AGO, min(one.at, now)).astimezone(now.tzinfo).date()


@dataclass(frozen=True)
class Calibration:
    """How sure somebody was, and how often that was right. A reply in own words has no key, and is not counted.

    Parameters
    ----------
    given : tuple of Given

    Examples
    --------
    >>> noon = datetime(2026, 1, 5, 12, tzinfo=UTC)
    >>> Calibration((Given("01/quiz/floor", noon, True, 3),)).sentences()
    ('Nothing is counted until there are 5 answers. You have 1.',)
    """

    given: tuple[Given, ...]

    @property
    def counted(self) -> tuple[Given, ...]:
        """The answers with a key of which one said how sure one was, each before any feedback of that day."""
        asked = (one for one in self.given if one.sure is not None and not one.again)
        return tuple(one for one in asked if kind_of(one.item) != "line")

    @property
    def to_look_at(self) -> tuple[Given, ...]:
        """What somebody was sure of and got wrong, and has not got right since; the latest first."""
        last = {one.item: one for one in sorted(self.counted, key=lambda one: one.at)}
        return tuple(sorted((one for one in last.values() if one.surprising), key=lambda one: one.at, reverse=True))

    def steps(self) -> tuple[tuple[str, int, int], ...]:
        """Return for each step of `SURE`, the surest first: its name, the right answers, and all answers."""
        many = Counter(one.sure for one in self.counted)
        right = Counter(one.sure for one in self.counted if one.right)
        return tuple((SURE[at], right[at], many[at]) for at in reversed(range(len(SURE))))

    def sentences(self) -> tuple[str, ...]:
        """Return what it says: sure and wrong first, then how being sure went with being right."""
        if len(self.counted) < FEW:
            few = _("Nothing is counted until there are {few} answers.", few=FEW)
            return (f"{few} {_n('You have {n}.', 'You have {n}.', len(self.counted))}",)
        sure, unsure = (_right(self.counted, surely) for surely in (True, False))
        told = []
        if sure[1] >= FEW:
            wrong = sure[1] - sure[0]
            told.append(
                _n(
                    "Sure and wrong: {wrong} of {n} answer you were fairly sure or certain about.",
                    "Sure and wrong: {wrong} of {n} answers you were fairly sure or certain about.",
                    sure[1],
                    wrong=wrong,
                )
            )
        else:
            told.append(_("Sure and wrong: too few sure answers to say (fewer than {few}).", few=FEW))
        if sure[1] >= FEW and unsure[1] >= FEW:
            counts = {"sure": sure[0], "of": sure[1], "unsure": unsure[0], "of_unsure": unsure[1]}
            told.append(_compared(sure[0] * unsure[1] - unsure[0] * sure[1], counts))
        return tuple(told)


def _right(given: Sequence[Given], surely: bool) -> tuple[int, int]:
    found = [one.right for one in given if (one.sure >= SURELY) is surely]
    return sum(found), len(found)


def _compared(more: int, counts: Mapping[str, int]) -> str:
    told = _("Right when sure: {sure} of {of}; right when not sure: {unsure} of {of_unsure}.", **counts)
    if more > 0:
        return f"{told} {_('So far, being sure goes with being right.')}"
    return f"{told} {_('So far, being sure doesn’t go with being right: check what you are sure of.')}"


@dataclass(frozen=True)
class History:
    """What was answered in “Ten minutes today”, in one notebook.

    Parameters
    ----------
    answers : tuple of Given
        In the order in which they were given. What is no longer in the course stays in it.
    """

    answers: tuple[Given, ...] = ()

    def give(self, item: str, right: bool, sure: int | None, now: datetime, **more: Any) -> History:
        """Return the history with one more answer; raises ValueError when nobody said how sure they are.

        ``more`` may be "line", "said" and "again" of a `Given`.
        """
        if sure not in range(len(SURE)):
            raise Refusal("How sure are you? Choose first, before the answer is shown.")
        return replace(self, answers=(*self.answers, Given(item, now.astimezone(UTC), right, sure, **more)))

    def to_json(self) -> dict[str, Any]:
        """Return the history as JSON values."""
        found = ({**vars(one), "at": one.at.isoformat()} for one in self.answers)
        answers = [{k: v for k, v in one.items() if v or k in ("right", "sure")} for one in found]
        return {"version": 1, "answers": answers}

    @classmethod
    def from_json(cls, found: Any) -> Self:
        """Read what `to_json` wrote.

        Raises
        ------
        ValueError
            When it is something else.
        """
        answers = check_saved(found, _("set of answers"), ("answers",)).get("answers")
        if not isinstance(answers, list):
            raise Refusal("answers should contain a list.")
        return cls(tuple(map(_read, answers)))

    def describe(self) -> str:
        """Return how much was answered, and every reply in own words."""
        lines = [_n("{n} answer in “Ten minutes today.”", "{n} answers in “Ten minutes today.”", len(self.answers))]
        return "\n".join([*lines, *(_("You: {reply}", reply=one.said) for one in self.answers if one.said)])


def _read(entry: Any) -> Given:
    kinds = {"item": str, "right": bool, "line": str, "said": str, "again": bool}
    sound = isinstance(entry, dict) and all(isinstance(entry.get(k, kind()), kind) for k, kind in kinds.items())
    if not sound or not _known(entry.get("item", "")) or not _sure(entry.get("sure")):
        raise Refusal(
            "Each entry in answers should contain an item, whether it was right, how sure the learner was, and a time."
        )
    given = {name: entry[name] for name in ("sure", "line", "said", "again") if name in entry}
    return Given(entry["item"], read_time(entry["item"], entry.get("at")), entry.get("right", False), **given)


def _known(item: str) -> bool:
    return item.count("/") == 2 and all(item.split("/"))


def _sure(found: Any) -> bool:
    return found is None or (type(found) is int and 0 <= found < len(SURE))
