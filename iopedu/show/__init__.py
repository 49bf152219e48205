"""Things to see: tables and figures, each of which also says in words what it shows."""

from iopedu.show.alliance import alliance_in_people
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
from iopedu.show.group import (
    agreement_rules,
    alliance_evidence,
    group_and_individual,
    group_members,
    group_or_individual,
    group_time,
    peer_evidence,
    telehealth_evidence,
    therapeutic_factors,
)
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
    "agreement_rules",
    "alliance_evidence",
    "alliance_in_people",
    "comparison",
    "confusion",
    "confusion_table",
    "costs",
    "course_map",
    "crisis_table",
    "disagreements",
    "discharges_2004",
    "follow_up",
    "group_and_individual",
    "group_members",
    "group_or_individual",
    "group_time",
    "handout",
    "hint_rules",
    "hours_per_week",
    "marks",
    "outcomes",
    "overview",
    "peer_evidence",
    "people",
    "records",
    "references",
    "rules",
    "stays",
    "style_origins",
    "telehealth_evidence",
    "therapeutic_factors",
    "thinking_styles",
    "thought_record",
    "thought_record_columns",
    "what_is_known",
    "words_used",
]
