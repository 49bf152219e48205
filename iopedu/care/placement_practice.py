"""A learner's placements of fictional people, with feedback, agreement, and an export without names."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from iopedu.care.gates import axes
from iopedu.care.placement import LEAST_WORDS
from iopedu.care.vignettes import CHOICES, SPEAKS, VERDICTS, Fact, Question, Vignette, choice_name, vignette, vignettes
from iopedu.course.agreement import Agreement, Pair
from iopedu.course.fields import Choice
from iopedu.course.language import Refusal, _, _n
from iopedu.course.record import Record, answers, choice, picked, record, rows, words
from iopedu.course.submissions import check_label
from iopedu.course.text import check_words

FORMAT = "iopedu-placements"
#: So many people placed make the practice of one sitting; the others are there for other days.
ENOUGH = 4


def _levels() -> Mapping[str, str]:
    return {level: choice_name(level) for level in CHOICES}


def _about() -> Mapping[str, str]:
    return {
        "medical": _("Body"),
        **{axis.id: axis.name for axis in axes()},
        "time": _("How fast it changes"),
        "aside": _("Beside the point"),
    }


@record
class Placed(Record):
    """Where a learner placed one fictional person, their second thought, and their answers to each "what if".

    Parameters
    ----------
    vignette : str
        Id of the vignette.
    level : str
        One of `CHOICES`: the first thought.
    reason : str
        In the learner's own words; without a reason nothing is placed.
    facts : tuple of str
        What the facts are about that decide for the learner.
    weighs : str
        What the learner says that one further fact speaks for: a key of `SPEAKS`.
    second : str
        Where they place the person after that question, before they see our answer.
    after : tuple of str
        Choices for the follow-ups, in their order.

    Raises
    ------
    ValueError
        With a sentence for the learner.
    """

    WHAT: ClassVar[str] = _("placement")

    vignette: str = choice(_("Person"), vignettes.named())
    level: str = choice(_("Level"), _levels)
    reason: str = words(_("Your reason"))
    facts: tuple[str, ...] = picked(_("Deciding facts"), _about)
    weighs: str = choice(_("Argues"), SPEAKS)
    second: str = choice(_("On second thought"), _levels)
    after: tuple[str, ...] = answers(_("Follow-ups"), Choice(label=_("Follow-up"), options=_levels))

    def check(self) -> None:
        about = vignette(self.vignette)
        if not all((self.level, *self.after)):
            raise Refusal(
                "No level has been chosen yet. Say whether anything comes before a level; if nothing does, choose one."
            )
        said = _("That isn’t a reason yet. In {least} words or more, say what decides it. A rough reason is enough.")
        check_words(self.reason, LEAST_WORDS, said)
        if not self.second and (self.weighs or self.after):
            raise Refusal("Say what the fact points to, and choose again. You can keep your first choice.")
        if len(self.after) > len(about.after):
            has = _n("{n} follow-up", "{n} follow-ups", len(about.after))
            raise Refusal("{person} has {has}, not {given}.", person=about.name, has=has, given=len(self.after))

    @property
    def about(self) -> Vignette:
        """The person who was placed."""
        return vignette(self.vignette)

    @property
    def verdict(self) -> str:
        """How the choice compares with ours: the second thought, or the first while there is no second."""
        return self.about.first.verdict(self.second or self.level)

    @property
    def doubt(self) -> Fact:
        """The fact that is asked about before the answer is shown: one that speaks against the first thought.

        Also a choice that is ours is asked about, so that the question gives nothing away.
        """
        found = list(self.about.facts.values())
        wants = {"not yet": "first", "too little": "more", "too much": "less", "not needed": "less"}
        way = wants.get(self.about.first.verdict(self.level), "")
        told = [fact for fact in found if fact.about not in self.facts]
        against = [fact for fact in (*told, *found) if fact.speaks == way]
        return (against or told or found)[0]

    def questions(self) -> tuple[str, ...]:
        """Return what is asked before the answer is shown."""
        fact = self.doubt
        also = _("What would change your mind? The story also says: “{fact}.”", fact=fact.says)
        return (*self.about.asks(self.reason), also)

    def weighed(self) -> str:
        """Return how our reading of that fact compares with the learner's; nothing before it was given."""
        if not self.weighs:
            return ""
        found = {"fact": self.doubt.says, "ours": SPEAKS[self.doubt.speaks], "yours": SPEAKS[self.weighs]}
        if self.weighs == self.doubt.speaks:
            return _("“{fact}” argues {ours}: we read it the same way.", **found)
        return _("“{fact}”: you said it argues {yours}. We read it as arguing {ours}.", **found)

    @property
    def next(self) -> Question | None:
        """The follow-up that is not answered yet, if there is one."""
        return next(iter(self.about.after[len(self.after) :]), None)

    def describe(self) -> str:
        """Return the placement with its reason and what was said to the follow-ups."""
        first = {"level": choice_name(self.level), "reason": self.reason.strip()}
        if not self.second:
            return _("{person}: {level} as a first thought. {reason}", person=self.about.name, **first)
        verdict = VERDICTS[self.about.first.verdict(self.level)]
        lines = [_("{person}: {level} ({verdict}). {reason}", person=self.about.name, verdict=verdict, **first)]
        named = [self.about.facts[name].says for name in self.facts if name in self.about.facts]
        if named:
            lines.append(_("Deciding facts: {facts}", facts="; ".join(named)))
        if self.second != self.level:
            then = {"level": choice_name(self.second), "verdict": VERDICTS[self.verdict]}
            lines.append(_("On second thought: {level} ({verdict})", **then))
        lines += filter(None, [self.weighed()])
        for question, level in zip(self.about.after, self.after, strict=False):
            then = {"level": choice_name(level), "verdict": VERDICTS[question.verdict(level)], "story": question.text}
            lines.append(_("What if? {story} {level} ({verdict})", **then))
        return "\n".join(lines)


@record
class Placements(Record):
    """All placements of one learner.

    Parameters
    ----------
    placed : tuple of Placed
        In the order in which they were made, each person once: what was chosen before our answer counts.

    Raises
    ------
    ValueError
        When a person is in it twice.

    Examples
    --------
    >>> first = Placements().place("maya", "php", "weekly care has stalled", ["past"])
    >>> first.of("maya").questions()[0]
    'What would change your mind? The story also says: “No wish to end her life, and she uses her safety plan.”'
    >>> first.rethink("maya", "less", "iop")  # doctest: +ELLIPSIS
    1 of ... people placed: 1 exact, 1 within the range
    """

    WHAT: ClassVar[str] = _("set of placements")

    placed: tuple[Placed, ...] = rows(_("People placed"), _("Person"), Placed)

    def check(self) -> None:
        names = [entry.vignette for entry in self.placed]
        if twice := [vignette(name).name for name in names if names.count(name) > 1]:
            raise Refusal(
                "{person} has already been placed. The choice you made before the answer is the one that counts.",
                person=twice[0],
            )

    def of(self, name: str) -> Placed | None:
        """Return the placement of one person, if there is one."""
        return next((entry for entry in self.placed if entry.vignette == name), None)

    @property
    def decided(self) -> tuple[Placed, ...]:
        """The placements with a second thought, of which our answer was shown."""
        return tuple(entry for entry in self.placed if entry.second)

    def place(self, name: str, level: str, reason: str, facts: Sequence[str] = ()) -> Placements:
        """Return the placements with one more first thought; raises ValueError when something is missing."""
        if level and not facts:
            raise Refusal("Check at least one fact in the story that decides the level.")
        return Placements((*self.placed, Placed(name, level, reason, tuple(facts))))

    def rethink(self, name: str, weighs: str, level: str) -> Placements:
        """Return the placements with the second thought about one person; raises ValueError when it can't be."""
        before = self._found(name)
        if before.second:
            raise Refusal("Our answer has already been shown. The choice you made before that is the one that counts.")
        if not (weighs and level):
            raise Refusal("Say what the fact points to, and choose again. You can keep your first choice.")
        return self._changed(before, replace(before, weighs=weighs, second=level))

    def follow(self, name: str, level: str) -> Placements:
        """Return the placements with the answer to the next follow-up of one person.

        Raises
        ------
        ValueError
            When the person is not placed yet, or there is no further follow-up.
        """
        before = self._found(name)
        return self._changed(before, replace(before, after=(*before.after, level)))

    def _found(self, name: str) -> Placed:
        before = self.of(name)
        if before is None:
            raise Refusal("Place {person} first.", person=vignette(name).name)
        return before

    def _changed(self, before: Placed, after: Placed) -> Placements:
        return Placements(tuple(after if entry is before else entry for entry in self.placed))

    # Looking back ------------------------------------------------------------------------------------

    @property
    def exact(self) -> int:
        """How many choices are ours."""
        return sum(entry.verdict == "exact" for entry in self.decided)

    @property
    def within(self) -> int:
        """How many choices can be defended, the exact ones among them."""
        return sum(entry.verdict in ("exact", "within the range") for entry in self.decided)

    @property
    def changed(self) -> int:
        """How many choices changed at the second thought."""
        return sum(entry.second != entry.level for entry in self.decided)

    @property
    def ready(self) -> bool:
        """Whether enough people are placed for one sitting."""
        return len(self.decided) >= ENOUGH

    def pairs(self) -> tuple[Pair, ...]:
        """Return our level and the learner's for each person."""
        return tuple((entry.about.first.level, entry.second) for entry in self.decided)

    def agreement(self) -> Agreement:
        """Return the agreement with our levels, with linear weights: a near miss counts less than a far one.

        Raises
        ------
        ValueError
            When there are too few placements, or only one level.
        """
        return Agreement.of("placement", self.pairs(), CHOICES)

    def describe(self) -> str:
        """Return all placements in words."""
        return "\n".join([f"{self!r}.", *(entry.describe() for entry in self.placed)])

    def __repr__(self) -> str:
        found = {"placed": len(self.decided), "total": len(vignettes()), "exact": self.exact, "within": self.within}
        if not self.decided:
            return _("{placed} of {total} people placed", **found)
        return _("{placed} of {total} people placed: {exact} exact, {within} within the range", **found)

    # Keeping -----------------------------------------------------------------------------------------

    @classmethod
    def from_json(cls, found: Any) -> Placements:
        """Read placements that `to_json` wrote; a person who is gone from the course is passed over."""
        if isinstance(found, dict) and isinstance(found.get("placed"), list):
            found = {**found, "placed": [_whole(entry) for entry in found["placed"] if not _is_gone(entry)]}
        return super().from_json(found)

    def export(self, label: str = "") -> str:
        """Return the chosen levels for a class as JSON text: no name, no reason, no time.

        Parameters
        ----------
        label : str
            A number that the learner got in class, or nothing.

        Raises
        ------
        ValueError
            When the label is something else, or nobody is placed yet.
        """
        check_label(label)
        if not self.decided:
            raise Refusal("Nobody has been placed yet, so there is nothing to hand in.")
        placed = {entry.vignette: entry.second for entry in self.decided}
        return json.dumps({"format": FORMAT, "version": 1, "label": label, "placed": placed}, indent=1) + "\n"


def _is_gone(entry: Any) -> bool:
    return isinstance(entry, dict) and isinstance(entry.get("vignette"), str) and entry["vignette"] not in vignettes


def _whole(entry: Any) -> Any:
    """Let a placement from before there was a second thought count as it was."""
    if not isinstance(entry, dict) or "second" in entry:
        return entry
    return {**entry, "second": entry.get("level")}
