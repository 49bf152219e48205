"""Levels of care: how an Intensive Outpatient Program compares with what is above and below it."""

from iopedu.care.classroom import (Classroom, example_classroom, read_handed,)
from iopedu.care.cohort import (Result, expected, simulate, swings,)
from iopedu.care.gates import (TEACHING, axes, changes, gated, rules,)
from iopedu.care.levels import (ASPECTS, Aspect, Comparison, LEVELS_MAX, Level, TOPICS, VIEWS, known, level, levels,)
from iopedu.care.pathway import (Scenario,)
from iopedu.care.pathway_log import (PathwayLog,)
from iopedu.care.placement import (Worksheet, example_worksheet,)
from iopedu.care.placements import (Placements, example_placements,)
from iopedu.care.tables import (disagreements, discharges_2004, follow_up, sources, stays, weekly_hours,)
from iopedu.care.vignettes import (Vignette, vignette, vignettes,)

__all__ = ["ASPECTS", "Aspect", "Classroom", "Comparison", "LEVELS_MAX", "Level", "PathwayLog", "Placements", "Result", "Scenario", "TEACHING", "TOPICS", "VIEWS", "Vignette", "Worksheet", "axes", "changes", "disagreements", "discharges_2004", "example_classroom", "example_placements", "example_worksheet", "expected", "follow_up", "gated", "known", "level", "levels", "read_handed", "rules", "simulate", "sources", "stays", "swings", "vignette", "vignettes", "weekly_hours",]
