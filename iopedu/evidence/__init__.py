"""Evidence: effects of single studies, studies together, what they mean in people, and what they leave out."""

from iopedu.evidence.claims import VERDICTS, Claim, claims
from iopedu.evidence.datasets import Dataset, Program, Response, Row, dataset, datasets, programs, responses
from iopedu.evidence.effects import BETTER, MEASURES, Counts, Effect
from iopedu.evidence.explore import GUESSES, Exploration
from iopedu.evidence.extraction import BOXES, Extraction, Reading, readings
from iopedu.evidence.in_people import KINDS, InPeople
from iopedu.evidence.metapsy import CHOICES, DATABASES, Database, decoded, read_metapsy
from iopedu.evidence.patients import (
    MONTHS,
    WAYS,
    Arm,
    Patient,
    Weight,
    anorexia,
    beat_the_blues,
    two_arms,
    weight_changes,
)
from iopedu.evidence.pooling import METHODS, Pooled, leave_one_out, pool
from iopedu.evidence.small_studies import Egger, egger
from iopedu.evidence.workbench import Opened, composite

__all__ = [
    "BETTER",
    "BOXES",
    "CHOICES",
    "DATABASES",
    "GUESSES",
    "KINDS",
    "MEASURES",
    "METHODS",
    "MONTHS",
    "VERDICTS",
    "WAYS",
    "Arm",
    "Claim",
    "Counts",
    "Database",
    "Dataset",
    "Effect",
    "Egger",
    "Exploration",
    "Extraction",
    "InPeople",
    "Opened",
    "Patient",
    "Pooled",
    "Program",
    "Reading",
    "Response",
    "Row",
    "Weight",
    "anorexia",
    "beat_the_blues",
    "claims",
    "composite",
    "dataset",
    "datasets",
    "decoded",
    "egger",
    "leave_one_out",
    "pool",
    "programs",
    "read_metapsy",
    "readings",
    "responses",
    "two_arms",
    "weight_changes",
]
