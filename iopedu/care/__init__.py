"""Levels of care: how an Intensive Outpatient Program compares with what is above and below it."""

from iopedu.care.agreements import GroupAgreements, areas, example_agreements
from iopedu.care.alliance import Cloud
from iopedu.care.axes import TEACHING, axes
from iopedu.care.calendar import to_calendar
from iopedu.care.classroom import Classroom, example_classroom, read_submission
from iopedu.care.cohort import Result, expected, simulate, swings
from iopedu.care.correlation_guesses import Guesses
from iopedu.care.gates import changes, gated, rules
from iopedu.care.group import example_moment, factor, factors, group_members, group_moments
from iopedu.care.levels import ASPECTS, LEVELS_MAX, VIEWS, Aspect, Comparison, Level, known, level, levels
from iopedu.care.pathway import Scenario
from iopedu.care.pathway_log import PathwayLog
from iopedu.care.placement import Worksheet, example_worksheet
from iopedu.care.placement_practice import Placements
from iopedu.care.plan import Plan, example_plan, example_weeks
from iopedu.care.program import Part, Role, care_team, program_day
from iopedu.care.red_flags import RedFlag, red_flags
from iopedu.care.schedule_fit import Conflict, Fit, Kept, fits
from iopedu.care.tables import disagreements, discharges_2004, follow_up, sources, stays, weekly_hours
from iopedu.care.tracks import Session, Track, track, tracks
from iopedu.care.vignettes import Vignette, vignette, vignettes
from iopedu.care.week import Block, Commitment, Week

__all__ = [
    "ASPECTS",
    "LEVELS_MAX",
    "TEACHING",
    "VIEWS",
    "Aspect",
    "Block",
    "Classroom",
    "Cloud",
    "Commitment",
    "Comparison",
    "Conflict",
    "Fit",
    "GroupAgreements",
    "Guesses",
    "Kept",
    "Level",
    "Part",
    "PathwayLog",
    "Placements",
    "Plan",
    "RedFlag",
    "Result",
    "Role",
    "Scenario",
    "Session",
    "Track",
    "Vignette",
    "Week",
    "Worksheet",
    "areas",
    "axes",
    "care_team",
    "changes",
    "disagreements",
    "discharges_2004",
    "example_agreements",
    "example_classroom",
    "example_moment",
    "example_plan",
    "example_weeks",
    "example_worksheet",
    "expected",
    "factor",
    "factors",
    "fits",
    "follow_up",
    "gated",
    "group_members",
    "group_moments",
    "known",
    "level",
    "levels",
    "program_day",
    "read_submission",
    "red_flags",
    "rules",
    "simulate",
    "sources",
    "stays",
    "swings",
    "to_calendar",
    "track",
    "tracks",
    "vignette",
    "vignettes",
    "weekly_hours",
]
