"""Things to see: tables and figures, each of which also says in words what it shows."""

from iopedu.show.care import (
    comparison,
    costs,
    disagreements,
    discharges_2004,
    follow_up,
    hours_per_week,
    outcomes,
    overview,
    rules,
    stays,
)
from iopedu.show.cbt_action import action_evidence, activity_ideas, activity_week
from iopedu.show.cbt_record import columns as thought_record_columns
from iopedu.show.cbt_record import hint_rules, records, thought_record
from iopedu.show.cbt_styles import style_origins, thinking_styles
from iopedu.show.chart import Chart
from iopedu.show.course import course_map, crisis_table, marks, people, references, what_is_known, words_used
from iopedu.show.habits import habit_effects, habit_evidence, habit_rules, habit_week, staying_well_sources
from iopedu.show.handout import handout
from iopedu.show.plan import follow_up_years, plan_rules, safety_steps, step_criteria, transition_plan
from iopedu.show.practice import agreement, confusion, confusion_table
from iopedu.show.relapse import (
    after_discharge,
    mbct_relapse,
    relapse_evidence,
    relapse_over_time,
    safety_planning,
    safety_trials,
)
from iopedu.show.table import Line, Table

__all__ = [
    "Chart",
    "Line",
    "Table",
    "action_evidence",
    "activity_ideas",
    "activity_week",
    "after_discharge",
    "agreement",
    "comparison",
    "confusion",
    "confusion_table",
    "costs",
    "course_map",
    "crisis_table",
    "disagreements",
    "discharges_2004",
    "follow_up",
    "follow_up_years",
    "habit_effects",
    "habit_evidence",
    "habit_rules",
    "habit_week",
    "handout",
    "hint_rules",
    "hours_per_week",
    "marks",
    "mbct_relapse",
    "outcomes",
    "overview",
    "people",
    "plan_rules",
    "records",
    "references",
    "relapse_evidence",
    "relapse_over_time",
    "rules",
    "safety_planning",
    "safety_steps",
    "safety_trials",
    "staying_well_sources",
    "stays",
    "step_criteria",
    "style_origins",
    "thinking_styles",
    "thought_record",
    "thought_record_columns",
    "transition_plan",
    "what_is_known",
    "words_used",
]
