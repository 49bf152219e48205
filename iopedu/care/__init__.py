"""Levels of care: how an Intensive Outpatient Program compares with what is above and below it."""

from iopedu.care.classroom import Classroom, example_classroom, read_handed
from iopedu.care.gates import TEACHING, axes, changes, gated, rules
from iopedu.care.levels import (
    ASPECTS,
    LEVELS_MAX,
    TOPICS,
    VIEWS,
    Aspect,
    Comparison,
    Level,
    known,
    level,
    levels,
)
from iopedu.care.placement import Worksheet, example_worksheet
from iopedu.care.placements import Placements, example_placements
from iopedu.care.tables import disagreements, discharges_2004, follow_up, sources, stays, weekly_hours
from iopedu.care.vignettes import Vignette, vignette, vignettes

__all__ = [
    "ASPECTS",
    "LEVELS_MAX",
    "TEACHING",
    "TOPICS",
    "VIEWS",
    "Aspect",
    "Classroom",
    "Comparison",
    "Level",
    "Placements",
    "Vignette",
    "Worksheet",
    "axes",
    "changes",
    "disagreements",
    "discharges_2004",
    "example_classroom",
    "example_placements",
    "example_worksheet",
    "follow_up",
    "gated",
    "known",
    "level",
    "levels",
    "read_handed",
    "rules",
    "sources",
    "stays",
    "vignette",
    "vignettes",
    "weekly_hours",
]
