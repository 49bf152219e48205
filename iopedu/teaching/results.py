"""What learners chose, for their class: handed on without names, read with suspicion, counted question by question."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any

from iopedu.course import before_after as twice
from iopedu.course import document
from iopedu.course.document import Document, StorageProblem
from iopedu.course.language import Refusal, _, _n
from iopedu.course.outline import Notebook, notebooks
from iopedu.course.practice import Practice
from iopedu.course.quiz import Quiz, questions
from iopedu.course.ratings import check_saved, shown
from iopedu.course.submissions import Handed, check_label, check_size, read_file
from iopedu.teaching.decks import decks
from iopedu.teaching.tally import Tally

FORMAT = "iopedu-results"
#: The answers to all questions of the course take less than 40,000 bytes; a saved file holds texts as well.
MAX_BYTES = 200_000
#: With fewer learners than this, a class view may say who answered what.
FEW = 5
SMALL = _("In a group this small, this page may show who answered what. View it in private.")

Chosen = Mapping[str, tuple[int, ...]]


@cache
def sets() -> Mapping[str, Quiz]:
    """Return every set of questions whose answers a class may look at, by the name that a file uses for it.

    Examples
    --------
    >>> list(sets())[:2]
    ['before', '00/first_answer']
    """
    found = {name: quiz for entry in notebooks() for name, quiz in _in_one(entry)}
    first, last = (Quiz(twice.ROUNDS[name], twice.before_after().questions) for name in twice.ROUNDS)
    forms = {
        f"transfer/{round}/{letter}": Quiz(f"{quiz.title}: {twice.ROUNDS[round]}", quiz.questions)
        for round in twice.ROUNDS
        for letter, quiz in twice.parallel_forms().items()
    }
    return {"before": first, **found, **forms, "after": last}


def _in_one(entry: Notebook) -> Iterator[tuple[str, Quiz]]:
    title = f"{entry.number} {entry.title}"
    for name, quiz in questions(entry.number).items():
        yield f"{entry.number}/{name}", Quiz(f"{title}: {quiz.title}", quiz.questions)
    for name, deck in decks(entry.number).items():
        yield name, Quiz(f"{title}: {deck.title}", tuple(item.question for item in deck.items))


@dataclass(frozen=True)
class Results:
    """The answers that one learner handed on: which option, and nothing that was written.

    Parameters
    ----------
    chosen : mapping of str to (mapping of str to tuple of int)
        Positions chosen, by set and question; of a practice item those of the first answer, which was given
        before its feedback.
    label : str
        A number, or nothing.

    Raises
    ------
    ValueError
        When it cannot be.
    """

    chosen: Mapping[str, Chosen]
    label: str = ""

    def __post_init__(self) -> None:
        check_label(self.label)
        for name, answers in self.chosen.items():
            quiz = sets().get(name)
            if quiz is None:
                raise Refusal("There is no set of questions named {name}.", name=shown(name))
            quiz.with_answers({"version": 1, "answers": {key: list(at) for key, at in answers.items()}})
        if not any(self.chosen.values()):
            raise Refusal("The file contains no answers to questions.")

    @classmethod
    def of(cls, document: Document, label: str = "") -> Results:
        """Take the chosen options out of a learner's answers; what cannot be read is left out.

        Raises
        ------
        ValueError
            When the label is something else, or no question is answered.
        """
        check_label(label)
        found: dict[str, Chosen] = {}
        for number, section in document.sections.items():
            for key, answer in section.answers.items():
                try:
                    name = f"{number}/{key}"
                    if name in decks():
                        first = Practice(decks()[name]).with_answers(answer.value).first_answers()
                        found[name] = {given.item: given.chosen for given in first}
                    elif name in sets():
                        found[name] = sets()[name].with_answers(answer.value).answers
                    elif number == "00" and key in ("before_after", "transfer"):
                        parallel = key == "transfer"
                        blank = twice.transfer(twice.FORMS[0]) if parallel else twice.Rounds(twice.before_after())
                        rounds = blank.with_answers(answer.value)
                        for name in twice.ROUNDS:
                            chosen = {asked: (at,) for asked, at in getattr(rounds, name).items()}
                            found[f"transfer/{name}/{rounds.form(name)}" if parallel else name] = chosen
                except ValueError:
                    continue
        found = {name: answers for name, answers in found.items() if answers}
        if not found:
            raise Refusal("No questions have been answered yet, so there is nothing to hand in.")
        return cls({name: found[name] for name in sets() if name in found}, label)

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        chosen = {name: {key: list(at) for key, at in answers.items()} for name, answers in self.chosen.items()}
        return {"format": FORMAT, "version": 1, "label": self.label, "chosen": chosen}

    def export(self) -> str:
        """Return it as the text of a file: no name, no words, no times."""
        return json.dumps(self.to_json(), indent=1) + "\n"

    @classmethod
    def from_json(cls, found: Any) -> Results:
        """Read what `to_json` wrote; a question that is gone is passed over.

        Raises
        ------
        ValueError
            When it is something else.
        """
        saved = check_saved(found, _("set of quiz answers for a class"), ("format", "label", "chosen"))
        chosen = saved.get("chosen")
        if saved.get("format") != FORMAT or not isinstance(chosen, dict):
            raise Refusal("This is not a file of quiz answers for a class.")
        known = {name: answers for name, answers in chosen.items() if name in sets()}
        return cls(
            {name: sets()[name].with_answers({"version": 1, "answers": each}).answers for name, each in known.items()},
            saved.get("label"),
        )


def read_results(content: bytes) -> Results:
    """Read the file of one learner: what was written for the class, or a saved file with everything.

    Of a saved file only the chosen options are taken.

    Raises
    ------
    ValueError
        With a sentence, whatever the file holds.

    Examples
    --------
    >>> read_results(b'{"format": "iopedu-results", "version": 1, "label": "7", "chosen": {"01/quiz": {"floor": [1]}}}')
    Results(chosen={'01/quiz': {'floor': (1,)}}, label='7')
    """
    found = read_file(content, document.MAX_BYTES)
    if isinstance(found, dict) and found.get("format") == document.FORMAT:
        try:
            return Results.of(document.parse(content))
        except StorageProblem as problem:
            raise Refusal("The file can’t be read: {problem}.", problem=str(problem)) from None
    check_size(content, MAX_BYTES)
    return Results.from_json(found)


@dataclass(frozen=True)
class ClassResults(Handed[Results]):
    """The quiz answers of several learners.

    Examples
    --------
    >>> ClassResults().describe()
    'No quiz answers were read.'
    """

    @cached_property
    def tallies(self) -> Mapping[str, tuple[Tally, ...]]:
        """What was answered, set by set, for the questions that somebody answered."""
        found = {name: tuple(self._tallies(name)) for name in sets()}
        return {name: each for name, each in found.items() if each}

    def _tallies(self, name: str) -> Iterator[Tally]:
        given = [one.chosen[name] for one in self.handed if name in one.chosen]
        for entry in sets()[name].questions:
            answers = tuple(chosen[entry.id] for chosen in given if entry.id in chosen)
            if answers:
                yield Tally(entry, answers)

    @cached_property
    def changes(self) -> Mapping[str, Counter[str]]:
        """What became of each question that is asked before and after, for learners who answered it twice."""
        found: dict[str, Counter[str]] = {}
        for one in self.handed:
            first, last = (one.chosen.get(name, {}) for name in twice.ROUNDS)
            for entry in twice.before_after().questions:
                if entry.id in first and entry.id in last:
                    rights = (entry.is_right(answers[entry.id]) for answers in (first, last))
                    found.setdefault(entry.id, Counter())[twice.outcome(*rights)] += 1
        return {entry.id: found[entry.id] for entry in twice.before_after().questions if entry.id in found}

    @cached_property
    def transfer(self) -> Mapping[str, tuple[tuple[int, int], ...]]:
        """How many were right before and after, one pair for each learner with both forms, by the form before."""
        found: dict[str, tuple[tuple[int, int], ...]] = {}
        for first, second in (twice.FORMS, twice.FORMS[::-1]):
            names = (f"transfer/before/{first}", f"transfer/after/{second}")
            quizzes = [
                [replace(sets()[name], answers=one.chosen.get(name, {})) for name in names] for one in self.handed
            ]
            found[first] = tuple(
                (before.right, after.right) for before, after in quizzes if before.ready and after.ready
            )
        return found

    @cached_property
    def most_missed(self) -> tuple[tuple[str, Tally], ...]:
        """What somebody missed at the end of a notebook, the hardest first, each with the notebook's number."""
        ends = {name.removesuffix("/quiz"): each for name, each in self.tallies.items() if name.endswith("/quiz")}
        found = [(number, tally) for number, each in ends.items() for tally in each if tally.missed]
        return tuple(sorted(found, key=lambda entry: entry[1].ease))

    def describe(self) -> str:
        """Return in words how many learners there are, and which question was missed most."""
        if not self.handed:
            return _("No quiz answers were read.")
        said = _n("{n} learner handed in quiz answers.", "{n} learners handed in quiz answers.", len(self.handed))
        for _number, worst in self.most_missed[:1]:
            said += " " + _(
                "Missed most at the end of a notebook: “{ask}” ({right} of {answered} right). Begin there.",
                ask=worst.question.ask,
                right=worst.right,
                answered=worst.answered,
            )
        if len(self.handed) < FEW:
            said += f" {SMALL}"
        return said
