"""Dialectical behavior therapy: its skills, a diary card, a chain analysis, and a request by DEAR MAN."""

from iopedu.dbt.skills import MODULES, Skill, skill, skills

__all__ = ["MODULES", "Skill", "skill", "skills"]
