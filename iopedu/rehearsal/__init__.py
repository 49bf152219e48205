"""Rehearsal: say it in one's own words, after having learned to judge replies; and talk with a client who answers."""

from iopedu.rehearsal.client import Client, clients
from iopedu.rehearsal.facts import facts_of
from iopedu.rehearsal.judging import Bias
from iopedu.rehearsal.rounds import Rehearsal, Round, Said
from iopedu.rehearsal.skills import Criterion, Line, Reply, Skill, skill, skills
from iopedu.rehearsal.summary import biases, summary
from iopedu.rehearsal.talk import Talk, talk
