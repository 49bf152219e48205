"""Levels of care, and a week in one: how programs compare, and how one fits around work, school and family."""

from iopedu.care.calendar import to_calendar
from iopedu.care.fit import Conflict, Fit, Kept, fits
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
from iopedu.care.plan import Plan, example_plan, example_weeks
from iopedu.care.program import Part, Role, care_team, program_day
from iopedu.care.tables import disagreements, discharges_2004, follow_up, sources, stays, weekly_hours
from iopedu.care.tracks import Session, Track, track, tracks
from iopedu.care.week import Block, Commitment, Week

__all__ = [
    "ASPECTS",
    "LEVELS_MAX",
    "VIEWS",
    "Aspect",
    "Block",
    "Commitment",
    "Comparison",
    "Conflict",
    "Fit",
    "Kept",
    "Level",
    "Part",
    "Plan",
    "Role",
    "Session",
    "Track",
    "Week",
    "care_team",
    "disagreements",
    "discharges_2004",
    "example_plan",
    "example_weeks",
    "fits",
    "follow_up",
    "known",
    "level",
    "levels",
    "program_day",
    "sources",
    "stays",
    "to_calendar",
    "track",
    "tracks",
    "weekly_hours",
]
