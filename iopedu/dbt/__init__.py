"""Dialectical behavior therapy: its skills, a diary card, a chain analysis, and a request by DEAR MAN."""

from iopedu.dbt.breathing import DIZZY, GuidedPractice, Rhythm, guided_practice, guided_practices
from iopedu.dbt.cards import skill_cards
from iopedu.dbt.cases import ChainTask, ModelAnswer, chain_task, example_card, example_chain, week_to_read
from iopedu.dbt.chain import Chain, Link
from iopedu.dbt.chain_rules import chain_questions
from iopedu.dbt.crisis_kit import CrisisKit, Idea, example_kit, kit_parts
from iopedu.dbt.day import Day, Target
from iopedu.dbt.diary import DiaryCard
from iopedu.dbt.finder import PEOPLE_FIRST, Search, situations
from iopedu.dbt.pros_cons import ProsAndCons, example_grid
from iopedu.dbt.skills import MODULES, Skill, skill, skills
from iopedu.dbt.stop_walk import StopWalk, example_walk, scenes
from iopedu.dbt.tipp import Tipp

__all__ = [
    "DIZZY",
    "MODULES",
    "PEOPLE_FIRST",
    "Chain",
    "ChainTask",
    "CrisisKit",
    "Day",
    "DiaryCard",
    "GuidedPractice",
    "Idea",
    "Link",
    "ModelAnswer",
    "ProsAndCons",
    "Rhythm",
    "Search",
    "Skill",
    "StopWalk",
    "Target",
    "Tipp",
    "chain_questions",
    "chain_task",
    "example_card",
    "example_chain",
    "example_grid",
    "example_kit",
    "example_walk",
    "guided_practice",
    "guided_practices",
    "kit_parts",
    "scenes",
    "situations",
    "skill",
    "skill_cards",
    "skills",
    "week_to_read",
]
