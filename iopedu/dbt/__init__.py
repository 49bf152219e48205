"""Dialectical behavior therapy: its skills, a diary card, a chain analysis, and a request by DEAR MAN."""

from iopedu.dbt.abc_please import AbcPlease, example_abc
from iopedu.dbt.breathing import DIZZY, Rhythm, guided_practice, guided_practices
from iopedu.dbt.cases import ModelAnswer, chain_task, example_card, example_chain, week_to_read
from iopedu.dbt.check_the_facts import CheckTheFacts, example_check_the_facts
from iopedu.dbt.cope_ahead import example_cope_ahead
from iopedu.dbt.crisis_kit import CrisisKit, Idea, example_kit
from iopedu.dbt.dear_man import DearMan, example_request
from iopedu.dbt.finder import Search
from iopedu.dbt.firmness import example_firmness
from iopedu.dbt.flash_cards import skill_cards
from iopedu.dbt.opposite_action import OppositeAction
from iopedu.dbt.problem_solving import ProblemSolving
from iopedu.dbt.pros_cons import ProsAndCons, example_grid
from iopedu.dbt.skills import MODULES, skill, skills
from iopedu.dbt.stop_walk import StopWalk, example_walk, scenes
from iopedu.dbt.tipp import Tipp
from iopedu.dbt.weak_strong import weak_strong

__all__ = [
    "DIZZY",
    "MODULES",
    "AbcPlease",
    "CheckTheFacts",
    "CrisisKit",
    "DearMan",
    "Idea",
    "ModelAnswer",
    "OppositeAction",
    "ProblemSolving",
    "ProsAndCons",
    "Rhythm",
    "Search",
    "StopWalk",
    "Tipp",
    "chain_task",
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
    "scenes",
    "skill",
    "skill_cards",
    "skills",
    "weak_strong",
    "week_to_read",
]
