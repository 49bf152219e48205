"""Whether a skill fits a link: by the type of the link, and by how high arousal was."""

from __future__ import annotations

from dataclasses import dataclass

from iopedu.course.entries import Entries
from iopedu.course.language import _
from iopedu.course.text import allowed, listed
from iopedu.dbt.link import AROUSAL, KINDS, Link
from iopedu.dbt.skills import skill as known

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

    def __post_init__(self) -> None:
        name = known(self.skill).name
        for kind in self.kinds:
            if kind not in KINDS:
                raise ValueError(f"{name}: {allowed('type of link', kind, list(KINDS))}")
        if not set(self.first) <= set(self.kinds):
            raise ValueError(f"{name}: it is first for a type of link that it does not fit.")
        if not {self.least, self.most} <= AROUSAL.keys() or not self.levels or not self.does:
            raise ValueError(f"{name}: arousal needs two levels in their order, and what it does needs words.")

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
    'TIPP brings down extreme arousal through the body, with the parts that a clinician has cleared. Arousal here is \
low: does it fit? At a link like this, think of Self-soothe, Half-smile and willing hands, Opposite action and Observe.'
    >>> fit_question(Link("Everything is heavy", "body", arousal="low", skill="opposite_action"))
    ''
    """
    if not link.skill or not link.kind:
        return ""
    fit = link_fits[link.skill]
    told = {"skill": known(link.skill).name, "does": fit.does}
    if not fit.kinds:
        said = _("{skill} {does}. Would it stand better under prevention?", **told)
    elif link.kind not in fit.kinds:
        fine = listed((KINDS[kind].lower() for kind in fit.kinds), "or")
        about = {"kind": link.label.lower(), "kinds": fine}
        said = _("{skill} {does}. It fits a link of the type {kinds}; does it fit this one ({kind})?", **told, **about)
    elif not link.arousal and fit.least != _LEVELS[0]:
        return _("{skill} {does}. How high was arousal here? Choose it above.", **told)
    elif link.arousal and link.arousal not in fit.levels:
        level = AROUSAL[link.arousal].partition(":")[0].lower()
        said = _("{skill} {does}. Arousal here is {level}: does it fit?", **told, level=level)
    else:
        return ""
    better = listed(known(fit.skill).name for fit in fitting(link.kind, link.arousal or "raised")[:4])
    return f"{said} {_('At a link like this, think of {skills}.', skills=better)}"
