"""Things to do: forms that a learner fills in, each a view of one record."""

from iopedu.forms.base import Form
from iopedu.forms.care_note import CareNote
from iopedu.forms.comparer import Comparer
from iopedu.forms.computer import Computer
from iopedu.forms.explain import Explain
from iopedu.forms.questions import Questions
from iopedu.forms.your_progress import YourProgress
from iopedu.forms.your_work import YourWork

__all__ = [
    "CareNote",
    "Comparer",
    "Computer",
    "Explain",
    "Form",
    "Questions",
    "YourProgress",
    "YourWork",
]
