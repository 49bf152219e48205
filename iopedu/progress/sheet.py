"""A filled-in PHQ-9 or GAD-7, and the answer that comes before any total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import ClassVar

from iopedu.course.facts import fact
from iopedu.course.fields import Number
from iopedu.course.files import options, read_json
from iopedu.course.language import Refusal, _, _n
from iopedu.course.lists import Answers
from iopedu.course.quiz import Question, read_question
from iopedu.course.record import Record, asking, choice, record
from iopedu.course.text import check_one_of, listed
from iopedu.progress.measures import CHOICES, Band, Measure, measure, measures


@cache
def what_now() -> Question:
    """Return the question that opens when item 9 of the PHQ-9 is above 0.

    Examples
    --------
    >>> what_now().several
    True
    """
    return read_question(read_json("progress/what_now.json"))


@record
class Sheet(Record):
    """The answers of one fictional person to one questionnaire.

    There is a total only when every item is answered: an empty box is not a 0, and the person is there to be asked.
    What a published rule would put in for a gap is said beside it, and is no total.
    Where item 9 of the PHQ-9 is above 0, the step “What now?” comes first.

    Parameters
    ----------
    measure : str
        "phq9" or "gad7".
    answers : tuple of (int or None)
        0 to 3 for each item, None where it is not answered; by default nothing is answered.
    response : tuple of int
        What was chosen at “What now?”: positions in the options of `what_now`.

    Raises
    ------
    ValueError
        With a sentence for the learner.

    Examples
    --------
    >>> Sheet("gad7", (1, 1, 0, None, 2, 0, 0))
    GAD-7: no total, item 4 is not answered
    >>> Sheet("gad7", (1, 1, 0, 1, 2, 0, 0))
    GAD-7: 5 of 21, mild
    """

    WHAT: ClassVar[str] = _("score sheet")

    measure: str = choice(_("Measure"), measures.named(), default="phq9")
    answers: tuple[int | None, ...] = asking(
        Answers(label=_("Answers"), of=Number(label=_("Item"), high=len(CHOICES) - 1))
    )
    response: tuple[int, ...] = asking(Answers(label=_("What now?"), of=Number(label=_("Answer"), default=0)))

    def check(self) -> None:
        items = self.of.items
        if not self.answers:
            object.__setattr__(self, "answers", (None,) * len(items))
        if len(self.answers) != len(items):
            found = {"answers": len(self.answers), "measure": self.of.name, "items": len(items)}
            raise Refusal("There are {answers} answers. The {measure} has {items} items.", **found)
        if self.response and not self.raised:
            raise Refusal("“What now?” is answered, but item 9 is not above 0. It opens only when it is.")
        if self.response:
            what_now().feedback(self.response)

    @property
    def of(self) -> Measure:
        """The questionnaire."""
        return measure(self.measure)

    @property
    def unanswered(self) -> tuple[int, ...]:
        """Numbers of the items that are not answered."""
        return tuple(number for number, value in enumerate(self.answers, 1) if value is None)

    @property
    def lacking(self) -> tuple[str, ...]:
        """Names of the items that are not answered."""
        return tuple(_("Item {number}", number=number) for number in self.unanswered)

    @property
    def blank(self) -> bool:
        """Whether nothing is answered."""
        return self == Sheet(self.measure)

    @property
    def raised(self) -> bool:
        """Whether the item about thoughts of being dead or of self-harm is above 0."""
        return bool(self.of.safety_item and self.answers[self.of.safety_item - 1])

    @property
    def open_step(self) -> bool:
        """Whether “What now?” waits for an answer."""
        return self.raised and not self.response

    @property
    def total(self) -> int | None:
        """The score; None while an item is not answered or “What now?” is open."""
        return None if self.unanswered or self.open_step else sum(self.answers)

    @property
    def band(self) -> Band | None:
        """The band of the score, when there is one."""
        return None if self.total is None else self.of.band(self.total)

    @property
    def filled_in(self) -> float | None:
        """What the rule of the NHS Data Dictionary gives for a PHQ-9 with a gap or two; None without item 9.

        Examples
        --------
        >>> Sheet("phq9", (2, 2, 2, 2, 2, 1, None, None, 0)).filled_in
        14.1
        """
        answered = [value for value in self.answers if value is not None]
        gaps, most = len(self.unanswered), int(fact("phq9_missing_nhs").high)
        if self.measure != "phq9" or not 0 < gaps <= most or self.answers[8] is None:
            return None
        return round(sum(answered) / len(answered) * len(self.answers), 1)

    @property
    def ready(self) -> bool:
        """Whether there is a score."""
        return self.total is not None

    def answer(self, values: Iterable[int | None]) -> Sheet:
        """Return the sheet with other answers; what was chosen at “What now?” stays while item 9 is above 0."""
        new = replace(self, answers=tuple(values), response=())
        return replace(new, response=self.response) if new.raised else new

    def respond(self, chosen: Iterable[int]) -> Sheet:
        """Return the sheet with what was chosen at “What now?”.

        Raises
        ------
        ValueError
            When nothing was chosen, or item 9 is not above 0.
        """
        picked = tuple(sorted(set(chosen)))
        what_now().feedback(picked)
        return replace(self, response=picked)

    def feedback(self) -> tuple[str, ...]:
        """Return an explained line for each thing chosen at “What now?”, and for each good one left out."""
        return what_now().feedback(self.response) if self.response else ()

    def summary(self) -> str:
        """Return the score in words, or why there is none."""
        says = options("sheet.says")
        if self.open_step:
            return says["open"]
        if len(self.unanswered) == len(self.answers):
            return says["nothing"]
        if self.unanswered:
            said = _n(
                "No total: item {items} is not answered. An empty box is not a 0. Ask the person.",
                "No total: items {items} are not answered. An empty box is not a 0. Ask the person.",
                len(self.unanswered),
                items=listed(map(str, self.unanswered)),
            )
            if self.filled_in is not None:
                return f"{said} {says['filled_in'].format(score=f'{self.filled_in:g}')}"
            return f"{said} {says['ask_9']}" if 9 in self.unanswered else said
        band = {"band": self.band.name, "low": self.band.low, "high": self.band.high}
        said = says["score"].format(total=self.total, top=self.of.top, **band)
        return f"{said} {says['raised']}" if self.raised else said

    def answered(self) -> Iterator[tuple[str, str]]:
        """Yield each item with its number, and its answer in words."""
        for number, (item, value) in enumerate(zip(self.of.items, self.answers, strict=True), 1):
            yield f"{number}. {item}", _("not answered") if value is None else f"{value}, {CHOICES[value].lower()}"

    def describe(self) -> str:
        """Return every answer and the summary, one below the other."""
        lines = (f"{item}: {said}" for item, said in self.answered())
        chosen = [_("What now? – {answer}", answer=what_now().options[at].text) for at in self.response]
        return "\n".join([self.of.name, *lines, *chosen, self.summary()])

    def __repr__(self) -> str:
        name = self.of.name
        if self.ready:
            found = {"total": self.total, "top": self.of.top, "band": self.band.name}
            return _("{measure}: {total} of {top}, {band}", measure=name, **found)
        if self.open_step:
            return _("{measure}: no total yet, “What now?” isn’t answered", measure=name)
        return _n(
            "{measure}: no total, item {item} is not answered",
            "{measure}: no total, {n} items not answered",
            len(self.unanswered),
            measure=name,
            item=self.unanswered[0],
        )


def example_sheet(name: str) -> Sheet:
    """Return the sheet of a fictional person: "maya", "daniel" or "aisha".

    Examples
    --------
    >>> example_sheet("maya"), example_sheet("daniel")
    (PHQ-9: 19 of 27, moderately severe, GAD-7: no total, item 4 is not answered)
    """
    found = read_json("progress/examples_11.json")
    check_one_of("name", name, found)
    return Sheet.from_json(found[name])
