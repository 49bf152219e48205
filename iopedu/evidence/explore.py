"""Look at a data set in several ways, after a prediction for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from iopedu.course.fields import Ask, Choice
from iopedu.course.language import Refusal, _, _n
from iopedu.course.record import Record, asking, choice, named, record
from iopedu.course.text import check_one_of
from iopedu.evidence.datasets import Dataset, dataset, datasets
from iopedu.evidence.pooling import METHODS, Pooled, pool

#: What one can predict about leaving a study out.
GUESSES = {"stays": _("The conclusion stays the same"), "turns": _("The conclusion changes")}


def _pooled() -> Mapping[str, str]:
    return {entry.id: entry.title for entry in datasets() if entry.pooled}


def _predictions() -> Mapping[str, Choice]:
    return {
        name: Choice(label=_("Prediction for “{title}”", title=title), options=GUESSES)
        for name, title in _pooled().items()
    }


@record
class Exploration(Record):
    """One view of one data set, and the predictions so far.

    A study can be left out only after a prediction for its data set.

    Parameters
    ----------
    dataset : str
        Id of a data set that may be pooled.
    method : {"hk", "reml", "dl", "pm", "fixed"}
    rows : str
        Which rows, as `Dataset.part` takes them.
    out : str
        The study that is left out, or nothing.
    guesses : mapping of str to str
        For each data set the prediction, "stays" or "turns".

    Raises
    ------
    ValueError
        With a sentence, when this cannot be shown.

    Examples
    --------
    >>> Exploration("dbt_attempts").predict("stays").verdict()
    'You predicted: the conclusion stays the same. It stays the same.'
    """

    WHAT: ClassVar[str] = _("view of a data set")

    dataset: str = choice(_("Data set"), _pooled, default="cbt_primary_care")
    method: str = choice(_("Method"), METHODS, default="hk")
    rows: str = asking(Ask(label=_("Rows"), default=""))
    out: str = asking(Ask(label=_("Leave out"), default=""))
    guesses: Mapping[str, str] = named(_("Predictions"), _predictions)

    def check(self) -> None:
        check_one_of(self.asks()["rows"].label, self.rows, self.of.parts)
        if self.out != "":
            self._check_out()

    def _check_out(self) -> None:
        studies = [effect.study for effect in self.of.part(self.rows)]
        check_one_of(self.asks()["out"].label, self.out, studies)
        if self.dataset not in self.guesses:
            raise Refusal("Predict first; then you can leave out studies from this data set.")
        if len(studies) < 3:
            raise Refusal("With only two rows, none can be left out: one study alone cannot be pooled.")

    @property
    def of(self) -> Dataset:
        """The data set that is looked at."""
        return dataset(self.dataset)

    @property
    def predicted(self) -> bool:
        """Whether there is a prediction for this data set."""
        return self.dataset in self.guesses

    @property
    def ready(self) -> bool:
        """Whether there are predictions for three data sets."""
        return len(self.guesses) >= 3

    @property
    def question(self) -> str:
        """What is predicted for this data set."""
        told = {"rows": self.of.parts[self.of.leave_out_in], "study": self.of.leave_out}
        return _("{rows}, random effects: will the conclusion change without {study}?", **told)

    def all_rows(self) -> Pooled:
        """Return what is shown, with no study left out."""
        return pool(self.of.part(self.rows), self.method)

    def result(self) -> Pooled:
        """Return what is shown."""
        return pool(self.of.part(self.rows, self.out), self.method)

    def look(self, name: str) -> Exploration:
        """Return the first view of another data set; the predictions stay."""
        return Exploration(name, guesses=self.guesses)

    def predict(self, guess: str) -> Exploration:
        """Return the view that answers the question of this data set, with the prediction kept."""
        asked = {"method": "hk", "rows": self.of.leave_out_in, "out": self.of.leave_out}
        return replace(self, guesses={**self.guesses, self.dataset: guess}, **asked)

    def answer(self) -> str:
        """Return what happens without the study: "stays" or "turns"."""
        part = self.of.leave_out_in
        before, after = (pool(self.of.part(part, out)) for out in ("", self.of.leave_out))
        return "stays" if before.direction == after.direction else "turns"

    def verdict(self) -> str:
        """Return the prediction and what happens."""
        said = {"stays": _("the conclusion stays the same"), "turns": _("the conclusion changes")}[
            self.guesses[self.dataset]
        ]
        happens = {"stays": _("It stays the same."), "turns": _("It changes.")}[self.answer()]
        return _("You predicted: {guess}. {happens}", guess=said, happens=happens)

    def describe(self) -> str:
        """Return what is shown, in words, and the verdict when a study is left out."""
        lines = [f"{self.of.title}. {self.result().describe()}"]
        if self.out:
            lines.append(_("With {study}: {numbers}.", study=self.out, numbers=self.all_rows().numbers()))
        if self.predicted:
            lines += [self.verdict(), self.of.lesson]
        many = sum(entry.pooled for entry in datasets())
        lines.append(
            _n(
                "You have made predictions for {n} of {many} data sets.",
                "You have made predictions for {n} of {many} data sets.",
                len(self.guesses),
                many=many,
            )
        )
        return "\n".join(lines)
