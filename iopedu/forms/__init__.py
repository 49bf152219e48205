"""Things to do: forms that a learner fills in, each a view of one record."""

from iopedu.forms.activation import ActivityPlanner
from iopedu.forms.base import Form
from iopedu.forms.breathing import PacedBreathing, Pacer, ShortPractice
from iopedu.forms.care_note import CareNote
from iopedu.forms.chain import ChainForm
from iopedu.forms.comparer import Comparer
from iopedu.forms.computer import Computer
from iopedu.forms.diary import DiaryCardForm, WeekToRead
from iopedu.forms.distress import CrisisKitForm, ProsAndConsForm, StopWalkForm, TippCheck
from iopedu.forms.explain import Explain
from iopedu.forms.exposure import ExperimentForm, HierarchyBuilder
from iopedu.forms.practice import Practice
from iopedu.forms.questions import Questions
from iopedu.forms.rating import Rating
from iopedu.forms.records import Records
from iopedu.forms.skill_finder import SkillFinder
from iopedu.forms.thought_record import ThoughtRecordForm
from iopedu.forms.your_progress import YourProgress
from iopedu.forms.your_work import YourWork

__all__ = [
    "ActivityPlanner",
    "CareNote",
    "ChainForm",
    "Comparer",
    "Computer",
    "CrisisKitForm",
    "DiaryCardForm",
    "ExperimentForm",
    "Explain",
    "Form",
    "HierarchyBuilder",
    "PacedBreathing",
    "Pacer",
    "Practice",
    "ProsAndConsForm",
    "Questions",
    "Rating",
    "Records",
    "ShortPractice",
    "SkillFinder",
    "StopWalkForm",
    "ThoughtRecordForm",
    "TippCheck",
    "WeekToRead",
    "YourProgress",
    "YourWork",
]
