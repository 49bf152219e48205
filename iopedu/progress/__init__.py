"""How somebody is doing: measures, change, medication, and plans against relapse."""

from iopedu.progress.effects import Effect, habit_effects
from iopedu.progress.habit_rules import habit_questions
from iopedu.progress.habits import Habit, HabitWeek, Intention, example_habits
from iopedu.progress.plan import Contact, Coping, TransitionPlan, example_plan
from iopedu.progress.plan_rules import plan_questions
from iopedu.progress.relapse import Rate, SafetyTrial, Trial, mbct_trials, relapse_rates, safety_trials
from iopedu.progress.step_down import step_down

__all__ = [
    "Contact",
    "Coping",
    "Effect",
    "Habit",
    "HabitWeek",
    "Intention",
    "Rate",
    "SafetyTrial",
    "TransitionPlan",
    "Trial",
    "example_habits",
    "example_plan",
    "habit_effects",
    "habit_questions",
    "mbct_trials",
    "plan_questions",
    "relapse_rates",
    "safety_trials",
    "step_down",
]
