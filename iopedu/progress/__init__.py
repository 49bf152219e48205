"""How somebody is doing: measures, change, medication, and plans against relapse."""

from iopedu.progress.change import (
    CATEGORIES,
    Rule,
    category,
    cutoffs,
    error_of_difference,
    error_of_measurement,
    points_needed,
    reliable_change_index,
    rule,
    rules,
    whole_points,
)
from iopedu.progress.measures import CHOICES, STEM, Measure, measure, measures
from iopedu.progress.medication import CALL_FIRST, Steps, added_up, step_rates, talks, watched
from iopedu.progress.reliable import ReliableChange, example_change
from iopedu.progress.screening import Screened, Screening, Setting, setting, settings
from iopedu.progress.series import TRACK_RULE, Reading, Series, series
from iopedu.progress.sheet import Sheet, example_sheet, what_now

__all__ = [
    "CALL_FIRST",
    "CATEGORIES",
    "CHOICES",
    "STEM",
    "TRACK_RULE",
    "Measure",
    "Reading",
    "ReliableChange",
    "Rule",
    "Screened",
    "Screening",
    "Series",
    "Setting",
    "Sheet",
    "Steps",
    "added_up",
    "category",
    "cutoffs",
    "error_of_difference",
    "error_of_measurement",
    "example_change",
    "example_sheet",
    "measure",
    "measures",
    "points_needed",
    "reliable_change_index",
    "rule",
    "rules",
    "series",
    "setting",
    "settings",
    "step_rates",
    "talks",
    "watched",
    "what_now",
    "whole_points",
]
