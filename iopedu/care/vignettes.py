"""Fictional people to place: each with a range of levels that can be defended, and a reason for each of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from iopedu.care.gates import axes, between, intensity, material
from iopedu.care.levels import level, levels
from iopedu.care.placement import Worksheet
from iopedu.care.red_flags import ROUTES
from iopedu.course.campus import campus, own
from iopedu.course.entries import Entries, read_entries
from iopedu.course.files import options, read_json
from iopedu.course.language import _
from iopedu.course.text import check_one_of, listed

#: What a fact can speak for.
SPEAKS: Mapping[str, str] = options("reasons.speaks")
_CLAUSE = re.compile(r"[.,;:!?()]+|\b(?:but|and|so|because|although|though|while|when)\b")
#: What turns an opposite around again, when it stands before it: a “no”, a past, something feared.
_TURNS = re.compile(
    r"\b(?:not|no|nobody|no one|never|without|until|should|were|before|once|earlier|was|had|used|fear\w*|avoid\w*|"
    r"prevent\w*|lest|risk of|being|than|instead of)\b|n't\b"
)
#: What makes a whole clause a thought about what could be.
_COULD = re.compile(r"\b(?:if|unless|would|could|might|may|in case)\b|'d\b")


@dataclass(frozen=True)
class Fact:
    """One fact of a story.

    Parameters
    ----------
    vignette, about : str
        Whose it is; the axis, "medical", or "aside" for what decides nothing.
    speaks : str
        A key of `SPEAKS`.
    says : str
        The fact.
    opposite : str
        Beginnings of words that say the opposite, with ``|`` between them.
    """

    vignette: str
    about: str
    speaks: str
    says: str
    opposite: str

    def turned_in(self, text: str) -> str:
        """Return the words with which a text says the opposite, or nothing."""
        if not self.opposite:
            return ""
        for clause in _CLAUSE.split(_plain(text)):
            found = _beginning(self.opposite).search(clause)
            if found and not _COULD.search(clause) and not _TURNS.search(clause[: found.start()]):
                return found[0]
        return ""


@cache
def facts_of(vignette: str) -> Mapping[str, Fact]:
    """Return the facts of one story by what they are about.

    Examples
    --------
    >>> facts_of("maya")["home"].says
    'Luis is a steady support, nights included'
    """
    ours = (fact for fact in read_entries(Fact, "care/vignette_facts.csv") if fact.vignette == vignette)
    mine = own("case_facts", lambda row: Fact(row["case"], row["about"], row["speaks"], row["says"], ""), case=vignette)
    return {fact.about: fact for fact in (*ours, *mine)}


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())


@cache
def _beginning(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words.split('|')))})\w*")


#: What a learner can choose, the most urgent first; agreement counts the steps between them.
CHOICES: tuple[str, ...] = (*ROUTES, *(entry.id for entry in levels()))

#: How a choice compares with ours, and what that is called.
VERDICTS: Mapping[str, str] = options("vignettes.verdicts")


def choice_name(choice: str) -> str:
    """Return the name of a choice for readers.

    Examples
    --------
    >>> choice_name("emergency")
    'Emergency route first, no level'
    """
    check_one_of("level", choice, CHOICES)
    return ROUTES.get(choice) or level(choice).label


def steps_apart(one: str, other: str) -> int:
    """Return how many steps lie between two choices.

    Examples
    --------
    >>> steps_apart("iop", "inpatient")
    4
    """
    return abs(CHOICES.index(one) - CHOICES.index(other))


@dataclass(frozen=True)
class Question:
    """One point in a story at which a level is chosen.

    Parameters
    ----------
    text : str
        The story up to here.
    worksheet : Worksheet
        The ratings that we gave, and the other questions of the worksheet.
    level : str
        Where we would start.
    range : tuple of str
        What can be defended, the most intensive first.
    why : mapping of str to str
        A reason for the ends of the range, and for other choices in it and around it. A choice without one gets the
        reason of its neighbor.
    first : str
        Where nothing comes before a level: why no emergency call or medical evaluation is needed in this story, or
        why it's never too much.

    Raises
    ------
    ValueError
        When the level lies outside the range, or has no reason, or an end of the range has none; when it isn't said
        why nothing comes first.
    """

    text: str
    worksheet: Worksheet
    level: str
    range: tuple[str, ...]
    why: Mapping[str, str]
    first: str = ""

    def __post_init__(self) -> None:
        if self.level not in self.range:
            raise ValueError(f"The level {self.level} lies outside its range: {', '.join(self.range)}.")
        missing = [name for name in (self.level, self.range[0], self.range[-1]) if not self.why.get(name)]
        if missing:
            raise ValueError(f"There is no reason for {listed(missing)}.")
        if not self.first and self.level not in ROUTES:
            raise ValueError("It isn't said why nothing comes before a level (first).")

    @property
    def acute(self) -> bool:
        """Whether an emergency call or a medical evaluation is never too much here."""
        found = self.worksheet.gates
        return found is None or intensity(found.floor.level) >= intensity("crisis")

    def verdict(self, choice: str) -> str:
        """Return the key of `VERDICTS` for a choice.

        Raises
        ------
        ValueError
            When there is no such choice.
        """
        choice_name(choice)
        if choice == self.level:
            return "exact"
        higher = CHOICES.index(choice) < CHOICES.index(self.range[0])
        if choice in self.range or (higher and choice in ROUTES and self.acute):
            return "within the range"
        if self.level in ROUTES:
            return "too little" if choice in ROUTES else "not yet"
        return "not needed" if choice in ROUTES else "too much" if higher else "too little"

    def feedback(self, choice: str) -> tuple[str, ...]:
        """Return what to say about a choice: the verdict with its reason, and our own level with its reason."""
        verdict, said = self.verdict(choice), {"level": choice_name(choice), "why": self._why(choice)}
        own = _("We would start with: {level}. {why}", level=choice_name(self.level), why=self.why[self.level])
        first = options("vignettes.feedback")[verdict].format(**said)
        if verdict == "within the range" and choice not in self.range:
            first = _("Never too much here: {level}. {why}", **said)
        return (first, self._range()) if verdict == "exact" else (first, own, self._range())

    def _why(self, choice: str) -> str:
        if choice in self.why:
            return self.why[choice]
        if choice in ROUTES and self.first:
            return self.first
        side = {name: ("within" if name in self.range else self.verdict(name)) for name in (choice, *self.why)}
        near = min(self.why, key=lambda name: (side[name] != side[choice], steps_apart(name, choice)))
        found = {"level": choice_name(near), "why": self.why[near]}
        if near not in self.range and steps_apart(near, self.level) < steps_apart(choice, self.level):
            return _("{level} is in between, and even for that level we would say: {why}", **found)
        return _("The level closest to it is {level}. For that level we would say: {why}", **found)

    def _range(self) -> str:
        names = [choice_name(name) for name in reversed(self.range)]
        return _("The range we can defend: {levels}.", levels=listed(names, "or"))


@dataclass(frozen=True)
class Vignette:
    """One fictional person, and what happens to them.

    Parameters
    ----------
    id, name : str
    first : Question
        The story.
    after : tuple of Question
        What if? Each one changes the answer.
    pair : str
        Another vignette that differs in one factor only, or empty.
    """

    id: str
    name: str
    first: Question
    after: tuple[Question, ...]
    pair: str = ""

    @property
    def facts(self) -> Mapping[str, Fact]:
        """What stands in the story, by what it is about."""
        return facts_of(self.id)

    def asks(self, reason: str) -> tuple[str, ...]:
        """Return what to ask about a reason that seems to turn a fact of the story around; often nothing.

        Examples
        --------
        >>> vignette("maya").asks("She has no support at home.")
        ('Your reason says “no support.” The story says: “Luis is a steady support, nights included.” Which is it?',)
        >>> vignette("maya").asks("She isn't alone at night.")
        ()
        >>> vignette("maya").asks("If Luis left, she would have no support.")
        ()
        """
        turned = ((fact.turned_in(reason), fact) for fact in self.facts.values())
        ask = _("Your reason says “{words}.” The story says: “{fact}.” Which is it?")
        return tuple(ask.format(words=words, fact=fact.says) for words, fact in turned if words)[:1]


#: The fictional people to place.
vignettes = Entries(
    "vignette", lambda: (*own("cases", _own), *map(_vignette, read_json("care/vignettes.json")["vignettes"]))
)


vignette = vignettes.get


def _vignette(entry: Mapping[str, Any]) -> Vignette:
    try:
        after = tuple(map(_question, entry["after"]))
        return Vignette(entry["id"], entry["name"], _question(entry), after, entry.get("pair", ""))
    except (KeyError, ValueError) as problem:
        raise ValueError(f"data/care/vignettes.json, {entry.get('id')}: {problem}") from None


def _own(row: Mapping[str, Any]) -> Vignette:
    """Return a case of the campus, which has no follow-ups."""
    ends = [row["highest"] or row["level"], row["lowest"] or row["level"]]
    why = {ends[0]: row["why_highest"], ends[1]: row["why_lowest"], row["level"]: row["why"]}
    ratings = "".join(row[axis.id] for axis in axes())
    entry = {
        "text": row["story"],
        "ratings": ratings,
        "level": row["level"],
        "range": ends,
        "first": row["no_emergency"],
    }
    made = _question(entry | {"why": {name: text for name, text in why.items() if text}})
    floor = made.worksheet.gates.floor.level
    if intensity(row["level"]) < intensity(floor):
        told = {"level": level(row["level"]).label, "floor": level(floor).label}
        raise ValueError(_("The ratings call for no less than {floor}, but the level is {level}.", **told))
    if not 0 < len(facts_of(row["id"])) == len(campus().rows("case_facts", case=row["id"])):
        told = _(
            "It needs one or more rows in {table}, each about something different: learners check off the deciding "
            "facts."
        )
        raise ValueError(told.format(table="case_facts"))
    return Vignette(row["id"], row["name"], made, ())


def _question(entry: Mapping[str, Any]) -> Question:
    ratings = dict(zip((axis.id for axis in axes()), entry.get("ratings", ""), strict=False))
    asked = {name: entry[name] for name in ("settles", "wish", "missing") if name in entry}
    several = {name: tuple(entry.get(name, ())) for name in ("flags", "out_of_reach")}
    sheet = Worksheet(entry.get("danger", "no"), entry.get("medical", "no"), ratings=ratings, **several, **asked)
    ends = entry["range"]
    names = tuple(ends) if ends[0] in ROUTES else between(min(ends, key=intensity), max(ends, key=intensity))
    return Question(entry["text"], sheet, entry["level"], names, entry["why"], entry.get("first", ""))


def differs(one: Vignette, other: Vignette) -> tuple[str, ...]:
    """Return the factors in which the ratings of two vignettes differ, by name.

    Examples
    --------
    >>> differs(vignette("leila"), vignette("mei"))
    ('Home and supports',)
    """
    ours, theirs = one.first.worksheet, other.first.worksheet
    found = [axis.name for axis in axes() if ours.ratings.get(axis.id) != theirs.ratings.get(axis.id)]
    if ours.settles != theirs.settles:
        found.append(material()["settles"]["ask"])
    return tuple(found)
