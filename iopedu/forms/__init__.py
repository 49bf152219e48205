"""Things to do: forms that a learner fills in, each a view of one record."""

from iopedu.forms.activation import ActivityPlanner
from iopedu.forms.base import Form
from iopedu.forms.care_note import CareNote
from iopedu.forms.comparer import Comparer
from iopedu.forms.computer import Computer
from iopedu.forms.explain import Explain
from iopedu.forms.exposure import ExperimentForm, HierarchyBuilder
from iopedu.forms.habits import HabitTracker
from iopedu.forms.practice import Practice
from iopedu.forms.questions import Questions
from iopedu.forms.rating import Rating
from iopedu.forms.records import Records
from iopedu.forms.thought_record import ThoughtRecordForm
from iopedu.forms.transition_plan import TransitionPlanForm
from iopedu.forms.your_progress import YourProgress
from iopedu.forms.your_work import YourWork

__all__ = [
    "ActivityPlanner",
    "CareNote",
    "Comparer",
    "Computer",
    "ExperimentForm",
    "Explain",
    "Form",
    "HabitTracker",
    "HierarchyBuilder",
    "Practice",
    "Questions",
    "Rating",
    "Records",
    "ThoughtRecordForm",
    "TransitionPlanForm",
    "YourProgress",
    "YourWork",
]
