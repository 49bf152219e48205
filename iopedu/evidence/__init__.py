"""Evidence: effects of single studies, studies together, what they mean in people, and what they leave out."""

from iopedu.evidence.datasets import dataset
from iopedu.evidence.pooling import pool
from iopedu.evidence.small_studies import egger
