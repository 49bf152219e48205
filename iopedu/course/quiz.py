"""Questions with feedback for every option."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from iopedu.course.campus import own
from iopedu.course.facts import fill
from iopedu.course.files import read_json
from iopedu.course.language import Refusal, _, _n
from iopedu.course.ratings import check_saved
from iopedu.course.sources import check_key
from iopedu.course.text import quoted


@dataclass(frozen=True)
class Option:
    """One possible answer, and why it is right or not."""

    text: str
    right: bool
    why: str

    @property
    def says(self) -> str:
        """The answer and its explanation."""
        return f"{quoted(self.text)} {self.why}"

    def feedback(self) -> str:
        """Return the explained line for whoever chose this option."""
        return _("Yes: {option}", option=self.says) if self.right else _("Not quite: {option}", option=self.says)


@dataclass(frozen=True)
class Question:
    """A question with options, of which one or several are right.

    A prediction is a question too: it is asked before the answer is taught, and it does not count.

    Parameters
    ----------
    id, ask : str
    options : tuple of Option
        Two or more; at least one right and at least one not.
    sources : tuple of str
        Keys of `iopedu.course.sources`.
    order : tuple of int
        Positions of the options as a page shows them; as they stand when it is empty. Saved answers hold positions, so
        an option that is moved on the page keeps its own.
    one_of : bool
        Whether any single one of several right options is a right answer.

    Raises
    ------
    ValueError
        When the options cannot be answered or shown, or an explanation is missing.
    """

    id: str
    ask: str
    options: tuple[Option, ...]
    sources: tuple[str, ...] = ()
    order: tuple[int, ...] = ()
    one_of: bool = False

    def __post_init__(self) -> None:
        rights = sum(option.right for option in self.options)
        if not 0 < rights < len(self.options):
            raise ValueError(f"Question {self.id}: it needs at least one right and one wrong option.")
        if not all(option.why for option in self.options):
            raise ValueError(f"Question {self.id}: every option needs an explanation.")
        if sorted(self.shown) != list(range(len(self.options))):
            raise ValueError(f"Question {self.id}: the order should name the position of each option once.")
        for key in self.sources:
            check_key(key)

    @property
    def shown(self) -> tuple[int, ...]:
        """Positions of the options from the top of the page to its end."""
        return self.order or tuple(range(len(self.options)))

    @property
    def listed(self) -> tuple[str, ...]:
        """The options as a page shows them."""
        return tuple(self.options[at].text for at in self.shown)

    @property
    def right(self) -> frozenset[int]:
        """Positions of the right options, from 0."""
        return frozenset(at for at, option in enumerate(self.options) if option.right)

    @property
    def several(self) -> bool:
        """Whether more than one option is to be chosen."""
        return not self.one_of and len(self.right) > 1

    def is_right(self, chosen: Iterable[int]) -> bool:
        """Whether the right options were chosen, and no other; ``chosen`` holds their positions from 0."""
        picked = set(chosen)
        return len(picked) == 1 and picked <= self.right if self.one_of else picked == self.right

    def is_part(self, chosen: Iterable[int]) -> bool:
        """Whether only right options were chosen, but not all of them where several are to be chosen."""
        return self.several and set() < set(chosen) < self.right

    def check(self, chosen: Iterable[int]) -> None:
        """Raise ValueError with a sentence when nothing was chosen or a position does not exist."""
        picked = sorted(set(chosen))
        if not picked:
            raise Refusal("You haven’t chosen anything yet. Choose an answer first.")
        if picked[0] < 0 or picked[-1] >= len(self.options):
            many = {"n": len(self.options), "picked": picked}
            raise Refusal("This question has {n} options; {picked} is not among them.", **many)

    def feedback(self, chosen: Iterable[int]) -> tuple[str, ...]:
        """Return one explained line for each chosen option, and for each right one that was left out.

        Raises
        ------
        ValueError
            When nothing was chosen or a position does not exist.
        """
        self.check(chosen := set(chosen))
        lines = []
        for at, option in enumerate(self.options):
            if at in chosen:
                lines.append(option.feedback())
            elif option.right and self.several:
                lines.append(_("Also right: {option}", option=option.says))
        return tuple(lines)


@dataclass(frozen=True)
class Quiz:
    """The questions of one notebook, and which of them were answered how.

    Parameters
    ----------
    title : str
    questions : tuple of Question
    answers : mapping of str to tuple of int
        Chosen positions by the question's id. A question that is not in it is unanswered.
    """

    title: str
    questions: tuple[Question, ...]
    answers: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def question(self, name: str) -> Question:
        """Return one question by its id."""
        for entry in self.questions:
            if entry.id == name:
                return entry
        raise KeyError(f"The quiz {self.title!r} has no question {name!r}.")

    def answer(self, name: str, chosen: Iterable[int]) -> Quiz:
        """Return the quiz with one more answer; the answer is checked for being possible, not for being right."""
        picked = tuple(sorted(set(chosen)))
        self.question(name).check(picked)
        return Quiz(self.title, self.questions, {**self.answers, name: picked})

    @property
    def right(self) -> int:
        """Number of questions answered rightly."""
        return sum(entry.is_right(self.answers.get(entry.id, ())) for entry in self.questions)

    @property
    def ready(self) -> bool:
        """Whether every question has an answer."""
        return len(self.answers) == len(self.questions)

    def to_json(self) -> dict[str, Any]:
        """Return the answers as JSON values."""
        return {"version": 1, "answers": {name: list(chosen) for name, chosen in self.answers.items()}}

    def with_answers(self, found: Any) -> Quiz:
        """Return this quiz with the answers that `to_json` wrote; a question that is gone is passed over.

        Raises
        ------
        ValueError
            When it is something else.
        """
        answers = check_saved(found, _("set of answers"), ("answers",)).get("answers")
        if not isinstance(answers, dict):
            raise Refusal("The saved answers should contain one list for each question.")
        quiz = Quiz(self.title, self.questions)
        known = {entry.id for entry in self.questions}
        for name, chosen in answers.items():
            if not isinstance(chosen, list) or not all(type(at) is int for at in chosen):
                raise Refusal("The answer to {name} should contain a list of whole numbers.", name=repr(name))
            if name in known:
                quiz = quiz.answer(name, chosen)
        return quiz

    def transcript(self) -> str:
        """Return the questions that were answered, with what was chosen, one below the other."""
        lines = [self.describe()]
        for entry in self.questions:
            chosen = self.answers.get(entry.id, ())
            if chosen:
                verdict = _("(right, but not all of it)") if entry.is_part(chosen) else _("(not right)")
                verdict = _("(right)") if entry.is_right(chosen) else verdict
                lines += [entry.ask, *(f"– {entry.options[at].text}" for at in chosen), verdict]
        return "\n".join(lines)

    def describe(self) -> str:
        """Return how far the quiz has come, in words."""
        part = sum(entry.is_part(self.answers.get(entry.id, ())) for entry in self.questions)
        said = _n(
            "{done} of {n} question answered, {right} right.",
            "{done} of {n} questions answered, {right} right.",
            len(self.questions),
            done=len(self.answers),
            right=self.right,
        )
        return f"{said} {_n('{n} more is partly right.', '{n} more are partly right.', part)}" if part else said


@cache
def questions(number: str) -> Mapping[str, Quiz]:
    """Return the sets of questions of one notebook by name; ``quiz`` is the one at its end.

    Examples
    --------
    >>> questions("01")["quiz"].describe()
    '0 of 10 questions answered, 0 right.'
    """
    found: dict[str, Any] = read_json(f"exercises/{number}.json")["questions"]
    more = {"quiz": own("questions", _own, notebook=number)} if "quiz" in found else {}
    return {
        name: Quiz(entry["title"], (*map(read_question, entry["items"]), *more.get(name, ())))
        for name, entry in found.items()
    }


def _own(row: Mapping[str, Any]) -> Question:
    answers = ((row[f"answer_{at}"], row[f"right_{at}"], row[f"why_{at}"]) for at in range(1, 5))
    options = tuple(Option(text, bool(right), why) for text, right, why in answers if text or why)
    if not all(option.text for option in options):
        raise ValueError(_("There is an explanation without its answer."))
    return Question(row["id"], row["ask"], options)


def read_question(entry: dict[str, Any]) -> Question:
    """Return a question as the data have it."""
    return Question(
        id=entry["id"],
        ask=fill(entry["ask"]),
        options=tuple(Option(fill(o["text"]), o["right"], fill(o["why"])) for o in entry["options"]),
        sources=tuple(entry.get("sources", ())),
        order=tuple(entry.get("order", ())),
    )
