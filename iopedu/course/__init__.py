"""What every notebook shares: sources, facts, words, questions, care, and a learner's answers."""

from iopedu.course.conference import conference, example_conference
from iopedu.course.facts import fact, facts, facts_on, sources_on
from iopedu.course.glossary import glossary
from iopedu.course.outline import notebook, notebooks
from iopedu.course.people import people
from iopedu.course.quiz import questions
from iopedu.course.safety import countries, crisis_lines
from iopedu.course.sources import source, sources
from iopedu.course.workbook import Workbook, open_workbook
