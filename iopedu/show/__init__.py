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
from iopedu.show.dbt_chain import chain_picture, chain_rules, link_types
from iopedu.show.dbt_diary import diary_week, five_and_six_blanks
from iopedu.show.dbt_evidence import comparator_ladder, dbt_evidence
from iopedu.show.dbt_skills import dbt_modules, dbt_skill, dbt_skills, finder_map, states_of_mind
from iopedu.show.handout import handout
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
    "chain_picture",
    "chain_rules",
    "comparator_ladder",
    "comparison",
    "confusion",
    "confusion_table",
    "costs",
    "course_map",
    "crisis_table",
    "dbt_evidence",
    "dbt_modules",
    "dbt_skill",
    "dbt_skills",
    "diary_week",
    "disagreements",
    "discharges_2004",
    "finder_map",
    "five_and_six_blanks",
    "follow_up",
    "handout",
    "hint_rules",
    "hours_per_week",
    "link_types",
    "marks",
    "outcomes",
    "overview",
    "people",
    "records",
    "references",
    "rules",
    "states_of_mind",
    "stays",
    "style_origins",
    "thinking_styles",
    "thought_record",
    "thought_record_columns",
    "what_is_known",
    "words_used",
]
