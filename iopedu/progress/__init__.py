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
from iopedu.progress.effects import Effect, habit_effects
from iopedu.progress.habit_rules import habit_questions
from iopedu.progress.habits import Habit, HabitWeek, Intention, example_habits
from iopedu.progress.measures import CHOICES, STEM, Measure, measure, measures
from iopedu.progress.medication import CALL_FIRST, Steps, added_up, step_rates, talks, watched
from iopedu.progress.plan import Contact, Coping, TransitionPlan, example_plan
from iopedu.progress.plan_rules import plan_questions
from iopedu.progress.relapse import Rate, SafetyTrial, Trial, mbct_trials, relapse_rates, safety_trials
from iopedu.progress.reliable import ReliableChange, example_change
from iopedu.progress.screening import Screened, Screening, Setting, setting, settings
from iopedu.progress.series import TRACK_RULE, Reading, Series, series
from iopedu.progress.sheet import Sheet, example_sheet, what_now
from iopedu.progress.step_down import step_down

__all__ = [
    "CALL_FIRST",
    "CATEGORIES",
    "CHOICES",
    "STEM",
    "TRACK_RULE",
    "Contact",
    "Coping",
    "Effect",
    "Habit",
    "HabitWeek",
    "Intention",
    "Measure",
    "Rate",
    "Reading",
    "ReliableChange",
    "Rule",
    "SafetyTrial",
    "Screened",
    "Screening",
    "Series",
    "Setting",
    "Sheet",
    "Steps",
    "TransitionPlan",
    "Trial",
    "added_up",
    "category",
    "cutoffs",
    "error_of_difference",
    "error_of_measurement",
    "example_change",
    "example_habits",
    "example_plan",
    "example_sheet",
    "habit_effects",
    "habit_questions",
    "mbct_trials",
    "measure",
    "measures",
    "plan_questions",
    "points_needed",
    "relapse_rates",
    "reliable_change_index",
    "rule",
    "rules",
    "safety_trials",
    "series",
    "setting",
    "settings",
    "step_down",
    "step_rates",
    "talks",
    "watched",
    "what_now",
    "whole_points",
]
