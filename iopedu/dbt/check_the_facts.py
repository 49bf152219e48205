"""A walk through the facts: what happened, what was felt and made of it, and where that leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, ClassVar

from iopedu.course.files import read_json
from iopedu.course.language import _
from iopedu.course.ratings import Change, check_rating, check_saved, in_plain_words
from iopedu.course.text import allowed, listed, printable
from iopedu.dbt.emotions import EmotionGuide, emotion_guide
from iopedu.dbt.facts_rules import ANSWERS, QUESTIONS, Way, decide, deciding_rule, what_would_change
from iopedu.dbt.opposite_action import NEVER_TOWARD, OppositeAction
from iopedu.dbt.parts import Parts
from iopedu.dbt.problem_solving import ProblemSolving
from iopedu.dbt.wording import Hint, hints_on


@dataclass(frozen=True)
class CheckTheFacts(Parts):
    """One walk through the facts.

    Parameters
    ----------
    event, interpretation, other, threat : str
        What a camera would have recorded; what was made of it; what else could be true; what is feared.
    emotion : str
        Id of one of `iopedu.dbt.emotion_guides`, or empty.
    strength, likelihood, after : int or None
        Strength of the emotion, how likely the threat is, and the same emotion afterward: 0 to 100. None is not
        set; 0 is a rating.
    danger, clear, fits, helps : str
        Answers to `iopedu.dbt.QUESTIONS`, or empty while they are not given.
    opposite : OppositeAction
    solving : ProblemSolving
        What is planned where the way leads there. What was written stays when the way changes.

    Raises
    ------
    ValueError
        With a sentence for the learner.

    Examples
    --------
    >>> CheckTheFacts(emotion="shame", strength=80, danger="no", clear="yes", fits="no", helps="no")
    Walk through the facts: Shame 80; leads to: Opposite action
    """

    WHAT: ClassVar[str] = _("walk through the facts")
    WORDS: ClassVar[Mapping[str, str]] = {
        "event": _("What happened"),
        "interpretation": _("What I made of it"),
        "other": _("What else could be true"),
        "threat": _("What I am afraid of, or what seems lost"),
    }
    RATINGS: ClassVar[Mapping[str, str]] = {
        "strength": _("Strength of the emotion"),
        "likelihood": _("How likely that is"),
        "after": _("The same emotion afterward"),
    }

    event: str = ""
    emotion: str = ""
    strength: int | None = None
    interpretation: str = ""
    other: str = ""
    threat: str = ""
    likelihood: int | None = None
    danger: str = ""
    clear: str = ""
    fits: str = ""
    helps: str = ""
    opposite: OppositeAction = field(default_factory=OppositeAction)
    solving: ProblemSolving = field(default_factory=ProblemSolving)
    after: int | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        for name, label in self.RATINGS.items():
            check_rating(label, getattr(self, name), 100)
        if self.emotion != "":
            emotion_guide(self.emotion)
        for name, asked in QUESTIONS.items():
            answer = getattr(self, name)
            if answer != "" and answer not in asked.answers:
                raise ValueError(allowed(asked.short, answer, asked.answers))
        if not isinstance(self.opposite, OppositeAction) or not isinstance(self.solving, ProblemSolving):
            raise ValueError(_("A walk holds one plan for opposite action and one for problem solving."))
        if self.after is not None and self.strength is None:
            found = {"rating": self.RATINGS["after"], "value": self.after}
            raise ValueError(
                _("{rating} is {value}, but the first strength is not set. Rate the emotion first.", **found)
            )

    @property
    def guide(self) -> EmotionGuide | None:
        """What the course says about the emotion, once one is chosen."""
        return emotion_guide(self.emotion) if self.emotion else None

    @property
    def answers(self) -> dict[str, str]:
        """The answers by question."""
        return {name: getattr(self, name) for name in QUESTIONS}

    @property
    def way(self) -> Way | None:
        """Where the answers lead; None while one is missing that could change it."""
        return decide(self.answers)

    @property
    def plans(self) -> tuple[Parts, ...]:
        """The plans that belong to the way."""
        way = self.way.id if self.way else ""
        opposite = (self.opposite,) if way in ("opposite", "both") else ()
        return (*opposite, *((self.solving,) if way in ("solve", "both") else ()))

    @property
    def change(self) -> Change | None:
        """The same emotion before and after; None unless both are rated."""
        if self.strength is None or self.after is None:
            return None
        return Change(self._named, self.strength, self.after)

    @property
    def _named(self) -> str:
        return self.guide.name if self.guide else _("The emotion")

    def missing(self) -> tuple[str, ...]:
        """Return what is still open on this walk, by name."""
        found = list(super().missing())
        found += [] if self.emotion else [_("Emotion")]
        found += [] if self.strength is not None else [self.RATINGS["strength"]]
        if self.way is None:
            found += [asked.short for name, asked in QUESTIONS.items() if not getattr(self, name)]
        after_doing = ProblemSolving.WORDS["result"]
        found += [name for plan in self.plans for name in plan.missing() if name != after_doing]
        return tuple(found)

    @property
    def ready(self) -> bool:
        """Whether the walk has arrived, and what it leads to is planned."""
        return not self.missing() or (self.way is not None and self.way.id == "people")

    def reason(self) -> str:
        """Return why the answers lead where they lead, in words; empty while they do not lead anywhere."""
        rule = deciding_rule(self.answers)
        return "" if rule is None else _("{when}. {reason}", when=rule.says, reason=rule.reason)

    def what_would_change(self) -> tuple[str, ...]:
        """Return which single answers would lead elsewhere; nothing is weighed against danger."""
        return () if self.way is not None and self.way.id == "people" else what_would_change(self.answers)

    def questions(self) -> tuple[Hint, ...]:
        """Return questions about the words for what happened: whether a camera would have recorded them."""
        return hints_on("facts", self.event, self.WORDS["event"])

    def leads(self) -> str:
        """Return where the walk leads and why, or what is missing for that."""
        if self.way is None:
            open_ones = [asked.short for name, asked in QUESTIONS.items() if not getattr(self, name)]
            return _("The walk is still open. Not answered: {questions}.", questions=listed(open_ones))
        found = {"way": self.way.title, "why": self.reason(), "do": self.way.do}
        return _("The walk leads to: {way}. Why: {why} {do}", **found)

    def describe(self) -> str:
        """Return the whole walk in words, one part below the other."""
        said = [f"{self.WORDS['event']}: {self.event}"] if self.event else []
        strength = _("not rated") if self.strength is None else self.strength
        if self.emotion or self.strength is not None:
            said.append(_("Emotion: {emotion}, {strength}", emotion=self._named, strength=strength))
        said += [f"{label}: {text}" for label, text in self.parts()[1:3] if text]
        threat = self.threat or _("not said")
        if self.likelihood is not None:
            threat = _("{threat} ({likelihood} of 100 likely)", threat=threat, likelihood=self.likelihood)
        if self.threat or self.likelihood is not None:
            said.append(f"{self.WORDS['threat']}: {threat}")
        said += [f"{QUESTIONS[name].short}: {ANSWERS[answer]}" for name, answer in self.answers.items() if answer]
        if not said:
            return _("Nothing in this walk yet.")
        plans = [plan.describe() for plan in self.plans if not plan.empty]
        warned = [NEVER_TOWARD] if self.opposite in self.plans else []
        changed = [self.change.describe()] if self.change else []
        return "\n".join([*said, self.leads(), *warned, *plans, *changed])

    def to_json(self) -> dict[str, Any]:
        """Return the walk as JSON values."""
        return {
            "version": 1,
            **asdict(self),
            "opposite": self.opposite.to_json(),
            "solving": self.solving.to_json(),
        }

    @classmethod
    def from_json(cls, found: Any) -> CheckTheFacts:
        """Read a walk that `to_json` wrote; raises ValueError with a sentence when it is something else."""
        saved = check_saved(found, cls.WHAT, [entry.name for entry in fields(cls)])
        plans = {"opposite": OppositeAction, "solving": ProblemSolving}
        return cls(**saved | {name: kind.from_json(saved[name]) for name, kind in plans.items() if name in saved})

    def __repr__(self) -> str:
        strength = _("not rated") if self.strength is None else self.strength
        feeling = f"{self._named} {strength}" if in_plain_words(self.emotion) else _("no emotion yet")
        way = self.way.title if self.way else _("still open")
        return printable(_("Walk through the facts: {emotion}; leads to: {way}", emotion=feeling, way=way))


def example_check_the_facts() -> CheckTheFacts:
    """Return Maya's walk after the letter of the insurance, which is made up.

    Examples
    --------
    >>> example_check_the_facts()
    Walk through the facts: Shame 80; leads to: Opposite action
    """
    return CheckTheFacts.from_json(read_json("dbt/examples_08.json")["maya_letter"])
