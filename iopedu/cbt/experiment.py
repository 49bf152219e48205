"""Testing a belief: a prediction first, then what happened."""

from __future__ import annotations

from typing import ClassVar

from iopedu.cbt.exposure import PREDICTION_RULES, refusal
from iopedu.course.files import read_json
from iopedu.course.language import Refusal, _
from iopedu.course.ratings import in_plain_words, moved
from iopedu.course.record import Record, number, record, words


@record
class Experiment(Record):
    """A behavioral experiment: a prediction first, then what happened.

    Parameters
    ----------
    belief : str
        The belief that is put to the test.
    before, after : int or None
        How strongly it is held, from 0 to 100; None means not rated.
    prediction, test, watch : str
        What the belief predicts, what will be done, and what to look out for.
    result, learning, next : str
        What happened, what it says, what comes next.

    Raises
    ------
    ValueError
        When the result comes before the prediction, or a field holds something else.

    Examples
    --------
    >>> Experiment(result="It went well")  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    ...
    Refusal: There are words in “What happened”, but no prediction yet. Write the prediction first.
    """

    WHAT: ClassVar[str] = _("experiment")

    belief: str = words(_("Belief"))
    before: int | None = number(_("Belief before"))
    prediction: str = words(_("Prediction"))
    test: str = words(_("Test"))
    watch: str = words(_("What to watch for"))
    result: str = words(_("What happened"))
    after: int | None = number(_("Belief after"))
    learning: str = words(_("What this says"))
    next: str = words(_("What comes next"))

    #: The two parts of the form.
    PLAN: ClassVar[tuple[str, ...]] = ("belief", "before", "prediction", "test", "watch")
    RESULT: ClassVar[tuple[str, ...]] = ("result", "after", "learning", "next")

    def check(self) -> None:
        if self.result.strip() and not self.predicted:
            raise Refusal("“What happened” is filled in, but there is no prediction yet. Write the prediction first.")
        late = [label for label, _said in self.said(*self.RESULT[1:])]
        if late and not in_plain_words(self.result):
            found = {"name": late[0]}
            raise Refusal("“{name}” is filled in, but “What happened” is not. First write down what happened.", **found)

    @property
    def predicted(self) -> bool:
        """Whether there is a prediction, so that a result may follow."""
        return in_plain_words(self.prediction)

    @property
    def stage(self) -> str:
        """``plan`` until something happened, then ``result``."""
        return "result" if in_plain_words(self.result) else "plan"

    @property
    def change(self) -> int | None:
        """Belief after minus belief before, with its sign; None unless both are rated."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def lacking(self) -> tuple[str, ...]:
        """Names of the fields that the present stage still asks for."""
        later = [self.asks()[name].label for name in self.RESULT] if self.stage == "plan" else []
        return tuple(label for label in super().lacking if label not in later)

    @property
    def ready(self) -> bool:
        """Whether nothing is missing, up to what comes next."""
        return self.stage == "result" and not self.lacking

    @property
    def refused(self) -> str:
        """Why the test is never one and what to do instead, where it is like that; a form does not take it."""
        return refusal(self.test)

    def asked(self) -> tuple[str, ...]:
        """Return why the test is none, and the questions that the rules ask about the prediction."""
        if not self.predicted:
            return (self.refused,) if self.refused else ()
        found = PREDICTION_RULES.asked(self.prediction, "prediction", self.asks()["prediction"].label)
        found += PREDICTION_RULES.asked(f"{self.prediction} {self.test}", "test", self.asks()["prediction"].label)
        return tuple(filter(None, (self.refused, *map(repr, found))))

    def summary(self) -> str:
        """Return what became of the belief, in neutral words."""
        if self.change is None:
            return _("Belief: no change to report yet. It takes one rating before and one after.")
        return moved("experiment.belief", self.change, before=self.before, after=self.after)

    def describe(self) -> str:
        """Return every field that is filled in, and the summary."""
        texts = (name for name in self.asks() if name not in ("before", "after"))
        lines = [f"{label}: {said}" for label, said in self.said(*texts)]
        if self.before is not None or self.after is not None:
            lines.append(self.summary())
        return "\n".join(lines) or _("No experiments yet.")


def example_experiment() -> Experiment:
    """Return Maya's experiment, which is fictional.

    Examples
    --------
    >>> example_experiment().change
    -25
    """
    return Experiment.from_json(read_json("cbt/examples_06.json")["maya_experiment"])
