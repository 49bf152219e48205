"""Dialectical behavior therapy: its skills, a diary card, a chain analysis, and a request by DEAR MAN."""

from iopedu.dbt.abc_please import AbcPlease, example_abc
from iopedu.dbt.breathing import DIZZY, GuidedPractice, Rhythm, guided_practice, guided_practices
from iopedu.dbt.cases import ChainTask, ModelAnswer, chain_task, example_card, example_chain, week_to_read
from iopedu.dbt.chain import Chain
from iopedu.dbt.chain_rules import chain_questions
from iopedu.dbt.check_the_facts import CheckTheFacts, example_check_the_facts
from iopedu.dbt.cope_ahead import CopeAhead, example_cope_ahead
from iopedu.dbt.crisis_kit import CrisisKit, Idea, example_kit, kit_parts
from iopedu.dbt.dear_man import DearMan, example_request, manners
from iopedu.dbt.diary import DiaryCard
from iopedu.dbt.diary_day import Day, Target
from iopedu.dbt.emotions import EmotionGuide, emotion_guide, emotion_guides
from iopedu.dbt.finder import PEOPLE_FIRST, Search, situations
from iopedu.dbt.firmness import Firmness, example_firmness
from iopedu.dbt.flash_cards import skill_cards
from iopedu.dbt.link import Link
from iopedu.dbt.missing_links import MissingLinks
from iopedu.dbt.opposite_action import OppositeAction
from iopedu.dbt.problem_solving import ProblemSolving
from iopedu.dbt.pros_cons import ProsAndCons, example_grid
from iopedu.dbt.skills import MODULES, Skill, skill, skills
from iopedu.dbt.stop_walk import StopWalk, example_walk, scenes
from iopedu.dbt.tipp import Tipp
from iopedu.dbt.weak_strong import weak_strong

__all__ = [
    "DIZZY",
    "MODULES",
    "PEOPLE_FIRST",
    "AbcPlease",
    "Chain",
    "ChainTask",
    "CheckTheFacts",
    "CopeAhead",
    "CrisisKit",
    "Day",
    "DearMan",
    "DiaryCard",
    "EmotionGuide",
    "Firmness",
    "GuidedPractice",
    "Idea",
    "Link",
    "MissingLinks",
    "ModelAnswer",
    "OppositeAction",
    "ProblemSolving",
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
    "example_check_the_facts",
    "example_cope_ahead",
    "example_firmness",
    "example_grid",
    "example_kit",
    "example_request",
    "example_walk",
    "guided_practice",
    "guided_practices",
    "kit_parts",
    "manners",
    "scenes",
    "situations",
    "skill",
    "skill_cards",
    "skills",
    "weak_strong",
    "week_to_read",
]
