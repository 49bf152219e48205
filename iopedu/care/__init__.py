"""Levels of care: how an Intensive Outpatient Program compares with what is above and below it."""

from iopedu.care.agreements import GroupAgreements, areas, example_agreements
from iopedu.care.alliance import Cloud
from iopedu.care.group import factor, factors, group_members, group_moments
from iopedu.care.guessing import Guesses
from iopedu.care.levels import (
    ASPECTS,
    LEVELS_MAX,
    VIEWS,
    Aspect,
    Comparison,
    Level,
    known,
    level,
    levels,
)
from iopedu.care.tables import disagreements, discharges_2004, follow_up, sources, stays, weekly_hours

__all__ = [
    "ASPECTS",
    "LEVELS_MAX",
    "VIEWS",
    "Aspect",
    "Cloud",
    "Comparison",
    "GroupAgreements",
    "Guesses",
    "Level",
    "areas",
    "disagreements",
    "discharges_2004",
    "example_agreements",
    "factor",
    "factors",
    "follow_up",
    "group_members",
    "group_moments",
    "known",
    "level",
    "levels",
    "sources",
    "stays",
    "weekly_hours",
]
