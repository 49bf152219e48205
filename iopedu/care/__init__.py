"""Levels of care: how an Intensive Outpatient Program compares with what is above and below it."""

from iopedu.care.agreements import GroupAgreements, example_agreements
from iopedu.care.alliance import Cloud
from iopedu.care.classroom import Classroom, example_classroom
from iopedu.care.cohort import simulate
from iopedu.care.correlation_guesses import Guesses
from iopedu.care.group import example_moment, group_moments
from iopedu.care.levels import Comparison, known, level, levels
from iopedu.care.pathway import Scenario
from iopedu.care.placement import Worksheet, example_worksheet
from iopedu.care.placement_practice import Placements
from iopedu.care.plan import Plan, example_plan, example_weeks
from iopedu.care.red_flags import red_flags
from iopedu.care.tables import follow_up, sources, stays
from iopedu.care.tracks import track
from iopedu.care.vignettes import Vignette, vignette, vignettes
from iopedu.care.week import Week

__all__ = [
    "Classroom",
    "Cloud",
    "Comparison",
    "GroupAgreements",
    "Guesses",
    "Placements",
    "Plan",
    "Scenario",
    "Vignette",
    "Week",
    "Worksheet",
    "example_agreements",
    "example_classroom",
    "example_moment",
    "example_plan",
    "example_weeks",
    "example_worksheet",
    "follow_up",
    "group_moments",
    "known",
    "level",
    "levels",
    "red_flags",
    "simulate",
    "sources",
    "stays",
    "track",
    "vignette",
    "vignettes",
]
