"""Dialectical behavior therapy: its skills, a diary card, a chain analysis, and a request by DEAR MAN."""

from iopedu.dbt.abc_please import AbcPlease, example_abc
from iopedu.dbt.branches import OppositePlan, ProblemPlan
from iopedu.dbt.dear_man import DearMan, example_request, manners
from iopedu.dbt.decision import FactsWalk, example_facts_walk
from iopedu.dbt.emotions import EmotionGuide, emotion_guide, emotion_guides
from iopedu.dbt.firmness import Firmness, example_firmness
from iopedu.dbt.skills import MODULES, Skill, skill, skills
from iopedu.dbt.weak_strong import weak_strong
from iopedu.dbt.wording import hints_on, word_rules

__all__ = [
    "MODULES",
    "AbcPlease",
    "DearMan",
    "EmotionGuide",
    "FactsWalk",
    "Firmness",
    "OppositePlan",
    "ProblemPlan",
    "Skill",
    "emotion_guide",
    "emotion_guides",
    "example_abc",
    "example_facts_walk",
    "example_firmness",
    "example_request",
    "hints_on",
    "manners",
    "skill",
    "skills",
    "weak_strong",
    "word_rules",
]
