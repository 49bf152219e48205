"""Each kind of target has a route that leads to people: what to decide after an act, or a rating of 4 or 5."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from iopedu.course.fields import Number
from iopedu.course.files import read_json
from iopedu.course.language import Refusal, _
from iopedu.course.quiz import Quiz, read_question
from iopedu.course.ratings import check_saved, check_text
from iopedu.course.text import check_one_of
from iopedu.dbt.dates import check_date, read_iso
from iopedu.dbt.diary_day import HIGH, KINDS, TOP, Opened

PRINCIPLE = _("An act or a high rating leads to people, not to a list of skills.")


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


@dataclass(frozen=True)
class Response:
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

    on: date
    target: str
    rating: int | None
    answers: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    past: bool = False
    kind: str = "suicide"
    acted: bool = False

    def __post_init__(self) -> None:
        check_date(_("Day"), self.on)
        check_text(_("Urge"), self.target)
        Number(label=self.target, high=TOP).checked(self.rating)
        check_one_of(_("Kind"), self.kind, KINDS)
        if type(self.past) is not bool or type(self.acted) is not bool:
            raise Refusal("past and acted should be true or false.")
        if not self.acted and (self.rating is None or self.rating < HIGH):
            raise Refusal("{found}. Only an act, or a 4 or a 5, opens these questions.", found=repr(self.about))
        questions = route(self.kind).questions
        if set(self.answers) != {question.id for question in questions}:
            found = {"found": repr(self.about), "questions": len(questions)}
            raise Refusal("{found}: answer all {questions} questions, please.", **found)
        answers = {question.id: tuple(self.answers[question.id]) for question in questions}
        for question in questions:
            question.feedback(answers[question.id])
        object.__setattr__(self, "answers", answers)

    @property
    def about(self) -> Opened:
        """The act or the rating that it answers."""
        return Opened(self.on, self.target, self.kind, self.rating, self.acted)

    def describe(self) -> str:
        """Return act or rating and what was chosen, in words."""
        head = _("{found}. What you would do:", found=repr(self.about))
        if self.past:
            head = _("{found}, for an earlier state of the card. What you would do:", found=repr(self.about))
        chosen = (
            f"{question.ask} {' '.join(question.options[at].text for at in self.answers[question.id])}"
            for question in route(self.kind).questions
        )
        return "\n".join([head, *chosen])

    def to_json(self) -> dict[str, Any]:
        """Return the response as JSON values."""
        answers = {name: list(chosen) for name, chosen in self.answers.items()}
        return {"version": 1, **vars(self), "on": self.on.isoformat(), "answers": answers}

    @classmethod
    def from_json(cls, found: Any) -> Response:
        """Read a response that `to_json` wrote; raises ValueError when it is something else."""
        saved = check_saved(found, _("response"), cls.__dataclass_fields__)
        answers = saved.get("answers")
        if not isinstance(answers, dict) or not all(
            isinstance(chosen, list) and all(type(at) is int for at in chosen) for chosen in answers.values()
        ):
            raise Refusal("answers should hold one list of whole numbers for each question.")
        return cls(**{"target": "", "rating": None, **saved, "on": read_iso(saved.get("on"), _("Day"))})
