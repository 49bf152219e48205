"""A walk through the facts: what happened, what was felt and made of it, and the rules that say where that leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from iopedu.course.entries import read_entries
from iopedu.course.files import options, read_json, read_rows
from iopedu.course.language import Refusal, _
from iopedu.course.ratings import Change, in_plain_words
from iopedu.course.record import Record, choice, number, one, record, words
from iopedu.course.rules import Asked, RuleSet
from iopedu.course.text import listed, printable
from iopedu.dbt.dear_man import WORD_RULES
from iopedu.dbt.emotions import EmotionGuide, emotion_guides

#: What a learner can answer, and how it is written.
ANSWERS: Mapping[str, str] = {"yes": _("yes"), "partly": _("partly"), "no": _("no"), "not_sure": _("not sure")}


@dataclass(frozen=True)
class Asking:
    """A question of the walk, a short name for it, and the answers that it takes."""

    id: str
    short: str
    ask: str
    answers: tuple[str, ...]


QUESTIONS: Mapping[str, Asking] = {asked.id: asked for asked in read_entries(Asking, "dbt/fact_questions.csv")}


@dataclass(frozen=True)
class Way:
    """Where the walk leads: its name, and what to do there."""

    id: str
    title: str
    do: str


WAYS: Mapping[str, Way] = {way.id: way for way in read_entries(Way, "dbt/fact_ways.csv")}


@dataclass(frozen=True)
class WayRule:
    """One rule: when these answers are given, it leads that way. The first rule that fits decides."""

    when: Mapping[str, tuple[str, ...]]
    way: str
    reason: str

    def fits(self, answers: Mapping[str, str]) -> bool | None:
        """Whether the rule fits; None when an answer that it needs is not given yet."""
        given = [answers.get(name, "") for name in self.when]
        if not all(given):
            return None
        return all(answer in options for answer, options in zip(given, self.when.values(), strict=True))

    @property
    def says(self) -> str:
        """When the rule fits, in words."""
        return listed(
            _(
                "“{question}” is {answers}",
                question=QUESTIONS[name].short,
                answers=listed((ANSWERS[option] for option in options), "or"),
            )
            for name, options in self.when.items()
        )


RULES: tuple[WayRule, ...] = tuple(
    WayRule({name: row[name] for name in QUESTIONS if row[name]}, row["way"], row["reason"])
    for row in read_rows("dbt/fact_rules.csv", lists=tuple(QUESTIONS))
)


def deciding_rule(answers: Mapping[str, str]) -> WayRule | None:
    """Return the rule that decides, or None while an answer is missing that could change the way.

    Parameters
    ----------
    answers : mapping of str to str
        An answer for each key of `QUESTIONS`; empty or absent while it is not given.

    Examples
    --------
    >>> deciding_rule({"danger": "not_sure"}).way
    'people'
    """
    for rule in RULES:
        fits = rule.fits(answers)
        if fits is None:
            return None
        if fits:
            return rule
    raise AssertionError("The rules leave a combination out.")  # the tests walk through all of them


def decide(answers: Mapping[str, str]) -> Way | None:
    """Return where the answers lead, or None while they are not complete; see `deciding_rule`.

    Examples
    --------
    >>> decide({"danger": "no", "clear": "yes", "fits": "partly", "helps": "no"}).title
    'Both: problem solving and opposite action'
    """
    rule = deciding_rule(answers)
    return None if rule is None else WAYS[rule.way]


def what_would_change(answers: Mapping[str, str]) -> tuple[str, ...]:
    """Return, for each answer that would lead elsewhere by itself, what it is and where it leads.

    Examples
    --------
    >>> what_would_change({"danger": "no", "clear": "yes", "fits": "no", "helps": "no"})[2]
    'If “Fits the facts” were yes or partly, it would lead to: Both: problem solving and opposite action.'
    """
    now = decide(answers)
    if now is None:
        return ()
    found = []
    for name, asked in QUESTIONS.items():
        elsewhere: dict[str, list[str]] = {}
        for option in asked.answers:
            other = decide({**answers, name: option})
            if other is not None and other != now:
                elsewhere.setdefault(other.title, []).append(ANSWERS[option])
        for title, given in elsewhere.items():
            other = {"question": asked.short, "answers": listed(given, "or"), "way": title}
            found.append(_("If “{question}” were {answers}, it would lead to: {way}.", **other))
    return tuple(found)


NEVER_TOWARD = options("cautions")["opposite_action"]


@record
class OppositeAction(Record):
    """Opposite action: the urge, its opposite, and how to do it all the way.

    Examples
    --------
    >>> OppositeAction(urge="Hide the letter", opposite="Show it to Luis").missing
    ('Posture and face', 'Voice', 'Words to say')
    """

    WHAT: ClassVar[str] = _("opposite action plan")

    urge: str = words(_("Urge"))
    opposite: str = words(_("The opposite"))
    posture: str = words(_("Posture and face"))
    voice: str = words(_("Voice"))
    words: str = words(_("Words to say"))


@record
class ProblemSolving(Record):
    """Problem solving in seven steps.

    Examples
    --------
    >>> ProblemSolving(problem="The form is due on Friday")
    Problem solving plan: 1 of 7 parts filled in
    """

    WHAT: ClassVar[str] = _("problem solving plan")

    problem: str = words(_("1. The problem, as a camera would see it"))
    known: str = words(_("2. What is known for sure"))
    goal: str = words(_("3. A goal that can be reached"))
    ideas: str = words(_("4. Ideas, with none thrown out yet"))
    choice: str = words(_("5. The idea to try, and why"))
    action: str = words(_("6. Who does what, and when"))
    result: str = words(_("7. How it went, and what is next"))


def _question(name: str, **more: Any) -> Any:
    asked = QUESTIONS[name]
    answers = {answer: ANSWERS[answer] for answer in asked.answers}
    return choice(asked.short, answers, ask=asked.ask, unset=_("Not answered"), optional=True, **more)


#: Rules about answers that pull in two directions.
ANSWER_RULES: RuleSet[CheckTheFacts] = RuleSet(
    "facts_answers",
    likely_but_no_fit=lambda walk: walk.fits == "no" and (walk.likelihood or 0) >= 50,
    unlikely_but_fits=lambda walk: walk.emotion == "fear" and walk.fits == "yes" and walk.likelihood in range(11),
)


@record
class CheckTheFacts(Record):
    """One walk through the facts.

    Parameters
    ----------
    event, interpretation, other, threat, cope : str
        What a camera would have recorded; what was made of it; what else could be true; what is feared; how to cope
        if it happened.
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

    event: str = words(_("What happened"))
    emotion: str = choice(_("Emotion"), emotion_guides.named())
    strength: int | None = number(_("Strength of the emotion"))
    interpretation: str = words(_("What I made of it"))
    other: str = words(_("What else could be true"))
    threat: str = words(_("What I am afraid of, or what seems lost"))
    likelihood: int | None = number(_("How likely that seems"), optional=True)
    cope: str = words(_("If it did happen: how I would cope"), optional=True)
    danger: str = _question("danger", denies="no")
    clear: str = _question("clear")
    fits: str = _question("fits")
    helps: str = _question("helps")
    opposite: OppositeAction = one(_("Opposite action"), OppositeAction, optional=True)
    solving: ProblemSolving = one(_("Problem solving"), ProblemSolving, optional=True)
    after: int | None = number(_("The same emotion afterward"), optional=True)

    def check(self) -> None:
        if self.after is not None and self.strength is None:
            found = {"rating": self.asks()["after"].label, "value": self.after}
            raise Refusal("{rating} is {value}, but the first rating is not set. Rate the emotion first.", **found)

    @property
    def guide(self) -> EmotionGuide | None:
        """What the course says about the emotion, once one is chosen."""
        return emotion_guides[self.emotion] if self.emotion else None

    @property
    def answers(self) -> dict[str, str]:
        """The answers by question."""
        return {name: getattr(self, name) for name in QUESTIONS}

    @property
    def way(self) -> Way | None:
        """Where the answers lead; None while one is missing that could change it."""
        return decide(self.answers)

    @property
    def plans(self) -> tuple[Record, ...]:
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

    @property
    def _unanswered(self) -> list[str]:
        return [asked.short for name, asked in QUESTIONS.items() if not getattr(self, name)]

    @property
    def lacking(self) -> tuple[str, ...]:
        """What is still open on this walk, by name; the result of what is planned comes after it is done."""
        later = ProblemSolving.asks()["result"].label
        planned = [label for plan in self.plans for label in plan.lacking if label != later]
        return (*super().lacking, *(self._unanswered if self.way is None else planned))

    @property
    def ready(self) -> bool:
        """Whether the walk has arrived, and what it leads to is planned."""
        return not self.lacking or (self.way is not None and self.way.id == "people")

    def reason(self) -> str:
        """Return why the answers lead where they lead, in words; empty while they do not lead anywhere."""
        rule = deciding_rule(self.answers)
        return "" if rule is None else _("{when}. {reason}", when=rule.says, reason=rule.reason)

    def what_would_change(self) -> tuple[str, ...]:
        """Return which single answers would lead elsewhere; nothing is weighed against danger."""
        return () if self.way is not None and self.way.id == "people" else what_would_change(self.answers)

    def asked(self) -> tuple[Asked, ...]:
        """Return questions about the words for what happened, and about answers that don’t go together."""
        return (*WORD_RULES.asked(self.event, "facts", self.asks()["event"].label), *ANSWER_RULES.asked(self))

    def leads(self) -> str:
        """Return where the walk leads and why, or what is missing for that."""
        if self.way is None:
            return _("The walk is not finished. Not answered: {questions}.", questions=listed(self._unanswered))
        found = {"way": self.way.title, "why": self.reason(), "do": self.way.do}
        return _("The walk leads to: {way}. Why: {why} {do}", **found)

    def describe(self) -> str:
        """Return the whole walk in words, one part below the other."""
        said = [f"{label}: {text}" for label, text in self.said("event")]
        strength = _("not rated") if self.strength is None else self.strength
        if self.emotion or self.strength is not None:
            said.append(_("Emotion: {emotion}, {strength}", emotion=self._named, strength=strength))
        said += [f"{label}: {text}" for label, text in self.said("interpretation", "other")]
        threat = self.threat if self.threat.strip() else _("not said")
        if self.likelihood is not None:
            threat = _("{threat} (likelihood: {likelihood} out of 100)", threat=threat, likelihood=self.likelihood)
        if self.threat.strip() or self.likelihood is not None:
            said.append(f"{self.asks()['threat'].label}: {threat}")
        said += [f"{label}: {text}" for label, text in self.said("cope")]
        said += [f"{label}: {answer}" for label, answer in self.said(*QUESTIONS)]
        if not said:
            return _("Nothing in this walk yet.")
        plans = [plan.describe() for plan in self.plans if plan.texts()]
        warned = [NEVER_TOWARD] if self.opposite in self.plans else []
        changed = [self.change.describe()] if self.change else []
        return "\n".join([*said, self.leads(), *warned, *plans, *changed])

    def __repr__(self) -> str:
        strength = _("not rated") if self.strength is None else self.strength
        feeling = f"{self._named} {strength}" if in_plain_words(self.emotion) else _("no emotion yet")
        way = self.way.title if self.way else _("still open")
        return printable(_("Walk through the facts: {emotion}; leads to: {way}", emotion=feeling, way=way))


def example_check_the_facts() -> CheckTheFacts:
    """Return Maya's walk after the letter of the insurance, which is fictional.

    Examples
    --------
    >>> example_check_the_facts()
    Walk through the facts: Shame 80; leads to: Opposite action
    """
    return CheckTheFacts.from_json(read_json("dbt/examples_08.json")["maya_letter"])
