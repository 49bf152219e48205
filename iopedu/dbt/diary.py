"""A diary card: one week of urges, actions, emotions and skills, read without inventing what nobody wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from iopedu.course.fields import Text, Words
from iopedu.course.files import options
from iopedu.course.language import Refusal, _, _n
from iopedu.course.quiz import Question
from iopedu.course.ratings import shown
from iopedu.course.record import Record, answers, asking, record, rows, words
from iopedu.course.text import listed
from iopedu.course.waiting import Denial
from iopedu.dbt.dates import WEEK, WEEKDAYS, OnDay, day_name, week_of
from iopedu.dbt.diary_day import HIGH, KINDS, STATES, TIERS, Average, Day, Opened, Target, check_name
from iopedu.dbt.routes import Response, route
from iopedu.dbt.skills import MODULES, skill

#: The rows that a card begins with: a file names them in English, so that it opens in every language.
_SHOWN = options("diary.shown")
_THOUGHTS, _URGE, *_EMOTIONS = _SHOWN.values()

TARGETS = (Target(_THOUGHTS, kind="suicide"), Target(_URGE, kind="self_harm"))
EMOTIONS = tuple(_EMOTIONS)


@record
class DiaryCard(Record):
    """A week on a card.

    Parameters
    ----------
    start : datetime.date or None
        The first of its seven days; None until it is chosen.
    targets : tuple of Target
    emotions : tuple of str
        Names of the emotions that are rated.
    days : tuple of Day
        The days on which something is answered, in any order.
    responses : tuple of Response
        What was chosen for acts and high ratings. One whose day has changed becomes a past one.
    person : str
        Whose card it is.

    Raises
    ------
    ValueError
        With a sentence that names the day and the field.
    """

    WHAT: ClassVar[str] = _("diary card")
    MOST_TARGETS, MOST_EMOTIONS = 8, 12

    start: date | None = asking(OnDay(label=_("First day"), optional=True))
    targets: tuple[Target, ...] = rows(_("Urges"), _("Urge"), Target, default=TARGETS)
    emotions: tuple[str, ...] = answers(_("Emotions"), Words(label=_("Emotion")), default=EMOTIONS)
    days: tuple[Day, ...] = rows(_("Days"), _("Day"), Day)
    responses: tuple[Response, ...] = rows(_("Responses"), _("Response"), Response, most=10_000)
    person: str = words(_("Whose card"))

    def check(self) -> None:
        self._check_rows()
        days = sorted((day for day in self.days if not day.empty), key=lambda day: day.on)
        object.__setattr__(self, "days", tuple(days))
        self._check_days()
        opened = self.opened()
        aged = (one if one.past or one.about in opened else replace(one, past=True) for one in self.responses)
        object.__setattr__(self, "responses", tuple(aged))

    def _check_rows(self) -> None:
        if len(self.targets) > self.MOST_TARGETS or len(self.emotions) > self.MOST_EMOTIONS:
            most = {"urges": self.MOST_TARGETS, "emotions": self.MOST_EMOTIONS}
            raise Refusal("A card takes up to {urges} urges and {emotions} emotions. Remove one first.", **most)
        for name in self.emotions:
            check_name(_("Emotion"), name)
        names = [name.casefold() for name in self.rows]
        for at, name in enumerate(self.rows):
            if name.casefold() in names[:at]:
                raise Refusal("“{row}” is already on the card. Give each row its own name.", row=name)

    def _check_days(self) -> None:
        if self.start is None:
            if self.days or self.responses:
                raise Refusal("Choose the first day of the week before you fill in a day.")
            return
        known = {target.name: target for target in self.targets}
        acting = {name for name, target in known.items() if target.acts}
        counting = {name for name, target in known.items() if target.unit}
        allowed = {"urges": set(known), "acted": acting, "amounts": counting, "emotions": set(self.emotions)}
        for at, day in enumerate(self.days):
            if day.on not in self.dates:
                start = day_name(self.start)
                raise Refusal("{day} is not in the week that begins on {start}.", day=day.name, start=start)
            if at and day.on == self.days[at - 1].on:
                raise Refusal("{day} is on the card twice.", day=day.name)
            for part, names in allowed.items():
                for name in getattr(day, part):
                    if name not in names:
                        found = {"day": day.name, "field": part, "name": shown(name)}
                        raise Refusal("{day}, {field}: the card has no place for {name}.", **found)
        if any(response.on not in self.dates for response in self.responses):
            raise Refusal("A response belongs to a day that is not in the week.")

    def texts(self) -> tuple[Text, ...]:
        """Return every free text with the name of its place; the rows that a card begins with are not among them."""
        own = [(_("Whose card"), self.person), *((_("Row"), name) for name in self.rows if name not in _SHOWN.values())]
        own += [(_("Unit"), target.unit) for target in self.targets]
        return (*(text for text in own if text[1].strip()), *(text for day in self.days for text in day.texts()))

    def denials(self) -> Iterator[Denial]:
        """Yield the zeros and the noes about what a note of the same day may say."""
        kinds = {target.name: (target.kind,) for target in self.targets if target.kind not in ("therapy", "other")}
        acts = {target.name: target.act for target in self.targets}
        for day in self.days:
            said = [(name, name, "0") for name, value in day.urges.items() if value == 0]
            said += [(name, f"{name}: {acts[name]}", _("no")) for name, acted in day.acted.items() if not acted]
            for name, label, answer in said:
                if name in kinds:
                    yield Denial(f"{day.name}: {label}", answer, kinds[name], (day.name,))

    @property
    def dates(self) -> tuple[date, ...]:
        """The seven days; none before the first one is chosen."""
        return () if self.start is None else week_of(self.start)

    @property
    def rows(self) -> tuple[str, ...]:
        """Names of everything that is rated: urges first, then emotions."""
        return (*(target.name for target in self.targets), *self.emotions)

    def day(self, on: date) -> Day:
        """Return one day; an empty one where nothing is answered."""
        return next((day for day in self.days if day.on == on), Day(on))

    def rating(self, name: str, on: date) -> int | None:
        """Return the rating of an urge or emotion on one day; None when it is not answered."""
        day = self.day(on)
        return {**day.urges, **day.emotions}.get(name)

    def average(self, name: str) -> Average:
        """Return mean, days used and highest value of one row.

        Raises
        ------
        ValueError
            When the card has no such row.
        """
        if name not in self.rows:
            raise Refusal("The card has no row named {row}.", row=shown(name))
        values = (self.rating(name, on) for on in self.dates)
        return Average(name, tuple(value for value in values if value is not None))

    def averages(self) -> tuple[Average, ...]:
        """Return the averages of all rows."""
        return tuple(map(self.average, self.rows))

    def skills_by_module(self) -> Mapping[str, tuple[tuple[date, str, str], ...]]:
        """Return day, skill id and state of every answer about a skill, by module; each module is there."""
        said = [(day.on, name, state) for day in self.days for name, state in day.skills.items()]
        return {module: tuple(one for one in said if skill(one[1]).module == module) for module in MODULES}

    def opened(self) -> tuple[Opened, ...]:
        """Return every act and every rating of 4 or 5, in the order of DBT: life, therapy, quality of life.

        Examples
        --------
        >>> drink = Target("Urge to drink", kind="substance")
        >>> monday = Day(date(2026, 5, 4), {"Urge to drink": 5, "Urge to self-harm": 2}, {"Urge to self-harm": True})
        >>> DiaryCard(monday.on, (*TARGETS, drink), days=(monday,)).opened()
        (Monday, May 4: Urge to self-harm 2, acted on it, Monday, May 4: Urge to drink 5)
        """
        found = (
            Opened(day.on, one.name, one.kind, day.urges.get(one.name), day.acted.get(one.name, False))
            for day in self.days
            for one in self.targets
        )
        return tuple(sorted((one for one in found if one.opens), key=lambda one: one.place))

    def waiting(self) -> tuple[Opened, ...]:
        """Return what comes first among that which has no answer yet, with all of its kind on that day."""
        answered = {one.about for one in self.responses if not one.past}
        left = [found for found in self.opened() if found not in answered]
        return tuple(found for found in left if (found.on, found.kind) == (left[0].on, left[0].kind))

    def _answered(self, on: date) -> dict[str, tuple[int, ...]]:
        found = (one.answers for one in self.responses if one.on == on and not one.past)
        return {name: said for answers in found for name, said in answers.items()}

    def questions(self) -> tuple[Question, ...]:
        """Return the questions that are open now; what was answered for the same day is not asked twice."""
        first = next(iter(self.waiting()), None)
        if first is None:
            return ()
        asked, known = route(first.kind).questions, self._answered(first.on)
        return tuple(one for one in asked if one.id not in known) or asked

    def respond(self, answers: Mapping[str, Iterable[int]]) -> DiaryCard:
        """Return the card with answers to the open questions.

        Raises
        ------
        ValueError
            When a question is not answered, or nothing is open.
        """
        waiting = self.waiting()
        if not waiting:
            raise Refusal("No acts or high ratings are waiting for a response.")
        names = {question.id for question in route(waiting[0].kind).questions}
        known = {name: said for name, said in self._answered(waiting[0].on).items() if name in names}
        chosen = known | {name: tuple(picked) for name, picked in answers.items()}
        more = (Response(one.on, one.target, one.rating, chosen, False, one.kind, one.acted) for one in waiting)
        return replace(self, responses=(*self.responses, *more))

    def beside(self, found: Opened) -> str:
        """Return what else the same day says about danger to life, also that it says nothing."""
        asked = {one.target for one in self.opened() if (one.on, one.kind) == (found.on, found.kind)}
        rest = [one.name for one in self.targets if KINDS[one.kind] == "life" and one.name not in asked]
        ratings = {name: self.rating(name, found.on) for name in rest}
        said = (_("{row} not answered", row=n) if value is None else f"{n} {value}" for n, value in ratings.items())
        return _("On the same day: {rows}.", rows="; ".join(said)) if rest else ""

    def reading(self) -> tuple[str, ...]:
        """Return the week in its order, the moment to take apart with its reason, and what to ask before that."""
        return self._in_order() if self.days else ()

    def _in_order(self) -> tuple[str, ...]:
        opened, none = self.opened(), _("no act, and no rating of 4 or 5")
        parts = (
            f"{name}: " + ("; ".join(repr(one) for one in opened if KINDS[one.kind] == tier) or none)
            for tier, name in TIERS.items()
        )
        said = [_("Read in this order. {parts}.", parts=". ".join(parts))]
        life = [one for one in self.targets if KINDS[one.kind] == "life"]
        if rows := "; ".join(f"{one.name} ({listed(days)})" for one in life if (days := self._low(one.name))):
            said.append(_("Below 4, but not 0, so ask about this, too: {rows}.", rows=rows))
        if rows := "; ".join(f"{one.name} ({listed(days)})" for one in life if (days := self._left(one))):
            said.append(_("Not answered, so ask before you decide what comes first: {rows}.", rows=rows))
        if opened:
            said.append(_("For the chain analysis: {moment}. {why}", moment=repr(opened[0]), why=opened[0].why))
        return tuple(said)

    def _low(self, name: str) -> list[str]:
        """Return the weekdays with a rating that is not 0 and opens no questions, with that rating."""
        found = ((day, day.urges.get(name, 0)) for day in self.days if not day.acted.get(name))
        return [f"{WEEKDAYS[day.on.weekday()]} {rating}" for day, rating in found if 0 < rating < HIGH]

    def _left(self, one: Target) -> list[str]:
        """Return the weekdays on which a row has no rating, or no answer about its act."""
        left = (day.on for day in self.days if one.name not in day.urges or (one.acts and one.name not in day.acted))
        return [WEEKDAYS[on.weekday()] for on in left]

    def put(self, day: Day) -> DiaryCard:
        """Return the card with this day in the place of what stood there."""
        return replace(self, days=(*(other for other in self.days if other.on != day.on), day))

    def starting(self, start: date | None) -> DiaryCard:
        """Return the card for another week: every day keeps its place from first to seventh.

        Raises
        ------
        ValueError
            When days would be left without a date.
        """
        if start == self.start or self.start is None or start is None:
            return replace(self, start=start)
        week_of(start)
        by = start - self.start
        try:
            days = tuple(
                replace(day, on=day.on + by, filled_on=day.filled_on and day.filled_on + by) for day in self.days
            )
            responses = tuple(replace(one, on=one.on + by) for one in self.responses)
        except OverflowError:
            raise Refusal("“First day” is {day}. Choose a different one: there is no such week.", day=start) from None
        return replace(self, start=start, days=days, responses=responses)

    def of_kind(self, name: str, kind: str) -> DiaryCard:
        """Return the card with one urge counted to another kind."""
        return replace(self, targets=tuple(replace(t, kind=kind) if t.name == name else t for t in self.targets))

    def without(self, name: str) -> DiaryCard:
        """Return the card without one row; a row with answers stays.

        Raises
        ------
        ValueError
            When the row holds answers, or is not on the card.
        """
        if name not in self.rows:
            raise Refusal("The card has no row named {row}.", row=shown(name))
        used = [day.name for day in self.days if any(name in getattr(day, part) for part in Day.ANSWERS)]
        if used:
            found = {"row": name, "days": listed(used)}
            raise Refusal("“{row}” has answers on {days}. Clear them first; then the row can be removed.", **found)
        targets = tuple(target for target in self.targets if target.name != name)
        return replace(self, targets=targets, emotions=tuple(other for other in self.emotions if other != name))

    @property
    def ready(self) -> bool:
        """Whether three days or more are filled in and nothing waits for an answer."""
        return len(self.days) >= 3 and not self.waiting()

    def summary(self) -> str:
        """Return how full the card is, and what is missing or late."""
        if self.start is None:
            return _("No week yet. Choose its first day.")
        filled = {day.on for day in self.days}
        blank = [day_name(on) for on in self.dates if on not in filled]
        late = [
            _n("{day} ({n} day late)", "{day} ({n} days late)", day.days_late, day=day.name)
            for day in self.days
            if day.days_late
        ]
        parts = [_("{filled} of {days} days filled in.", filled=len(self.days), days=WEEK)]
        if self.days and blank:
            parts.append(_("Nothing on {days}: that means “not known,” not 0.", days=listed(blank)))
        if late:
            parts.append(_("Filled in late: {days}.", days=listed(late)))
        return " ".join(parts)

    def describe(self) -> str:
        """Return how the week reads, every day, the averages, the skills by module and what was chosen."""
        if self.blank:
            return _("No week yet. Choose its first day.")
        used = [
            MODULES[module]
            + ": "
            + (listed(f"{skill(n).name} ({STATES[state]})" for _day, n, state in said) or _("none"))
            for module, said in self.skills_by_module().items()
        ]
        rows = {target.name: target for target in self.targets}
        head = _("Diary card with no name yet. {summary}", summary=self.summary())
        if self.person:
            head = _("{person}’s diary card. {summary}", person=self.person, summary=self.summary())
        blocks = [
            head,
            *self._in_order(),
            *(self.day(on).describe(rows) for on in self.dates),
            _("Averages: {rows}.", rows="; ".join(map(repr, self.averages()))),
            _("Skills. {modules}.", modules=". ".join(used)),
            *(response.describe() for response in self.responses),
        ]
        return "\n".join(blocks)

    def to_json(self) -> dict[str, Any]:
        """Return the card as JSON values, its first rows as files name them."""
        return super(DiaryCard, _renamed(self, {name: key for key, name in _SHOWN.items()})).to_json()

    @classmethod
    def from_json(cls, found: Any) -> DiaryCard:
        """Read a card that `to_json` wrote; raises ValueError when it is something else."""
        return _renamed(super().from_json(found), _SHOWN)

    def __repr__(self) -> str:
        return _(
            "Diary card: {days} filled in, {rows} to rate, {opened}, {waiting} to decide about now",
            days=_n("{n} day", "{n} days", len(self.days)),
            rows=_n("{n} row", "{n} rows", len(self.rows)),
            opened=_n("{n} act or high rating", "{n} acts or high ratings", len(self.opened())),
            waiting=len(self.waiting()),
        )


def _renamed(card: DiaryCard, names: Mapping[str, str]) -> DiaryCard:
    """Return a card whose first rows are named otherwise: as files name them, or in the language of the interface."""
    taken = {row.casefold() for row in card.rows}  # a row that somebody named so already keeps its name to itself
    new = {old: name for old, name in names.items() if name.casefold() not in taken}
    if not new:
        return card

    def day(old: Day) -> Day:
        parts = {part: getattr(old, part).items() for part in Day.ANSWERS}
        return replace(old, **{part: {new.get(name, name): value for name, value in of} for part, of in parts.items()})

    return replace(
        card,
        targets=tuple(replace(target, name=new.get(target.name, target.name)) for target in card.targets),
        emotions=tuple(new.get(name, name) for name in card.emotions),
        days=tuple(map(day, card.days)),
        responses=tuple(replace(one, target=new.get(one.target, one.target)) for one in card.responses),
    )
