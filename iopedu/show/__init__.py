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
from iopedu.show.change import (
    change_borders,
    change_categories,
    change_points,
    change_rules,
    progress_lines,
    series_table,
    track_rule,
)
from iopedu.show.chart import Chart
from iopedu.show.course import course_map, crisis_table, marks, people, references, what_is_known, words_used
from iopedu.show.handout import handout
from iopedu.show.measures import bands, measure_items, screening_at, screening_settings, what_now_table
from iopedu.show.medication import medication_evidence, medication_steps, watched_table
from iopedu.show.practice import agreement, confusion, confusion_table
from iopedu.show.table import Line, Table

__all__ = [
    "Chart",
    "Line",
    "Table",
    "action_evidence",
    "activity_ideas",
    "activity_week",
    "agreement",
    "bands",
    "change_borders",
    "change_categories",
    "change_points",
    "change_rules",
    "comparison",
    "confusion",
    "confusion_table",
    "costs",
    "course_map",
    "crisis_table",
    "disagreements",
    "discharges_2004",
    "follow_up",
    "handout",
    "hint_rules",
    "hours_per_week",
    "marks",
    "measure_items",
    "medication_evidence",
    "medication_steps",
    "outcomes",
    "overview",
    "people",
    "progress_lines",
    "records",
    "references",
    "rules",
    "screening_at",
    "screening_settings",
    "series_table",
    "stays",
    "style_origins",
    "thinking_styles",
    "thought_record",
    "thought_record_columns",
    "track_rule",
    "watched_table",
    "what_is_known",
    "what_now_table",
    "words_used",
]
