"""A crisis kit: ideas for a hard hour in a person's own words, and questions about them."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from functools import cache
from typing import ClassVar

from iopedu.course.files import options, read_json
from iopedu.course.language import _, _n
from iopedu.course.people import people, person
from iopedu.course.record import Record, choice, record, rows, words
from iopedu.course.rules import Asked, RuleSet
from iopedu.course.text import allowed, printable, says_something
from iopedu.course.wording import words_of, written_out
from iopedu.dbt.skills import skill

#: The parts of Self-soothe, which are saved by their English names, and what each is called.
_SENSES: Mapping[str, str] = options("crisis_kit.senses")


@cache
def kit_parts() -> Mapping[str, tuple[str, ...]]:
    """Return the three skills of the kit, each with the parts that an idea can belong to.

    Examples
    --------
    >>> kit_parts()["accepts"][:2]
    ('Activities', 'Contributing')
    """
    return {name: skill(name).stands_for or tuple(_SENSES) for name in ("accepts", "self_soothe", "improve")}


def part_name(part: str) -> str:
    """Return what a part of the kit is called.

    Examples
    --------
    >>> part_name("Smell"), part_name("Activities")
    ('Smell', 'Activities')
    """
    return _SENSES.get(part, part)


IDEA_RULES: RuleSet[str] = RuleSet("crisis_kit")


def _skills() -> dict[str, str]:
    return {name: skill(name).name for name in kit_parts()}


def _every_part() -> dict[str, str]:
    return {part: part_name(part) for parts in kit_parts().values() for part in parts}


@record
class Idea(Record):
    """One idea of a kit.

    Parameters
    ----------
    skill : str
        Key of `kit_parts`.
    part : str
        The part of the skill that it belongs to; empty while none is chosen.
    text : str
        The idea in the person's own words.

    Raises
    ------
    ValueError
        With a sentence for the learner.
    """

    WHAT: ClassVar[str] = _("idea")

    skill: str = choice(_("Skill"), _skills)
    part: str = choice(_("Part"), _every_part)
    text: str = words(_("Idea"), hint=_("What your hands, eyes or head will do first"), lines=1)

    def check(self) -> None:
        label = self.asks()["part" if self.skill else "skill"].label
        if not self.skill:
            raise ValueError(allowed(label, self.skill, list(kit_parts())))
        if self.part not in ("", *kit_parts()[self.skill]):
            raise ValueError(f"{skill(self.skill).name}: {allowed(label, self.part, kit_parts()[self.skill])}")

    def __repr__(self) -> str:
        part = part_name(self.part).lower() or _("part not chosen")
        return printable(f"{skill(self.skill).name}, {part}: {self.text}")


@record
class CrisisKit(Record):
    """Ideas for a fictional person, and who the person tells.

    Parameters
    ----------
    who : str
        Id of a fictional person; empty while none is chosen.
    ideas : tuple of Idea
        At most 12.
    tells : str
        Who the person tells, calls or goes to.

    Raises
    ------
    ValueError
        With a sentence for the learner.

    Examples
    --------
    >>> CrisisKit("maya", (Idea("self_soothe", "Smell", "Coffee beans"),)).missing
    ('an idea for ACCEPTS', 'an idea for IMPROVE', 'who the person tells')
    """

    WHAT: ClassVar[str] = _("crisis kit")

    who: str = choice(_("For whom"), people.named())
    ideas: tuple[Idea, ...] = rows(_("Ideas"), _("Idea"), Idea, most=12)
    tells: str = words(_("Who the person tells"), hint=_("Somebody nearby, and a number for when nobody is"), lines=1)

    @property
    def lacking(self) -> tuple[str, ...]:
        """What a whole kit still needs, in words."""
        sober = (idea for idea in self.ideas if not words_of("alcohol").search(written_out(idea.text)))
        filled = {idea.skill for idea in sober if idea.ready}
        tells = says_something(self.tells) and not words_of("nobody_told").search(written_out(self.tells))
        found = [] if self.who else [_("who it is for")]
        found += [_("an idea for {skill}", skill=skill(name).name) for name in kit_parts() if name not in filled]
        return (*found, *([] if tells else [_("who the person tells")]))

    def asked(self) -> tuple[Asked, ...]:
        """Return the questions that the rules ask about the ideas, one about each."""
        found = (IDEA_RULES.asked(idea.text, place=f"“{idea.text.strip()}”")[:1] for idea in self.ideas)
        return tuple(itertools.chain.from_iterable(found))

    def summary(self) -> str:
        """Return how far the kit is."""
        ready = sum(idea.ready for idea in self.ideas)
        said = _n("A kit: {n} idea.", "A kit: {n} ideas.", ready)
        if self.who:
            name = person(self.who).name.split()[0]
            said = _n("{person}’s kit: {n} idea.", "{person}’s kit: {n} ideas.", ready, person=name)
        if not self.missing:
            return f"{said} {_('Nothing is missing.')}"
        return f"{said} {_('Still missing: {parts}.', parts=', '.join(self.missing))}"

    def describe(self) -> str:
        """Return the ideas, who the person tells, and how far the kit is."""
        lines = [f"{idea!r}" for idea in self.ideas if idea.text.strip()]
        lines += [_("Tells: {person}", person=self.tells)] if self.tells.strip() else []
        return "\n".join([*lines, self.summary()])


def example_kit() -> CrisisKit:
    """Return Aisha’s kit, which is fictional.

    Examples
    --------
    >>> example_kit().missing
    ()
    """
    return CrisisKit.from_json(read_json("dbt/examples_07.json")["aisha_kit"])
