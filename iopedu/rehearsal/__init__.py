"""Rehearsal: say it in one's own words, line by line, after having learned to judge replies."""

from iopedu.rehearsal.facts import facts_of
from iopedu.rehearsal.judging import Bias
from iopedu.rehearsal.rounds import Rehearsal, Round, Said
from iopedu.rehearsal.skills import Criterion, Line, Reply, Skill, skill, skills
from iopedu.rehearsal.summary import biases, summary

__all__ = [
    "Bias",
    "Criterion",
    "Line",
    "Rehearsal",
    "Reply",
    "Round",
    "Said",
    "Skill",
    "biases",
    "facts_of",
    "skill",
    "skills",
    "summary",
]
