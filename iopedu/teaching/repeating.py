"""Everything that a learner can repeat, out of the answers in all notebooks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from iopedu.course.deck import Deck, Item
from iopedu.course.document import Answer, Document, Section
from iopedu.course.memory import moment
from iopedu.course.outline import notebooks
from iopedu.course.practice import Practice
from iopedu.course.quiz import Option, Question, questions
from iopedu.course.repeating import Given, History, Thing
from iopedu.teaching.decks import decks

# What only one kind of thing needs is loaded where there is such a thing: the queue is to open at once.
if TYPE_CHECKING:
    from iopedu.care.vignettes import Vignette

#: Where the queue keeps its own answers, in whichever notebook they are given.
KEY = "ten_minutes"
_RIGHT = ("exact", "within the range")
#: When an answer was given whose file does not say it.
_ONCE = datetime(2026, 1, 1, tzinfo=UTC)

#: What the queue was answered before, by the id of the thing.
_Before = Mapping[str, tuple[Given, ...]]


def history(document: Document) -> tuple[Given, ...]:
    """Return what was answered in the queue of any notebook; what cannot be read is left out."""
    found: list[Given] = []
    for section in document.sections.values():
        if KEY in section.answers:
            try:
                found += History.from_json(section.answers[KEY].value).answers
            except ValueError:
                continue
    return tuple(sorted(found, key=lambda one: one.at))


def things(document: Document, now: datetime) -> tuple[Thing, ...]:
    """Return everything that can be repeated.

    That is what was answered in a deck, in a notebook's questions (not in a prediction), in Say it and in the placement
    practice, and further people to place where that was begun. What is no longer in the course is not among it.

    Parameters
    ----------
    document : Document
        All answers.
    now : datetime
        With the learner's own time zone.

    Examples
    --------
    >>> things(Document(), datetime.now(UTC))
    ()
    """
    before: dict[str, tuple[Given, ...]] = {}
    for one in history(document):
        before[one.item] = (*before.get(one.item, ()), one)
    found: list[Thing] = []
    for entry in notebooks():  # and no other section: its name would name a file
        for key, answer in document.sections.get(entry.number, Section()).answers.items():
            try:
                found += _of(f"{entry.number}/{key}", answer, before, now)
            except (ValueError, KeyError):  # a damaged answer hides no other
                continue
    return tuple(found)


def _of(place: str, answer: Answer, before: _Before, now: datetime) -> Iterator[Thing]:
    number, key = place.split("/", 1)
    if key == "say_it":
        yield from _lines(place, answer, before, now)
    elif place == "02/placements":
        yield from _cases(place, answer, before)
    elif place in decks(number):
        yield from _items(place, decks(number)[place], answer, before)
    elif not key.startswith("predict"):
        yield from _questions(place, key, number, answer, before)


def _items(place: str, deck: Deck, answer: Answer, before: _Before) -> Iterator[Thing]:
    answered: dict[str, list[Given]] = {}
    for one in Practice(deck).with_answers(answer.value).answers:
        right = deck.item(one.item).question.is_right(one.chosen)
        answered.setdefault(one.item, []).append(Given(f"{place}/{one.item}", one.at, right))
    for name, given in answered.items():
        given = (*given, *before.get(f"{place}/{name}", ()))
        item, times = deck.item(name), len(given)
        yield Thing(f"{place}/{name}", given, lambda more, item=item, n=times: item.asked(n + more), item.feedback)


def _questions(place: str, key: str, number: str, answer: Answer, before: _Before) -> Iterator[Thing]:
    quiz = questions(number)[key].with_answers(answer.value)
    for one in quiz.questions:
        if one.id in quiz.answers:
            name = f"{place}/{one.id}"
            given = Given(name, _when(answer), one.is_right(quiz.answers[one.id]))
            yield Thing(name, (given, *before.get(name, ())), lambda _more, one=one: one, Item(key, one).feedback)


def _cases(place: str, answer: Answer, before: _Before) -> Iterator[Thing]:
    from iopedu.care.placement_practice import Placements
    from iopedu.care.vignettes import CHOICES, vignettes

    placed = {one.vignette: one for one in Placements.from_json(answer.value).placed}
    for one in vignettes():
        name = f"{place}/{one.id}"
        given = [Given(name, _when(answer), placed[one.id].verdict in _RIGHT)] if one.id in placed else []
        given = (*given, *before.get(name, ()))
        yield Thing(
            name, given, lambda _more, one=one: case(one), lambda at, one=one: one.first.feedback(CHOICES[at[0]])
        )


def case(about: Vignette) -> Question:
    """Return the story of a fictional person as a question: any level of the range that can be defended is right."""
    from iopedu.care.vignettes import CHOICES, choice_name

    options = (
        Option(choice_name(choice), about.first.verdict(choice) in _RIGHT, " ".join(about.first.feedback(choice)))
        for choice in CHOICES
    )
    return Question(about.id, about.first.text, tuple(options), one_of=True)


def _lines(place: str, answer: Answer, before: _Before, now: datetime) -> Iterator[Thing]:
    """Yield each skill that was begun, with the line that is next: a line of a person never met comes from one day on.

    It comes once two lines of the skill were said, as in Say it itself.
    """
    from iopedu.rehearsal import Rehearsal

    of = Rehearsal.from_json(answer.value)
    for found in {one.skill.id: one.skill for one in of.rounds}.values():
        name = f"{place}/{found.id}"
        given = tuple(Given(name, one.began, bool(one.needed), line=one.item) for one in of.of(found.id) if one.rated)
        given += before.get(name, ())
        if not given:
            continue
        line = of.pick(found.id, [one.line for one in before.get(name, ())], another_day=True)
        last = max(min(one.at, now) for one in given).astimezone(now.tzinfo).date()
        yield Thing(name, given, lambda _more, line=line: line, since=last + timedelta(days=1) if line.unseen else None)


def said(document: Document, skill: str) -> dict[str, datetime]:
    """Return the lines of a skill to which somebody replied in the queue of any notebook, each with its last time."""
    return {one.line: one.at for one in history(document) if one.line and one.item.endswith(f"/say_it/{skill}")}


def _when(answer: Answer) -> datetime:
    return moment(answer.changed) or _ONCE
