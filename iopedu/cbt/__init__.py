"""Cognitive behavioral therapy: thought records, thinking styles, and acting differently."""

from iopedu.cbt.activation import Activity, ActivityIdea, ActivityPlan, activity_ideas, example_week
from iopedu.cbt.exchange import read_records
from iopedu.cbt.experiment import Experiment, example_experiment
from iopedu.cbt.exposure import Hierarchy, Step, example_hierarchy
from iopedu.cbt.hints import hints
from iopedu.cbt.items import ThoughtItem, example_practice, example_thought, thoughts
from iopedu.cbt.record import Emotion, Thought, ThoughtRecord
from iopedu.cbt.styles import Style, style, styles
from iopedu.cbt.summary import Summary, example_records

__all__ = [
    "Activity",
    "ActivityIdea",
    "ActivityPlan",
    "Emotion",
    "Experiment",
    "Hierarchy",
    "Step",
    "Style",
    "Summary",
    "Thought",
    "ThoughtItem",
    "ThoughtRecord",
    "activity_ideas",
    "example_experiment",
    "example_hierarchy",
    "example_practice",
    "example_records",
    "example_thought",
    "example_week",
    "hints",
    "read_records",
    "style",
    "styles",
    "thoughts",
]
