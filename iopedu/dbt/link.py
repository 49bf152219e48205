"""One link of a chain analysis, the skill that could stand in its place, and whether that skill fits there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from iopedu.course.entries import Entries
from iopedu.course.files import options
from iopedu.course.language import Refusal, _
from iopedu.course.ratings import in_plain_words
from iopedu.course.record import Record, choice, number, record, words
from iopedu.course.text import listed, printable
from iopedu.dbt.skills import skill, skills

KINDS: Mapping[str, str] = options("link.kinds")

#: What decides between a skill for the body and one that needs thinking.
AROUSAL: Mapping[str, str] = options("link.arousal")


@record
class Link(Record):
    """One link of the chain, and the skill that could stand in its place.

    Parameters
    ----------
    text : str
        What was thought, felt, wanted, done, or what happened.
    kind : str
        Key of `KINDS`; empty while it is not chosen.
    strength : int or None
        For a feeling, from 0 to 100; None means not rated.
    arousal : str
        Key of `AROUSAL`; empty while it is not chosen. It decides which skill fits.
    skill : str
        Id of a skill that could fit here, or empty.
    instead : str
        What the person would do with it.

    Raises
    ------
    ValueError
        With a sentence for the learner.

    Examples
    --------
    >>> Link("Shame", "feeling", 80)
    Feeling: Shame (80)
    """

    WHAT: ClassVar[str] = _("link")

    text: str = words(_("What it was"), hint=_("In a few words"), lines=1)
    kind: str = choice(_("Type"), KINDS)
    strength: int | None = number(_("Strength of the feeling"))
    arousal: str = choice(_("Arousal here"), AROUSAL, optional=True)
    skill: str = choice(_("Skill that could fit"), skills.named("in_module"), unset=_("No skill yet"))
    instead: str = words(_("How to use the skill"), lines=1)

    def check(self) -> None:
        if not in_plain_words(self.text):
            raise Refusal("The link is blank. Write what it was in a few words.")
        if self.strength is not None and self.kind != "feeling":
            found = {"strength": self.strength, "kind": KINDS.get(self.kind, _("not chosen")).lower()}
            raise Refusal(
                "The strength is set to {strength}, but the type is {kind}. Only a feeling has a strength here.",
                **found,
            )

    @property
    def label(self) -> str:
        """Type of the link, as a word."""
        return KINDS.get(self.kind, _("Type not chosen"))

    @property
    def skill_says(self) -> str:
        """Skill, its module and what to do instead; empty when no skill is chosen and nothing is written."""
        if not self.skill:
            return self.instead.strip()
        return f"{skill(self.skill).in_module}{f': {self.instead}' if self.instead.strip() else ''}"

    @property
    def told(self) -> str:
        """The link in its own words, with its strength."""
        return self.text if self.strength is None else f"{self.text} ({self.strength})"

    @property
    def notes(self) -> tuple[str, ...]:
        """What stands below the link: how high arousal was, and the skill."""
        arousal = _("Arousal here: {level}", level=AROUSAL[self.arousal]) if self.arousal else ""
        skill = _("Skill here: {skill}", skill=self.skill_says) if self.skill_says else ""
        return tuple(filter(None, (arousal, skill)))

    def __repr__(self) -> str:
        return printable(f"{self.label}: {self.told}")


_LEVELS = tuple(AROUSAL)


@dataclass(frozen=True)
class LinkFit:
    """At which links a skill can stand.

    Parameters
    ----------
    skill : str
        Id of the skill.
    kinds : tuple of str
        Types of links; none for a skill of the days before.
    first : tuple of str
        Those of them for which it is among the first to think of.
    least, most : str
        Arousal at which it works, from and to.
    does : str
        What it does there, after its name.
    """

    skill: str
    kinds: tuple[str, ...]
    first: tuple[str, ...]
    least: str
    most: str
    does: str

    @property
    def levels(self) -> tuple[str, ...]:
        """Levels of arousal at which it works."""
        return _LEVELS[_LEVELS.index(self.least) : _LEVELS.index(self.most) + 1]

    def fits(self, kind: str, arousal: str) -> bool:
        """Whether it fits a link of this type at this level of arousal."""
        return kind in self.kinds and arousal in self.levels


#: One entry for each skill, in the order of the skills.
link_fits = Entries.of("skill", LinkFit, "dbt/link_fit.csv", key="skill")


def fitting(kind: str, arousal: str) -> tuple[LinkFit, ...]:
    """Return what fits a link of this type at this level of arousal, those to think of first before the others.

    Examples
    --------
    >>> [fit.skill for fit in fitting("body", "extreme")], [fit.skill for fit in fitting("action", "extreme")]
    (['tipp', 'self_soothe'], ['stop'])
    """
    return tuple(sorted((fit for fit in link_fits() if fit.fits(kind, arousal)), key=lambda fit: kind not in fit.first))


def fit_question(link: Link) -> str:
    """Return why the skill at a link may not fit there, and what does; empty when nothing speaks against it.

    Examples
    --------
    >>> fit_question(Link("Everything is heavy", "body", arousal="low", skill="tipp"))
    'TIPP brings down extreme arousal through the body, using the parts that a clinician has cleared. Arousal here is \
low: does the skill fit? For a link like this, consider Self-soothe, Half-smile and willing hands, Opposite action and \
Observe.'
    >>> fit_question(Link("Everything is heavy", "body", arousal="low", skill="opposite_action"))
    ''
    """
    if not link.skill or not link.kind:
        return ""
    fit = link_fits[link.skill]
    told = {"skill": skill(link.skill).name, "does": fit.does}
    if not fit.kinds:
        said = _("{skill} {does}. Would it fit better under prevention?", **told)
    elif link.kind not in fit.kinds:
        fine = listed((KINDS[kind].lower() for kind in fit.kinds), "or")
        about = {"kind": link.label.lower(), "kinds": fine}
        said = _("{skill} {does}. It fits this type of link: {kinds}. Does it fit this one ({kind})?", **told, **about)
    elif not link.arousal and fit.least != _LEVELS[0]:
        return _("{skill} {does}. How high was arousal here? Choose a level above.", **told)
    elif link.arousal and link.arousal not in fit.levels:
        level = AROUSAL[link.arousal].partition(":")[0].lower()
        said = _("{skill} {does}. Arousal here is {level}: does the skill fit?", **told, level=level)
    else:
        return ""
    better = listed(skill(fit.skill).name for fit in fitting(link.kind, link.arousal or "raised")[:4])
    return f"{said} {_('For a link like this, consider {skills}.', skills=better)}"
