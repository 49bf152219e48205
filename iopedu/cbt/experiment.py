"""Testing a belief: a prediction first, then what happened."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from iopedu.course.files import read_json
from iopedu.course.language import _
from iopedu.course.ratings import check_rating, check_saved, check_text, in_plain_words


@dataclass(frozen=True)
class Experiment:
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
    >>> Experiment(result="It went well")
    Traceback (most recent call last):
    ...
    ValueError: “What happened” has words in it, but there is no prediction yet. Write the prediction first.
    """

    belief: str = ""
    before: int | None = None
    prediction: str = ""
    test: str = ""
    watch: str = ""
    result: str = ""
    after: int | None = None
    learning: str = ""
    next: str = ""

    #: Fields with words, in the order in which they are filled in, with their names for a reader.
    WORDS = {  # noqa: RUF012
        "belief": _("Belief"),
        "prediction": _("Prediction"),
        "test": _("Test"),
        "watch": _("What to watch for"),
        "result": _("What happened"),
        "learning": _("What this says"),
        "next": _("What comes next"),
    }

    def __post_init__(self) -> None:
        for field, name in self.WORDS.items():
            check_text(name, getattr(self, field))
        check_rating(_("Belief before"), self.before, 100)
        check_rating(_("Belief after"), self.after, 100)
        if self.result.strip() and not self.predicted:
            raise ValueError(
                _("“What happened” has words in it, but there is no prediction yet. Write the prediction first.")
            )
        late = {_("Belief after"): self.after is not None}
        late |= {self.WORDS[field]: bool(getattr(self, field).strip()) for field in ("learning", "next")}
        for name, given in late.items():
            if given and not in_plain_words(self.result):
                raise ValueError(
                    _("“{name}” is filled in, but not “What happened”. Write first what happened.", name=name)
                )

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
    def missing(self) -> tuple[str, ...]:
        """Names of the fields that the present stage still asks for."""
        plan = {"belief": _("Belief"), "before": _("Belief before")}
        wanted = {**plan, **{field: self.WORDS[field] for field in ("prediction", "test", "watch")}}
        if self.stage == "result":
            wanted |= {"after": _("Belief after"), "learning": _("What this says"), "next": _("What comes next")}
        values = {field: getattr(self, field) for field in wanted}
        return tuple(
            wanted[field]
            for field, value in values.items()
            if value is None or (isinstance(value, str) and not value.strip())
        )

    @property
    def ready(self) -> bool:
        """Whether nothing is missing, up to what comes next."""
        return self.stage == "result" and not self.missing

    def summary(self) -> str:
        """Return what became of the belief, in neutral words."""
        if self.change is None:
            return _("Belief: no change can be told yet. It takes a rating before and a rating after.")
        values = {"before": self.before, "after": self.after, "points": abs(self.change)}
        if self.change > 0:
            return _(
                "Belief: {before} before, {after} after, {points} higher. One test is one piece of evidence.", **values
            )
        if self.change < 0:
            return _(
                "Belief: {before} before, {after} after, {points} lower. One test is one piece of evidence.", **values
            )
        return _("Belief: {before} before, {after} after, as before. One test is one piece of evidence.", **values)

    def describe(self) -> str:
        """Return every field that is filled in, and the summary."""
        lines = [
            f"{name}: {getattr(self, field)}" for field, name in self.WORDS.items() if getattr(self, field).strip()
        ]
        if self.before is not None or self.after is not None:
            lines.append(self.summary())
        return "\n".join(lines) or _("No experiment yet.")

    def to_json(self) -> dict[str, Any]:
        """Return the experiment as JSON values."""
        return {"version": 1, **asdict(self)}

    @classmethod
    def from_json(cls, found: Any) -> Experiment:
        """Read an experiment that `to_json` wrote; raises ValueError when it is something else."""
        return cls(**check_saved(found, _("experiment"), cls.__dataclass_fields__))

    def __repr__(self) -> str:
        change = "no change to tell yet" if self.change is None else f"belief {self.change:+d}"
        missing = f"; missing: {', '.join(self.missing)}" if self.missing else ""
        return f"Experiment: stage {self.stage}, {change}{missing}"


def example_experiment() -> Experiment:
    """Return Maya's experiment, which is made up.

    Examples
    --------
    >>> example_experiment()
    Experiment: stage result, belief -25
    """
    return Experiment.from_json(read_json("cbt/examples_06.json")["maya_experiment"])
