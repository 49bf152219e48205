"""The skills of DBT by name and module; everything said about them is in our own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from iopedu.course.entries import Entries
from iopedu.course.files import options

MODULES: Mapping[str, str] = options("skills.modules")


@dataclass(frozen=True)
class Skill:
    """One DBT skill.

    Parameters
    ----------
    id, name : str
    module : str
        Key of `MODULES`.
    stands_for : tuple of str
        What the letters of its name stand for; empty for a name that is a word.
    purpose, when : str
        What it is for; in which moments it fits.
    steps, pitfalls : tuple of str
    example : str
        A fictional moment in which somebody uses it.
    caution : str
        Whom it may harm and whom to ask first, or what has to come before it.
    handouts : tuple of str
        Numbers of its handouts in the manual of its module.
    seen : {"one", "two"}
        In how many places that know nothing of each other these numbers were found.
    sources : tuple of str
        Keys of `iopedu.course.sources`: the manual that names the skill.
    """

    id: str
    module: str
    name: str
    stands_for: tuple[str, ...]
    purpose: str
    when: str
    steps: tuple[str, ...]
    pitfalls: tuple[str, ...]
    example: str
    caution: str
    handouts: tuple[str, ...]
    seen: str
    sources: tuple[str, ...]

    @property
    def in_module(self) -> str:
        """Its name and its module."""
        return f"{self.name} ({MODULES[self.module].lower()})"

    @property
    def numbers(self) -> str:
        """The numbers of its handouts; a question mark where only one place was found that says so."""
        return ", ".join(self.handouts) + ("" if self.seen == "two" else "?")


#: The skills in the order in which they are taught; a group of them is a module.
skills = Entries.of("skill", Skill, "dbt/skills.csv", group="module")


skill = skills.get
