"""A diary card: one week of urges, actions, emotions and skills, read without inventing what nobody wrote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from iopedu.course.fields import Text
from iopedu.course.language import _, _n
from iopedu.course.ratings import check_saved, check_text, shown
from iopedu.course.text import listed
from iopedu.dbt.dates import WEEK, check_date, day_name, read_iso, week_of
from iopedu.dbt.diary_day import Day, Target, check_name
from iopedu.dbt.diary_figures import Average, High
from iopedu.dbt.high_rating import HIGH, Response
from iopedu.dbt.skills import MODULES, skill

#: The rows that a card begins with: a file names them in English, so that it opens in every language.
_SHOWN = {
    "Thoughts of suicide": _("Thoughts of suicide"),
    "Urge to self-harm": _("Urge to self-harm"),
    "Sadness": _("Sadness"),
    "Anxiety": _("Anxiety"),
    "Anger": _("Anger"),
    "Joy": _("Joy"),
}
_THOUGHTS, _URGE, *_EMOTIONS = _SHOWN.values()

TARGETS = (Target(_THOUGHTS, acts=False), Target(_URGE))
EMOTIONS = tuple(_EMOTIONS)


@dataclass(frozen=True)
class DiaryCard:
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
        What was chosen for high ratings. One whose rating is no longer there becomes a past one.
    person : str
        Whose card it is.

    Raises
    ------
    ValueError
        With a sentence that names the day and the field.
    """

    start: date | None = None
    targets: tuple[Target, ...] = TARGETS
    emotions: tuple[str, ...] = EMOTIONS
    days: tuple[Day, ...] = ()
    responses: tuple[Response, ...] = ()
    person: str = ""

    MOST_TARGETS, MOST_EMOTIONS = 8, 12

    def __post_init__(self) -> None:
        check_text(_("Whose card"), self.person)
        for part, kind in (("targets", Target), ("emotions", str), ("days", Day), ("responses", Response)):
            object.__setattr__(self, part, tuple(getattr(self, part)))
            if not all(isinstance(entry, kind) for entry in getattr(self, part)):
                raise ValueError(_("{field} of a diary card holds something else.", field=part))
        self._check_rows()
        days = sorted((day for day in self.days if not day.empty), key=lambda day: day.on)
        object.__setattr__(self, "days", tuple(days))
        self._check_days()
        high = {(found.on, found.target, found.rating) for found in self.high()}
        aged = tuple(
            one if one.past or (one.on, one.target, one.rating) in high else replace(one, past=True)
            for one in self.responses
        )
        object.__setattr__(self, "responses", aged)

    def _check_rows(self) -> None:
        if len(self.targets) > self.MOST_TARGETS or len(self.emotions) > self.MOST_EMOTIONS:
            most = {"urges": self.MOST_TARGETS, "emotions": self.MOST_EMOTIONS}
            raise ValueError(_("A card takes up to {urges} urges and {emotions} emotions. Remove one first.", **most))
        for name in self.emotions:
            check_name(_("Emotion"), name)
        names = [name.casefold() for name in self.rows]
        for at, name in enumerate(self.rows):
            if name.casefold() in names[:at]:
                raise ValueError(_("“{row}” is on the card already. Give each row a name of its own.", row=name))

    def _check_days(self) -> None:
        if self.start is None:
            if self.days or self.responses:
                raise ValueError(_("Choose the first day of the week before you fill in a day."))
            return
        check_date(_("First day"), self.start)
        known = {target.name: target for target in self.targets}
        acting = {name for name, target in known.items() if target.acts}
        counting = {name for name, target in known.items() if target.unit}
        allowed = {"urges": set(known), "acted": acting, "amounts": counting, "emotions": set(self.emotions)}
        for at, day in enumerate(self.days):
            if day.on not in self.dates:
                start = day_name(self.start)
                raise ValueError(_("{day} is not in the week that begins on {start}.", day=day.name, start=start))
            if at and day.on == self.days[at - 1].on:
                raise ValueError(_("{day} is on the card twice.", day=day.name))
            for part, names in allowed.items():
                for name in getattr(day, part):
                    if name not in names:
                        found = {"day": day.name, "field": part, "name": shown(name)}
                        raise ValueError(_("{day}: {field}: the card has no place for {name}.", **found))
        if any(response.on not in self.dates for response in self.responses):
            raise ValueError(_("A response belongs to a day that is not in the week."))

    def texts(self) -> tuple[Text, ...]:
        """Return every free text with the name of its place; the rows that a card begins with are not among them."""
        own = [(_("Whose card"), self.person), *((_("Row"), name) for name in self.rows if name not in _SHOWN.values())]
        own += [(_("Unit"), target.unit) for target in self.targets]
        return (*(text for text in own if text[1].strip()), *(text for day in self.days for text in day.texts()))

    # The week ---------------------------------------------------------------------------------------

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
            raise ValueError(_("The card has no row {row}.", row=shown(name)))
        values = (self.rating(name, on) for on in self.dates)
        return Average(name, tuple(value for value in values if value is not None))

    def averages(self) -> tuple[Average, ...]:
        """Return the averages of all rows."""
        return tuple(map(self.average, self.rows))

    def skills_by_module(self) -> Mapping[str, tuple[tuple[date, str], ...]]:
        """Return day and skill id of every use of a skill, by module; each module is there."""
        used = [(day.on, name) for day in self.days for name in day.skills]
        return {module: tuple(use for use in used if skill(use[1]).module == module) for module in MODULES}

    # High ratings -----------------------------------------------------------------------------------

    def high(self) -> tuple[High, ...]:
        """Return every urge or thought of suicide that is rated 4 or 5."""
        return tuple(
            High(day.on, target.name, day.urges[target.name])
            for day in self.days
            for target in self.targets
            if day.urges.get(target.name, 0) >= HIGH
        )

    def waiting(self) -> tuple[High, ...]:
        """Return the high ratings of the first day on which one has no answer yet."""
        answered = {(one.on, one.target, one.rating) for one in self.responses if not one.past}
        left = [found for found in self.high() if (found.on, found.target, found.rating) not in answered]
        return tuple(found for found in left if found.on == left[0].on)

    def respond(self, answers: Mapping[str, Iterable[int]]) -> DiaryCard:
        """Return the card with an answer to the open high ratings.

        Raises
        ------
        ValueError
            When a question is not answered, or nothing is open.
        """
        if not self.waiting():
            raise ValueError(_("No high rating is waiting for an answer."))
        chosen = {name: tuple(picked) for name, picked in answers.items()}
        more = tuple(Response(found.on, found.target, found.rating, chosen) for found in self.waiting())
        return replace(self, responses=(*self.responses, *more))

    # Changes ----------------------------------------------------------------------------------------

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
            raise ValueError(_("First day is {day}. Choose another one: there is no such week.", day=start)) from None
        return replace(self, start=start, days=days, responses=responses)

    def without(self, name: str) -> DiaryCard:
        """Return the card without one row; a row with answers stays.

        Raises
        ------
        ValueError
            When the row holds answers, or is not on the card.
        """
        if name not in self.rows:
            raise ValueError(_("The card has no row {row}.", row=shown(name)))
        used = [day.name for day in self.days if any(name in getattr(day, part) for part in Day.ANSWERS)]
        if used:
            found = {"row": name, "days": listed(used)}
            raise ValueError(_("“{row}” has answers on {days}. Empty them first; then the row can go.", **found))
        targets = tuple(target for target in self.targets if target.name != name)
        return replace(self, targets=targets, emotions=tuple(other for other in self.emotions if other != name))

    # In words ---------------------------------------------------------------------------------------

    @property
    def ready(self) -> bool:
        """Whether three days or more are filled in and no high rating waits for an answer."""
        return len(self.days) >= 3 and not self.waiting()

    def summary(self) -> str:
        """Return how full the card is, what is missing or late, and which ratings are high."""
        return _summary(self)

    def describe(self) -> str:
        """Return every day, the averages, the skills by module and what was chosen for high ratings."""
        return _("No week yet. Choose its first day.") if self == DiaryCard() else _describe(self)

    def to_json(self) -> dict[str, Any]:
        """Return the card as JSON values."""
        card = named_as_in_files(self)
        lists = {part: [entry.to_json() for entry in getattr(card, part)] for part in ("targets", "days", "responses")}
        start = None if self.start is None else self.start.isoformat()
        return {"version": 1, "person": self.person, "start": start, "emotions": list(card.emotions), **lists}

    @classmethod
    def from_json(cls, found: Any) -> DiaryCard:
        """Read a card that `to_json` wrote; raises ValueError when it is something else."""
        saved = check_saved(found, _("diary card"), cls.__dataclass_fields__)
        kinds = {"targets": Target.from_json, "days": Day.from_json, "responses": Response.from_json, "emotions": None}
        for part, read in kinds.items():
            if not isinstance(saved.get(part), list):
                raise ValueError(_("{field} should hold a list.", field=part))
            saved[part] = tuple(map(read, saved[part])) if read else tuple(saved[part])
        if saved.get("start") is not None:
            saved["start"] = read_iso(saved["start"], _("First day"))
        return named_as_shown(cls(**saved))

    def __repr__(self) -> str:
        return _(
            "Diary card: {days} filled in, {rows} to rate, {high}, {waiting} to decide about now",
            days=_n("{n} day", "{n} days", len(self.days)),
            rows=_n("{n} row", "{n} rows", len(self.rows)),
            high=_n("{n} high rating", "{n} high ratings", len(self.high())),
            waiting=len(self.waiting()),
        )


def _summary(card: DiaryCard) -> str:
    """Return how full the card is, what is missing or late, and which ratings are high."""
    if card.start is None:
        return _("No week yet. Choose its first day.")
    filled = {day.on for day in card.days}
    blank = [day_name(on) for on in card.dates if on not in filled]
    late = [
        _n("{day} ({n} day late)", "{day} ({n} days late)", day.days_late, day=day.name)
        for day in card.days
        if day.days_late
    ]
    parts = [_("{filled} of {days} days filled in.", filled=len(card.days), days=WEEK)]
    if card.days and blank:
        parts.append(_("Nothing on {days}: not known, which is not 0.", days=listed(blank)))
    if late:
        parts.append(_("Filled in late: {days}.", days=listed(late)))
    if high := "; ".join(map(repr, card.high())):
        parts.append(_("Rated {least} or higher: {ratings}.", least=HIGH, ratings=high))
    return " ".join(parts)


def _describe(card: DiaryCard) -> str:
    """Return every day, the averages, the skills by module and what was chosen for high ratings."""
    used = [
        f"{MODULES[module]}: {listed(skill(name).name for _day, name in uses) if uses else _('none')}"
        for module, uses in card.skills_by_module().items()
    ]
    units = {target.name: target.unit for target in card.targets}
    head = _("Diary card of nobody yet. {summary}", summary=_summary(card))
    if card.person:
        head = _("Diary card of {person}. {summary}", person=card.person, summary=_summary(card))
    blocks = [
        head,
        *(card.day(on).describe(units) for on in card.dates),
        _("Averages: {rows}.", rows="; ".join(map(repr, card.averages()))),
        _("Skills used. {modules}.", modules=". ".join(used)),
        *(response.describe() for response in card.responses),
    ]
    return "\n".join(blocks)


def named_as_in_files(card: DiaryCard) -> DiaryCard:
    """Return a card whose first rows have the names that files give them."""
    return _renamed(card, {name: key for key, name in _SHOWN.items()})


def named_as_shown(card: DiaryCard) -> DiaryCard:
    """Return a card from a file, with its first rows named in the language of the interface."""
    return _renamed(card, _SHOWN)


def _renamed(card: DiaryCard, names: Mapping[str, str]) -> DiaryCard:
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
