"""Questions before the course and after it: the same ones or a parallel form; what was right is said at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from iopedu.course.files import options, read_json
from iopedu.course.language import Refusal, _, _n
from iopedu.course.quiz import Option, Question, Quiz, questions
from iopedu.course.ratings import check_saved

#: The two rounds in their order, with what they are called.
ROUNDS = options("before_after.rounds")
#: The two parallel forms of the test of transfer.
FORMS = ("A", "B")
_SAYS = options("before_after.says")
#: What can become of one question from the first round to the second.
OUTCOMES = options("before_after.outcomes")


def outcome(before: bool, after: bool) -> str:
    """Return what became of a question.

    Examples
    --------
    >>> outcome(before=False, after=True)
    'gained'
    """
    return {(True, True): "both", (False, True): "gained", (True, False): "lost", (False, False): "neither"}[
        bool(before), bool(after)
    ]


@dataclass(frozen=True)
class Rounds:
    """Two rounds of answers to the same questions, or to two parallel forms with the same ids.

    Parameters
    ----------
    quiz : Quiz
        The questions; each has one right option, and its last option is “I don’t know yet”.
    before, after : mapping of str to int
        The option chosen in each round, by the question's id.
    begun : bool
        Whether the second round was begun. It can begin when the first one is complete.
    seed : int
        Decides about the order of questions and options in each round.
    forms : mapping of str to Quiz
        The two parallel forms by their letters, where the second round asks other questions than the first.
    first : str
        The letter of the form that the first round asks.

    Raises
    ------
    ValueError
        When an answer cannot be, or the second round was answered before the first one was complete.

    Examples
    --------
    >>> Rounds(before_after()).describe()
    'Before the course: 0 of 16 answered.'
    """

    quiz: Quiz
    before: Mapping[str, int] = field(default_factory=dict)
    after: Mapping[str, int] = field(default_factory=dict)
    begun: bool = False
    seed: int = 1
    forms: Mapping[str, Quiz] = field(default_factory=dict)
    first: str = ""

    def __post_init__(self) -> None:
        for round in ROUNDS:
            for name, chosen in getattr(self, round).items():
                self.question(name, round).feedback([chosen])
        if self.begun and not self._complete(self.before):
            raise Refusal("The second round begins once every question in the first one is answered.")
        if self.after and not self.begun:
            raise Refusal("The second round has answers but was never started.")

    def _complete(self, answers: Mapping[str, int]) -> bool:
        return len(answers) == len(self.quiz.questions)

    def form(self, round: str) -> str:
        """Return the letter of the form that a round asks; nothing where both rounds ask the same."""
        return self.first if not self.forms or round == "before" else next(one for one in FORMS if one != self.first)

    def question(self, name: str, round: str = "") -> Question:
        """Return one question as a round asks it."""
        return self.forms.get(self.form(round or self.round), self.quiz).question(name)

    # Answering ---------------------------------------------------------------------------------------

    @property
    def round(self) -> str:
        """The round that is open: "before", or "after" once it was begun."""
        return "after" if self.begun else "before"

    @property
    def answers(self) -> Mapping[str, int]:
        """The answers of the open round."""
        return MappingProxyType(dict(self.after if self.begun else self.before))

    @property
    def waiting(self) -> bool:
        """Whether the first round is complete and the second one not begun."""
        return self._complete(self.before) and not self.begun

    @property
    def ready(self) -> bool:
        """Whether both rounds are complete."""
        return self.begun and self._complete(self.after)

    def order(self, round: str = "") -> tuple[Question, ...]:
        """Return the questions as one round asks them: shuffled by the seed, the same each time."""
        mark = f"{self.seed} {round or self.round}"
        return tuple(sorted(self.quiz.questions, key=lambda entry: _lot(f"{mark} {entry.id}")))

    def options(self, name: str, round: str = "") -> tuple[int, ...]:
        """Return the positions of a question's options as one round shows them; the last one stays last."""
        many = len(self.question(name, round).options)
        mark = f"{self.seed} {round or self.round} {name}"
        return (*sorted(range(many - 1), key=lambda at: _lot(f"{mark} {at}")), many - 1)

    def asked(self, name: str, round: str = "") -> Question:
        """Return a question with its options in the order in which one round shows them."""
        entry = self.question(name, round)
        return replace(entry, options=tuple(entry.options[at] for at in self.options(name, round)))

    def answer(self, name: str, chosen: int) -> Rounds:
        """Return the rounds with one more answer in the open round; ``chosen`` is the position in the quiz.

        Raises
        ------
        ValueError
            When both rounds are over, or the first one is and the second was not begun.
        """
        if self.ready or self.waiting:
            raise Refusal("This round is over, and its answers can’t be changed.")
        return replace(self, **{self.round: {**self.answers, name: chosen}})

    def begin(self) -> Rounds:
        """Return the rounds with the second one begun."""
        return replace(self, begun=True)

    # Looking back ------------------------------------------------------------------------------------

    def is_right(self, name: str, round: str) -> bool:
        """Whether a question was answered rightly in one round."""
        chosen = (self.after if round == "after" else self.before).get(name)
        return chosen is not None and self.question(name, round).is_right([chosen])

    def outcomes(self) -> Mapping[str, str]:
        """Return what became of each question, by its id.

        Raises
        ------
        ValueError
            Before both rounds are complete: an answer that is known is not asked for a second time.
        """
        if not self.ready:
            raise Refusal("You’ll see which answers were right when both rounds are complete.")
        return {
            entry.id: outcome(self.is_right(entry.id, "before"), self.is_right(entry.id, "after"))
            for entry in self.quiz.questions
        }

    def counts(self) -> Mapping[str, int]:
        """Return how many questions came out in each way; raises ValueError before both rounds are complete."""
        found = Counter(self.outcomes().values())
        return {name: found[name] for name in OUTCOMES}

    def describe(self) -> str:
        """Return how far the rounds have come; when both are complete, what changed."""
        total = len(self.quiz.questions)
        if self.ready:
            found = self.counts()
            right = {"before": found["both"] + found["lost"], "after": found["both"] + found["gained"]}
            return _SAYS["both"].format(total=total, **right, **found)
        if self.waiting:
            return _n("Before the course: {n} question answered.", "Before the course: all {n} answered.", total)
        return _SAYS[self.round].format(done=len(self.answers), total=total)

    # Keeping -----------------------------------------------------------------------------------------

    def to_json(self) -> dict[str, Any]:
        """Return the answers as JSON values."""
        rounds = {"before": dict(self.before), "after": dict(self.after)}
        return {"version": 1, **rounds, "begun": self.begun, "seed": self.seed} | (
            {"first": self.first} if self.forms else {}
        )

    def with_answers(self, found: Any) -> Rounds:
        """Return the rounds with what `to_json` wrote; a question that is gone is passed over.

        Raises
        ------
        ValueError
            When it is something else.
        """
        fields = ("before", "after", "begun", "seed", *(["first"] if self.forms else []))
        saved = check_saved(found, _("pair of rounds"), fields)
        begun, seed = saved.get("begun"), saved.get("seed")
        if not isinstance(begun, bool) or type(seed) is not int:
            raise Refusal("begun should be true or false, and seed a whole number.")
        first = saved.get("first", "")
        if self.forms and first not in FORMS:
            raise Refusal("first should name the form of the first round, A or B.")
        before, after = (self._read(name, saved.get(name)) for name in ROUNDS)
        if not begun:
            return Rounds(self.quiz, before, after, begun, seed, self.forms, first)
        # A question that came with a later edition has no first answer, so the second round does not ask it either.
        asked = tuple(entry for entry in self.quiz.questions if entry.id in before)
        after = {name: chosen for name, chosen in after.items() if name in before}
        return Rounds(replace(self.quiz, questions=asked), before, after, bool(asked), seed, self.forms, first)

    def _read(self, name: str, found: Any) -> dict[str, int]:
        if not isinstance(found, dict) or not all(type(chosen) is int for chosen in found.values()):
            raise Refusal("{field} should contain one whole number for each question.", field=name)
        known = {entry.id for entry in self.quiz.questions}
        return {entry: chosen for entry, chosen in found.items() if entry in known}


def _lot(text: str) -> bytes:
    # A digest, since the standard library promises the order of `random.shuffle` for no later version of Python.
    return sha256(text.encode()).digest()


@cache
def before_after() -> Quiz:
    """Return the questions that are asked before and after the course, each with “I don’t know yet” at its end.

    Examples
    --------
    >>> before_after().questions[0].options[-1].text
    'I don’t know yet'
    """
    return _open(questions("before_after")["course"])


def _open(found: Quiz) -> Quiz:
    """Return questions with “I don’t know yet” at the end of each."""
    open_answer = Option(
        _("I don’t know yet"),
        False,
        _("That’s an honest answer: it says more than a guess, and it shows you what’s worth reading."),
    )
    return Quiz(found.title, tuple(replace(entry, options=(*entry.options, open_answer)) for entry in found.questions))


@cache
def parallel_forms() -> Mapping[str, Quiz]:
    """Return the two forms of the test of transfer by letter; a pair asks for the same decision about two people."""
    return {letter: _open(questions("transfer")[letter]) for letter in FORMS}


def transfer(first: str) -> Rounds:
    """Return the test of transfer with nothing answered; ``first`` is the letter of the form that comes first.

    Examples
    --------
    >>> transfer("B").form("after")
    'A'
    """
    return Rounds(parallel_forms()["A"], forms=parallel_forms(), first=first)


def pair_name(name: str) -> str:
    """Return what a pair of questions of the two forms asks for."""
    return read_json("exercises/transfer.json")["pairs"][name]
