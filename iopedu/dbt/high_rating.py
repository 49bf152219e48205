"""A high rating leads to people: what to decide when an urge or a thought of suicide is rated 4 or 5."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from iopedu.course.facts import fill
from iopedu.course.files import read_json
from iopedu.course.quiz import Option, Question, Quiz
from iopedu.course.ratings import check_saved, check_text, shown
from iopedu.dbt.dates import check_date, day_name, read_iso

__all__ = ["HIGH", "PRINCIPLE", "Response", "what_would_you_do"]

#: Ratings from here on, out of 5, open the questions.
HIGH = 4
PRINCIPLE = "A high rating leads to people, not to a list of skills."


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
        check_date("Day", self.on)
        check_text("Urge", self.target)
        if type(self.rating) is not int or not HIGH <= self.rating <= 5:
            raise ValueError(f"The rating is {shown(self.rating)}. Only a 4 or a 5 opens these questions.")
        if type(self.past) is not bool:
            raise ValueError("past should be true or false.")
        quiz = what_would_you_do()
        if set(self.answers) != {question.id for question in quiz.questions}:
            raise ValueError(f"{day_name(self.on)}: answer all {len(quiz.questions)} questions, please.")
        answers = {question.id: tuple(self.answers[question.id]) for question in quiz.questions}
        for question in quiz.questions:
            question.feedback(answers[question.id])
        object.__setattr__(self, "answers", answers)

    def describe(self) -> str:
        """Return the rating and what was chosen, in words."""
        then = ", changed since" if self.past else ""
        chosen = (
            f"{question.ask} {' '.join(question.options[at].text for at in self.answers[question.id])}"
            for question in what_would_you_do().questions
        )
        return "\n".join([f"{day_name(self.on)}, {self.target} {self.rating}{then}. What you would do:", *chosen])

    def to_json(self) -> dict[str, Any]:
        """Return the response as JSON values."""
        answers = {name: list(chosen) for name, chosen in self.answers.items()}
        return {"version": 1, **vars(self), "on": self.on.isoformat(), "answers": answers}

    @classmethod
    def from_json(cls, found: Any) -> Response:
        """Read a response that `to_json` wrote; raises ValueError when it is something else."""
        saved = check_saved(found, "response", cls.__dataclass_fields__)
        answers = saved.get("answers")
        if not isinstance(answers, dict) or not all(
            isinstance(chosen, list) and all(type(at) is int for at in chosen) for chosen in answers.values()
        ):
            raise ValueError("answers should hold one list of whole numbers for each question.")
        return cls(**{"target": "", "rating": None, **saved, "on": read_iso(saved.get("on"), "Day")})
