"""Levels of care: how an Intensive Outpatient Program compares with what is above and below it."""

from iopedu.care.cohort import Result, expected, simulate, swings
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
from iopedu.care.pathway import Scenario
from iopedu.care.pathway_log import PathwayLog
from iopedu.care.tables import disagreements, discharges_2004, follow_up, sources, stays, weekly_hours

__all__ = [
    "ASPECTS",
    "LEVELS_MAX",
    "VIEWS",
    "Aspect",
    "Comparison",
    "Level",
    "PathwayLog",
    "Result",
    "Scenario",
    "disagreements",
    "discharges_2004",
    "expected",
    "follow_up",
    "known",
    "level",
    "levels",
    "simulate",
    "sources",
    "stays",
    "swings",
    "weekly_hours",
]
