"""Dialectical behavior therapy: its skills, a diary card, a chain analysis, and a request by DEAR MAN."""

from iopedu.dbt.cases import ChainTask, ModelAnswer, chain_task, example_card, example_chain, week_to_read
from iopedu.dbt.chain import Chain, Link
from iopedu.dbt.chain_rules import chain_questions
from iopedu.dbt.day import Day, Target
from iopedu.dbt.diary import DiaryCard
from iopedu.dbt.skills import MODULES, Skill, skill, skills

__all__ = [
    "MODULES",
    "Chain",
    "ChainTask",
    "Day",
    "DiaryCard",
    "Link",
    "ModelAnswer",
    "Skill",
    "Target",
    "chain_questions",
    "chain_task",
    "example_card",
    "example_chain",
    "skill",
    "skills",
    "week_to_read",
]
