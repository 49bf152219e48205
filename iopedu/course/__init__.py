"""What every notebook shares: sources, facts, words, questions, care, and a learner's answers."""

from iopedu.course.checkpoints import Progress, progress
from iopedu.course.conference import Conference, conference, example_conference
from iopedu.course.facts import Fact, fact, facts, facts_on, fill, sources_on
from iopedu.course.glossary import Term, glossary, term
from iopedu.course.outline import Notebook, notebook, notebooks
from iopedu.course.people import Person, people, person
from iopedu.course.quiz import Question, Quiz, questions
from iopedu.course.safety import CARE_NOTE, CrisisLine, countries, crisis_lines
from iopedu.course.sources import Source, source, sources
from iopedu.course.workbook import Workbook, open_workbook
