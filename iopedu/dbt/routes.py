"""Each kind of target has a route that leads to people: what to decide after an act, or a rating of 4 or 5."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import ClassVar

from iopedu.course.fields import Number
from iopedu.course.files import read_json
from iopedu.course.language import Refusal, _
from iopedu.course.lists import Answers
from iopedu.course.quiz import Quiz, read_question
from iopedu.course.record import Record, asking, choice, number, record, words, yes_no
from iopedu.dbt.dates import OnDay
from iopedu.dbt.diary_day import KIND_NAMES, TOP, ByName, Opened

#: Positions that are marked in one question.
CHOSEN = Answers(label="", of=Number(label=_("Answer"), default=0))
PRINCIPLE = _("An act or a high rating means reaching out to people, not going through a list of skills.")


@cache
def route(kind: str) -> Quiz:
    """Return the questions that an act or a high rating opens, by the kind of its target.

    Examples
    --------
    >>> [question.id for question in route("suicide").questions]
    ['whom', 'ask', 'alone']
    >>> [question.id for question in route("substance").questions]
    ['whom_substance', 'ask_substance']
    """
    found = read_json("dbt/routes.json")
    entries = {entry["id"]: entry for entry in found["items"]}
    asked = (entries[name] for name in found["kinds"][kind])
    return Quiz(found["title"], tuple(map(read_question, asked)))


@record
class Response(Record):
    """What somebody chose to do about one act or high rating.

    Parameters
    ----------
    on : datetime.date
    target : str
    rating : int or None
        4 or 5, or anything after an act.
    answers : mapping of str to tuple of int
        Chosen positions for each question of the `route`.
    past : bool
        Whether the day has been changed since. It stays on record and no longer answers anything.
    kind : str
        Whose route was asked; until there was more than one, it was that of thoughts of suicide.
    acted : bool

    Raises
    ------
    ValueError
        When a question is open, or something does not fit.
    """

    WHAT: ClassVar[str] = _("response")

    on: date = asking(OnDay(label=_("Day")))
    target: str = words(_("Urge"))
    rating: int | None = number(_("Rating"), high=TOP)
    answers: Mapping[str, tuple[int, ...]] = asking(ByName(label="answers", of=CHOSEN))
    past: bool = yes_no(_("For an earlier version of the card"), default=False)
    kind: str = choice(_("Kind"), KIND_NAMES, default="suicide")
    acted: bool = yes_no(_("Acted on it?"), default=False)

    def check(self) -> None:
        if not self.about.opens:
            raise Refusal("{found}. Only an act, or a rating of 4 or 5, opens these questions.", found=repr(self.about))
        questions = route(self.kind).questions
        if set(self.answers) != {question.id for question in questions}:
            found = {"found": repr(self.about), "questions": len(questions)}
            raise Refusal("{found}: please answer all {questions} questions.", **found)
        for question in questions:
            question.feedback(self.answers[question.id])

    @property
    def about(self) -> Opened:
        """The act or the rating that it answers."""
        return Opened(self.on, self.target, self.kind, self.rating, self.acted)

    def describe(self) -> str:
        """Return act or rating and what was chosen, in words."""
        head = _("{found}. What you would do:", found=repr(self.about))
        if self.past:
            head = _("{found}, for an earlier version of the card. What you would do:", found=repr(self.about))
        chosen = (
            f"{question.ask} {' '.join(question.options[at].text for at in self.answers[question.id])}"
            for question in route(self.kind).questions
        )
        return "\n".join([head, *chosen])
