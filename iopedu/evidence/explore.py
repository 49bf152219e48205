"""Look at a data set in several ways, after a prediction for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from iopedu.course.language import _, _n
from iopedu.course.ratings import check_saved, check_text
from iopedu.course.text import allowed
from iopedu.evidence.datasets import Dataset, dataset, datasets
from iopedu.evidence.pooling import METHODS, Pooled, pool

#: What one can predict about leaving a study out.
GUESSES = {"stays": _("The conclusion stays"), "turns": _("The conclusion turns")}


@dataclass(frozen=True)
class Exploration:
    """One view of one data set, and the predictions so far.

    A study can be left out only after a prediction for its data set.

    Parameters
    ----------
    dataset : str
        Id of a data set that may be pooled.
    method : {"fixed", "dl", "pm", "reml", "hk"}
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
    'You predicted: the conclusion stays. It stays.'
    """

    dataset: str = "cbt_primary_care"
    method: str = "dl"
    rows: str = ""
    out: str = ""
    guesses: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        names = [entry.id for entry in datasets() if entry.pooled]
        for name in ("dataset", "method", "rows", "out"):
            check_text(name, getattr(self, name))
        if self.dataset not in names:
            raise ValueError(allowed("dataset", self.dataset, names))
        if self.method not in METHODS:
            raise ValueError(allowed("method", self.method, list(METHODS)))
        if self.rows not in self.of.parts:
            raise ValueError(allowed("rows", self.rows, list(self.of.parts)))
        if not isinstance(self.guesses, Mapping):
            raise ValueError("guesses should hold one prediction for each data set.")
        for name, guess in self.guesses.items():
            if name not in names or guess not in GUESSES:
                raise ValueError(allowed("prediction", guess, list(GUESSES)))
        if self.out:
            self._check_out()

    def _check_out(self) -> None:
        if self.dataset not in self.guesses:
            raise ValueError(_("Predict first: then studies of this data set can be left out."))
        studies = [effect.study for effect in self.of.part(self.rows)]
        if self.out not in studies:
            raise ValueError(allowed("left out", self.out, studies))
        if len(studies) < 3:
            raise ValueError(_("Of two rows none can be left out: one study alone cannot be pooled."))

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
        return _(
            "{rows}, random effects: will the conclusion turn without {study}?",
            rows=self.of.parts[self.of.leave_out_in],
            study=self.of.leave_out,
        )

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
        asked = {"method": "dl", "rows": self.of.leave_out_in, "out": self.of.leave_out}
        return replace(self, guesses={**self.guesses, self.dataset: guess}, **asked)

    def answer(self) -> str:
        """Return what happens without the study: "stays" or "turns"."""
        part = self.of.leave_out_in
        before, after = (pool(self.of.part(part, out)) for out in ("", self.of.leave_out))
        return "stays" if before.direction == after.direction else "turns"

    def verdict(self) -> str:
        """Return the prediction and what happens."""
        if not self.predicted:
            return _("There is no prediction for this data set yet.")
        said = {"stays": _("the conclusion stays"), "turns": _("the conclusion turns")}[self.guesses[self.dataset]]
        happens = {"stays": _("It stays."), "turns": _("It turns.")}[self.answer()]
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
            _n("{n} of {many} data sets predicted.", "{n} of {many} data sets predicted.", len(self.guesses), many=many)
        )
        return "\n".join(lines)

    def to_json(self) -> dict[str, Any]:
        """Return the view as JSON values."""
        view = {name: getattr(self, name) for name in ("dataset", "method", "rows", "out")}
        return {"version": 1, **view, "guesses": dict(self.guesses)}

    @classmethod
    def from_json(cls, found: Any) -> Exploration:
        """Read what `to_json` wrote.

        Raises
        ------
        ValueError
            When it is something else.
        """
        names = ("dataset", "method", "rows", "out", "guesses")
        saved = check_saved(found, "view of a data set", names)
        if set(saved) != set(names):
            raise ValueError(f"A saved view of a data set needs the fields {', '.join(names)}.")
        if not isinstance(saved["guesses"], dict) or not all(isinstance(g, str) for g in saved["guesses"].values()):
            raise ValueError("guesses should hold one prediction for each data set.")
        return cls(**saved)

    def __repr__(self) -> str:
        left = _(", without {study}", study=self.out) if self.out else ""
        return f"{self.of.title}, {self.of.parts[self.rows]}{left}: {self.result().numbers()}"
