"""How somebody is doing: measures, change, medication, and plans against relapse."""

from iopedu.progress.habits import example_habits
from iopedu.progress.medication import talks
from iopedu.progress.plan import example_plan
from iopedu.progress.reliable import example_change
from iopedu.progress.series import Reading
from iopedu.progress.sheet import example_sheet
from iopedu.progress.step_down import step_down
