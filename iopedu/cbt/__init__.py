"""Cognitive behavioral therapy: thought records, thinking styles, and acting differently."""

from iopedu.cbt.activation import Activity, ActivityIdea, ActivityPlan, activity_ideas, example_week
from iopedu.cbt.exchange import read_records
from iopedu.cbt.experiment import Experiment, example_experiment
from iopedu.cbt.exposure import Hierarchy, Step, example_hierarchy
from iopedu.cbt.hints import hints
from iopedu.cbt.items import Item, items
from iopedu.cbt.known import known, sources
from iopedu.cbt.practice import Practice, example_practice
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
    "Item",
    "Practice",
    "Step",
    "Style",
    "Summary",
    "Thought",
    "ThoughtRecord",
    "activity_ideas",
    "example_experiment",
    "example_hierarchy",
    "example_practice",
    "example_records",
    "example_week",
    "hints",
    "items",
    "known",
    "read_records",
    "sources",
    "style",
    "styles",
]
