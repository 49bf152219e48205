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
from iopedu.show.chart import Chart
from iopedu.show.course import course_map, crisis_table, marks, people, references, words_used
from iopedu.show.handout import handout
from iopedu.show.table import Line, Table

__all__ = [
    "Chart",
    "Line",
    "Table",
    "comparison",
    "costs",
    "course_map",
    "crisis_table",
    "disagreements",
    "discharges_2004",
    "follow_up",
    "handout",
    "hours_per_week",
    "marks",
    "outcomes",
    "overview",
    "people",
    "references",
    "rules",
    "stays",
    "words_used",
]
