"""Cognitive behavioral therapy: thought records, thinking styles, and acting differently."""

from iopedu.cbt.activation import Activity, ActivityPlan, example_week
from iopedu.cbt.experiment import Experiment, example_experiment
from iopedu.cbt.exposure import Hierarchy, Step, example_hierarchy
from iopedu.cbt.items import example_practice, example_thought, thoughts
from iopedu.cbt.record import ThoughtRecord
from iopedu.cbt.styles import styles
from iopedu.cbt.summary import Summary, example_records

__all__ = [
    "Activity",
    "ActivityPlan",
    "Experiment",
    "Hierarchy",
    "Step",
    "Summary",
    "ThoughtRecord",
    "example_experiment",
    "example_hierarchy",
    "example_practice",
    "example_records",
    "example_thought",
    "example_week",
    "styles",
    "thoughts",
]
