"""Cognitive behavioral therapy: thought records, thinking styles, and acting differently."""

from iopedu.cbt.activation import ActivityPlan, example_week
from iopedu.cbt.experiment import example_experiment
from iopedu.cbt.exposure import example_hierarchy
from iopedu.cbt.items import example_practice, example_thought, recall_styles, thoughts
from iopedu.cbt.record import Summary, example_records
from iopedu.cbt.styles import styles
