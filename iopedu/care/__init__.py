"""Levels of care: how an Intensive Outpatient Program compares with what is above and below it."""

from iopedu.care.classroom import example_classroom
from iopedu.care.cohort import compare
from iopedu.care.group import example_agreements, example_moment, group_moments
from iopedu.care.levels import Comparison, known, level, levels
from iopedu.care.pathway import Scenario
from iopedu.care.placement import Worksheet, example_worksheet
from iopedu.care.plan import example_plan, example_weeks
from iopedu.care.tables import sources
from iopedu.care.tracks import track
