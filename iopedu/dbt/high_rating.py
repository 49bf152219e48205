"""A high rating leads to people: what to decide when an urge or a thought of suicide is rated 4 or 5."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from iopedu.course.facts import fill
from iopedu.course.files import read_json
from iopedu.course.language import _
from iopedu.course.quiz import Option, Question, Quiz
from iopedu.course.ratings import check_saved, check_text, shown
from iopedu.dbt.dates import check_date, day_name, read_iso

#: Ratings from here on, out of 5, open the questions.
HIGH = 4
PRINCIPLE = _("A high rating leads to people, not to a list of skills.")


@cache
def what_would_you_do() -> Quiz:
    """Return the questions that a high rating opens, each with feedback for every option.

    Examples
    --------
    >>> [question.id for question in what_would_you_do().questions]
    ['whom', 'ask', 'alone']
    """
    found = read_json("dbt/high_rating.json")
    return Quiz(
        found["title"],
        tuple(
            Question(
                entry["id"],
                entry["ask"],
                tuple(Option(fill(o["text"]), o["right"], fill(o["why"])) for o in entry["options"]),
                tuple(entry.get("sources", ())),
            )
            for entry in found["items"]
        ),
    )


@dataclass(frozen=True)
class Response:
    """What somebody chose to do about one high rating.

    Parameters
    ----------
    on : datetime.date
    target : str
    rating : int
        4 or 5.
    answers : mapping of str to tuple of int
        Chosen positions for each question of `what_would_you_do`.
    past : bool
        Whether the rating has been changed since. It stays on record and no longer answers anything.

    Raises
    ------
    ValueError
        When a question is open, or something does not fit.
    """

    on: date
    target: str
    rating: int
    answers: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    past: bool = False

    def __post_init__(self) -> None:
        check_date(_("Day"), self.on)
        check_text(_("Urge"), self.target)
        if type(self.rating) is not int or not HIGH <= self.rating <= 5:
            found = shown(self.rating)
            raise ValueError(_("The rating is {value}. Only a 4 or a 5 opens these questions.", value=found))
        if type(self.past) is not bool:
            raise ValueError(_("past should be true or false."))
        quiz = what_would_you_do()
        if set(self.answers) != {question.id for question in quiz.questions}:
            found = {"day": day_name(self.on), "questions": len(quiz.questions)}
            raise ValueError(_("{day}: answer all {questions} questions, please.", **found))
        answers = {question.id: tuple(self.answers[question.id]) for question in quiz.questions}
        for question in quiz.questions:
            question.feedback(answers[question.id])
        object.__setattr__(self, "answers", answers)

    def describe(self) -> str:
        """Return the rating and what was chosen, in words."""
        found = {"day": day_name(self.on), "urge": self.target, "rating": self.rating}
        head = _("{day}, {urge} {rating}. What you would do:", **found)
        if self.past:
            head = _("{day}, {urge} {rating}, changed since. What you would do:", **found)
        chosen = (
            f"{question.ask} {' '.join(question.options[at].text for at in self.answers[question.id])}"
            for question in what_would_you_do().questions
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
            raise ValueError(_("answers should hold one list of whole numbers for each question."))
        return cls(**{"target": "", "rating": None, **saved, "on": read_iso(saved.get("on"), _("Day"))})
