"""Dialectical behavior therapy: its skills, a diary card, a chain analysis, and a request by DEAR MAN."""

from iopedu.dbt.abc_please import AbcPlease, example_abc
from iopedu.dbt.branches import OppositePlan, ProblemPlan
from iopedu.dbt.breathing import DIZZY, GuidedPractice, Rhythm, guided_practice, guided_practices
from iopedu.dbt.cards import skill_cards
from iopedu.dbt.cases import ChainTask, ModelAnswer, chain_task, example_card, example_chain, week_to_read
from iopedu.dbt.chain import Chain, Link
from iopedu.dbt.chain_rules import chain_questions
from iopedu.dbt.crisis_kit import CrisisKit, Idea, example_kit, kit_parts
from iopedu.dbt.day import Day, Target
from iopedu.dbt.dear_man import DearMan, example_request, manners
from iopedu.dbt.decision import FactsWalk, example_facts_walk
from iopedu.dbt.diary import DiaryCard
from iopedu.dbt.emotions import EmotionGuide, emotion_guide, emotion_guides
from iopedu.dbt.finder import PEOPLE_FIRST, Search, situations
from iopedu.dbt.firmness import Firmness, example_firmness
from iopedu.dbt.pros_cons import ProsAndCons, example_grid
from iopedu.dbt.skills import MODULES, Skill, skill, skills
from iopedu.dbt.stop_walk import StopWalk, example_walk, scenes
from iopedu.dbt.tipp import Tipp
from iopedu.dbt.weak_strong import weak_strong
from iopedu.dbt.wording import hints_on, word_rules

__all__ = [
    "DIZZY",
    "MODULES",
    "PEOPLE_FIRST",
    "AbcPlease",
    "Chain",
    "ChainTask",
    "CrisisKit",
    "Day",
    "DearMan",
    "DiaryCard",
    "EmotionGuide",
    "FactsWalk",
    "Firmness",
    "GuidedPractice",
    "Idea",
    "Link",
    "ModelAnswer",
    "OppositePlan",
    "ProblemPlan",
    "ProsAndCons",
    "Rhythm",
    "Search",
    "Skill",
    "StopWalk",
    "Target",
    "Tipp",
    "chain_questions",
    "chain_task",
    "emotion_guide",
    "emotion_guides",
    "example_abc",
    "example_card",
    "example_chain",
    "example_facts_walk",
    "example_firmness",
    "example_grid",
    "example_kit",
    "example_request",
    "example_walk",
    "guided_practice",
    "guided_practices",
    "hints_on",
    "kit_parts",
    "manners",
    "scenes",
    "situations",
    "skill",
    "skill_cards",
    "skills",
    "weak_strong",
    "week_to_read",
    "word_rules",
]
