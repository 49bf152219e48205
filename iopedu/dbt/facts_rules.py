"""The rules of checking the facts: four answers lead to one of seven ways, always the same one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from iopedu.course.entries import read_entries
from iopedu.course.files import read_rows
from iopedu.course.language import _
from iopedu.course.text import check_one_of, listed

#: What a learner can answer, and how it is written.
ANSWERS: Mapping[str, str] = {"yes": _("yes"), "partly": _("partly"), "no": _("no"), "not_sure": _("not sure")}


@dataclass(frozen=True)
class Asked:
    """A question of the walk, a short name for it, and the answers that it takes."""

    id: str
    short: str
    ask: str
    answers: tuple[str, ...]


QUESTIONS: Mapping[str, Asked] = {asked.id: asked for asked in read_entries(Asked, "dbt/fact_questions.csv")}


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

    Raises
    ------
    ValueError
        When an answer is none of those that its question takes.

    Examples
    --------
    >>> deciding_rule({"danger": "not_sure"}).way
    'people'
    """
    for name, answer in answers.items():
        check_one_of(_("Question"), name, QUESTIONS)
        if answer:
            check_one_of(QUESTIONS[name].short, answer, QUESTIONS[name].answers)
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
    'If “Fits the facts” were yes or partly: Both: problem solving and opposite action.'
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
        for title, options in elsewhere.items():
            other = {"question": asked.short, "answers": listed(options, "or"), "way": title}
            found.append(_("If “{question}” were {answers}: {way}.", **other))
    return tuple(found)
